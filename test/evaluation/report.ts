// The figures of the evaluation added up over seeds, as text for a terminal or as the tables of docs/DETECTION.md.
// Pure: summaries in, text out. All shares are in per cent, as mean (range over seeds) where there is room for it.

import { TRAITS } from './baselines/pass.ts';
import {
  BUDGETS,
  CLOSE_BUDGET,
  type CompanySummary,
  type DetectorSummary,
  type OwnSummary,
} from './baselines/summary.ts';
import { mean, median } from './metrics.ts';

export interface Titled {
  readonly name: string;
  readonly title: string;
}

export interface Table {
  readonly heading: string;
  /** The first row holds the names of the columns. */
  readonly rows: readonly (readonly string[])[];
}

/** Detectors shown where there is room for a few. */
const FEW = ['product', 'version-one', 'owner-device', 'supervised'];

/** All tables of one simulator at one precision of places. */
export function tablesOf(companies: readonly CompanySummary[], detectors: readonly Titled[]): Table[] {
  const run = detectors.filter(({ name }) => companies.some((one) => one.detectors[name] !== undefined));
  const few = run.filter(({ name }) => FEW.includes(name));
  return [
    {
      heading: 'Incidents found (%) within so many grouped false alerts per 1,000 benign sign-ins',
      rows: recallRows(companies, run),
    },
    {
      heading: `Found (%) at ${CLOSE_BUDGET}, by kind of attack`,
      rows: foundRows(companies, few, { first: 'attack', of: (one) => one.kinds }),
    },
    {
      heading: `Found (%) at ${CLOSE_BUDGET}, by what the attacker's first sign-in changed`,
      rows: foundRows(companies, few, { first: 'differs from the past of the victim in', of: (one) => one.changes }),
    },
    {
      heading: `What the takeovers missed by the product at ${CLOSE_BUDGET} have in common`,
      rows: traitRows(companies),
    },
    {
      heading: `False alarms at ${CLOSE_BUDGET}, by what they were`,
      rows: [
        ['detector', 'benign cases'],
        ...few.filter(({ name }) => name !== 'owner-device').map((one) => [one.title, casesOf(companies, one.name)]),
      ],
    },
    { heading: 'The product at its own limit', rows: ownRows(companies) },
  ];
}

export function headingOf(companies: readonly CompanySummary[]): string {
  const { simulator, places } = companies[0]!;
  const seeds = seedRanges(companies.map((one) => one.seed));
  return `Simulator \`${simulator}\`, places by ${places}, seeds ${seeds}`;
}

/** How much was judged, and with which learnt data: figures of other data than the shipped are stale. */
function measuredLine(companies: readonly CompanySummary[]): string {
  const sum = (of: (one: CompanySummary) => number): string =>
    companies.reduce((total, one) => total + of(one), 0).toLocaleString('en-US');
  const data = [...new Set(companies.map((one) => one.data))].join(', ');
  return `${sum((one) => one.signIns)} sign-ins, ${sum((one) => one.incidents)} takeovers, learnt data ${data}.`;
}

/** What the project set out to find at a budget, in per cent: at least, and hoped for. */
const GOALS = [
  { budget: 1, least: 70, hoped: 85 },
  { budget: 2, least: 80, hoped: 90 },
  { budget: 5, least: 90, hoped: 95 },
] as const;

/** `Goals: at 1 at least 70 % (hoped for 85 %), found 75 %: met; …`; found shares are rounded as in the table. */
export function goalsLine(companies: readonly CompanySummary[]): string {
  const all = summariesOf(companies, 'product');
  const parts = GOALS.map(({ budget, least, hoped }) => {
    const found = Math.round(100 * mean(all.map((one) => one.recall[BUDGETS.indexOf(budget)]!)));
    const verdict = found >= hoped ? 'met, as hoped' : found >= least ? 'met' : 'missed';
    return `at ${budget} at least ${least} % (hoped for ${hoped} %), found ${found} %: ${verdict}`;
  });
  return all.length === 0 ? '' : `Goals: ${parts.join('; ')}.`;
}

export function textReport(companies: readonly CompanySummary[], detectors: readonly Titled[]): string {
  const tables = tablesOf(companies, detectors).map(({ heading, rows }) => `${heading}\n${alignRows(rows)}\n`);
  return [headingOf(companies), measuredLine(companies), goalsLine(companies), '', ...tables].join('\n');
}

export function markdownReport(companies: readonly CompanySummary[], detectors: readonly Titled[]): string {
  const tables = tablesOf(companies, detectors).map(({ heading, rows }) => `${heading}:\n\n${markdownRows(rows)}\n`);
  return [`### ${headingOf(companies)}`, '', `${measuredLine(companies)} ${goalsLine(companies)}`, '', ...tables].join(
    '\n',
  );
}

const BEGIN = '<!-- measured:begin (made by `bun run eval --markdown`) -->';
const END = '<!-- measured:end -->';

/** The page with everything between its two marks replaced. @throws RangeError where the marks are missing. */
export function replaceMeasured(page: string, tables: string): string {
  const from = page.indexOf(BEGIN);
  const to = page.indexOf(END);
  if (from < 0 || to < from) throw new RangeError(`Cannot write tables: marks missing: ${BEGIN} … ${END}`);
  return `${page.slice(0, from + BEGIN.length)}\n\n${tables.trim()}\n\n${page.slice(to)}`;
}

function recallRows(companies: readonly CompanySummary[], detectors: readonly Titled[]): string[][] {
  const rows = [
    ['detector', ...BUDGETS.map((budget) => `at ${budget}`), 'PR-AUC', 'own limit: found at false per 1,000'],
  ];
  for (const { name, title } of detectors) {
    const all = summariesOf(companies, name);
    rows.push([
      title,
      ...BUDGETS.map((_, index) => percentRange(all.map((one) => one.recall[index]!))),
      mean(all.map((one) => one.averagePrecision)).toFixed(2),
      ownLimit(name === 'product' ? companies.map((one) => one.own[0]!) : all.map((one) => one.own)),
    ]);
  }
  return rows;
}

function ownLimit(all: readonly ({ readonly falsePer1000: number; readonly recall: number } | null)[]): string {
  const own = all.filter((one) => one !== null);
  if (own.length === 0) return '–';
  return `${percent(mean(own.map((one) => one.recall)))} at ${mean(own.map((one) => one.falsePer1000)).toFixed(1)}`;
}

function foundRows(
  companies: readonly CompanySummary[],
  detectors: readonly Titled[],
  about: { first: string; of: (one: DetectorSummary) => DetectorSummary['kinds'] },
): string[][] {
  const sums = detectors.map(({ name }) => addFound(summariesOf(companies, name).map(about.of)));
  const names = [...new Set(sums.flatMap((one) => [...one.keys()]))].sort();
  return [
    [about.first, 'takeovers', ...detectors.map((one) => one.title)],
    ...names.map((name) => [
      name,
      String(sums[0]?.get(name)?.[1] ?? 0),
      ...sums.map((one) => {
        const [found, all] = one.get(name) ?? [0, 0];
        return per(found, all);
      }),
    ]),
  ];
}

function traitRows(companies: readonly CompanySummary[]): string[][] {
  const sums = addFound(companies.map((one) => one.traits));
  const [allFound, all] = sums.get('any') ?? [0, 0];
  return [
    ['the takeover came with', 'takeovers', 'of those found, %', 'share of all misses, %'],
    ...TRAITS.map((trait) => {
      const [found, count] = sums.get(trait) ?? [0, 0];
      return [trait, String(count), per(found, count), per(count - found, all - allFound)];
    }),
  ];
}

function addFound(all: readonly DetectorSummary['kinds'][]): Map<string, [found: number, all: number]> {
  const sums = new Map<string, [number, number]>();
  for (const one of all) {
    for (const [name, [found, count]] of Object.entries(one)) {
      const before = sums.get(name) ?? [0, 0];
      sums.set(name, [before[0] + found, before[1] + count]);
    }
  }
  return sums;
}

function ownRows(companies: readonly CompanySummary[]): string[][] {
  const budgets = (companies[0]?.own ?? []).map((one) => one.budget);
  const columns = budgets.map((budget) => companies.map((one) => one.own.find((own) => own.budget === budget)!));
  const row = (name: string, of: (all: readonly OwnSummary[]) => string): string[] => [name, ...columns.map(of)];
  const positions = (all: readonly OwnSummary[]): number[] => all.flatMap((one) => one.positions);
  return [
    ['budget asked for (false alerts per 1,000)', ...budgets.map(String)],
    row('realised over asked', (all) => range(all.map((one) => one.realisedOverAsked))),
    row('the same from the fifth week on', (all) => range(all.map((one) => one.settledRealisedOverAsked))),
    row('takeovers found, %', (all) => percentRange(all.map((one) => one.recall))),
    row('of those on the first sign-in, %', (all) =>
      per(positions(all).filter((at) => at === 1).length, positions(all).length),
    ),
    row('median sign-in that gives a takeover away', (all) => String(median(positions(all)))),
    row('strongest component is one the attacker changed, %', (all) =>
      per(
        all.reduce((sum, one) => sum + one.topRight, 0),
        all.reduce((sum, one) => sum + one.topJudged, 0),
      ),
    ),
    row('most false alerts of one user in any seven days', (all) =>
      String(Math.max(...all.map((one) => one.worstUserWeek))),
    ),
  ];
}

function casesOf(companies: readonly CompanySummary[], name: string, most = 8): string {
  const sums = new Map<string, number>();
  for (const { falseAlarms } of summariesOf(companies, name))
    for (const [kind, count] of Object.entries(falseAlarms)) sums.set(kind, (sums.get(kind) ?? 0) + count);
  const sorted = [...sums].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const shown = sorted.slice(0, most).map(([kind, count]) => `${kind} ${count}`);
  const rest = sorted.slice(most).reduce((sum, [, count]) => sum + count, 0);
  return [...shown, ...(rest > 0 ? [`others ${rest}`] : [])].join(', ') || 'none';
}

function summariesOf(companies: readonly CompanySummary[], name: string): DetectorSummary[] {
  return companies.map((one) => one.detectors[name]).filter((one) => one !== undefined);
}

/** `101–110, 7`. */
function seedRanges(seeds: readonly number[]): string {
  const parts: string[] = [];
  for (let from = 0; from < seeds.length; ) {
    let to = from;
    while (seeds[to + 1] === seeds[to]! + 1) to += 1;
    parts.push(to === from ? String(seeds[from]) : `${seeds[from]}–${seeds[to]}`);
    from = to + 1;
  }
  return parts.join(', ');
}

/** `62 (54–71)`: mean and range in per cent; NaN is left out, a dash where nothing is left. */
export function percentRange(values: readonly number[]): string {
  const real = values.filter((value) => !Number.isNaN(value));
  if (real.length < 2) return percent(mean(real));
  return `${percent(mean(real))} (${percent(Math.min(...real))}–${percent(Math.max(...real))})`;
}

function range(values: readonly number[]): string {
  const middle = mean(values).toFixed(2);
  return values.length < 2 ? middle : `${middle} (${Math.min(...values).toFixed(2)}–${Math.max(...values).toFixed(2)})`;
}

function percent(share: number): string {
  return Number.isNaN(share) ? '–' : (100 * share).toFixed(0);
}

function per(part: number, all: number): string {
  return all === 0 ? '–' : percent(part / all);
}

/** Columns aligned: the first to the left, the others to the right. */
export function alignRows(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const pad = (cell: string, column: number): string =>
    column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!);
  return rows.map((row) => `  ${row.map(pad).join('  ')}`.trimEnd()).join('\n');
}

function markdownRows(rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const [head, ...body] = rows;
  return [line(head!), `|${head!.map(() => '---').join('|')}|`, ...body.map(line)].join('\n');
}
