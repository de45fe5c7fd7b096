import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { limitAt, noteScore, openThreshold, startLimit, type ThresholdState } from '../../src/alerting/threshold.ts';
import { evenNumbers } from '../forest/rows.ts';

const DAY_MS = 86_400_000;
const START = 0.6;
const TABLE = { budgets: [0.5, 1, 2, 5], limits: [0.7, 0.66, 0.62, 0.56] };

interface Judged {
  readonly timeMs: number;
  readonly user: string;
  readonly score: number;
}

/** A company: `perDay` sign-ins a day in event order, scores low and even but for a thin strange tail. */
function company(options: {
  days: number;
  perDay: number;
  users: number;
  seed: number;
  tail?: (u: number) => number;
}): Judged[] {
  const { days, perDay, users, seed, tail = (u) => 0.5 * u ** 6 } = options;
  const next = evenNumbers(seed);
  const all: Judged[] = [];
  for (let day = 0; day < days; day++)
    for (let n = 0; n < perDay; n++)
      all.push({
        timeMs: day * DAY_MS + Math.floor((n / perDay) * DAY_MS),
        user: `u${Math.floor(next() * users)}`,
        score: 0.3 + tail(next()),
      });
  return all;
}

/** The limit each sign-in met. */
function limits(state: ThresholdState, judged: readonly Judged[], budget = 1): number[] {
  return judged.map((one) => {
    const limit = limitAt(state, { timeMs: one.timeMs, budget, start: START });
    noteScore(state, one);
    return limit;
  });
}

describe('startLimit()', () => {
  test.each([
    [0.01, 0.7],
    [0.5, 0.7],
    [1, 0.66],
    [2, 0.62],
    [5, 0.56],
    [1000, 0.56],
  ])('for a budget of %d is %d', (budget, limit) => {
    expect(startLimit(TABLE, budget)).toBeCloseTo(limit, 12);
  });

  test('falls as the budget grows, without a jump', () => {
    let before = startLimit(TABLE, 0.4);
    for (let budget = 0.4; budget < 6; budget += 0.01) {
      const limit = startLimit(TABLE, budget);
      expect(limit).toBeLessThanOrEqual(before);
      expect(before - limit).toBeLessThan(0.005);
      before = limit;
    }
  });
});

describe('limitAt()', () => {
  test('is the start while there is too little past, in days or in sign-ins', () => {
    const short = limits(openThreshold(START), company({ days: 14, perDay: 200, users: 40, seed: 1 }));
    const quiet = limits(openThreshold(START), company({ days: 60, perDay: 20, users: 5, seed: 2 }));
    for (const limit of [...short, ...quiet]) expect(limit).toBe(START);
  });

  test('moves only where a UTC day begins, slowly, and within bounds of the start', () => {
    const judged = company({ days: 90, perDay: 200, users: 40, seed: 3 });
    const met = limits(openThreshold(START), judged);
    expect(new Set(met).size).toBeGreaterThan(10);
    for (let n = 1; n < met.length; n++) {
      const sameDay = Math.floor(judged[n]!.timeMs / DAY_MS) === Math.floor(judged[n - 1]!.timeMs / DAY_MS);
      if (sameDay) expect(met[n]).toBe(met[n - 1]!);
      expect(Math.abs(met[n]! - met[n - 1]!)).toBeLessThanOrEqual(0.01);
      expect(Math.abs(met[n]! - START)).toBeLessThanOrEqual(0.1);
    }
  });

  test.each([
    ['only strange sign-ins', () => 0.5, 1],
    ['never a strange sign-in', () => 0, -1],
  ])('stops at its bound after %s', (_, tail, direction) => {
    const met = limits(openThreshold(START), company({ days: 60, perDay: 100, users: 20, seed: 4, tail }));
    const far = (met.at(-1)! - START) * direction;
    expect(far).toBeGreaterThan(0.04);
    expect(far).toBeLessThanOrEqual(0.1);
    expect(new Set(met.slice(-1000)).size).toBe(1);
  });

  test('does not rise with sign-ins that are plainly takeovers: a company under attack must not grow deaf', () => {
    const calm = company({ days: 60, perDay: 100, users: 20, seed: 9, tail: (u) => 0.2 * u });
    const attacked = calm.map((one, n) => (n % 40 === 0 ? { ...one, score: 0.97 } : one));
    expect(limits(openThreshold(START), attacked).at(-1)!).toBeLessThanOrEqual(
      limits(openThreshold(START), calm).at(-1)!,
    );
  });

  test('does not look at the day in progress', () => {
    const past = company({ days: 40, perDay: 100, users: 20, seed: 5 });
    const calm = openThreshold(START);
    const wild = openThreshold(START);
    limits(calm, past);
    limits(wild, past);
    const timeMs = 40 * DAY_MS;
    const met = [calm, wild].map((state) => limitAt(state, { timeMs, budget: 1, start: START }));
    for (let n = 0; n < 50; n++) noteScore(wild, { timeMs, user: `u${n}`, score: 0.99 });
    const later = [calm, wild].map((state) => limitAt(state, { timeMs: timeMs + DAY_MS - 1, budget: 1, start: START }));
    expect(new Set([...met, ...later]).size).toBe(1);
  });

  test('for a sign-in that comes late is the limit in force, and its score changes nothing', () => {
    const state = openThreshold(START);
    limits(state, company({ days: 30, perDay: 100, users: 20, seed: 6 }));
    const before = structuredClone(state);
    expect(limitAt(state, { timeMs: 3 * DAY_MS, budget: 1, start: START })).toBe(before.limit);
    noteScore(state, { timeMs: 3 * DAY_MS, user: 'late', score: 1 });
    expect(state).toEqual(before);
  });

  test('forgets what is older than 28 days', () => {
    const state = openThreshold(START);
    limits(state, company({ days: 100, perDay: 50, users: 10, seed: 7 }));
    expect(state.days.length).toBeLessThanOrEqual(28);
    expect(JSON.stringify(state).length).toBeLessThan(20_000);
    limitAt(state, { timeMs: 500 * DAY_MS, budget: 1, start: START });
    expect(state.days).toEqual([]);
  });

  test('is the same however the sign-ins are cut, the state kept as JSON in between', () => {
    const judged = company({ days: 45, perDay: 60, users: 15, seed: 8 });
    const whole = limits(openThreshold(START), judged);
    fc.assert(
      fc.property(fc.array(fc.nat(judged.length - 1), { maxLength: 6 }), (cuts) => {
        let state = openThreshold(START);
        const met: number[] = [];
        const borders = [0, ...cuts.sort((a, b) => a - b), judged.length];
        for (let n = 1; n < borders.length; n++) {
          met.push(...limits(state, judged.slice(borders[n - 1], borders[n])));
          state = JSON.parse(JSON.stringify(state));
        }
        expect(met).toEqual(whole);
      }),
      { numRuns: 12 },
    );
  });

  test.each([0.5, 1, 2, 5])('realises a budget of %d within 0.7 to 1.3 on scores that stay alike', (budget) => {
    // Four companies, each user-day told once; looked at after the limit had its four weeks.
    let told = 0;
    let signIns = 0;
    for (let seed = 10; seed < 14; seed++) {
      const judged = company({ days: 120, perDay: 300, users: 200, seed, tail: (u) => 0.36 * u ** 20 });
      const met = limits(openThreshold(START), judged, budget);
      const once = new Set<string>();
      for (const [n, one] of judged.entries()) {
        if (one.timeMs < 42 * DAY_MS) continue;
        signIns += 1;
        if (one.score >= met[n]!) once.add(`${one.user} ${Math.floor(one.timeMs / DAY_MS)}`);
      }
      told += once.size;
    }
    const realised = (1000 * told) / signIns / budget;
    expect(realised).toBeGreaterThan(0.7);
    expect(realised).toBeLessThan(1.3);
  });
});

describe('noteScore()', () => {
  test('keeps the highest score of each user of the day, whatever they are called', () => {
    const state = openThreshold(START);
    limitAt(state, { timeMs: 0, budget: 1, start: START });
    for (const user of ['__proto__', 'constructor', 'ada'])
      for (const score of [0.2, 0.9, 0.4]) noteScore(state, { timeMs: 5, user, score });
    expect(Object.entries(state.users).sort()).toEqual([
      ['__proto__', 0.9],
      ['ada', 0.9],
      ['constructor', 0.9],
    ]);
    expect(state.signIns).toBe(9);
    limitAt(state, { timeMs: DAY_MS, budget: 1, start: START });
    expect(state.days).toEqual([{ day: 0, signIns: 9, peaks: { '450': 3 } }]);
  });

  test('takes the whole range of scores', () => {
    const state = openThreshold(START);
    for (let day = 0; day < 20; day++)
      for (const score of [0, 0.5, 1])
        for (let n = 0; n < 50; n++) limits(state, [{ timeMs: day * DAY_MS, user: `u${n} ${score}`, score }]);
    expect(state.days).toHaveLength(19);
    for (const day of state.days) expect(day).toMatchObject({ signIns: 150, peaks: { '250': 50, '500': 50 } });
    const limit = limitAt(state, { timeMs: 21 * DAY_MS, budget: 1, start: START });
    expect(limit).toBeGreaterThan(0.5);
    expect(limit).toBeLessThan(0.7);
  });
});
