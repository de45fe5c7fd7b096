import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import {
  addRow,
  type BoxForest,
  type Counts,
  drawForest,
  EXPECTED_PATH,
  emptyCounts,
  isolation,
  SCALE,
  WINDOW,
} from '../../src/forest/box-forest.ts';
import { fitForest, scoreForest } from '../../src/forest/data-range-forest.ts';
import { isolationScore } from '../../src/forest/path-length.ts';
import { cloud, flat, rankCorrelation, strangest } from './rows.ts';

const FOREST = drawForest({ trees: 20, depth: 6, weights: [3, 1, 1, 0.5], seed: 11 });

function countsOf(forest: BoxForest, rows: readonly ArrayLike<number>[]): Counts {
  const counts = emptyCounts(forest);
  for (const row of rows) addRow(forest, counts, row, 1);
  return counts;
}

/** Mean path length written down plainly: depth reached plus c(rows held there); a walk ends at one row or fewer. */
function meanPath(forest: BoxForest, counts: Counts, row: ArrayLike<number>): number {
  const inner = 2 ** forest.depth - 1;
  let sum = 0;
  for (let tree = 0; tree < forest.trees; tree++) {
    const held = (node: number): number => counts[tree * 2 ** (forest.depth + 1) + node]!;
    let node = 1;
    let depth = 0;
    while (depth < forest.depth && held(node) > 1) {
      const at = tree * inner + node - 1;
      node = 2 * node + (row[forest.column[at]!]! >= forest.split[at]! ? 1 : 0);
      depth += 1;
    }
    sum += depth + EXPECTED_PATH[held(node)]!;
  }
  return sum / forest.trees;
}

const value = fc.oneof(fc.integer({ min: 0, max: SCALE }), fc.constantFrom(0, 1, SCALE - 1, SCALE));
const row = fc.tuple(value, value, value, value);
const rows = fc.array(row, { maxLength: 60 });

describe('drawForest()', () => {
  test('draws a tree of depth 1: one column, one split in the box', () => {
    const forest = drawForest({ trees: 1, depth: 1, weights: [1], seed: 3 });
    expect([...forest.column]).toEqual([0]);
    expect(forest.split[0]).toBeGreaterThanOrEqual(1);
    expect(forest.split[0]).toBeLessThanOrEqual(SCALE);
    const below = [forest.split[0]! - 1];
    const from = [forest.split[0]!];
    // Unused, root, left, right.
    expect([...countsOf(forest, [below, from, from])]).toEqual([0, 3, 1, 2]);
  });

  test('gives these trees on every platform', () => {
    const forest = drawForest({ trees: 2, depth: 2, weights: [2, 1, 1], seed: 7 });
    expect({ column: [...forest.column], split: [...forest.split] }).toMatchInlineSnapshot(`
      {
        "column": [
          2,
          0,
          0,
          1,
          0,
          0,
        ],
        "split": [
          8533,
          37622,
          17602,
          49642,
          41903,
          19023,
        ],
      }
    `);
    const shipped = drawForest({ trees: 100, depth: 8, weights: [5, 1, 1, 0.1], seed: 7 });
    expect([Bun.hash.crc32(shipped.column), Bun.hash.crc32(shipped.split)]).toMatchInlineSnapshot(`
      [
        3201865748,
        361912854,
      ]
    `);
  });

  test('shrinks the box along the path: every split lies in what its ancestors left', () => {
    const walk = (tree: number, node: number, low: readonly number[], high: readonly number[]): void => {
      if (node >= 2 ** FOREST.depth) return;
      const at = tree * (2 ** FOREST.depth - 1) + node - 1;
      const column = FOREST.column[at]!;
      const split = FOREST.split[at]!;
      expect(split).toBeGreaterThanOrEqual(Math.max(1, low[column]! - 1));
      expect(split).toBeLessThanOrEqual(high[column]!);
      walk(tree, 2 * node, low, high.with(column, split));
      walk(tree, 2 * node + 1, low.with(column, split), high);
    };
    for (let tree = 0; tree < FOREST.trees; tree++) walk(tree, 1, [0, 0, 0, 0], [SCALE, SCALE, SCALE, SCALE]);
  });

  test('draws columns by weight, and one without weight never', () => {
    const forest = drawForest({ trees: 100, depth: 6, weights: [6, 0, 3, 1], seed: 2 });
    const shares = [0, 0, 0, 0];
    for (const column of forest.column) shares[column]! += 1 / forest.column.length;
    for (const [column, expected] of [0.6, 0, 0.3, 0.1].entries())
      expect(Math.abs(shares[column]! - expected)).toBeLessThan(0.02);
    expect(shares[1]).toBe(0);
  });

  test('draws other trees for another seed and for each tree', () => {
    const draw = (seed: number) => drawForest({ trees: 2, depth: 5, weights: [1, 1], seed }).split;
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
    expect(draw(1).slice(0, 31)).not.toEqual(draw(1).slice(31));
  });
});

describe('isolation()', () => {
  //            column 0 at 100
  //      column 1 at 50    column 0 at 200
  const TREE: BoxForest = {
    trees: 1,
    depth: 2,
    columns: 2,
    column: Uint8Array.of(0, 1, 0),
    split: Uint16Array.of(100, 50, 200),
  };
  const FOUR = [
    [10, 10],
    [10, 60],
    [150, 0],
    [160, 9],
  ];

  test('addRow() counts what passes each node, as worked by hand', () => {
    // Unused; 4 at the root; 2 and 2 below; leaves: one each on the left, two and none on the right.
    expect([...countsOf(TREE, FOUR)]).toEqual([0, 4, 2, 2, 1, 1, 2, 0]);
  });

  test.each([
    // c(4) - 1 - c(2) = 13/6 - 2 for the first split; the second parts one from one: c(2) - 1 - c(1) = 0.
    ['one of two on the left', [10, 10], [1 / 6, 0], 2],
    // The second split, again on column 0, parts nothing: c(2) - 1 - c(2) = -1; path 2 + c(2).
    ['two that stay together', [150, 0], [1 / 6 - 1, 0], 3],
    // The second split leads to an empty leaf: c(2) - 1 - c(0) = 0; path 2.
    ['a value beyond all of them', [SCALE, 0], [1 / 6, 0], 2],
    ['a border value goes right', [100, 0], [1 / 6 - 1, 0], 3],
  ])('splits the isolation of %s by column', (_, asked, expected, path) => {
    const shares = new Float64Array(2);
    const total = isolation(TREE, countsOf(TREE, FOUR), asked, shares);
    expect(shares[0]).toBeCloseTo(expected[0]!, 12);
    expect(shares[1]).toBeCloseTo(expected[1]!, 12);
    expect(total).toBeCloseTo(13 / 6 - path, 12);
  });

  test('stops at once in an empty half: all credit to the first split', () => {
    const counts = countsOf(TREE, FOUR.slice(0, 2));
    const shares = new Float64Array(2);
    // c(2) - 1 - c(0) = 0 on column 0; the split on column 0 below is not walked.
    expect(isolation(TREE, counts, [SCALE, 0], shares)).toBeCloseTo(0, 12);
    // c(2) - 1 - c(2) = -1 on column 0, then c(2) - 1 - c(1) = 0 on column 1.
    expect(isolation(TREE, counts, [10, 10], shares)).toBeCloseTo(-1, 12);
    expect([...shares]).toEqual([-1, 0]);
  });

  test('says nothing of an empty forest and of one row', () => {
    const shares = new Float64Array(4).fill(9);
    expect(isolation(FOREST, emptyCounts(FOREST), [1, 2, 3, 4], shares)).toBe(0);
    expect([...shares]).toEqual([0, 0, 0, 0]);
    expect(isolation(FOREST, countsOf(FOREST, [[1, 2, 3, 4]]), [9, 9, 9, 9], shares)).toBe(0);
  });

  test('shares telescope: they add up to c(rows) less the mean path length', () => {
    const shares = new Float64Array(4);
    fc.assert(
      fc.property(rows, row, (past, asked) => {
        const counts = countsOf(FOREST, past);
        const total = isolation(FOREST, counts, asked, shares);
        const sum = shares.reduce((a, b) => a + b, 0);
        expect(Math.abs(sum - total)).toBeLessThan(1e-9);
        expect(Math.abs(total - (EXPECTED_PATH[past.length]! - meanPath(FOREST, counts, asked)))).toBeLessThan(1e-9);
      }),
      { numRuns: 150 },
    );
  });

  test('does not change the counts', () => {
    const counts = countsOf(
      FOREST,
      FOUR.map((one) => [...one, 0, 0]),
    );
    const before = counts.slice();
    isolation(FOREST, counts, [1, 2, 3, 4], new Float64Array(4));
    expect(counts).toEqual(before);
  });
});

describe('addRow()', () => {
  test('by ±1 in any order gives the counts of a forest built anew', () => {
    fc.assert(
      fc.property(rows, fc.array(fc.nat(), { maxLength: 40 }), row, (all, removals, last) => {
        const kept = [...all];
        const counts = countsOf(FOREST, all);
        for (const pick of removals) {
          if (kept.length === 0) break;
          addRow(FOREST, counts, kept.splice(pick % kept.length, 1)[0]!, -1);
        }
        addRow(FOREST, counts, last, 1);
        expect(counts).toEqual(countsOf(FOREST, [...kept, last]));
      }),
      { numRuns: 150 },
    );
  });

  test('does not mind the order of rows', () => {
    fc.assert(
      fc.property(rows, fc.array(fc.nat(), { minLength: 60, maxLength: 60 }), (all, order) => {
        const shuffled = all.map((one, place) => ({ one, key: order[place]! })).sort((a, b) => a.key - b.key);
        expect(
          countsOf(
            FOREST,
            shuffled.map(({ one }) => one),
          ),
        ).toEqual(countsOf(FOREST, all));
      }),
      { numRuns: 60 },
    );
  });

  test('holds a full window of equal rows, and none after they left', () => {
    const counts = emptyCounts(FOREST);
    const one = [5, 6, 7, SCALE];
    for (let n = 0; n < WINDOW; n++) addRow(FOREST, counts, one, 1);
    expect(Math.max(...counts)).toBe(WINDOW);
    for (let n = 0; n < WINDOW; n++) addRow(FOREST, counts, one, -1);
    expect(counts).toEqual(emptyCounts(FOREST));
  });
});

describe('a forest over the same rows', () => {
  const COLUMNS = 4;
  const wide = drawForest({ trees: 100, depth: 8, weights: [1, 1, 1, 1], seed: 1 });
  const scored = (counts: Counts, held: number, asked: readonly number[]): number => {
    const total = isolation(
      wide,
      counts,
      asked.map((v) => Math.round(v * SCALE)),
      new Float64Array(COLUMNS),
    );
    return isolationScore(EXPECTED_PATH[held]! - total, EXPECTED_PATH[held]!);
  };
  const quantised = (all: readonly (readonly number[])[]): number[][] =>
    all.map((one) => one.map((v) => Math.round(v * SCALE)));

  test('box splits see a value outside the training range, data-range splits do not', () => {
    // The last column never varied: nothing of it can be learnt by splitting what is there.
    const past = cloud({ rows: 200, columns: COLUMNS, seed: 4 }).map((one) => one.with(3, 0.1));
    const counts = countsOf(wide, quantised(past));
    const usual = [0.3, 0.3, 0.3, 0.1];
    const novel = usual.with(3, 1);
    const beyond = usual.with(0, 1);
    const past200 = past.map((one) => scored(counts, 200, one));
    for (const strange of [novel, beyond]) expect(scored(counts, 200, strange)).toBeGreaterThan(Math.max(...past200));
    expect(scored(counts, 200, novel)).toBeGreaterThan(scored(counts, 200, usual) + 0.1);

    const plain = fitForest({ rows: flat(past), columns: COLUMNS, trees: 100, sampleSize: 256, seed: 1 });
    const [usualScore, novelScore] = scoreForest(plain, flat([usual, novel]));
    expect(novelScore).toBe(usualScore);
  });

  test('known outliers rank first', () => {
    const all = cloud({ rows: 250, columns: COLUMNS, seed: 5 });
    const outliers = [3, 77, 130, 249];
    for (const [n, place] of outliers.entries())
      all[place] = all[place]!.with(n % COLUMNS, 0.97).map((v) => Math.min(1, v + 0.15));
    const counts = countsOf(wide, quantised(all));
    const scores = all.map((one) => scored(counts, all.length, one));
    expect(strangest(scores, outliers.length)).toEqual(outliers);
  });

  test('box and data-range splits agree where rows fill the box', () => {
    const all = cloud({ rows: 250, columns: COLUMNS, seed: 6 }).map((one) =>
      one.map((v) => Math.min(1, Math.max(0, (v - 0.05) * 2))),
    );
    const counts = countsOf(wide, quantised(all));
    const box = all.map((one) => scored(counts, all.length, one));
    const plain = scoreForest(
      fitForest({ rows: flat(all), columns: COLUMNS, trees: 200, sampleSize: 256, seed: 2 }),
      flat(all),
    );
    expect(rankCorrelation(box, plain)).toBeGreaterThan(0.85);
  });
});
