// The store contract over one SQLite file. All SQL is in the tables beside this file.

import type { ScoredSignIn, Store } from '../contract.ts';
import { storeError } from '../errors.ts';
import { checkDatabase } from './check.ts';
import { type Connection, connect } from './connection.ts';
import { openCounts } from './counts.ts';
import type { IdsOptions } from './ids.ts';
import type { Lane } from './lanes.ts';
import { migrate } from './migrate.ts';
import { MIGRATIONS } from './migrations/list.ts';
import { prune } from './prune.ts';
import { renameUsers } from './rename.ts';
import { openTables, type Tables } from './tables.ts';
import { verifyBeforeWriting } from './verify.ts';

export interface SqliteOptions extends IdsOptions {
  readonly readOnly?: boolean;
  readonly busyTimeoutMs?: number;
  readonly flatfile?: boolean;
  /** Now, for commands that go on to write: see {@link verifyBeforeWriting}. */
  readonly verifyAtMs?: number;
}

/** The store, and for the flatfile store what lies below it. */
export interface SqliteStore {
  readonly store: Store;
  readonly connection: Connection;
  readonly tables: Tables;
}

/** @throws BusybodyError saying what is wrong with the file. */
export function openSqliteStore(path: string, options: SqliteOptions = {}): SqliteStore {
  const { readOnly = false, busyTimeoutMs, flatfile, verifyAtMs } = options;
  const connection = connect(path, { readOnly, busyTimeoutMs, flatfile });
  try {
    if (verifyAtMs !== undefined && !readOnly) verifyBeforeWriting(connection, verifyAtMs);
    migrate(connection, MIGRATIONS);
    const tables = openTables(connection, options);
    return { store: storeOver(connection, tables), connection, tables };
  } catch (error) {
    connection.close();
    throw storeError(error, connection);
  }
}

/** Rows of a window read in one transaction: enough to make that cheap, few enough where each holds megabytes. */
const READ_AHEAD = 16;

/** The next `count` of a generator, which stays open for more. */
function* take<T>(from: Generator<T>, count: number): Generator<T> {
  for (let n = 0; n < count; n++) {
    const next = from.next();
    if (next.done) return;
    yield next.value;
  }
}

function storeOver(connection: Connection, tables: Tables): Store {
  const { accounts, signIns, lanes, scores, baselines, orgFacts, alerts, outbox, cursors, meta } = tables;
  const { verdicts, allowances, mutes } = tables;
  const counts = openCounts(connection, tables);

  function read<T>(work: () => T): T {
    return connection.read(work);
  }
  function write<T>(work: () => T): T {
    return connection.write(work);
  }
  function sourceLanes(sources: readonly string[], flags: readonly (0 | 1)[]): Lane[] {
    return [...new Set(sources)].flatMap((source) => {
      const id = accounts.sourceId(source);
      return id === null
        ? []
        : flags.map((pending) => ({ table: 'sign_in_time' as const, lane: [id, pending], source }));
    });
  }
  function userLanes(user: string, sources: readonly string[] | undefined): Lane[] {
    const eras = Array.from({ length: counts.eras() }, (_, era) => era);
    return accounts
      .ofUser(user)
      .filter((account) => !sources || sources.includes(account.source))
      .flatMap(({ id, source }) => eras.map((era) => ({ table: 'sign_in_account' as const, lane: [era, id], source })));
  }
  function scored(seq: number): ScoredSignIn | null {
    const signIn = signIns.bySeq(seq);
    if (!signIn) return null;
    const row = scores.bySeq(seq);
    return { signIn, score: row?.score ?? null, features: row?.features ?? null };
  }

  return {
    kind: 'sqlite',
    path: connection.path,

    addSignIns: (batch, { resolveUser, nowMs, cursor }) =>
      write(() => {
        const added = signIns.add(batch, { resolveUser });
        if (cursor) cursors.put(cursor.source, { value: cursor.value, polledMs: nowMs });
        return { added, known: batch.length - added };
      }),
    cursor: (source) => read(() => cursors.get(source)?.value ?? null),
    renameUsers: (resolveUser) => write(() => renameUsers(tables, resolveUser)),

    pending: ({ sources, limit, after }) =>
      read(() => {
        const range = { fromMs: Number.NEGATIVE_INFINITY, toMs: Number.POSITIVE_INFINITY, after };
        const keys = lanes.keys(sourceLanes(sources, [1]), range).take(Math.max(0, limit));
        return [...keys].map((key) => signIns.bySeq(key.seq)!);
      }),
    pendingCount: (sources) => read(() => counts.pending(sources)),
    newestMs: (sources) => read(() => counts.newestMs(sources)),
    *window({ fromMs, toMs, sources, user }) {
      const found = read(() =>
        user === undefined ? sourceLanes(sources ?? counts.sourceNames(), [0, 1]) : userLanes(user, sources),
      );
      const keys = lanes.keys(found, { fromMs, toMs });
      for (;;) {
        const few = [...take(keys, READ_AHEAD)];
        yield* read(() => few.map((key) => scored(key.seq)).filter((row) => row !== null));
        if (few.length < READ_AHEAD) return;
      }
    },
    signIn: (seq) => read(() => scored(seq)),
    users: () => read(() => counts.users()),
    accounts: (user) =>
      read(() => (user === undefined ? accounts.all() : accounts.ofUser(user))).map(({ source, name, ...one }) => ({
        source,
        account: name,
        user: one.user,
      })),

    baseline: (user) => read(() => baselines.get(user)),
    dropBaselines: (users) => write(() => baselines.drop(users)),
    orgFacts: (kind, key) => read(() => orgFacts.of(kind, key)),
    meta: (key) => read(() => meta.get(key)),
    setMeta: (key, value) => write(() => meta.put([[key, value]])),
    commitSlice: (slice) =>
      write(() => {
        scores.put(slice.scores);
        baselines.put(slice.baselines);
        orgFacts.put(slice.orgFacts);
        alerts.put(slice.alerts);
        outbox.queue(slice.deliveries);
        meta.put(slice.meta);
        if (slice.mutes) mutes.put(slice.mutes);
        if (slice.verdictsSeen !== undefined) verdicts.dropStale(slice.verdictsSeen);
      }),

    alerts: (filter) => read(() => alerts.list(filter)),
    alert: (id) => read(() => alerts.byName(id)),
    signInsOfAlert: (id) =>
      read(() =>
        scores
          .seqsOfAlert(id)
          .map(scored)
          .filter((row) => row !== null),
      ),
    giveVerdicts: (changes, effects) =>
      write(() => {
        let step = 0;
        for (const change of changes) {
          alerts.setVerdict(change.alertId, change.after);
          step = verdicts.add(change);
        }
        if (effects === undefined) return;
        baselines.drop(effects.relearn);
        verdicts.relearn(effects.relearn, step);
        orgFacts.change(effects.facts);
      }),
    verdicts: (alertId) => read(() => verdicts.list(alertId ?? null)),
    lastVerdict: () => read(() => verdicts.last()),

    allowances: () => read(() => allowances.all()),
    addAllowance: (given, covered = []) =>
      write(() => {
        const allowance = allowances.add(given);
        const rows = covered.map((one) => ({ ...one, allowanceId: allowance.id, recordedMs: given.addedMs }));
        mutes.putLater(allowance, rows);
        return allowance;
      }),
    removeAllowances: (ids, removed) => write(() => ids.map((id) => allowances.remove(id, removed))),
    mutes: (filter) => read(() => mutes.list(filter)),

    due: (options) => read(() => outbox.due(options)),
    delivered: (id, result) => write(() => outbox.delivered(id, result)),
    deliveryFailed: (id, result) => write(() => outbox.failed(id, result)),
    outbox: () => read(() => outbox.counts()),

    sources: () => read(() => counts.sources()),
    counts: () => read(() => counts.counts()),
    activity: (source, range) => read(() => counts.activity(source, range)),
    alertCounts: () => read(() => alerts.counts()),
    prune: (beforeMs) => prune(connection, beforeMs),
    check: () => read(() => checkDatabase(connection)),

    [Symbol.dispose]: () => connection.close(),
  };
}
