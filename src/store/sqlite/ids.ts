// Table sign_in_id: is (source, id) stored? Exact, whatever the hashes do: each candidate row is compared.
// Few look-ups ask the table; a process that makes many (an import) loads all hashes into memory once and keeps them.

import type { Connection } from './connection.ts';
import { createHashSeqs } from './hash-seqs.ts';

export interface Ids {
  hash(sourceId: number, id: string): number;
  /** Before the first of several look-ups. Only in a write transaction, so that nobody else adds in between. */
  begin(): void;
  isKnown(hash: number, key: { sourceId: number; id: string }): boolean;
  /** Says that this transaction inserted a row. */
  inserted(hash: number, seq: number): void;
  /** Writes what finds the rows from `firstSeq` on; at the end of the transaction that inserted them. */
  index(firstSeq: number): void;
}

/** Look-ups by one process after which asking era by era has cost as much as loading all hashes (0.3 s a million). */
const MANY = 8_000;
const LOAD_PAGE = 20_000;

export interface IdsOptions {
  readonly many?: number;
}

export function openIds(connection: Connection, { many = MANY }: IdsOptions = {}): Ids {
  const is = connection.prepare('SELECT 1 FROM sign_in WHERE seq = ? AND source = ? AND id = ?');
  const inEra = connection.prepare(
    `SELECT 1 FROM sign_in_id AS i CROSS JOIN sign_in AS s ON s.seq = (?1 << 16) | (i.key & 65535)
      WHERE i.key BETWEEN (?1 << 48) | (?2 << 16) AND (?1 << 48) | (?2 << 16) | 65535 AND s.source = ?3 AND s.id = ?4`,
  );
  const lastEra = connection.prepare<{ era: number | null }>('SELECT max(seq) >> 16 AS era FROM sign_in');
  const page = connection.prepare(
    `SELECT (key >> 16) & 4294967295, (key >> 48 << 16) | (key & 65535) FROM sign_in_id
      WHERE key > (?1 >> 16 << 48) | (?2 << 16) | (?1 & 65535) ORDER BY key LIMIT ?3`,
  );
  const steps = [
    `INSERT INTO sign_in_id SELECT (seq >> 16 << 48) | (id_hash << 16) | (seq & 65535) FROM sign_in
      WHERE seq >= ? ORDER BY 1`,
    'INSERT INTO sign_in_time SELECT source, 1, time_ms, seq FROM sign_in WHERE seq >= ? ORDER BY 1, 2, 3, 4',
    'INSERT INTO sign_in_account SELECT seq >> 16, account, time_ms, seq FROM sign_in WHERE seq >= ? ORDER BY 1, 2, 3, 4',
  ].map((sql) => connection.prepare(sql));

  /** Rows inserted since begin(); all rows while `complete`. */
  const rows = createHashSeqs();
  let complete = false;
  let lookUps = 0;
  let eras = 0;
  connection.onStale(() => {
    rows.clear();
    complete = false;
    lookUps = 0;
  });

  function loadAll(): void {
    let last: [seq: number, hash: number] = [0, 0];
    for (;;) {
      const hashes = page.values(...last, LOAD_PAGE) as [number, number][];
      for (const [hash, seq] of hashes) rows.add(hash, seq);
      const end = hashes.at(-1);
      if (!end) break;
      last = [end[1], end[0]];
    }
    complete = true;
  }

  return {
    hash: (sourceId, id) => Bun.hash.xxHash32(id, sourceId),
    begin() {
      if (complete) return;
      rows.clear();
      eras = lastEra.get()?.era ?? 0;
      if (lookUps >= many) loadAll();
    },
    isKnown(hash, { sourceId, id }) {
      lookUps++;
      if (rows.find(hash, (seq) => is.get(seq, sourceId, id) !== null) !== null) return true;
      if (complete) return false;
      for (let era = eras; era >= 0; era--) if (inEra.get(era, hash, sourceId, id) !== null) return true;
      return false;
    },
    inserted(hash, seq) {
      rows.add(hash, seq);
    },
    index(firstSeq) {
      for (const step of steps) step.run(firstSeq);
    },
  };
}
