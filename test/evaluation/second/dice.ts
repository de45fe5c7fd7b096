// Chance for the second simulator: hashes that give the same answer whenever asked, and draws from one stream.
// Only + - * / and sqrt decide anything, so that every platform draws alike.

import { type Random, seededRandom } from '../../../src/platform/random.ts';

/** A 32-bit hash of numbers; equal numbers, equal hash. */
export function hashOf(...parts: readonly number[]): number {
  let state = 0x9e3779b9;
  for (const part of parts) {
    state = Math.imul(state ^ (part | 0), 0x85ebca6b);
    state ^= state >>> 13;
    state = Math.imul(state ^ Math.floor(part / 4294967296), 0xc2b2ae35);
    state ^= state >>> 16;
  }
  state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d);
  state ^= state >>> 12;
  return (state ^ (state >>> 15)) >>> 0;
}

/** The same as {@link hashOf}, as a number in [0, 1). */
export function unitOf(...parts: readonly number[]): number {
  return hashOf(...parts) / 4294967296;
}

/** A 32-bit hash of text. */
export function hashText(text: string): number {
  let state = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) state = Math.imul(state ^ text.charCodeAt(index), 0x01000193);
  return hashOf(state);
}

/** Weighted choice by a number in [0, 1). */
export function byWeight<T>(items: readonly T[], weight: (item: T) => number, unit: number): T {
  let total = 0;
  for (const item of items) total += weight(item);
  let left = unit * total;
  for (const item of items) {
    left -= weight(item);
    if (left < 0) return item;
  }
  const last = items.at(-1);
  if (last === undefined) throw new Error('Cannot choose: nothing to choose from');
  return last;
}

export interface Dice {
  /** Uniform in [0, 1). */
  unit(): number;
  chance(probability: number): boolean;
  /** Uniform in [low, high). */
  between(low: number, high: number): number;
  /** Whole number in low..high, both included. */
  whole(low: number, high: number): number;
  pick<T>(items: readonly T[]): T;
  weighted<T>(items: readonly (readonly [T, number])[]): T;
  /** Roughly normal: the sum of six uniforms, scaled; never beyond 4.3 deviations. */
  around(mean: number, deviation: number): number;
  /** How often something happens that is expected `mean` times, of at most 24 chances. */
  count(mean: number): number;
  shuffled<T>(items: readonly T[]): T[];
  /** A 32-bit number, to hash with. */
  salt(): number;
}

/** Draws from one stream; two streams of other seeds do not disturb each other. */
export function diceOf(...seed: readonly number[]): Dice {
  const random: Random = seededRandom(hashOf(...seed));
  const whole = (low: number, high: number): number => low + Math.floor(random() * (high - low + 1));
  const pick = <T>(items: readonly T[]): T => {
    const item = items[Math.floor(random() * items.length)];
    if (item === undefined) throw new Error('Cannot choose: nothing to choose from');
    return item;
  };
  return {
    unit: random,
    chance: (probability) => random() < probability,
    between: (low, high) => low + random() * (high - low),
    whole,
    pick,
    weighted: (items) => byWeight(items, (item) => item[1], random())[0],
    around: (mean, deviation) => {
      let sum = -3;
      for (let index = 0; index < 6; index += 1) sum += random();
      return mean + sum * Math.sqrt(2) * deviation;
    },
    count: (mean) => {
      let sum = 0;
      const probability = Math.min(1, mean / 24);
      for (let index = 0; index < 24; index += 1) if (random() < probability) sum += 1;
      return sum;
    },
    shuffled: (items) => {
      const copy = [...items];
      for (let index = copy.length - 1; index > 0; index -= 1) {
        const other = Math.floor(random() * (index + 1));
        [copy[index], copy[other]] = [copy[other]!, copy[index]!];
      }
      return copy;
    },
    salt: () => Math.floor(random() * 4294967296),
  };
}
