// A copy of a log directory: the index first, then the logs as they are by then, so that no row of the index lacks its
// line. Opening the copy indexes what was appended in between, which is also how it is verified.

import { chmodSync, closeSync, constants, copyFileSync, existsSync, fsyncSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { type StoreErrorContext, storeError } from '../errors.ts';
import { copyDatabase, type Holdings, verifyDatabase } from '../sqlite/backup.ts';
import { syncDirectory } from './log-io.ts';
import { logNames } from './log-names.ts';
import { type FlatfileOptions, INDEX_FILE, openFlatfileStore } from './store.ts';

/** Makes the directory `to` (0700). @throws BusybodyError */
export function copyLogDirectory(from: string, to: string): void {
  const index = join(from, INDEX_FILE);
  const reading: StoreErrorContext = { path: from, readOnly: true, flatfile: true };
  const names = onFiles(reading, () => logNames(from));
  onFiles({ path: to, readOnly: false }, () => mkdirSync(to, { mode: 0o700 }));
  if (existsSync(index) || names.length === 0) copyDatabase(index, join(to, INDEX_FILE));
  for (const name of onFiles(reading, () => logNames(from))) {
    onFiles({ path: join(to, name), readOnly: false }, () => {
      copyFileSync(join(from, name), join(to, name), constants.COPYFILE_EXCL);
      chmodSync(join(to, name), 0o600);
    });
  }
}

/** Opens the copy, which indexes what the index had not seen, and counts what it holds. @throws BusybodyError */
export function verifyLogDirectory(path: string, options: FlatfileOptions): Holdings {
  openFlatfileStore(path, { ...options, readOnly: false })[Symbol.dispose]();
  const holdings = verifyDatabase(join(path, INDEX_FILE), { readOnly: false });
  onFiles({ path, readOnly: false }, () => {
    for (const name of logNames(path)) {
      const fd = openSync(join(path, name), 'r');
      fsyncSync(fd);
      closeSync(fd);
    }
    syncDirectory(path);
  });
  return holdings;
}

function onFiles<T>(context: StoreErrorContext, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw storeError(error, context);
  }
}
