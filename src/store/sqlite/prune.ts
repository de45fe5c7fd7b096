// Retention: deletes old sign-ins with all that finds them and their scores, in short transactions so that others may write.
// What belongs to an open alert stays, unless it is muted and waits for nobody. Alerts, verdicts, allowances and what they hid,
// baselines and organisation facts stay too.

import { pause } from '../../platform/clock.ts';
import type { Connection } from './connection.ts';

const BATCH = 500;
/** Longest pause between two batches. Who waits for a lock looks for it every 100 ms: without pauses they would look in vain. */
const LONGEST_PAUSE_MS = 100;

export function prune(connection: Connection, beforeMs: number): number {
  const page = connection.prepare<{ seq: number; timeMs: number }>(
    `SELECT seq, time_ms AS timeMs FROM sign_in_time
      WHERE source = ?1 AND pending = ?2 AND time_ms < ?3 AND (time_ms, seq) > (?4, ?5) ORDER BY time_ms, seq LIMIT ?6`,
  );
  const kept = connection.prepare(
    `SELECT 1 FROM score AS c JOIN alert AS a ON a.id = c.alert_id WHERE c.seq = ?1 AND a.status = 'open' AND a.muted_by IS NULL
     UNION ALL SELECT 1 FROM alert WHERE status = 'open' AND muted_by IS NULL AND seq = ?1`,
  );
  const row = connection.prepare<{ account: number; idHash: number }>(
    'SELECT account, id_hash AS idHash FROM sign_in WHERE seq = ?',
  );
  const fromId = connection.prepare('DELETE FROM sign_in_id WHERE key = (?2 >> 16 << 48) | (?1 << 16) | (?2 & 65535)');
  const fromAccount = connection.prepare(
    'DELETE FROM sign_in_account WHERE era = ?3 >> 16 AND account = ?1 AND time_ms = ?2 AND seq = ?3',
  );
  const fromTime = connection.prepare(
    'DELETE FROM sign_in_time WHERE source = ? AND pending = ? AND time_ms = ? AND seq = ?',
  );
  const fromScore = connection.prepare('DELETE FROM score WHERE seq = ?');
  const fromSignIn = connection.prepare('DELETE FROM sign_in WHERE seq = ?');
  const lanes = connection
    .prepare<{ id: number }>('SELECT id FROM source')
    .all()
    .flatMap(({ id }) => [
      { source: id, pending: 0 },
      { source: id, pending: 1 },
    ]);

  let gone = 0;
  for (const { source, pending } of lanes) {
    let last = { timeMs: Number.MIN_SAFE_INTEGER, seq: 0 };
    for (;;) {
      const startMs = performance.now();
      const rows = connection.write(() => {
        const found = page.all(source, pending, beforeMs, last.timeMs, last.seq, BATCH);
        for (const { seq, timeMs } of found) {
          if (kept.get(seq) !== null) continue;
          const { account, idHash } = row.get(seq)!;
          fromId.run(idHash, seq);
          fromAccount.run(account, timeMs, seq);
          fromTime.run(source, pending, timeMs, seq);
          fromScore.run(seq);
          fromSignIn.run(seq);
          gone++;
        }
        return found;
      });
      const end = rows.at(-1);
      if (!end || rows.length < BATCH) break;
      last = end;
      pause(Math.min(LONGEST_PAUSE_MS, performance.now() - startMs));
    }
  }
  return gone;
}
