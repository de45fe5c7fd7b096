import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import {
  type Baseline,
  emptyBaseline,
  FIRM,
  forgetBefore,
  hourIndex,
  isFamiliar,
  known,
  learn,
  noteFailure,
  noteSeen,
} from '../../src/features/baseline.ts';
import { FACT_KINDS, type Observation } from '../../src/features/observation.ts';
import {
  CHROME_ON_MAC,
  DAY_MS,
  FAR_HOSTING,
  FIREFOX_ON_LINUX,
  HOUR_MS,
  live,
  MONDAY_MS,
  OFFICE,
  observed,
  usualPast,
} from './sample.ts';

/** Everything new: address, block, owner, place, device and its words. */
function stranger(n: number): Observation {
  const word = (prefix: string) => `${prefix}${[...String(n)].map((digit) => 'abcdefghij'[Number(digit)]).join('')}`;
  const place = {
    ...OFFICE,
    ip: `10.0.${n}`,
    block: `b${n}`,
    city: word('city'),
    country: word('x'),
    organization: word('owner'),
    asn: n,
  };
  return observed({
    timeMs: MONDAY_MS + n * 60_000,
    userAgent: `${word('agent')}/1.${n} ${word('more')}`,
    source: 'slack',
    place,
  });
}

describe('learn()', () => {
  test('counts anew from a silence of 60 days on, and from no shorter one', () => {
    const after = (days: number) => {
      const baseline = usualPast(20);
      const timeMs = MONDAY_MS - DAY_MS + days * DAY_MS;
      learn(baseline, observed({ timeMs, userAgent: CHROME_ON_MAC, source: 'slack', place: OFFICE }), {
        vouches: true,
      });
      return [baseline.count, baseline.settled];
    };
    expect(after(59)).toEqual([21, { count: 21, days: 21 }]);
    expect(after(60)).toEqual([21, { count: 1, days: 1 }]);
  });

  test('counts what was seen', () => {
    const baseline = usualPast(7);
    expect(baseline.count).toBe(7);
    expect(baseline.days).toBe(7);
    expect(baseline.firstMs).toBe(MONDAY_MS - 7 * DAY_MS);
    expect(baseline.facts.owner.get('orange')).toMatchObject({ count: 7, lastMs: MONDAY_MS - DAY_MS, name: 'Orange' });
    expect(known(baseline, 'city', 'FR/lyon', 7)).toBe(true);
    expect(known(baseline, 'city', 'FR/lyon', 8)).toBe(false);
    expect(known(baseline, 'city', 'FR/paris')).toBe(false);
    expect(known(baseline, 'city', null)).toBe(false);
    expect(baseline.totals.owner).toBe(7);
    expect(baseline.hours[9]).toBe(5);
    expect(baseline.hours[24 + 9]).toBe(2);
    expect(baseline.agentsBySource.get('slack')).toEqual([7, 7]);
  });

  test('leaves out of the totals what a sign-in does not say', () => {
    const baseline = emptyBaseline();
    learn(baseline, observed({ userAgent: null }), { vouches: true });
    expect([baseline.totals.shape, baseline.totals.pair, baseline.totals.owner]).toEqual([0, 0, 1]);
    expect(baseline.agentsBySource.get('slack')).toEqual([0, 1]);
    expect(baseline.switches).toBe(0);
  });

  test('gives the same counts in whatever order, and the newest version of a device', () => {
    const some = Array.from({ length: 12 }, (_, n) =>
      observed({
        timeMs: MONDAY_MS + n * 5 * HOUR_MS,
        userAgent: n % 3 === 0 ? FIREFOX_ON_LINUX : CHROME_ON_MAC.replace('126', String(120 + ((n * 5) % 7))),
        place: n % 4 === 0 ? FAR_HOSTING : OFFICE,
      }),
    );
    const learnt = (order: readonly Observation[]): unknown => {
      const baseline = emptyBaseline();
      for (const seen of order) learn(baseline, seen, { vouches: false });
      const counted = FACT_KINDS.map((kind) => [
        kind,
        [...baseline.facts[kind]].map(([key, fact]) => [key, fact.count, fact.lastMs]).sort(),
      ]);
      return [
        counted,
        baseline.totals,
        baseline.hours,
        baseline.count,
        baseline.firstMs,
        [...baseline.versions].sort(),
        [...baseline.agentWords].sort(),
      ];
    };
    const expected = learnt(some);
    fc.assert(
      fc.property(fc.shuffledSubarray(some, { minLength: some.length }), (order) => {
        expect(learnt(order)).toEqual(expected);
      }),
      { numRuns: 30 },
    );
  });

  test('keeps moving averages of what was new in [0, 1], near 0 for who never changes, near 1 for who always does', () => {
    const settled = usualPast(60);
    for (const rate of [settled.roams, settled.travels, settled.switches]) expect(rate).toBeLessThan(0.1);
    const nomad = emptyBaseline();
    for (let n = 0; n < 60; n++) live(nomad, stranger(n));
    for (const rate of [nomad.roams, nomad.travels, nomad.switches]) {
      expect(rate).toBeGreaterThan(0.99);
      expect(rate).toBeLessThanOrEqual(1);
    }
  });

  test('lets only a firmly known device vouch for a place, and only where it may', () => {
    const baseline = emptyBaseline();
    for (let n = 0; n < FIRM; n++) live(baseline, observed({ timeMs: MONDAY_MS + n }));
    expect(baseline.facts.vouched.size).toBe(0);
    learn(baseline, observed(), { vouches: false });
    expect(baseline.facts.vouched.size).toBe(0);
    learn(baseline, observed({ place: FAR_HOSTING, userAgent: FIREFOX_ON_LINUX }), { vouches: true });
    expect(baseline.facts.vouched.size).toBe(0);
    learn(baseline, observed({ place: FAR_HOSTING }), { vouches: true });
    expect([...baseline.facts.vouched.keys()].sort()).toEqual(['b:198.51.100.0/24', 'c:SG/singapore']);
  });
});

describe('a baseline', () => {
  function size(baseline: Baseline): number {
    const maps = [
      ...FACT_KINDS.map((kind) => baseline.facts[kind]),
      baseline.ownerWords,
      baseline.agentWords,
      baseline.versions,
    ];
    return (
      maps.reduce((sum, map) => sum + map.size, 0) +
      baseline.places.length +
      baseline.recent.length +
      baseline.failures.length
    );
  }

  test('stays small however much is new, and keeps what comes back', () => {
    const baseline = usualPast(10);
    const strangers = (from: number, to: number): void => {
      for (let n = from; n < to; n++) {
        live(baseline, stranger(n));
        noteFailure(baseline, stranger(n));
        if (n % 20 === 0) live(baseline, observed({ timeMs: MONDAY_MS + n * 60_000 }));
      }
    };
    strangers(0, 800);
    const before = size(baseline);
    strangers(800, 1200);
    expect(size(baseline)).toBeLessThanOrEqual(before + 24);
    for (const kind of FACT_KINDS) expect(baseline.facts[kind].size).toBeLessThanOrEqual(200);
    expect(known(baseline, 'block', OFFICE.block, 50)).toBe(true);
    expect(known(baseline, 'block', 'b1199')).toBe(true);
    expect(known(baseline, 'block', 'b1')).toBe(false);
    expect(baseline.count).toBe(10 + 1200 + 60);
  });

  test('forgets the key not seen for longest, also where all were seen at one instant', () => {
    const fill = (order: readonly number[]): string[] => {
      const baseline = emptyBaseline();
      for (const n of order) learn(baseline, { ...stranger(n), timeMs: 0 }, { vouches: false });
      return [...baseline.facts.block.keys()];
    };
    const order = Array.from({ length: 250 }, (_, n) => n);
    expect(fill(order)).toEqual(fill(order));
    expect(fill(order)).toContain('b249');
  });

  test('is the same after failures, but for the failures', () => {
    const baseline = usualPast(5);
    const before = structuredClone(baseline);
    noteFailure(baseline, observed({ place: FAR_HOSTING, userAgent: 'curl/8' }));
    expect(baseline.failures).toEqual([{ timeMs: MONDAY_MS, block: FAR_HOSTING.block }]);
    baseline.failures = [];
    expect(baseline).toEqual(before);
    noteFailure(baseline, observed({ timeMs: MONDAY_MS + 2 * DAY_MS }));
    expect(baseline.failures).toHaveLength(1);
  });
});

describe('noteSeen()', () => {
  test('keeps the newest time where a sign-in comes late', () => {
    const baseline = emptyBaseline();
    noteSeen(baseline, observed({ timeMs: MONDAY_MS }));
    noteSeen(baseline, observed({ timeMs: MONDAY_MS - HOUR_MS }));
    expect(baseline.lastMs).toBe(MONDAY_MS);
    expect(baseline.recent.map((one) => one.timeMs)).toEqual([MONDAY_MS, MONDAY_MS - HOUR_MS]);
  });

  test('remembers the last day only', () => {
    const baseline = emptyBaseline();
    noteSeen(baseline, observed({ timeMs: MONDAY_MS }));
    noteSeen(baseline, observed({ timeMs: MONDAY_MS + 25 * HOUR_MS }));
    expect(baseline.recent.map((one) => one.timeMs)).toEqual([MONDAY_MS + 25 * HOUR_MS]);
    for (let n = 0; n < 100; n++) noteSeen(baseline, observed({ timeMs: MONDAY_MS + 26 * HOUR_MS + n }));
    expect(baseline.recent.length).toBeLessThan(32);
    expect(baseline.recent.at(-1)!.timeMs).toBe(MONDAY_MS + 26 * HOUR_MS + 99);
  });

  test('tells the familiar: network and device known FIRM times before', () => {
    const baseline = emptyBaseline();
    const familiar: boolean[] = [];
    for (let n = 0; n < FIRM + 1; n++) {
      live(baseline, observed({ timeMs: MONDAY_MS + n }));
      familiar.push(baseline.recent.at(-1)!.familiar);
    }
    expect(familiar).toEqual([...Array.from({ length: FIRM }, () => false), true]);
    expect(isFamiliar(baseline, observed({ userAgent: FIREFOX_ON_LINUX }))).toBe(false);
    expect(isFamiliar(baseline, observed({ place: FAR_HOSTING }))).toBe(false);
    expect(isFamiliar(baseline, observed({ userAgent: null }))).toBe(true);
  });
});

describe('forgetBefore()', () => {
  test('lets keys and places age out with their share of the totals, and nothing else', () => {
    const baseline = usualPast(5);
    for (let n = 0; n < 3; n++) live(baseline, observed({ timeMs: MONDAY_MS + n * HOUR_MS, place: FAR_HOSTING }));
    forgetBefore(baseline, MONDAY_MS);
    expect([...baseline.facts.owner.keys()]).toEqual(['digitalocean']);
    expect(baseline.totals.owner).toBe(3);
    expect(baseline.places.map((place) => place.key)).toEqual(['SG/singapore']);
    // The device was seen since: all of its sign-ins stay.
    expect([...baseline.facts.shape.values()].map((fact) => fact.count)).toEqual([8]);
    expect(baseline.totals.shape).toBe(8);
  });

  test('forgets nothing seen at that very time or later, and everything before the end of time', () => {
    const baseline = usualPast(5);
    const before = structuredClone(baseline);
    forgetBefore(baseline, MONDAY_MS - DAY_MS);
    expect(baseline).toEqual(before);
    forgetBefore(baseline, Number.POSITIVE_INFINITY);
    for (const kind of FACT_KINDS) expect([baseline.facts[kind].size, baseline.totals[kind]]).toEqual([0, 0]);
  });
});

test.each([
  ['2026-01-05T09:00:00Z', 9],
  ['2026-01-09T23:59:59Z', 23],
  ['2026-01-10T00:00:00Z', 24],
  ['2026-01-11T23:59:59Z', 47],
  ['2026-01-12T00:00:00Z', 0],
  ['1970-01-01T00:00:00Z', 0],
  ['1969-12-31T23:30:00Z', 23],
  ['1969-12-28T05:00:00Z', 29],
])('hourIndex(%s) is %d', (time, index) => {
  expect(hourIndex(Date.parse(time))).toBe(index);
});
