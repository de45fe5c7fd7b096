// An isolation forest whose trees do not depend on data: split points come from a fixed box ([0,1] in every column, shrinking
// along the path), so that a value nobody ever had falls into an empty region early (novelty is visible).
// Isolation and its score: Liu, Ting, Zhou 2008 (ICDM), equations 1 and 2; fixed work range: Tan, Ting, Liu 2011 (IJCAI).
// Since trees are data-free they are shared by all users; a user is only a table of counts, rows are added and removed by ±1.
// This is the forest that judges sign-ins; data-range-forest.ts is the plain one it is compared with.

import { mix } from './mix.ts';
import { EXPECTED_PATH } from './path-length.ts';

export { EXPECTED_PATH };

/** Values are quantised to 0..65535, so that every comparison is of integers and equal everywhere. */
export const SCALE = 65535;

/** Rows a user's forest holds: a count always fits a byte. */
export const WINDOW = 255;

export interface BoxForest {
  readonly trees: number;
  readonly depth: number;
  readonly columns: number;
  /** Per tree 2^depth - 1 inner nodes in heap order: column and split value; a row goes right where value >= split. */
  readonly column: Uint8Array;
  readonly split: Uint16Array;
}

export interface BoxForestOptions {
  readonly trees: number;
  readonly depth: number;
  /** Weight of each column in the draw, any positive scale. Length: number of columns, at most 255. */
  readonly weights: readonly number[];
  readonly seed: number;
}

/** One user's rows in the forest: how many passed each node. */
export type Counts = Uint8Array;

/** A well-mixed 32-bit hash of three integers. */
function hash(seed: number, tree: number, node: number): number {
  return mix(seed ^ Math.imul(tree + 1, 0x9e3779b1) ^ Math.imul(node + 1, 0x85ebca77));
}

/** Draws the trees. Same options, same trees, on every platform. */
export function drawForest(options: BoxForestOptions): BoxForest {
  const { trees, depth, weights, seed } = options;
  const columns = weights.length;
  const inner = 2 ** depth - 1;
  const column = new Uint8Array(trees * inner);
  const split = new Uint16Array(trees * inner);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const low = new Float64Array(columns);
  const high = new Float64Array(columns);

  const draw = (tree: number, node: number): void => {
    if (node > inner) return;
    let ball = (hash(seed, tree, node * 2) / 4294967296) * total;
    let chosen = 0;
    while (chosen < columns - 1 && ball >= weights[chosen]!) ball -= weights[chosen++]!;
    const from = low[chosen]!;
    const to = high[chosen]!;
    const value = from + (hash(seed, tree, node * 2 + 1) / 4294967296) * (to - from);
    const at = tree * inner + node - 1;
    column[at] = chosen;
    split[at] = Math.max(1, Math.ceil(value));
    high[chosen] = value;
    draw(tree, node * 2);
    high[chosen] = to;
    low[chosen] = value;
    draw(tree, node * 2 + 1);
    low[chosen] = from;
  };
  for (let tree = 0; tree < trees; tree++) {
    low.fill(0);
    high.fill(SCALE);
    draw(tree, 1);
  }
  return { trees, depth, columns, column, split };
}

/** An empty table of counts for one user: `trees * 2^(depth+1)` bytes. */
export function emptyCounts(forest: BoxForest): Counts {
  return new Uint8Array(forest.trees * 2 ** (forest.depth + 1));
}

/** Adds (`by` = 1) or removes (`by` = -1) a row of `columns` values in 0..65535; at most {@link WINDOW} rows at a time. */
export function addRow(forest: BoxForest, counts: Counts, row: ArrayLike<number>, by: 1 | -1): void {
  const inner = 2 ** forest.depth - 1;
  const nodes = inner + 1 + inner + 1;
  for (let tree = 0; tree < forest.trees; tree++) {
    const base = tree * nodes;
    const trunk = tree * inner - 1;
    let node = 1;
    counts[base + 1]! += by;
    for (let level = 0; level < forest.depth; level++) {
      const at = trunk + node;
      node = node * 2 + (row[forest.column[at]!]! >= forest.split[at]! ? 1 : 0);
      counts[base + node]! += by;
    }
  }
}

/**
 * Walks a row down every tree and adds up what each column's splits did to its isolation: a split on column f of a node with
 * n rows into a child with m adds c(n) - 1 - c(m) to share f. The sums telescope: c(rows) minus the path length.
 * A walk stops at a node holding at most one row.
 * @param shares receives the mean over trees, one number a column; must have `columns` entries.
 * @returns the sum of all shares: c(rows) minus the mean path length, positive for what is isolated early.
 */
export function isolation(forest: BoxForest, counts: Counts, row: ArrayLike<number>, shares: Float64Array): number {
  const inner = 2 ** forest.depth - 1;
  const nodes = inner + 1 + inner + 1;
  shares.fill(0);
  let total = 0;
  for (let tree = 0; tree < forest.trees; tree++) {
    const base = tree * nodes;
    const trunk = tree * inner - 1;
    let node = 1;
    let held = counts[base + 1]!;
    for (let level = 0; level < forest.depth && held > 1; level++) {
      const at = trunk + node;
      const chosen = forest.column[at]!;
      node = node * 2 + (row[chosen]! >= forest.split[at]! ? 1 : 0);
      const left = counts[base + node]!;
      const gain = EXPECTED_PATH[held]! - 1 - EXPECTED_PATH[left]!;
      shares[chosen]! += gain;
      total += gain;
      held = left;
    }
  }
  for (let column = 0; column < forest.columns; column++) shares[column]! /= forest.trees;
  return total / forest.trees;
}
