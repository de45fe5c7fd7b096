// The second simulator's internet: which real addresses lie in which city, and what a city-level database says of them,
// right or wrong. Every answer is a hash of the seed and the block, so it is the same whenever asked.

import ipaddr from 'ipaddr.js';
import { type Enrichment, type NetworkKind, UNKNOWN_ENRICHMENT } from '../../../src/domain/enrichment.ts';
import { type City, NETWORK_LIST, type Network, type Role, WORLD } from './catalogue.ts';
import { byWeight, hashOf, unitOf } from './dice.ts';
import pools from './pools.json';

/** Addresses handed out together: at most a /21, all in one city. */
interface Chunk {
  readonly startIp: number;
  readonly size: number;
  readonly city: City;
  readonly mobile: boolean;
}

interface Prefix4 {
  readonly startIp: number;
  readonly size: number;
  readonly asn: number;
}

interface Prefix6 {
  readonly head: readonly [number, number, number];
  readonly bits: number;
  readonly asn: number;
}

export interface World {
  /** An address of the network in (or, failing that, nearest to) the city. Equal hashes, equal address. */
  v4(asn: number, city: City, hashes: { chunk: number; block: number; host: number; mobile?: boolean }): string;
  /** A /64 of the network in the city with an interface identifier; null where the network has no IPv6. */
  v6(asn: number, city: City, hashes: { prefix: number; subnet: number; host: number }): string | null;
  networks(role: Role, country?: string): readonly Network[];
  /** The networks phones of a country are on: its mobile carriers, or the mobile side of its providers. */
  carriers(country: string): readonly Network[];
  network(asn: number): Network;
  enrich(ip: string | null): Enrichment;
}

const CHUNK_SIZE = 2048;
const RADII: Record<'fine' | 'coarse', readonly number[]> = {
  fine: [5, 5, 10, 10, 20, 20, 50, 50, 100, 200],
  coarse: [50, 100, 100, 200, 200, 500, 500, 1000],
};
const SUBURBS = ['North', 'South', 'East', 'West', 'Heights', 'Park'] as const;

const byAsn = new Map(NETWORK_LIST.map((network) => [network.asn, network]));
const owners = new Map(Object.entries(pools).map(([asn, pool]) => [Number(asn), pool.owner]));
const list4: readonly Prefix4[] = Object.entries(pools)
  .flatMap(([asn, pool]) =>
    words(pool.v4).map((prefix) => {
      const [address, bits] = ipaddr.parseCIDR(prefix);
      const [a = 0, b = 0, c = 0, d = 0] = address.toByteArray();
      return { startIp: ((a * 256 + b) * 256 + c) * 256 + d, size: 2 ** (32 - bits), asn: Number(asn) };
    }),
  )
  .sort((a, b) => a.startIp - b.startIp);
const list6: readonly Prefix6[] = Object.entries(pools).flatMap(([asn, pool]) =>
  words(pool.v6).map((prefix) => {
    const [address, bits] = ipaddr.parseCIDR(prefix);
    const [a = 0, b = 0, c = 0] = ipaddr.IPv6.isValid(address.toString())
      ? ipaddr.IPv6.parse(address.toString()).parts
      : [];
    return { head: [a, b, c] as const, bits, asn: Number(asn) };
  }),
);
const carrierCountries = new Set(
  NETWORK_LIST.filter((network) => network.role === 'mobile').flatMap((n) => n.countries),
);

function words(text: string): string[] {
  return text === '' ? [] : text.split(' ');
}

/** Cities a network serves; clouds and anonymisers only have machines in each country's larger cities. */
function citiesOf(network: Network): readonly City[] {
  const all = network.countries.map((code) => WORLD.get(code)?.cities ?? []);
  if (network.role === 'hosting' || network.role === 'vpn' || network.role === 'ztna') {
    return all.flatMap((cities) => [...cities].sort((a, b) => b.weight - a.weight).slice(0, 3));
  }
  return all.flat();
}

function text4(ip: number): string {
  return `${ip >>> 24}.${(ip >>> 16) & 255}.${(ip >>> 8) & 255}.${ip & 255}`;
}

/** The same seed gives the same geography and the same errors of the database. */
export function buildWorld(seed: number): World {
  const chunks = new Map<number, readonly Chunk[]>();
  const groups = new Map<string, readonly Chunk[]>();
  const prefixes6 = new Map<number, Prefix6[]>();
  for (const prefix of list6) prefixes6.set(prefix.asn, [...(prefixes6.get(prefix.asn) ?? []), prefix]);
  const served = new Map(NETWORK_LIST.map((network) => [network.asn, citiesOf(network)]));
  const answers = new Map<string, Enrichment>();
  const errorShare = 0.05 + 0.05 * unitOf(seed, 11);

  const network = (asn: number): Network => {
    const known = byAsn.get(asn);
    if (!known) throw new Error(`Cannot find network: not in the catalogue: ${asn}`);
    return known;
  };

  const cityAt = (asn: number, key: number): City =>
    byWeight(served.get(asn) ?? [], (city) => city.weight, unitOf(seed, asn, key, 1));

  /** Providers of countries without a carrier of their own keep a part of their space for phones. */
  const mobileAt = (known: Network, key: number): boolean =>
    known.role === 'mobile' ||
    (known.role === 'isp' && !carrierCountries.has(known.countries[0] ?? '') && unitOf(seed, known.asn, key, 2) < 0.2);

  const chunksOf = (asn: number): readonly Chunk[] => {
    const cached = chunks.get(asn);
    if (cached) return cached;
    const known = network(asn);
    const built = list4
      .filter((prefix) => prefix.asn === asn)
      .flatMap((prefix) =>
        Array.from({ length: Math.max(1, prefix.size / CHUNK_SIZE) }, (_, index): Chunk => {
          const startIp = prefix.startIp + index * CHUNK_SIZE;
          return {
            startIp,
            size: Math.min(prefix.size, CHUNK_SIZE),
            city: cityAt(asn, startIp),
            mobile: mobileAt(known, startIp),
          };
        }),
      );
    chunks.set(asn, built);
    return built;
  };

  const groupOf = (asn: number, city: City, mobile: boolean): readonly Chunk[] => {
    const key = `${asn} ${city.country} ${city.name} ${mobile}`;
    const cached = groups.get(key);
    if (cached) return cached;
    const sided = chunksOf(asn).filter((chunk) => chunk.mobile === mobile);
    const usable = sided.length > 0 ? sided : chunksOf(asn);
    const national = usable.filter((chunk) => chunk.city.country === city.country);
    const local = national.filter((chunk) => chunk.city === city);
    const group = local.length > 0 ? local : national.length > 0 ? national : usable;
    groups.set(key, group);
    return group;
  };

  const v4: World['v4'] = (asn, city, hashes) => {
    const group = groupOf(asn, city, hashes.mobile ?? network(asn).role === 'mobile');
    const chunk = group[hashes.chunk % group.length]!;
    const block = hashes.block % Math.max(1, chunk.size / 256);
    return text4(chunk.startIp + block * 256 + 1 + (hashes.host % 254));
  };

  const v6: World['v6'] = (asn, city, hashes) => {
    const owned = prefixes6.get(asn);
    if (!owned) return null;
    for (let attempt = 0; attempt < 40; attempt += 1) {
      const draw = hashOf(hashes.prefix, attempt, 5);
      const prefix = owned[draw % owned.length]!;
      const bits = hashOf(draw, 1);
      const fill = (index: number, value: number): number => {
        const kept = Math.min(16, Math.max(0, prefix.bits - index * 16));
        return (prefix.head[index]! | (value & (0xffff >> kept))) & 0xffff;
      };
      const head = [fill(0, bits), fill(1, bits >>> 8), fill(2, bits >>> 16)] as const;
      const place = cityAt(asn, key6(head));
      if (place !== city && attempt < 39 && !(attempt > 20 && place.country === city.country)) continue;
      const host = hashOf(hashes.host, 7);
      const rest = hashOf(hashes.host, 8);
      const parts = [...head, hashes.subnet & 0xffff, host >>> 16, host & 0xffff, rest >>> 16, rest & 0xffff];
      return new ipaddr.IPv6(parts).toString();
    }
    return null;
  };

  /** City of a /44: coarser than what a household gets. */
  function key6(head: readonly [number, number, number]): number {
    return hashOf(head[0], head[1], head[2] >>> 4);
  }

  const find4 = (ip: number): Prefix4 | null => {
    let low = 0;
    let high = list4.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const prefix = list4[middle]!;
      if (ip < prefix.startIp) high = middle - 1;
      else if (ip >= prefix.startIp + prefix.size) low = middle + 1;
      else return prefix;
    }
    return null;
  };

  const find6 = (parts: readonly number[]): Prefix6 | null =>
    list6.find((prefix) =>
      prefix.head.every((part, index) => {
        const kept = Math.min(16, Math.max(0, prefix.bits - index * 16));
        const mask = (0xffff << (16 - kept)) & 0xffff;
        return ((parts[index] ?? 0) & mask) === (part & mask);
      }),
    ) ?? null;

  const kindFor = (role: Role, mobile: boolean, unit: number): NetworkKind => {
    if (unit < 0.03) return 'unknown';
    if (mobile) return unit < 0.88 ? 'mobile' : 'isp';
    if (role === 'isp') return unit < 0.94 ? 'isp' : unit < 0.985 ? 'business' : 'unknown';
    if (role === 'venue' || role === 'flight') return unit < 0.6 ? 'business' : unit < 0.9 ? 'isp' : 'unknown';
    if (role === 'vpn') return unit < 0.7 ? 'vpn' : 'hosting';
    if (role === 'relay') return unit < 0.85 ? 'relay' : 'hosting';
    if (role === 'ztna') return unit < 0.5 ? 'hosting' : unit < 0.75 ? 'business' : 'vpn';
    if (role === 'edu') return 'education';
    return unit < 0.95 ? 'hosting' : 'business';
  };

  const describe = (known: Network, place: City, key: { area: number; block: number; mobile: boolean }) => {
    const { role } = known;
    const unit = unitOf(seed, known.asn, key.block, 3);
    const coarse = key.mobile || role === 'flight' || role === 'vpn';
    const wrongCity = key.mobile ? 0.5 : role === 'vpn' || role === 'hosting' ? 0.12 : errorShare;
    const onlyCountry = key.mobile ? 0.17 : role === 'isp' || role === 'venue' ? 0.03 : 0.15;
    const wrongCountry = role === 'vpn' || role === 'ztna' ? 0.07 : role === 'hosting' ? 0.03 : 0.006;
    // The database files whole areas at once: neighbours share a mistake about as often as not.
    const fault = unitOf(seed, known.asn, unit < 0.5 ? key.area : key.block, 4);
    let city = place;
    if (fault < wrongCountry) {
      const abroad = byWeight([...WORLD.values()], (country) => country.cities.length, unitOf(seed, key.block, 5));
      city = abroad.cities[0]!;
    } else if (fault < wrongCountry + wrongCity) {
      const national = WORLD.get(place.country)!.cities;
      city = byWeight(national, (other) => other.weight, unitOf(seed, key.block, 6));
    }
    const radii = RADII[coarse ? 'coarse' : 'fine'];
    const networkKind = kindFor(role, key.mobile, unitOf(seed, known.asn, key.area, 8));
    if (fault >= 1 - onlyCountry) {
      const country = WORLD.get(city.country)!;
      return {
        precision: 'country' as const,
        city: null,
        region: null,
        country: country.code,
        latitude: country.latitude,
        longitude: country.longitude,
        accuracyKm: country.radiusKm,
        networkKind,
      };
    }
    const suburb =
      role === 'isp' && unitOf(seed, key.block, 9) < 0.22 ? SUBURBS[hashOf(seed, key.area, 10) % SUBURBS.length] : null;
    const shift = suburb ? 0.05 + 0.2 * unitOf(seed, key.area, 12) : 0;
    return {
      precision: 'city' as const,
      city: suburb ? `${city.name} ${suburb}` : city.name,
      region: city.region,
      country: city.country,
      latitude: city.latitude + (suburb === 'South' ? -shift : shift),
      longitude: city.longitude + (suburb === 'West' ? -shift : shift),
      accuracyKm: radii[hashOf(seed, key.block, 13) % radii.length]!,
      networkKind,
    };
  };

  const lookUp = (ip: string): Enrichment => {
    if (!ipaddr.isValid(ip) || (!ip.includes(':') && !ipaddr.IPv4.isValidFourPartDecimal(ip))) {
      return { ...UNKNOWN_ENRICHMENT, addressState: 'malformed' };
    }
    const address = ipaddr.process(ip);
    const canonical = address.toString();
    const range = address.range();
    const privately = range === 'private' || range === 'uniqueLocal' || range === 'carrierGradeNat';
    if (address instanceof ipaddr.IPv6) {
      const head = [address.parts[0]!, address.parts[1]!, address.parts[2]!] as const;
      const block = `${new ipaddr.IPv6([...head, 0, 0, 0, 0, 0]).toString()}/48`;
      const base = { ...UNKNOWN_ENRICHMENT, ip: canonical, block };
      if (range !== 'unicast')
        return { ...base, addressState: privately ? 'private' : 'reserved', networkKind: 'private' };
      const prefix = find6(address.parts);
      if (!prefix) return { ...base, addressState: 'public' };
      const known = network(prefix.asn);
      const area = key6(head);
      const mobile = mobileAt(known, area);
      const found = describe(known, cityAt(prefix.asn, area), { area, block: hashOf(...head), mobile });
      return {
        ...base,
        ...found,
        addressState: 'public',
        asn: prefix.asn,
        organization: owners.get(prefix.asn) ?? null,
      };
    }
    const [a = 0, b = 0, c = 0, d = 0] = address.toByteArray();
    const base = { ...UNKNOWN_ENRICHMENT, ip: canonical, block: `${a}.${b}.${c}.0/24` };
    if (range !== 'unicast')
      return { ...base, addressState: privately ? 'private' : 'reserved', networkKind: 'private' };
    const number = ((a * 256 + b) * 256 + c) * 256 + d;
    const prefix = find4(number);
    if (!prefix) return { ...base, addressState: 'public' };
    const known = network(prefix.asn);
    const startIp = prefix.startIp + Math.floor((number - prefix.startIp) / CHUNK_SIZE) * CHUNK_SIZE;
    const key = { area: startIp, block: Math.floor(number / 256), mobile: mobileAt(known, startIp) };
    const found = describe(known, cityAt(prefix.asn, startIp), key);
    return { ...base, ...found, addressState: 'public', asn: prefix.asn, organization: owners.get(prefix.asn) ?? null };
  };

  const listing = new Map<string, readonly Network[]>();
  const networks: World['networks'] = (role, country) => {
    const key = `${role} ${country ?? ''}`;
    const cached = listing.get(key);
    if (cached) return cached;
    const found = NETWORK_LIST.filter(
      (known) =>
        owners.has(known.asn) && known.role === role && (country === undefined || known.countries.includes(country)),
    );
    listing.set(key, found);
    return found;
  };

  return {
    v4,
    v6,
    network,
    networks,
    carriers: (country) => {
      const own = networks('mobile', country);
      return own.length > 0 ? own : networks('isp', country);
    },
    enrich: (ip) => {
      if (ip === null) return UNKNOWN_ENRICHMENT;
      const cached = answers.get(ip);
      if (cached) return cached;
      const found = lookUp(ip);
      answers.set(ip, found);
      return found;
    },
  };
}
