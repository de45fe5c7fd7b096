// Takeovers: for each a victim, a kind, a network, a device, and a few sign-ins over minutes to weeks, with the truth about
// what differs from the victim's own past.

import type { Component } from '../domain/score.ts';
import {
  type AttackerDevice,
  alikeDevice,
  type Band,
  commonDevice,
  nextDoor,
  residentialAbroad,
  residentialSameCountry,
  scriptDevice,
  serverInCountry,
  serverLine,
} from './attackers.ts';
import { current, DAY_MS, HOUR_MS, MINUTE_MS } from './calendar.ts';
import type { Event } from './days.ts';
import type { Draw } from './draw.ts';
import type { Line, World } from './lines.ts';
import type { Person } from './people.ts';
import type { AttackKind, SourceName } from './profile.ts';
import { differences } from './truth.ts';

export interface AttackEvent extends Event {
  readonly incident: string;
  readonly kind: AttackKind;
  readonly changed: readonly Component[];
}

export interface AttackOptions {
  readonly draw: Draw;
  readonly days: number;
  readonly startMs: number;
  readonly bands: readonly Band[];
  /** Everyday sign-ins by account, in event-time order. */
  readonly past: ReadonlyMap<string, readonly Event[]>;
}

interface Plan {
  readonly kind: AttackKind;
  readonly victim: Person;
  readonly fromMs: number;
  readonly line: Line;
  readonly device: AttackerDevice;
  readonly care: number;
}

export function createAttacks(world: World, people: readonly Person[], options: AttackOptions): AttackEvent[] {
  const { draw, days } = options;
  const { profile } = world;
  const wanted = Math.max(8, Math.round((profile.incidentRate * people.length * days) / 20_000));
  const taken = new Set<Person>();
  const events: AttackEvent[] = [];
  const kinds = draw.shuffle(profile.attackMix.map(([, kind]) => kind));
  let incidents = 0;
  for (let attempt = 0; incidents < wanted && attempt < wanted * 8; attempt++) {
    // Every kind has its turn once before the company's own mix decides.
    const kind = kinds.pop() ?? draw.weighted(profile.attackMix);
    for (const plan of planAttack(world, people, { ...options, kind, taken })) {
      const made = carryOut(plan, options);
      if (!made.some((event) => event.outcome === 'success')) continue;
      taken.add(plan.victim);
      incidents++;
      const incident = `inc-${String(incidents).padStart(3, '0')}`;
      for (const event of made) events.push({ ...event, incident });
    }
  }
  return events;
}

interface PlanOptions extends AttackOptions {
  readonly kind: AttackKind;
  readonly taken: ReadonlySet<Person>;
}

function planAttack(world: World, people: readonly Person[], options: PlanOptions): Plan[] {
  const { draw, kind, days, startMs, past } = options;
  const free = people.filter((p) => !options.taken.has(p) && (past.get(p.account)?.length ?? 0) >= 3);
  const when = (low: number, high: number) => startMs + draw.between(low, high) * DAY_MS;
  const anybody = free.filter((p) => p.role === 'person' || draw.chance(0.3));
  if (anybody.length === 0) return [];
  const later = () => when(Math.min(30, days * 0.4), days - 0.5);
  const plan = (victim: Person, fromMs: number, means?: { line: Line; device: AttackerDevice }): Plan => {
    const care = Math.min(1, Math.max(0, draw.bell(world.profile.attackerCare, 0.3)));
    const timed = draw.chance(care) ? inHours(victim, fromMs, draw) : fromMs;
    return {
      kind,
      victim,
      fromMs: timed,
      care,
      ...(means ?? meansFor(world, { ...options, victim, care, timeMs: timed })),
    };
  };
  switch (kind) {
    case 'new-hire': {
      const hired = free.filter((p) => p.hireDay > 5 && p.hireDay < days - 2);
      if (hired.length === 0) return [];
      const victim = draw.pick(hired);
      return [plan(victim, when(victim.hireDay + 1, Math.min(days - 0.5, victim.hireDay + 13)))];
    }
    case 'dormant': {
      const asleep = free.flatMap((p): (readonly [Person, number, number])[] => {
        if (p.leaveDay < days - 8) return [[p, p.leaveDay + 4, days - 0.5]];
        if (p.gap && p.gap[0] < days - 35) return [[p, p.gap[0] + 25, Math.min(p.gap[1], days) - 0.5]];
        return [];
      });
      if (asleep.length === 0) return [];
      const [victim, low, high] = draw.pick(asleep);
      return [plan(victim, when(low, high))];
    }
    case 'during-trip': {
      const trips = free.flatMap((p) =>
        p.trips.filter((t) => t.toDay < days && t.fromDay > 8).map((t) => [p, t] as const),
      );
      if (trips.length === 0) return [];
      const [victim, trip] = draw.pick(trips);
      return [plan(victim, when(trip.fromDay + 0.6, trip.toDay + 0.9))];
    }
    case 'campaign': {
      const fromMs = later();
      const band = draw.pick(options.bands);
      const line = draw.chance(0.5)
        ? draw.pick(band.servers)
        : residentialAbroad(world, draw, anybody[0]!.homes[0]!.value.city);
      const victims = draw
        .shuffle(anybody)
        .slice(0, draw.int(3, Math.max(3, Math.min(7, Math.floor(people.length / 12)))));
      return victims.map((victim) =>
        plan(victim, fromMs + draw.between(0, 20) * HOUR_MS, { line, device: band.device }),
      );
    }
    case 'contaminated':
      return [plan(draw.pick(anybody), when(1, Math.min(25, days * 0.3)))];
    case 'stolen-session': {
      const victim = draw.pick(anybody);
      const fromMs = later();
      const near = past.get(victim.account)!.findLast((event) => event.timeMs < fromMs);
      return [plan(victim, near && draw.chance(0.5) ? near.timeMs + draw.between(1, 180) * MINUTE_MS : fromMs)];
    }
    default:
      return [plan(draw.pick(anybody), later())];
  }
}

/** The same day, at an hour when the victim works. */
function inHours(victim: Person, timeMs: number, draw: Draw): number {
  const offset = current(victim.homes, 0).value.city.utcOffsetHours * HOUR_MS;
  const midnight = Math.floor((timeMs + offset) / DAY_MS) * DAY_MS - offset;
  return midnight + (victim.startHour + draw.between(0.3, victim.hours)) * HOUR_MS;
}

function meansFor(
  world: World,
  options: PlanOptions & { victim: Person; care: number; timeMs: number },
): { line: Line; device: AttackerDevice } {
  const { draw, kind, victim, care, bands } = options;
  const day = (options.timeMs - options.startMs) / DAY_MS;
  const home = current(victim.homes, day).value;
  const laptop = current(victim.laptops, day).value;
  const band = draw.pick(bands);
  const ofBand = draw.chance(0.4);
  const server = () => (ofBand ? draw.pick(band.servers) : serverLine(world, draw));
  const device = () =>
    draw.chance(care * 0.6) ? alikeDevice(draw, laptop) : ofBand ? band.device : commonDevice(world, draw);
  const anyLine = () =>
    draw.weighted([
      [3, server],
      [3, () => residentialAbroad(world, draw, home.city)],
      [1 + 2 * care, () => residentialSameCountry(world, draw, home.city)],
      [1, () => serverInCountry(world, draw, home.city)],
    ])();
  switch (kind) {
    case 'stuffing':
      return { line: server(), device: draw.chance(0.15) ? scriptDevice(draw) : device() };
    case 'residential-abroad':
      return { line: residentialAbroad(world, draw, home.city), device: device() };
    case 'residential-same-country':
      return { line: residentialSameCountry(world, draw, home.city), device: device() };
    case 'stolen-session': {
      const exact = lastAgents(options.past.get(victim.account) ?? [], options.timeMs);
      const agent = exact.length > 0 ? draw.pick(exact) : null;
      return { line: anyLine(), device: agent === null ? alikeDevice(draw, laptop) : { agent: () => agent } };
    }
    case 'targeted':
      return {
        line: nextDoor(world, draw, home),
        device: draw.chance(care) ? alikeDevice(draw, laptop) : commonDevice(world, draw),
      };
    case 'phish-kit':
      return {
        line: draw.chance(0.7) ? serverInCountry(world, draw, home.city) : server(),
        device: alikeDevice(draw, laptop),
      };
    case 'api-script':
      return {
        line: draw.chance(0.8) ? server() : residentialAbroad(world, draw, home.city),
        device: scriptDevice(draw),
      };
    default:
      return { line: anyLine(), device: device() };
  }
}

function lastAgents(events: readonly Event[], timeMs: number): string[] {
  const found: string[] = [];
  for (let i = events.length - 1; i >= 0 && found.length < 4; i--) {
    const event = events[i]!;
    if (event.timeMs < timeMs && event.agent !== null && event.outcome === 'success') found.push(event.agent);
  }
  return found;
}

/** How many sign-ins, and the hours between them. */
function rhythmOf(kind: AttackKind, draw: Draw): { count: number; gapHours: number } {
  switch (kind) {
    case 'slow-return':
      return { count: draw.int(3, 8), gapHours: draw.between(30, 150) };
    case 'contaminated':
      return { count: draw.int(4, 12), gapHours: draw.between(12, 90) };
    case 'api-script':
      return { count: draw.int(2, 12), gapHours: draw.logBetween(0.02, 12) };
    case 'campaign':
      return { count: draw.int(1, 3), gapHours: draw.logBetween(0.05, 5) };
    default:
      return {
        count: draw.weighted([
          [3, 1],
          [3, 2],
          [2, 4],
          [1, 8],
        ]),
        gapHours: draw.logBetween(0.05, 40),
      };
  }
}

function carryOut(plan: Plan, options: AttackOptions): Omit<AttackEvent, 'incident'>[] {
  const { draw, startMs, days } = options;
  const { victim, kind, line, device } = plan;
  const past = options.past.get(victim.account) ?? [];
  const { count, gapHours } = rhythmOf(kind, draw);
  const sources = victim.sources.map(([weight, source]) => [Math.max(0.15, weight), source] as const);
  const telling = sources.filter(([, source]) => source !== 'gsuite');
  const sees = (kind === 'stolen-session' || kind === 'targeted' || kind === 'api-script') && telling.length > 0;
  const favourite = draw.weighted(sees && draw.chance(0.75) ? telling : sources);
  const made: Omit<AttackEvent, 'incident'>[] = [];
  const put = (timeMs: number, source: SourceName, outcome: Event['outcome']) => {
    if (timeMs < startMs || timeMs >= startMs + days * DAY_MS) return;
    const ip = line.address(timeMs, draw);
    const base: Event = {
      timeMs: Math.floor(timeMs),
      account: victim.account,
      source,
      ip,
      agent: source === 'gsuite' ? null : device.agent(timeMs, source),
      outcome,
      kind,
      city: line.city,
      asn: line.network.asn,
      device: null,
    };
    made.push({ ...base, kind, changed: differences(base, past, kind) });
  };
  let timeMs = plan.fromMs;
  for (let i = 0; i < count; i++) {
    const source = draw.chance(0.75) ? favourite : draw.weighted(sources);
    if (i === 0 && source !== 'slack') {
      const guesses =
        kind === 'stuffing' ? draw.int(1, 6) : draw.chance(0.25 * (1 - plan.care)) && kind !== 'stolen-session' ? 1 : 0;
      for (let k = guesses; k > 0; k--) put(timeMs - k * draw.between(2_000, 240_000), source, 'failure');
      if (kind !== 'stolen-session' && draw.chance(0.2)) put(timeMs - draw.between(1_500, 60_000), source, 'challenge');
    }
    put(timeMs, source, 'success');
    timeMs += draw.exponential(gapHours) * HOUR_MS + MINUTE_MS / 2;
    if (draw.chance(plan.care) && gapHours > 10) timeMs = Math.max(timeMs, inHours(victim, timeMs, draw));
  }
  return made;
}
