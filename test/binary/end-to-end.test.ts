// The executable against servers that behave as Slack's and Google's: poll, analyze, notify, and what a person does next.

import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type GoogleServer, startGoogleServer } from '../servers/google.ts';
import { builtInGoogle } from '../servers/google-data.ts';
import { type SlackServer, startSlackServer } from '../servers/slack.ts';
import { builtInSlack } from '../servers/slack-data.ts';
import { BINARY } from './binary.ts';

let home = '';
let slack: SlackServer;
let google: GoogleServer;

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'busybody-e2e-'));
  slack = startSlackServer(builtInSlack(Date.now()));
  google = startGoogleServer({ activities: builtInGoogle(Date.now()) });
  mkdirSync(join(home, '.config/busybody'), { recursive: true });
  writeConfig();
});

afterAll(() => {
  slack.stop();
  google.stop();
  rmSync(home, { recursive: true, force: true });
});

function writeConfig(options: { name?: string; database?: string } = {}): void {
  const { name = '.config/busybody/config.yml', database = 'busybody.db' } = options;
  const file = join(home, name);
  writeFileSync(
    file,
    `pollers:
  slack: {api_token: "\${SLACK_TOKEN}", api_url: "${slack.apiUrl}"}
  gsuite:
    admin_email: ${google.admin}
    credential_file: ${google.credentialFile}
    api_url: ${google.apiUrl}
    token_url: ${google.tokenUrl}
persistence: {module: sqlite, path: ${join(home, database)}}
notifiers:
  slack: {api_token: "\${SLACK_TOKEN}", channel: C012345, api_url: "${slack.apiUrl}"}
`,
  );
  chmodSync(file, 0o600);
}

/** Not synchronous: the servers live in this process. */
async function busybody(...words: string[]) {
  const child = Bun.spawn([BINARY, ...words], {
    cwd: home,
    env: { HOME: home, SLACK_TOKEN: slack.token, TZ: 'UTC' },
    stdin: 'ignore',
    stdout: 'pipe',
    stderr: 'pipe',
  });
  const [stdout, stderr] = await Promise.all([child.stdout.text(), child.stderr.text()]);
  return { stdout, stderr, code: await child.exited };
}

const lines = (text: string) => text.split('\n').filter(Boolean);
const objects = (text: string) => lines(text).map((line) => JSON.parse(line) as Record<string, unknown>);

describe('busybody, end to end', () => {
  test('check says that everything is ready', async () => {
    const { stdout, code } = await busybody('check');
    expect(lines(stdout).filter((line) => !line.startsWith('ok  '))).toEqual([]);
    expect(stdout).toContain('slack');
    expect(stdout).toContain('gsuite');
    expect(stdout).not.toContain(slack.token);
    expect(code).toBe(0);
  });

  test('a first run polls both apps, judges the past and tells it in one message', async () => {
    const { stdout, stderr, code } = await busybody();
    expect(stderr).toBe('');
    expect(stdout).toBe('');
    expect(code).toBe(0);
    expect(statSync(join(home, 'busybody.db')).mode & 0o777).toBe(0o600);
    expect(slack.messages.length).toBeGreaterThan(0);
    expect(slack.messages.length).toBeLessThanOrEqual(3);
    expect(JSON.stringify(slack.messages)).toContain('grace');
  });

  test('the takeover is found, by one name over both apps', async () => {
    const { stdout, code } = await busybody('alerts', '--status', 'all', '--format', 'jsonl');
    expect(code).toBe(0);
    expect([...new Set(objects(stdout).map(({ user }) => user))]).toEqual(['grace@example.com']);
  });

  test('every sign-in of the window is printed, each once', async () => {
    const { stdout } = await busybody('analyze', '--all', '--format', 'jsonl', '-q');
    const rows = objects(stdout);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    expect(new Set(rows.map(({ source }) => source))).toEqual(new Set(['slack', 'gsuite']));
    expect(rows.length).toBeGreaterThan(300);
    expect(rows.some(({ user }) => user === 'U3')).toBe(true);
  });

  test('a second run brings nothing new and sends nothing twice', async () => {
    const before = slack.messages.length;
    const { stdout } = await busybody('analyze', '--all', '--format', 'jsonl', '-q');
    const { code } = await busybody();
    expect(code).toBe(0);
    expect((await busybody('analyze', '--all', '--format', 'jsonl', '-q')).stdout).toBe(stdout);
    expect(slack.messages.length).toBe(before);
  });

  test('one user is shown with what is usual, and nothing is sent', async () => {
    const before = slack.messages.length;
    const { stdout, code } = await busybody('analyze', '--user', 'grace@example.com', '-q');
    expect(code).toBe(0);
    expect(stdout).toContain('grace@example.com');
    expect(stdout).toContain('python-requests');
    expect(slack.messages.length).toBe(before);
  });

  test('an app that is down is named, the other is polled, and the exit code is 1', async () => {
    google.undelegated = true;
    writeConfig({ name: 'fresh.yml', database: 'fresh.db' });
    const { stderr, code } = await busybody('-c', 'fresh.yml', 'poll');
    google.undelegated = false;
    expect(stderr).toMatch(/^ok {3}slack: \d+ new sign-ins/m);
    expect(stderr).toMatch(/^FAIL gsuite: /m);
    expect(stderr).toContain('hint: ');
    expect(code).toBe(1);
  });

  test('an alert that cannot be sent is named, kept, and sent when the channel is back', async () => {
    const now = Math.floor(Date.now() / 1000);
    slack.logins.push({
      user_id: 'U1',
      date_first: now - 600,
      date_last: now - 600,
      count: 3,
      ip: '45.55.1.1',
      user_agent: 'curl/8.0',
    });
    const channel = slack.channels.get('C012345')!;
    slack.channels.delete('C012345');
    const failed = await busybody();
    expect(failed.stderr).toMatch(/Cannot send alert a-\w+ through slack: .*it will be tried again in/);
    expect(failed.code).toBe(1);
    slack.channels.set('C012345', channel);
    const checked = await busybody('check');
    expect(checked.stdout).toMatch(/outbox: 1 message waiting/);
  });

  test('version 1 lines work, and the log has its form', async () => {
    const { code, stdout } = await busybody('-c', '.config/busybody/config.yml', '-f', 'log.txt', '-vv', '-m', 'poll');
    expect(code).toBe(0);
    expect(stdout).toBe('');
    expect(readFileSync(join(home, 'log.txt'), 'utf8')).not.toContain(slack.token);
  });

  test('while a run is at work a second one waits, then ends naming it; who only looks need not wait', async () => {
    slack.fail('team.accessLogs', {
      status: 429,
      headers: { 'retry-after': '60' },
      body: { ok: false, error: 'ratelimited' },
    });
    const child = Bun.spawn([BINARY, 'poll', 'slack'], {
      cwd: home,
      env: { HOME: home, SLACK_TOKEN: slack.token },
      stdout: 'ignore',
      stderr: 'ignore',
    });
    const lock = join(home, 'busybody.db.lock');
    while (!existsSync(lock)) await Bun.sleep(20);
    const startMs = performance.now();
    const waiting = Promise.all([busybody(), busybody('poll', 'gsuite'), busybody('notify')]);
    for (const words of [['alerts'], ['check', '-q'], ['analyze', '--user', 'grace@example.com'], ['analyze']]) {
      expect((await busybody(...words)).stderr).not.toContain('another busybody');
    }
    const lookedMs = performance.now() - startMs;
    expect(lookedMs).toBeLessThan(9_000);
    for (const { code, stderr } of await waiting) {
      expect(code).toBe(1);
      expect(stderr).toContain(`Cannot begin: another busybody is at work on this store: pid ${child.pid}, since 20`);
      expect(stderr).toContain(`hint: ps -p ${child.pid}`);
    }
    expect(performance.now() - startMs).toBeGreaterThan(9_900);
    // Killed without a chance to clean up: the next one does.
    child.kill('SIGKILL');
    await child.exited;
    expect(existsSync(lock)).toBe(true);
    expect((await busybody('poll', 'slack')).code).toBe(0);
    expect(existsSync(lock)).toBe(false);
  }, 40_000);

  test('Ctrl-C ends a poll cleanly: as by the signal, with what came before it stored', async () => {
    slack.fail('team.accessLogs', {
      status: 429,
      headers: { 'retry-after': '20' },
      body: { ok: false, error: 'ratelimited' },
    });
    const child = Bun.spawn([BINARY, 'poll', 'slack'], {
      cwd: home,
      env: { HOME: home, SLACK_TOKEN: slack.token },
      stdout: 'pipe',
      stderr: 'pipe',
    });
    await Bun.sleep(700);
    child.kill('SIGINT');
    const stderr = await child.stderr.text();
    await child.exited;
    expect(child.signalCode).toBe('SIGINT');
    expect(stderr).toContain('ending after the step at hand');
    expect((await busybody('poll', 'slack')).code).toBe(0);
  }, 20_000);
});
