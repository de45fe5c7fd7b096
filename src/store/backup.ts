// A backup of the store the config names, while others write to it: copied beside its place under another name, verified,
// on the disk, and only then renamed. A file for sqlite, a directory of logs and index for flatfile.

import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
} from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { BusybodyError, errorText } from '../platform/errors.ts';
import { isWritableDirectory } from '../platform/files.ts';
import { quotePath, storeError } from './errors.ts';
import { copyLogDirectory, verifyLogDirectory } from './flatfile/backup.ts';
import { syncDirectory } from './flatfile/log-io.ts';
import { parseLogName } from './flatfile/log-names.ts';
import { INDEX_FILE } from './flatfile/store.ts';
import { removeLeftovers } from './leftovers.ts';
import type { StoreContext, StoreOptions } from './open.ts';
import { copyDatabase, type Holdings, verifyDatabase } from './sqlite/backup.ts';

export interface BackupOptions extends StoreContext {
  readonly to: string;
  /** Replaces an older backup there. */
  readonly force: boolean;
  /** Now, to tell what a killed backup left from what another one is writing. */
  readonly nowMs: number;
}

export interface Backup extends Holdings {
  readonly path: string;
  readonly bytes: number;
}

/** @throws BusybodyError where the store cannot be read, is damaged, or the place is taken; then nothing has changed there. */
export function backupStore(store: StoreOptions, options: BackupOptions): Backup {
  const flat = store.module === 'flatfile';
  const from = flat ? store.logDirectory : store.path;
  const to = lookUp(options.to);
  if (!stats(dirname(to))?.isDirectory()) throw noDirectory(to);
  if (!isWritableDirectory(dirname(to))) throw notWritable(to);
  const present = stats(to);
  if (present) refuseTaken(present, { from, to, flat, force: options.force });
  const temporary = join(dirname(to), `.${basename(to)}.${process.pid}.tmp`);
  const ofName = `^\\.${literal(basename(to))}\\.(\\d+)\\.tmp`;
  try {
    // Before the copy, since it may need their room.
    removeLeftovers(dirname(to), { shape: new RegExp(`${ofName}(?:-journal|-wal|-shm)?$`), nowMs: options.nowMs });
    rmSync(temporary, { recursive: true, force: true });
    if (flat) copyLogDirectory(from, temporary);
    else copyDatabase(from, temporary);
    const { parseLine = () => null, resolveUser } = options;
    const holdings = flat ? verifyLogDirectory(temporary, { parseLine, resolveUser }) : verifyDatabase(temporary);
    const bytes = flat ? bytesOf(temporary) : statSync(temporary).size;
    sync(flat ? join(temporary, INDEX_FILE) : temporary);
    install(temporary, to);
    // Who was killed between two renames left the older backup here; it is the only one until now.
    removeLeftovers(dirname(to), { shape: new RegExp(`${ofName}\\.old$`), nowMs: options.nowMs });
    return { path: to, bytes, ...holdings };
  } catch (error) {
    const known = storeError(error, { path: to, readOnly: false });
    if (known.code !== 'E_STORE_FULL') throw known;
    const hints = [`df -h ${quotePath(dirname(to))}`];
    throw new BusybodyError('E_BACKUP_FULL', `Cannot write backup: the disk is full: ${to}`, {
      hints,
      cause: known.cause,
    });
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** A name that is too long, or lies where this user may not look, is refused like any other place. */
function lookUp(typed: string): string {
  const path = resolve(typed);
  try {
    stats(path);
    return place(path);
  } catch (error) {
    throw new BusybodyError('E_BACKUP_PLACE', `Cannot write backup: ${errorText(error)}`, {
      hints: [`ls -ld ${quotePath(dirname(path))}`],
      cause: error,
    });
  }
}

function literal(name: string): string {
  return name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** Behind a link lies what is replaced. */
function place(path: string): string {
  return existsSync(path) ? realpathSync(path) : path;
}

function stats(path: string): Stats | undefined {
  return statSync(path, { throwIfNoEntry: false });
}

/** Replaced is only what can be nothing but an older backup. */
function refuseTaken(
  present: Stats,
  { from, to, flat, force }: { from: string; to: string; flat: boolean; force: boolean },
) {
  const refuse = (why: string, hints: readonly string[]) =>
    new BusybodyError('E_BACKUP_PLACE', `Cannot write backup: ${why}: ${to}`, { hints });
  const elsewhere = [`busybody backup ${quotePath(`${to}.backup`)}`];
  const source = stats(from);
  const own = source?.ino === present.ino && source?.dev === present.dev;
  if (own || (existsSync(from) && realpathSync(from).startsWith(to + sep)))
    throw refuse('this is where the store itself is', elsewhere);
  if (flat ? !present.isDirectory() : !present.isFile())
    throw refuse(flat ? 'it is no directory, and logs need one' : 'it is no regular file', elsewhere);
  if (flat && !readdirSync(to).every((name) => name.startsWith(INDEX_FILE) || parseLogName(name)))
    throw refuse('the directory holds other things than a backup', elsewhere);
  if (!force) throw refuse('it is there already', [`busybody backup --force ${quotePath(to)} replaces it`]);
}

function noDirectory(to: string): BusybodyError {
  return new BusybodyError('E_BACKUP_PLACE', `Cannot write backup: there is no such directory: ${dirname(to)}`, {
    hints: [`mkdir -p ${quotePath(dirname(to))}`],
  });
}

function notWritable(to: string): BusybodyError {
  return new BusybodyError('E_BACKUP_PLACE', `Cannot write backup: no file may be made there by this user: ${to}`, {
    hints: [`ls -ld ${quotePath(dirname(to))}`],
  });
}

function install(temporary: string, to: string): void {
  const old = stats(to)?.isDirectory() ? `${temporary}.old` : null;
  if (old !== null) renameSync(to, old);
  renameSync(temporary, to);
  syncDirectory(dirname(to));
  if (old !== null) rmSync(old, { recursive: true, force: true });
}

function sync(path: string): void {
  const fd = openSync(path, 'r+');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

function bytesOf(directory: string): number {
  return readdirSync(directory).reduce((sum, name) => sum + statSync(join(directory, name)).size, 0);
}
