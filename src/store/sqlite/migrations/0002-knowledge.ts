// What people said, kept with who and when: every verdict ever given (only ever added to), what is allowed and until when, and
// which alerts that hid. `relearn` names users whose baseline a verdict made stale, for a run that was at work meanwhile.

import type { Migration } from '../migrate.ts';

export const knowledge: Migration = {
  version: 2,
  name: 'knowledge',
  sql: `
    CREATE TABLE verdict (
      id           INTEGER PRIMARY KEY AUTOINCREMENT,
      alert_id     TEXT NOT NULL,
      action       TEXT NOT NULL,
      time_ms      INTEGER NOT NULL,
      given_by     TEXT,
      reason       TEXT,
      -- What held from then on; status 'open' without the rest.
      after_status TEXT NOT NULL,
      after_ms     INTEGER,
      after_by     TEXT,
      after_reason TEXT
    ) STRICT;
    CREATE INDEX verdict_alert ON verdict (alert_id, id);
    CREATE TRIGGER verdict_never_changes BEFORE UPDATE ON verdict
      BEGIN SELECT RAISE(ABORT, 'the history of verdicts is only added to'); END;
    CREATE TRIGGER verdict_never_goes BEFORE DELETE ON verdict
      BEGIN SELECT RAISE(ABORT, 'the history of verdicts is only added to'); END;
    INSERT INTO verdict (alert_id, action, time_ms, given_by, reason, after_status, after_ms, after_by, after_reason)
      SELECT id, status, verdict_ms, verdict_by, verdict_reason, status, verdict_ms, verdict_by, verdict_reason
        FROM alert WHERE status <> 'open' AND verdict_ms IS NOT NULL ORDER BY verdict_ms, id;

    CREATE TABLE relearn (
      user    TEXT PRIMARY KEY,
      verdict INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE allowance (
      id         INTEGER PRIMARY KEY AUTOINCREMENT,
      kind       TEXT NOT NULL,
      user       TEXT,
      asn        INTEGER,
      owner      TEXT,
      address    TEXT,
      countries  TEXT NOT NULL,
      device     TEXT,
      from_ms    INTEGER,
      until_ms   INTEGER NOT NULL,
      note       TEXT,
      added_by   TEXT,
      added_ms   INTEGER NOT NULL,
      removed_by TEXT,
      removed_ms INTEGER
    ) STRICT;

    -- Sign-ins a person would have been told of; allowance NULL: one that was told and made a muted alert heard again.
    CREATE TABLE mute (
      id          INTEGER PRIMARY KEY AUTOINCREMENT,
      alert_id    TEXT NOT NULL,
      seq         INTEGER NOT NULL,
      allowance   INTEGER REFERENCES allowance (id),
      time_ms     INTEGER NOT NULL,
      recorded_ms INTEGER NOT NULL,
      later       INTEGER NOT NULL,
      UNIQUE (alert_id, seq, allowance)
    ) STRICT;
    CREATE INDEX mute_allowance ON mute (allowance) WHERE allowance IS NOT NULL;
    CREATE INDEX mute_seq ON mute (seq);

    ALTER TABLE alert ADD COLUMN muted_by INTEGER REFERENCES allowance (id);
    -- Why a message that waited is not sent any more.
    ALTER TABLE outbox ADD COLUMN withdrawn TEXT;
  `,
};
