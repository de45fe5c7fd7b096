// Whether a source's sign-ins arrive later than they usually do: an app that publishes its log hours behind, or a cursor that
// does not catch up. Learnt from polls that brought something new; the pause of a weekend is no delay.

export interface Lateness {
  /** Age of the newest sign-in when a poll brought something new, in whole minutes, oldest first. */
  readonly usual: readonly number[];
  /** When the first of them was noted; null before. */
  readonly sinceMs: number | null;
  /** Polls in a row that were late, and when the first of them was. */
  readonly late: { readonly polls: number; readonly sinceMs: number } | null;
}

export const PUNCTUAL: Lateness = { usual: [], sinceMs: null, late: null };

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const KEPT = 200;
/** So many polls over so long are a habit. */
const LEAST = { polls: 50, ms: 7 * DAY_MS } as const;
/** Never late below this; else beyond so many times what 95 of 100 polls stayed under. */
const LATE = { leastMs: 6 * HOUR_MS, times: 4, share: 0.95 } as const;
/** One late page is no lateness. */
const TOLD = { polls: 3, ms: 2 * HOUR_MS } as const;

/** The same after a poll that brought something new, whose newest sign-in was `ageMs` old. Late ones are no habit. */
export function noteArrival(lateness: Lateness, { nowMs, ageMs }: { nowMs: number; ageMs: number }): Lateness {
  const limitMs = lateLimitMs(lateness, nowMs);
  if (limitMs !== null && ageMs > limitMs) {
    const { polls, sinceMs } = lateness.late ?? { polls: 0, sinceMs: nowMs };
    return { ...lateness, late: { polls: polls + 1, sinceMs } };
  }
  const minutes = Math.max(0, Math.round(ageMs / MINUTE_MS));
  return { usual: [...lateness.usual, minutes].slice(-KEPT), sinceMs: lateness.sinceMs ?? nowMs, late: null };
}

/** Since when it is late; null where it is not, or not for long enough to tell. */
export function lateSinceMs({ late }: Lateness, nowMs: number): number | null {
  if (late === null || late.polls < TOLD.polls || nowMs - late.sinceMs < TOLD.ms) return null;
  return late.sinceMs;
}

/** What 95 of 100 polls stayed under; null while nothing is known. */
export function usualLatenessMs({ usual }: Lateness): number | null {
  const sorted = [...usual].sort((a, b) => a - b);
  const at = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * LATE.share))];
  return at === undefined ? null : at * MINUTE_MS;
}

function lateLimitMs(lateness: Lateness, nowMs: number): number | null {
  const usualMs = usualLatenessMs(lateness);
  if (usualMs === null || lateness.usual.length < LEAST.polls) return null;
  if (nowMs - (lateness.sinceMs ?? nowMs) < LEAST.ms) return null;
  return Math.max(LATE.leastMs, LATE.times * usualMs);
}
