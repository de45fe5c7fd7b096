// Who owns the addresses of a simulated company, where they truly come out, and what a city database says of them.
// A line is a way into the internet; a seat is one address it gave. Answers belong to blocks and never change.

import { type Enrichment, type NetworkKind, UNKNOWN_ENRICHMENT } from '../../../src/domain/enrichment.ts';
import { distanceKm, type Point, toPoint } from '../../../src/domain/geometry.ts';
import { type Random, seededRandom } from '../../../src/platform/random.ts';
import { CITIES, CITIES_BY_COUNTRY, type City } from '../../../src/simulation/pools/cities.ts';
import { chance, factor, hashed, pick, weighted, whole, wide } from '../factorial/draw.ts';
import { type Medium, type Owner, ownersOf } from './owners.ts';

/** How a line gives addresses: for good, by lease, out of a carrier's pool at each session, or anew at each call. */
export type Manner = 'fixed' | 'leased' | 'session' | 'call';

/** Where a network comes out in one city. */
interface Site {
  readonly city: City;
  readonly four: readonly string[];
  readonly six: readonly string[];
}

export interface Line {
  readonly id: number;
  readonly owner: Owner;
  readonly sites: readonly Site[];
  readonly manner: Manner;
  readonly leaseMs: number;
  /** How long traffic stays at one of the sites. */
  readonly roamMs: number;
  readonly sixShare: number;
  /** Addresses in use at once. */
  readonly exits: number;
}

export interface Seat {
  readonly ip: string;
  readonly block: string;
  readonly owner: Owner;
  readonly city: City;
}

export interface LineWish {
  readonly owner: Owner;
  readonly cities: readonly City[];
  readonly manner: Manner;
  readonly exits?: number;
  /** A small share of the owner's blocks, as one household has; all of them otherwise. */
  readonly household?: boolean;
  readonly roamMs?: number;
}

export interface Atlas {
  readonly owner: (medium: Medium, country: string) => Owner;
  readonly line: (wish: LineWish) => Line;
  /** The address a line gives at a time, to whoever `session` names. */
  readonly seat: (line: Line, at: { timeMs: number; session: number; random: Random }) => Seat;
  readonly enrich: (ip: string | null) => Enrichment;
}

const POINTS: readonly Point[] = CITIES.map((city) => toPoint(city.latitude, city.longitude));

export function citiesApartKm(a: City, b: City): number {
  return a === b ? 0 : distanceKm(POINTS[a.index]!, POINTS[b.index]!);
}

export function citiesIn(country: string): readonly City[] {
  return CITIES_BY_COUNTRY.get(country)!;
}

/** How good and how kind to us this company's databases and carriers are. */
interface Weather {
  readonly astray: number;
  readonly coarse: number;
  readonly blank: number;
  readonly kindless: number;
  readonly kindWrong: number;
  readonly vpnUnknown: number;
  readonly radiusKm: number;
  readonly small: number;
  readonly six: number;
  readonly leaseMs: number;
}

export function openAtlas(seed: number): Atlas {
  const random = seededRandom(Math.imul(seed + 77, 0x61c88647));
  const weather: Weather = {
    astray: wide(random, [0.02, 0.25]),
    coarse: wide(random, [0.003, 0.15]),
    blank: wide(random, [0.001, 0.025]),
    kindless: wide(random, [0.01, 0.6]),
    kindWrong: wide(random, [0.004, 0.1]),
    vpnUnknown: random(),
    radiusKm: wide(random, [5, 80]),
    small: wide(random, [0.03, 0.45]),
    six: wide(random, [0.02, 0.7]),
    leaseMs: wide(random, [6, 900]) * 3_600_000,
  };
  const truths = new Map<string, Omit<Enrichment, 'ip'>>();
  const sites = new Map<string, Site>();
  let lines = 0;

  const block = (owner: Owner, of: { city: City; six: boolean }): string => {
    const ranges = of.six ? owner.v6 : owner.v4;
    for (let attempt = 0; ; attempt++) {
      const range = pick(random, ranges);
      const number = range.start + Math.floor(random() * range.count);
      const key = of.six ? sixKey(number) : `${(number >>> 16) & 255}.${(number >>> 8) & 255}.${number & 255}`;
      if (truths.has(key) && attempt < 40) continue;
      if (!truths.has(key)) truths.set(key, answer(random, { weather, owner, city: of.city, key, seed }));
      return key;
    }
  };

  const siteOf = (owner: Owner, city: City): Site => {
    const key = `${owner.id}@${city.index}`;
    let site = sites.get(key);
    if (!site) {
      const many = owner.medium === 'isp' ? whole(random, [4, 40]) : Math.ceil(wide(random, [1, 24]));
      const four = Array.from({ length: many }, () => block(owner, { city, six: false }));
      const wants = owner.v6.length > 0 && chance(random, 0.75);
      const six = wants ? Array.from({ length: whole(random, [1, 5]) }, () => block(owner, { city, six: true })) : [];
      site = { city, four, six };
      sites.set(key, site);
    }
    return site;
  };

  return {
    owner: (medium, country) => {
      const all = ownersOf(medium, country);
      return weighted(random, all, (one) => (one.small ? weather.small : 1) * (0.05 + hashed(seed, one.id, 5) ** 3));
    },
    line: ({ owner, cities, manner, exits = 1, household = false, roamMs = 1e13 }) => {
      const id = ++lines;
      const found = cities.map((city): Site => {
        const site = siteOf(owner, city);
        if (!household) return site;
        const own = chance(random, 0.65) ? 1 : whole(random, [2, 6]);
        return {
          city,
          four: Array.from({ length: own }, () => pick(random, site.four)),
          six: site.six.length > 0 ? [pick(random, site.six)] : [],
        };
      });
      return {
        id,
        owner,
        sites: found,
        manner,
        leaseMs: weather.leaseMs * factor(random, 1.2),
        roamMs,
        sixShare: found[0]!.six.length > 0 && chance(random, weather.six) ? random() : 0,
        exits,
      };
    },
    seat: (line, { timeMs, session, random: luck }) => {
      const site =
        line.sites[Math.floor(hashed(line.id, Math.floor(timeMs / line.roamMs), 21) * line.sites.length)] ??
        line.sites[0]!;
      const epoch =
        line.manner === 'fixed'
          ? 0
          : line.manner === 'leased'
            ? Math.floor(timeMs / line.leaseMs)
            : line.manner === 'session'
              ? session
              : Math.floor(luck() * 1e9);
      const exit = line.exits > 1 ? Math.floor(hashed(line.id, session, 22) * line.exits) : 0;
      const six = site.six.length > 0 && hashed(line.id, session, 23) < line.sixShare;
      const keys = six ? site.six : site.four;
      // A lease mostly brings another host of the same block.
      const run = line.manner === 'leased' ? Math.floor(epoch / 3) : epoch;
      const key = keys[Math.floor(hashed(line.id, run, 24 + exit) * keys.length)]!;
      const host = hashed(line.id, epoch, 400 + exit);
      if (!six) return { ip: `${key}.${1 + Math.floor(host * 254)}`, block: key, owner: line.owner, city: site.city };
      // Privacy addresses: the subnet lasts, the rest is drawn again every day.
      const subnet = 1 + Math.floor(hashed(line.id, line.manner === 'session' ? epoch : 0, 25) * 65_534);
      const day = Math.floor(timeMs / 86_400_000);
      const group = (salt: number) => (1 + Math.floor(hashed(line.id * 31 + session, day, salt) * 65_534)).toString(16);
      const ip = `${key}:${subnet.toString(16)}:${group(1)}:${group(2)}:${group(3)}:${group(4)}`;
      return { ip, block: key, owner: line.owner, city: site.city };
    },
    enrich: (ip) => {
      if (ip === null) return UNKNOWN_ENRICHMENT;
      const key = ip.includes(':') ? ip.split(':').slice(0, 3).join(':') : ip.slice(0, ip.lastIndexOf('.'));
      const known = truths.get(key);
      return known ? { ...known, ip } : { ...UNKNOWN_ENRICHMENT, addressState: 'public', ip };
    },
  };
}

/** `2001:db8:7` for the number of a /48; never two zero groups in a row, so that texts stay canonical. */
function sixKey(number: number): string {
  const middle = Math.floor(number / 65_536) % 65_536;
  const last = number % 65_536;
  return [Math.floor(number / 4_294_967_296), middle, middle === 0 && last === 0 ? 1 : last]
    .map((group) => group.toString(16))
    .join(':');
}

const SIDES = ['North', 'Harbour', 'Park', 'Old', 'Lake'];

function answer(
  random: Random,
  of: { weather: Weather; owner: Owner; city: City; key: string; seed: number },
): Omit<Enrichment, 'ip'> {
  const { weather, owner, city, key } = of;
  const { medium } = owner;
  const country = citiesIn(city.country);
  const roving = medium === 'hosting' || medium === 'vpn' || medium === 'satellite';
  const astray = medium === 'mobile' ? 0.35 : medium === 'relay' ? 0.02 : weather.astray;
  let said = city;
  if (chance(random, astray))
    said = roving && chance(random, 0.5) ? pick(random, CITIES) : weighted(random, country, (one) => one.weight);
  const luck = random();
  const precision = luck < weather.blank ? 'none' : luck < weather.blank + weather.coarse ? 'country' : 'city';
  const placed = precision !== 'none';
  const fine = precision === 'city';
  const middle = citiesIn(said.country)[0]!;
  const radius = Math.min(900, Math.max(4, weather.radiusKm * (medium === 'mobile' ? 4 : 1) * factor(random, 0.8)));
  const town = Math.floor(hashed(said.index, whole(random, [0, 4]), 9) * SIDES.length);
  const suburb = fine && chance(random, 0.3);
  const off = (salt: number) => (suburb ? (hashed(said.index, town, salt) - 0.5) * 0.6 : (random() - 0.5) * 0.08);
  const near = (degrees: number, salt: number) =>
    fine ? Math.round((degrees + off(salt)) * 1e4) / 1e4 : Math.round(degrees);
  const centre = fine ? said : middle;
  return {
    addressState: 'public',
    block: key.includes(':') ? `${key.replace(/:0$/, '')}::/48` : `${key}.0/24`,
    precision,
    city: fine ? (suburb ? `${SIDES[town]} ${said.name}` : said.name) : null,
    region: fine && said.region !== '' ? said.region : null,
    country: placed ? said.country : null,
    latitude: placed ? near(centre.latitude, 31) : null,
    longitude: placed ? near(centre.longitude, 32) : null,
    accuracyKm: placed ? (fine ? Math.round(radius) : 400) : null,
    asn: owner.asn,
    organization: owner.organization,
    networkKind: kindSaid(weather, owner, of.seed),
  };
}

const SAID: Readonly<Record<Medium, readonly NetworkKind[]>> = {
  isp: ['isp'],
  mobile: ['mobile', 'mobile', 'isp'],
  business: ['business', 'business', 'isp'],
  guest: ['business', 'isp', 'unknown'],
  education: ['education'],
  hosting: ['hosting'],
  vpn: ['vpn'],
  relay: ['relay'],
  satellite: ['isp'],
  gateway: ['business', 'hosting', 'vpn'],
};

/** A database holds one opinion of an owner, right or wrong. */
function kindSaid(weather: Weather, owner: Owner, seed: number): NetworkKind {
  const luck = hashed(seed, owner.id, 41);
  if (luck < weather.kindless) return 'unknown';
  if (luck > 1 - weather.kindWrong) return hashed(seed, owner.id, 42) < 0.4 ? 'hosting' : 'isp';
  if (owner.medium === 'vpn' && hashed(seed, owner.id, 43) < weather.vpnUnknown) return 'hosting';
  const said = SAID[owner.medium];
  return said[Math.floor(hashed(seed, owner.id, 44) * said.length)]!;
}
