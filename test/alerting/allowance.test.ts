// What falls under what somebody allowed, condition by condition, and what no trip explains.

import { describe, expect, test } from 'bun:test';
import { type Apart, type Circumstances, openAllowances, type Subject } from '../../src/alerting/allowance.ts';
import type { Allowance } from '../../src/domain/allowance.ts';

const T = Date.UTC(2026, 2, 10);

function allowance(change: Partial<Allowance>): Allowance {
  const nothing = { user: null, asn: null, owner: null, address: null, countries: [], device: null };
  const rest = { note: null, by: null, addedMs: 0, removed: null };
  return { id: 'ok-1', kind: 'allow', ...nothing, fromMs: null, untilMs: T + 1000, ...rest, ...change };
}

const ADA: Subject = {
  user: 'ada@example.com',
  timeMs: T,
  ip: '203.0.113.7',
  asn: 9009,
  organization: 'M247 Europe SRL',
  country: 'RO',
  device: 'Chrome on macOS Chrome on macOS',
};
const CALM: Apart = { score: 0.4, deviceKnown: true, rented: false, speedKmh: 300 };
const FIRST: Circumstances = { news: null, warned: false, threshold: 0.6, apart: () => CALM };

function covers(change: Partial<Allowance>, subject: Partial<Subject> = {}, around: Partial<Circumstances> = {}) {
  const found = openAllowances([allowance(change)]).covering({ ...ADA, ...subject }, { ...FIRST, ...around });
  return found !== null;
}

describe('conditions', () => {
  test.each<[string, Partial<Allowance>]>([
    ['the user', { user: 'ada@example.com' }],
    ['the number of the owner', { asn: 9009 }],
    ['the beginning of the name', { owner: 'm247' }],
    ['more of the name', { owner: 'M247, Europe' }],
    ['an address', { address: '203.0.113.7/32' }],
    ['a network', { address: '203.0.113.0/24' }],
    ['one of the countries', { countries: ['FR', 'RO'] }],
    ['words of the device', { device: 'macos chrome' }],
    ['its whole name', { device: 'Chrome on macOS' }],
    ['all of it', { user: 'ada@example.com', asn: 9009, countries: ['RO'], device: 'Chrome' }],
    ['its last millisecond', { user: 'ada@example.com', untilMs: T }],
    ['its first millisecond', { user: 'ada@example.com', fromMs: T }],
  ])('%s is covered', (_, change) => {
    expect(covers(change)).toBe(true);
  });

  test.each<[string, Partial<Allowance>, Partial<Subject>]>([
    ['another user', { user: 'ada@example.org' }, {}],
    ['another number', { asn: 9010 }, {}],
    ['the end of the name', { owner: 'Europe' }, {}],
    ['part of a word', { owner: 'M24' }, {}],
    ['a name of signs', { owner: '...' }, {}],
    ['an unknown owner', { owner: 'M247' }, { organization: null }],
    ['another network', { address: '203.0.114.0/24' }, {}],
    ['no address', { address: '0.0.0.0/0' }, { ip: null }],
    ['another country', { countries: ['FR'] }, {}],
    ['an unknown country', { countries: ['RO'] }, { country: null }],
    ['another device', { device: 'Firefox on macOS' }, {}],
    ['a device of no words', { device: 'on' }, {}],
    ['one of two wrong', { asn: 9009, countries: ['FR'] }, {}],
    ['after its end', { user: 'ada@example.com', untilMs: T - 1 }, {}],
    ['before its beginning', { user: 'ada@example.com', fromMs: T + 1 }, {}],
    ['a removed one', { user: 'ada@example.com', removed: { timeMs: T + 5, by: null } }, {}],
    ['a prototype name', { owner: 'constructor', device: '__proto__' }, {}],
  ])('%s is not', (_, change, subject) => {
    expect(covers(change, subject)).toBe(false);
  });

  test('of several the one added first is named', () => {
    const open = openAllowances([
      allowance({ id: 'ok-1', user: 'bob@example.com' }),
      allowance({ id: 'ok-2', asn: 9009 }),
      allowance({ id: 'ok-3', user: 'ada@example.com' }),
    ]);
    expect(open.covering(ADA, FIRST)?.id).toBe('ok-2');
    expect(open.covering({ ...ADA, asn: 1 }, FIRST)?.id).toBe('ok-3');
    expect(open.covering({ ...ADA, asn: 1, user: 'eve' }, FIRST)).toBeNull();
  });
});

describe('what is new about something that is told already', () => {
  const news = (components: Circumstances['news'] extends infer N ? N : never) => ({ news: components });
  const joined = (...components: ('location' | 'network' | 'device' | 'time')[]) =>
    news({ components, warned: false, rose: false });

  test.each<[Partial<Allowance>, ReturnType<typeof joined>, boolean]>([
    [{ asn: 9009 }, joined('network'), true],
    [{ asn: 9009 }, joined('location', 'network'), true],
    [{ asn: 9009 }, joined('device'), false],
    [{ asn: 9009, device: 'Chrome' }, joined('device'), true],
    [{ asn: 9009, device: 'Chrome' }, joined('device', 'time'), false],
    [{ countries: ['RO'] }, joined('location'), true],
    [{ countries: ['RO'] }, joined('network'), false],
    [{ user: 'ada@example.com' }, joined('device', 'time', 'network'), true],
    [{ asn: 9009 }, news({ components: [], warned: false, rose: true }), true],
    [{ user: 'ada@example.com' }, news({ components: [], warned: true, rose: false }), false],
  ])('%j with %j: %p', (change, around, expected) => {
    expect(covers(change, {}, around)).toBe(expected);
  });
});

describe('a trip', () => {
  const TRIP: Partial<Allowance> = { kind: 'trip', user: 'ada@example.com', countries: ['RO', 'FR'] };
  const apart = (change: Partial<Apart>) => ({ apart: () => ({ ...CALM, ...change }) });

  test('explains what is over the limit because of the place alone', () => {
    expect(covers(TRIP)).toBe(true);
    expect(covers(TRIP, { country: 'IT' })).toBe(false);
    expect(covers(TRIP, { user: 'bob@example.com' })).toBe(false);
    expect(covers({ ...TRIP, untilMs: T - 1 })).toBe(false);
  });

  test.each<[string, Partial<Circumstances>]>([
    ['another device', apart({ deviceKnown: false })],
    ['a rented network', apart({ rented: true })],
    ['an impossible journey', apart({ speedKmh: 900 })],
    ['what is over the limit at home too', apart({ score: 0.6 })],
    ['what the app itself warns of', { warned: true }],
    ['what it is not known how it is apart from its place', { apart: () => null }],
  ])('does not explain %s', (_, around) => {
    expect(covers(TRIP, {}, around)).toBe(false);
  });

  test('is asked for where there is one at that time', () => {
    const open = openAllowances([allowance(TRIP), allowance({ user: 'bob@example.com' })]);
    expect(open.hasTrip('ada@example.com', T)).toBe(true);
    expect(open.hasTrip('ada@example.com', T + 1001)).toBe(false);
    expect(open.hasTrip('bob@example.com', T)).toBe(false);
  });
});
