// The promises of the analysis: equal scores however it is cut, late sign-ins judged by what preceded them, verdicts felt.

import { expect, test } from 'bun:test';
import fc from 'fast-check';
import type { Score } from '../../src/domain/score.ts';
import { analyze } from '../../src/pipeline/analyze.ts';
import { habitsOf } from '../../src/pipeline/habits.ts';
import { explain } from '../../src/pipeline/investigate.ts';
import { inShard } from '../../src/pipeline/shard.ts';
import { giveVerdicts } from '../../src/pipeline/verdict.ts';
import { company, nowMs, openBench, signIns } from './company.ts';

const whole = openBench();
whole.add(signIns);
const summary = await analyze({ ...whole.ground, shard: null });
const expected = whole.results();

test('analyze() judges every sign-in or says why not', () => {
  for (const { score } of whole.store.window({ fromMs: 0, toMs: nowMs })) {
    expect(score).not.toBeNull();
    if (score!.state === 'unscored') expect(score!.why).toBeTruthy();
    else {
      expect(score!.score).toBeGreaterThanOrEqual(0);
      expect(score!.score).toBeLessThanOrEqual(1);
      const sum = Object.values(score!.components!).reduce((a, b) => a + b, 0);
      expect(Math.abs(sum - score!.score!)).toBeLessThan(1e-9);
    }
  }
  expect(summary.judged + summary.unscored).toBe(signIns.length);
});

test('analyze() finds takeovers of the simulated company and alerts each once', () => {
  const truth = new Map(company.signIns.map((one) => [`${one.signIn.source}/${one.signIn.id}`, one.label.incident]));
  const caught = new Set<string>();
  for (const { signIn, score } of whole.store.window({ fromMs: 0, toMs: nowMs })) {
    const incident = truth.get(`${signIn.source}/${signIn.id}`);
    if (incident && score?.alertId) caught.add(incident);
  }
  const all = new Set([...truth.values()].filter((incident) => incident !== null));
  expect(all.size).toBeGreaterThan(2);
  expect(caught.size).toBeGreaterThanOrEqual(1);
  expect(summary.alerts + summary.historyAlerts).toBe(whole.store.alerts({}).length);
});

test('analyze() gives the same result however the sign-ins are cut into runs', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 1, max: signIns.length - 1 }), { maxLength: 6 }), async (cuts) => {
      using bench = openBench();
      let from = 0;
      for (const to of [...new Set(cuts)].sort((a, b) => a - b).concat(signIns.length)) {
        bench.add(signIns.slice(from, to));
        await analyze({ ...bench.ground, shard: null });
        from = to;
      }
      expect(bench.results()).toEqual(expected);
    }),
    { numRuns: 4 },
  );
});

test('analyze() --shard gives the scores, limits and alerts of the unsplit run, each user once', async () => {
  using bench = openBench();
  bench.add(signIns);
  const pick = ({ score }: { score: unknown }): unknown => {
    const { state, score: value, components, threshold, alertId } = score as Score;
    return [state, value, components, threshold, alertId];
  };
  for (const index of [1, 2, 3]) await analyze({ ...bench.ground, shard: { index, of: 3 } });
  expect(bench.results(pick)).toEqual(whole.results(pick));
  const users = [...new Set(signIns.map((one) => one.account))];
  for (const user of users) expect([0, 1, 2].filter((index) => inShard(user, { index, of: 3 }))).toHaveLength(1);
  expect(inShard('a', { index: 3, of: 3 })).toBe(inShard('a', { index: 0, of: 3 }));
});

test('analyze() judges a late sign-in by what preceded it in event time and rewrites nothing', async () => {
  const late = signIns.findLastIndex((one, i) => i < signIns.length - 200 && one.outcome === 'success');
  using bench = openBench();
  bench.add(signIns.filter((_one, i) => i !== late));
  await analyze({ ...bench.ground, shard: null });
  const before = bench.results();
  bench.add([signIns[late]!]);
  await analyze({ ...bench.ground, shard: null });
  const after = bench.results();
  const key = `${signIns[late]!.source}/${signIns[late]!.id}`;
  const score = (text: string): number => (JSON.parse(text) as { score: number }).score;
  expect(score(after.get(key)!)).toBe(score(expected.get(key)!));
  after.delete(key);
  expect(after).toEqual(before);
});

test('a late sign-in is learnt in its place: a rebuilt baseline and a kept one go on alike', async () => {
  const cut = signIns.length - 150;
  const late = signIns.findLastIndex((one, i) => i < cut - 100 && one.outcome === 'success');
  const goOn = async (forget: boolean): Promise<Map<string, string>> => {
    using bench = openBench();
    bench.add(signIns.slice(0, cut).filter((_one, i) => i !== late));
    await analyze({ ...bench.ground, shard: null });
    bench.add([signIns[late]!]);
    await analyze({ ...bench.ground, shard: null });
    if (forget) bench.store.dropBaselines([signIns[late]!.account]);
    bench.add(signIns.slice(cut));
    await analyze({ ...bench.ground, shard: null });
    return bench.results();
  };
  expect(await goOn(false)).toEqual(await goOn(true));
});

test('a baseline rebuilt from the judged sign-ins goes on exactly like the kept one', async () => {
  const cut = Math.floor(signIns.length / 2);
  using bench = openBench();
  bench.add(signIns.slice(0, cut));
  await analyze({ ...bench.ground, shard: null });
  bench.store.dropBaselines(bench.store.users().map((one) => one.user));
  bench.add(signIns.slice(cut));
  await analyze({ ...bench.ground, shard: null });
  expect(bench.results()).toEqual(expected);
});

test('explain() finds the stored score again, with shares that add up to it', () => {
  const some = [...whole.store.window({ fromMs: 0, toMs: nowMs })].filter(({ score }) => score?.score).slice(-80);
  for (const { signIn, score } of some.filter((_one, i) => i % 8 === 0)) {
    const found = explain(whole.ground, signIn);
    expect(found.score).toBe(score!.score!);
  }
});

test('explain() adds up, and finds who else, what was before and what is likest, all of it from before', () => {
  const alert = whole.store.alerts({}).at(-1)!;
  const { signIn, score } = whole.store.signIn(alert.seq)!;
  const found = explain(whole.ground, signIn);
  const parts = Object.values(score!.components!).reduce((sum, part) => sum + part, 0);
  expect(Math.abs(parts - score!.score!)).toBeLessThan(1e-9);
  const { before, alike } = found.relatives;
  const past = [...whole.store.window({ fromMs: 0, toMs: signIn.timeMs, user: signIn.user })];
  expect(before?.signIn.seq).toBe(past.at(-1)?.signIn.seq);
  expect(alike.length).toBeGreaterThan(0);
  for (const { row, same, differs } of alike) {
    expect(row.signIn.user).toBe(signIn.user);
    expect(row.signIn.timeMs).toBeLessThan(signIn.timeMs);
    expect(row.signIn.outcome).toBe('success');
    expect(same.filter((trait) => differs.includes(trait))).toEqual([]);
  }
  for (const { users, of } of found.known) {
    expect(users.length).toBeLessThanOrEqual(of);
    for (const { user, sinceMs } of users) {
      expect(user).not.toBe(signIn.user);
      expect(sinceMs).toBeLessThan(signIn.timeMs);
    }
  }
});

test('explain() counts the same colleagues as the reasons do, and names them', () => {
  const rows = [...whole.store.window({ fromMs: 0, toMs: nowMs })].filter(({ score }) => score?.score).slice(60, 100);
  let named = 0;
  for (const { signIn } of rows) {
    const { known, organisation } = explain(whole.ground, signIn);
    const network = known.find(({ what }) => what === 'network');
    if (network === undefined || network.users.length === 0) continue;
    named += 1;
    for (const { sinceMs } of network.users) expect(sinceMs).toBeLessThan(signIn.timeMs);
    expect(organisation[0]).toContain(`${network.users.length} of ${network.of} colleague`);
    expect(organisation[0]).toContain(network.users[0]!.user);
  }
  expect(named).toBeGreaterThan(10);
});

test('habitsOf() takes a dismissed alert for a habit, and no open one', async () => {
  using bench = openBench();
  bench.add(signIns);
  const portraitOf = (user: string) => habitsOf(bench.ground, user);
  await analyze({ ...bench.ground, shard: null });
  const alert = bench.store.alerts({})[0]!;
  const counted = ({ sources }: ReturnType<typeof portraitOf>) => sources.reduce((sum, one) => sum + one.signIns, 0);
  const before = portraitOf(alert.user);
  expect(before.alerts.map(({ id }) => id)).toContain(alert.id);
  giveVerdicts(bench.ground, [{ alert, action: 'dismissed', timeMs: nowMs, by: 'test', reason: null }]);
  expect(counted(portraitOf(alert.user))).toBe(counted(before) + bench.store.signInsOfAlert(alert.id).length);
});

test('a confirmed takeover teaches nothing; a dismissed alert is learnt', async () => {
  const alert = whole.store.alerts({}).find((one) => !one.history) ?? whole.store.alerts({})[0]!;
  const again = whole.store.signIn(alert.seq)!.signIn;
  const repeat = { ...again, id: 'again', timeMs: again.timeMs + 9 * 86_400_000 };
  const scoreAfter = async (status: 'dismissed' | 'confirmed'): Promise<number> => {
    using bench = openBench();
    bench.add(signIns.filter((one) => one.timeMs <= again.timeMs));
    await analyze({ ...bench.ground, shard: null });
    const raised = bench.store.alerts({}).find((one) => bench.store.signIn(one.seq)!.signIn.id === again.id);
    if (!raised) throw new Error('the sign-in raised no alert by itself');
    giveVerdicts(bench.ground, [{ alert: raised, action: status, timeMs: nowMs, by: 'test', reason: null }]);
    bench.add([repeat]);
    await analyze({ ...bench.ground, shard: null });
    return [...bench.store.window({ fromMs: repeat.timeMs, toMs: repeat.timeMs + 1 })][0]!.score!.score!;
  };
  const dismissed = await scoreAfter('dismissed');
  const confirmed = await scoreAfter('confirmed');
  expect(dismissed).toBeLessThan(confirmed - 0.05);
});

test('old findings of a first run are told in one message, recent ones each', async () => {
  using bench = openBench();
  bench.add(signIns);
  await analyze({ ...bench.ground, shard: null });
  const due = bench.store.due({ nowMs, limit: 1000, notifiers: ['stdout'] });
  const history = bench.store.alerts({ history: true });
  expect(due.filter((one) => one.message.type === 'history')).toHaveLength(history.length > 0 ? 1 : 0);
  for (const one of due) {
    if (one.message.type === 'alert') expect(one.message.timeMs).toBeGreaterThan(nowMs - 7 * 86_400_000);
    else if (one.message.type === 'history') expect(one.message.alerts.length + one.message.more).toBe(history.length);
  }
});

test('analysis.history_limit leaves what is older unjudged, with the reason', async () => {
  using bench = openBench({ historyLimitMs: 10 * 86_400_000 });
  bench.add(signIns);
  await analyze({ ...bench.ground, shard: null });
  const oldest = signIns.at(-1)!.timeMs - 10 * 86_400_000;
  for (const { signIn, score } of bench.store.window({ fromMs: 0, toMs: nowMs }))
    expect(score!.why === 'older than analysis.history_limit').toBe(signIn.timeMs < oldest);
});

test('a source that is not analysed stays stored and unjudged', async () => {
  using bench = openBench({ sources: ['slack'] });
  bench.add(signIns);
  await analyze({ ...bench.ground, shard: null });
  for (const { signIn, score } of bench.store.window({ fromMs: 0, toMs: nowMs }))
    expect(score === null).toBe(signIn.source !== 'slack');
});

test('the same new address on three users is one campaign alert, told once', async () => {
  using bench = openBench();
  const cut = Math.floor(signIns.length * 0.8);
  const atMs = nowMs - 3 * 86_400_000;
  const counts = new Map<string, number>();
  for (const one of signIns.slice(0, cut)) counts.set(one.account, (counts.get(one.account) ?? 0) + 1);
  const victims = [...counts].filter(([, count]) => count > 20).slice(0, 5);
  const wave = victims.map(([account], i) => ({
    source: 'slack',
    id: `wave-${i}`,
    timeMs: atMs + i * 600_000,
    account,
    ip: '45.83.220.9',
    userAgent: 'python-requests/2.31.0',
    outcome: 'success' as const,
    event: 'login',
    warning: null,
    raw: '{}',
  }));
  bench.add(signIns.filter((one) => one.timeMs < atMs));
  bench.add(wave);
  const place = {
    ...company.enrich('45.83.220.9'),
    addressState: 'public' as const,
    ip: '45.83.220.9',
    block: '45.83.220.0/24',
  };
  const hosting = {
    ...place,
    country: 'MD',
    city: 'Chisinau',
    organization: 'Alexhost',
    networkKind: 'hosting' as const,
    precision: 'city' as const,
    latitude: 47,
    longitude: 28.9,
    accuracyKm: 20,
  };
  await analyze({
    ...bench.ground,
    enrich: (ip) => (ip === '45.83.220.9' ? hosting : company.enrich(ip)),
    shard: null,
  });
  const alerts = [...bench.store.window({ fromMs: atMs, toMs: nowMs })].map((one) => one.score?.alertId);
  const campaigns = bench.store.alerts({}).filter((one) => one.kind === 'campaign');
  expect(campaigns).toHaveLength(1);
  expect(campaigns[0]!.signIns).toBe(3);
  expect(campaigns[0]!.reasons[0]!.text).toContain('5 accounts');
  expect(alerts.filter((id) => id === campaigns[0]!.id)).toHaveLength(3);
  const sent = bench.store
    .due({ nowMs, limit: 100, notifiers: ['stdout'] })
    .filter((one) => one.message.type === 'alert');
  expect(sent.filter((one) => one.alertId === campaigns[0]!.id)).toHaveLength(1);
});
