// A run killed at any commit of its own: the next one goes on, and nothing that was to be told is forgotten.

import { expect, test } from 'bun:test';
import type { Message } from '../../src/domain/alert.ts';
import { analyze } from '../../src/pipeline/analyze.ts';
import { deliver } from '../../src/pipeline/notify.ts';
import type { Slice, Store } from '../../src/store/contract.ts';
import { type Bench, nowMs, openBench, signIns } from './company.ts';

class Killed extends Error {}

/** The bench's store, whose process dies before or after its commit of that number. */
function dying(bench: Bench, { commit, before }: { commit: number; before: boolean }): Store {
  let number = 0;
  return new Proxy(bench.store, {
    get(store, name) {
      if (name !== 'commitSlice') return Reflect.get(store, name, store) as unknown;
      return (slice: Slice) => {
        number += 1;
        if (number === commit && before) throw new Killed();
        store.commitSlice(slice);
        if (number === commit) throw new Killed();
      };
    },
  });
}

function told(bench: Bench): Message[] {
  return bench.store.due({ nowMs, limit: 1000, notifiers: ['stdout'] }).map(({ message }) => message);
}

test.each([
  [1, true],
  [1, false],
  [2, true],
  [2, false],
])('analyze() killed at commit %d (before it: %p) still sums history up, once', async (commit, before) => {
  using undisturbed = openBench();
  undisturbed.add(signIns);
  await analyze({ ...undisturbed.ground, shard: null });
  const summary = told(undisturbed).filter(({ type }) => type === 'history');
  expect(summary).toHaveLength(1);

  using bench = openBench();
  bench.add(signIns);
  const store = dying(bench, { commit, before });
  const killed = await analyze({ ...bench.ground, store, shard: null }).catch((error: unknown) => error);
  expect(killed).toBeInstanceOf(Killed);
  for (const _ of [1, 2]) await analyze({ ...bench.ground, shard: null });
  expect(told(bench)).toEqual(told(undisturbed));
  expect(bench.results()).toEqual(undisturbed.results());
});

test('deliver() says of a killed attempt that it is in doubt, and of no other', async () => {
  using bench = openBench();
  bench.add(signIns);
  await analyze({ ...bench.ground, shard: null });
  const queued = told(bench).length;
  expect(queued).toBeGreaterThan(1);
  const asked: [key: string, doubtful: boolean][] = [];
  const notifier = (die: boolean) => ({
    name: 'stdout',
    send: async (_: Message, { idempotencyKey, doubt }: { idempotencyKey: string; doubt?: unknown }) => {
      asked.push([idempotencyKey, doubt !== null]);
      // The process is gone: whatever would follow does not.
      if (die && asked.length === 2) await new Promise<never>(() => {});
      return { delivered: true, reference: null } as const;
    },
    check: async () => [],
  });
  const run = (die: boolean) => deliver({ store: bench.store, notifiers: [notifier(die)], clock: () => nowMs });
  await Promise.race([run(true), Bun.sleep(50)]);
  expect(asked).toHaveLength(2);
  await run(false);
  expect(asked.map(([, doubtful]) => doubtful)).toEqual([false, false, true, ...Array(queued - 2).fill(false)]);
  expect(asked[2]![0]).toBe(asked[1]![0]);
  expect(bench.store.meta('deliveries-begun')).toBe('[]');
});
