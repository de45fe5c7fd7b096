// What is counted over the outcomes of a backtest: alerts a thousand sign-ins, a week, by component, week and person; and what a
// fire drill caught, by kind.

import {
  type Backtest,
  type BudgetOutcome,
  DRILL_KINDS,
  type Drill,
  type DrillKind,
  type KNOWN,
} from '../domain/backtest.ts';
import { COMPONENTS } from '../domain/score.ts';
import { DAY_MS, formatIso, WEEK_MS } from '../domain/time.ts';
import type { ViewOptions } from './style.ts';

export interface BacktestView extends ViewOptions {
  /** The budget of the config. */
  readonly configured: number;
}

/** `0.5`, and `1 (config)` for the one in force. */
export function budgetText(budget: number, { configured }: Pick<BacktestView, 'configured'>): string {
  return budget === configured ? `${budget} (config)` : String(budget);
}

/** Weeks the window spans, at least one day. */
export function weeksOf({ fromMs, toMs }: Pick<Backtest, 'fromMs' | 'toMs'>): number {
  return Math.max(DAY_MS, (toMs ?? 0) - (fromMs ?? 0)) / WEEK_MS;
}

export interface BudgetFigures {
  readonly budget: number;
  readonly alerts: number;
  /** null where no sign-in was judged. */
  readonly perThousand: number | null;
  readonly perWeek: number | null;
  readonly users: number;
  /** Of those alerts: hidden by what is allowed. */
  readonly muted: number;
  readonly known: Readonly<Record<(typeof KNOWN)[number], number>>;
}

export function budgetFigures(backtest: Backtest, { budget, alerts }: BudgetOutcome): BudgetFigures {
  const none = backtest.signIns === 0;
  const of = (known: string): number => alerts.filter((alert) => alert.known === known).length;
  return {
    budget,
    alerts: alerts.length,
    perThousand: none ? null : (alerts.length / backtest.signIns) * 1000,
    perWeek: none ? null : alerts.length / weeksOf(backtest),
    users: new Set(alerts.map(({ user }) => user)).size,
    muted: alerts.filter(({ muted }) => muted !== null).length,
    known: { confirmed: of('confirmed'), dismissed: of('dismissed'), open: of('open'), new: of('new') },
  };
}

/** A thing alerts are counted by, with the number at each budget. */
export interface CountRow {
  readonly name: string;
  readonly counts: readonly number[];
}

export function byComponent(budgets: readonly BudgetOutcome[]): readonly CountRow[] {
  return COMPONENTS.map((name) => ({
    name,
    counts: budgets.map(({ alerts }) => alerts.filter(({ component }) => component === name).length),
  }));
}

/** What is allowed, with the alerts each would hide; those that hide none too. */
export function byAllowance({ allowances, budgets }: Pick<Backtest, 'allowances' | 'budgets'>): readonly CountRow[] {
  return allowances.map(({ id }) => ({
    name: id,
    counts: budgets.map(({ alerts }) => alerts.filter(({ muted }) => muted?.allowanceId === id).length),
  }));
}

/** Weeks of UTC that begin on Mondays, all from the first to the last one of the window. */
export function byWeek({ fromMs, toMs, budgets }: Backtest): readonly CountRow[] {
  if (fromMs === null || toMs === null) return [];
  const rows: CountRow[] = [];
  for (let startMs = mondayOf(fromMs); startMs <= toMs; startMs += WEEK_MS) {
    const within = (timeMs: number): boolean => timeMs >= startMs && timeMs < startMs + WEEK_MS;
    const counts = budgets.map(({ alerts }) => alerts.filter(({ firstMs }) => within(firstMs)).length);
    rows.push({ name: formatIso(startMs).slice(0, 10), counts });
  }
  return rows;
}

/** 1970-01-01 was a Thursday. */
function mondayOf(timeMs: number): number {
  return Math.floor((timeMs + 3 * DAY_MS) / WEEK_MS) * WEEK_MS - 3 * DAY_MS;
}

/** Everybody with an alert at any budget; the most at the highest one first. */
export function byUser(budgets: readonly BudgetOutcome[]): readonly CountRow[] {
  const rows = new Map<string, number[]>();
  budgets.forEach(({ alerts }, index) => {
    for (const { user } of alerts) {
      const counts = rows.get(user) ?? budgets.map(() => 0);
      counts[index]! += 1;
      rows.set(user, counts);
    }
  });
  return [...rows]
    .map(([name, counts]) => ({ name, counts }))
    .sort((a, b) => b.counts.at(-1)! - a.counts.at(-1)! || sum(b.counts) - sum(a.counts) || (a.name < b.name ? -1 : 1));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}

export interface DrillFigures {
  readonly budget: number;
  readonly incidents: number;
  readonly caught: number;
  readonly joined: number;
  /** Hidden by what is allowed. */
  readonly muted: number;
  readonly missed: number;
  /** Of those caught: on the very first sign-in. */
  readonly atOnce: number;
  /** Middle of the time from the first sign-in to the alert, of those caught; null where none was. */
  readonly medianMs: number | null;
}

/** What one budget caught, of one kind or of all. */
export function drillFigures(drill: Drill, { index, kind }: { index: number; kind?: DrillKind }): DrillFigures {
  const { budget, outcomes } = drill.budgets[index]!;
  const wanted = new Set(
    drill.incidents.filter((one) => kind === undefined || one.kind === kind).map(({ name }) => name),
  );
  const some = outcomes.filter(({ incident }) => wanted.has(incident));
  const of = (result: string): number => some.filter((one) => one.result === result).length;
  const times = some.flatMap(({ afterMs }) => afterMs ?? []).sort((a, b) => a - b);
  return {
    budget,
    incidents: some.length,
    caught: of('caught'),
    joined: of('joined'),
    muted: of('muted'),
    missed: of('missed'),
    atOnce: some.filter(({ afterSignIns }) => afterSignIns === 1).length,
    medianMs: times[Math.floor((times.length - 1) / 2)] ?? null,
  };
}

export function kindsOf({ incidents }: Drill): readonly DrillKind[] {
  return DRILL_KINDS.filter((kind) => incidents.some((one) => one.kind === kind));
}
