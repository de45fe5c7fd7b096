// What the data allow: boosted trees on the product's signals, shown the truth about other companies of the same simulator.
// No product could be made like that, since nobody's own takeovers come with labels; it says how far there is to go.

import type { Detector } from '../../../src/detector/detector.ts';
import { type EvidenceModel, evidence, quantise } from '../../../src/detector/evidence.ts';
import { SIGNAL_COUNT, SIGNAL_INDEX } from '../../../src/features/catalogue.ts';
import { seededRandom } from '../../../src/platform/random.ts';
import type { Places } from '../companies.ts';
import type { Simulate } from '../simulators.ts';
import { boost } from '../train/boosting.ts';
import type { Contestant } from './contestant.ts';
import { runPass } from './pass.ts';

export interface LessonOptions {
  readonly detector: Detector;
  readonly simulate: Simulate;
  readonly places: Places;
  /** Never one that is reported on. */
  readonly seeds: readonly number[];
  readonly users: number;
  readonly days: number;
  readonly trees?: number;
  readonly onProgress?: (line: string) => void;
}

/** Share of benign sign-ins kept: where network block or device are surprising, and where neither is. */
const KEPT = { odd: 0.15, usual: 0.05 } as const;

export function learnSupervised(options: LessonOptions): EvidenceModel {
  const samples: { signals: Uint8Array; attack: boolean; weight: number }[] = [];
  for (const seed of options.seeds) {
    const random = seededRandom(seed * 7919 + 3);
    const company = options.simulate({ seed, users: options.users, days: options.days });
    const seen = new Map<string, number>();
    const collect: Contestant = ({ one, judged }) => {
      const signals = quantise(judged.signals!.values, new Uint8Array(SIGNAL_COUNT));
      const { incident } = one.label;
      const odd =
        Math.max(judged.signals!.values[SIGNAL_INDEX.block]!, judged.signals!.values[SIGNAL_INDEX.shape]!) > 0.2;
      const share = odd ? KEPT.odd : KEPT.usual;
      if (incident === null && random() > share) return { score: 0 };
      const nth = seen.get(incident ?? '') ?? 0;
      if (incident !== null) seen.set(incident, nth + 1);
      const weight = incident === null ? 1 / share : nth === 0 ? 3 : 1 / (nth + 1);
      samples.push({ signals, attack: incident !== null, weight });
      return { score: 0 };
    };
    const { detector, places } = options;
    runPass(company, { detector, places, budget: 1, contestants: new Map([['collect', collect]]) });
    options.onProgress?.(`supervised reference: learnt ${samples.length} sign-ins up to company ${seed}`);
  }
  const signals = new Uint8Array(samples.length * SIGNAL_COUNT);
  for (const [index, sample] of samples.entries()) signals.set(sample.signals, index * SIGNAL_COUNT);
  return boost(
    {
      signals,
      columns: SIGNAL_COUNT,
      labels: Uint8Array.from(samples, (sample) => (sample.attack ? 1 : 0)),
      weights: Float64Array.from(samples, (sample) => sample.weight),
    },
    {
      trees: options.trees ?? 150,
      depth: 4,
      rate: 0.1,
      l2: 4,
      minWeight: 2,
      rowShare: 0.5,
      columnShare: 0.5,
      monotone: new Array<number>(SIGNAL_COUNT).fill(0),
      seed: 17,
    },
  );
}

export function openSupervised(model: EvidenceModel): Contestant {
  const quantised = new Uint8Array(SIGNAL_COUNT);
  return ({ judged }) => ({ score: evidence(model, quantise(judged.signals!.values, quantised)) });
}
