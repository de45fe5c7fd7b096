// What SQLite and the file system say, as errors a person can act on.
// Everything a store does passes through here, so no bare SQLiteError leaves this room.

import { SQLiteError } from 'bun:sqlite';
import { printable } from '../domain/text.ts';
import { BusybodyError, errorText } from '../platform/errors.ts';

export interface StoreErrorContext {
  /** File or directory the error speaks of. */
  readonly path: string;
  readonly readOnly: boolean;
  /** Part of a flatfile store: its directory, or the index in it. */
  readonly flatfile?: boolean;
}

/** The key of the config that says where the store is. */
function setting({ flatfile }: StoreErrorContext): string {
  return flatfile ? 'persistence.log_directory' : 'persistence.path';
}

interface Known {
  readonly code: string;
  readonly text: string;
  readonly hints: readonly string[];
  readonly retryable?: boolean;
}

/** A path as one shell word. */
export function quotePath(path: string): string {
  return /^[\w@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}

/** Anything thrown while working on a store, as a BusybodyError; one that is already one passes unchanged. */
export function storeError(error: unknown, context: StoreErrorContext): BusybodyError {
  if (error instanceof BusybodyError) return error;
  const code = errorCode(error);
  const known = lacking(error, context) ?? explain(code, context);
  const what = known ?? {
    code: 'E_STORE_FAILED',
    text: errorText(error),
    hints: ['busybody check', 'busybody -vv prints where it happened'],
  };
  return new BusybodyError(what.code, `Cannot use store: ${what.text}: ${context.path}`, {
    hints: what.hints,
    cause: error,
    retryable: what.retryable ?? false,
  });
}

/** `no such table: alert`: somebody took it away, or a page of the schema is lost. */
const LACKING = /^no such (?:table|column|view): \S+$/;

function errorCode(error: unknown): string {
  if (error instanceof SQLiteError) return error.code ?? '';
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return '';
}

function lacking(error: unknown, context: StoreErrorContext): Known | null {
  if (!(error instanceof SQLiteError) || !LACKING.test(error.message)) return null;
  return {
    code: 'E_STORE_CORRUPT',
    text: `the database lacks a part: ${error.message}`,
    hints: wayOut(context),
  };
}

function explain(code: string, context: StoreErrorContext): Known | null {
  const file = quotePath(context.path);
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) {
    return {
      code: 'E_STORE_LOCKED',
      text: 'another process holds it',
      hints: ['wait for the other busybody to end, then run the same command again', `fuser ${file}`],
      retryable: true,
    };
  }
  if (code === 'SQLITE_NOTADB') {
    return {
      code: 'E_STORE_NOT_A_DATABASE',
      text: 'the file is no SQLite database, or the beginning of one that is damaged',
      hints: context.flatfile ? wayOut(context) : [`set ${setting(context)} to another file`, ...wayOut(context)],
    };
  }
  if (code.startsWith('SQLITE_CORRUPT')) {
    return { code: 'E_STORE_CORRUPT', text: 'the database is damaged', hints: wayOut(context) };
  }
  if (code.startsWith('SQLITE_READONLY') || code === 'EROFS') {
    return {
      code: 'E_STORE_READ_ONLY',
      text: context.readOnly ? 'it was opened for reading only' : 'the file or its disk is read-only',
      hints: context.readOnly
        ? ['busybody run writes, this command reads']
        : [`chmod u+w ${file}`, 'mount | grep "(ro"'],
    };
  }
  // Its shared memory is a file too, and fails with a code of its own where there is no room for it.
  if (code.startsWith('SQLITE_FULL') || code === 'SQLITE_IOERR_SHMSIZE' || code === 'ENOSPC' || code === 'EDQUOT') {
    return {
      code: 'E_STORE_FULL',
      text: 'the disk is full, nothing of this step was stored',
      hints: [`df -h ${file}`, 'set persistence.retention to keep less'],
      retryable: true,
    };
  }
  if (code === 'EACCES' || code === 'EPERM' || code.startsWith('SQLITE_PERM') || code.startsWith('SQLITE_AUTH')) {
    return {
      code: 'E_STORE_PERMISSION',
      text: 'permission denied',
      hints: [`ls -ld "$(dirname ${file})" ${file}`, `run as the user that owns the store, or set ${setting(context)}`],
    };
  }
  if (code === 'ENOENT') {
    const hint = context.readOnly ? 'busybody poll makes the store' : `ls -ld "$(dirname ${file})"`;
    return { code: 'E_STORE_MISSING', text: 'no such file', hints: [hint] };
  }
  if (code === 'ENOTDIR' || code === 'EEXIST' || code === 'EISDIR' || code.startsWith('SQLITE_CANTOPEN')) {
    return {
      code: 'E_STORE_UNUSABLE',
      text: 'it cannot be opened here',
      hints: [
        `ls -ld "$(dirname ${file})" ${file}`,
        `set ${setting(context)} to a ${context.flatfile ? 'directory' : 'file in a directory'} you may write to`,
      ],
    };
  }
  if (code.startsWith('SQLITE_IOERR') || code === 'EIO') {
    return {
      code: 'E_STORE_IO',
      text: `the disk reports an error (${code})`,
      hints: ['dmesg | tail', `df -h ${file}`, `copy ${file} to another disk`],
    };
  }
  return null;
}

/** What helps with a file that is damaged: see "A damaged store" in docs/OPERATIONS.md. */
export function wayOut(context: StoreErrorContext): readonly string[] {
  const file = quotePath(context.path);
  const aside = `mv ${file} ${file}.damaged`;
  if (context.flatfile)
    return [`${aside}: the logs are read anew, alerts and verdicts are lost`, 'or restore a backup'];
  return [`restore a backup: ${aside}, then copy the backup to ${file}`, `without one: ${aside}, then busybody poll`];
}

/** A damaged store, found before anything was written to it. @param found what SQLite says of the damage */
export function damagedStore(context: StoreErrorContext, found: string): BusybodyError {
  const what = printable(found.replace(/^\*\*\* in database main \*\*\*\s*/, ''), { max: 200 });
  return new BusybodyError('E_STORE_CORRUPT', `Cannot use store: the database is damaged: ${what}: ${context.path}`, {
    hints: wayOut(context),
  });
}
