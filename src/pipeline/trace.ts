// What is kept with every score so that the verdict can be repeated: the row as scored and what geo said at the time
// (a database update must not create travel). Bytes: version, columns, the row in little endian, the place as JSON.

import {
  type AddressState,
  type Enrichment,
  NETWORK_KINDS,
  type NetworkKind,
  type Precision,
} from '../domain/enrichment.ts';

export interface Trace {
  readonly row: Uint16Array;
  readonly place: Enrichment;
}

const VERSION = 1;

export function encodeTrace({ row, place }: Trace): Uint8Array {
  const text = new TextEncoder().encode(
    JSON.stringify([
      place.addressState,
      place.ip,
      place.block,
      place.precision,
      place.city,
      place.region,
      place.country,
      place.latitude,
      place.longitude,
      place.accuracyKm,
      place.asn,
      place.organization,
      place.networkKind,
    ]),
  );
  const bytes = new Uint8Array(2 + row.length * 2 + text.length);
  bytes[0] = VERSION;
  bytes[1] = row.length;
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < row.length; i++) view.setUint16(2 + i * 2, row[i]!, true);
  bytes.set(text, 2 + row.length * 2);
  return bytes;
}

/** @returns null where there are no such bytes, or of another version, or spoilt ones. */
export function decodeTrace(bytes: Uint8Array | null): Trace | null {
  if (bytes === null || bytes.length < 2 || bytes[0] !== VERSION) return null;
  const columns = bytes[1]!;
  if (bytes.length < 2 + columns * 2) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const row = new Uint16Array(columns);
  for (let i = 0; i < columns; i++) row[i] = view.getUint16(2 + i * 2, true);
  const list = readPlace(bytes.subarray(2 + columns * 2));
  if (list === null) return null;
  const place: Enrichment = {
    addressState: list[0] as AddressState,
    ip: list[1] as string | null,
    block: list[2] as string | null,
    precision: list[3] as Precision,
    city: list[4] as string | null,
    region: list[5] as string | null,
    country: list[6] as string | null,
    latitude: list[7] as number | null,
    longitude: list[8] as number | null,
    accuracyKm: list[9] as number | null,
    asn: list[10] as number | null,
    organization: list[11] as string | null,
    networkKind: list[12] as NetworkKind,
  };
  return { row, place };
}

const STATES: readonly unknown[] = ['public', 'private', 'reserved', 'malformed', 'absent'];
const PRECISIONS: readonly unknown[] = ['city', 'country', 'none'];
/** Places in the list of what is a number; the others but the three words are texts, and all may be null. */
const NUMBERS = new Set([7, 8, 9, 10]);

function readPlace(bytes: Uint8Array): unknown[] | null {
  let list: unknown;
  try {
    list = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return null;
  }
  if (!Array.isArray(list) || list.length !== 13) return null;
  if (!STATES.includes(list[0]) || !PRECISIONS.includes(list[3])) return null;
  if (!NETWORK_KINDS.some((kind) => kind === list[12])) return null;
  const fits = list.every((value, at) => value === null || typeof value === (NUMBERS.has(at) ? 'number' : 'string'));
  return fits ? list : null;
}
