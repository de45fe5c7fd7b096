// Writes small mmdb files (MaxMind DB file format 2.0), so that tests need nobody's data. Not for big ones: nothing is merged.

import ipaddr from 'ipaddr.js';

/** What a record may hold; whole numbers from 0 become unsigned integers, all others doubles. */
export type MmdbValue =
  | string
  | number
  | boolean
  | bigint
  | Uint8Array
  | readonly MmdbValue[]
  | { readonly [key: string]: MmdbValue };

export interface MmdbOptions {
  /** As in the metadata: `GeoLite2-City`. */
  readonly databaseType: string;
  /** `198.51.100.0/24` or `2001:db8::/32`; a longer prefix wins over a shorter one. */
  readonly records: readonly { readonly network: string; readonly data: MmdbValue }[];
  /** Epoch seconds; 2026-06-01 if absent. */
  readonly buildEpoch?: number;
  /** 6 (default) keeps IPv4 under ::/96, 4 holds IPv4 only. */
  readonly ipVersion?: 4 | 6;
  readonly recordSize?: 24 | 28 | 32;
}

type Child = Node | { readonly data: number } | null;
interface Node {
  readonly children: [Child, Child];
  index: number;
}

/** The file's bytes. */
export function writeMmdb(options: MmdbOptions): Uint8Array {
  const { ipVersion = 6, recordSize = 28 } = options;
  const data: number[] = [];
  const offsets = new Map<string, number>();
  const root: Node = { children: [null, null], index: 0 };
  const records = options.records.map((record) => ({ ...record, bits: networkBits(record.network, ipVersion) }));
  for (const { bits, data: value } of records.sort((a, b) => a.bits.length - b.bits.length)) {
    const encoded = encodeValue(value);
    const key = Buffer.from(encoded).toString('latin1');
    const offset = offsets.get(key) ?? data.length;
    if (!offsets.has(key)) {
      offsets.set(key, offset);
      for (const byte of encoded) data.push(byte);
    }
    insert(root, bits, { data: offset });
  }
  const nodes = numbered(root);
  const nodeBytes = recordSize / 4;
  const tree = new Uint8Array(nodes.length * nodeBytes);
  for (const [i, node] of nodes.entries()) {
    const [left, right] = node.children.map((child) => {
      if (child === null) return nodes.length;
      return 'data' in child ? nodes.length + 16 + child.data : child.index;
    }) as [number, number];
    tree.set(nodeRecord(left, right, recordSize), i * nodeBytes);
  }
  const metadata = encodeValue({
    binary_format_major_version: 2,
    binary_format_minor_version: 0,
    build_epoch: BigInt(options.buildEpoch ?? Date.UTC(2026, 5, 1) / 1000),
    database_type: options.databaseType,
    description: { en: 'made by a test' },
    ip_version: ipVersion,
    languages: ['en'],
    node_count: nodes.length,
    record_size: recordSize,
  });
  const marker = [0xab, 0xcd, 0xef, ...new TextEncoder().encode('MaxMind.com')];
  return Uint8Array.from([...tree, ...new Uint8Array(16), ...data, ...marker, ...metadata]);
}

function networkBits(network: string, ipVersion: 4 | 6): readonly number[] {
  const [address, length] = ipaddr.parseCIDR(network);
  const v4 = address.kind() === 'ipv4';
  if (!v4 && ipVersion === 4) throw new Error(`no place for ${network} in an IPv4 tree`);
  const bytes =
    v4 && ipVersion === 6 ? [...new Array<number>(12).fill(0), ...address.toByteArray()] : address.toByteArray();
  const bits = bytes.flatMap((byte) => [7, 6, 5, 4, 3, 2, 1, 0].map((shift) => (byte >> shift) & 1));
  return bits.slice(0, (v4 && ipVersion === 6 ? 96 : 0) + length);
}

function insert(root: Node, bits: readonly number[], leaf: { data: number }): void {
  let node = root;
  for (const bit of bits.slice(0, -1)) {
    const child = node.children[bit]!;
    if (child !== null && 'children' in child) node = child;
    else {
      const next: Node = { children: [child, child], index: 0 };
      node.children[bit] = next;
      node = next;
    }
  }
  if (bits.length > 0) node.children[bits.at(-1)!] = leaf;
  else root.children[0] = root.children[1] = leaf;
}

function numbered(root: Node): readonly Node[] {
  const nodes = [root];
  for (const node of nodes) {
    for (const child of node.children) {
      if (child === null || 'data' in child) continue;
      child.index = nodes.length;
      nodes.push(child);
    }
  }
  return nodes;
}

function nodeRecord(left: number, right: number, recordSize: 24 | 28 | 32): readonly number[] {
  const bytes = (value: number, count: number): number[] =>
    Array.from({ length: count }, (_, i) => Math.floor(value / 256 ** (count - 1 - i)) & 255);
  if (recordSize !== 28) return [...bytes(left, recordSize / 8), ...bytes(right, recordSize / 8)];
  const middle = ((left >>> 24) << 4) | (right >>> 24);
  return [...bytes(left & 0xffffff, 3), middle, ...bytes(right & 0xffffff, 3)];
}

const TYPE = { string: 2, double: 3, bytes: 4, uint32: 6, map: 7, uint64: 9, array: 11, boolean: 14 } as const;

function control(type: number, size: number): number[] {
  const extended = type > 7;
  const [short, more] =
    size < 29
      ? [size, []]
      : size < 285
        ? [29, [size - 29]]
        : size < 65_821
          ? [30, [(size - 285) >> 8, (size - 285) & 255]]
          : [31, [(size - 65_821) >> 16, ((size - 65_821) >> 8) & 255, (size - 65_821) & 255]];
  return [((extended ? 0 : type) << 5) | short, ...(extended ? [type - 7] : []), ...more];
}

/** A value in the data section's own encoding, without pointers. */
export function encodeValue(value: MmdbValue): number[] {
  if (typeof value === 'boolean') return control(TYPE.boolean, value ? 1 : 0);
  if (typeof value === 'bigint') return encodeUint(TYPE.uint64, value);
  if (typeof value === 'string') return concat(control(TYPE.string, Buffer.byteLength(value)), Buffer.from(value));
  if (value instanceof Uint8Array) return concat(control(TYPE.bytes, value.length), value);
  if (typeof value === 'number') {
    if (Number.isInteger(value) && value >= 0 && value <= 0xffffffff && !Object.is(value, -0)) {
      return encodeUint(TYPE.uint32, BigInt(value));
    }
    const double = Buffer.alloc(8);
    double.writeDoubleBE(value);
    return concat(control(TYPE.double, 8), double);
  }
  if (isList(value)) return [...control(TYPE.array, value.length), ...value.flatMap(encodeValue)];
  const entries = Object.entries(value);
  return [
    ...control(TYPE.map, entries.length),
    ...entries.flatMap(([key, part]) => [...encodeValue(key), ...encodeValue(part)]),
  ];
}

function isList(value: MmdbValue): value is readonly MmdbValue[] {
  return Array.isArray(value);
}

function encodeUint(type: number, value: bigint): number[] {
  const bytes: number[] = [];
  for (let rest = value; rest > 0n; rest >>= 8n) bytes.unshift(Number(rest & 255n));
  return [...control(type, bytes.length), ...bytes];
}

/** Joins without spreading: a giant text has more bytes than a call takes arguments. */
function concat(head: readonly number[], tail: Uint8Array): number[] {
  return [...head, ...tail];
}
