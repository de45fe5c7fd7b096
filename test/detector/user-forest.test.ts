import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { shippedDetector } from '../../src/detector/shipped.ts';
import { forestBase, learnRow, OWN_ROWS, openUserForest } from '../../src/detector/user-forest.ts';
import { addRow, drawForest, emptyCounts, SCALE, WINDOW } from '../../src/forest/box-forest.ts';

const FOREST = drawForest({ trees: 6, depth: 4, weights: [1, 2, 1], seed: 3 });
const POPULATION = Array.from({ length: WINDOW }, (_, n) => Uint16Array.of((n * 257) % SCALE, (n * 7919) % SCALE, n));
const BASE = forestBase(FOREST, POPULATION);

const row = (n: number): Uint16Array => Uint16Array.of((n * 104_729) % SCALE, (n * 31) % SCALE, SCALE - n);

describe('learnRow()', () => {
  test('always holds WINDOW rows: the newest OWN_ROWS own ones and typical ones for the rest', () => {
    const counts = [1, 2, OWN_ROWS - 1, OWN_ROWS, OWN_ROWS + 1, OWN_ROWS + 100, 2 * OWN_ROWS + 5];
    for (const learnt of counts) {
      const user = openUserForest(BASE);
      for (let n = 0; n < learnt; n++) learnRow(BASE, user, row(n));
      const expected = emptyCounts(FOREST);
      for (const typical of POPULATION.slice(Math.min(learnt, OWN_ROWS))) addRow(FOREST, expected, typical, 1);
      for (let n = Math.max(0, learnt - OWN_ROWS); n < learnt; n++) addRow(FOREST, expected, row(n), 1);
      expect(user.counts).toEqual(expected);
      for (let tree = 0; tree < FOREST.trees; tree++)
        expect(user.counts[tree * 2 ** (FOREST.depth + 1) + 1]).toBe(WINDOW);
    }
  });

  test('keeps a copy: the row may change afterwards, and typical rows never do', () => {
    const before = BASE.counts.slice();
    const user = openUserForest(BASE);
    const mine = row(1);
    learnRow(BASE, user, mine);
    mine.fill(9);
    for (let n = 0; n < OWN_ROWS; n++) learnRow(BASE, user, row(n));
    const again = openUserForest(BASE);
    for (let n = 0; n < OWN_ROWS; n++) learnRow(BASE, again, row(n));
    expect(user.counts).toEqual(again.counts);
    expect(BASE.counts).toEqual(before);
  });
});

describe('openUserForest()', () => {
  test('goes on from stored rows as if it had never been away', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 * OWN_ROWS }), fc.integer({ min: 0, max: 40 }), (before, after) => {
        const user = openUserForest(BASE);
        for (let n = 0; n < before; n++) learnRow(BASE, user, row(n));
        const stored = user.rows.slice(0, user.held * FOREST.columns);
        const loaded = openUserForest(BASE, stored, user.next);
        for (let n = before; n < before + after; n++) for (const one of [user, loaded]) learnRow(BASE, one, row(n));
        expect(loaded).toEqual(user);
      }),
      { numRuns: 40 },
    );
  });
});

test('forestBase() refuses a population of another size', () => {
  expect(() => forestBase(FOREST, POPULATION.slice(1))).toThrow(
    new RangeError(`Expected ${WINDOW} typical rows: got ${WINDOW - 1}`),
  );
});

test('the shipped population fits the shipped columns', () => {
  const { base } = shippedDetector();
  expect(base.population).toHaveLength(WINDOW);
  for (const one of base.population) expect(one).toHaveLength(base.forest.columns);
});
