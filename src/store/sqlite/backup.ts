// A copy of a database that others may be writing to, made by SQLite itself from one view of the data, and what such a copy
// holds. Works on any schema of ours, also one this busybody would first have to migrate.

import { closeSync, openSync } from 'node:fs';
import { BusybodyError } from '../../platform/errors.ts';
import { damagedStore, quotePath, storeError } from '../errors.ts';
import { type Connection, connect } from './connection.ts';
import { schemaVersion } from './migrate.ts';
import { damageIn } from './verify.ts';

export interface Holdings {
  readonly schema: number;
  readonly signIns: number;
  readonly newestMs: number | null;
  readonly alerts: number;
  /** Messages not delivered yet. */
  readonly waiting: number;
}

/** What SQLite says of the file it writes, not of the one it reads. */
const OF_THE_COPY = /^SQLITE_(?:FULL|CANTOPEN|IOERR|READONLY|PERM)/;

/** Writes `to` (0600, must not be there); readers and writers of `from` go on meanwhile. @throws BusybodyError */
export function copyDatabase(from: string, to: string): void {
  const connection = connect(from, { readOnly: true });
  try {
    if (schemaVersion(connection) === 0) throw empty(from);
    const found = damageIn(connection);
    // Copying would mend an index and hide that the disk has begun to lose pages.
    if (found !== null) throw damagedStore(connection, found);
    closeSync(openSync(to, 'wx', 0o600));
    connection.script(`VACUUM INTO '${to.replaceAll("'", "''")}'`);
  } catch (error) {
    const code = (error as { code?: unknown }).code;
    const path = typeof code === 'string' && OF_THE_COPY.test(code) ? to : from;
    throw storeError(error, { path, readOnly: path === from });
  } finally {
    connection.close();
  }
}

/**
 * Reads every page of a copy and counts what is in it.
 * @param options `readOnly: false` for one with a journal already, which a reader would leave lying about
 * @throws BusybodyError E_BACKUP_DAMAGED
 */
export function verifyDatabase(path: string, { readOnly = true }: { readOnly?: boolean } = {}): Holdings {
  const connection = connect(path, { readOnly });
  try {
    const [found] = connection.row<[string]>('PRAGMA integrity_check(1)');
    if (found !== 'ok') throw damaged(found);
    return { schema: schemaVersion(connection), ...count(connection) };
  } catch (error) {
    throw storeError(error, { path, readOnly: true });
  } finally {
    connection.close();
  }
}

function count(connection: Connection): Omit<Holdings, 'schema'> {
  const [signIns, found, newestMs, alerts, waiting] = connection.row<[number, number, number | null, number, number]>(
    `SELECT (SELECT count(*) FROM sign_in), (SELECT count(*) FROM sign_in_time), (SELECT max(time_ms) FROM sign_in_time),
            (SELECT count(*) FROM alert), (SELECT count(*) FROM outbox WHERE delivered_ms IS NULL AND due_ms IS NOT NULL)`,
  );
  if (signIns !== found) throw damaged(`${found} of ${signIns} sign-ins can be found`);
  return { signIns, newestMs, alerts, waiting };
}

function damaged(what: string): BusybodyError {
  return new BusybodyError('E_BACKUP_DAMAGED', `Cannot back up: what would be copied is damaged: ${what}`, {
    hints: ['busybody check'],
  });
}

function empty(path: string): BusybodyError {
  return new BusybodyError('E_STORE_MISSING', `Cannot back up: there is nothing in the store yet: ${path}`, {
    hints: [`ls -l ${quotePath(path)}`, 'busybody poll'],
  });
}
