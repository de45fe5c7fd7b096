// The evaluation: the product and every baseline on simulated companies, as a table or as JSON. `bun run eval --help` says how.
// Progress goes to standard error. The second simulator is only ever reported on: nothing may be tuned on what it prints.

import { parseArgs } from 'node:util';
import { type DetectorData, openDetector } from '../../src/detector/detector.ts';
import type { EvidenceModel } from '../../src/detector/evidence.ts';
import type { Contestant, ContestantInfo } from './baselines/contestant.ts';
import { CONTESTANTS } from './baselines/list.ts';
import { runPass } from './baselines/pass.ts';
import { type CompanySummary, summarise } from './baselines/summary.ts';
import { learnSupervised } from './baselines/supervised.ts';
import type { Places } from './companies.ts';
import { textReport } from './report.ts';
import { openSimulator } from './simulators.ts';

const HELP = `bun run eval [flags]
  --simulators first,second   first, second, factorial, sectors
  --seeds 101-110             ranges and single seeds
  --places city               city, country, or both
  --detectors all             names, comma between: ${CONTESTANTS.map((one) => one.name).join(', ')}
  --budget 1                  false alerts per 1,000 asked for: sets the product's own limit
  --users 200 --days 100      size of each company
  --data FILE                 learnt data to judge with (src/detector/data.generated.json)
  --json                      figures of every company as JSON`;

export interface EvaluationOptions {
  readonly simulators: readonly string[];
  readonly seeds: readonly number[];
  readonly places: readonly Places[];
  readonly contestants: readonly ContestantInfo[];
  readonly budget: number;
  readonly users: number;
  readonly days: number;
  readonly data: DetectorData;
  readonly onProgress?: (line: string) => void;
}

/** Companies the supervised reference is shown; never reported on. */
const LESSONS = Array.from({ length: 20 }, (_, index) => 2001 + index);

/** Figures of every company, in the order of the options. */
export async function evaluate(options: EvaluationOptions): Promise<CompanySummary[]> {
  const detector = openDetector(options.data);
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
        const pass = runPass(company, { detector, places, budget: options.budget, contestants });
        const users = new Set(company.signIns.map((one) => one.user)).size;
        const summary = summarise(pass, { simulator, seed, places, signIns: company.signIns.length, users });
        summaries.push(summary);
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

async function main(): Promise<void> {
  const { values: flags } = parseArgs({
    options: {
      simulators: { type: 'string', default: 'first,second' },
      seeds: { type: 'string', default: '101-110' },
      places: { type: 'string', default: 'city' },
      detectors: { type: 'string', default: 'all' },
      budget: { type: 'string', default: '1' },
      users: { type: 'string', default: '200' },
      days: { type: 'string', default: '100' },
      data: { type: 'string', default: 'src/detector/data.generated.json' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (flags.help) {
    console.log(HELP);
    return;
  }
  const wanted = flags.detectors.split(',');
  const contestants = CONTESTANTS.filter((one) => flags.detectors === 'all' || wanted.includes(one.name));
  const companies = await evaluate({
    simulators: flags.simulators.split(','),
    seeds: parseSeeds(flags.seeds),
    places: flags.places.split(',') as Places[],
    contestants,
    budget: Number(flags.budget),
    users: Number(flags.users),
    days: Number(flags.days),
    data: await Bun.file(flags.data).json(),
    onProgress: (line) => console.error(line),
  });
  if (flags.json) console.log(JSON.stringify(companies, null, 1));
  else {
    const groups = Map.groupBy(companies, (one) => `${one.simulator} ${one.places}`);
    for (const group of groups.values()) console.log(`${textReport(group, contestants)}\n`);
  }
}

if (import.meta.main) await main();
