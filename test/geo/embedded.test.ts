// The compiled-in data: what it knows of well-known addresses, and that its file is made and read rightly.

import { beforeAll, describe, expect, test } from 'bun:test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAddress } from '../../src/geo/address.ts';
import { countryCodes, countryPlace } from '../../src/geo/countries.ts';
import { buildGeoData, publishedMs } from '../../src/geo/embedded/build-data.ts';
import { type EmbeddedData, openEmbedded } from '../../src/geo/embedded/embedded.ts';
import { decode, encode } from '../../src/geo/embedded/format.ts';
import { scratch } from './files.ts';

const OWNER_CSV = join(import.meta.dir, '../../node_modules/@ip-location-db/asn/asn-ipv4.csv');

describe('openEmbedded()', () => {
  let data: EmbeddedData;
  beforeAll(() => {
    data = openEmbedded();
  });
  const lookup = (ip: string) => parseAddress(ip).lookup ?? expect.unreachable(`${ip} is not public`);

  test.each([
    ['8.8.8.8', 'US', 15169, 'Google LLC'],
    ['1.1.1.1', 'US', 13335, 'Cloudflare, Inc.'],
    ['90.0.0.1', 'FR', 3215, 'Orange S.A.'],
    ['5.9.0.1', 'DE', 24940, 'Hetzner Online GmbH'],
    ['133.1.1.1', 'JP', 4730, null],
    ['2001:4860:4860::8888', 'US', 15169, 'Google LLC'],
    ['2a01:e0a::1', 'FR', 12322, 'Free SAS'],
    ['2606:4700:4700::1111', 'US', 13335, 'Cloudflare, Inc.'],
  ])('knows %s: %s, AS%i', (ip, country, asn, organization) => {
    expect(data.country(lookup(ip))).toBe(country);
    const owner = data.owner(lookup(ip));
    expect(owner?.asn).toBe(asn);
    if (organization !== null) expect(owner?.organization).toBe(organization);
  });

  test('owner() agrees with the source on the first, middle and last address of rows, and knows nothing of gaps', () => {
    const rows = readFileSync(OWNER_CSV, 'utf8').trim().split('\n');
    let checked = 0;
    for (let i = 1; i < rows.length; i += 997) {
      const [start, end, asn] = rows[i]!.split(',') as [string, string, string];
      const before = rows[i - 1]!.split(',')[1]!;
      for (const ip of [start, end]) {
        const at = parseAddress(ip).lookup;
        if (at) expect(data.owner(at)?.asn).toBe(Number(asn));
      }
      const value = ipv4Value(start) - 1;
      if (value > ipv4Value(before)) expect(data.owner({ family: 4, text: '', value })).toBeNull();
      checked += 1;
    }
    expect(checked).toBeGreaterThan(400);
  });

  test.each([0, 0xffffffff])('country() and owner() know nothing of the IPv4 number %i', (value) => {
    expect(data.country({ family: 4, text: '', value })).toBeNull();
    expect(data.owner({ family: 4, text: '', value })).toBeNull();
  });

  test('organization() finds a name by number and nothing for a number nobody has', () => {
    expect(data.organization(16276)).toBe('OVH SAS');
    expect(data.organization(64512)).toBeNull();
    expect(data.organization(4_294_967_294)).toBeNull();
  });

  test('names carry no control characters', () => {
    for (const { organization } of data.all()) expect(organization ?? '').not.toMatch(/\p{Cc}/u);
  });

  test('builtMs is the day of the package version', () => {
    expect(publishedMs('2.3.2026061719')).toBe(Date.UTC(2026, 5, 17));
    expect(publishedMs('2.3.0')).toBe(0);
    expect(data.builtMs).toBeGreaterThanOrEqual(Date.UTC(2026, 5, 17));
  });
});

function ipv4Value(text: string): number {
  return text.split('.').reduce((value, octet) => value * 256 + Number(octet), 0);
}

describe('buildGeoData()', () => {
  test('makes the file anew where it is missing or foreign, else leaves it; it stays far below 25 MB', async () => {
    using files = scratch();
    const path = files.write('geo.bin', 'something else');
    const first = await buildGeoData({ outDir: files.dir });
    expect(first).toMatchObject({ path, made: true });
    expect(first.bytes).toBeLessThan(13_000_000);
    expect(decode(readFileSync(path))?.header.builtMs).toBe(openEmbedded().builtMs);
    expect(await buildGeoData({ outDir: files.dir })).toMatchObject({ path, made: false });
  }, 60_000);
});

describe('decode()', () => {
  const sections = {
    owner4Starts: Uint32Array.of(0, 5),
    owner4: Uint32Array.of(0, 1),
    owner6Starts: Uint32Array.of(0, 0),
    owner6: Uint32Array.of(0),
    country4Starts: Uint32Array.of(0),
    country4: Uint8Array.of(1),
    country6Starts: Uint32Array.of(0, 0),
    country6: Uint8Array.of(0),
    owners: Uint32Array.of(7),
    nameOffsets: Uint32Array.of(0, 3),
    names: new TextEncoder().encode('abc'),
  };
  const bytes = encode({ made: 'x', builtMs: 1, countries: ['FR'] }, sections);

  test('gives back what encode() was given, at any offset', () => {
    const shifted = new Uint8Array(bytes.length + 3);
    shifted.set(bytes, 3);
    for (const input of [bytes, shifted.subarray(3)]) {
      const { header, sections: back } = decode(input) ?? expect.unreachable('not decoded');
      expect(header).toMatchObject({ made: 'x', builtMs: 1, countries: ['FR'] });
      expect({ ...back }).toEqual(sections);
    }
  });

  test('is null for every shortened file', () => {
    for (let length = 0; length < bytes.length - 8; length += 1) expect(decode(bytes.slice(0, length))).toBeNull();
  });
});

describe('countryPlace()', () => {
  test('has a place on the globe and a radius for every country, and none for codes of no country', () => {
    for (const code of countryCodes()) {
      expect(code).toMatch(/^[A-Z]{2}$/);
      const { latitude, longitude, radiusKm } = countryPlace(code) ?? expect.unreachable(code);
      expect(Math.abs(latitude)).toBeLessThanOrEqual(90);
      expect(Math.abs(longitude)).toBeLessThanOrEqual(180);
      expect(radiusKm).toBeWithin(10, 4001);
    }
    expect(countryCodes().length).toBe(250);
    expect(countryPlace('FR')).toEqual({ latitude: 46.6, longitude: 2.4, radiusKm: 540 });
    for (const code of ['EU', 'ZZ', 'fr', '', '__proto__']) expect(countryPlace(code)).toBeNull();
  });
});
