// What is allowed is told to nobody and changes nothing else: scores, limits, baselines and alerts are as without. What it does not
// cover is told, also where it joins something hidden.

import { Database } from 'bun:sqlite';
import { afterAll, describe, expect, test } from 'bun:test';
import { shippedDetector } from '../../src/detector/shipped.ts';
import type { NewAllowance } from '../../src/domain/allowance.ts';
import { allow } from '../../src/pipeline/allow.ts';
import type { AnalysisGround } from '../../src/pipeline/analysis.ts';
import { analyze } from '../../src/pipeline/analyze.ts';
import { backtest } from '../../src/pipeline/backtest.ts';
import { giveVerdicts } from '../../src/pipeline/verdict.ts';
import type { Store } from '../../src/store/contract.ts';
import { agent } from '../scenarios/agents.ts';
import { usualDay } from '../scenarios/everyday.ts';
import { address, enrich, type NetworkName } from '../scenarios/networks.ts';
import { at, type Draft, failures, signIn } from '../scenarios/sign-ins.ts';
import { openStage, removeStages } from '../scenarios/stage.ts';

afterAll(removeStages);

const NOW = at(6, '12:00');
const ADA = 'ada@example.com';
const from = (name: string, network: NetworkName, when: readonly [number, string], what: Partial<Draft> = {}) =>
  signIn(name, at(...when), { ip: address(network, 9, 80), ...what });
const STRANGE = { userAgent: agent('pythonRequests') };

/** The limit is low enough that being abroad alerts by itself. */
function groundOf(store: Store): AnalysisGround {
  const set = { historyLimitMs: null, alertBudget: 5, notifiers: ['stdout'], sources: ['slack', 'gsuite', 'okta'] };
  return { store, detector: shippedDetector(), enrich, clock: () => NOW, ...set };
}

let added = 0;

function recordsOf(drafts: readonly Draft[]) {
  return drafts.map(({ intruder: _, ...rest }) => ({
    ...rest,
    id: `m-${String(++added).padStart(5, '0')}`,
    raw: '{}',
  }));
}

async function live(store: Store, drafts: readonly Draft[]) {
  store.addSignIns(recordsOf(drafts), { resolveUser: (_source, account) => account, nowMs: NOW });
  return analyze({ ...groundOf(store), shard: null });
}

function trip(change: Partial<NewAllowance> = {}): NewAllowance {
  const conditions = { user: ADA, asn: null, owner: null, address: null, countries: ['BR'], device: null };
  const rest = { fromMs: null, untilMs: at(30, '00:00'), note: 'a fair', by: 'grace', addedMs: NOW };
  return { kind: 'trip', ...conditions, ...rest, ...change };
}

const network = (owner: string, change: Partial<NewAllowance> = {}): NewAllowance =>
  trip({ kind: 'allow', countries: [], owner, ...change });

function stateOf(store: Store) {
  const alerts = store.alerts({}).filter(({ lastMs }) => lastMs > at(0, '00:00'));
  const sent = store.due({ nowMs: Number.MAX_SAFE_INTEGER, limit: 1000, notifiers: ['stdout'] });
  return {
    alerts,
    muted: alerts.map(({ muted }) => muted?.allowanceId ?? null),
    sent: sent.flatMap(({ message }) => (message.type === 'alert' ? [[message.alertId, message.part]] : [])),
  };
}

describe('a trip', () => {
  test('hides what being there explains, with a record', async () => {
    using stage = openStage();
    const { store } = stage;
    store.addAllowance(trip());
    const summary = await live(store, [...usualDay('ada', 0), from('ada', 'vivo', [2, '09:00'])]);
    const { alerts, muted, sent } = stateOf(store);
    expect(summary).toMatchObject({ alerts: 0, muted: 1, raised: [] });
    expect(alerts[0]).toMatchObject({ status: 'open', muted: { allowanceId: 'trip-1', note: 'a fair' } });
    expect([muted, sent]).toEqual([['trip-1'], []]);
    const { seq, id } = alerts[0]!;
    expect(store.mutes({ alertId: id })).toEqual([
      {
        alertId: id,
        seq,
        allowanceId: 'trip-1',
        note: 'a fair',
        timeMs: at(2, '09:00'),
        recordedMs: NOW,
        later: false,
      },
    ]);
    expect(store.signIn(seq)!.score).toMatchObject({ alert: true, alertId: id });
  });

  test.each<[string, Partial<NewAllowance>, Draft]>([
    ['another country', {}, from('ada', 'viettel', [2, '09:00'])],
    ['after its end', { untilMs: at(2, '08:59') }, from('ada', 'vivo', [2, '09:00'])],
    ['before its beginning', { fromMs: at(2, '09:01') }, from('ada', 'vivo', [2, '09:00'])],
    ['somebody else', { user: 'iris@example.com' }, from('ada', 'vivo', [2, '09:00'])],
    ['an unknown device', {}, from('ada', 'vivo', [2, '09:00'], STRANGE)],
    ['a rented server with the own browser', { countries: ['SG'] }, from('ada', 'vultr', [2, '09:00'])],
    ['an impossible journey', {}, from('ada', 'vivo', [0, '19:10'])],
    ['a warning of the app', {}, from('ada', 'vivo', [2, '09:00'], { warning: 'suspicious_login' })],
  ])('%s is told', async (_, change, draft) => {
    using stage = openStage();
    stage.store.addAllowance(trip(change));
    await live(stage.store, [...usualDay('ada', 0), draft]);
    const { muted, sent } = stateOf(stage.store);
    expect([muted, sent.length]).toEqual([[null], 1]);
  });

  test('what joins it and is not covered makes it heard: told as new, and no longer hidden', async () => {
    using stage = openStage();
    const { store } = stage;
    store.addAllowance(trip());
    const summary = await live(store, [
      ...usualDay('ada', 0),
      from('ada', 'vivo', [2, '09:00']),
      from('ada', 'vivo', [3, '09:00'], STRANGE),
    ]);
    const { alerts, muted, sent } = stateOf(store);
    expect(summary).toMatchObject({ alerts: 1, muted: 1 });
    expect([muted, sent]).toEqual([[null], [[alerts[0]!.id, 1]]]);
    expect(alerts[0]!.seq).toBe(summary.raised[0]!);
    expect(store.mutes({ alertId: alerts[0]!.id }).map(({ allowanceId }) => allowanceId)).toEqual(['trip-1', null]);
    // The device is part of what was told: it does not become known by coming again.
    await live(store, [from('ada', 'vivo', [4, '09:00'], { ...STRANGE, warning: 'suspicious_login' })]);
    expect(stateOf(store).muted).toEqual([null]);
  });
});

describe('an allowance', () => {
  test.each<[string, NewAllowance, Draft, boolean]>([
    ['of a network, by name', network('The Constant'), from('ada', 'vultr', [2, '09:00'], STRANGE), true],
    ['of a network, by part of a name', network('Constant'), from('ada', 'vultr', [2, '09:00']), false],
    [
      'of an address',
      network('', { owner: null, address: `${address('vultr', 9, 80)}/32` }),
      from('ada', 'vultr', [2, '09:00']),
      true,
    ],
    ['of everybody', network('The Constant', { user: null }), from('ada', 'vultr', [2, '09:00']), true],
    [
      'of a device',
      network('', { owner: null, device: 'python-requests' }),
      from('ada', 'vultr', [2, '09:00'], STRANGE),
      true,
    ],
    [
      'of another device',
      network('', { owner: null, device: 'curl' }),
      from('ada', 'vultr', [2, '09:00'], STRANGE),
      false,
    ],
  ])('%s', async (_, given, draft, hides) => {
    using stage = openStage();
    stage.store.addAllowance(given);
    await live(stage.store, [...usualDay('ada', 0), draft]);
    const { muted, sent } = stateOf(stage.store);
    expect([muted, sent.length]).toEqual([[hides ? 'ok-1' : null], hides ? 0 : 1]);
  });

  test('hides what raises an alert again, unless it is by something it does not speak of', async () => {
    using stage = openStage();
    const { store } = stage;
    store.addAllowance(network('The Constant'));
    const warned = { warning: 'suspicious_login' };
    const drafts = [from('ada', 'vultr', [2, '09:00']), from('ada', 'vultr', [2, '09:30'], warned)];
    await live(store, [...usualDay('ada', 0), ...drafts]);
    const { alerts, muted, sent } = stateOf(store);
    const told = store.signInsOfAlert(alerts[0]!.id).filter(({ score }) => score!.alert);
    expect(told).toHaveLength(2);
    expect([muted, sent]).toEqual([[null], [[alerts[0]!.id, 1]]]);
  });

  test('of an alert that a person was told of hides the open one, withdraws its message, and is not undone by its removal', async () => {
    using stage = openStage();
    const { store } = stage;
    await live(store, [...usualDay('ada', 0), from('ada', 'vivo', [2, '09:00'])]);
    const [before] = stateOf(store).alerts;
    expect(stateOf(store).sent).toHaveLength(1);
    expect(allow(groundOf(store), trip({ countries: ['SG'] })).alertIds).toEqual([]);
    const { allowance, alertIds } = allow(groundOf(store), trip());
    expect(alertIds).toEqual([before!.id]);
    expect(stateOf(store)).toMatchObject({ muted: [allowance.id], sent: [] });
    expect(store.mutes({ alertId: before!.id })).toMatchObject([{ allowanceId: allowance.id, later: true }]);
    store.removeAllowances([allowance.id], { timeMs: NOW, by: null });
    expect(stateOf(store).muted).toEqual([allowance.id]);
    // What comes after the removal is told.
    await live(store, [from('ada', 'vivo', [3, '09:00'], STRANGE)]);
    expect(stateOf(store)).toMatchObject({ muted: [null], sent: [[before!.id, 1]] });
  });

  test('does not hide an open alert with something in it that it does not cover', async () => {
    using stage = openStage();
    const { store } = stage;
    const drafts = [from('ada', 'vivo', [2, '09:00']), from('ada', 'vivo', [2, '13:00'], STRANGE)];
    await live(store, [...usualDay('ada', 0), ...drafts]);
    expect(allow(groundOf(store), trip()).alertIds).toEqual([]);
    expect(allow(groundOf(store), network('', { owner: null, device: 'Chrome' })).alertIds).toEqual([]);
    expect(allow(groundOf(store), trip({ kind: 'allow', countries: [], user: ADA })).alertIds).toHaveLength(1);
  });

  test('leaves an answered alert as it is', async () => {
    using stage = openStage();
    const { store } = stage;
    await live(store, [...usualDay('ada', 0), from('ada', 'vivo', [2, '09:00'])]);
    const [alert] = stateOf(store).alerts;
    giveVerdicts(groundOf(store), [{ alert: alert!, action: 'confirmed', timeMs: NOW, by: null, reason: null }]);
    expect(allow(groundOf(store), trip()).alertIds).toEqual([]);
    expect(stateOf(store).muted).toEqual([null]);
  });
});

describe('a campaign', () => {
  const VICTIMS = ['ada', 'ben', 'emma', 'iris'];
  const wave = () => VICTIMS.map((name, i) => from(name, 'vultr', [2, `09:${i}0`], STRANGE));

  test.each<[string, readonly string[], readonly (string | null)[], number]>([
    ['nobody allowed: two alerts and the campaign', [], [null, null, null], 3],
    ['everybody covered: all hidden', VICTIMS, ['all', 'all', 'all'], 0],
    ['all but the first: the campaign is told', ['ben', 'emma', 'iris'], [null, 'all', null], 2],
    ['all but the last: it makes the hidden campaign heard', ['ada', 'ben', 'emma'], ['all', 'all', null], 1],
    ['all but the third: the campaign is told', ['ada', 'ben', 'iris'], ['all', 'all', null], 1],
  ])('with %s', async (_, covered, expected, messages) => {
    using stage = openStage();
    const { store } = stage;
    for (const name of covered) store.addAllowance(network('The Constant', { user: `${name}@example.com` }));
    await live(store, [...VICTIMS.flatMap((name) => usualDay(name, 0)), ...wave()]);
    const { alerts, sent } = stateOf(store);
    const inOrder = [...alerts].sort((a, b) => a.firstMs - b.firstMs);
    expect(inOrder.map(({ kind }) => kind)).toEqual(['sign-in', 'sign-in', 'campaign']);
    expect(inOrder.map(({ muted }): string | null => (muted === null ? null : 'all'))).toEqual([...expected]);
    expect(sent).toHaveLength(messages);
  });
});

test.each([[[1, 2, 3]], [[3, 2, 1]]])(
  'parts %p of a split analysis know what the others hide: a campaign is hidden where all its people are covered',
  async (parts) => {
    const victims = ['ada', 'ben', 'emma', 'iris'];
    const wave = victims.map((name, i) => from(name, 'vultr', [2, `09:${i}0`], STRANGE));
    const lived = async (covered: readonly string[]) => {
      using stage = openStage();
      const { store } = stage;
      for (const name of covered) store.addAllowance(network('The Constant', { user: `${name}@example.com` }));
      const records = recordsOf([...victims.flatMap((name) => usualDay(name, 0)), ...wave]);
      store.addSignIns(records, { resolveUser: (_source, account) => account, nowMs: NOW });
      for (const index of parts) await analyze({ ...groundOf(store), shard: { index, of: 3 } });
      return { campaigns: store.alerts({}).filter(({ kind }) => kind === 'campaign').length, ...stateOf(store) };
    };
    const all = await lived(victims);
    expect([all.campaigns, all.sent, all.muted.includes(null)]).toEqual([1, [], false]);
    const some = await lived(victims.slice(1));
    expect(some.campaigns).toBe(1);
    expect(some.sent.length).toBeGreaterThan(0);
  },
);

describe('backtest()', () => {
  test('says of each alert what would hide it, by event time, and misses a confirmed takeover that is allowed', async () => {
    using stage = openStage();
    const { store } = stage;
    await live(store, [
      ...usualDay('ada', 0),
      from('ada', 'vultr', [2, '09:00'], STRANGE),
      from('iris', 'vivo', [2, '10:00']),
    ]);
    const play = async () => {
      const { budgets, allowances } = await backtest({
        ...groundOf(store),
        ...{ budgets: [5], sinceMs: at(0, '00:00'), untilMs: at(30, '00:00'), drill: null },
      });
      const [outcome] = budgets;
      const hidden = outcome!.alerts.flatMap(({ user, muted }) => (muted === null ? [] : [[user, muted.allowanceId]]));
      return {
        hidden,
        missed: outcome!.missedConfirmed,
        allowed: allowances.map(({ id }) => id),
        all: outcome!.alerts.length,
      };
    };
    const before = await play();
    expect(before).toMatchObject({ hidden: [], missed: [], allowed: [] });
    const taken = store.alerts({ user: ADA }).find(({ firstMs }) => firstMs > at(2, '00:00'))!;
    giveVerdicts(groundOf(store), [{ alert: taken, action: 'confirmed', timeMs: NOW, by: null, reason: null }]);
    store.addAllowance(network('The Constant', { user: null }));
    store.addAllowance(trip({ user: 'iris@example.com' }));
    store.addAllowance(trip({ kind: 'allow', user: ADA, countries: [], untilMs: at(1, '00:00') }));
    const after = await play();
    expect(after).toMatchObject({
      hidden: [
        [ADA, 'ok-1'],
        ['iris@example.com', 'trip-2'],
      ],
      missed: [taken.id],
      allowed: ['ok-1', 'trip-2', 'ok-3'],
      all: before.all,
    });
    store.removeAllowances(['ok-1', 'trip-2', 'ok-3'], { timeMs: NOW, by: null });
    expect(await play()).toMatchObject({ hidden: [], missed: [], allowed: [] });
    expect(store.mutes({})).toEqual([]);
  });
});

describe('nothing else changes', () => {
  const LIFE = [
    ...['ada', 'ben', 'emma', 'iris'].flatMap((name) => [0, 1, 2, 5].flatMap((day) => usualDay(name, day))),
    from('ada', 'vivo', [2, '22:00']),
    from('ada', 'vivo', [3, '09:00']),
    from('ada', 'vivo', [3, '19:00'], STRANGE),
    from('ada', 'lisbonHotel', [4, '19:00']),
    ...failures('emma', at(3, '08:00'), { times: 4, ip: address('m247', 9, 80) }),
    ...['ben', 'emma', 'iris'].map((name, i) => from(name, 'vultr', [4, `09:${i}0`], STRANGE)),
    from('ben', 'm247', [5, '23:00']),
    from('iris', 'vivo', [4, '23:30']),
  ].sort((a, b) => a.timeMs - b.timeMs);
  const ALLOWED = [
    trip(),
    network('The Constant', { user: null }),
    network('M247', { user: null, untilMs: at(4, '00:00') }),
  ];

  /** Everything but who is told: scores, alerts, and all that is remembered. */
  function kept(store: Store) {
    using db = new Database(store.path, { readonly: true });
    const rows = (sql: string) => db.prepare(sql).values();
    const alerts = rows('SELECT id, kind, user, status, first_ms, last_ms, sign_ins, history FROM alert ORDER BY id');
    const meta = rows("SELECT key, value FROM meta WHERE key LIKE 'threshold%' ORDER BY key");
    const scores = rows(
      'SELECT seq, state, score, threshold, components, reasons, alert, alert_id, features FROM score ORDER BY seq',
    );
    const baselines = rows('SELECT user, data FROM baseline ORDER BY user');
    const facts = rows('SELECT * FROM org_fact ORDER BY 1, 2, 3');
    return { alerts, meta, scores, baselines, facts };
  }

  async function lived(given: readonly NewAllowance[], cuts: readonly number[]) {
    const stage = openStage();
    added = 1000;
    for (const one of given) stage.store.addAllowance(one);
    let start = 0;
    for (const end of [...cuts, LIFE.length]) {
      await live(stage.store, LIFE.slice(start, end));
      start = end;
    }
    return stage;
  }

  test('with allowances and without, and however runs are cut', async () => {
    using without = await lived([], []);
    using whole = await lived(ALLOWED, []);
    using cut = await lived(ALLOWED, [LIFE.length - 9, LIFE.length - 6, LIFE.length - 5, LIFE.length - 2]);
    expect(kept(whole.store)).toEqual(kept(without.store));
    expect(kept(cut.store)).toEqual(kept(whole.store));
    const told = ({ store }: typeof whole) => [
      stateOf(store),
      store.mutes({}).map(({ recordedMs: _, ...mute }) => mute),
    ];
    expect(told(cut)).toEqual(told(whole));
    const hidden = stateOf(whole.store).muted.filter((one) => one !== null);
    expect(hidden.length).toBeGreaterThan(1);
    expect(stateOf(whole.store).sent.length).toBeGreaterThan(1);
    expect(stateOf(without.store).sent.length).toBeGreaterThan(stateOf(whole.store).sent.length);
  });
});
