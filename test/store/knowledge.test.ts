// What people said: the history of verdicts, allowances and what they hid, over every store; and the way there from schema 1.

import { Database } from 'bun:sqlite';
import { describe, expect, test } from 'bun:test';
import type { NewMute } from '../../src/store/contract.ts';
import {
  add,
  alert,
  allowance,
  database,
  delivery,
  failure,
  judgeAlert,
  Scratch,
  STORES,
  score,
  signIn,
  slice,
  T0,
} from './support.ts';
import { buildVersionOne } from './version-one.ts';

const DISMISSED = { status: 'dismissed' as const, timeMs: T0 + 1, by: 'ada', reason: 'on holiday' };
const mute = (change: Partial<NewMute> = {}): NewMute => ({
  alertId: 'a-1',
  seq: 1,
  allowanceId: 'ok-1',
  timeMs: T0,
  recordedMs: T0 + 5,
  ...change,
});

describe.each(STORES)('%s', (kind, open) => {
  test('giveVerdicts() keeps every step for ever, and each alert stands as its last one says', () => {
    using at = new Scratch();
    {
      using store = open(at);
      store.commitSlice(slice({ alerts: [alert('a-1'), alert('a-2')] }));
      expect([store.lastVerdict(), store.verdicts()]).toEqual([0, []]);
      judgeAlert(store, 'a-1', DISMISSED);
      judgeAlert(store, 'a-2', { ...DISMISSED, status: 'confirmed', by: null, reason: null });
      judgeAlert(store, 'a-1', null);
    }
    using store = open(at);
    expect(store.lastVerdict()).toBe(3);
    expect(store.verdicts('a-1').map(({ id, action, by, after }) => [id, action, by, after])).toEqual([
      [1, 'dismissed', 'ada', DISMISSED],
      [3, 'reopened', null, null],
    ]);
    expect(store.verdicts().map((step) => step.alertId)).toEqual(['a-1', 'a-2', 'a-1']);
    expect(store.alert('a-1')).toEqual(alert('a-1'));
    expect(store.alert('a-2')?.status).toBe('confirmed');
    using db = new Database(database(kind, at));
    expect(() => db.run('DELETE FROM verdict')).toThrow('only added to');
    expect(() => db.run("UPDATE verdict SET given_by = 'eve'")).toThrow('only added to');
  });

  test('giveVerdicts() does all of it or nothing', () => {
    using at = new Scratch();
    using store = open(at);
    const fact = { kind: 'asn', key: 'AS1', user: 'u', firstMs: 5 };
    store.commitSlice(
      slice({ alerts: [alert('a-1')], orgFacts: [fact], baselines: new Map([['u', new Uint8Array([1])]]) }),
    );
    const change = (alertId: string) => ({ ...DISMISSED, alertId, action: 'dismissed' as const, after: DISMISSED });
    const effects = {
      relearn: ['u'],
      facts: [
        { kind: 'asn', key: 'AS1', user: 'u', wasMs: 5, firstMs: null },
        { kind: 'asn', key: 'AS2', user: 'u', wasMs: null, firstMs: 9 },
      ],
    };
    expect(failure(() => store.giveVerdicts([change('a-1'), change('a-none')], effects)).code).toBe('E_ALERT_UNKNOWN');
    expect([store.alert('a-1')?.status, store.verdicts(), store.baseline('u')?.length]).toEqual(['open', [], 1]);
    store.giveVerdicts([change('a-1')], effects);
    expect([store.alert('a-1')?.status, store.baseline('u')]).toEqual(['dismissed', null]);
    expect([store.orgFacts('asn', 'AS1'), store.orgFacts('asn', 'AS2')]).toEqual([
      [],
      [{ ...fact, key: 'AS2', firstMs: 9 }],
    ]);
  });

  test('giveVerdicts() leaves a fact that is older than the verdict knows', () => {
    using at = new Scratch();
    using store = open(at);
    const fact = { kind: 'asn', key: 'AS1', user: 'u', firstMs: 3 };
    store.commitSlice(slice({ alerts: [alert('a-1')], orgFacts: [fact] }));
    const change = { ...DISMISSED, alertId: 'a-1', action: 'dismissed' as const, after: DISMISSED };
    for (const firstMs of [null, 9])
      store.giveVerdicts([change], { relearn: [], facts: [{ ...fact, wasMs: 5, firstMs }] });
    expect(store.orgFacts('asn', 'AS1')).toEqual([fact]);
    store.giveVerdicts([change], { relearn: [], facts: [{ ...fact, wasMs: 3, firstMs: 9 }] });
    expect(store.orgFacts('asn', 'AS1')).toEqual([{ ...fact, firstMs: 9 }]);
  });

  test('commitSlice() of a run that did not know of a verdict forgets the baselines it made stale', () => {
    using at = new Scratch();
    using store = open(at);
    const bytes = new Uint8Array([1]);
    store.commitSlice(slice({ alerts: [alert('a-1')] }));
    const seen = store.lastVerdict();
    store.giveVerdicts([{ ...DISMISSED, alertId: 'a-1', action: 'dismissed', after: DISMISSED }], {
      relearn: ['u'],
      facts: [],
    });
    const baselines = new Map([
      ['u', bytes],
      ['other', bytes],
    ]);
    store.commitSlice(slice({ baselines, verdictsSeen: seen, alerts: [alert('a-1', { signIns: 9 })] }));
    expect([store.baseline('u'), store.baseline('other')]).toEqual([null, bytes]);
    expect(store.alert('a-1')).toMatchObject({ status: 'dismissed', signIns: 9 });
    store.commitSlice(slice({ baselines, verdictsSeen: store.lastVerdict() }));
    expect(store.baseline('u')).toEqual(bytes);
  });

  test('addAllowance() gives back what was added, and numbers are never given twice', () => {
    using at = new Scratch();
    {
      using store = open(at);
      const given = allowance({
        note: "'; DROP TABLE allowance; --\u001b[31m",
        owner: 'M247',
        countries: ['FR', 'IT'],
      });
      expect(store.addAllowance(given)).toEqual({ ...given, id: 'ok-1', removed: null });
      const trip = allowance({ kind: 'trip', fromMs: T0, asn: 64500, address: '203.0.113.0/24', device: 'Chrome' });
      expect(store.addAllowance(trip)).toEqual({ ...trip, id: 'trip-2', removed: null });
      expect(store.removeAllowances(['trip-2'], { timeMs: T0 + 9, by: 'bob' })[0]?.removed).toEqual({
        timeMs: T0 + 9,
        by: 'bob',
      });
    }
    using store = open(at);
    expect(store.allowances().map(({ id, removed }) => [id, removed?.by ?? null])).toEqual([
      ['ok-1', null],
      ['trip-2', 'bob'],
    ]);
    expect(store.removeAllowances(['2'], { timeMs: T0 + 99, by: 'eve' })[0]?.removed?.by).toBe('bob');
    expect(store.addAllowance(allowance()).id).toBe('ok-3');
    expect(failure(() => store.removeAllowances(['ok-3', 'ok-9'], { timeMs: 1, by: null })).message).toContain(
      '"ok-9"',
    );
    expect(store.allowances()[2]?.removed).toBeNull();
    for (const id of ['ok-9', 'trip-1', 'ok-2', '', 'ok-', '-1', '1e3', '9'.repeat(400)])
      expect(failure(() => store.removeAllowances([id], { timeMs: 1, by: null })).code).toBe('E_ALLOWANCE_UNKNOWN');
  });

  test('addAllowance() hides open alerts it covers, with a record, and withdraws what waits to be sent', () => {
    using at = new Scratch();
    using store = open(at);
    const alerts = ['a-1', 'a-2', 'a-3'].map((id) => alert(id));
    const deliveries = ['a-1', 'a-2'].map((alertId) => delivery(alertId, { alertId }));
    store.commitSlice(slice({ alerts, deliveries }));
    judgeAlert(store, 'a-3', DISMISSED);
    const covered = ['a-1', 'a-3'].map((alertId) => ({ alertId, seq: 1, timeMs: T0 }));
    store.addAllowance(allowance({ note: 'the new office' }), covered);
    const muted = { allowanceId: 'ok-1', note: 'the new office' };
    expect(store.alerts({ muted: true })).toEqual([alert('a-1', { muted })]);
    expect(store.alerts({ muted: false }).map(({ id }) => id)).toEqual(['a-2', 'a-3']);
    expect(store.due({ nowMs: T0, limit: 9, notifiers: ['stdout'] }).map((one) => one.alertId)).toEqual(['a-2']);
    expect(store.outbox()).toEqual({ queued: 1, failed: 0, oldestQueuedMs: T0 });
    expect(store.mutes({ alertId: 'a-1' })).toEqual([
      { alertId: 'a-1', seq: 1, allowanceId: 'ok-1', note: muted.note, timeMs: T0, recordedMs: T0, later: true },
    ]);
    // Taking it back changes nothing of what it hid.
    store.removeAllowances(['ok-1'], { timeMs: T0 + 1, by: null });
    expect(store.alert('a-1')?.muted).toEqual(muted);
  });

  test('commitSlice() records what is hidden, and a sign-in that is told makes the alert heard again', () => {
    using at = new Scratch();
    using store = open(at);
    store.addAllowance(allowance());
    const hidden = alert('a-1', { muted: { allowanceId: 'ok-1', note: null } });
    store.commitSlice(slice({ alerts: [hidden], mutes: [mute()] }));
    expect(store.alert('a-1')).toEqual(hidden);
    // Written again by a run that does not know of it, it stays hidden.
    store.commitSlice(slice({ alerts: [alert('a-1', { signIns: 3 })] }));
    expect(store.alert('a-1')?.muted).toEqual(hidden.muted);
    store.commitSlice(slice({ alerts: [], mutes: [mute({ seq: 2, allowanceId: null })] }));
    expect(store.alert('a-1')?.muted).toBeNull();
    expect(store.mutes({ alertId: 'a-1' }).map((one) => [one.seq, one.allowanceId, one.later])).toEqual([
      [1, 'ok-1', false],
      [2, null, false],
    ]);
    expect(store.mutes({ allowanceId: 'ok-1' })).toHaveLength(1);
    expect(store.mutes({ seq: 2 })).toHaveLength(1);
    expect(failure(() => store.commitSlice(slice({ mutes: [mute({ allowanceId: 'ok-77' })] }))).code).toBe(
      'E_STORE_FAILED',
    );
  });

  test('alerts() filters by severity, by its end, and by what is muted', () => {
    using at = new Scratch();
    using store = open(at);
    const alerts = [alert('a-1', { firstMs: 1, lastMs: 9, severity: 'low' }), alert('a-2', { firstMs: 5, lastMs: 6 })];
    store.commitSlice(slice({ alerts }));
    const ids = (filter: Parameters<typeof store.alerts>[0]) => store.alerts(filter).map((row) => row.id);
    expect(ids({ severity: 'low' })).toEqual(['a-1']);
    expect(ids({ untilMs: 5 })).toEqual(['a-1']);
    expect(ids({ untilMs: 6 })).toEqual(['a-1', 'a-2']);
    expect(ids({ muted: true })).toEqual([]);
  });

  test('prune() keeps verdicts, allowances and mutes, and what is muted holds no sign-in back', () => {
    using at = new Scratch();
    using store = open(at);
    add(store, [signIn(1), signIn(2)]);
    store.addAllowance(allowance());
    const muted = { allowanceId: 'ok-1', note: null };
    store.commitSlice(
      slice({
        scores: [score(1, { alertId: 'a-1' }), score(2, { alertId: 'a-2' })],
        alerts: [alert('a-1', { muted }), alert('a-2', { seq: 2 })],
        mutes: [mute()],
      }),
    );
    judgeAlert(store, 'a-2', DISMISSED);
    expect(store.prune(Number.MAX_SAFE_INTEGER)).toBe(2);
    expect([store.verdicts().length, store.allowances().length, store.mutes({}).length]).toEqual([1, 1, 1]);
    expect(store.alerts({})).toHaveLength(2);
  });

  test('renameUsers() takes what is allowed along, also where two people swap names', () => {
    using at = new Scratch();
    using store = open(at);
    const accounts = ['ada', 'bob', 'sam', 'sam2'];
    store.addSignIns(
      accounts.map((account, n) => signIn(n, { account })),
      { resolveUser: (_, account) => account.replace('sam2', 'sam'), nowMs: T0 },
    );
    for (const user of ['ada', 'bob', 'sam', null]) store.addAllowance(allowance({ user, asn: 1 }));
    const names: Record<string, string> = { ada: 'bob', bob: 'ada', sam2: 'new' };
    store.renameUsers((_, account) => names[account] ?? account);
    expect(store.allowances().map((one) => one.user)).toEqual(['bob', 'ada', 'sam', null]);
  });

  test('openStore() brings a store of schema 1 along: its verdicts begin the history, nothing is muted', () => {
    using at = new Scratch();
    buildVersionOne(database(kind, at));
    expect(failure(() => open(at, true)).code).toBe('E_STORE_OLDER');
    using store = open(at);
    expect(
      store.verdicts().map(({ alertId, action, by, reason, after }) => [alertId, action, by, reason, after]),
    ).toEqual([
      ['a-real', 'confirmed', null, null, { status: 'confirmed', timeMs: T0 + 10, by: null, reason: null }],
      ['a-done', 'dismissed', 'bob', 'on holiday', { ...DISMISSED, timeMs: T0 + 20, by: 'bob' }],
    ]);
    expect(store.alerts({}).map(({ id, status, muted }) => [id, status, muted])).toEqual([
      ['a-done', 'dismissed', null],
      ['a-open', 'open', null],
      ['a-real', 'confirmed', null],
    ]);
    expect(store.due({ nowMs: T0, limit: 9, notifiers: ['stdout'] })).toHaveLength(1);
    expect(store.allowances()).toEqual([]);
    expect(store.check().filter((line) => !line.ok)).toEqual([]);
    judgeAlert(store, 'a-real', null);
    expect(store.lastVerdict()).toBe(3);
  });
});
