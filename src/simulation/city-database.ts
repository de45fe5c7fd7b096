// What a city-level database would say of an address of the simulated world: usually right to a suburb, sometimes the wrong
// city, now and then the wrong country, often only the country; radii as such databases give them.

import ipaddr from 'ipaddr.js';
import { type Enrichment, type NetworkKind, UNKNOWN_ENRICHMENT } from '../domain/enrichment.ts';
import { type AddressPlan, citiesApartKm, type Unit } from './address-plan.ts';
import { hash32, hashUnit } from './draw.ts';
import { CITIES, CITIES_BY_COUNTRY, type City } from './pools/cities.ts';
import type { Network, PoolKind } from './pools/networks.ts';

/** How wrong the database is, shares in 0..1. */
export interface DatabaseQuality {
  readonly wrongCity: number;
  readonly wrongCountry: number;
  readonly countryOnly: number;
  readonly unknown: number;
  /** Share of owners whose kind it has wrong. */
  readonly wrongKind: number;
}

const RADII: Readonly<Record<'fine' | 'coarse' | 'any', readonly number[]>> = {
  fine: [5, 5, 10, 10, 20, 20, 20, 50, 50, 100, 200, 500],
  coarse: [50, 100, 100, 200, 200, 500, 500, 1000],
  any: [5, 10, 20, 20, 50, 100, 200, 500, 1000, 1000],
};

const SUBURBS: readonly (readonly [prefix: string, north: number, east: number])[] = [
  ['', 0, 0],
  ['', 0, 0],
  ['', 0, 0],
  ['North ', 0.09, 0.02],
  ['South ', -0.11, 0.03],
  ['East ', 0.02, 0.16],
  ['West ', -0.03, -0.14],
];

const MIDDLES = new Map(
  [...CITIES_BY_COUNTRY].map(([country, cities]) => {
    let total = 0;
    let latitude = 0;
    let longitude = 0;
    for (const city of cities) {
      total += city.weight;
      latitude += city.latitude * city.weight;
      longitude += city.longitude * city.weight;
    }
    const radius = Math.max(...cities.map((city) => citiesApartKm(city, cities[0]!)));
    const round = (degrees: number) => Math.round((degrees / total) * 100) / 100;
    return [country, { latitude: round(latitude), longitude: round(longitude), radiusKm: Math.round(radius) + 150 }];
  }),
);

export function createCityDatabase(
  plan: AddressPlan,
  options: { seed: number; quality: DatabaseQuality },
): (ip: string | null) => Enrichment {
  const { seed, quality } = options;
  const known = new Map<string, Enrichment>();
  return (ip) => {
    if (ip === null) return UNKNOWN_ENRICHMENT;
    const cached = known.get(ip);
    if (cached) return cached;
    const answer = look(ip);
    if (known.size < 200_000) known.set(ip, answer);
    return answer;
  };

  function look(text: string): Enrichment {
    if (!ipaddr.isValid(text) || (!text.includes(':') && !ipaddr.IPv4.isValidFourPartDecimal(text)))
      return { ...UNKNOWN_ENRICHMENT, addressState: 'malformed' };
    const address = ipaddr.process(text);
    const bytes = address.toByteArray();
    const version = bytes.length === 4 ? 4 : 6;
    const block = bytes.slice(0, version === 4 ? 3 : 6).reduce((sum, byte) => sum * 256 + byte, 0);
    const first = ipaddr.fromByteArray(bytes.map((byte, i) => (i < (version === 4 ? 3 : 6) ? byte : 0)));
    const base = {
      ...UNKNOWN_ENRICHMENT,
      ip: address.toString(),
      block: version === 4 ? `${first}/24` : `${first}/48`,
    };
    const range = address.range();
    if (range === 'private' || range === 'uniqueLocal' || range === 'linkLocal' || range === 'carrierGradeNat')
      return { ...base, addressState: 'private', networkKind: 'private' };
    if (range !== 'unicast') return { ...base, addressState: 'reserved' };
    const unit = plan.find(block, version);
    if (!unit) return { ...base, addressState: 'public' };
    const part = version === 4 ? Math.floor(block / 4) : unit.start;
    return {
      ...base,
      addressState: 'public',
      ...place(unit, part),
      asn: unit.network.asn,
      organization: unit.network.organization,
      networkKind: kindOf(unit.network),
    };
  }

  function place(unit: Unit, part: number): Partial<Enrichment> {
    const dice = (name: string) => hashUnit(seed, unit.network.asn, part, name);
    const coarse = unit.network.kind === 'mobile' || unit.network.kind === 'satellite';
    if (dice('unknown') < quality.unknown) return {};
    let city = unit.city;
    if (dice('country') < quality.wrongCountry) city = CITIES[Math.floor(dice('other') * CITIES.length)]!;
    else if (dice('city') < quality.wrongCity * (coarse ? 2 : 1)) {
      const others = CITIES_BY_COUNTRY.get(city.country)!;
      city = others[Math.floor(dice('other') * others.length)]!;
    }
    const blind = unit.network.kind === 'isp' || unit.network.kind === 'business' ? 1 : 3;
    if (dice('only') < quality.countryOnly * blind) return countryOnly(city);
    const radii = RADII[coarse ? 'coarse' : unit.network.country === null ? 'any' : 'fine'];
    const [prefix, north, east] = SUBURBS[hash32(seed, part, 'suburb') % SUBURBS.length]!;
    return {
      precision: 'city',
      city: prefix + city.name,
      region: city.region || null,
      country: city.country,
      latitude: Math.round((city.latitude + north) * 10_000) / 10_000,
      longitude: Math.round((city.longitude + east) * 10_000) / 10_000,
      accuracyKm: radii[Math.floor(dice('radius') * radii.length)]!,
    };
  }

  function kindOf(network: Network): NetworkKind {
    const wrong = hashUnit(seed, network.asn, 'kind');
    const [usual, mistaken, share] = KINDS[network.kind];
    return wrong < quality.wrongKind * share ? mistaken : usual;
  }
}

/** What a good database says of each kind, what it says where it errs, and how much easier than others that error is made. */
const KINDS: Readonly<Record<PoolKind, readonly [NetworkKind, NetworkKind, number]>> = {
  isp: ['isp', 'business', 0.5],
  mobile: ['mobile', 'isp', 2],
  business: ['business', 'isp', 5],
  education: ['education', 'business', 1],
  hosting: ['hosting', 'business', 1],
  vpn: ['vpn', 'hosting', 6],
  gateway: ['vpn', 'business', 8],
  relay: ['relay', 'hosting', 3],
  satellite: ['isp', 'mobile', 2],
};

function countryOnly(city: City): Partial<Enrichment> {
  const middle = MIDDLES.get(city.country)!;
  return {
    precision: 'country',
    country: city.country,
    latitude: middle.latitude,
    longitude: middle.longitude,
    accuracyKm: middle.radiusKm,
  };
}
