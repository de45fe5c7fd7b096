// One local time, said only where there is one.

import { expect, test } from 'bun:test';
import { localTime } from '../../src/domain/local-time.ts';

const WINTER = Date.UTC(2026, 0, 15);
const SUMMER = Date.UTC(2026, 6, 15);

test.each([
  ['JP', 1, WINTER, 540],
  ['FR', 0.85, WINTER, 60],
  ['FR', 0.85, SUMMER, 120],
  ['DE', 1, WINTER, 60],
  ['IN', 1, WINTER, 330],
  ['US', 1, WINTER, null],
  ['ES', 1, WINTER, null],
  ['FR', 0.79, WINTER, null],
  ['ZZ', 1, WINTER, null],
  ['fr; x', 1, WINTER, null],
] as const)('localTime() of %s with the share %p', (name, share, atMs, offset) => {
  expect(localTime([{ name, share }], atMs)?.offsetMinutes ?? null).toBe(offset);
});

test('localTime() of nowhere and never is none', () => {
  expect(localTime([], WINTER)).toBeNull();
  expect(localTime([{ name: 'JP', share: 1 }], null)).toBeNull();
});
