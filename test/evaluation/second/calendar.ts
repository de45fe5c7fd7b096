// Local time for the second simulator: offsets with daylight saving, weekdays, from days counted since the epoch.

import type { Zone } from './catalogue.ts';

export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;

/** 0 is Sunday. */
export function weekdayOf(dayMs: number): number {
  return (Math.floor(dayMs / DAY_MS) + 4) % 7;
}

/** UTC midnight of the nth Sunday of a month (from 1), or of its last (n = 0). */
function sundayMs(year: number, month: number, nth: number): number {
  if (nth === 0) {
    const last = Date.UTC(year, month + 1, 0);
    return last - weekdayOf(last) * DAY_MS;
  }
  const first = Date.UTC(year, month, 1);
  return first + (((7 - weekdayOf(first)) % 7) + (nth - 1) * 7) * DAY_MS;
}

function savingOf(zone: Zone, timeMs: number): boolean {
  if (zone.rule === 'none') return false;
  const year = new Date(timeMs).getUTCFullYear();
  const winterMs = zone.offsetMinutes * MINUTE_MS;
  if (zone.rule === 'eu') {
    return timeMs >= sundayMs(year, 2, 0) + HOUR_MS && timeMs < sundayMs(year, 9, 0) + HOUR_MS;
  }
  if (zone.rule === 'us') {
    return (
      timeMs >= sundayMs(year, 2, 2) + 2 * HOUR_MS - winterMs && timeMs < sundayMs(year, 10, 1) + HOUR_MS - winterMs
    );
  }
  return (
    timeMs < sundayMs(year, 3, 1) + 2 * HOUR_MS - winterMs || timeMs >= sundayMs(year, 9, 1) + 2 * HOUR_MS - winterMs
  );
}

/** Milliseconds to add to UTC for local time. */
export function offsetMs(zone: Zone, timeMs: number): number {
  return (zone.offsetMinutes + (savingOf(zone, timeMs) ? 60 : 0)) * MINUTE_MS;
}

/** The moment of `localMinutes` after local midnight of the day whose UTC midnight is `dayMs`; may run past 24 h. */
export function momentOf(zone: Zone, dayMs: number, localMinutes: number): number {
  const local = dayMs + Math.floor(localMinutes * MINUTE_MS);
  return local - offsetMs(zone, local - zone.offsetMinutes * MINUTE_MS);
}

/** Local hour of day, 0 ≤ h < 24. */
export function localHour(zone: Zone, timeMs: number): number {
  const local = timeMs + offsetMs(zone, timeMs);
  return (local - Math.floor(local / DAY_MS) * DAY_MS) / HOUR_MS;
}
