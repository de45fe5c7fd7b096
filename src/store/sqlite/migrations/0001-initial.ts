// The first schema. Released migrations are never edited: add a new file and list it in list.ts.
// Three small tables find sign-ins again. Two of them begin their keys with the era of a row, seq >> 16: a random key
// (a hash, an account) then touches few pages however large the store is, which is what makes a large import cheap.

import type { Migration } from '../migrate.ts';

export const initial: Migration = {
  version: 1,
  name: 'initial',
  sql: `
    CREATE TABLE source (
      id   INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE
    ) STRICT;

    -- An account of an app, and the person behind it after user_domain and user_map.
    CREATE TABLE account (
      id     INTEGER PRIMARY KEY,
      source INTEGER NOT NULL REFERENCES source (id),
      name   TEXT NOT NULL,
      user   TEXT NOT NULL,
      UNIQUE (source, name)
    ) STRICT;
    CREATE INDEX account_user ON account (user);

    CREATE TABLE sign_in (
      seq        INTEGER PRIMARY KEY AUTOINCREMENT,
      source     INTEGER NOT NULL,
      account    INTEGER NOT NULL,
      time_ms    INTEGER NOT NULL,
      id_hash    INTEGER NOT NULL,
      id         TEXT NOT NULL,
      ip         TEXT,
      outcome    TEXT NOT NULL,
      event      TEXT NOT NULL,
      warning    TEXT,
      user_agent TEXT,
      raw        TEXT NOT NULL
    ) STRICT;

    -- By id. The key packs era, id_hash and the low 16 bits of seq: era << 48 | id_hash << 16 | seq & 65535.
    CREATE TABLE sign_in_id (
      key INTEGER PRIMARY KEY
    ) STRICT;
    -- By event time, apart for those not analysed yet.
    CREATE TABLE sign_in_time (
      source INTEGER NOT NULL, pending INTEGER NOT NULL, time_ms INTEGER NOT NULL, seq INTEGER NOT NULL,
      PRIMARY KEY (source, pending, time_ms, seq)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE sign_in_account (
      era INTEGER NOT NULL, account INTEGER NOT NULL, time_ms INTEGER NOT NULL, seq INTEGER NOT NULL,
      PRIMARY KEY (era, account, time_ms, seq)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE score (
      seq        INTEGER PRIMARY KEY,
      state      TEXT NOT NULL,
      why        TEXT,
      score      REAL,
      threshold  REAL,
      components TEXT,
      reasons    TEXT,
      alert      INTEGER NOT NULL,
      alert_id   TEXT,
      model      TEXT,
      features   BLOB
    ) STRICT;
    CREATE INDEX score_alert ON score (alert_id) WHERE alert_id IS NOT NULL;

    CREATE TABLE baseline (
      user TEXT NOT NULL UNIQUE,
      data BLOB NOT NULL
    ) STRICT;

    CREATE TABLE org_fact (
      kind TEXT NOT NULL, key TEXT NOT NULL, user TEXT NOT NULL, first_ms INTEGER NOT NULL,
      PRIMARY KEY (kind, key, user)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE alert (
      id             TEXT PRIMARY KEY,
      kind           TEXT NOT NULL,
      user           TEXT NOT NULL,
      severity       TEXT NOT NULL,
      status         TEXT NOT NULL,
      first_ms       INTEGER NOT NULL,
      last_ms        INTEGER NOT NULL,
      score          REAL NOT NULL,
      threshold      REAL NOT NULL,
      components     TEXT NOT NULL,
      reasons        TEXT NOT NULL,
      seq            INTEGER NOT NULL,
      sign_ins       INTEGER NOT NULL,
      history        INTEGER NOT NULL,
      verdict_ms     INTEGER,
      verdict_by     TEXT,
      verdict_reason TEXT
    ) STRICT;
    CREATE INDEX alert_last ON alert (last_ms);

    CREATE TABLE outbox (
      id              INTEGER PRIMARY KEY AUTOINCREMENT,
      notifier        TEXT NOT NULL,
      alert_id        TEXT,
      message         TEXT NOT NULL,
      idempotency_key TEXT NOT NULL UNIQUE,
      attempts        INTEGER NOT NULL DEFAULT 0,
      queued_ms       INTEGER NOT NULL,
      due_ms          INTEGER,
      last_error      TEXT,
      delivered_ms    INTEGER,
      reference       TEXT
    ) STRICT;
    CREATE INDEX outbox_open ON outbox (queued_ms, id) WHERE delivered_ms IS NULL;

    CREATE TABLE cursor (
      source    TEXT PRIMARY KEY,
      value     TEXT NOT NULL,
      polled_ms INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE meta (
      key   TEXT PRIMARY KEY,
      value TEXT NOT NULL
    ) STRICT;

    -- flatfile only: how far each log has been read.
    CREATE TABLE log_file (
      source        TEXT PRIMARY KEY,
      read_to       INTEGER NOT NULL,
      fingerprint   TEXT NOT NULL,
      lines         INTEGER NOT NULL,
      broken        INTEGER NOT NULL,
      broken_line   INTEGER,
      broken_reason TEXT,
      replaced      INTEGER NOT NULL
    ) STRICT;

    -- For people at the sqlite3 prompt.
    CREATE VIEW sign_in_view AS
      SELECT s.seq, source.name AS source, s.id, strftime('%Y-%m-%dT%H:%M:%fZ', s.time_ms / 1000.0, 'unixepoch') AS time,
             account.user, account.name AS account, s.ip, s.outcome, s.event, s.warning, s.user_agent,
             score.state, score.score, score.threshold, score.alert_id
        FROM sign_in AS s
        JOIN source ON source.id = s.source
        JOIN account ON account.id = s.account
        LEFT JOIN score ON score.seq = s.seq;
  `,
};
