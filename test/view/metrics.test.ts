// The metrics, read by a strict reader of the format: names, types, units, labels, whatever sources are called.

import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { type Metrics, metricsText, type SourceMetrics } from '../../src/view/metrics.ts';
import { parseExposition } from './exposition.ts';

const NOW = Date.UTC(2026, 2, 1, 12);

function source(name: string, change: Partial<SourceMetrics> = {}): SourceMetrics {
  return {
    ...{ source: name, lastSuccessMs: NOW - 60_000, newestMs: NOW - 360_000, fetched: 120, refused: 3 },
    ...{ failing: false, pending: 7 },
    ...change,
  };
}

const METRICS: Metrics = {
  nowMs: NOW,
  version: '2.0.0',
  sources: [source('slack'), source('vpn', { lastSuccessMs: null, fetched: null, refused: null })],
  runs: [{ command: 'run', endedMs: NOW, seconds: 1.25, success: false, lastSuccessMs: NOW - 900_000 }],
  store: {
    analyzed: { judged: 90, learning: 10, unscored: 4 },
    alerts: [{ status: 'open', alerts: 2 }],
    ...{ queued: 3, givenUp: 0, oldestQueuedMs: NOW - 30_000 },
  },
  databases: [
    { role: 'city', type: 'GeoLite2-City', builtMs: NOW - 86_400_000 },
    { role: 'asn', type: 'x', builtMs: null },
  ],
  problems: [
    { problem: 'failing', source: 'slack' },
    { problem: 'analysis', source: null },
  ],
};

const values = (metrics: Metrics) =>
  new Map(
    parseExposition(metricsText(metrics)).map(({ name, labels, value }) => [
      [name, ...Object.values(labels)].join(' '),
      value,
    ]),
  );

describe('metricsText()', () => {
  test('says everything in base units', () => {
    expect(Object.fromEntries(values(METRICS))).toEqual({
      'busybody_info 2.0.0': 1,
      'busybody_source_last_success_timestamp_seconds slack': NOW / 1000 - 60,
      'busybody_source_newest_sign_in_timestamp_seconds slack': NOW / 1000 - 360,
      'busybody_source_newest_sign_in_timestamp_seconds vpn': NOW / 1000 - 360,
      'busybody_source_lag_seconds slack': 300,
      'busybody_source_failing slack': 0,
      'busybody_source_failing vpn': 0,
      'busybody_source_fetched_sign_ins_total slack': 120,
      'busybody_source_refused_records_total slack': 3,
      'busybody_source_pending_sign_ins slack': 7,
      'busybody_source_pending_sign_ins vpn': 7,
      'busybody_analyzed_sign_ins_total scored': 80,
      'busybody_analyzed_sign_ins_total learning': 10,
      'busybody_analyzed_sign_ins_total unscored': 4,
      'busybody_alerts open': 2,
      'busybody_alerts dismissed': 0,
      'busybody_alerts confirmed': 0,
      busybody_outbox_queued_messages: 3,
      busybody_outbox_given_up_messages: 0,
      busybody_outbox_oldest_queued_seconds: 30,
      'busybody_run_duration_seconds run': 1.25,
      'busybody_run_success run': 0,
      'busybody_run_end_timestamp_seconds run': NOW / 1000,
      'busybody_run_last_success_timestamp_seconds run': NOW / 1000 - 900,
      'busybody_geo_database_age_seconds city GeoLite2-City': 86_400,
      'busybody_health_problem failing slack': 1,
      'busybody_health_problem analysis ': 1,
    });
  });

  test('says little where little is known', () => {
    const run = { command: 'run', endedMs: NOW, seconds: 0, success: false, lastSuccessMs: null };
    const little = { ...METRICS, sources: [], store: null, databases: [], problems: [], runs: [run] };
    expect([...values(little).keys()]).toEqual([
      'busybody_info 2.0.0',
      'busybody_run_duration_seconds run',
      'busybody_run_success run',
      'busybody_run_end_timestamp_seconds run',
    ]);
  });

  test('holds any names, also such as end a label, a line or a terminal', () => {
    const names = [
      'a"b',
      'a\\',
      'a\nb',
      '"} 1\nevil 1\n',
      '\u001b[31m',
      '',
      '__proto__',
      'x'.repeat(100_000),
      'x'.repeat(100_001),
      '\ud800',
    ];
    const text = metricsText({ ...METRICS, sources: names.map((name) => source(name)) });
    const failing = parseExposition(text).filter(({ name }) => name === 'busybody_source_failing');
    expect(failing.map(({ labels }) => labels.source).slice(0, 3)).toEqual(['a"b', 'a\\', 'a\\u{a}b']);
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
    expect(text.length).toBeLessThan(50_000);
  });

  test('is well-formed for any text and any number', () => {
    const ms = fc.option(fc.double({ noNaN: false }), { nil: null });
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string({ unit: 'binary' }), ms, ms)), (some) => {
        const sources = some.map(([name, lastSuccessMs, newestMs]) => source(name, { lastSuccessMs, newestMs }));
        const problems = some.map(([name]) => ({ problem: name, source: name }));
        parseExposition(metricsText({ ...METRICS, sources, problems, version: some[0]?.[0] ?? '' }));
      }),
    );
  });
});

test('parseExposition() is strict', () => {
  const good = '# HELP a b\n# TYPE a gauge\na{x="1"} 2\n';
  expect(parseExposition(good)).toEqual([{ name: 'a', labels: expect.objectContaining({ x: '1' }), value: 2 }]);
  for (const bad of [
    good.slice(0, -1),
    `${good}a{x="1"} 2\n`,
    good.replace('gauge', 'counter'),
    good.replace('"1"', '"1\n"'),
    good.replace('"1"', '"1"1"'),
    good.replace('} 2', '} two'),
    good.replace('# TYPE a gauge\n', ''),
    `${good}# HELP a b\n`,
    `${good}\n`,
  ])
    expect(() => parseExposition(bad)).toThrow();
});
