// Stores that are damaged in every place: refused before anything is written, never written over, and with hints that help.

import { Database } from 'bun:sqlite';
import { describe, expect, test } from 'bun:test';
import { copyFileSync, existsSync, readFileSync, renameSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { openStore } from '../../src/store/open.ts';
import { add, alert, delivery, failure, parseLine, Scratch, score, signIn, slice, T0 } from './support.ts';

const PAGE = 16_384;
const NOW = T0 + 1_000_000;
const DAY_MS = 86_400_000;
const SIGN_INS = Array.from({ length: 200 }, (_, n) => signIn(n));

const open = (path: string, verifyAtMs?: number) => openStore({ module: 'sqlite', path }, { verifyAtMs });
/** The database as it is on the disk, and what its journal adds. */
const bytes = (path: string) =>
  ['', '-wal'].map((end) =>
    existsSync(path + end) && statSync(path + end).size > 0 ? Bun.hash(readFileSync(path + end)) : null,
  );

/** A store with rows in every table, its journal put back into it. */
function filled(at: Scratch): string {
  const path = at.join('busybody.db');
  using store = open(path);
  add(store, SIGN_INS, { source: 'slack', value: 'here' });
  store.commitSlice(
    slice({
      scores: SIGN_INS.map((_, n) => score(n + 1)),
      baselines: new Map([['u1@example.com', new Uint8Array(30_000)]]),
      orgFacts: [{ kind: 'asn', key: 'AS7', user: 'u1@example.com', firstMs: T0 }],
      alerts: [alert('a-1')],
      deliveries: [delivery('k')],
      meta: new Map([['raises', '[]']]),
    }),
  );
  return path;
}

function pagesOf(path: string, table: string): number[] {
  using db = new Database(path, { readonly: true });
  return db
    .query<{ root: number }, [string]>('SELECT rootpage AS root FROM sqlite_schema WHERE name = ?')
    .all(table)
    .map(({ root }) => root);
}

function spoilPage(path: string, page: number): void {
  const all = readFileSync(path);
  all.fill(0xa5, (page - 1) * PAGE, page * PAGE);
  writeFileSync(path, all);
}

const whole = new Scratch();
const TEMPLATE = filled(whole);
const TABLES = ((): string[] => {
  using db = new Database(TEMPLATE, { readonly: true });
  return db
    .query<{ name: string }, []>("SELECT name FROM sqlite_schema WHERE type IN ('table', 'index') AND rootpage > 0")
    .all()
    .map(({ name }) => name);
})();

function copy(at: Scratch): string {
  copyFileSync(TEMPLATE, at.join('busybody.db'));
  return at.join('busybody.db');
}

describe('a command that writes', () => {
  test.each(TABLES)('refuses a store with a damaged page of %s, and leaves every byte of it', (table) => {
    using at = new Scratch();
    const path = copy(at);
    spoilPage(path, pagesOf(path, table)[0]!);
    const before = bytes(path);
    const error = failure(() => open(path, NOW));
    expect([error.code, error.message]).toEqual(['E_STORE_CORRUPT', expect.stringContaining(path)]);
    expect(error.message).not.toContain('\n');
    expect(error.hints).toEqual([
      `restore a backup: mv ${path} ${path}.damaged, then copy the backup to ${path}`,
      `without one: mv ${path} ${path}.damaged, then busybody poll`,
    ]);
    expect(bytes(path)).toEqual(before);
  });

  test.each(TABLES.filter((name) => !/^sqlite_|_|^(?:migration|log_file)$/.test(name)))(
    'refuses a store without its table %s',
    (table) => {
      using at = new Scratch();
      const path = copy(at);
      {
        using db = new Database(path);
        db.run(`PRAGMA writable_schema = ON`);
        db.run(`DROP TABLE ${table}`);
      }
      const error = failure(() => open(path, NOW));
      expect([error.code, error.message]).toEqual(['E_STORE_CORRUPT', expect.stringContaining(`no such table: `)]);
      expect(error.hints[0]).toContain('restore a backup');
    },
  );

  test.each([
    ['its half', (size: number) => size / 2],
    ['a page less', (size: number) => size - PAGE],
    ['the first page', () => PAGE],
    ['the first 50 bytes', () => 50],
  ])('refuses a store cut to %s, and does not grow it again', (_name, to) => {
    using at = new Scratch();
    const path = copy(at);
    truncateSync(path, to(statSync(path).size));
    const before = bytes(path);
    expect(failure(() => open(path, NOW)).code).toMatch(/^E_STORE_(CORRUPT|NOT_A_DATABASE)$/);
    expect(bytes(path)).toEqual(before);
  });

  test('reads a large store through once a day, and again where the clock went back', () => {
    using at = new Scratch();
    const path = copy(at);
    {
      using db = new Database(path);
      db.run("INSERT INTO baseline VALUES ('large', zeroblob(40000000))");
    }
    open(path, NOW)[Symbol.dispose]();
    spoilPage(path, pagesOf(path, 'org_fact')[0]!);
    open(path, NOW + DAY_MS - 1)[Symbol.dispose]();
    expect(failure(() => open(path, NOW + DAY_MS)).code).toBe('E_STORE_CORRUPT');
    expect(failure(() => open(path, NOW - 1)).code).toBe('E_STORE_CORRUPT');
  });
});

describe('a journal left by a crash', () => {
  /** Database and journal as a killed process leaves them: five commits, none of them in the database yet. */
  function crashed(at: Scratch): string {
    const path = copy(at);
    using store = open(path);
    for (let n = 0; n < 5; n++) add(store, [signIn(1000 + n)], { source: 'slack', value: `batch ${n}` });
    for (const end of ['', '-wal']) copyFileSync(path + end, at.join(`crash.db${end}`));
    return at.join('crash.db');
  }

  test('that is whole gives every commit', () => {
    using at = new Scratch();
    using store = open(crashed(at), NOW);
    expect([store.cursor('slack'), store.counts()[0]!.signIns]).toEqual(['batch 4', 205]);
  });

  test.each([
    ['its header damaged', 0, 32],
    ['its middle damaged', 0.5, 64],
    ['its end damaged', 0.9, 64],
    ['a whole half lost', 0.5, Number.POSITIVE_INFINITY],
  ])('gives all commits before the damage, sign-ins and cursor of one commit together: %s', (_name, from, length) => {
    using at = new Scratch();
    const path = crashed(at);
    const size = statSync(`${path}-wal`).size;
    const all = readFileSync(`${path}-wal`);
    const start = Math.floor(size * from);
    all.fill(0xa5, start, Math.min(size, start + length));
    writeFileSync(`${path}-wal`, all);
    using store = open(path, NOW);
    const { signIns, cursor } = store.counts()[0]!;
    expect(signIns).toBeLessThan(205);
    expect(cursor).toBe(signIns === 200 ? 'here' : `batch ${signIns - 201}`);
    expect(store.check().filter(({ ok }) => !ok)).toEqual([]);
    // What was lost is fetched again, since the cursor is of before it.
    expect(
      add(
        store,
        Array.from({ length: 5 }, (_, n) => signIn(1000 + n)),
      ).added,
    ).toBe(205 - signIns);
  });
});

describe('ways out', () => {
  test('poll or import again into a new store', () => {
    using at = new Scratch();
    const path = copy(at);
    spoilPage(path, pagesOf(path, 'score')[0]!);
    renameSync(path, `${path}.damaged`);
    using store = open(path, NOW);
    expect(add(store, SIGN_INS)).toEqual({ added: 200, known: 0 });
    expect(store.check().filter(({ ok }) => !ok)).toEqual([]);
  });

  test('of a log directory: put the index aside, the logs are read anew; hints name what the config names', () => {
    using at = new Scratch();
    const logs = () => openStore({ module: 'flatfile', logDirectory: at.path }, { parseLine, verifyAtMs: NOW });
    {
      using store = logs();
      add(store, SIGN_INS);
    }
    const index = at.join('busybody-index.db');
    spoilPage(index, pagesOf(index, 'sign_in')[0]!);
    const error = failure(logs);
    expect(error.code).toBe('E_STORE_CORRUPT');
    expect(error.hints[0]).toBe(`mv ${index} ${index}.damaged: the logs are read anew, alerts and verdicts are lost`);
    renameSync(index, `${index}.damaged`);
    using store = logs();
    expect(store.counts()[0]!.signIns).toBe(200);
    const inFile = failure(() =>
      openStore({ module: 'flatfile', logDirectory: at.join('slack.log') }, { parseLine, verifyAtMs: NOW }),
    );
    expect(inFile.hints.join()).toContain('persistence.log_directory');
    expect(inFile.hints.join()).not.toContain('persistence.path');
  });

  test('a device is refused and nobody is told to move it', () => {
    const error = failure(() => open('/dev/null', NOW));
    expect([error.code, error.hints[0]]).toEqual(['E_STORE_UNUSABLE', 'ls -l /dev/null']);
    expect(error.hints.join()).not.toMatch(/\bmv\b/);
  });
});
