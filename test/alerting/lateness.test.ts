// Lateness and lost places: what is a habit is no news, one odd page is none either.

import { describe, expect, test } from 'bun:test';
import { type Lateness, lateSinceMs, noteArrival, PUNCTUAL, usualLatenessMs } from '../../src/alerting/lateness.ts';
import { lostPlaces, NO_PLACES, notePlaces, type Places } from '../../src/alerting/places.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const T0 = Date.UTC(2026, 0, 5);
const END = T0 + 14 * 24 * HOUR_MS;

/** Two weeks of polls every two hours, each with something new so old. */
function habit(ageMs: (n: number) => number): Lateness {
  let lateness = PUNCTUAL;
  for (let n = 0; n < 168; n++) lateness = noteArrival(lateness, { nowMs: T0 + n * 2 * HOUR_MS, ageMs: ageMs(n) });
  return lateness;
}

/** Whether it is told at the end of polls every 30 minutes. */
function told(lateness: Lateness, ages: readonly number[]): boolean {
  let after = lateness;
  let nowMs = END;
  for (const ageMs of ages) {
    nowMs += 30 * MINUTE_MS;
    after = noteArrival(after, { nowMs, ageMs });
  }
  return lateSinceMs(after, nowMs) !== null;
}

const hours = (...ages: number[]) => ages.map((age) => age * HOUR_MS);

describe('noteArrival()', () => {
  const prompt = habit((n) => (n % 7) * MINUTE_MS);
  const slow = habit((n) => (3 + (n % 4)) * HOUR_MS);

  test.each<[string, Lateness, readonly number[], boolean]>([
    ['hours behind, page after page', prompt, hours(9, 9, 9, 9, 9, 9), true],
    ['one late page', prompt, hours(9), false],
    ['late for an hour', prompt, hours(9, 9, 9), false],
    ['late, and in time again', prompt, hours(9, 9, 9, 9, 9, 9, 0.1), false],
    ['five hours: not worth telling', prompt, hours(5, 5, 5, 5, 5, 5), false],
    ['an app that is always hours behind', slow, hours(6, 6, 6, 6, 6, 6), false],
    ['the same, a day behind', slow, hours(30, 30, 30, 30, 30, 30), true],
    ['the first days', PUNCTUAL, hours(99, 99, 99, 99, 99, 99), false],
  ])('%s', (_name, lateness, ages, expected) => {
    expect(told(lateness, ages)).toBe(expected);
  });

  test('learns nothing from late pages, and keeps a bounded past', () => {
    let lateness = prompt;
    for (let n = 0; n < 500; n++)
      lateness = noteArrival(lateness, { nowMs: END + n * 30 * MINUTE_MS, ageMs: 40 * HOUR_MS });
    expect(usualLatenessMs(lateness)).toBeLessThan(HOUR_MS);
    expect(lateSinceMs(lateness, END + 500 * 30 * MINUTE_MS)).toBe(END);
    for (let n = 0; n < 500; n++) lateness = noteArrival(lateness, { nowMs: END, ageMs: 0 });
    expect(lateness.usual.length).toBe(200);
  });
});

describe('lostPlaces()', () => {
  const runs = (places: Places, count: number, one: readonly [looked: number, placed: number, cities: number]) => {
    let after = places;
    for (let n = 0; n < count; n++) after = notePlaces(after, { looked: one[0], placed: one[1], cities: one[2] });
    return after;
  };
  const withCities = runs(NO_PLACES, 60, [10, 10, 8]);
  const countries = runs(NO_PLACES, 60, [10, 9, 0]);

  test.each<[string, Places, unknown]>([
    ['the database is gone', runs(withCities, 8, [10, 2, 1]), { kind: 'place' }],
    ['only countries are left', runs(withCities, 8, [10, 10, 0]), { kind: 'city' }],
    ['cities were never known', runs(countries, 50, [10, 9, 0]), null],
    ['as usual', runs(withCities, 50, [10, 10, 7]), null],
    ['a few addresses without a place', runs(withCities, 3, [10, 0, 0]), null],
    ['the first addresses', runs(NO_PLACES, 8, [10, 0, 0]), null],
    ['lost, and known again', runs(runs(withCities, 30, [10, 0, 0]), 15, [10, 10, 8]), null],
    ['lost for long', runs(withCities, 500, [10, 0, 0]), { kind: 'place' }],
  ])('%s', (_name, places, expected) => {
    const lost = lostPlaces(places);
    if (expected === null) expect(lost).toBeNull();
    else expect(lost).toMatchObject(expected as object);
  });
});
