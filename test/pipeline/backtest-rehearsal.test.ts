// A rehearsal cut in two goes on as if it had not been cut: same scores, same alerts, same limit; and takes invented sign-ins in order.

import { expect, test } from 'bun:test';
import type { SignIn } from '../../src/domain/sign-in.ts';
import { thresholdKey } from '../../src/pipeline/analysis-run.ts';
import { analyze } from '../../src/pipeline/analyze.ts';
import { openRehearsal, type Rehearsal } from '../../src/pipeline/rehearsal.ts';
import { openBench, signIns } from './company.ts';

const HOUR_MS = 3_600_000;
const middle = Math.floor(signIns.length * 0.7);
const cutMs = signIns[middle]!.timeMs;
/** Somebody fails at many accounts from one address just before the cut, and comes in just after it. */
const guesses: SignIn[] = signIns.slice(middle - 20, middle).map((one, i) => ({
  ...one,
  id: `guess-${i}`,
  ip: '45.83.220.9',
  timeMs: cutMs - (i + 1) * 60_000,
  outcome: 'failure',
}));
const entry: SignIn = { ...signIns[middle]!, id: 'entry', ip: '45.83.220.9', timeMs: cutMs + HOUR_MS };

const bench = openBench();
bench.add([...signIns, ...guesses, entry]);
const newestMs = bench.store.newestMs(bench.ground.sources)!;

async function part(input: {
  fromMs: number;
  toMs: number;
  after: Rehearsal | null;
  said: Map<string, string>;
}): Promise<Rehearsal> {
  const { said, ...range } = input;
  const rehearsal = openRehearsal({
    ...range,
    store: bench.store,
    sources: bench.ground.sources,
    newestMs,
    invented: [],
    onScore: (signIn, score) => said.set(`${signIn.source}/${signIn.id}`, JSON.stringify(score)),
  });
  await analyze({ ...bench.ground, store: rehearsal.store, shard: null });
  return rehearsal;
}

test('a rehearsal that goes on after another says what an uncut one says', async () => {
  const [whole, cut] = [new Map<string, string>(), new Map<string, string>()];
  const full = await part({ fromMs: 0, toMs: newestMs + 1, after: null, said: whole });
  const first = await part({ fromMs: 0, toMs: cutMs, after: null, said: cut });
  expect(cut.size).toBeLessThan(whole.size);
  const second = await part({ fromMs: cutMs, toMs: newestMs + 1, after: first, said: cut });
  expect(cut).toEqual(whole);
  expect([...second.alerts.values()]).toEqual([...full.alerts.values()]);
  const key = thresholdKey({ alertBudget: 1, shard: null });
  expect(second.store.meta(key)).toEqual(full.store.meta(key));
  expect(first.alerts.size).toBeLessThanOrEqual(second.alerts.size);
});

test('what failed before the cut counts for what comes in after it', async () => {
  const said = new Map<string, string>();
  const first = await part({ fromMs: 0, toMs: cutMs, after: null, said });
  await part({ fromMs: cutMs, toMs: newestMs + 1, after: first, said });
  expect(said.get(`${entry.source}/entry`)).toContain('failed sign-ins from this network block');
});

test('a rehearsal says of every sign-in, in event-time order, invented ones among them', async () => {
  const order: number[] = [];
  const invented = [signIns[10]!, signIns[middle]!].map((one, i) => ({
    ...one,
    user: one.account,
    id: `drill-${i}`,
    seq: -1 - i,
    timeMs: one.timeMs + 1,
  }));
  const rehearsal = openRehearsal({
    store: bench.store,
    sources: bench.ground.sources,
    fromMs: 0,
    toMs: newestMs + 1,
    newestMs,
    after: null,
    invented,
    onScore: (signIn) => order.push(signIn.timeMs),
  });
  await analyze({ ...bench.ground, store: rehearsal.store, shard: null });
  expect(order).toHaveLength(signIns.length + guesses.length + 1 + invented.length);
  expect(order).toEqual([...order].sort((a, b) => a - b));
});
