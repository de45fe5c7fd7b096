// A lock between processes: a file that only one can create, with the pid and start time of who did. Whoever finds the file
// of a process that is gone removes it, so a crash or a reboot leaves nothing to clean up. Parts of one whole (I of N) may be
// locked side by side; the whole excludes all parts. Holds on one machine, and between containers or machines that share a
// disk by a heartbeat: a holder that cannot be asked is taken for dead when its file was not touched for a while.

import {
  closeSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  utimesSync,
  writeSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import type { Clock, Sleep } from './clock.ts';
import { BusybodyError, errorText } from './errors.ts';
import { errorCode, giveToOwner, PRIVATE_MODE, quote } from './files.ts';

/** 1 <= index <= of. */
export interface LockPart {
  readonly index: number;
  readonly of: number;
}

export interface LockOptions {
  /** Takes only this part; the whole if absent. */
  readonly part?: LockPart | null;
  /** How long to wait for another holder; 0 tries once. */
  readonly waitMs: number;
  readonly clock: Clock;
  readonly sleep: Sleep;
  /** Called once, when it begins to wait. */
  readonly onWait?: (holder: LockHolder) => void;
}

export interface LockHolder {
  /** 0 where the file does not say yet. */
  readonly pid: number;
  readonly sinceMs: number;
  /** Name of its machine; null for this one. */
  readonly host: string | null;
  readonly file: string;
}

/** Disposing the lock lets the next one in. */
export type LockResult = { readonly lock: Disposable } | { readonly holder: LockHolder };

const RETRY_MS = 100;
const HEARTBEAT_MS = 30_000;
/** A holder out of reach that was silent for so long is gone. */
const SILENT_MS = 15 * 60_000;
/** A file without a holder's name is being written, unless it is older. */
const UNNAMED_MS = 5_000;
/** The last time that has a date. */
const LAST_MS = 8.64e15;

/** @throws BusybodyError E_LOCK where the file cannot be made or read. */
export async function takeLock(path: string, options: LockOptions): Promise<LockResult> {
  const { part = null, waitMs, clock, sleep, onWait } = options;
  const own = part === null ? path : partFile(path, part);
  const deadlineMs = clock() + waitMs;
  let mine: Disposable | null = null;
  let told = false;
  for (;;) {
    mine ??= claim(own, clock);
    const blocker = mine ? blockedBy(path, { part, clock }) : liveHolder(own, clock);
    if (!blocker) {
      if (mine) return { lock: mine };
      // It is free, or somebody is just removing the file of a dead one.
      await sleep(RETRY_MS / 10);
      continue;
    }
    // Of two that wait for each other one must give way: a part to the whole, and to parts of a coarser division.
    if (mine && (clock() >= deadlineMs || (part !== null && blocker.of < part.of))) {
      mine[Symbol.dispose]();
      mine = null;
    }
    if (clock() >= deadlineMs) return { holder: blocker };
    if (!told) onWait?.(blocker);
    told = true;
    await sleep(RETRY_MS);
  }
}

/** `of` is 0 for the whole. */
interface Blocker extends LockHolder {
  readonly of: number;
}

function partFile(path: string, { index, of }: LockPart): string {
  return `${path}.${index}-of-${of}`;
}

/** Who holds what excludes the lock just claimed; null where nobody does. */
function blockedBy(path: string, { part, clock }: { part: LockPart | null; clock: Clock }): Blocker | null {
  if (part) {
    const whole = liveHolder(path, clock);
    if (whole) return whole;
  }
  const prefix = `${basename(path)}.`;
  for (const name of readdirSync(dirname(path))) {
    const match = name.startsWith(prefix) ? /^\d+-of-(\d+)$/.exec(name.slice(prefix.length)) : null;
    if (!match || Number(match[1]) === part?.of) continue;
    const holder = liveHolder(join(dirname(path), name), clock);
    if (holder) return { ...holder, of: Number(match[1]) };
  }
  return null;
}

/** Creates the file; null where it is there already. */
function claim(path: string, clock: Clock): Disposable | null {
  const text = JSON.stringify({
    pid: process.pid,
    sinceMs: clock(),
    ...here(),
    start: startOf(process.pid),
    key: crypto.randomUUID(),
  });
  let fd: number;
  try {
    fd = openSync(path, 'wx', PRIVATE_MODE);
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return null;
    throw lockError(path, error);
  }
  try {
    writeSync(fd, text);
    giveToOwner(fd, path);
  } catch (error) {
    rmSync(path, { force: true });
    throw lockError(path, error);
  } finally {
    closeSync(fd);
  }
  const heartbeat = setInterval(() => touch(path, clock), HEARTBEAT_MS);
  heartbeat.unref();
  return {
    [Symbol.dispose]() {
      clearInterval(heartbeat);
      // Never the file of somebody who took this one for dead.
      if (read(path)?.text === text) rmSync(path, { force: true });
    },
  };
}

function touch(path: string, clock: Clock): void {
  try {
    utimesSync(path, clock() / 1000, clock() / 1000);
  } catch {
    // A heartbeat that fails is a missing one.
  }
}

/** The holder of the file, or null where there is none; the file of a dead one is removed. */
function liveHolder(path: string, clock: Clock): Blocker | null {
  const found = read(path);
  if (!found) return null;
  const record = parse(found.text);
  const ageMs = clock() - found.touchedMs;
  if (record ? isLive(record, ageMs) : ageMs < UNNAMED_MS) {
    const host = record && record.host !== hostname() ? String(record.host) : null;
    return { pid: record?.pid ?? 0, sinceMs: record?.sinceMs ?? found.touchedMs, host, file: path, of: 0 };
  }
  removeDead(path, { text: found.text, clock });
  return null;
}

/** One at a time, and only what was found dead: two that heal must not remove the file of a third. */
function removeDead(path: string, { text, clock }: { text: string; clock: Clock }): void {
  const guard = `${path}.heal`;
  try {
    closeSync(openSync(guard, 'wx', PRIVATE_MODE));
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw lockError(path, error);
    const other = read(guard);
    if (other && clock() - other.touchedMs > UNNAMED_MS) rmSync(guard, { force: true });
    return;
  }
  try {
    if (read(path)?.text === text) rmSync(path, { force: true });
  } catch (error) {
    throw lockError(path, error);
  } finally {
    rmSync(guard, { force: true });
  }
}

interface LockRecord {
  readonly pid: number;
  readonly sinceMs: number;
  readonly host: string;
  readonly boot: string | null;
  readonly pids: string | null;
  readonly start: string | null;
}

function read(path: string): { text: string; touchedMs: number } | null {
  try {
    return { touchedMs: statSync(path).mtimeMs, text: readFileSync(path, 'utf8') };
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw lockError(path, error);
  }
}

function parse(text: string): LockRecord | null {
  try {
    const record = JSON.parse(text) as LockRecord;
    return Number.isInteger(record.pid) && record.pid > 0 && Math.abs(record.sinceMs) <= LAST_MS ? record : null;
  } catch {
    return null;
  }
}

function isLive(record: LockRecord, ageMs: number): boolean {
  const { host, boot, pids } = here();
  if (record.host !== host) return ageMs < SILENT_MS;
  if (record.boot !== boot) return false;
  // Another container of this machine: its pids mean nothing here.
  if (record.pids !== pids) return ageMs < SILENT_MS;
  try {
    process.kill(record.pid, 0);
  } catch (error) {
    if (errorCode(error) === 'ESRCH') return false;
  }
  // The pid may have gone to another process since; where that cannot be asked, the heartbeat tells.
  const start = startOf(record.pid);
  return start === null || record.start === null ? ageMs < SILENT_MS : start === record.start;
}

/** Which machine, since which boot, and in which space of pids. */
function here(): { host: string; boot: string | null; pids: string | null } {
  return {
    host: hostname(),
    boot: orNull(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()),
    pids: orNull(() => readlinkSync('/proc/self/ns/pid')),
  };
}

/** When the process began, in the kernel's own count; null where the system does not say, or for a zombie a name of its own. */
function startOf(pid: number): string | null {
  const stat = orNull(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  // The program's name stands in parentheses and may hold anything; see proc_pid_stat(5).
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (!fields) return null;
  return fields[0] === 'Z' ? 'zombie' : (fields[19] ?? null);
}

function orNull<T>(ask: () => T): T | null {
  try {
    return ask();
  } catch {
    return null;
  }
}

function lockError(path: string, error: unknown): BusybodyError {
  return new BusybodyError('E_LOCK', `Cannot lock the store: ${errorText(error)}: ${path}`, {
    hints:
      errorCode(error) === 'ENOSPC'
        ? [`df -h ${quote(dirname(path))}`]
        : [`ls -ld ${quote(dirname(path))}`, `ls -l ${quote(path)}`],
    cause: error,
  });
}
