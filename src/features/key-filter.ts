// Which keys were certainly never put in: a Bloom filter (Bloom 1970, 10.1145/362686.362692) of fixed size. It spares a question
// to the store for every key nobody had before, which is most of them in a first run.

export interface KeyFilter {
  add(kind: string, key: string): void;
  /** False: certainly never added. True: added, or by chance (about 2 % of a million keys asked for). */
  mayHave(kind: string, key: string): boolean;
}

const BITS = 23;

/** An empty filter of a megabyte. */
export function openKeyFilter(): KeyFilter {
  const words = new Uint32Array(2 ** (BITS - 5));
  const probes = new Uint32Array(2);

  const aim = (kind: string, key: string): void => {
    let a = fold(0x811c9dc5, kind);
    a = fold(a, key);
    a = Math.imul(a ^ (a >>> 15), 0x2c1b3c6d);
    a = Math.imul(a ^ (a >>> 12), 0x297a2d39);
    a ^= a >>> 15;
    probes[0] = a >>> (32 - BITS);
    probes[1] = Math.imul(a, 0x9e3779b1) >>> (32 - BITS);
  };

  return {
    add(kind, key) {
      aim(kind, key);
      for (const bit of probes) words[bit >>> 5]! |= 1 << (bit & 31);
    },
    mayHave(kind, key) {
      aim(kind, key);
      for (const bit of probes) if ((words[bit >>> 5]! & (1 << (bit & 31))) === 0) return false;
      return true;
    },
  };
}

function fold(start: number, text: string): number {
  let hash = start;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash;
}
