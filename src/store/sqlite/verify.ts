// Whether a database is whole, asked before anything is written to it: a damaged page that an import happens not to touch
// would go unnoticed for long, and what is written beside it may make it worse.

import { damagedStore } from '../errors.ts';
import type { Connection } from './connection.ts';
import { schemaVersion } from './migrate.ts';

/** Up to this size reading it all takes a few hundredths of a second, so it is done every time; larger ones once a day. */
const SMALL_BYTES = 32 * 1024 * 1024;
const DAY_MS = 86_400_000;
/** When it was last found whole, in table meta. */
const VERIFIED = 'store.verified_ms';

/** What is wrong with the database, in SQLite's words; null where every page is as it must be. */
export function damageIn(connection: Connection): string | null {
  const [found] = connection.row<[string]>('PRAGMA quick_check(1)');
  return found === 'ok' ? null : found;
}

/** @throws BusybodyError E_STORE_CORRUPT where the database is damaged; nothing was written to it then. */
export function verifyBeforeWriting(connection: Connection, nowMs: number): void {
  if (schemaVersion(connection) === 0) return;
  const [bytes] = connection.row<[number]>('SELECT page_count * page_size FROM pragma_page_count, pragma_page_size');
  const small = bytes <= SMALL_BYTES;
  if (!small) {
    const [last] = connection.row<[string | null]>(`SELECT max(value) FROM meta WHERE key = '${VERIFIED}'`);
    const sinceMs = nowMs - Number(last ?? 0);
    if (sinceMs >= 0 && sinceMs < DAY_MS) return;
  }
  const found = damageIn(connection);
  if (found !== null) throw damagedStore(connection, found);
  if (small) return;
  connection.write(() => {
    connection.script(
      `INSERT INTO meta VALUES ('${VERIFIED}', '${nowMs}') ON CONFLICT DO UPDATE SET value = excluded.value`,
    );
  });
}
