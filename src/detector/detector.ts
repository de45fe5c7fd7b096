// The detector: signals of a sign-in and the user's forest → score in [0, 1] and the share of every component in it.
// Pure; the same signals and rows give the same bytes on every platform.

import { exp2 } from '../domain/exact-math.ts';
import { COMPONENTS, type Component } from '../domain/score.ts';
import { SIGNAL_COUNT, SIGNALS } from '../features/catalogue.ts';
import type { Observation } from '../features/observation.ts';
import { type BoxForest, drawForest, EXPECTED_PATH, isolation, WINDOW } from '../forest/box-forest.ts';
import { COLUMN_PARTS, COLUMNS, toRow } from './columns.ts';
import { type EvidenceModel, evidence, quantise } from './evidence.ts';
import { type ForestBase, forestBase, type UserForest } from './user-forest.ts';

/** What is learnt offline and shipped. */
export interface DetectorData {
  readonly version: string;
  readonly evidence: EvidenceModel;
  /** WINDOW typical rows of COLUMNS.length values in 0..65535. */
  readonly population: readonly (readonly number[])[];
}

export interface Detector {
  readonly version: string;
  readonly seed: number;
  readonly base: ForestBase;
  readonly evidence: EvidenceModel;
  /** Mean share of each column over the typical rows: what is ordinary. */
  readonly ordinary: Float64Array;
}

export interface Judgement {
  /** 0..1, higher is stranger. */
  readonly score: number;
  /** Shares of the score, adding up to it exactly as sums of doubles go (within 1e-12). */
  readonly components: Readonly<Record<Component, number>>;
  /** The row to learn. */
  readonly row: Uint16Array;
  readonly logOdds: number;
}

const TREES = 100;
const DEPTH = 8;

export function openDetector(data: DetectorData, seed = 7): Detector {
  const forest: BoxForest = drawForest({ trees: TREES, depth: DEPTH, weights: COLUMNS.map((one) => one.weight), seed });
  const base = forestBase(
    forest,
    data.population.map((row) => Uint16Array.from(row)),
  );
  const ordinary = new Float64Array(COLUMNS.length);
  const shares = new Float64Array(COLUMNS.length);
  for (const row of base.population) {
    isolation(forest, base.counts, row, shares);
    for (let i = 0; i < ordinary.length; i++) ordinary[i]! += shares[i]! / WINDOW;
  }
  return { version: data.version, seed, base, evidence: data.evidence, ordinary };
}

/** Judges signals against the user's forest without learning them. */
export function judge(
  detector: Detector,
  user: UserForest,
  input: { signals: Float64Array; point: Observation['point'] },
): Judgement {
  const { forest } = detector.base;
  const quantised = quantise(input.signals, new Uint8Array(SIGNAL_COUNT));
  const parts = new Float64Array(SIGNAL_COUNT);
  const logOdds = evidence(detector.evidence, quantised, parts);
  const row = toRow(input.signals, logOdds, input.point);
  const shares = new Float64Array(COLUMNS.length);
  const total = isolation(forest, user.counts, row, shares);
  const score = Math.min(1, 0.5 * exp2(total / EXPECTED_PATH[WINDOW]!));
  return { score, components: shareOut(score, excess(detector, shares), parts), row, logOdds };
}

/** What each column adds beyond the ordinary; never negative. */
function excess(detector: Detector, shares: Float64Array): Float64Array {
  const over = new Float64Array(shares.length);
  for (let i = 0; i < shares.length; i++) over[i] = Math.max(0, shares[i]! - detector.ordinary[i]!);
  return over;
}

/** Deals the score out to the components: columns by their parts, evidence by what each signal added to the log-odds. */
function shareOut(score: number, over: Float64Array, parts: Float64Array): Record<Component, number> {
  const credit: Record<Component, number> = { location: 0, network: 0, device: 0, time: 0 };
  let signalled = 0;
  const bySignal: Record<Component, number> = { location: 0, network: 0, device: 0, time: 0 };
  for (let i = 0; i < parts.length; i++) {
    const owners: readonly Component[] = SIGNALS[i]!.parts;
    if (parts[i]! <= 0 || owners.length === 0) continue;
    for (const owner of owners) bySignal[owner] += parts[i]! / owners.length;
    signalled += parts[i]!;
  }
  for (let i = 0; i < over.length; i++) {
    const owners = COLUMN_PARTS[i]!;
    if (COLUMNS[i]!.name === 'evidence') {
      for (const one of COMPONENTS) credit[one] += signalled > 0 ? (over[i]! * bySignal[one]) / signalled : over[i]! / 4;
    } else for (const owner of owners) credit[owner] += over[i]! / owners.length;
  }
  const sum = credit.location + credit.network + credit.device + credit.time;
  const dealt = {} as Record<Component, number>;
  for (const one of COMPONENTS) dealt[one] = sum > 0 ? (score * credit[one]) / sum : score / 4;
  return dealt;
}
