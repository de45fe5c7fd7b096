// Takes real prefixes of the catalogue's networks out of the routing data in node_modules/@ip-location-db/asn (CC BY,
// DB-IP and RouteViews) and writes them to pools.json. Run once: bun test/evaluation/second/build-pools.ts

import { join } from 'node:path';
import ipaddr from 'ipaddr.js';
import { NETWORK_LIST } from './catalogue.ts';

const SOURCE = join(import.meta.dir, '../../../node_modules/@ip-location-db/asn');
const PER_FAMILY = { v4: 24, v6: 5 } as const;

function columns(line: string): { start: string; end: string; asn: number; owner: string } | null {
  const match = /^([^,]+),([^,]+),(\d+),(.*)$/.exec(line);
  if (!match) return null;
  const owner = match[4]!.replace(/^"(.*)"$/, '$1').replaceAll('""', '"');
  return { start: match[1]!, end: match[2]!, asn: Number(match[3]), owner };
}

/** The largest aligned prefix that starts where the range starts, no wider than `widest`. */
function prefixOf(start: string, end: string, widest: number): string | null {
  const first = ipaddr.parse(start).toByteArray();
  const last = ipaddr.parse(end).toByteArray();
  for (let length = widest; length <= first.length * 8; length += 1) {
    const inside = first.every((byte, index) => {
      const kept = Math.min(8, Math.max(0, length - index * 8));
      const mask = 0xff >> kept;
      return (byte & mask) === 0;
    });
    if (!inside) continue;
    const highest = first.map((byte, index) => byte | (0xff >> Math.min(8, Math.max(0, length - index * 8))));
    const order = highest.findIndex((byte, index) => byte !== last[index]);
    if (order === -1 || highest[order]! < last[order]!) return `${start}/${length}`;
  }
  return null;
}

/** Spread over the whole list, widest first among neighbours, so that old and new allocations both appear. */
function choose(prefixes: readonly string[], count: number): string[] {
  const bits = (prefix: string): number => Number(prefix.split('/')[1]);
  const wide = [...prefixes].sort((a, b) => bits(a) - bits(b)).slice(0, count * 2);
  const kept = wide.filter((_, index) => index < count / 2 || index % 2 === 0).slice(0, count);
  return kept;
}

async function read(
  file: string,
  widest: number,
  narrowest: number,
): Promise<Map<number, { owner: string; prefixes: string[] }>> {
  const wanted = new Set(NETWORK_LIST.map((network) => network.asn));
  const found = new Map<number, { owner: string; prefixes: string[] }>();
  for (const line of (await Bun.file(join(SOURCE, file)).text()).split('\n')) {
    const row = columns(line);
    if (!row || !wanted.has(row.asn)) continue;
    const entry = found.get(row.asn) ?? { owner: row.owner, prefixes: [] };
    const prefix = prefixOf(row.start, row.end, widest);
    if (prefix && Number(prefix.split('/')[1]) <= narrowest) entry.prefixes.push(prefix);
    found.set(row.asn, entry);
  }
  return found;
}

const v4 = await read('asn-ipv4.csv', 14, 24);
const v6 = await read('asn-ipv6.csv', 24, 48);
const pools: Record<string, { owner: string; v4: string; v6: string }> = {};
const missing: number[] = [];
for (const { asn } of NETWORK_LIST) {
  const owned = v4.get(asn);
  if (!owned || owned.prefixes.length === 0) {
    missing.push(asn);
    continue;
  }
  pools[asn] = {
    owner: owned.owner,
    v4: choose(owned.prefixes, PER_FAMILY.v4).join(' '),
    v6: choose(v6.get(asn)?.prefixes ?? [], PER_FAMILY.v6).join(' '),
  };
}
await Bun.write(join(import.meta.dir, 'pools.json'), `${JSON.stringify(pools, null, 2)}\n`);
process.stderr.write(`${Object.keys(pools).length} networks; no prefix for: ${missing.join(' ') || 'none'}\n`);
