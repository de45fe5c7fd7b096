// Sign-ins late by minutes, hours or three days, of several apps in any order: each is judged once, by what preceded it,
// what was decided stays, and what is still recent is told.

import { expect, test } from 'bun:test';
import fc from 'fast-check';
import { analyze } from '../../src/pipeline/analyze.ts';
import { seededRandom } from '../../src/platform/random.ts';
import type { Score, SignIn } from '../../src/store/contract.ts';
import { company, nowMs, openBench, signIns } from './company.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const RECENT_MS = 7 * DAY_MS;
const nameOf = ({ source, id }: SignIn) => `${source}/${id}`;

interface Arrival {
  readonly signIn: SignIn;
  readonly atMs: number;
}

/** Most on time, some hours late, a few up to three days; by app and by chance. */
function arrivals(seed: number): Arrival[] {
  const random = seededRandom(seed);
  return signIns.map((signIn) => {
    const luck = random();
    const lateMs = luck < 0.7 ? random() * 60_000 : luck < 0.92 ? random() * 12 * HOUR_MS : random() * 3 * DAY_MS;
    return { signIn, atMs: signIn.timeMs + (signIn.source === 'slack' ? HOUR_MS : 0) + lateMs };
  });
}

interface Told {
  readonly results: Map<string, string>;
  /** Names of alerts that a delivery or the summary tells. */
  readonly told: ReadonlySet<string>;
}

/** Polls at these times, each followed by an analysis; `forget` drops all baselines before every third one. */
async function live(
  all: readonly Arrival[],
  options: { polls: readonly number[]; shuffle: number; forget: boolean },
): Promise<Told> {
  let clockMs = 0;
  using bench = openBench({ clock: () => clockMs });
  const random = seededRandom(options.shuffle);
  const decided = new Map<string, string>();
  const waiting = new Set(all);
  for (const [index, atMs] of [...options.polls, nowMs + 4 * DAY_MS].entries()) {
    clockMs = atMs;
    const batch = [...waiting].filter((one) => one.atMs <= atMs);
    for (const one of batch) waiting.delete(one);
    batch.sort(() => random() - 0.5);
    bench.add(batch.map(({ signIn }) => signIn));
    if (options.forget && index % 3 === 2) bench.store.dropBaselines(bench.store.users().map(({ user }) => user));
    await analyze({ ...bench.ground, shard: null });
    const results = bench.results();
    for (const [name, score] of results) {
      expect(score).not.toBe('null');
      // Decided once, decided for good.
      expect(score).toBe(decided.get(name) ?? score);
      decided.set(name, score);
    }
  }
  expect(waiting.size).toBe(0);
  const told = new Set<string>();
  for (const { message } of bench.store.due({ nowMs: clockMs, limit: 1000, notifiers: ['stdout'] })) {
    if (message.type === 'alert') told.add(message.alertId);
    else if (message.type === 'history') for (const { alertId } of message.alerts) told.add(alertId);
  }
  return { results: decided, told };
}

test('sign-ins late at random are judged once and for good, the same in any order within a poll and with baselines lost', async () => {
  const schedule = fc.record({
    seed: fc.integer({ min: 1, max: 1e6 }),
    polls: fc.array(fc.integer({ min: 1, max: 46 * 4 }), { minLength: 3, maxLength: 9 }),
  });
  await fc.assert(
    fc.asyncProperty(schedule, async ({ seed, polls }) => {
      const all = arrivals(seed);
      const startMs = signIns[0]!.timeMs;
      const times = [...new Set(polls)].sort((a, b) => a - b).map((quarter) => startMs + quarter * 6 * HOUR_MS);
      const plain = await live(all, { polls: times, shuffle: 1, forget: false });
      const other = await live(all, { polls: times, shuffle: 2, forget: true });
      expect(plain.results.size).toBe(signIns.length);
      expect(other.results).toEqual(plain.results);
      for (const text of plain.results.values()) {
        const { alert, alertId } = JSON.parse(text) as Score;
        if (alert) expect(plain.told).toContain(alertId!);
      }
    }),
    { numRuns: 2 },
  );
}, 60_000);

test('a late sign-in is judged as if nothing after it had ever happened', async () => {
  const all = arrivals(7);
  const startMs = signIns[0]!.timeMs;
  const polls = [20, 26, 31, 33, 38, 41].map((day) => startMs + day * DAY_MS);
  const { results } = await live(all, { polls, shuffle: 1, forget: false });
  const order = new Map(signIns.map((one, index) => [nameOf(one), index]));
  const late = all.filter(({ signIn, atMs }) => {
    const { state } = JSON.parse(results.get(nameOf(signIn))!) as Score;
    return state === 'scored' && polls.some((pollMs) => signIn.timeMs < pollMs - 4 * HOUR_MS && atMs > pollMs);
  });
  expect(late.length).toBeGreaterThan(5);
  const some = late.filter((_, i) => i % Math.ceil(late.length / 3) === 0);
  for (const { signIn } of some) {
    const before = all.filter((one) => order.get(nameOf(one.signIn))! <= order.get(nameOf(signIn))!);
    const alone = await live(before, { polls, shuffle: 1, forget: false });
    const scoreOf = (from: ReadonlyMap<string, string>) => (JSON.parse(from.get(nameOf(signIn))!) as Score).score;
    expect(scoreOf(alone.results)).toBe(scoreOf(results));
  }
}, 60_000);

test('a takeover whose sign-ins come three days late is scored as if they were on time, and told', async () => {
  using onTime = openBench();
  onTime.add(signIns);
  await analyze({ ...onTime.ground, shard: null });
  const expected = onTime.results();
  const incidents = new Map<string, SignIn[]>();
  for (const { signIn, label } of company.signIns) {
    if (label.incident === null || signIn.timeMs < nowMs - RECENT_MS - 20 * DAY_MS) continue;
    incidents.set(label.incident, [...(incidents.get(label.incident) ?? []), signIn]);
  }
  let told = 0;
  for (const late of incidents.values()) {
    const raised = late.filter((one) => (JSON.parse(expected.get(nameOf(one))!) as Score).alert);
    if (raised.length === 0) continue;
    const names = new Set(late.map(nameOf));
    const arrivesMs = late.at(-1)!.timeMs + 3 * DAY_MS;
    using bench = openBench({ clock: () => arrivesMs });
    bench.add(signIns.filter((one) => one.timeMs < arrivesMs && !names.has(nameOf(one))));
    await analyze({ ...bench.ground, shard: null });
    bench.add(late);
    await analyze({ ...bench.ground, shard: null });
    const found = bench.results();
    const first = JSON.parse(found.get(nameOf(raised[0]!))!) as Score;
    expect(first.score).toBe((JSON.parse(expected.get(nameOf(raised[0]!))!) as Score).score);
    expect(first.alertId).not.toBeNull();
    const due = bench.store.due({ nowMs: arrivesMs, limit: 1000, notifiers: ['stdout'] });
    if (due.some(({ alertId }) => alertId === first.alertId)) told += 1;
    else expect(bench.store.alert(first.alertId!)!.history).toBe(true);
  }
  expect(told).toBeGreaterThan(0);
}, 60_000);
