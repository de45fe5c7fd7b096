// A store for a rehearsal: reads the sign-ins of the real one as if none had been judged, with invented ones among them if wanted,
// and keeps what analysis writes in memory. Nothing reaches the real store. A rehearsal can go on where another one ended.

import type { Alert } from '../domain/alert.ts';
import type { Score } from '../domain/score.ts';
import { compareSignIns, type StoredSignIn } from '../domain/sign-in.ts';
import type { OrgFact, ScoredSignIn, ScoreRow, Store } from '../store/contract.ts';
import type { AnalysisStore } from './analysis.ts';

export interface Rehearsal {
  readonly store: AnalysisStore;
  /** Every alert so far, those of the rehearsal it goes on from among them. */
  readonly alerts: ReadonlyMap<string, Alert>;
  /** Sign-ins hidden by an allowance; null: told although its alert was hidden. */
  readonly mutes: ReadonlyMap<number, string | null>;
}

export interface RehearsalOptions {
  readonly store: Pick<Store, 'window' | 'allowances'>;
  readonly sources: readonly string[];
  /** Sign-ins with fromMs <= time < toMs are replayed. */
  readonly fromMs: number;
  readonly toMs: number;
  /** Event time of the newest sign-in of the whole history, which `analysis.history_limit` counts from. */
  readonly newestMs: number;
  /** Goes on where this one ended, which must be at `fromMs`, and must not be used any more meanwhile. */
  readonly after: Rehearsal | null;
  /** Invented sign-ins, in event-time order. */
  readonly invented: readonly StoredSignIn[];
  /** Called with every sign-in and what was said of it, in event-time order. */
  readonly onScore: (signIn: StoredSignIn, score: Score) => void;
}

const DAY_MS = 86_400_000;

export function openRehearsal(options: RehearsalOptions): Rehearsal {
  const { sources, fromMs, toMs, newestMs, after, invented, onScore } = options;
  const past = after?.store ?? null;
  const meta = new Map<string, string>();
  const baselines = new Map<string, Uint8Array>();
  const facts = new Map<string, Map<string, OrgFact>>();
  const alerts = new Map(after?.alerts ?? []);
  const mutes = new Map(after?.mutes ?? []);
  const slice = new Map<number, StoredSignIn>();
  const signIns = merged(options.store.window({ fromMs, toMs, sources }), invented);

  const store: AnalysisStore = {
    pending({ limit }) {
      const page: StoredSignIn[] = [];
      while (page.length < limit) {
        const next = signIns.next();
        if (next.done) break;
        page.push(next.value);
        slice.set(next.value.seq, next.value);
      }
      return page;
    },
    pendingCount: () => ({ count: 0, oldestMs: after === null ? null : fromMs, newestMs }),
    newestMs: () => newestMs,
    /** What came before, as failures that may still count; no user is ever learnt anew from it. */
    *window({ user, fromMs: sinceMs }) {
      if (user !== undefined) return;
      const from = Math.max(sinceMs, fromMs - DAY_MS);
      for (const { signIn } of options.store.window({ fromMs: from, toMs: fromMs, sources }))
        if (signIn.outcome === 'failure') yield { signIn, score: failed(signIn.seq), features: null };
    },
    orgFacts(kind, key) {
      const own = facts.get(`${kind}\n${key}`);
      const before = past?.orgFacts(kind, key) ?? [];
      return own === undefined ? before : [...before, ...own.values()];
    },
    baseline: (user) => baselines.get(user) ?? past?.baseline(user) ?? null,
    meta: (key) => meta.get(key) ?? past?.meta(key) ?? null,
    alert: (id) => alerts.get(id) ?? null,
    lastVerdict: () => 0,
    allowances: () => options.store.allowances(),
    mutes: () => [],
    commitSlice(written) {
      for (const row of written.scores) tell(row);
      slice.clear();
      for (const [user, bytes] of written.baselines) baselines.set(user, bytes);
      for (const alert of written.alerts) alerts.set(alert.id, alert);
      for (const mute of written.mutes ?? []) mutes.set(mute.seq, mute.allowanceId);
      for (const [key, value] of written.meta) meta.set(key, value);
      for (const fact of written.orgFacts) {
        const name = `${fact.kind}\n${fact.key}`;
        facts.set(name, (facts.get(name) ?? new Map<string, OrgFact>()).set(fact.user, fact));
      }
    },
  };

  function tell({ features: _features, ...score }: ScoreRow): void {
    const signIn = slice.get(score.seq);
    if (signIn) onScore(signIn, score);
  }

  return { store, alerts, mutes };
}

function failed(seq: number): Score {
  return {
    seq,
    state: 'unscored',
    why: 'failed',
    score: null,
    threshold: null,
    components: null,
    reasons: [],
    alert: false,
    alertId: null,
    model: null,
  };
}

/** Both in event-time order. */
function* merged(real: Iterable<ScoredSignIn>, invented: readonly StoredSignIn[]): Generator<StoredSignIn> {
  let next = 0;
  for (const { signIn } of real) {
    while (next < invented.length && compareSignIns(invented[next]!, signIn) < 0) yield invented[next++]!;
    yield signIn;
  }
  while (next < invented.length) yield invented[next++]!;
}
