// `busybody report` as the executable writes it: private, whole or not at all, nothing replaced unasked, and the same on standard
// output; what it says where there is nothing to show.

import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BINARY } from './binary.ts';

let home = '';
const DAY_MS = 86_400_000;

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'busybody-report-'));
  // Root's own store lies elsewhere than in its home.
  writeFileSync(join(home, 'config.yml'), `persistence: {module: sqlite, path: ${join(home, 'busybody.db')}}\n`, {
    mode: 0o600,
  });
  const lines = Array.from({ length: 40 }, (_, i) =>
    JSON.stringify({
      time: Date.now() - (40 - i) * DAY_MS * 0.5,
      user: i % 4 === 0 ? 'bob' : 'ada@example.com',
      ip: `192.0.2.${i}`,
      user_agent: '<script>alert(1)</script>\u001b[31m',
    }),
  );
  writeFileSync(join(home, 'sign-ins.jsonl'), `${lines.join('\n')}\n`);
  expect(run('import', '--source', 'vpn', 'sign-ins.jsonl').code).toBe(0);
  expect(run('analyze').code).toBe(0);
  expect(statSync(join(home, 'busybody.db')).size).toBeGreaterThan(0);
});

afterAll(() => rmSync(home, { recursive: true, force: true }));

function run(...words: string[]) {
  const { exitCode, stdout, stderr } = Bun.spawnSync([BINARY, ...words], {
    cwd: home,
    env: { HOME: home, TZ: 'Asia/Tokyo' },
    stdin: 'ignore',
  });
  return { code: exitCode, out: stdout.toString(), err: stderr.toString() };
}

describe('busybody report', () => {
  test('writes one private file, under a name with the day, and nothing else', () => {
    const before = readdirSync(home);
    const { code, out, err } = run('report');
    const made = readdirSync(home).filter((name) => !before.includes(name));
    expect([code, out, made.length]).toEqual([0, '', 1]);
    expect(made[0]).toMatch(/^busybody-\d{4}-\d\d-\d\d\.html$/);
    expect(err).toBe(`Written: ${join(home, made[0]!)}\n`);
    expect(statSync(join(home, made[0]!)).mode & 0o777).toBe(0o600);
    const text = readFileSync(join(home, made[0]!), 'utf8');
    expect(text).toStartWith('<!doctype html>');
    expect(text).toEndWith('</html>\n');
    expect(/<b>[^<]*<.b>/.exec(text)?.[0]).toBe('<b>40</b>');
    expect(text.match(/<script/g)?.length).toBe(1);
    expect(text).not.toContain('\u001b');
  });

  test('replaces nothing unless told to, and never what is no file', () => {
    const path = join(home, 'mine.html');
    writeFileSync(path, 'mine');
    const refused = run('report', '--out', 'mine.html');
    expect([refused.code, readFileSync(path, 'utf8')]).toEqual([1, 'mine']);
    expect(refused.err).toContain('hint: busybody report --out mine.html --force replaces it');
    expect(run('report', '-q', '--out', 'mine.html', '--force')).toEqual({ code: 0, out: '', err: '' });
    expect(readFileSync(path, 'utf8')).toStartWith('<!doctype html>');
    mkdirSync(join(home, 'directory'));
    symlinkSync('/dev/null', join(home, 'device'));
    for (const name of ['directory', 'device']) {
      const { code, err } = run('report', '--out', name, '--force');
      expect([code, err.includes('and is no file')]).toEqual([1, true]);
    }
    const lost = run('report', '--out', 'no/such/place.html');
    expect([lost.code, lost.err.includes('Cannot write')]).toEqual([1, true]);
  });

  test('--out - is standard output; times are UTC wherever it runs', () => {
    const { code, out, err } = run('report', '--out', '-', '--user', 'ada@example.com', '--since', '5d');
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('<h1><bdi>ada@example.com</bdi></h1>');
    expect(out).not.toMatch(/<bdi>bob<\/bdi>/);
    const from = /<time datetime="([^"]+)">(\d+) /.exec(out)!;
    expect(Number(from[2])).toBe(new Date(from[1]!).getUTCDate());
  });

  test('an empty window is a report and a note where the newest is', () => {
    const { code, out, err } = run('report', '--until', '2020-01-01', '--out', '-');
    expect([code, out.includes('No sign-in is stored of this time.')]).toEqual([0, true]);
    expect(err).toMatch(/the newest is of \d{4}-\d\d-\d\d: busybody report --since \d{4}-\d\d-\d\d/);
  });

  test.each([
    [['--since', '1d', '--until', '2d'], '--since must lie before --until'],
    [['--inject'], '--inject is for --backtest'],
    [['--seed', '4'], '--seed is for --inject'],
  ])('%j is refused before anything is read', (words, why) => {
    const { code, out, err } = run('report', ...words);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(why);
  });

  test('a user nobody knows is refused with the nearest', () => {
    const { code, err } = run('report', '--user', 'ada@exampel.com');
    expect(code).toBe(1);
    expect(err).toContain('hint: busybody report --user ada@example.com');
  });

  test('a backtest with a fire drill is added where it is asked for', () => {
    const { code, out } = run('report', '--backtest', '--inject', '--out', '-');
    expect(code).toBe(0);
    expect(out).toContain('Alerts at each budget');
    expect(out).toContain('Fire drill');
  });
});
