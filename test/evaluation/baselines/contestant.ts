// What every detector under evaluation is: it scores each judged sign-in by what came before it, then learns it.
// All see the same stream in the same order; baselines that build on the product's own signals find them in `judged`.

import type { Detector } from '../../../src/detector/detector.ts';
import type { EvidenceModel } from '../../../src/detector/evidence.ts';
import type { Judged } from '../../../src/pipeline/replay.ts';
import type { SimulatedSignIn } from '../../../src/simulation/contract.ts';

export interface Sample {
  readonly one: SimulatedSignIn;
  /** What the product made of it; `state` tells whether the user is still being learnt. */
  readonly judged: Judged;
}

export interface Said {
  /** Higher is stranger, on any scale; `SILENT` never alerts, whatever the budget. */
  readonly score: number;
  /** Whether it alerts at its own limit; absent where it has none. */
  readonly fires?: boolean;
}

export const SILENT = Number.NEGATIVE_INFINITY;

/** One detector on one company. */
export type Contestant = (sample: Sample) => Said;

/** What a detector may start from. */
export interface Ground {
  readonly detector: Detector;
  /** The reference shown labels of other companies of this simulator; learnt when first asked for. */
  readonly supervised: () => EvidenceModel;
}

export interface ContestantInfo {
  readonly name: string;
  /** As the tables call it. */
  readonly title: string;
  readonly open: (ground: Ground) => Contestant;
}
