// Secrets under every failure a server can give, in process, where waiting costs nothing: neither the error, its hints and
// stack, nor the log at -vv, nor `check` shows one, and none travels to another host.

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'bun:test';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { errorLines } from '../../src/commands/print-error.ts';
import { printable } from '../../src/domain/text.ts';
import { findNotifier } from '../../src/notifiers/registry.ts';
import { BusybodyError } from '../../src/platform/errors.ts';
import { setUpLog } from '../../src/platform/log.ts';
import { forgetSecrets, redact } from '../../src/platform/redact.ts';
import { findSource } from '../../src/sources/registry.ts';
import { load } from '../config/helpers.ts';
import { ALERT_MESSAGE } from '../notifiers/sample.ts';
import { emptyKept, fakeTime, poll } from '../sources/harness.ts';
import { CANARIES, type Canary, leakIn } from './canaries.ts';
import { type EchoMode, type EchoServer, FINAL_MODES, MODES, startEchoServer } from './echo-server.ts';

const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});
const SECRETS: readonly Canary[] = [...Object.values(CANARIES), { name: 'private key', value: privateKey }];
const ADMIN = 'admin@example.com';

let dir = '';
let echo: EchoServer;
/** Where nobody may ever come. */
let elsewhere: EchoServer;
let tokens: ReturnType<typeof Bun.serve>;
let lines: string[] = [];
let log: Disposable;

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'busybody-secrets-'));
  elsewhere = startEchoServer('http://127.0.0.1:1/');
  echo = startEchoServer(elsewhere.url);
  tokens = Bun.serve({
    port: 0,
    hostname: '127.0.0.1',
    fetch: () => Response.json({ access_token: CANARIES.access.value, expires_in: 3599, token_type: 'Bearer' }),
  });
});

afterAll(() => {
  for (const server of [echo, elsewhere]) server[Symbol.dispose]();
  void tokens.stop(true);
  rmSync(dir, { recursive: true, force: true });
});

beforeEach(() => {
  lines = [];
  log = setUpLog({ level: 'debug', escape: printable, write: (line) => void lines.push(line) });
  echo.received.length = 0;
  elsewhere.received.length = 0;
});

afterEach(() => {
  log[Symbol.dispose]();
  forgetSecrets();
});

/** A config as the program reads it, so that it knows which of its values are secret. */
function options(kind: 'pollers' | 'notifiers', name: string, body: Record<string, string>) {
  const { config } = load(JSON.stringify({ [kind]: { [name]: body } }));
  return config[kind].find((module) => module.name === name)!.options;
}

function keyFile(change: Record<string, unknown> = {}): string {
  const file = join(dir, 'key.json');
  const key = {
    type: 'service_account',
    client_email: 'b@p.iam.gserviceaccount.com',
    private_key: privateKey,
    ...change,
  };
  writeFileSync(file, JSON.stringify(key), { mode: 0o600 });
  return file;
}

const slackSource = (url: string) =>
  findSource('slack')!.create(
    options('pollers', 'slack', { api_token: CANARIES.poller.value, api_url: url }),
    fakeTime().context,
  );

function google(url: string, { tokenUrl, key = keyFile() }: { tokenUrl: string; key?: string }) {
  const config = { admin_email: ADMIN, credential_file: key, api_url: url, token_url: tokenUrl };
  return findSource('gsuite')!.create(options('pollers', 'gsuite', config), fakeTime().context);
}

function notifier(url: string) {
  const body = { api_token: CANARIES.notifier.value, channel: 'C012345', api_url: url };
  return findNotifier('slack')!.create(options('notifiers', 'slack', body), {
    write: () => {},
    retry: { retries: 1, minTimeoutMs: 1 },
  });
}

type Part = {
  list?: () => Promise<unknown>;
  check: () => Promise<readonly { text: string; hints: readonly string[] }[]>;
};

const PARTS: readonly (readonly [string, (url: string) => Part])[] = [
  ['slack poller', (url) => withList(slackSource(url))],
  ['gsuite poller', (url) => withList(google(url, { tokenUrl: tokens.url.href }))],
  ['slack notifier', (url) => withSend(notifier(url))],
];

function withList(source: ReturnType<typeof slackSource>): Part {
  return { list: () => poll(source, emptyKept()), check: () => source.check() };
}

function withSend(one: ReturnType<typeof notifier>): Part {
  return {
    list: async () => {
      const result = await one.send(ALERT_MESSAGE, { idempotencyKey: 'k' });
      if (!result.delivered) throw new BusybodyError('E_DELIVERY', result.error, { hints: result.hints });
    },
    check: () => one.check(),
  };
}

/** Everything that would be printed of one listing and one check. */
async function told(part: Part): Promise<string> {
  const shown: string[] = [];
  try {
    await part.list?.();
  } catch (error) {
    shown.push(errorLines(error, { stack: true }));
  }
  for (const { text, hints } of await part.check()) shown.push(redact([text, ...hints].join('\n')));
  return [...shown, ...lines].join('\n');
}

describe.each(PARTS)('%s', (_, open) => {
  test.each(MODES)('shows no secret and sends none elsewhere: %s', async (mode: EchoMode) => {
    echo.mode = mode;
    const text = await told(open(`${echo.url}api/`));
    expect(leakIn(text, SECRETS)).toBeNull();
    expect(text.length).toBeGreaterThan(20);
    // The servers did get what must not be seen: else nothing was tried.
    expect(echo.received.length).toBeGreaterThan(0);
    expect(elsewhere.received).toEqual([]);
  });

  test.each([
    ['a port where nobody listens', 'http://127.0.0.1:1/api/'],
    ['TLS where there is none', ''],
    ['a password in the URL', `http://ada:${CANARIES.gateway.value}@127.0.0.1:1/api/`],
  ])('shows no secret: %s', async (_, url) => {
    const text = await told(open(url || `${echo.url.replace('http:', 'https:')}api/`));
    expect(leakIn(text, SECRETS)).toBeNull();
  });
});

test("shows no secret of the token endpoint's making, and sends none elsewhere", async () => {
  // All at once: Google's client tries again in its own time, which no clock of ours moves.
  await Promise.all(
    FINAL_MODES.map(async (mode) => {
      using server = startEchoServer(elsewhere.url);
      server.mode = mode;
      const source = google('http://127.0.0.1:1/', { tokenUrl: `${server.url}token` });
      const error = await poll(source, emptyKept()).then(
        () => null,
        (thrown) => errorLines(thrown, { stack: true }),
      );
      expect(error).toContain('busybody: error: ');
      expect([mode, leakIn(error!, SECRETS)]).toEqual([mode, null]);
      expect(server.received.join()).toContain('assertion=');
    }),
  );
  expect(leakIn(lines.join(), SECRETS)).toBeNull();
  expect(elsewhere.received).toEqual([]);
});

test('a leak is found in every form', () => {
  const { value } = CANARIES.poller;
  for (const text of [
    value,
    value.slice(3, 15),
    btoa(`user:${value}`),
    encodeURIComponent(value),
    Buffer.from(value).toString('hex'),
  ])
    expect(leakIn(`x ${text} y`, SECRETS)).not.toBeNull();
  expect(leakIn(privateKey.replaceAll('\n', ' '), SECRETS)).not.toBeNull();
  expect(leakIn('nothing of the kind', SECRETS)).toBeNull();
});

describe('a key file of somebody else’s making', () => {
  test.each(['token_uri', 'auth_uri', 'auth_provider_x509_cert_url', 'universe_domain', 'quota_project_id'])(
    'sends nothing where its %s points to',
    async (field) => {
      echo.mode = '200 other JSON';
      const key = keyFile({ [field]: field === 'universe_domain' ? new URL(elsewhere.url).host : elsewhere.url });
      await told(withList(google(`${echo.url}api/`, { tokenUrl: tokens.url.href, key })));
      expect(elsewhere.received).toEqual([]);
      expect(echo.received.length).toBeGreaterThan(0);
    },
  );
});

describe('next pages', () => {
  test('a cursor or page token that is a URL is only a value', async () => {
    const rogue = elsewhere.url;
    let calls = 0;
    using server = Bun.serve({
      port: 0,
      hostname: '127.0.0.1',
      fetch(request) {
        calls++;
        const { pathname, searchParams } = new URL(request.url);
        if (pathname.endsWith('/users.list'))
          return Response.json({
            ok: true,
            members: [],
            response_metadata: { next_cursor: calls < 4 ? `${rogue}${calls}` : '' },
          });
        if (pathname.endsWith('/team.accessLogs')) {
          const row = { user_id: 'U1', date_first: 1_770_000_000, date_last: 1_770_000_000, ip: '81.2.69.1' };
          return Response.json({
            ok: true,
            logins: [row],
            paging: { pages: 1, total: 1, next: rogue },
            next: rogue,
            url: rogue,
          });
        }
        if (pathname.endsWith('/users.info')) return Response.json({ ok: true, user: { id: 'U1', profile: {} } });
        const next = searchParams.get('pageToken') === null ? { nextPageToken: rogue, nextLink: rogue } : {};
        return Response.json({ kind: 'admin#reports#activities', ...next });
      },
    });
    await poll(slackSource(`${server.url.href}api/`), emptyKept());
    await poll(google(server.url.href, { tokenUrl: tokens.url.href }), emptyKept());
    expect(calls).toBeGreaterThan(5);
    expect(elsewhere.received).toEqual([]);
  });
});
