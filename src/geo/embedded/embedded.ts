// The compiled-in data, opened and asked: country and network owner of an address, without any file configured.
// In the executable the file lies inside it; in the source tree it is built on first use.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BusybodyError } from '../../platform/errors.ts';
import type { Lookup } from '../address.ts';
import { decode, type Sections } from './format.ts';

export interface EmbeddedData {
  /** When the data was published, epoch milliseconds. */
  readonly builtMs: number;
  /** Number of network owners it knows. */
  readonly owners: number;
  /** ISO 3166-1 alpha-2, or null where unknown. */
  country(address: Lookup): string | null;
  /** Network owner, or null where unknown. */
  owner(address: Lookup): { readonly asn: number; readonly organization: string | null } | null;
  /** The owner's name by its number, or null where unknown. */
  organization(asn: number): string | null;
  /** Every owner it knows, by number, ascending. */
  all(): IterableIterator<{ readonly asn: number; readonly organization: string | null }>;
}

/** Whose data it is; to be shown wherever the data is named. */
export const EMBEDDED_ATTRIBUTION =
  'Network owners: RouteViews, NRO and DB-IP (https://db-ip.com), CC BY 4.0, merged by ip-location-db; countries: IPtoASN, PDDL 1.0';

let opened: EmbeddedData | null = null;

/**
 * Opens the compiled-in data: 11 MB read, nothing parsed but a short header; once a process, since it never changes.
 * @throws BusybodyError E_GEO_DATA where it is missing and cannot be built, or is not what this version reads.
 */
export function openEmbedded(): EmbeddedData {
  opened ??= read();
  return opened;
}

function read(): EmbeddedData {
  const path = dataPath();
  const data = decode(readFileSync(path)) ?? (isCompiled() ? null : decode(readFileSync(built(path))));
  if (!data) throw dataError(path, 'it is not a data file of this version');
  const { header, sections } = data;
  const nameOf = (index: number): string | null => {
    const from = sections.nameOffsets[index]!;
    const to = sections.nameOffsets[index + 1]!;
    return to > from ? new TextDecoder().decode(sections.names.subarray(from, to)) : null;
  };
  return {
    builtMs: header.builtMs,
    owners: sections.owners.length,
    country(address) {
      const index =
        address.family === 4
          ? valueAt4(sections.country4Starts, sections.country4, address.value)
          : valueAt6(sections.country6Starts, sections.country6, address);
      return index > 0 ? (header.countries[index - 1] ?? null) : null;
    },
    owner(address) {
      const index =
        address.family === 4
          ? valueAt4(sections.owner4Starts, sections.owner4, address.value)
          : valueAt6(sections.owner6Starts, sections.owner6, address);
      return index > 0 ? { asn: sections.owners[index - 1]!, organization: nameOf(index - 1) } : null;
    },
    organization(asn) {
      const index = indexOfOwner(sections, asn);
      return index < 0 ? null : nameOf(index);
    },
    *all() {
      for (const [i, asn] of sections.owners.entries()) yield { asn, organization: nameOf(i) };
    },
  };
}

function isCompiled(): boolean {
  return /\$bunfs|~BUN/.test(import.meta.dir);
}

function dataPath(): string {
  if (isCompiled()) return (require('./data-file.ts') as typeof import('./data-file.ts')).DATA_FILE;
  const path = join(import.meta.dir, 'geo.bin');
  return existsSync(path) ? path : built(path);
}

/** Builds the file in the source tree, in a process of its own so that the builder stays out of the executable. */
function built(path: string): string {
  const result = Bun.spawnSync([process.execPath, join(import.meta.dir, 'build-data.ts')], {
    stderr: 'pipe',
    stdout: 'ignore',
  });
  if (!result.success)
    throw dataError(path, result.stderr.toString().trim().split('\n').at(-1) ?? 'the builder failed');
  return path;
}

function dataError(path: string, cause: string): BusybodyError {
  return new BusybodyError('E_GEO_DATA', `Cannot read the embedded geo data: ${cause}: ${path}`, {
    hints: ['bun src/geo/embedded/build-data.ts'],
  });
}

/** Value of the last range that begins at or before `value`. */
function valueAt4(starts: Uint32Array, values: Uint32Array | Uint8Array, value: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (starts[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low > 0 ? values[low - 1]! : 0;
}

function valueAt6(
  starts: Uint32Array,
  values: Uint32Array | Uint8Array,
  address: { high: number; low: number },
): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const word = starts[2 * middle]!;
    if (word < address.high || (word === address.high && starts[2 * middle + 1]! <= address.low)) low = middle + 1;
    else high = middle;
  }
  return low > 0 ? values[low - 1]! : 0;
}

function indexOfOwner(sections: Sections, asn: number): number {
  let low = 0;
  let high = sections.owners.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const at = sections.owners[middle]!;
    if (at === asn) return middle;
    if (at < asn) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
