// The addresses of one simulated company's world: who owns a block, where it comes out, and what a city database says of it.
// The database errs by owner (all at the head office, scattered, country only), not by chance for each block.

import type { Enrichment, NetworkKind } from '../../../src/domain/enrichment.ts';
import { UNKNOWN_ENRICHMENT } from '../../../src/domain/enrichment.ts';
import type { Random } from '../../../src/platform/random.ts';
import { CITIES, type City } from '../../../src/simulation/pools/cities.ts';
import pool from '../../../src/simulation/pools/networks.generated.json' with { type: 'json' };
import { chance, factor, hashed, pick, weighted, wide } from '../factorial/draw.ts';
import { ownerName } from './names.ts';

export interface Net {
  readonly index: number;
  readonly asn: number;
  readonly organization: string;
  /** Empty where it works all over the world. */
  readonly country: string;
  readonly kind: string;
  readonly v4: readonly number[];
  readonly v6: readonly number[];
}

/** A /24 or a /48. `city` is where it truly comes out. */
export interface Block {
  readonly key: string;
  readonly net: Net;
  readonly city: City;
  readonly answer: Omit<Enrichment, 'ip'>;
}

export interface World {
  readonly nets: (kind: string, country: string) => readonly Net[];
  /** An owner no list has, on space carved out of the country's big providers. */
  readonly smallNet: (kind: string, country: string) => Net;
  /** The same space under another name and number, as after a merger. */
  readonly renamed: (net: Net) => Net;
  readonly block: (net: Net, city: City, options?: { six?: boolean; lost?: boolean }) => Block;
  readonly enrich: (ip: string | null) => Enrichment;
}

const NETS: readonly Net[] = pool.map(({ org, ...entry }, index) => ({ ...entry, index, organization: org }));
const BY_COUNTRY = new Map<string, City[]>();
for (const city of CITIES) BY_COUNTRY.set(city.country, [...(BY_COUNTRY.get(city.country) ?? []), city]);
const BY_KIND = new Map<string, Net[]>();
for (const net of NETS) {
  const key = `${net.kind}/${net.country}`;
  BY_KIND.set(key, [...(BY_KIND.get(key) ?? []), net]);
}

const TRUE_KINDS: Readonly<Record<string, NetworkKind>> = {
  isp: 'isp',
  mobile: 'mobile',
  business: 'business',
  education: 'education',
  hosting: 'hosting',
  vpn: 'vpn',
  relay: 'relay',
  satellite: 'isp',
  gateway: 'hosting',
};

export function citiesOf(country: string): readonly City[] {
  return BY_COUNTRY.get(country)!;
}

/** Habits of the database this company uses. */
interface Database {
  readonly seed: number;
  readonly headOffice: number;
  readonly scatter: number;
  readonly countryOnly: number;
  readonly wrongCountry: number;
  readonly unplaced: number;
  readonly noKind: number;
  readonly wrongKind: number;
  readonly vpnSeen: number;
  readonly radiusKm: number;
}

export function openWorld(random: Random, seed: number): World {
  const database: Database = {
    seed,
    headOffice: wide(random, [0.02, 0.25]),
    scatter: wide(random, [0.03, 0.35]),
    countryOnly: wide(random, [0.005, 0.2]),
    wrongCountry: wide(random, [0.0005, 0.015]),
    unplaced: wide(random, [0.0005, 0.02]),
    noKind: wide(random, [0.01, 0.6]),
    wrongKind: wide(random, [0.005, 0.15]),
    vpnSeen: random(),
    radiusKm: wide(random, [4, 80]),
  };
  const blocks = new Map<string, Block>();
  let made = 0;
  const invent = (from: Pick<Net, 'country' | 'kind' | 'v4' | 'v6'>): Net => {
    made += 1;
    const { country, kind, v4, v6 } = from;
    const organization = ownerName(random, kind);
    return { index: 5000 + made, asn: 200_000 + Math.floor(random() * 190_000), organization, country, kind, v4, v6 };
  };
  const nets = (kind: string, country: string): readonly Net[] =>
    BY_KIND.get(`${kind}/${country}`) ?? BY_KIND.get(`${kind}/`) ?? BY_KIND.get(`isp/${country}`)!;
  return {
    nets,
    smallNet: (kind, country) => {
      const host = pick(random, nets('isp', country));
      return invent({ country, kind, v4: host.v4, v6: [] });
    },
    renamed: (net) => invent(net),
    block: (net, city, options = {}) => {
      const ranges = options.six && net.v6.length > 0 ? net.v6 : net.v4;
      const six = ranges === net.v6;
      for (let attempt = 0; ; attempt++) {
        const at = 2 * Math.floor((random() * ranges.length) / 2);
        const number = ranges[at]! + Math.floor(random() * ranges[at + 1]!);
        const key = six ? prefixOf(number) : `${(number >>> 16) & 255}.${(number >>> 8) & 255}.${number & 255}`;
        const known = blocks.get(key);
        // Small pools run dry: then a block is used twice, as its owner would.
        if (known && (attempt < 40 || known.net !== net) && attempt < 400) continue;
        if (known) return known;
        const block = { key, net, city, answer: answerFor(random, { database, net, city, key, lost: options.lost }) };
        blocks.set(key, block);
        return block;
      }
    },
    enrich: (ip) => {
      if (ip === null) return UNKNOWN_ENRICHMENT;
      const block = blocks.get(ip.includes(':') ? prefixIn(ip) : ip.slice(0, ip.lastIndexOf('.')));
      return block ? { ...block.answer, ip } : { ...UNKNOWN_ENRICHMENT, addressState: 'public', ip };
    },
  };
}

/** The first three groups of a /48 as canonical text has them: two zero groups become `::`. */
function prefixOf(number: number): string {
  const groups = [Math.floor(number / 4_294_967_296), Math.floor(number / 65_536) % 65_536, number % 65_536];
  const [a, b, c] = groups.map((group) => group.toString(16));
  return b === '0' && c === '0' ? `${a}::` : `${a}:${b}:${c}`;
}

function prefixIn(ip: string): string {
  const gap = ip.indexOf('::');
  return gap >= 0 ? ip.slice(0, gap + 2) : ip.split(':').slice(0, 3).join(':');
}

/** Address `host` (0..1 each) of a block; the subnet stays where the line stays. */
export function addressIn(block: Block, host: readonly [number, number, number]): string {
  if (!block.key.includes(':')) return `${block.key}.${1 + Math.floor(host[0] * 254)}`;
  const group = (luck: number) => (1 + Math.floor(luck * 65_534)).toString(16);
  const [a, b, c] = host;
  return `${block.key.replace(/:$/, '')}:${group(c)}:${group(a)}:${group(b)}:${group((a * 7919) % 1)}:${group((b * 7919) % 1)}`;
}

interface Asked {
  readonly database: Database;
  readonly net: Net;
  readonly city: City;
  readonly key: string;
  /** Known to be placed wrongly. */
  readonly lost?: boolean | undefined;
}

function answerFor(random: Random, asked: Asked): Omit<Enrichment, 'ip'> {
  const { database, net, key } = asked;
  const { city, precision } = placeFor(random, asked);
  const fine = precision === 'city';
  const radius = Math.min(1000, Math.max(1, database.radiusKm * (net.kind === 'mobile' ? 4 : 1) * factor(random, 0.8)));
  const drift = (radius / 111) * 0.5;
  const near = (degrees: number) => Math.round((degrees + (random() - 0.5) * drift) * 1e4) / 1e4;
  const middle = citiesOf(city.country)[0]!;
  const nowhere = precision === 'none';
  return {
    addressState: 'public',
    block: key.includes(':') ? `${key.endsWith('::') ? key : `${key.replace(/:0$/, '')}::`}/48` : `${key}.0/24`,
    precision,
    city: fine ? city.name : null,
    region: fine && city.region !== '' ? city.region : null,
    country: nowhere ? null : city.country,
    latitude: nowhere ? null : fine ? near(city.latitude) : Math.round(middle.latitude),
    longitude: nowhere ? null : fine ? near(city.longitude) : Math.round(middle.longitude),
    accuracyKm: nowhere ? null : fine ? Math.round(radius) : 450,
    asn: net.asn,
    organization: net.organization,
    networkKind: kindFor(database, net),
  };
}

function placeFor(random: Random, asked: Asked): { city: City; precision: 'city' | 'country' | 'none' } {
  const { database, net, city, lost } = asked;
  if (chance(random, database.unplaced)) return { city, precision: 'none' };
  if (chance(random, lost ? 0.4 : database.wrongCountry))
    return { city: weighted(random, CITIES, (one) => one.weight), precision: 'city' };
  const all = citiesOf(city.country);
  if (lost) return { city: pick(random, all), precision: 'city' };
  const luck = hashed(database.seed, net.index, 21);
  const loose = net.kind === 'mobile' || net.kind === 'satellite' ? 2.5 : 1;
  if (luck < database.countryOnly) return { city, precision: 'country' };
  if (luck < database.countryOnly + database.headOffice * loose) return { city: all[0]!, precision: 'city' };
  const scattered = luck < database.countryOnly + (database.headOffice + database.scatter) * loose;
  const other = chance(random, scattered ? 0.6 : 0.04);
  return { city: other ? weighted(random, all, (one) => one.weight) : city, precision: 'city' };
}

/** Wrong about a whole owner, or about none of it. */
function kindFor(database: Database, net: Net): NetworkKind {
  const { seed } = database;
  const luck = hashed(seed, net.index, 31);
  if (luck < database.noKind) return 'unknown';
  if (luck > 1 - database.wrongKind) return hashed(seed, net.index, 32) < 0.4 ? 'hosting' : 'isp';
  if ((net.kind === 'vpn' || net.kind === 'relay') && hashed(seed, net.index, 33) > database.vpnSeen) return 'hosting';
  return TRUE_KINDS[net.kind] ?? 'unknown';
}
