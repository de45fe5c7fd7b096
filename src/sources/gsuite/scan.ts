// Reads the login log, newest first, page after page. Google adds events late, under the time they happened: every poll
// reads the hour before the newest event again, once an hour what came up to eleven hours late since the last time it did,
// and once a day what came up to six days late: nothing later is lost, and a quiet poll costs one page.
// The cursor moves only with the last page of a chain, or, where time ran out, to a note of the older part still to be read.

import { DAY_MS, HOUR_MS } from '../../domain/time.ts';
import { BusybodyError } from '../../platform/errors.ts';
import type { ListOptions, SourceBatch, SourceContext } from '../contract.ts';
import { textValue } from '../values.ts';
import { DOING, type GsuiteClient } from './client.ts';
import { type GsuiteCursor, readGsuiteCursor, writeGsuiteCursor } from './cursor.ts';
import { signInsOfActivity } from './normalise.ts';

const OVERLAP_MS = HOUR_MS;
/** How late an event may come and be found, and how often that is looked for. */
const HALF_DAY = { lateMs: 11 * HOUR_MS, everyMs: HOUR_MS } as const;
const DEEP = { lateMs: 6 * DAY_MS, everyMs: DAY_MS } as const;
/** What the API keeps; it cuts longer windows by itself. */
const HISTORY_MS = 180 * DAY_MS;
const PAGE_SIZE = 1000;
/** 200 calls a minute: the API allows 250. */
const PACE_MS = 300;
/** A chain this long is not begun anew because of its last page. */
const LONG_CHAIN_PAGES = 10;

export interface ScanParts {
  readonly name: string;
  readonly client: () => Promise<GsuiteClient>;
  readonly context: SourceContext;
}

export async function* scanLoginLog(parts: ScanParts, { cursor, signal }: ListOptions): AsyncGenerator<SourceBatch> {
  const { clock, budgetMs } = parts.context;
  const nowMs = clock();
  const deadlineMs = nowMs + budgetMs;
  const client = await parts.client();
  let past = readGsuiteCursor(cursor);
  if (past?.resume !== undefined) {
    past = yield* scanWindow({ ...parts, client, nowMs, deadlineMs, signal, past }, past.resume);
    // What came in since that chain began is newer than all of it: on with it, if there is time.
    if (past.resume !== undefined || signal?.aborted || clock() >= deadlineMs) return;
  }
  yield* scanWindow({ ...parts, client, nowMs, deadlineMs, signal, past }, nextWindow(past, nowMs));
}

interface Window {
  readonly startMs: number;
  /** null: up to now, by Google's clock rather than ours. */
  readonly endMs: number | null;
  /** Newest event time of the part already read. */
  readonly newestMs: number | null;
  readonly beganMs: number;
}

interface WindowParts extends Omit<ScanParts, 'client'> {
  readonly client: GsuiteClient;
  readonly nowMs: number;
  readonly deadlineMs: number;
  readonly signal?: AbortSignal;
  readonly past: GsuiteCursor | null;
}

/** From an hour before the newest event known, or further back where that is due, or from the beginning. */
function nextWindow(past: GsuiteCursor | null, nowMs: number): Window {
  const watermarkMs = past?.watermarkMs ?? null;
  // An event from the future must not move the window there.
  const recentMs = watermarkMs === null ? 0 : Math.min(watermarkMs, nowMs) - OVERLAP_MS;
  let startMs = recentMs;
  for (const [{ lateMs, everyMs }, atMs] of past === null ? [] : reReads(past)) {
    // A clock that was wrong may have put the last time into the future.
    if (Math.abs(nowMs - atMs) >= everyMs) startMs = Math.min(startMs, Math.min(atMs, nowMs) - lateMs);
  }
  return { startMs: clamp(startMs, nowMs), endMs: null, newestMs: null, beganMs: nowMs };
}

type ReRead = typeof HALF_DAY | typeof DEEP;

/** What is looked for now and then, with when that was last done. */
function reReads({ deepAtMs, halfDayAtMs }: GsuiteCursor): readonly (readonly [ReRead, atMs: number])[] {
  return [
    [DEEP, deepAtMs],
    [HALF_DAY, Math.max(deepAtMs, halfDayAtMs)],
  ];
}

/** The API refuses windows that begin in the future, and keeps 180 days. */
function clamp(startMs: number, nowMs: number): number {
  return Math.min(Math.max(startMs, nowMs - HISTORY_MS), nowMs - 1000);
}

interface Progress {
  newestMs: number | null;
  /** Oldest event so far; what is older is still to be read. */
  oldestMs: number;
  /** How far events were out of order: the greatest step back towards newer ones. */
  disorderMs: number;
}

/** Yields the window's batches and returns the cursor it ended with. */
async function* scanWindow(parts: WindowParts, window: Window): AsyncGenerator<SourceBatch, GsuiteCursor> {
  const { name, client, context, nowMs, deadlineMs, signal, past } = parts;
  const endMs = window.endMs ?? nowMs;
  const progress: Progress = { newestMs: window.newestMs, oldestMs: endMs, disorderMs: 0 };
  let pageToken: string | undefined;
  for (let read = 0; ; read++) {
    const cursor = interrupted(window, { progress, past });
    // Even without time one page is read, so that every listing comes further than the last.
    if (read > 0 && (signal?.aborted || context.clock() >= deadlineMs)) {
      yield { signIns: [], refused: [], done: null, cursor: writeGsuiteCursor(cursor) };
      return cursor;
    }
    if (read > 0) await context.sleep(PACE_MS);
    let page: Page;
    try {
      page = await readPage(client, { window, pageToken, nowMs, deadlineMs, signal });
    } catch (error) {
      if (read >= LONG_CHAIN_PAGES) yield { signIns: [], refused: [], done: null, cursor: writeGsuiteCursor(cursor) };
      throw error;
    }
    const batch = normalised(page.items, { name, nowMs });
    for (const { timeMs } of batch.signIns) note(progress, Math.min(timeMs, nowMs));
    if (page.next === null) {
      const done = finished(window, { progress, past });
      yield { ...batch, done: 1, cursor: writeGsuiteCursor(done) };
      return done;
    }
    const covered = (endMs - progress.oldestMs) / Math.max(1, endMs - window.startMs);
    yield { ...batch, done: Math.min(1, Math.max(0, covered)), cursor: null };
    pageToken = page.next;
  }
}

function note(progress: Progress, timeMs: number): void {
  progress.newestMs = Math.max(progress.newestMs ?? 0, timeMs);
  progress.disorderMs = Math.max(progress.disorderMs, timeMs - progress.oldestMs);
  progress.oldestMs = Math.min(progress.oldestMs, timeMs);
}

interface Page {
  readonly items: readonly unknown[];
  readonly next: string | null;
}

async function readPage(
  client: GsuiteClient,
  options: { window: Window; pageToken?: string; nowMs: number; deadlineMs: number; signal?: AbortSignal },
): Promise<Page> {
  const { window, pageToken, nowMs, deadlineMs, signal } = options;
  const startMs = clamp(window.startMs, nowMs);
  const endTime = window.endMs === null ? undefined : new Date(Math.max(window.endMs, startMs + 1)).toISOString();
  const startTime = new Date(startMs).toISOString();
  const answer = await client({ startTime, endTime, pageToken, maxResults: PAGE_SIZE, deadlineMs, signal });
  const next = textValue(answer.nextPageToken);
  const items: unknown = answer.items ?? [];
  if (Array.isArray(items) && (next === null || next !== pageToken)) return { items, next };
  const why = Array.isArray(items) ? 'the next page is the same page' : 'items is no list';
  throw new BusybodyError('E_GSUITE_ANSWER', `Cannot ${DOING}: ${why}`, {
    hints: ['Check pollers.gsuite.api_url in the config'],
  });
}

function normalised(items: readonly unknown[], { name, nowMs }: { name: string; nowMs: number }) {
  const signIns: SourceBatch['signIns'][number][] = [];
  const refused: SourceBatch['refused'][number][] = [];
  for (const item of items) {
    const result = signInsOfActivity(item, { source: name, nowMs });
    if (Array.isArray(result)) signIns.push(...result);
    else refused.push(result);
  }
  return { signIns, refused };
}

function finished(window: Window, { progress, past }: { progress: Progress; past: GsuiteCursor | null }): GsuiteCursor {
  const newest = Math.max(past?.watermarkMs ?? 0, progress.newestMs ?? 0);
  const { beganMs, startMs } = window;
  const [deepAtMs, halfDayAtMs] = (past === null ? [] : reReads(past)).map(([{ lateMs }, atMs]) =>
    startMs <= clamp(Math.min(atMs, beganMs) - lateMs, beganMs) ? beganMs : atMs,
  );
  return {
    v: 1,
    watermarkMs: newest > 0 ? newest : null,
    deepAtMs: deepAtMs ?? beganMs,
    halfDayAtMs: halfDayAtMs ?? beganMs,
  };
}

/** Where this window goes on next time: the older part, with what is out of order read again. */
function interrupted(
  window: Window,
  { progress, past }: { progress: Progress; past: GsuiteCursor | null },
): GsuiteCursor {
  const { startMs, beganMs } = window;
  const endMs = Math.max(startMs + 1, progress.oldestMs + progress.disorderMs + 1);
  const resume = { startMs, endMs, newestMs: progress.newestMs, beganMs };
  const { watermarkMs, deepAtMs, halfDayAtMs } = past ?? { watermarkMs: null, deepAtMs: 0, halfDayAtMs: 0 };
  return { v: 1, watermarkMs, deepAtMs, halfDayAtMs, resume };
}
