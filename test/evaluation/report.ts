// The figures of the evaluation added up over seeds, as text for a terminal. Pure: summaries in, text out.

import { BUDGETS, CLOSE_BUDGET, type CompanySummary, type DetectorSummary } from './baselines/summary.ts';
import { mean, median } from './metrics.ts';

export interface Titles {
  readonly name: string;
  readonly title: string;
}

/** `62 (54–71)`: mean and range in per cent. */
export function percentRange(values: readonly number[]): string {
  const real = values.filter((value) => !Number.isNaN(value));
  if (real.length === 0) return '–';
  const percent = (value: number): string => (100 * value).toFixed(0);
  const middle = percent(mean(real));
  return real.length === 1 ? middle : `${middle} (${percent(Math.min(...real))}–${percent(Math.max(...real))})`;
}

function plainRange(values: readonly number[], digits: number): string {
  const real = values.filter((value) => !Number.isNaN(value));
  if (real.length === 0) return '–';
  const range = `${Math.min(...real).toFixed(digits)}–${Math.max(...real).toFixed(digits)}`;
  return `${mean(real).toFixed(digits)}${real.length === 1 ? '' : ` (${range})`}`;
}

const per = (part: number, all: number): string => (all === 0 ? '–' : ((100 * part) / all).toFixed(0));

/** Rows of the main table: a detector each, with what it finds at every budget. */
export function recallRows(companies: readonly CompanySummary[], detectors: readonly Titles[]): string[][] {
  const rows = [['detector', ...BUDGETS.map((budget) => `at ${budget}`), 'PR-AUC', 'at its own limit']];
  for (const { name, title } of detectors) {
    const all = companies.map((one) => one.detectors[name]).filter((one) => one !== undefined);
    if (all.length === 0) continue;
    rows.push([
      title,
      ...BUDGETS.map((_, index) => percentRange(all.map((one) => one.recall[index]!))),
      plainRange(
        all.map((one) => one.averagePrecision),
        2,
      ).replace(/ .*/, ''),
      name === 'product' ? ownOfProduct(companies) : ownOf(all),
    ]);
  }
  return rows;
}

function ownOf(all: readonly DetectorSummary[]): string {
  const own = all.map((one) => one.own).filter((one) => one !== null);
  if (own.length === 0) return '';
  return `${percentRange(own.map((one) => one.recall))} at ${mean(own.map((one) => one.falsePer1000)).toFixed(1)}`;
}

function ownOfProduct(companies: readonly CompanySummary[]): string {
  const own = companies.map((one) => one.own);
  return `${percentRange(own.map((one) => one.recall))} at ${mean(own.map((one) => one.falsePer1000)).toFixed(1)}`;
}

/** Rows of found incidents by kind of attack at the close budget, in per cent. */
export function kindRows(companies: readonly CompanySummary[], detectors: readonly Titles[]): string[][] {
  const kinds = [
    ...new Set(companies.flatMap((one) => Object.values(one.detectors).flatMap((d) => Object.keys(d.kinds)))),
  ].sort();
  const shown = detectors.filter(({ name }) => companies.some((one) => one.detectors[name] !== undefined));
  const rows = [['kind of attack', 'incidents', ...shown.map((one) => one.title)]];
  for (const kind of kinds) {
    const sums = shown.map(({ name }) => {
      let found = 0;
      let all = 0;
      for (const one of companies) {
        const [f, a] = one.detectors[name]?.kinds[kind] ?? [0, 0];
        found += f;
        all += a;
      }
      return { found, all };
    });
    rows.push([kind, String(sums[0]?.all ?? 0), ...sums.map(({ found, all }) => per(found, all))]);
  }
  return rows;
}

/** What is told of the product at its own limit, a line each. */
export function ownLines(companies: readonly CompanySummary[]): string[][] {
  const own = companies.map((one) => one.own);
  const positions = own.flatMap((one) => one.positions);
  const topRight = own.reduce((sum, one) => sum + one.topRight, 0);
  const topJudged = own.reduce((sum, one) => sum + one.topJudged, 0);
  const budget = own[0]?.budget ?? CLOSE_BUDGET;
  return [
    [`at the product's own limit, budget ${budget}`, ''],
    [
      'realised over asked',
      plainRange(
        own.map((one) => one.realisedOverAsked),
        2,
      ),
    ],
    [
      'realised over asked from the fifth week on',
      plainRange(
        own.map((one) => one.settledRealisedOverAsked),
        2,
      ),
    ],
    ['incidents found, %', percentRange(own.map((one) => one.recall))],
    ['of those on the first sign-in, %', per(positions.filter((at) => at === 1).length, positions.length)],
    ['median position of the sign-in that gives an incident away', String(median(positions))],
    ['strongest component is one the attacker changed, %', `${per(topRight, topJudged)} of ${topJudged}`],
    ['most false alerts of one user in seven days', String(Math.max(...own.map((one) => one.worstUserWeek)))],
    ['false alerts by what they were', caseList(own.map((one) => one.falseAlarms))],
  ];
}

/** `trip 41, vpn 12, …`: the commonest cases added up. */
export function caseList(all: readonly Readonly<Record<string, number>>[], most = 8): string {
  const sums = new Map<string, number>();
  for (const one of all) for (const [name, count] of Object.entries(one)) sums.set(name, (sums.get(name) ?? 0) + count);
  const sorted = [...sums].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const shown = sorted.slice(0, most).map(([name, count]) => `${name} ${count}`);
  const rest = sorted.slice(most).reduce((sum, [, count]) => sum + count, 0);
  return [...shown, ...(rest > 0 ? [`others ${rest}`] : [])].join(', ') || 'none';
}

/** Columns aligned: the first to the left, the others to the right. */
export function alignRows(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** All tables of one simulator at one precision of places. */
export function textReport(companies: readonly CompanySummary[], detectors: readonly Titles[]): string {
  const [first] = companies;
  if (!first) return '';
  const sum = (of: (one: CompanySummary) => number): number => companies.reduce((total, one) => total + of(one), 0);
  const seeds = companies.map((one) => one.seed).join(', ');
  const lead = detectors.filter(({ name }) => name === 'product' || name === 'owner-device' || name === 'supervised');
  return [
    `simulator ${first.simulator}, places by ${first.places}, seeds ${seeds}: ${sum((one) => one.signIns)} sign-ins, ${sum((one) => one.incidents)} incidents`,
    'incidents found (%) within N grouped false alerts per 1,000 benign sign-ins, mean (range over seeds)',
    alignRows(recallRows(companies, detectors)),
    `found (%) at ${CLOSE_BUDGET} by kind`,
    alignRows(kindRows(companies, lead)),
    ...ownLines(companies).map(([name, value]) => (value === '' ? name! : `  ${name}: ${value}`)),
    `  false alarms at ${CLOSE_BUDGET} by rank: ${caseList(companies.map((one) => one.detectors.product?.falseAlarms ?? {}))}`,
  ].join('\n');
}
