// The detector: signals of a sign-in and the user's forest → score in [0, 1] and the share of every component in it.
// Pure; the same signals and rows give the same bytes on every platform.

import { exp2 } from '../domain/exact-math.ts';
import { COMPONENTS, type Component } from '../domain/score.ts';
import { SIGNAL_COUNT, SIGNALS } from '../features/catalogue.ts';
import type { Observation } from '../features/observation.ts';
import { type BoxForest, drawForest, EXPECTED_PATH, isolation, WINDOW } from '../forest/box-forest.ts';
import { COLUMN_SIGNAL, COLUMNS, toRow } from './columns.ts';
import { type EvidenceModel, evidence, quantise } from './evidence.ts';
import { type ForestBase, forestBase, type UserForest } from './user-forest.ts';

/** What is learnt offline and shipped. */
export interface DetectorData {
  readonly version: string;
  /** Names of the signals it was learnt on, in order: must be the catalogue's. */
  readonly signals: readonly string[];
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
  /** Shares of the score by component, adding up to it (within 1e-12). */
  readonly components: Readonly<Record<Component, number>>;
  /** Shares of the score by signal in catalogue order, adding up to it; computed when asked for. */
  readonly bySignal: () => Float64Array;
  /** The row to learn. */
  readonly row: Uint16Array;
  readonly logOdds: number;
}

const TREES = 64;
const DEPTH = 8;

/** @throws RangeError where the data were learnt on another catalogue of signals, or the typical rows are not WINDOW. */
export function openDetector(data: DetectorData, seed = 7): Detector {
  const fits = data.signals.length === SIGNAL_COUNT && SIGNALS.every(({ name }, i) => data.signals[i] === name);
  if (!fits) throw new RangeError('The shipped data were learnt on another catalogue of signals: learn them again');
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
  const over = excess(detector, shares);
  const bySignal = (): Float64Array => shareOut(score, over, parts);
  return { score, components: byComponent(score, bySignal()), bySignal, row, logOdds };
}

/** What each column adds beyond the ordinary; never negative. */
function excess(detector: Detector, shares: Float64Array): Float64Array {
  const over = new Float64Array(shares.length);
  for (let i = 0; i < shares.length; i++) over[i] = Math.max(0, shares[i]! - detector.ordinary[i]!);
  return over;
}

/**
 * Deals the score out to the signals: a column of the forest to its own signal, the evidence column to what each signal
 * added to the log-odds. Context (signals of no component) gets nothing. All zero where nothing stands out.
 */
function shareOut(score: number, over: Float64Array, parts: Float64Array): Float64Array {
  const credit = new Float64Array(SIGNAL_COUNT);
  let signalled = 0;
  for (let i = 0; i < SIGNAL_COUNT; i++) if (parts[i]! > 0 && SIGNALS[i]!.parts.length > 0) signalled += parts[i]!;
  for (let i = 0; i < SIGNAL_COUNT; i++)
    if (parts[i]! > 0 && SIGNALS[i]!.parts.length > 0) credit[i]! += (over[0]! * parts[i]!) / signalled;
  for (let column = 1; column < over.length; column++) credit[COLUMN_SIGNAL[column]!]! += over[column]!;
  let sum = 0;
  for (const one of credit) sum += one;
  if (sum > 0) for (let i = 0; i < SIGNAL_COUNT; i++) credit[i] = (score * credit[i]!) / sum;
  return credit;
}

/** A pair's share is dealt half to each; a score in which nothing stands out lies equally on all four. */
function byComponent(score: number, credit: Float64Array): Record<Component, number> {
  const dealt: Record<Component, number> = { location: 0, network: 0, device: 0, time: 0 };
  let sum = 0;
  for (let i = 0; i < SIGNAL_COUNT; i++) {
    const owners: readonly Component[] = SIGNALS[i]!.parts;
    for (const owner of owners) dealt[owner] += credit[i]! / owners.length;
    sum += credit[i]!;
  }
  if (sum === 0) for (const one of COMPONENTS) dealt[one] = score / COMPONENTS.length;
  return dealt;
}
