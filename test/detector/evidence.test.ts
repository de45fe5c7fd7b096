import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { type EvidenceModel, evidence, quantise } from '../../src/detector/evidence.ts';
import { shippedDetector } from '../../src/detector/shipped.ts';
import { SIGNAL_COUNT, SIGNALS } from '../../src/features/catalogue.ts';

/** Signal 0 above 100 says 2; else signal 1 above 50 says 0.5, and neither says -1. A second tree is one leaf of 0.25. */
const MODEL: EvidenceModel = {
  bias: -3,
  trees: [
    {
      feature: [0, 1, -1, -1, -1],
      threshold: [100, 50, 0, 0, 0],
      left: [1, 3, 0, 0, 0],
      right: [2, 4, 0, 0, 0],
      value: [0.1, -0.4, 2, -1, 0.5],
    },
    { feature: [-1], threshold: [0], left: [0], right: [0], value: [0.25] },
  ],
};

describe('evidence()', () => {
  test.each([
    [[101, 0], -3 + 2 + 0.25, [1.9, 0]],
    [[100, 51], -3 + 0.5 + 0.25, [-0.5, 0.9]],
    [[0, 50], -3 - 1 + 0.25, [-0.5, -0.6]],
  ])('of signals %j is %d, as worked by hand', (signals, logOdds, expected) => {
    const parts = new Float64Array(2).fill(7);
    expect(evidence(MODEL, Uint8Array.from(signals), parts)).toBeCloseTo(logOdds, 12);
    expect(parts[0]).toBeCloseTo(expected[0]!, 12);
    expect(parts[1]).toBeCloseTo(expected[1]!, 12);
  });

  test('of the shipped model adds up: bias, what the trees say at their roots, and what each signal adds', () => {
    const model = shippedDetector().evidence;
    const roots = model.trees.reduce((sum, tree) => sum + tree.value[0]!, model.bias);
    const signals = fc.uint8Array({ minLength: SIGNAL_COUNT, maxLength: SIGNAL_COUNT });
    fc.assert(
      fc.property(signals, (values) => {
        const parts = new Float64Array(SIGNAL_COUNT);
        const logOdds = evidence(model, values, parts);
        expect(Number.isFinite(logOdds)).toBe(true);
        expect(Math.abs(parts.reduce((a, b) => a + b, roots) - logOdds)).toBeLessThan(1e-9);
        expect(evidence(model, values)).toBe(logOdds);
      }),
      { numRuns: 100 },
    );
  });

  test('of the shipped model never falls where a component gets stranger', () => {
    const model = shippedDetector().evidence;
    const signals = fc.uint8Array({ minLength: SIGNAL_COUNT, maxLength: SIGNAL_COUNT });
    const strange = [...SIGNALS.keys()].filter((index) => SIGNALS[index]!.parts.length > 0);
    fc.assert(
      fc.property(signals, fc.constantFrom(...strange), fc.nat(255), (values, index, more) => {
        const stranger = values.with(index, Math.min(255, values[index]! + more));
        expect(evidence(model, stranger)).toBeGreaterThanOrEqual(evidence(model, values) - 1e-9);
      }),
      { numRuns: 500 },
    );
  });

  test('of the shipped model ends: every tree is a tree over the catalogue', () => {
    for (const tree of shippedDetector().evidence.trees) {
      const size = tree.feature.length;
      for (const list of [tree.threshold, tree.left, tree.right, tree.value]) expect(list).toHaveLength(size);
      for (const [node, feature] of tree.feature.entries()) {
        expect(Number.isFinite(tree.value[node]!)).toBe(true);
        if (feature < 0) continue;
        expect(SIGNALS[feature]).toBeDefined();
        for (const child of [tree.left[node]!, tree.right[node]!]) {
          expect(child).toBeGreaterThan(node);
          expect(child).toBeLessThan(size);
        }
      }
    }
  });
});

test('quantise() spreads [0, 1] over 0..255', () => {
  expect([...quantise([0, 0.5, 1, 1 / 255], new Uint8Array(4))]).toEqual([0, 128, 255, 1]);
});
