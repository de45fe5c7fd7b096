// A person's days as a walk through contexts (desk at home, office, the way there, a café, the sofa, a night call), and
// the sign-ins each brings: some on arrival, some while it lasts.

import type { Random } from '../../../src/platform/random.ts';
import type { City } from '../../../src/simulation/pools/cities.ts';
import { chance, choose, factor, hashed, normal, pick, poisson, weighted, whole, wide } from '../factorial/draw.ts';
import type { Line, Seat } from './atlas.ts';
import { type App, type Device, logged } from './devices.ts';
import { DAY_MS, type Firm, HOUR_MS } from './firm.ts';
import type { Owned, Person } from './people.ts';
import type { Spell } from './spells.ts';

/** A sign-in before it is written down, with what is truly behind it. */
export interface Row {
  readonly timeMs: number;
  readonly person: { readonly account: string };
  readonly app: App;
  readonly seat: Seat;
  readonly agent: string | null;
  readonly outcome: 'success' | 'failure' | 'challenge';
  readonly incident: string | null;
  readonly kind: string | null;
}

/** Where the person was when: what an attacker close by can know. */
export interface Trace {
  readonly row: Row;
  readonly line: Line;
  readonly device: Device;
}

type Context = 'home' | 'office' | 'way' | 'cafe' | 'sofa' | 'call' | 'away';

interface Segment {
  readonly context: Context;
  readonly fromMs: number;
  readonly hours: number;
}

/** Mean hours in a context. */
const DWELL: Readonly<Record<Context, number>> = {
  home: 2.6,
  office: 3,
  way: 0.6,
  cafe: 1.4,
  sofa: 1,
  call: 0.7,
  away: 2.4,
};
/** Sign-ins in an hour of it, against an hour at a desk. */
const PACE: Readonly<Record<Context, number>> = {
  home: 1,
  office: 1,
  way: 0.8,
  cafe: 1,
  sofa: 0.4,
  call: 1.5,
  away: 0.9,
};

export function liveThrough(firm: Firm, person: Person): Trace[] {
  const traces: Trace[] = [];
  let session = person.index * 100_000;
  for (let dayMs = firm.startMs - DAY_MS; dayMs < firm.endMs + DAY_MS; dayMs += DAY_MS) {
    const spell =
      person.spells.find((one) => dayMs + DAY_MS / 2 >= one.fromMs && dayMs + DAY_MS / 2 < one.toMs) ?? null;
    if (spell?.activity === 0) continue;
    const home = person.homes.findLast((one) => one.fromMs <= dayMs) ?? person.homes[0]!;
    const city = spell?.city ?? home.city;
    const segments = walk(person, { dayMs, spell, city, office: spell === null });
    let hours = 0;
    for (const one of segments) hours += one.hours * PACE[one.context];
    const wanted = person.perDay * (spell?.activity ?? 1);
    for (const segment of segments) {
      session += 1;
      const mean = (wanted * segment.hours * PACE[segment.context]) / Math.max(4, hours);
      const count = poisson(person.random, Math.min(30, mean));
      for (let n = 0; n < count; n++) {
        // The first one mostly on arrival.
        const into = n === 0 && chance(person.random, 0.5) ? 0.02 * person.random() : person.random();
        const timeMs = Math.floor(segment.fromMs + into * segment.hours * HOUR_MS);
        if (timeMs < firm.startMs || timeMs >= firm.endMs || timeMs < person.joinedMs || timeMs >= person.leftMs)
          continue;
        signIn(firm, person, { timeMs, segment, spell, home: home.line, session, traces });
      }
    }
  }
  return traces.sort((a, b) => a.row.timeMs - b.row.timeMs);
}

function walk(person: Person, at: { dayMs: number; spell: Spell | null; city: City; office: boolean }): Segment[] {
  const { random } = person;
  const weekday = new Date(at.dayMs).getUTCDay();
  const free = (weekday === 0 || weekday === 6) && !person.shifts;
  const segments: Segment[] = [];
  const midnightMs = at.dayMs - at.city.utcOffsetHours * HOUR_MS;
  if (chance(random, person.onCall))
    segments.push({ context: 'call', fromMs: midnightMs + random() * 6 * HOUR_MS, hours: 1 });
  if (free && !chance(random, person.weekend)) return segments;
  // Shifts turn week by week; some days are off.
  const turn = Math.floor(at.dayMs / (7 * DAY_MS)) + person.index;
  if (person.shifts && chance(random, 0.3)) return segments;
  const start = person.shifts
    ? [6, 14, 22][turn % 3]! + 0.2 * normal(random)
    : person.startHour + person.loose * normal(random);
  const goes = at.office && person.office !== null && !free && chance(random, person.officeShare);
  const span = free ? wide(random, [0.3, 5]) : person.shifts ? 8 : person.spanHours;
  let context: Context =
    at.spell && at.spell.lines.length > 0
      ? 'away'
      : goes
        ? chance(random, person.outdoors)
          ? 'way'
          : 'office'
        : 'home';
  for (let hour = start; hour < start + span; ) {
    const hours = Math.min(start + span - hour + 0.1, DWELL[context] * factor(random, 0.6));
    segments.push({ context, fromMs: midnightMs + hour * HOUR_MS, hours });
    hour += hours;
    context = next(person, context, goes);
  }
  if (chance(random, Math.min(0.9, person.evening))) {
    const hour = Math.max(start + span + 0.5, 19 + random() * 3.5);
    segments.push({
      context: at.spell ? 'away' : 'sofa',
      fromMs: midnightMs + hour * HOUR_MS,
      hours: 1.2 * random() + 0.1,
    });
  }
  return segments;
}

function next(person: Person, context: Context, goes: boolean): Context {
  const { random, cafe, outdoors } = person;
  const desk = goes ? 'office' : 'home';
  switch (context) {
    case 'office':
      return choose(random, { office: 1, cafe, way: 0.3 * outdoors });
    case 'home':
      return choose(random, { home: 1, cafe, way: 0.2 * outdoors });
    case 'away':
      return choose(random, { away: 1, way: 0.5 * outdoors });
    case 'way':
      return choose(random, { [desk]: 1, way: 0.1 } as Record<Context, number>);
    default:
      return desk;
  }
}

function signIn(
  firm: Firm,
  person: Person,
  at: { timeMs: number; segment: Segment; spell: Spell | null; home: Line; session: number; traces: Trace[] },
): void {
  const { random } = person;
  const { timeMs, segment, spell, traces } = at;
  const held = choice(person, at);
  let device = held.device;
  const app = weighted(random, person.apps, (one) => one.weight).app;
  let kind: string | null =
    spell && spell.lines.length > 0 ? spell.kind : segment.context === 'call' ? 'on-call' : null;
  if (kind === null && timeMs - held.fromMs < 4 * DAY_MS && held.fromMs > person.joinedMs) kind = `new-${held.use}`;
  if (kind === null && person.homes.length > 1 && timeMs > person.homes[1]!.fromMs)
    kind = timeMs - person.homes[1]!.fromMs < 7 * DAY_MS ? 'moved' : null;
  if (kind === null && person.newcomer !== null && timeMs - person.joinedMs < 7 * DAY_MS) kind = person.newcomer;
  let line = lineOf(firm, person, { ...at, device });
  const work = held.use === 'work';
  if (segment.context === 'office' && chance(random, person.kiosk)) device = pick(random, person.office!.kiosks);
  else if (work && person.cloud && chance(random, 0.93)) {
    line = firm.desktopCloud.line;
    device = firm.desktopCloud.images[person.index % firm.desktopCloud.images.length]!;
  } else if (
    work &&
    timeMs > person.tunnelFromMs &&
    firm.tunnel.apps.includes(app) &&
    (firm.tunnel.atOffice || segment.context !== 'office') &&
    hashed(person.index, at.session, 51) < 0.85
  ) {
    line =
      firm.tunnel.lines[
        hashed(person.index, 52) < 0.9 ? person.index % firm.tunnel.lines.length : at.session % firm.tunnel.lines.length
      ]!;
    if (timeMs - person.tunnelFromMs < 4 * DAY_MS) kind ??= 'roll-out';
  } else if (person.vpn && segment.context !== 'office' && hashed(person.index, at.session, 53) < person.vpn.share) {
    const { exits } = person.vpn;
    const luck = hashed(person.index, at.session, 54);
    line = exits[Math.floor(luck * luck * exits.length)]!;
    kind ??= 'vpn';
  } else if (person.relay && device.make.browser === 'Safari' && chance(random, 0.9)) {
    line = firm.relayLine(line.sites[0]!.city);
    kind ??= 'relay';
  }
  const seat = firm.atlas.seat(line, { timeMs, session: at.session, random });
  const day = Math.floor((timeMs - firm.startMs) / DAY_MS);
  const agent = logged(device, { app, day });
  const base = { person, seat, incident: null, kind };
  const slip = person.slips * (kind === null ? 1 : 2.5);
  if (app.failure !== null && chance(random, slip))
    for (let n = whole(random, [1, 4]); n > 0; n--) {
      const outcome = app.challenge && chance(random, 0.5) ? ('challenge' as const) : ('failure' as const);
      const beforeMs = Math.max(firm.startMs, timeMs - n * whole(random, [3000, 50_000]));
      traces.push({ row: { ...base, timeMs: beforeMs, app, agent, outcome }, line, device });
    }
  traces.push({ row: { ...base, timeMs, app, agent, outcome: 'success' }, line, device });
  if (!chance(random, 0.12)) return;
  // One sign-in opens another app.
  const other = weighted(random, person.apps, (one) => one.weight).app;
  const laterMs = Math.min(firm.endMs - 1, timeMs + whole(random, [1500, 600_000]));
  const row: Row = {
    ...base,
    timeMs: laterMs,
    app: other,
    agent: logged(device, { app: other, day }),
    outcome: 'success',
  };
  traces.push({ row, line, device });
}

/** Which of their devices they take up here. */
function choice(person: Person, at: { timeMs: number; segment: Segment; spell: Spell | null }): Owned {
  const usable = person.owned.filter((one) => at.timeMs >= one.fromMs && at.timeMs < one.toMs);
  const { context } = at.segment;
  const phone = context === 'way' || context === 'sofa' ? 5 : context === 'call' ? 1 : (at.spell?.phoneShare ?? 0.12);
  const own = context === 'sofa' ? 1.5 : context === 'office' ? 0.03 : 0.25;
  return weighted(person.random, usable.length > 0 ? usable : person.owned, (one) =>
    one.use === 'phone' ? phone : one.use === 'private' ? own : 1,
  );
}

function lineOf(
  firm: Firm,
  person: Person,
  at: { timeMs: number; segment: Segment; spell: Spell | null; home: Line; device: Device },
): Line {
  const { random } = person;
  const handheld = at.device.make.form === 'phone';
  const mobile = at.spell?.mobile ?? person.mobile;
  switch (at.segment.context) {
    case 'office': {
      const office = person.office!;
      const open = at.timeMs >= office.fromMs ? office : (firm.offices[0] ?? office);
      if (handheld && chance(random, 0.4)) return mobile;
      const { outage } = open;
      return outage && at.timeMs >= outage.fromMs && at.timeMs < outage.toMs
        ? outage.line
        : usually(random, open.lines);
    }
    case 'way':
      return mobile;
    case 'cafe':
      return handheld && chance(random, 0.6) ? mobile : usually(random, person.haunts);
    case 'away':
      return handheld && chance(random, 0.5) ? mobile : (usually(random, at.spell!.lines) ?? mobile);
    default:
      return handheld && chance(random, 0.35) ? mobile : at.home;
  }
}

function usually(random: Random, lines: readonly Line[]): Line {
  return lines[Math.floor(random() * random() * lines.length)]!;
}
