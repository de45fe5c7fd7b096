// A progress line for whatever takes longer than two seconds: a bar on a terminal, wiped at the end; elsewhere an info
// line in the log now and then. Never a bar where NO_COLOR is set. Works on stderr only.

import { type Clock, systemClock } from './clock.ts';
import type { Stream } from './env.ts';
import { logger } from './log.ts';

export interface ProgressOptions {
  /** What is going on, in our own words: `Analyzing sign-ins`. */
  readonly label: string;
  /** What is counted: `sign-ins`. */
  readonly unit: string;
  /** How many there will be; null where nobody knows. */
  readonly total: number | null;
  readonly stream: Stream;
  readonly clock?: Clock;
  /** Default stderr. */
  readonly write?: (text: string) => void;
  /** The line for the log where no bar is drawn; default: info of the logger `progress`. */
  readonly log?: (text: string) => void;
}

export interface Progress extends Disposable {
  /** How many are done by now. Cheap: draws ten times a second at most. */
  update(done: number): void;
  /** Where the total becomes known, or changes, on the way. */
  setTotal(total: number | null): void;
  /** Takes the line away for a moment, so that something else can be printed. */
  clear(): void;
}

const QUIET_MS = 2000;
const DRAW_MS = 100;
const LOG_MS = 30_000;
const WIPE = '\r\u001b[2K';

export function startProgress(options: ProgressOptions): Progress {
  const { label, unit, stream, clock = systemClock } = options;
  const write = options.write ?? ((text: string) => void process.stderr.write(text));
  const log = options.log ?? ((text: string) => logger('progress').info('{text}', { text }));
  const startMs = clock();
  let total = options.total;
  let lastMs = Number.NEGATIVE_INFINITY;
  let drawn = false;

  const clear = () => {
    if (drawn) write(WIPE);
    drawn = false;
  };

  return {
    update(done) {
      const nowMs = clock();
      if (nowMs - startMs < QUIET_MS || nowMs - lastMs < (stream.color ? DRAW_MS : LOG_MS)) return;
      lastMs = nowMs;
      const text = progressText(done, { total, unit, elapsedMs: nowMs - startMs });
      if (!stream.color) return log(`${label}: ${text}`);
      const room = stream.columns - 1;
      const line = `${label} ${bar(done, total)}${text}`;
      write(`${WIPE}${line.length > room ? `${label}: ${text}`.slice(0, room) : line}`);
      drawn = true;
    },
    setTotal(value) {
      total = value;
    },
    clear,
    [Symbol.dispose]: clear,
  };
}

const BAR_COLUMNS = 24;

function bar(done: number, total: number | null): string {
  if (total === null || total <= 0) return '';
  const filled = Math.round(Math.min(1, done / total) * BAR_COLUMNS);
  return `[${'#'.repeat(filled)}${'.'.repeat(BAR_COLUMNS - filled)}] `;
}

/** `1,200 of 35,000 sign-ins (3%), 400/s, 1:24 left`; what is not known is left out. */
export function progressText(
  done: number,
  { total, unit, elapsedMs }: { total: number | null; unit: string; elapsedMs: number },
): string {
  const perSecond = elapsedMs > 0 ? (done / elapsedMs) * 1000 : 0;
  const rate = perSecond > 0 ? `, ${number(perSecond)}/s` : '';
  if (total === null || total <= 0) return `${number(done)} ${unit}${rate}`;
  const percent = Math.floor(Math.min(1, done / total) * 100);
  const left = perSecond > 0 && done < total ? `, ${minutes((total - done) / perSecond)} left` : '';
  return `${number(done)} of ${number(total)} ${unit} (${percent}%)${rate}${left}`;
}

function number(value: number): string {
  return value < 10 && !Number.isInteger(value) ? value.toFixed(1) : Math.round(value).toLocaleString('en-US');
}

function minutes(seconds: number): string {
  const whole = Math.ceil(seconds);
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(whole / 3600);
  const rest = `${Math.floor((whole % 3600) / 60)}:${two(whole % 60)}`;
  return hours > 0 ? `${hours}:${rest.padStart(5, '0')}` : rest;
}
