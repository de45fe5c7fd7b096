// Dice and hashes of the sector companies: everything random comes from a seed, without Math.log or Math.exp.

import { exp2 } from '../../../src/domain/exact-math.ts';
import { seededRandom } from '../../../src/platform/random.ts';

export interface Dice {
  /** Uniform in [from, to). */
  between(from: number, to: number): number;
  /** Whole number in [0, n). */
  int(n: number): number;
  chance(share: number): boolean;
  pick<T>(list: readonly T[]): T;
  weighted<T>(list: readonly T[], weight: (one: T) => number): T;
  /** About normal, mean 0, deviation 1 (sum of uniforms, never beyond 3.5). */
  normal(): number;
  /** Poisson with this mean. */
  count(mean: number): number;
  /** Median 1; 2 to the power of a normal with this deviation. */
  spread(octaves: number): number;
}

/** One 32-bit number out of several, well mixed. */
export function mix(...numbers: readonly number[]): number {
  let h = 0x9e3779b9;
  for (const n of numbers) {
    h = Math.imul(h ^ (n >>> 0), 0x85ebca6b);
    h ^= h >>> 13;
    h = Math.imul(h, 0xc2b2ae35);
    h ^= h >>> 16;
  }
  return h >>> 0;
}

export function dice(...seeds: readonly number[]): Dice {
  const random = seededRandom(mix(...seeds));
  const int = (n: number) => Math.floor(random() * n);
  const normal = () => {
    let sum = 0;
    for (let i = 0; i < 4; i += 1) sum += random();
    return (sum - 2) * Math.sqrt(3);
  };
  return {
    between: (from, to) => from + random() * (to - from),
    int,
    chance: (share) => random() < share,
    pick: (list) => list[int(list.length)]!,
    weighted(list, weight) {
      let rest = random() * list.reduce((sum, one) => sum + weight(one), 0);
      for (const one of list) {
        rest -= weight(one);
        if (rest < 0) return one;
      }
      return list.at(-1)!;
    },
    normal,
    count(mean) {
      const limit = exp2(-mean / Math.LN2);
      let n = 0;
      for (let p = random(); p > limit && n < 50; p *= random()) n += 1;
      return n;
    },
    spread: (octaves) => exp2(octaves * normal()),
  };
}
