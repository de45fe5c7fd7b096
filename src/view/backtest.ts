// A backtest for people: what would have alerted at each budget, by what, when and whose, then the alerts one by one.

import type { Backtest, BudgetOutcome, WouldAlert } from '../domain/backtest.ts';
import { countText, pluralText, scoreText, timeText } from '../domain/wording.ts';
import { sentences } from '../domain/wording-lines.ts';
import { indented } from './alert-text.ts';
import { shortTime } from './alerts.ts';
import { allowedText } from './allowances.ts';
import {
  type BacktestView,
  type BudgetFigures,
  budgetFigures,
  budgetText,
  byAllowance,
  byComponent,
  byUser,
  byWeek,
  type CountRow,
  weeksOf,
} from './backtest-figures.ts';
import { drillText } from './drill.ts';
import { title } from './style.ts';
import { type Column, table } from './table.ts';

const MOST_WEEKS = 26;
const MOST_USERS = 10;
const MOST_ALERTS = 40;
const MOST_ALLOWANCES = 20;

export const NO_RATE =
  'This is what would have come, not how much of it is false: only a person can say that of an alert.';

export function backtestText(backtest: Backtest, view: BacktestView): string {
  const { budgets, drill } = backtest;
  const parts = [title('What would have alerted', view) + indented(openingLines(backtest), view)];
  if (budgets.length > 0) parts.push(budgetTable(backtest, view) + missedText(backtest, view));
  // The answer that was asked for stands before the lists, which may be long.
  if (drill !== null) parts.push(drillText(drill, view));
  const some = budgets.some(({ alerts }) => alerts.length > 0);
  if (some) {
    parts.push(counts('Carried by', byComponent(budgets), { budgets, view }));
    if (backtest.allowances.length > 0) parts.push(allowanceTable(backtest, view));
    parts.push(weekTable(backtest, view));
    parts.push(userTable(budgets, view));
    parts.push(alertTable(budgets, view));
  }
  return parts.join('\n');
}

function openingLines(backtest: Backtest) {
  const { fromMs, toMs, signIns, learning, users } = backtest;
  const texts: string[] = [];
  if (fromMs === null || toMs === null) texts.push('No sign-in of this time is judged.');
  else {
    const while_ = learning === 0 ? '' : `, ${countText(learning)} of them while still learning`;
    texts.push(
      `${pluralText(signIns, 'sign-in')} of ${pluralText(users, 'person', 'people')} from ${timeText(fromMs, { seconds: false })} ` +
        `to ${timeText(toMs, { seconds: false })} (${weeksOf(backtest).toFixed(1)} weeks)${while_}. ` +
        'The history was replayed from its beginning, each sign-in judged by what preceded it.',
    );
  }
  texts.push(NO_RATE);
  return sentences('fact', '', { texts, most: 4 });
}

function budgetTable(backtest: Backtest, view: BacktestView): string {
  const { known } = backtest;
  const limits = new Map(backtest.budgets.map(({ budget, limit }) => [budget, limit]));
  const missed = new Map(backtest.budgets.map(({ budget, missedConfirmed }) => [budget, missedConfirmed.length]));
  const columns: Column<BudgetFigures>[] = [
    { title: 'Budget', text: ({ budget }) => budgetText(budget, view), min: 6 },
    number('Alerts', ({ alerts }) => countText(alerts)),
    number('Per 1,000', ({ perThousand }) => decimal(perThousand)),
    number('Per week', ({ perWeek }) => decimal(perWeek)),
    { ...number('People', ({ users }) => countText(users)), drop: 2 },
  ];
  if (known.confirmed > 0)
    columns.push(
      number('Confirmed found', ({ budget }) => `${known.confirmed - missed.get(budget)!} of ${known.confirmed}`),
    );
  if (known.dismissed > 0) columns.push(number('Dismissed', ({ known: { dismissed } }) => countText(dismissed)));
  if (known.confirmed + known.dismissed + known.open > 0) {
    columns.push({ ...number('Open', ({ known: { open } }) => countText(open)), drop: 3 });
    columns.push({ ...number('Not told so far', (one) => countText(one.known.new)), drop: 1 });
  }
  if (backtest.allowances.length > 0) columns.push(number('Muted', ({ muted }) => countText(muted)));
  columns.push({ ...number('Limit now', ({ budget }) => scoreText(limits.get(budget) ?? null)), drop: 4 });
  return table(
    columns,
    backtest.budgets.map((outcome) => budgetFigures(backtest, outcome)),
    view,
  );
}

function number<Row>(name: string, text: (row: Row) => string): Column<Row> {
  return { title: name, text, right: true, min: 4 };
}

function decimal(value: number | null): string {
  return value === null ? '-' : value.toFixed(1);
}

function missedText({ budgets }: Backtest, view: BacktestView): string {
  const texts = budgets.flatMap(({ budget, missedConfirmed }) =>
    missedConfirmed.length === 0
      ? []
      : [`At budget ${budget} the confirmed ${missedConfirmed.slice(0, 12).join(', ')} would not have been told.`],
  );
  return indented(sentences('fact', '', { texts, most: 8 }), view);
}

/** Rows of numbers, one column a budget. */
export function counts(
  name: string,
  rows: readonly CountRow[],
  { budgets, view }: { budgets: readonly { readonly budget: number }[]; view: BacktestView },
): string {
  const columns: Column<CountRow>[] = [
    { title: name, text: (row) => row.name, min: 10 },
    ...budgets.map(({ budget }, index) =>
      number<CountRow>(budgetText(budget, view), (row) => countText(row.counts[index]!)),
    ),
  ];
  return table(columns, rows, view);
}

function allowanceTable(backtest: Backtest, view: BacktestView): string {
  const { allowances, budgets } = backtest;
  const rows = byAllowance(backtest)
    .map((row, index) => ({ ...row, name: `${row.name} ${allowedText(allowances[index]!)}` }))
    .sort((a, b) => b.counts.at(-1)! - a.counts.at(-1)!);
  const more = rows.length - MOST_ALLOWANCES;
  const shown = counts('Muted by', rows.slice(0, MOST_ALLOWANCES), { budgets, view });
  return more > 0 ? `${shown}and ${pluralText(more, 'allowance')} more: --format jsonl\n` : shown;
}

function weekTable(backtest: Backtest, view: BacktestView): string {
  const { budgets } = backtest;
  const rows = byWeek(backtest);
  const older = rows.length - MOST_WEEKS;
  const shown = counts('Week from', rows.slice(-MOST_WEEKS), { budgets, view });
  return older > 0 ? `${shown}and ${pluralText(older, 'week')} before: --format jsonl\n` : shown;
}

function userTable(budgets: readonly BudgetOutcome[], view: BacktestView): string {
  const rows = byUser(budgets);
  const more = rows.length - MOST_USERS;
  const shown = counts('Most alerts', rows.slice(0, MOST_USERS), { budgets, view });
  return more > 0 ? `${shown}and ${pluralText(more, 'person', 'people')} more: --format jsonl\n` : shown;
}

interface AlertRow {
  readonly alert: WouldAlert;
  /** The lowest budget that tells it. */
  readonly budget: number;
}

function alertTable(budgets: readonly BudgetOutcome[], view: BacktestView): string {
  const rows = new Map<string, AlertRow>();
  for (const { budget, alerts } of budgets)
    for (const alert of alerts) if (!rows.has(alert.id)) rows.set(alert.id, { alert, budget });
  const all = [...rows.values()].sort((a, b) => a.alert.firstMs - b.alert.firstMs);
  const columns: Column<AlertRow>[] = [
    { title: 'Alert', text: ({ alert }) => alert.id, whole: 'always' },
    { title: 'From budget', text: ({ budget }) => String(budget), right: true, min: 4 },
    { title: 'When (UTC)', text: ({ alert }) => shortTime(alert.firstMs), min: 16 },
    { title: 'User', text: ({ alert }) => alert.user, min: 12, whole: 'longest' },
    { title: 'Score', text: ({ alert }) => scoreText(alert.score), right: true, min: 5, drop: 1 },
    { title: 'Carried by', text: ({ alert }) => alert.component, min: 8, drop: 3 },
    { title: 'Known', text: ({ alert }) => knownText(alert), min: 6, drop: 2 },
  ];
  if (all.some(({ alert }) => alert.muted !== null))
    columns.push({ title: 'Muted', text: ({ alert }) => alert.muted?.allowanceId ?? '', min: 6 });
  const reason = ({ alert }: AlertRow): readonly string[] => alert.reasons.slice(0, 1).map(({ text }) => text);
  const piped = !Number.isFinite(view.width);
  if (piped) columns.push({ title: 'Why', text: (row) => reason(row).join('') });
  const shown = table(columns, all.slice(-MOST_ALERTS), piped ? view : { ...view, below: reason });
  const older = all.length - MOST_ALERTS;
  return older > 0 ? `${shown}and ${pluralText(older, 'alert')} before: --format jsonl\n` : shown;
}

function knownText({ known, storedId, id }: WouldAlert): string {
  return storedId === null || storedId === id ? known : `${known} as ${storedId}`;
}
