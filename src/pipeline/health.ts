// Whether busybody itself sees what it should: notes how polls and analysis went, finds what is wrong by src/alerting, and
// tells it through the notifiers, once when it begins and once when it is over, in one transaction with the record of it.

import { lateSinceMs, noteArrival, usualLatenessMs } from '../alerting/lateness.ts';
import { lostPlaces, notePlaces, type PlaceCounts } from '../alerting/places.ts';
import { HABIT_DAYS, type Habit, habitOf, ordinaryDays, silenceOf } from '../alerting/silence.ts';
import type { HealthMessage } from '../domain/alert.ts';
import { DAY_MS, formatDuration, HOUR_MS } from '../domain/time.ts';
import { percentText, pluralText, timeText } from '../domain/wording.ts';
import { BusybodyError, errorText } from '../platform/errors.ts';
import type { NewDelivery, Store } from '../store/contract.ts';
import type { AnalyzeSummary } from './analysis.ts';
import {
  type DatabaseRecord,
  type Failing,
  type OpenProblem,
  type Operations,
  operationsEntry,
  problemName,
  sourceRecord,
} from './operations.ts';
import type { PollResult } from './poll.ts';

/** A network that is away for a moment is nobody's business; a token that is gone is. */
const FAILING = { times: 3, ms: 3 * HOUR_MS } as const;
/** Habits are learnt anew once a day, from so long a past. */
const HABIT = { everyMs: DAY_MS, pastMs: 400 * DAY_MS } as const;

/** Notes what came of a poll. */
export function notePolls(
  operations: Operations,
  { results, store, nowMs }: { results: readonly PollResult[]; store: Pick<Store, 'newestMs'>; nowMs: number },
): void {
  for (const { source, fetched, added, refused, error } of results) {
    const record = sourceRecord(operations, source);
    record.fetched += fetched;
    record.refused += [...refused.values()].reduce((sum, count) => sum + count, 0);
    if (error !== null) {
      record.failing = oneMore(record.failing, error, nowMs);
      continue;
    }
    record.failing = null;
    record.lastSuccessMs = nowMs;
    const newestMs = added > 0 ? store.newestMs([source]) : null;
    if (newestMs !== null) record.lateness = noteArrival(record.lateness, { nowMs, ageMs: nowMs - newestMs });
  }
}

/** Notes what came of an analysis, or why there was none. */
export function noteAnalysis(
  operations: Operations,
  result:
    | { summary: AnalyzeSummary; places: PlaceCounts; databases: readonly DatabaseRecord[] }
    | { error: unknown; nowMs: number },
): void {
  if ('error' in result) {
    operations.analysisFailure = oneMore(operations.analysisFailure, result.error, result.nowMs);
    return;
  }
  const { judged, learning, unscored } = result.summary;
  operations.analysisFailure = null;
  operations.analyzed.judged += judged;
  operations.analyzed.learning += learning;
  operations.analyzed.unscored += unscored;
  operations.places = notePlaces(operations.places, result.places);
  operations.databases = result.databases;
}

function oneMore(before: Failing | null, error: unknown, nowMs: number): Failing {
  const known = error instanceof BusybodyError ? error : null;
  return {
    times: (before?.times ?? 0) + 1,
    sinceMs: before?.sinceMs ?? nowMs,
    error: errorText(error),
    hints: known?.hints ?? [],
    retryable: known?.retryable ?? true,
  };
}

export interface HealthOptions {
  readonly store: Pick<Store, 'activity' | 'newestMs' | 'sources' | 'commitSlice'>;
  /** Names of the pollers of the config: others are not asked, and cannot be silent. */
  readonly polled: readonly string[];
  readonly notifiers: readonly string[];
  readonly nowMs: number;
}

export interface HealthChange {
  readonly raised: readonly OpenProblem[];
  readonly recovered: readonly OpenProblem[];
}

/** Judges what was noted, queues what is to be told, and writes the record down. */
export function assessHealth(operations: Operations, options: HealthOptions): HealthChange {
  const { store, polled, notifiers, nowMs } = options;
  const found = new Map([...findProblems(operations, options)].map((problem) => [problemName(problem), problem]));
  const before = operations.problems;
  const raised = [...found].filter(([name]) => !before.has(name)).map(([, problem]) => problem);
  const over = [...before].filter(([name]) => !found.has(name));
  // Of a source that is polled no longer nobody need hear that it recovered.
  const recovered = over.flatMap(([, problem]) =>
    problem.source === null || problem.problem === 'database' || polled.includes(problem.source) ? [problem] : [],
  );
  for (const [name] of over) before.delete(name);
  for (const [name, problem] of found) {
    const known = before.get(name);
    before.set(name, known ? { ...problem, sinceMs: known.sinceMs, toldMs: known.toldMs } : problem);
  }
  const messages = [
    ...raised.map((problem) => messageOf(problem, { state: 'raised', nowMs })),
    ...recovered.map((problem) => messageOf(problem, { state: 'recovered', nowMs })),
  ];
  const deliveries = messages.flatMap((message) => notifiers.map((notifier) => delivery(message, { notifier, nowMs })));
  const nothing = { scores: [], baselines: [], orgFacts: [], alerts: [] };
  store.commitSlice({ ...nothing, deliveries, meta: new Map([operationsEntry(operations)]) });
  return { raised, recovered };
}

function* findProblems(operations: Operations, options: HealthOptions): Generator<OpenProblem> {
  const { polled, nowMs } = options;
  const tell = (
    problem: OpenProblem['problem'],
    source: string | null,
    { sinceMs, reasons, hints }: Pick<OpenProblem, 'sinceMs' | 'reasons' | 'hints'>,
  ): OpenProblem => ({ problem, source, sinceMs, toldMs: nowMs, reasons, hints });

  const known = new Map(options.store.sources().map((state) => [state.source, state]));
  for (const source of polled) {
    const record = operations.sources.get(source);
    if (!record) continue;
    const { failing } = record;
    const worked = record.lastSuccessMs !== null || (known.get(source)?.lastPolledMs ?? null) !== null;
    const open = operations.problems.has(problemName({ problem: 'failing', source }));
    if (failing && (open || isLasting(failing, { worked, nowMs })))
      yield tell('failing', source, { sinceMs: failing.sinceMs, reasons: [failing.error], hints: failing.hints });
    const silent = silenceOfSource(source, { operations, ...options });
    if (silent) yield tell('silent', source, silent);
    const lateMs = lateSinceMs(record.lateness, nowMs);
    if (lateMs !== null) {
      const newestMs = known.get(source)?.newestMs ?? nowMs;
      const usual = formatDuration(usualLatenessMs(record.lateness) ?? 0);
      const reasons = [
        `The newest sign-in is ${formatDuration(nowMs - newestMs)} old; usual is up to ${usual} at a poll`,
      ];
      yield tell('late', source, { sinceMs: lateMs, reasons, hints: [`busybody poll ${source} -v`] });
    }
  }
  const lost = lostPlaces(operations.places);
  if (lost) {
    const what = lost.kind === 'city' ? 'city' : 'place';
    const reasons = [
      `A ${what} is known of ${percentText(lost.share)} of the last addresses; usual is ${percentText(lost.usualShare)}`,
    ];
    yield tell('places', null, { sinceMs: nowMs, reasons, hints: ['busybody check says which databases are in use'] });
  }
  for (const { path, type, builtMs, tooOld } of operations.databases) {
    if (!tooOld || builtMs === null) continue;
    const reasons = [`${type} was built ${timeText(builtMs).slice(0, 10)}: addresses change hands`];
    yield tell('database', path, { sinceMs: nowMs, reasons, hints: [`put a newer file at ${path}`] });
  }
  const { analysisFailure } = operations;
  const unjudged = problemName({ problem: 'analysis', source: null });
  const lasting = analysisFailure && isLasting(analysisFailure, { worked: true, nowMs });
  if (analysisFailure && (lasting || operations.problems.has(unjudged))) {
    const { sinceMs, error, hints } = analysisFailure;
    yield tell('analysis', null, { sinceMs, reasons: [error], hints });
  }
}

/** At once where only a person can help and it worked before; else when it lasts. */
function isLasting(failing: Failing, { worked, nowMs }: { worked: boolean; nowMs: number }): boolean {
  if (worked && !failing.retryable) return true;
  return failing.times >= FAILING.times && nowMs - failing.sinceMs >= FAILING.ms;
}

function silenceOfSource(
  source: string,
  { operations, store, polled, nowMs }: HealthOptions & { operations: Operations },
): Pick<OpenProblem, 'sinceMs' | 'reasons' | 'hints'> | null {
  const record = sourceRecord(operations, source);
  const newestMs = store.newestMs([source]);
  if (newestMs === null || record.lastSuccessMs === null) return null;
  const habit = currentHabit(source, { operations, store, nowMs });
  const gapMs = record.lastSuccessMs - newestMs;
  if (!habit || gapMs <= habit.longestGapMs) return null;
  const others = new Set<number>();
  for (const other of polled) {
    const usual = other === source ? null : currentHabit(other, { operations, store, nowMs });
    if (!usual) continue;
    const { hours } = store.activity(other, { fromMs: newestMs, toMs: record.lastSuccessMs });
    for (const day of ordinaryDays(usual, hours)) others.add(day);
  }
  const silence = silenceOf(habit, { newestMs, askedMs: record.lastSuccessMs, others });
  if (!silence) return null;
  const missed =
    silence.missedDays > 0 ? `, ${pluralText(silence.missedDays, 'day')} among them on which it is usually used` : '';
  const reasons = [
    `Asked with success, and no sign-in for ${formatDuration(gapMs)}${missed}`,
    `The longest pause before was ${formatDuration(habit.longestGapMs)}`,
  ];
  const hints = [`Sign in to ${source} yourself and see whether its own log shows it`, 'busybody check'];
  return { sinceMs: silence.sinceMs, reasons, hints };
}

/** The habit of a source, learnt anew once a day. */
function currentHabit(
  source: string,
  { operations, store, nowMs }: Pick<HealthOptions, 'store' | 'nowMs'> & { operations: Operations },
): Habit | null {
  const record = sourceRecord(operations, source);
  if (record.habit !== null && Math.abs(nowMs - record.habit.madeMs) < HABIT.everyMs) return record.habit.habit;
  const newestMs = store.newestMs([source]) ?? 0;
  const { hours, users } = store.activity(source, {
    fromMs: Math.max(0, newestMs - HABIT.pastMs),
    usersFromMs: Math.max(0, newestMs - HABIT_DAYS * DAY_MS),
    toMs: newestMs + 1,
  });
  record.habit = { madeMs: nowMs, habit: habitOf(hours, users) };
  return record.habit.habit;
}

function messageOf(
  problem: OpenProblem,
  { state, nowMs }: { state: HealthMessage['state']; nowMs: number },
): HealthMessage {
  const { source, sinceMs, reasons, hints } = problem;
  const over = state === 'recovered';
  return {
    type: 'health',
    state,
    problem: problem.problem,
    source,
    sinceMs,
    timeMs: nowMs,
    reasons: over ? [] : reasons,
    nextSteps: over ? [] : hints,
  };
}

function delivery(message: HealthMessage, { notifier, nowMs }: { notifier: string; nowMs: number }): NewDelivery {
  const name = problemName(message);
  const idempotencyKey = `health/${name}/${message.state}/${nowMs}/${notifier}`;
  return { notifier, alertId: null, message, idempotencyKey, dueMs: nowMs };
}
