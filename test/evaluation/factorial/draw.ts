// Draws for the factorial simulator: wide, heavy-tailed, equal on every platform (no Math.log and friends).

import { exp2, ln, sinCosDegrees } from '../../../src/domain/exact-math.ts';
import type { Random } from '../../../src/platform/random.ts';

const LN_2 = Math.LN2;

export function chance(random: Random, probability: number): boolean {
  return random() < probability;
}

/** Log-uniform between two positive numbers: as often below as above their geometric mean. */
export function wide(random: Random, range: readonly [low: number, high: number]): number {
  const low = ln(range[0]);
  return exp2((low + random() * (ln(range[1]) - low)) / LN_2);
}

/** Whole number from low to high, both included. */
export function whole(random: Random, range: readonly [low: number, high: number]): number {
  return range[0] + Math.floor(random() * (range[1] - range[0] + 1));
}

export function pick<T>(random: Random, items: readonly T[]): T {
  return items[Math.floor(random() * items.length)]!;
}

/** One of the items, in proportion to its weight. */
export function weighted<T>(random: Random, items: readonly T[], weight: (item: T) => number): T {
  let sum = 0;
  for (const item of items) sum += weight(item);
  let rest = random() * sum;
  for (const item of items) {
    rest -= weight(item);
    if (rest < 0) return item;
  }
  return items[items.length - 1]!;
}

/** A key of the table, in proportion to its value. */
export function choose<K extends string>(random: Random, table: Readonly<Record<K, number>>): K {
  return weighted(random, Object.keys(table) as K[], (key) => table[key]);
}

export function normal(random: Random): number {
  const radius = Math.sqrt(-2 * ln(1 - random()));
  return radius * sinCosDegrees(360 * random()).cos;
}

/** A factor around 1 with a heavy tail. */
export function factor(random: Random, spread: number): number {
  return exp2((normal(random) * spread) / LN_2);
}

export function poisson(random: Random, mean: number): number {
  if (mean > 30) return Math.max(0, Math.round(mean + normal(random) * Math.sqrt(mean)));
  let count = -1;
  let sum = 0;
  while (sum <= mean) {
    sum += -ln(1 - random());
    count++;
  }
  return count;
}

/** A number in [0, 1) that depends on the given whole numbers alone. */
export function hashed(a: number, b: number, c = 0): number {
  let h = Math.imul(a ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul((b | 0) + 0x165667b1, 0xc2b2ae35);
  h = Math.imul(h ^ (h >>> 15) ^ Math.imul(c + 0x27d4eb2f, 0x2c1b3c6d), 0x297a2d39);
  h = Math.imul(h ^ (h >>> 13), 0x85ebca6b);
  return ((h ^ (h >>> 16)) >>> 0) / 4294967296;
}
