// Finds sign-ins again: by id, by source and time, by account and time, and what is pending.
// Inserting into four trees row by row costs five times the row itself. So while one process imports much, rows are only
// appended to sign_in, and every SETTLE_EVERY rows, on every read and on close, all new rows enter the four tables in
// sorted order. Another process reading during such an import sees it grow in those steps; ids are exact at all times.

import type { Connection } from './connection.ts';
import { createIdHashes } from './id-hashes.ts';

export interface Settling {
  /** Whether (source, id) is stored. Only in a write transaction. */
  isKnown(hash: number, sourceId: number, id: string): boolean;
  /** Says that a row with this hash was inserted. */
  inserted(hash: number): void;
  /** To be called at the end of each transaction that inserted. */
  afterInsert(): void;
  /** Makes every stored row findable. Does nothing where reading only. */
  settle(): void;
}

export function hashId(sourceId: number, id: string): number {
  return Bun.hash.xxHash32(id, sourceId);
}

/** Rows this process has added before it counts as a large import. */
const BULK_AFTER = 20_000;
const SETTLE_EVERY = 65_536;
const LOAD_PAGE = 20_000;

export interface SettlingOptions {
  readonly bulkAfter?: number;
  readonly settleEvery?: number;
}

export function openSettling(connection: Connection, options: SettlingOptions = {}): Settling {
  const { bulkAfter = BULK_AFTER, settleEvery = SETTLE_EVERY } = options;
  const find = connection.prepare(
    'SELECT 1 FROM sign_in_id AS i JOIN sign_in AS s ON s.seq = i.seq WHERE i.id_hash = ? AND s.source = ? AND s.id = ?',
  );
  const unsettled = connection.prepare<{ seq: number | null }>(
    'SELECT 1 AS seq FROM sign_in WHERE seq > (SELECT seq FROM settled) LIMIT 1',
  );
  const newRows = 'FROM sign_in WHERE seq > (SELECT seq FROM settled)';
  const steps = [
    `INSERT INTO sign_in_id SELECT id_hash, seq ${newRows} ORDER BY id_hash, seq`,
    `INSERT INTO sign_in_time SELECT source, time_ms, seq ${newRows} ORDER BY source, time_ms, seq`,
    `INSERT INTO pending SELECT source, time_ms, seq ${newRows} ORDER BY source, time_ms, seq`,
    `INSERT INTO sign_in_account SELECT account, time_ms, seq ${newRows} ORDER BY account, time_ms, seq`,
    'UPDATE settled SET seq = (SELECT max(seq) FROM sign_in) WHERE EXISTS (SELECT 1 FROM sign_in)',
  ].map((sql) => connection.prepare(sql));
  const hashPage = connection.prepare(
    'SELECT id_hash, seq FROM sign_in_id WHERE (id_hash, seq) > (?, ?) ORDER BY id_hash, seq LIMIT ?',
  );

  /** Hashes of the rows not settled yet; of all rows while `complete`. */
  const hashes = createIdHashes();
  let complete = false;
  /** How many rows are not settled yet; -1 where that must be asked. */
  let tail = -1;
  let addedSinceOpen = 0;
  connection.onStale(() => {
    hashes.clear();
    complete = false;
    // Whoever wrote may have left a tail of its own, and an undone transaction takes back what we counted.
    tail = -1;
    addedSinceOpen = 0;
  });

  function settleNow(): void {
    if (tail < 0) tail = unsettled.get() ? 1 : 0;
    if (tail === 0) return;
    for (const step of steps) step.run();
    tail = 0;
    if (!complete) hashes.clear();
  }
  function loadAll(): void {
    settleNow();
    let last: [number, number] = [-1, -1];
    for (;;) {
      const page = hashPage.values(...last, LOAD_PAGE) as [number, number][];
      for (const [hash] of page) hashes.add(hash);
      const end = page.at(-1);
      if (!end) break;
      last = end;
    }
    complete = true;
  }

  return {
    isKnown(hash, sourceId, id) {
      if (tail < 0) settleNow();
      if (hashes.has(hash)) settleNow();
      else if (complete) return false;
      return find.get(hash, sourceId, id) !== null;
    },
    inserted(hash) {
      hashes.add(hash);
      tail++;
      addedSinceOpen++;
      if (addedSinceOpen === bulkAfter && !complete) loadAll();
    },
    afterInsert() {
      if (tail >= settleEvery || addedSinceOpen < bulkAfter) settleNow();
    },
    settle() {
      if (connection.readOnly) return;
      connection.read(() => {
        if (tail < 0) tail = unsettled.get() ? 1 : 0;
      });
      if (tail > 0) connection.write(settleNow);
    },
  };
}
