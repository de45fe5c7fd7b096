// The plain isolation forest of Liu, Ting, Zhou 2008 (ICDM): every tree is grown on a sub-sample and splits within the range of
// the rows it holds. It is not what judges sign-ins: it cannot see what was never there before (a value beyond the training
// range falls in the outermost leaf of the ordinary). It is what the project compares with, and the peer of busybody 1.0's
// model; the detector uses box-forest.ts. Seeded; + - * / alone, so the same seed gives the same scores on every platform.

import { mix } from './mix.ts';
import { expectedPaths, isolationScore } from './path-length.ts';

export interface DataRangeForest {
  readonly columns: number;
  readonly trees: number;
  /** Rows each tree was grown on: `sampleSize`, or all rows where there are fewer. */
  readonly sampleSize: number;
  /** Node of each tree's root in the arrays below. */
  readonly roots: Int32Array;
  /** Column a node splits on. */
  readonly column: Int32Array;
  /** Split value: a row goes right where value >= split. NaN in a leaf, so that a row stays. */
  readonly split: Float64Array;
  /** Left child of an inner node, the right one follows it; a leaf is its own. */
  readonly child: Int32Array;
  /** Path length of a row that ends in a leaf: its depth + c(rows held). */
  readonly path: Float64Array;
}

export interface FitOptions {
  /** Finite numbers, row after row. */
  readonly rows: Float64Array;
  readonly columns: number;
  readonly trees: number;
  /** Rows drawn for each tree, without replacement; 256 in the paper. */
  readonly sampleSize: number;
  /** Any integer; read as 32 bits. */
  readonly seed: number;
}

/**
 * Grows the trees, each to a height of at most ⌈log2 ψ⌉ with ψ the rows it is grown on. A node splits on one of the columns that
 * vary in it, each as likely, at a value drawn evenly between the least and the greatest it holds.
 * @throws RangeError where there is no row, a value is not finite, or the numbers do not fit together.
 */
export function fitForest(options: FitOptions): DataRangeForest {
  const { rows, columns, trees } = options;
  checkOptions(options);
  const rowCount = rows.length / columns;
  const sampleSize = Math.min(options.sampleSize, rowCount);
  const heightLimit = limitOf(sampleSize);
  const paths = expectedPaths(sampleSize);
  const most = trees * (2 * sampleSize - 1);
  const roots = new Int32Array(trees);
  const column = new Int32Array(most);
  const split = new Float64Array(most);
  const child = new Int32Array(most);
  const path = new Float64Array(most);
  const order = Int32Array.from({ length: rowCount }, (_, row) => row);
  const candidates = Int32Array.from({ length: columns }, (_, index) => index);
  const held = new Float64Array(sampleSize);
  const spare = new Int32Array(sampleSize);
  // Nodes still to grow: node, its rows order[from..to), depth, and how many of the candidates may vary in it.
  const todo = new Int32Array(5 * (heightLimit + 2));
  const random = Int32Array.of(mix(options.seed));
  let used = 0;

  for (let tree = 0; tree < trees; tree++) {
    drawSample(order, sampleSize, random);
    roots[tree] = used;
    todo.set([used, 0, sampleSize, 0, columns]);
    used += 1;
    let top = 5;
    while (top > 0) {
      top -= 5;
      const node = todo[top]!;
      const from = todo[top + 1]!;
      const to = todo[top + 2]!;
      const depth = todo[top + 3]!;
      let varying = to - from > 1 && depth < heightLimit ? todo[top + 4]! : 0;
      let chosen = 0;
      let least = 0;
      let greatest = 0;
      // Draws a column; one that is constant here is so in everything below, drops out, and another is drawn.
      for (; varying > 0; varying--) {
        const pick = below(random, varying);
        chosen = candidates[pick]!;
        candidates[pick] = candidates[varying - 1]!;
        candidates[varying - 1] = chosen;
        least = greatest = rows[order[from]! * columns + chosen]!;
        for (let i = from; i < to; i++) {
          const value = rows[order[i]! * columns + chosen]!;
          held[i] = value;
          if (value < least) least = value;
          else if (value > greatest) greatest = value;
        }
        if (least < greatest) break;
      }
      if (varying === 0) {
        split[node] = Number.NaN;
        child[node] = node;
        path[node] = depth + paths[to - from]!;
        continue;
      }
      const share = (next(random) + 0.5) / 4294967296;
      const between = least * (1 - share) + greatest * share;
      // Rounding may give an end back; a split at the greatest value still parts it from the least.
      const at = between > least && between < greatest ? between : greatest;
      column[node] = chosen;
      split[node] = at;
      child[node] = used;
      const middle = part(order, held, { from, to, at, spare });
      // The left side comes last and is grown first.
      for (let side = 1; side >= 0; side--, top += 5) {
        todo[top] = used + side;
        todo[top + 1] = side === 0 ? from : middle;
        todo[top + 2] = side === 0 ? middle : to;
        todo[top + 3] = depth + 1;
        todo[top + 4] = varying;
      }
      used += 2;
    }
  }
  return {
    columns,
    trees,
    sampleSize,
    roots,
    column: column.slice(0, used),
    split: split.slice(0, used),
    child: child.slice(0, used),
    path: path.slice(0, used),
  };
}

/** Rows walked down a tree together: what they touch stays in the fastest memory. */
const BLOCK = 64;

/**
 * Scores of one row or of many laid end to end, each in (0, 1]; higher is stranger. All 0.5 where the forest was grown on one
 * row or on rows that are all alike. A value that is no number goes left everywhere, so a score is always a number.
 * @throws RangeError where the length is not a multiple of the forest's columns.
 */
export function scoreForest(forest: DataRangeForest, rows: Float64Array): Float64Array {
  const { columns, trees, roots, column, split, child, path } = forest;
  if (rows.length % columns !== 0)
    throw new RangeError(`Cannot score rows: expected a multiple of ${columns} values: got ${rows.length}`);
  const scores = new Float64Array(rows.length / columns);
  const height = limitOf(forest.sampleSize);
  const nodes = new Int32Array(BLOCK);
  for (let start = 0; start < scores.length; start += BLOCK) {
    const size = Math.min(BLOCK, scores.length - start);
    for (let tree = 0; tree < trees; tree++) {
      nodes.fill(roots[tree]!);
      // All rows of the block take a step, without a branch on where to: in a leaf they stay.
      for (let level = 0; level < height; level++) {
        for (let i = 0, base = start * columns; i < size; i++, base += columns) {
          const node = nodes[i]!;
          nodes[i] = child[node]! + Number(rows[base + column[node]!]! >= split[node]!);
        }
      }
      for (let i = 0; i < size; i++) scores[start + i]! += path[nodes[i]!]!;
    }
  }
  const expected = expectedPaths(forest.sampleSize)[forest.sampleSize]!;
  for (let row = 0; row < scores.length; row++) scores[row] = isolationScore(scores[row]! / trees, expected);
  return scores;
}

/** ⌈log2 n⌉ for n from 1. */
function limitOf(n: number): number {
  return 32 - Math.clz32(n - 1);
}

/** The next number of the stream, 0 to 2^32 - 1. */
function next(random: Int32Array): number {
  const state = (random[0]! + 0x9e3779b9) | 0;
  random[0] = state;
  return mix(state);
}

function below(random: Int32Array, limit: number): number {
  return Math.floor((next(random) / 4294967296) * limit);
}

/** Puts a sample of rows, drawn without replacement, at the beginning of `order`. */
function drawSample(order: Int32Array, sampleSize: number, random: Int32Array): void {
  for (let i = 0; i < sampleSize; i++) {
    const other = i + below(random, order.length - i);
    const row = order[other]!;
    order[other] = order[i]!;
    order[i] = row;
  }
}

/** Moves the rows of order[from..to) whose held value is below `at` to the front, all in their order. @returns where the others begin. */
function part(
  order: Int32Array,
  held: Float64Array,
  { from, to, at, spare }: { from: number; to: number; at: number; spare: Int32Array },
): number {
  let middle = from;
  let others = 0;
  for (let i = from; i < to; i++) {
    const row = order[i]!;
    const right = Number(held[i]! >= at);
    // Written to both sides and kept on one: no branch that could be guessed wrong.
    order[middle] = row;
    spare[others] = row;
    middle += 1 - right;
    others += right;
  }
  for (let i = 0; i < others; i++) order[middle + i] = spare[i]!;
  return middle;
}

function checkOptions({ rows, columns, trees, sampleSize }: FitOptions): void {
  for (const [name, value] of Object.entries({ columns, trees, sampleSize }))
    if (!Number.isInteger(value) || value < 1)
      throw new RangeError(`Cannot fit a forest: ${name} must be a whole number from 1: got ${value}`);
  if (rows.length === 0 || rows.length % columns !== 0)
    throw new RangeError(`Cannot fit a forest: expected rows of ${columns} values: got ${rows.length} values`);
  for (let i = 0; i < rows.length; i++)
    if (!Number.isFinite(rows[i]!))
      throw new RangeError(`Cannot fit a forest: every value must be finite: got ${rows[i]}`);
}
