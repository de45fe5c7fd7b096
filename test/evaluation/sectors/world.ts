// The ground: which block of which owner lies in which city, addresses out of it, and what a city-level database
// would wrongly or rightly say of it. A block belongs to one city for the whole company.

import { type Enrichment, type NetworkKind, UNKNOWN_ENRICHMENT } from '../../../src/domain/enrichment.ts';
import { sinCosDegrees } from '../../../src/domain/exact-math.ts';
import { CITIES, CITIES_BY_COUNTRY, type City } from '../../../src/simulation/pools/cities.ts';
import rows from '../../../src/simulation/pools/networks.generated.json' with { type: 'json' };
import { type Dice, dice, mix } from './dice.ts';

export interface Network {
  readonly index: number;
  readonly asn: number;
  readonly name: string;
  readonly country: string;
  readonly kind: string;
  readonly v4: readonly number[];
  readonly v6: readonly number[];
}

export const NETWORKS: readonly Network[] = rows.map((row, index) => ({
  index,
  asn: row.asn,
  name: row.org,
  country: row.country,
  kind: row.kind,
  v4: row.v4,
  v6: row.v6,
}));

const LISTS = new Map<string, Network[]>();
for (const network of NETWORKS) {
  const key = `${network.kind}/${network.country}`;
  LISTS.set(key, [...(LISTS.get(key) ?? []), network]);
}

/** Owners of a kind in a country; owners of no country where there are none, internet providers of it at last. */
export function owners(kind: string, country: string): readonly Network[] {
  return (
    LISTS.get(`${kind}/${country}`) ?? LISTS.get(`${kind}/`) ?? LISTS.get(`isp/${country}`) ?? LISTS.get('isp/US')!
  );
}

/** Countries where people live: each has internet providers and carriers. */
export const COUNTRIES: readonly string[] = [...CITIES_BY_COUNTRY.keys()].filter(
  (country) => LISTS.has(`isp/${country}`) && LISTS.has(`mobile/${country}`),
);

export interface Block {
  readonly v6: boolean;
  readonly start: number;
  readonly network: Network;
  readonly city: City;
  readonly answer: Enrichment;
}

export interface World {
  /** The `slot`-th block of an owner in a city. */
  block(network: Network, options: { city: City; slot: number; v6: boolean }): Block;
  enrich(ip: string | null): Enrichment;
}

function nth(ranges: readonly number[], at: number): number {
  let rest = at;
  for (let i = 0; i < ranges.length; i += 2) {
    if (rest < ranges[i + 1]!) return ranges[i]! + rest;
    rest -= ranges[i + 1]!;
  }
  return ranges[0]!;
}

function total(ranges: readonly number[]): number {
  let sum = 0;
  for (let i = 1; i < ranges.length; i += 2) sum += ranges[i]!;
  return sum;
}

function groups(start: number): string {
  const [a, b, c] = [Math.floor(start / 2 ** 32), Math.floor(start / 65536) % 65536, start % 65536];
  return b === 0 && c === 0 ? `${a.toString(16)}:` : `${a.toString(16)}:${b.toString(16)}:${c.toString(16)}`;
}

const v4Text = (start: number) => `${start >>> 16}.${(start >>> 8) & 255}.${start & 255}`;

/** An address in the block: `host` names the line or the machine, `face` the last 64 bits of IPv6. */
export function addressIn(block: Block, options: { host: number; face: number }): string {
  if (!block.v6) return `${v4Text(block.start)}.${1 + (options.host % 254)}`;
  const parts = [options.host, options.face, options.face >>> 16, mix(options.face, 1), mix(options.face, 2)];
  return `${groups(block.start)}:${parts.map((part) => (1 + (part % 65535)).toString(16)).join(':')}`;
}

const RADII = [5, 10, 20, 20, 50, 50, 100, 200];
const SAID: Readonly<Record<string, NetworkKind>> = { satellite: 'isp', gateway: 'business' };
const PREFIXES = ['North', 'West', 'Old', 'Upper', 'Port', 'Mount', 'New', 'East'];

interface Errors {
  readonly seed: number;
  readonly wrongCity: number;
  readonly countryOnly: number;
  readonly unknown: number;
  readonly wrongKind: number;
}

function kindSaid(network: Network, errors: Errors): NetworkKind {
  const own = dice(errors.seed, 77, network.asn, network.kind.length);
  const honest = SAID[network.kind] ?? (network.kind as NetworkKind);
  if (network.kind === 'gateway') return own.chance(0.5) ? 'vpn' : 'business';
  if (network.kind === 'vpn' && own.chance(0.3)) return 'hosting';
  if (!own.chance(errors.wrongKind)) return honest;
  return own.pick<NetworkKind>(honest === 'isp' ? ['business', 'unknown', 'mobile'] : ['isp', 'unknown', 'business']);
}

function answerFor(block: Omit<Block, 'answer'>, errors: Errors): Enrichment {
  const { network, start, v6 } = block;
  const own = dice(errors.seed, network.index, start % 2 ** 32, Math.floor(start / 2 ** 32));
  const base = {
    ...UNKNOWN_ENRICHMENT,
    addressState: 'public' as const,
    block: v6 ? `${groups(start).replace(/:0?$/, '')}::/48` : `${v4Text(start)}.0/24`,
    asn: network.asn,
    organization: network.name,
    networkKind: kindSaid(network, errors),
  };
  if (own.chance(errors.unknown))
    return own.chance(0.5) ? base : { ...base, asn: null, organization: null, networkKind: 'unknown' };
  const mobile = network.kind === 'mobile';
  const abroad = !mobile && own.chance(errors.wrongCity * 0.15);
  const near = CITIES_BY_COUNTRY.get(block.city.country)!;
  const wrong = abroad || own.chance(mobile ? 0.35 : errors.wrongCity);
  const city = abroad ? own.pick(CITIES) : wrong ? own.weighted(near, (one) => one.weight) : block.city;
  if (own.chance(mobile ? errors.countryOnly * 3 : errors.countryOnly)) {
    const middle = CITIES_BY_COUNTRY.get(city.country)![0]!;
    const spot = { latitude: Math.round(middle.latitude), longitude: Math.round(middle.longitude), accuracyKm: 500 };
    return { ...base, precision: 'country', country: city.country, ...spot };
  }
  const suburb = network.kind !== 'hosting' && own.chance(0.3);
  const reachKm = mobile ? 120 * own.spread(1) : suburb ? own.between(5, 40) : own.between(0, 6);
  const degrees = reachKm / 111;
  const aside = own.between(0, 360);
  const { sin, cos } = sinCosDegrees(aside);
  const latitude = Math.max(-85, Math.min(85, city.latitude + degrees * sin));
  const longitude = ((city.longitude + (degrees * cos) / sinCosDegrees(latitude).cos + 540) % 360) - 180;
  const accuracyKm = mobile ? own.pick([50, 100, 200, 500, 1000]) : wrong ? own.pick([50, 200, 500]) : own.pick(RADII);
  const name = suburb || (mobile && own.chance(0.5)) ? `${PREFIXES[own.int(PREFIXES.length)]} ${city.name}` : city.name;
  const round = (value: number) => Math.round(value * 10000) / 10000;
  const place = { city: name, region: city.region === '' ? null : city.region, country: city.country };
  return { ...base, precision: 'city', ...place, latitude: round(latitude), longitude: round(longitude), accuracyKm };
}

export function openWorld(seed: number): World {
  const luck: Dice = dice(seed, 5);
  const errors: Errors = {
    seed,
    wrongCity: luck.between(0.05, 0.15),
    countryOnly: luck.between(0.02, 0.07),
    unknown: luck.between(0.003, 0.03),
    wrongKind: luck.between(0.02, 0.1),
  };
  const slots = new Map<string, Block>();
  const taken = new Map<string, Block>();
  const keyOf = (start: number, v6: boolean) => (v6 ? groups(start).split(':').slice(0, 3).join(':') : v4Text(start));
  return {
    block(network, { city, slot, v6: wish }) {
      const v6 = wish && network.v6.length > 0;
      const name = `${network.index}/${city.index}/${slot}/${v6}`;
      const known = slots.get(name);
      if (known) return known;
      const ranges = v6 ? network.v6 : network.v4;
      const size = total(ranges);
      let block: Block | undefined;
      for (let probe = 0; block === undefined; probe += 1) {
        const start = nth(ranges, mix(seed, network.index, city.index, slot, probe) % size);
        const key = keyOf(start, v6);
        const other = taken.get(key);
        if (other && other.city !== city && probe < 24) continue;
        const bare = { v6, start, network, city };
        block = other ?? { ...bare, answer: answerFor(bare, errors) };
        taken.set(key, block);
      }
      slots.set(name, block);
      return block;
    },
    enrich(ip) {
      if (ip === null) return UNKNOWN_ENRICHMENT;
      const v6 = ip.includes(':');
      const short = v6 && ip.includes('::');
      const key = v6
        ? short
          ? `${ip.split('::')[0]}:`
          : ip.split(':').slice(0, 3).join(':')
        : ip.slice(0, ip.lastIndexOf('.'));
      const block = taken.get(key);
      if (!block) return { ...UNKNOWN_ENRICHMENT, addressState: 'public', ip };
      return { ...block.answer, ip };
    },
  };
}
