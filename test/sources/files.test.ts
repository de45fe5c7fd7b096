import { expect, test } from 'bun:test';
import { gzipSync } from 'node:zlib';
import { UsageError } from '../../src/platform/errors.ts';
import type { ImportFormat } from '../../src/sources/files/formats.ts';
import { piecesOf } from '../../src/sources/files/pieces.ts';
import { readSignIns } from '../../src/sources/files/read.ts';
import { login } from '../servers/google-data.ts';
import { NOW_MS, NOW_S } from './harness.ts';

const RECORD = { time: '2026-03-01T09:12:00Z', user: 'ada@example.com', ip: '203.0.113.7', source: 'slack' };
const LINE = JSON.stringify(RECORD);

interface Options {
  readonly format?: ImportFormat;
  readonly source?: string;
  readonly name?: string;
  /** Bytes a chunk; default one chunk. */
  readonly chunk?: number;
}

async function read(content: string | Uint8Array, { format = 'auto', name = 'file', chunk, source }: Options = {}) {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const size = chunk ?? Math.max(1, bytes.byteLength);
  const chunks = Array.from({ length: Math.ceil(bytes.byteLength / size) }, (_, i) =>
    bytes.subarray(i * size, (i + 1) * size),
  );
  const batches = await Array.fromAsync(readSignIns({ name, stream: chunks }, { format, source, nowMs: NOW_MS }));
  return {
    signIns: batches.flatMap((b) => b.signIns),
    refused: batches.flatMap((b) => b.refused),
    format: batches.at(-1)?.format,
    bytesRead: batches.at(-1)?.bytesRead,
  };
}

async function one(record: object) {
  const { signIns, refused } = await read(JSON.stringify({ ...RECORD, ...record }), { format: 'signins' });
  return signIns[0] ?? refused[0]?.reason;
}

test('readSignIns() takes a sign-in record with its defaults', async () => {
  expect(await one({})).toEqual({
    source: 'slack',
    id: expect.stringMatching(/^[0-9a-f]{32}$/),
    timeMs: Date.UTC(2026, 2, 1, 9, 12),
    account: 'ada@example.com',
    ip: '203.0.113.7',
    userAgent: null,
    outcome: 'success',
    event: 'login',
    warning: null,
    raw: LINE,
  });
});

test.each([
  ['2026-03-01T09:12:00Z', Date.UTC(2026, 2, 1, 9, 12)],
  ['2026-03-01T09:12:00.123456Z', Date.UTC(2026, 2, 1, 9, 12, 0, 123)],
  ['2026-03-01 11:12:00+02:00', Date.UTC(2026, 2, 1, 9, 12)],
  ['2026-03-01T04:12:00 -0500', Date.UTC(2026, 2, 1, 9, 12)],
  ['2026-03-01T09:12z', Date.UTC(2026, 2, 1, 9, 12)],
  [1772356320, Date.UTC(2026, 2, 1, 9, 12)],
  [1772356320.5, Date.UTC(2026, 2, 1, 9, 12) + 500],
  ['1772356320', Date.UTC(2026, 2, 1, 9, 12)],
  [1772356320000, Date.UTC(2026, 2, 1, 9, 12)],
  ['1772356320000', Date.UTC(2026, 2, 1, 9, 12)],
])('readSignIns() reads the time %p', async (time, timeMs) => {
  expect(await one({ time })).toMatchObject({ timeMs });
});

test.each([
  ['2026-03-01T09:12:00', 'has no zone'],
  ['2026-03-01T09:12:00 Mars/Base', 'neither ISO'],
  ['2026-02-30T09:12:00Z', 'neither ISO'],
  ['2026-13-01T09:12:00Z', 'neither ISO'],
  ['2026-00-01T09:12:00Z', 'neither ISO'],
  ['2026-03-01T25:12:00Z', 'neither ISO'],
  ['2026-03-01T09:12:00+99:00', 'neither ISO'],
  ['yesterday', 'neither ISO'],
  [null, 'missing'],
  [{}, 'neither ISO'],
  [-5, 'before the year 2000'],
  [0, 'before the year 2000'],
  ['1999-12-31T23:59:59Z', 'before the year 2000'],
  ['2026-03-13T00:00:00Z', 'in the future'],
  [1e300, 'in the future'],
])('readSignIns() refuses the time %p', async (time, reason) => {
  expect(await one({ time })).toContain(reason);
});

test.each([
  ['203.0.113.7:5012', '203.0.113.7'],
  ['[2001:DB8::1]:443', '2001:db8::1'],
  ['[2001:db8::1]', '2001:db8::1'],
  ['2001:0db8:0000:0000:0000:0000:0000:0001', '2001:db8::1'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['[::FFFF:cb00:7107]:80', '203.0.113.7'],
  ['fe80::1%eth0', 'fe80::1'],
  [' 203.0.113.7 ', '203.0.113.7'],
  ['999.1.1.1', '999.1.1.1'],
  ['010.1.1.1', '010.1.1.1'],
  ['\u001b[31mred', '\u001b[31mred'],
])('readSignIns() makes of the address %p %p', async (ip, expected) => {
  expect(await one({ ip })).toMatchObject({ ip: expected });
});

test.each([
  [{ user: undefined }, 'user is missing'],
  [{ user: '  ' }, 'user is no text'],
  [{ user: { a: 1 } }, 'user is no text'],
  [{ ip: undefined }, 'ip is missing'],
  [{ ip: 7 }, 'ip is no text'],
  [{ outcome: 'maybe' }, 'outcome is none of success, failure, challenge'],
  [{ user_agent: { a: 1 } }, 'user_agent is no text'],
  [{ source: '../../etc/passwd' }, 'source is no plain name'],
  [{ source: '__proto__' }, 'source is no plain name'],
])('readSignIns() refuses %p', async (change, reason) => {
  expect(await one(change)).toContain(reason);
});

test('readSignIns() hashes the meaning of a record without id, not its notation', async () => {
  const id = async (record: object) => ((await one(record)) as { id: string }).id;
  const base = await id({});
  expect(await id({ time: '2026-03-01T11:12:00+02:00' })).toBe(base);
  expect(await id({ ip: '::ffff:203.0.113.7' })).toBe(base);
  expect(await id({ user_agent: 'x' })).not.toBe(base);
  expect(await id({ session: 1 })).not.toBe(base);
  expect(await id({ id: 'mine' })).toBe('mine');
  expect(await id({ id: 42 })).toBe('42');
});

test('readSignIns() names the line and reason of what it refuses, and reads the rest', async () => {
  const content = [LINE, '', '{"time": broken', '[1,2', 'null', `\u0000${LINE}\u0000`, '"x', '{"a":1}', LINE].join(
    '\r\n',
  );
  const { signIns, refused } = await read(content);
  expect(signIns.length).toBe(3);
  expect(refused.map(({ line, reason }) => `${line}: ${reason}`)).toEqual([
    '3: it is not JSON: it is broken or cut off',
    '4: it is not JSON: it is broken or cut off',
    '5: it is no JSON object',
    '7: it is not JSON',
    '8: it is no sign-in record, no row of Slack access logs and no activity of Google Reports: it lacks time, user, ip',
  ]);
});

test('readSignIns() takes a byte order mark, no last line feed, and nothing at all', async () => {
  expect((await read(`\u{feff}${LINE}\n${LINE}`)).signIns.length).toBe(2);
  expect(await read('')).toMatchObject({ signIns: [], refused: [] });
  expect(await read('\n\n')).toMatchObject({ signIns: [], refused: [] });
});

test('readSignIns() unpacks gzip by its content, also several members in one file', async () => {
  const packed = Buffer.concat([gzipSync(`${LINE}\n`), gzipSync(`${LINE}\n`)]);
  const { signIns, bytesRead } = await read(packed, { chunk: 7 });
  expect(signIns.length).toBe(2);
  expect(bytesRead).toBe(packed.byteLength);
});

test('readSignIns() throws where gzip is cut off, after what came before it', async () => {
  const lines = Array.from({ length: 30_000 }, (_, i) =>
    JSON.stringify({ ...RECORD, id: `${i}-${Bun.hash(String(i))}` }),
  );
  const packed = gzipSync(lines.join('\n'));
  let count = 0;
  const stream = [packed.subarray(0, packed.byteLength / 2)];
  const listing = (async () => {
    for await (const b of readSignIns({ name: 'x.gz', stream }, { format: 'auto', nowMs: NOW_MS }))
      count += b.signIns.length;
  })();
  expect(await listing.catch((e) => e)).toMatchObject({ code: 'E_IMPORT_READ', hints: ['gzip -t x.gz'] });
  expect(count).toBeGreaterThan(1000);
});

test('readSignIns() reads UTF-16, as PowerShell writes it', async () => {
  const utf16 = Buffer.from(`\u{feff}${LINE}\r\n${LINE}\r\n`, 'utf16le');
  expect((await read(utf16, { chunk: 3 })).signIns.length).toBe(2);
});

test('readSignIns() keeps a record with a user agent of 10 MB, cut with a note', async () => {
  const giant = 'Mozilla '.repeat(1_310_720);
  const { signIns, refused } = await read(JSON.stringify({ ...RECORD, user_agent: giant }), { chunk: 65_536 });
  expect(refused).toEqual([]);
  const [signIn] = signIns;
  expect(signIn?.userAgent).toContain('[cut: 10485760 characters, sha256 ');
  expect(signIn?.userAgent?.length).toBeLessThanOrEqual(4096);
  expect(signIn?.raw.length).toBeLessThan(10_000);
  const again = await read(signIn?.raw ?? '');
  expect(again.signIns).toEqual(signIns);
});

test('piecesOf() refuses a record over its limit without keeping it, in lines and in documents', async () => {
  const long = `{"user_agent":"${'x'.repeat(5000)}"}`;
  const chunks = (text: string) => ({
    async *[Symbol.asyncIterator]() {
      for (let i = 0; i < text.length; i += 100) yield new TextEncoder().encode(text.slice(i, i + 100));
    },
  });
  const pieces = async (text: string) => (await Array.fromAsync(piecesOf(chunks(text), 1000))).flat();
  const expected = [
    ['{"a":1}', null],
    [expect.any(String), 'it is longer than 1000 bytes'],
    ['{"b":2}', null],
  ];
  for (const text of [`{"a":1}\n${long}\n{"b":2}\n`, `[\n{"a":1},\n${long},\n{"b":2}\n]`]) {
    const found = await pieces(text);
    expect(found.map((p) => [p.text, p.problem])).toEqual(expected);
    expect(Math.max(...found.map((p) => p.text.length))).toBeLessThan(1200);
  }
  expect((await pieces(`{"a":1}\n${long}\n{"b":2}`)).map((p) => p.line)).toEqual([1, 2, 3]);
});

const ROW = {
  user_id: 'U1',
  username: 'ada',
  date_first: NOW_S - 900,
  date_last: NOW_S - 60,
  count: 3,
  ip: '203.0.113.7',
  user_agent: 'UA',
};

test.each<[string, unknown]>([
  ['an answer of the API', { ok: true, logins: [ROW], paging: { page: 1 } }],
  [
    'a list of answers',
    [
      { ok: true, logins: [ROW] },
      { ok: true, logins: [] },
    ],
  ],
  ['a list of rows', [ROW]],
  ['a row', ROW],
])('readSignIns() reads Slack access logs from %s, on one line or over many', async (_, value) => {
  for (const text of [JSON.stringify(value), JSON.stringify(value, null, 2)]) {
    for (const chunk of [undefined, 5]) {
      const { signIns, refused, format } = await read(text, { chunk });
      expect(refused).toEqual([]);
      expect(signIns.map((s) => [s.source, s.account, s.timeMs])).toEqual([
        ['slack', 'U1', (NOW_S - 900) * 1000],
        ['slack', 'U1', (NOW_S - 60) * 1000],
      ]);
      expect(format).toBe('slack-access-logs');
    }
  }
});

const ACTIVITY = login({ email: 'ada@example.com', timeMs: NOW_MS - 5000, ip: '203.0.113.7', qualifier: '-9198' });

test.each<[string, unknown]>([
  ['an answer of the API', { kind: 'admin#reports#activities', etag: '"e"', nextPageToken: 't', items: [ACTIVITY] }],
  ['an export', { activities: [ACTIVITY] }],
  ['a list', [ACTIVITY]],
  ['a line', ACTIVITY],
])('readSignIns() reads Google reports from %s, on one line or over many', async (_, value) => {
  for (const text of [JSON.stringify(value), JSON.stringify(value, null, 4)]) {
    for (const chunk of [undefined, 5]) {
      const { signIns, refused, format } = await read(text, { chunk });
      expect(refused).toEqual([]);
      expect(signIns.map((s) => [s.source, s.account, s.event])).toEqual([
        ['gsuite', 'ada@example.com', 'login_success'],
      ]);
      expect(format).toBe('google-reports');
    }
  }
});

test('readSignIns() reads nothing, and refuses nothing, of a page without items', async () => {
  expect(await read('{"kind":"admin#reports#activities","etag":"x"}')).toMatchObject({ signIns: [], refused: [] });
});

test('readSignIns() takes --source for records that name none, and for the other formats', async () => {
  const { source: _, ...bare } = RECORD;
  expect((await read(JSON.stringify(bare), { source: 'okta' })).signIns[0]?.source).toBe('okta');
  expect((await read(LINE, { source: 'okta' })).signIns[0]?.source).toBe('slack');
  expect((await read(JSON.stringify(ROW), { source: 'slack-eu' })).signIns[0]?.source).toBe('slack-eu');
});

test('readSignIns() throws where no record names a source, and refuses one that does not among others', async () => {
  const { source: _, ...bare } = RECORD;
  const error = await read(`${JSON.stringify(bare)}\n`.repeat(3)).catch((e) => e);
  expect(error).toBeInstanceOf(UsageError);
  expect(error).toMatchObject({ code: 'E_IMPORT_SOURCE', hints: ['busybody import --source slack file'] });
  const mixed = await read(`${LINE}\n${JSON.stringify(bare)}\n`);
  expect(mixed.signIns.length).toBe(1);
  expect(mixed.refused).toMatchObject([{ line: 2, reason: expect.stringContaining('--source') }]);
});

test('readSignIns() with a format given refuses records of another', async () => {
  expect((await read(LINE, { format: 'slack-access-logs' })).refused[0]?.reason).toContain('format slack-access-logs');
  expect((await read(JSON.stringify(ROW), { format: 'google-reports' })).refused.length).toBe(1);
});

test('readSignIns() says that a document is cut off, and keeps its whole records', async () => {
  const text = JSON.stringify([RECORD, { ...RECORD, user: 'b' }, { ...RECORD, user: 'c' }], null, 1);
  const middle = await read(text.slice(0, text.lastIndexOf('"ip"')));
  expect(middle.signIns.length).toBe(2);
  expect(middle.refused).toMatchObject([{ reason: 'the file ends in the middle of it' }]);
  const end = await read(text.slice(0, -1));
  expect(end.signIns.length).toBe(3);
  expect(end.refused).toMatchObject([{ reason: expect.stringContaining('before its closing bracket') }]);
});

test('readSignIns() names the line a record of a document begins at', async () => {
  const text = `[\n${LINE},\n{"time": "x",\n "user": "a"},\n\n${LINE},\n7]`;
  const { signIns, refused } = await read(text, { chunk: 9 });
  expect(signIns.length).toBe(2);
  expect(refused.map(({ line }) => line)).toEqual([3, 7]);
});

test('readSignIns() refuses nesting no one can write again, at once, and takes brackets in texts', async () => {
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
  const brackets = JSON.stringify({ ...RECORD, user_agent: '['.repeat(9000) });
  const { signIns, refused } = await read(`${LINE}\n${LINE.slice(0, -1)},"x":${deep}}\n${deep}\n${brackets}`);
  expect(signIns.length).toBe(2);
  expect(refused.map(({ line, reason }) => `${line}: ${reason}`)).toEqual([
    '2: it is nested too deeply',
    '3: it is nested too deeply',
  ]);
});

test('readSignIns() throws with the reason where the file itself cannot be read', async () => {
  const stream = Bun.file('/nonexistent/signins.jsonl').stream();
  const error = await Array.fromAsync(
    readSignIns({ name: 'gone.jsonl', stream }, { format: 'auto', nowMs: NOW_MS }),
  ).catch((e) => e);
  expect(error).toMatchObject({ code: 'E_IMPORT_READ', message: expect.stringContaining('gone.jsonl') });
});

const goodLine = (user: string) => JSON.stringify({ time: '2026-03-01T09:00:00Z', user, ip: '1.2.3.4' });

test.each([
  '{"time": ',
  '{',
  '{"a":[',
  '[[[[',
  '{"time":"2026-03-01T09:00:00Z",',
  '{"time":"2026-03-01T09:00:00Z","user":{',
])('readSignIns() refuses a first line torn at %p alone, and reads the lines after it', async (first) => {
  const content = `${first}\n${goodLine('a')}\nno record\n{"time":\n${goodLine('b')}\n`;
  for (const format of ['auto', 'signins'] as const) {
    for (const chunk of [1, 7, 1000]) {
      const { signIns, refused } = await read(content, { format, source: 'x', chunk });
      expect(signIns.map(({ account }) => account)).toEqual(['a', 'b']);
      expect(refused.map(({ line }) => line)).toEqual([1, 3, 4]);
      expect(refused[0]?.reason).toContain('broken or cut off');
    }
  }
});

test('readSignIns() loses of a list over many lines only the record that is torn', async () => {
  const flat = `[\n${goodLine('a')},\n{"time": "2026\n${goodLine('b')},\n${goodLine('c')}\n]\n`;
  const people = ['a', 'b', 'c', 'd'].map((user) => ({ ...JSON.parse(goodLine(user)), user_agent: 'x' }));
  const printed = JSON.stringify(people, null, 2).replace(/"user": "b",[^}]*\},/, '"user":');
  const answer = JSON.stringify({ signins: people }, null, 2).replace(/"user": "b",[^}]*\},/, '"user":');
  for (const content of [flat, printed, answer]) {
    for (const chunk of [1, 1000]) {
      const { signIns, refused } = await read(content, { source: 'x', chunk });
      expect(signIns.map(({ account }) => account)).toEqual(content === flat ? ['a', 'b', 'c'] : ['a', 'c', 'd']);
      expect(refused).toHaveLength(1);
    }
  }
});

test.each(['[', '{"signins":['])(
  'readSignIns() reads the whole records of %p cut off on its only line',
  async (open) => {
    const { signIns, refused } = await read(`${open}${goodLine('a')},${goodLine('b')},{"time":"20`, { source: 'x' });
    expect(signIns.map(({ account }) => account)).toEqual(['a', 'b']);
    expect(refused).toHaveLength(1);
  },
);

test('readSignIns() takes a list of lists or of answers with a record a line for whole', async () => {
  const lines = `${goodLine('a')},\n${goodLine('b')}`;
  for (const content of [`[\n[\n${lines}\n],\n[\n${lines}\n]\n]`, `[\n{"signins":[\n${lines}\n]}\n]`]) {
    const { signIns, refused } = await read(content, { source: 'x', chunk: 7 });
    expect([signIns.length, refused.length]).toEqual([content.startsWith('[\n[') ? 4 : 2, 0]);
  }
});
