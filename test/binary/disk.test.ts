// The executable on disks that are full or read-only: real ones where this machine lets us mount a small one, and a limit on
// the size of files everywhere.

import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BINARY } from './binary.ts';

const home = mkdtempSync(join(tmpdir(), 'busybody-disk-'));
const disk = join(home, 'disk');
mkdirSync(disk);
const sh = (command: string) =>
  Bun.spawnSync(['bash', '-c', command], { cwd: home, env: { ...process.env, HOME: home, B: BINARY } });
const mounted = process.platform === 'linux' && sh(`mount -t tmpfs -o size=2m tmpfs ${disk}`).exitCode === 0;

function busybody(words: string, config = 'disk.yml') {
  const { stdout, stderr, exitCode } = sh(`"$B" -c ${config} ${words}`);
  return { out: stdout.toString(), err: stderr.toString(), code: exitCode };
}

beforeAll(() => {
  for (const [name, path] of [
    ['disk.yml', join(disk, 'b.db')],
    ['limit.yml', join(home, 'limit.db')],
  ] as const)
    writeFileSync(join(home, name), `persistence: {path: ${path}}\n`, { mode: 0o600 });
  const lines = Array.from({ length: 2000 }, (_, n) =>
    JSON.stringify({
      time: new Date(1_772_000_000_000 + n * 60_000).toISOString(),
      user: `u${n % 5}`,
      ip: `81.2.69.${n % 9}`,
      source: 'vpn',
      note: 'x'.repeat(1200),
    }),
  );
  writeFileSync(join(home, 'many.jsonl'), `${lines.join('\n')}\n`);
  writeFileSync(join(home, 'few.jsonl'), `${lines.slice(0, 50).join('\n')}\n`);
});

afterAll(() => {
  if (mounted) sh(`umount ${disk}`);
  rmSync(home, { recursive: true, force: true });
});

describe.skipIf(!mounted)('a disk', () => {
  test('that gets full: named with a hint, exit code 1, what was stored before stays, and the store is whole', () => {
    expect(busybody('import few.jsonl').code).toBe(0);
    const { err, code } = busybody('import many.jsonl');
    expect(err).toContain('the disk is full, nothing of this step was stored');
    expect(err).toContain(`hint: df -h ${join(disk, 'b.db')}`);
    expect(code).toBe(1);
    expect(busybody('check').out).not.toContain('FAIL');
    expect(busybody('alerts').code).toBe(0);
  });

  test('that is full takes no backup, and no part of one', () => {
    // But for what SQLite needs beside a database to read it at all.
    sh(`head -c 4000000 /dev/zero > ${disk}/filler; truncate -s -65536 ${disk}/filler`);
    const { err, code } = busybody(`backup ${disk}/copy.db`, 'disk.yml');
    expect(err).toContain(`Cannot write backup: the disk is full: ${disk}/copy.db\n`);
    expect(err).toContain(`hint: df -h ${disk}\n`);
    expect([code, readdirSync(disk).filter((name) => name.includes('copy'))]).toEqual([1, []]);
    rmSync(join(disk, 'filler'));
  });

  test('that has room again: the next run goes on where the last one ended', () => {
    sh(`mount -o remount,size=64m ${disk}`);
    expect(busybody('import many.jsonl').code).toBe(0);
    expect(busybody('analyze -q').code).toBe(0);
    expect(busybody('check').out).toContain('store holds 2000 sign-ins, 0 not analysed yet');
  });

  test('that is read-only: who looks can look, who writes is told why not', () => {
    sh(`mount -o remount,ro ${disk}`);
    for (const words of ['alerts', 'analyze --user u1', 'explain e000001', `backup ${home}/copy.db`])
      expect([words, busybody(words).code]).toEqual([words, 0]);
    for (const words of ['import few.jsonl', 'analyze', 'run', 'alerts dismiss a-1']) {
      const { err, code } = busybody(words);
      expect([words, code]).toEqual([words, 1]);
      expect(err).toContain('Cannot use store: the file or its disk is read-only');
      expect(err).toContain('hint: mount | grep "(ro"');
    }
    expect(busybody('check').out).toContain('FAIL store: Cannot use store: the file or its disk is read-only');
  });
});

test('a file that may grow no further: an error with a code, the store stays whole, and without the limit all is stored', () => {
  expect(busybody('import few.jsonl', 'limit.yml').code).toBe(0);
  const { stderr, exitCode } = sh('ulimit -f 1000; "$B" -c limit.yml import many.jsonl');
  expect(stderr.toString()).toMatch(/Cannot use store: the (?:disk reports an error|disk is full)/);
  expect(exitCode).toBe(1);
  expect(busybody('check', 'limit.yml').out).not.toContain('FAIL');
  expect(busybody('import many.jsonl', 'limit.yml').code).toBe(0);
  expect(busybody('check', 'limit.yml').out).toContain('store holds 2000 sign-ins');
  expect(existsSync(join(home, 'limit.db.lock'))).toBe(false);
});

test('standard output that is full is told as an error, --version too', () => {
  for (const words of ['--version', '--help', 'init --systemd -']) {
    const { stderr, exitCode } = sh(`"$B" ${words} > /dev/full`);
    expect([words, exitCode, stderr.toString().includes('busybody: error: Cannot write output: ENOSPC')]).toEqual([
      words,
      1,
      true,
    ]);
    expect(stderr.toString()).not.toMatch(/^\s+at /m);
  }
});
