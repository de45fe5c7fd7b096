// A backtest as text, JSON lines and CSV: figures that can be checked by hand, hostile names, what is said of empty ones.

import { expect, test } from 'bun:test';
import type { Backtest, Drill, DrillIncident, DrillOutcome, WouldAlert } from '../../src/domain/backtest.ts';
import { backtestText } from '../../src/view/backtest.ts';
import { budgetFigures, byUser, byWeek, drillFigures } from '../../src/view/backtest-figures.ts';
import { backtestCsvLines, backtestJsonLines } from '../../src/view/backtest-lines.ts';
import { LAGOS, MAC_CHROME, PLAIN } from './sample.ts';

const DAY_MS = 86_400_000;
/** A Thursday. */
const START_MS = Date.UTC(2026, 0, 1);
const VIEW = { ...PLAIN, configured: 1 };

function would(change: Partial<WouldAlert> = {}): WouldAlert {
  return {
    id: 'a-first2',
    kind: 'sign-in',
    user: 'ada@example.com',
    severity: 'high',
    firstMs: START_MS + DAY_MS,
    lastMs: START_MS + 2 * DAY_MS,
    score: 0.91,
    threshold: 0.8,
    component: 'network',
    reasons: [{ component: 'network', text: 'Hetzner is new to ada.' }],
    signIns: 2,
    known: 'new',
    storedId: null,
    muted: null,
    ...change,
  };
}

const second = would({
  id: 'a-second',
  user: 'grace@example.com',
  firstMs: START_MS + 8 * DAY_MS,
  component: 'device',
});

const backtest: Backtest = {
  fromMs: START_MS,
  toMs: START_MS + 14 * DAY_MS,
  signIns: 500,
  learning: 20,
  users: 4,
  replayed: 600,
  known: { confirmed: 2, dismissed: 0, open: 1 },
  allowances: [],
  budgets: [
    {
      budget: 1,
      alerts: [would({ known: 'confirmed', storedId: 'a-stored' })],
      limit: 0.79,
      missedConfirmed: ['a-missed'],
    },
    {
      budget: 2,
      alerts: [would({ known: 'confirmed', storedId: 'a-stored' }), second],
      limit: 0.76,
      missedConfirmed: [],
    },
  ],
  drill: null,
};

function incident(name: string, change: Partial<DrillIncident> = {}): DrillIncident {
  return {
    name,
    kind: 'targeted',
    users: ['ada@example.com'],
    firstMs: START_MS + 9 * DAY_MS,
    signIns: 3,
    failures: 0,
    source: 'slack',
    place: LAGOS,
    userAgent: MAC_CHROME,
    ...change,
  };
}

function outcome(name: string, change: Partial<DrillOutcome> = {}): DrillOutcome {
  return {
    incident: name,
    result: 'caught',
    alertId: 'a-drill2',
    mutedBy: null,
    afterSignIns: 1,
    afterMs: 0,
    score: 0.9,
    threshold: 0.8,
    component: 'device',
    ...change,
  };
}

const MISSED = { result: 'missed', alertId: null, afterSignIns: null, afterMs: null } as const;
const drill: Drill = {
  seed: 3,
  incidents: [
    incident('drill-01'),
    incident('drill-02', { kind: 'campaign', users: ['a', 'b', 'c', 'd'] }),
    incident('drill-03'),
  ],
  without: ['dormant'],
  budgets: [
    {
      budget: 1,
      outcomes: [
        outcome('drill-01', MISSED),
        outcome('drill-02'),
        outcome('drill-03', { ...MISSED, result: 'joined', alertId: 'a-open22' }),
      ],
    },
    {
      budget: 2,
      outcomes: [
        outcome('drill-01', { afterSignIns: 2, afterMs: 45 * 60_000 }),
        outcome('drill-02'),
        outcome('drill-03', { afterSignIns: 3, afterMs: 5 * 3_600_000 }),
      ],
    },
  ],
};

test('budgetFigures() counts per thousand sign-ins and per week', () => {
  expect(budgetFigures(backtest, backtest.budgets[1]!)).toEqual({
    budget: 2,
    alerts: 2,
    perThousand: 4,
    perWeek: 1,
    users: 2,
    muted: 0,
    known: { confirmed: 1, dismissed: 0, open: 0, new: 1 },
  });
  const none: Backtest = { ...backtest, signIns: 0, fromMs: null, toMs: null };
  expect(budgetFigures(none, { ...backtest.budgets[0]!, alerts: [] })).toMatchObject({
    perThousand: null,
    perWeek: null,
  });
});

test('byWeek() has every week from Monday on, those without an alert too', () => {
  expect(byWeek(backtest)).toEqual([
    { name: '2025-12-29', counts: [1, 1] },
    { name: '2026-01-05', counts: [0, 1] },
    { name: '2026-01-12', counts: [0, 0] },
  ]);
});

test('byUser() has the most first, and takes any name', () => {
  const alerts = [would({ user: '__proto__' }), would({ user: '__proto__', id: 'a-other2' }), second];
  expect(byUser([{ ...backtest.budgets[0]!, alerts }])).toEqual([
    { name: '__proto__', counts: [2] },
    { name: 'grace@example.com', counts: [1] },
  ]);
});

test('drillFigures() tells caught from joined and missed, and the middle of the times', () => {
  expect(drillFigures(drill, { index: 0 })).toMatchObject({
    incidents: 3,
    caught: 1,
    joined: 1,
    missed: 1,
    atOnce: 1,
    medianMs: 0,
  });
  expect(drillFigures(drill, { index: 1 })).toMatchObject({ caught: 3, atOnce: 1, medianMs: 45 * 60_000 });
  expect(drillFigures(drill, { index: 1, kind: 'targeted' })).toMatchObject({ incidents: 2, caught: 2, atOnce: 0 });
  expect(drillFigures(drill, { index: 0, kind: 'stuffing' })).toMatchObject({ incidents: 0, medianMs: null });
});

test('backtestText() says what it is no measure of, what was found, and what a budget would miss', () => {
  const text = backtestText(backtest, VIEW);
  expect(text).toContain('not how much of it is false');
  expect(text).toMatch(/1 \(config\) +1 +2\.0 +0\.5 +1 +1 of 2/);
  expect(text).toMatch(/\n2 +2 +4\.0 +1\.0 +2 +2 of 2/);
  expect(text).toContain('At budget 1 the confirmed a-missed would not have been told.');
  expect(text).toMatch(/a-second +2 +2026-01-09 00:00/);
  expect(text).toContain('confirmed as a-stored');
  expect(text).toContain('Hetzner is new to ada.');
  expect(text).not.toContain('Fire drill');
});

test('backtestText() fits the terminal', () => {
  for (const width of [60, 80, 120]) {
    const text = backtestText({ ...backtest, drill }, { ...VIEW, width });
    for (const line of text.split('\n')) expect(Bun.stringWidth(line)).toBeLessThanOrEqual(width);
  }
});

test('backtestText() of a drill has caught of invented by kind, how soon, and what is left out', () => {
  const text = backtestText({ ...backtest, drill }, { ...VIEW, width: Number.POSITIVE_INFINITY });
  expect(text).toMatch(/targeted +0 of 2 +2 of 2/);
  expect(text).toMatch(/campaign +1 of 1 +1 of 1/);
  expect(text).toMatch(/all +1 of 3 +3 of 3/);
  expect(text).toMatch(/median time to alert +at once +45 min/);
  expect(text).toContain('a and 3 more');
  expect(text).toContain('in a-open22');
  expect(text).toMatch(/Left out.*dormant/);
});

test('what is allowed is counted by what hides it, in text, JSON and CSV, and a muted takeover is not caught', () => {
  const conditions = {
    user: 'ada@example.com',
    asn: null,
    owner: 'Hetzner',
    address: null,
    countries: [],
    device: null,
  };
  const times = { fromMs: null, untilMs: START_MS + 30 * DAY_MS, addedMs: START_MS, removed: null };
  const some = { kind: 'allow' as const, ...conditions, ...times, note: 'a trial', by: null };
  const allowances = [
    { ...some, id: 'ok-1' },
    { ...some, id: 'ok-2', user: null },
  ];
  const muted = { allowanceId: 'ok-2', note: 'a trial' };
  const budgets = [{ ...backtest.budgets[1]!, alerts: [would({ muted }), second] }];
  const hidden = { ...backtest, allowances, budgets };
  expect(budgetFigures(hidden, budgets[0]!)).toMatchObject({ alerts: 2, muted: 1 });
  const text = backtestText(hidden, { ...VIEW, width: Number.POSITIVE_INFINITY });
  expect(text).toMatch(/\nok-2 anybody from Hetzner +1\nok-1 ada@example.com from Hetzner +0\n/);
  expect(text).toMatch(/a-first2 .* new +ok-2 /);
  const [, budget, alert] = [...backtestJsonLines(hidden, { configured: 1 })].map((line) => JSON.parse(line));
  expect(budget).toMatchObject({
    muted: 1,
    by_allowance: [
      { allowance: 'ok-1', alerts: 0 },
      { allowance: 'ok-2', alerts: 1 },
    ],
  });
  expect(alert.muted).toEqual({ allowance: 'ok-2', note: 'a trial' });
  expect([...backtestCsvLines(hidden)][1]).toEndWith(',ok-2,a trial\r\n');
  const result = { ...MISSED, result: 'muted', alertId: 'a-first2', mutedBy: 'ok-2' } as const;
  const outcomes = [outcome('drill-01', result), outcome('drill-02'), outcome('drill-03', MISSED)];
  const hushed = { ...drill, budgets: [{ budget: 1, outcomes }] };
  expect(drillFigures(hushed, { index: 0 })).toMatchObject({ caught: 1, muted: 1, joined: 0, missed: 1 });
  expect(backtestText({ ...backtest, drill: hushed }, { ...VIEW, width: Number.POSITIVE_INFINITY })).toContain(
    'muted by ok-2',
  );
});

test('a drill nobody could be the victim of says so', () => {
  const text = backtestText({ ...backtest, drill: { seed: 1, incidents: [], without: [], budgets: [] } }, VIEW);
  expect(text).toContain('No takeover could be invented');
});

test('backtestJsonLines() are typed objects in a fixed order, inert and whole', () => {
  const hostile = would({ user: 'x\u001b[31m\u202e', reasons: [{ component: 'device', text: '\u0000' }] });
  const lines = [
    ...backtestJsonLines(
      { ...backtest, budgets: [{ ...backtest.budgets[0]!, alerts: [hostile] }], drill },
      { configured: 1 },
    ),
  ];
  for (const line of lines) expect(line).toMatch(/^[ -~…]+\n$/u);
  const objects = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(objects.map(({ type }) => type)).toEqual([
    'backtest',
    'budget',
    'alert',
    'drill',
    'drill_budget',
    'drill_budget',
    'incident',
    'incident',
    'incident',
  ]);
  expect(objects[1]).toMatchObject({
    budget: 1,
    configured: true,
    per_1000_sign_ins: 2,
    missed_confirmed: ['a-missed'],
    by_user: [{ user: hostile.user, alerts: 1 }],
  });
  expect(objects[2]).toMatchObject({ user: hostile.user, known: 'new', first: '2026-01-02T00:00:00.000Z' });
  expect(objects[5]).toMatchObject({
    caught: 3,
    median_minutes: 45,
    by_kind: { targeted: { incidents: 2, caught: 2 } },
  });
  expect(objects[6]).toMatchObject({
    name: 'drill-01',
    outcomes: [
      { budget: 1, result: 'missed' },
      { budget: 2, after_minutes: 45 },
    ],
  });
});

test('backtestCsvLines() have as many cells as columns and no formula', () => {
  const armed = would({ user: '=cmd()', reasons: [{ component: 'device', text: '+1' }] });
  const alerts = [...backtestCsvLines({ ...backtest, budgets: [{ ...backtest.budgets[0]!, alerts: [armed] }] })];
  expect(alerts).toHaveLength(2);
  expect(alerts[1]).toContain("'=cmd()");
  expect(alerts[1]).toEndWith(",'+1,,\r\n");
  expect(alerts[1]!.split(',').length).toBe(alerts[0]!.split(',').length);
  const incidents = [
    ...backtestCsvLines({
      ...backtest,
      drill: { ...drill, incidents: drill.incidents.map((one) => ({ ...one, userAgent: '-x' })) },
    }),
  ];
  expect(incidents).toHaveLength(1 + 2 * 3);
  expect(new Set(incidents.map((line) => line.split(',').length)).size).toBe(1);
  expect(incidents[1]).toContain("'-x");
});
