// Bytes of log files: reading whole lines from an offset, appending so that a torn line is never continued, and
// telling whether a file is still the one that was read. Knows no sign-in.

import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { openOrMake } from '../../platform/files.ts';

export interface Line {
  /** null where it is longer than any record could be. */
  readonly text: string | null;
  /** Offset just behind it, newline included. */
  readonly end: number;
  /** False for the last one while its newline is missing. */
  readonly ended: boolean;
}

const CHUNK = 1 << 18;
const LONGEST_LINE = 1 << 26;
const NEWLINE = 10;

/** Lines of an open file from `from` on, read in chunks. */
export function* readLines(fd: number, from: number): Generator<Line> {
  let at = from;
  let parts: Uint8Array[] = [];
  let length = 0;
  const take = (): string | null => {
    const text = length > LONGEST_LINE ? null : Buffer.concat(parts).toString('utf8');
    parts = [];
    length = 0;
    return text;
  };
  for (;;) {
    const chunk = new Uint8Array(CHUNK);
    const read = readSync(fd, chunk, 0, CHUNK, at);
    if (read === 0) break;
    let start = 0;
    while (start < read) {
      const found = chunk.indexOf(NEWLINE, start);
      const stop = found < 0 ? read : found;
      if (length <= LONGEST_LINE) parts.push(chunk.subarray(start, stop));
      length += stop - start;
      if (stop < read) yield { text: take(), end: at + stop + 1, ended: true };
      start = stop + 1;
    }
    at += read;
  }
  if (length > 0) yield { text: take(), end: at, ended: false };
}

const PRINT = 1024;

/** Of the first and the last bytes before `to`: the same as long as the file only grew; bytes it lacks count as zero. */
export function fingerprint(fd: number, to: number): string {
  const size = Math.min(PRINT, to);
  const bytes = Buffer.alloc(size * 2);
  readSync(fd, bytes, 0, size, 0);
  readSync(fd, bytes, size, size, to - size);
  return Bun.hash.xxHash64(bytes).toString(16);
}

/** The fingerprint of a log of which nothing is read yet. */
export const NOTHING_READ = Bun.hash.xxHash64(new Uint8Array(0)).toString(16);

export interface Appended {
  readonly sizeBefore: number;
  readonly sizeAfter: number;
  /** Takes the lines back, unless somebody else wrote behind them. */
  undo(): void;
}

/** Appends lines and waits until they are on the disk. A new file gets mode 0600, an existing one keeps its own. */
export function appendLines(path: string, lines: readonly string[]): Appended {
  const isNew = !existsSync(path);
  const fd = openOrMake(path, constants.O_RDWR | constants.O_APPEND);
  try {
    const sizeBefore = fstatSync(fd).size;
    const last = Buffer.alloc(1);
    const torn = sizeBefore > 0 && readSync(fd, last, 0, 1, sizeBefore - 1) === 1 && last[0] !== NEWLINE;
    const bytes = Buffer.from(`${torn ? '\n' : ''}${lines.join('\n')}\n`);
    try {
      writeAll(fd, bytes);
    } catch (error) {
      ftruncateSync(fd, sizeBefore);
      throw error;
    }
    fsyncSync(fd);
    if (isNew) syncDirectory(dirname(path));
    const sizeAfter = fstatSync(fd).size;
    return { sizeBefore, sizeAfter, undo: () => shorten(path, sizeAfter, sizeBefore) };
  } finally {
    closeSync(fd);
  }
}

export function writeAll(fd: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(fd, bytes, done, bytes.length - done);
}

/** Makes a new or renamed entry of the directory outlive a power cut. */
export function syncDirectory(path: string): void {
  if (process.platform === 'win32') return;
  const fd = openSync(path, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

function shorten(path: string, from: number, to: number): void {
  const fd = openSync(path, 'r+');
  try {
    if (fstatSync(fd).size === from) ftruncateSync(fd, to);
  } finally {
    closeSync(fd);
  }
}
