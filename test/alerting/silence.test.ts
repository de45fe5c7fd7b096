// Silence: what must be told, and the much longer list of what must not.

import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { type Hour, habitOf, ordinaryDays, silenceOf } from '../../src/alerting/silence.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A Monday. */
const START_DAY = Date.UTC(2026, 0, 5) / DAY_MS;

function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

interface Company {
  readonly people: number;
  /** Chance that somebody signs in on a working day, and on a Saturday or Sunday. */
  readonly workday: number;
  readonly weekend: number;
  /** Days (from the start) on which nobody works. */
  readonly off?: (day: number) => boolean;
  readonly hours?: readonly [from: number, to: number];
}

/** Hours with sign-ins, from a Monday on. */
function hoursOf(company: Company, { days, seed }: { days: number; seed: number }): Hour[] {
  const draw = random(seed);
  const [from, to] = company.hours ?? [7, 18];
  const counts = new Map<number, number>();
  for (let day = 0; day < days; day++) {
    const free = day % 7 >= 5 || company.off?.(day);
    for (let person = 0; person < company.people; person++) {
      if (draw() >= (free ? company.weekend : company.workday)) continue;
      const hour = (START_DAY + day) * 24 + from + Math.floor(draw() * (to - from));
      counts.set(hour, (counts.get(hour) ?? 0) + 1);
    }
  }
  return [...counts].sort((a, b) => a[0] - b[0]).map(([hour, signIns]) => ({ hour, signIns }));
}

const EMPTY = new Set<number>();

/** Whether silence is told at some hour, when a poll asks every hour, from the fifth week to the end. */
function alarms(
  company: Company,
  { days, seed = 1, others = EMPTY }: { days: number; seed?: number; others?: Set<number> },
): string[] {
  const hours = hoursOf(company, { days, seed });
  const told: string[] = [];
  let at = 0;
  let habit: ReturnType<typeof habitOf> = null;
  for (let hour = (START_DAY + 28) * 24; hour < (START_DAY + days) * 24; hour += 3) {
    while (at < hours.length && hours[at]!.hour < hour) at++;
    if (hour % 24 === 0) habit = habitOf(hours.slice(0, at), company.people);
    const newest = hours[at - 1];
    if (!habit || !newest) continue;
    const silence = silenceOf(habit, { newestMs: newest.hour * HOUR_MS, askedMs: hour * HOUR_MS, others });
    if (silence) told.push(new Date(hour * HOUR_MS).toISOString());
  }
  return told;
}

/** How long after the last sign-in it is told that a source of this company fell silent on a day; null: not within 40 days. */
function daysUntilTold(
  company: Company,
  { day, others = EMPTY }: { day: number; others?: Set<number> },
): number | null {
  const hours = hoursOf(company, { days: day, seed: 3 });
  const habit = habitOf(hours, company.people);
  const newestMs = hours.at(-1)!.hour * HOUR_MS;
  for (let hour = 0; habit && hour < 40 * 24; hour++) {
    if (silenceOf(habit, { newestMs, askedMs: newestMs + hour * HOUR_MS, others })) return hour / 24;
  }
  return null;
}

const OFFICE = { people: 30, workday: 0.8, weekend: 0 } as const;
const off =
  (...days: number[]) =>
  (day: number) =>
    days.includes(day);
const between = (from: number, to: number) => (day: number) => day >= from && day <= to;

describe('silenceOf() says nothing of', () => {
  test.each<[string, Company, number]>([
    ['weekends of an office', OFFICE, 180],
    ['a holiday on a Wednesday', { ...OFFICE, off: off(100) }, 180],
    ['Easter, Friday to Monday', { ...OFFICE, off: off(88, 91) }, 180],
    ['four days off around a weekend', { ...OFFICE, off: off(87, 88, 91, 92) }, 180],
    ["the year's end, closed from 23 December to 3 January", { ...OFFICE, off: between(352, 363) }, 380],
    ['a summer month with half the people', { ...OFFICE, people: 12, workday: 0.4 }, 180],
    [
      'three people who all take the same two weeks off',
      { people: 3, workday: 0.8, weekend: 0, off: between(84, 97) },
      180,
    ],
    ['one person who signs in once a week', { people: 1, workday: 0.2, weekend: 0 }, 360],
    ['an app that ten people open now and then', { people: 10, workday: 0.03, weekend: 0 }, 360],
    ['a shop that is open on weekends only', { people: 8, workday: 0, weekend: 0.9 }, 180],
    [
      'people around the clock with a quiet holiday',
      { people: 200, workday: 0.9, weekend: 0.3, hours: [0, 24], off: off(100) },
      120,
    ],
    [
      'an office with a few on weekends, and a holiday with none of them',
      { ...OFFICE, people: 60, weekend: 0.1, off: off(100) },
      180,
    ],
  ])('%s', (_name, company, days) => {
    for (const seed of [1, 2, 3]) expect(alarms(company, { days, seed })).toEqual([]);
  });

  test('a pause that a quiet day may well bring, though none was as long yet', () => {
    const habit = { usualDays: new Array(7).fill(false), longestGapMs: 5 * HOUR_MS, typicalDay: 6, users: 9 };
    const silent = (quietestDay: number, hours: number) =>
      silenceOf({ ...habit, quietestDay }, { newestMs: 0, askedMs: hours * HOUR_MS, others: EMPTY }) !== null;
    expect([silent(4, 30), silent(40, 30), silent(40, 14), silent(4, 150), silent(0, 1000)]).toEqual([
      false,
      true,
      false,
      true,
      false,
    ]);
  });

  test('first weeks, and a source that was always sparse', () => {
    expect(habitOf([], 5)).toBeNull();
    expect(habitOf(hoursOf(OFFICE, { days: 26, seed: 1 }), 30)).toBeNull();
    const sparse = [0, 9, 40, 41, 77].map((day) => ({ hour: (START_DAY + day) * 24, signIns: 1 }));
    const habit = habitOf(sparse, 2)!;
    expect(habit.usualDays).toEqual(new Array(7).fill(false));
    const newestMs = sparse.at(-1)!.hour * HOUR_MS;
    expect(silenceOf(habit, { newestMs, askedMs: newestMs + 400 * DAY_MS, others: EMPTY })).toBeNull();
  });

  test('any office of any size, however its weeks fall, while it works on', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 120 }),
        fc.double({ min: 0.02, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 0.6, noNaN: true }),
        fc.integer({ min: 1, max: 1_000_000 }),
        fc.integer({ min: 40, max: 110 }),
        (people, workday, weekend, seed, holiday) => {
          const company = { people, workday, weekend: Math.min(weekend, workday), off: off(holiday, holiday + 1) };
          expect(alarms(company, { days: 120, seed })).toEqual([]);
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('silenceOf() tells', () => {
  const beside = new Set(Array.from({ length: 400 }, (_, day) => START_DAY + day));

  test.each<[string, Company, { day: number; others?: Set<number> }, number, number]>([
    ['an office after a working week without a sign-in', OFFICE, { day: 100 }, 5, 9],
    ['an office whose other app is used meanwhile, after three days', OFFICE, { day: 100, others: beside }, 3, 6],
    [
      'people around the clock within a day',
      { people: 200, workday: 0.9, weekend: 0.3, hours: [0, 24] },
      { day: 100 },
      0.4,
      1,
    ],
    ['three people after three weeks', { people: 3, workday: 0.95, weekend: 0 }, { day: 100 }, 18, 24],
    ['a shop of weekends after five of them', { people: 8, workday: 0, weekend: 0.95 }, { day: 98 }, 12, 23],
  ])('%s', (_name, company, when, least, most) => {
    const days = daysUntilTold(company, when);
    expect(days).toBeGreaterThan(least);
    expect(days).toBeLessThan(most);
  });

  test('not before the source was asked in vain: a source that could not be asked is not silent', () => {
    const hours = hoursOf(OFFICE, { days: 100, seed: 1 });
    const habit = habitOf(hours, 30)!;
    const newestMs = hours.at(-1)!.hour * HOUR_MS;
    expect(silenceOf(habit, { newestMs, askedMs: newestMs + HOUR_MS, others: beside })).toBeNull();
    expect(silenceOf(habit, { newestMs, askedMs: newestMs - DAY_MS, others: beside })).toBeNull();
    const silence = silenceOf(habit, { newestMs, askedMs: newestMs + 20 * DAY_MS, others: EMPTY })!;
    expect(silence).toMatchObject({ sinceMs: newestMs, busy: false });
    expect(silence.missedDays).toBeGreaterThanOrEqual(13);
  });
});

test('ordinaryDays() leaves out days on which few came', () => {
  const hours = hoursOf({ ...OFFICE, off: off(95) }, { days: 100, seed: 1 });
  const some = [...hours, { hour: (START_DAY + 95) * 24 + 9, signIns: 3 }];
  const days = new Set(ordinaryDays(habitOf(hours, 30)!, some));
  expect([94, 95, 96, 97, 98].map((day) => days.has(START_DAY + day))).toEqual([true, false, false, false, true]);
});
