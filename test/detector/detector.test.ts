import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { COLUMN_SIGNAL, COLUMNS, toRow } from '../../src/detector/columns.ts';
import data from '../../src/detector/data.generated.json' with { type: 'json' };
import { judge, openDetector } from '../../src/detector/detector.ts';
import { shippedDetector } from '../../src/detector/shipped.ts';
import { learnRow, openUserForest, type UserForest } from '../../src/detector/user-forest.ts';
import { toPoint } from '../../src/domain/geometry.ts';
import { COMPONENTS } from '../../src/domain/score.ts';
import type { Baseline } from '../../src/features/baseline.ts';
import { SIGNAL_COUNT, SIGNAL_INDEX, SIGNALS, type SignalName } from '../../src/features/catalogue.ts';
import { computeSignals } from '../../src/features/signals.ts';
import { SCALE } from '../../src/forest/box-forest.ts';
import {
  CHROME_ON_MAC,
  type Change,
  context,
  DAY_MS,
  FAR_HOSTING,
  FIREFOX_ON_LINUX,
  live,
  MONDAY_MS,
  observed,
  usualPast,
} from '../features/sample.ts';

const DETECTOR = shippedDetector();

const share = fc.oneof(fc.constantFrom(0, 0, 0, 1), fc.double({ min: 0, max: 1, noNaN: true }));
const signals = fc
  .array(share, { minLength: SIGNAL_COUNT, maxLength: SIGNAL_COUNT })
  .map((values) => Float64Array.from(values));
const point = fc.option(
  fc
    .tuple(fc.double({ min: -90, max: 90, noNaN: true }), fc.double({ min: -180, max: 180, noNaN: true }))
    .map(([latitude, longitude]) => toPoint(latitude, longitude)),
  { nil: null },
);
const input = fc.record({ signals, point });

/** A user who learnt rows of these inputs. */
function userOf(past: readonly { signals: Float64Array; point: ReturnType<typeof toPoint> | null }[]): UserForest {
  const user = openUserForest(DETECTOR.base);
  for (const one of past) learnRow(DETECTOR.base, user, judge(DETECTOR, user, one).row);
  return user;
}

describe('judge()', () => {
  test('scores in [0, 1] with components that add up to the score, none below 0', () => {
    fc.assert(
      fc.property(fc.array(input, { maxLength: 4 }), input, (past, one) => {
        const { score, components, bySignal } = judge(DETECTOR, userOf(past), one);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1);
        let sum = 0;
        for (const component of COMPONENTS) {
          expect(components[component]).toBeGreaterThanOrEqual(0);
          sum += components[component];
        }
        expect(Math.abs(sum - score)).toBeLessThan(1e-9);
        const credit = bySignal();
        const total = credit.reduce((a, b) => a + b, 0);
        expect(Math.min(Math.abs(total - score), Math.abs(total))).toBeLessThan(1e-9);
        for (const [index, value] of credit.entries()) {
          expect(value).toBeGreaterThanOrEqual(0);
          if (SIGNALS[index]!.parts.length === 0) expect(value).toBe(0);
        }
      }),
      { numRuns: 100 },
    );
  });

  test('changes neither the user nor the signals, and says the same again', () => {
    fc.assert(
      fc.property(fc.array(input, { maxLength: 3 }), input, (past, one) => {
        const user = userOf(past);
        const before = structuredClone({ user, one });
        const told = (): unknown => {
          const { bySignal, ...rest } = judge(DETECTOR, user, one);
          return { ...rest, bySignal: bySignal() };
        };
        expect(told()).toEqual(told());
        expect({ user, one }).toEqual(before);
      }),
      { numRuns: 40 },
    );
  });

  test('gives the same bytes with a detector opened anew, and for a user loaded anew', () => {
    const again = openDetector(data);
    fc.assert(
      fc.property(fc.array(input, { maxLength: 6 }), input, (past, one) => {
        const user = userOf(past);
        const { columns } = DETECTOR.base.forest;
        const loaded = openUserForest(again.base, user.rows.slice(0, user.held * columns), user.next);
        const bytes = (detector: typeof DETECTOR, state: UserForest): string => {
          const judged = judge(detector, state, one);
          return JSON.stringify([
            judged.score,
            judged.components,
            [...judged.bySignal()],
            [...judged.row],
            judged.logOdds,
          ]);
        };
        expect(bytes(again, loaded)).toBe(bytes(DETECTOR, user));
      }),
      { numRuns: 40 },
    );
  });

  test('does not mind the order in which the same rows were learnt', () => {
    const rows = fc
      .array(input, { minLength: 2, maxLength: 6 })
      .map((past) => past.map((one) => judge(DETECTOR, openUserForest(DETECTOR.base), one).row));
    fc.assert(
      fc.property(rows, input, (learnt, one) => {
        const scores = [learnt, [...learnt].reverse()].map((order) => {
          const user = openUserForest(DETECTOR.base);
          for (const row of order) learnRow(DETECTOR.base, user, row);
          return judge(DETECTOR, user, one).score;
        });
        expect(scores[0]).toBe(scores[1]!);
      }),
      { numRuns: 20 },
    );
  });

  test('a row learnt over and over is less and less strange', () => {
    const one = { signals: new Float64Array(SIGNAL_COUNT).fill(0.5), point: toPoint(1, 100) };
    const user = openUserForest(DETECTOR.base);
    const scores = [0, 1, 2, 3].map(() => {
      const { score, row } = judge(DETECTOR, user, one);
      for (let n = 0; n < 20; n++) learnRow(DETECTOR.base, user, row);
      return score;
    });
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    expect(scores[3]!).toBeLessThan(scores[0]! - 0.05);
  });

  test('data learnt on another catalogue are refused', () => {
    for (const names of [data.signals.slice(1), [...data.signals].reverse(), []])
      expect(() => openDetector({ ...data, signals: names })).toThrow(RangeError);
  });

  test('another seed draws other trees of the same data', () => {
    const other = openDetector(data, 8);
    const one = { signals: new Float64Array(SIGNAL_COUNT).fill(0.3), point: null };
    const [mine, theirs] = [DETECTOR, other].map((detector) => judge(detector, openUserForest(detector.base), one));
    expect(theirs!.score).not.toBe(mine!.score);
    expect(theirs!.logOdds).toBe(mine!.logOdds);
    expect(Math.abs(theirs!.score - mine!.score)).toBeLessThan(0.1);
  });
});

describe('the shipped detector', () => {
  /** A user of mornings at the office, judged and learnt one after the other. */
  function resident(days: number): {
    baseline: Baseline;
    forest: UserForest;
    score: (change: Change) => ReturnType<typeof judge>;
  } {
    const baseline = usualPast(0);
    const forest = openUserForest(DETECTOR.base);
    const score = (change: Change): ReturnType<typeof judge> => {
      const seen = observed(change);
      return judge(DETECTOR, forest, { signals: computeSignals(seen, context(baseline)).values, point: seen.point });
    };
    for (let day = days; day >= 1; day--) {
      const change = { timeMs: MONDAY_MS - day * DAY_MS };
      learnRow(DETECTOR.base, forest, score(change).row);
      live(baseline, observed(change));
    }
    return { baseline, forest, score };
  }

  const { score } = resident(60);
  const usual = score({});

  test('is one and the same', () => {
    expect(shippedDetector()).toBe(DETECTOR);
  });

  test('ranks a usual morning, or a new device at the usual place, under everything new', () => {
    const device = score({ userAgent: FIREFOX_ON_LINUX });
    const takeover = score({ userAgent: FIREFOX_ON_LINUX, place: FAR_HOSTING });
    const script = score({ userAgent: 'python-requests/2.31.0', place: FAR_HOSTING });
    expect(device.logOdds).toBeGreaterThan(usual.logOdds);
    expect(takeover.score).toBeGreaterThan(device.score);
    for (const strange of [takeover, script]) expect(strange.score).toBeGreaterThan(usual.score + 0.1);
  });

  test('lays a new device to the device, and a far hosting network to network and place', () => {
    const device = score({ userAgent: FIREFOX_ON_LINUX }).components;
    expect(device.device).toBeGreaterThan(device.location);
    const hosting = score({ place: FAR_HOSTING }).components;
    expect(hosting.network + hosting.location).toBeGreaterThan(hosting.device);
  });

  test('thinks no more of an updated browser than of the old one', () => {
    const updated = score({ userAgent: CHROME_ON_MAC.replace('126', '131') });
    expect(updated.score).toBe(usual.score);
  });
});

describe('toRow()', () => {
  test('gives each signal its column, coordinates theirs, and evidence the first', () => {
    expect(new Set(COLUMNS.map((one) => one.name)).size).toBe(COLUMNS.length);
    const names = ['x', 'y', 'z'] as const;
    const at = names.map((name) => COLUMNS.findIndex((one) => one.name === name));
    expect(COLUMNS[0]!.name).toBe('evidence');
    const none = toRow(new Float64Array(SIGNAL_COUNT), -1e9, null);
    for (const [column, value] of none.entries()) expect(value).toBe(at.includes(column) ? Math.round(SCALE / 2) : 0);
    const placed = toRow(new Float64Array(SIGNAL_COUNT), -1e9, [1, -1, 0.5]);
    expect(at.map((column) => placed[column]!)).toEqual([SCALE, 0, Math.round(0.75 * SCALE)]);
    for (const [column, one] of COLUMNS.entries()) {
      expect(one.weight).toBeGreaterThan(0);
      if (!(one.name in SIGNAL_INDEX)) continue;
      const index = SIGNAL_INDEX[one.name as SignalName];
      expect(COLUMN_SIGNAL[column]).toBe(index);
      const row = toRow(new Float64Array(SIGNAL_COUNT).fill(1, index, index + 1), -1e9, null);
      expect([...row.keys()].filter((place) => row[place] !== none[place])).toEqual([column]);
      expect(row[column]).toBe(SCALE);
    }
  });

  test.each([
    [Number.NEGATIVE_INFINITY, 0],
    [-1e6, 0],
    [1e6, SCALE],
    [Number.POSITIVE_INFINITY, SCALE],
  ])('keeps evidence of %d in range', (logOdds, value) => {
    expect(toRow(new Float64Array(SIGNAL_COUNT), logOdds, null)[0]).toBe(value);
  });

  test('gives more room to more evidence', () => {
    let before = -1;
    for (let logOdds = -10; logOdds <= 5; logOdds += 0.5) {
      const value = toRow(new Float64Array(SIGNAL_COUNT), logOdds, null)[0]!;
      expect(value).toBeGreaterThan(before);
      before = value;
    }
  });
});
