// The words every story of the casebook is told in: people, the moments of their everyday life, and rules that change a
// moment (a trip, a new phone); the slots of a company which its attackers and its honest people draw from alike.

import type { Random } from '../../../src/platform/random.ts';
import type { City } from '../../../src/simulation/pools/cities.ts';
import { chance, pick, weighted, whole } from '../factorial/draw.ts';
import { agentOf, type Device } from './devices.ts';
import type { Line, Network } from './lines.ts';
import type { Owner } from './owners.ts';

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

export interface App {
  readonly name: string;
  /** Whether its log has user agents at all. */
  readonly agents: boolean;
  readonly success: string;
  /** Null where it logs no failures. */
  readonly failure: string | null;
}

/** One sign-in about to happen. Rules may change it. */
export interface Moment {
  timeMs: number;
  line: Line;
  device: Device;
  /** Whether the device is the phone, wherever it is. */
  readonly onPhone: boolean;
  kind: string | null;
  skip: boolean;
}
type Rule = (moment: Moment) => void;

export type Role = 'staff' | 'developer' | 'boss' | 'contractor' | 'service' | 'shared';

export interface Person {
  readonly index: number;
  readonly account: string;
  readonly role: Role;
  readonly apps: readonly { app: App; weight: number }[];
  readonly city: City;
  readonly home: Line;
  readonly office: Line | null;
  readonly officeShare: number;
  readonly mobile: Line;
  readonly desk: Device;
  readonly phone: Device;
  readonly phoneShare: number;
  readonly rate: number;
  readonly startHour: number;
  readonly spanHours: number;
  readonly oddHours: number;
  readonly weekend: number;
  readonly typos: number;
  fromMs: number;
  toMs: number;
  readonly rules: Rule[];
}

/** A sign-in as it happened, with the truth behind it. */
export interface Happening {
  readonly timeMs: number;
  readonly person: Person;
  readonly app: App;
  readonly ip: string;
  readonly line: Line;
  readonly agent: string | null;
  readonly outcome: 'success' | 'failure' | 'challenge';
  readonly kind: string | null;
  readonly incident: string | null;
}

/** What attackers and honest people of this company share: that is what makes the one look like the other. */
export interface Slots {
  readonly abroad: readonly City[];
  readonly hosters: readonly Owner[];
  readonly tunnels: readonly Owner[];
  readonly cloudCities: readonly City[];
}

export interface Book {
  readonly random: Random;
  readonly net: Network;
  readonly startMs: number;
  readonly endMs: number;
  readonly apps: readonly App[];
  readonly people: readonly Person[];
  readonly offices: readonly Line[];
  readonly slots: Slots;
  readonly happened: Happening[];
}

/** Half-open span, and the share of the moments within it that are touched. */
export interface Span {
  readonly kind: string;
  readonly fromMs: number;
  readonly toMs?: number;
  readonly share?: number;
  /** Change only what is done on the phone, or only what is not. */
  readonly only?: 'phone' | 'desk';
}

/** What is lasting is called by its story only this long: then it is everyday. */
const NEWS_MS = 14 * DAY_MS;

/** Changes a person's moments in a span of time. */
export function during(book: Book, person: Person, span: Span, change: (moment: Moment) => void): void {
  const { fromMs, toMs = Number.POSITIVE_INFINITY, share = 1 } = span;
  person.rules.push((moment) => {
    if (moment.timeMs < fromMs || moment.timeMs >= toMs) return;
    if (span.only !== undefined && (span.only === 'phone') !== moment.onPhone) return;
    if (share < 1 && !chance(book.random, share)) return;
    if (toMs < Number.POSITIVE_INFINITY || moment.timeMs < fromMs + NEWS_MS) moment.kind = span.kind;
    change(moment);
  });
}

/** Nobody signs in: a journey, a holiday, a leave. */
export function silence(person: Person, fromMs: number, toMs: number): void {
  person.rules.push((moment) => {
    if (moment.timeMs >= fromMs && moment.timeMs < toMs) moment.skip = true;
  });
}

export function appOf(random: Random, person: Person): App {
  return weighted(random, person.apps, (one) => one.weight).app;
}

/** The app's log line of a device; null where it writes none. */
export function agentAt(book: Book, device: Device, of: { app: App; timeMs: number }): string | null {
  if (!of.app.agents) return null;
  const day = Math.floor((of.timeMs - book.startMs) / DAY_MS);
  return agentOf(device, of.app.name, { day, pace: book.random() });
}

export interface Part {
  readonly timeMs: number;
  readonly line: Line;
  readonly device: Device;
  readonly kind: string | null;
  readonly app?: App;
  readonly failures?: number;
}

/** One more harmless sign-in beside the everyday ones, after so many failures a few seconds apart. */
export function say(book: Book, person: Person, part: Part): void {
  const { timeMs, line, device, kind, failures = 0 } = part;
  const app = part.app ?? appOf(book.random, person);
  const agent = agentAt(book, device, { app, timeMs });
  const at = (outcome: Happening['outcome'], thenMs: number) =>
    book.happened.push({
      timeMs: thenMs,
      person,
      app,
      ip: line.at(thenMs),
      line,
      agent,
      outcome,
      kind,
      incident: null,
    });
  if (app.failure !== null)
    for (let i = failures; i > 0; i--) at('failure', timeMs - i * whole(book.random, [8, 50]) * 1000);
  at('success', timeMs);
}

/** Staff present at a time, at random; services and shared accounts only where asked for. */
export function somebody(book: Book, of: { roles?: readonly Role[]; atMs?: number } = {}): Person | null {
  const roles = of.roles ?? ['staff', 'developer', 'boss'];
  for (let attempt = 0; attempt < 200; attempt++) {
    const person = pick(book.random, book.people);
    if (!roles.includes(person.role)) continue;
    if (of.atMs !== undefined && (of.atMs < person.fromMs || of.atMs >= person.toMs)) continue;
    return person;
  }
  return null;
}

/** Up to so many different people, in a random order. */
export function several(book: Book, most: number, wanted: (person: Person) => boolean): Person[] {
  const rest = book.people.filter(wanted);
  const found: Person[] = [];
  while (found.length < most && rest.length > 0)
    found.push(rest.splice(Math.floor(book.random() * rest.length), 1)[0]!);
  return found;
}

/** That hour of the person's local day, on the day that time lies in. */
export function localHour(person: Person, timeMs: number, hour: number): number {
  const offsetMs = person.city.utcOffsetHours * HOUR_MS;
  return Math.floor((timeMs + offsetMs) / DAY_MS) * DAY_MS - offsetMs + Math.round(hour * HOUR_MS);
}
