import { expect, test } from 'bun:test';
import fc from 'fast-check';
import { UNKNOWN_ENRICHMENT } from '../../src/domain/enrichment.ts';
import { observe } from '../../src/features/observation.ts';
import { HOSTILE } from '../hostile/strings.ts';
import { CHROME_ON_MAC, OFFICE, observed, signIn } from './sample.ts';

test('observe() keeps the keys the model counts', () => {
  const seen = observed();
  expect(seen.keys).toEqual({
    owner: 'orange',
    block: '203.0.113.0/24',
    address: '203.0.113.7',
    kind: 'isp',
    country: 'FR',
    city: 'FR/lyon',
    shape: 'mozilla/ (macintosh; intel mac os x ) applewebkit/ (khtml, like gecko) chrome/ safari/',
    family: 'macos/chrome',
    system: 'macos',
    pair: 'orange\tmacos/chrome',
    placePair: 'FR\tmacos/chrome',
    source: 'slack',
  });
  expect(seen.names).toEqual({ owner: 'Orange', city: 'Lyon, FR', family: 'Chrome on macOS' });
  expect(seen.placeless).toBe(0);
});

test('observe() of a sign-in of which nothing is known has no keys but the app', () => {
  const seen = observe(signIn({ userAgent: null }), UNKNOWN_ENRICHMENT);
  expect(Object.entries(seen.keys).filter(([, key]) => key !== null)).toEqual([['source', 'slack']]);
  expect(seen).toMatchObject({
    point: null,
    agent: null,
    placeless: 1,
    ownerWords: [],
    names: { owner: null, city: null, family: null },
  });
});

test.each([
  ['a blank user agent is none', { userAgent: ' \t ' }, 'family', null],
  [
    'an owner is known by its number where it has no name',
    { place: { ...OFFICE, organization: null } },
    'owner',
    'as3215',
  ],
  [
    'a private network is an owner',
    { place: { ...OFFICE, organization: null, asn: null, addressState: 'private' } },
    'owner',
    'private',
  ],
  ['letter case and spaces make no new owner', { place: { ...OFFICE, organization: ' ORANGE \n' } }, 'owner', 'orange'],
  ['a city is one of its country', { place: { ...OFFICE, country: 'US' } }, 'city', 'US/lyon'],
  ['a country stands for its unknown city', { place: { ...OFFICE, city: null } }, 'city', 'FR'],
  ['a city without a country is none', { place: { ...OFFICE, country: null } }, 'city', null],
  ['an unknown kind of network is no kind', { place: { ...OFFICE, networkKind: 'unknown' } }, 'kind', null],
] as const)('observe(): %s', (_, change, kind, key) => {
  expect(observed(change).keys[kind]).toBe(key);
});

test('observe() sees an update of the browser in the version alone', () => {
  const { agent: before, ...old } = observed();
  const { agent: after, ...updated } = observed({ userAgent: CHROME_ON_MAC.replace('126', '131') });
  expect(updated).toEqual(old);
  expect(after!.version).toBeGreaterThan(before!.version);
});

test('observe() keeps long user agents apart by short keys', () => {
  const long = (end: string) => observed({ userAgent: `${'word '.repeat(100)}${end}` }).keys.shape!;
  expect(long('a')).not.toBe(long('b'));
  expect(long('a')).toBe(long('a'));
  expect(long('a').length).toBeLessThanOrEqual(96);
});

test('observe() takes any text: keys are short, and a tab only parts a pair', () => {
  const check = (text: string, userAgent: string): void => {
    const seen = observed({ userAgent, place: { ...OFFICE, organization: text, city: text } });
    for (const [kind, key] of Object.entries(seen.keys)) {
      if (key === null) continue;
      expect(key.length).toBeLessThanOrEqual(1300);
      expect(key.split('\t')).toHaveLength(kind === 'pair' || kind === 'placePair' ? 2 : 1);
    }
    for (const name of Object.values(seen.names)) expect(name?.length ?? 0).toBeLessThanOrEqual(1300);
    expect(seen.ownerWords.length).toBeLessThanOrEqual(12);
  };
  for (const { value } of HOSTILE) check(value, value);
  check('x'.repeat(1_000_000), 'y'.repeat(1_000_000));
  fc.assert(fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), check), { numRuns: 100 });
});
