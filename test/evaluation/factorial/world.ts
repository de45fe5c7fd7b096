// The network map of one simulated company: who owns a block, where it truly is, and what a city database says of it.
// Every block keeps its owner, its city and its answer; blocks are handed out in the order they are asked for.

import type { Enrichment, NetworkKind } from '../../../src/domain/enrichment.ts';
import { UNKNOWN_ENRICHMENT } from '../../../src/domain/enrichment.ts';
import type { Random } from '../../../src/platform/random.ts';
import { CITIES, type City } from '../../../src/simulation/pools/cities.ts';
import pool from '../../../src/simulation/pools/networks.generated.json' with { type: 'json' };
import { chance, choose, factor, hashed, pick, weighted, whole, wide } from './draw.ts';

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

interface Block {
  readonly net: Net;
  readonly city: City;
  readonly answer: Omit<Enrichment, 'ip'>;
}

/** A way into the internet: one line, one office, one carrier's gateway, one region of a cloud. */
export interface Access {
  readonly id: number;
  readonly net: Net;
  readonly city: City;
  readonly blocks: readonly string[];
  /** How long an address is kept; 0: a new one each time. */
  readonly keptMs: number;
  /** How many addresses in a row lie in one block. */
  readonly blockRun: number;
  /** Addresses in use at once. */
  readonly exits: number;
}

export interface World {
  readonly netsOf: (kind: string, country: string) => readonly Net[];
  readonly citiesOf: (country: string) => readonly City[];
  readonly access: (net: Net, city: City, habits?: { keptMs?: number; blocks?: number; exits?: number }) => Access;
  readonly address: (access: Access, timeMs: number) => string;
  readonly enrich: (ip: string | null) => Enrichment;
}

const SMALL = 190_000;
const BY_COUNTRY = new Map<string, City[]>();
for (const city of CITIES) BY_COUNTRY.set(city.country, [...(BY_COUNTRY.get(city.country) ?? []), city]);

/** Small owners no list has: they make new owners possible in every country. Their space is taken from 197.0.0.0/8. */
function smallOwners(): Net[] {
  const made: Net[] = [];
  const add = (kind: string, country: string, organization: string) => {
    const start = (197 << 16) + made.length * 40;
    made.push({
      index: pool.length + made.length,
      asn: SMALL + made.length,
      organization,
      country,
      kind,
      v4: [start, 40],
      v6: [],
    });
  };
  for (const country of BY_COUNTRY.keys()) {
    for (let i = 1; i <= 5; i++) add('isp', country, `${country} Regional Fibre ${'ABCDE'[i - 1]} Ltd`);
    for (let i = 1; i <= 6; i++)
      add(
        i < 4 ? 'hotel' : 'business',
        country,
        `${'KLMNOP'[i - 1]}${country} ${i < 4 ? 'Hospitality' : 'Enterprise'} Networks`,
      );
    add('education', country, `University Network of ${country}`);
  }
  for (let i = 0; i < 26; i++) add('hosting', '', `${String.fromCharCode(65 + i)}-Cloud Servers LLC`);
  return made;
}

const NETS: readonly Net[] = [
  ...pool.map((entry, index) => ({ ...entry, index, organization: entry.org })),
  ...smallOwners(),
];
const BY_KIND = new Map<string, Net[]>();
for (const net of NETS) {
  const key = `${net.kind}/${net.country}`;
  BY_KIND.set(key, [...(BY_KIND.get(key) ?? []), net]);
}

const TRUE_KINDS: Readonly<Record<string, NetworkKind>> = {
  isp: 'isp',
  mobile: 'mobile',
  business: 'business',
  hotel: 'business',
  education: 'education',
  hosting: 'hosting',
  vpn: 'vpn',
  relay: 'relay',
  satellite: 'isp',
  gateway: 'business',
};

/** How good this company's databases are. */
interface Quality {
  readonly wrongCity: number;
  readonly countryOnly: number;
  readonly unknownPlace: number;
  readonly unknownKind: number;
  readonly wrongKind: number;
  readonly vpnAsHosting: number;
  readonly radiusKm: number;
}

export function openWorld(random: Random, seed: number): World {
  const quality: Quality = {
    wrongCity: 0.05 + random() * 0.15,
    countryOnly: wide(random, [0.002, 0.2]),
    unknownPlace: wide(random, [0.001, 0.03]),
    unknownKind: wide(random, [0.01, 0.5]),
    wrongKind: wide(random, [0.005, 0.12]),
    vpnAsHosting: random(),
    radiusKm: wide(random, [8, 60]),
  };
  const v6Share = wide(random, [0.01, 0.5]);
  const mobileBlocks = wide(random, [2, 40]);
  const blocks = new Map<string, Block>();
  const pools = new Map<string, string[]>();
  let accesses = 0;

  const allocate = (net: Net, city: City): string => {
    const six = net.v6.length > 0 && chance(random, v6Share);
    const ranges = six ? net.v6 : net.v4;
    for (let attempt = 0; ; attempt++) {
      const at = 2 * Math.floor((random() * ranges.length) / 2);
      const number = ranges[at]! + Math.floor(random() * ranges[at + 1]!);
      const key = six ? blockSix(number) : `${(number >>> 16) & 255}.${(number >>> 8) & 255}.${number & 255}`;
      const known = blocks.get(key);
      if (known && attempt < 60) continue;
      if (!known) blocks.set(key, { net, city, answer: look(random, { quality, net, city, key, seed }) });
      return key;
    }
  };

  const poolOf = (net: Net, city: City, count: number): string[] => {
    const name = `${net.index}/${city.index}`;
    const found = pools.get(name) ?? [];
    pools.set(name, found);
    while (found.length < count) found.push(allocate(net, city));
    return found;
  };

  return {
    netsOf: (kind, country) =>
      BY_KIND.get(`${kind}/${country}`) ?? BY_KIND.get(`${kind}/`) ?? BY_KIND.get(`isp/${country}`)!,
    citiesOf: (country) => BY_COUNTRY.get(country)!,
    access: (net, city, habits = {}) => {
      const shared = net.kind === 'mobile' || net.kind === 'relay' || net.kind === 'vpn';
      const most = shared ? Math.ceil(mobileBlocks * (0.5 + random())) : whole(random, [3, 60]);
      const all = poolOf(
        net,
        city,
        shared ? most : Math.max(3, Math.min(most, (pools.get(`${net.index}/${city.index}`)?.length ?? 0) + 2)),
      );
      const wanted = habits.blocks ?? (shared ? most : chance(random, 0.6) ? 1 : whole(random, [2, 8]));
      const first = Math.floor(random() * all.length);
      return {
        id: ++accesses,
        net,
        city,
        blocks: Array.from({ length: Math.min(wanted, all.length) }, (_, i) => all[(first + i) % all.length]!),
        keptMs:
          habits.keptMs ??
          (shared ? wide(random, [1, 86_400_000]) : chance(random, 0.3) ? 1e13 : wide(random, [3_600_000, 3e9])),
        blockRun: shared ? 1 : wide(random, [1, 20]),
        exits: habits.exits ?? 1,
      };
    },
    address: (access, timeMs) => {
      const exit = access.exits > 1 ? Math.floor(random() * access.exits) : 0;
      const epoch = access.keptMs < 60_000 ? Math.floor(random() * 1e9) : Math.floor(timeMs / access.keptMs);
      const run = Math.floor(epoch / access.blockRun);
      const block = access.blocks[Math.floor(hashed(access.id, run, 7) * access.blocks.length)]!;
      const host = hashed(access.id, epoch, exit);
      if (!block.includes(':')) return `${block}.${1 + Math.floor(host * 254)}`;
      const group = (salt: number) => (1 + Math.floor(hashed(access.id, epoch, salt + exit) * 65_534)).toString(16);
      return `${block.replace(/:$/, '')}:${(1 + Math.floor(hashed(access.id, 3) * 65_534)).toString(16)}:${group(101)}:${group(202)}:${group(303)}:${group(404)}`;
    },
    enrich: (ip) => {
      if (ip === null) return UNKNOWN_ENRICHMENT;
      const block = blocks.get(ip.includes(':') ? sixPrefix(ip) : ip.slice(0, ip.lastIndexOf('.')));
      return block ? { ...block.answer, ip } : { ...UNKNOWN_ENRICHMENT, addressState: 'public', ip };
    },
  };
}

/** `2001:db8:7` for the number of a /48; a lone zero group is written out, as canonical text has it. */
function blockSix(number: number): string {
  const groups = [Math.floor(number / 4294967296), Math.floor(number / 65_536) % 65_536, number % 65_536];
  return groups[1] === 0 && groups[2] === 0
    ? `${groups[0]!.toString(16)}::`
    : groups.map((group) => group.toString(16)).join(':');
}

function sixPrefix(ip: string): string {
  const shortened = ip.indexOf('::');
  return shortened >= 0 ? ip.slice(0, shortened + 2) : ip.split(':').slice(0, 3).join(':');
}

function look(
  random: Random,
  of: { quality: Quality; net: Net; city: City; key: string; seed: number },
): Omit<Enrichment, 'ip'> {
  const { quality, net, city, key } = of;
  const near = BY_COUNTRY.get(city.country)!;
  const spread = net.kind === 'mobile' ? 0.5 : net.kind === 'satellite' ? 0.8 : quality.wrongCity;
  const said = chance(random, spread) ? weighted(random, near, (one) => one.weight) : city;
  const radius = Math.min(1000, Math.max(5, quality.radiusKm * (net.kind === 'mobile' ? 5 : 1) * factor(random, 0.9)));
  const precision = chance(random, quality.unknownPlace)
    ? 'none'
    : chance(random, quality.countryOnly)
      ? 'country'
      : 'city';
  const fine = precision === 'city';
  const middle = near[0]!;
  const drift = (radius / 111) * 0.4;
  const round = (degrees: number) => Math.round(degrees * 1e4) / 1e4;
  return {
    addressState: 'public',
    block: key.includes(':') ? `${key.endsWith('::') ? key : `${key.replace(/:0$/, '')}::`}/48` : `${key}.0/24`,
    precision,
    city: fine ? said.name : null,
    region: fine && said.region !== '' ? said.region : null,
    country: precision === 'none' ? null : city.country,
    latitude:
      precision === 'none'
        ? null
        : fine
          ? round(said.latitude + (random() - 0.5) * drift)
          : Math.round(middle.latitude),
    longitude:
      precision === 'none'
        ? null
        : fine
          ? round(said.longitude + (random() - 0.5) * drift)
          : Math.round(middle.longitude),
    accuracyKm: precision === 'none' ? null : fine ? Math.round(radius) : 400,
    asn: net.asn,
    organization: net.organization,
    networkKind: kindSaid(quality, net, of.seed),
  };
}

/** A database is wrong about a whole owner, rarely about one block of it. */
function kindSaid(quality: Quality, net: Net, seed: number): NetworkKind {
  const luck = hashed(seed, net.index, 11);
  if (luck < quality.unknownKind) return 'unknown';
  if (luck > 1 - quality.wrongKind) return hashed(seed, net.index, 12) < 0.5 ? 'hosting' : 'business';
  if (
    (net.kind === 'vpn' || net.kind === 'relay' || net.kind === 'gateway') &&
    hashed(seed, net.index, 13) < quality.vpnAsHosting
  )
    return 'hosting';
  return TRUE_KINDS[net.kind] ?? 'unknown';
}

/** A city of the world by size; of another country than the given ones if `outside`. */
export function anyCity(random: Random, outside: readonly string[] = []): City {
  for (let i = 0; i < 30; i++) {
    const city = weighted(random, CITIES, (one) => one.weight);
    if (!outside.includes(city.country)) return city;
  }
  return pick(random, CITIES);
}

/** A network of the kind that works in the city; small owners come up now and then. */
export function anyNet(random: Random, of: { world: World; kind: string; city: City }): Net {
  const nets = of.world.netsOf(of.kind, of.city.country);
  const big = nets.filter((net) => net.asn < SMALL || net.asn >= SMALL + 2000);
  const small = choose(random, { big: 4, small: 1 }) === 'small' || big.length === 0;
  return pick(random, small ? nets : big);
}
