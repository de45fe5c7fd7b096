// What is true of SQLite files only: migrations, modes, and every way a file can be unusable.

import { Database } from 'bun:sqlite';
import { describe, expect, test } from 'bun:test';
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { storeError } from '../../src/store/errors.ts';
import { openStore } from '../../src/store/open.ts';
import { connect } from '../../src/store/sqlite/connection.ts';
import { createHashSeqs } from '../../src/store/sqlite/hash-seqs.ts';
import { migrate, schemaVersion } from '../../src/store/sqlite/migrate.ts';
import { MIGRATIONS } from '../../src/store/sqlite/migrations/list.ts';
import { openSqliteStore } from '../../src/store/sqlite/store.ts';
import { openTables } from '../../src/store/sqlite/tables.ts';
import { add, alert, failure, Scratch, SELF, signIn, slice, T0 } from './support.ts';

const ALL = { fromMs: 0, toMs: Number.MAX_SAFE_INTEGER };

function open(at: Scratch, readOnly = false) {
  return openStore({ module: 'sqlite', path: at.join('busybody.db') }, { readOnly });
}
function filled(at: Scratch): string {
  using store = open(at);
  add(
    store,
    Array.from({ length: 500 }, (_, n) => signIn(n)),
  );
  return store.path;
}

describe('migrate()', () => {
  const newest = MIGRATIONS.length;
  const next = {
    version: newest + 1,
    name: 'next',
    sql: 'CREATE TABLE extra (a TEXT) STRICT; INSERT INTO extra VALUES (1);',
  };

  test('brings an older file up, keeps its rows, and records each step once', () => {
    using at = new Scratch();
    const path = filled(at);
    for (let turn = 0; turn < 2; turn++) {
      const connection = connect(path, { readOnly: false });
      migrate(connection, [...MIGRATIONS, next]);
      expect(schemaVersion(connection)).toBe(newest + 1);
      expect(connection.row<number[]>('SELECT count(*), (SELECT count(*) FROM extra) FROM sign_in')).toEqual([500, 1]);
      expect(connection.row<string[]>("SELECT group_concat(version || ' ' || name) FROM migration")).toEqual([
        [...MIGRATIONS, next].map(({ version, name }) => `${version} ${name}`).join(','),
      ]);
      connection.close();
    }
  });

  test('leaves the file as it was where a step fails', () => {
    using at = new Scratch();
    const connection = connect(filled(at), { readOnly: false });
    const bad = { ...next, sql: 'CREATE TABLE extra (a TEXT) STRICT; INSERT INTO nowhere VALUES (1);' };
    expect(failure(() => migrate(connection, [...MIGRATIONS, bad])).message).toContain('no such table: nowhere');
    expect(schemaVersion(connection)).toBe(newest);
    expect(connection.row<number[]>("SELECT count(*) FROM sqlite_schema WHERE name = 'extra'")).toEqual([0]);
    connection.close();
  });

  test('refuses a file of a newer busybody, reading or writing, and changes nothing', () => {
    using at = new Scratch();
    const path = filled(at);
    const newer = connect(path, { readOnly: false });
    migrate(newer, [...MIGRATIONS, next]);
    newer.close();
    const before = readFileSync(path);
    for (const readOnly of [false, true]) {
      const error = failure(() => open(at, readOnly));
      expect(error.code).toBe('E_STORE_NEWER');
      expect(error.message).toContain(`schema ${newest + 1}, this one knows ${newest}`);
      expect(error.hints[0]).toBe('busybody --version');
    }
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  test('says that a file must be migrated first where it is opened for reading only', () => {
    using at = new Scratch();
    const connection = connect(filled(at), { readOnly: true });
    expect(failure(() => migrate(connection, [...MIGRATIONS, next])).code).toBe('E_STORE_OLDER');
    connection.close();
  });

  test("refuses another program's database", () => {
    using at = new Scratch();
    using foreign = new Database(at.join('busybody.db'));
    foreign.run('CREATE TABLE bookmarks (url TEXT)');
    expect(failure(() => open(at)).code).toBe('E_STORE_FOREIGN');
  });
});

describe('openStore()', () => {
  test('makes database, -wal and -shm 0600 in a directory 0700, whatever the umask', () => {
    using at = new Scratch();
    const path = at.join('deep', 'er', 'busybody.db');
    const before = process.umask(0);
    try {
      using store = openStore({ module: 'sqlite', path });
      add(store, [signIn(1)]);
      expect(['', '-wal', '-shm'].map((end) => statSync(path + end).mode & 0o777)).toEqual([0o600, 0o600, 0o600]);
      expect(statSync(at.join('deep', 'er')).mode & 0o777).toBe(0o700);
    } finally {
      process.umask(before);
    }
    expect(existsSync(`${path}-wal`)).toBe(false);
  });

  test('keeps the mode of an existing file, and check() minds it', () => {
    using at = new Scratch();
    const path = filled(at);
    chmodSync(path, 0o644);
    using store = open(at);
    expect(statSync(path).mode & 0o777).toBe(0o644);
    expect(store.check().filter((line) => !line.ok)).toEqual([
      { ok: false, text: 'store file has mode 0644, others may read it', hints: [`chmod 600 ${path}`] },
    ]);
  });

  test.each([
    ['text', 'E_STORE_NOT_A_DATABASE', (path: string) => writeFileSync(path, 'dear diary, '.repeat(999))],
    ['a damaged header', 'E_STORE_NOT_A_DATABASE', (path: string) => spoil(path, 0, 16)],
    ['a damaged schema', 'E_STORE_CORRUPT', (path: string) => spoil(path, 100, 2000)],
  ])('refuses %s with %s and leaves it alone', (_name, code, damage) => {
    using at = new Scratch();
    const path = filled(at);
    damage(path);
    const before = readFileSync(path);
    const error = failure(() => open(at));
    expect(error.code).toBe(code);
    expect(error.message).toContain(path);
    expect(error.hints.length).toBeGreaterThan(0);
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  test('damage behind the header is an error with a code where it is met, and a line of check()', () => {
    using at = new Scratch();
    const path = filled(at);
    spoil(path, 16_384 * 12, statSync(path).size - 16_384 * 12);
    using store = open(at);
    expect(failure(() => [...store.window(ALL)]).code).toBe('E_STORE_CORRUPT');
    expect(checkOrError(store)).toContain('damaged');
  });

  test('readOnly without a store says how to make one, and makes none', () => {
    using at = new Scratch();
    const error = failure(() => open(at, true));
    expect(error.code).toBe('E_STORE_MISSING');
    expect(error.hints[0]).toBe('busybody poll');
    expect(existsSync(at.join('busybody.db'))).toBe(false);
  });

  test.each([
    ['a directory in its place', (at: Scratch) => mkdirSync(at.join('busybody.db')), 'E_STORE_UNUSABLE'],
    ['a file where its directory should be', (at: Scratch) => writeFileSync(at.join('dir'), ''), 'E_STORE_UNUSABLE'],
  ])('with %s is an error with a hint', (_name, prepare, code) => {
    using at = new Scratch();
    prepare(at);
    const path = existsSync(at.join('dir')) ? at.join('dir', 'busybody.db') : at.join('busybody.db');
    const error = failure(() => openStore({ module: 'sqlite', path }));
    expect(error.code).toBe(code);
    expect(error.hints[0]).toContain('ls -ld');
  });

  test('waits briefly for another process and then says who is in the way', () => {
    using at = new Scratch();
    const path = filled(at);
    using other = new Database(path);
    other.run('BEGIN IMMEDIATE');
    const { store } = openSqliteStore(path, { busyTimeoutMs: 50 });
    const error = failure(() => add(store, [signIn(1)]));
    expect(error.code).toBe('E_STORE_LOCKED');
    expect(error.retryable).toBe(true);
    other.run('ROLLBACK');
    expect(add(store, [signIn(1)])).toEqual({ added: 0, known: 1 });
    store[Symbol.dispose]();
  });
});

describe('storeError()', () => {
  test.each([
    ['EACCES', 'E_STORE_PERMISSION'],
    ['EROFS', 'E_STORE_READ_ONLY'],
    ['ENOSPC', 'E_STORE_FULL'],
    ['EIO', 'E_STORE_IO'],
    ['ENOENT', 'E_STORE_MISSING'],
    ['EMFILE', 'E_STORE_FAILED'],
  ])('%s of the file system is %s with a hint', (code, expected) => {
    const cause = Object.assign(new Error(code), { code });
    const error = storeError(cause, { path: "/var/lib/it's", readOnly: false });
    expect(error.code).toBe(expected);
    expect(error.cause).toBe(cause);
    expect(error.hints.length).toBeGreaterThan(0);
    expect(storeError(error, { path: '/', readOnly: false })).toBe(error);
  });
});

describe('createHashSeqs()', () => {
  test('finds every row again however many there are, hash 0 and equal hashes included', () => {
    const rows = createHashSeqs();
    for (let seq = 1; seq <= 10_000; seq++) rows.add(seq % 5000, seq);
    expect(rows.size).toBe(10_000);
    for (let seq = 1; seq <= 10_000; seq++) expect(rows.find(seq % 5000, (found) => found === seq)).toBe(seq);
    expect(rows.find(5000, () => true)).toBeNull();
    rows.clear();
    expect(rows.find(1, () => true)).toBeNull();
  });
});

describe('ids', () => {
  test('stay exact after many look-ups, when all hashes are held in memory, and after another process wrote', () => {
    using at = new Scratch();
    const connection = connect(filled(at), { readOnly: false });
    const tables = openTables(connection, { many: 100 });
    const put = (from: number, to: number) =>
      connection.write(() =>
        tables.signIns.add(
          Array.from({ length: to - from }, (_, n) => signIn(from + n)),
          { resolveUser: SELF },
        ),
      );
    expect(put(400, 600)).toBe(100);
    expect(put(0, 700)).toBe(100);
    expect(put(0, 700)).toBe(0);
    using other = open(at);
    expect(add(other, [signIn(800)])).toEqual({ added: 1, known: 0 });
    expect(put(700, 801)).toBe(100);
    expect(failure(() => connection.write(() => put(900, 901) && fail())).message).toContain('undone');
    expect(put(900, 901)).toBe(1);
    connection.close();
  });

  test('whose hashes are equal are still told apart', () => {
    using at = new Scratch();
    using store = open(at);
    // Two texts with one xxHash32 under seed 1, the number the first source gets.
    const [a, b] = collision(1);
    expect(add(store, [signIn(1, { id: a }), signIn(2, { id: b })])).toEqual({ added: 2, known: 0 });
    using other = open(at);
    const [c, d] = collision(2);
    expect(add(other, [signIn(3, { id: c, source: 'gsuite' })]).added).toBe(1);
    expect(add(other, [signIn(4, { id: d, source: 'gsuite' })]).added).toBe(1);
    expect(add(store, [signIn(1, { id: a }), signIn(2, { id: b })])).toEqual({ added: 0, known: 2 });
  });
});

test('rows of several eras of 65,536 are found by id, time, account and in counts', () => {
  using at = new Scratch();
  const { store, connection } = openSqliteStore(at.join('busybody.db'));
  add(store, [signIn(1)]);
  connection.script("UPDATE sqlite_sequence SET seq = 65535 WHERE name = 'sign_in'");
  add(store, [signIn(2), signIn(4)]);
  connection.script("UPDATE sqlite_sequence SET seq = 200000 WHERE name = 'sign_in'");
  add(store, [signIn(7), signIn(5)]);
  expect(
    add(
      store,
      [1, 2, 4, 5, 7].map((n) => signIn(n)),
    ),
  ).toEqual({ added: 0, known: 5 });
  const seqs = [...store.window({ ...ALL, user: 'u1@example.com' })].map((row) => row.signIn.seq);
  expect(seqs).toEqual([1, 65_537, 200_001]);
  expect(store.users().map((row) => [row.user, row.signIns])).toEqual([
    ['u1@example.com', 3],
    ['u2@example.com', 2],
  ]);
  expect(store.prune(T0 + 5000)).toBe(3);
  expect(store.check().filter((line) => !line.ok)).toEqual([]);
  store[Symbol.dispose]();
});

test('commitSlice() is quick and small for a slice as analysis writes them', () => {
  using at = new Scratch();
  using store = open(at);
  const users = Array.from({ length: 50 }, (_, n) => `u${n}@example.com`);
  const orgFacts = Array.from({ length: 2000 }, (_, n) => ({
    kind: 'asn',
    key: `AS${n % 40}`,
    user: users[n % 50]!,
    firstMs: n,
  }));
  const baselines = new Map(users.map((user) => [user, new Uint8Array(30_000).fill(1)]));
  store.commitSlice(slice({ baselines, orgFacts, alerts: [alert('a-1')] }));
  expect(store.orgFacts('asn', 'AS7').length).toBe(5);
  expect(statSync(at.join('busybody.db-wal')).size).toBeLessThan(8_000_000);
});

function spoil(path: string, from: number, length: number): void {
  const bytes = readFileSync(path);
  bytes.fill(0xa5, from, from + length);
  writeFileSync(path, bytes);
}

function checkOrError(store: ReturnType<typeof openStore>): string {
  try {
    return store
      .check()
      .map((line) => (line.ok ? '' : line.text))
      .join('\n');
  } catch (error) {
    return String(error);
  }
}

function fail(): never {
  throw new Error('undone');
}

function collision(seed: number): [string, string] {
  const seen = new Map<number, string>();
  for (let n = 0; ; n++) {
    const text = n.toString(36);
    const hash = Bun.hash.xxHash32(text, seed);
    const other = seen.get(hash);
    if (other !== undefined) return [other, text];
    seen.set(hash, text);
  }
}
