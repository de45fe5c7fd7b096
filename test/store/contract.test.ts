// What every store must do, run over each of them.

import { describe, expect, test } from 'bun:test';
import { compareSignIns } from '../../src/domain/sign-in.ts';
import { compareText } from '../../src/store/text-order.ts';
import {
  add,
  alert,
  delivery,
  failure,
  judgeAlert,
  Scratch,
  SELF,
  STORES,
  score,
  signIn,
  slice,
  T0,
} from './support.ts';

const ALL = { fromMs: 0, toMs: Number.MAX_SAFE_INTEGER };
const numbers = (count: number) => Array.from({ length: count }, (_, n) => n);

describe.each(STORES)('%s', (_kind, open) => {
  test('addSignIns() keeps every field and adds seq and user', () => {
    using at = new Scratch();
    using store = open(at);
    const given = [
      signIn(1),
      signIn(2, {
        ip: null,
        userAgent: null,
        outcome: 'failure',
        event: 'x',
        warning: 'is_suspicious',
        source: 'gsuite',
      }),
    ];
    store.addSignIns(given, { resolveUser: (source, account) => `${source}:${account}`, nowMs: T0 });
    const [first, second] = given;
    expect([...store.window(ALL)]).toEqual([
      { signIn: { ...first!, seq: 1, user: `slack:${first!.account}` }, score: null, features: null },
      { signIn: { ...second!, seq: 2, user: `gsuite:${second!.account}` }, score: null, features: null },
    ]);
  });

  test('addSignIns() stores the same (source, id) once: in one batch, in the next, after opening again', () => {
    using at = new Scratch();
    {
      using store = open(at);
      expect(add(store, [signIn(1), signIn(2), signIn(1)])).toEqual({ added: 2, known: 1 });
      expect(add(store, [signIn(2), signIn(3)])).toEqual({ added: 1, known: 1 });
      expect(add(store, [signIn(1, { source: 'gsuite' })])).toEqual({ added: 1, known: 0 });
    }
    using again = open(at);
    expect(add(again, [signIn(1, { timeMs: T0 + 9 }), signIn(4)])).toEqual({ added: 1, known: 1 });
    expect([...again.window(ALL)].map((row) => row.signIn.id)).toEqual(['id-1', 'id-1', 'id-2', 'id-3', 'id-4']);
  });

  test('addSignIns() with a cursor is atomic: a failing batch stores neither', () => {
    using at = new Scratch();
    using store = open(at);
    add(store, [signIn(1)], { source: 'slack', value: 'one' });
    const error = failure(() => add(store, [signIn(2), signIn(3, { timeMs: 1.5 })], { source: 'slack', value: 'two' }));
    expect(error.code).toBe('E_SIGN_IN_INVALID');
    expect(store.cursor('slack')).toBe('one');
    expect([...store.window(ALL)]).toHaveLength(1);
    expect(add(store, [signIn(2)], { source: 'slack', value: 'two' })).toEqual({ added: 1, known: 0 });
    expect(store.cursor('slack')).toBe('two');
    expect(store.cursor('gsuite')).toBeNull();
  });

  test('addSignIns() after a failed batch does not remember what was undone', () => {
    using at = new Scratch();
    using store = open(at);
    const bad = signIn(2, { timeMs: Number.NaN, account: 'new@example.com', source: 'okta' });
    failure(() => add(store, [signIn(1, { account: 'new@example.com', source: 'okta' }), bad]));
    expect(add(store, [signIn(1, { account: 'new@example.com', source: 'okta' })])).toEqual({ added: 1, known: 0 });
    using other = open(at);
    expect(other.signIn(1)?.signIn.user).toBe('new@example.com');
  });

  test.each([
    ['prototype names', { account: '__proto__', id: 'constructor', event: 'toString', source: 'slack' }],
    ['NUL', { account: 'a\0b', id: 'x\0y', userAgent: '\0', event: '\0' }],
    ['terminal escapes and quotes', { account: "'; DROP TABLE sign_in; --", userAgent: '\x1b[31m"\r\n' }],
    ['empty text', { account: '', ip: '', userAgent: '', event: '', warning: '' }],
    ['beyond U+FFFF', { account: '😀', id: '😀\uE000' }],
    ['raw with line breaks', { raw: '{\n  "time": 1,\r\n  "user": "x"\n}' }],
    ['raw that is no JSON', { raw: 'time=1 user=x' }],
    ['times before 1970 and far ahead', { timeMs: -62_135_596_800_000 }],
    ['a time no calendar has', { timeMs: Number.MAX_SAFE_INTEGER }],
  ])('addSignIns() gives back %s as given', (_name, change) => {
    using at = new Scratch();
    const given = signIn(1, change);
    {
      using store = open(at);
      add(store, [given]);
    }
    using store = open(at);
    expect(store.signIn(1)?.signIn).toEqual({ ...given, seq: 1, user: given.account });
    expect(add(store, [given])).toEqual({ added: 0, known: 1 });
    expect(store.pending({ sources: ['slack'], limit: 9 })).toHaveLength(1);
    expect([
      ...store.window({ ...ALL, fromMs: Number.NEGATIVE_INFINITY, user: given.account, toMs: Infinity }),
    ]).toHaveLength(1);
  });

  test('addSignIns() makes lone surrogates well-formed and still knows the record again', () => {
    using at = new Scratch();
    using store = open(at);
    const given = signIn(1, { account: 'a\ud800', id: 'i\udfff', userAgent: '\ud800x' });
    add(store, [given]);
    expect(add(store, [given])).toEqual({ added: 0, known: 1 });
    expect(store.signIn(1)?.signIn).toMatchObject({ account: 'a\ufffd', user: 'a\ufffd', userAgent: '\ufffdx' });
  });

  test('addSignIns() takes values of 10 MB', () => {
    using at = new Scratch();
    const huge = 'x'.repeat(10_000_000);
    {
      using store = open(at);
      add(store, [signIn(1, { userAgent: huge, id: huge, account: huge }), signIn(2)]);
    }
    using store = open(at);
    expect(store.signIn(1)?.signIn.userAgent).toBe(huge);
    expect(add(store, [signIn(1, { id: huge })])).toEqual({ added: 0, known: 1 });
  });

  test('pending() and window() go by time, then source, then id, across pages', () => {
    using at = new Scratch();
    using store = open(at);
    const made = numbers(1500).map((n) =>
      signIn(n, { source: n % 2 ? 'slack' : 'gsuite', id: `${(n * 7919) % 1500}`, timeMs: T0 + ((n >> 1) % 40) }),
    );
    add(store, made);
    const names = [...made].sort(compareSignIns).map((row) => `${row.timeMs} ${row.source} ${row.id}`);
    const name = (row: { timeMs: number; source: string; id: string }) => `${row.timeMs} ${row.source} ${row.id}`;
    expect([...store.window(ALL)].map((row) => name(row.signIn))).toEqual(names);

    const paged: string[] = [];
    let after: { timeMs: number; source: string; id: string } | undefined;
    for (;;) {
      const page = store.pending({ sources: ['slack', 'gsuite'], limit: 97, after });
      if (page.length === 0) break;
      paged.push(...page.map(name));
      after = page.at(-1);
    }
    expect(paged).toEqual(names);
  });

  test('pending() pages lose nothing where ids order differently in JavaScript and SQLite', () => {
    using at = new Scratch();
    using store = open(at);
    const ids = ['\uE000', '😀', '\uFFFD', 'a', '😀a'];
    add(
      store,
      ids.map((id, n) => signIn(n, { id, account: `u${n}`, timeMs: T0 })),
    );
    const seen: string[] = [];
    let after: { timeMs: number; source: string; id: string } | undefined;
    for (;;) {
      const [row] = store.pending({ sources: ['slack'], limit: 1, after });
      if (!row) break;
      seen.push(row.id);
      after = row;
    }
    expect(seen).toEqual([...ids].sort(compareText));
  });

  test('window() of a user goes by id where several accounts signed in at one instant', () => {
    using at = new Scratch();
    using store = open(at);
    const given = ['d', 'b', 'a', 'c'].map((id, n) => signIn(n, { id, account: `x${n % 2}`, timeMs: T0 }));
    store.addSignIns(given, { resolveUser: () => 'x', nowMs: T0 });
    expect([...store.window({ ...ALL, user: 'x' })].map((row) => row.signIn.id)).toEqual(['a', 'b', 'c', 'd']);
  });

  test('window() bounds by time, source and user, and yields scores beside pending ones', () => {
    using at = new Scratch();
    using store = open(at);
    add(store, [...numbers(6).map((n) => signIn(n)), signIn(9, { source: 'gsuite', account: 'u1@example.com' })]);
    store.commitSlice(slice({ scores: [score(2, { reasons: [], features: null }), score(5)] }));
    const seqs = (options: Parameters<typeof store.window>[0]) =>
      [...store.window(options)].map((row) => row.signIn.seq);
    expect(seqs({ fromMs: T0 + 1000, toMs: T0 + 4000 })).toEqual([2, 3, 4]);
    expect(seqs({ ...ALL, user: 'u1@example.com' })).toEqual([2, 5, 7]);
    expect(seqs({ ...ALL, user: 'u1@example.com', sources: ['slack'] })).toEqual([2, 5]);
    expect(seqs({ ...ALL, sources: ['gsuite', 'nothing'] })).toEqual([7]);
    expect(seqs({ ...ALL, sources: [] })).toEqual([]);
    expect(seqs({ ...ALL, user: 'nobody' })).toEqual([]);
    const row = [...store.window({ ...ALL, user: 'u1@example.com' })];
    const { features, ...rest } = score(5);
    expect(row[1]).toMatchObject({ score: rest, features });
    expect(row[0]?.score?.reasons).toEqual([]);
    expect(row[0]?.features).toBeNull();
    expect(row[2]?.score).toBeNull();
  });

  test('window() may be left, nested, and written under', () => {
    using at = new Scratch();
    using store = open(at);
    add(
      store,
      numbers(1200).map((n) => signIn(n)),
    );
    let seen = 0;
    for (const row of store.window(ALL)) {
      if (seen++ % 400 === 0) {
        store.commitSlice(slice({ scores: [score(row.signIn.seq)] }));
        for (const inner of store.window(ALL)) {
          expect(inner.signIn.seq).toBe(1);
          break;
        }
      }
    }
    expect(seen).toBe(1200);
    expect(store.pendingCount(['slack']).count).toBe(1197);
  });

  test('pendingCount(), newestMs(), users() and counts() agree with what was stored', () => {
    using at = new Scratch();
    using store = open(at);
    expect(store.pendingCount(['slack'])).toEqual({ count: 0, oldestMs: null, newestMs: null });
    expect(store.newestMs(['slack'])).toBeNull();
    add(store, [signIn(1), signIn(2), signIn(4)], { source: 'slack', value: 'c' });
    add(store, [signIn(3, { source: 'gsuite' })]);
    add(store, [], { source: 'okta', value: 'o' });
    store.commitSlice(slice({ scores: [score(1), score(3)] }));
    expect(store.pendingCount(['slack', 'gsuite', 'slack'])).toEqual({
      count: 2,
      oldestMs: T0 + 2000,
      newestMs: T0 + 3000,
    });
    expect(store.newestMs(['slack'])).toBe(T0 + 4000);
    expect(store.newestMs(['gsuite', 'slack', 'okta'])).toBe(T0 + 4000);
    expect(store.users()).toEqual([
      { user: 'u0@example.com', signIns: 1, newestMs: T0 + 3000 },
      { user: 'u1@example.com', signIns: 2, newestMs: T0 + 4000 },
      { user: 'u2@example.com', signIns: 1, newestMs: T0 + 2000 },
    ]);
    expect(store.accounts().map(({ user }) => user)).toEqual(
      store.accounts().map(({ account }) => (account.includes('@') ? account : `${account}@example.com`)),
    );
    expect(store.accounts('u1@example.com').map(({ source, user }) => [source, user])).toEqual([
      ['slack', 'u1@example.com'],
    ]);
    expect(store.accounts('nobody')).toEqual([]);
    expect(store.counts()).toEqual([
      { source: 'gsuite', signIns: 1, pending: 1, newestMs: T0 + 3000, cursor: null, lastPolledMs: null },
      { source: 'okta', signIns: 0, pending: 0, newestMs: null, cursor: 'o', lastPolledMs: T0 },
      { source: 'slack', signIns: 3, pending: 1, newestMs: T0 + 4000, cursor: 'c', lastPolledMs: T0 },
    ]);
  });

  test('renameUsers() moves sign-ins and facts, drops baselines, and names all concerned', () => {
    using at = new Scratch();
    using store = open(at);
    const accounts = ['ada', 'bob', 'eve', 'sam', 'sam2'];
    const first = (_: string, account: string) => account.replace('sam2', 'sam');
    store.addSignIns(
      accounts.map((account, n) => signIn(n, { account })),
      { resolveUser: first, nowMs: T0 },
    );
    const fact = (user: string, firstMs: number) => ({ kind: 'asn', key: 'AS1', user, firstMs });
    store.commitSlice(
      slice({
        scores: [score(1, { alertId: 'a-1111' })],
        alerts: [alert('a-1111', { user: 'ada', seq: 1 })],
        baselines: new Map(['ada', 'bob', 'eve', 'sam'].map((user) => [user, new Uint8Array([1])])),
        orgFacts: [fact('ada', 10), fact('bob', 20), fact('eve', 30), fact('sam', 40)],
      }),
    );
    const names: Record<string, string> = { ada: 'bob', bob: 'ada', eve: 'bob', sam2: 'new' };
    expect(store.renameUsers((_, account) => names[account] ?? account)).toEqual(['ada', 'bob', 'eve', 'new', 'sam']);
    expect(store.orgFacts('asn', 'AS1')).toEqual([fact('bob', 10), fact('ada', 20), fact('new', 40), fact('sam', 40)]);
    expect(['ada', 'bob', 'eve', 'sam'].map((user) => store.baseline(user))).toEqual([null, null, null, null]);
    expect([...store.window({ ...ALL, user: 'bob' })].map((row) => row.signIn.account)).toEqual(['ada', 'eve']);
    expect(store.users().map((row) => row.user)).toEqual(['ada', 'bob', 'new', 'sam']);
    expect(store.alert('a-1111')?.user).toBe('bob');
    expect(store.renameUsers((_, account) => names[account] ?? account)).toEqual([]);
  });

  test('commitSlice() makes all of a slice true at once, and nothing of a failing one', () => {
    using at = new Scratch();
    using store = open(at);
    add(store, [signIn(1), signIn(2)]);
    const whole = slice({
      scores: [score(1, { alert: true, alertId: 'a-7f3k' })],
      baselines: new Map([['__proto__', new Uint8Array([7])]]),
      orgFacts: [{ kind: 'k', key: '__proto__', user: 'u', firstMs: 5 }],
      alerts: [alert('a-7f3k')],
      deliveries: [delivery('d1', { alertId: 'a-7f3k' })],
      meta: new Map([['tz', 'x']]),
    });
    const broken = { ...whole, orgFacts: [{ kind: 'k', key: 'k', user: 'u', firstMs: 0.5 }] };
    expect(failure(() => store.commitSlice(broken)).message).toContain('Cannot use store');
    expect(store.pendingCount(['slack']).count).toBe(2);
    expect(store.alerts({})).toEqual([]);

    store.commitSlice(whole);
    expect(store.pending({ sources: ['slack'], limit: 5 }).map((row) => row.seq)).toEqual([2]);
    expect(store.baseline('__proto__')).toEqual(new Uint8Array([7]));
    expect(store.baseline('constructor')).toBeNull();
    expect(store.orgFacts('k', '__proto__')).toEqual(whole.orgFacts);
    expect(store.alerts({})).toEqual([alert('a-7f3k')]);
    expect(store.signInsOfAlert('a-7f3k').map((row) => row.signIn.seq)).toEqual([1]);
    expect(store.meta('tz')).toBe('x');
    expect(store.outbox()).toEqual({ queued: 1, failed: 0, oldestQueuedMs: T0 });
  });

  test('commitSlice() writes a score again, keeps the earliest fact, and passes over sign-ins that are gone', () => {
    using at = new Scratch();
    using store = open(at);
    add(store, [signIn(1)]);
    const fact = (firstMs: number) => ({ kind: 'asn', key: 'AS1', user: 'u', firstMs });
    store.commitSlice(slice({ scores: [score(1), score(99)], orgFacts: [fact(5), fact(9), fact(3)] }));
    store.commitSlice(slice({ scores: [score(1, { score: 0.75, alertId: 'a-1' })], orgFacts: [fact(4)] }));
    expect(store.orgFacts('asn', 'AS1')).toEqual([fact(3)]);
    expect(store.signIn(1)?.score).toMatchObject({ score: 0.75, alertId: 'a-1' });
    expect(store.signIn(99)).toBeNull();
    expect(store.check().every((line) => line.ok)).toBe(true);
  });

  test('commitSlice() stores an unscored sign-in with its why', () => {
    using at = new Scratch();
    using store = open(at);
    add(store, [signIn(1)]);
    const unscored = score(1, {
      state: 'unscored',
      why: 'no time',
      score: null,
      threshold: null,
      components: null,
      model: null,
    });
    store.commitSlice(slice({ scores: [unscored] }));
    const { features: _, ...expected } = unscored;
    expect(store.signIn(1)?.score).toEqual(expected);
  });

  test('giveVerdicts() holds when analysis writes the alert again, and can be taken back', () => {
    using at = new Scratch();
    using store = open(at);
    store.commitSlice(slice({ alerts: [alert('a-7f3k')] }));
    const verdict = { status: 'dismissed' as const, timeMs: T0, by: 'ada', reason: 'on holiday' };
    judgeAlert(store, 'a-7f3k', verdict);
    store.commitSlice(slice({ alerts: [alert('a-7f3k', { signIns: 5, score: 0.95, lastMs: T0 + 5000 })] }));
    expect(store.alert('a-7f3k')).toEqual(
      alert('a-7f3k', { signIns: 5, score: 0.95, lastMs: T0 + 5000, status: 'dismissed', verdict }),
    );
    judgeAlert(store, 'a-7f3k', null);
    expect(store.alert('a-7f3k')).toMatchObject({ status: 'open', verdict: null });
    expect(failure(() => judgeAlert(store, 'a-none', null)).code).toBe('E_ALERT_UNKNOWN');
  });

  test('alert() takes an unambiguous beginning and names the candidates of another', () => {
    using at = new Scratch();
    using store = open(at);
    store.commitSlice(slice({ alerts: ['a-7f3k', 'a-7f3', 'a-8%_x'].map((id) => alert(id)) }));
    expect(store.alert('a-7f3k')?.id).toBe('a-7f3k');
    expect(store.alert('a-7f3')?.id).toBe('a-7f3');
    expect(store.alert('a-8')?.id).toBe('a-8%_x');
    expect(['', 'b', 'a-%', 'A-8', '7f3k'].map((id) => store.alert(id))).toEqual([null, null, null, null, null]);
    const error = failure(() => store.alert('a-7'));
    expect(error.code).toBe('E_ALERT_AMBIGUOUS');
    expect(error.message).toContain('a-7f3, a-7f3k');
    expect(error.hints).toContain('busybody alerts show a-7f3k');
  });

  test('alerts() filters by status, user, time and history, newest first, up to a limit', () => {
    using at = new Scratch();
    using store = open(at);
    const alerts = [
      alert('a-1', { lastMs: 1, history: true }),
      alert('a-2', { lastMs: 2, user: 'x' }),
      alert('a-3', { lastMs: 3 }),
    ];
    store.commitSlice(slice({ alerts }));
    judgeAlert(store, 'a-3', { status: 'confirmed', timeMs: 1, by: null, reason: null });
    const ids = (filter: Parameters<typeof store.alerts>[0]) => store.alerts(filter).map((row) => row.id);
    expect(ids({})).toEqual(['a-3', 'a-2', 'a-1']);
    expect(ids({ status: 'open' })).toEqual(['a-2', 'a-1']);
    expect(ids({ user: 'x' })).toEqual(['a-2']);
    expect(ids({ sinceMs: 2 })).toEqual(['a-3', 'a-2']);
    expect(ids({ history: true })).toEqual(['a-1']);
    expect(ids({ history: false, limit: 1 })).toEqual(['a-3']);
    expect(ids({ limit: 0 })).toEqual([]);
  });

  test('due() gives each delivery once per key, oldest first, until delivered or given up', () => {
    using at = new Scratch();
    using store = open(at);
    store.commitSlice(
      slice({
        deliveries: [
          delivery('late', { dueMs: T0 + 10 }),
          delivery('one'),
          delivery('one', { notifier: 'slack' }),
          delivery('two', { notifier: 'slack', alertId: 'a-1' }),
        ],
      }),
    );
    const due = (nowMs: number, notifiers = ['stdout', 'slack']) => store.due({ nowMs, limit: 10, notifiers });
    expect(due(T0).map((row) => row.idempotencyKey)).toEqual(['one', 'two']);
    expect(due(T0 + 10).map((row) => row.idempotencyKey)).toEqual(['one', 'two', 'late']);
    expect(due(T0, ['slack']).map((row) => row.alertId)).toEqual(['a-1']);
    expect(due(T0, [])).toEqual([]);
    const [one, two] = due(T0);
    expect(one).toMatchObject({ notifier: 'stdout', message: delivery('one').message, attempts: 0, queuedMs: T0 });

    store.delivered(one!.id, { nowMs: T0, reference: 'ts-1' });
    store.deliveryFailed(two!.id, { error: 'ratelimited', dueMs: T0 + 5 });
    expect(due(T0)).toEqual([]);
    expect(due(T0 + 5)).toMatchObject([{ id: two!.id, attempts: 1, lastError: 'ratelimited' }]);
    store.deliveryFailed(two!.id, { error: 'gone', dueMs: null });
    expect(due(T0 + 5)).toEqual([]);
    expect(store.outbox()).toEqual({ queued: 1, failed: 1, oldestQueuedMs: T0 + 10 });

    store.commitSlice(slice({ deliveries: [delivery('one')] }));
    expect(due(T0 + 5)).toEqual([]);
  });

  test('setMeta() and dropBaselines() overwrite and forget', () => {
    using at = new Scratch();
    using store = open(at);
    expect(store.meta('k')).toBeNull();
    store.setMeta('k', '1');
    store.setMeta('k', '2');
    expect(store.meta('k')).toBe('2');
    store.commitSlice(slice({ baselines: new Map([['a', new Uint8Array(50_000).fill(3)]]) }));
    expect(store.baseline('a')?.length).toBe(50_000);
    store.dropBaselines(['a', 'nobody']);
    expect(store.baseline('a')).toBeNull();
  });

  test('prune() deletes what is older, scored or not, but nothing of an open alert, and never gives a seq twice', () => {
    using at = new Scratch();
    {
      using store = open(at);
      add(
        store,
        numbers(6).map((n) => signIn(n)),
      );
      const scores = [score(1), score(2, { alertId: 'a-open' }), score(3, { alertId: 'a-done' }), score(6)];
      store.commitSlice(slice({ scores, alerts: [alert('a-open', { seq: 4 }), alert('a-done', { seq: 3 })] }));
      judgeAlert(store, 'a-done', { status: 'dismissed', timeMs: 1, by: null, reason: null });
      expect(store.prune(T0 + 5000)).toBe(3);
      expect([...store.window(ALL)].map((row) => row.signIn.seq)).toEqual([2, 4, 6]);
      expect(store.prune(T0 + 5000)).toBe(0);
      expect(store.alerts({})).toHaveLength(2);
      expect(store.check().every((line) => line.ok)).toBe(true);
      judgeAlert(store, 'a-open', { status: 'confirmed', timeMs: 1, by: null, reason: null });
      expect(store.prune(Number.MAX_SAFE_INTEGER)).toBe(3);
    }
    using store = open(at);
    expect(store.users()).toEqual([]);
    expect(add(store, [signIn(1), signIn(7)])).toEqual({ added: 2, known: 0 });
    expect([...store.window(ALL)].map((row) => row.signIn.seq)).toEqual([7, 8]);
  });

  test('check() says one fine line each, and the mode of the file', () => {
    using at = new Scratch();
    using store = open(at);
    add(store, [signIn(1)]);
    expect(store.check().map((line) => line.ok)).not.toContain(false);
    expect(
      store
        .check()
        .map((line) => line.text)
        .join('\n'),
    ).toMatch(/whole[\s\S]*1 sign-in[\s\S]*schema 2[\s\S]*mode 0600/);
  });

  test('openStore() with readOnly reads while another writes, sees what that commits, and refuses to write', () => {
    using at = new Scratch();
    using writer = open(at);
    add(writer, [signIn(1)]);
    using reader = open(at, true);
    expect(reader.signIn(1)?.signIn.id).toBe('id-1');
    add(writer, [signIn(2, { account: 'later@example.com' })]);
    expect([...reader.window(ALL)].map((row) => row.signIn.user)).toEqual(['u1@example.com', 'later@example.com']);
    writer.renameUsers(() => 'someone');
    expect([...reader.window(ALL)].map((row) => row.signIn.user)).toEqual(['someone', 'someone']);
    const error = failure(() => reader.setMeta('k', 'v'));
    expect(error.code).toBe('E_STORE_READ_ONLY');
    expect(error.message).toContain('opened for reading only');
  });

  test('two handles that write see each other', () => {
    using at = new Scratch();
    using one = open(at);
    using two = open(at);
    add(one, [signIn(1)]);
    expect(add(two, [signIn(1), signIn(2)])).toEqual({ added: 1, known: 1 });
    expect(add(one, [signIn(2), signIn(3)])).toEqual({ added: 1, known: 1 });
    one.renameUsers(() => 'same');
    expect(two.users()).toEqual([{ user: 'same', signIns: 3, newestMs: T0 + 3000 }]);
    two.addSignIns([signIn(4)], { resolveUser: SELF, nowMs: T0 });
    expect(one.signIn(4)?.signIn.user).toBe('same');
  });
});
