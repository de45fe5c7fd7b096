import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { type Enrichment, NETWORK_KINDS } from '../../src/domain/enrichment.ts';
import { emptyBaseline, learn, noteFailure, noteSeen } from '../../src/features/baseline.ts';
import { SIGNAL_COUNT, SIGNAL_INDEX, SIGNALS, type SignalName } from '../../src/features/catalogue.ts';
import { openFailures } from '../../src/features/failures.ts';
import { type Observation, ORG_KINDS, observe } from '../../src/features/observation.ts';
import { type Organisation, openOrganisation } from '../../src/features/organisation.ts';
import { computeSignals, type SignalContext, type Signals } from '../../src/features/signals.ts';
import { HOSTILE } from '../hostile/strings.ts';
import {
  CHROME_ON_MAC,
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
} from './sample.ts';

const of = (signals: Signals, name: SignalName): number => signals.values[SIGNAL_INDEX[name]]!;
const named = (signals: Signals, least: number): SignalName[] =>
  SIGNALS.filter((one) => one.parts.length > 0 && of(signals, one.name) >= least).map((one) => one.name);

test('SIGNAL_INDEX gives every signal of the catalogue its own place', () => {
  expect(SIGNAL_COUNT).toBe(SIGNALS.length);
  expect(new Set(SIGNALS.map((one) => one.name)).size).toBe(SIGNAL_COUNT);
  for (const [index, one] of SIGNALS.entries()) expect(SIGNAL_INDEX[one.name]).toBe(index);
});

/** An organisation of people in the same office, with the same browser. */
function colleagues(count: number): Organisation {
  const organisation = emptyOrganisation();
  for (let n = 0; n < count; n++) {
    const { keys } = observed();
    for (const kind of ORG_KINDS) organisation.add(kind, keys[kind]!, `user${n}`, 0);
    for (const all of ['network', 'place', 'device']) organisation.add('any', all, `user${n}`, 0);
  }
  return organisation;
}

describe('computeSignals()', () => {
  const PAST = usualPast(60);
  const COLLEAGUES = colleagues(20);
  const on = (change: Parameters<typeof observed>[0], rest: Partial<SignalContext> = {}): Signals =>
    computeSignals(observed(change), context(PAST, { organisation: COLLEAGUES, ...rest }));

  test('finds nothing strange in a usual morning', () => {
    expect(named(on({}), 0.3)).toEqual([]);
    expect(on({}).counts).toMatchObject({
      history: 60,
      distanceKm: 0,
      speedKmh: 0,
      elsewhereMinutes: null,
      failures: 0,
    });
  });

  test('does not care for an update of the browser', () => {
    const updated = on({ userAgent: CHROME_ON_MAC.replace('126', '131') });
    expect(updated.values).toEqual(on({}).values);
  });

  test('says what is new: the device alone', () => {
    const strange = named(on({ userAgent: FIREFOX_ON_LINUX }), 0.3);
    for (const name of ['shape', 'family', 'system', 'agentWords', 'pair', 'placePair'] as const)
      expect(strange).toContain(name);
    for (const name of ['owner', 'block', 'country', 'city', 'blockShape', 'ownerShape', 'hour'] as const)
      expect(strange).not.toContain(name);
  });

  test('says what is new: a script', () => {
    expect(of(on({ userAgent: 'python-requests/2.31.0' }), 'script')).toBe(1);
    expect(of(on({ userAgent: FIREFOX_ON_LINUX }), 'script')).toBe(0);
  });

  test('says what is new: network and place, with the known device', () => {
    const signals = on({ place: FAR_HOSTING });
    const strange = named(signals, 0.3);
    for (const name of [
      'owner',
      'block',
      'address',
      'kind',
      'ownerWords',
      'hosting',
      'country',
      'city',
      'distance',
      'pair',
      'moved',
    ] as const)
      expect(strange).toContain(name);
    for (const name of ['shape', 'family', 'blockShape', 'ownerShape', 'countryShape'] as const)
      expect(strange).not.toContain(name);
    expect(signals.counts.distanceKm!).toBeGreaterThan(9000);
    expect(signals.counts.own).toMatchObject({ owner: 0, shape: 60 });
  });

  test('says what is new: all at once', () => {
    const strange = named(on({ place: FAR_HOSTING, userAgent: FIREFOX_ON_LINUX }), 0.6);
    for (const name of ['blockShape', 'ownerShape', 'countryShape'] as const) expect(strange).toContain(name);
  });

  test('knows an unusual hour, by weekday and weekend', () => {
    // Sixty mornings at nine, weekends too: only the hour differs.
    expect(of(on({ timeMs: MONDAY_MS - 6 * HOUR_MS }), 'hour')).toBeGreaterThan(0.4);
    expect(of(on({ timeMs: MONDAY_MS - 6 * HOUR_MS }), 'hourShare')).toBeGreaterThan(0.95);
    expect(of(on({ timeMs: MONDAY_MS }), 'hourShare')).toBeLessThan(0.1);
  });

  test('knows a speed nobody travels at, but not between places or through gateways the user is known by', () => {
    const baseline = usualPast(30);
    const two = (place: Enrichment) =>
      computeSignals(observed({ timeMs: MONDAY_MS - DAY_MS + 2 * HOUR_MS, place }), context(baseline));
    expect(two(FAR_HOSTING).counts.speedKmh).toBeGreaterThan(4000);
    expect(of(two(FAR_HOSTING), 'speed')).toBeGreaterThan(0.8);
    expect(of(two(OFFICE), 'speed')).toBe(0);
    const near = { ...OFFICE, city: 'Villeurbanne', latitude: 45.77, longitude: 4.88 };
    expect(of(two(near), 'speed')).toBe(0);
    live(baseline, observed({ timeMs: MONDAY_MS - 20 * DAY_MS, place: FAR_HOSTING }));
    expect(of(two({ ...FAR_HOSTING, city: 'Changi' }), 'speed')).toBe(0);
    expect(of(two({ ...FAR_HOSTING, city: 'Changi', networkKind: 'isp' }), 'speed')).toBeGreaterThan(0.8);
  });

  test('knows that the known device is active elsewhere', () => {
    const at = (minutes: number, place: Enrichment) =>
      of(
        computeSignals(observed({ timeMs: MONDAY_MS - DAY_MS + minutes * 60_000, place }), context(PAST)),
        'elsewhere',
      );
    expect(at(12, FAR_HOSTING)).toBeCloseTo(0.9, 6);
    expect(at(60, FAR_HOSTING)).toBeCloseTo(0.5, 6);
    expect(at(121, FAR_HOSTING)).toBe(0);
    expect(at(12, OFFICE)).toBe(0);
  });

  test('knows who was away, and wakes from somewhere new', () => {
    const later = { timeMs: MONDAY_MS + 59 * DAY_MS };
    expect(of(on(later), 'gap')).toBeCloseTo(60 / 90, 6);
    expect(of(on(later), 'gapBlock')).toBeLessThan(0.1);
    expect(of(on({ ...later, place: FAR_HOSTING }), 'gapBlock')).toBeGreaterThan(0.5);
    expect(of(on({ timeMs: MONDAY_MS + 10 * DAY_MS, place: FAR_HOSTING }), 'gapBlock')).toBe(0);
  });

  test('knows failures before: on this account, and from this block on any', () => {
    const baseline = usualPast(30);
    const failures = openFailures();
    for (let n = 3; n >= 1; n--) {
      noteFailure(baseline, observed({ timeMs: MONDAY_MS - n * 60_000, place: FAR_HOSTING }));
      failures.add(FAR_HOSTING.block, MONDAY_MS - n * 60_000, `user${n}`);
    }
    noteFailure(baseline, observed({ timeMs: MONDAY_MS - 30_000 }));
    const organisation = colleagues(20);
    const signals = computeSignals(observed({ place: FAR_HOSTING }), context(baseline, { failures, organisation }));
    expect(of(signals, 'accountFailures')).toBeCloseTo(3 / 5, 6);
    expect(of(signals, 'addressFailures')).toBeCloseTo(3 / 6, 6);
    expect(of(signals, 'addressTargets')).toBeCloseTo(3 / 5, 6);
    expect(of(signals, 'failuresBlock')).toBeCloseTo(3 / 5, 6);
    expect(signals.counts).toMatchObject({ failures: 3, failedAccounts: 3, accountFailures: 3 });
    // From a known block they are a person's own typing mistakes.
    expect(of(computeSignals(observed(), context(baseline, { failures })), 'failuresBlock')).toBeLessThan(0.1);
  });

  test('asks the organisation: what colleagues have is less strange, what is new on many accounts today is stranger', () => {
    const organisation = emptyOrganisation();
    for (let n = 0; n < 40; n++) organisation.add('any', 'network', `user${n}`, 0);
    const alone = on({ place: FAR_HOSTING }, { organisation });
    for (let n = 0; n < 20; n++) organisation.add('owner', 'digitalocean', `user${n}`, 0);
    const shared = on({ place: FAR_HOSTING }, { organisation });
    expect(of(shared, 'owner')).toBeLessThan(of(alone, 'owner') - 0.2);
    expect(of(shared, 'ownerRare')).toBeLessThan(of(alone, 'ownerRare'));
    expect(shared.counts).toMatchObject({ colleagues: 40, others: { owner: 20 } });
    for (const user of ['ada@example.com', 'bob', 'cyd'])
      organisation.add('seen-address', FAR_HOSTING.ip!, user, MONDAY_MS - HOUR_MS);
    const campaign = on({ place: FAR_HOSTING }, { organisation });
    expect(campaign.counts.newOnAddress).toBe(2);
    // With a device the user is firmly known by it is a quarter: a device that has moved along.
    expect(of(campaign, 'addressShared')).toBeCloseTo(0.125, 6);
    const foreign = on({ place: FAR_HOSTING, userAgent: 'curl/8.5.0' }, { organisation });
    expect(of(foreign, 'addressShared')).toBeCloseTo(0.5, 6);
    expect(of(on({ place: FAR_HOSTING, timeMs: MONDAY_MS + 2 * DAY_MS }, { organisation }), 'addressShared')).toBe(0);
  });

  test('looks at what happened before, and changes nothing', () => {
    const baseline = usualPast(20);
    const before = structuredClone(baseline);
    const organisation = openOrganisation(() => []);
    organisation.add('owner', 'digitalocean', 'later', MONDAY_MS + 1);
    organisation.takeChanges();
    const first = computeSignals(observed({ place: FAR_HOSTING }), context(baseline, { organisation }));
    expect(first.counts.others.owner).toBe(0);
    expect(computeSignals(observed({ place: FAR_HOSTING }), context(baseline, { organisation }))).toEqual(first);
    expect(baseline).toEqual(before);
    expect(organisation.takeChanges()).toEqual([]);
  });

  test('a sign-in learnt often is no longer strange', () => {
    const baseline = usualPast(20);
    const owner = (): number => of(computeSignals(observed({ place: FAR_HOSTING }), context(baseline)), 'owner');
    let last = owner();
    for (let n = 0; n < 20; n++) {
      learn(baseline, observed({ place: FAR_HOSTING }), { vouches: true });
      expect(owner()).toBeLessThan(last);
      last = owner();
    }
    expect(last).toBeLessThan(0.1);
  });
});

/** Anything a log and a broken database could say, times included that run backwards or stand still. */
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    ...HOSTILE.map((one) => one.value),
    '',
    'Orange',
    '__proto__',
    'x'.repeat(100_000),
    `curl/${'9'.repeat(400)}.1`,
  ),
);
const orNull = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: null });
const coordinate = fc.oneof(
  fc.double({ min: -360, max: 360, noNaN: true }),
  fc.constantFrom(0, -0, 90, -90, 180, -180),
);
const hostilePlace: fc.Arbitrary<Enrichment> = fc.record({
  addressState: fc.constantFrom('public', 'private', 'reserved', 'malformed', 'absent'),
  ip: orNull(text),
  block: orNull(fc.oneof(text, fc.constantFrom('b1', 'b2'))),
  precision: fc.constantFrom('city', 'country', 'none'),
  city: orNull(text),
  region: orNull(text),
  country: orNull(fc.oneof(text, fc.constantFrom('FR', 'SG'))),
  latitude: orNull(coordinate),
  longitude: orNull(coordinate),
  accuracyKm: orNull(fc.oneof(fc.constantFrom(0, 1, 1000, 1e9), fc.double({ min: 0, max: 1e5, noNaN: true }))),
  asn: orNull(fc.nat()),
  organization: orNull(text),
  networkKind: fc.constantFrom(...NETWORK_KINDS),
});
const hostileTime = fc.oneof(
  fc.integer({ min: MONDAY_MS - DAY_MS, max: MONDAY_MS + DAY_MS }),
  fc.constant(MONDAY_MS),
  fc.constantFrom(0, -1, 8.64e15, -8.64e15, MONDAY_MS - 400 * DAY_MS),
);
const hostile = fc
  .record({
    timeMs: hostileTime,
    userAgent: orNull(text),
    source: fc.constantFrom('slack', 'gsuite', '__proto__'),
    place: hostilePlace,
  })
  .map(({ place, ...change }) => observe(signIn(change), place));

test('computeSignals() gives finite numbers in [0, 1], whatever was seen, learnt and failed before', () => {
  const step = fc.record({
    seen: hostile,
    what: fc.constantFrom('learn', 'learn', 'see', 'fail'),
    user: fc.constantFrom('ada@example.com', 'bob', 'cyd'),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 14 }), hostile, (past, last: Observation) => {
      const baseline = emptyBaseline();
      const organisation = emptyOrganisation();
      const failures = openFailures();
      const check = (seen: Observation): void => {
        const { values, counts } = computeSignals(seen, context(baseline, { organisation, failures }));
        expect(values).toHaveLength(SIGNAL_COUNT);
        for (const [index, value] of values.entries())
          if (!(value >= 0 && value <= 1)) throw new Error(`${SIGNALS[index]!.name} is ${value}`);
        for (const one of [counts.speedKmh, counts.gapDays, counts.distanceKm ?? 0, counts.elsewhereMinutes ?? 0])
          if (!(one >= 0 && one < Number.POSITIVE_INFINITY)) throw new Error(`a count is ${one}`);
      };
      for (const { seen, what, user } of past) {
        check(seen);
        for (const kind of ORG_KINDS)
          if (seen.keys[kind] !== null) organisation.add(kind, seen.keys[kind], user, seen.timeMs);
        organisation.add('any', 'network', user, seen.timeMs);
        if (what === 'fail') {
          failures.add(seen.keys.block, seen.timeMs, user);
          noteFailure(baseline, seen);
        } else {
          noteSeen(baseline, seen);
          if (what === 'learn') learn(baseline, seen, { vouches: true });
        }
      }
      check(last);
    }),
    { numRuns: 150 },
  );
});
