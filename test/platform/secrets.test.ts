import { afterEach, beforeEach, expect, test } from 'bun:test';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BusybodyError } from '../../src/platform/errors.ts';
import { forgetSecrets, redact } from '../../src/platform/redact.ts';
import { resolveSecret, type SecretOptions } from '../../src/platform/secrets.ts';

let directory = '';

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'busybody-secrets-'));
});

afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
  forgetSecrets();
});

function resolved(text: string, options: Partial<SecretOptions> = {}) {
  const env = { TOKEN: 'env-token-1', EMPTY: '', DIR: directory };
  return resolveSecret(text, {
    key: 'pollers.slack.api_token',
    env,
    home: directory,
    directory,
    secret: true,
    ...options,
  });
}

function write(name: string, text: string, mode = 0o600): string {
  const path = join(directory, name);
  writeFileSync(path, text);
  chmodSync(path, mode);
  return path;
}

test('resolveSecret() puts environment variables in, anywhere in the text', () => {
  expect(resolved(`\${TOKEN}`).value).toBe('env-token-1');
  expect(resolved(`a-\${TOKEN}-\${TOKEN}`).value).toBe('a-env-token-1-env-token-1');
  expect(resolved('plain $TOKEN').value).toBe('plain $TOKEN');
});

test('resolveSecret() takes $${ as a plain ${', () => {
  expect(resolved(`$\${TOKEN}`)).toMatchObject({ value: `\${TOKEN}`, referenced: false });
});

test('resolveSecret() does not look into what a variable holds', () => {
  expect(resolved(`\${A}`, { env: { A: `\${TOKEN}`, TOKEN: 'x' } }).value).toBe(`\${TOKEN}`);
});

test.each([
  [`\${MISSING}`, 'Cannot resolve pollers.slack.api_token: environment variable MISSING is not set'],
  [`\${EMPTY}`, 'Cannot resolve pollers.slack.api_token: environment variable EMPTY is empty'],
  [`\${toString}`, 'environment variable toString is not set'],
  [`\${}`, 'no name of an environment variable stands in'],
  [`\${a b}`, 'no name of an environment variable stands in'],
  ['file:', 'no path follows file:'],
  ['file:/nowhere/token', 'there is no such file: /nowhere/token'],
])('resolveSecret(%j) is refused, naming key and place', (text, message) => {
  expect(() => resolved(text)).toThrow(message);
  expect(() => resolved(text)).toThrow(BusybodyError);
});

test('resolveSecret() reads a file, trimmed, by absolute, relative, home and URL path', () => {
  const path = write('token', '  file-token-1\n');
  for (const text of [`file:${path}`, 'file:token', 'file:~/token', `file://${path}`, `file:\${DIR}/token`]) {
    expect(resolved(text)).toMatchObject({ value: 'file-token-1', referenced: true, warnings: [] });
  }
});

test('resolveSecret() refuses an empty file', () => {
  expect(() => resolved(`file:${write('token', ' \n')}`)).toThrow('the file is empty');
});

test('resolveSecret() warns where others can read the file', () => {
  const path = write('token', 'file-token-1', 0o644);
  expect(resolved(`file:${path}`).warnings).toEqual([
    `${path} holds the secret pollers.slack.api_token and can be read by others; mend it with: chmod 600 ${path}`,
  ]);
});

test('resolveSecret() leaves file: alone where it is no reference', () => {
  expect(resolved('file:/nowhere', { files: false }).value).toBe('file:/nowhere');
});

test('resolveSecret() registers secrets for masking, and nothing else', () => {
  write('token', 'file-token-1');
  resolved(`\${TOKEN}`);
  resolved('file:token');
  resolved('literal-token-1');
  resolved(`\${PLACE}/x`, { secret: false, env: { PLACE: '/var/lib' } });
  expect(redact('env-token-1 file-token-1 literal-token-1 /var/lib/x')).toBe('******** ******** ******** /var/lib/x');
});

test('resolveSecret() reads the credential that systemd passes on in place of the file of that name', () => {
  const passed = join(directory, 'passed');
  mkdirSync(passed);
  writeFileSync(join(passed, 'slack-token'), 'passed-token-1\n');
  const env = { CREDENTIALS_DIRECTORY: passed };
  expect(resolved('file:/nowhere/slack-token', { env }).value).toBe('passed-token-1');
  expect(resolved(`file:\${CREDENTIALS_DIRECTORY}/slack-token`, { env }).value).toBe('passed-token-1');
  // The way there is no secret: errors must go on naming it.
  expect(redact(passed)).toBe(passed);
  // What is not passed on is read where it is.
  expect(resolved(`file:${write('other', 'other-token-1')}`, { env }).value).toBe('other-token-1');
});
