// A look at names in the store for the Tab key: in milliseconds, however much is stored, while a run writes. Changes no file:
// a reader of a WAL database would make its -wal and -shm, so without them the file alone is read, as a run left it.

import { constants, Database } from 'bun:sqlite';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type AllowanceKind, allowanceName } from '../domain/allowance.ts';
import { INDEX_FILE } from './flatfile/store.ts';
import type { StoreOptions } from './open.ts';

/** A name with what it is. */
export interface Glimpse {
  readonly name: string;
  readonly about: string;
}

export interface GlanceAt {
  readonly what: 'users' | 'sources' | 'alerts' | 'open-alerts' | 'judged-alerts' | 'allowances' | 'trips';
  /** How the names begin. */
  readonly prefix: string;
  readonly limit: number;
  /** Allowances that have ended are left out. */
  readonly nowMs: number;
}

const BUSY_TIMEOUT_MS = 50;
const ALERTS = "SELECT id AS name, severity || ' · ' || user AS about FROM alert WHERE id >= ?1 AND id < ?2";
const NEWEST = 'ORDER BY last_ms DESC LIMIT ?3';
const QUERIES = {
  users: "SELECT DISTINCT user AS name, '' AS about FROM account WHERE user >= ?1 AND user < ?2 ORDER BY user LIMIT ?3",
  sources: "SELECT name, '' AS about FROM source WHERE name >= ?1 AND name < ?2 ORDER BY name LIMIT ?3",
  alerts: `${ALERTS} ${NEWEST}`,
  'open-alerts': `${ALERTS} AND status = 'open' ${NEWEST}`,
  'judged-alerts': `${ALERTS} AND status <> 'open' ${NEWEST}`,
} as const;
const ALLOWANCES =
  "SELECT id, kind, coalesce(user, '') AS user, coalesce(note, '') AS note FROM allowance WHERE removed_ms IS NULL AND until_ms > ? ORDER BY id DESC";

/** @throws where there is no store, or it cannot be read now. */
export function glance(options: StoreOptions, { what, prefix, limit, nowMs }: GlanceAt): Glimpse[] {
  const path = options.module === 'sqlite' ? options.path : join(options.logDirectory, INDEX_FILE);
  using db = openUnchanged(path);
  db.run(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
  if (what === 'allowances' || what === 'trips') {
    const rows = db
      .query<{ id: number; kind: AllowanceKind; user: string; note: string }, [number]>(ALLOWANCES)
      .all(nowMs);
    return rows
      .filter(({ kind }) => what === 'allowances' || kind === 'trip')
      .map(({ id, kind, user, note }) => ({ name: allowanceName(kind, id), about: `${user} ${note}`.trim() }))
      .filter(({ name }) => name.startsWith(prefix))
      .slice(0, limit);
  }
  return db.query<Glimpse, [string, string, number]>(QUERIES[what]).all(prefix, `${prefix}\u{10ffff}`, limit);
}

function openUnchanged(path: string): Database {
  if (statSync(path).isFile() && statSync(`${path}-wal`, { throwIfNoEntry: false })?.size)
    return new Database(path, { readonly: true });
  const url = `${pathToFileURL(path).href}?immutable=1`;
  return new Database(url, constants.SQLITE_OPEN_READONLY | constants.SQLITE_OPEN_URI);
}
