// The executable started in a directory of an attacker's making: a bunfig.toml that preloads code, a .env, a tsconfig.json,
// a package.json. None of it may reach the program.

import { afterAll, beforeAll, expect, test } from 'bun:test';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BINARY } from './binary.ts';

let dir = '';

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'busybody-hostile-'));
  const preload = `require('node:fs').writeFileSync(${JSON.stringify(join(dir, 'owned'))}, 'x');\nconsole.log('owned');\n`;
  writeFileSync(join(dir, 'evil.js'), preload);
  writeFileSync(join(dir, 'bunfig.toml'), 'preload = ["./evil.js"]\n[run]\nbun = true\n');
  writeFileSync(join(dir, '.env'), 'HOME=/nonexistent/owned\nBUSYBODY_TEST=owned\nNO_COLOR=1\n');
  writeFileSync(join(dir, 'package.json'), '{"name":"owned","version":"6.6.6"}');
  writeFileSync(join(dir, 'tsconfig.json'), '{"compilerOptions":{"paths":{"*":["./evil.js"]}}}');
  writeFileSync(join(dir, 'config.yml'), `pollers:\n  slack:\n    api_token: \${BUSYBODY_TEST}\n`);
});

afterAll(() => rmSync(dir, { recursive: true, force: true }));

test('a hostile bunfig.toml does nothing to the executable', () => {
  const { stdout, exitCode } = Bun.spawnSync([BINARY, '--version'], { cwd: dir, env: { HOME: dir } });
  expect(stdout.toString()).toMatch(/^busybody \d+\.\d+\.\d+\n$/);
  expect(exitCode).toBe(0);
  expect(existsSync(join(dir, 'owned'))).toBe(false);
});

test('the same bunfig.toml does run its code in plain bun, so the test above can fail', () => {
  writeFileSync(join(dir, 'plain.js'), '');
  Bun.spawnSync([process.execPath, 'plain.js'], { cwd: dir, env: { HOME: dir } });
  expect(existsSync(join(dir, 'owned'))).toBe(true);
  rmSync(join(dir, 'owned'));
});

test('a hostile .env does not become the environment', () => {
  const { stderr, exitCode } = Bun.spawnSync([BINARY, 'poll'], { cwd: dir, env: { HOME: dir } });
  expect(stderr.toString()).toContain('BUSYBODY_TEST is not set');
  expect(exitCode).toBe(2);
});
