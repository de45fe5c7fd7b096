// backtest: replays the stored history from its beginning, in memory and in event time, once a budget, and says what would have
// alerted. The analysis is the timer's own; only the store is another (rehearsal.ts). Verdicts given since are shown, not learnt:
// each sign-in is judged as it was on its day.

import type { Alert } from '../domain/alert.ts';
import type {
  Backtest,
  BudgetOutcome,
  Drill,
  DrillIncident,
  DrillOutcome,
  Known,
  WouldAlert,
} from '../domain/backtest.ts';
import { COMPONENTS, type Component, type Score } from '../domain/score.ts';
import { compareSignIns, type StoredSignIn } from '../domain/sign-in.ts';
import type { AnalysisGround } from './analysis.ts';
import { thresholdKey } from './analysis-run.ts';
import { analyze } from './analyze.ts';
import { type DrillPlan, openDrillSurvey, type PlannedIncident, planDrill } from './fire-drill.ts';
import { openRehearsal, type Rehearsal } from './rehearsal.ts';

export interface BacktestOptions extends Omit<AnalysisGround, 'alertBudget' | 'notifiers'> {
  readonly budgets: readonly number[];
  /** Alerts and sign-ins count from here on; what is older is only learnt. */
  readonly sinceMs: number;
  /** The replay ends before this. */
  readonly untilMs: number;
  /** Puts invented takeovers into a copy of the history. */
  readonly drill: { readonly seed: number } | null;
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
}

/** @throws BusybodyError of the store. Ended by the signal, it returns what it has so far. */
export async function backtest(options: BacktestOptions): Promise<Backtest> {
  const budgets = [...new Set(options.budgets)].sort((a, b) => a - b);
  const survey = surveyOf(options);
  const plan = options.drill === null || survey.fromMs === null ? null : planOf(options, survey);
  const run: Run = { options, survey, plan, progress: progressOf(options, { survey, plan, budgets: budgets.length }) };
  const outcomes: BudgetOutcome[] = [];
  const drills: { budget: number; outcomes: readonly DrillOutcome[] }[] = [];
  let tally = openTally();
  for (const budget of budgets) {
    const trunk = await rehearse(run, { budget, toMs: plan?.cutMs ?? options.untilMs, after: null, invented: [] });
    if (plan !== null) drills.push({ budget, outcomes: await drillAt(run, { plan, budget, trunk }) });
    const whole =
      plan === null ? trunk : await rehearse(run, { budget, toMs: options.untilMs, after: trunk, invented: [] });
    outcomes.push(outcomeOf(run, { budget, played: whole }));
    tally = whole.tally;
    if (options.signal?.aborted) break;
  }
  return {
    fromMs: tally.signIns === 0 ? null : tally.fromMs,
    toMs: tally.signIns === 0 ? null : tally.toMs,
    signIns: tally.signIns,
    learning: tally.learning,
    users: tally.users.size,
    replayed: survey.signIns,
    known: countKnown(survey),
    allowances: options.store.allowances().filter(({ removed }) => removed === null),
    budgets: outcomes,
    drill: plan === null ? emptyDrill(options) : { ...described(plan), budgets: drills },
  };
}

interface Run {
  readonly options: BacktestOptions;
  readonly survey: Survey;
  readonly plan: DrillPlan | null;
  readonly progress: (more: number) => void;
}

/** One look over the history before the replays: how much there is, and which stored alerts its sign-ins belong to. */
interface Survey {
  readonly signIns: number;
  readonly fromMs: number | null;
  readonly newestMs: number;
  /** Sign-in → stored alert. */
  readonly told: ReadonlyMap<number, string>;
  /** Stored alerts that began in the window. */
  readonly stored: ReadonlyMap<string, Alert>;
  readonly drill: ReturnType<typeof openDrillSurvey>;
}

function surveyOf(options: BacktestOptions): Survey {
  const { store, sources, sinceMs, untilMs } = options;
  const told = new Map<number, string>();
  const drill = openDrillSurvey();
  let signIns = 0;
  let fromMs: number | null = null;
  let newestMs = 0;
  for (const { signIn, score } of store.window({ fromMs: Number.MIN_SAFE_INTEGER, toMs: untilMs, sources })) {
    signIns += 1;
    fromMs ??= signIn.timeMs;
    newestMs = signIn.timeMs;
    if (score !== null && score.alertId !== null) told.set(signIn.seq, score.alertId);
    if (options.drill !== null) drill.note(signIn);
  }
  const inWindow = store.alerts({}).filter((alert) => alert.firstMs >= sinceMs && alert.firstMs < untilMs);
  return { signIns, fromMs, newestMs, told, stored: new Map(inWindow.map((alert) => [alert.id, alert])), drill };
}

function countKnown({ stored }: Survey): Backtest['known'] {
  const known = { confirmed: 0, dismissed: 0, open: 0 };
  for (const { status } of stored.values()) known[status] += 1;
  return known;
}

function planOf(options: BacktestOptions, survey: Survey): DrillPlan {
  const { store, sources, enrich, sinceMs, historyLimitMs } = options;
  const oldestMs =
    historyLimitMs === null ? survey.fromMs! : Math.max(survey.fromMs!, survey.newestMs - historyLimitMs);
  return planDrill(survey.drill, {
    store,
    sources,
    enrich,
    seed: options.drill!.seed,
    oldestMs,
    newestMs: survey.newestMs,
    sinceMs,
  });
}

/** How often the work goes through how much; exact enough for a bar. */
function progressOf(
  options: BacktestOptions,
  { survey, plan, budgets }: { survey: Survey; plan: DrillPlan | null; budgets: number },
): Run['progress'] {
  const rounds = plan === null ? 0 : plan.rounds.length;
  const total = Math.round(survey.signIns * budgets * (1 + rounds * (plan?.share ?? 0)));
  let done = 0;
  return (more) => {
    done += more;
    options.onProgress?.(Math.min(done, total), total);
  };
}

interface Tally {
  fromMs: number;
  toMs: number;
  signIns: number;
  learning: number;
  readonly users: Set<string>;
  /** Would-be alert → its sign-ins. */
  readonly members: Map<string, number[]>;
  /** What was said of the invented sign-ins. */
  readonly invented: Map<number, Score>;
}

function openTally(): Tally {
  return {
    fromMs: Number.POSITIVE_INFINITY,
    toMs: Number.NEGATIVE_INFINITY,
    signIns: 0,
    learning: 0,
    users: new Set(),
    members: new Map(),
    invented: new Map(),
  };
}

function forkTally(tally: Tally): Tally {
  const members = new Map([...tally.members].map(([id, seqs]): [string, number[]] => [id, [...seqs]]));
  return { ...tally, users: new Set(tally.users), members, invented: new Map() };
}

interface Played {
  readonly rehearsal: Rehearsal;
  readonly endMs: number;
  readonly tally: Tally;
}

async function rehearse(
  run: Run,
  part: { budget: number; toMs: number; after: Played | null; invented: readonly StoredSignIn[] },
): Promise<Played> {
  const { options, survey } = run;
  const { budget, toMs, after, invented } = part;
  const tally = after === null ? openTally() : forkTally(after.tally);
  let unreported = 0;
  const rehearsal = openRehearsal({
    store: options.store,
    sources: options.sources,
    fromMs: after?.endMs ?? Number.MIN_SAFE_INTEGER,
    toMs,
    newestMs: survey.newestMs,
    after: after?.rehearsal ?? null,
    invented,
    onScore(signIn, score) {
      unreported += 1;
      count(tally, { signIn, score, sinceMs: options.sinceMs });
    },
  });
  const { store: _store, budgets: _budgets, drill: _drill, onProgress: _onProgress, ...ground } = options;
  await analyze({
    ...ground,
    store: rehearsal.store,
    alertBudget: budget,
    notifiers: [],
    shard: null,
    leavesLimit: isInvented,
    onProgress() {
      run.progress(unreported);
      unreported = 0;
    },
  });
  return { rehearsal, endMs: toMs, tally };
}

/** Invented sign-ins have no place in the store. */
function isInvented({ seq }: StoredSignIn): boolean {
  return seq < 0;
}

function count(tally: Tally, one: { signIn: StoredSignIn; score: Score; sinceMs: number }): void {
  const { signIn, score, sinceMs } = one;
  if (score.alertId !== null) {
    const seqs = tally.members.get(score.alertId);
    if (seqs) seqs.push(signIn.seq);
    else tally.members.set(score.alertId, [signIn.seq]);
  }
  if (isInvented(signIn)) tally.invented.set(signIn.seq, score);
  else if (score.state !== 'unscored' && signIn.timeMs >= sinceMs) {
    tally.fromMs = Math.min(tally.fromMs, signIn.timeMs);
    tally.toMs = Math.max(tally.toMs, signIn.timeMs);
    tally.signIns += 1;
    if (score.state === 'learning') tally.learning += 1;
    tally.users.add(signIn.user);
  }
}

function outcomeOf({ options, survey }: Run, { budget, played }: { budget: number; played: Played }): BudgetOutcome {
  const { alerts, store } = played.rehearsal;
  const found = new Set<string>();
  const would: WouldAlert[] = [];
  for (const alert of alerts.values()) {
    const shared = new Set<string>();
    for (const seq of played.tally.members.get(alert.id) ?? []) {
      const storedId = survey.told.get(seq);
      if (storedId !== undefined) shared.add(storedId);
    }
    // What is hidden is not told, a confirmed takeover least of all.
    if (alert.muted === null) for (const id of shared) found.add(id);
    if (alert.firstMs >= options.sinceMs) would.push(wouldAlert(alert, { shared, survey }));
  }
  const kept = store.meta(thresholdKey({ alertBudget: budget, shard: null }));
  return {
    budget,
    alerts: would.sort((a, b) => a.firstMs - b.firstMs || (a.id < b.id ? -1 : 1)),
    limit: kept === null ? null : (JSON.parse(kept) as { limit: number }).limit,
    missedConfirmed: [...survey.stored.values()]
      .filter(({ id, status }) => status === 'confirmed' && !found.has(id))
      .map(({ id }) => id),
  };
}

const RANK: readonly Known[] = ['confirmed', 'dismissed', 'open'];

function wouldAlert(alert: Alert, { shared, survey }: { shared: ReadonlySet<string>; survey: Survey }): WouldAlert {
  const { id, kind, user, severity, firstMs, lastMs, score, threshold, reasons, signIns } = alert;
  const stored = [...shared].flatMap((name) => survey.stored.get(name) ?? []);
  stored.sort((a, b) => RANK.indexOf(a.status) - RANK.indexOf(b.status) || (a.id < b.id ? -1 : 1));
  return {
    id,
    kind,
    user,
    severity,
    firstMs,
    lastMs,
    score,
    threshold,
    component: leading(alert.components),
    reasons,
    signIns,
    known: stored[0]?.status ?? 'new',
    storedId: stored[0]?.id ?? null,
    muted: alert.muted,
  };
}

function leading(components: Readonly<Record<Component, number>>): Component {
  return COMPONENTS.reduce((best, one) => (components[one] > components[best] ? one : best));
}

/** The rounds of a drill at one budget, each going on from the history before the first takeover. */
async function drillAt(
  run: Run,
  { plan, budget, trunk }: { plan: DrillPlan; budget: number; trunk: Played },
): Promise<readonly DrillOutcome[]> {
  const outcomes = new Map<string, DrillOutcome>();
  for (const round of plan.rounds) {
    if (run.options.signal?.aborted) break;
    const played = await rehearse(run, {
      budget,
      toMs: run.options.untilMs,
      after: trunk,
      invented: round.flatMap(({ signIns }) => signIns).sort(compareSignIns),
    });
    for (const incident of round) outcomes.set(incident.name, drillOutcome(incident, played));
  }
  return plan.rounds
    .flat()
    .sort(byName)
    .flatMap(({ name }) => outcomes.get(name) ?? []);
}

function drillOutcome(incident: PlannedIncident, { tally, rehearsal }: Played): DrillOutcome {
  const scores = tally.invented;
  let entered = 0;
  let caught: { alertId: string | null; afterSignIns: number; afterMs: number } | null = null;
  let joined: string | null = null;
  let mutedBy: string | null = null;
  let best: Score | null = null;
  for (const signIn of incident.signIns) {
    const score = scores.get(signIn.seq);
    if (signIn.outcome !== 'success' || score === undefined) continue;
    entered += 1;
    if (score.score !== null && (best === null || score.score > best.score!)) best = score;
    joined ??= score.alertId;
    const mute = rehearsal.mutes.get(signIn.seq);
    if (typeof mute === 'string') mutedBy ??= mute;
    else if ((score.alert || mute === null) && caught === null)
      caught = { alertId: score.alertId, afterSignIns: entered, afterMs: signIn.timeMs - incident.firstMs };
  }
  return {
    incident: incident.name,
    result: caught !== null ? 'caught' : mutedBy !== null ? 'muted' : joined !== null ? 'joined' : 'missed',
    alertId: caught?.alertId ?? joined,
    mutedBy: caught === null ? mutedBy : null,
    afterSignIns: caught?.afterSignIns ?? null,
    afterMs: caught?.afterMs ?? null,
    score: best?.score ?? null,
    threshold: best?.threshold ?? null,
    component: best?.components ? leading(best.components) : null,
  };
}

function described({ seed, rounds, without }: DrillPlan): Pick<Drill, 'seed' | 'incidents' | 'without'> {
  const incidents = rounds.flat().sort(byName);
  return {
    seed,
    without,
    incidents: incidents.map(({ signIns, ...incident }) => ({ ...incident, ...counted(signIns) })),
  };
}

function counted(signIns: readonly StoredSignIn[]): Pick<DrillIncident, 'signIns' | 'failures'> {
  const entered = signIns.filter(({ outcome }) => outcome === 'success').length;
  return { signIns: entered, failures: signIns.length - entered };
}

function byName(a: { name: string }, b: { name: string }): number {
  return a.name < b.name ? -1 : 1;
}

/** A drill on a history too empty for one. */
function emptyDrill({ drill }: BacktestOptions): Drill | null {
  return drill === null ? null : { seed: drill.seed, incidents: [], without: [], budgets: [] };
}
