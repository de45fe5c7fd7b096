// A thousand cases of the fuzzer in the gate, always the same; `bun run check:fuzz` has a hundred thousand others.
// fast-check beside it: what is well-formed JSON but of any shape gets further in than spoilt bytes do.

import { expect, test } from 'bun:test';
import fc from 'fast-check';
import { IMPORT_FORMATS, recordsIn, signInsOf } from '../../src/sources/files/formats.ts';
import { signInsOfActivity } from '../../src/sources/gsuite/normalise.ts';
import { signInsOfRow } from '../../src/sources/slack/normalise.ts';
import { NOW_MS } from '../sources/harness.ts';
import { minimised, mutated } from './mutate.ts';
import { fuzz } from './run.ts';

test('every parser takes or refuses what a thousand spoilt samples hold', async () => {
  const { failures, counts } = await fuzz({ seed: 20260301, from: 0, cases: 1200 });
  expect(failures.map(({ target, index, why }) => `${target} ${index}: ${why}`)).toEqual([]);
  expect(counts.size).toBeGreaterThanOrEqual(18);
}, 60_000);

const KEYS = [
  ...[
    'time',
    'user',
    'ip',
    'user_agent',
    'outcome',
    'event',
    'source',
    'id',
    'kind',
    'items',
    'logins',
    'name',
    'type',
  ],
  ...[
    'date_first',
    'date_last',
    'user_id',
    'team_id',
    'email',
    'username',
    'events',
    'parameters',
    'value',
    'boolValue',
  ],
  ...['multiValue', 'messageValue', 'parameter', 'multiMessageValue', 'actor', 'profileId', 'ipAddress', 'id.time'],
  ...['events.0.name', 'events.999.type', 'uniqueQualifier', '__proto__', 'constructor', 'toString', 'length', 'then'],
];
const word = fc.oneof(
  fc.constantFrom('2026-03-01T09:12:00Z', 'login', 'success', 'vpn', '203.0.113.7', 'account_warning', '__proto__', ''),
  fc.string({ unit: 'binary', maxLength: 20 }),
);
const scalar = fc.oneof(word, fc.double(), fc.integer(), fc.boolean(), fc.constant(null), fc.constant(1_772_000_000));
const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    scalar,
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom(...KEYS), tie('tree'), { maxKeys: 8 }),
  ),
}));

test('records of any shape become sign-ins or a reason', () => {
  const property = fc.property(tree, fc.constantFrom(...IMPORT_FORMATS), (value, format) => {
    const text = JSON.stringify(value) ?? 'null';
    for (const record of recordsIn(JSON.parse(text))) {
      const taken = signInsOf(record, format, { source: null, nowMs: NOW_MS, text });
      if (typeof taken === 'string') expect(taken).not.toBe('');
      else
        for (const { raw, timeMs } of taken)
          expect([typeof JSON.parse(raw), Number.isSafeInteger(timeMs)]).toEqual(['object', true]);
    }
    signInsOfRow(value, { source: 'slack', nowMs: NOW_MS });
    signInsOfActivity(value, { source: 'gsuite', nowMs: NOW_MS });
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
  fc.assert(property, { numRuns: 2000, seed: 20260301 });
});

test('mutated() gives the same bytes for the same seed, and others for another', () => {
  const samples = [new Uint8Array(Buffer.from('{"time":1,"user":"ada"}'))];
  const all = Array.from({ length: 200 }, (_, seed) => Buffer.from(mutated(samples, seed)).toString('latin1'));
  expect(all).toEqual(Array.from({ length: 200 }, (_, seed) => Buffer.from(mutated(samples, seed)).toString('latin1')));
  expect(new Set(all).size).toBeGreaterThan(100);
  expect(all).toContain('{"time":1,"user":"ada"}');
});

test('minimised() leaves what makes a case fail', async () => {
  const bytes = new Uint8Array(Buffer.from(`${'x'.repeat(300)}BAD${'y'.repeat(300)}`));
  const found = await minimised(bytes, { fails: async (one) => Buffer.from(one).includes('BAD') });
  expect(Buffer.from(found).toString()).toBe('BAD');
});
