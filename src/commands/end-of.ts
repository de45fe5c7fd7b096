// When knowledge ends, as people type it: an age forward (`14d`), a date that counts whole, or an instant. Never for ever.

import { printable } from '../domain/text.ts';
import { DAY_MS, parseDurationMs, parseIso, parseWhen } from '../domain/time.ts';
import { UsageError } from '../platform/errors.ts';
import type { Context } from './context.ts';

/** Furthest end: whatever holds longer is worth saying again. */
const FURTHEST_MS = 731 * DAY_MS;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

/**
 * Time for which an allowance holds: `--from` (an age before now, a date, an instant; null where absent) to `--until`, which must
 * be given. @throws UsageError E_USAGE
 */
export function windowFlags(context: Context): { fromMs: number | null; untilMs: number } {
  const { flags, clock } = context;
  const nowMs = clock();
  const until = flags.value('until');
  if (until === undefined) {
    throw usage('--until is needed: what is allowed must have an end', ['--until 14d', '--until 2026-12-31']);
  }
  const untilMs = parseEnd(until, nowMs);
  if (untilMs === null) {
    const shown = printable(until, { max: 60 });
    throw usage(`--until must be a date, a date and time, or a time ahead such as 14d: current value is ${shown}`, [
      '--until 14d',
    ]);
  }
  if (untilMs > nowMs + FURTHEST_MS) {
    const shown = printable(until, { max: 60 });
    throw usage(`--until must lie within two years, then say it again: current value is ${shown}`, ['--until 52w']);
  }
  const from = flags.value('from');
  const fromMs = from === undefined ? null : parseWhen(from, nowMs);
  if (from !== undefined && fromMs === null) {
    const shown = printable(from, { max: 60 });
    throw usage(`--from must be a date, a date and time, or an age: current value is ${shown}`, ['--from 2d']);
  }
  if (fromMs !== null && fromMs > untilMs) throw usage('--from must lie before --until', ['--from 2d --until 14d']);
  return { fromMs, untilMs };
}

/** The last millisecond that counts: `14d` from now, a date to the end of its UTC day, a time as it is. */
export function parseEnd(text: string, nowMs: number): number | null {
  const trimmed = text.trim();
  const aheadMs = parseDurationMs(trimmed);
  if (aheadMs !== null) return nowMs + aheadMs;
  const timeMs = parseIso(trimmed);
  return timeMs !== null && DATE.test(trimmed) ? timeMs + DAY_MS - 1 : timeMs;
}

function usage(message: string, hints: readonly string[]): UsageError {
  return new UsageError('E_USAGE', `Cannot read the command line: ${message}`, { hints });
}
