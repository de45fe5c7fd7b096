// Ways onto the internet for people (and attackers) of the second simulator. Each is a pure function of time, so that
// lines shared by colleagues, and an attacker next door, see the same leases whoever asks first.

import { DAY_MS, HOUR_MS } from './calendar.ts';
import type { City } from './catalogue.ts';
import { type Dice, hashOf, unitOf } from './dice.ts';
import type { World } from './world.ts';

export interface Line {
  readonly asn: number;
  readonly city: City;
  /** The address in use at the moment; `device` tells machines behind one router apart (IPv6 only). */
  at(timeMs: number, device: number): string;
}

/** A household: leases that change within the provider's blocks, IPv6 with daily privacy addresses. */
export function householdLine(world: World, dice: Dice, place: { asn: number; city: City }): Line {
  const { asn, city } = place;
  const salt = dice.salt();
  const leaseMs =
    dice.weighted([
      [4000, 30],
      [45, 25],
      [12, 20],
      [4, 12],
      [1, 13],
    ]) * DAY_MS;
  const roaming = dice.between(0.05, 0.6);
  const share6 = dice.chance(0.45) ? dice.between(0.2, 0.9) : 0;
  const prefixMs =
    dice.weighted([
      [4000, 3],
      [30, 4],
      [5, 2],
      [1, 1],
    ] as const) * DAY_MS;
  return {
    asn,
    city,
    at(timeMs, device) {
      const day = Math.floor(timeMs / DAY_MS);
      if (share6 > 0 && unitOf(salt, Math.floor(timeMs / HOUR_MS), device, 1) < share6) {
        const prefix = hashOf(salt, Math.floor((timeMs + (salt % DAY_MS)) / prefixMs), 2);
        const found = world.v6(asn, city, { prefix, subnet: prefix >>> 8, host: hashOf(salt, device, day, 3) });
        if (found) return found;
      }
      const lease = Math.floor((timeMs + salt) / leaseMs);
      const away = unitOf(salt, lease, 4) < roaming;
      const far = away && unitOf(salt, lease, 5) < 0.25;
      return world.v4(asn, city, {
        chunk: hashOf(salt, far ? lease : 0, 6),
        block: hashOf(salt, away ? lease : 0, 7),
        host: hashOf(salt, lease, 8),
        mobile: world.network(asn).role === 'mobile',
      });
    },
  };
}

/** A phone contract: a carrier's few gateways, which may stand in far-off cities; addresses shared by many. */
export function carrierLine(
  world: World,
  dice: Dice,
  place: { asn: number; city: City; gateways: readonly City[] },
): Line {
  const { asn, city } = place;
  const salt = dice.salt();
  // Gateways are few and the same for all customers of an area; the main one is not always the nearest.
  const order = [...place.gateways].sort((a, b) => unitOf(asn, a.latitude * 100) - unitOf(asn, b.latitude * 100));
  const near =
    order.includes(city) && dice.chance(0.45)
      ? city
      : order[hashOf(asn, city.latitude * 100, 2) % Math.min(3, order.length)]!;
  const spare = order[hashOf(salt, 3) % Math.min(4, order.length)]!;
  const share6 = dice.chance(0.5) ? dice.between(0.3, 0.9) : 0;
  return {
    asn,
    city,
    at(timeMs, device) {
      const session = Math.floor((timeMs + (salt % (3 * HOUR_MS))) / (3 * HOUR_MS));
      const gateway = unitOf(salt, Math.floor(timeMs / (2 * DAY_MS)), 4) < 0.8 ? near : spare;
      if (unitOf(salt, session, 5) < share6) {
        const prefix = hashOf(asn, gateway.latitude * 100, hashOf(salt, session, 6) % 12);
        const found = world.v6(asn, gateway, {
          prefix,
          subnet: hashOf(salt, session, 7),
          host: hashOf(device, session),
        });
        if (found) return found;
      }
      const slot = hashOf(salt, session, 8);
      return world.v4(asn, gateway, {
        chunk: hashOf(asn, slot % 2),
        block: hashOf(asn, slot % 5, 9),
        host: hashOf(slot, 10),
        mobile: true,
      });
    },
  };
}

/** One address for everybody there, for years: offices, cafes, hotels, egress points. */
export function fixedLine(world: World, place: { asn: number; city: City; salt: number; addresses?: number }): Line {
  const { asn, city, salt } = place;
  const addresses = place.addresses ?? 1;
  return {
    asn,
    city,
    at(timeMs, device) {
      const which = addresses === 1 ? 0 : hashOf(salt, device, Math.floor(timeMs / (6 * HOUR_MS))) % addresses;
      return world.v4(asn, city, { chunk: hashOf(salt, 1), block: hashOf(salt, 2), host: hashOf(salt, which, 3) });
    },
  };
}

/** Changes its address every `stickMs` among many of the network's in one city: VPN exits, relays, proxies, aircraft. */
export function shiftingLine(
  world: World,
  place: { asn: number; city: City; salt: number; stickMs: number; blocks?: number; v6Share?: number },
): Line {
  const { asn, city, salt, stickMs } = place;
  return {
    asn,
    city,
    at(timeMs, device) {
      const turn = hashOf(salt, Math.floor((timeMs + (salt % stickMs)) / stickMs));
      if (place.v6Share !== undefined && unitOf(turn, 1) < place.v6Share) {
        const found = world.v6(asn, city, {
          prefix: hashOf(asn, turn % 40),
          subnet: turn >>> 8,
          host: hashOf(turn, device),
        });
        if (found) return found;
      }
      const slot = hashOf(asn, city.latitude * 100, turn % (place.blocks ?? 8));
      return world.v4(asn, city, { chunk: slot, block: hashOf(slot, 2), host: hashOf(turn, 3) });
    },
  };
}
