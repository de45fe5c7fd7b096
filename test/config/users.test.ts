import { expect, test } from 'bun:test';
import fc from 'fast-check';
import { userResolver } from '../../src/config/users.ts';
import { load } from './helpers.ts';

function resolver(yaml: string) {
  return userResolver(load(yaml).config);
}

test.each([
  ['domain appended', 'ada', 'ada@example.com'],
  ['domain kept', 'ada@other.example', 'ada@other.example'],
  ['lower case with @', 'Ada@Other.Example', 'ada@other.example'],
  ['lower case once the domain is appended', 'ADA', 'ada@example.com'],
  ['map key as the app names it', 'bob', 'robert@example.com'],
  ['map key in another case', 'BOB', 'robert@example.com'],
  ['map key with the domain', 'eve', 'evelyn@example.com'],
  ['map key with the domain, app with it too', 'Eve@Example.com', 'evelyn@example.com'],
  ['map key without the domain, app with it', 'bob@example.com', 'robert@example.com'],
  ['private address', 'Eva.Private@gmail.com', 'evelyn@example.com'],
  ['no chain of maps', 'carol', 'bob'],
  ['blanks around', '  ada ', 'ada@example.com'],
  ['nothing', '', ''],
  ['prototype key', '__proto__', '__proto__@example.com'],
  ['name of a method', 'toString', 'tostring@example.com'],
])('userResolver(): %s', (_, account, expected) => {
  const resolve = resolver(`analysis: {slack: {user_domain: example.com, user_map:
    {bob: Robert@example.com, eve@example.com: evelyn@example.com, eva.private@gmail.com: evelyn@example.com, carol: bob}}}`);
  expect(resolve('slack', account)).toBe(expected);
});

test('userResolver() keeps ids as they are where no domain is set, and other sources apart', () => {
  const resolve = resolver('analysis: {slack: {user_map: {U012AB: ada@example.com}}}');
  expect(resolve('slack', 'U012AB')).toBe('ada@example.com');
  expect(resolve('slack', 'U999ZZ')).toBe('U999ZZ');
  expect(resolve('gsuite', 'U012AB')).toBe('U012AB');
});

test('userResolver() finds an id in the map though a domain is set', () => {
  const resolve = resolver('analysis: {slack: {user_domain: example.com, user_map: {U012AB: ada@example.com}}}');
  expect(resolve('slack', 'U012AB')).toBe('ada@example.com');
});

test('userResolver() takes prototype keys of a map as the names they are', () => {
  const resolve = resolver('analysis: {slack: {user_map: {__proto__: ada, constructor: bob}}}');
  expect(['__proto__', 'constructor', 'hasOwnProperty'].map((name) => resolve('slack', name))).toEqual([
    'ada',
    'bob',
    'hasOwnProperty',
  ]);
});

test('userResolver() gives the same user for what it gave, where no map speaks of it', () => {
  const resolve = resolver('analysis: {slack: {user_domain: example.com}}');
  fc.assert(
    fc.property(fc.string(), (account) => {
      const user = resolve('slack', account);
      expect(resolve('slack', user)).toBe(user);
    }),
    { numRuns: 200 },
  );
});
