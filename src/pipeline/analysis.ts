// What analysis works on and how it is set: plain types that commands, backtest and tests share with it.

import type { Detector } from '../detector/detector.ts';
import type { Enrichment } from '../domain/enrichment.ts';
import type { StoredSignIn } from '../domain/sign-in.ts';
import type { Clock } from '../platform/clock.ts';
import type { Store } from '../store/contract.ts';
import type { Shard } from './shard.ts';

/** What analysis reads and writes, and how it is set. */
export interface AnalysisGround {
  readonly store: Store;
  readonly detector: Detector;
  readonly enrich: (ip: string | null) => Enrichment;
  readonly clock: Clock;
  /** Sources that are judged. */
  readonly sources: readonly string[];
  /** How far back analysis looks, from the newest sign-in; null: everything stored. */
  readonly historyLimitMs: number | null;
  /** False alerts wished for at most, per 1,000 sign-ins. */
  readonly alertBudget: number;
  /** Names of the notifiers that alerts are queued for. */
  readonly notifiers: readonly string[];
}

/** What of a store analysis needs; a rehearsal has no more. */
export type AnalysisStore = Pick<
  Store,
  | 'pending'
  | 'pendingCount'
  | 'newestMs'
  | 'window'
  | 'orgFacts'
  | 'baseline'
  | 'meta'
  | 'alert'
  | 'lastVerdict'
  | 'allowances'
  | 'mutes'
  | 'commitSlice'
>;

export interface AnalyzeOptions extends Omit<AnalysisGround, 'store'> {
  readonly store: AnalysisStore;
  readonly shard: Shard | null;
  /** Sign-ins that must not move the limit, such as invented ones; none if absent. */
  readonly leavesLimit?: (signIn: StoredSignIn) => boolean;
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
}

export interface AnalyzeSummary {
  /** Places in the store of the sign-ins that raised an alert, or raised it again. */
  readonly raised: readonly number[];
  readonly judged: number;
  readonly learning: number;
  readonly unscored: number;
  /** Alerts raised, those about old history left out. */
  readonly alerts: number;
  /** Alerts about history, told in one message. */
  readonly historyAlerts: number;
  /** Alerts raised that an allowance hides; not among the others. */
  readonly muted: number;
}
