// What `init --systemd` says of places a unit hides, and the words it writes.

import { expect, test } from 'bun:test';
import { placeWarnings, serviceUnit } from '../../src/commands/units.ts';
import { storeDirectory } from '../../src/config/store-directory.ts';

const GOOD = { executable: '/usr/local/bin/busybody', config: '/etc/busybody/config.yml', store: null };

test('placeWarnings() is silent for system directories', () => {
  expect(placeWarnings(GOOD)).toEqual([]);
  expect(placeWarnings({ ...GOOD, store: '/home/ada/logs', config: '/tmpfile/config.yml' })).toEqual([]);
});

test('placeWarnings() names what PrivateTmp hides and what lies in a home', () => {
  expect(placeWarnings({ executable: '/home/ada/busybody', config: '/tmp/config.yml', store: '/var/tmp/b' })).toEqual([
    'the executable is in a home, whose owner may change what the service does: /home/ada/busybody',
    'the service cannot see the config, since PrivateTmp hides it: /tmp/config.yml',
    'the service cannot see the store, since PrivateTmp hides it: /var/tmp/b',
  ]);
});

test('serviceUnit() doubles specifiers everywhere and dollars only in the command', () => {
  const unit = serviceUnit({ executable: '/opt/$a%/busybody', config: '/c.yml', writable: ['/srv/$a%'] });
  expect(unit).toContain('ExecStart=/opt/$$a%%/busybody --config /c.yml -v run\n');
  expect(unit).toContain('\nReadWritePaths=-/srv/$a%%\n');
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
