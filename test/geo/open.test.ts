// Whole look-ups: every layout, what falls back where, kinds of network, counts, and errors at opening.

import { afterAll, describe, expect, test } from 'bun:test';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { UNKNOWN_ENRICHMENT } from '../../src/domain/enrichment.ts';
import { openGeo } from '../../src/geo/open.ts';
import { BusybodyError, UsageError } from '../../src/platform/errors.ts';
import { scratch } from './files.ts';
import { CITIES, COUNTRIES, IP, MAXMIND_CITY, NETWORK, OWNERS } from './layouts.ts';
import { type MmdbValue, writeMmdb } from './mmdb-writer.ts';

const files = scratch();
afterAll(() => files[Symbol.dispose]());
let made = 0;
const mmdb = (databaseType: string, data: MmdbValue, network = NETWORK): string => {
  made += 1;
  return files.mmdb(`${made}.mmdb`, { databaseType, records: [{ network, data }] });
};

describe('openGeo() with nothing configured', () => {
  using geo = openGeo();

  test('gives country, its middle and radius, owner and kind', () => {
    expect(geo.enrich('8.8.8.8')).toEqual({
      addressState: 'public',
      ip: '8.8.8.8',
      block: '8.8.8.0/24',
      precision: 'country',
      city: null,
      region: null,
      country: 'US',
      latitude: 39.5,
      longitude: -97.5,
      accuracyKm: 2400,
      asn: 15169,
      organization: 'Google LLC',
      networkKind: 'hosting',
    });
    expect(geo.enrich('2001:4860:4860::8888')).toMatchObject({
      country: 'US',
      asn: 15169,
      block: '2001:4860:4860::/48',
    });
  });

  test.each([
    [null, 'absent', null, 'unknown'],
    ['', 'absent', null, 'unknown'],
    ['not an address', 'malformed', null, 'unknown'],
    ['203.0.113.7', 'reserved', '203.0.113.7', 'unknown'],
    ['::ffff:192.168.1.7', 'private', '192.168.1.7', 'private'],
  ] as const)('says of %p that it is %s', (text, addressState, ip, networkKind) => {
    const { block: _, ...rest } = geo.enrich(text);
    const { block: __, ...unknown } = UNKNOWN_ENRICHMENT;
    expect(rest).toEqual({ ...unknown, addressState, ip, networkKind });
  });

  test.each([
    ['104.28.0.1', 'relay'],
    ['5.9.0.1', 'hosting'],
    ['90.0.0.1', 'isp'],
    ['171.64.0.1', 'education'],
    ['19.0.0.1', 'business'],
    ['172.56.0.1', 'mobile'],
    ['185.213.154.1', 'vpn'],
  ] as const)('calls the network of %s %s', (ip, kind) => {
    expect(geo.enrich(ip).networkKind).toBe(kind);
  });

  test('databases() names both parts of the embedded data and their date', () => {
    expect(geo.databases().map(({ role, path }) => [role, path])).toEqual([
      ['country', 'embedded'],
      ['asn', 'embedded'],
    ]);
    for (const { builtMs } of geo.databases()) expect(builtMs).toBeGreaterThan(Date.UTC(2026, 0, 1));
  });
});

describe('openGeo() with a city database', () => {
  test.each(CITIES)('reads the layout of %s', (type, data, accuracyKm, region) => {
    using geo = openGeo({ cityDb: mmdb(type, data) });
    expect(geo.enrich(IP)).toMatchObject({
      precision: 'city',
      city: 'Lyon',
      region,
      country: 'FR',
      latitude: 45.748,
      longitude: 4.85,
      accuracyKm,
    });
  });

  test.each(COUNTRIES)('takes %s, without a city, for the country with its own middle and radius', (type, data) => {
    using geo = openGeo({ cityDb: mmdb(type, data) });
    expect(geo.enrich(IP)).toMatchObject({
      precision: 'country',
      city: null,
      country: 'FR',
      latitude: 46.6,
      longitude: 2.4,
      accuracyKm: 540,
    });
  });

  test('keeps coordinates, made coarse, where the country has no place of its own', () => {
    using geo = openGeo({
      cityDb: mmdb('GeoLite2-City', { country: { iso_code: 'QQ' }, location: { latitude: 1, longitude: 2 } }),
    });
    expect(geo.enrich(IP)).toMatchObject({
      precision: 'country',
      country: 'QQ',
      latitude: 1,
      longitude: 2,
      accuracyKm: 1000,
    });
  });

  test('falls back to the embedded country and owner for an address the database does not have', () => {
    using geo = openGeo({
      cityDb: mmdb('GeoLite2-City', MAXMIND_CITY),
      asnDb: mmdb('GeoLite2-ASN', { autonomous_system_number: 1 }),
    });
    expect(geo.enrich('8.8.8.8')).toMatchObject({
      precision: 'country',
      country: 'US',
      asn: 15169,
      organization: 'Google LLC',
    });
  });

  test.each([
    [4, 24],
    [4, 28],
    [4, 32],
    [6, 24],
    [6, 28],
    [6, 32],
  ] as const)('reads an IPv%i tree with records of %i bits', (ipVersion, recordSize) => {
    const records = [
      { network: '90.0.0.0/16', data: { country_code: 'DE' } },
      { network: NETWORK, data: MAXMIND_CITY },
    ];
    using geo = openGeo({
      cityDb: files.mmdb(`${ipVersion}-${recordSize}`, { databaseType: 'x', records, ipVersion, recordSize }),
    });
    expect(geo.enrich(IP).city).toBe('Lyon');
    expect(geo.enrich('90.0.1.1')).toMatchObject({ country: 'DE', precision: 'country' });
  });

  test('never answers for an IPv6 address from an IPv4 tree, where its first 32 bits would hit', () => {
    const records = [{ network: '32.1.0.0/16', data: MAXMIND_CITY }];
    using geo = openGeo({ cityDb: files.mmdb('bits.mmdb', { databaseType: 'x', records, ipVersion: 4 }) });
    expect(geo.enrich('32.1.72.96').city).toBe('Lyon');
    expect(geo.enrich('2001:4860:4860::8888')).toMatchObject({ country: 'US', city: null });
  });

  test('reads a tree of IPv6 networks only, and IPv4 addresses fall back', () => {
    using geo = openGeo({ cityDb: mmdb('GeoLite2-City', MAXMIND_CITY, '2a01:e0a::/32') });
    expect(geo.enrich('2a01:e0a:1::1').city).toBe('Lyon');
    expect(geo.enrich('8.8.8.8')).toMatchObject({ city: null, country: 'US' });
  });
});

describe('openGeo() with an owner database', () => {
  test.each(OWNERS)('reads the layout of %s', (type, data) => {
    using geo = openGeo({ asnDb: mmdb(type, data) });
    expect(geo.enrich(IP)).toMatchObject({ asn: 64500, organization: 'Example Telecom', networkKind: 'isp' });
  });

  test('takes the name of a number without name from the embedded data', () => {
    using geo = openGeo({ asnDb: mmdb('GeoLite2-ASN', { autonomous_system_number: 16276 }) });
    expect(geo.enrich(IP)).toMatchObject({ asn: 16276, organization: 'OVH SAS', networkKind: 'hosting' });
  });

  test('prefers the ISP database to the ASN database to the traits of a city database', () => {
    const owner = (asn: number): MmdbValue => ({
      autonomous_system_number: asn,
      autonomous_system_organization: `Owner ${asn}`,
    });
    const cityDb = mmdb('GeoIP2-Enterprise', { traits: owner(64501) });
    const asnDb = mmdb('GeoLite2-ASN', owner(64502));
    const ispDb = mmdb('GeoIP2-ISP', owner(64503));
    expect(openGeo({ cityDb }).enrich(IP).asn).toBe(64501);
    expect(openGeo({ cityDb, asnDb }).enrich(IP).asn).toBe(64502);
    expect(openGeo({ cityDb, asnDb, ispDb }).enrich(IP).asn).toBe(64503);
  });

  test('one IPinfo file serves as both databases', () => {
    const path = mmdb('ipinfo generic_lite', {
      asn: 'AS64500',
      as_name: 'Example Telecom',
      country: 'Germany',
      country_code: 'DE',
    });
    using geo = openGeo({ cityDb: path, asnDb: path });
    expect(geo.enrich(IP)).toMatchObject({ country: 'DE', asn: 64500 });
    expect(
      geo
        .databases()
        .filter(({ path: at }) => at === path)
        .map(({ role }) => role),
    ).toEqual(['city', 'asn']);
  });
});

describe('kinds of network', () => {
  const asn = (number: number, organization: string): string =>
    mmdb('GeoLite2-ASN', { autonomous_system_number: number, autonomous_system_organization: organization });

  test.each([
    ['is_anonymous_vpn', 'vpn'],
    ['is_tor_exit_node', 'vpn'],
    ['is_public_proxy', 'vpn'],
    ['is_residential_proxy', 'vpn'],
    ['is_hosting_provider', 'hosting'],
  ] as const)('an Anonymous-IP record with %s makes it %s', (flag, kind) => {
    using geo = openGeo({ anonymousDb: mmdb('GeoIP2-Anonymous-IP', { is_anonymous: true, [flag]: true }) });
    expect(geo.enrich(IP).networkKind).toBe(kind);
  });

  test.each([
    ['Cellular', 3215, 'Orange S.A.', 'mobile'],
    ['Cable/DSL', 16276, 'OVH SAS', 'isp'],
    ['Corporate', 14061, 'DigitalOcean', 'hosting'],
    ['Corporate', 3215, 'Orange S.A.', 'business'],
    ['Cable/DSL', 13335, 'Cloudflare, Inc.', 'relay'],
    ['Quantum', 3215, 'Orange S.A.', 'isp'],
  ] as const)('a Connection-Type of %s at AS%i %s is %s', (type, number, organization, kind) => {
    using geo = openGeo({
      asnDb: asn(number, organization),
      connectionDb: mmdb('GeoIP2-Connection-Type', { connection_type: type }),
    });
    expect(geo.enrich(IP).networkKind).toBe(kind);
  });

  test.each([
    ['hosting', 'hosting'],
    ['college', 'education'],
    ['cellular', 'mobile'],
    ['consumer_privacy_network', 'vpn'],
    ['residential', 'isp'],
  ] as const)('an Enterprise user type of %s is %s', (type, kind) => {
    using geo = openGeo({
      asnDb: asn(64500, 'Anything'),
      cityDb: mmdb('GeoIP2-Enterprise', { traits: { user_type: type } }),
    });
    expect(geo.enrich(IP).networkKind).toBe(kind);
  });

  test('the config wins: block over number over name, the longest first, trusted counting as business', () => {
    using geo = openGeo({
      asnDb: asn(64500, 'Example Telecom'),
      anonymousDb: mmdb('GeoIP2-Anonymous-IP', { is_anonymous_vpn: true }),
      networks: {
        hosting: ['90.0.0.0/8', 'AS64500', 'example'],
        mobile: ['90.0.0.0/25', 'example tele', 15169],
        trusted: ['90.0.0.7', '10.0.0.0/8', '2001:4860::/32'],
        vpn: ['AS13335'],
      },
    });
    expect(geo.enrich('90.0.0.7').networkKind).toBe('business');
    expect(geo.enrich('90.0.0.8').networkKind).toBe('mobile');
    expect(geo.enrich('90.0.0.200').networkKind).toBe('hosting');
    expect(geo.enrich('8.8.8.8').networkKind).toBe('mobile');
    expect(geo.enrich('2001:4860:4860::8888').networkKind).toBe('business');
    expect(geo.enrich('1.1.1.1').networkKind).toBe('vpn');
    expect(geo.enrich('10.1.1.1')).toMatchObject({ addressState: 'private', networkKind: 'business' });
    expect(geo.enrich('192.168.1.1').networkKind).toBe('private');
  });

  test.each(['10.0.0.0/33', '1.2.3/24', '::/129', 'AS0', 'AS99999999999', '', 'ab', '010.0.0.0/8', '8.8.8.8/', 0])(
    'an entry of %p is refused with an example',
    (entry) => {
      const open = () => openGeo({ networks: { trusted: [entry] } });
      expect(open).toThrow(UsageError);
      expect(open).toThrow(/^Cannot use network under "trusted": /);
    },
  );
});

describe('errors at opening', () => {
  const failure = (open: () => unknown): BusybodyError => {
    try {
      open();
    } catch (error) {
      if (error instanceof BusybodyError) return error;
      throw error;
    }
    return expect.unreachable('opened');
  };
  const whole = writeMmdb({ databaseType: 'GeoLite2-City', records: [{ network: NETWORK, data: MAXMIND_CITY }] });

  test.each([
    ['an empty file', new Uint8Array(), 'empty'],
    ['text', new TextEncoder().encode('<html>Sign in</html>'.repeat(50)), 'no whole mmdb file'],
    ['a compressed file', gzipSync(whole), 'compressed'],
    ['a file without its end', whole.slice(0, whole.length - 150), 'no whole mmdb file'],
    ['a file without its beginning', whole.slice(700), 'truncated|do not fit|no whole'],
    ['metadata that promise more than there is', withNodeCount(whole, 0xff), 'truncated|do not fit'],
  ])('%s is corrupt, with path and hint', (name, bytes, cause) => {
    const path = files.write(name, bytes);
    const error = failure(() => openGeo({ cityDb: path }));
    expect(error.code).toBe('E_GEO_CORRUPT');
    expect(error.message).toMatch(new RegExp(`^Cannot read geo database: .*(${cause}).*: `));
    expect(error.message).toEndWith(path);
    expect(error.hints.join()).toContain('analysis.geoip.city_db');
  });

  test('a missing file and a directory are named', () => {
    const missing = failure(() => openGeo({ asnDb: join(files.dir, 'nowhere.mmdb') }));
    expect(missing).toMatchObject({ code: 'E_GEO_MISSING', message: expect.stringContaining('no such file') });
    expect(missing.hints[0]).toContain('analysis.geoip.asn_db');
    mkdirSync(join(files.dir, 'directory'));
    expect(failure(() => openGeo({ cityDb: join(files.dir, 'directory') })).code).toBe('E_GEO_UNREADABLE');
  });

  test.each([
    ['GeoIP2-Enterprise', 'cityDb'],
    ['GeoIP2-Enterprise', 'asnDb'],
    ['DBIP-Location-ISP (compat=Enterprise)', 'cityDb'],
    ['DBIP-Location-ISP (compat=Enterprise)', 'connectionDb'],
    ['GeoIP-Anonymous-Plus', 'anonymousDb'],
    ['ipinfo standard_privacy.mmdb', 'anonymousDb'],
    ['my own', 'asnDb'],
  ] as const)('%s is taken as %s', (type, key) => {
    const path = mmdb(type, {});
    expect(openGeo({ [key]: path }).databases()[0]).toMatchObject({ path, type });
  });

  test('a database under the wrong key says which key it belongs to', () => {
    const path = mmdb('GeoLite2-ASN', { autonomous_system_number: 1 });
    const error = failure(() => openGeo({ cityDb: path }));
    expect(error).toMatchObject({
      code: 'E_GEO_KIND',
      message: expect.stringContaining('GeoLite2-ASN as analysis.geoip.city_db'),
    });
    expect(error.hints).toEqual([`analysis.geoip.asn_db: ${path}`]);
  });
});

/** The file with another number of nodes in its metadata. */
function withNodeCount(bytes: Uint8Array, count: number): Uint8Array {
  const changed = Buffer.from(bytes);
  const at = changed.lastIndexOf('node_count') + 'node_count'.length;
  // A control byte (type 6, its size), then the number: its first byte makes the tree far too long.
  changed[at + 1] = count;
  return changed;
}

describe('counts()', () => {
  test('counts every state once while an address is remembered, IPv6, and what nobody knows', () => {
    using geo = openGeo();
    for (const ip of [
      '8.8.8.8',
      '8.8.8.8',
      '2606:4700::1',
      '10.0.0.1',
      '203.0.113.7',
      'x',
      null,
      '5.0.0.0.0',
      '2c0f:ffff::1',
    ]) {
      geo.enrich(ip);
    }
    expect(geo.counts()).toEqual({
      public: 3,
      private: 1,
      reserved: 1,
      malformed: 2,
      absent: 1,
      ipv6: 2,
      cities: 0,
      unplaced: 1,
      unowned: 1,
      corrupt: 0,
    });
  });
});
