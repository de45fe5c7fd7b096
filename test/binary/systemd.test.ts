// The units that `init --systemd` writes, held against systemd itself where it is there, and the executable run under their
// locks: those a process can put on itself (sandbox/jail.py) in the gate, the mounts by hand (docs/OPERATIONS.md).

import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import {
  chmodSync,
  chownSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type GoogleServer, startGoogleServer } from '../servers/google.ts';
import { builtInGoogle } from '../servers/google-data.ts';
import { type SlackServer, startSlackServer } from '../servers/slack.ts';
import { builtInSlack } from '../servers/slack-data.ts';
import { BINARY } from './binary.ts';

const ANALYZE = Bun.which('systemd-analyze');
const HEADER = '/usr/include/x86_64-linux-gnu/asm/unistd_64.h';
const PYTHON = '/usr/bin/python3';
const JAIL = join(import.meta.dir, '../sandbox/jail.py');
/** What else is missing for the locks; null where nothing is. */
const LACKING =
  process.platform !== 'linux' || process.arch !== 'x64'
    ? 'it is no Linux on x86-64'
    : ([ANALYZE ?? 'systemd-analyze', PYTHON, HEADER].find((path) => !existsSync(path)) ?? null);
const WITHOUT = ANALYZE === null ? ' (skipped: there is no systemd-analyze here)' : '';
const UNLOCKED = LACKING === null ? '' : ` (skipped: ${LACKING} is missing)`;
/** The dynamic user of systemd, as jail.py has it. */
const NOBODY = 61234;

let dir = '';
let slack: SlackServer;
let google: GoogleServer;
let unit = '';

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'busybody-systemd-'));
  chmodSync(dir, 0o755);
  slack = startSlackServer(builtInSlack(Date.now()));
  google = startGoogleServer({ activities: builtInGoogle(Date.now()) });
  const config = join(dir, 'config.yml');
  writeFileSync(
    config,
    `pollers:
  slack: {api_token: file:slack-token, api_url: "${slack.apiUrl.replace('127.0.0.1', 'localhost')}"}
  gsuite:
    admin_email: ${google.admin}
    credential_file: ${join(dir, 'gsuite.json')}
    api_url: ${google.apiUrl}
    token_url: ${google.tokenUrl}
analysis: {alert_budget: 1000}
notifiers:
  slack: {api_token: file:slack-token, channel: C012345, api_url: "${slack.apiUrl}"}
`,
  );
  writeFileSync(join(dir, 'slack-token'), slack.token);
  copyFileSync(google.credentialFile, join(dir, 'gsuite.json'));
  const written = Bun.spawnSync([BINARY, 'init', '--systemd', join(dir, 'units'), '-c', config], {
    env: { HOME: dir },
  });
  expect(written.exitCode).toBe(0);
  unit = join(dir, 'units/busybody.service');
  // Another uid must reach it, also where the checkout lies in somebody's own directory.
  copyFileSync(BINARY, join(dir, 'busybody'));
  chmodSync(join(dir, 'busybody'), 0o755);
});

afterAll(() => {
  slack.stop();
  google.stop();
  rmSync(dir, { recursive: true, force: true });
});

test.skipIf(ANALYZE === null)(`systemd finds nothing wrong with the units${WITHOUT}`, () => {
  const { exitCode, stdout, stderr } = Bun.spawnSync([ANALYZE!, 'verify', unit, unit.replace('.service', '.timer')]);
  expect([exitCode, stdout.toString(), stderr.toString()]).toEqual([0, '', '']);
});

test.skipIf(ANALYZE === null)(`systemd gives the service the exposure that OPERATIONS tells${WITHOUT}`, () => {
  const { stdout } = Bun.spawnSync([ANALYZE!, 'security', '--offline=true', '--no-pager', unit], {
    env: { LC_ALL: 'C.UTF-8' },
  });
  const exposure = Number(/exposure level for busybody\.service: ([\d.]+)/.exec(stdout.toString())?.[1]);
  expect(exposure).toBeLessThanOrEqual(1.2);
  expect(readFileSync(join(import.meta.dir, '../../docs/OPERATIONS.md'), 'utf8')).toContain('**1.1**');
});

describe.skipIf(LACKING !== null)(`under the unit’s filter of system calls${UNLOCKED}`, () => {
  /** As systemd would start it: credentials in a directory of their own, the state directory, nothing else. */
  async function service(name: string, text: string, words: readonly string[]) {
    const own = join(dir, name);
    const passed = join(own, 'credentials');
    const state = join(own, 'state');
    for (const path of [own, passed, state]) mkdirSync(path, { mode: 0o700, recursive: true });
    for (const file of ['config.yml', 'slack-token', 'gsuite.json']) {
      copyFileSync(join(dir, file), join(passed, file));
      chmodSync(join(passed, file), 0o400);
    }
    if (process.getuid?.() === 0) {
      for (const path of [
        own,
        passed,
        state,
        ...['config.yml', 'slack-token', 'gsuite.json'].map((file) => join(passed, file)),
      ])
        chownSync(path, NOBODY, NOBODY);
    }
    const file = join(dir, `${name}.service`);
    writeFileSync(file, text);
    // The config is named by its path of root's; only the credentials can be read.
    const child = Bun.spawn(
      [PYTHON, JAIL, file, join(dir, 'busybody'), '--config', join('/nowhere/config.yml'), ...words],
      {
        cwd: '/',
        env: { PATH: '/usr/bin:/bin', HOME: '/', STATE_DIRECTORY: state, CREDENTIALS_DIRECTORY: passed },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    const [out, err, code] = await Promise.all([child.stdout.text(), child.stderr.text(), child.exited]);
    return { text: out + err, code };
  }

  test('polls, judges and sends, by host names and over HTTP, with its config and secrets passed on', async () => {
    const { text, code } = await service('plain', readFileSync(unit, 'utf8'), ['-v', 'run']);
    expect(text).toMatch(/slack: \d+ new sign-ins/);
    expect(text).toMatch(/gsuite: \d+ new sign-ins/);
    expect(text).toMatch(/1 message sent/);
    expect([code, text]).toEqual([0, text]);
  });

  test('also where memory cannot be written and run, as OPERATIONS tells', async () => {
    const text = `${readFileSync(unit, 'utf8')}MemoryDenyWriteExecute=yes\n`;
    const ended = await service('no-jit', text, ['-v', 'run']);
    expect([ended.code, ended.text]).toEqual([0, ended.text]);
  });

  test.each([
    ['a system call it does not need', 'import os; os.sched_setaffinity(0, {0})', 'Operation not permitted'],
    ['a socket of another family', 'import socket; socket.socket(16, 3)', 'Address family not supported'],
  ])('and the filter does filter: it refuses %s', async (_, code, words) => {
    const child = Bun.spawn([PYTHON, JAIL, unit, PYTHON, '-c', code], { stdio: ['ignore', 'pipe', 'pipe'] });
    expect(await child.stderr.text()).toContain(words);
    expect(await child.exited).toBe(1);
  });
});
