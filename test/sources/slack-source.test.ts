import { afterEach, expect, test } from 'bun:test';
import { BusybodyError, UsageError } from '../../src/platform/errors.ts';
import type { CheckLine } from '../../src/sources/contract.ts';
import { slackConfig } from '../../src/sources/slack/config.ts';
import { createSlackSource } from '../../src/sources/slack/source.ts';
import { type LoginRow, type SlackServer, type SlackServerOptions, startSlackServer } from '../servers/slack.ts';
import { emptyKept, type FakeTime, fakeTime, NOW_S, poll } from './harness.ts';

const HOUR_S = 3600;
const DAY_MS = 24 * 3600 * 1000;

let server: SlackServer | null = null;
afterEach(() => server?.stop());

function start(options: SlackServerOptions, time: FakeTime = fakeTime()) {
  server = startSlackServer(options);
  const config = slackConfig.parse({ api_token: server.token, api_url: server.apiUrl });
  return { server, time, source: createSlackSource(config, time.context), kept: emptyKept() };
}

function row(user: string, first: number, last = first, more: Partial<LoginRow> = {}): LoginRow {
  return {
    user_id: user,
    username: user,
    date_first: first,
    date_last: last,
    count: 1,
    ip: '203.0.113.7',
    user_agent: 'UA',
    ...more,
  };
}

/** Rows an hour apart, newest first: `many(n)[0]` is the newest. */
function many(n: number): LoginRow[] {
  return Array.from({ length: n }, (_, i) => row(`U${i % 7}`, NOW_S - HOUR_S * (i + 1)));
}

const people = ['U0', 'U1', 'U2', 'U3', 'U4', 'U5', 'U6'].map((id) => ({
  id,
  profile: { email: `${id}@example.com` },
}));

test('list() gives a sign-in at date_first and one at a later date_last', async () => {
  const { source, kept } = start({
    logins: [row('U1', NOW_S - 900, NOW_S - 60), row('U2', NOW_S - 30)],
    users: people,
  });
  await poll(source, kept);
  const [last, newest, first] = [NOW_S - 60, NOW_S - 30, NOW_S - 900];
  expect([...kept.signIns.values()].map((s) => [s.account, s.timeMs / 1000, s.outcome, s.event])).toEqual([
    ['U2@example.com', newest, 'success', 'access'],
    ['U1@example.com', first, 'success', 'access'],
    ['U1@example.com', last, 'success', 'access'],
  ]);
  expect(JSON.parse(kept.cursor ?? '')).toMatchObject({ watermark: newest });
});

test('list() writes raw as a line of slack.log: the row, then email', async () => {
  const { source, kept } = start({ logins: [row('U1', NOW_S - 900, NOW_S - 60)], users: people });
  await poll(source, kept);
  const [first, last] = [...kept.signIns.values()];
  expect(Object.keys(JSON.parse(last?.raw ?? ''))).toEqual([...Object.keys(row('U1', 0)), 'email']);
  expect(JSON.parse(first?.raw ?? '')).toMatchObject({ date_first: NOW_S - 900, date_last: NOW_S - 900 });
  expect(JSON.parse(last?.raw ?? '')).toMatchObject({ date_last: NOW_S - 60, email: 'U1@example.com' });
});

test('list() gives one new sign-in where date_last moved on a row deep in the list', async () => {
  const rows = many(100);
  const { source, kept, time } = start({ logins: rows, users: people, pageSize: 10 });
  await poll(source, kept);
  expect(kept.signIns.size).toBe(100);
  time.nowMs += HOUR_S * 1000;
  rows[87]!.date_last = NOW_S + 600;
  await poll(source, kept);
  expect(kept.fresh.map((s) => [s.account, s.timeMs / 1000])).toEqual([['U3@example.com', NOW_S + 600]]);
});

test('list() reads beyond a hundred pages by moving `before`, in both orders', async () => {
  for (const order of ['date_first', 'date_last'] as const) {
    const { source, kept, server } = start(
      { logins: many(250), users: people, pageSize: 1, order },
      fakeTime({ budgetMs: 9e6 }),
    );
    await poll(source, kept);
    expect(kept.signIns.size).toBe(250);
    expect(Math.max(...server.calls.map((c) => Number(c.args.page ?? 0)))).toBe(100);
    server.stop();
  }
});

test('list() of many pages stops after quiet pages, reads all again a day later, and then finds a row changed at the bottom', async () => {
  const rows = many(60);
  const { source, kept, time, server } = start({ logins: rows, users: people, pageSize: 1 });
  await poll(source, kept);
  const pages = () => server.calls.filter((c) => c.method === 'team.accessLogs').length;
  expect(pages()).toBe(60);
  expect(time.sleeps.filter((ms) => ms === 3000).length).toBe(59);
  rows[59]!.date_last = NOW_S + 100;
  rows.unshift(row('U1', NOW_S + 200));
  time.nowMs += HOUR_S * 1000;
  server.calls.length = 0;
  await poll(source, kept);
  expect(pages()).toBeLessThan(10);
  expect(kept.fresh.map((s) => s.timeMs / 1000)).toEqual([NOW_S + 200]);
  time.nowMs += DAY_MS;
  server.calls.length = 0;
  await poll(source, kept);
  expect(pages()).toBe(61);
  expect(kept.fresh.map((s) => s.timeMs / 1000)).toEqual([NOW_S + 100]);
});

test('list() loses no row where one leaves the window and pages shift up', async () => {
  const rows = many(40);
  const { source, kept, server } = start({ logins: rows, users: people, pageSize: 10, order: 'date_last' });
  // Between page 2 and 3 a row of page 1 becomes newer than the scan: all others move up by one.
  server.fail('team.accessLogs', { after: 2, action: () => (rows[0]!.date_last = NOW_S + 5) });
  await poll(source, kept);
  expect(kept.signIns.size).toBe(40);
});

test('list() loses and doubles nothing where new rows push others down', async () => {
  const rows = many(40);
  const { source, kept, server, time } = start({ logins: rows, users: people, pageSize: 10 });
  server.fail('team.accessLogs', { after: 1, action: () => rows.push(row('U1', NOW_S - 1), row('U2', NOW_S + 5)) });
  await poll(source, kept);
  time.nowMs += 60_000;
  await poll(source, kept);
  expect(kept.signIns.size).toBe(42);
});

test('list() ends when its time is over and goes on from there', async () => {
  const { source, kept, server, time } = start(
    { logins: many(90), users: people, pageSize: 1 },
    fakeTime({ budgetMs: 60_000 }),
  );
  await poll(source, kept);
  expect(kept.signIns.size).toBeLessThan(30);
  for (let i = 0; i < 6; i++) {
    time.nowMs += 900_000;
    await poll(source, kept);
  }
  expect(kept.signIns.size).toBe(90);
  expect(JSON.parse(kept.cursor ?? '')).toMatchObject({ watermark: NOW_S - HOUR_S });
  expect(server.calls.length).toBeLessThan(160);
});

test('list() ends when told to stop', async () => {
  const { source, kept } = start({ logins: many(90), users: people, pageSize: 10 });
  await poll(source, kept, { signal: AbortSignal.abort() });
  expect(kept.batches).toBe(2);
  expect(kept.cursor).toContain('resume');
});

test('list() waits as long as 429 says, then goes on', async () => {
  const { source, kept, server, time } = start({ logins: many(3), users: people });
  server.fail('team.accessLogs', {
    status: 429,
    headers: { 'retry-after': '17' },
    body: { ok: false, error: 'ratelimited' },
  });
  await poll(source, kept);
  expect(time.sleeps).toContain(17_000);
  expect(kept.signIns.size).toBe(3);
});

test('list() does not begin a wait longer than its budget, and keeps the cursor', async () => {
  const { source, kept, server, time } = start({ logins: many(3), users: people });
  server.fail('team.accessLogs', { status: 429, headers: { 'retry-after': '3600' } });
  const error = await poll(source, kept).catch((e) => e);
  expect(error).toMatchObject({ code: 'E_SLACK_RATE_LIMITED', retryable: true });
  expect(time.sleeps).toEqual([]);
  expect(kept.cursor).toBeNull();
});

test.each([
  ['status 500', { status: 500, body: 'oops' }],
  ['status 429 without Retry-After', { status: 429 }],
  ['ok:false fatal_error', { body: { ok: false, error: 'fatal_error' } }],
  ['ok:false ratelimited', { body: { ok: false, error: 'ratelimited' } }],
  ['a page of HTML', { body: '<html>proxy</html>' }],
])('list() tries again after %s', async (_, failure) => {
  const { source, kept, server, time } = start({ logins: many(3), users: people });
  server.fail('team.accessLogs', { ...failure, times: 2 });
  await poll(source, kept);
  expect(kept.signIns.size).toBe(3);
  expect(time.sleeps.length).toBe(2);
});

test.each([
  ['paid_only', /paid/i],
  ['not_allowed_token_type', /xoxp-/],
  ['invalid_auth', /api_token/],
  ['token_revoked', /new user token/i],
  ['access_denied', /administrator/],
])('list() explains %s without trying again', async (code, hint) => {
  const { source, kept, server } = start({ logins: many(3), users: people });
  server.fail('team.accessLogs', { body: { ok: false, error: code }, times: 9 });
  const error = await poll(source, kept).catch((e) => e);
  expect(error).toBeInstanceOf(BusybodyError);
  expect(error.message).toContain(code);
  expect(error.hints.join('\n')).toMatch(hint);
  expect(error.retryable).toBe(false);
  expect(server.calls.length).toBe(1);
});

test('list() names the scope that is missing', async () => {
  const { source, kept } = start({ logins: many(3), users: people, scopes: ['users:read'] });
  const error = await poll(source, kept).catch((e) => e);
  expect(error.message).toContain('missing_scope: it needs admin');
  expect(error.hints[0]).toContain('Add admin');
});

test('list() skips bots and keeps people: without e-mail, unknown, unlisted, or the administrator of the app', async () => {
  const ids = ['UBOT', 'UWF', 'UAPP', 'USLACKBOT', 'UADMIN', 'UNOMAIL', 'UGONE', 'UGUEST'];
  const { source, kept } = start({
    logins: ids.map((id, i) => row(id, NOW_S - 60 * (i + 1))),
    users: [
      { id: 'UBOT', is_bot: true },
      { id: 'UWF', is_workflow_bot: true },
      { id: 'UAPP', is_app_user: true, profile: {} },
      { id: 'USLACKBOT', is_bot: false },
      { id: 'UADMIN', is_app_user: true, profile: { email: 'admin@example.com' } },
      { id: 'UNOMAIL', profile: {} },
    ],
    unlisted: [{ id: 'UGUEST', profile: { email: 'guest@partner.example' } }],
  });
  await poll(source, kept);
  expect([...kept.signIns.values()].map((s) => s.account)).toEqual([
    'admin@example.com',
    'UNOMAIL',
    'UGONE',
    'guest@partner.example',
  ]);
});

test('list() reads the whole users.list by its cursor', async () => {
  const users = Array.from({ length: 1201 }, (_, i) => ({ id: `P${i}`, profile: { email: `p${i}@example.com` } }));
  const { source, kept, server } = start({ logins: [row('P1200', NOW_S - 60)], users });
  await poll(source, kept);
  expect([...kept.signIns.values()][0]?.account).toBe('p1200@example.com');
  expect(server.calls.some((c) => c.method === 'users.info')).toBe(false);
});

test('list() takes hostile rows: absurd times refused, broken values kept as text, giant ones cut', async () => {
  const hostile: LoginRow[] = [
    row('U1', 0, 0),
    row('U2', NOW_S - 60, 99_999_999_999),
    row('U3', NOW_S - 60, NOW_S - 60, { ip: 'not an address', user_agent: 'x'.repeat(100_000) }),
    row('U4', NOW_S - 60, NOW_S - 60, { ip: null, user_agent: null, __proto__x: { deep: ['\u001b[31m'] } }),
  ];
  const { source, kept } = start({ logins: hostile, users: people });
  await poll(source, kept);
  const byUser = new Map([...kept.signIns.values()].map((s) => [s.account, s]));
  expect([...byUser.keys()].sort()).toEqual(['U2@example.com', 'U3@example.com', 'U4@example.com']);
  expect(kept.refused.map((r) => r.reason)).toEqual([expect.stringContaining('before the year 2000')]);
  expect(byUser.get('U3@example.com')?.ip).toBe('not an address');
  expect(byUser.get('U3@example.com')?.userAgent?.length).toBeLessThanOrEqual(4096);
  expect(byUser.get('U3@example.com')?.raw.length).toBeLessThan(6000);
  expect(byUser.get('U4@example.com')).toMatchObject({ ip: null, userAgent: null });
});

test('list() refuses an answer without logins', async () => {
  const { source, kept, server } = start({ users: people });
  server.fail('team.accessLogs', { body: { ok: true, hello: 1 } });
  expect(await poll(source, kept).catch((e) => e)).toMatchObject({ code: 'E_SLACK_ANSWER' });
});

test('check() says what works, and that e-mail addresses cannot be read', async () => {
  const { source, server } = start({ logins: many(3), users: people });
  const ok = await source.check();
  expect(ok.map((line) => line.ok)).toEqual([true, true, true]);
  server.scopes = ['admin', 'users:read'];
  const partial: readonly CheckLine[] = await source.check();
  expect(partial.at(-1)).toMatchObject({ ok: false, hints: [expect.stringContaining('users:read.email')] });
  server.fail('auth.test', { body: { ok: false, error: 'token_revoked' } });
  expect(await source.check()).toMatchObject([{ ok: false, text: expect.stringContaining('token_revoked') }]);
});

test('slackConfig gives api_url its trailing slash and refuses unknown keys', () => {
  expect(slackConfig.parse({ api_token: 'x', api_url: 'https://gw.example/slack' }).api_url).toBe(
    'https://gw.example/slack/',
  );
  expect(slackConfig.parse({ api_token: 'x', enabled: true }).api_url).toBe('https://slack.com/api/');
  expect(slackConfig.safeParse({ api_token: 'x', api_tokn: 'y' }).success).toBe(false);
});

test.each(['xoxp-1\nxoxp-2', 'xoxp-1\u200b', 'xoxp-ä', 'xoxp 1'])(
  'createSlackSource() refuses the token %j at once, without printing it',
  (api_token) => {
    const create = () => createSlackSource(slackConfig.parse({ api_token }), fakeTime().context);
    expect(create).toThrow(UsageError);
    expect(create).toThrow('Cannot use pollers.slack.api_token: it holds blanks');
    expect(create).not.toThrow('xoxp');
  },
);

test.each<[unknown, string]>([
  [{ ok: false }, 'the answer says that it failed, without an error code'],
  [{ ok: false, error: {} }, `the answer is not Slack's: "{}"`],
  [{ ok: false, error: null }, 'the answer says that it failed, without an error code'],
])('list() tells what is strange in %j', async (body, text) => {
  const { server, source, kept } = start({ logins: [] });
  server.fail('team.accessLogs', { body, times: 9 });
  const error = await poll(source, kept).catch((e: unknown) => e);
  expect(error).toMatchObject({ code: 'E_SLACK_ANSWER', message: expect.stringContaining(text) });
});

test('list() does not follow or repeat a redirect, and says where it leads', async () => {
  const { server, source, kept, time } = start({ logins: [] });
  const headers = { location: 'https://elsewhere.example/api' };
  server.fail('team.accessLogs', { status: 302, body: '', headers, times: 9 });
  const error = await poll(source, kept).catch((e: unknown) => e);
  expect(error).toMatchObject({
    message: expect.stringContaining('to https://elsewhere.example'),
    hints: ['Set the URL in the config to https://elsewhere.example'],
    retryable: false,
  });
  expect(time.sleeps).toEqual([]);
});
