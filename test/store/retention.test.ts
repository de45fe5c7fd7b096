// Retention beside other work: deleting much must keep nobody waiting.

import { expect, test } from 'bun:test';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { openStore } from '../../src/store/open.ts';
import { openSqliteStore } from '../../src/store/sqlite/store.ts';
import { add, alert, Scratch, score, signIn, slice, T0 } from './support.ts';

const MANY = 8000;
const ALL = { fromMs: 0, toMs: Number.MAX_SAFE_INTEGER };

function filled(at: Scratch): string {
  using store = openStore({ module: 'sqlite', path: at.join('b.db') });
  for (let from = 0; from < MANY; from += 2000)
    add(
      store,
      Array.from({ length: 2000 }, (_, n) => signIn(from + n)),
    );
  return store.path;
}

test('prune() of tens of thousands lets others write and read in between, and none waits long', async () => {
  using at = new Scratch();
  const path = filled(at);
  const pruner = Bun.spawn(
    [process.execPath, join(import.meta.dir, 'pruner.ts'), path, String(T0 + (MANY - 100) * 1000)],
    {
      stdout: 'pipe',
      stderr: 'inherit',
    },
  );
  const out = pruner.stdout.getReader();
  await out.read();
  const { store } = openSqliteStore(path, { busyTimeoutMs: 2000 });
  let written = 0;
  let longestMs = 0;
  while (pruner.exitCode === null) {
    const start = performance.now();
    // A busy store throws after two seconds.
    add(store, [signIn(MANY + written)]);
    expect(store.counts()[0]!.signIns).toBeGreaterThan(100);
    longestMs = Math.max(longestMs, performance.now() - start);
    written++;
    await Bun.sleep(1);
  }
  expect(await pruner.exited).toBe(0);
  expect(new TextDecoder().decode((await out.read()).value)).toBe(`${MANY - 100}\n`);
  // In one transaction nobody could have written before it was over.
  expect(written).toBeGreaterThan(5);
  expect(longestMs).toBeLessThan(2000);
  expect([...store.window(ALL)]).toHaveLength(100 + written);
  expect(store.check().filter(({ ok }) => !ok)).toEqual([]);
  store[Symbol.dispose]();
}, 30_000);

test('prune() keeps its journal small, gives its pages to what comes next, and leaves open alerts whole', () => {
  using at = new Scratch();
  const path = filled(at);
  using store = openStore({ module: 'sqlite', path });
  store.commitSlice(slice({ scores: [score(7, { alertId: 'a-1' })], alerts: [alert('a-1', { seq: 7 })] }));
  const size = statSync(path).size;
  expect(store.prune(T0 + MANY * 1000)).toBe(MANY - 1);
  expect(statSync(`${path}-wal`).size).toBeLessThan(2 * 1000 * 16_384);
  expect([...store.window(ALL)].map((row) => row.signIn.seq)).toEqual([7]);
  for (let from = 0; from < MANY; from += 2000)
    add(
      store,
      Array.from({ length: 2000 }, (_, n) => signIn(MANY + from + n)),
    );
  expect(statSync(path).size).toBeLessThan(size * 1.2);
});
