// The memory of recent answers keeps what is used and stays within its bound.

import { expect, test } from 'bun:test';
import { recentCache } from '../../src/geo/cache.ts';

test('recentCache() keeps an entry that is asked for again and again, and drops one that is not', () => {
  const cache = recentCache<number>(10);
  cache.set('kept', 1);
  cache.set('dropped', 2);
  for (let i = 0; i < 100; i += 1) {
    cache.set(`x${i}`, i);
    expect(cache.get('kept')).toBe(1);
  }
  expect(cache.get('dropped')).toBeUndefined();
  let held = 0;
  for (let i = 0; i < 100; i += 1) if (cache.get(`x${i}`) !== undefined) held += 1;
  expect(held).toBeLessThanOrEqual(10);
});
