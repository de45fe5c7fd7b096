// What both forests share: the path length to expect among n rows, and the score an observed path length gives.
// Liu, Ting, Zhou 2008 (ICDM), equations 1 and 2; made of + - * / alone, so that numbers are equal on every platform.

/**
 * Expected path length of an unsuccessful search in a tree of n rows, c(n) = 2 H(n-1) - 2 (n-1)/n (Liu 2008, eq. 1).
 * c(0) = c(1) = 0, c(2) = 1, c(3) = 5/3, c(256) = 10.24869. The harmonic number is summed, not approximated by ln(n) + 0.5772.
 * @returns table of `size + 1` entries, the n-th is c(n).
 */
export function expectedPaths(size: number): Float64Array {
  const table = new Float64Array(size + 1);
  let harmonic = 0;
  for (let n = 2; n <= size; n++) {
    harmonic += 1 / (n - 1);
    table[n] = 2 * harmonic - (2 * (n - 1)) / n;
  }
  return table;
}

/** c(n) for n = 0..1024. */
export const EXPECTED_PATH: Float64Array = expectedPaths(1024);

/**
 * Score 2^(-path / expected) (Liu 2008, eq. 2), in [0, 1]: 1 for what is isolated at once, 0.5 for what is isolated as late
 * as expected. Accurate to about 1e-14. Where nothing is expected (one row) there is nothing to compare with: 0.5.
 * @param path mean path length over the trees, at least 0.
 * @param expected c(rows) of the rows each tree was built on.
 */
export function isolationScore(path: number, expected: number): number {
  if (!(expected > 0)) return 0.5;
  const halvings = Math.min(path / expected, 1000);
  const whole = Math.round(halvings);
  const t = (whole - halvings) * Math.LN2;
  let power = 1;
  for (let k = 14; k >= 1; k--) power = 1 + (t / k) * power;
  for (let k = 0; k < whole; k++) power *= 0.5;
  return power;
}
