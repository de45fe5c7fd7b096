// The JSON and CSV of sign-ins and alerts: the fields of the contract, in every state.

import { describe, expect, test } from 'bun:test';
import { UNKNOWN_ENRICHMENT } from '../../src/domain/enrichment.ts';
import { openJourney } from '../../src/domain/journey.ts';
import { alertCsvHeader, alertCsvLine, alertJsonLine } from '../../src/view/alerts.ts';
import { csvLine, signInCsvHeader, signInCsvLine } from '../../src/view/csv.ts';
import { signInJsonLine } from '../../src/view/json-lines.ts';
import { ALERT, HOME, LAGOS, score, signIn, TAKEOVER } from './sample.ts';

describe('signInJsonLine()', () => {
  test('has every field of the contract', () => {
    expect(JSON.parse(signInJsonLine(TAKEOVER))).toEqual({
      id: 'e000123',
      source: 'gsuite',
      time: '2026-03-01T09:12:00.000Z',
      user: 'ada@example.com',
      ip: '198.51.100.9',
      user_agent: 'curl/8.4.0',
      location: { city: 'Lagos', region: 'LA', country: 'NG', latitude: 6.45, longitude: 3.4, accuracy_km: 50 },
      network: { asn: 37148, organization: 'Globacom', kind: 'isp' },
      device: { os: null, client: 'curl', kind: 'script' },
      state: 'scored',
      score: 0.71,
      threshold: 0.64,
      alert: true,
      alert_id: 'a-7f3k',
      components: { location: 0.21, network: 0.34, device: 0.02, time: 0.14 },
      reasons: [
        { component: 'network', text: 'Globacom was never used by this account in 412 sign-ins, nor by anybody here' },
        { component: 'location', text: 'Lagos is 4,300 km from every usual place' },
      ],
      model: '2.0.0/7/256',
      event: 'login_success',
      outcome: 'success',
      warning: 'is_suspicious',
      muted: null,
      alert_status: null,
      gap_seconds: null,
      travel_km: null,
      speed_kmh: null,
      travel_from: null,
      burst: null,
      failures_before: null,
    });
  });

  test('has the way from the sign-in before where it is known', () => {
    const journey = openJourney();
    journey.next(HOME);
    const line = signInJsonLine({ ...TAKEOVER, passage: journey.next(TAKEOVER), alertStatus: 'dismissed' });
    expect(JSON.parse(line)).toMatchObject({
      alert_status: 'dismissed',
      gap_seconds: 2100,
      travel_km: 4302,
      speed_kmh: 7375,
      travel_from: 'e000122',
      burst: null,
      failures_before: 0,
    });
  });

  test('a sign-in in learning still carries its score', () => {
    const line = signInJsonLine({ ...HOME, score: score({ state: 'learning', score: 0.5, threshold: 0.9 }) });
    expect(JSON.parse(line)).toMatchObject({
      state: 'learning',
      score: 0.5,
      threshold: 0.9,
      alert: false,
      alert_id: null,
    });
    expect(JSON.parse(line)).not.toHaveProperty('why');
  });

  test('unscored and pending sign-ins say why', () => {
    const unscored = score({
      state: 'unscored',
      why: 'source not under analysis',
      score: null,
      threshold: null,
      components: null,
    });
    const record = JSON.parse(signInJsonLine({ ...HOME, score: unscored }));
    expect(record).toMatchObject({
      state: 'unscored',
      why: 'source not under analysis',
      score: null,
      components: null,
    });
    const pending = JSON.parse(signInJsonLine({ ...HOME, score: null }));
    expect(pending).toMatchObject({
      state: 'unscored',
      why: 'not analysed yet',
      score: null,
      reasons: [],
      model: null,
    });
  });

  test('what is unknown is null, never missing and never NaN', () => {
    const line = signInJsonLine({
      signIn: signIn({ ip: null, userAgent: null, timeMs: Number.NaN }),
      score: score({ score: Number.NaN }),
      enrichment: { ...UNKNOWN_ENRICHMENT, latitude: Number.NaN, longitude: Number.POSITIVE_INFINITY },
      device: { os: null, client: null, kind: 'unknown' },
    });
    expect(JSON.parse(line)).toMatchObject({
      time: 'invalid time',
      ip: null,
      user_agent: null,
      score: null,
      location: { city: null, region: null, country: null, latitude: null, longitude: null, accuracy_km: null },
      network: { asn: null, organization: null, kind: 'unknown' },
    });
  });
});

test('alertJsonLine() has first, last, sign-in and verdict', () => {
  const verdict = { status: 'confirmed', timeMs: 0, by: 'eve', reason: 'asked' } as const;
  expect(JSON.parse(alertJsonLine({ ...ALERT, status: 'confirmed', verdict }))).toMatchObject({
    id: 'a-7f3k',
    first: '2026-03-01T09:12:00.000Z',
    last: '2026-03-01T09:12:00.000Z',
    sign_in: 'e000123',
    sign_ins: 1,
    history: false,
    verdict: { status: 'confirmed', time: '1970-01-01T00:00:00.000Z', by: 'eve', reason: 'asked' },
  });
  expect(JSON.parse(alertJsonLine(ALERT)).verdict).toBeNull();
});

describe('csvLine()', () => {
  test.each([
    [['a', 1, true, null], 'a,1,true,\r\n'],
    [['a,b', 'say "x"', 'two\nlines'], '"a,b","say ""x""",two\\u{a}lines\r\n'],
    [['=1+1', '+1', '-1', '@x', '\t=1', '\rx', ' =1'], "'=1+1,'+1,'-1,'@x,'\\u{9}=1,'\\u{d}x,' =1\r\n"],
    [['\uff1d1', 'a=1', "'quoted"], "'\uff1d1,a=1,'quoted\r\n"],
    [[-33.1, 0], '-33.1,0\r\n'],
  ] as const)('%j', (cells, line) => {
    expect(csvLine(cells)).toBe(line);
  });

  test('a cell holds no more than a spreadsheet does', () => {
    expect(csvLine(['A'.repeat(1_000_000)]).length).toBeLessThan(32_767);
  });
});

test('signInCsvLine() has a cell for each name of its header, in the same order', () => {
  const names = signInCsvHeader().trim().split(',');
  const line = signInCsvLine({
    ...TAKEOVER,
    score: { ...TAKEOVER.score!, reasons: [{ component: 'time', text: 'odd hour' }] },
  });
  const cells = line.trim().split(',');
  const record = Object.fromEntries(names.map((name, index) => [name, cells[index]]));
  expect(cells).toHaveLength(names.length);
  expect(record).toMatchObject({
    id: 'e000123',
    location_city: 'Lagos',
    location_latitude: '6.45',
    network_asn: '37148',
  });
  expect(record).toMatchObject({
    device_client: 'curl',
    component_network: '0.34',
    reasons: 'odd hour',
    outcome: 'success',
  });
  expect(signInCsvLine({ ...HOME, enrichment: { ...LAGOS, latitude: -33.1 } })).toContain(',-33.1,');
});

test('alertCsvLine() has a cell for each name of its header', () => {
  const names = alertCsvHeader().trim().split(',');
  const cells = alertCsvLine({ ...ALERT, reasons: [] })
    .trim()
    .split(',');
  expect(Object.fromEntries(names.map((name, index) => [name, cells[index]]))).toMatchObject({
    id: 'a-7f3k',
    severity: 'high',
    sign_in: 'e000123',
    history: 'false',
  });
  expect(cells).toHaveLength(names.length);
});
