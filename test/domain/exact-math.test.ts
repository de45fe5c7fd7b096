import { describe, expect, test } from 'bun:test';
import { exp2, ln, sigmoid, sinCosDegrees } from '../../src/domain/exact-math.ts';

/** Relative error; absolute below 1. */
function apart(value: number, expected: number): number {
  return Math.abs(value - expected) / Math.max(1, Math.abs(expected));
}

describe('ln()', () => {
  test('is Math.log within 1e-11 from the smallest to the largest number', () => {
    for (let exponent = -1074; exponent <= 1023; exponent += 3)
      for (const mantissa of [1, 1.1, Math.SQRT2, 1.4142135623730954, 1.7, 1.9999999]) {
        const x = mantissa * 2 ** exponent;
        expect(apart(ln(x), Math.log(x))).toBeLessThan(1e-11);
      }
    for (let x = 0.001; x < 3; x += 0.0037) expect(Math.abs(ln(x) - Math.log(x))).toBeLessThan(1e-11);
  });

  test('grows wherever its argument does, also where it changes series', () => {
    let before = ln(0.2);
    for (let step = 1; step <= 20_000; step++) {
      const value = ln(0.2 + step * 1e-4);
      expect(value).toBeGreaterThan(before);
      before = value;
    }
  });

  test.each([
    [1, 0],
    [0, Number.NEGATIVE_INFINITY],
    [-0, Number.NEGATIVE_INFINITY],
    [-1, Number.NEGATIVE_INFINITY],
    [Number.NaN, Number.NEGATIVE_INFINITY],
    [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY],
  ])('of %d is %d', (x, expected) => {
    expect(ln(x)).toBe(expected);
  });

  test('gives its worked number', () => {
    expect(ln(0.25)).toBeCloseTo(-1.3862943611, 10);
  });
});

describe('exp2()', () => {
  test('is 2 ** x within 1e-11 from -60 to 60', () => {
    for (let x = -60; x <= 60; x += 0.0173) expect(Math.abs(exp2(x) / 2 ** x - 1)).toBeLessThan(1e-11);
  });

  test.each([
    [-1, 0.5],
    [0, 1],
    [10, 1024],
    [60, 2 ** 60],
    [61, 2 ** 60],
    [Number.POSITIVE_INFINITY, 2 ** 60],
    [-60, 2 ** -60],
    [-1e9, 2 ** -60],
    [Number.NEGATIVE_INFINITY, 2 ** -60],
  ])('of %d is exactly %d', (x, expected) => {
    expect(exp2(x)).toBe(expected);
  });
});

describe('sigmoid()', () => {
  test('is 1 / (1 + e^-x), within (0, 1), and 0.5 at 0', () => {
    expect(sigmoid(0)).toBe(0.5);
    for (let x = -40; x <= 40; x += 0.031) {
      expect(apart(sigmoid(x), 1 / (1 + Math.exp(-x)))).toBeLessThan(1e-11);
      expect(sigmoid(x)).toBeGreaterThan(0);
    }
  });

  test.each([-1e6, 1e6])('of %d stays within [0, 1]', (x) => {
    expect(sigmoid(x)).toBeGreaterThanOrEqual(0);
    expect(sigmoid(x)).toBeLessThanOrEqual(1);
    expect(sigmoid(x)).toBeCloseTo(x < 0 ? 0 : 1, 12);
  });
});

describe('sinCosDegrees()', () => {
  test('is Math.sin and Math.cos within 1e-11 over two turns', () => {
    for (let degrees = -360; degrees <= 360; degrees += 0.37) {
      const { sin, cos } = sinCosDegrees(degrees);
      const radians = (degrees / 180) * Math.PI;
      expect(Math.abs(sin - Math.sin(radians))).toBeLessThan(1e-11);
      expect(Math.abs(cos - Math.cos(radians))).toBeLessThan(1e-11);
    }
  });

  test.each([
    [0, 0, 1],
    [90, 1, 0],
    [180, 0, -1],
    [270, -1, 0],
    [-90, -1, 0],
    [360, 0, 1],
    [-360, 0, 1],
  ])('at %d degrees is exactly %d and %d', (degrees, sin, cos) => {
    const at = sinCosDegrees(degrees);
    expect([at.sin + 0, at.cos + 0]).toEqual([sin, cos]);
  });

  test('gives these bits on every platform, like the other functions', () => {
    expect([
      sinCosDegrees(45.7).sin,
      sinCosDegrees(4.8).cos,
      ln(412),
      exp2(-0.3),
      sigmoid(-3.1),
    ]).toMatchInlineSnapshot(`
      [
        0.7156927337040482,
        0.9964928592495044,
        6.021023349349527,
        0.8122523963562356,
        0.04310725494108611,
      ]
    `);
  });
});
