// Phrases for people: right in the ordinary case, honest at the edges, printable whatever comes in.

import { describe, expect, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Enrichment, UNKNOWN_ENRICHMENT } from '../../src/domain/enrichment.ts';
import {
  countryText,
  deviceText,
  kmText,
  networkText,
  percentText,
  placeText,
  scoreAndLimitText,
  shellWord,
  shortPlaceText,
  timeText,
} from '../../src/domain/wording.ts';
import { activeCharacter } from '../hostile/predicates.ts';
import { HOSTILE } from '../hostile/strings.ts';

const PUBLIC: Enrichment = { ...UNKNOWN_ENRICHMENT, addressState: 'public' };
const LYON: Enrichment = { ...PUBLIC, precision: 'city', city: 'Lyon', region: 'ARA', country: 'FR', accuracyKm: 20 };

test.each([
  [LYON, 'Lyon, ARA, France (within 20 km)', 'Lyon, FR'],
  [{ ...LYON, accuracyKm: null }, 'Lyon, ARA, France', 'Lyon, FR'],
  [{ ...LYON, precision: 'country', accuracyKm: 500 } as const, 'France (country only)', 'FR'],
  [{ ...PUBLIC, precision: 'city', country: 'FR' } as const, 'France', 'FR'],
  [PUBLIC, 'unknown place', '-'],
  [{ ...UNKNOWN_ENRICHMENT, addressState: 'private' } as const, 'private address, inside a network', 'private'],
  [{ ...UNKNOWN_ENRICHMENT, addressState: 'reserved' } as const, 'reserved address, nowhere on the map', 'reserved'],
  [{ ...UNKNOWN_ENRICHMENT, addressState: 'malformed' } as const, 'no place: not a valid address', '-'],
  [UNKNOWN_ENRICHMENT, 'no place: no address recorded', '-'],
])('placeText() and shortPlaceText() %#', (place, long, short) => {
  expect(placeText(place)).toBe(long);
  expect(shortPlaceText(place)).toBe(short);
});

test.each([
  [{ ...PUBLIC, asn: 3215, organization: 'Orange', networkKind: 'isp' } as const, 'Orange (AS3215), internet provider'],
  [{ ...PUBLIC, asn: 3215 }, 'AS3215'],
  [{ ...PUBLIC, organization: ' ' }, 'unknown network'],
  [{ ...PUBLIC, networkKind: 'vpn' } as const, 'VPN'],
])('networkText() %#', (network, text) => {
  expect(networkText(network)).toBe(text);
});

test.each([
  [{ os: 'macOS', client: 'Chrome', kind: 'desktop' }, 'x', 'Chrome on macOS'],
  [{ os: null, client: 'curl', kind: 'script' }, 'x', 'curl (script)'],
  [{ os: 'Linux', client: null, kind: 'unknown' }, 'x', 'unknown program on Linux'],
  [{ os: null, client: null, kind: 'unknown' }, 'x', 'unknown device'],
  [{ os: null, client: null, kind: 'unknown' }, ' ', 'no user agent recorded'],
  [{ os: null, client: null, kind: 'unknown' }, null, 'no user agent recorded'],
] as const)('deviceText() %#', (device, agent, text) => {
  expect(deviceText(device, agent)).toBe(text);
});

test.each([
  [Date.UTC(2026, 2, 1, 9, 12, 5), '2026-03-01 09:12:05 UTC', '2026-03-01 09:12 UTC'],
  [0, '1970-01-01 00:00:00 UTC', '1970-01-01 00:00 UTC'],
  [Number.NaN, 'invalid time', 'invalid time'],
  [9e15, 'invalid time', 'invalid time'],
])('timeText(%p)', (timeMs, long, short) => {
  expect(timeText(timeMs)).toBe(long);
  expect(timeText(timeMs, { seconds: false })).toBe(short);
});

test('scoreAndLimitText() never shows two different numbers as equal', () => {
  expect(scoreAndLimitText(0.71, 0.64)).toBe('0.71, limit 0.64');
  expect(scoreAndLimitText(0.6412, 0.6398)).toBe('0.6412, limit 0.6398');
  expect(scoreAndLimitText(0.64, 0.64)).toBe('0.64, limit 0.64');
  expect(scoreAndLimitText(null, Number.NaN)).toBe('-, limit -');
});

test('percentText() and kmText() at the edges', () => {
  expect([0, 0.004, 0.5, 1, Number.NaN].map(percentText)).toEqual(['0 %', '<1 %', '50 %', '100 %', '-']);
  expect([0.2, 1, 1240.4, Number.NaN].map(kmText)).toEqual(['under 1 km', '1 km', '1,240 km', 'unknown distance']);
});

test('countryText() names countries and gives anything else back', () => {
  expect(['FR', 'ZZ', 'fr', 'X\u001b'].map(countryText)).toEqual(['France', expect.any(String), 'fr', 'X\\u{1b}']);
});

describe('shellWord()', () => {
  test.each([
    ['ada@example.com', 'ada@example.com'],
    ["o'neil", "'o'\\''neil'"],
    ['a b', "'a b'"],
    ['$(id)', "'$(id)'"],
    ['--flag', "'--flag'"],
    ['~root', "'~root'"],
    ['a=b', 'a=b'],
    ['=b', "'=b'"],
  ])('%p is typed %p', (word, typed) => {
    expect(shellWord(word)).toBe(typed);
  });

  test.each(['', 'a\nb', 'a\u202eb', 'x'.repeat(500)])('%p cannot be typed as shown', (word) => {
    expect(shellWord(word)).toBeNull();
  });

  test('is read back by a real shell as the very name', () => {
    const words = HOSTILE.map(({ value }) => ({ value, typed: shellWord(value) })).filter(
      ({ typed }) => typed !== null,
    );
    expect(words.length).toBeGreaterThan(30);
    const script = words.map(({ typed }) => `printf '%s\\n' ${typed}`).join('\n');
    // In a home of its own: should the quoting ever fail, nothing of the developer's is touched.
    // Builtins only, nobody's home and an empty directory: should the quoting fail, there is nothing to run and nothing to hit.
    const cwd = mkdtempSync(join(tmpdir(), 'busybody-shell-'));
    const env = { PATH: '/nonexistent', HOME: '/nonexistent' };
    const { stdout } = Bun.spawnSync(['/bin/sh', '-c', script], { cwd, env });
    rmSync(cwd, { recursive: true });
    expect(stdout.toString().split('\n').slice(0, -1)).toEqual(words.map(({ value }) => value));
  });
});

test('no phrase lets a hostile name act', () => {
  for (const { value } of HOSTILE) {
    const place = { ...LYON, city: value, region: value, country: value, organization: value };
    const device = { os: value, client: value, kind: 'unknown' } as const;
    for (const text of [placeText(place), shortPlaceText(place), networkText(place), deviceText(device, value)]) {
      expect(activeCharacter(text)).toBeNull();
      expect(text.length).toBeLessThan(3000);
    }
  }
});
