// The way through one user's sign-ins: silences, travel, bursts and failures, each told only from what came before.

import { describe, expect, test } from 'bun:test';
import { openJourney, type Stop } from '../../src/domain/journey.ts';
import type { Outcome } from '../../src/domain/sign-in.ts';
import { LAGOS, LYON } from '../view/sample.ts';

const MINUTE = 60_000;
let seq = 0;
const at = (minutes: number, more: Partial<Stop> & { outcome?: Outcome } = {}): Stop => ({
  signIn: { timeMs: minutes * MINUTE, seq: ++seq, outcome: more.outcome ?? 'success' },
  enrichment: more.enrichment ?? LYON,
});

function walk(stops: readonly Stop[]) {
  const journey = openJourney();
  return stops.map((stop) => journey.next(stop));
}

describe('openJourney()', () => {
  test('the first has no way; the second has its gap', () => {
    const [first, second] = walk([at(0), at(90)]);
    expect(first).toEqual({ gapMs: null, travel: null, from: null, burst: null, failuresBefore: 0 });
    expect(second).toMatchObject({ gapMs: 90 * MINUTE, travel: null });
  });

  test('a phone on a mobile carrier between two places hides no journey', () => {
    const stops = [at(0), at(10, { enrichment: { ...LAGOS, networkKind: 'mobile' } }), at(60, { enrichment: LAGOS })];
    const [, phone, there] = walk(stops);
    expect(phone!.travel).toBeNull();
    expect(there!.from?.seq).toBe(stops[0]!.signIn.seq);
    expect(Math.round(there!.travel!.speedKmh!)).toBe(4302);
  });

  test('who failed was not there: the owner who comes next has not travelled', () => {
    const [, failed, home] = walk([at(0), at(10, { outcome: 'failure', enrichment: LAGOS }), at(20)]);
    expect(failed!.travel!.km).toBeGreaterThan(4000);
    expect(home!.travel).toBeNull();
  });

  test('failures are counted until a success, for an hour', () => {
    const tries = [0, 1, 30, 70].map((minute) => at(minute, { outcome: 'failure' }));
    expect(walk([...tries, at(75), at(76)]).map(({ failuresBefore }) => failuresBefore)).toEqual([0, 1, 2, 1, 2, 0]);
  });

  test('the fifth within two minutes of one another is a burst, and a pause ends it', () => {
    const stops = [0, 2, 4, 6, 8, 10, 13].map((minute) => at(minute));
    const bursts = walk(stops).map(({ burst }) => burst);
    expect(bursts.slice(0, 4)).toEqual([null, null, null, null]);
    expect(bursts[5]).toEqual({ firstSeq: stops[0]!.signIn.seq, number: 6 });
    expect(bursts[6]).toBeNull();
  });
});
