import { afterEach, beforeEach, expect, test } from 'bun:test';
import {
  chmodSync,
  chownSync,
  closeSync,
  constants,
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
import { BusybodyError } from '../../src/platform/errors.ts';
import {
  exists,
  isWritableDirectory,
  openOrMake,
  quote,
  readableByOthers,
  readText,
  restrictUmask,
  writeFileAtomic,
} from '../../src/platform/files.ts';
import { configCandidates, defaultStorePath, expandHome } from '../../src/platform/paths.ts';

let directory = '';

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'busybody-files-'));
});

afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

test('writeFileAtomic() writes for the owner only and leaves no temporary file', () => {
  const path = join(directory, 'state');
  writeFileAtomic(path, 'one');
  writeFileAtomic(path, 'two');
  expect(readFileSync(path, 'utf8')).toBe('two');
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readdirSync(directory)).toEqual(['state']);
});

test('writeFileAtomic() that fails leaves what was there, and says where', () => {
  expect(() => writeFileAtomic(join(directory, 'missing', 'x'), 'data')).toThrow(/^Cannot write file: .*missing\/x$/);
  mkdirSync(join(directory, 'sub'));
  expect(() => writeFileAtomic(join(directory, 'sub'), 'data')).toThrow(BusybodyError);
  expect(readdirSync(directory)).toEqual(['sub']);
});

test.each([
  [0o600, false],
  [0o640, true],
  [0o604, true],
  [0o610, true],
])('readableByOthers() of mode %o is %p', (mode, expected) => {
  const path = join(directory, 'x');
  writeFileSync(path, '');
  chmodSync(path, mode);
  expect(readableByOthers(path)).toBe(expected);
});

test('readText() reads UTF-8 and drops a byte order mark', () => {
  const path = join(directory, 'x');
  writeFileSync(path, '\ufeffZoë');
  expect(readText(path, { what: 'config' })).toBe('Zoë');
});

test.each<[string, (path: string) => void, RegExp]>([
  ['missing', () => {}, /^Cannot read config: there is no such file: /],
  ['binary', (path) => writeFileSync(path, new Uint8Array([1, 0, 2])), /holds NUL bytes/],
  ['latin1', (path) => writeFileSync(path, new Uint8Array([0x5a, 0xeb])), /it is not UTF-8/],
  ['large', (path) => writeFileSync(path, 'x'.repeat(101)), /it is larger than 100 bytes/],
])('readText() refuses a file that is %s', (_, make, message) => {
  const path = join(directory, 'x');
  make(path);
  expect(() => readText(path, { what: 'config', maxBytes: 100 })).toThrow(message);
});

test('readText() refuses a directory, and what never ends', () => {
  expect(() => readText(directory, { what: 'config' })).toThrow(/it is a directory/);
  expect(() => readText('/dev/zero', { what: 'config', maxBytes: 100 })).toThrow(/it is larger than 100 bytes/);
});

test('exists() and isWritableDirectory() tell files, directories and nothing apart', () => {
  const file = join(directory, 'x');
  writeFileSync(file, '');
  expect([exists(file), exists(directory), exists(join(directory, 'y'))]).toEqual([true, true, false]);
  expect([isWritableDirectory(file), isWritableDirectory(directory), isWritableDirectory('/nowhere')]).toEqual([
    false,
    true,
    false,
  ]);
});

test('restrictUmask() makes new files private, whatever mode is asked for', () => {
  const before = process.umask();
  try {
    restrictUmask();
    writeFileSync(join(directory, 'x'), '', { mode: 0o666 });
    expect(statSync(join(directory, 'x')).mode & 0o777).toBe(0o600);
  } finally {
    process.umask(before);
  }
});

test('quote() gives a path as a shell takes it', () => {
  expect([quote('/etc/a-b_c.yml'), quote("it's $HOME")]).toEqual(['/etc/a-b_c.yml', "'it'\\''s $HOME'"]);
});

test('expandHome() opens only the own home directory', () => {
  expect(['~', '~/a', '~b/a', 'a/~'].map((path) => expandHome(path, '/home/ada'))).toEqual([
    '/home/ada',
    '/home/ada/a',
    '~b/a',
    'a/~',
  ]);
});

test('configCandidates() are the user config, then the working directory', () => {
  expect(configCandidates({ home: '/home/ada', cwd: '/srv' })).toEqual([
    '/home/ada/.config/busybody/config.yml',
    '/srv/config.yml',
  ]);
});

test.each([
  ['systemd', { env: { STATE_DIRECTORY: '/run/s:/run/t' }, isRoot: true, writable: true }, '/run/s/busybody.db'],
  ['root', { env: {}, isRoot: true, writable: false }, '/var/lib/busybody/busybody.db'],
  ['a service user', { env: {}, isRoot: false, writable: true }, '/var/lib/busybody/busybody.db'],
  ['a person', { env: {}, isRoot: false, writable: false }, '/home/ada/.local/share/busybody/busybody.db'],
  ['a person with XDG', { env: { XDG_DATA_HOME: '/d' }, isRoot: false, writable: false }, '/d/busybody/busybody.db'],
  [
    'relative XDG',
    { env: { XDG_DATA_HOME: 'd' }, isRoot: false, writable: false },
    '/home/ada/.local/share/busybody/busybody.db',
  ],
])('defaultStorePath() for %s', (_, { env, isRoot, writable }, expected) => {
  expect(defaultStorePath({ env, isRoot, home: '/home/ada', isWritableDirectory: () => writable })).toBe(expected);
});

test.if(process.getuid?.() === 0)(
  'openOrMake() by root makes what the owner of the directory can use, never through a link',
  () => {
    chownSync(directory, 61234, 61235);
    const path = join(directory, 'made');
    closeSync(openOrMake(path, constants.O_WRONLY));
    expect(statSync(path)).toMatchObject({ uid: 61234, gid: 61235 });
    expect(statSync(path).mode & 0o777).toBe(0o600);
    // What was there keeps its owner, also where a link of the directory's owner leads to it.
    const other = mkdtempSync(join(tmpdir(), 'busybody-files-'));
    try {
      writeFileSync(join(other, 'roots'), 'x', { mode: 0o600 });
      symlinkSync(join(other, 'roots'), join(directory, 'link'));
      closeSync(openOrMake(join(directory, 'link'), constants.O_WRONLY));
      expect(statSync(join(other, 'roots')).uid).toBe(0);
    } finally {
      rmSync(other, { recursive: true, force: true });
    }
  },
);
