// A case: one takeover while it is told. What its attacker has at hand (lines, machines), and the steps a plot is made of.

import { CITIES, type City } from '../../../src/simulation/pools/cities.ts';
import { chance, pick, weighted, whole, wide } from '../factorial/draw.ts';
import { townOf } from './atlas.ts';
import { type App, agentAt, type Book, type Happening, HOUR_MS, localHour, type Person } from './book.ts';
import { type Device, newDevice } from './devices.ts';
import type { Line } from './lines.ts';

export interface Case {
  readonly book: Book;
  readonly victim: Person;
  readonly incident: string;
  readonly kind: string;
  readonly app: App;
  readonly atMs: number;
  /** What a crew uses on all its victims. */
  readonly crew: { readonly line: Line; readonly device: Device } | null;
  /** The victim's own sign-ins, in order. */
  readonly life: readonly Happening[];
}

/** A case before anybody has any gear. */
export type Scene = Omit<Case, 'crew'>;

export interface Plot {
  readonly name: string;
  readonly weight: number;
  /** Harmless stories that look like it; a company that sees the one sees the other. */
  readonly twins: readonly string[];
  /** Whom it can befall; staff with some past where it does not say. */
  readonly victim?: 'new' | 'early' | 'dormant' | 'travelling' | 'office';
  /** How many accounts it takes, from the same line; one where it does not say. */
  readonly victims?: readonly [number, number];
  /** What the crew has before it begins; only what is needed by all its victims. */
  readonly gear?: (one: Scene) => Case['crew'];
  readonly run: (one: Case) => void;
}

export interface Step {
  readonly timeMs: number;
  readonly line: Line;
  /** What it writes as user agent: a machine, or the very text of somebody's. */
  readonly device: Device | string | null;
  readonly outcome?: Happening['outcome'];
}

export function enter(one: Case, step: Step): void {
  const { book, victim: person, app, kind, incident } = one;
  const { timeMs, line, device, outcome = 'success' } = step;
  if (outcome !== 'success' && app.failure === null) return;
  const text = device === null || typeof device === 'string' ? device : agentAt(book, device, { app, timeMs });
  const agent = app.agents ? text : null;
  book.happened.push({ timeMs, person, app, ip: line.at(timeMs), line, agent, outcome, kind, incident });
}

/** Comes back from the same place with the same machine: up to so many times, at gaps of so many hours. */
export function stay(one: Case, step: Step, of: { most: number; hours: readonly [number, number] }): void {
  const { random } = one.book;
  let { timeMs } = step;
  for (let i = whole(random, [0, of.most]); i > 0; i--) {
    timeMs += Math.round(wide(random, of.hours) * HOUR_MS);
    enter(one, { ...step, timeMs });
  }
}

/** A minute in which the victim is at work, or the given time where there is none. */
export function atWork(one: Case, fromMs = one.atMs): number {
  const next = one.life.find((lived) => lived.timeMs >= fromMs);
  return (next?.timeMs ?? fromMs) + Math.round(wide(one.book.random, [1, 90]) * 60_000);
}

export function atNight(one: Case, fromMs = one.atMs): number {
  return localHour(one.victim, fromMs, 0.5 + one.book.random() * 5);
}

/** The very user agent the victim's machine wrote last in that app; of its phone where asked for. */
export function ownAgent(one: Case, timeMs: number, onPhone = false): string | null {
  const wanted = onPhone ? one.victim.phone : one.victim.desk;
  const last = one.life.findLast((lived) => lived.timeMs <= timeMs && lived.app === one.app && lived.agent !== null);
  return onPhone || !last ? agentAt(one.book, wanted, { app: one.app, timeMs }) : last.agent;
}

/** Machines attackers keep: Chrome on Windows mostly, now and then what the victim has. */
export function crewMachine(one: Scene): Device {
  const { random } = one.book;
  const liked = weighted(random, ['win', 'mac', 'linux', 'android', 'own'] as const, (platform) =>
    platform === 'win' ? 5 : platform === 'own' ? 1.5 : 1,
  );
  return newDevice(random, liked === 'own' ? one.victim.desk.platform : liked);
}

export function script(one: Scene): Device {
  return newDevice(one.book.random, 'script');
}

/** A rented server: often with the hosters the company's own people use. */
export function rented(one: Scene, country?: string): Line {
  const { random, net, slots } = one.book;
  const city = country ? townOf(random, country) : pick(random, CITIES);
  return net.server(city, chance(random, 0.35) ? pick(random, slots.hosters) : net.market('hosting', ''));
}

/** The exit of a commercial tunnel: often of the firms the company's own people use. */
export function exitNode(one: Scene, country?: string): Line {
  const { random, net, slots } = one.book;
  const city = country
    ? townOf(random, country)
    : chance(random, 0.5)
      ? pick(random, slots.abroad)
      : pick(random, CITIES);
  return net.shared('exit', chance(random, 0.4) ? pick(random, slots.tunnels) : net.market('vpn', ''), city);
}

/** Somebody's home line lent to the attacker by a proxy seller. */
export function proxy(one: Scene, city: City): Line {
  return chance(one.book.random, 0.15) ? one.book.net.carrier(city) : one.book.net.home(city);
}

/** A town of the victim's country, its own now and then. */
export function nearVictim(one: Scene): City {
  return townOf(one.book.random, one.victim.city.country);
}

export function farAway(one: Scene): City {
  const { random, slots } = one.book;
  return chance(random, 0.4) ? pick(random, slots.abroad) : pick(random, CITIES);
}

export function later(one: Scene, fromMs: number, hours: readonly [number, number]): number {
  return fromMs + Math.round(wide(one.book.random, hours) * HOUR_MS);
}
