// One open SQLite file: its mode, every pragma, transactions, and errors people understand.
// Holds no table's SQL. A connection is for one thread; several processes may hold one file, one of them writing at a time.

import { constants, Database, type SQLQueryBindings, type Statement } from 'bun:sqlite';
import { accessSync, closeSync, existsSync, constants as FS, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { BusybodyError } from '../../platform/errors.ts';
import { openOrMake } from '../../platform/files.ts';
import { quotePath, type StoreErrorContext, storeError } from '../errors.ts';

export type Query<Row = unknown> = Statement<Row, SQLQueryBindings[]>;

export interface Connection extends StoreErrorContext {
  /** A statement that lives as long as the connection. */
  prepare<Row = unknown>(sql: string): Query<Row>;
  /** First row of a one-off query, as an array. */
  row<Row extends unknown[]>(sql: string): Row;
  /** Several statements without parameters, one-off. */
  script(sql: string): void;
  /** Runs `work` in a write transaction (joins one that is open): wholly done, or undone and thrown. */
  write<T>(work: () => T): T;
  /** Runs `work` on one unchanging view of the data. */
  read<T>(work: () => T): T;
  /** `forget` is called whenever what was remembered of rows may be wrong: another process wrote, or a transaction was undone. */
  onStale(forget: () => void): void;
  close(): void;
}

/** How long to wait for another process to finish its transaction. */
const BUSY_TIMEOUT_MS = 5_000;

export interface ConnectOptions {
  readonly readOnly: boolean;
  readonly busyTimeoutMs?: number;
  /** For errors: the file is the index of a flatfile store. */
  readonly flatfile?: boolean;
}

/** Opens or makes the file (0600, in a directory made 0700). @throws BusybodyError */
export function connect(path: string, options: ConnectOptions): Connection {
  const { readOnly } = options;
  const context = { path, readOnly, ...(options.flatfile ? { flatfile: true } : {}) };
  let db: Database | undefined;
  try {
    refuseOddFile(path);
    if (!readOnly) makeFile(path);
    else if (!existsSync(path)) throw missing(path);
    db = openDatabase(path, readOnly);
    setPragmas(db, options);
    return wrap(db, context);
  } catch (error) {
    db?.close();
    throw storeError(unwritable(error, context) ?? error, context);
  }
}

/** SQLite says only that it cannot open a database whose disk or file is read-only; the system says why. */
function unwritable(error: unknown, { path, readOnly }: StoreErrorContext): unknown {
  if (readOnly || !/^SQLITE_(?:CANTOPEN|READONLY)/.test(String((error as { code?: unknown }).code))) return null;
  try {
    if (existsSync(path)) accessSync(path, FS.W_OK);
    accessSync(dirname(path), FS.W_OK);
    return null;
  } catch (cause) {
    return cause;
  }
}

/** A device or a pipe would swallow or hang; a hint to move it would be worse. */
function refuseOddFile(path: string): void {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found || found.isFile() || found.isDirectory()) return;
  throw new BusybodyError('E_STORE_UNUSABLE', `Cannot use store: it is no regular file: ${path}`, {
    hints: [`ls -l ${quotePath(path)}`, 'set persistence.path to a file in a directory you may write to'],
  });
}

function makeFile(path: string): void {
  if (existsSync(path)) return;
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  // SQLite gives -wal and -shm the mode of the database.
  closeSync(openOrMake(path, FS.O_RDWR));
}

function missing(path: string): BusybodyError {
  return new BusybodyError('E_STORE_MISSING', `Cannot read store: there is none yet: ${path}`, {
    hints: ['busybody poll', 'busybody import FILE'],
  });
}

function openDatabase(path: string, readOnly: boolean): Database {
  if (!readOnly) return new Database(path, { readwrite: true, strict: true });
  const db = new Database(path, { readonly: true, strict: true });
  try {
    db.prepare('SELECT count(*) FROM sqlite_schema').get();
    return db;
  } catch (error) {
    db.close();
    // A reader of a WAL database needs its -shm file; on a read-only disk, where nobody can write, it may do without.
    if (
      statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ||
      !/CANTOPEN|READONLY/.test(String((error as { code?: unknown }).code))
    )
      throw error;
    const url = `file:${encodeURI(path).replaceAll('?', '%3f').replaceAll('#', '%23')}?immutable=1`;
    return new Database(url, constants.SQLITE_OPEN_READONLY | constants.SQLITE_OPEN_URI);
  }
}

function setPragmas(db: Database, options: ConnectOptions): void {
  db.run(`PRAGMA busy_timeout = ${options.busyTimeoutMs ?? BUSY_TIMEOUT_MS}`);
  db.run('PRAGMA foreign_keys = ON');
  db.run('PRAGMA trusted_schema = OFF');
  db.run('PRAGMA cache_size = -8000');
  // A page that cannot be right is an error when it is read, not when it has led somewhere.
  db.run('PRAGMA cell_size_check = ON');
  if (options.readOnly) return;
  // Takes effect on a new file only. Baselines are 20 to 50 kB; 16 kB pages also take a third off an import's system time.
  db.run('PRAGMA page_size = 16384');
  db.run('PRAGMA journal_mode = WAL');
  // FULL, not NORMAL: what has been told (a delivery, an import) must outlive a power cut. Costs under a tenth of an import.
  db.run('PRAGMA synchronous = FULL');
  db.run('PRAGMA wal_autocheckpoint = 1000');
  db.run('PRAGMA journal_size_limit = 67108864');
}

function wrap(db: Database, context: StoreErrorContext): Connection {
  const statements: Query[] = [];
  const listeners: (() => void)[] = [];
  let closed = false;

  function prepare<Row>(sql: string): Query<Row> {
    const statement = db.prepare<Row, SQLQueryBindings[]>(sql);
    statements.push(statement as Query);
    return statement;
  }
  const begin = prepare('BEGIN');
  const beginWrite = prepare('BEGIN IMMEDIATE');
  const commit = prepare('COMMIT');
  const rollback = prepare('ROLLBACK');
  // Differs from its last value after another connection has changed the file, never after a change of our own.
  const dataVersion = prepare<{ data_version: number }>('PRAGMA data_version');
  let seenVersion = dataVersion.get()?.data_version;

  const forgetAll = () => {
    for (const forget of listeners) forget();
  };
  function transact<T>(start: Query, work: () => T): T {
    if (db.inTransaction) return work();
    try {
      start.run();
      const version = dataVersion.get()?.data_version;
      if (version !== seenVersion) {
        seenVersion = version;
        forgetAll();
      }
      const result = work();
      commit.run();
      return result;
    } catch (error) {
      if (!closed && db.inTransaction) rollback.run();
      forgetAll();
      throw storeError(error, context);
    }
  }

  return {
    ...context,
    prepare,
    row<Row extends unknown[]>(sql: string): Row {
      using statement = db.prepare(sql);
      return statement.values()[0] as Row;
    },
    script: (sql) => {
      db.exec(sql);
    },
    write: (work) => transact(beginWrite, work),
    read: (work) => transact(begin, work),
    onStale: (forget) => {
      listeners.push(forget);
    },
    close() {
      if (closed) return;
      closed = true;
      for (const statement of statements) statement.finalize();
      db.close();
    },
  };
}
