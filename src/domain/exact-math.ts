// Logarithm, power of two, sine and cosine from + - * / alone, so that a score is the same number on every platform
// (Math.log and friends may differ in the last digit between C libraries). Accurate to about 1e-11, not to the last bit.

const SPLIT = new Float64Array(1);
const SPLIT_WORDS = new Uint32Array(SPLIT.buffer);
const LN_2 = 0.6931471805599453;

/**
 * Natural logarithm. `ln(1)` is 0, `ln(0.25)` is -1.3862943611.
 * @param x any number; 0, negative and NaN give -Infinity.
 */
export function ln(x: number): number {
  if (!(x > 0)) return Number.NEGATIVE_INFINITY;
  if (x === Number.POSITIVE_INFINITY) return x;
  let exponent = 0;
  let value = x;
  if (value < 2.2250738585072014e-308) {
    value *= 18014398509481984;
    exponent -= 54;
  }
  SPLIT[0] = value;
  exponent += ((SPLIT_WORDS[1]! >>> 20) & 0x7ff) - 1023;
  SPLIT_WORDS[1] = (SPLIT_WORDS[1]! & 0x000fffff) | (1023 << 20);
  let mantissa = SPLIT[0]!;
  if (mantissa > 1.4142135623730951) {
    mantissa *= 0.5;
    exponent += 1;
  }
  const t = (mantissa - 1) / (mantissa + 1);
  const q = t * t;
  const series =
    1 + q * (1 / 3 + q * (1 / 5 + q * (1 / 7 + q * (1 / 9 + q * (1 / 11 + q * (1 / 13 + q * (1 / 15 + q / 17)))))));
  return 2 * t * series + exponent * LN_2;
}

/** 2 to the power of x, for -60 <= x <= 60 (beyond: clamped). `exp2(-1)` is 0.5. */
export function exp2(x: number): number {
  const clamped = Number.isNaN(x) ? -60 : Math.min(60, Math.max(-60, x));
  const whole = Math.round(clamped);
  const t = (clamped - whole) * LN_2;
  let sum = 1;
  for (let k = 14; k >= 1; k--) sum = 1 + (t / k) * sum;
  let scale = 1;
  for (let k = 0; k < whole; k++) scale *= 2;
  for (let k = 0; k > whole; k--) scale *= 0.5;
  return sum * scale;
}

/** 1 / (1 + e^-x). `sigmoid(0)` is 0.5. */
export function sigmoid(x: number): number {
  return 1 / (1 + exp2(-x / LN_2));
}

/** Sine and cosine of an angle in degrees, |angle| <= 360. */
export function sinCosDegrees(degrees: number): { sin: number; cos: number } {
  const quarters = Math.round(degrees / 90);
  const t = (degrees - quarters * 90) * 0.017453292519943295;
  const q = t * t;
  const s = t * (1 - (q / 6) * (1 - (q / 20) * (1 - (q / 42) * (1 - (q / 72) * (1 - q / 110)))));
  const c = 1 - (q / 2) * (1 - (q / 12) * (1 - (q / 30) * (1 - (q / 56) * (1 - (q / 90) * (1 - q / 132)))));
  switch (((quarters % 4) + 4) % 4) {
    case 0:
      return { sin: s, cos: c };
    case 1:
      return { sin: c, cos: -s };
    case 2:
      return { sin: -s, cos: -c };
    default:
      return { sin: -c, cos: s };
  }
}
