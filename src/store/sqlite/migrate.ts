// Brings a database to the newest schema: numbered steps, one transaction each, recorded with their name.

import { BusybodyError } from '../../platform/errors.ts';
import { quotePath } from '../errors.ts';
import type { Connection } from './connection.ts';

export interface Migration {
  /** 1, 2, 3, … without gaps. */
  readonly version: number;
  readonly name: string;
  readonly sql: string;
}

/** `busy` in ASCII, in the file's header: tells our databases from other programs'. */
const APPLICATION_ID = 0x62757379;

/** Schema version in the file; 0 for an empty one. @throws BusybodyError E_STORE_FOREIGN for another program's database. */
export function schemaVersion(connection: Connection): number {
  const [version, application, tables] = connection.row<[number, number, number]>(
    'SELECT v.user_version, a.application_id, (SELECT count(*) FROM sqlite_schema) FROM pragma_user_version v, pragma_application_id a',
  );
  if (application === APPLICATION_ID) return version;
  if (version === 0 && application === 0 && tables === 0) return 0;
  throw new BusybodyError(
    'E_STORE_FOREIGN',
    `Cannot use store: the database belongs to another program: ${connection.path}`,
    { hints: ['set persistence.path to a file of its own'] },
  );
}

/**
 * @throws BusybodyError E_STORE_NEWER where a newer busybody wrote the file, E_STORE_OLDER where it needs migrating but
 * is open for reading only.
 */
export function migrate(connection: Connection, migrations: readonly Migration[]): void {
  const newest = migrations.at(-1)?.version ?? 0;
  const file = connection.path;
  if (schemaVersion(connection) === newest) return;
  if (connection.readOnly) {
    refuseNewer(connection, newest);
    throw new BusybodyError(
      'E_STORE_OLDER',
      `Cannot read store: its schema ${schemaVersion(connection)} must be brought to ${newest} first: ${file}`,
      { hints: ['busybody poll'] },
    );
  }
  for (const migration of migrations) {
    connection.write(() => {
      refuseNewer(connection, newest);
      if (schemaVersion(connection) >= migration.version) return;
      connection.script(
        `CREATE TABLE IF NOT EXISTS migration (
           version INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at TEXT NOT NULL DEFAULT (datetime('now'))
         ) STRICT;
         ${migration.sql}
         PRAGMA application_id = ${APPLICATION_ID};
         PRAGMA user_version = ${migration.version};`,
      );
      connection.prepare('INSERT INTO migration (version, name) VALUES (?, ?)').run(migration.version, migration.name);
    });
  }
}

function refuseNewer(connection: Connection, newest: number): void {
  const version = schemaVersion(connection);
  if (version <= newest) return;
  throw new BusybodyError(
    'E_STORE_NEWER',
    `Cannot use store: a newer busybody wrote it: schema ${version}, this one knows ${newest}: ${connection.path}`,
    { hints: ['busybody --version', `use the newer busybody, or restore a backup of ${quotePath(connection.path)}`] },
  );
}
