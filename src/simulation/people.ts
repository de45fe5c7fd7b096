// The staff of a company: where each lives and works, what each carries, and what will change for each over the days.
// Everything is drawn beforehand; days.ts then lives it.

import { type Client, type Device, makeDevice, SCRIPT_AGENTS } from './agents.ts';
import { DAY_MS, FOREVER, type Since } from './calendar.ts';
import type { Draw } from './draw.ts';
import {
  carrierLine,
  carrierNetwork,
  exitLine,
  fixedLine,
  homeNetwork,
  type Line,
  leasedLine,
  type Office,
  venueNetwork,
  type World,
} from './lines.ts';
import { createNames } from './names.ts';
import { CITIES, CITIES_BY_COUNTRY, type City } from './pools/cities.ts';
import { networksOf } from './pools/networks.ts';
import type { SourceName } from './profile.ts';
import { type Conference, createTrips, type Trip } from './trips.ts';

export interface Person {
  readonly index: number;
  readonly account: string;
  readonly role: 'person' | 'service' | 'shared';
  readonly hireDay: number;
  readonly leaveDay: number;
  /** Long leave, days from and to; null if none. */
  readonly gap: readonly [from: number, to: number] | null;
  readonly homes: readonly Since<Line>[];
  readonly offices: readonly Since<Line>[];
  readonly laptops: readonly Since<Device>[];
  readonly phones: readonly Since<Device>[];
  readonly browsers: readonly Since<Client | null>[];
  readonly homePc: Device | null;
  /** Where many weekends are spent: parents, partner, cottage. */
  readonly secondHome: { readonly line: Line; readonly use: number } | null;
  readonly carriers: readonly Since<Line>[];
  readonly cafes: readonly Line[];
  readonly trips: readonly Trip[];
  readonly corporateVpn: { readonly line: Line; readonly fromDay: number; readonly use: number } | null;
  readonly privateVpn: { readonly exits: readonly Line[]; readonly fromDay: number; readonly use: number } | null;
  readonly relays: readonly Line[];
  readonly relayUse: number;
  readonly startHour: number;
  readonly hours: number;
  readonly night: boolean;
  readonly weekend: number;
  readonly evening: number;
  readonly perDay: number;
  readonly phoneUse: number;
  readonly mobileUse: number;
  readonly sources: readonly (readonly [weight: number, source: SourceName])[];
  /** A script of one's own, run from one's own line: its agent and the share of sign-ins. */
  readonly script: { readonly agent: string; readonly use: number } | null;
}

export interface Staff {
  readonly people: readonly Person[];
  readonly offices: readonly Office[];
}

export interface StaffOptions {
  readonly users: number;
  readonly days: number;
  readonly startMs: number;
}

export function createStaff(world: World, draw: Draw, options: StaffOptions): Staff {
  const { profile } = world;
  const { days, users } = options;
  const names = createNames(draw.fork('names'));
  const offices = profile.officeCities.map((city, i) => {
    const dice = draw.fork(`office ${i}`);
    const make = (): Line =>
      fixedLine(world, dice, { network: venueNetwork(world, dice, city), city, addresses: dice.int(1, 4) });
    const lines: Since<Line>[] = [{ fromDay: Number.NEGATIVE_INFINITY, value: make(), kind: null }];
    if (profile.officeMoves && i === 0)
      lines.push({ fromDay: Math.floor(days * dice.between(0.3, 0.8)), value: make(), kind: 'office-move' });
    return { city, lines };
  });
  const corporate = corporateVpn(world, draw.fork('vpn'), { offices, days });
  const conferences = Array.from({ length: draw.count((profile.conferencesPerYear * days) / 365) }, (_, i) => {
    const dice = draw.fork(`conference ${i}`);
    const city = dice.chance(0.5)
      ? dice.pick(CITIES_BY_COUNTRY.get(dice.weighted(profile.countries))!)
      : dice.pick(CITIES);
    const fromDay = dice.int(3, Math.max(3, days - 5));
    const hotel = fixedLine(world, dice, { network: venueNetwork(world, dice, city), city, addresses: dice.int(1, 3) });
    return { city, fromDay, toDay: fromDay + dice.int(2, 4), hotel, share: dice.logBetween(0.02, 0.12) };
  });
  const people = Array.from({ length: users }, (_, index) => {
    const dice = draw.fork(index);
    const ratio = index / users;
    const role =
      ratio < profile.serviceShare || (index === 0 && users >= 20)
        ? ('service' as const)
        : ratio < profile.serviceShare + profile.sharedShare
          ? ('shared' as const)
          : ('person' as const);
    return createPerson(world, dice, {
      ...options,
      index,
      role,
      account: names(role),
      offices,
      corporate,
      conferences,
    });
  });
  return { people, offices };
}

interface CorporateVpn {
  readonly lines: readonly Line[];
  readonly fromDay: number;
}

function corporateVpn(
  world: World,
  draw: Draw,
  options: { offices: readonly Office[]; days: number },
): CorporateVpn | null {
  const { profile } = world;
  const base = profile.officeCities[0] ?? draw.pick(CITIES_BY_COUNTRY.get(draw.weighted(profile.countries)) ?? CITIES);
  const fromDay =
    profile.corporateVpnFrom === 0 ? Number.NEGATIVE_INFINITY : Math.floor(options.days * profile.corporateVpnFrom);
  switch (profile.corporateVpn) {
    case 'none':
      return null;
    case 'office':
      return { lines: [options.offices[0]!.lines[0]!.value], fromDay };
    case 'hosting': {
      const network = draw.pick(networksOf('hosting'));
      return {
        lines: [fixedLine(world, draw, { network, city: base, addresses: draw.int(1, 4) })],
        fromDay,
      };
    }
    default: {
      const network = draw.pick(networksOf('gateway'));
      const cities = new Set([base, ...profile.officeCities]);
      return { lines: [...cities].map((city) => exitLine(world, draw, { network, city, exits: 2 })), fromDay };
    }
  }
}

interface PersonOptions extends StaffOptions {
  readonly index: number;
  readonly role: Person['role'];
  readonly account: string;
  readonly offices: readonly Office[];
  readonly corporate: CorporateVpn | null;
  readonly conferences: readonly Conference[];
}

function createPerson(world: World, draw: Draw, options: PersonOptions): Person {
  const { profile } = world;
  const { days, startMs, role } = options;
  const office =
    options.offices.length > 0 && !draw.chance(profile.remoteShare)
      ? draw.weighted(options.offices.map((o, i) => [1 / (1 + i), o] as const))
      : null;
  const cities = CITIES_BY_COUNTRY.get(draw.weighted(profile.countries)) ?? CITIES;
  const city = office?.city ?? draw.weighted(cities.map((c) => [c.weight, c] as const));
  const happens = (perYear: number) => draw.chance(Math.min(0.95, (perYear * days) / 365));
  const someDay = () => Math.floor(draw.between(0.15, 0.95) * days);

  const home = (place: City) => leasedLine(world, draw, { network: homeNetwork(world, draw, place), city: place });
  const homes: Since<Line>[] = [{ fromDay: Number.NEGATIVE_INFINITY, value: home(city), kind: null }];
  if (happens(profile.newIspPerYear)) homes.push({ fromDay: someDay(), value: home(city), kind: 'new-isp' });
  else if (happens(profile.homeMovePerYear)) {
    const near = office ? city : draw.pick(CITIES_BY_COUNTRY.get(city.country)!);
    homes.push({ fromDay: someDay(), value: home(near), kind: 'moved-home' });
  }
  const carrier = carrierNetwork(world, draw, city);
  const carriers: Since<Line>[] = [
    { fromDay: Number.NEGATIVE_INFINITY, value: carrierLine(world, draw, { network: carrier, city }), kind: null },
  ];

  const device = (kind: 'desktop' | 'phone', day: number) =>
    makeDevice(draw, profile.habits, { kind, nowMs: startMs + day * DAY_MS });
  const laptops: Since<Device>[] = [{ fromDay: Number.NEGATIVE_INFINITY, value: device('desktop', 0), kind: null }];
  const phones: Since<Device>[] = [{ fromDay: Number.NEGATIVE_INFINITY, value: device('phone', 0), kind: null }];
  const refreshed = profile.laptopRefreshAt > 0 && draw.chance(0.8);
  if (refreshed || happens(profile.newLaptopPerYear)) {
    const fromDay = refreshed ? Math.floor(profile.laptopRefreshAt * days + draw.between(0, 20)) : someDay();
    laptops.push({ fromDay, value: device('desktop', fromDay), kind: 'new-laptop' });
  }
  if (happens(profile.newPhonePerYear)) {
    const fromDay = someDay();
    phones.push({ fromDay, value: device('phone', fromDay), kind: 'new-phone' });
  }
  const browsers: Since<Client | null>[] = [{ fromDay: Number.NEGATIVE_INFINITY, value: null, kind: null }];
  if (profile.browserRollout && draw.chance(0.85)) {
    const { at, client } = profile.browserRollout;
    browsers.push({ fromDay: Math.floor(at * days + draw.between(0, 4)), value: client, kind: 'browser-switch' });
  } else if (happens(profile.browserSwitchPerYear)) {
    const choice = draw.weighted([
      [5, 'chrome'],
      [3, 'firefox'],
      [2, 'edge'],
    ] as const);
    browsers.push({ fromDay: someDay(), value: choice, kind: 'browser-switch' });
  }
  const hired = role === 'person' && draw.chance(profile.hireShare);
  const left = role === 'person' && !hired && draw.chance(profile.leaverShare);
  const away = role === 'person' && !hired && !left && days > 75 && draw.chance(profile.leaveShare);
  const gapFrom = draw.int(5, Math.max(6, days - 70));
  const night = role === 'person' && draw.chance(profile.nightShare);
  const vpnUser = options.corporate !== null && role !== 'service' && draw.chance(profile.corporateVpnUsers);
  return {
    index: options.index,
    account: options.account,
    role,
    hireDay: hired ? someDay() : Number.NEGATIVE_INFINITY,
    leaveDay: left ? someDay() : FOREVER,
    gap: away ? [gapFrom, gapFrom + draw.int(60, 65)] : null,
    homes,
    offices: office?.lines ?? [],
    laptops,
    phones,
    browsers,
    homePc: draw.chance(profile.homePcShare) ? device('desktop', 0) : null,
    secondHome: draw.chance(profile.secondHomeShare)
      ? { line: home(draw.pick(CITIES_BY_COUNTRY.get(city.country)!)), use: draw.between(0.1, 0.7) }
      : null,
    carriers,
    cafes: Array.from({ length: draw.int(1, 4) }, () =>
      fixedLine(world, draw, { network: venueNetwork(world, draw, city), city, addresses: 1 }),
    ),
    trips: role === 'person' ? createTrips(world, draw, { ...options, city, carrier: carriers[0]!.value }) : [],
    corporateVpn:
      vpnUser && options.corporate
        ? {
            line: draw.pick(options.corporate.lines),
            fromDay: options.corporate.fromDay,
            use: profile.corporateVpnUse * draw.between(0.2, 1),
          }
        : null,
    privateVpn: draw.chance(profile.privateVpnShare)
      ? {
          exits: privateExits(world, draw, city),
          fromDay: draw.chance(0.5) ? Number.NEGATIVE_INFINITY : someDay(),
          use: draw.logBetween(0.05, 0.8),
        }
      : null,
    relays: networksOf('relay').map((network) => exitLine(world, draw, { network, city, exits: 6 })),
    relayUse: draw.between(0.1, 0.9),
    startHour: draw.bell(night ? 21.5 : 8.8, 0.8),
    hours: draw.between(7.5, 9.5),
    night,
    weekend: Math.min(1, draw.exponential(profile.weekendShare)),
    evening: Math.min(0.7, draw.exponential(profile.eveningShare)),
    perDay:
      role === 'service' ? draw.logBetween(1, 6) : Math.min(12, profile.meanSignInsPerDay * draw.logBetween(0.2, 2.6)),
    phoneUse: Math.min(0.85, profile.phoneShare * draw.logBetween(0.2, 3)),
    mobileUse: Math.min(0.95, profile.mobileShare * draw.between(0.3, 1.7)),
    sources: profile.sources.map(([weight, source]) => [weight * draw.logBetween(0.25, 4), source] as const),
    script: draw.chance(profile.scriptUserShare)
      ? { agent: draw.pick(SCRIPT_AGENTS), use: draw.logBetween(0.01, 0.3) }
      : null,
  };
}

function privateExits(world: World, draw: Draw, city: City): Line[] {
  // Some run their own on a rented server.
  const network = draw.pick(networksOf(draw.chance(0.8) ? 'vpn' : 'hosting'));
  const cities = [city, ...Array.from({ length: draw.int(1, 6) }, () => draw.pick(CITIES))];
  return cities.map((place) => exitLine(world, draw, { network, city: place, exits: draw.int(1, 5) }));
}
