// Which block of which owner serves which city in one simulated world, and addresses drawn from there.
// The plan differs from seed to seed; only the owners and their ranges are real.

import { distanceKm, type Point, toPoint } from '../domain/geometry.ts';
import { type Draw, hashUnit } from './draw.ts';
import { CITIES, CITIES_BY_COUNTRY, type City } from './pools/cities.ts';
import { type BlockRange, NETWORKS, type Network } from './pools/networks.ts';

/** IPv4 blocks that go to one city together: a /20. */
const UNIT_V4 = 16;
/** Parts an IPv6 range is cut into. */
const PARTS_V6 = 48;

/** Blocks of one owner that serve one city. */
export interface Unit {
  readonly network: Network;
  readonly city: City;
  readonly version: 4 | 6;
  readonly start: number;
  readonly count: number;
}

export interface AddressPlan {
  /** Cities where the owner has IPv4 addresses, most blocks first not guaranteed. */
  citiesOf(network: Network): readonly City[];
  /** The place nearest to `city` where the owner has addresses. */
  nearest(network: Network, city: City): City;
  units(network: Network, city: City, version: 4 | 6): readonly Unit[];
  /** Who uses a block (number of a /24 or a /48), and where; null outside the plan. */
  find(block: number, version: 4 | 6): Unit | null;
}

const POINTS: readonly Point[] = CITIES.map((city) => toPoint(city.latitude, city.longitude));

export function citiesApartKm(a: City, b: City): number {
  return a === b ? 0 : distanceKm(POINTS[a.index]!, POINTS[b.index]!);
}

interface Indexed extends BlockRange {
  readonly network: Network;
}
const sorted = (pick: (network: Network) => readonly BlockRange[]): Indexed[] =>
  NETWORKS.flatMap((network) => pick(network).map((range) => ({ ...range, network }))).sort(
    (a, b) => a.start - b.start,
  );
const RANGES_V4 = sorted((network) => network.v4);
const RANGES_V6 = sorted((network) => network.v6);

function search(ranges: readonly Indexed[], block: number): Indexed | null {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ranges[middle]!.start <= block) low = middle + 1;
    else high = middle;
  }
  for (let i = low - 1; i >= 0 && i >= low - 3; i--) {
    const range = ranges[i]!;
    if (block >= range.start && block < range.start + range.count) return range;
  }
  return null;
}

export function createAddressPlan(seed: number): AddressPlan {
  const served = new Map<Network, { cities: City[]; byCity: Map<City, { 4: Unit[]; 6: Unit[] }> }>();
  const everywhere = weights(CITIES);
  const national = new Map([...CITIES_BY_COUNTRY].map(([country, cities]) => [country, weights(cities)] as const));

  function cityFor(network: Network, start: number): City {
    const table = network.country === null ? everywhere : (national.get(network.country) ?? everywhere);
    const at = hashUnit(seed, network.asn, start, 'city') * table.total;
    return table.cities[table.sums.findIndex((sum) => at < sum)] ?? table.cities[0]!;
  }

  function serve(network: Network) {
    const known = served.get(network);
    if (known) return known;
    const made = { cities: [] as City[], byCity: new Map<City, { 4: Unit[]; 6: Unit[] }>() };
    const put = (version: 4 | 6, start: number, count: number) => {
      const city = cityFor(network, start);
      let units = made.byCity.get(city);
      if (!units) {
        units = { 4: [], 6: [] };
        made.byCity.set(city, units);
      }
      units[version].push({ network, city, version, start, count });
    };
    for (const { start, count } of network.v4)
      for (let at = 0; at < count; at += UNIT_V4) put(4, start + at, Math.min(UNIT_V4, count - at));
    for (const { start, count } of network.v6) {
      const size = Math.ceil(count / PARTS_V6);
      for (let at = 0; at < count; at += size) put(6, start + at, Math.min(size, count - at));
    }
    for (const [city, units] of made.byCity) if (units[4].length > 0) made.cities.push(city);
    served.set(network, made);
    return made;
  }

  return {
    citiesOf: (network) => serve(network).cities,
    nearest(network, city) {
      const { cities } = serve(network);
      let best = cities[0]!;
      for (const other of cities) if (citiesApartKm(other, city) < citiesApartKm(best, city)) best = other;
      return best;
    },
    units: (network, city, version) => serve(network).byCity.get(city)?.[version] ?? [],
    find(block, version) {
      const range = search(version === 4 ? RANGES_V4 : RANGES_V6, block);
      if (!range) return null;
      const size = version === 4 ? UNIT_V4 : Math.ceil(range.count / PARTS_V6);
      const at = Math.floor((block - range.start) / size) * size;
      const start = range.start + at;
      const city = cityFor(range.network, start);
      return { network: range.network, city, version, start, count: Math.min(size, range.count - at) };
    },
  };
}

function weights(cities: readonly City[]): { cities: readonly City[]; sums: number[]; total: number } {
  let total = 0;
  const sums = cities.map((city) => {
    total += city.weight;
    return total;
  });
  return { cities, sums, total };
}

/** `203.0.113.7` from a block of IPv4. */
export function address4(block: number, host: number): string {
  return `${Math.floor(block / 65536)}.${Math.floor(block / 256) % 256}.${block % 256}.${host}`;
}

/** Canonical text of an IPv6 address from its /48, its subnet and four 16-bit groups of interface. */
export function address6(block: number, subnet: number, host: readonly [number, number, number, number]): string {
  const prefix = [Math.floor(block / 4294967296), Math.floor(block / 65536) % 65536, block % 65536];
  const rest = [subnet, ...host].map((group) => Math.max(1, group));
  return [...prefix, ...rest]
    .map((group) => group.toString(16))
    .join(':')
    .replace(':0:0:', '::');
}

/** A random address of a unit. */
export function addressOf(unit: Unit, draw: Draw): string {
  const block = unit.start + draw.int(0, unit.count - 1);
  if (unit.version === 4) return address4(block, draw.int(1, 254));
  return address6(block, draw.int(1, 0xffff), privacyHost(draw));
}

export function privacyHost(draw: Draw): [number, number, number, number] {
  return [draw.int(1, 0xffff), draw.int(1, 0xffff), draw.int(1, 0xffff), draw.int(1, 0xffff)];
}
