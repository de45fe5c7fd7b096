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
  /** Node of each tree's root in the three arrays below. */
  readonly roots: Int32Array;
  /** Column a node splits on; -1 in a leaf. */
  readonly column: Int32Array;
  /** Split value of an inner node: a row goes right where value >= split. In a leaf its path length, depth + c(rows held). */
  readonly split: Float64Array;
  /** Left child of an inner node; the right one follows it. */
  readonly child: Int32Array;
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
  const { rows, columns, trees, seed } = options;
  checkOptions(options);
  const rowCount = rows.length / columns;
  const sampleSize = Math.min(options.sampleSize, rowCount);
  const heightLimit = 32 - Math.clz32(sampleSize - 1);
  const paths = expectedPaths(sampleSize);
  const most = trees * (2 * sampleSize - 1);
  const roots = new Int32Array(trees);
  const column = new Int32Array(most).fill(-1);
  const split = new Float64Array(most);
  const child = new Int32Array(most);
  const order = Int32Array.from({ length: rowCount }, (_, row) => row);
  const candidates = Int32Array.from({ length: columns }, (_, index) => index);
  let state = mix(seed);
  let used = 0;
  let least = 0;
  let greatest = 0;

  const draw = (): number => {
    state = (state + 0x9e3779b9) >>> 0;
    return mix(state);
  };
  const below = (limit: number): number => Math.floor((draw() / 4294967296) * limit);

  /**
   * Draws a column that varies over order[from..to) among the first `varying` candidates and leaves it as the last of those
   * that may still vary below; a constant one drops out for everything below.
   * @returns how many those are, 0 where no column varies; `least` and `greatest` are the drawn column's range.
   */
  const chooseColumn = (from: number, to: number, varying: number): number => {
    for (let left = varying; left > 0; left--) {
      const pick = below(left);
      const chosen = candidates[pick]!;
      candidates[pick] = candidates[left - 1]!;
      candidates[left - 1] = chosen;
      least = rows[order[from]! * columns + chosen]!;
      greatest = least;
      for (let i = from + 1; i < to; i++) {
        const value = rows[order[i]! * columns + chosen]!;
        if (value < least) least = value;
        else if (value > greatest) greatest = value;
      }
      if (least < greatest) return left;
    }
    return 0;
  };

  /** Moves the rows of order[from..to) that lie below `at` to the front. @returns where the others begin. */
  const part = (from: number, to: number, at: number, chosen: number): number => {
    let middle = from;
    let end = to;
    while (middle < end) {
      const row = order[middle]!;
      if (rows[row * columns + chosen]! < at) middle += 1;
      else {
        end -= 1;
        order[middle] = order[end]!;
        order[end] = row;
      }
    }
    return middle;
  };

  const grow = (node: number, from: number, to: number, depth: number, varying: number): void => {
    const left = to - from > 1 && depth < heightLimit ? chooseColumn(from, to, varying) : 0;
    if (left === 0) {
      split[node] = depth + paths[to - from]!;
      return;
    }
    const chosen = candidates[left - 1]!;
    const share = (draw() + 0.5) / 4294967296;
    const between = least * (1 - share) + greatest * share;
    // Rounding may give an end back; a split at the greatest value still parts it from the least.
    const at = between > least && between < greatest ? between : greatest;
    const middle = part(from, to, at, chosen);
    const first = used;
    used += 2;
    column[node] = chosen;
    split[node] = at;
    child[node] = first;
    grow(first, from, middle, depth + 1, left);
    grow(first + 1, middle, to, depth + 1, left);
  };

  for (let tree = 0; tree < trees; tree++) {
    for (let i = 0; i < sampleSize; i++) {
      const other = i + below(rowCount - i);
      const row = order[other]!;
      order[other] = order[i]!;
      order[i] = row;
    }
    roots[tree] = used;
    used += 1;
    grow(roots[tree]!, 0, sampleSize, 0, columns);
  }
  return {
    columns,
    trees,
    sampleSize,
    roots,
    column: column.slice(0, used),
    split: split.slice(0, used),
    child: child.slice(0, used),
  };
}

/**
 * Scores of one row or of many laid end to end, each in (0, 1]; higher is stranger. All 0.5 where the forest was grown on one
 * row or on rows that are all alike. A value that is no number goes left everywhere, so a score is always a number.
 * @throws RangeError where the length is not a multiple of the forest's columns.
 */
export function scoreForest(forest: DataRangeForest, rows: Float64Array): Float64Array {
  const { columns, trees, roots, column, split, child } = forest;
  if (rows.length % columns !== 0)
    throw new RangeError(`Cannot score rows: expected a multiple of ${columns} values: got ${rows.length}`);
  const scores = new Float64Array(rows.length / columns);
  for (let tree = 0; tree < trees; tree++) {
    const root = roots[tree]!;
    for (let row = 0, base = 0; row < scores.length; row++, base += columns) {
      let node = root;
      let chosen = column[node]!;
      while (chosen >= 0) {
        node = child[node]! + (rows[base + chosen]! >= split[node]! ? 1 : 0);
        chosen = column[node]!;
      }
      scores[row]! += split[node]!;
    }
  }
  const expected = expectedPaths(forest.sampleSize)[forest.sampleSize]!;
  for (let row = 0; row < scores.length; row++) scores[row] = isolationScore(scores[row]! / trees, expected);
  return scores;
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
