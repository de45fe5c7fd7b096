// A tale: one harmless story with random slots, and the few turns that many of them share.

import type { City } from '../../../src/simulation/pools/cities.ts';
import { CITIES } from '../../../src/simulation/pools/cities.ts';
import { chance, pick, whole, wide } from '../factorial/draw.ts';
import { townOf } from './atlas.ts';
import { type Book, DAY_MS, HOUR_MS, type Moment, type Person } from './book.ts';
import { type Device, newDevice } from './devices.ts';
import type { Line } from './lines.ts';

export interface Tale {
  readonly name: string;
  /** How often companies see it, beside their own liking. */
  readonly weight: number;
  /** It takes hold of the whole company, and not twice. */
  readonly once?: true;
  readonly tell: (book: Book, person: Person, atMs: number) => void;
}

/** A span of days in milliseconds, as often short as long. */
export function days(book: Book, low: number, high: number): number {
  return Math.round(wide(book.random, [low, high]) * DAY_MS);
}

export function hours(book: Book, low: number, high: number): number {
  return Math.round(wide(book.random, [low, high]) * HOUR_MS);
}

/** Somewhere else: mostly a place the company's people and its attackers share, else anywhere. */
export function elsewhere(book: Book, not: City): City {
  for (let attempt = 0; attempt < 20; attempt++) {
    const city = chance(book.random, 0.6) ? pick(book.random, book.slots.abroad) : pick(book.random, CITIES);
    if (city !== not) return city;
  }
  return pick(book.random, CITIES);
}

/** Another town of the same country, or the same one where it has no other. */
export function townElsewhere(book: Book, city: City): City {
  for (let attempt = 0; attempt < 10; attempt++) {
    const town = townOf(book.random, city.country);
    if (town !== city) return town;
  }
  return city;
}

export function hotel(book: Book, city: City): Line {
  return book.net.shared(`hotel ${whole(book.random, [1, 3])}`, book.net.market('guest', city.country), city);
}

/** Where a tunnel comes out: near the user mostly, for that is what its client proposes. */
export function tunnel(book: Book, city: City): Line {
  const owner = chance(book.random, 0.75) ? pick(book.random, book.slots.tunnels) : book.net.market('vpn', '');
  const exit = chance(book.random, 0.6) ? townOf(book.random, city.country) : pick(book.random, CITIES);
  return book.net.shared('exit', owner, exit);
}

/** A rented server. */
export function server(book: Book, city?: City): Line {
  const { random, net, slots } = book;
  const owner = chance(random, 0.7) ? pick(random, slots.hosters) : net.market('hosting', '');
  return net.server(city ?? pick(random, slots.cloudCities), owner);
}

export function newPhone(book: Book, old: Device): Device {
  const { random } = book;
  const other = old.platform === 'iphone' ? 'android' : 'iphone';
  return newDevice(random, chance(random, 0.8) ? (old.platform as 'iphone') : other);
}

export function newDesk(book: Book, old: Device, loyal = 0.6): Device {
  const { random } = book;
  return newDevice(
    random,
    chance(random, loyal) ? old.platform : pick(random, ['win', 'win', 'mac', 'linux'] as const),
  );
}

/** The phone wanders, the rest stays where it is put. */
export function arrive(book: Book, moment: Moment, to: { fixed: Line; mobile: Line }): void {
  moment.line = moment.onPhone && chance(book.random, 0.6) ? to.mobile : to.fixed;
}
