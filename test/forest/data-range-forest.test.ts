import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { IsolationForest } from 'isolation-forest';
import { type DataRangeForest, fitForest, scoreForest } from '../../src/forest/data-range-forest.ts';
import { expectedPaths } from '../../src/forest/path-length.ts';
import { cloud, flat, rankCorrelation, strangest } from './rows.ts';

const FIT = { trees: 50, sampleSize: 256, seed: 1 };

const isLeaf = (forest: DataRangeForest, node: number): boolean => forest.child[node] === node;

/** Leaves of a tree: how deep they lie and the path length they say. */
function leavesOf(forest: DataRangeForest, tree: number): { depth: number; length: number }[] {
  const leaves: { depth: number; length: number }[] = [];
  const walk = (node: number, depth: number): void => {
    if (isLeaf(forest, node)) leaves.push({ depth, length: forest.path[node]! });
    else for (const side of [0, 1]) walk(forest.child[node]! + side, depth + 1);
  };
  walk(forest.roots[tree]!, 0);
  return leaves;
}

describe('fitForest()', () => {
  test('grows the only tree there is on two rows', () => {
    const forest = fitForest({ rows: Float64Array.of(1, 3), columns: 1, trees: 1, sampleSize: 256, seed: 5 });
    expect([...forest.child]).toEqual([1, 1, 2]);
    expect([...forest.column]).toEqual([0, 0, 0]);
    expect(forest.split[0]).toBeGreaterThan(1);
    expect(forest.split[0]).toBeLessThanOrEqual(3);
    expect([...forest.split.slice(1)]).toEqual([Number.NaN, Number.NaN]);
    expect([...forest.path.slice(1)]).toEqual([1, 1]);
    // Path 1 = c(2) for both rows: 0.5.
    expect([...scoreForest(forest, Float64Array.of(1, 3))]).toEqual([0.5, 0.5]);
  });

  test('works the tree of three rows as by hand', () => {
    // One row is parted by the first split (path 1), the two others by the second (path 2): c(3) = 5/3.
    const rows = Float64Array.of(0, 0.1, 5);
    const forest = fitForest({ rows, columns: 1, trees: 1, sampleSize: 3, seed: 3 });
    const scores = [...scoreForest(forest, rows)].sort((a, b) => a - b);
    const expected = [2 ** -1.2, 2 ** -1.2, 2 ** -0.6];
    for (const [place, score] of scores.entries()) expect(score).toBeCloseTo(expected[place]!, 12);
  });

  test.each([
    [1, 0],
    [2, 1],
    [3, 2],
    [4, 2],
    [5, 3],
    [256, 8],
    [257, 9],
  ])('keeps to a height of ⌈log2 %d⌉ = %d and holds every row of the sample once', (sampleSize, height) => {
    const rows = flat(cloud({ rows: 300, columns: 3, seed: 2 }));
    const forest = fitForest({ rows, columns: 3, trees: 8, sampleSize, seed: 4 });
    const paths = expectedPaths(sampleSize);
    for (let tree = 0; tree < forest.trees; tree++) {
      const leaves = leavesOf(forest, tree);
      for (const leaf of leaves) expect(leaf.depth).toBeLessThanOrEqual(height);
      // A leaf's path is its depth plus c(rows held): read the rows back.
      const held = leaves.map((leaf) =>
        paths.findIndex((path, n) => n > 0 && Math.abs(path - (leaf.length - leaf.depth)) < 1e-9),
      );
      expect(held.reduce((sum, n) => sum + n, 0)).toBe(sampleSize);
    }
  });

  test('draws a sub-sample without replacement, another for each tree', () => {
    // Distinct values and no height limit in reach: a row drawn twice could not be parted from itself.
    const rows = Float64Array.from({ length: 50 }, (_, n) => n);
    const forest = fitForest({ rows, columns: 1, trees: 40, sampleSize: 2, seed: 9 });
    for (let tree = 0; tree < 40; tree++) expect(leavesOf(forest, tree)).toHaveLength(2);
    expect(new Set(forest.split.filter((_, node) => !isLeaf(forest, node))).size).toBeGreaterThan(30);
  });

  test('splits only on columns that vary, each about as often', () => {
    const rows = flat(cloud({ rows: 200, columns: 2, seed: 3 }).map(([a, b]) => [7, a!, 7, b!, 0]));
    const forest = fitForest({ rows, columns: 5, trees: 100, sampleSize: 128, seed: 1 });
    const used = [0, 0, 0, 0, 0];
    for (const [node, column] of forest.column.entries()) if (!isLeaf(forest, node)) used[column]! += 1;
    expect([used[0], used[2], used[4]]).toEqual([0, 0, 0]);
    expect(used[1]! / (used[1]! + used[3]!)).toBeGreaterThan(0.47);
    expect(used[1]! / (used[1]! + used[3]!)).toBeLessThan(0.53);
  });

  test.each([
    ['no row', { rows: new Float64Array(0) }, 'expected rows of 2 values: got 0 values'],
    ['half a row', { rows: new Float64Array(3) }, 'expected rows of 2 values: got 3 values'],
    ['NaN', { rows: Float64Array.of(1, Number.NaN) }, 'every value must be finite: got NaN'],
    ['infinity', { rows: Float64Array.of(1, Number.NEGATIVE_INFINITY) }, 'every value must be finite: got -Infinity'],
    ['no tree', { trees: 0 }, 'trees must be a whole number from 1: got 0'],
    ['half a sample', { sampleSize: 0.5 }, 'sampleSize must be a whole number from 1: got 0.5'],
    ['no column', { columns: 0 }, 'columns must be a whole number from 1: got 0'],
  ])('refuses %s', (_, wrong, message) => {
    const right = { ...FIT, rows: Float64Array.of(1, 2), columns: 2 };
    expect(() => fitForest({ ...right, ...wrong })).toThrow(new RangeError(`Cannot fit a forest: ${message}`));
  });
});

describe('scoreForest()', () => {
  test.each([
    ['one row', [0.2, 0.4]],
    ['constant rows', [1, 2, 1, 2, 1, 2, 1, 2]],
  ])('is 0.5 for everything after %s', (_, rows) => {
    const forest = fitForest({ ...FIT, rows: Float64Array.from(rows), columns: 2 });
    for (const score of scoreForest(forest, Float64Array.of(1, 2, -9, 1e300, Number.NaN, 0)))
      expect(score).toBeCloseTo(0.5, 12);
  });

  test('refuses half a row and takes none', () => {
    const forest = fitForest({ ...FIT, rows: Float64Array.of(1, 2, 3, 4), columns: 2 });
    expect(() => scoreForest(forest, new Float64Array(3))).toThrow(RangeError);
    expect(scoreForest(forest, new Float64Array(0))).toHaveLength(0);
  });

  test('stays in (0, 1] and is never NaN, whatever the values', () => {
    const value = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.constantFrom(0, -0, 1, 5e-324, 1.7e308, -1.7e308),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(value, value), { minLength: 1, maxLength: 24 }), fc.integer(), (rows, seed) => {
        const forest = fitForest({ rows: flat(rows), columns: 2, trees: 5, sampleSize: 16, seed });
        const asked = Float64Array.of(
          ...rows.flat(),
          Number.NaN,
          Number.POSITIVE_INFINITY,
          Number.NEGATIVE_INFINITY,
          0,
        );
        for (const score of scoreForest(forest, asked)) {
          expect(score).toBeGreaterThan(0);
          expect(score).toBeLessThanOrEqual(1);
        }
        for (let tree = 0; tree < 5; tree++)
          expect(leavesOf(forest, tree).length).toBeLessThanOrEqual(Math.min(16, rows.length));
      }),
      { numRuns: 100 },
    );
  });

  test('parts values with no number between them', () => {
    const next = 1 + Number.EPSILON;
    const forest = fitForest({ ...FIT, rows: Float64Array.of(1, next, 1, 1, 1, 1, 1, 1), columns: 1 });
    const [same, other] = scoreForest(forest, Float64Array.of(1, next));
    expect(other!).toBeGreaterThan(same!);
    const paths = expectedPaths(8);
    for (let tree = 0; tree < FIT.trees; tree++)
      expect(leavesOf(forest, tree)).toEqual([
        { depth: 1, length: 1 + paths[7]! },
        { depth: 1, length: 1 },
      ]);
  });

  test('gives the same scores for the same seed, others for another', () => {
    const rows = flat(cloud({ rows: 100, columns: 4, seed: 5 }));
    const scores = (seed: number) => scoreForest(fitForest({ ...FIT, rows, columns: 4, sampleSize: 64, seed }), rows);
    expect(scores(7)).toEqual(scores(7));
    expect(scores(7)).not.toEqual(scores(8));
    expect(scores(-1)).toEqual(scores(0xffffffff));
  });

  test('gives these numbers on every platform', () => {
    const rows = Float64Array.of(0, 0, 1, 0.5, 2, 0.25, 3, 0.75, 50, 9);
    const scores = scoreForest(fitForest({ rows, columns: 2, trees: 10, sampleSize: 4, seed: 42 }), rows);
    expect([...scores]).toMatchInlineSnapshot(`
      [
        0.46403569538542033,
        0.40829740620801513,
        0.435275281648062,
        0.44942548659777093,
        0.6812016554482383,
      ]
    `);
  });

  test('scores a row alone as among others', () => {
    const rows = cloud({ rows: 60, columns: 3, seed: 6 });
    const forest = fitForest({ ...FIT, rows: flat(rows), columns: 3 });
    const together = scoreForest(forest, flat(rows));
    for (const [place, row] of rows.entries()) expect(scoreForest(forest, flat([row]))[0]).toBe(together[place]);
  });

  test('ranks known outliers first', () => {
    const rows = cloud({ rows: 300, columns: 4, seed: 7 });
    const outliers = [11, 80, 150, 222, 299];
    for (const [n, place] of outliers.entries())
      rows[place] = rows[place]!.map((v, column) => (column === n % 4 ? v + 1 : v + 0.3));
    const scores = scoreForest(fitForest({ ...FIT, trees: 100, rows: flat(rows), columns: 4 }), flat(rows));
    expect(strangest(scores, 5)).toEqual(outliers);
    for (const place of outliers) expect(scores[place]).toBeGreaterThan(0.6);
  });

  test('does not see what lies beyond the training range', () => {
    const rows = cloud({ rows: 200, columns: 2, seed: 8 }).map(([a, b]) => [a!, b!, 0.4]);
    const forest = fitForest({ ...FIT, rows: flat(rows), columns: 3 });
    const greatest = Math.max(...rows.map((row) => row[0]!));
    const [usual, never, edge, beyond] = scoreForest(
      forest,
      flat([
        [0.3, 0.3, 0.4],
        [0.3, 0.3, 1],
        [greatest, 0.3, 0.4],
        [1e6, 0.3, 0.4],
      ]),
    );
    expect(never).toBe(usual);
    expect(beyond).toBe(edge);
  });

  test('ranks rows as the isolation-forest package does where all rows are its sub-sample', () => {
    const rows = cloud({ rows: 200, columns: 5, seed: 9 });
    for (let n = 0; n < 20; n++) rows[n * 10] = rows[n * 10]!.map((v) => v + n / 60);
    const peer = new IsolationForest(300, 256);
    peer.fit(rows.map((row) => Object.fromEntries(row.map((v, column) => [String(column), v]))));
    const theirs = peer.scores();
    const ours = scoreForest(
      fitForest({ rows: flat(rows), columns: 5, trees: 300, sampleSize: 256, seed: 1 }),
      flat(rows),
    );
    expect(rankCorrelation(ours, theirs)).toBeGreaterThan(0.97);
    const apart = theirs.map((score, place) => Math.abs(score - ours[place]!));
    expect(apart.reduce((sum, one) => sum + one, 0) / apart.length).toBeLessThan(0.02);
  });
});
