// The flatfile store: busybody 1.0's directory of logs, one JSON object a line, read on and written on for jq and tail.
// The logs are the truth for sign-ins. What they cannot hold (cursors, scores, alerts, the outbox) and what finds sign-ins
// lives in busybody-index.db beside them; deleting it loses no sign-in. Lines are on the disk before the index commits, so
// a crash in between leaves lines that the next opening indexes. Retention rewrites the logs (see prune.ts).

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ResolveUser, Store } from '../contract.ts';
import { storeError } from '../errors.ts';
import { openSqliteStore, type SqliteOptions } from '../sqlite/store.ts';
import { encodeLine, type ParseLine } from './line.ts';
import type { Appended } from './log-io.ts';
import { openLogs } from './logs.ts';
import { rewriteLog } from './prune.ts';

export interface FlatfileOptions extends SqliteOptions {
  readonly parseLine: ParseLine;
  /** Names users of lines read on opening; without it the account stands for the user until renameUsers(). */
  readonly resolveUser?: ResolveUser;
}

export const INDEX_FILE = 'busybody-index.db';
/** Set while logs must still be rewritten after their sign-ins were pruned. */
const PRUNING = 'flatfile.pruning_before_ms';

/** @throws BusybodyError saying what is wrong with directory or index. */
export function openFlatfileStore(directory: string, options: FlatfileOptions): Store {
  const { parseLine, readOnly = false, resolveUser = (_source, account) => account } = options;
  const onFiles = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      throw storeError(error, { path: directory, readOnly, flatfile: true });
    }
  };
  if (!readOnly) onFiles(() => mkdirSync(directory, { recursive: true, mode: 0o700 }));
  const { store, connection, tables } = openSqliteStore(join(directory, INDEX_FILE), {
    ...options,
    flatfile: true,
  });
  const logs = openLogs(connection, tables, { directory, parseLine });

  function catchUpAll(): void {
    for (const source of logs.sources()) logs.catchUp(source, resolveUser);
  }
  function finishPruning(): void {
    const beforeMs = Number(tables.meta.get(PRUNING) || Number.NaN);
    if (Number.isNaN(beforeMs)) return;
    catchUpAll();
    connection.write(() => {
      for (const source of logs.sources()) rewriteLog(source, { tables, logs, parseLine, beforeMs });
      tables.meta.put([[PRUNING, '']]);
    });
  }

  try {
    if (!readOnly) {
      onFiles(catchUpAll);
      onFiles(finishPruning);
    }
  } catch (error) {
    connection.close();
    throw error;
  }

  return {
    ...store,
    kind: 'flatfile',
    path: directory,

    addSignIns: (batch, { resolveUser: resolve, nowMs, cursor }) =>
      connection.write(() => {
        for (const source of new Set(batch.map((signIn) => signIn.source))) logs.catchUp(source, resolve);
        // A set, since one record may stand for several sign-ins.
        const lines = new Map<string, Set<string>>();
        const added = tables.signIns.add(batch, {
          resolveUser: resolve,
          onAdded(signIn) {
            const of = lines.get(signIn.source) ?? new Set();
            of.add(encodeLine(signIn, parseLine));
            lines.set(signIn.source, of);
          },
        });
        const appended: Appended[] = [];
        try {
          for (const [source, of] of lines) appended.push(logs.append(source, [...of]));
          if (cursor) tables.cursors.put(cursor.source, { value: cursor.value, polledMs: nowMs });
        } catch (error) {
          for (const done of appended) done.undo();
          throw error;
        }
        return { added, known: batch.length - added };
      }),

    prune(beforeMs) {
      onFiles(catchUpAll);
      store.setMeta(PRUNING, String(beforeMs));
      const gone = store.prune(beforeMs);
      onFiles(finishPruning);
      return gone;
    },
    check: () => [...store.check(), ...logs.check()],
  };
}
