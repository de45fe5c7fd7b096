// What is true of the flatfile store only: busybody 1.0's files are read on, and whatever others do to them is survived.

import { describe, expect, test } from 'bun:test';
import {
  appendFileSync,
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { openStore } from '../../src/store/open.ts';
import { openSqliteStore } from '../../src/store/sqlite/store.ts';
import { add, alert, failure, parseLine, Scratch, score, signIn, slice, T0 } from './support.ts';

const ALL = { fromMs: 0, toMs: Number.MAX_SAFE_INTEGER };
const slackLine =
  '{"user_id":"U1","username":"alice","date_first":1422922864,"date_last":1422922864,"count":1,"ip":"127.0.0.1",' +
  '"user_agent":"SlackWeb","isp":null,"country":null,"region":null,"email":"alice@example.com"}';

/** Reads 1.0's slack lines as well as the tests' own. */
function parse(source: string, line: string) {
  const row = JSON.parse(line);
  if (source !== 'slack' || typeof row.date_last !== 'number') return parseLine(source, line);
  const at = (seconds: number) => {
    const change = { id: `${row.user_id}/${seconds}`, timeMs: seconds * 1000, account: row.email, raw: line };
    return signIn(0, { ...change, ip: row.ip, userAgent: row.user_agent });
  };
  return row.date_first === row.date_last ? at(row.date_last) : [at(row.date_first), at(row.date_last)];
}
const logDirectory = (at: Scratch) => at.join('logs');
const log = (at: Scratch, source = 'slack') => at.join('logs', `${source}.log`);
const index = (at: Scratch) => at.join('logs', 'busybody-index.db');

function open(at: Scratch, readOnly = false) {
  return openStore({ module: 'flatfile', logDirectory: logDirectory(at) }, { readOnly, parseLine: parse });
}
function ids(at: Scratch): string[] {
  using store = open(at);
  return [...store.window(ALL)].map((row) => row.signIn.id);
}
function directory(at: Scratch): Scratch {
  mkdirSync(logDirectory(at));
  return at;
}
const lines = (at: Scratch, source?: string) => readFileSync(log(at, source), 'utf8').split('\n').slice(0, -1);

describe('reading', () => {
  test("openStore() reads on busybody 1.0's logs and leaves them and last_analyzed.log as they are", () => {
    using at = directory(new Scratch());
    writeFileSync(log(at), `${slackLine}\n`);
    writeFileSync(log(at, 'last_analyzed'), '1422922864');
    writeFileSync(log(at, 'not a source'), 'x');
    using store = open(at);
    expect([...store.window(ALL)].map((row) => row.signIn)).toMatchObject([
      { source: 'slack', timeMs: 1_422_922_864_000, user: 'alice@example.com', raw: slackLine, seq: 1 },
    ]);
    expect(store.counts().map((count) => count.source)).toEqual(['slack']);
    expect(readFileSync(log(at), 'utf8')).toBe(`${slackLine}\n`);
    expect(readFileSync(log(at, 'last_analyzed'), 'utf8')).toBe('1422922864');
  });

  test('sees lines others append, at the next opening and before the next write', () => {
    using at = directory(new Scratch());
    using store = open(at);
    add(store, [signIn(1)]);
    appendFileSync(log(at), `${signIn(2).raw}\n`);
    expect(add(store, [signIn(2), signIn(3)])).toEqual({ added: 1, known: 1 });
    appendFileSync(log(at), `${signIn(4).raw}\r\n\n`);
    expect(ids(at)).toEqual(['id-1', 'id-2', 'id-3', 'id-4']);
  });

  test('counts broken lines, names the first in check(), and goes on', () => {
    using at = directory(new Scratch());
    writeFileSync(log(at), `\uFEFF${signIn(1).raw}\n[1,2\nnull\n{"id":7}\n\xff\xfe\n${signIn(2).raw}\n`);
    using store = open(at);
    expect([...store.window(ALL)]).toHaveLength(2);
    const [bad, ...more] = store.check().filter((line) => !line.ok);
    expect(more).toEqual([]);
    expect(bad?.text).toMatch(/slack\.log: 6 lines read, 4 of them no sign-in; the first is line 2: /);
    expect(bad?.hints).toEqual([`sed -n 2p ${log(at)}`]);
  });

  test('waits for a torn last line, and takes a whole one that lacks its newline', () => {
    using at = directory(new Scratch());
    const text = signIn(2).raw;
    writeFileSync(log(at), `${signIn(1).raw}\n${text.slice(0, 20)}`);
    expect(ids(at)).toEqual(['id-1']);
    appendFileSync(log(at), text.slice(20));
    expect(ids(at)).toEqual(['id-1', 'id-2']);
    appendFileSync(log(at), '\n');
    expect(ids(at)).toEqual(['id-1', 'id-2']);
  });

  test('never continues a torn line when it appends', () => {
    using at = directory(new Scratch());
    writeFileSync(log(at), `${signIn(1).raw}\n{"id":"torn`);
    {
      using store = open(at);
      add(store, [signIn(2)]);
    }
    expect(lines(at)).toEqual([signIn(1).raw, '{"id":"torn', signIn(2).raw]);
    expect(ids(at)).toEqual(['id-1', 'id-2']);
    using store = open(at);
    expect(store.check().filter((line) => !line.ok)).toHaveLength(1);
    expect(add(store, [signIn(2), signIn(3)])).toEqual({ added: 1, known: 1 });
  });

  test.each([
    ['shortened', (path: string) => truncateSync(path, 5)],
    [
      'rotated',
      (path: string) => {
        renameSync(path, `${path}.1`);
        writeFileSync(path, `${signIn(9).raw}\n`);
      },
    ],
    [
      'replaced by a longer one',
      (path: string) => writeFileSync(path, [9, 8, 7, 6].map((n) => `${signIn(n).raw}\n`).join('')),
    ],
  ])('notices a log that was %s, loses nothing known, and says so', (_name, change) => {
    using at = new Scratch();
    {
      using store = open(at);
      add(store, [signIn(1), signIn(2)]);
    }
    change(log(at));
    using store = open(at);
    add(store, [signIn(2), signIn(3), signIn(9)]);
    const found = [...store.window(ALL)].map((row) => row.signIn.id);
    expect(found).toEqual(expect.arrayContaining(['id-1', 'id-2', 'id-3', 'id-9']));
    expect(
      store
        .check()
        .map((line) => line.text)
        .join('\n'),
    ).toContain('read anew 1 times');
    appendFileSync(log(at), `\n${signIn(20).raw}\n`);
    expect(ids(at)).toContain('id-20');
  });

  test('notices a line changed in place behind an unchanged beginning', () => {
    using at = new Scratch();
    {
      using store = open(at);
      add(
        store,
        Array.from({ length: 20 }, (_, n) => signIn(10 + n)),
      );
    }
    writeFileSync(log(at), readFileSync(log(at), 'utf8').replace('"id-29"', '"id-99"'));
    expect(ids(at)).toContain('id-99');
  });

  test('a log of many batches is read whole, with lines across chunks', () => {
    using at = directory(new Scratch());
    const many = Array.from({ length: 6000 }, (_, n) => signIn(n, { userAgent: 'é'.repeat(n % 200) }));
    writeFileSync(log(at), many.map((row) => `${row.raw}\n`).join(''));
    using store = open(at);
    expect(store.counts()).toMatchObject([{ signIns: 6000 }]);
    expect(store.signIn(4321)?.signIn.userAgent).toBe('é'.repeat(4320 % 200));
  });
});

describe('writing', () => {
  test("addSignIns() writes a source's own records as they are, and others in full, none twice", () => {
    using at = new Scratch();
    using store = open(at);
    const other = signIn(2, { source: 'vpn', raw: '{"no":"id"}', warning: 'w' });
    const own = parse('slack', slackLine);
    if (own === null || !('id' in own)) throw new Error('not parsed');
    add(store, [own, other, own]);
    add(store, [own, other]);
    expect(lines(at)).toEqual([slackLine]);
    expect(lines(at, 'vpn').map((line) => JSON.parse(line))).toEqual([
      {
        ...{ busybody: 2, time: new Date(T0 + 2000).toISOString(), user: 'u2@example.com', ip: '203.0.113.7' },
        ...{ user_agent: 'SlackWeb/1.0', outcome: 'success', event: 'login', warning: 'w', id: 'id-2' },
        ...{ time_ms: T0 + 2000, raw: '{"no":"id"}' },
      },
    ]);
  });

  test('a record that stands for two sign-ins is one line, read back as two and pruned with the later', () => {
    using at = new Scratch();
    const line = slackLine.replace('"date_last":1422922864', '"date_last":1422929999');
    const both = parse('slack', line);
    if (!Array.isArray(both)) throw new Error('not parsed');
    {
      using store = open(at);
      expect(add(store, both)).toEqual({ added: 2, known: 0 });
    }
    expect(lines(at)).toEqual([line]);
    rmSync(index(at));
    expect(ids(at)).toEqual(['U1/1422922864', 'U1/1422929999']);
    using store = open(at);
    expect(store.prune(1_422_925_000_000)).toBe(1);
    expect(lines(at)).toEqual([line]);
    expect(store.prune(T0)).toBe(1);
    expect(lines(at)).toEqual([]);
  });

  test('addSignIns() writes a record on one line, and in full where reading it would give another sign-in', () => {
    using at = new Scratch();
    using store = open(at);
    const { source: _, raw: __, ...record } = signIn(1);
    add(store, [signIn(1, { raw: JSON.stringify(record, null, 2) }), signIn(2, { raw: signIn(1).raw })]);
    expect(lines(at).map((line) => JSON.parse(line).id)).toEqual(['id-1', 'id-2']);
    expect(lines(at)[0]).not.toContain('busybody');
    expect(JSON.parse(lines(at)[1]!)).toMatchObject({ busybody: 2, raw: signIn(1).raw });
  });

  test('deleting the index loses no sign-in', () => {
    using at = new Scratch();
    const given = [
      signIn(1),
      signIn(2, { source: 'vpn', raw: 'no JSON\nat all', outcome: 'failure', userAgent: null }),
      signIn(3, { account: '__proto__', id: '\ud800\0', raw: '{\n"a": "b"\n}' }),
    ];
    const stored = () => {
      using store = open(at);
      return [...store.window(ALL)].map(({ signIn: { seq: _, ...rest } }) => rest);
    };
    {
      using store = open(at);
      add(store, given);
    }
    const before = stored();
    expect(before).toHaveLength(3);
    for (const end of ['', '-wal', '-shm']) rmSync(index(at) + end, { force: true });
    expect(stored()).toEqual(before);
  });

  test('an index older than the logs, as after a crash between the two, catches up', () => {
    using at = new Scratch();
    {
      using store = open(at);
      add(store, [signIn(1)], { source: 'slack', value: 'one' });
    }
    copyFileSync(index(at), at.join('old.db'));
    {
      using store = open(at);
      add(store, [signIn(2)], { source: 'slack', value: 'two' });
    }
    copyFileSync(at.join('old.db'), index(at));
    using store = open(at);
    expect(store.cursor('slack')).toBe('one');
    expect(add(store, [signIn(2)], { source: 'slack', value: 'two' })).toEqual({ added: 0, known: 1 });
    expect(lines(at)).toHaveLength(2);
  });

  test('addSignIns() that fails takes its lines back', () => {
    using at = new Scratch();
    using store = open(at);
    add(store, [signIn(1)]);
    symlinkSync(at.join('nowhere', 'vpn.log'), log(at, 'vpn'));
    expect(failure(() => add(store, [signIn(2), signIn(3, { source: 'vpn' })])).hints.length).toBeGreaterThan(0);
    expect(lines(at)).toEqual([signIn(1).raw]);
    expect([...store.window(ALL)]).toHaveLength(1);
  });

  test.each(['../evil', 'a/b', '', '.hidden', 'last_analyzed', 'a\0b'])(
    'addSignIns() refuses the source %j',
    (source) => {
      using at = new Scratch();
      using store = open(at);
      expect(failure(() => add(store, [signIn(1, { source })])).code).toBe('E_STORE_SOURCE_NAME');
      expect(readdirSync(at.path)).toEqual(['logs']);
    },
  );

  test('new files are 0600 in a directory 0700; an existing log keeps its mode', () => {
    using at = new Scratch();
    const mode = (path: string) => statSync(path).mode & 0o777;
    {
      using store = open(at);
      add(store, [signIn(1)]);
    }
    expect([logDirectory(at), log(at), index(at)].map(mode)).toEqual([0o700, 0o600, 0o600]);
    chmodSync(log(at), 0o640);
    using store = open(at);
    add(store, [signIn(2)]);
    store.prune(T0 + 1500);
    expect(mode(log(at))).toBe(0o640);
    expect(lines(at)).toEqual([signIn(2).raw]);
  });
});

describe('prune()', () => {
  test('takes old lines out of the logs for good, and keeps open alerts, broken and torn lines', () => {
    using at = directory(new Scratch());
    writeFileSync(log(at), `broken\n${[1, 2, 3, 4].map((n) => `${signIn(n).raw}\n`).join('')}also broken\n{"id":"to`);
    {
      using store = open(at);
      add(store, [signIn(1, { source: 'gsuite' })]);
      store.commitSlice(slice({ scores: [score(2, { alertId: 'a-1' })], alerts: [alert('a-1', { seq: 2 })] }));
      expect(store.prune(T0 + 3500)).toBe(3);
      expect(readFileSync(log(at), 'utf8')).toBe(`broken\n${signIn(2).raw}\n${signIn(4).raw}\nalso broken\n{"id":"to`);
      expect(lines(at, 'gsuite')).toEqual([]);
      expect(store.check().find((line) => !line.ok)?.text).toContain(
        '4 lines read, 2 of them no sign-in; the first is line 1',
      );
      expect(add(store, [signIn(5)])).toEqual({ added: 1, known: 0 });
    }
    expect(ids(at)).toEqual(['id-2', 'id-4', 'id-5']);
    for (const end of ['', '-wal', '-shm']) rmSync(index(at) + end, { force: true });
    expect(ids(at)).toEqual(['id-2', 'id-4', 'id-5']);
    expect(readdirSync(logDirectory(at)).filter((name) => name.includes('pruning'))).toEqual([]);
  });

  test('cut short after the index was pruned is finished at the next opening', () => {
    using at = new Scratch();
    {
      using store = open(at);
      add(store, [signIn(1), signIn(2)]);
    }
    {
      using inner = openSqliteStore(index(at)).store;
      inner.setMeta('flatfile.pruning_before_ms', String(T0 + 1500));
      inner.prune(T0 + 1500);
    }
    expect(lines(at)).toHaveLength(2);
    expect(ids(at)).toEqual(['id-2']);
    expect(lines(at)).toEqual([signIn(2).raw]);
  });
});

test('openStore() with readOnly needs an index and touches nothing', () => {
  using at = directory(new Scratch());
  writeFileSync(log(at), `${slackLine}\n`);
  expect(failure(() => open(at, true)).code).toBe('E_STORE_MISSING');
  expect(existsSync(index(at))).toBe(false);
});
