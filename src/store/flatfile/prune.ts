// Retention for logs: whoever sets it wants the old lines gone, so each log is rewritten beside itself and renamed over.
// `tail -F` and jq read on; `tail -f` stays with the old file. Lines that are no sign-in have no age and stay. What another
// program appended to the old file meanwhile is carried over, except in the instant of the renaming.

import {
  chmodSync,
  closeSync,
  constants,
  existsSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  openSync,
  readSync,
  realpathSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { dirname } from 'node:path';
import type { SignIn } from '../../domain/sign-in.ts';
import type { Tables } from '../sqlite/tables.ts';
import { decodeLine, isRefused, type ParseLine } from './line.ts';
import { fingerprint, readLines, syncDirectory, writeAll } from './log-io.ts';
import type { Logs } from './logs.ts';

export interface RewriteOptions {
  readonly tables: Tables;
  readonly logs: Logs;
  readonly parseLine: ParseLine;
  readonly beforeMs: number;
}

/** Drops the lines of pruned sign-ins from a log. Only in a write transaction, when the index has seen the whole log. */
export function rewriteLog(source: string, options: RewriteOptions): void {
  const { tables, logs } = options;
  if (!existsSync(logs.path(source))) return;
  const path = realpathSync(logs.path(source));
  const temporary = `${path}.pruning`;
  rmSync(temporary, { force: true });
  const from = openSync(path, 'r');
  const to = openSync(temporary, constants.O_RDWR | constants.O_CREAT | constants.O_EXCL | constants.O_APPEND, 0o600);
  try {
    keepOwner(from, to, temporary);
    const state = tables.logFiles.get(source);
    const copied = copyKept(from, to, source, options);
    fsyncSync(to);
    renameSync(temporary, path);
    carryOver(from, to, copied.end);
    fsyncSync(to);
    syncDirectory(dirname(path));
    if (!state) return;
    const { size: readTo, lines, brokenLine } = copied;
    tables.logFiles.put({ ...state, readTo, fingerprint: fingerprint(to, readTo), lines, brokenLine });
  } finally {
    closeSync(from);
    closeSync(to);
    rmSync(temporary, { force: true });
  }
}

function keepOwner(from: number, to: number, path: string): void {
  const { mode, uid, gid } = fstatSync(from);
  chmodSync(path, mode & 0o777);
  try {
    fchownSync(to, uid, gid);
  } catch {
    // Only root may give a file away; whoever may write here keeps it as their own.
  }
}

interface Copied {
  /** Offset in the old file up to which lines were looked at. */
  readonly end: number;
  /** Size of the new file. */
  readonly size: number;
  readonly lines: number;
  /** Where the first line stands now that is no sign-in, from 1. */
  readonly brokenLine: number | null;
}

function copyKept(from: number, to: number, source: string, options: RewriteOptions): Copied {
  const { tables, parseLine, beforeMs } = options;
  let end = 0;
  let start = 0;
  let lines = 0;
  let brokenLine: number | null = null;
  const copy = (stop: number) => {
    copyBytes(from, to, start, stop);
    start = stop;
  };
  for (const line of readLines(from, 0)) {
    if (!line.ended) break;
    const text = line.text?.trim();
    const result = text ? decodeLine(source, text, parseLine) : [];
    const broken = line.text === null || isRefused(result);
    const gone = (signIn: SignIn) => signIn.timeMs < beforeMs && !tables.signIns.has(source, signIn.id);
    if (!isRefused(result) && result.length > 0 && result.every(gone)) {
      copy(end);
      start = line.end;
    } else {
      lines++;
      if (broken) brokenLine ??= lines;
    }
    end = line.end;
  }
  copy(end);
  return { end, size: fstatSync(to).size, lines, brokenLine };
}

/** What stands behind `end`: a torn line, and what was appended while we copied. */
function carryOver(from: number, to: number, end: number): void {
  copyBytes(from, to, end, fstatSync(from).size);
}

function copyBytes(from: number, to: number, start: number, stop: number): void {
  const chunk = Buffer.alloc(1 << 18);
  for (let at = start; at < stop; ) {
    const read = readSync(from, chunk, 0, Math.min(chunk.length, stop - at), at);
    if (read === 0) return;
    writeAll(to, chunk.subarray(0, read));
    at += read;
  }
}
