import { afterEach, beforeEach, expect, test } from 'bun:test';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { printable } from '../../src/domain/text.ts';
import { type LogOptions, logger, logLevel, setUpLog } from '../../src/platform/log.ts';
import { forgetSecrets, registerSecret } from '../../src/platform/redact.ts';

let directory = '';

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'busybody-log-'));
});

afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
  forgetSecrets();
});

function logged(options: Partial<LogOptions>, act: () => void): string {
  let text = '';
  using _ = setUpLog({
    level: 'info',
    escape: printable,
    write: (line) => {
      text += line;
    },
    ...options,
  });
  act();
  return text;
}

test.each([
  [{ verbose: 0, quiet: false }, 'warning'],
  [{ verbose: 1, quiet: false }, 'info'],
  [{ verbose: 2, quiet: false }, 'debug'],
  [{ verbose: 3, quiet: false }, 'debug'],
  [{ verbose: 0, quiet: true }, 'error'],
] as const)('logLevel(%j) is %s', (flags, expected) => {
  expect(logLevel(flags)).toBe(expected);
});

test.each([
  ['error', 1],
  ['warning', 2],
  ['info', 3],
  ['debug', 4],
] as const)('setUpLog() at level %s shows %d of four', (level, lines) => {
  const text = logged({ level }, () => {
    const log = logger('room');
    log.debug('d');
    log.info('i');
    log.warn('w');
    log.error('e');
  });
  expect(text.split('\n')).toHaveLength(lines + 1);
});

test('setUpLog() writes the format of the Python program', () => {
  const text = logged({}, () =>
    logger('poll').warn('Polled {count} sign-ins of {source}', { count: 3, source: 'slack' }),
  );
  expect(text).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} WARNING: Polled 3 sign-ins of slack\n$/);
  const stamp = text.slice(0, 23).replace(' ', 'T').replace(',', '.');
  expect(Math.abs(new Date(stamp).getTime() - Date.now())).toBeLessThan(60_000);
});

test('setUpLog() is short on a terminal, coloured only where colour is allowed', () => {
  const act = () => logger().error('Broken');
  expect(logged({ terminal: { isTerminal: true, color: true } }, act)).toBe('\u001b[31merror:\u001b[0m Broken\n');
  expect(logged({ terminal: { isTerminal: true, color: false } }, act)).toBe('error: Broken\n');
});

test('a logged value can neither fake a line nor reach the terminal', () => {
  const text = logged({}, () =>
    logger().warn('User agent {agent}', { agent: 'x\n2026-03-01 09:12:00,000 INFO: all well\u001b[2J\u202e' }),
  );
  expect(text.split('\n')).toHaveLength(2);
  expect(text).toContain('x\\u{a}2026');
  expect(text).toContain('\\u{1b}[2J\\u{202e}');
});

test('a logged secret is masked in values, objects, errors and their causes', () => {
  registerSecret('hunter2-hunter2');
  const text = logged({}, () => {
    logger().warn('token {token}', { token: 'hunter2-hunter2' });
    logger().warn('object {object}', { object: { deep: ['hunter2-hunter2'] } });
    logger().warn('error {error}', { error: new Error('outer', { cause: new Error('hunter2-hunter2') }) });
    logger().warn('long {value}', { value: `${'a'.repeat(490)}hunter2-hunter2` });
  });
  expect(text).toContain('error outer: ********');
  expect(text).not.toContain('hunter2');
});

test('a giant value does not flood the log', () => {
  const text = logged({}, () => logger().warn('agent {agent} refused', { agent: 'x'.repeat(10_000_000) }));
  expect(text.length).toBeLessThan(700);
  expect(text).toEndWith('… refused\n');
});

test('values that cannot be written as JSON are still logged', () => {
  const circle: { self?: unknown } = {};
  circle.self = circle;
  const text = logged({}, () => logger().warn('{a} {b} {c}', { a: circle, b: { n: 10n }, c: undefined }));
  expect(text).toContain('WARNING: [object Object] {"n":"10"} undefined');
});

test('setUpLog() appends to the log file, created for its owner only', () => {
  const file = join(directory, 'busybody.log');
  logged({ file }, () => logger().warn('one'));
  logged({ file }, () => logger().warn('two'));
  expect(readFileSync(file, 'utf8')).toMatch(/^[\d :,-]+ WARNING: one\n[\d :,-]+ WARNING: two\n$/);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('setUpLog() goes on elsewhere, once the log file cannot be written any more', () => {
  const text = logged({ file: '/dev/full' }, () => {
    logger().warn('one');
    logger().warn('two');
  });
  expect(text.match(/Cannot write log file/g)).toHaveLength(1);
  expect(text).toMatch(/WARNING: one\n[^\n]*WARNING: two\n$/);
});

test('setUpLog() names a log file that cannot be opened', () => {
  expect(() => logged({ file: join(directory, 'missing', 'x.log') }, () => {})).toThrow(
    /^Cannot open log file: .*x\.log$/s,
  );
});

test('logging works in a compiled executable', () => {
  const root = join(import.meta.dir, '..', '..', 'src');
  const entry = join(directory, 'entry.ts');
  const binary = join(directory, 'entry');
  writeFileSync(
    entry,
    `import { printable } from ${JSON.stringify(join(root, 'domain', 'text.ts'))};
     import { logger, setUpLog } from ${JSON.stringify(join(root, 'platform', 'log.ts'))};
     using _ = setUpLog({ level: 'info', escape: printable });
     logger('x').info('hello {who}', { who: 'a\\nb' });`,
  );
  const build = Bun.spawnSync([process.execPath, 'build', '--compile', entry, '--outfile', binary]);
  expect(build.exitCode, build.stderr.toString()).toBe(0);
  const run = Bun.spawnSync([binary]);
  expect(run.stderr.toString()).toEndWith('INFO: hello a\\u{a}b\n');
  expect(run.stdout.toString()).toBe('');
});
