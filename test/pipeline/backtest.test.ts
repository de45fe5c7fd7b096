// The promises of a backtest: the timer's own alerts at the timer's budget, more alerts for more budget, verdicts found again,
// and not a byte written.

import { expect, test } from 'bun:test';
import { existsSync, readFileSync } from 'node:fs';
import { thresholdKey } from '../../src/pipeline/analysis-run.ts';
import { analyze } from '../../src/pipeline/analyze.ts';
import { type BacktestOptions, backtest } from '../../src/pipeline/backtest.ts';
import { giveVerdicts } from '../../src/pipeline/verdict.ts';
import { type Bench, nowMs, openBench, signIns } from './company.ts';

const whole = openBench();
whole.add(signIns);
await analyze({ ...whole.ground, shard: null });

const ALL = { sinceMs: Number.MIN_SAFE_INTEGER, untilMs: Number.MAX_SAFE_INTEGER, drill: null } as const;
const play = (bench: Bench, change: Partial<BacktestOptions> & Pick<BacktestOptions, 'budgets'>) =>
  backtest({ ...bench.ground, ...ALL, ...change });
const ids = (alerts: readonly { id: string }[]) => alerts.map(({ id }) => id).sort();

/** Everything on disk that holds data. */
function bytes({ store }: Bench): string[] {
  return ['', '-wal']
    .map((end) => store.path + end)
    .map((path) => (existsSync(path) ? Bun.hash(readFileSync(path)).toString() : ''));
}

const spread = await play(whole, { budgets: [5, 0.5, 1, 2, 1] });

test('backtest() gives the alerts of analyze() at its budget: same names, scores and first times', () => {
  const would = spread.budgets.find(({ budget }) => budget === 1)!.alerts;
  const stored = [...whole.store.alerts({})].sort((a, b) => a.firstMs - b.firstMs);
  expect(stored.length).toBeGreaterThan(0);
  expect(
    would.map(({ id, user, score, threshold, firstMs, signIns: count }) => [
      id,
      user,
      score,
      threshold,
      firstMs,
      count,
    ]),
  ).toEqual(
    stored.map(({ id, user, score, threshold, firstMs, signIns: count }) => [
      id,
      user,
      score,
      threshold,
      firstMs,
      count,
    ]),
  );
  expect(would.every(({ known, storedId, id }) => known === 'open' && storedId === id)).toBe(true);
});

test('backtest() sorts budgets, plays each once, and more of it never gives fewer alerts in all', () => {
  expect(spread.budgets.map(({ budget }) => budget)).toEqual([0.5, 1, 2, 5]);
  const alerts = spread.budgets.map((one) => one.alerts.length);
  expect(alerts).toEqual([...alerts].sort((a, b) => a - b));
  expect(alerts.at(-1)!).toBeGreaterThan(alerts[0]!);
});

test('backtest() counts the judged sign-ins and their users', () => {
  const judged = [...whole.store.window({ fromMs: 0, toMs: nowMs })].filter(({ score }) => score!.state !== 'unscored');
  expect(spread.signIns).toBe(judged.length);
  expect(spread.learning).toBe(judged.filter(({ score }) => score!.state === 'learning').length);
  expect(spread.users).toBe(new Set(judged.map(({ signIn }) => signIn.user)).size);
  expect(spread.replayed).toBe(signIns.length);
  expect(spread.fromMs).toBe(judged[0]!.signIn.timeMs);
  expect(spread.toMs).toBe(judged.at(-1)!.signIn.timeMs);
});

test('backtest() writes nothing, judged or not, with or without a drill', async () => {
  using bench = openBench();
  bench.add(signIns);
  const before = bytes(bench);
  await play(bench, { budgets: [1], drill: { seed: 3 } });
  expect(bytes(bench)).toEqual(before);
  expect(bench.store.pendingCount(bench.ground.sources).count).toBe(signIns.length);
  expect(bench.store.alerts({})).toEqual([]);
  const judged = bytes(whole);
  await play(whole, { budgets: [2], drill: { seed: 3 } });
  expect(bytes(whole)).toEqual(judged);
});

test('backtest() says the same of sign-ins that were never judged', async () => {
  using bench = openBench();
  bench.add(signIns);
  const { budgets } = await play(bench, { budgets: [1] });
  expect(ids(budgets[0]!.alerts)).toEqual(ids(whole.store.alerts({})));
  expect(budgets[0]!.alerts.every(({ known, storedId }) => known === 'new' && storedId === null)).toBe(true);
});

test('backtest() counts from --since on with all before it learnt, and ends at --until', async () => {
  const full = spread.budgets.at(-1)!.alerts;
  const middleMs = full[Math.floor(full.length / 2)]!.firstMs;
  const late = await play(whole, { budgets: [5], sinceMs: middleMs });
  expect(late.budgets[0]!.alerts).toEqual(full.filter(({ firstMs }) => firstMs >= middleMs));
  expect(late.fromMs).toBeGreaterThanOrEqual(middleMs);
  expect(late.signIns).toBeLessThan(spread.signIns);
  const early = await play(whole, { budgets: [5], untilMs: middleMs });
  expect(ids(early.budgets[0]!.alerts)).toEqual(ids(full.filter(({ firstMs }) => firstMs < middleMs)));
  expect(early.toMs).toBeLessThan(middleMs);
});

test('backtest() finds verdicts again, and names the confirmed takeovers a budget would miss', async () => {
  using bench = openBench();
  bench.add(signIns);
  await analyze({ ...bench.ground, shard: null });
  const [first, second] = [...bench.store.alerts({})].sort((a, b) => a.score - b.score);
  giveVerdicts(bench.ground, [
    { alert: first!, action: 'confirmed', timeMs: nowMs, by: null, reason: null },
    { alert: second!, action: 'dismissed', timeMs: nowMs, by: null, reason: null },
  ]);
  const { known, budgets } = await play(bench, { budgets: [0.01, 1] });
  const all = bench.store.alerts({}).length;
  expect(known).toEqual({ confirmed: 1, dismissed: 1, open: all - 2 });
  const knownOf = (index: number) => new Map(budgets[index]!.alerts.map((alert) => [alert.id, alert.known]));
  expect(knownOf(1).get(first!.id)).toBe('confirmed');
  expect(knownOf(1).get(second!.id)).toBe('dismissed');
  expect(budgets[1]!.missedConfirmed).toEqual([]);
  for (const { alerts, missedConfirmed } of budgets)
    expect(missedConfirmed.includes(first!.id)).toBe(!alerts.some((alert) => alert.storedId === first!.id));
});

test('backtest() with a high limit misses the confirmed takeover and says so', async () => {
  using bench = openBench();
  bench.add(signIns);
  await analyze({ ...bench.ground, alertBudget: 5, shard: null });
  const weakest = [...bench.store.alerts({})].sort((a, b) => a.score - b.score)[0]!;
  giveVerdicts(bench.ground, [{ alert: weakest, action: 'confirmed', timeMs: nowMs, by: null, reason: null }]);
  const { budgets } = await play(bench, { budgets: [0.25] });
  expect(budgets[0]!.missedConfirmed).toEqual([weakest.id]);
});

test('backtest() of an empty store, of one sign-in, and of no source is empty', async () => {
  using bench = openBench();
  const empty = await play(bench, { budgets: [1], drill: { seed: 1 } });
  expect(empty).toMatchObject({ fromMs: null, toMs: null, signIns: 0, replayed: 0 });
  expect(empty.budgets).toEqual([{ budget: 1, alerts: [], limit: null, missedConfirmed: [] }]);
  expect(empty.drill).toEqual({ seed: 1, incidents: [], without: [], budgets: [] });
  bench.add(signIns.slice(0, 1));
  const one = await play(bench, { budgets: [1], drill: { seed: 1 } });
  expect(one.replayed).toBe(1);
  expect(one.drill!.incidents).toEqual([]);
  expect((await play(bench, { budgets: [1], sources: [] })).replayed).toBe(0);
});

test('backtest() keeps to analysis.history_limit as analysis does', async () => {
  const change = { historyLimitMs: 15 * 86_400_000 };
  using bench = openBench(change);
  bench.add(signIns);
  await analyze({ ...bench.ground, alertBudget: 5, shard: null });
  const { budgets, fromMs } = await play(bench, { budgets: [5] });
  expect(ids(budgets[0]!.alerts)).toEqual(ids(bench.store.alerts({})));
  expect(fromMs).toBeGreaterThanOrEqual(signIns.at(-1)!.timeMs - change.historyLimitMs);
});

test('backtest() ends early when told to, and says how far it is on the way', async () => {
  const controller = new AbortController();
  const seen: [number, number][] = [];
  const cut = await play(whole, {
    budgets: [1, 2],
    signal: controller.signal,
    onProgress: (done, total) => {
      seen.push([done, total]);
      controller.abort();
    },
  });
  expect(cut.budgets.length).toBe(1);
  const full: number[] = [];
  await play(whole, { budgets: [1, 2], onProgress: (done, total) => full.push(done / total) });
  expect(full).toEqual([...full].sort((a, b) => a - b));
  expect(full.at(-1)).toBe(1);
  expect(seen[0]![0]).toBeLessThan(seen[0]![1]);
});

test('sign-ins that must not move the limit do not', async () => {
  const noted = async (leavesLimit?: () => boolean): Promise<number> => {
    using bench = openBench();
    bench.add(signIns.slice(0, 600));
    await analyze({ ...bench.ground, shard: null, ...(leavesLimit === undefined ? {} : { leavesLimit }) });
    const kept = JSON.parse(bench.store.meta(thresholdKey({ alertBudget: 1, shard: null }))!) as {
      days: { signIns: number }[];
    };
    return kept.days.reduce((sum, day) => sum + day.signIns, 0);
  };
  expect(await noted()).toBeGreaterThan(300);
  expect(await noted(() => true)).toBe(0);
});
