// Numbers that may not move: a seed must mean the same company on every platform and in every release.

import { expect, test } from 'bun:test';
import { createDraw, hash32, hashUnit } from '../../src/simulation/draw.ts';

test('createDraw() and hash32() give pinned numbers', () => {
  const draw = createDraw(1);
  const rounded = (x: number) => Math.round(x * 1e9) / 1e9;
  expect({
    next: rounded(draw.next()),
    exponential: rounded(draw.exponential(3)),
    bell: rounded(draw.bell(10, 2)),
    log: rounded(draw.logBetween(0.1, 10)),
    count: draw.count(4),
    shuffle: draw.shuffle([1, 2, 3, 4, 5]),
    fork: rounded(draw.fork('a').next()),
    hash: hash32('company', 1),
  }).toMatchInlineSnapshot(`
    {
      "bell": 12.625717682,
      "count": 2,
      "exponential": 0.00821841,
      "fork": 0.9734809,
      "hash": 45618160,
      "log": 1.681425855,
      "next": 0.627073941,
      "shuffle": [
        4,
        5,
        1,
        2,
        3,
      ],
    }
  `);
});

test('a fork draws the same whatever its parent drew before', () => {
  const one = createDraw(5);
  const two = createDraw(5);
  two.next();
  expect(one.fork('x').next()).toBe(two.fork('x').next());
  expect(one.fork('x').next()).not.toBe(one.fork('y').next());
});

test('hashUnit() spreads neighbours evenly over [0, 1)', () => {
  const buckets = new Array(10).fill(0);
  for (let i = 0; i < 10_000; i++) buckets[Math.floor(hashUnit('even', i) * 10)]++;
  for (const bucket of buckets) expect(bucket).toBeWithin(880, 1120);
});

test('count() has the mean asked for, and exponential() too', () => {
  const draw = createDraw(9);
  let counts = 0;
  let waits = 0;
  for (let i = 0; i < 20_000; i++) {
    counts += draw.count(2.5);
    waits += draw.exponential(2.5);
  }
  expect(counts / 20_000).toBeWithin(2.43, 2.57);
  expect(waits / 20_000).toBeWithin(2.43, 2.57);
});
