// One user's sign-ins in order: how long after the one before, how far and fast from where, whether in a burst, after how many
// failures. Says only what is known when the sign-in happens, so it can be told line by line.

import type { Enrichment } from './enrichment.ts';
import type { Outcome } from './sign-in.ts';
import { HOUR_MS, MINUTE_MS } from './time.ts';
import { isPlaced, type Travel, travelBetween } from './travel.ts';

/** A sign-in as the journey takes it. */
export interface Stop {
  readonly signIn: { readonly timeMs: number; readonly seq: number; readonly outcome: Outcome };
  readonly enrichment: Enrichment;
}

export interface Passage {
  /** Since the sign-in before, failed ones too; null where there is none. */
  readonly gapMs: number | null;
  /** From the last successful sign-in whose place is known; null where there is none, or it is no way worth telling. */
  readonly travel: Travel | null;
  /** Where that one was. */
  readonly from: { readonly seq: number; readonly enrichment: Enrichment } | null;
  /** The fifth or a later one of a run, each within two minutes of the one before: its first, and its place in the run. */
  readonly burst: { readonly firstSeq: number; readonly number: number } | null;
  /** Failed and challenged attempts since the last success, within an hour before. */
  readonly failuresBefore: number;
}

/** Of a sign-in that is shown by itself. */
export const NO_PASSAGE: Passage = { gapMs: null, travel: null, from: null, burst: null, failuresBefore: 0 };

export interface Journey {
  /** The next one; give them in the order of time. */
  next(stop: Stop): Passage;
}

/** Within this long of one another sign-ins are one run. */
export const RUN_GAP_MS = 2 * MINUTE_MS;
/** Fewer than so many are everyday: somebody opens several apps. */
export const LEAST_BURST = 5;

/** The journey of one user, from its beginning or from any sign-in on. */
export function openJourney(): Journey {
  let last: Stop | null = null;
  let placed: Stop | null = null;
  let run = { firstSeq: 0, number: 0 };
  let failures: number[] = [];

  return {
    next(stop) {
      const { timeMs, seq, outcome } = stop.signIn;
      const gapMs = last === null ? null : Math.max(0, timeMs - last.signIn.timeMs);
      run = gapMs !== null && gapMs <= RUN_GAP_MS ? { ...run, number: run.number + 1 } : { firstSeq: seq, number: 1 };
      const travel = placed === null ? null : travelBetween(placed, stop);
      const from =
        travel === null || placed === null ? null : { seq: placed.signIn.seq, enrichment: placed.enrichment };
      failures = failures.filter((atMs) => timeMs - atMs <= HOUR_MS);
      const failuresBefore = failures.length;
      if (outcome === 'success') {
        failures = [];
        if (isPlaced(stop.enrichment)) placed = stop;
      } else failures.push(timeMs);
      last = stop;
      return { gapMs, travel, from, burst: run.number >= LEAST_BURST ? run : null, failuresBefore };
    },
  };
}
