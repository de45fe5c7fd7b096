// One mmdb file, opened and asked. What is wrong with the file as a whole is an error when it is opened; what is wrong
// inside shows when an address is asked for, and is thrown then. Values are as the file has them: facts.ts cleans them.

import { readFileSync, statSync } from 'node:fs';
import { Reader, type Response } from 'maxmind';
import { BusybodyError, errorText } from '../platform/errors.ts';
import type { Lookup } from './address.ts';
import { cleanText } from './facts.ts';

export interface Mmdb {
  readonly path: string;
  /** As the database names itself: `GeoLite2-City`. */
  readonly type: string;
  /** When it was built, epoch milliseconds; null where it does not say. */
  readonly builtMs: number | null;
  /** The record of an address, null where there is none. Throws where the file is corrupt at that place. */
  lookup(address: Lookup): unknown;
}

/** Decoded records kept per file, so that shared ones (a city, an owner) are decoded once. */
const CACHE_MAX = 20_000;
const SEPARATOR_BYTES = 16;

/**
 * Opens and checks a file: readable, metadata in place, tree and data within its length.
 * @throws BusybodyError E_GEO_MISSING, E_GEO_UNREADABLE or E_GEO_CORRUPT, with the path and what to do.
 */
export function openMmdb(path: string, options: { setting: string }): Mmdb {
  const bytes = readBytes(path, options.setting);
  const hints = [
    'download the database again, to a new file that is then moved into place',
    `or remove ${options.setting} from the config: busybody then uses its embedded data`,
  ];
  const corrupt = (cause: string, more: readonly string[] = []): BusybodyError =>
    new BusybodyError('E_GEO_CORRUPT', `Cannot read geo database: ${cause}: ${path}`, { hints: [...more, ...hints] });
  if (bytes.length === 0) throw corrupt('the file is empty');
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) throw corrupt('it is still compressed', [`gunzip or untar it: ${path}`]);
  let reader: Reader<Response>;
  try {
    reader = new Reader(bytes, { cache: boundedCache() });
  } catch (cause) {
    throw corrupt(`it is no whole mmdb file (${errorText(cause)})`);
  }
  const { nodeCount, searchTreeSize, ipVersion, buildEpoch, databaseType } = reader.metadata;
  if (!Number.isSafeInteger(nodeCount) || nodeCount < 1 || (ipVersion !== 4 && ipVersion !== 6)) {
    throw corrupt('its metadata make no sense');
  }
  if (searchTreeSize + SEPARATOR_BYTES > bytes.length) throw corrupt('it is truncated');
  if (bytes.subarray(searchTreeSize, searchTreeSize + SEPARATOR_BYTES).some((byte) => byte !== 0)) {
    throw corrupt('its tree and its data do not fit together');
  }
  const builtMs = buildEpoch instanceof Date ? buildEpoch.getTime() : Number.NaN;
  return {
    path,
    type: cleanText(databaseType, 80) ?? 'unnamed',
    builtMs: builtMs > 0 && builtMs < 8.64e15 ? builtMs : null,
    lookup(address) {
      if (address.family === 6 && ipVersion === 4) return null;
      return reader.get(address.text);
    },
  };
}

function readBytes(path: string, setting: string): Buffer {
  try {
    // A device or a pipe has no end to read to.
    if (!statSync(path).isFile()) throw new Error('it is no regular file');
    return readFileSync(path);
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : null;
    const missing = code === 'ENOENT' || code === 'ENOTDIR';
    throw new BusybodyError(
      missing ? 'E_GEO_MISSING' : 'E_GEO_UNREADABLE',
      `Cannot read geo database: ${missing ? 'no such file' : errorText(cause)}: ${path}`,
      {
        cause,
        hints: missing
          ? [
              `correct ${setting} in the config, or remove it: busybody then uses its embedded data`,
              'GeoLite2-City.mmdb and GeoLite2-ASN.mmdb come from https://www.maxmind.com/en/geolite2/signup',
            ]
          : [`ls -l ${path}`],
      },
    );
  }
}

/** Grows to its limit and starts anew: cheap, and enough where a few thousand records serve most addresses. */
function boundedCache(): { get(key: string | number): unknown; set(key: string | number, value: unknown): void } {
  const entries = new Map<string | number, unknown>();
  return {
    get: (key) => entries.get(key),
    set(key, value) {
      if (entries.size >= CACHE_MAX) entries.clear();
      entries.set(key, value);
    },
  };
}
