// `busybody backup FILE`: a verified copy of the store, also while a run is at work. `-` sends it to standard output.

import { closeSync, openSync, readSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { userResolver } from '../config/users.ts';
import { pluralText, timeText } from '../domain/wording.ts';
import { EXIT, UsageError } from '../platform/errors.ts';
import { isWritableDirectory } from '../platform/files.ts';
import { expandHome } from '../platform/paths.ts';
import { parseLogLine } from '../sources/files/log-line.ts';
import { type Backup, backupStore } from '../store/backup.ts';
import { removeLeftovers } from '../store/leftovers.ts';
import type { Context } from './context.ts';
import { openConfig } from './workspace.ts';

const CHUNK = 1 << 20;
/** What a killed `backup -` left: its file, or that file's own temporary one. */
const SENT = /^\.{1,2}busybody-backup\.(\d+)\.db(?:\.\d+\.tmp)?(?:-journal|-wal|-shm)?$/;

export async function execute(context: Context): Promise<number> {
  const word = context.words[0]!;
  if (word === '')
    throw new UsageError('E_USAGE', 'Cannot write backup: FILE is empty', { hints: ['busybody backup FILE'] });
  const config = openConfig(context, { optional: true });
  const { persistence } = config;
  const reading = { resolveUser: userResolver(config), parseLine: parseLogLine, nowMs: context.clock() };
  if (word !== '-') {
    const to = resolve(context.cwd, expandHome(word, context.home));
    const backup = backupStore(persistence, { ...reading, to, force: context.flags.has('force') });
    context.done(`Written: ${backup.path}: ${describe(backup)}`);
    return EXIT.ok;
  }
  if (persistence.module === 'flatfile') throw usage('logs are backed up as a directory', 'busybody backup DIR');
  if (context.stdout.isTerminal) throw usage('a database is nothing for a terminal', 'busybody backup FILE');
  // Only what is verified is sent on, so it is a file first: beside the store, where there is room for one and nobody looks.
  const directory = dirname(resolve(context.cwd, persistence.path));
  const to = join(directory, `.busybody-backup.${process.pid}.db`);
  try {
    if (isWritableDirectory(directory)) removeLeftovers(directory, { shape: SENT, nowMs: context.clock() });
    const backup = backupStore(persistence, { ...reading, to, force: true });
    send(to, context.out);
    context.done(`Sent: ${describe(backup)}`);
  } finally {
    rmSync(to, { force: true });
  }
  return EXIT.ok;
}

function usage(why: string, hint: string): UsageError {
  return new UsageError('E_USAGE', `Cannot write backup to standard output: ${why}`, { hints: [hint] });
}

function send(path: string, out: (bytes: Uint8Array) => void): void {
  const fd = openSync(path, 'r');
  try {
    const chunk = Buffer.alloc(CHUNK);
    for (let at = 0; ; ) {
      const read = readSync(fd, chunk, 0, CHUNK, at);
      if (read === 0) return;
      out(chunk.subarray(0, read));
      at += read;
    }
  } finally {
    closeSync(fd);
  }
}

/** `3 sign-ins, the newest of 2026-03-01 09:12 UTC, 1 alert, no message waiting; 0.1 MB, schema 1, verified`. */
function describe({ signIns, newestMs, alerts, waiting, bytes, schema }: Backup): string {
  const newest = newestMs === null ? '' : `, the newest of ${timeText(newestMs, { seconds: false })}`;
  const messages = waiting === 0 ? '' : `, ${pluralText(waiting, 'message')} waiting`;
  const size = `${(bytes / 1e6).toFixed(1)} MB, schema ${schema}`;
  return `${pluralText(signIns, 'sign-in')}${newest}, ${pluralText(alerts, 'alert')}${messages}; ${size}, verified`;
}
