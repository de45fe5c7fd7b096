// The logs of one directory and the index over them: reads what the index has not seen, appends what is new.
// All of it happens inside the index's write transactions, which is what keeps two busybodies from mixing their lines.

import { closeSync, existsSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { BusybodyError } from '../../platform/errors.ts';
import type { ResolveUser, SignIn, Store } from '../contract.ts';
import { quotePath } from '../errors.ts';
import type { Connection } from '../sqlite/connection.ts';
import type { LogFile } from '../sqlite/log-files.ts';
import type { Tables } from '../sqlite/tables.ts';
import { decodeLine, isRefused, type ParseLine } from './line.ts';
import { type Appended, appendLines, fingerprint, NOTHING_READ, readLines } from './log-io.ts';
import { isLogSource, logNames, parseLogName } from './log-names.ts';
import { finishRotated, readRotated, rotatedLines } from './rotated.ts';

export interface Logs {
  /** Sources that have a log here. */
  sources(): readonly string[];
  path(source: string): string;
  /** Indexes what was appended since, by whomever; a replaced or shortened log is read anew. */
  catchUp(source: string, resolveUser: ResolveUser): void;
  /** Appends lines, on disk when it returns. Only in a write transaction, after catchUp(). */
  append(source: string, lines: readonly string[]): Appended;
  check(): ReturnType<Store['check']>;
}

const BATCH = 5_000;

interface LogsOptions {
  readonly directory: string;
  readonly parseLine: ParseLine;
}

export function openLogs(connection: Connection, tables: Tables, { directory, parseLine }: LogsOptions): Logs {
  const { logFiles, signIns } = tables;

  function path(source: string): string {
    if (isLogSource(source)) return join(directory, `${source}.log`);
    throw new BusybodyError(
      'E_STORE_SOURCE_NAME',
      `Cannot store sign-ins: a source's name must serve as a file name: ${JSON.stringify(source)}`,
      { hints: ['--source NAME with letters, digits, - and _ only'] },
    );
  }

  /** Reads up to BATCH lines in one transaction. @returns whether there may be more. */
  function readBatch(source: string, resolveUser: ResolveUser): boolean {
    const fd = openSync(path(source), 'r');
    try {
      const stored = logFiles.get(source);
      const state = current(source, fd, stored);
      let { readTo, lines, broken, brokenLine, brokenReason } = state;
      const found: SignIn[] = [];
      let more = false;
      for (const line of readLines(fd, readTo)) {
        if (found.length >= BATCH) {
          more = true;
          break;
        }
        const text = line.text?.replace(/^\uFEFF/, '').trim();
        // Without its newline a line may still be in the writing, unless it is whole already.
        if (!line.ended && !isWhole(text)) break;
        readTo = line.end;
        lines++;
        if (text === '') continue;
        const result = text === undefined ? { refused: 'too long' } : decodeLine(source, text, parseLine);
        if (!isRefused(result)) found.push(...result);
        else if (++broken === 1) [brokenLine, brokenReason] = [lines, result.refused];
      }
      if (readTo === state.readTo && state === stored) return false;
      signIns.add(found, { resolveUser });
      logFiles.put({ ...state, readTo, lines, broken, brokenLine, brokenReason, fingerprint: fingerprint(fd, readTo) });
      return more;
    } finally {
      closeSync(fd);
    }
  }

  return {
    path,
    sources: () => [...new Set(logNames(directory).map((name) => parseLogName(name)!.source))].sort(),
    catchUp(source, resolveUser) {
      const stored = logFiles.get(source);
      const rotated = { path: path(source), connection, tables, parseLine, resolveUser };
      if (stored === null) {
        // Noted, so that they are read once.
        if (readRotated(source, rotated) > 0) connection.write(() => logFiles.put(fresh(source)));
      } else if (stored.readTo > 0 && !isSame(rotated.path, stored)) finishRotated(source, stored, rotated);
      if (!existsSync(path(source))) return;
      while (connection.write(() => readBatch(source, resolveUser))) {}
    },
    append(source, lines) {
      const appended = appendLines(path(source), lines);
      const state = logFiles.get(source) ?? fresh(source);
      // Where the log has something unread before our lines, or another's lines beside them, all are read next time.
      const bytes = lines.reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0);
      if (appended.sizeBefore !== state.readTo || appended.sizeAfter !== state.readTo + bytes) return appended;
      const fd = openSync(path(source), 'r');
      try {
        const readTo = appended.sizeAfter;
        logFiles.put({ ...state, readTo, lines: state.lines + lines.length, fingerprint: fingerprint(fd, readTo) });
      } finally {
        closeSync(fd);
      }
      return appended;
    },
    check: () => [
      ...logFiles.all().map((file) => checkLine(file, path(file.source))),
      ...rotatedLines(directory, tables),
    ],
  };
}

/** The state of a log as read so far; that of an unread one where the file is another, or shorter, than it was. */
function current(source: string, fd: number, state: LogFile | null): LogFile {
  if (!state) return fresh(source);
  if (fingerprint(fd, state.readTo) === state.fingerprint) return state;
  return { ...fresh(source), replaced: state.replaced + 1 };
}

/** False where the log is another than the one that was read so far, or gone. */
function isSame(path: string, state: LogFile): boolean {
  if (!existsSync(path)) return false;
  const fd = openSync(path, 'r');
  try {
    return fingerprint(fd, state.readTo) === state.fingerprint;
  } finally {
    closeSync(fd);
  }
}

function fresh(source: string): LogFile {
  const nothing = { brokenLine: null, brokenReason: null };
  return { source, readTo: 0, fingerprint: NOTHING_READ, lines: 0, broken: 0, replaced: 0, ...nothing };
}

function isWhole(text: string | undefined): boolean {
  if (!text?.startsWith('{') || !text.endsWith('}')) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function checkLine(file: LogFile, path: string): ReturnType<Store['check']>[number] {
  const anew = file.replaced > 0 ? `, found replaced or shortened and read anew ${file.replaced} times` : '';
  const read = `${path}: ${file.lines} lines read${anew}`;
  if (file.broken === 0) return { ok: true, text: read, hints: [] };
  return {
    ok: false,
    text: `${read}, ${file.broken} of them no sign-in; the first is line ${file.brokenLine}: ${file.brokenReason}`,
    hints: [`sed -n ${file.brokenLine}p ${quotePath(path)}`],
  };
}
