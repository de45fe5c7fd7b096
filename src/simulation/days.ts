// Lives a person's days: when they sign in, from which device, over which line, and what goes wrong.

import { agentText, type Client, type Device, isPhone, SCRIPT_AGENTS } from './agents.ts';
import { current, DAY_MS, HOUR_MS, MINUTE_MS, type Since } from './calendar.ts';
import type { Draw } from './draw.ts';
import { exitLine, fixedLine, type Line, type World } from './lines.ts';
import type { Person } from './people.ts';
import { CITIES, type City } from './pools/cities.ts';
import { networksOf } from './pools/networks.ts';
import type { SourceName } from './profile.ts';
import type { Trip } from './trips.ts';

/** A sign-in before it has an id, with what only the simulator knows. */
export interface Event {
  readonly timeMs: number;
  readonly account: string;
  readonly source: SourceName;
  readonly ip: string | null;
  readonly agent: string | null;
  readonly outcome: 'success' | 'failure' | 'challenge';
  readonly kind: string | null;
  /** Real whereabouts and owner; null where the record has no address. */
  readonly city: City | null;
  readonly asn: number | null;
  /** True device even where the source tells none. */
  readonly device: Device | null;
}

export function livePerson(
  world: World,
  person: Person,
  options: { draw: Draw; days: number; startMs: number },
): Event[] {
  const { draw, days, startMs } = options;
  const events: Event[] = [];
  if (person.role === 'service') return liveService(world, person, options);
  const first = Math.max(0, person.hireDay);
  for (let day = first; day < Math.min(days, person.leaveDay); day++) {
    if (person.gap && day >= person.gap[0] && day < person.gap[1]) continue;
    liveDay(world, { person, draw, day, startMs, events });
  }
  return events;
}

interface Today {
  readonly person: Person;
  readonly draw: Draw;
  readonly day: number;
  readonly startMs: number;
  readonly events: Event[];
}

function liveDay(world: World, today: Today): void {
  const { person, draw, day, startMs } = today;
  const { profile } = world;
  const trip = person.trips.find((t) => day >= t.fromDay && day <= t.toDay) ?? null;
  const weekday = new Date(startMs + day * DAY_MS).getUTCDay();
  const weekend = weekday === 0 || weekday === 6;
  const { secondHome } = person;
  const away = weekend && secondHome !== null && draw.chance(secondHome.use);
  const home = away ? { fromDay: day, value: secondHome.line, kind: null } : current(person.homes, day);
  const where = trip?.city ?? home.value.city;
  const midnightMs = startMs + day * DAY_MS - where.utcOffsetHours * HOUR_MS;
  const activity = (weekend ? person.weekend : draw.chance(0.94) ? 1 : 0) * (trip?.activity ?? 1);
  const count = draw.count(person.perDay * activity);
  const inOffice = !trip && !weekend && person.offices.length > 0 && !draw.chance(profile.homeOfficeShare);
  for (let i = 0; i < count; i++) {
    const { hour, working } = hourOfDay(person, draw, weekend);
    const timeMs = Math.floor(midnightMs + hour * HOUR_MS);
    if (timeMs < startMs) continue;
    const flying =
      trip?.flight && (Math.floor(day) === trip.fromDay || Math.floor(day) === trip.toDay) && draw.chance(0.3)
        ? trip.flight
        : null;
    const atOffice = inOffice && working;
    const place = flying
      ? { fromDay: day, value: flying, kind: 'in-flight' }
      : trip
        ? { fromDay: day, value: trip.hotel, kind: trip.kind }
        : atOffice
          ? current(person.offices, day)
          : home;
    signIn(world, today, { timeMs, place, trip, working, flying: flying !== null, home: !trip && !atOffice });
  }
}

function hourOfDay(person: Person, draw: Draw, weekend: boolean): { hour: number; working: boolean } {
  if (draw.chance(weekend ? 0.4 : person.evening))
    return { hour: person.startHour + person.hours + draw.between(0.5, 5) - (weekend ? 6 : 0), working: false };
  const u = draw.next();
  const hour = u < 0.35 ? draw.bell(0.2, 0.35) : draw.between(0, person.hours);
  return { hour: person.startHour + hour, working: true };
}

interface Moment {
  readonly timeMs: number;
  readonly place: Since<Line>;
  readonly trip: Trip | null;
  readonly working: boolean;
  readonly flying: boolean;
  readonly home: boolean;
}

function fresh(since: Since<unknown>, day: number, days = 14): string | null {
  return since.kind !== null && day - since.fromDay < days ? since.kind : null;
}

function signIn(world: World, today: Today, moment: Moment): void {
  const { person, draw, day, events } = today;
  const { profile } = world;
  const { timeMs, trip } = moment;
  const source = draw.weighted(person.sources);
  const laptop = current(person.laptops, day);
  const phone = current(person.phones, day);
  const holiday = trip?.kind === 'holiday-roaming';
  const usesPhone = draw.chance(holiday ? 0.95 : person.phoneUse * (moment.working ? 1 : 1.6));
  let held: Since<Device> = usesPhone ? phone : laptop;
  if (!usesPhone && trip?.device && draw.chance(0.6))
    held = { fromDay: day, value: trip.device, kind: 'trip-new-device' };
  else if (!usesPhone && moment.home && person.homePc && !moment.working && draw.chance(0.5))
    held = { fromDay: Number.NEGATIVE_INFINITY, value: person.homePc, kind: null };
  const device = held.value;
  const switched = current(person.browsers, day);
  const client = clientOf(device, { source, preferred: isPhone(device) ? null : switched.value, draw });

  let place = moment.place;
  let kind = fresh(place, day) ?? fresh(held, day);
  if (!moment.flying) {
    const mobile = isPhone(device) ? person.mobileUse : profile.tetherShare;
    if (draw.chance(mobile)) {
      const carrier = trip ? trip.carrier : current(person.carriers, day).value;
      place = { fromDay: day, value: carrier, kind: null };
      kind = trip ? trip.kind : fresh(held, day);
    } else if (!trip && draw.chance(profile.cafeShare)) {
      place = { fromDay: day, value: draw.pick(person.cafes), kind: 'cafe' };
      kind = 'cafe';
    }
    const tunnel = tunnelOf(person, { day, device, client, draw });
    if (tunnel) {
      place = { fromDay: day, value: tunnel.line, kind: tunnel.kind };
      kind = trip ? trip.kind : tunnel.kind;
    }
  }
  if (kind === null && client === switched.value && !isPhone(device)) kind = fresh(switched, day);
  kind ??= daysInto(person, day) ?? (person.role === 'shared' ? 'shared-account' : person.night ? 'night-shift' : null);
  const agent = agentText(device, client, timeMs);
  const before = agentText(device, client, timeMs - DAY_MS);
  if (kind === null && agent !== before) kind = 'browser-update';

  let ip: string | null = place.value.address(timeMs, draw);
  let told: string | null = source === 'gsuite' ? null : agent;
  if (told !== null && person.script && draw.chance(person.script.use)) {
    told = person.script.agent;
    kind ??= 'own-script';
  }
  let asn: number | null = place.value.network.asn;
  if (told !== null && draw.chance(profile.missingAgentShare)) {
    told = null;
    kind ??= 'missing-user-agent';
  }
  if (draw.chance(profile.missingAddressShare)) {
    ip = draw.chance(0.5) ? null : `10.${draw.int(0, 40)}.${draw.int(0, 255)}.${draw.int(1, 254)}`;
    kind = ip === null ? 'missing-ip' : 'private-ip';
    asn = null;
  }
  const event = { timeMs, account: person.account, source, ip, agent: told, kind, city: place.value.city, asn, device };
  // Whoever sits somewhere new or at something new types the password by hand, and is asked who it is.
  const unusual = trip !== null || fresh(held, day) !== null || fresh(moment.place, day) !== null ? 3 : 1;
  if (source !== 'slack' && draw.chance(profile.failureShare * unusual)) {
    const failures = draw.int(1, 3);
    const forgotten = draw.chance(0.12);
    for (let k = failures; k >= 1; k--)
      events.push({ ...event, timeMs: timeMs - k * draw.int(4_000, 40_000), outcome: 'failure', kind: kind ?? 'typo' });
    events.push({ ...event, outcome: forgotten ? 'failure' : 'success', kind: kind ?? 'typo' });
    return;
  }
  if (source !== 'slack' && draw.chance(profile.challengeShare * unusual))
    events.push({ ...event, timeMs: timeMs - draw.int(3_000, MINUTE_MS), outcome: 'challenge' });
  events.push({ ...event, outcome: 'success' });
}

function daysInto(person: Person, day: number): string | null {
  if (day - person.hireDay < 14) return 'new-hire';
  if (person.gap && day >= person.gap[1] && day - person.gap[1] < 14) return 'leave-return';
  return null;
}

/** The program that signs in: the app where the source is Slack and the device has it, else a browser. */
export function clientOf(
  device: Device,
  options: { source: SourceName; preferred: Client | null; draw: Draw },
): Client {
  if (options.source === 'slack' && device.hasSlackApp && options.draw.chance(isPhone(device) ? 0.97 : 0.8))
    return 'slack';
  return options.preferred ?? device.browser;
}

function tunnelOf(
  person: Person,
  options: { day: number; device: Device; client: Client; draw: Draw },
): { line: Line; kind: string } | null {
  const { day, device, draw } = options;
  const { corporateVpn, privateVpn } = person;
  if (corporateVpn && day >= corporateVpn.fromDay && !isPhone(device) && draw.chance(corporateVpn.use))
    return { line: corporateVpn.line, kind: 'corporate-vpn' };
  if (privateVpn && day >= privateVpn.fromDay && draw.chance(privateVpn.use)) {
    const exit = draw.chance(0.6) ? privateVpn.exits[0]! : draw.pick(privateVpn.exits);
    return { line: exit, kind: 'private-vpn' };
  }
  if (device.relay && options.client === 'safari' && draw.chance(person.relayUse))
    return { line: draw.chance(0.7) ? person.relays[0]! : draw.pick(person.relays), kind: 'relay' };
  return null;
}

/** A program: one or two servers, one agent, the same minutes of the hour, day and night. */
function liveService(world: World, person: Person, options: { draw: Draw; days: number; startMs: number }): Event[] {
  const { draw, days, startMs } = options;
  const network = draw.pick(networksOf('hosting'));
  const city = world.profile.officeCities[0] ?? draw.pick(CITIES);
  const line = draw.chance(0.7)
    ? fixedLine(world, draw, { network, city: world.plan.nearest(network, city), addresses: draw.int(1, 2) })
    : exitLine(world, draw, { network, city, exits: 1 });
  const agent = draw.pick(SCRIPT_AGENTS);
  const source = draw.weighted(person.sources);
  const gapMs = DAY_MS / person.perDay;
  const events: Event[] = [];
  for (let timeMs = startMs + draw.between(0, gapMs); timeMs < startMs + days * DAY_MS; timeMs += gapMs) {
    if (draw.chance(0.02)) continue;
    events.push({
      timeMs: Math.floor(timeMs + draw.between(0, 3 * MINUTE_MS)),
      account: person.account,
      source,
      ip: line.address(timeMs, draw),
      agent: source === 'gsuite' ? null : agent,
      outcome: 'success',
      kind: 'service-account',
      city: line.city,
      asn: line.network.asn,
      device: null,
    });
  }
  return events;
}
