// Databases that lie: wrong types, places off the map, giant texts, loops, flipped bits. Asking never throws.

import { afterAll, describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { NETWORK_KINDS } from '../../src/domain/enrichment.ts';
import { cleanText, factsOf } from '../../src/geo/facts.ts';
import { type OpenGeo, openGeo } from '../../src/geo/open.ts';
import { BusybodyError } from '../../src/platform/errors.ts';
import { seededRandom } from '../../src/platform/random.ts';
import { scratch } from './files.ts';
import { CITIES, IP, MAXMIND_CITY, NETWORK } from './layouts.ts';
import { encodeValue, writeMmdb } from './mmdb-writer.ts';

const files = scratch();
afterAll(() => files[Symbol.dispose]());

/** What every enrichment must be, whatever a database says. */
function expectSane(geo: OpenGeo, ip: string | null): void {
  const it = geo.enrich(ip);
  expect(NETWORK_KINDS).toContain(it.networkKind);
  if (it.precision === 'none') expect([it.latitude, it.longitude, it.accuracyKm]).toEqual([null, null, null]);
  else {
    expect(Math.abs(it.latitude ?? Number.NaN)).toBeLessThanOrEqual(90);
    expect(Math.abs(it.longitude ?? Number.NaN)).toBeLessThanOrEqual(180);
    expect(it.accuracyKm ?? Number.NaN).toBeWithin(1, 10_001);
  }
  expect(it.precision === 'city').toBe(it.city !== null);
  for (const text of [it.city, it.region, it.country, it.organization]) {
    expect(text === null || (typeof text === 'string' && text.length <= 240 && !/[\p{Cc}\p{Cf}]/u.test(text))).toBe(
      true,
    );
  }
  if (it.country !== null) expect(it.country).toMatch(/^[A-Z]{2}$/);
  if (it.asn !== null) expect(Number.isInteger(it.asn) && it.asn > 0 && it.asn < 2 ** 32).toBe(true);
}

describe('factsOf()', () => {
  test('never throws and never gives a value of the wrong type, for any record', () => {
    const key = fc.constantFrom(
      'city',
      'country',
      'country_code',
      'location',
      'latitude',
      'longitude',
      'accuracy_radius',
      'subdivisions',
      'names',
      'en',
      'iso_code',
      'traits',
      'asn',
      'as_name',
      'org',
      'isp',
      'autonomous_system_number',
      'autonomous_system_organization',
      'connection_type',
      'user_type',
      'is_anonymous_vpn',
      'lat',
      'lng',
      'radius',
      '__proto__',
      'constructor',
      'toString',
    );
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        fc.string(),
        fc.double(),
        fc.integer(),
        fc.boolean(),
        fc.constantFrom(
          null,
          undefined,
          Number.NaN,
          Number.POSITIVE_INFINITY,
          '91',
          '1e999',
          'AS1',
          'FR',
          'fr',
          '1'.repeat(400),
        ),
        fc.bigInt(),
        fc.uint8Array({ maxLength: 4 }),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(key, tie('value'), { maxKeys: 6 }),
      ),
    }));
    fc.assert(
      fc.property(value, (record) => {
        const facts = factsOf(record);
        for (const number of [facts.latitude, facts.longitude, facts.accuracyKm, facts.asn]) {
          expect(number === null || Number.isFinite(number)).toBe(true);
        }
        for (const text of [facts.city, facts.region, facts.country, facts.organization]) {
          expect(text === null || typeof text === 'string').toBe(true);
        }
        expect(facts.city === null || (facts.latitude !== null && facts.longitude !== null)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    ['a latitude off the map', { city: 'X', latitude: 90.5, longitude: 4 }],
    ['a longitude off the map', { city: 'X', latitude: 4, longitude: -180.5 }],
    ['NaN', { city: 'X', latitude: Number.NaN, longitude: 4 }],
    ['half a place', { city: 'X', latitude: 4 }],
    ['nought and nought', { city: 'X', latitude: 0, longitude: 0 }],
    ['text', { city: 'X', latitude: 'north', longitude: 'east' }],
  ])('takes %s for no place, and so for no city', (_, record) => {
    expect(factsOf(record)).toMatchObject({ city: null, latitude: null, longitude: null });
  });

  test.each([
    [0, null],
    [-5, null],
    [Number.NaN, null],
    [1e9, null],
    [0.2, 1],
    [1000, 1000],
  ])('gives an accuracy radius of %p as %p', (radius, km) => {
    expect(factsOf({ location: { accuracy_radius: radius } }).accuracyKm).toBe(km);
  });

  test('reads own keys only, also where a record sets a prototype', () => {
    expect(factsOf(Object.create({ country_code: 'FR', asn: 5 }))).toMatchObject({ country: null, asn: null });
  });
});

describe('cleanText()', () => {
  test.each([
    ['  A\u001b[31m\nB\u202e  ', 'A [31m B'],
    ['\u0000', null],
    ['', null],
    [7, null],
    [`${'x'.repeat(119)}🙂🙂`, `${'x'.repeat(119)}🙂`],
  ])('makes %p into %p', (value, text) => {
    expect(cleanText(value)).toBe(text);
  });
});

describe('enrich()', () => {
  test('never throws, for any text', () => {
    using geo = openGeo();
    const text = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary' }),
      fc.ipV4(),
      fc.ipV6(),
      fc.ipV4Extended(),
      fc.constant('x'.repeat(1e6)),
    );
    fc.assert(
      fc.property(text, (ip) => expectSane(geo, ip)),
      { numRuns: 1000 },
    );
  });

  test('survives a record that points at itself: the embedded data answer, and it is counted', () => {
    // A map with one key whose value is a pointer (type 1) to the map itself, at the data section's start.
    const whole = Buffer.from(
      writeMmdb({ databaseType: 'GeoLite2-City', records: [{ network: '8.8.8.0/24', data: { city: 'ab' } }] }),
    );
    const value = whole.indexOf(Buffer.from(encodeValue('city'))) + encodeValue('city').length;
    whole[value] = 0x20;
    whole[value + 1] = 0x00;
    using geo = openGeo({ cityDb: files.write('loop.mmdb', whole) });
    expect(geo.enrich('8.8.8.8')).toMatchObject({ country: 'US', precision: 'country' });
    expect(geo.counts().corrupt).toBe(1);
  });

  test('survives a text of 1 MB in a record', () => {
    const data = {
      city: 'Lyon',
      latitude: 45,
      longitude: 5,
      state1: 'y'.repeat(1_000_000),
      autonomous_system_organization: '\u001b]0;x\u0007',
    };
    using geo = openGeo({
      cityDb: files.mmdb('giant.mmdb', { databaseType: 'any', records: [{ network: NETWORK, data }] }),
    });
    expectSane(geo, IP);
    expect(geo.enrich(IP).region).toHaveLength(120);
  });

  test('survives 500 flipped bits: refused at opening, or sane answers', () => {
    const random = seededRandom(7);
    const whole = writeMmdb({
      databaseType: 'GeoLite2-City',
      records: CITIES.map(([, data], i) => ({ network: `90.${i}.0.0/16`, data })).concat([
        { network: NETWORK, data: MAXMIND_CITY },
      ]),
    });
    let opened = 0;
    let refused = 0;
    for (let flip = 0; flip < 500; flip += 1) {
      const bytes = whole.slice();
      const at = Math.floor(random() * bytes.length);
      bytes[at] = bytes[at]! ^ (1 << Math.floor(random() * 8));
      const path = files.write('flipped.mmdb', bytes);
      let geo: OpenGeo;
      try {
        geo = openGeo({ cityDb: path });
        opened += 1;
      } catch (error) {
        expect(error).toBeInstanceOf(BusybodyError);
        refused += 1;
        continue;
      }
      for (const ip of [IP, '90.1.2.3', '90.2.2.3', '90.3.2.3', '90.4.2.3', '8.8.8.8', '2001:4860:4860::8888'])
        expectSane(geo, ip);
    }
    expect(opened).toBeGreaterThan(100);
    expect(refused).toBeGreaterThan(0);
  });
});
