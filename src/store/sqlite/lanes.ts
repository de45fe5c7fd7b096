// Event-time order over lanes: a lane is one source's or account's run of (time, seq) in a table.
// Reads in short pages that hold no statement open, so a caller may write, or read again, between two rows.

import { compareText } from '../text-order.ts';
import type { Connection } from './connection.ts';

/** The tables that hold (lane, time_ms, seq), and the two columns their lane consists of. */
const COLUMNS = { sign_in_time: ['source', 'pending'], sign_in_account: ['era', 'account'] } as const;

export interface Lane {
  readonly table: keyof typeof COLUMNS;
  readonly lane: readonly [number, number];
  readonly source: string;
}

/** A sign-in's place in event-time order. */
export interface Place {
  readonly timeMs: number;
  readonly source: string;
  readonly id: string;
}

export interface Key extends Place {
  readonly seq: number;
}

export interface Range {
  readonly fromMs: number;
  readonly toMs: number;
  /** Strictly after this one. */
  readonly after?: Place;
}

export interface Lanes {
  /** Keys of all lanes together, in event-time order. */
  keys(lanes: readonly Lane[], range: Range): Generator<Key>;
}

const PAGE = 500;

export function openLanes(connection: Connection): Lanes {
  const queries = Object.fromEntries(
    Object.entries(COLUMNS).map(([table, [first, second]]) => [
      table,
      connection.prepare<{ seq: number; timeMs: number; id: string }>(
        `SELECT t.seq, t.time_ms AS timeMs, s.id
           FROM ${table} AS t CROSS JOIN sign_in AS s ON s.seq = t.seq
          WHERE t.${first} = ?1 AND t.${second} = ?2 AND t.time_ms >= ?3 AND t.time_ms < ?4
            AND (t.time_ms > ?5 OR s.id > ?6)
          ORDER BY t.time_ms, s.id LIMIT ?7`,
      ),
    ]),
  );

  function* laneKeys(lane: Lane, range: Range): Generator<Key> {
    const query = queries[lane.table]!;
    let { fromMs, afterMs, afterId } = start(lane, range);
    for (;;) {
      const page = connection.read(() => query.all(...lane.lane, fromMs, range.toMs, afterMs, afterId, PAGE));
      for (const row of page) yield { ...row, source: lane.source };
      const last = page.at(-1);
      if (!last || page.length < PAGE) return;
      fromMs = last.timeMs;
      afterMs = last.timeMs;
      afterId = last.id;
    }
  }

  return {
    *keys(lanes, range) {
      const heads = lanes
        .map((lane) => ({ rest: laneKeys(lane, range), key: undefined as Key | undefined }))
        .filter((head) => advance(head));
      while (heads.length > 0) {
        let first = heads[0]!;
        for (const head of heads) if (compare(head.key!, first.key!) < 0) first = head;
        yield first.key!;
        if (!advance(first)) heads.splice(heads.indexOf(first), 1);
      }
    },
  };
}

function advance(head: { rest: Generator<Key>; key: Key | undefined }): boolean {
  const next = head.rest.next();
  head.key = next.done ? undefined : next.value;
  return !next.done;
}

/** Where a lane begins: rows before `after` in (time, source, id) order are left out. */
function start(lane: Lane, range: Range): { fromMs: number; afterMs: number; afterId: string } {
  const { after } = range;
  const all = (fromMs: number) => ({ fromMs, afterMs: fromMs - 1, afterId: '' });
  if (!after || after.timeMs < range.fromMs) return all(range.fromMs);
  const order = compareText(lane.source, after.source);
  if (order < 0) return all(after.timeMs + 1);
  if (order > 0) return all(after.timeMs);
  return { fromMs: after.timeMs, afterMs: after.timeMs, afterId: after.id };
}

function compare(a: Key, b: Key): number {
  return a.timeMs - b.timeMs || compareText(a.source, b.source) || compareText(a.id, b.id);
}
