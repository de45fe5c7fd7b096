// One run of the analysis: what it holds while it walks the sign-ins in event time (the organisation, failures, the limit,
// raises and campaigns), where it takes them from, and how parts of a split analysis come to the same limit.

import { type OpenAllowances, openAllowances } from '../alerting/allowance.ts';
import { type Campaign, campaignOf, type Raise, rememberRaise } from '../alerting/campaign.ts';
import { alertName } from '../alerting/episode.ts';
import {
  limitAt,
  noteScore,
  openThreshold,
  START_LIMITS,
  startLimit,
  type ThresholdState,
} from '../alerting/threshold.ts';
import type { Alert } from '../domain/alert.ts';
import type { Score } from '../domain/score.ts';
import { type Failures, openFailures } from '../features/failures.ts';
import { type Observation, observe } from '../features/observation.ts';
import { type Organisation, openOrganisation } from '../features/organisation.ts';
import type { ScoredSignIn } from '../store/contract.ts';
import type { AnalyzeOptions } from './analysis.ts';
import type { ReplayContext } from './replay.ts';
import { inShard } from './shard.ts';
import { decodeTrace } from './trace.ts';

/** Sign-ins read at once. */
const PAGE = 1000;
const DAY_MS = 86_400_000;
/** Where the raises of the last day are kept. */
export const RAISES = 'raises';
/** Where old findings are noted until one message has summed them up. */
const UNTOLD = 'history';

export interface Run {
  readonly options: AnalyzeOptions;
  readonly organisation: Organisation;
  readonly failures: Failures;
  readonly threshold: ThresholdState;
  /** Raises of the last day of event time, and the campaigns they made. */
  raises: Raise[];
  readonly campaigns: Map<string, Campaign>;
  /** Raises of other parts of a split analysis already counted, by user and alert. */
  readonly overheard: Set<string>;
  /** Whether nothing was ever judged in this store before. */
  readonly fresh: boolean;
  /** What is expected, as it stood when the run began. */
  readonly allowances: OpenAllowances;
  /** The last verdict that what it learns can know of. */
  readonly verdictsSeen: number;
  readonly nowMs: number;
  readonly oldestMs: number;
  readonly history: Alert[];
  readonly touched: Map<string, Alert>;
  readonly tally: {
    raised: number[];
    judged: number;
    learning: number;
    unscored: number;
    alerts: number;
    muted: number;
  };
  readonly span: { fromMs: number; toMs: number; signIns: number; users: Set<string> };
}

export function openRun(options: AnalyzeOptions, oldestMs: number | null): Run {
  const { store, sources } = options;
  const raises = store.meta(RAISES);
  const fresh = raises === null;
  const organisation = openOrganisation((kind, key) => store.orgFacts(kind, key), { empty: fresh });
  const newestMs = store.newestMs(sources) ?? 0;
  const start = startLimit(START_LIMITS, options.alertBudget);
  const kept = store.meta(thresholdKey(options));
  const untold = readUntold(options);
  return {
    options,
    organisation,
    failures: fresh ? openFailures() : loadFailures(options, oldestMs),
    threshold: kept === null ? openThreshold(start) : (JSON.parse(kept) as ThresholdState),
    raises: JSON.parse(raises ?? '[]') as Raise[],
    campaigns: new Map(),
    overheard: new Set(),
    fresh,
    allowances: openAllowances(store.allowances()),
    verdictsSeen: store.lastVerdict(),
    nowMs: options.clock(),
    oldestMs: options.historyLimitMs === null ? Number.NEGATIVE_INFINITY : newestMs - options.historyLimitMs,
    history: untold.alerts.flatMap((id) => store.alert(id) ?? []),
    touched: new Map(),
    tally: { raised: [], judged: 0, learning: 0, unscored: 0, alerts: 0, muted: 0 },
    span: { ...untold.span, users: new Set(untold.span.users) },
  };
}

interface Untold {
  readonly alerts: readonly string[];
  readonly span: { fromMs: number; toMs: number; signIns: number; users: readonly string[] };
}

/** What a killed run found in old sign-ins and could not sum up any more. */
function readUntold({ store, shard }: AnalyzeOptions): Untold {
  const kept = JSON.parse(store.meta(untoldKey(shard)) ?? 'null') as Untold | null;
  return kept ?? { alerts: [], span: { fromMs: Number.MAX_SAFE_INTEGER, toMs: 0, signIns: 0, users: [] } };
}

/** For the transaction of a slice, so that a summary survives a kill between the last slice and itself. */
export function untoldEntry(run: Run): [key: string, value: string] {
  const alerts = run.history.map(({ id }) => id);
  const untold: Untold = { alerts, span: { ...run.span, users: [...run.span.users] } };
  return [untoldKey(run.options.shard), JSON.stringify(untold)];
}

/** For the transaction that queues the summary. */
export function toldEntry(run: Run): [key: string, value: string] {
  return [untoldKey(run.options.shard), 'null'];
}

function untoldKey(shard: AnalyzeOptions['shard']): string {
  return shard === null ? UNTOLD : `${UNTOLD}/${shard.index}/${shard.of}`;
}

/** Each part of a split analysis keeps the limit as far as it has come; all parts come to the same. */
export function thresholdKey({ shard, alertBudget }: Pick<AnalyzeOptions, 'shard' | 'alertBudget'>): string {
  return `threshold/${alertBudget}/${shard === null ? 'all' : `${shard.index}/${shard.of}`}`;
}

/** Failures judged earlier that may still count for the oldest pending sign-in. */
function loadFailures({ store, sources, enrich }: AnalyzeOptions, oldestMs: number | null): Failures {
  const failures = openFailures();
  if (oldestMs === null) return failures;
  for (const { signIn, score } of store.window({ fromMs: oldestMs - DAY_MS, toMs: Number.MAX_SAFE_INTEGER, sources }))
    if (score !== null && signIn.outcome === 'failure')
      failures.add(observe(signIn, enrich(signIn.ip)).keys.block, signIn.timeMs, signIn.user);
  return failures;
}

export function replayContext(run: Run): ReplayContext {
  const { detector, alertBudget, historyLimitMs } = run.options;
  const start = startLimit(START_LIMITS, alertBudget);
  return {
    detector,
    organisation: run.organisation,
    failures: run.failures,
    threshold: (timeMs) => limitAt(run.threshold, { timeMs, budget: alertBudget, start }),
    nameAlert: (raised) => nameAlert(run, raised),
    historyLimitMs,
    mayTravel: run.allowances.hasTrip,
  };
}

/** A user's own alert, or the campaign's where three users share what is new. */
function nameAlert(run: Run, raised: Parameters<ReplayContext['nameAlert']>[0]): string {
  const { signIn, user, seen, novel } = raised;
  const keys = sharedKeys(seen, novel);
  const campaign = campaignOf(run.raises, { timeMs: signIn.timeMs, user, keys });
  const alertId =
    campaign === null
      ? alertName([user, signIn.source, signIn.id])
      : (campaign.alertId ?? alertName(['campaign', campaign.key, campaign.firstAlertId]));
  if (campaign !== null) run.campaigns.set(alertId, campaign);
  const raise = { timeMs: signIn.timeMs, user, alertId, campaign: campaign?.key ?? null, keys };
  run.raises = rememberRaise(run.raises, raise);
  return alertId;
}

/**
 * What is walked in event time, page by page: what is pending; in a split analysis also what other parts have judged since the
 * oldest of it, so that the limit and campaigns are the whole company's in every part.
 */
export function* pagesOf(options: AnalyzeOptions, oldestMs: number | null): Generator<readonly ScoredSignIn[]> {
  const { store, sources, shard } = options;
  if (shard === null) {
    let after: { timeMs: number; source: string; id: string } | undefined;
    for (;;) {
      const page = store.pending({ sources, limit: PAGE, ...(after === undefined ? {} : { after }) });
      if (page.length === 0) return;
      yield page.map((signIn) => ({ signIn, score: null, features: null }));
      const last = page.at(-1)!;
      after = { timeMs: last.timeMs, source: last.source, id: last.id };
    }
  }
  if (oldestMs === null) return;
  let page: ScoredSignIn[] = [];
  for (const one of store.window({ fromMs: oldestMs, toMs: Number.MAX_SAFE_INTEGER, sources })) {
    if (one.score !== null && inShard(one.signIn.user, shard)) continue;
    if (page.push(one) < PAGE) continue;
    yield page;
    page = [];
  }
  yield page;
}

/** Lets a sign-in that another part judged count for the limit and for campaigns, as it did there. */
export function overhear(
  { run, context }: { run: Run; context: ReplayContext },
  past: ScoredSignIn & { readonly score: Score },
): void {
  const { signIn, score, features } = past;
  if (score.score === null) return;
  context.threshold(signIn.timeMs);
  const mark = `${signIn.user}\n${score.alertId}`;
  const raised = score.alert && !run.overheard.has(mark);
  if (score.alertId === null || raised)
    noteScore(run.threshold, { timeMs: signIn.timeMs, user: signIn.user, score: score.score });
  if (!raised || score.alertId === null) return;
  run.overheard.add(mark);
  const place = decodeTrace(features)?.place ?? run.options.enrich(signIn.ip);
  const seen = observe(signIn, place);
  const keys = sharedKeys(
    seen,
    (['address', 'block', 'owner'] as const).flatMap((kind) =>
      seen.keys[kind] === null ? [] : [`${kind}:${seen.keys[kind]}`],
    ),
  );
  const wave = run.options.store.alert(score.alertId)?.kind === 'campaign';
  run.raises = rememberRaise(run.raises, {
    timeMs: signIn.timeMs,
    user: signIn.user,
    alertId: score.alertId,
    campaign: wave ? (keys[0] ?? null) : null,
    keys,
    mutedBy: run.options.store.mutes({ seq: signIn.seq })[0]?.allowanceId ?? null,
  });
}

/** Of keys that are new to a user, those that others could share with them. */
function sharedKeys(seen: Observation, keys: readonly string[]): string[] {
  const rented = seen.kind === 'hosting' || seen.kind === 'vpn';
  return keys.filter((key) => /^(address|block):/.test(key) || (rented && key.startsWith('owner:')));
}
