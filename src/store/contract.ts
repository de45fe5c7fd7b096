// What every store must do, sqlite and flatfile alike; one contract suite passes on both.
// Every method is atomic: it happened wholly or not at all.

import type {
  Alert,
  AlertKind,
  AlertStatus,
  Message,
  Severity,
  Verdict,
  VerdictAction,
  VerdictStep,
} from '../domain/alert.ts';
import type { Allowance, NewAllowance } from '../domain/allowance.ts';
import type { Component, Reason, Score } from '../domain/score.ts';
import type { SignIn, StoredSignIn } from '../domain/sign-in.ts';

export interface AddResult {
  readonly added: number;
  /** Already stored under the same (source, id). */
  readonly known: number;
}

/** Names the person behind an account: `user_domain`, then `user_map`. */
export type ResolveUser = (source: string, account: string) => string;

/** That a user of the organisation was first seen with a key (a network owner, a place, an address …) at a time. */
export interface OrgFact {
  readonly kind: string;
  readonly key: string;
  readonly user: string;
  readonly firstMs: number;
}

/** A judged sign-in with what is needed to go on learning from it. */
export interface ScoreRow extends Score {
  /** The feature vector as scored, opaque to the store; null where unscored. */
  readonly features: Uint8Array | null;
}

export interface ScoredSignIn {
  readonly signIn: StoredSignIn;
  /** null while pending (not analysed yet). */
  readonly score: Score | null;
  readonly features: Uint8Array | null;
}

export interface Delivery {
  readonly id: number;
  readonly notifier: string;
  /** null for a summary of history. */
  readonly alertId: string | null;
  readonly message: Message;
  /** Stable over retries, unique per (message, notifier). */
  readonly idempotencyKey: string;
  readonly attempts: number;
  readonly queuedMs: number;
  readonly lastError: string | null;
}

export interface NewDelivery {
  readonly notifier: string;
  readonly alertId: string | null;
  readonly message: Message;
  /** A second delivery with the same key is not queued. */
  readonly idempotencyKey: string;
  readonly dueMs: number;
}

/** One slice of event time, judged: everything in it becomes true in one transaction. */
export interface Slice {
  readonly scores: readonly ScoreRow[];
  /** Opaque baselines by user, such as a map; taken one by one within the transaction. */
  readonly baselines: Iterable<readonly [user: string, baseline: Uint8Array]>;
  readonly orgFacts: readonly OrgFact[];
  /** New or changed alerts, whole. A verdict already in the store is kept. */
  readonly alerts: readonly Alert[];
  readonly deliveries: readonly NewDelivery[];
  readonly meta: ReadonlyMap<string, string>;
  /** Which of its sign-ins nobody is told of, by which allowance; none if absent. */
  readonly mutes?: readonly NewMute[];
  /** Number of the last verdict that its baselines know of; those a later one made stale are forgotten. Absent: they know of all. */
  readonly verdictsSeen?: number;
}

/** A sign-in a person would have been told of, hidden by an allowance. */
export interface NewMute {
  readonly alertId: string;
  readonly seq: number;
  /** null: this one was told, although the alert was muted; it is muted no longer. */
  readonly allowanceId: string | null;
  /** Event time of the sign-in. */
  readonly timeMs: number;
  readonly recordedMs: number;
}

export interface Mute extends NewMute {
  /** Note of the allowance. */
  readonly note: string | null;
  /** True where the alert was there before the allowance. */
  readonly later: boolean;
}

export interface MuteFilter {
  readonly alertId?: string;
  readonly allowanceId?: string;
  readonly seq?: number;
}

/** What somebody says of an alert, and what holds from then on (null: it is open). */
export type VerdictChange = Omit<VerdictStep, 'id'>;

/** What a verdict does to the model. */
export interface VerdictEffects {
  /** Users whose baselines are forgotten, to be learnt anew. */
  readonly relearn: readonly string[];
  /** Organisation facts that change. */
  readonly facts: readonly OrgFactChange[];
}

/** Applied only where the store has the fact as it was: earlier knowledge of the same is another's. */
export interface OrgFactChange extends Omit<OrgFact, 'firstMs'> {
  readonly wasMs: number | null;
  readonly firstMs: number | null;
}

export interface AlertFilter {
  readonly status?: AlertStatus;
  readonly user?: string;
  readonly severity?: Severity;
  /** Alerts that go on to this time, or later. */
  readonly sinceMs?: number;
  /** Alerts that began before this time. */
  readonly untilMs?: number;
  readonly history?: boolean;
  readonly muted?: boolean;
  readonly limit?: number;
}

export interface SourceState {
  readonly source: string;
  readonly pending: number;
  readonly newestMs: number | null;
  readonly cursor: string | null;
  readonly lastPolledMs: number | null;
}

export interface SourceCount extends SourceState {
  readonly signIns: number;
}

export interface Activity {
  readonly hours: readonly { readonly hour: number; readonly signIns: number }[];
  readonly users: number;
}

export interface Store extends Disposable {
  readonly kind: 'sqlite' | 'flatfile';
  /** File (sqlite) or directory (flatfile) it lives in. */
  readonly path: string;

  /** Stores what is new and, in the same transaction, the cursor. */
  addSignIns(
    signIns: readonly SignIn[],
    options: { resolveUser: ResolveUser; nowMs: number; cursor?: { source: string; value: string } },
  ): AddResult;
  cursor(source: string): string | null;
  /** Names users anew after `user_map` or `user_domain` changed; returns the users whose sign-ins moved (old and new names). */
  renameUsers(resolveUser: ResolveUser): readonly string[];

  /** Not yet analysed sign-ins in event-time order, strictly after `after` if given. */
  pending(options: {
    sources: readonly string[];
    limit: number;
    after?: { timeMs: number; source: string; id: string };
  }): readonly StoredSignIn[];
  pendingCount(sources: readonly string[]): { count: number; oldestMs: number | null; newestMs: number | null };
  /** Event time of the newest sign-in of these sources, pending or not; null where there is none. */
  newestMs(sources: readonly string[]): number | null;
  /** Sign-ins with fromMs <= time < toMs in event-time order, pending or not, streamed. */
  window(options: { fromMs: number; toMs: number; sources?: readonly string[]; user?: string }): Iterable<ScoredSignIn>;
  signIn(seq: number): ScoredSignIn | null;
  /** Users with a sign-in, alphabetically, with their number of sign-ins and newest time. */
  users(): readonly { user: string; signIns: number; newestMs: number }[];
  /** What apps call the people: of one user, or of all; in the order first met. */
  accounts(user?: string): readonly { source: string; account: string; user: string }[];

  baseline(user: string): Uint8Array | null;
  /** Forgets baselines; the next analysis rebuilds them from scored sign-ins. */
  dropBaselines(users: readonly string[]): void;
  orgFacts(kind: string, key: string): readonly OrgFact[];
  meta(key: string): string | null;
  setMeta(key: string, value: string): void;
  commitSlice(slice: Slice): void;

  alerts(filter: AlertFilter): readonly Alert[];
  /** By full name or an unambiguous beginning (`a-7f`); null where none matches. @throws BusybodyError E_ALERT_AMBIGUOUS naming the candidates. */
  alert(id: string): Alert | null;
  signInsOfAlert(id: string): readonly ScoredSignIn[];
  /** All of them or none. Each is kept for ever in the history. @throws BusybodyError E_ALERT_UNKNOWN */
  giveVerdicts(changes: readonly VerdictChange[], effects?: VerdictEffects): void;
  /** Everything ever said of one alert, or of all, oldest first. */
  verdicts(alertId?: string): readonly VerdictStep[];
  /** Number of the last step; 0 where nothing was ever said. */
  lastVerdict(): number;

  /** Every allowance ever added, in that order; expired and removed ones too. */
  allowances(): readonly Allowance[];
  /** Adds it and hides the open alerts it covers. */
  addAllowance(allowance: NewAllowance, covered?: readonly Pick<NewMute, 'alertId' | 'seq' | 'timeMs'>[]): Allowance;
  /** All of them or none. Taken back twice, the first time counts. @throws BusybodyError E_ALLOWANCE_UNKNOWN */
  removeAllowances(ids: readonly string[], removed: { timeMs: number; by: string | null }): readonly Allowance[];
  /** What allowances hid, in the order it was recorded. */
  mutes(filter: MuteFilter): readonly Mute[];

  /** Deliveries due now, oldest first. */
  due(options: { nowMs: number; limit: number; notifiers: readonly string[] }): readonly Delivery[];
  delivered(id: number, result: { nowMs: number; reference: string | null }): void;
  /** `dueMs` null: given up, kept with its error and shown by `check`. */
  deliveryFailed(id: number, result: { error: string; dueMs: number | null }): void;
  outbox(): { queued: number; failed: number; oldestQueuedMs: number | null };

  /** Every source there is; quick, however much is stored. */
  sources(): readonly SourceState[];
  /** The same with all sign-ins counted, which takes longer the more there are. */
  counts(): readonly SourceCount[];
  /** When a source was used: whole hours since 1970 that have sign-ins, rising; and by how many people (from `usersFromMs` on). */
  activity(source: string, range: { fromMs: number; toMs: number; usersFromMs?: number }): Activity;
  alertCounts(): readonly { status: AlertStatus; alerts: number }[];
  /** Deletes sign-ins older than `beforeMs` in batches, never those of an open alert; returns how many went. */
  prune(beforeMs: number): number;
  /** One line each for `check`: integrity, schema version, file mode. */
  check(): readonly { ok: boolean; text: string; hints: readonly string[] }[];
}

// The names of the domain that implementers meet here.
export type {
  Alert,
  AlertKind,
  AlertStatus,
  Allowance,
  Component,
  NewAllowance,
  Reason,
  Score,
  Severity,
  SignIn,
  StoredSignIn,
  Verdict,
  VerdictAction,
  VerdictStep,
};
