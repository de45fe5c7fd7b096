import { expect, test } from 'bun:test';
import fc from 'fast-check';
import { editDistance, nearest } from '../../src/domain/near.ts';

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
