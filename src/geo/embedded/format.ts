// The compiled-in data file: sorted ranges as typed arrays, read without parsing, plus the table of network owners.
// Layout: magic, header length, header (JSON), then sections aligned to 8 bytes. Little-endian, as all targets are.

const MAGIC = 'BBYGEO02';

/** Sections by name; `U32` and `U8` say how they are viewed. */
export interface Sections {
  /** First IPv4 address of each range, ascending; a range ends where the next begins. */
  readonly owner4Starts: Uint32Array;
  /** Index into the owners plus 1; 0 where nobody is known. */
  readonly owner4: Uint32Array;
  /** First /64 of each range as two words, high first. */
  readonly owner6Starts: Uint32Array;
  readonly owner6: Uint32Array;
  readonly country4Starts: Uint32Array;
  /** Index into `countries` plus 1; 0 where unknown. */
  readonly country4: Uint8Array;
  readonly country6Starts: Uint32Array;
  readonly country6: Uint8Array;
  /** Autonomous system numbers, ascending. */
  readonly owners: Uint32Array;
  /** Where each owner's name begins in `names`; one entry more than owners. */
  readonly nameOffsets: Uint32Array;
  /** UTF-8. */
  readonly names: Uint8Array;
}

export interface Header {
  /** Package names and versions it was made from; another set means it is outdated. */
  readonly made: string;
  /** When the data was published, epoch milliseconds. */
  readonly builtMs: number;
  /** ISO 3166-1 alpha-2 codes. */
  readonly countries: readonly string[];
}

const WIDTH: Record<keyof Sections, 1 | 4> = {
  owner4Starts: 4,
  owner4: 4,
  owner6Starts: 4,
  owner6: 4,
  country4Starts: 4,
  country4: 1,
  country6Starts: 4,
  country6: 1,
  owners: 4,
  nameOffsets: 4,
  names: 1,
};
const NAMES = Object.keys(WIDTH) as readonly (keyof Sections)[];

const align = (offset: number): number => (offset + 7) & ~7;

/** The file's bytes. */
export function encode(header: Header, sections: Sections): Uint8Array {
  const lengths = NAMES.map((name) => sections[name].length);
  const json = new TextEncoder().encode(JSON.stringify({ ...header, lengths }));
  let size = align(12 + json.length);
  for (const name of NAMES) size = align(size + sections[name].byteLength);
  const bytes = new Uint8Array(size);
  bytes.set(new TextEncoder().encode(MAGIC));
  new DataView(bytes.buffer).setUint32(8, json.length, true);
  bytes.set(json, 12);
  let offset = align(12 + json.length);
  for (const name of NAMES) {
    const part = sections[name];
    bytes.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), offset);
    offset = align(offset + part.byteLength);
  }
  return bytes;
}

/** The header alone, or null where the bytes are not such a file; `bytes` may be the file's beginning. */
export function decodeHeader(
  bytes: Uint8Array,
): (Header & { readonly lengths: readonly number[]; readonly end: number }) | null {
  if (bytes.length < 12 || new TextDecoder().decode(bytes.subarray(0, 8)) !== MAGIC) return null;
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(8, true);
  if (12 + length > bytes.length) return null;
  try {
    const header = JSON.parse(new TextDecoder().decode(bytes.subarray(12, 12 + length)));
    return { ...header, end: align(12 + length) };
  } catch {
    return null;
  }
}

/**
 * Views into the bytes, nothing copied where they are aligned.
 * @returns null where the bytes are not a whole file of this layout.
 */
export function decode(input: Uint8Array): { header: Header; sections: Sections } | null {
  const bytes = input.byteOffset % 8 === 0 ? input : input.slice();
  const header = decodeHeader(bytes);
  if (!header || header.lengths?.length !== NAMES.length) return null;
  const views: Partial<Record<keyof Sections, Uint8Array | Uint32Array>> = {};
  let offset = header.end;
  for (const [i, name] of NAMES.entries()) {
    const length = header.lengths[i]!;
    const end = offset + length * WIDTH[name];
    if (end > bytes.length) return null;
    const at = bytes.byteOffset + offset;
    views[name] =
      WIDTH[name] === 4 ? new Uint32Array(bytes.buffer, at, length) : new Uint8Array(bytes.buffer, at, length);
    offset = align(end);
  }
  return { header, sections: views as unknown as Sections };
}
