// Logs that logrotate put aside. Their lines are in the index already, with two exceptions: the index is new (it was lost, or
// the directory is version 1's), and what was appended between the last reading and the rotation.

import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { errorText } from '../../platform/errors.ts';
import type { ResolveUser, SignIn, Store } from '../contract.ts';
import { quotePath } from '../errors.ts';
import type { Connection } from '../sqlite/connection.ts';
import type { LogFile } from '../sqlite/log-files.ts';
import type { Tables } from '../sqlite/tables.ts';
import { decodeLine, isRefused, type ParseLine } from './line.ts';
import { fingerprint, readLines } from './log-io.ts';
import { logNames, parseLogName } from './log-names.ts';

interface RotatedOptions {
  readonly path: string;
  readonly connection: Connection;
  readonly tables: Tables;
  readonly parseLine: ParseLine;
  readonly resolveUser: ResolveUser;
}

interface Unread {
  readonly name: string;
  readonly reason: string;
}

const BATCH = 5_000;
/** Larger ones do not fit into memory, and are told instead. */
const LARGEST_UNPACKED = 1 << 29;
const UNREAD = 'flatfile.unread';

/** Rotated logs of a source beside its own, oldest first. */
function rotatedOf(source: string, path: string): { name: string; packed: boolean }[] {
  return logNames(dirname(path))
    .flatMap((name) => ({ name, ...parseLogName(name)! }))
    .filter((log) => log.source === source && !log.current)
    .sort((a, b) => a.order - b.order);
}

/** Indexes all rotated logs. @returns how many there are. */
export function readRotated(source: string, options: RotatedOptions): number {
  const logs = rotatedOf(source, options.path);
  for (const { name, packed } of logs) {
    const file = join(dirname(options.path), name);
    try {
      const lines = packed ? unpackedLines(file) : openLines(file, 0);
      const refused = index(source, lines, options);
      if (refused !== null)
        note(options.tables, { name, reason: `${refused.count} lines are no sign-in: ${refused.reason}` });
    } catch (error) {
      if (!isReading(error)) throw error;
      note(options.tables, { name, reason: `it cannot be read: ${errorText(error)}` });
    }
  }
  return logs.length;
}

/** Indexes the end of a log that was rotated before it was read; `state` is how far it was. */
export function finishRotated(source: string, state: LogFile, options: RotatedOptions): void {
  for (const { name, packed } of rotatedOf(source, options.path)) {
    if (packed) continue;
    const file = join(dirname(options.path), name);
    const fd = openSync(file, 'r');
    const same = fingerprint(fd, state.readTo) === state.fingerprint;
    closeSync(fd);
    if (same) index(source, openLines(file, state.readTo), options);
  }
}

/** Lines for `check` about rotated logs that could not be read wholly. */
export function rotatedLines(directory: string, tables: Tables): ReturnType<Store['check']> {
  return unread(tables)
    .filter(({ name }) => existsSync(join(directory, name)))
    .map(({ name, reason }) => {
      const path = join(directory, name);
      return {
        ok: false,
        text: `${path}: rotated, read when the index was made: ${reason}`,
        hints: [`file ${quotePath(path)}`],
      };
    });
}

function index(
  source: string,
  lines: Iterable<string | null>,
  { connection, tables, parseLine, resolveUser }: RotatedOptions,
): { count: number; reason: string } | null {
  let found: SignIn[] = [];
  let count = 0;
  let reason = '';
  const store = () => {
    const batch = found;
    found = [];
    connection.write(() => tables.signIns.add(batch, { resolveUser }));
  };
  for (const line of lines) {
    const text = line?.replace(/^\uFEFF/, '').trim();
    if (text === '') continue;
    const result = text === undefined ? { refused: 'too long' } : decodeLine(source, text, parseLine);
    if (!isRefused(result)) found.push(...result);
    else if (++count === 1) reason = result.refused;
    if (found.length >= BATCH) store();
  }
  store();
  return count === 0 ? null : { count, reason };
}

function* openLines(path: string, from: number): Generator<string | null> {
  const fd = openSync(path, 'r');
  try {
    for (const line of readLines(fd, from)) yield line.text;
  } finally {
    closeSync(fd);
  }
}

function* unpackedLines(path: string): Generator<string> {
  const bytes = gunzipSync(readFileSync(path), { maxOutputLength: LARGEST_UNPACKED });
  for (let start = 0; start < bytes.length; ) {
    const found = bytes.indexOf(10, start);
    const stop = found < 0 ? bytes.length : found;
    yield bytes.toString('utf8', start, stop);
    start = stop + 1;
  }
}

/** True for what the file system or gzip says of a file; what the index says is no matter of one log. */
function isReading(error: unknown): boolean {
  const code = (error as { code?: unknown }).code;
  return typeof code === 'string' && /^(?:Z_|ERR_|E(?!_)[A-Z]+$)/.test(code);
}

function unread(tables: Tables): Unread[] {
  return JSON.parse(tables.meta.get(UNREAD) ?? '[]') as Unread[];
}

function note(tables: Tables, one: Unread): void {
  const others = unread(tables).filter(({ name }) => name !== one.name);
  tables.meta.put([[UNREAD, JSON.stringify([...others, one])]]);
}
