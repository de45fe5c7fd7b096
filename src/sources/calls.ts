// Calls to an API that may fail: repeats what can heal, with full jitter or as long as the server asks, inside the
// time a listing may take; what cannot heal is thrown at once. Clock, sleep and randomness are the source's context.

import { BusybodyError } from '../platform/errors.ts';
import { logger } from '../platform/log.ts';
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

/** One call, until its last byte; a page of a thousand records has one or two megabytes. */
export const CALL_TIMEOUT_MS = 20_000;

const MOST_TRIES = 6;
/** A server that accepts and never answers seldom thinks better of it. */
const MOST_TIMEOUTS = 2;
/** From the first try to the last wait, unless the server itself asks for more. */
const LONGEST_TRYING_MS = 60_000;
const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 60_000;

/** The call's result. @throws BusybodyError as judged, after at most six tries, two time-outs, or a minute of trying. */
export async function repeated<T>(call: () => Promise<T>, options: CallOptions): Promise<T> {
  const { context, deadlineMs, judge, signal } = options;
  const startMs = context.clock();
  let timeouts = 0;
  for (let tries = 1; ; tries++) {
    try {
      return await call();
    } catch (error) {
      const verdict = judge(error);
      if (verdict instanceof BusybodyError) throw verdict;
      const longestMs = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** tries);
      const waitMs = verdict.retryAfterMs ?? Math.round(context.random() * longestMs);
      if (timedOut(error)) timeouts += 1;
      if (timeouts >= MOST_TIMEOUTS) throw verdict.error;
      const asked = verdict.retryAfterMs !== null;
      if (!asked && context.clock() + waitMs - startMs > LONGEST_TRYING_MS) throw verdict.error;
      if (tries >= MOST_TRIES || context.clock() + waitMs > deadlineMs || signal?.aborted) throw verdict.error;
      const told = { message: verdict.error.message, seconds: Math.ceil(waitMs / 1000) };
      if (asked) logger('sources').info('{message}: trying again in {seconds} s', told);
      else logger('sources').warn('{message}: trying again in {seconds} s', told);
      await context.sleep(waitMs);
    }
  }
}

/** Our fetch's own error or the platform's, also where a client has wrapped it. */
function timedOut(error: unknown): boolean {
  let link: unknown = error;
  for (let depth = 0; link instanceof Error && depth < 5; depth++) {
    if (link.name === 'TimeoutError' || (link instanceof BusybodyError && link.code === 'E_HTTP_TIMEOUT')) return true;
    link = 'original' in link ? link.original : link.cause;
  }
  return false;
}
