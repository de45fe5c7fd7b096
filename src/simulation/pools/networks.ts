// The baked network owners as the simulator uses them. Country null: at work all over the world.

import data from './networks.generated.json' with { type: 'json' };

export type PoolKind =
  | 'isp'
  | 'mobile'
  | 'business'
  | 'education'
  | 'hosting'
  | 'vpn'
  | 'gateway'
  | 'relay'
  | 'satellite';

/** Blocks in a row: /24 of IPv4 or /48 of IPv6, named by their number. */
export interface BlockRange {
  readonly start: number;
  readonly count: number;
}

export interface Network {
  readonly index: number;
  readonly asn: number;
  readonly organization: string;
  readonly country: string | null;
  readonly kind: PoolKind;
  readonly v4: readonly BlockRange[];
  readonly v6: readonly BlockRange[];
}

function pairs(flat: readonly number[]): BlockRange[] {
  const found: BlockRange[] = [];
  for (let i = 0; i + 1 < flat.length; i += 2) found.push({ start: flat[i]!, count: flat[i + 1]! });
  return found;
}

export const NETWORKS: readonly Network[] = data.map((entry, index) => ({
  index,
  asn: entry.asn,
  organization: entry.org,
  country: entry.country === '' ? null : entry.country,
  kind: entry.kind as PoolKind,
  v4: pairs(entry.v4),
  v6: pairs(entry.v6),
}));

const BY_KIND = new Map<PoolKind, Network[]>();
for (const network of NETWORKS) {
  const list = BY_KIND.get(network.kind) ?? [];
  list.push(network);
  BY_KIND.set(network.kind, list);
}

/** Owners of a kind, in one country (or of no country) where one is given. */
export function networksOf(kind: PoolKind, country?: string): readonly Network[] {
  const list = BY_KIND.get(kind) ?? [];
  return country === undefined
    ? list
    : list.filter((network) => network.country === null || network.country === country);
}
