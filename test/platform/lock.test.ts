// The lock between processes, held by real ones: spawned, ended, killed.

import { afterEach, beforeEach, describe, expect, test } from 'bun:test';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock, systemSleep } from '../../src/platform/clock.ts';
import { type LockOptions, type LockResult, takeLock } from '../../src/platform/lock.ts';

const MODULE = join(import.meta.dir, '../../src/platform/lock.ts');
/** Says `held` or `busy PID`, and holds what it has until its standard input ends. */
const HOLDER = `
  const { takeLock } = await import(${JSON.stringify(MODULE)});
  const [path, part] = process.argv.slice(1);
  const result = await takeLock(path, { part: JSON.parse(part), waitMs: 0, clock: Date.now, sleep: Bun.sleep });
  process.stdout.write('lock' in result ? 'held' : 'busy ' + result.holder.pid);
  await Bun.stdin.text();
  result.lock?.[Symbol.dispose]();
`;
/** Adds 1 to a number in a file, slowly, so many times; without a lock some of it is lost. */
const COUNTER = `
  const { takeLock } = await import(${JSON.stringify(MODULE)});
  const { readFileSync, writeFileSync } = await import('node:fs');
  const [path, counter] = process.argv.slice(1);
  for (let i = 0; i < 4; i++) {
    const { lock } = await takeLock(path, { waitMs: 20000, clock: Date.now, sleep: Bun.sleep });
    const value = Number(readFileSync(counter, 'utf8'));
    await Bun.sleep(5);
    writeFileSync(counter, String(value + 1));
    lock[Symbol.dispose]();
  }
`;

let directory = '';
let path = '';
const children: Bun.Subprocess[] = [];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'busybody-lock-'));
  path = join(directory, 'busybody.db.lock');
});

afterEach(async () => {
  for (const child of children.splice(0)) {
    child.kill('SIGKILL');
    await child.exited;
  }
  rmSync(directory, { recursive: true, force: true });
});

function take(options: Partial<LockOptions> = {}): Promise<LockResult> {
  return takeLock(path, { waitMs: 0, clock: systemClock, sleep: systemSleep, ...options });
}

async function isFree(options: Partial<LockOptions> = {}): Promise<boolean> {
  const result = await take(options);
  if (!('lock' in result)) return false;
  result.lock[Symbol.dispose]();
  return true;
}

async function spawnHolder(part: LockOptions['part'] = null) {
  const child = Bun.spawn([process.execPath, '-e', HOLDER, path, JSON.stringify(part)], {
    stdin: 'pipe',
    stdout: 'pipe',
    stderr: 'inherit',
  });
  children.push(child);
  const { value } = await child.stdout.getReader().read();
  return { child, said: new TextDecoder().decode(value) };
}

/** As a process that is gone left it, or one elsewhere holds it. */
function leaveFile(change: Record<string, unknown>, { ageMs = 0 } = {}): void {
  writeFileSync(path, JSON.stringify({ ...JSON.parse(recordOfMine), ...change }));
  const touched = (Date.now() - ageMs) / 1000;
  utimesSync(path, touched, touched);
}
let recordOfMine = '';
beforeEach(async () => {
  const result = await take();
  recordOfMine = readFileSync(path, 'utf8');
  if ('lock' in result) result.lock[Symbol.dispose]();
});

describe('takeLock()', () => {
  test('lets one process in at a time, names it to the other, and leaves nothing behind', async () => {
    const { child, said } = await spawnHolder();
    expect(said).toBe('held');
    const refused = await take();
    expect(refused).toMatchObject({ holder: { pid: child.pid, file: path } });
    expect((await spawnHolder()).said).toBe(`busy ${child.pid}`);
    child.stdin.end();
    await child.exited;
    expect(await isFree()).toBe(true);
    expect(readdirSync(directory)).toEqual([]);
  });

  test('waits for the holder to end, and tells once that it does', async () => {
    const { child } = await spawnHolder();
    const told: number[] = [];
    const waiting = take({ waitMs: 10_000, onWait: ({ pid }) => told.push(pid) });
    await Bun.sleep(250);
    child.stdin.end();
    expect(await waiting).toHaveProperty('lock');
    expect(told).toEqual([child.pid]);
  });

  test('gives up after the time it may wait, and not before', async () => {
    await spawnHolder();
    let nowMs = 0;
    const sleep = async (ms: number) => {
      nowMs += ms;
    };
    const clock = () => nowMs + systemClock();
    const startMs = clock();
    expect(await take({ waitMs: 10_000, clock, sleep })).toHaveProperty('holder');
    expect(clock() - startMs).toBeGreaterThanOrEqual(10_000);
    expect(clock() - startMs).toBeLessThan(12_000);
  });

  test('heals where its holder was killed', async () => {
    const { child } = await spawnHolder();
    child.kill('SIGKILL');
    await child.exited;
    expect(existsSync(path)).toBe(true);
    expect(await isFree()).toBe(true);
  });

  test.each([
    ['its pid went to another process', { start: '1' }],
    ['the machine was started anew', { boot: 'before' }],
  ])('heals where %s', async (_why, change) => {
    leaveFile(change);
    expect(await isFree()).toBe(true);
  });

  test('holds where the same process is still there', async () => {
    leaveFile({}, { ageMs: 86_400_000 });
    expect(await take()).toMatchObject({ holder: { pid: process.pid } });
  });

  test.each([
    ['another machine', { host: 'elsewhere', pid: 999_999_999 }],
    ['another container', { pids: 'pid:[1]', pid: 999_999_999 }],
  ])('believes in a holder on %s as long as its file is touched', async (_where, change) => {
    leaveFile(change, { ageMs: 60_000 });
    expect(await take()).toMatchObject({ holder: { pid: change.pid, host: 'host' in change ? change.host : null } });
    leaveFile(change, { ageMs: 3_600_000 });
    expect(await isFree()).toBe(true);
  });

  test.each(['', '{', 'null', '[]', '{"pid":-1}', '{"pid":"x","sinceMs":1}', '{"pid":1,"sinceMs":1e300}'])(
    'takes a file with %j for one being written, and later for left behind',
    async (text) => {
      writeFileSync(path, text);
      expect(await isFree()).toBe(false);
      utimesSync(path, 0, 0);
      expect(await isFree()).toBe(true);
    },
  );

  test('is not kept out by a healer that died', async () => {
    leaveFile({ boot: 'before' });
    writeFileSync(`${path}.heal`, '');
    utimesSync(`${path}.heal`, 0, 0);
    expect(await isFree()).toBe(true);
    expect(readdirSync(directory)).toEqual([]);
  });

  test('does not remove the file of one who healed first', async () => {
    leaveFile({ boot: 'before' });
    let calls = 0;
    // The third time is asked for between finding the dead one's file and removing it.
    const clock = () => {
      if (++calls === 3) leaveFile({ host: 'elsewhere' });
      return systemClock();
    };
    expect(await take({ clock })).toMatchObject({ holder: { host: 'elsewhere' } });
    expect(existsSync(path)).toBe(true);
  });

  test('does not remove the file of another who took it for dead', async () => {
    const result = await take();
    leaveFile({ host: 'elsewhere' });
    if ('lock' in result) result.lock[Symbol.dispose]();
    expect(existsSync(path)).toBe(true);
  });

  test('loses nothing when many come at once upon the file of a dead one', async () => {
    const counter = join(directory, 'counter');
    writeFileSync(counter, '0');
    leaveFile({ boot: 'before' });
    const spawned = Array.from({ length: 5 }, () =>
      Bun.spawn([process.execPath, '-e', COUNTER, path, counter], { stderr: 'inherit' }),
    );
    children.push(...spawned);
    expect(await Promise.all(spawned.map((child) => child.exited))).toEqual([0, 0, 0, 0, 0]);
    expect(readFileSync(counter, 'utf8')).toBe('20');
  }, 20_000);

  test('says what is wrong where no file can be made', async () => {
    const missing = join(directory, 'missing', 'x.lock');
    await expect(takeLock(missing, { waitMs: 0, clock: systemClock, sleep: systemSleep })).rejects.toThrow(
      /^Cannot lock the store: ENOENT/,
    );
  });
});

describe('takeLock() of parts', () => {
  test('lets parts of one division run side by side, each once', async () => {
    const { child, said } = await spawnHolder({ index: 1, of: 2 });
    expect(said).toBe('held');
    expect(await isFree({ part: { index: 2, of: 2 } })).toBe(true);
    expect(await take({ part: { index: 1, of: 2 } })).toMatchObject({ holder: { pid: child.pid } });
  });

  test('lets nobody have the whole while a part is held, nor a part while the whole is', async () => {
    const { child } = await spawnHolder({ index: 1, of: 2 });
    expect(await take()).toMatchObject({ holder: { pid: child.pid } });
    child.kill('SIGKILL');
    await child.exited;
    const whole = await spawnHolder();
    expect(whole.said).toBe('held');
    expect(await take({ part: { index: 1, of: 2 } })).toMatchObject({ holder: { pid: whole.child.pid } });
  });

  test('keeps parts of two divisions apart, since they share users', async () => {
    const { child } = await spawnHolder({ index: 1, of: 4 });
    expect(await take({ part: { index: 2, of: 3 } })).toMatchObject({ holder: { pid: child.pid } });
  });

  test('lets two that wait for each other both have it in the end', async () => {
    const turns: string[] = [];
    const turn = async (name: string, part: LockOptions['part']) => {
      const result = await take({ part, waitMs: 10_000 });
      if (!('lock' in result)) throw new Error(`${name} was kept out`);
      turns.push(`${name} in`);
      await Bun.sleep(20);
      turns.push(`${name} out`);
      result.lock[Symbol.dispose]();
    };
    await Promise.all([turn('a', { index: 1, of: 2 }), turn('b', { index: 1, of: 3 }), turn('c', null)]);
    for (let i = 0; i < 6; i += 2) expect(turns[i + 1]).toBe(turns[i]!.replace('in', 'out'));
    expect(readdirSync(directory)).toEqual([]);
  });
});
