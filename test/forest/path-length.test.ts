// Path lengths against exact fractions, made another way: the mean depth of a leaf in a random binary tree, from its recurrence.

import { expect, test } from 'bun:test';
import { EXPECTED_PATH, expectedPaths, isolationScore } from '../../src/forest/path-length.ts';

/** c(n) as written in lowest terms, by hand. */
const BY_HAND: readonly (readonly [n: number, over: number, under: number])[] = [
  [0, 0, 1],
  [1, 0, 1],
  [2, 1, 1],
  [3, 5, 3],
  [4, 13, 6],
  [5, 77, 30],
  [6, 29, 10],
  [7, 223, 70],
  [8, 481, 140],
  [9, 4609, 1260],
  [10, 4861, 1260],
];

interface Fraction {
  readonly over: bigint;
  readonly under: bigint;
}

/**
 * Exact c(0..most): a tree of n leaves is a first split into k and n - k, each k as likely, so that
 * c(n) = 1 + 2 / (n (n - 1)) * sum of k c(k) for k = 1..n-1. No harmonic number in it.
 */
function exactPaths(most: number): Fraction[] {
  const table: Fraction[] = [
    { over: 0n, under: 1n },
    { over: 0n, under: 1n },
  ];
  let sum: Fraction = { over: 0n, under: 1n };
  for (let n = 2; n <= most; n++) {
    const last = table[n - 1]!;
    sum = reduced(sum.over * last.under + BigInt(n - 1) * last.over * sum.under, sum.under * last.under);
    const pairs = BigInt(n) * BigInt(n - 1);
    table.push(reduced(pairs * sum.under + 2n * sum.over, pairs * sum.under));
  }
  return table;
}

function reduced(over: bigint, under: bigint): Fraction {
  let a = over;
  let b = under;
  while (b !== 0n) [a, b] = [b, a % b];
  return { over: over / a, under: under / a };
}

function toNumber({ over, under }: Fraction): number {
  return Number((over * 10n ** 25n) / under) / 1e25;
}

const EXACT = exactPaths(256);

test.each(BY_HAND)('EXPECTED_PATH holds c(%d) = %d/%d', (n, over, under) => {
  expect(EXPECTED_PATH[n]).toBeCloseTo(over / under, 14);
  expect(EXACT[n]).toEqual({ over: BigInt(over), under: BigInt(under) });
});

test('EXPECTED_PATH holds the exact c(n) up to 256', () => {
  for (let n = 0; n <= 256; n++) expect(Math.abs(EXPECTED_PATH[n]! - toNumber(EXACT[n]!))).toBeLessThan(1e-13);
  expect(EXPECTED_PATH[256]).toBeCloseTo(10.24869, 4);
});

test('expectedPaths() grows with n and agrees with itself at any size', () => {
  const long = expectedPaths(3000);
  expect(long).toHaveLength(3001);
  for (let n = 2; n <= 3000; n++) expect(long[n]!).toBeGreaterThan(long[n - 1]!);
  expect([...long.slice(0, 1025)]).toEqual([...EXPECTED_PATH]);
  expect([...expectedPaths(0)]).toEqual([0]);
});

test.each([
  [0, 10, 1],
  [10, 10, 0.5],
  [20, 10, 0.25],
  [5, 10, Math.SQRT1_2],
  [3, 0, 0.5],
  [0, 0, 0.5],
])('isolationScore(%d, %d) is %d', (path, expected, score) => {
  expect(isolationScore(path, expected)).toBeCloseTo(score, 14);
});

test('isolationScore() is 2^(-path/expected) and falls as the path grows, however long', () => {
  let before = 2;
  for (let path = 0; path <= 60; path += 0.05) {
    const score = isolationScore(path, 10.2);
    expect(Math.abs(score / 2 ** (-path / 10.2) - 1)).toBeLessThan(1e-13);
    expect(score).toBeLessThan(before);
    before = score;
  }
  expect(isolationScore(1e9, 1)).toBeGreaterThanOrEqual(0);
  expect(isolationScore(Number.POSITIVE_INFINITY, 1)).toBeLessThan(1e-300);
});
