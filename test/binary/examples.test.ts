// Every example of every help page, run as it stands there by bash against the executable, with a store made from the demo's
// company and servers that behave as Slack's and Google's. Only what is a placeholder is put in place first.

import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { TABLE } from '../../src/commands/table.ts';
import { type GoogleServer, startGoogleServer } from '../servers/google.ts';
import { builtInGoogle } from '../servers/google-data.ts';
import { type SlackServer, startSlackServer } from '../servers/slack.ts';
import { builtInSlack } from '../servers/slack-data.ts';
import { BINARY } from './binary.ts';

const made = mkdtempSync(join(tmpdir(), 'busybody-examples-'));
/** A home and a store as the demo's company left them; every command's examples get a copy. */
const before = join(made, 'before');
const config = '.config/busybody/config.yml';
let slack: SlackServer;
let google: GoogleServer;
let alerts: readonly string[] = [];

async function bash(line: string, home: string) {
  const child = Bun.spawn(['bash', '-o', 'pipefail', '-c', line], {
    cwd: home,
    env: {
      HOME: home,
      PATH: `${join(made, 'bin')}:${process.env.PATH}`,
      STATE_DIRECTORY: join(home, 'state'),
      SLACK_TOKEN: slack.token,
      LC_ALL: 'C.UTF-8',
      MANPAGER: 'cat',
    },
    stdin: 'ignore',
    stdout: 'pipe',
    stderr: 'pipe',
  });
  const [out, err] = await Promise.all([child.stdout.text(), child.stderr.text()]);
  return { out, err, code: await child.exited };
}

beforeAll(async () => {
  slack = startSlackServer(builtInSlack(Date.now()));
  google = startGoogleServer({ activities: builtInGoogle(Date.now()) });
  mkdirSync(join(made, 'bin'));
  symlinkSync(BINARY, join(made, 'bin/busybody'));
  mkdirSync(join(before, '.config/busybody'), { recursive: true });
  writeFileSync(
    join(before, config),
    `pollers:
  slack: {api_token: "\${SLACK_TOKEN}", api_url: "${slack.apiUrl}"}
  gsuite: {admin_email: ${google.admin}, credential_file: ${google.credentialFile}, api_url: ${google.apiUrl}, token_url: ${google.tokenUrl}}
notifiers:
  slack: {api_token: "\${SLACK_TOKEN}", channel: C012345, api_url: "${slack.apiUrl}"}
`,
  );
  chmodSync(join(before, config), 0o600);
  const record = `${JSON.stringify({ time: '2026-03-01T09:12:00Z', user: 'ada@example.com', ip: '203.0.113.7', source: 'vpn' })}\n`;
  writeFileSync(join(before, 'sign-ins.jsonl'), record);
  writeFileSync(join(before, 'old.jsonl.gz'), gzipSync(record));
  for (const folder of ['log/busybody', 'backup', 'units', 'man1', '.zfunc', '.config/fish/completions'])
    mkdirSync(join(before, folder), { recursive: true });
  writeFileSync(join(before, 'log/busybody/slack.log'), record);
  const steps = [
    'busybody demo --users 8 --days 28 --out company',
    'busybody import company/sign-ins.jsonl sign-ins.jsonl',
    'busybody analyze',
    // Numbers 1 to 3, and the trip 4.
    ...[1, 2, 3].map((n) => `busybody allow --address 192.0.2.${n} --until 14d`),
    'busybody trip add ada@example.com --to FR --until 14d',
  ];
  for (const step of steps) expect(await bash(step, before)).toMatchObject({ code: 0 });
  const listed = await bash('busybody alerts --status all --format jsonl', before);
  alerts = listed.out
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { alert_id?: string; id?: string }).id!);
  // A verdict to take back.
  expect(await bash(`busybody alerts dismiss ${alerts[0]}`, before)).toMatchObject({ code: 0 });
}, 60_000);

afterAll(() => {
  slack.stop();
  google.stop();
  rmSync(made, { recursive: true, force: true });
});

/** Placeholders, and places that belong to root. */
function placed(line: string): string {
  const soon = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
  const ready = line
    .replaceAll('a-7f3k', alerts[0]!)
    .replaceAll('a-9xk2', alerts[1]!)
    .replaceAll('e000123', 'e000100')
    .replaceAll('--until 2026-12-31', `--until ${soon}`)
    .replace(/^busybody demo/, '$& --users 8 --days 21')
    .replace('/etc/busybody.yml', config)
    .replace('/var/log/busybody.log', 'log/busybody.log')
    .replace('/var/log/busybody/', 'log/busybody/')
    .replace('/backup/', 'backup/')
    .replace('/etc/systemd/system', 'units')
    .replace('/usr/local/share/man/man1/', 'man1/');
  // What the example pipes into need not be installed here.
  return ready.replace(/\| (jq|man) .*$/, (whole, tool: string) => (Bun.which(tool) === null ? '| cat' : whole));
}

for (const command of TABLE.commands) {
  describe(command.name, () => {
    const home = join(made, command.name);
    beforeAll(() => {
      cpSync(before, home, { recursive: true });
      // It replaces no config.
      if (command.name === 'init') rmSync(join(home, config));
    });
    test.each(command.examples.map(([line]) => line))(
      '%s',
      async (line) => {
        const { out, err, code } = await bash(placed(line), home);
        expect({ code, err: code === 0 ? '' : err, out: code === 0 ? '' : out }).toEqual({ code: 0, err: '', out: '' });
      },
      30_000,
    );
  });
}
