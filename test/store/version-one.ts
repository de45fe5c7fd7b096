// Builds a store as busybody 2 wrote it before there was a history of verdicts: schema 1, with sign-ins, scores, alerts and verdicts.

import { Database } from 'bun:sqlite';
import { chmodSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { initial } from '../../src/store/sqlite/migrations/0001-initial.ts';
import { T0 } from './support.ts';

/** One sign-in of ada, three alerts: a-open, a-done (dismissed by bob) and a-real (confirmed, by nobody named); one message waits. */
export function buildVersionOne(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  using db = new Database(path, { create: true, strict: true });
  chmodSync(path, 0o600);
  db.run('PRAGMA journal_mode = WAL');
  db.exec(`
    CREATE TABLE migration (
      version INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at TEXT NOT NULL DEFAULT (datetime('now'))
    ) STRICT;
    ${initial.sql}
    PRAGMA application_id = ${0x62757379};
    PRAGMA user_version = 1;
    INSERT INTO migration (version, name) VALUES (1, 'initial');
    INSERT INTO source VALUES (1, 'slack');
    INSERT INTO account VALUES (1, 1, 'ada@example.com', 'ada@example.com');
    INSERT INTO sign_in VALUES (1, 1, 1, ${T0}, 7, 'id-1', '203.0.113.7', 'success', 'login', NULL, NULL, '{}');
    INSERT INTO sign_in_id VALUES ((7 << 16) | 1);
    INSERT INTO sign_in_time VALUES (1, 0, ${T0}, 1);
    INSERT INTO sign_in_account VALUES (0, 1, ${T0}, 1);
    INSERT INTO score VALUES (1, 'scored', NULL, 0.8, 0.7, NULL, '[]', 1, 'a-open', NULL, NULL);
    INSERT INTO outbox (notifier, alert_id, message, idempotency_key, queued_ms, due_ms)
      VALUES ('stdout', 'a-open', '{"type":"alert"}', 'k', ${T0}, ${T0});
  `);
  const alert = db.prepare(
    `INSERT INTO alert VALUES (?, 'sign-in', 'ada@example.com', 'high', ?, ${T0}, ${T0}, 0.8, 0.7,
       '{"location":0.8,"network":0,"device":0,"time":0}', '[]', 1, 1, 0, ?, ?, ?)`,
  );
  alert.run('a-open', 'open', null, null, null);
  alert.run('a-done', 'dismissed', T0 + 20, 'bob', 'on holiday');
  alert.run('a-real', 'confirmed', T0 + 10, null, null);
}
