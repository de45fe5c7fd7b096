import { afterEach, expect, test } from 'bun:test';
import { chmodSync, writeFileSync } from 'node:fs';
import { gsuiteConfig } from '../../src/sources/gsuite/config.ts';
import { createGsuiteSource } from '../../src/sources/gsuite/source.ts';
import {
  type Activity,
  apiError,
  type GoogleServer,
  type GoogleServerOptions,
  startGoogleServer,
} from '../servers/google.ts';
import { login } from '../servers/google-data.ts';
import { emptyKept, type FakeTime, fakeTime, NOW_MS, poll } from './harness.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

let server: GoogleServer | null = null;
afterEach(() => server?.stop());

function start(options: GoogleServerOptions = {}, time: FakeTime = fakeTime()) {
  server = startGoogleServer({ nowMs: () => time.nowMs, ...options });
  const config = gsuiteConfig.parse({
    admin_email: server.admin,
    credential_file: server.credentialFile,
    api_url: server.apiUrl,
    token_url: server.tokenUrl,
  });
  return { server, time, config, source: createGsuiteSource(config, time.context), kept: emptyKept() };
}

function ada(agoMs: number, qualifier = String(-agoMs)): Activity {
  return login({ email: 'ada@example.com', timeMs: NOW_MS - agoMs, ip: '203.0.113.7', qualifier });
}

/** One an hour, the newest an hour ago. */
function many(n: number): Activity[] {
  return Array.from({ length: n }, (_, i) => ada((i + 1) * HOUR_MS));
}

test('list() signs in as the administrator and reads 180 days on the first run', async () => {
  const { source, kept, server } = start({
    activities: [...many(30), ada(179 * DAY_MS), ada(181 * DAY_MS)],
    pageSize: 10,
  });
  await poll(source, kept);
  expect(server.tokenCalls).toMatchObject([
    { signed: true, sub: 'admin@example.com', iss: expect.stringContaining('@') },
  ]);
  expect(server.calls.length).toBe(4);
  expect(server.calls[0]).toMatchObject({
    startTime: new Date(NOW_MS - 180 * DAY_MS).toISOString(),
    maxResults: '1000',
  });
  expect(kept.signIns.size).toBe(31);
  expect([...kept.signIns.values()][0]).toMatchObject({
    id: `C01/login/${new Date(NOW_MS - HOUR_MS).toISOString()}:-${HOUR_MS}:login_success`,
    account: 'ada@example.com',
    userAgent: null,
    outcome: 'success',
    warning: null,
  });
});

test('list() keeps the old cursor where page 2 of 3 fails, and loses nothing', async () => {
  const { source, kept, server, time } = start({ activities: many(30), pageSize: 10 });
  server.fail('list', { after: 1, status: 403, body: apiError(403, 'forbidden', 'Not Authorized') });
  expect(await poll(source, kept).catch((e) => e)).toMatchObject({ code: 'E_GSUITE_DENIED' });
  expect(kept.cursor).toBeNull();
  time.nowMs += 300_000;
  await poll(source, kept);
  expect(kept.signIns.size).toBe(30);
});

test('list() finds late events: of the hour at once, of half a day within the hour, of six days within the day', async () => {
  const { source, kept, server, time } = start({ activities: many(3) });
  const late = [1.5 * HOUR_MS, 10 * HOUR_MS, 142 * HOUR_MS];
  const found = async (atMs: number) => {
    time.nowMs = atMs;
    await poll(source, kept);
    return kept.fresh.map((s) => NOW_MS - s.timeMs);
  };
  await found(NOW_MS);
  server.activities.push(...late.map((agoMs) => ada(agoMs)));
  expect(await found(NOW_MS + 300_000)).toEqual([late[0]!]);
  expect(server.calls.at(-1)?.startTime).toBe(new Date(NOW_MS - 2 * HOUR_MS).toISOString());
  expect(await found(NOW_MS + HOUR_MS)).toEqual([late[1]!]);
  expect(await found(NOW_MS + HOUR_MS + 300_000)).toEqual([]);
  expect(server.calls.at(-1)?.startTime).toBe(new Date(NOW_MS - 2 * HOUR_MS).toISOString());
  expect(await found(NOW_MS + DAY_MS)).toEqual([late[2]!]);
  expect(await found(NOW_MS + DAY_MS + 300_000)).toEqual([]);
  expect(server.calls.at(-1)?.startTime).toBe(new Date(NOW_MS - 2 * HOUR_MS).toISOString());
});

test('list() reads the last week again though a clock that was wrong put the last time into the future', async () => {
  const { source, kept, server, time } = start({ activities: many(3) });
  time.nowMs = NOW_MS + 30 * DAY_MS;
  await poll(source, kept);
  server.activities.push(ada(5 * DAY_MS));
  time.nowMs = NOW_MS;
  await poll(source, kept);
  expect(kept.fresh.map((s) => NOW_MS - s.timeMs)).toEqual([5 * DAY_MS]);
});

test.each([
  ['403 rateLimitExceeded', { status: 403, body: apiError(403, 'rateLimitExceeded') }],
  ['403 userRateLimitExceeded', { status: 403, body: apiError(403, 'userRateLimitExceeded') }],
  ['403 quotaExceeded', { status: 403, body: apiError(403, 'quotaExceeded') }],
  ['429', { status: 429, body: apiError(429, 'rateLimitExceeded'), headers: { 'retry-after': '9' } }],
  ['503', { status: 503, body: 'busy' }],
  ['a page of HTML', { body: '<html>proxy</html>' }],
])('list() tries again after %s', async (_, failure) => {
  const { source, kept, server, time } = start({ activities: many(3) });
  server.fail('list', { ...failure, times: 2 });
  await poll(source, kept);
  expect(kept.signIns.size).toBe(3);
  expect(time.sleeps.length).toBe(2);
  if ('headers' in failure) expect(time.sleeps).toEqual([9000, 9000]);
});

test('list() gives up on rate limits within its tries and says that nothing is lost', async () => {
  const { source, kept, server } = start({ activities: many(3) });
  server.fail('list', { status: 403, body: apiError(403, 'quotaExceeded'), times: 99 });
  const error = await poll(source, kept).catch((e) => e);
  expect(error).toMatchObject({ code: 'E_GSUITE_RATE_LIMITED', retryable: true });
  expect(server.calls.length).toBe(6);
});

test('list() explains a missing delegation, a foreign administrator, an API not enabled and a wrong clock', async () => {
  const cases: [(s: GoogleServer) => void, RegExp, string][] = [
    [(s) => (s.undelegated = true), /Domain-wide delegation.*admin\.reports\.audit\.readonly/, 'unauthorized_client'],
    [
      (s) => s.fail('list', { status: 401, body: apiError(401, 'authError', 'Access denied'), times: 3 }),
      /super administrator/,
      '401',
    ],
    [(s) => s.fail('list', { status: 403, body: apiError(403, 'accessNotConfigured') }), /Enable the Admin SDK/, '403'],
    [
      (s) =>
        s.fail('token', {
          status: 400,
          body: { error: 'invalid_grant', error_description: 'Invalid JWT: Token must be a short-lived token' },
        }),
      /clock/,
      'invalid_grant',
    ],
  ];
  for (const [prepare, hint, text] of cases) {
    const { source, kept, server } = start({ activities: many(3) });
    prepare(server);
    const error = await poll(source, kept).catch((e) => e);
    expect(error.message).toContain(text);
    expect(error.hints.join('\n')).toMatch(hint);
    expect(error.retryable).toBe(false);
    expect(kept.cursor).toBeNull();
    server.stop();
  }
});

test('list() tries again where the token endpoint is down', async () => {
  const { source, kept, server } = start({ activities: many(3) });
  server.fail('token', { status: 503, body: 'busy' });
  await poll(source, kept);
  expect(kept.signIns.size).toBe(3);
});

test('list() explains key files that are missing, no JSON, or no service account', async () => {
  const { config, time, kept } = start();
  const source = (credential_file: string) => createGsuiteSource({ ...config, credential_file }, time.context);
  const bad = `${config.credential_file}.bad`;
  const errors = [await poll(source('/nonexistent/key.json'), kept).catch((e) => e)];
  for (const text of ['{', '{"type":"authorized_user"}']) {
    writeFileSync(bad, text);
    errors.push(await poll(source(bad), kept).catch((e) => e));
  }
  expect(errors.map((e) => e.code)).toEqual(Array(3).fill('E_GSUITE_CREDENTIALS'));
  expect(errors.map((e) => e.message).join('\n')).toMatch(/ENOENT[\s\S]*not JSON[\s\S]*service account/);
});

test('list() ends when its time is over, goes on with the older part, then reads what came meanwhile', async () => {
  const { source, kept, server, time } = start({ activities: many(50), pageSize: 5 }, fakeTime({ budgetMs: 700 }));
  await poll(source, kept);
  expect(kept.signIns.size).toBe(20);
  server.activities.push(ada(-2 * HOUR_MS));
  time.nowMs += 3 * HOUR_MS;
  for (let i = 0; i < 5; i++) await poll(source, kept);
  expect(kept.signIns.size).toBe(51);
  expect(JSON.parse(kept.cursor ?? '')).toMatchObject({ watermarkMs: NOW_MS + 2 * HOUR_MS });
  // The history is not begun anew because it took several polls.
  await poll(source, kept);
  expect(server.calls.at(-1)?.startTime).toBe(new Date(NOW_MS + HOUR_MS).toISOString());
});

test('list() cut short reads again as far back as events were out of order', async () => {
  const { source, kept, server } = start({}, fakeTime({ budgetMs: 0 }));
  const items = [1, 3, 2].map((hours) => ada(hours * HOUR_MS));
  server.fail('list', { body: { kind: 'admin#reports#activities', items, nextPageToken: 'more' } });
  await poll(source, kept);
  expect(JSON.parse(kept.cursor ?? '').resume.endMs).toBe(NOW_MS - 2 * HOUR_MS + 1);
});

test('list() never asks for a window that begins in the future', async () => {
  const { source, kept, server, time } = start({ activities: [ada(-2 * DAY_MS + 1000)] });
  await poll(source, kept);
  time.nowMs += 60_000;
  await poll(source, kept);
  expect(server.calls.length).toBe(2);
  kept.cursor = JSON.stringify({ v: 1, watermarkMs: NOW_MS + 900 * DAY_MS, deepAtMs: NOW_MS + 900 * DAY_MS });
  await poll(source, kept);
  expect(server.calls.length).toBe(3);
});

test('list() keeps a warning without address or actor under the account it names', async () => {
  const warning: Activity = {
    id: {
      time: new Date(NOW_MS - 1000).toISOString(),
      uniqueQualifier: '5',
      applicationName: 'login',
      customerId: 'C01',
    },
    actor: {},
    events: [
      {
        type: 'account_warning',
        name: 'suspicious_login',
        parameters: [{ name: 'affected_email_address', value: 'grace@example.com' }],
      },
    ],
  };
  const { source, kept } = start({ activities: [warning] });
  await poll(source, kept);
  expect([...kept.signIns.values()]).toMatchObject([
    { account: 'grace@example.com', ip: null, event: 'suspicious_login', warning: 'suspicious_login' },
  ]);
});

test('list() refuses an endless chain of pages', async () => {
  const { source, kept, server } = start({ activities: many(3) });
  server.fail('list', { body: { kind: 'k', nextPageToken: 'same' }, times: 99 });
  expect(await poll(source, kept).catch((e) => e)).toMatchObject({ code: 'E_GSUITE_ANSWER' });
});

test('check() says what works, what the key file lets others do, and what is denied', async () => {
  const { source, config, server, time } = start({ activities: many(3) });
  expect((await source.check()).map((l) => l.ok)).toEqual([true, true]);
  chmodSync(server.credentialFile, 0o644);
  expect((await source.check())[0]).toMatchObject({ ok: false, hints: [`chmod 600 ${server.credentialFile}`] });
  const other = createGsuiteSource({ ...config, admin_email: 'nobody@example.com' }, time.context);
  expect((await other.check()).at(-1)).toMatchObject({ ok: false, text: expect.stringContaining('401') });
});

test('list() refuses a credential_file that is a device, a directory, a pipe or too large, at once', async () => {
  const { config, time } = start();
  const [large, pipe] = [`${config.credential_file}.large`, `${config.credential_file}.pipe`];
  writeFileSync(large, '{'.padEnd(1024 * 1024 + 1));
  expect(Bun.spawnSync(['mkfifo', pipe]).exitCode).toBe(0);
  for (const credential_file of ['/dev/zero', '/', pipe, large]) {
    const source = createGsuiteSource({ ...config, credential_file }, time.context);
    const error = await poll(source, emptyKept()).catch((e: unknown) => e);
    const why = credential_file === large ? 'it is larger than 1048576 bytes' : 'it is no regular file';
    expect(error).toMatchObject({
      code: 'E_GSUITE_CREDENTIALS',
      message: `Cannot read credential_file of gsuite: ${why}: ${credential_file}`,
      hints: [`ls -lL ${credential_file}`, expect.stringContaining('Service accounts')],
    });
  }
});

test.each<[number, unknown]>([
  [200, '<html>Sign in to the network</html>'],
  [200, {}],
  [200, { access_token: 7 }],
  [404, '<html>Not found</html>'],
])('list() blames the token endpoint, not the administrator, where it answers %d %p', async (status, body) => {
  const { source, kept, server, time } = start();
  server.fail('token', { status, body, times: 9 });
  const error = await poll(source, kept).catch((e: unknown) => e);
  expect(error).toMatchObject({
    code: 'E_GSUITE_TOKEN',
    message: expect.stringContaining(`the token endpoint gave no token (status ${status})`),
    hints: [expect.stringContaining('pollers.gsuite.token_url')],
  });
  expect(time.sleeps).toEqual([]);
});

test('list() refuses a key file whose private_key is cut, before any call', async () => {
  const { config, time, server } = start();
  const credential_file = `${config.credential_file}.cut`;
  const key = await Bun.file(config.credential_file).json();
  writeFileSync(credential_file, JSON.stringify({ ...key, private_key: key.private_key.slice(0, 300) }));
  const source = createGsuiteSource({ ...config, credential_file }, time.context);
  const error = await poll(source, emptyKept()).catch((e: unknown) => e);
  expect(error).toMatchObject({
    code: 'E_GSUITE_CREDENTIALS',
    message: expect.stringContaining('private_key is broken'),
  });
  expect(server.tokenCalls).toHaveLength(0);
});
