// A backtest in the report: what would have fired at each budget, by week and component, and what a fire drill caught.

import type { Backtest, DrillIncident, DrillOutcome } from '../../domain/backtest.ts';
import { countText, ownerText, pluralText, scoreText, shortPlaceText } from '../../domain/wording.ts';
import { shortTime } from '../alerts.ts';
import {
  budgetFigures,
  budgetText,
  byAllowance,
  byComponent,
  byWeek,
  type CountRow,
  drillFigures,
  kindsOf,
} from '../backtest-figures.ts';
import { dataTable } from './data-table.ts';
import { html, type Markup, named, short } from './markup.ts';

const MOST_WEEKS = 26;
const MOST_ALLOWANCES = 30;

export function backtestSection(backtest: Backtest, configured: number): Markup {
  const { budgets, known, missed } = { ...backtest, missed: backtest.budgets.flatMap(missedText) };
  const figure = (value: number | null) => (value === null ? '-' : value.toFixed(1));
  return html`<p class="note">The stored history judged again by what preceded each sign-in: ${pluralText(backtest.signIns, 'judged sign-in')} of ${pluralText(backtest.users, 'person', 'people')}. It counts what would have fired, not what is false: that only a person can say. Stored alerts of this time: ${known.confirmed} confirmed, ${known.dismissed} dismissed, ${known.open} open.</p>
${dataTable({
  caption: 'Alerts at each budget',
  columns: [
    { title: 'Budget', cell: ({ budget }) => budgetText(budget, { configured }), sort: ({ budget }) => budget },
    { title: 'Alerts', cell: ({ alerts }) => countText(alerts), number: true },
    { title: 'Per 1,000 sign-ins', cell: ({ perThousand }) => figure(perThousand), number: true },
    { title: 'Per week', cell: ({ perWeek }) => figure(perWeek), number: true },
    { title: 'People', cell: ({ users }) => countText(users), number: true },
    { title: 'Confirmed', cell: (row) => countText(row.known.confirmed), number: true },
    { title: 'Dismissed', cell: (row) => countText(row.known.dismissed), number: true },
    { title: 'Open', cell: (row) => countText(row.known.open), number: true },
    { title: 'New', cell: (row) => countText(row.known.new), number: true },
    { title: 'Muted', cell: (row) => countText(row.muted), number: true },
  ],
  rows: budgets.map((outcome) => budgetFigures(backtest, outcome)),
})}
${missed.map((text) => html`<p class="warn">${text}</p>`)}
<div class="columns"><div>${countTable('By what carries most of the score', { first: 'Component', rows: byComponent(budgets), backtest, configured })}</div>
<div>${countTable('By week', { first: 'Week from', rows: byWeek(backtest).slice(-MOST_WEEKS), backtest, configured })}</div></div>
${countTable('Muted by', { first: 'Allowance', rows: byAllowance(backtest).slice(0, MOST_ALLOWANCES), backtest, configured })}
${drillSection(backtest, configured)}`;
}

function missedText({ budget, missedConfirmed }: Backtest['budgets'][number]): readonly string[] {
  if (missedConfirmed.length === 0) return [];
  return [
    `At budget ${budget} the confirmed ${missedConfirmed.slice(0, 12).map(short).join(', ')} would not have been told.`,
  ];
}

function countTable(
  caption: string,
  {
    first,
    rows,
    backtest,
    configured,
  }: {
    first: string;
    rows: readonly CountRow[];
    backtest: Backtest;
    configured: number;
  },
): Markup {
  return dataTable<CountRow>({
    caption,
    columns: [
      { title: first, cell: ({ name }) => short(name), whole: true },
      ...backtest.budgets.map(({ budget }, index) => ({
        title: budgetText(budget, { configured }),
        cell: ({ counts }: CountRow) => countText(counts[index]!),
        number: true as const,
      })),
    ],
    rows,
  });
}

function drillSection({ drill }: Backtest, configured: number): Markup | null {
  if (drill === null) return null;
  if (drill.incidents.length === 0 || drill.budgets.length === 0)
    return html`<h3>Fire drill</h3><p class="note">No takeover could be invented: too little history, or too few people with one.</p>`;
  const columns = drill.budgets.map(({ budget }, index) => ({ budget, index }));
  return html`<h3>Fire drill</h3><p class="note">${pluralText(drill.incidents.length, 'invented takeover')} put into a copy of the history (seed ${drill.seed}); nothing of them is stored.</p>
${dataTable({
  caption: 'Caught, by kind and budget',
  columns: [
    { title: 'Kind', cell: (kind) => kind, whole: true },
    ...columns.map(({ budget, index }) => ({
      title: budgetText(budget, { configured }),
      cell: (kind: (typeof drill.incidents)[number]['kind']) => {
        const { caught, incidents } = drillFigures(drill, { index, kind });
        return `${caught} of ${incidents}`;
      },
      number: true as const,
    })),
  ],
  rows: kindsOf(drill),
})}
${dataTable<DrillIncident>({
  caption: 'Invented takeovers',
  columns: [
    { title: 'Kind', cell: ({ kind }) => kind, whole: true },
    {
      title: 'Who',
      cell: ({ users }) => named(users.length > 1 ? `${users[0]} and ${users.length - 1} more` : (users[0] ?? ''), 60),
    },
    { title: 'When (UTC)', cell: ({ firstMs }) => shortTime(firstMs), whole: true },
    {
      title: 'From',
      cell: ({ place }) => named(`${ownerText(place) ?? 'unknown network'}, ${shortPlaceText(place)}`, 70),
    },
    ...columns.map(({ budget, index }) => ({
      title: budgetText(budget, { configured }),
      cell: ({ name }: DrillIncident) => {
        const outcome = drill.budgets[index]!.outcomes.find(({ incident }) => incident === name);
        if (outcome === undefined) return '-';
        return html`${outcomeText(outcome)} ${scoreText(outcome.score)}`;
      },
      whole: true as const,
    })),
  ],
  rows: drill.incidents,
})}`;
}

function outcomeText({ result, mutedBy }: DrillOutcome): Markup {
  if (result === 'missed') return html`<span class="warn">missed</span>`;
  if (result === 'muted') return html`<span class="warn">muted by ${short(mutedBy ?? '')}</span>`;
  return result === 'joined' ? html`in another` : html`caught`;
}
