// Learns the evidence model and the typical rows on the project's own simulator and writes src/detector/data.generated.json.
// Usage: bun test/evaluation/train/train.ts [--companies 360] [--trees 420] [--depth 5] [--rate 0.06] [--out FILE]
// The defaults are what the shipped data were learnt with: about a quarter of an hour of one core.
// `--simulators second` learns on the other simulator instead: only for the supervised reference, never for what is shipped.

import { parseArgs } from 'node:util';
import { COLUMNS } from '../../../src/detector/columns.ts';
import { type DetectorData, openDetector } from '../../../src/detector/detector.ts';
import { quantise } from '../../../src/detector/evidence.ts';
import { SIGNAL_COUNT, SIGNAL_INDEX, SIGNALS } from '../../../src/features/catalogue.ts';
import { WINDOW } from '../../../src/forest/box-forest.ts';
import { seededRandom } from '../../../src/platform/random.ts';
import { replay } from '../companies.ts';
import { openSimulator } from '../simulators.ts';
import { boost } from './boosting.ts';

const { values: flags } = parseArgs({
  options: {
    companies: { type: 'string', default: '360' },
    'first-seed': { type: 'string', default: '1000' },
    trees: { type: 'string', default: '420' },
    depth: { type: 'string', default: '5' },
    rate: { type: 'string', default: '0.06' },
    simulators: { type: 'string', default: 'first,factorial,sectors,logbook,casebook,rhythms' },
    version: { type: 'string', default: new Date().toISOString().slice(0, 10) },
    out: { type: 'string', default: 'src/detector/data.generated.json' },
  },
});

const simulators = await Promise.all(flags.simulators.split(',').map(openSimulator));

/** Nothing learnt yet: enough to replay with. */
export const BLANK: DetectorData = {
  version: '0',
  signals: SIGNALS.map(({ name }) => name),
  evidence: { bias: -6, trees: [] },
  population: Array.from({ length: WINDOW }, () => new Array<number>(COLUMNS.length).fill(0)),
};

const BLOCK = SIGNAL_INDEX.block;
const SHAPE = SIGNAL_INDEX.shape;

interface Sample {
  readonly signals: Uint8Array;
  readonly attack: boolean;
  readonly simulator: number;
  weight: number;
}

function collect(seed: number, into: Sample[]): void {
  const simulate = simulators[seed % simulators.length]!;
  const random = seededRandom(seed * 7919 + 1);
  const company = simulate({ seed, users: 120 + Math.floor(random() * 160), days: 90 });
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
        simulator: seed % simulators.length,
        weight: incident === null ? 1 / share : nth === 0 ? 3 : 1 / (nth + 1),
      });
    },
  });
}

/** Gives every simulator the same say, in attacks and in benign sign-ins, so that the busiest does not decide for all. */
function balance(samples: readonly Sample[]): void {
  for (const attack of [true, false]) {
    const sums = simulators.map(() => 0);
    for (const one of samples) if (one.attack === attack) sums[one.simulator]! += one.weight;
    const each = sums.reduce((a, b) => a + b, 0) / simulators.length;
    for (const one of samples) if (one.attack === attack) one.weight *= each / sums[one.simulator]!;
  }
}

const started = performance.now();
const samples: Sample[] = [];
const first = Number(flags['first-seed']);
for (let i = 0; i < Number(flags.companies); i++) collect(first + i, samples);
console.error(
  `${samples.length} samples, ${samples.filter((s) => s.attack).length} attacks, ${Math.round(performance.now() - started)} ms`,
);

balance(samples);
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
    trees: Number(flags.trees),
    depth: Number(flags.depth),
    rate: Number(flags.rate),
    l2: 4,
    minWeight: 2,
    rowShare: 0.4,
    columnShare: 0.5,
    monotone: SIGNALS.map(({ name, parts }) => (parts.length > 0 ? 1 : /Firm$|^vouched$/.test(name) ? -1 : 0)),
    seed: 11,
  },
);
console.error(`boosted, ${Math.round(performance.now() - started)} ms`);

// Typical rows: everyday sign-ins of companies not used above, as the finished evidence sees them.
const detector = openDetector({ ...BLANK, evidence: model });
const rows: number[][] = [];
const random = seededRandom(5);
for (let i = 0; i < 6; i++) {
  const company = simulators[i % simulators.length]!({ seed: first + 500 + i, users: 120, days: 60 });
  replay(company, {
    detector,
    places: i % 4 < 2 ? 'city' : 'country',
    threshold: (one) => (one.label.incident === null ? 2 : 0),
    each: (one, judged) => {
      if (one.label.incident === null && judged.judgement) rows.push([...judged.judgement.row]);
    },
  });
}
const population: number[][] = [];
while (population.length < WINDOW) population.push(rows[Math.floor(random() * rows.length)]!);
const data: DetectorData = { version: flags.version, signals: BLANK.signals, evidence: model, population };
await Bun.write(flags.out, JSON.stringify(data));
console.error(`written ${flags.out}, ${Math.round(performance.now() - started)} ms`);
