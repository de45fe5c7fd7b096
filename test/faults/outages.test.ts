// Every way an app or the network to it can fail, for both apps, through the real clients: what heals is tried again and
// nothing is missing or doubled, what cannot heal is not, and every end keeps the cursor and says what to do.

import { afterAll, describe, expect, test } from 'bun:test';
import { BusybodyError } from '../../src/platform/errors.ts';
import type { Source, SourceContext } from '../../src/sources/contract.ts';
import { gsuiteConfig } from '../../src/sources/gsuite/config.ts';
import { createGsuiteSource } from '../../src/sources/gsuite/source.ts';
import { slackConfig } from '../../src/sources/slack/config.ts';
import { createSlackSource } from '../../src/sources/slack/source.ts';
import { type Fault, startBadLine } from '../servers/bad-line.ts';
import type { Failure } from '../servers/failures.ts';
import { apiError, startGoogleServer } from '../servers/google.ts';
import { login } from '../servers/google-data.ts';
import { startSlackServer } from '../servers/slack.ts';
import { emptyKept, type FakeTime, fakeTime, NOW_MS, NOW_S, poll } from '../sources/harness.ts';

const MINUTE_MS = 60_000;
const RECORDS = 9;
const PAGE = 4;
const tls = (name: string) => Bun.file(`${import.meta.dir}/../fixtures/tls/${name}.pem`);

interface App extends Disposable {
  readonly time: FakeTime;
  /** `api_url` as given, else over a line that can be spoiled. */
  source(options?: { apiUrl?: string; context?: SourceContext }): Source;
  fail(failure: Failure): void;
  spoil(fault: Omit<Fault, 'match'>): void;
  heal(): void;
  /** Calls of the log that arrived. */
  calls(): number;
}

function slackApp(): App {
  const logins = Array.from({ length: RECORDS }, (_, i) => {
    const timeS = NOW_S - 600 * (i + 1);
    return { user_id: 'U1', date_first: timeS, date_last: timeS, ip: '203.0.113.7', user_agent: `agent ${i}` };
  });
  const server = startSlackServer({
    logins,
    users: [{ id: 'U1', profile: { email: 'ada@example.com' } }],
    pageSize: PAGE,
  });
  const line = startBadLine({ port: Number(new URL(server.apiUrl).port) });
  const time = fakeTime();
  return {
    time,
    source: ({ apiUrl = line.through(server.apiUrl), context } = {}) =>
      createSlackSource(slackConfig.parse({ api_token: server.token, api_url: apiUrl }), {
        ...time.context,
        callTimeoutMs: 10_000,
        ...context,
      }),
    fail: (failure) => server.fail('team.accessLogs', failure),
    spoil: (fault) => line.spoil({ ...fault, match: 'team.accessLogs' }),
    heal: server.clearFailures,
    calls: () => server.calls.filter(({ method }) => method === 'team.accessLogs').length,
    [Symbol.dispose]() {
      line[Symbol.dispose]();
      server.stop();
    },
  };
}

function googleApp(): App {
  const activities = Array.from({ length: RECORDS }, (_, i) =>
    login({ email: 'ada@example.com', timeMs: NOW_MS - 600_000 * (i + 1), ip: '203.0.113.7', qualifier: `-${i}` }),
  );
  const server = startGoogleServer({ activities, pageSize: PAGE, nowMs: () => NOW_MS });
  const line = startBadLine({ port: Number(new URL(server.apiUrl).port) });
  const time = fakeTime();
  const { admin: admin_email, credentialFile: credential_file } = server;
  return {
    time,
    source: ({ apiUrl = line.through(server.apiUrl), context } = {}) =>
      createGsuiteSource(
        gsuiteConfig.parse({ admin_email, credential_file, api_url: apiUrl, token_url: server.tokenUrl }),
        { ...time.context, callTimeoutMs: 10_000, ...context },
      ),
    fail: (failure) => server.fail('list', failure),
    spoil: (fault) => line.spoil({ ...fault, match: '/applications/login' }),
    heal: server.clearFailures,
    calls: () => server.calls.length,
    [Symbol.dispose]() {
      line[Symbol.dispose]();
      server.stop();
    },
  };
}

const APPS = [
  ['slack', slackApp],
  ['gsuite', googleApp],
] as const;

const status = (code: number, times = 1): Failure => ({ status: code, body: 'busy', times });
const asJson = { 'content-type': 'application/json' };
const json = (body: unknown): Failure => ({ body });

/** Answers that come instead of the true one, and heal. */
const PASSING: readonly (readonly [name: string, failure: Failure, app?: 'slack' | 'gsuite'])[] = [
  ['status 408', status(408)],
  ['status 500', status(500)],
  ['status 502', status(502)],
  ['status 503', status(503)],
  ['status 504', status(504)],
  ['a storm of 5xx', status(503, 4)],
  ['JSON cut off', { body: '{"ok":true,"logins":[{"user_id":"U1","da', headers: asJson }],
  ['an empty answer', { body: '', headers: asJson }],
  ['a page of HTML', { body: '<html>Please log in to the hotel network</html>' }],
  [
    'bytes that are no gzip',
    { body: new Uint8Array([1, 2, 3, 4]), headers: { 'content-encoding': 'gzip', ...asJson } },
  ],
  [
    'gzip cut off',
    {
      body: Bun.gzipSync('{"ok":true,"logins":[]}'.repeat(99)).slice(0, 20),
      headers: { 'content-encoding': 'gzip', ...asJson },
    },
  ],
  ['ok:false internal_error', json({ ok: false, error: 'internal_error' }), 'slack'],
  ['ok:false fatal_error', json({ ok: false, error: 'fatal_error' }), 'slack'],
  ['ok:false service_unavailable', json({ ok: false, error: 'service_unavailable' }), 'slack'],
  ['ok:false ratelimited', json({ ok: false, error: 'ratelimited' }), 'slack'],
  ...['rateLimitExceeded', 'userRateLimitExceeded', 'quotaExceeded'].map(
    (reason) => [`403 ${reason}`, { status: 403, body: apiError(403, reason) }, 'gsuite'] as const,
  ),
];

/** What is told once and not tried again; with a word of the message and one of the hints. */
const LASTING: readonly (readonly [
  name: string,
  failure: Failure,
  said: RegExp,
  hint: RegExp,
  app?: 'slack' | 'gsuite',
])[] = [
  ['status 404', status(404), /404/, /api_url/],
  ...(
    [
      ['not_authed', /api_token/],
      ['invalid_auth', /api_token/],
      ['token_revoked', /new user token/i],
      ['token_expired', /rotation/],
      ['account_inactive', /deactivated/],
      ['not_allowed_token_type', /xoxp-/],
      ['paid_only', /paid/],
      ['access_denied', /administrator/],
      ['missing_scope', /User Token Scopes/],
    ] as const
  ).map(
    ([error, hint]) => [error, json({ ok: false, error, needed: 'admin' }), new RegExp(error), hint, 'slack'] as const,
  ),
  [
    '401 of the first call',
    { status: 401, body: apiError(401, 'authError', 'Access denied') },
    /401/,
    /privilege/,
    'gsuite',
  ],
  ['403 forbidden', { status: 403, body: apiError(403, 'forbidden') }, /403/, /privilege/, 'gsuite'],
  ['403 accessNotConfigured', { status: 403, body: apiError(403, 'accessNotConfigured') }, /403/, /Enable/, 'gsuite'],
  [
    '400 of a page token unknown by now',
    { status: 400, body: apiError(400, 'invalid', 'Page token') },
    /400/,
    /^$/,
    'gsuite',
  ],
];

const forApp = <T extends readonly unknown[]>(rows: readonly T[], app: string): T[] =>
  rows.filter((row) => !['slack', 'gsuite'].includes(row.at(-1) as string) || row.at(-1) === app);

/** Waits of repetitions: Google's pages are paced besides. */
const waits = ({ time }: App) => time.sleeps.filter((ms) => ms !== 300);

const impatient = ({ time }: App): SourceContext => ({ ...time.context, callTimeoutMs: 400 });

async function failedPoll(app: App, source: Source): Promise<BusybodyError> {
  const kept = emptyKept();
  const error = await poll(source, kept).then(
    () => null,
    (caught: unknown) => caught,
  );
  expect(error).toBeInstanceOf(BusybodyError);
  expect(kept.cursor).toBeNull();
  // The next poll brings everything: what was stored by the one that failed is known by its ids.
  app.heal();
  await poll(app.source(), kept);
  expect(kept.signIns.size).toBe(RECORDS);
  return error as BusybodyError;
}

describe.each(APPS)('%s', (name, open) => {
  test.each(forApp(PASSING, name))('%s heals within the poll', async (_, failure) => {
    using app = open();
    const kept = emptyKept();
    app.fail({ ...failure, after: 1 });
    await poll(app.source(), kept);
    expect(kept.signIns.size).toBe(RECORDS);
    expect(kept.cursor).not.toBeNull();
    expect(waits(app)).toHaveLength(failure.times ?? 1);
  });

  test.each(['reset', 'lost', 'cut', 'hang'] as const)('a line broken by %s heals within the poll', async (kind) => {
    using app = open();
    const kept = emptyKept();
    app.spoil({ kind, bytes: 250 });
    await poll(kind === 'hang' ? app.source({ context: impatient(app) }) : app.source(), kept);
    expect(kept.signIns.size).toBe(RECORDS);
    expect(waits(app)).toHaveLength(1);
  });

  test('429 is waited for, in seconds and as a date', async () => {
    using app = open();
    app.fail({ status: 429, body: apiError(429, 'rateLimitExceeded'), headers: { 'retry-after': '7' } });
    const date = new Date(NOW_MS + 7000 + 30_000).toUTCString();
    app.fail({ status: 429, body: apiError(429, 'rateLimitExceeded'), headers: { 'retry-after': date } });
    const kept = emptyKept();
    await poll(app.source(), kept);
    expect(kept.signIns.size).toBe(RECORDS);
    expect(waits(app)).toEqual([7000, 30_000]);
  });

  test('waits of repetitions are drawn from all of a growing span', async () => {
    const tries: number[] = [];
    for (const share of [0, 0.5, 0.9]) {
      using app = open();
      app.fail(status(503, 99));
      const context = { ...app.time.context, random: () => share };
      await poll(app.source({ context }), emptyKept()).catch(() => {});
      expect(waits(app).every((ms, i) => ms === Math.round(share * 1000 * 2 ** (i + 1)))).toBe(true);
      tries.push(waits(app).length);
    }
    expect(tries).toEqual([5, 5, 5]);
  });

  test('an outage that lasts ends the poll within a minute of waiting, and says that it may pass', async () => {
    using app = open();
    app.fail({ ...status(503, 9999), after: 1 });
    const error = await failedPoll(app, app.source());
    expect(error.retryable).toBe(true);
    expect(error.hints.join()).toMatch(/status/);
    expect(waits(app).reduce((sum, ms) => sum + ms, 0)).toBeLessThanOrEqual(60_000);
  });

  test('a wait that does not fit into the time of the poll is not begun', async () => {
    using app = open();
    const headers = { 'retry-after': '3600' };
    app.fail({ status: 429, body: apiError(429, 'rateLimitExceeded'), headers, times: 99 });
    const error = await failedPoll(app, app.source());
    expect(error.code).toMatch(/RATE_LIMITED/);
    expect(error.hints.join()).toContain('Nothing is lost');
    expect(waits(app)).toEqual([]);
  });

  test('a server that never answers gets two tries', async () => {
    using app = open();
    app.spoil({ kind: 'hang', times: 2 });
    const error = await failedPoll(app, app.source({ context: impatient(app) }));
    expect(error.retryable).toBe(true);
    expect(error.message).toContain('no complete answer within 0.4 s');
    expect(app.calls()).toBeGreaterThan(0);
  });

  test.each(forApp(LASTING, name))('%s is told once, with what to do', async (_, failure, said, hint) => {
    using app = open();
    app.fail({ ...failure, times: 99 });
    const before = app.calls();
    const error = await failedPoll(app, app.source());
    expect(error.retryable).toBe(false);
    expect(error.message).toMatch(said);
    expect(error.hints.join('\n')).toMatch(hint);
    expect(waits(app)).toEqual([]);
    // One failed, then the whole log was read.
    expect(app.calls() - before).toBe(1 + Math.ceil(RECORDS / PAGE));
  });

  test.each([
    ['a name without address', 'http://nowhere.invalid/api/', 'no address found for nowhere.invalid'],
    ['a port where nobody listens', 'http://127.0.0.1:1/api/', 'connection refused by 127.0.0.1:1'],
  ])('%s is tried again, then named', async (_, apiUrl, said) => {
    using app = open();
    const error = await failedPoll(app, app.source({ apiUrl }));
    expect(error.message).toContain(said);
    expect(error.retryable).toBe(true);
    expect(error.hints.join()).toMatch(/DNS, firewall/);
    expect(waits(app)).toHaveLength(5);
  });

  test.each([['signed by nobody known', 'server', /signed by nobody this machine trusts/, /NODE_EXTRA_CA_CERTS/]])(
    'a certificate %s is told once and never taken',
    async (_, certificate, said, hint) => {
      using app = open();
      let heard = 0;
      using server = Bun.serve({
        port: 0,
        hostname: '127.0.0.1',
        tls: { cert: tls(certificate), key: tls('server-key') },
        fetch: () => {
          heard += 1;
          return Response.json({ ok: true, logins: [], items: [], kind: 'x' });
        },
      });
      const error = await failedPoll(app, app.source({ apiUrl: `https://localhost:${server.port}/api/` }));
      expect(error.message).toMatch(said);
      expect(error.hints.join('\n')).toMatch(hint);
      expect(error.retryable).toBe(false);
      expect(waits(app)).toEqual([]);
      expect(heard).toBe(0);
    },
  );

  test.each([-10, 10])(
    'a clock that is %d minutes off loses nothing, and nothing when it is set right',
    async (off) => {
      using app = open();
      const kept = emptyKept();
      app.time.nowMs = NOW_MS + off * MINUTE_MS;
      await poll(app.source(), kept);
      app.time.nowMs = NOW_MS + 15 * MINUTE_MS;
      await poll(app.source(), kept);
      expect(kept.signIns.size).toBe(RECORDS);
    },
  );

  test.each(['nonsense', '{"v":9}', '{"v":1,"watermark":-1}', ''])(
    'a cursor %j reads everything again',
    async (cursor) => {
      using app = open();
      const kept = { ...emptyKept(), cursor };
      await poll(app.source(), kept);
      expect(kept.signIns.size).toBe(RECORDS);
      expect(kept.cursor).not.toBe(cursor);
    },
  );
});

describe('tokens', () => {
  const google = startGoogleServer({ pageSize: 4, skewMs: 5 * MINUTE_MS });
  afterAll(() => google.stop());
  const many = (nowMs: number) =>
    Array.from({ length: RECORDS }, (_, i) =>
      login({ email: 'ada@example.com', timeMs: nowMs - 600_000 * (i + 1), ip: '203.0.113.7', qualifier: `${i}` }),
    );
  const { admin: admin_email, credentialFile: credential_file } = google;
  const config = gsuiteConfig.parse({
    admin_email,
    credential_file,
    api_url: google.apiUrl,
    token_url: google.tokenUrl,
  });

  test("Google's access token expires in the middle of a scan: another is fetched, once", async () => {
    const time = fakeTime({ nowMs: Date.now() });
    google.activities.push(...many(time.nowMs));
    google.fail('list', { after: 1, action: () => google.withdrawTokens() });
    const kept = emptyKept();
    await poll(createGsuiteSource(config, time.context), kept);
    expect(kept.signIns.size).toBe(RECORDS);
    expect(google.tokenCalls).toHaveLength(2);
  });

  test('a token that is refused again is not fetched for ever', async () => {
    const time = fakeTime({ nowMs: Date.now() });
    google.tokenCalls.length = 0;
    google.fail('list', { after: 1, times: 99, status: 401, body: apiError(401, 'authError', 'Invalid Credentials') });
    const error = await poll(createGsuiteSource(config, time.context), emptyKept()).catch((caught) => caught);
    expect(error).toMatchObject({ code: 'E_GSUITE_DENIED', retryable: false });
    expect(google.tokenCalls).toHaveLength(2);
    google.clearFailures();
  });

  test("a machine's clock too far off for Google is named as such", async () => {
    using late = startGoogleServer({ nowMs: () => Date.now() + 10 * MINUTE_MS, skewMs: 5 * MINUTE_MS });
    const other = { ...config, credential_file: late.credentialFile, api_url: late.apiUrl, token_url: late.tokenUrl };
    const time = fakeTime({ nowMs: Date.now() });
    const error = await poll(createGsuiteSource(other, time.context), emptyKept()).catch((caught) => caught);
    expect(error).toMatchObject({ retryable: false });
    expect(error.hints.join()).toContain('clock');
    expect(late.tokenCalls).toHaveLength(1);
  });

  test('a Slack token rotated between two runs: the old one is told once, the new one goes on where the old one was', async () => {
    const row = (i: number) => ({ user_id: 'U1', date_first: NOW_S - i, date_last: NOW_S - i, ip: '203.0.113.7' });
    const logins = [row(9000)];
    const people = [{ id: 'U1', profile: { email: 'ada@example.com' } }];
    using before = startSlackServer({ logins, users: people });
    using after = startSlackServer({ logins, users: people, token: 'xoxp-test-token-0002' });
    const source = (api_token: string, api_url: string) =>
      createSlackSource(slackConfig.parse({ api_token, api_url }), fakeTime().context);
    const kept = emptyKept();
    await poll(source(before.token, before.apiUrl), kept);
    const { cursor } = kept;
    logins.push(row(100));
    const error = await poll(source(before.token, after.apiUrl), kept).catch((caught) => caught);
    expect(error).toMatchObject({ retryable: false, message: expect.stringContaining('invalid_auth') });
    expect(kept.cursor).toBe(cursor);
    await poll(source(after.token, after.apiUrl), kept);
    expect(kept.signIns.size).toBe(2);
  });
});
