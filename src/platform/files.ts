// Files with the care that secrets and state need: read with limits and words for every failure, written whole or not
// at all, private by default, and the question who else may read them. POSIX modes mean nothing on Windows: no warnings there.

import {
  accessSync,
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { BusybodyError, errorText } from './errors.ts';

export const PRIVATE_MODE = 0o600;

const READ_LIMIT = 16 * 1024 * 1024;

/** Nothing this process creates may be read by others, whatever mode a library asks for. */
export function restrictUmask(): void {
  process.umask(0o077);
}

/** False for devices, pipes and directories too: what helps with a file must not be advised for those. */
export function isRegularFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** True for a device, a pipe, a directory; false where nothing is there, or nobody may look. */
export function isOtherThanFile(path: string): boolean {
  try {
    return !statSync(path).isFile();
  } catch {
    return false;
  }
}

/** True where group or others may read, write or run the file; false where it cannot be asked, or for a device or a pipe. */
export function readableByOthers(path: string): boolean {
  if (process.platform === 'win32') return false;
  try {
    const found = statSync(path);
    return (found.isFile() || found.isDirectory()) && (found.mode & 0o077) !== 0;
  } catch {
    return false;
  }
}

/**
 * Where a file is to be read: a service of systemd gets it as a credential of the same name (LoadCredential=), since it
 * may not read root's own. The path itself where there is none.
 */
export function passedFile(path: string, env: { readonly CREDENTIALS_DIRECTORY?: string | undefined }): string {
  if (!env.CREDENTIALS_DIRECTORY) return path;
  const passed = join(env.CREDENTIALS_DIRECTORY, basename(path));
  return exists(passed) ? passed : path;
}

/**
 * Lets what root's command makes belong to whom the directory belongs to, so that the service can use it too. Only for a
 * file just made by this process (O_EXCL): by its descriptor, as whose directory it is may have put a link in its place.
 */
export function giveToOwner(fd: number, path: string): void {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = statSync(dirname(path));
  if (uid !== 0) fchownSync(fd, uid, gid);
}

/** Opens a file to write, made with mode 0600 and {@link giveToOwner} where there is none. `flags` without O_CREAT. */
export function openOrMake(path: string, flags: number): number {
  let fd: number;
  try {
    fd = openSync(path, flags | constants.O_CREAT | constants.O_EXCL, PRIVATE_MODE);
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
    return openSync(path, flags | constants.O_CREAT, PRIVATE_MODE);
  }
  try {
    giveToOwner(fd, path);
    return fd;
  } catch (error) {
    closeSync(fd);
    throw error;
  }
}

/** True for a directory in which this process may create files. */
export function isWritableDirectory(path: string): boolean {
  try {
    if (!statSync(path).isDirectory()) return false;
    accessSync(path, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** True where something of that name exists, of whatever kind. */
export function exists(path: string): boolean {
  try {
    statSync(path);
    return true;
  } catch (error) {
    // What may not be looked at may well be there.
    return errorCode(error) === 'EACCES';
  }
}

/**
 * The file's text. UTF-8 (a byte order mark is dropped), also from a pipe or /dev/stdin.
 * @throws BusybodyError E_FILE_READ for what is missing, a directory, unreadable, larger than `maxBytes` (default 16 MiB) or no text.
 */
export function readText(path: string, options: { what: string; maxBytes?: number }): string {
  const { what, maxBytes = READ_LIMIT } = options;
  const refuse = (why: string, hints: readonly string[] = [], cause?: unknown) =>
    new BusybodyError('E_FILE_READ', `Cannot read ${what}: ${why}: ${path}`, { hints, cause });
  const onFile = (hint: string) => (isRegularFile(path) ? [hint] : []);
  let fd: number | null = null;
  let bytes: Uint8Array;
  try {
    fd = openSync(path, 'r');
    if (fstatSync(fd).isDirectory()) throw refuse('it is a directory', [`ls ${quote(path)}`]);
    bytes = readUpTo(fd, maxBytes + 1);
  } catch (error) {
    if (error instanceof BusybodyError) throw error;
    throw refuse(...readFailure(error, path), error);
  } finally {
    if (fd !== null) closeSync(fd);
  }
  if (bytes.byteLength > maxBytes) throw refuse(`it is larger than ${maxBytes} bytes`);
  if (bytes.includes(0)) throw refuse('it is no text file (it holds NUL bytes)', onFile(`file ${quote(path)}`));
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw refuse('it is not UTF-8', onFile(`iconv -f latin1 -t utf-8 ${quote(path)}`));
  }
}

function readUpTo(fd: number, limit: number): Uint8Array {
  const parts: Uint8Array[] = [];
  let total = 0;
  while (total < limit) {
    const part = new Uint8Array(Math.min(65_536, limit - total));
    const count = readSync(fd, part);
    if (count === 0) break;
    parts.push(part.subarray(0, count));
    total += count;
  }
  return new Uint8Array(Buffer.concat(parts));
}

function readFailure(error: unknown, path: string): [string, string[]] {
  const code = errorCode(error);
  if (code === 'ENOENT') return ['there is no such file', [`ls -l ${quote(dirname(path))}`]];
  if (code === 'EACCES' || code === 'EPERM') {
    const pass = `As a service: busybody init --systemd, so that its unit passes ${quote(path)} on (LoadCredential=)`;
    return ['permission denied', [`ls -l ${quote(path)}`, 'Run busybody as the user who owns the file', pass]];
  }
  return [errorText(error), []];
}

/**
 * Writes the whole file or leaves what was there: a temporary neighbour, flushed, then renamed over it.
 * @throws BusybodyError E_FILE_WRITE
 */
export function writeFileAtomic(path: string, data: string | Uint8Array, options: { mode?: number } = {}): void {
  if (isOtherThanFile(path)) {
    // Renamed over, a device would be gone.
    throw new BusybodyError('E_FILE_WRITE', `Cannot write file: it is no regular file: ${path}`, {
      hints: [`ls -ld ${quote(path)}`],
    });
  }
  const temporary = join(dirname(path), `.${crypto.randomUUID()}.tmp`);
  try {
    const fd = openSync(temporary, 'wx', options.mode ?? PRIVATE_MODE);
    try {
      // The umask may have taken away what others are to read.
      if (options.mode !== undefined) fchmodSync(fd, options.mode);
      writeFileSync(fd, data);
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
    renameSync(temporary, path);
  } catch (error) {
    removeQuietly(temporary);
    const hints = [`ls -ld ${quote(dirname(path))}`, `df -h ${quote(dirname(path))}`];
    throw new BusybodyError('E_FILE_WRITE', `Cannot write file: ${errorText(error)}: ${path}`, { hints, cause: error });
  }
}

/** Of two failures the first one is told. */
function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // Where nothing may be made, nothing was.
  }
}

/** The system's own code of a failure (`ENOENT`), or null. */
export function errorCode(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}

/** The path as a shell takes it. */
export function quote(path: string): string {
  return /^[\w@%+=:,./~-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
