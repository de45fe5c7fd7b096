// What `check` is told of the databases: age, warnings, whom to name.

import { describe, expect, test } from 'bun:test';
import type { Database } from '../../src/geo/contract.ts';
import { describeDatabases } from '../../src/geo/databases.ts';

const NOW_MS = Date.UTC(2026, 7, 31);
const DAY_MS = 86_400_000;
const database = (type: string, days: number | null, path = '/var/lib/x.mmdb'): Database => ({
  role: 'city',
  path,
  type,
  builtMs: days === null ? null : NOW_MS - days * DAY_MS,
});
const describeOne = (one: Database) => describeDatabases([one], { nowMs: NOW_MS })[0]!;

describe('describeDatabases()', () => {
  test('says role, type, date, age and path in one line', () => {
    expect(describeOne(database('GeoLite2-City', 13)).text).toBe(
      'city: GeoLite2-City, built 2026-08-18 (13 days old): /var/lib/x.mmdb',
    );
    expect(describeOne(database('custom', null))).toMatchObject({
      ageDays: null,
      warning: null,
      text: 'city: custom, without a build date: /var/lib/x.mmdb',
    });
  });

  test.each([
    ['GeoLite2-City', 30, null],
    ['GeoLite2-City', 31, /licence/],
    ['GeoIP2-City', 31, /31 days old/],
    ['DBIP-City-Lite', 45, null],
    ['DBIP-City-Lite', 46, /46 days old/],
    ['GeoLite2-City', -3, null],
  ] as const)('%s of %i days: %p', (type, days, warning) => {
    const status = describeOne(database(type, days));
    if (warning === null) expect(status.warning).toBeNull();
    else expect(status.warning).toMatch(warning);
    expect(status.ageDays).toBe(Math.max(0, days));
  });

  test('warns of embedded data from 180 days on, as knowing countries only where no city database is in use', () => {
    expect(describeOne({ ...database('ip', 180, 'embedded'), role: 'asn' }).warning).toBeNull();
    const old: Database = { ...database('ip', 181, 'embedded'), role: 'country' };
    expect(describeOne(old).warning).toMatch(/181 days old and knows countries only/);
    expect(describeOne(old).hints[0]).toContain('city_db');
    const [, withCity] = describeDatabases([database('GeoLite2-City', 1), old], { nowMs: NOW_MS });
    expect(withCity?.warning).not.toMatch(/countries only/);
  });

  test('carries the attribution that a licence asks for', () => {
    expect(describeOne(database('ip', 1, 'embedded')).attribution).toMatch(/RouteViews.*NRO.*DB-IP.*CC BY 4\.0/);
    expect(describeOne(database('DBIP-City-Lite', 1)).attribution).toMatch(/DB-IP/);
    expect(describeOne(database('GeoLite2-City', 1)).attribution).toMatch(/MaxMind/);
    expect(describeOne(database('custom', 1)).attribution).toBeNull();
  });
});
