import { expect, test } from 'bun:test';
import fc from 'fast-check';
import { editDistance, nearest, nearestNames } from '../../src/domain/near.ts';

test.each([
  ['geopi', 'geoip', 1],
  ['histroy_limit', 'history_limit', 1],
  ['kitten', 'sitting', 3],
  ['', 'abc', 3],
  ['abc', 'abc', 0],
])('editDistance(%j, %j) is %d', (a, b, expected) => {
  expect(editDistance(a, b)).toBe(expected);
});

test('editDistance() is symmetric and capped', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (a, b) => {
      expect(editDistance(a, b)).toBe(editDistance(b, a));
      expect(editDistance(a, b, 2)).toBe(Math.min(3, editDistance(a, b)));
    }),
    { numRuns: 200 },
  );
});

test.each([
  ['analyse', 'analyze'],
  ['pol', 'poll'],
  ['api-tokn', 'api_token'],
  ['SLACK', 'slack'],
  ['zzz', null],
  ['x', null],
  ['', null],
])('nearest(%j) is %j', (word, expected) => {
  expect(nearest(word, ['poll', 'analyze', 'api_token', 'slack', 'y'])).toBe(expected);
});

test('nearest() does not look at giant words', () => {
  expect(nearest('a'.repeat(1_000_000), ['a'])).toBeNull();
});

test.each([
  ['valentna', ['valentina.mancini@example.com', 'valentina.reddy@example.com']],
  ['rddy', ['valentina.reddy@example.com']],
  ['reddy', ['valentina.reddy@example.com']],
  ['petra.petrof@exmple.com', ['petra.petrov@example.com']],
  ['pet', ['petra.petrov@example.com']],
  ['PETRA', ['petra.petrov@example.com']],
  ['zebra9', []],
  ['', []],
  ['a'.repeat(5000), []],
] as const)('nearestNames(%j)', (word, found) => {
  const names = ['valentina.reddy@example.com', 'petra.petrov@example.com', 'valentina.mancini@example.com'];
  expect(nearestNames(word, { names })).toEqual([...found]);
});

test('nearestNames() gives no more than asked for, likest first', () => {
  const names = Array.from({ length: 50 }, (_, index) => `ada${index}@example.com`);
  expect(nearestNames('ada7@example.con', { names, most: 3 })[0]).toBe('ada7@example.com');
  expect(nearestNames('ada', { names, most: 3 })).toHaveLength(3);
});
