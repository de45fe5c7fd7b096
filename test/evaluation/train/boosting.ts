// Gradient-boosted trees for log-odds with monotone constraints, on signals quantised to 0..255.
// Friedman 2001 (10.1214/aos/1013203451) with second-order leaves; only used offline to learn the shipped evidence model.

import type { EvidenceModel, EvidenceTree } from '../../../src/detector/evidence.ts';
import { seededRandom } from '../../../src/platform/random.ts';

export interface TrainingSet {
  /** Row-major quantised signals, rows x columns. */
  readonly signals: Uint8Array;
  readonly columns: number;
  readonly labels: Uint8Array;
  readonly weights: Float64Array;
}

export interface BoostingOptions {
  readonly trees: number;
  readonly depth: number;
  readonly rate: number;
  readonly l2: number;
  readonly minWeight: number;
  readonly rowShare: number;
  readonly columnShare: number;
  /** 1: may only raise the log-odds, -1: only lower them, 0: free. One a column. */
  readonly monotone: readonly number[];
  /** Columns that may not be used at all. */
  readonly banned?: ReadonlySet<number>;
  readonly seed: number;
  readonly bins?: number;
}

interface Building {
  feature: number[];
  threshold: number[];
  left: number[];
  right: number[];
  value: number[];
}

const BINS = 64;

export function boost(set: TrainingSet, options: BoostingOptions): EvidenceModel {
  const { columns } = set;
  const rows = set.labels.length;
  const random = seededRandom(options.seed);
  /** Column after column, so that a histogram walks memory in order. */
  const binned = new Uint8Array(set.signals.length);
  for (let i = 0; i < rows; i++)
    for (let c = 0; c < columns; c++) binned[c * rows + i] = set.signals[i * columns + c]! >> 2;
  let positive = 0;
  let total = 0;
  for (let i = 0; i < rows; i++) {
    total += set.weights[i]!;
    if (set.labels[i]) positive += set.weights[i]!;
  }
  const bias = Math.log(positive / (total - positive));
  const margin = new Float64Array(rows).fill(bias);
  const gradient = new Float64Array(rows);
  const hessian = new Float64Array(rows);
  const trees: EvidenceTree[] = [];

  for (let round = 0; round < options.trees; round++) {
    const chosen: number[] = [];
    for (let i = 0; i < rows; i++) {
      const p = 1 / (1 + Math.exp(-margin[i]!));
      const w = set.weights[i]!;
      gradient[i] = w * (p - set.labels[i]!);
      hessian[i] = Math.max(1e-9, w * p * (1 - p));
      if (set.labels[i] || random() < options.rowShare) chosen.push(i);
    }
    const used: number[] = [];
    for (let c = 0; c < columns; c++) if (!options.banned?.has(c) && random() < options.columnShare) used.push(c);
    const tree: Building = { feature: [], threshold: [], left: [], right: [], value: [] };
    const grow = (members: Uint32Array, depth: number, low: number, high: number): number => {
      let g = 0;
      let h = 0;
      for (let m = 0; m < members.length; m++) {
        g += gradient[members[m]!]!;
        h += hessian[members[m]!]!;
      }
      const node = tree.feature.length;
      const clamp = (v: number): number => Math.min(high, Math.max(low, v));
      const here = clamp(-g / (h + options.l2));
      tree.feature.push(-1);
      tree.threshold.push(0);
      tree.left.push(0);
      tree.right.push(0);
      tree.value.push(here);
      if (depth === 0 || members.length < 20) return node;
      const base = (g * g) / (h + options.l2);
      let best = { gain: 1e-6, column: -1, bin: 0, mid: 0 };
      const gs = new Float64Array(BINS);
      const hs = new Float64Array(BINS);
      for (const c of used) {
        gs.fill(0);
        hs.fill(0);
        const from = c * rows;
        for (let m = 0; m < members.length; m++) {
          const i = members[m]!;
          const b = binned[from + i]!;
          gs[b]! += gradient[i]!;
          hs[b]! += hessian[i]!;
        }
        let gl = 0;
        let hl = 0;
        for (let b = 0; b < BINS - 1; b++) {
          gl += gs[b]!;
          hl += hs[b]!;
          const hr = h - hl;
          if (hl < options.minWeight || hr < options.minWeight) continue;
          const gr = g - gl;
          const wl = clamp(-gl / (hl + options.l2));
          const wr = clamp(-gr / (hr + options.l2));
          if ((options.monotone[c]! > 0 && wl > wr) || (options.monotone[c]! < 0 && wl < wr)) continue;
          const gain = (gl * gl) / (hl + options.l2) + (gr * gr) / (hr + options.l2) - base;
          if (gain > best.gain) best = { gain, column: c, bin: b, mid: (wl + wr) / 2 };
        }
      }
      if (best.column < 0) return node;
      const goesLeft: number[] = [];
      const goesRight: number[] = [];
      for (const i of members) (binned[best.column * rows + i]! <= best.bin ? goesLeft : goesRight).push(i);
      if (goesLeft.length === 0 || goesRight.length === 0) return node;
      tree.feature[node] = best.column;
      tree.threshold[node] = best.bin * 4 + 3;
      const direction = options.monotone[best.column]!;
      const { mid } = best;
      tree.left[node] = grow(
        Uint32Array.from(goesLeft),
        depth - 1,
        direction < 0 ? mid : low,
        direction > 0 ? mid : high,
      );
      tree.right[node] = grow(
        Uint32Array.from(goesRight),
        depth - 1,
        direction > 0 ? mid : low,
        direction < 0 ? mid : high,
      );
      return node;
    };
    grow(Uint32Array.from(chosen), options.depth, -Infinity, Infinity);
    const round3 = (v: number): number => Math.round(v * options.rate * 1e5) / 1e5;
    const finished: EvidenceTree = { ...tree, value: tree.value.map(round3) };
    trees.push(finished);
    for (let i = 0; i < rows; i++) {
      let node = 0;
      while (finished.feature[node]! >= 0) {
        node =
          set.signals[i * columns + finished.feature[node]!]! > finished.threshold[node]!
            ? finished.right[node]!
            : finished.left[node]!;
      }
      margin[i]! += finished.value[node]!;
    }
  }
  return { bias: Math.round(bias * 1e5) / 1e5, trees };
}
