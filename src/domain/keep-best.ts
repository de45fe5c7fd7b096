// The best few of however many, in order, without holding the others.

import type { Cut } from './report.ts';

export interface Best<T> {
  add(item: T): void;
  /** Whether the item would be kept: saves making it where it is costly. */
  wants(item: T): boolean;
  cut(): Cut<T>;
}

/** Keeps the first `most` in the order of `compare`; of equals the earlier one. */
export function keepBest<T>(most: number, compare: (a: T, b: T) => number): Best<T> {
  const kept: T[] = [];
  let all = 0;
  const wants = (item: T): boolean => kept.length < most || (most > 0 && compare(item, kept.at(-1)!) < 0);
  return {
    wants,
    add(item) {
      all += 1;
      if (!wants(item)) return;
      let low = 0;
      let high = kept.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (compare(item, kept[middle]!) < 0) high = middle;
        else low = middle + 1;
      }
      kept.splice(low, 0, item);
      if (kept.length > most) kept.pop();
    },
    cut: () => ({ shown: [...kept], all }),
  };
}
