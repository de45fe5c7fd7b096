// What `init --systemd` says of places a unit hides, and the words it writes.

import { describe, expect, test } from 'bun:test';
import { placeWarnings, serviceUnit, unfitFile } from '../../src/commands/units.ts';
import { namedFiles } from '../../src/config/named-files.ts';
import { metricsDirectory, storeDirectory } from '../../src/config/store-directory.ts';

const GOOD = { executable: '/usr/local/bin/busybody', config: '/etc/busybody/config.yml', store: null };

test('placeWarnings() is silent for system directories', () => {
  expect(placeWarnings(GOOD)).toEqual([]);
  expect(placeWarnings({ ...GOOD, store: '/home/ada/logs', config: '/tmpfile/config.yml' })).toEqual([]);
});

test('placeWarnings() names what PrivateTmp hides and what lies in a home', () => {
  expect(placeWarnings({ executable: '/home/ada/busybody', config: '/tmp/config.yml', store: '/var/tmp/b' })).toEqual([
    'the executable is in a home, whose owner may change what the service does: /home/ada/busybody',
    'the config is where anybody may write: /tmp/config.yml',
    'the service cannot see the store, since PrivateTmp hides it: /var/tmp/b',
  ]);
});

test('serviceUnit() doubles specifiers everywhere and dollars only in the command', () => {
  const unit = serviceUnit({ executable: '/opt/$a%/busybody', config: '/c%.yml', writable: ['/srv/$a%'] });
  expect(unit).toContain('ExecStart=/opt/$$a%%/busybody --config /c%%.yml -v run\n');
  expect(unit).toContain('\nReadWritePaths=-/srv/$a%%\n');
  expect(unit).toContain('\nLoadCredential=c%%.yml:/c%%.yml\n');
});

describe('whose the service is', () => {
  const directives = (unit: string) =>
    unit.split('\n').filter((line) => /^(?:DynamicUser|User|Group|ProtectHome)=/.test(line));

  test('a user of systemd’s own where the store is in its state directory', () => {
    expect(directives(serviceUnit(GOOD))).toEqual(['DynamicUser=yes', 'ProtectHome=yes']);
  });

  test('the owner of the store’s directory where that is elsewhere; root’s own needs root', () => {
    const elsewhere = { ...GOOD, writable: ['/srv/busybody'] };
    expect(directives(serviceUnit({ ...elsewhere, user: { uid: 12, gid: 13 } }))).toEqual([
      'User=12',
      'Group=13',
      'ProtectHome=yes',
    ]);
    expect(directives(serviceUnit({ ...elsewhere, user: null }))).toEqual(['ProtectHome=yes']);
  });

  test('in the group that may write the metrics', () => {
    const unit = serviceUnit({ ...GOOD, writable: ['/var/lib/node'], group: 14 });
    expect(directives(unit)).toEqual(['DynamicUser=yes', 'ProtectHome=yes']);
    expect(unit).toContain('\nSupplementaryGroups=14\n');
    expect(unit).toContain('\nReadWritePaths=-/var/lib/node\n');
  });

  test('homes can be read where the executable or the store lies in one', () => {
    expect(directives(serviceUnit({ ...GOOD, executable: '/home/ada/busybody' }))).toContain('ProtectHome=read-only');
    expect(directives(serviceUnit({ ...GOOD, writable: ['/home/ada/b'] }))).toContain('ProtectHome=read-only');
  });
});

test('unfitFile() refuses what would end a line or pass for another file', () => {
  expect(unfitFile({ passed: ['/a/config.yml', '/a/to ken'], other: ["/o'neil/busybody"] })).toBeNull();
  expect(unfitFile({ passed: [], other: ['/a\nExecStartPre=/x'] })).toContain('control characters');
  expect(unfitFile({ passed: ['/a/b:c'], other: [] })).toContain('holds :');
  expect(unfitFile({ passed: ['/a/token', '/b/token'], other: [] })).toContain('same name: /b/token');
});

test('namedFiles() are those behind file: and behind keys that end in _file, whatever else is wrong', () => {
  const text = `pollers:
  slack: {api_token: "file:/etc/b/slack", nope: file:~/x}
  gsuite: {credential_file: key.json, api_url: https://file:/x}
  other: [file:///etc/b/c, "file:\${DIR}/d", file:, file:e]
analysis: {geoip: {city_db: /usr/share/x.mmdb, some_file: /etc/no}}
notifiers: {slack: {api_token: file:/etc/b/slack}}
`;
  expect(namedFiles(text, { home: '/home/ada', cwd: '/srv', directory: '/etc/b' })).toEqual([
    '/etc/b/slack',
    '/home/ada/x',
    '/srv/key.json',
    '/etc/b/c',
    '/etc/b/e',
  ]);
  expect(namedFiles('[broken', { home: '/', cwd: '/', directory: '/' })).toEqual([]);
});

test.each([
  ['', null],
  ['persistence: text', null],
  ['persistence: {path: }', null],
  [`persistence: {path: "\${DIR}/a.db"}`, null],
  ['persistence: {path: ~/b/a.db}', '/home/ada/b'],
  ['persistence:\n  log_directory: logs', '/srv/logs'],
  ['[broken', null],
])('storeDirectory() of %j is %p', (text, directory) => {
  expect(storeDirectory(text, { home: '/home/ada', cwd: '/srv' })).toBe(directory);
});

test.each([
  ['metrics: {textfile: /var/lib/node/busybody.prom}', '/var/lib/node'],
  ['metrics: {textfile: ~/x.prom}', '/home/ada'],
  ['metrics: {}', null],
  ['', null],
])('metricsDirectory() of %j is %p', (text, directory) => {
  expect(metricsDirectory(text, { home: '/home/ada', cwd: '/srv' })).toBe(directory);
});
