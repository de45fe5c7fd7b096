// Calls to an API that may fail: repeats what can heal, with full jitter or as long as the server asks, inside the
// time a listing may take; what cannot heal is thrown at once. Clock, sleep and randomness are the source's context.

import { BusybodyError } from '../platform/errors.ts';
import type { SourceContext } from './contract.ts';

/** What a failed call means: wait and repeat (null: as long as we like), or an error to tell. */
export type Verdict = { readonly retryAfterMs: number | null; readonly error: BusybodyError } | BusybodyError;

export interface CallOptions {
  readonly context: SourceContext;
  /** No wait goes past it, epoch milliseconds. */
  readonly deadlineMs: number;
  readonly judge: (error: unknown) => Verdict;
  readonly signal?: AbortSignal;
}

const MOST_TRIES = 6;
const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 60_000;

/** The call's result. @throws BusybodyError as judged, after at most six tries. */
export async function repeated<T>(call: () => Promise<T>, options: CallOptions): Promise<T> {
  const { context, deadlineMs, judge, signal } = options;
  for (let tries = 1; ; tries++) {
    try {
      return await call();
    } catch (error) {
      const verdict = judge(error);
      if (verdict instanceof BusybodyError) throw verdict;
      const longestMs = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** tries);
      const waitMs = verdict.retryAfterMs ?? Math.round(context.random() * longestMs);
      if (tries >= MOST_TRIES || context.clock() + waitMs > deadlineMs || signal?.aborted) throw verdict.error;
      await context.sleep(waitMs);
    }
  }
}
