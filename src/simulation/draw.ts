// Drawing from distributions with + - * / and exact logarithms only, so that a seed means the same company on every platform.

import { exp2, ln } from '../domain/exact-math.ts';
import { seededRandom } from '../platform/random.ts';

export interface Draw {
  /** Uniform in [0, 1). */
  next(): number;
  /** Uniform in [low, high). */
  between(low: number, high: number): number;
  /** Whole number, both ends included. */
  int(low: number, high: number): number;
  chance(probability: number): boolean;
  pick<T>(list: readonly T[]): T;
  weighted<T>(list: readonly (readonly [weight: number, value: T])[]): T;
  /** Mean given; memoryless. */
  exponential(mean: number): number;
  /** Bell-shaped (sum of four uniforms), within two deviations or so. */
  bell(mean: number, deviation: number): number;
  /** Uniform in the logarithm: small values as likely as large ones. */
  logBetween(low: number, high: number): number;
  /** A count with this mean. */
  count(mean: number): number;
  shuffle<T>(list: readonly T[]): T[];
  /** An independent stream: what one draws leaves the other as it is. */
  fork(name: string | number): Draw;
}

/** FNV-1a over text and numbers, 32 bits, finished so that neighbours differ in every bit. */
export function hash32(...parts: readonly (string | number)[]): number {
  let h = 0x811c9dc5;
  for (const part of parts) {
    if (typeof part === 'number') {
      h = Math.imul(h ^ (part >>> 0), 0x01000193);
      h = Math.imul(h ^ Math.floor(part / 4294967296), 0x01000193);
    } else for (let i = 0; i < part.length; i++) h = Math.imul(h ^ part.charCodeAt(i), 0x01000193);
    h ^= h >>> 15;
  }
  h = Math.imul(h ^ (h >>> 16), 0x7feb352d);
  h = Math.imul(h ^ (h >>> 15), 0x846ca68b);
  return (h ^ (h >>> 16)) >>> 0;
}

/** Uniform in [0, 1) from what identifies a thing: always the same for the same thing. */
export function hashUnit(...parts: readonly (string | number)[]): number {
  return hash32(...parts) / 4294967296;
}

export function createDraw(seed: number): Draw {
  const next = seededRandom(seed);
  const draw: Draw = {
    next,
    between: (low, high) => low + next() * (high - low),
    int: (low, high) => low + Math.floor(next() * (high - low + 1)),
    chance: (probability) => next() < probability,
    pick: (list) => {
      const found = list[Math.floor(next() * list.length)];
      if (found === undefined) throw new RangeError('Cannot pick: the list is empty');
      return found;
    },
    weighted: (list) => {
      let total = 0;
      for (const [weight] of list) total += weight;
      let left = next() * total;
      for (const [weight, value] of list) {
        left -= weight;
        if (left < 0) return value;
      }
      const last = list.at(-1);
      if (!last) throw new RangeError('Cannot pick: the list is empty');
      return last[1];
    },
    exponential: (mean) => -mean * ln(1 - next()),
    bell: (mean, deviation) => mean + deviation * 1.7320508 * (next() + next() + next() + next() - 2),
    logBetween: (low, high) => low * exp2((next() * ln(high / low)) / Math.LN2),
    count: (mean) => {
      let left = mean;
      let found = -1;
      do {
        left += ln(1 - next());
        found++;
      } while (left > 0 && found < 200);
      return found;
    },
    shuffle: (list) => {
      const copy = [...list];
      for (let i = copy.length - 1; i > 0; i--) {
        const j = Math.floor(next() * (i + 1));
        [copy[i], copy[j]] = [copy[j] as (typeof copy)[number], copy[i] as (typeof copy)[number]];
      }
      return copy;
    },
    fork: (name) => createDraw(hash32(seed, name)),
  };
  return draw;
}
