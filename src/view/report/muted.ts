// What nobody was told of because an allowance or a trip said it was expected: each with its conditions, end, author and count.

import type { AllowanceState } from '../../domain/allowance.ts';
import type { Report, ReportAllowance } from '../../domain/report.ts';
import { countText, pluralText } from '../../domain/wording.ts';
import { shortTime } from '../alerts.ts';
import { allowedText } from '../allowances.ts';
import { dataTable } from './data-table.ts';
import { html, type Markup, named, short } from './markup.ts';

export function mutedSection({ allowances, verdicts }: Report): Markup {
  if (allowances.all === 0) return html`<p class="good">Nothing was muted: no allowance held in this time.</p>`;
  return html`<p class="note">${verdicts.muted === 0 ? 'Nothing of this time is hidden by them' : `${pluralText(verdicts.muted, 'alert')} of this time ${verdicts.muted === 1 ? 'is' : 'are'} hidden by them`}. A muted sign-in is judged like any other; only nobody is told.</p>
${dataTable<ReportAllowance>({
  caption: 'Allowances and trips',
  columns: [
    { title: 'Name', cell: ({ allowance }) => short(allowance.id), whole: true },
    { title: 'Expected', cell: ({ allowance }) => named(allowedText(allowance), 300), text: true },
    {
      title: 'From (UTC)',
      cell: ({ allowance }) => (allowance.fromMs === null ? '' : shortTime(allowance.fromMs)),
      whole: true,
    },
    { title: 'Until (UTC)', cell: ({ allowance }) => shortTime(allowance.untilMs), whole: true },
    { title: 'Now', cell: stateOf },
    { title: 'By', cell: ({ allowance }) => allowance.by !== null && named(allowance.by, 40) },
    { title: 'Note', cell: ({ allowance }) => allowance.note !== null && named(allowance.note, 200), text: true },
    { title: 'Alerts hidden', cell: (row) => countText(row.alerts), sort: (row) => row.alerts, number: true },
    { title: 'Sign-ins hidden', cell: (row) => countText(row.signIns), sort: (row) => row.signIns, number: true },
    { title: 'Last (UTC)', cell: ({ lastMs }) => (lastMs === null ? '' : shortTime(lastMs)), whole: true },
  ],
  rows: allowances.shown,
  all: allowances.all,
})}`;
}

const STATE_TEXT: Readonly<Record<AllowanceState, string>> = {
  standing: 'holds',
  'to come': 'to come',
  expired: 'over',
  removed: 'taken back',
};

function stateOf({ state }: ReportAllowance): string {
  return STATE_TEXT[state];
}
