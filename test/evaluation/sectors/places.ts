// Where one can be online: a home line with its lease, an office behind few addresses, a carrier behind far gateways, a VPN.

import { CITIES_BY_COUNTRY, type City } from '../../../src/simulation/pools/cities.ts';
import { type Dice, mix } from './dice.ts';
import { addressIn, type Block, NETWORKS, type Network, owners, type World } from './world.ts';

export interface Exit {
  readonly network: Network;
  readonly city: City;
  readonly slot: number;
}

export interface Place {
  readonly id: number;
  readonly city: City;
  readonly exits: readonly Exit[];
  /** `line`: one address a lease; `site`: few addresses for all; `pool`: any address any time. */
  readonly style: 'line' | 'site' | 'pool';
  readonly leaseDays: number;
  /** Share of sign-ins over IPv6. */
  readonly v6: number;
  /** Day on which the provider moves its customers to other blocks. */
  readonly renumberDay: number;
}

export interface Seat {
  readonly block: Block;
  readonly ip: string;
}

export interface SeatOptions {
  readonly day: number;
  readonly device: number;
  readonly own: Dice;
}

/** The address somebody has there on a day. */
export function seatAt(world: World, place: Place, { day, device, own }: SeatOptions): Seat {
  const v6 = own.chance(place.v6);
  let exit: Exit;
  let host: number;
  if (place.style === 'pool') {
    // Most of a carrier's or a VPN's customers come out of the same gateway for a while.
    const usual = own.chance(0.6) ? mix(place.id, device, Math.floor(day / 5)) : own.int(1 << 20);
    exit = place.exits[usual % place.exits.length]!;
    host = own.int(65536);
  } else if (place.style === 'site') {
    exit = place.exits[mix(place.id, 3) % place.exits.length]!;
    host = mix(place.id, own.int(10) < 8 ? 0 : own.int(3));
  } else {
    const lease = Math.floor((day + (mix(place.id) % 1000)) / (v6 ? Math.max(30, place.leaseDays) : place.leaseDays));
    exit = place.exits[mix(place.id, Math.floor(lease / 4)) % place.exits.length]!;
    host = mix(place.id, lease, 9);
  }
  const slot = exit.slot + (day >= place.renumberDay ? 1000 : 0);
  const block = world.block(exit.network, { city: exit.city, slot, v6 });
  return { block, ip: addressIn(block, { host, face: mix(device, place.style === 'pool' ? own.int(1e6) : day) }) };
}

export interface Maker {
  place(own: Dice, options: { city: City; kind: PlaceKind; network?: Network }): Place;
}

export type PlaceKind =
  | 'home'
  | 'business'
  | 'education'
  | 'isp'
  | 'mobile'
  | 'hotel'
  | 'vpn'
  | 'hosting'
  | 'gateway'
  | 'relay'
  | 'satellite';

/** Numbers places, and makes them alike for all who share a provider. */
export function placeMaker(seed: number): Maker {
  let next = 0;
  const renumbered = (network: Network) => {
    const h = mix(seed, 41, network.index);
    return h % 100 < 6 ? 10 + ((h >>> 8) % 90) : Number.POSITIVE_INFINITY;
  };
  const exitsOf = (network: Network, city: City, count: number) =>
    Array.from({ length: count }, (_, slot) => ({ network, city, slot }));
  return {
    place(own, { city, kind, network: chosen }) {
      next += 1;
      const id = mix(seed, 19, next);
      const near = CITIES_BY_COUNTRY.get(city.country)!;
      const base = { id, city, leaseDays: 1, v6: 0, renumberDay: Number.POSITIVE_INFINITY };
      const source =
        kind === 'home' || kind === 'isp' ? 'isp' : kind === 'hotel' ? (own.chance(0.5) ? 'business' : 'isp') : kind;
      const network = chosen ?? own.pick(owners(source, city.country));
      switch (kind) {
        case 'home': {
          const leaseDays = own.pick([1, 4, 14, 40, 200, 200]);
          const exits = exitsOf(network, city, 3 + (mix(seed, network.index) % 10));
          const v6 = mix(seed, 2, network.index) % 100 < 45 ? own.between(0.2, 0.8) : 0;
          return { ...base, exits, style: 'line', leaseDays, v6, renumberDay: renumbered(network) };
        }
        case 'mobile': {
          // Gateways of a carrier stand in a few cities of the country, not where the phone is.
          const gates = [0, 1, 2].map((i) => near[mix(seed, network.index, i) % near.length]!);
          const exits = gates.flatMap((gate) => exitsOf(network, gate, 4));
          return { ...base, exits, style: 'pool', v6: mix(seed, 3, network.index) % 100 < 40 ? 0.6 : 0 };
        }
        case 'vpn':
        case 'gateway':
          return { ...base, exits: exitsOf(network, city, kind === 'vpn' ? 5 : 14), style: 'pool' };
        case 'relay':
          return {
            ...base,
            exits: near.slice(0, 3).flatMap((one) => exitsOf(network, one, 8)),
            style: 'pool',
            v6: 0.4,
          };
        case 'satellite': {
          const ground = CITIES_BY_COUNTRY.get('US')![11]!;
          return { ...base, city, exits: exitsOf(network, ground, 6), style: 'pool' };
        }
        case 'hosting':
          return { ...base, exits: exitsOf(network, city, 1 + own.int(3)), style: 'site' };
        default: {
          const exits = [{ network, city, slot: own.int(40) }];
          return { ...base, exits, style: 'site', v6: kind === 'education' ? 0.2 : 0 };
        }
      }
    },
  };
}

const AIRLINE = NETWORKS.filter((one) => one.kind === 'satellite' && one.asn !== 14593);

/** In-flight wifi: comes down to earth at the provider's ground station, whatever the plane flies over. */
export function planeFor(maker: Maker, options: { own: Dice; city: City }): Place {
  return maker.place(options.own, { city: options.city, kind: 'satellite', network: options.own.pick(AIRLINE) });
}
