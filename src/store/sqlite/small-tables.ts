// Tables baseline, cursor and meta: one value a key each.

import type { Connection } from './connection.ts';

export interface Baselines {
  get(user: string): Uint8Array | null;
  put(baselines: Iterable<readonly [user: string, baseline: Uint8Array]>): void;
  drop(users: Iterable<string>): void;
}

export function openBaselines(connection: Connection): Baselines {
  const find = connection.prepare<{ data: Uint8Array }>('SELECT data FROM baseline WHERE user = ?');
  const put = connection.prepare('INSERT INTO baseline VALUES (?, ?) ON CONFLICT DO UPDATE SET data = excluded.data');
  const drop = connection.prepare('DELETE FROM baseline WHERE user = ?');
  return {
    get: (user) => find.get(user)?.data ?? null,
    put(baselines) {
      for (const [user, data] of baselines) put.run(user, data);
    },
    drop(users) {
      for (const user of users) drop.run(user);
    },
  };
}

export interface Cursors {
  get(source: string): { value: string; polledMs: number } | null;
  put(source: string, cursor: { value: string; polledMs: number }): void;
  sources(): readonly string[];
}

export function openCursors(connection: Connection): Cursors {
  const find = connection.prepare<{ value: string; polledMs: number }>(
    'SELECT value, polled_ms AS polledMs FROM cursor WHERE source = ?',
  );
  const put = connection.prepare(
    'INSERT INTO cursor VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value, polled_ms = excluded.polled_ms',
  );
  const all = connection.prepare<{ source: string }>('SELECT source FROM cursor');
  return {
    get: (source) => find.get(source),
    put: (source, { value, polledMs }) => {
      put.run(source, value, polledMs);
    },
    sources: () => all.all().map((row) => row.source),
  };
}

export interface Meta {
  get(key: string): string | null;
  put(values: Iterable<readonly [string, string]>): void;
}

export function openMeta(connection: Connection): Meta {
  const find = connection.prepare<{ value: string }>('SELECT value FROM meta WHERE key = ?');
  const put = connection.prepare('INSERT INTO meta VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value');
  return {
    get: (key) => find.get(key)?.value ?? null,
    put(values) {
      for (const [key, value] of values) put.run(key, value);
    },
  };
}
