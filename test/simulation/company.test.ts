// The simulated company keeps its promises: same seed same company, order, valid addresses, honest labels, every kind seen.

import { expect, test } from 'bun:test';
import { compareSignIns } from '../../src/domain/sign-in.ts';
import { simulateCompany } from '../../src/simulation/company.ts';
import type { Simulation } from '../../src/simulation/contract.ts';
import { ATTACK_KINDS } from '../../src/simulation/profile.ts';
import { naiveRules } from './describe.ts';

const DAY_MS = 86_400_000;
const START_MS = Date.UTC(2025, 2, 3);
const small = (seed: number) => simulateCompany({ seed, users: 40, days: 40, startMs: START_MS });
const fingerprint = (company: Simulation) =>
  Bun.hash(JSON.stringify(company.signIns.map((item) => [item, company.enrich(item.signIn.ip)])));

const BENIGN_KINDS = [
  'browser-switch',
  'browser-update',
  'cafe',
  'conference',
  'corporate-vpn',
  'holiday-roaming',
  'in-flight',
  'leave-return',
  'missing-ip',
  'missing-user-agent',
  'moved-home',
  'new-hire',
  'new-isp',
  'new-laptop',
  'new-phone',
  'night-shift',
  'office-move',
  'own-script',
  'private-ip',
  'private-vpn',
  'relay',
  'service-account',
  'shared-account',
  'spray-noise',
  'trip',
  'trip-new-device',
  'typo',
];

test('simulateCompany() gives the same company for the same seed and another for another', () => {
  expect(fingerprint(small(7))).toBe(fingerprint(small(7)));
  expect(fingerprint(small(8))).not.toBe(fingerprint(small(7)));
});

test('simulateCompany() gives sign-ins in event-time order, inside the days asked for, each id once', () => {
  for (const seed of [1, 2]) {
    const { signIns } = small(seed);
    const ids = new Set<string>();
    for (const [i, { signIn, user }] of signIns.entries()) {
      expect(user).toBe(signIn.account);
      ids.add(`${signIn.source} ${signIn.id}`);
      if (i > 0) expect(compareSignIns(signIns[i - 1]!.signIn, signIn)).toBeLessThan(0);
    }
    expect(ids.size).toBe(signIns.length);
    expect(signIns[0]!.signIn.timeMs).toBeGreaterThanOrEqual(START_MS);
    expect(signIns.at(-1)!.signIn.timeMs).toBeLessThan(START_MS + 40 * DAY_MS);
  }
});

test('simulateCompany() defaults to 60 users and 60 days', () => {
  const { signIns } = simulateCompany({ seed: 3 });
  expect(new Set(signIns.map((item) => item.user)).size).toBeWithin(50, 61);
  expect(Math.ceil((signIns.at(-1)!.signIn.timeMs - signIns[0]!.signIn.timeMs) / DAY_MS)).toBeWithin(59, 61);
});

test.each([
  { users: 1, days: 1 },
  { users: 1, days: 60 },
  { users: 5, days: 3 },
  { users: 0, days: 0 },
])('simulateCompany() bears a company of %p', (size) => {
  for (let seed = 0; seed < 10; seed++)
    expect(simulateCompany({ seed, ...size }).signIns.length).toBeGreaterThanOrEqual(0);
});

test('simulateCompany() labels each takeover honestly: one victim, one kind, 1 to 12 successes, something changed', () => {
  for (const seed of [4, 5, 6]) {
    const incidents = new Map<string, { users: Set<string>; kinds: Set<string | null>; successes: number }>();
    for (const { label, user, signIn } of simulateCompany({ seed, users: 80, days: 60 }).signIns) {
      if (label.incident === null) {
        expect(label.changed).toEqual([]);
        expect(ATTACK_KINDS.filter((kind) => kind !== 'new-hire') as readonly (string | null)[]).not.toContain(
          label.kind,
        );
        continue;
      }
      expect(label.changed.length).toBeGreaterThan(0);
      expect(ATTACK_KINDS as readonly (string | null)[]).toContain(label.kind);
      const incident = incidents.get(label.incident) ?? { users: new Set(), kinds: new Set(), successes: 0 };
      incident.users.add(user);
      incident.kinds.add(label.kind);
      if (signIn.outcome === 'success') incident.successes++;
      incidents.set(label.incident, incident);
    }
    expect(incidents.size).toBeGreaterThanOrEqual(8);
    for (const incident of incidents.values()) {
      expect([incident.users.size, incident.kinds.size]).toEqual([1, 1]);
      expect(incident.successes).toBeWithin(1, 13);
    }
  }
});

test('simulateCompany() keeps to what the sources tell: no agents from Google, no failures from Slack', () => {
  for (const seed of [1, 2, 3, 4])
    for (const { signIn } of small(seed).signIns) {
      if (signIn.source === 'gsuite') expect(signIn.userAgent).toBeNull();
      if (signIn.source === 'slack') expect(signIn.outcome).toBe('success');
      expect(JSON.parse(signIn.raw).ip).toBe(signIn.ip);
    }
});

test('enrich() knows every public address of the company, in canonical form', () => {
  for (const seed of [1, 2, 3]) {
    const company = small(seed);
    let city = 0;
    let known = 0;
    for (const { signIn } of company.signIns) {
      const found = company.enrich(signIn.ip);
      expect(found.ip).toBe(signIn.ip);
      if (found.addressState !== 'public') continue;
      expect(found.asn).not.toBeNull();
      expect(found.networkKind).not.toBe('unknown');
      expect(found.block).toMatch(signIn.ip!.includes(':') ? /^[\da-f:]+::\/48$/ : /^\d+\.\d+\.\d+\.0\/24$/);
      known++;
      if (found.precision === 'city') city++;
    }
    expect(city / known).toBeWithin(0.6, 1);
  }
});

test.each([
  [null, 'absent'],
  ['10.1.2.3', 'private'],
  ['fd00::1', 'private'],
  ['127.0.0.1', 'reserved'],
  ['203.0.113.9', 'reserved'],
  ['not an address', 'malformed'],
  ['1.2', 'malformed'],
  ['0.0.0.0/0', 'malformed'],
  ['9.9.9.9', 'public'],
] as const)('enrich(%p) says %s and no place', (ip, state) => {
  const found = simulateCompany({ seed: 1, users: 1, days: 1 }).enrich(ip);
  expect([found.addressState, found.precision, found.latitude]).toEqual([state, 'none', null]);
});

test('over a few companies every takeover and every hard benign case is seen, and naive rules stay poor', () => {
  const kinds = new Set<string>();
  const attacks = new Set<string>();
  for (let seed = 1; seed <= 10; seed++)
    for (const { label } of simulateCompany({ seed, users: 120, days: 90 }).signIns)
      if (label.kind !== null) (label.incident === null ? kinds : attacks).add(label.kind);
  expect([...attacks].sort()).toEqual([...ATTACK_KINDS].sort());
  expect([...kinds].sort()).toEqual(BENIGN_KINDS);
  const figures = [1, 2, 3, 4].map((seed) => naiveRules(seed, { users: 120, days: 90 }));
  const mean = (rule: number, pick: 'recall' | 'falsePerThousand') =>
    figures.reduce((sum, company) => sum + company[rule]![pick], 0) / figures.length;
  expect(mean(0, 'falsePerThousand')).toBeGreaterThan(5);
  expect(mean(2, 'recall')).toBeWithin(0.2, 0.6);
});
