// A set of 32-bit hashes, flat and small (8 bytes an entry at most): "surely new" or "perhaps known".

export interface IdHashes {
  readonly size: number;
  add(hash: number): void;
  has(hash: number): boolean;
  clear(): void;
}

const FIRST_SLOTS = 1 << 12;

export function createIdHashes(): IdHashes {
  let slots = new Uint32Array(FIRST_SLOTS);
  let size = 0;

  /** Slot that holds the hash, or the empty one where it belongs. 0 marks an empty slot, so 0 itself is kept as 1. */
  function place(table: Uint32Array, hash: number): number {
    const mask = table.length - 1;
    let at = (Math.imul(hash, 0x9e3779b1) >>> 0) & mask;
    while (table[at] !== 0 && table[at] !== hash) at = (at + 1) & mask;
    return at;
  }
  function grow(): void {
    const larger = new Uint32Array(slots.length * 2);
    for (const hash of slots) if (hash !== 0) larger[place(larger, hash)] = hash;
    slots = larger;
  }

  return {
    get size() {
      return size;
    },
    add(hash) {
      const value = hash === 0 ? 1 : hash;
      const at = place(slots, value);
      if (slots[at] === value) return;
      slots[at] = value;
      size++;
      if (size * 2 > slots.length) grow();
    },
    has(hash) {
      const value = hash === 0 ? 1 : hash;
      return slots[place(slots, value)] === value;
    },
    clear() {
      if (size === 0) return;
      slots = new Uint32Array(FIRST_SLOTS);
      size = 0;
    },
  };
}
