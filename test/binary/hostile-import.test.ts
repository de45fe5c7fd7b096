// All hostile strings in one import of the executable, in every field a file can fill, and then every command that prints:
// counts and exit codes are right, nothing is lost, and none of them acts in any output, the log and Slack's messages.

import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { storable } from '../../src/sources/values.ts';
import { activeBytes, activeSlackText, armedCell, badJsonLine, csvRecords } from '../hostile/predicates.ts';
import { HOSTILE, HOSTILE_BYTES } from '../hostile/strings.ts';
import { type SlackServer, startSlackServer } from '../servers/slack.ts';
import { BINARY } from './binary.ts';

const DAY_MS = 86_400_000;
const START_MS = Date.now() - 30 * DAY_MS;
const USUAL = 14;
const AGENT = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 Chrome/126.0.0.0 Safari/537.36';

let dir = '';
let slack: SlackServer;
/** Users whose sign-ins must all be there in the end, and how many. */
let expected: readonly string[] = [];
let refused = 0;

/** Everything of one person: days as usual, then somebody else with a hostile everything. */
function linesOf(value: string, index: number): string[] {
  const usual = { user: value, ip: '81.2.69.142', user_agent: AGENT, source: 'vpn' };
  const days = Array.from({ length: USUAL }, (_, day) => ({
    ...usual,
    time: START_MS + day * DAY_MS + index * 1000,
    id: `${index}-${day}`,
  }));
  const stranger = {
    ...{ user: value, ip: `185.220.${index % 200}.${Math.floor(index / 200) + 4}`, user_agent: `${value} curl/8` },
    ...{ source: 'vpn', time: Date.now() - (index + 2) * 60_000, id: `${value.slice(0, 400)}!${index}` },
    [value]: { [value]: [value] },
  };
  const next = { ...stranger, event: value, time: stranger.time + 1000, id: `${index}-next` };
  return [...days, stranger, next].map((record) => JSON.stringify(record));
}

function latin1(bytes: readonly number[]): string {
  return String.fromCharCode(...bytes);
}

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'busybody-hostile-import-'));
  slack = startSlackServer();
  writeFileSync(
    join(dir, 'config.yml'),
    `persistence: {path: ${join(dir, 'b.db')}}
analysis: {alert_budget: 1000}
notifiers:
  stdout: {format: text}
  slack: {api_token: ${slack.token}, channel: C012345, api_url: "${slack.apiUrl}"}
`,
    { mode: 0o600 },
  );
  const stored = HOSTILE.filter(({ value }) => value.trim() !== '');
  const good = stored.flatMap(({ value }, index) => linesOf(value, index));
  // Refused each for a reason of its own: no name, no source, no address, raw controls in the line, no JSON at all.
  const bad = HOSTILE.filter(({ value }) => value.length < 5000).flatMap(({ value }) => [
    JSON.stringify({ time: START_MS, user: 'ada', ip: '203.0.113.7', source: `/${value}` }),
    JSON.stringify({ time: value || 'x', user: 'ada', ip: '203.0.113.7', source: 'vpn' }),
    JSON.stringify({ time: START_MS, user: 'ada', ip: '203.0.113.7', source: 'vpn', outcome: value || 'x' }),
    `x${value.replaceAll(/[\r\n]/g, ' ')}`,
    `{"user":"${value.replaceAll(/[\r\n\\"]/g, ' ')}\u0001`,
  ]);
  const bytes = HOSTILE_BYTES.map(({ value }, index) =>
    Buffer.from(
      `{"time":${START_MS},"user":"bytes${index}","ip":"203.0.113.7","source":"vpn","user_agent":"${latin1(value)}"}`,
      'latin1',
    ),
  );
  writeFileSync(
    join(dir, 'all.jsonl'),
    Buffer.concat(
      [...[...good, ...bad].map((line) => Buffer.from(line)), ...bytes].flatMap((line) => [line, Buffer.from('\n')]),
    ),
  );
  refused = bad.length;
  expected = [
    ...stored.flatMap(({ value }) => Array.from({ length: USUAL + 2 }, () => nameOf(value))),
    ...HOSTILE_BYTES.map((_, index) => `bytes${index}`),
  ].sort();
});

afterAll(() => {
  slack.stop();
  rmSync(dir, { recursive: true, force: true });
});

function nameOf(value: string): string {
  const name = storable(value.trim());
  return name.includes('@') ? name.toLowerCase() : name;
}

async function busybody(...words: string[]) {
  const child = Bun.spawn([BINARY, '--config', join(dir, 'config.yml'), ...words], {
    cwd: dir,
    env: { HOME: dir, TZ: 'UTC' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [out, err, code] = await Promise.all([child.stdout.bytes(), child.stderr.bytes(), child.exited]);
  const crlf = words.includes('csv');
  expect([words.join(' ').slice(0, 200), activeBytes(out, { crlf }), activeBytes(err)]).toEqual([
    words.join(' ').slice(0, 200),
    null,
    null,
  ]);
  return { out: new TextDecoder().decode(out), err: new TextDecoder().decode(err), code };
}

interface Line {
  readonly user: string;
  readonly id: string;
  readonly alert_id: string | null;
}

describe('one import of everything hostile', () => {
  let rows: Line[] = [];
  let alerts: { id: string; user: string }[] = [];

  test('stores what is a sign-in and counts the rest', async () => {
    const { err, code } = await busybody('import', join(dir, 'all.jsonl'), '-vv');
    expect(err).toContain(
      `${expected.length.toLocaleString('en-US')} new sign-ins, ${refused.toLocaleString('en-US')} refused`,
    );
    expect(code).toBe(1);
    const again = await busybody('import', join(dir, 'all.jsonl'));
    expect(again.err).toContain(`0 new sign-ins, ${expected.length.toLocaleString('en-US')} already known`);
  });

  test('judges all of it, and every line of JSON holds what was imported', async () => {
    const run = await busybody('-f', join(dir, 'b.log'), '-vv', 'run');
    expect([run.code, run.err]).toEqual([0, run.err]);
    const { out, code } = await busybody('analyze', '--all', '--format', 'jsonl');
    expect(code).toBe(0);
    const lines = out.split(/(?<=\n)/);
    for (const line of lines) expect(badJsonLine(line)).toBeNull();
    rows = lines.map((line) => JSON.parse(line) as Line);
    expect(rows.map(({ user }) => user).sort()).toEqual([...expected]);
    const listed = await busybody('alerts', '--status', 'all', '--format', 'jsonl');
    alerts = listed.out.split(/(?<=\n)/).map((line) => JSON.parse(line));
    // Else the rest would prove little: most of the strangers must have been found.
    expect(alerts.length).toBeGreaterThan(HOSTILE.length / 2);
  });

  test('the log has no line of another making', () => {
    const log = readFileSync(join(dir, 'b.log'));
    expect(activeBytes(log)).toBeNull();
    for (const line of log.toString().trimEnd().split('\n')) {
      expect(line).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} (?:DEBUG|INFO|WARNING|ERROR): /);
    }
  });

  test('Slack was told, and nothing in it is more than text', () => {
    expect(slack.messages.length).toBeGreaterThan(0);
    for (const { text } of slack.messages) expect(activeSlackText(text!)).toBeNull();
  });

  test('prints every table, page and list without letting one act', async () => {
    const names = HOSTILE.map(({ value }) => value).filter(
      (value) => /^[^-\0]{1,200}$/.test(value) && value.isWellFormed(),
    );
    const some = names.filter((_, index) => index % 71 === 0);
    const pages = alerts.filter((_, index) => index % 83 === 0).map(({ id }) => id);
    const commands = [
      ['alerts', '--status', 'all'],
      ['analyze', '--all'],
      ['check'],
      ['backtest', '--budget', '1000'],
      ...pages.flatMap((id) => [
        ['alerts', 'show', id],
        ['explain', id],
      ]),
      ...some.map((name) => ['analyze', `--user=${name}`]),
    ];
    for (const words of commands) expect((await busybody(...words)).code).toBe(0);
  });

  test('CSV holds no formula, whichever sign parts its cells', async () => {
    for (const words of [
      ['alerts', '--status', 'all'],
      ['analyze', '--all'],
    ]) {
      const { out } = await busybody(...words, '--format', 'csv');
      const records = csvRecords(out);
      expect(records.length).toBeGreaterThan(100);
      expect(armedCell(records)).toBeNull();
      expect(armedCell(out.split('\r\n').map((line) => line.split(/;["\s]*/).slice(1)))).toBeNull();
    }
  });

  test('a strict reader takes every line of JSON', async () => {
    for (const words of [
      ['explain', alerts[0]!.id],
      ['alerts', 'show', alerts[0]!.id],
    ]) {
      const { out } = await busybody(...words, '--format', 'jsonl');
      for (const line of out.split(/(?<=\n)/)) expect(badJsonLine(line)).toBeNull();
    }
  });

  test.each<readonly [readonly string[]]>([
    [['alerts', 'show', '\u001b[2J']],
    [['explain', '\u202e']],
    [['\u001b]0;owned\u0007']],
    [['--\u001b[31m']],
    [['poll', '\u009b2J']],
    [['import', '--format', '\u001b[2J', 'x']],
    [['--config', '/nowhere/\u001b[2J\n', 'run']],
    [['-f', '/nowhere/\u001b[2J\n', 'run']],
    [['analyze', '--since', '\u001b[2J']],
    [['backtest', '--budget', '\u001b[2J']],
    [['init', '/nowhere\u001b[2J/\n/x']],
  ])('says what is wrong with the words %j without repeating what acts', async (words) => {
    const { err, code } = await busybody(...words, ...(words[0] === 'init' ? [] : ['-vv']));
    expect(code).toBeGreaterThan(0);
    expect(err).toContain('busybody: error: ');
  });

  test('names files that cannot be read or were written, with their names inert', async () => {
    expect((await busybody('import', 'no\u001b[2Jfile\n.jsonl')).code).toBe(1);
    expect((await busybody('init', join(dir, 'new\u001b[2J\n.yml'))).err).toContain('Written: ');
    expect((await busybody('init', '--systemd', join(dir, 'units\u001b[2J\u202e'))).err).toContain('Written: ');
  });
});
