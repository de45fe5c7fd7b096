// Reads team.accessLogs page by page. How Slack sorts is not documented and rows change wherever they stand, so no old
// row may end a scan: few pages are always read to the end, many are read until several whole pages in a row hold
// nothing near the last scan's end, and once a day to the end. `before` stands still during a scan, so that new rows do
// not push others over page borders; where rows went away and others moved up, the pages they moved to are read again.

import { BusybodyError } from '../../platform/errors.ts';
import type { ListOptions, SourceBatch, SourceContext } from '../contract.ts';
import { isObject, type JsonObject, type Refused, textValue } from '../values.ts';
import type { SlackClient } from './client.ts';
import { readSlackCursor, type SlackCursor, writeSlackCursor } from './cursor.ts';
import { signInsOfRow } from './normalise.ts';
import { createSlackUsers, type SlackUsers } from './users.ts';

const PAGE_ROWS = 1000;
/** Slack answers `over_pagination_limit` beyond; older rows are reached by moving `before`. */
const MOST_PAGES = 100;
/** Up to here every scan reads everything, and without pauses: 20 calls a minute are allowed. */
const FEW_PAGES = 20;
const PACE_MS = 3000;
const DEEP_EVERY_MS = 24 * 3600 * 1000;
/** Rows appear about an hour late; twice that lies between what is old and what may be new. */
const LATE_S = 2 * 3600;
const QUIET_PAGES = 3;
const MOST_STEPS_BACK = 50;
const RESUME_WITHIN_MS = DEEP_EVERY_MS;
const DOING = 'read the access logs of Slack (team.accessLogs)';

export interface ScanParts {
  readonly name: string;
  readonly client: SlackClient;
  readonly context: SourceContext;
}

export async function* scanAccessLogs(parts: ScanParts, { cursor, signal }: ListOptions): AsyncGenerator<SourceBatch> {
  const { client, context } = parts;
  const nowMs = context.clock();
  const deadlineMs = nowMs + context.budgetMs;
  const past = readSlackCursor(cursor);
  const users = createSlackUsers(client, { context, deadlineMs, signal });
  const scan = beginScan(past, nowMs);

  for (let read = 0; ; read++) {
    // Even without time so much is read that every listing comes further than the last.
    if (read > scan.againPages && (signal?.aborted || context.clock() >= deadlineMs))
      return yield interrupted(scan, past);
    if (read > 0 && scan.pages > FEW_PAGES) await context.sleep(PACE_MS);
    let batch: Omit<SourceBatch, 'cursor'>;
    try {
      const page = await readPage(client, { scan, deadlineMs, signal });
      batch = {
        ...(await normalised(page.rows, { ...parts, users, nowMs })),
        done: Math.min(1, scan.page / page.pages),
      };
      advance(scan, page);
    } catch (error) {
      // A long scan is not begun anew because of its eightieth page.
      if (read > 0 && scan.page > FEW_PAGES) yield interrupted(scan, past);
      throw error;
    }
    if (scan.end === null) {
      yield { ...batch, cursor: null };
    } else {
      yield { ...batch, done: 1, cursor: writeSlackCursor(finished(scan, past)) };
      return;
    }
  }
}

interface Scan {
  readonly startedMs: number;
  /** All pages, whatever stands in them. */
  readonly deep: boolean;
  /** Rows changed before it are known, epoch seconds. */
  readonly knownUntilS: number;
  before: number;
  page: number;
  /** Pages at the beginning that an earlier listing read already. */
  readonly againPages: number;
  pages: number;
  /** Rows in all, as the last page said: fewer than before means that rows moved up. */
  total: number;
  /** Greatest and least `date_last` so far, epoch seconds. */
  newest: number;
  oldest: number;
  quietPages: number;
  stepsBack: number;
  end: null | 'all' | 'quiet';
}

function beginScan(past: SlackCursor | null, nowMs: number): Scan {
  const resume = past?.resume !== undefined && nowMs - past.resume.startedMs < RESUME_WITHIN_MS ? past.resume : null;
  return {
    startedMs: resume?.startedMs ?? nowMs,
    // A clock that was wrong may have put the last time into the future.
    deep: past === null || resume !== null || Math.abs(nowMs - past.deepAtMs) >= DEEP_EVERY_MS,
    knownUntilS: (past?.watermark ?? 0) - LATE_S,
    before: resume?.before ?? Math.floor(nowMs / 1000),
    // Rows may have moved up meanwhile: the page before the interruption is read again.
    page: Math.max(1, (resume?.page ?? 1) - 1),
    againPages: (resume?.page ?? 1) > 1 ? 1 : 0,
    pages: 1,
    total: 0,
    newest: resume?.newest ?? 0,
    oldest: Number.POSITIVE_INFINITY,
    quietPages: 0,
    stepsBack: 0,
    end: null,
  };
}

interface Page {
  readonly rows: readonly unknown[];
  readonly pages: number;
  readonly total: number;
}

async function readPage(
  client: SlackClient,
  { scan, deadlineMs, signal }: { scan: Scan; deadlineMs: number; signal?: AbortSignal },
): Promise<Page> {
  const args = { before: scan.before, count: PAGE_ROWS, page: scan.page };
  const answer = await client({ method: 'team.accessLogs', args, doing: DOING, deadlineMs, signal });
  if (!Array.isArray(answer.logins)) {
    const keys = JSON.stringify(Object.keys(answer)).slice(0, 200);
    throw new BusybodyError('E_SLACK_ANSWER', `Cannot ${DOING}: the answer has no list of logins: ${keys}`, {
      hints: ['Check pollers.slack.api_url in the config'],
    });
  }
  const rows: readonly unknown[] = answer.logins;
  const paging: JsonObject = isObject(answer.paging) ? answer.paging : {};
  const told = Math.max(count(paging.pages), Math.ceil(count(paging.total) / PAGE_ROWS));
  // Without paging, a full page means that there is another.
  return { rows, pages: told > 0 ? told : scan.page + (rows.length < PAGE_ROWS ? 0 : 1), total: count(paging.total) };
}

function count(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? Math.floor(value) : 0;
}

/** Moves the scan on by the page just read, and decides whether that was the last. */
function advance(scan: Scan, page: Page): void {
  const lasts = page.rows.map((row) => count(isObject(row) ? row.date_last : 0)).filter((last) => last > 0);
  const newestOfPage = lasts.reduce((a, b) => Math.max(a, b), 0);
  scan.newest = Math.max(scan.newest, Math.min(newestOfPage, Math.floor(scan.startedMs / 1000)));
  scan.oldest = lasts.reduce((a, b) => Math.min(a, b), scan.oldest);
  scan.pages = page.pages;
  scan.quietPages = newestOfPage < scan.knownUntilS ? scan.quietPages + 1 : 0;

  const gone = scan.total - page.total;
  scan.total = page.total;
  if (gone > 0 && scan.page > 1 && scan.stepsBack < MOST_STEPS_BACK) {
    scan.stepsBack += 1;
    scan.page = Math.max(1, scan.page - Math.ceil(gone / PAGE_ROWS));
    return;
  }
  if (!scan.deep && page.pages > FEW_PAGES && scan.quietPages >= QUIET_PAGES) scan.end = 'quiet';
  else if (page.rows.length === 0 || scan.page >= page.pages) scan.end = 'all';
  else if (scan.page < MOST_PAGES) scan.page += 1;
  else walkBack(scan);
}

/** Beyond the last page allowed: on from the oldest row seen, as Slack's documentation says. */
function walkBack(scan: Scan): void {
  scan.before = scan.oldest < scan.before ? scan.oldest : scan.before - 1;
  scan.page = 1;
  scan.total = 0;
}

async function normalised(
  rows: readonly unknown[],
  { name, users, nowMs }: { name: string; users: SlackUsers; nowMs: number },
): Promise<Pick<SourceBatch, 'signIns' | 'refused'>> {
  const idOf = (row: unknown) => (isObject(row) ? textValue(row.user_id) : null);
  await users.learn(rows.map(idOf).filter((id) => id !== null));
  const signIns: SourceBatch['signIns'][number][] = [];
  const refused: Refused[] = [];
  for (const row of rows) {
    const id = idOf(row);
    const person = id === null ? null : users.get(id);
    if (person?.bot) continue;
    const result = signInsOfRow(row, { source: name, nowMs, email: person?.email });
    if (Array.isArray(result)) signIns.push(...result);
    else refused.push(result);
  }
  return { signIns, refused };
}

function finished(scan: Scan, past: SlackCursor | null): SlackCursor {
  // Few pages were read to the end: that was a deep scan too.
  const deepAtMs = scan.end === 'all' ? scan.startedMs : (past?.deepAtMs ?? 0);
  return { v: 1, watermark: Math.max(past?.watermark ?? 0, scan.newest), deepAtMs };
}

/** No sign-ins, but the place where this scan goes on next time. */
function interrupted(scan: Scan, past: SlackCursor | null): SourceBatch {
  const { startedMs, before, page, newest } = scan;
  const cursor: SlackCursor = {
    v: 1,
    watermark: past?.watermark ?? 0,
    deepAtMs: past?.deepAtMs ?? 0,
    resume: { startedMs, before, page, newest },
  };
  return { signIns: [], refused: [], done: null, cursor: writeSlackCursor(cursor) };
}
