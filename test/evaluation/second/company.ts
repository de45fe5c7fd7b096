// What kind of company a seed stands for: where it sits, how it works, which apps, offices and egress points it has,
// and what happens to all of it on some day (office move, new VPN, conference).

import type { Browser, Platform } from './agents.ts';
import { type City, WORLD } from './catalogue.ts';
import { byWeight, type Dice, diceOf, hashOf, hashText } from './dice.ts';
import { fixedLine, type Line } from './lines.ts';
import type { World } from './world.ts';

export interface App {
  readonly source: string;
  readonly weight: number;
  /** Whether its log has user agents at all, and failures. */
  readonly agents: boolean;
  readonly failures: boolean;
}

export interface Office {
  readonly city: City;
  /** The line people are on, by day: changes at a move or a change of provider, fails over now and then. */
  lineOn(day: number): Line;
  readonly guest: Line;
  /** First day in the new place; null where the office stays. */
  readonly movedDay: number | null;
}

/** Part of a person's time spent elsewhere; days are counted from the start, `untilDay` excluded. */
export interface Stretch {
  readonly kind: 'trip' | 'conference' | 'holiday' | 'workation' | 'visit' | 'leave';
  readonly fromDay: number;
  readonly untilDay: number;
  readonly city: City;
  readonly salt: number;
}

export interface Company {
  readonly world: World;
  readonly seed: number;
  readonly startMs: number;
  readonly days: number;
  readonly size: number;
  readonly domain: string;
  readonly apps: readonly App[];
  readonly countries: readonly string[];
  readonly offices: readonly Office[];
  readonly remoteShare: number;
  readonly officeDays: number;
  readonly platforms: readonly (readonly [Platform, number])[];
  readonly managedBrowser: Browser | null;
  readonly iphoneShare: number;
  /** Company VPN or cloud egress: who is on it from which day. */
  readonly tunnel: { readonly fromDay: number; readonly share: number; lineFor(city: City): Line } | null;
  readonly privateVpnShare: number;
  readonly relayShare: number;
  readonly travel: number;
  /** How often people do what they never did: 1 is usual. */
  readonly mess: number;
  readonly rate: number;
  readonly conferences: readonly Stretch[];
}

/** The larger a home market, the likelier a company there. */
const HOMES: readonly (readonly [string, number])[] = [
  ['US', 20],
  ['GB', 9],
  ['DE', 10],
  ['FR', 9],
  ['NL', 5],
  ['SE', 4],
  ['ES', 5],
  ['CA', 5],
  ['PL', 4],
  ['IT', 4],
  ['AU', 4],
  ['IN', 5],
  ['BR', 3],
  ['CH', 3],
  ['JP', 2],
  ['IE', 2],
  ['PT', 2],
  ['RO', 2],
  ['ZA', 1],
  ['MX', 1],
];

export function citiesOf(country: string): readonly City[] {
  const cities = WORLD.get(country)?.cities;
  if (!cities) throw new Error(`Cannot find country: not in the catalogue: ${country}`);
  return cities;
}

export function drawCity(dice: Dice, country: string): City {
  return byWeight(citiesOf(country), (city) => city.weight, dice.unit());
}

/** Any country but those given, by how many people travel or connect from there. */
export function drawAbroad(dice: Dice, without: readonly string[]): City {
  const countries = [...WORLD.values()].filter((country) => !without.includes(country.code));
  const country = byWeight(countries, (each) => each.cities.reduce((sum, city) => sum + city.weight, 2), dice.unit());
  return drawCity(dice, country.code);
}

/** A provider of the country; where several are, one is the market leader. */
export function drawProvider(world: World, dice: Dice, country: string): number {
  const providers = world.networks('isp', country);
  if (providers.length === 0) throw new Error(`Cannot find provider: none in ${country}`);
  const unit = dice.unit();
  return providers[Math.floor(unit * Math.sqrt(unit) * providers.length)]!.asn;
}

/** The network of a hotel, airport, cafe or client: a business line, or just the local provider. */
export function venueLine(world: World, city: City, salt: number): Line {
  const dice = diceOf(salt, 77);
  const business = world.networks('venue', city.country);
  const asn =
    business.length > 0 && dice.chance(0.55) ? dice.pick(business).asn : drawProvider(world, dice, city.country);
  return fixedLine(world, { asn, city, salt, addresses: dice.chance(0.3) ? 4 : 1 });
}

/** One of the city's well-known places; colleagues meet at the same ones. */
export function localVenue(world: World, city: City, which: number): Line {
  return venueLine(world, city, hashOf(hashText(`${city.country} ${city.name}`), which));
}

function drawOffice(world: World, dice: Dice, place: { city: City; days: number; moves: boolean }): Office {
  const { city, days } = place;
  const line = (): Line => {
    const business = world.networks('venue', city.country);
    const asn =
      business.length > 0 && dice.chance(0.6) ? dice.pick(business).asn : drawProvider(world, dice, city.country);
    return fixedLine(world, { asn, city, salt: dice.salt(), addresses: dice.whole(1, 3) });
  };
  const first = line();
  const later = line();
  const spare = line();
  const movedDay = place.moves && days > 20 ? dice.whole(Math.floor(days * 0.3), Math.floor(days * 0.85)) : null;
  const outages = new Set(Array.from({ length: dice.whole(0, 3) }, () => dice.whole(0, days - 1)));
  return {
    city,
    guest: line(),
    movedDay,
    lineOn: (day) => (outages.has(day) ? spare : movedDay !== null && day >= movedDay ? later : first),
  };
}

function drawTunnel(
  world: World,
  dice: Dice,
  place: { countries: readonly string[]; days: number },
): Company['tunnel'] {
  const style = dice.weighted([
    ['none', 35],
    ['old', 30],
    ['rollout', 35],
  ] as const);
  if (style === 'none') return null;
  const salt = dice.salt();
  const cloud = dice.chance(0.5);
  const providers = cloud ? world.networks('ztna') : world.networks('hosting').slice(0, 12);
  const asn = dice.pick(providers).asn;
  const served = world.network(asn).countries;
  const lines = new Map<string, Line>();
  return {
    fromDay: style === 'old' ? -1 : dice.whole(Math.floor(place.days * 0.25), Math.floor(place.days * 0.9)),
    share: dice.between(0.25, 0.9),
    lineFor: (city) => {
      const country = served.includes(city.country)
        ? city.country
        : (place.countries.find((code) => served.includes(code)) ?? served[0]!);
      const at = citiesOf(country)[hashOf(salt, hashText(country)) % 2] ?? citiesOf(country)[0]!;
      const known = lines.get(country);
      if (known) return known;
      const line = fixedLine(world, {
        asn,
        city: at,
        salt: hashOf(salt, hashText(country), 1),
        addresses: cloud ? 24 : 2,
      });
      lines.set(country, line);
      return line;
    },
  };
}

export function drawCompany(
  world: World,
  options: { seed: number; users: number | undefined; days: number | undefined; startMs: number },
): Company {
  const dice = diceOf(options.seed, 101);
  const days = options.days ?? dice.whole(90, 120);
  const drawnSize = Math.floor(
    dice.weighted([[dice.between(80, 160), 25] as const, [dice.between(160, 280), 50], [dice.between(280, 400), 25]]),
  );
  const home = dice.weighted(HOMES);
  const countries = [home];
  const foreign = dice.weighted([
    [0, 30],
    [1, 30],
    [2, 25],
    [3, 15],
  ] as const);
  while (countries.length < 1 + foreign) {
    const code = drawAbroad(dice, [...countries, 'RU', 'CN', 'NG']).country;
    countries.push(code);
  }
  const remoteFirst = dice.chance(0.4);
  const officeCities = remoteFirst && dice.chance(0.5) ? [] : [drawCity(dice, home)];
  if (!remoteFirst)
    for (const code of countries.slice(1)) if (dice.chance(0.7)) officeCities.push(drawCity(dice, code));
  if (dice.chance(0.35)) officeCities.push(drawCity(dice, home));
  const offices = [...new Set(officeCities)].map((city) =>
    drawOffice(world, dice, { city, days, moves: dice.chance(0.2) }),
  );
  const apps: App[] = [
    { source: 'slack', weight: dice.between(0.3, 0.6), agents: true, failures: false },
    { source: 'gsuite', weight: dice.between(0.15, 0.4), agents: false, failures: true },
  ];
  if (dice.chance(0.65)) apps.push({ source: 'okta', weight: dice.between(0.2, 0.6), agents: true, failures: true });
  const mac = dice.between(0.1, 0.85);
  const linux = dice.between(0.01, 0.12);
  const conferences = Array.from({ length: dice.whole(1, 3) }, (): Stretch => {
    const fromDay = dice.whole(5, Math.max(6, days - 6));
    const city = dice.chance(0.5) ? drawCity(dice, home) : drawAbroad(dice, []);
    return { kind: 'conference', fromDay, untilDay: fromDay + dice.whole(2, 5), city, salt: dice.salt() };
  });
  return {
    world,
    seed: options.seed,
    startMs: options.startMs,
    days,
    size: options.users ?? drawnSize,
    domain: `${dice.pick(['northlight', 'kestrel', 'blauwerk', 'rivage', 'tidewater', 'monteverde', 'acorn', 'halyard'])}.example`,
    apps,
    countries,
    offices,
    remoteShare: offices.length === 0 ? 1 : remoteFirst ? dice.between(0.6, 0.9) : dice.between(0.03, 0.35),
    officeDays: dice.between(0.35, 0.85),
    platforms: [
      ['mac', mac],
      ['windows', Math.max(0.03, 1 - mac - linux)],
      ['linux', linux],
      ['chromebook', dice.chance(0.2) ? 0.06 : 0],
    ],
    managedBrowser: dice.chance(0.7) ? dice.weighted([['chrome', 75] as const, ['edge', 25]]) : null,
    iphoneShare: dice.between(0.3, 0.85),
    tunnel: drawTunnel(world, dice, { countries, days }),
    privateVpnShare: dice.between(0.03, 0.16),
    relayShare: dice.between(0.03, 0.2),
    travel: dice.between(0.5, 1.6),
    mess: dice.between(0.7, 1.5),
    rate: dice.between(0.8, 1.25),
    conferences,
  };
}
