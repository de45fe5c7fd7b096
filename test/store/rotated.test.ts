// Logs put aside by logrotate, with and without the index that knew them.

import { describe, expect, test } from 'bun:test';
import { appendFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { openStore } from '../../src/store/open.ts';
import { add, parseLine, Scratch, signIn } from './support.ts';

const open = (at: Scratch) => openStore({ module: 'flatfile', logDirectory: at.path }, { parseLine });
const line = (n: number) => `${signIn(n).raw}\n`;
const lines = (from: number, to: number) => Array.from({ length: to - from }, (_, n) => line(from + n)).join('');
const ids = (at: Scratch) => {
  using store = open(at);
  return [...store.window({ fromMs: 0, toMs: Number.MAX_SAFE_INTEGER })].map((row) => row.signIn.id);
};
const wanted = (to: number) => Array.from({ length: to }, (_, n) => `id-${n}`);
const dropIndex = (at: Scratch) => {
  for (const end of ['', '-wal', '-shm']) rmSync(at.join(`busybody-index.db${end}`), { force: true });
};

describe('rotated logs', () => {
  test('are read, oldest first and packed ones too, where the index is lost', () => {
    using at = new Scratch();
    writeFileSync(at.join('slack.log-20261120.gz'), Bun.gzipSync(Buffer.from(lines(0, 10))));
    writeFileSync(at.join('slack.log.2'), lines(10, 20));
    writeFileSync(at.join('slack.log.1'), lines(20, 30));
    writeFileSync(at.join('slack.log'), lines(30, 40));
    writeFileSync(at.join('gsuite.log.1'), '');
    expect(ids(at)).toEqual(wanted(40));
    dropIndex(at);
    expect(ids(at)).toEqual(wanted(40));
    using store = open(at);
    expect(store.check().filter(({ ok }) => !ok)).toEqual([]);
  });

  test('are not needed where the index is there, and not read again', () => {
    using at = new Scratch();
    writeFileSync(at.join('slack.log'), lines(0, 5));
    expect(ids(at)).toEqual(wanted(5));
    renameSync(at.join('slack.log'), at.join('slack.log.1'));
    writeFileSync(at.join('slack.log'), lines(5, 8));
    expect(ids(at)).toEqual(wanted(8));
    // What a person puts into an old log later is not looked at.
    appendFileSync(at.join('slack.log.1'), line(100));
    expect(ids(at)).toEqual(wanted(8));
  });

  test.each([
    ['a new log is there', lines(8, 10), 10],
    ['no new log is there yet', null, 8],
  ])('give what was appended between the last reading and the rotation: %s', (_name, next, count) => {
    using at = new Scratch();
    writeFileSync(at.join('slack.log'), lines(0, 5));
    expect(ids(at)).toEqual(wanted(5));
    appendFileSync(at.join('slack.log'), lines(5, 8));
    renameSync(at.join('slack.log'), at.join('slack.log.1'));
    if (next !== null) writeFileSync(at.join('slack.log'), next);
    expect(ids(at)).toEqual(wanted(count));
    {
      using store = open(at);
      add(store, [signIn(count)]);
    }
    expect(ids(at)).toEqual(wanted(count + 1));
  });

  test('that cannot be read keep nothing else from being read, and are told by check()', () => {
    using at = new Scratch();
    writeFileSync(at.join('slack.log.2.gz'), 'no gzip');
    writeFileSync(at.join('slack.log.1'), `nonsense\n${lines(0, 2)}`);
    writeFileSync(at.join('slack.log'), lines(2, 4));
    expect(ids(at)).toEqual(wanted(4));
    using store = open(at);
    expect(store.check().flatMap(({ ok, text }) => (ok ? [] : [text.replace(at.path, '')]))).toEqual([
      expect.stringMatching(/^\/slack\.log\.2\.gz: rotated, .* it cannot be read: /),
      expect.stringMatching(/^\/slack\.log\.1: rotated, .* 1 lines are no sign-in: /),
    ]);
  });
});
