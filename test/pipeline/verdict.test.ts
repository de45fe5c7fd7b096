// A verdict taken back is as if it had never been given: baselines to the byte, the organisation's facts, and every later score.

import { Database } from 'bun:sqlite';
import { expect, test } from 'bun:test';
import fc from 'fast-check';
import type { VerdictAction } from '../../src/domain/alert.ts';
import { analyze } from '../../src/pipeline/analyze.ts';
import { stateOf } from '../../src/pipeline/investigate.ts';
import { encodeState } from '../../src/pipeline/state-bytes.ts';
import { giveVerdicts, heldBefore } from '../../src/pipeline/verdict.ts';
import { type Bench, nowMs, openBench, signIns } from './company.ts';

const cut = Math.floor(signIns.length * 0.8);

async function openHalfway(): Promise<Bench> {
  const bench = openBench({ alertBudget: 5 });
  bench.add(signIns.slice(0, cut));
  await analyze({ ...bench.ground, shard: null });
  return bench;
}

async function goOn(bench: Bench): Promise<Map<string, string>> {
  bench.add(signIns.slice(cut));
  await analyze({ ...bench.ground, shard: null });
  return bench.results();
}

/** What is known of everybody, as the next sign-in would find it. */
function model({ store, ground }: Bench): Map<string, string> {
  const known = new Map<string, string>();
  for (const { user } of store.users())
    known.set(user, Bun.hash(encodeState(stateOf(ground, user), ground.detector)).toString(36));
  using db = new Database(store.path, { readonly: true });
  const facts = db.prepare('SELECT kind, key, user, first_ms FROM org_fact ORDER BY 1, 2, 3').values();
  return known.set('facts', JSON.stringify(facts));
}

function give({ store, ground }: Bench, ids: readonly string[], action: VerdictAction): void {
  const said = { action, timeMs: nowMs, by: 'test', reason: null };
  giveVerdicts(
    ground,
    ids.map((id) => ({ ...said, alert: store.alert(id)! })),
  );
}

const never = await openHalfway();
const kept = model(never);
const ids = never.store.alerts({}).map(({ id }) => id);
const after = await goOn(never);

test('a baseline that is kept and one learnt anew from the judged sign-ins are the same bytes', async () => {
  using bench = await openHalfway();
  bench.store.dropBaselines(bench.store.users().map(({ user }) => user));
  expect(model(bench)).toEqual(kept);
});

test('a verdict changes what is known, and taken back it never was', async () => {
  expect(ids.length).toBeGreaterThan(2);
  const steps = fc.array(
    fc.record({
      action: fc.constantFrom<VerdictAction>('dismissed', 'confirmed', 'reopened'),
      which: fc.subarray(ids, { minLength: 1 }),
    }),
    { minLength: 1, maxLength: 4 },
  );
  await fc.assert(
    fc.asyncProperty(steps, fc.boolean(), async (given, byUndo) => {
      using bench = await openHalfway();
      for (const { action, which } of given) give(bench, which, action);
      const last = new Map(given.flatMap(({ action, which }) => which.map((id) => [id, action] as const)));
      // What is not open again must show, or this test would see nothing.
      if ([...last.values()].some((action) => action !== 'reopened')) expect(model(bench)).not.toEqual(kept);
      if (byUndo) for (const { which } of given.toReversed()) give(bench, which, 'undone');
      else give(bench, [...last.keys()], 'reopened');
      expect(bench.store.alerts({}).filter(({ status }) => status !== 'open')).toEqual([]);
      expect(model(bench)).toEqual(kept);
      expect(await goOn(bench)).toEqual(after);
    }),
    { numRuns: 4 },
  );
});

test('what is said while a run is at work is felt by the next run, and not written over by this one', async () => {
  using bench = openBench({ alertBudget: 5 });
  bench.add(signIns.slice(0, cut));
  await analyze({ ...bench.ground, shard: null });
  const [alert] = bench.store.alerts({});
  bench.add(signIns.slice(cut));
  let given = false;
  await analyze({
    ...bench.ground,
    shard: null,
    onProgress() {
      if (!given) give(bench, [alert!.id], 'dismissed');
      given = true;
    },
  });
  expect(bench.store.baseline(alert!.user)).toBeNull();
  expect(bench.store.alert(alert!.id)?.status).toBe('dismissed');
});

test('a dismissed alert is known to the colleagues at once, and no longer once it is taken back', async () => {
  using bench = await openHalfway();
  const facts = () => model(bench).get('facts')!;
  const before = facts();
  const told = ids.slice(0, 4).filter((id) => {
    give(bench, [id], 'dismissed');
    const grew = facts().length > before.length;
    give(bench, [id], 'undone');
    expect(facts()).toBe(before);
    return grew;
  });
  expect(told.length).toBeGreaterThan(0);
});

test('heldBefore() goes back one verdict at a time, past those taken back', () => {
  const step = (id: number, action: VerdictAction) => {
    const verdict = { status: action as 'dismissed', timeMs: id, by: null, reason: null };
    const after = action === 'dismissed' || action === 'confirmed' ? verdict : null;
    return { id, alertId: 'a', action, timeMs: id, by: null, reason: null, after };
  };
  const steps = [step(1, 'dismissed'), step(2, 'confirmed'), step(3, 'reopened')];
  expect(heldBefore([])).toBeNull();
  expect(heldBefore(steps.slice(0, 1))).toBeNull();
  expect(heldBefore(steps.slice(0, 2))?.status).toBe('dismissed');
  expect(heldBefore(steps)?.status).toBe('confirmed');
  expect(heldBefore([...steps, step(4, 'undone')])?.status).toBe('dismissed');
  expect(heldBefore([...steps, step(4, 'undone'), step(5, 'undone')])).toBeNull();
});
