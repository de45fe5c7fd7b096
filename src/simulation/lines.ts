// Ways onto the net: a home line, an office, a carrier, a hotel, a VPN exit. Each gives the address it has at a time.

import {
  type AddressPlan,
  address4,
  address6,
  addressOf,
  citiesApartKm,
  privacyHost,
  type Unit,
} from './address-plan.ts';
import { DAY_MS, type Since } from './calendar.ts';
import { type Draw, hashUnit } from './draw.ts';
import type { City } from './pools/cities.ts';
import { type Network, networksOf } from './pools/networks.ts';
import type { Profile } from './profile.ts';

export interface Line {
  readonly network: Network;
  /** Where the people on it are. */
  readonly city: City;
  /** The address a device has now; times must not go back by more than a day. */
  address(timeMs: number, draw: Draw): string;
}

export interface Office {
  readonly city: City;
  /** More than one where it moves. */
  readonly lines: readonly Since<Line>[];
}

export interface World {
  readonly plan: AddressPlan;
  readonly profile: Profile;
}

function unitOf(world: World, draw: Draw, place: { network: Network; city: City; version: 4 | 6 }): Unit | null {
  const { network, city, version } = place;
  const near = world.plan.units(network, city, version);
  if (near.length > 0) return draw.pick(near);
  if (version === 6) return null;
  return draw.pick(world.plan.units(network, world.plan.nearest(network, city), 4));
}

/** A line of a household or a hotel: leases that change, IPv6 with privacy addresses, or carrier NAT. */
export function leasedLine(
  world: World,
  draw: Draw,
  options: { network: Network; city: City; leaseDays?: number; ipv6?: number },
): Line {
  const { profile } = world;
  const { network, city } = options;
  const shared = options.leaseDays === undefined && draw.chance(profile.carrierNatShare);
  const leaseDays = options.leaseDays ?? (shared ? 0.05 : draw.exponential(profile.meanLeaseDays * 2));
  let unit = unitOf(world, draw, { network, city, version: 4 })!;
  let current = addressOf(unit, draw);
  let until = Number.NEGATIVE_INFINITY;
  const six = unitOf(world, draw, { network, city, version: 6 });
  const ipv6 = six && draw.chance(profile.ipv6Share) ? (options.ipv6 ?? draw.between(0.1, 0.95)) : 0;
  let prefix = six ? six.start + draw.int(0, Math.min(six.count, 24) - 1) : 0;
  let subnet = draw.int(1, 0xffff);
  // Privacy addresses: each device of the household takes a new one a day.
  let hosts: [number, number, number, number][] = [];
  let hostsDay = Number.NaN;
  return {
    network,
    city,
    address(timeMs, dice) {
      if (timeMs >= until) {
        if (until > 0) {
          if (dice.chance(0.25)) unit = unitOf(world, dice, { network, city, version: 4 })!;
          current = addressOf(unit, dice);
          if (six && dice.chance(0.5)) {
            prefix = six.start + dice.int(0, Math.min(six.count, 24) - 1);
            subnet = dice.int(1, 0xffff);
          }
        }
        until = timeMs + dice.exponential(leaseDays) * DAY_MS;
      }
      if (six && ipv6 > 0 && dice.chance(ipv6)) {
        const day = Math.floor(timeMs / DAY_MS);
        if (day !== hostsDay) hosts = [privacyHost(dice), privacyHost(dice), privacyHost(dice)];
        hostsDay = day;
        return address6(prefix, subnet, dice.pick(hosts));
      }
      return current;
    },
  };
}

/** A line with a few fixed addresses: an office, a VPN concentrator, a server. */
export function fixedLine(
  world: World,
  draw: Draw,
  options: { network: Network; city: City; addresses: number },
): Line {
  const { network, city } = options;
  const unit = unitOf(world, draw, { network, city, version: 4 })!;
  const block = unit.start + draw.int(0, unit.count - 1);
  const first = draw.int(1, 250);
  const list = Array.from({ length: options.addresses }, (_, i) => address4(block, ((first + i - 1) % 254) + 1));
  return { network, city, address: (_, dice) => dice.pick(list) };
}

/** A carrier's gateways for phones of one city: mostly elsewhere (median about 200 km), another address nearly every time. */
export function carrierLine(world: World, draw: Draw, options: { network: Network; city: City }): Line {
  const { network, city } = options;
  const cities = world.plan.citiesOf(network).filter((c) => c.country === city.country);
  const pool = cities.length > 0 ? cities : world.plan.citiesOf(network);
  const weights = pool.map((c) => [c === city ? 0.0015 : 1 / (100 + citiesApartKm(c, city)), c] as const);
  const gateways = Array.from({ length: draw.int(2, 5) }, () => {
    const place = draw.weighted(weights);
    return draw.pick(world.plan.units(network, place, 4));
  });
  const six = world.plan.units(network, gateways[0]!.city, 6)[0];
  const ipv6 = six && draw.chance(0.5) ? draw.between(0.2, 0.9) : 0;
  let current = addressOf(gateways[0]!, draw);
  let until = 0;
  return {
    network,
    city,
    address(timeMs, dice) {
      if (timeMs >= until || timeMs < until - DAY_MS) {
        const gateway = dice.chance(0.6) ? gateways[0]! : dice.pick(gateways);
        current = six && dice.chance(ipv6) ? addressOf(six, dice) : addressOf(gateway, dice);
        until = timeMs + dice.exponential(0.08) * DAY_MS;
      }
      return current;
    },
  };
}

/** Exits of a VPN product, relay or proxy: any of its addresses near the chosen city. */
export function exitLine(world: World, draw: Draw, options: { network: Network; city: City; exits?: number }): Line {
  const { network, city } = options;
  const place = world.plan.nearest(network, city);
  const units = world.plan.units(network, place, 4);
  const blocks = Array.from({ length: options.exits ?? 3 }, () => {
    const unit = draw.pick(units);
    return unit.start + draw.int(0, unit.count - 1);
  });
  return { network, city: place, address: (_, dice) => address4(dice.pick(blocks), dice.int(1, 254)) };
}

/** Another of several lines each time: a proxy service that rotates. */
export function rotatingLine(lines: readonly Line[], draw: Draw): Line {
  let now = draw.pick(lines);
  return {
    get network() {
      return now.network;
    },
    get city() {
      return now.city;
    },
    address(timeMs, dice) {
      now = dice.pick(lines);
      return now.address(timeMs, dice);
    },
  };
}

/** A household's provider in a city. */
export function homeNetwork(world: World, draw: Draw, city: City): Network {
  return serving(world, draw, { kinds: ['isp'], city });
}

/** Who sells lines to hotels, cafés and offices there. */
export function venueNetwork(world: World, draw: Draw, city: City): Network {
  return serving(world, draw, { kinds: draw.chance(0.35) ? ['business'] : ['isp'], city });
}

export function carrierNetwork(world: World, draw: Draw, city: City): Network {
  return serving(world, draw, { kinds: ['mobile'], city });
}

function serving(
  world: World,
  draw: Draw,
  options: { kinds: readonly ('isp' | 'business' | 'mobile')[]; city: City },
): Network {
  const all = options.kinds.flatMap((kind) => networksOf(kind, options.city.country));
  const here = all.filter((network) => world.plan.citiesOf(network).includes(options.city));
  const list = here.length > 0 ? here : all.length > 0 ? all : networksOf('isp', options.city.country);
  if (list.length === 0) return draw.pick(networksOf('satellite'));
  return draw.weighted(list.map((network) => [0.1 + hashUnit(network.asn, 'market'), network] as const));
}
