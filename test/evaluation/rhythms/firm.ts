// A company as a whole: where it works, its apps and networks, and what changes for many at once: a VPN rolled out,
// an office opened, a firm bought, a wave of new laptops, a conference, an outage.

import { type Random, seededRandom } from '../../../src/platform/random.ts';
import { CITIES, type City } from '../../../src/simulation/pools/cities.ts';
import { chance, choose, factor, hashed, pick, poisson, weighted, whole, wide } from '../factorial/draw.ts';
import { type Atlas, citiesApartKm, citiesIn, type Line, openAtlas } from './atlas.ts';
import { type App, type Device, newDevice, ofMake, type Style } from './devices.ts';
import { drawRegime, type Regime } from './regimes.ts';

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

/** A company's size is bounded, whatever its people are like. */
const MOST_SIGN_INS = 40_000;

export interface Office {
  readonly city: City;
  readonly lines: readonly Line[];
  readonly fromMs: number;
  /** Shared machines: many people, the same few devices. */
  readonly kiosks: readonly Device[];
  /** While its own line was down, this one carried everybody. */
  readonly outage: { readonly fromMs: number; readonly toMs: number; readonly line: Line } | null;
}

export interface Gathering {
  readonly fromMs: number;
  readonly toMs: number;
  readonly city: City;
  readonly line: Line;
  readonly share: number;
}

export interface Firm {
  readonly seed: number;
  readonly random: Random;
  readonly regime: Regime;
  readonly atlas: Atlas;
  readonly startMs: number;
  readonly endMs: number;
  readonly days: number;
  readonly size: number;
  readonly countries: readonly string[];
  readonly cities: readonly City[];
  readonly offices: readonly Office[];
  readonly apps: readonly App[];
  readonly gatherings: readonly Gathering[];
  /** The company's own VPN: since when, for which share of people, and for which apps. */
  readonly tunnel: { lines: readonly Line[]; fromMs: number; share: number; apps: readonly App[]; atOffice: boolean };
  readonly desktopCloud: { line: Line; images: readonly Device[] };
  readonly merger: { fromMs: number; people: number; office: Office; city: City } | null;
  readonly laptops: { fromMs: number; overDays: number; share: number; make: Device['make'] } | null;
  readonly fashion: { fromMs: number; share: number; make: Device['make'] } | null;
  /** Where each carrier's traffic comes out, by network owner. */
  readonly gateways: (ownerId: number, home: City) => readonly City[];
  readonly guestLine: (city: City) => Line;
  readonly relayLine: (city: City) => Line;
}

const STYLES: Readonly<Record<Style, number>> = { full: 5, none: 2.5, generic: 1.5, native: 2.5, short: 1 };
const APPS: readonly (readonly [name: string, success: string, failure: string | null])[] = [
  ['slack', 'login', null],
  ['gsuite', 'login_success', 'login_failure'],
  ['okta', 'user.session.start', 'user.session.start'],
  ['entra', 'SignIn', 'SignIn'],
  ['github', 'user.login', 'user.failed_login'],
  ['zoom', 'Sign in', null],
];

export function openFirm(seed: number, size: { users?: number; days?: number; startMs: number }): Firm {
  const random = seededRandom(Math.imul(seed + 3, 0x2545f491) ^ 0x6b43a9b5);
  const drawn = drawRegime(random);
  const atlas = openAtlas(seed);
  const users = size.users ?? Math.min(400, Math.max(15, drawn.size));
  const days = size.days ?? whole(random, [50, 120]);
  const regime = { ...drawn, perDay: Math.min(drawn.perDay, MOST_SIGN_INS / (users * days)) };
  const { startMs } = size;
  const day = (low: number, high: number) => startMs + Math.floor(days * (low + random() * (high - low))) * DAY_MS;

  const seat = weighted(random, CITIES, (one) => one.weight);
  const countries = [seat.country];
  while (countries.length < Math.round(regime.countries)) {
    const next = weighted(random, CITIES, (one) => one.weight * (citiesApartKm(one, seat) < 3000 ? 4 : 1)).country;
    if (!countries.includes(next) || chance(random, 0.2)) countries.push(next);
  }
  const cities = [seat];
  for (let n = Math.round(regime.cities) + countries.length - 2; n > 0; n--)
    cities.push(pick(random, citiesIn(pick(random, countries))));

  const line = (city: City, kind: 'business' | 'isp' | 'education' | 'mobile') =>
    atlas.line({
      owner: atlas.owner(kind, city.country),
      cities: [city],
      manner: chance(random, 0.75) ? 'fixed' : 'leased',
      exits: chance(random, 0.7) ? 1 : whole(random, [2, 8]),
      household: true,
    });
  const office = (city: City, fromMs: number): Office => ({
    city,
    lines: Array.from({ length: whole(random, [1, 2]) }, () =>
      line(city, regime.schooling > 0.01 && chance(random, 0.7) ? 'education' : pick(random, ['business', 'isp'])),
    ),
    fromMs,
    kiosks: Array.from({ length: whole(random, [2, 9]) }, () =>
      newDevice(random, { forms: ['computer', 'computer', 'tablet'], waveDays: 60 }),
    ),
    outage: chance(random, 0.2)
      ? { ...span(day(0.1, 0.95), wide(random, [0.2, 4])), line: line(city, pick(random, ['isp', 'mobile'])) }
      : null,
  });
  const offices = [...new Set(cities)]
    .slice(0, Math.max(1, Math.round(cities.length * random())))
    .map((c) => office(c, startMs));
  if (chance(random, 0.35)) offices.push(office(pick(random, citiesIn(pick(random, countries))), day(0.15, 0.9)));

  const apps = APPS.filter((_, index) => index === 0 || chance(random, 0.45)).map(([name, success, failure]): App => {
    const style = name === 'gsuite' && chance(random, 0.6) ? 'none' : choose(random, STYLES);
    const logs = failure !== null && chance(random, 0.75);
    return {
      name,
      style,
      weight: wide(random, [0.05, 1]),
      success,
      failure: logs ? failure : null,
      challenge: logs && chance(random, 0.3),
    };
  });

  const cloud = (city: City, exits: number) =>
    atlas.line({ owner: atlas.owner('hosting', ''), cities: [city], manner: 'fixed', exits, household: true });
  const abroad = () => weighted(random, CITIES, (one) => one.weight);
  const withTunnel = chance(random, regime.tunnel);
  const behindGateway = chance(random, regime.proxyGateway);
  const tunnelLine = (city: City) =>
    behindGateway
      ? atlas.line({ owner: atlas.owner('gateway', ''), cities: [city], manner: 'session', exits: 3 })
      : chance(random, 0.5)
        ? cloud(city, whole(random, [1, 4]))
        : line(city, 'business');
  const guests = new Map<number, Line>();
  const relays = new Map<number, Line>();
  const gateways = new Map<number, readonly City[]>();
  return {
    seed,
    random,
    regime,
    atlas,
    startMs,
    endMs: startMs + days * DAY_MS,
    days,
    size: users,
    countries,
    cities,
    offices,
    apps,
    gatherings: Array.from({ length: poisson(random, regime.gatherings) }, () => {
      const city = chance(random, 0.5) ? pick(random, citiesIn(seat.country)) : abroad();
      return {
        ...span(day(0.05, 0.95), wide(random, [1, 5])),
        city,
        line: atlas.line({
          owner: atlas.owner('guest', city.country),
          cities: [city],
          manner: 'fixed',
          exits: whole(random, [1, 4]),
          household: true,
        }),
        share: wide(random, [0.02, 0.4]),
      };
    }),
    tunnel: {
      lines: Array.from({ length: whole(random, [1, 4]) }, (_, index) =>
        tunnelLine(index === 0 || chance(random, 0.6) ? pick(random, cities) : abroad()),
      ),
      fromMs: withTunnel || behindGateway ? (chance(random, 0.5) ? startMs : day(0.1, 0.9)) : Number.MAX_VALUE,
      share: wide(random, [0.1, 1]),
      apps: chance(random, 0.5) ? apps : apps.filter(() => chance(random, 0.4)),
      atOffice: chance(random, 0.3),
    },
    desktopCloud: {
      line: cloud(chance(random, 0.7) ? seat : abroad(), whole(random, [1, 10])),
      images: Array.from({ length: whole(random, [1, 3]) }, () =>
        newDevice(random, { forms: ['computer'], like: (one) => one.system !== 'macOS', waveDays: 30 }),
      ),
    },
    merger: chance(random, 0.2)
      ? (() => {
          const city = chance(random, 0.6) ? pick(random, citiesIn(seat.country)) : abroad();
          const fromMs = day(0.2, 0.85);
          return { fromMs, people: Math.ceil(users * wide(random, [0.05, 0.3])), city, office: office(city, fromMs) };
        })()
      : null,
    laptops: chance(random, 0.3)
      ? {
          fromMs: day(0.1, 0.8),
          overDays: wide(random, [3, 60]),
          share: wide(random, [0.1, 0.9]),
          make: newDevice(random, { forms: ['computer'], waveDays: 5 }).make,
        }
      : null,
    fashion: chance(random, 0.3)
      ? {
          fromMs: day(0.1, 0.9),
          share: wide(random, [0.03, 0.3]),
          make: ofMake(random, { make: newDevice(random, { forms: ['computer'], waveDays: 5 }).make, waveDays: 5 })
            .make,
        }
      : null,
    gateways: (ownerId, home) => {
      const key = ownerId * 1000 + (hashed(seed, ownerId, 61) < regime.farGateway ? 0 : home.index + 1);
      let found = gateways.get(key);
      if (!found) {
        const all = citiesIn(home.country);
        const far = key % 1000 === 0;
        found = far ? Array.from({ length: whole(random, [1, 4]) }, () => pick(random, all)) : [home];
        gateways.set(key, found);
      }
      return found;
    },
    relayLine: (city) => {
      let found = relays.get(city.index);
      found ??= atlas.line({ owner: atlas.owner('relay', ''), cities: [city], manner: 'call' });
      relays.set(city.index, found);
      return found;
    },
    guestLine: (city) => {
      // A few favourite hotels and cafés a city, so that colleagues meet there.
      const key = city.index * 6 + whole(random, [0, 5]);
      let found = guests.get(key);
      if (!found) {
        found = atlas.line({
          owner: atlas.owner(chance(random, 0.7) ? 'guest' : 'isp', city.country),
          cities: [city],
          manner: chance(random, 0.6) ? 'fixed' : 'leased',
          exits: whole(random, [1, 3]),
          household: true,
        });
        guests.set(key, found);
      }
      return found;
    },
  };
}

function span(fromMs: number, days: number): { fromMs: number; toMs: number } {
  return { fromMs, toMs: fromMs + days * DAY_MS };
}

/** How much more or less of something a single person does than the company at large. */
export function personal(random: Random, rate: number): number {
  return rate * factor(random, 0.7);
}
