// What a person reads: reasons of a judgement, and what is usual.

import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { explainReasons } from '../../src/detector/reasons.ts';
import { topShares, usualSentences } from '../../src/detector/usual.ts';
import { UNKNOWN_ENRICHMENT } from '../../src/domain/enrichment.ts';
import { COMPONENTS, type Component, type Reason } from '../../src/domain/score.ts';
import { type Baseline, emptyBaseline, noteFailure } from '../../src/features/baseline.ts';
import { observe } from '../../src/features/observation.ts';
import { computeSignals } from '../../src/features/signals.ts';
import {
  type Change,
  context,
  DAY_MS,
  emptyOrganisation,
  FAR_HOSTING,
  FIREFOX_ON_LINUX,
  HOUR_MS,
  live,
  MONDAY_MS,
  OFFICE,
  observed,
  signIn,
  usualPast,
} from '../features/sample.ts';
import { HOSTILE } from '../hostile/strings.ts';

const EQUAL = { location: 0.2, network: 0.2, device: 0.2, time: 0.2 };

interface Told {
  readonly baseline?: Baseline;
  readonly components?: Readonly<Record<Component, number>>;
  readonly warning?: string | null;
  readonly organisation?: ReturnType<typeof emptyOrganisation>;
}

function reasons(change: Change, told: Told = {}): readonly Reason[] {
  const { baseline = usualPast(60), components = EQUAL, warning = null, organisation = emptyOrganisation() } = told;
  const place = change.place ?? OFFICE;
  const seen = observe(signIn(change), place);
  const { counts } = computeSignals(seen, context(baseline, { organisation }));
  const score = COMPONENTS.reduce((sum, one) => sum + components[one], 0);
  return explainReasons({ who: 'ada', seen, place, counts, components, score, warning });
}

const texts = (all: readonly Reason[], component?: Reason['component']): string =>
  all
    .filter((one) => component === undefined || one.component === component)
    .map((one) => one.text)
    .join(' ');

describe('explainReasons()', () => {
  test('of a usual morning speaks of each component as usual', () => {
    const all = reasons({});
    for (const component of COMPONENTS) expect(texts(all, component)).toContain('as usual');
    expect(texts(all, 'network')).toContain('60 of 60 sign-ins');
  });

  test('names the new network with its kind, past and colleagues, and the device as usual', () => {
    const organisation = emptyOrganisation();
    for (const user of ['bob', 'cyd', 'dan']) organisation.add('any', 'network', user, 0);
    organisation.add('owner', 'digitalocean', 'bob', 0);
    const network = texts(reasons({ place: FAR_HOSTING }, { organisation }), 'network');
    expect(network).toContain('DigitalOcean is a hosting provider');
    expect(network).toContain('ada never used it in 60 sign-ins');
    expect(network).toContain('1 of 3 colleagues');
    expect(texts(reasons({ place: FAR_HOSTING }), 'device')).toContain('Device as usual: Chrome on macOS');
    expect(texts(reasons({ place: FAR_HOSTING }), 'location')).toContain('Singapore, SG');
  });

  test('puts what carries the score first and what speaks against it last', () => {
    const all = reasons({ place: FAR_HOSTING }, { components: { location: 0.5, network: 0.3, device: 0, time: 0 } });
    expect(all[0]!.component).toBe('location');
    expect(all[1]!.component).toBe('network');
    expect(all.at(-1)!.text).toContain('as usual');
  });

  test('does not accuse a component that adds nothing', () => {
    const all = reasons(
      { userAgent: FIREFOX_ON_LINUX },
      { components: { location: 0.6, network: 0, device: 0, time: 0 } },
    );
    expect(texts(all, 'device')).not.toContain('never');
  });

  test("names the app's own warning after what is strange and before what is usual", () => {
    const text = (warning: string): string =>
      reasons({}, { warning }).find((one) => one.component === 'provider')!.text;
    expect(text('suspicious_login')).toStartWith('Slack itself marked this sign-in with "suspicious login"');
    expect(text('is_suspicious')).toStartWith('Slack itself marked this sign-in as suspicious');
  });

  test('knows failures, absence and the hour', () => {
    const baseline = usualPast(60);
    for (let n = 1; n <= 3; n++)
      noteFailure(baseline, observed({ timeMs: MONDAY_MS + 49 * DAY_MS - n, place: FAR_HOSTING }));
    const time = texts(reasons({ timeMs: MONDAY_MS + 49 * DAY_MS - 8 * HOUR_MS }), 'time');
    expect(time).toContain('for 50 days');
    expect(time).toContain('01:00 UTC is an unusual hour');
    expect(texts(reasons({ timeMs: MONDAY_MS + 49 * DAY_MS }, { baseline }), 'time')).toContain('3 failed sign-ins');
  });

  test('says of a first sign-in and of an unknown address what it can', () => {
    const first = reasons({ place: UNKNOWN_ENRICHMENT, userAgent: null }, { baseline: emptyBaseline() });
    expect(texts(first)).toMatch(/no address|cannot be judged/);
    expect(texts(reasons({ place: FAR_HOSTING }, { baseline: emptyBaseline() }))).toContain('first');
  });

  test('is made of whole sentences, whatever is in the sign-in', () => {
    // A city may be called NaN; words that a mistake would print are left to mistakes.
    const text = fc
      .oneof(
        fc.string({ unit: 'binary' }),
        fc.constantFrom(...HOSTILE.map((one) => one.value)),
        fc.constant('x'.repeat(5000)),
      )
      .map((any) => any.replace(/undefined|null|NaN|Infinity/g, ''));
    const change = fc.record({
      timeMs: fc.constantFrom(MONDAY_MS, MONDAY_MS + 3 * HOUR_MS, MONDAY_MS + 90 * DAY_MS, 0),
      userAgent: fc.option(text, { nil: null }),
      place: fc.oneof(
        fc.constant(UNKNOWN_ENRICHMENT),
        fc
          .record({ organization: fc.option(text, { nil: null }), city: fc.option(text, { nil: null }) })
          .map((names) => ({ ...FAR_HOSTING, ...names })),
      ),
    });
    fc.assert(
      fc.property(change, fc.boolean(), (one, fresh) => {
        const all = reasons(one, { baseline: fresh ? emptyBaseline() : usualPast(12) });
        expect(all.length).toBeGreaterThan(0);
        for (const reason of all) {
          expect(reason.text.length).toBeLessThan(2500);
          expect(reason.text).toMatch(/\.$/s);
          expect(reason.text.replaceAll(String(one.userAgent), '')).not.toMatch(/\b(undefined|null|NaN|Infinity)\b/);
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe('usualSentences()', () => {
  test('tells places, networks, devices and hours with their share', () => {
    const baseline = usualPast(15);
    for (let n = 0; n < 5; n++)
      live(baseline, observed({ timeMs: MONDAY_MS + n * 60_000, place: FAR_HOSTING, userAgent: FIREFOX_ON_LINUX }));
    expect(usualSentences(baseline)).toEqual([
      'Places: Lyon, FR (75 %), Singapore, SG (25 %)',
      'Networks: Orange (75 %), DigitalOcean (25 %)',
      'Devices: Chrome on macOS (75 %), Firefox on Linux (25 %)',
      'Hours: 09:00–09:59 UTC',
    ]);
  });

  test('says nothing of nobody, and no hours of few', () => {
    expect(usualSentences(emptyBaseline())).toEqual([]);
    expect(usualSentences(usualPast(9)).join()).not.toContain('Hours');
  });

  test('finds hours over midnight, and who is there around the clock', () => {
    const at = (hours: readonly number[]): readonly string[] => {
      const baseline = emptyBaseline();
      for (let day = 0; day < 10; day++)
        for (const hour of hours) live(baseline, observed({ timeMs: Date.UTC(2026, 0, 5 + day, hour) }));
      return usualSentences(baseline);
    };
    expect(at([22, 23, 0, 1])).toContain('Hours: 22:00–01:59 UTC');
    expect(at(Array.from({ length: 24 }, (_, hour) => hour)).at(-1)).toMatch(/^Hours: around the clock$/);
  });
});

test('topShares() orders by count, then by name, and gives the most frequent', () => {
  const facts = new Map([
    ['b', { count: 2, lastMs: 5 }],
    ['a', { count: 2, lastMs: 6 }],
    ['c', { count: 5, lastMs: 7, name: 'Cee' }],
    ['d', { count: 1, lastMs: 8 }],
  ]);
  expect(topShares(facts, 10)).toEqual([
    { name: 'Cee', share: 0.5, count: 5, lastMs: 7 },
    { name: 'a', share: 0.2, count: 2, lastMs: 6 },
    { name: 'b', share: 0.2, count: 2, lastMs: 5 },
  ]);
  expect(topShares(facts, 10, { most: 1 })).toHaveLength(1);
});

test('topShares() and usualSentences() leave out the odd sign-in that was learnt already', () => {
  const baseline = usualPast(15);
  const odd = observed({ place: FAR_HOSTING, userAgent: FIREFOX_ON_LINUX });
  live(baseline, odd);
  expect(usualSentences(baseline, odd).join()).not.toMatch(/Singapore|DigitalOcean|Firefox/);
  expect(usualSentences(baseline, odd)[0]).toBe('Places: Lyon, FR (100 %)');
  expect(usualSentences(baseline)[0]).toContain('Singapore');
  const facts = new Map([['a', { count: 1, lastMs: 1 }]]);
  expect(topShares(facts, 1, { without: 'a' })).toEqual([]);
});
