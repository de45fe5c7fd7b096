// The executable as its operator sees it: metrics of every command, a lost token told once, and exit codes that say so.

import { Database } from 'bun:sqlite';
import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type SlackServer, startSlackServer } from '../servers/slack.ts';
import { builtInSlack } from '../servers/slack-data.ts';
import { parseExposition } from '../view/exposition.ts';
import { BINARY } from './binary.ts';

let home = '';
let slack: SlackServer;

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'busybody-operations-'));
  slack = startSlackServer(builtInSlack(Date.now()));
  writeConfig();
});
afterAll(() => {
  slack.stop();
  rmSync(home, { recursive: true, force: true });
});

function writeConfig({ token = slack.token, metrics = join(home, 'busybody.prom') } = {}): void {
  writeFileSync(
    join(home, 'config.yml'),
    `pollers: {slack: {api_token: ${token}, api_url: "${slack.apiUrl}"}}
persistence: {path: ${join(home, 'b.db')}}
notifiers: {stdout: {format: jsonl}}
metrics: {textfile: ${metrics}}
`,
    { mode: 0o600 },
  );
}

async function busybody(...words: string[]) {
  const child = Bun.spawn([BINARY, ...words], {
    cwd: home,
    env: { HOME: home, TZ: 'UTC' },
    stdin: 'ignore',
    stdout: 'pipe',
    stderr: 'pipe',
  });
  const [stdout, stderr] = await Promise.all([child.stdout.text(), child.stderr.text()]);
  return { stdout, stderr, code: await child.exited };
}

function metrics(): Map<string, number> {
  const samples = parseExposition(readFileSync(join(home, 'busybody.prom'), 'utf8'));
  return new Map(samples.map(({ name, labels, value }) => [[name, ...Object.values(labels)].join(' '), value]));
}
const health = (stdout: string) =>
  stdout
    .split('\n')
    .filter((line) => line.includes('"type":"health"'))
    .map((line) => JSON.parse(line))
    .map(({ state, problem, source }) => `${state} ${problem} ${source}`);

describe('metrics', () => {
  test('are written by run, for others to read, and agree with the store', async () => {
    expect((await busybody()).code).toBe(0);
    const found = metrics();
    expect(statSync(join(home, 'busybody.prom')).mode & 0o777).toBe(0o644);
    expect(found.get('busybody_run_success run')).toBe(1);
    expect(found.get('busybody_source_pending_sign_ins slack')).toBe(0);
    using db = new Database(join(home, 'b.db'), { readonly: true });
    const stored = db.query<{ n: number }, []>('SELECT count(*) AS n FROM sign_in').get()!.n;
    expect(found.get('busybody_source_fetched_sign_ins_total slack')).toBe(stored);
    const judged = ['scored', 'learning', 'unscored'].map(
      (state) => found.get(`busybody_analyzed_sign_ins_total ${state}`)!,
    );
    expect(judged.reduce((sum, count) => sum + count)).toBe(stored);
    expect(Math.abs(found.get('busybody_run_end_timestamp_seconds run')! - Date.now() / 1000)).toBeLessThan(60);
    expect(found.get('busybody_geo_database_age_seconds country IPtoASN country')).toBeGreaterThan(0);
  });

  test.each(['poll', 'analyze', 'notify'])('are written by %s', async (command) => {
    expect((await busybody(command, '-q')).code).toBe(0);
    expect(metrics().get(`busybody_run_success ${command}`)).toBe(1);
    expect(metrics().get('busybody_run_success run')).toBe(1);
  });

  test('that cannot be written are named, exit code 1, and the work is done', async () => {
    mkdirSync(join(home, 'taken.prom'));
    for (const path of [join(home, 'nowhere', 'x.prom'), join(home, 'taken.prom'), '/dev/null']) {
      writeConfig({ metrics: path });
      const { stderr, code } = await busybody('run', '-q');
      expect([path, code]).toEqual([path, 1]);
      expect(stderr).toContain('busybody: error: Cannot write file: ');
      expect(stderr).toContain(path);
    }
    writeConfig();
  });

  test('are not written by who never began', async () => {
    const before = readFileSync(join(home, 'busybody.prom'), 'utf8');
    expect((await busybody('poll', 'nobody')).code).toBe(2);
    expect((await busybody('analyze', '--user', 'nobody@example.com')).code).toBe(1);
    expect(readFileSync(join(home, 'busybody.prom'), 'utf8')).toBe(before);
  });
});

describe('a token that is revoked', () => {
  test('is told once, makes every run end with 1, and shows in check and metrics until it is mended', async () => {
    writeConfig({ token: 'xoxp-revoked-0000000' });
    const first = await busybody();
    expect([first.code, health(first.stdout)]).toEqual([1, ['raised failing slack']]);
    const second = await busybody();
    expect([second.code, health(second.stdout)]).toEqual([1, []]);
    expect(second.stderr).not.toContain('still open');
    const silent = await busybody('--mode', 'analyze', '-q');
    expect([silent.code, health(silent.stdout)]).toEqual([1, []]);
    expect(silent.stderr).toMatch(
      /^busybody: still open, since \d{4}-\d\d-\d\d \d\d:\d\d UTC: Watch is off: slack cannot be read; hint: .+\n$/,
    );
    expect(metrics().get('busybody_health_problem failing slack')).toBe(1);
    expect(metrics().get('busybody_source_failing slack')).toBe(1);
    expect(metrics().get('busybody_run_success run')).toBe(0);
    expect((await busybody('check')).stdout).toContain('FAIL health: Watch is off: slack cannot be read, since ');
    writeConfig();
    const mended = await busybody();
    expect([mended.code, health(mended.stdout)]).toEqual([0, ['recovered failing slack']]);
    expect(metrics().has('busybody_health_problem failing slack')).toBe(false);
    expect((await busybody('check')).stdout).toContain('ok   health: no problem when run last ended');
    expect(health((await busybody()).stdout)).toEqual([]);
  }, 30_000);
});

test('a store that is damaged leaves metrics that say that the run failed', async () => {
  const path = join(home, 'b.db');
  const bytes = readFileSync(path);
  bytes.fill(0xa5, 16_384 * 3, 16_384 * 5);
  writeFileSync(path, bytes);
  const { stderr, code } = await busybody();
  expect([code, stderr.includes('the database is damaged')]).toEqual([1, true]);
  expect(metrics().get('busybody_run_success run')).toBe(0);
  expect(metrics().has('busybody_source_failing slack')).toBe(false);
});
