// Where the forests' random numbers come from: integers in, integers out, the same on every platform.

/** Spreads every bit of a 32-bit integer over the whole result, one to one (finaliser of MurmurHash3, Austin Appleby, public domain). */
export function mix(value: number): number {
  let h = value >>> 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
