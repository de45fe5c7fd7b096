// Rows by the 32-bit hash of their id, flat and small: 16 to 32 bytes a row, equal hashes side by side.

export interface HashSeqs {
  readonly size: number;
  add(hash: number, seq: number): void;
  /** The first row with this hash that `matches`, or null. */
  find(hash: number, matches: (seq: number) => boolean): number | null;
  clear(): void;
}

const FIRST_SLOTS = 1 << 12;

export function createHashSeqs(): HashSeqs {
  let hashes = new Uint32Array(FIRST_SLOTS);
  /** 0 marks an empty slot; rows count from 1. */
  let seqs = new Uint32Array(FIRST_SLOTS);
  let size = 0;

  // Knuth's multiplicative step; hashes come from xxHash, so neighbours are rare.
  const home = (hash: number, slots: number) => (Math.imul(hash, 0x9e3779b1) >>> 0) & (slots - 1);

  function put(hash: number, seq: number): void {
    let at = home(hash, seqs.length);
    while (seqs[at] !== 0) at = (at + 1) & (seqs.length - 1);
    hashes[at] = hash;
    seqs[at] = seq;
  }
  function grow(): void {
    const [oldHashes, oldSeqs] = [hashes, seqs];
    hashes = new Uint32Array(oldHashes.length * 2);
    seqs = new Uint32Array(oldSeqs.length * 2);
    for (let at = 0; at < oldSeqs.length; at++) if (oldSeqs[at] !== 0) put(oldHashes[at]!, oldSeqs[at]!);
  }

  return {
    get size() {
      return size;
    },
    add(hash, seq) {
      put(hash, seq);
      size++;
      if (size * 2 > seqs.length) grow();
    },
    find(hash, matches) {
      for (let at = home(hash, seqs.length); seqs[at] !== 0; at = (at + 1) & (seqs.length - 1)) {
        if (hashes[at] === hash && matches(seqs[at]!)) return seqs[at]!;
      }
      return null;
    },
    clear() {
      if (size === 0) return;
      hashes = new Uint32Array(FIRST_SLOTS);
      seqs = new Uint32Array(FIRST_SLOTS);
      size = 0;
    },
  };
}
