// Numbers and newest times over many sign-ins, answered from the small tables alone.

import type { SourceCount, SourceState, Store } from '../contract.ts';
import { compareText } from '../text-order.ts';
import type { Connection } from './connection.ts';
import type { Tables } from './tables.ts';

export interface Counts {
  pending(sources: readonly string[]): ReturnType<Store['pendingCount']>;
  newestMs(sources: readonly string[]): number | null;
  users(): ReturnType<Store['users']>;
  sources(): readonly SourceState[];
  counts(): readonly SourceCount[];
  activity: Store['activity'];
  sourceNames(): readonly string[];
  /** How many eras of 65,536 rows there are. */
  eras(): number;
}

type Span = { count: number; oldestMs: number | null; newestMs: number | null };

export function openCounts(connection: Connection, tables: Tables): Counts {
  const span = (pending: string) =>
    connection.prepare<Span>(
      `SELECT count(*) AS count, min(time_ms) AS oldestMs, max(time_ms) AS newestMs FROM sign_in_time
        WHERE source = ? AND pending ${pending}`,
    );
  const pendingOf = span('= 1');
  const storedOf = span('IN (0, 1)');
  const newest = connection.prepare<{ newestMs: number | null }>(
    `SELECT max(newest) AS newestMs FROM (
       SELECT max(time_ms) AS newest FROM sign_in_time WHERE source = ?1 AND pending = 0
       UNION ALL SELECT max(time_ms) FROM sign_in_time WHERE source = ?1 AND pending = 1)`,
  );
  const users = connection.prepare<{ user: string; signIns: number; newestMs: number }>(
    `SELECT a.user, sum(t.n) AS signIns, max(t.newest) AS newestMs
       FROM (SELECT account, count(*) AS n, max(time_ms) AS newest FROM sign_in_account
              GROUP BY era, account) AS t
       JOIN account AS a ON a.id = t.account
      GROUP BY a.user ORDER BY a.user`,
  );
  const names = connection.prepare<{ name: string }>('SELECT name FROM source');
  const eras = connection.prepare<{ eras: number }>('SELECT (coalesce(max(seq), 0) >> 16) + 1 AS eras FROM sign_in');
  const hours = connection.prepare<{ hour: number; signIns: number }>(
    `SELECT time_ms / 3600000 AS hour, count(*) AS signIns FROM sign_in_time
      WHERE source = ?1 AND pending IN (0, 1) AND time_ms >= ?2 AND time_ms < ?3 GROUP BY hour ORDER BY hour`,
  );
  const people = connection.prepare<{ users: number }>(
    `SELECT count(DISTINCT a.user) AS users FROM sign_in_account AS t JOIN account AS a ON a.id = t.account
      WHERE a.source = ?1 AND t.time_ms >= ?2 AND t.time_ms < ?3`,
  );
  const none: Span = { count: 0, oldestMs: null, newestMs: null };
  const ids = (sources: readonly string[]) =>
    [...new Set(sources)].map((source) => tables.accounts.sourceId(source)).filter((id) => id !== null);

  const states = (): SourceState[] => {
    const all = new Set([...names.all().map((row) => row.name), ...tables.cursors.sources()]);
    return [...all].sort(compareText).map((source) => {
      const id = tables.accounts.sourceId(source);
      const cursor = tables.cursors.get(source);
      return {
        source,
        pending: id === null ? 0 : (pendingOf.get(id)?.count ?? 0),
        newestMs: id === null ? null : (newest.get(id)?.newestMs ?? null),
        cursor: cursor?.value ?? null,
        lastPolledMs: cursor?.polledMs ?? null,
      };
    });
  };
  const stored = (source: string): number => {
    const id = tables.accounts.sourceId(source);
    return id === null ? 0 : (storedOf.get(id)?.count ?? 0);
  };

  return {
    pending(sources) {
      return ids(sources).reduce((sum, id) => add(sum, pendingOf.get(id) ?? none), none);
    },
    newestMs(sources) {
      const times = ids(sources).map((id) => newest.get(id)?.newestMs ?? null);
      return times.reduce((a, b) => later(a, b), null);
    },
    users: () => users.all(),
    activity(source, { fromMs, toMs, usersFromMs = fromMs }) {
      const id = tables.accounts.sourceId(source);
      if (id === null) return { hours: [], users: 0 };
      return { hours: hours.all(id, fromMs, toMs), users: people.get(id, usersFromMs, toMs)?.users ?? 0 };
    },
    sourceNames: () => names.all().map((row) => row.name),
    eras: () => eras.get()?.eras ?? 1,
    sources: states,
    counts: () => states().map((state) => ({ ...state, signIns: stored(state.source) })),
  };
}

function add(a: Span, b: Span): Span {
  const oldest = [a.oldestMs, b.oldestMs].filter((ms) => ms !== null);
  return {
    count: a.count + b.count,
    oldestMs: oldest.length > 0 ? Math.min(...oldest) : null,
    newestMs: later(a.newestMs, b.newestMs),
  };
}

function later(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return Math.max(a, b);
}
