// The fire drill: the same seed gives the same, each kind is what it says, the company's own alerts stay what they are.

import { expect, test } from 'bun:test';
import { DRILL_KINDS, type DrillIncident } from '../../src/domain/backtest.ts';
import type { StoredSignIn } from '../../src/domain/sign-in.ts';
import { type BacktestOptions, backtest } from '../../src/pipeline/backtest.ts';
import { openDrillSurvey, type PlannedIncident, planDrill } from '../../src/pipeline/fire-drill.ts';
import { company, openBench, signIns } from './company.ts';

const bench = openBench();
bench.add(signIns);
const firstMs = signIns[0]!.timeMs;
const newestMs = signIns.at(-1)!.timeMs;

const play = (change: Partial<BacktestOptions> = {}) =>
  backtest({
    ...bench.ground,
    budgets: [0.5, 5],
    sinceMs: Number.MIN_SAFE_INTEGER,
    untilMs: Number.MAX_SAFE_INTEGER,
    drill: { seed: 1 },
    ...change,
  });
const result = await play();
const drill = result.drill!;

const survey = openDrillSurvey();
const stored = [...bench.store.window({ fromMs: 0, toMs: newestMs + 1 })].map(({ signIn }) => signIn);
for (const signIn of stored) survey.note(signIn);
function plan(seed: number): readonly PlannedIncident[] {
  const ground = { ...bench.ground, seed, oldestMs: firstMs, newestMs, sinceMs: 0 };
  return planDrill(survey, ground).rounds.flat();
}
const planned = [1, 2, 3].flatMap(plan);
const of = (kind: DrillIncident['kind']) => planned.filter((one) => one.kind === kind);
const pastOf = ({ users, signIns: own }: PlannedIncident): StoredSignIn[] =>
  stored.filter((one) => users.includes(one.user) && one.timeMs < own[0]!.timeMs && one.outcome === 'success');
const countries = (past: readonly StoredSignIn[]) => new Set(past.map(({ ip }) => company.enrich(ip).country));
const owners = (past: readonly StoredSignIn[]) => new Set(past.map(({ ip }) => company.enrich(ip).organization));

test('a drill is the same for a seed and another for another one', async () => {
  const [again, other] = [(await play()).drill!, (await play({ drill: { seed: 2 } })).drill!];
  expect(again).toEqual(drill);
  expect(other.incidents).not.toEqual(drill.incidents);
});

test('a drill reports every kind, as invented or as left out, and every incident at every budget', () => {
  const there = new Set(drill.incidents.map(({ kind }) => kind));
  for (const kind of DRILL_KINDS) expect(there.has(kind)).toBe(!drill.without.includes(kind));
  expect(there.size).toBeGreaterThanOrEqual(9);
  expect(drill.incidents.length).toBeGreaterThanOrEqual(18);
  for (const { outcomes } of drill.budgets)
    expect(outcomes.map(({ incident }) => incident)).toEqual(drill.incidents.map(({ name }) => name));
});

test('a drill catches more at a higher budget, and most of the crude ones', () => {
  const caught = drill.budgets.map(({ outcomes }) => outcomes.filter(({ result }) => result === 'caught').length);
  expect(caught[1]!).toBeGreaterThan(caught[0]!);
  const crude = drill.incidents
    .filter(({ kind }) => kind === 'stuffing' || kind === 'campaign')
    .map(({ name }) => name);
  const atFive = drill.budgets[1]!.outcomes.filter(({ incident }) => crude.includes(incident));
  expect(atFive.filter((one) => one.result === 'caught').length).toBeGreaterThan(atFive.length / 2);
  for (const one of drill.budgets.flatMap(({ outcomes }) => outcomes)) {
    expect(one.afterSignIns === null).toBe(one.result !== 'caught');
    expect(one.afterMs === null).toBe(one.result !== 'caught');
    if (one.afterSignIns === 1) expect(one.afterMs).toBe(0);
    expect(one.alertId === null).toBe(one.result === 'missed');
  }
});

test("a drill leaves the company's own alerts and limits as they are without it", async () => {
  const plain = await play({ drill: null });
  expect(plain.drill).toBeNull();
  expect<unknown>({ ...result, drill: null }).toEqual(plain);
});

test('invented takeovers lie in the last third, in order, with names and places of their own', () => {
  const seqs = new Set<number>();
  for (const incident of planned) {
    expect(incident.signIns.length).toBeGreaterThan(0);
    const times = incident.signIns.map(({ timeMs }) => timeMs);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(times[0]!).toBeGreaterThanOrEqual(Math.floor(newestMs - (newestMs - firstMs) / 3));
    expect(times.at(-1)!).toBeLessThan(newestMs);
    for (const one of incident.signIns) {
      expect(one.seq).toBeLessThan(0);
      expect(one.id).toStartWith(`fire-drill/${incident.name}/`);
      expect(
        stored.some(
          ({ source, account, user }) => source === one.source && account === one.account && user === one.user,
        ),
      ).toBe(true);
      expect(one.ip).toBe(incident.place.ip);
    }
  }
  for (const one of plan(1).flatMap((incident) => incident.signIns)) seqs.add(one.seq);
  expect(seqs.size).toBe(plan(1).flatMap((incident) => incident.signIns).length);
});

test.each([3, 5, 99])(
  'in a round of %i people nobody is a victim twice, and never more than half of them, or four, are',
  (most) => {
    const few = openDrillSurvey();
    const users = [...survey.people.keys()].filter((user) => survey.people.get(user)!.signIns > 60).slice(0, most);
    for (const signIn of stored) if (users.includes(signIn.user)) few.note(signIn);
    const { rounds } = planDrill(few, { ...bench.ground, seed: 1, oldestMs: firstMs, newestMs, sinceMs: 0 });
    expect(rounds.length).toBeGreaterThan(1);
    for (const round of rounds) {
      const victims = round.flatMap((one) => one.users);
      expect(new Set(victims).size).toBe(victims.length);
      expect(victims.length).toBeLessThanOrEqual(Math.max(4, users.length / 2));
    }
  },
);

test.each(['hosting-abroad', 'stuffing', 'residential-abroad', 'campaign'] as const)(
  '%s comes from a country new to the victim',
  (kind) => {
    expect(of(kind).length).toBeGreaterThan(0);
    for (const one of of(kind).filter(({ users }) => users.length === 1)) {
      expect(one.place.country).not.toBeNull();
      expect(countries(pastOf(one)).has(one.place.country)).toBe(false);
    }
    for (const { userAgent } of of(kind))
      if (userAgent !== null) expect(userAgent).toMatch(/Windows NT 10.0.* Chrome\/\d+/);
  },
);

test('stuffing fails some times before it comes in', () => {
  for (const { signIns: own } of of('stuffing')) {
    const outcomes = own.map(({ outcome }) => outcome);
    expect(outcomes.filter((one) => one === 'failure').length).toBeGreaterThanOrEqual(3);
    expect(outcomes.lastIndexOf('failure')).toBeLessThan(outcomes.indexOf('success'));
  }
});

test.each(['residential-same-country', 'phish-kit'] as const)(
  '%s comes from another owner in a country of the victim',
  (kind) => {
    expect(of(kind).length).toBeGreaterThan(0);
    for (const one of of(kind)) {
      expect(countries(pastOf(one)).has(one.place.country)).toBe(true);
      expect(owners(pastOf(one)).has(one.place.organization)).toBe(false);
    }
  },
);

test("stolen-session has the victim's own user agent, within an hour of the victim", () => {
  expect(of('stolen-session').length).toBeGreaterThan(0);
  for (const one of of('stolen-session')) {
    const past = pastOf(one);
    expect(one.firstMs - past.at(-1)!.timeMs).toBeLessThanOrEqual(3_600_000);
    if (one.userAgent !== null) expect(past.map(({ userAgent }) => userAgent)).toContain(one.userAgent);
    expect(owners(past).has(one.place.organization)).toBe(false);
  }
});

test("targeted comes from a new block of the victim's own network", () => {
  expect(of('targeted').length).toBeGreaterThan(0);
  for (const one of of('targeted')) {
    const past = pastOf(one);
    expect(owners(past).has(one.place.organization)).toBe(true);
    expect(past.map(({ ip }) => company.enrich(ip).block)).not.toContain(one.place.block);
  }
});

test('a campaign has four victims from one address within a day', () => {
  for (const one of of('campaign')) {
    expect(new Set(one.users).size).toBe(4);
    const entries = one.users.map((user) => one.signIns.find((signIn) => signIn.user === user)!.timeMs);
    expect(Math.max(...entries) - Math.min(...entries)).toBeLessThan(86_400_000);
  }
});

test('api-script is a script; new-hire has days of history, dormant weeks of silence', () => {
  for (const one of of('api-script')) if (one.userAgent !== null) expect(one.userAgent).not.toContain('Mozilla');
  for (const one of of('new-hire')) expect(one.firstMs - pastOf(one)[0]!.timeMs).toBeLessThan(15 * 86_400_000);
  for (const one of of('dormant')) expect(one.firstMs - pastOf(one).at(-1)!.timeMs).toBeGreaterThan(25 * 86_400_000);
});

test('where databases know nothing, kinds that need to know are left out and the rest is played', async () => {
  const blind = await play({ enrich: () => company.enrich('192.0.2.1'), budgets: [1] });
  expect(blind.drill!.incidents).toEqual([]);
  expect(blind.drill!.without).toEqual([...DRILL_KINDS]);
});
