// What a report counts, held against the store counted another way; what it keeps of very many; and that it writes nothing.

import { afterAll, describe, expect, test } from 'bun:test';
import { existsSync, readFileSync } from 'node:fs';
import { array, assert, integer, property } from 'fast-check';
import { keepBest } from '../../src/domain/keep-best.ts';
import type { Report } from '../../src/domain/report.ts';
import { analyze } from '../../src/pipeline/analyze.ts';
import { gatherReport } from '../../src/pipeline/report.ts';
import { openHours, openScores } from '../../src/pipeline/report-charts.ts';
import { giveVerdicts } from '../../src/pipeline/verdict.ts';
import type { ScoredSignIn } from '../../src/store/contract.ts';
import { score, signIn } from '../view/sample.ts';
import { type Bench, company, nowMs, openBench, signIns } from './company.ts';

const bench = openBench();
bench.add(signIns);
await analyze({ ...bench.ground, shard: null });
afterAll(() => bench[Symbol.dispose]());

const DAY_MS = 86_400_000;
const whole = { user: null, fromMs: 0, toMs: nowMs };
const gather = (scope: Report['scope'], { ground }: Bench = bench) =>
  gatherReport({ ...ground, databases: [] }, { scope });
const stored = (from = 0, to = nowMs): ScoredSignIn[] => [...bench.store.window({ fromMs: from, toMs: to })];
const report = gather(whole);

describe('gatherReport()', () => {
  test('counts what is stored', () => {
    const rows = stored();
    const judged = rows.filter(({ score: one }) => one !== null && one.state !== 'unscored');
    expect(report.totals).toEqual({
      signIns: rows.length,
      failed: rows.filter(({ signIn: one }) => one.outcome !== 'success').length,
      users: new Set(rows.map(({ signIn: one }) => one.user)).size,
      learningUsers: report.totals.learningUsers,
      judged: judged.length,
      learning: judged.filter(({ score: one }) => one!.state === 'learning').length,
      pending: 0,
      firstMs: rows[0]!.signIn.timeMs,
      lastMs: rows.at(-1)!.signIn.timeMs,
    });
    expect(report.signIns.all).toBe(judged.length);
    expect(report.people.all).toBe(report.totals.users);
  });

  test('every successful sign-in is in the hours, every judged one in the scores, every placed one on the map', () => {
    const { totals, hours, scores, places, sources } = report;
    expect(hours.columns.flat().reduce((a, b) => a + b)).toBe(totals.signIns - totals.failed);
    expect(scores.cells.reduce((a, b) => a + b)).toBe(totals.judged);
    const placed = stored().filter(
      ({ signIn: one }) => one.outcome === 'success' && company.enrich(one.ip).precision !== 'none',
    );
    expect(places.shown.reduce((sum, one) => sum + one.signIns, 0)).toBe(placed.length);
    expect(sources.reduce((sum, one) => sum + one.signIns, 0)).toBe(totals.signIns);
  });

  test('the hours are those of the sign-ins', () => {
    const { hours } = report;
    const day = hours.columns.findIndex((column) => column.some((count) => count > 0));
    const startMs = hours.startMs + day * DAY_MS;
    const counted = new Array<number>(24).fill(0);
    for (const { signIn: one } of stored(startMs, startMs + DAY_MS))
      if (one.outcome === 'success') counted[new Date(one.timeMs).getUTCHours()]! += 1;
    expect(hours.columns[day]).toEqual(counted);
  });

  test('shows the strangest sign-ins, strangest first', () => {
    const scores = report.signIns.shown.map(({ score: one }) => one!.score!);
    const all = stored().flatMap(({ score: one }) => one?.score ?? []);
    expect(scores).toEqual(all.sort((a, b) => b - a).slice(0, scores.length));
    expect(report.signIns.shown.every(({ signIn: one }) => one.raw === '')).toBe(true);
  });

  test('tells every alert with the sign-in that raised it', () => {
    const alerts = bench.store.alerts({});
    expect(alerts.length).toBeGreaterThan(1);
    expect(report.alerts.shown.map(({ alert }) => alert.id).sort()).toEqual(alerts.map(({ id }) => id).sort());
    for (const { alert, raised, usual, signIns: members } of report.alerts.shown) {
      expect(raised!.signIn.seq).toBe(alert.seq);
      expect(raised!.device).toBeDefined();
      expect(usual.length).toBeGreaterThan(0);
      expect(members.every(({ score: one }) => one!.alertId === alert.id)).toBe(true);
    }
    const marked = report.people.shown.reduce((sum, one) => sum + one.alerts, 0);
    expect(marked).toBe(alerts.length);
  });

  test('a window ends before its end and begins at its beginning', () => {
    const fromMs = stored()[100]!.signIn.timeMs;
    const toMs = stored()[300]!.signIn.timeMs;
    const part = gather({ user: null, fromMs, toMs });
    expect(part.totals.signIns).toBe(stored(fromMs, toMs).length);
    expect([part.totals.firstMs, part.totals.lastMs! < toMs]).toEqual([fromMs, true]);
    for (const { alert } of part.alerts.shown) expect(alert.lastMs >= fromMs && alert.firstMs < toMs).toBe(true);
  });

  test('of one user: only theirs, newest first, with habits and way', () => {
    const { user } = bench.store.alerts({})[0]!;
    const one = gather({ ...whole, user });
    const own = [...bench.store.window({ fromMs: 0, toMs: nowMs, user })];
    expect(one.totals.signIns).toBe(own.length);
    expect(one.signIns.shown.map(({ signIn: { seq } }) => seq)).toEqual(own.map((row) => row.signIn.seq).reverse());
    expect(one.alerts.shown.some(({ alert }) => alert.user === user)).toBe(true);
    expect(one.habits!.signIns).toBe(own.length);
    expect(report.habits).toBeNull();
  });

  test('says what became of each alert, and what allowances hid', () => {
    using other = openBench();
    other.add(signIns);
    other.store.commitSlice({
      ...{ scores: [], baselines: [], orgFacts: [], deliveries: [], meta: new Map() },
      alerts: report.alerts.shown.map(({ alert }) => alert),
    });
    const [first, second] = report.alerts.shown.map(({ alert }) => alert);
    giveVerdicts(other.ground, [{ alert: first!, action: 'confirmed', timeMs: nowMs, by: 'bob', reason: 'asked' }]);
    other.store.addAllowance(
      {
        ...{ kind: 'allow', user: second!.user, asn: null, owner: null, address: null, countries: ['NL'] },
        ...{ device: null, fromMs: null, untilMs: nowMs + DAY_MS, note: 'a trip', by: 'bob', addedMs: nowMs },
      },
      [{ alertId: second!.id, seq: second!.seq, timeMs: second!.lastMs }],
    );
    const told = gather(whole, other);
    expect(told.verdicts).toEqual({ open: report.alerts.all - 2, confirmed: 1, dismissed: 0, muted: 1 });
    expect(told.alerts.shown.at(-1)!.alert.id).toBe(second!.id);
    expect(told.allowances.shown).toMatchObject([{ state: 'standing', alerts: 1, signIns: 1, lastMs: second!.lastMs }]);
    const before = gather({ ...whole, toMs: second!.firstMs }, other);
    expect(before.allowances.shown).toMatchObject([{ alerts: 0, signIns: 0, lastMs: null }]);
  });

  test('of nothing: nothing, and no error', () => {
    using empty = openBench();
    const none = gather(whole, empty);
    expect([none.totals.signIns, none.totals.firstMs, none.alerts.all, none.places.all]).toEqual([0, null, 0, 0]);
  });

  test('writes nothing', () => {
    const bytes = () =>
      ['', '-wal'].map((end) => bench.store.path + end).map((path) => existsSync(path) && Bun.hash(readFileSync(path)));
    const before = bytes();
    gather(whole);
    expect(bytes()).toEqual(before);
  });

  test('stops where it is asked to', () => {
    const controller = new AbortController();
    controller.abort();
    const many = { ...bench.store, window: () => manyRows(50_000), alerts: () => [] };
    const ground = { ...bench.ground, store: many, databases: [] };
    expect(gatherReport(ground, { scope: whole, signal: controller.signal }).totals.signIns).toBe(2000);
  });

  test('of very many sign-ins keeps only the first hundreds, and a giant text only its beginning', () => {
    const store = { ...bench.store, window: () => manyRows(20_000), alerts: () => [] };
    const many = gatherReport({ ...bench.ground, store, databases: [] }, { scope: whole });
    expect(many.totals.signIns).toBe(20_000);
    expect([many.signIns.shown.length, many.signIns.all]).toEqual([100, 20_000]);
    expect([many.people.shown.length, many.people.all]).toEqual([200, 5000]);
    expect(JSON.stringify(many).length).toBeLessThan(400_000);
  });
});

function* manyRows(count: number): Generator<ScoredSignIn> {
  const fromMs = nowMs - 30 * DAY_MS;
  for (let i = 0; i < count; i++) {
    const one = { seq: i + 1, timeMs: fromMs + i * 60_000, user: `u${i % 5000}`, userAgent: 'x'.repeat(50_000) };
    yield { signIn: signIn(one), score: score({ seq: i + 1, score: (i % 997) / 1000 }), features: null };
  }
}

describe('charts', () => {
  test('several days share a column where there are very many', () => {
    const hours = openHours({ fromMs: 0, toMs: 1000 * DAY_MS });
    hours.add(999 * DAY_MS + 5 * 3_600_000);
    hours.add(5000 * DAY_MS);
    const { columns, daysPerColumn } = hours.result();
    expect(columns.length).toBeLessThanOrEqual(92);
    expect(daysPerColumn * columns.length).toBeGreaterThanOrEqual(1000);
    expect(columns.at(-1)![5]).toBe(1);
  });

  test('scores keep within the picture, and a limit is the highest of its column', () => {
    const scores = openScores({ fromMs: 1000, toMs: 2000 });
    for (const [timeMs, value, threshold] of [
      [0, 0, 0.6],
      [1000, 1, 0.7],
      [9000, 0.5, 0.5],
    ] as const)
      scores.add(timeMs, score({ score: value, threshold }));
    const { cells, columns, rows, limits } = scores.result();
    expect([cells[0], cells[(rows - 1) * columns], cells[25 * columns + columns - 1]]).toEqual([1, 1, 1]);
    expect([limits[0], limits[1], limits.at(-1)]).toEqual([0.7, null, 0.5]);
  });
});

test('keepBest() keeps what sorting would have put first', () => {
  assert(
    property(array(integer({ min: 0, max: 30 })), integer({ min: 0, max: 8 }), (numbers, most) => {
      const best = keepBest<{ n: number; i: number }>(most, (a, b) => b.n - a.n);
      const items = numbers.map((n, i) => ({ n, i }));
      for (const item of items) best.add(item);
      expect(best.cut()).toEqual({ shown: [...items].sort((a, b) => b.n - a.n).slice(0, most), all: numbers.length });
    }),
  );
});
