// Learns the evidence model and the typical rows on the project's own simulators and writes src/detector/data.generated.json.
// Usage: bun test/evaluation/train/train.ts [--share 1] [--version DATE] [--out FILE]; about 20 minutes of one core.
// Evidence is the mean of the models of COMMITTEE, which found more on unseen companies than either of them.

import { parseArgs } from 'node:util';
import { COLUMNS } from '../../../src/detector/columns.ts';
import { type DetectorData, openDetector } from '../../../src/detector/detector.ts';
import { type EvidenceModel, quantise } from '../../../src/detector/evidence.ts';
import { SIGNAL_COUNT, SIGNAL_INDEX, SIGNALS } from '../../../src/features/catalogue.ts';
import { WINDOW } from '../../../src/forest/box-forest.ts';
import { seededRandom } from '../../../src/platform/random.ts';
import { replay } from '../companies.ts';
import { openSimulator, type Simulate } from '../simulators.ts';
import { boost } from './boosting.ts';

const { values: flags } = parseArgs({
  options: {
    /** Share of the companies to learn on, for a quick trial. */
    share: { type: 'string', default: '1' },
    version: { type: 'string', default: new Date().toISOString().slice(0, 10) },
    out: { type: 'string', default: 'src/detector/data.generated.json' },
  },
});

interface Member {
  readonly simulators: readonly string[];
  readonly companies: number;
  readonly trees: number;
  readonly depth: number;
  readonly rate: number;
  /** Every simulator has the same say, in attacks and in benign sign-ins, so that the busiest does not decide for all. */
  readonly balanced: boolean;
}

const COMMITTEE: readonly Member[] = [
  {
    simulators: ['first', 'factorial', 'sectors'],
    companies: 150,
    trees: 260,
    depth: 4,
    rate: 0.08,
    balanced: false,
  },
  {
    simulators: ['first', 'factorial', 'sectors', 'logbook', 'casebook', 'rhythms'],
    companies: 360,
    trees: 420,
    depth: 5,
    rate: 0.06,
    balanced: true,
  },
];
const FIRST_SEED = 1000;
/** Companies from here on are only asked for typical rows. */
const TYPICAL_SEED = 1500;

/** Nothing learnt yet: enough to replay with. */
const BLANK: DetectorData = {
  version: '0',
  signals: SIGNALS.map(({ name }) => name),
  evidence: { bias: -6, trees: [] },
  population: Array.from({ length: WINDOW }, () => new Array<number>(COLUMNS.length).fill(0)),
};
const BLOCK = SIGNAL_INDEX.block;
const SHAPE = SIGNAL_INDEX.shape;
const started = performance.now();

interface Sample {
  readonly signals: Uint8Array;
  readonly attack: boolean;
  readonly simulator: number;
  weight: number;
}

function collect(simulators: readonly Simulate[], input: { seed: number; into: Sample[] }): void {
  const { seed, into } = input;
  const simulator = seed % simulators.length;
  const random = seededRandom(seed * 7919 + 1);
  const company = simulators[simulator]!({ seed, users: 120 + Math.floor(random() * 160), days: 90 });
  const held = new Map<string, boolean>();
  const seen = new Map<string, number>();
  replay(company, {
    detector: openDetector(BLANK),
    places: random() < 0.65 ? 'city' : 'country',
    threshold: (one) => {
      const { incident } = one.label;
      if (incident === null) return 2;
      if (!held.has(incident)) held.set(incident, random() < 0.75);
      return held.get(incident) ? 0 : 2;
    },
    each: (one, judged) => {
      if (!judged.signals) return;
      const { incident } = one.label;
      const share = judged.signals.values[BLOCK]! > 0.2 || judged.signals.values[SHAPE]! > 0.2 ? 0.5 : 0.05;
      if (incident === null && random() > share) return;
      const nth = incident === null ? 0 : (seen.get(incident) ?? 0);
      if (incident !== null) seen.set(incident, nth + 1);
      into.push({
        signals: quantise(judged.signals.values, new Uint8Array(SIGNAL_COUNT)),
        attack: incident !== null,
        simulator,
        weight: incident === null ? 1 / share : nth === 0 ? 3 : 1 / (nth + 1),
      });
    },
  });
}

function balance(samples: readonly Sample[], simulators: number): void {
  for (const attack of [true, false]) {
    const sums = new Array<number>(simulators).fill(0);
    for (const one of samples) if (one.attack === attack) sums[one.simulator]! += one.weight;
    const each = sums.reduce((a, b) => a + b, 0) / simulators;
    for (const one of samples) if (one.attack === attack) one.weight *= each / sums[one.simulator]!;
  }
}

async function learn(member: Member): Promise<EvidenceModel> {
  const simulators = await Promise.all(member.simulators.map(openSimulator));
  const companies = Math.max(simulators.length, Math.round(member.companies * Number(flags.share)));
  const samples: Sample[] = [];
  for (let i = 0; i < companies; i++) collect(simulators, { seed: FIRST_SEED + i, into: samples });
  say(`${samples.length} samples of ${companies} companies, ${samples.filter((one) => one.attack).length} attacks`);
  if (member.balanced) balance(samples, simulators.length);
  const signals = new Uint8Array(samples.length * SIGNAL_COUNT);
  for (const [i, sample] of samples.entries()) signals.set(sample.signals, i * SIGNAL_COUNT);
  const model = boost(
    {
      signals,
      columns: SIGNAL_COUNT,
      labels: Uint8Array.from(samples, (sample) => (sample.attack ? 1 : 0)),
      weights: Float64Array.from(samples, (sample) => sample.weight),
    },
    {
      trees: member.trees,
      depth: member.depth,
      rate: member.rate,
      l2: 4,
      minWeight: 2,
      rowShare: 0.4,
      columnShare: 0.5,
      monotone: SIGNALS.map(({ name, parts }) => (parts.length > 0 ? 1 : /Firm$|^vouched$/.test(name) ? -1 : 0)),
      seed: 11,
    },
  );
  say('boosted');
  return model;
}

/** The mean of the log-odds, as one model. */
function meanOf(models: readonly EvidenceModel[]): EvidenceModel {
  const scaled = (value: number): number => Math.round((value / models.length) * 1e5) / 1e5;
  return {
    bias: scaled(models.reduce((sum, { bias }) => sum + bias, 0)),
    trees: models.flatMap(({ trees }) => trees.map((tree) => ({ ...tree, value: tree.value.map(scaled) }))),
  };
}

/** Everyday sign-ins of companies not used above, as the finished evidence sees them. */
async function typicalRows(evidence: EvidenceModel): Promise<number[][]> {
  const simulators = await Promise.all(COMMITTEE.at(-1)!.simulators.map(openSimulator));
  const detector = openDetector({ ...BLANK, evidence });
  const rows: number[][] = [];
  for (let i = 0; i < 6; i++) {
    const company = simulators[i % simulators.length]!({ seed: TYPICAL_SEED + i, users: 120, days: 60 });
    replay(company, {
      detector,
      places: i % 4 < 2 ? 'city' : 'country',
      threshold: (one) => (one.label.incident === null ? 2 : 0),
      each: (one, judged) => {
        if (one.label.incident === null && judged.judgement) rows.push([...judged.judgement.row]);
      },
    });
  }
  const random = seededRandom(5);
  return Array.from({ length: WINDOW }, () => rows[Math.floor(random() * rows.length)]!);
}

function say(what: string): void {
  console.error(`${what}, ${Math.round((performance.now() - started) / 1000)} s`);
}

const models: EvidenceModel[] = [];
for (const member of COMMITTEE) models.push(await learn(member));
const evidence = meanOf(models);
const data: DetectorData = {
  version: flags.version,
  signals: BLANK.signals,
  evidence,
  population: await typicalRows(evidence),
};
await Bun.write(flags.out, JSON.stringify(data));
say(`written ${flags.out}`);
