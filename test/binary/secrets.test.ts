// The executable with secrets in every place it takes them from, against servers that repeat what they are told: nothing it
// prints, logs, stores or is called with holds one. And what it makes is its owner's alone, also under umask 000.

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'bun:test';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CANARIES, type Canary, leakIn } from '../hostile/canaries.ts';
import { type EchoServer, startEchoServer } from '../hostile/echo-server.ts';
import { type GoogleServer, startGoogleServer } from '../servers/google.ts';
import { builtInGoogle } from '../servers/google-data.ts';
import { type SlackServer, startSlackServer } from '../servers/slack.ts';
import { builtInSlack } from '../servers/slack-data.ts';
import { BINARY } from './binary.ts';

const posix = process.platform !== 'win32';
let dir = '';
let slack: SlackServer;
let channel: SlackServer;
let google: GoogleServer;
let echo: EchoServer;
let secrets: readonly Canary[] = [];

beforeAll(() => {
  slack = startSlackServer({ ...builtInSlack(Date.now()), token: CANARIES.poller.value });
  channel = startSlackServer({ token: CANARIES.notifier.value });
  google = startGoogleServer({ activities: builtInGoogle(Date.now()) });
  echo = startEchoServer('http://127.0.0.1:1/');
  const key = JSON.parse(readFileSync(google.credentialFile, 'utf8')) as { private_key: string };
  // The access token that this server gives has the shape of Google's.
  const access = { name: 'access token', value: 'ya29.test-access-token' };
  secrets = [...Object.values(CANARIES), access, { name: 'private key', value: key.private_key }];
});

afterAll(() => {
  for (const server of [slack, channel, google, echo]) server[Symbol.dispose]();
});

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'busybody-secrets-'));
});

afterEach(() => rmSync(dir, { recursive: true, force: true }));

interface ConfigParts {
  readonly slackUrl?: string;
  readonly channelUrl?: string;
  readonly googleUrl?: string;
  readonly tokenUrl?: string;
  readonly persistence?: string;
  readonly more?: string;
}

function config(parts: ConfigParts = {}): string {
  const file = join(dir, 'config.yml');
  const text = `pollers:
  slack: {api_token: ${CANARIES.poller.value}, api_url: "${parts.slackUrl ?? slack.apiUrl}"}
  gsuite:
    admin_email: ${google.admin}
    credential_file: ${google.credentialFile}
    api_url: "${parts.googleUrl ?? google.apiUrl}"
    token_url: "${parts.tokenUrl ?? google.tokenUrl}"
persistence: ${parts.persistence ?? `{path: ${join(dir, 'state/b.db')}}`}
analysis: {alert_budget: 1000}
notifiers:
  slack: {api_token: ${CANARIES.notifier.value}, channel: C012345, api_url: "${parts.channelUrl ?? channel.apiUrl}"}
${parts.more ?? ''}`;
  writeFileSync(file, text, { mode: 0o600 });
  return file;
}

interface Ended {
  readonly code: number;
  readonly text: string;
}

async function busybody(words: readonly string[], env: Record<string, string> = {}): Promise<Ended> {
  const command = posix ? ['/bin/sh', '-c', 'umask 000; exec "$0" "$@"', BINARY, ...words] : [BINARY, ...words];
  const child = Bun.spawn(command, {
    cwd: dir,
    env: { HOME: dir, TZ: 'UTC', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [out, err, code] = await Promise.all([child.stdout.text(), child.stderr.text(), child.exited]);
  return { code, text: out + err };
}

/** Every file below the directory but the config, which holds the tokens by right. */
function files(below = dir): string[] {
  return readdirSync(below, { recursive: true, encoding: 'utf8' })
    .map((name) => join(below, name))
    .filter((path) => path !== join(dir, 'config.yml'));
}

/** Of all that was printed and of every byte of every file made. */
function leak(...ended: Ended[]): string | null {
  const made = files().filter((path) => statSync(path).isFile());
  const bytes = made.map((path) => readFileSync(path).toString('latin1'));
  return leakIn([...ended.map(({ text }) => text), ...bytes].join('\n'), secrets);
}

describe('no secret is printed, logged or stored', () => {
  test('by a run at -vv, by check, and by libraries that the environment makes talkative', async () => {
    const talkative = { BUN_CONFIG_VERBOSE_FETCH: 'curl', GOOGLE_SDK_NODE_LOGGING: '*', NODE_DEBUG: '*', DEBUG: '*' };
    const run = await busybody(['-c', config(), '-f', join(dir, 'b.log'), '-vv', 'run'], talkative);
    expect(run).toEqual({ code: 0, text: run.text });
    expect(channel.messages.length).toBeGreaterThan(0);
    const check = await busybody(['-c', config(), '-vv', 'check'], talkative);
    expect(check).toEqual({ code: 0, text: check.text });
    expect(files().join()).toContain('b.db');
    expect(leak(run, check)).toBeNull();
  });

  // Those that nobody tries again; the others are in test/hostile, where waiting costs nothing.
  test.each(['400 JSON', '403 text', 'redirect 307'] as const)(
    'by a poll, a check and a delivery that end in: %s',
    async (mode) => {
      const log = join(dir, 'b.log');
      // Something to be told of.
      expect((await busybody(['-c', config(), 'poll', 'slack'])).code).toBe(0);
      expect((await busybody(['-c', config(), 'analyze'])).code).toBe(0);
      echo.mode = mode;
      echo.received.length = 0;
      const file = config({ slackUrl: echo.url, channelUrl: echo.url, googleUrl: echo.url });
      const run = await busybody(['-c', file, '-f', log, '-vv', 'run']);
      const check = await busybody(['-c', file, '-vv', 'check']);
      expect([run.code, check.code]).toEqual([1, 1]);
      expect(leakIn(echo.received.join(), secrets)).not.toBeNull();
      expect(leak(run, check)).toBeNull();
    },
  );

  test('by a proxy that refuses, nor its own password', async () => {
    echo.mode = '403 text';
    echo.received.length = 0;
    const proxy = echo.url.replace('//', `//ada:${CANARIES.proxy.value}@`);
    const file = config({ slackUrl: 'http://slack.invalid/api/', googleUrl: 'http://google.invalid/' });
    const ended = await busybody(['-c', file, '-f', join(dir, 'b.log'), '-vv', 'poll', 'slack'], {
      HTTP_PROXY: proxy,
      http_proxy: proxy,
    });
    expect(ended.code).toBe(1);
    expect(echo.received.join()).toContain('slack.invalid');
    expect(leak(ended)).toBeNull();
  });

  test('by a config with mistakes beside the secrets, or with a password in a URL', async () => {
    const gateway = `http://ada:${CANARIES.gateway.value}@127.0.0.1:1/api/`;
    for (const parts of [
      { more: '  stdot: {}\n' },
      { persistence: `{path: ${join(dir, 'b.db')}, modul: x}` },
      { slackUrl: `ftp://ada:${CANARIES.gateway.value}@127.0.0.1/` },
      { persistence: '{path: [', slackUrl: gateway },
    ]) {
      const ended = await busybody(['-c', config(parts), '-vv', 'check']);
      expect(ended.code).toBe(2);
      expect(leak(ended)).toBeNull();
    }
  });

  test.if(process.platform === 'linux')('by its arguments, which every user of the machine can read', async () => {
    const seen: string[] = [];
    slack.fail('team.accessLogs', {
      action: () => {
        for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
          try {
            const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
            if (words.includes(dir)) seen.push(words);
          } catch {
            // It ended meanwhile.
          }
        }
      },
    });
    expect((await busybody(['-c', config(), 'poll', 'slack'])).code).toBe(0);
    expect(seen.length).toBeGreaterThan(0);
    expect(leakIn(seen.join(), secrets)).toBeNull();
  });

  test('by an error that nobody awaited', async () => {
    const root = join(import.meta.dir, '../..');
    const script = join(dir, 'crash.ts');
    writeFileSync(
      script,
      `import { start } from ${JSON.stringify(join(root, 'src/commands/start.ts'))};
import { registerSecret } from ${JSON.stringify(join(root, 'src/platform/redact.ts'))};
const secret = process.env.CANARY!;
registerSecret(secret);
setTimeout(() => void Promise.reject(Object.assign(new Error('failed: ' + secret), { config: { headers: { authorization: secret } } })), 0);
await start(['check']);
await Bun.sleep(2000);
`,
    );
    const child = Bun.spawn([process.execPath, script, '-vv'], {
      cwd: dir,
      env: {
        HOME: dir,
        XDG_DATA_HOME: join(dir, 'data'),
        STATE_DIRECTORY: join(dir, 'state'),
        CANARY: CANARIES.poller.value,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const [out, err, code] = await Promise.all([child.stdout.text(), child.stderr.text(), child.exited]);
    expect(err).toContain('busybody: error: failed: ********');
    expect(code).toBe(1);
    expect(leakIn(out + err, secrets)).toBeNull();
  });
});

describe.if(posix)('what is made under umask 000 is its owner’s alone', () => {
  /** `rw-r--r-- path` of everything that others may look into; units are for everybody. */
  function open(): string[] {
    return files()
      .filter((path) => !/busybody\.(?:service|timer)$/.test(path) && (statSync(path).mode & 0o077) !== 0)
      .map((path) => `${(statSync(path).mode & 0o777).toString(8)} ${path}`);
  }

  test('while a run is at work: store, WAL, lock and log', async () => {
    let during: string[] = [];
    let names = '';
    slack.fail('team.accessLogs', {
      action: () => {
        during = open();
        names = files().join(' ');
      },
    });
    const ended = await busybody(['-c', config(), '-f', join(dir, 'b.log'), '-vv', 'run']);
    expect(ended.code).toBe(0);
    for (const ending of ['b.db', 'b.db-wal', 'b.db-shm', 'b.db.lock', 'b.log', 'state'])
      expect(names).toContain(ending);
    expect(during).toEqual([]);
    expect(open()).toEqual([]);
  });

  test('flat-file logs, backups, companies, configs', async () => {
    const flat = config({ persistence: `{module: flatfile, log_directory: ${join(dir, 'logs')}}` });
    mkdirSync(join(dir, 'logs'), { mode: 0o700 });
    for (const words of [
      ['-c', flat, 'poll'],
      ['-c', flat, 'backup', join(dir, 'copy')],
      ['init', join(dir, 'new/deep/config.yml')],
      ['init', '--systemd', join(dir, 'units')],
      ['demo', '--users', '5', '--days', '20', '--out', join(dir, 'company')],
    ]) {
      const ended = await busybody(words);
      expect([words.join(' '), ended.code, ended.text]).toEqual([words.join(' '), 0, ended.text]);
    }
    for (const words of [['poll'], ['backup', join(dir, 'copy.db')]])
      expect((await busybody(['-c', config(), ...words])).code).toBe(0);
    expect(files().length).toBeGreaterThan(15);
    expect(open()).toEqual([]);
  });

  test('warns of what others may read: config, key, secret in a file, store', async () => {
    const token = join(dir, 'token');
    writeFileSync(token, CANARIES.notifier.value);
    const key = join(dir, 'key.json');
    writeFileSync(key, readFileSync(google.credentialFile));
    const file = config();
    writeFileSync(
      file,
      readFileSync(file, 'utf8').replace(CANARIES.notifier.value, `file:${token}`).replace(google.credentialFile, key),
    );
    expect((await busybody(['-c', file, 'poll'])).code).toBe(0);
    for (const path of [token, key, file, join(dir, 'state/b.db')]) chmodSync(path, 0o640);
    const poll = await busybody(['-c', file, 'poll']);
    for (const path of [token, key, file]) expect(poll.text).toContain(`${path} holds`);
    const check = await busybody(['-c', file, 'check']);
    expect(check.code).toBe(1);
    for (const path of [token, key, file, join(dir, 'state/b.db')]) expect(check.text).toContain(path);
    expect(check.text.match(/chmod/g)!.length).toBeGreaterThanOrEqual(4);
    // The token's own file and the config hold it by right.
    expect(leakIn(poll.text + check.text, secrets)).toBeNull();
  });
});
