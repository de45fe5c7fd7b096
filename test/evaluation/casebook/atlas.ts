// What a city-level database says of a block, mistakes included. The mistakes have causes: a provider pinned to its
// head office, a range sold on from abroad, a carrier's gateway, a radius that is a round number somebody once chose.

import type { Enrichment, NetworkKind } from '../../../src/domain/enrichment.ts';
import type { Random } from '../../../src/platform/random.ts';
import { CITIES, CITIES_BY_COUNTRY, type City } from '../../../src/simulation/pools/cities.ts';
import { chance, pick, weighted, wide } from '../factorial/draw.ts';
import type { Owner, Sort } from './owners.ts';

export type Answer = Omit<Enrichment, 'ip'>;
export type Atlas = (block: string, owner: Owner, city: City) => Answer;

const RADII: Readonly<Record<'near' | 'far' | 'vague', readonly number[]>> = {
  near: [1, 5, 5, 10, 10, 20, 20, 50, 100],
  far: [20, 50, 100, 100, 200, 500],
  vague: [10, 20, 50, 200, 500, 1000],
};
const KINDS: Readonly<Record<Sort, NetworkKind>> = {
  isp: 'isp',
  mobile: 'mobile',
  business: 'business',
  education: 'education',
  hosting: 'hosting',
  vpn: 'vpn',
  relay: 'relay',
  satellite: 'isp',
  gateway: 'business',
  guest: 'business',
};
/** What each sort is taken for where the database is wrong. */
const TAKEN_FOR: Readonly<Record<Sort, readonly NetworkKind[]>> = {
  isp: ['business', 'mobile', 'unknown'],
  mobile: ['isp', 'isp', 'unknown'],
  business: ['isp', 'hosting', 'unknown'],
  education: ['business', 'isp'],
  hosting: ['business', 'isp', 'unknown', 'vpn'],
  vpn: ['hosting', 'hosting', 'business', 'isp'],
  relay: ['hosting', 'vpn'],
  satellite: ['business', 'unknown', 'mobile'],
  gateway: ['hosting', 'vpn', 'business'],
  guest: ['isp', 'unknown', 'isp'],
};

export function openAtlas(random: Random): Atlas {
  const pinned = wide(random, [0.02, 0.3]);
  const missed = wide(random, [0.02, 0.2]);
  const abroad = wide(random, [0.0005, 0.01]);
  const coarse = wide(random, [0.003, 0.15]);
  const blank = wide(random, [0.001, 0.03]);
  const unkind = wide(random, [0.01, 0.45]);
  const mistaken = wide(random, [0.02, 0.4]);
  const kinds = new Map<number, NetworkKind>();
  const seats = new Map<string, City | null>();

  const kindOf = (owner: Owner): NetworkKind => {
    const known = kinds.get(owner.key);
    if (known) return known;
    const said = chance(random, unkind)
      ? 'unknown'
      : chance(random, owner.sort === 'vpn' || owner.sort === 'relay' ? Math.sqrt(mistaken) : mistaken / 3)
        ? pick(random, TAKEN_FOR[owner.sort])
        : KINDS[owner.sort];
    kinds.set(owner.key, said);
    return said;
  };
  const seatOf = (owner: Owner, country: string): City | null => {
    const key = `${owner.key}/${country}`;
    if (!seats.has(key)) seats.set(key, chance(random, pinned) ? townOf(random, country) : null);
    return seats.get(key)!;
  };

  return (block, owner, city) => {
    const far = chance(random, owner.sort === 'hosting' || owner.sort === 'vpn' ? abroad * 8 : abroad);
    const said = far
      ? pick(random, CITIES)
      : (seatOf(owner, city.country) ?? (chance(random, missed) ? townOf(random, city.country) : city));
    const radius = pick(
      random,
      RADII[owner.sort === 'mobile' ? 'far' : owner.sort === 'isp' || owner.sort === 'education' ? 'near' : 'vague'],
    );
    const network = { block, asn: owner.asn, organization: owner.name, networkKind: kindOf(owner) };
    const base = { addressState: 'public', city: null, region: null, ...network } as const;
    if (chance(random, blank))
      return { ...base, precision: 'none', country: null, latitude: null, longitude: null, accuracyKm: null };
    if (chance(random, coarse)) {
      const middle = CITIES_BY_COUNTRY.get(said.country)![0]!;
      const [latitude, longitude] = [Math.round(middle.latitude), Math.round(middle.longitude)];
      return { ...base, precision: 'country', country: said.country, latitude, longitude, accuracyKm: 500 };
    }
    const drift = Math.min(radius, 60) / 400;
    return {
      ...base,
      precision: 'city',
      city: said.name,
      region: said.region === '' ? null : said.region,
      country: said.country,
      latitude: degrees(said.latitude + (random() - 0.5) * drift),
      longitude: degrees(said.longitude + (random() - 0.5) * drift),
      accuracyKm: radius,
    };
  };
}

function degrees(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}

/** A town of the country, the large ones more often. */
export function townOf(random: Random, country: string): City {
  return weighted(random, CITIES_BY_COUNTRY.get(country)!, (one) => one.weight);
}
