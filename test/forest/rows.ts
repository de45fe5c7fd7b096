// Rows for the forests' tests: invented from a seed, so that a failure comes back.

import { mix } from '../../src/forest/mix.ts';

/** Numbers in [0, 1), even. */
export function evenNumbers(seed: number): () => number {
  let state = mix(seed);
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    return mix(state) / 4294967296;
  };
}

/** A cloud about 0.3 in every column, with a width of about 0.1; values in (0, 1). */
export function cloud(options: { rows: number; columns: number; seed: number }): number[][] {
  const next = evenNumbers(options.seed);
  const bell = (): number => 0.3 + ((next() + next() + next() + next() - 2) / 2) * 0.25;
  return Array.from({ length: options.rows }, () => Array.from({ length: options.columns }, bell));
}

/** Laid end to end, as the data-range forest takes them. */
export function flat(rows: readonly (readonly number[])[]): Float64Array {
  return Float64Array.from(rows.flat());
}

/** Places of the `count` highest scores, sorted. */
export function strangest(scores: ArrayLike<number>, count: number): number[] {
  return Array.from(scores, (_, place) => place)
    .sort((a, b) => scores[b]! - scores[a]!)
    .slice(0, count)
    .sort((a, b) => a - b);
}

/** Spearman's rank correlation of two lists without ties. */
export function rankCorrelation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const ranks = (values: ArrayLike<number>): number[] => {
    const places = Array.from(values, (_, place) => place).sort((x, y) => values[x]! - values[y]!);
    const ranked = new Array<number>(places.length);
    for (const [rank, place] of places.entries()) ranked[place] = rank;
    return ranked;
  };
  const [x, y] = [ranks(a), ranks(b)];
  const n = x.length;
  let squares = 0;
  for (let i = 0; i < n; i++) squares += (x[i]! - y[i]!) ** 2;
  return 1 - (6 * squares) / (n * (n * n - 1));
}
