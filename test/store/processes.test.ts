// Two processes on one store, and a process killed in the middle of a write.

import { describe, expect, test } from 'bun:test';
import { join } from 'node:path';
import { add, Scratch, STORES, signIn } from './support.ts';

const ALL = { fromMs: 0, toMs: Number.MAX_SAFE_INTEGER };

function writer(kind: string, at: Scratch, args: readonly string[]) {
  const path = kind === 'sqlite' ? at.join('busybody.db') : at.join('logs');
  return Bun.spawn([process.execPath, join(import.meta.dir, 'writer.ts'), kind, path, ...args], { stderr: 'inherit' });
}

describe.each(STORES)('%s', (kind, open) => {
  test('two processes write at once: nothing lost, nothing doubled', async () => {
    using at = new Scratch();
    open(at)[Symbol.dispose]();
    const codes = await Promise.all([writer(kind, at, ['0', '150']).exited, writer(kind, at, ['100', '250']).exited]);
    expect(codes).toEqual([0, 0]);
    using store = open(at);
    expect([...store.window(ALL)].map((row) => row.signIn.id)).toEqual(
      Array.from({ length: 250 }, (_, n) => `id-${n}`),
    );
    expect(store.check().filter((line) => !line.ok)).toEqual([]);
  });

  test('a process killed before its commit loses no committed row, and its batch can be added again', async () => {
    using at = new Scratch();
    {
      using store = open(at);
      add(store, [signIn(100)], { source: 'slack', value: 'before' });
    }
    await writer(kind, at, ['0', '10', 'die']).exited;
    using store = open(at);
    expect(store.cursor('slack')).toBe('before');
    // The logs had the ten lines already, so the flatfile store indexes them on opening; sqlite undid them.
    const kept = kind === 'flatfile' ? 10 : 0;
    expect([...store.window(ALL)]).toHaveLength(1 + kept);
    const again = Array.from({ length: 10 }, (_, n) => signIn(n));
    expect(add(store, again, { source: 'slack', value: 'after' })).toEqual({ added: 10 - kept, known: kept });
    expect([...store.window(ALL)]).toHaveLength(11);
    expect(store.check().filter((line) => !line.ok)).toEqual([]);
  });
});
