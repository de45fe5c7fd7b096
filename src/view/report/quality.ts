// What the report rests on: how complete each source is, what is still being learnt, which databases place the addresses.

import type { Report, ReportSource } from '../../domain/report.ts';
import { formatDuration } from '../../domain/time.ts';
import { countText, percentText, pluralText } from '../../domain/wording.ts';
import { dataTable } from './data-table.ts';
import { html, type Markup, named } from './markup.ts';

/** A share of the records above which a gap is worth a second look. */
const MUCH = 0.1;

export function qualitySection(report: Report): Markup {
  const { sources, totals, databases, madeMs } = report;
  return html`${gaps(report)}
${dataTable<ReportSource>({
  caption: 'Sources',
  columns: [
    { title: 'Source', cell: ({ source }) => named(source, 40) },
    { title: 'Sign-ins', cell: ({ signIns }) => countText(signIns), sort: ({ signIns }) => signIns, number: true },
    share('Failed', 'failed'),
    share('No address', 'withoutAddress'),
    share('Private or invalid', 'offTheMap'),
    share('Unknown place', 'unresolved'),
    share('Country only', 'countryOnly'),
    share('No user agent', 'withoutAgent'),
    {
      title: 'Warned by app',
      cell: ({ warned }) => (warned === 0 ? '' : countText(warned)),
      sort: ({ warned }) => warned,
      number: true,
    },
    {
      title: 'Newest',
      cell: ({ newestMs }) => ago(newestMs, madeMs),
      sort: ({ newestMs }) => newestMs ?? 0,
      whole: true,
    },
    {
      title: 'Polled',
      cell: ({ lastPolledMs }) => (lastPolledMs === null ? 'imported' : ago(lastPolledMs, madeMs)),
      sort: ({ lastPolledMs }) => lastPolledMs ?? 0,
      whole: true,
    },
    {
      title: 'Not analysed',
      cell: ({ pending }) => (pending === 0 ? '' : countText(pending)),
      sort: ({ pending }) => pending,
      number: true,
    },
  ],
  rows: sources,
})}
<h3>Address databases</h3><ul class="why">${databases.map(({ text, warning }) => html`<li>${named(text, 200)}${warning !== null && html` <span class="warn">${named(warning, 200)}</span>`}</li>`)}</ul>
<p class="note">${pluralText(totals.judged, 'sign-in')} judged, ${countText(totals.learning)} of them while their user was still being learnt; ${countText(totals.signIns - totals.judged - totals.pending)} not judged (failures, challenges, events that are no sign-in). A place is what a database says of an address: a city is right more often than not, a network owner nearly always.</p>`;
}

function share(
  title: string,
  key: 'failed' | 'withoutAddress' | 'offTheMap' | 'unresolved' | 'countryOnly' | 'withoutAgent',
) {
  const of = (source: ReportSource): number => (source.signIns === 0 ? 0 : source[key] / source.signIns);
  return {
    title,
    cell: (source: ReportSource) => (source[key] === 0 ? '' : percentText(of(source))),
    sort: of,
    number: true as const,
  };
}

/** What to mend, a sentence each; nothing where all is well. */
function gaps({ sources, totals, databases, madeMs }: Report): Markup | null {
  const lines: Markup[] = [];
  if (totals.pending > 0)
    lines.push(
      html`${pluralText(totals.pending, 'sign-in')} of this time not analysed yet: <code>busybody analyze</code>`,
    );
  for (const one of sources) {
    const name = named(one.source, 40);
    if (!one.analysed)
      lines.push(html`${name} is stored and not analysed: it is not listed under <code>analysis</code> in the config`);
    if (one.lastPolledMs !== null && madeMs - one.lastPolledMs > 2 * 86_400_000)
      lines.push(html`${name} was last polled ${ago(one.lastPolledMs, madeMs)}`);
    const part = (count: number) => count / Math.max(1, one.signIns);
    // An app that never says which device it was cannot be made to.
    if (part(one.withoutAgent) > MUCH && one.withoutAgent < one.signIns)
      lines.push(
        html`${name}: ${percentText(part(one.withoutAgent))} of the sign-ins carry no user agent, so devices cannot be told apart`,
      );
    if (part(one.unresolved) > MUCH)
      lines.push(html`${name}: no database knows where ${percentText(part(one.unresolved))} of the sign-ins came from`);
    if (part(one.withoutAddress) > MUCH)
      lines.push(html`${name}: ${percentText(part(one.withoutAddress))} of the sign-ins carry no address`);
  }
  const coarse = sources.reduce((sum, { countryOnly }) => sum + countryOnly, 0);
  if (coarse > totals.signIns / 2)
    lines.push(
      html`Most places are known by country only; a city database (<code>analysis.geoip.city_db</code>) makes them finer`,
    );
  for (const { warning } of databases) if (warning !== null) lines.push(named(warning, 200));
  return lines.length === 0
    ? null
    : html`<div class="card"><h3>Worth mending</h3><ul class="why">${lines.map((line) => html`<li>${line}</li>`)}</ul></div>`;
}

function ago(timeMs: number | null, nowMs: number): string {
  if (timeMs === null) return 'never';
  return timeMs <= nowMs ? `${formatDuration(nowMs - timeMs)} ago` : `in ${formatDuration(timeMs - nowMs)}`;
}
