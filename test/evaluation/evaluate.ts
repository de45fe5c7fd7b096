// The evaluation: the product and every baseline on simulated companies, as a table or as JSON. `bun run eval --help` says how.
// Progress goes to standard error. The second simulator is only ever reported on: nothing may be tuned on what it prints.

import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type DetectorData, openDetector } from '../../src/detector/detector.ts';
import type { EvidenceModel } from '../../src/detector/evidence.ts';
import type { Contestant, ContestantInfo } from './baselines/contestant.ts';
import { CONTESTANTS } from './baselines/list.ts';
import { runPass } from './baselines/pass.ts';
import { type CompanySummary, summarise } from './baselines/summary.ts';
import { learnSupervised } from './baselines/supervised.ts';
import type { Places } from './companies.ts';
import { markdownReport, replaceMeasured, textReport } from './report.ts';
import { openSimulator } from './simulators.ts';

const HELP = `bun run eval [flags]
  --simulators first,second   first, second, factorial, sectors, logbook, casebook, rhythms
  --seeds 101-110             ranges and single seeds
  --places city               city, country, embedded; several with commas
  --detectors all             names, comma between: ${CONTESTANTS.map((one) => one.name).join(', ')}
  --budget 1                  false alerts per 1,000 asked for, which sets the product's own limit; 1,0.5,2,5 tries several
  --users 200 --days 100      size of each company
  --data FILE                 learnt data to judge with (src/detector/data.generated.json)
  --from FILE                 tables from what --json wrote to a file before; several with commas
  --json                      figures of every company as JSON, one a line, each as soon as it is measured
  --markdown                  write the tables of docs/DETECTION.md anew: --places city,country --budget 1,0.5,2,5`;

export interface EvaluationOptions {
  readonly simulators: readonly string[];
  readonly seeds: readonly number[];
  readonly places: readonly Places[];
  readonly contestants: readonly ContestantInfo[];
  /** False alerts per 1,000 asked for; scores are ranked as they stand under the first. */
  readonly budgets: readonly number[];
  readonly users: number;
  readonly days: number;
  readonly data: DetectorData;
  readonly onProgress?: (line: string) => void;
  /** Told of every company as soon as it is measured. */
  readonly onCompany?: (summary: CompanySummary) => void;
}

/** Companies the supervised reference is shown; never reported on. */
const LESSONS = Array.from({ length: 20 }, (_, index) => 2001 + index);

/** Figures of every company, in the order of the options. */
export async function evaluate(options: EvaluationOptions): Promise<CompanySummary[]> {
  const detector = openDetector(options.data);
  const learnt = `${options.data.version}-${Bun.hash.crc32(JSON.stringify(options.data)).toString(16).padStart(8, '0')}`;
  const summaries: CompanySummary[] = [];
  for (const simulator of options.simulators) {
    const simulate = await openSimulator(simulator);
    for (const places of options.places) {
      let model: EvidenceModel | null = null;
      const supervised = (): EvidenceModel => {
        const { users, days, onProgress } = options;
        model ??= learnSupervised({ detector, simulate, places, seeds: LESSONS, users, days, onProgress });
        return model;
      };
      for (const seed of options.seeds) {
        const startMs = performance.now();
        const company = simulate({ seed, users: options.users, days: options.days });
        const contestants = new Map<string, Contestant>();
        for (const one of options.contestants) contestants.set(one.name, one.open({ detector, supervised }));
        const pass = runPass(company, { detector, places, budget: options.budgets[0]!, contestants });
        const users = new Set(company.signIns.map((one) => one.user)).size;
        const furtherOwn = options.budgets.slice(1).map((budget) => {
          return runPass(company, { detector, places, budget, contestants: new Map() }).own;
        });
        const summary = summarise(
          { ...pass, furtherOwn },
          { simulator, seed, places, data: learnt, signIns: company.signIns.length, users },
        );
        summaries.push(summary);
        options.onCompany?.(summary);
        const recall = summary.detectors.product?.recall.map((value) => (100 * value).toFixed(0)).join('/') ?? '';
        const seconds = ((performance.now() - startMs) / 1000).toFixed(1);
        options.onProgress?.(`${simulator} ${places} ${seed}: ${seconds} s, product ${recall}`);
      }
    }
  }
  return summaries;
}

/** `101-103,7` is 101, 102, 103 and 7. @throws RangeError for anything else. */
export function parseSeeds(text: string): number[] {
  return text.split(',').flatMap((part) => {
    const match = /^(\d+)(?:-(\d+))?$/.exec(part.trim());
    if (!match) throw new RangeError(`Cannot read seeds: expected 101-110 or 1,2,3: got ${part}`);
    const from = Number(match[1]);
    const to = Number(match[2] ?? from);
    return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
  });
}

function parsePlaces(text: string): Places[] {
  return text.split(',').map((one) => {
    if (one !== 'city' && one !== 'country' && one !== 'embedded')
      throw new RangeError(`Cannot evaluate: places are city, country or embedded: got ${one}`);
    return one;
  });
}

function parseBudgets(text: string): number[] {
  return text.split(',').map((one) => {
    const budget = Number(one);
    if (!(budget > 0)) throw new RangeError(`Cannot evaluate: a budget is a positive number: got ${one}`);
    return budget;
  });
}

function parseDetectors(text: string): readonly ContestantInfo[] {
  if (text === 'all') return CONTESTANTS;
  const wanted = text.split(',');
  const unknown = wanted.filter((name) => !CONTESTANTS.some((one) => one.name === name));
  if (unknown.length > 0) throw new RangeError(`Cannot evaluate: no such detector: ${unknown.join(', ')}`);
  return CONTESTANTS.filter((one) => wanted.includes(one.name));
}

async function readFigures(files: string): Promise<CompanySummary[]> {
  /** What was not a number is null in JSON; only a detector without a limit of its own is null by itself. */
  const revive = (key: string, value: unknown): unknown => (value === null && key !== 'own' ? Number.NaN : value);
  const texts = await Promise.all(files.split(',').map((file) => Bun.file(file).text()));
  const lines = texts.flatMap((text) => text.split('\n').filter((line) => line.trim() !== ''));
  return lines.map((line) => JSON.parse(line, revive) as CompanySummary);
}

interface Flags {
  readonly simulators: string;
  readonly seeds: string;
  readonly places?: string;
  readonly budget?: string;
  readonly users: string;
  readonly days: string;
  readonly data: string;
  readonly json: boolean;
  readonly markdown: boolean;
}

async function measure(flags: Flags, contestants: readonly ContestantInfo[]): Promise<CompanySummary[]> {
  return evaluate({
    simulators: flags.simulators.split(','),
    seeds: parseSeeds(flags.seeds),
    places: parsePlaces(flags.places ?? (flags.markdown ? 'city,country' : 'city')),
    contestants,
    budgets: parseBudgets(flags.budget ?? (flags.markdown ? '1,0.5,2,5' : '1')),
    users: Number(flags.users),
    days: Number(flags.days),
    data: await Bun.file(flags.data).json(),
    onProgress: (line) => console.error(line),
    ...(flags.json ? { onCompany: printFigures } : {}),
  });
}

function printFigures(company: CompanySummary): void {
  console.log(JSON.stringify(company));
}

async function main(): Promise<void> {
  const { values: flags } = parseArgs({
    options: {
      simulators: { type: 'string', default: 'first,second' },
      seeds: { type: 'string', default: '101-110' },
      places: { type: 'string' },
      detectors: { type: 'string', default: 'all' },
      budget: { type: 'string' },
      users: { type: 'string', default: '200' },
      days: { type: 'string', default: '100' },
      data: { type: 'string', default: 'src/detector/data.generated.json' },
      from: { type: 'string' },
      json: { type: 'boolean', default: false },
      markdown: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (flags.help) {
    console.log(HELP);
    return;
  }
  const contestants = parseDetectors(flags.detectors);
  const companies = flags.from === undefined ? await measure(flags, contestants) : await readFigures(flags.from);
  const groups = [...Map.groupBy(companies, (one) => `${one.simulator} ${one.places}`).values()];
  if (flags.markdown) {
    const tables = groups.map((group) => markdownReport(group, contestants)).join('\n');
    const path = join(import.meta.dir, '../../docs/DETECTION.md');
    await Bun.write(path, replaceMeasured(await Bun.file(path).text(), tables));
    console.error(`written ${path}`);
  }
  if (!flags.json && !flags.markdown) for (const group of groups) console.log(textReport(group, contestants));
}

if (import.meta.main) await main();
