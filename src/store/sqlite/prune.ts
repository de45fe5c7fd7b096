// Retention: deletes old sign-ins with all that finds them and their scores, in short transactions so that others may write.
// What belongs to an open alert stays; alerts, verdicts, baselines and organisation facts stay too.

import type { Connection } from './connection.ts';
import type { Tables } from './tables.ts';

const BATCH = 2_000;

export function prune(connection: Connection, tables: Tables, beforeMs: number): number {
  tables.settling.settle();
  const page = connection.prepare<{ seq: number; source: number; timeMs: number }>(
    `SELECT seq, source, time_ms AS timeMs FROM sign_in_time
      WHERE source = ?1 AND time_ms < ?2 AND (time_ms, seq) > (?3, ?4) ORDER BY time_ms, seq LIMIT ?5`,
  );
  const kept = connection.prepare(
    `SELECT 1 FROM score AS c JOIN alert AS a ON a.id = c.alert_id WHERE c.seq = ?1 AND a.status = 'open'
     UNION ALL SELECT 1 FROM alert WHERE status = 'open' AND seq = ?1`,
  );
  const row = connection.prepare<{ account: number; idHash: number }>(
    'SELECT account, id_hash AS idHash FROM sign_in WHERE seq = ?',
  );
  const fromId = connection.prepare('DELETE FROM sign_in_id WHERE id_hash = ? AND seq = ?');
  const fromAccount = connection.prepare('DELETE FROM sign_in_account WHERE account = ? AND time_ms = ? AND seq = ?');
  const fromTime = connection.prepare('DELETE FROM sign_in_time WHERE source = ? AND time_ms = ? AND seq = ?');
  const fromPending = connection.prepare('DELETE FROM pending WHERE source = ? AND time_ms = ? AND seq = ?');
  const fromScore = connection.prepare('DELETE FROM score WHERE seq = ?');
  const fromSignIn = connection.prepare('DELETE FROM sign_in WHERE seq = ?');
  const sources = connection.prepare<{ id: number }>('SELECT id FROM source').all();

  let gone = 0;
  for (const source of sources) {
    let last = { timeMs: Number.MIN_SAFE_INTEGER, seq: 0 };
    for (;;) {
      const { length, end } = connection.write(() => {
        const rows = page.all(source.id, beforeMs, last.timeMs, last.seq, BATCH);
        for (const { seq, timeMs } of rows) {
          if (kept.get(seq) !== null) continue;
          const { account, idHash } = row.get(seq)!;
          fromId.run(idHash, seq);
          fromAccount.run(account, timeMs, seq);
          fromTime.run(source.id, timeMs, seq);
          fromPending.run(source.id, timeMs, seq);
          fromScore.run(seq);
          fromSignIn.run(seq);
          gone++;
        }
        return { length: rows.length, end: rows.at(-1) };
      });
      if (!end || length < BATCH) break;
      last = end;
    }
  }
  return gone;
}
