import { expect, test } from 'bun:test';
import fc from 'fast-check';
import { rarity, surprise } from '../../src/features/surprise.ts';

test.each([
  ["every day's key of 400 sign-ins", { own: 400, ownTotal: 400, others: 100, othersTotal: 200 }, 0.0003],
  ['new to the user, had by half of 200 colleagues', { own: 0, ownTotal: 400, others: 100, othersTotal: 200 }, 0.466],
  ['new to everybody', { own: 0, ownTotal: 400, others: 0, othersTotal: 200 }, 1],
  // No past: -ln((100.05) / 201) / 12, the rarity in the organisation.
  ['no past, had by half of 200 colleagues', { own: 0, ownTotal: 0, others: 100, othersTotal: 200 }, 0.0581],
  // p = 0.05 of nobody: -ln(0.05) / 12.
  ['the first sign-in of the first user', { own: 0, ownTotal: 0, others: 0, othersTotal: 0 }, 0.2496],
  // p = (1 + 3 * 0.05) / (1 + 3).
  ['the second sign-in with the same key, alone', { own: 1, ownTotal: 1, others: 0, othersTotal: 0 }, 0.1039],
])('surprise() of %s', (_, counts, expected) => {
  expect(surprise(counts)).toBeCloseTo(expected, 3);
});

const count = fc.integer({ min: 0, max: 10_000 });

test('surprise() stays in [0, 1], falls with own and with colleagues who have it, grows with a past that lacks it', () => {
  fc.assert(
    fc.property(count, count, count, count, (a, b, c, d) => {
      const counts = {
        own: Math.min(a, b),
        ownTotal: Math.max(a, b),
        others: Math.min(c, d),
        othersTotal: Math.max(c, d),
      };
      const value = surprise(counts);
      expect(value).toBeGreaterThanOrEqual(0);
      expect(value).toBeLessThanOrEqual(1);
      expect(surprise({ ...counts, own: counts.own + 1, ownTotal: counts.ownTotal + 1 })).toBeLessThanOrEqual(value);
      expect(
        surprise({ ...counts, others: counts.others + 1, othersTotal: counts.othersTotal + 1 }),
      ).toBeLessThanOrEqual(value);
      expect(surprise({ ...counts, ownTotal: counts.ownTotal + 1 })).toBeGreaterThanOrEqual(value);
    }),
  );
});

test.each([
  [0, 0, 1],
  [0, 200, 1],
  [200, 200, 0],
  [1, 3, 0.5],
  // More than all: a colleague left, the count is still of those who were.
  [9, 3, 0],
])('rarity(%d of %d) is %d', (others, all, expected) => {
  expect(rarity(others, all)).toBeCloseTo(expected, 10);
});
