// Who sells internet lines in a casebook company's world: real owners of real ranges, and small firms nobody has heard of
// who hold part of a real owner's range. Every company has its own market: the same owner may be everywhere or nowhere.

import type { Random } from '../../../src/platform/random.ts';
import pool from '../../../src/simulation/pools/networks.generated.json' with { type: 'json' };
import { pick, weighted, whole, wide } from '../factorial/draw.ts';

export type Sort =
  | 'isp'
  | 'mobile'
  | 'business'
  | 'education'
  | 'hosting'
  | 'vpn'
  | 'relay'
  | 'satellite'
  | 'gateway'
  | 'guest';

export interface Owner {
  readonly key: number;
  readonly asn: number;
  readonly name: string;
  readonly sort: Sort;
  /** Pairs of the first block's number and how many follow: /24 and /48. */
  readonly four: readonly number[];
  readonly six: readonly number[];
}

/** Owners of a sort in a country, the common ones more often; the same draw for sorts that know no country. */
export type Market = (sort: Sort, country: string) => Owner;

const REAL: readonly (Owner & { readonly country: string })[] = pool.map((entry, key) => ({
  key,
  asn: entry.asn,
  name: entry.org,
  sort: entry.kind as Sort,
  country: entry.country,
  four: entry.v4,
  six: entry.v6,
}));

/** Small owners beside the real ones: how many, and whose range they hold part of. */
const SMALL: Readonly<Partial<Record<Sort, readonly [count: number, parent: Sort]>>> = {
  isp: [4, 'isp'],
  mobile: [1, 'mobile'],
  business: [4, 'isp'],
  education: [2, 'isp'],
  guest: [5, 'isp'],
  hosting: [14, 'hosting'],
  vpn: [4, 'hosting'],
};
const TAILS: Readonly<Partial<Record<Sort, readonly string[]>>> = {
  isp: ['Telecom', 'Broadband Ltd', 'Fiber S.A.', 'Kabel GmbH', 'Net Cooperative'],
  mobile: ['Mobile', 'Wireless Ltd'],
  business: ['Group plc', 'Datenservice AG', 'Holding', 'Partners LLP', 'Industries Inc.'],
  education: ['University', 'Institute of Technology', 'Polytechnic'],
  guest: ['Hotels', 'Guest Wi-Fi', 'Coworking', 'Hospitality Services', 'Hotspot AB'],
  hosting: ['Hosting', 'Servers LLC', 'Cloud B.V.', 'Datacenter SRL', 'VPS Solutions'],
  vpn: ['Privacy Ltd', 'Secure Networks', 'Anonym Services S.A.'],
};
const SYLLABLES =
  'al ba cor del en far gra hel in jo kar lum mon nor or pan qua ri sol tel ul ver win xen yor zet'.split(' ');

export function openMarket(random: Random): Market {
  const markets = new Map<string, { owner: Owner; weight: number }[]>();
  let made = 0;

  const invented = (sort: Sort, parent: Owner): Owner => {
    const syllables = Array.from({ length: whole(random, [2, 3]) }, () => pick(random, SYLLABLES)).join('');
    const name = `${syllables.charAt(0).toUpperCase()}${syllables.slice(1)} ${pick(random, TAILS[sort]!)}`;
    made++;
    return { ...parent, key: REAL.length + made, asn: 210_000 + made * 7, name, sort };
  };

  const open = (sort: Sort, country: string) => {
    const of = (wanted: Sort) =>
      REAL.filter((one) => one.sort === wanted && (one.country === country || one.country === ''));
    const found: Owner[] = [...of(sort)];
    const [count, parent] = SMALL[sort] ?? [0, sort];
    const parents = of(parent);
    for (let i = 0; i < count; i++) found.push(invented(sort, pick(random, parents)));
    return found.map((owner) => ({ owner, weight: wide(random, [0.01, 1]) }));
  };

  const worldwide = new Set<Sort>(['hosting', 'vpn', 'relay', 'satellite', 'gateway']);
  return (sort, country) => {
    const key = worldwide.has(sort) ? sort : `${sort}/${country}`;
    let market = markets.get(key);
    if (!market) {
      market = open(sort, worldwide.has(sort) ? '' : country);
      markets.set(key, market);
    }
    return weighted(random, market, (one) => one.weight).owner;
  };
}
