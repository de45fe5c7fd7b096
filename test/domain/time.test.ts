import { expect, test } from 'bun:test';
import fc from 'fast-check';
import {
  formatDuration,
  formatIso,
  parseDurationMs,
  parseIso,
  parseSeconds,
  parseWhen,
} from '../../src/domain/time.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

test.each([
  ['90s', 90_000],
  ['45m', 45 * 60_000],
  ['12h', 12 * HOUR],
  ['30d', 30 * DAY],
  ['2w', 14 * DAY],
  ['1d12h', 36 * HOUR],
  ['1.5h', 1.5 * HOUR],
  [' 30D ', 30 * DAY],
])('parseDurationMs(%j) is %d', (text, expected) => {
  expect(parseDurationMs(text)).toBe(expected);
});

test.each(['', '30', 'd', '-1d', '1y', '1 d', '1d 2', '1e3s', '999999999w', '٣d', 'd1', '1..5h'])(
  'parseDurationMs(%j) is refused',
  (text) => {
    expect(parseDurationMs(text)).toBeNull();
  },
);

test.each([
  ['2026-03-01', '2026-03-01T00:00:00.000Z'],
  ['2026-03-01T09:12', '2026-03-01T09:12:00.000Z'],
  ['2026-03-01 09:12:07.5', '2026-03-01T09:12:07.500Z'],
  ['2026-03-01T09:12:07,123456789Z', '2026-03-01T09:12:07.123Z'],
  ['2026-03-01T09:12:00+05:30', '2026-03-01T03:42:00.000Z'],
  ['2026-03-01T09:12-0800', '2026-03-01T17:12:00.000Z'],
  ['2024-02-29', '2024-02-29T00:00:00.000Z'],
])('parseIso(%j) is %s', (text, expected) => {
  expect(formatIso(parseIso(text) ?? Number.NaN)).toBe(expected);
});

test.each([
  '2026-02-30',
  '2026-13-01',
  '2026-1-1',
  '20260301',
  '2026-03-01T24:00',
  '2026-03-01T10:00+25:00',
  'x',
  '03/01/2026',
])('parseIso(%j) is refused', (text) => {
  expect(parseIso(text)).toBeNull();
});

test('parseWhen() takes ages before now, now itself, and dates', () => {
  const now = Date.UTC(2026, 2, 1);
  expect(parseWhen('30d', now)).toBe(now - 30 * DAY);
  expect(parseWhen('now', now)).toBe(now);
  expect(parseWhen('2026-01-01', now)).toBe(Date.UTC(2026, 0, 1));
  expect(parseWhen('yesteryear', now)).toBeNull();
});

test.each([
  ['7776000', 7_776_000],
  [7_776_000, 7_776_000],
  ['0', 0],
  ['90d', 7_776_000],
  ['0.5', 0.5],
])('parseSeconds(%j) is %d', (value, expected) => {
  expect(parseSeconds(value)).toBe(expected);
});

test.each(['', '-1', 'NaN', '1e9', 'forever', '0x10', Number.NaN, Number.POSITIVE_INFINITY, -5])(
  'parseSeconds(%j) is refused',
  (value) => {
    expect(parseSeconds(value)).toBeNull();
  },
);

test.each([
  [200, '200 ms'],
  [25_000, '25 s'],
  [240_000, '4 min'],
  [36 * HOUR, '36 h'],
  [3 * DAY, '3 days'],
  [75 * DAY, '3 months'],
  [800 * DAY, '2 years'],
  [-3 * DAY, '3 days'],
  [Number.NaN, 'unknown time'],
])('formatDuration(%d) is %s', (ms, expected) => {
  expect(formatDuration(ms)).toBe(expected);
});

test('parseIso() reads back what formatIso() writes', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: Date.UTC(9999, 11, 31) }), (ms) => {
      expect(parseIso(formatIso(ms))).toBe(ms);
    }),
    { numRuns: 200 },
  );
});
