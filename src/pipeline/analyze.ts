// analyze: every sign-in not judged yet, in event time, slice by slice; scores, baselines, alerts and outbox in one transaction each.
// Killed anywhere, the next run goes on where this one ended. The same sign-ins give the same scores in one run or in many.

import { noteScore } from '../alerting/threshold.ts';
import { explainReasons } from '../detector/reasons.ts';
import { usualSentences } from '../detector/usual.ts';
import type { Alert } from '../domain/alert.ts';
import type { Allowance } from '../domain/allowance.ts';
import type { Enrichment } from '../domain/enrichment.ts';
import { COMPONENTS, type Reason } from '../domain/score.ts';
import type { StoredSignIn } from '../domain/sign-in.ts';
import { logger } from '../platform/log.ts';
import { collectGarbage, collectRecentGarbage } from '../platform/memory.ts';
import type { NewDelivery, NewMute, ScoreRow } from '../store/contract.ts';
import { alertMessage, grownAlert, historyMessage, newAlert } from './alert-message.ts';
import type { AnalyzeOptions, AnalyzeSummary } from './analysis.ts';
import {
  openRun,
  overhear,
  pagesOf,
  RAISES,
  type Run,
  replayContext,
  thresholdKey,
  toldEntry,
  untoldEntry,
} from './analysis-run.ts';
import { coveringOf, type Telling, tellingOf } from './muting.ts';
import { type Judged, type ReplayContext, step, type UserState } from './replay.ts';
import { inShard } from './shard.ts';
import { openStates } from './states.ts';
import { encodeTrace } from './trace.ts';

/** Most sign-ins and most users a transaction: every user in it is written out once, so that many sign-ins are cheaper together. */
const SLICE = { signIns: 10_000, users: 1200 };
const DAY_MS = 86_400_000;
const log = logger('analyze');
/** Findings older than this when they are made are history: listed, not sent one by one. */
export const HISTORY_MS = 7 * DAY_MS;
/** Reasons are written out from this share of the limit on; `explain` finds the others' again. */
const NOTABLE = 0.8;

interface Slice {
  readonly users: Set<string>;
  readonly scores: ScoreRow[];
  readonly alerts: Map<string, Alert>;
  readonly deliveries: NewDelivery[];
  readonly mutes: NewMute[];
}

function emptySlice(): Slice {
  return { users: new Set(), scores: [], alerts: new Map(), deliveries: [], mutes: [] };
}

/** @throws BusybodyError of the store; what was judged in earlier slices stays. */
export async function analyze(options: AnalyzeOptions): Promise<AnalyzeSummary> {
  const { store, sources } = options;
  const pending = store.pendingCount(sources);
  const run = openRun(options, pending.oldestMs);
  const context = replayContext(run);
  const states = openStates({ store, context, enrich: options.enrich, fresh: run.fresh });
  let slice = emptySlice();
  let done = 0;
  for (const page of pagesOf(options, pending.oldestMs)) {
    for (const { signIn, score, features } of page) {
      if (score !== null) {
        overhear({ run, context }, { signIn, score, features });
        continue;
      }
      done += 1;
      judgeOne({ run, context, states, slice }, signIn);
      if (slice.scores.length < SLICE.signIns && slice.users.size < SLICE.users) continue;
      commit({ run, states, slice });
      slice = emptySlice();
    }
    collectRecentGarbage();
    options.onProgress?.(done, Math.max(done, pending.count));
    await new Promise((resolve) => setImmediate(resolve));
    if (options.signal?.aborted) break;
  }
  if (slice.users.size + slice.scores.length > 0) {
    commit({ run, states, slice });
    options.onProgress?.(done, Math.max(done, pending.count));
  }
  tellHistory(run);
  return { ...run.tally, historyAlerts: run.history.length };
}

interface Work {
  readonly run: Run;
  readonly context: ReplayContext;
  readonly states: ReturnType<typeof openStates>;
  readonly slice: Slice;
}

function judgeOne(work: Work, signIn: StoredSignIn): void {
  const { run, context, states, slice } = work;
  const { options, tally, span } = run;
  const mine = options.shard === null || inShard(signIn.user, options.shard);
  if (signIn.timeMs < run.oldestMs) {
    if (!mine) return;
    tally.unscored += 1;
    slice.scores.push(unscored(signIn.seq, 'older than analysis.history_limit'));
    return;
  }
  slice.users.add(signIn.user);
  const place = options.enrich(signIn.ip);
  const state = states.before(signIn.user, signIn);
  const judged = step(context, state, { signIn, place });
  if (signIn.outcome === 'failure') run.failures.add(judged.seen.keys.block, signIn.timeMs, signIn.user);
  // What joins an episode already told is no alert of its own, so it does not move the limit.
  const counts = judged.episode === null || judged.decision.action === 'raise';
  if (judged.judgement !== null && counts && !options.leavesLimit?.(signIn))
    noteScore(run.threshold, { timeMs: signIn.timeMs, user: signIn.user, score: judged.judgement.score });
  const covering = coveringOf(run, { signIn, place, judged });
  if (!mine) return;
  span.fromMs = Math.min(span.fromMs, signIn.timeMs);
  span.toMs = Math.max(span.toMs, signIn.timeMs);
  span.signIns += 1;
  span.users.add(signIn.user);
  if (judged.judgement === null || judged.signals === null) {
    tally.unscored += 1;
    slice.scores.push(unscored(signIn.seq, judged.why ?? 'not judged'));
    return;
  }
  tally.judged += 1;
  if (judged.state === 'learning') tally.learning += 1;
  record(work, { signIn, place, state, judged, covering });
}

/** A sign-in that is judged, with all that is said of it. */
interface One {
  readonly signIn: StoredSignIn;
  readonly place: Enrichment;
  readonly state: UserState;
  readonly judged: Judged;
  readonly covering: Allowance | null;
}

function record(work: Work, one: One): void {
  const { run, slice } = work;
  const { signIn, place, state, judged } = one;
  const judgement = judged.judgement!;
  const { detector } = run.options;
  const told = judged.decision.action === 'raise' || judged.decision.action === 'raise-again';
  const notable = judged.episode !== null || judgement.score >= NOTABLE * judged.threshold;
  const said = notable ? reasonsFor(one) : [];
  const reasons = judged.decision.action === 'join' ? [goesOn(judged), ...said] : said;
  const telling = judged.episode === null ? null : tell(work, { ...one, reasons });
  if (telling?.told === 'yes' || (told && telling?.told === 'no')) run.tally.raised.push(signIn.seq);
  slice.scores.push({
    seq: signIn.seq,
    state: judged.state,
    why: null,
    score: judgement.score,
    threshold: judged.threshold,
    components: judgement.components,
    reasons,
    alert: told,
    alertId: judged.episode?.alertId ?? null,
    model: `${detector.version}/${detector.seed}/${state.baseline.count - 1}`,
    features: encodeTrace({ row: judgement.row, place }),
  });
}

/** The first thing to know of a sign-in that joins an alert: what it has in common with it may be in its user's past by now. */
function goesOn(judged: Judged): Reason {
  const { components } = judged.judgement!;
  const component = COMPONENTS.reduce((a, b) => (components[b] > components[a] ? b : a));
  return { component, text: `Goes on with what alert ${judged.episode!.alertId} told.` };
}

/** Sentences about a judged sign-in, from counts taken before it was learnt. */
function reasonsFor(one: { signIn: StoredSignIn; place: Enrichment; judged: Judged }): readonly Reason[] {
  const { signIn, place, judged } = one;
  return explainReasons({
    who: signIn.user.split('@')[0] || signIn.user,
    seen: judged.seen,
    place,
    counts: judged.signals!.counts,
    components: judged.judgement!.components,
    score: judged.judgement!.score,
    warning: signIn.warning,
  });
}

/** Keeps the alert, and tells it or records what hides it. */
function tell(work: Work, one: One & { readonly reasons: readonly Reason[] }): Telling {
  const { run, slice } = work;
  const { signIn, judged, covering, reasons } = one;
  const episode = judged.episode!;
  const history = signIn.timeMs < run.nowMs - HISTORY_MS;
  const campaign = run.campaigns.get(episode.alertId) ?? null;
  const before = run.touched.get(episode.alertId) ?? run.options.store.alert(episode.alertId);
  const telling = tellingOf(run, { judged, covering, before, campaign });
  const input = { signIn, judged, reasons, history, campaign, telling };
  const alert = before === null ? newAlert(input) : grownAlert(before, input);
  run.touched.set(alert.id, alert);
  slice.alerts.set(alert.id, alert);
  if (telling.told === 'no') return telling;
  const hidden = telling.told === 'hidden';
  if (hidden || telling.heard) {
    const allowanceId = hidden ? telling.by.id : null;
    const { seq, timeMs } = signIn;
    slice.mutes.push({ alertId: alert.id, seq, allowanceId, timeMs, recordedMs: run.nowMs });
  }
  const isNew = before === null || (!hidden && telling.heard);
  if (hidden) {
    if (isNew) run.tally.muted += 1;
    return telling;
  }
  if (isNew) {
    if (history) run.history.push(alert);
    else run.tally.alerts += 1;
  }
  if (!history) queue(work, { ...one, alert, heard: telling.heard });
  return telling;
}

function queue(work: Work, one: One & { readonly alert: Alert; readonly heard: boolean }): void {
  const { run, slice } = work;
  const { signIn, place, state, judged, alert, heard } = one;
  const parts = judged.episode!.parts;
  // What was hidden is no message: the first one that is sent does not speak of others.
  const part = parts === 1 || heard ? 1 : Math.max(2, parts - hiddenParts(work, alert.id));
  const message = alertMessage(alert, { signIn, place, usual: usualSentences(state.baseline, judged.seen), part });
  for (const notifier of run.options.notifiers)
    slice.deliveries.push({
      notifier,
      alertId: alert.id,
      message,
      idempotencyKey: `${alert.id}/${heard ? `heard ${signIn.seq}` : parts}/${notifier}`,
      dueMs: run.nowMs,
    });
}

function hiddenParts({ run, slice }: Work, alertId: string): number {
  const stored = run.options.store.mutes({ alertId }).filter(({ later }) => !later);
  const fresh = slice.mutes.filter((mute) => mute.alertId === alertId);
  return [...stored, ...fresh].filter(({ allowanceId }) => allowanceId !== null).length;
}

function commit({ run, states, slice }: Pick<Work, 'run' | 'states' | 'slice'>): void {
  const { store, shard } = run.options;
  log.debug('storing a slice of {count} scores', { count: slice.scores.length });
  const mine = (user: string): boolean => shard === null || inShard(user, shard);
  store.commitSlice({
    scores: slice.scores,
    baselines: states.takeChanges(mine),
    orgFacts: run.organisation.takeChanges().filter((fact) => mine(fact.user)),
    alerts: [...slice.alerts.values()],
    deliveries: slice.deliveries,
    meta: new Map([
      [thresholdKey(run.options), JSON.stringify(run.threshold)],
      [RAISES, JSON.stringify(run.raises)],
      ...(run.history.length > 0 ? [untoldEntry(run)] : []),
    ]),
    mutes: slice.mutes,
    verdictsSeen: run.verdictsSeen,
  });
  log.debug('slice stored');
  if (shard !== null) return;
  run.organisation.trim();
  states.trim();
  collectGarbage();
}

/** Sums old findings up in one message; without a notifier they are listed, and told to nobody. */
function tellHistory(run: Run): void {
  if (run.history.length === 0) return;
  const { fromMs, toMs, signIns, users } = run.span;
  const latest = run.history.map((alert) => run.touched.get(alert.id) ?? alert);
  const message = historyMessage(latest, { fromMs, toMs, signIns, users: users.size });
  log.debug('storing the summary of {count} old alerts', { count: latest.length });
  run.options.store.commitSlice({
    scores: [],
    baselines: new Map(),
    orgFacts: [],
    alerts: [],
    meta: new Map([toldEntry(run)]),
    deliveries: run.options.notifiers.map((notifier) => ({
      notifier,
      alertId: null,
      message,
      idempotencyKey: `history/${latest[0]!.id}/${latest.length}/${notifier}`,
      dueMs: run.nowMs,
    })),
  });
  log.debug('summary stored');
}

function unscored(seq: number, why: string): ScoreRow {
  return {
    seq,
    state: 'unscored',
    why,
    score: null,
    threshold: null,
    components: null,
    reasons: [],
    alert: false,
    alertId: null,
    model: null,
    features: null,
  };
}
