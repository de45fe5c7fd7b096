// The second simulator keeps its promises: same seed, same company; order; labels; addresses a database knows.

import { expect, test } from 'bun:test';
import ipaddr from 'ipaddr.js';
import { COMPONENTS } from '../../../src/domain/score.ts';
import { compareSignIns } from '../../../src/domain/sign-in.ts';
import { ATTACK_KINDS } from './attacks.ts';
import { momentOf, weekdayOf } from './calendar.ts';
import { NETWORK_LIST, WORLD } from './catalogue.ts';
import pools from './pools.json';
import { simulateSecond } from './simulate.ts';

const DAY_MS = 86_400_000;
const START_MS = Date.UTC(2026, 0, 5);
const SMALL = { users: 40, days: 40 } as const;
const SEEDS = [1, 2, 3, 4, 5] as const;
const companies = SEEDS.map((seed) => simulateSecond({ seed, ...SMALL }));
const all = companies.flatMap((company) => company.signIns);

test('simulateSecond() gives the same company for the same seed and another for another', () => {
  const text = (seed: number): string => JSON.stringify(simulateSecond({ seed, ...SMALL }).signIns);
  expect(Bun.hash(text(1))).toBe(Bun.hash(JSON.stringify(companies[0]!.signIns)));
  expect(Bun.hash(text(2))).not.toBe(Bun.hash(text(1)));
});

test('simulateSecond() gives what it gave before, on every platform', () => {
  // A change of the simulator changes this number; update it then, and only then.
  expect(Bun.hash.crc32(JSON.stringify(companies[0]!.signIns))).toBe(7279923);
});

test('simulateSecond() lists sign-ins in event order, within its days, each id once', () => {
  for (const { signIns } of companies) {
    const ids = new Set(signIns.map(({ signIn }) => `${signIn.source} ${signIn.id}`));
    expect(ids.size).toBe(signIns.length);
    for (let index = 1; index < signIns.length; index += 1) {
      expect(compareSignIns(signIns[index - 1]!.signIn, signIns[index]!.signIn)).toBeLessThan(0);
    }
    expect(signIns[0]!.signIn.timeMs).toBeGreaterThanOrEqual(START_MS);
    expect(signIns.at(-1)!.signIn.timeMs).toBeLessThan(START_MS + SMALL.days * DAY_MS);
    expect(signIns.every(({ signIn }) => Number.isInteger(signIn.timeMs))).toBe(true);
    expect(signIns.every(({ signIn, user }) => signIn.account === user)).toBe(true);
  }
});

test('simulateSecond() labels incidents with kind and changed components, benign sign-ins with neither incident nor change', () => {
  for (const { label } of all) {
    if (label.incident === null) {
      expect(label.changed).toEqual([]);
      expect(ATTACK_KINDS as readonly (string | null)[]).not.toContain(label.kind);
    } else {
      expect(label.changed.length).toBeGreaterThan(0);
      expect(label.changed.every((component) => COMPONENTS.includes(component))).toBe(true);
      expect(ATTACK_KINDS as readonly (string | null)[]).toContain(label.kind);
    }
  }
});

test('simulateSecond() has every kind of takeover over a few seeds', () => {
  const seen = new Set(all.flatMap(({ label }) => (label.incident === null ? [] : [label.kind])));
  expect([...ATTACK_KINDS].filter((kind) => !seen.has(kind))).toEqual([]);
});

test('simulateSecond() has the hard benign cases over a few seeds', () => {
  const seen = new Set(all.flatMap(({ label }) => (label.incident === null ? [label.kind] : [])));
  const wanted = [
    'trip',
    'holiday',
    'visit',
    'new-phone',
    'newcomer',
    'service',
    'shared',
    'spray-noise',
    'typo',
    'cafe',
    'borrowed',
    'roaming',
  ];
  expect(wanted.filter((kind) => !seen.has(kind))).toEqual([]);
  expect(all.some(({ signIn }) => signIn.ip === null)).toBe(true);
  expect(all.some(({ signIn }) => signIn.source === 'slack' && signIn.userAgent === null)).toBe(true);
  expect(all.some(({ signIn }) => signIn.source === 'gsuite' && signIn.userAgent !== null)).toBe(false);
});

test('simulateSecond() takes over accounts one at a time, only people seen before, and after 30 days unless contaminating', () => {
  for (const { signIns } of companies) {
    const firsts = new Map<string, number>();
    const victims = new Map<string, Set<string>>();
    for (const { signIn, user, label } of signIns) {
      if (label.incident === null) {
        if (signIn.outcome === 'success' && !firsts.has(user)) firsts.set(user, signIn.timeMs);
        continue;
      }
      victims.set(label.incident, (victims.get(label.incident) ?? new Set()).add(user));
      expect(firsts.has(user)).toBe(true);
      if (label.kind !== 'contaminated') expect(signIn.timeMs).toBeGreaterThanOrEqual(START_MS + 30 * DAY_MS);
    }
    expect([...victims.values()].every((users) => users.size === 1)).toBe(true);
    expect(new Set([...victims.values()].flatMap((users) => [...users])).size).toBe(victims.size);
  }
});

test('simulateSecond() ends every takeover in at least one success and at most 12', () => {
  const successes = new Map<string, number>();
  companies.forEach(({ signIns }, index) => {
    for (const { signIn, label } of signIns) {
      if (label.incident === null) continue;
      const key = `${index} ${label.incident}`;
      successes.set(key, (successes.get(key) ?? 0) + (signIn.outcome === 'success' ? 1 : 0));
    }
  });
  expect(Math.min(...successes.values())).toBeGreaterThanOrEqual(1);
  expect(Math.max(...successes.values())).toBeLessThanOrEqual(12);
});

test('enrich() knows owner and country of every address it made, the same whenever asked', () => {
  companies.forEach(({ signIns, enrich }, index) => {
    const again = simulateSecond({ seed: SEEDS[index]!, users: 1, days: 1 });
    for (const { signIn } of signIns.slice(0, 1500)) {
      if (signIn.ip === null) continue;
      expect(ipaddr.process(signIn.ip).toString()).toBe(signIn.ip);
      const found = enrich(signIn.ip);
      expect(found.addressState).toBe('public');
      expect(found.asn).not.toBeNull();
      expect(WORLD.has(found.country ?? '')).toBe(true);
      expect(found.accuracyKm).toBeGreaterThan(0);
      expect(again.enrich(signIn.ip)).toEqual(found);
    }
  });
});

test.each([
  [null, 'absent'],
  ['10.1.2.3', 'private'],
  ['fd00::1', 'private'],
  ['127.0.0.1', 'reserved'],
  ['no address', 'malformed'],
  ['1.2.3', 'malformed'],
] as const)('enrich(%p) is %s', (ip, state) => {
  expect(companies[0]!.enrich(ip).addressState).toBe(state);
});

test('momentOf() follows daylight saving of both hemispheres', () => {
  const zoneOf = (country: string) => WORLD.get(country)!.cities[0]!.zone;
  const at = (country: string, dayMs: number): string => new Date(momentOf(zoneOf(country), dayMs, 540)).toISOString();
  expect(at('DE', Date.UTC(2026, 2, 28))).toBe('2026-03-28T08:00:00.000Z');
  expect(at('DE', Date.UTC(2026, 2, 30))).toBe('2026-03-30T07:00:00.000Z');
  expect(at('US', Date.UTC(2026, 2, 9))).toBe('2026-03-09T13:00:00.000Z');
  expect(at('AU', Date.UTC(2026, 0, 5))).toBe('2026-01-04T22:00:00.000Z');
  expect(weekdayOf(Date.UTC(2026, 0, 5))).toBe(1);
});

test('the pools hold 60 providers in 25 countries and a prefix for every network', () => {
  const providers = NETWORK_LIST.filter((network) => network.role === 'isp');
  expect(providers.length).toBeGreaterThanOrEqual(60);
  expect(new Set(providers.flatMap((network) => network.countries)).size).toBeGreaterThanOrEqual(25);
  const known = new Map(Object.entries(pools));
  expect(NETWORK_LIST.filter((network) => !known.get(String(network.asn))?.v4).map((network) => network.asn)).toEqual(
    [],
  );
});
