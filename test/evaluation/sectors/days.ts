// Life day by day: where somebody is, what they carry, when they open which app. Emits rows in any order.

import type { Outcome } from '../../../src/domain/sign-in.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src/domain/time.ts';
import type { City } from '../../../src/simulation/pools/cities.ts';
import { type Company, type Person, programOn, type Trip } from './company.ts';
import { agentOf, type Build, type Device, desktopBuild } from './devices.ts';
import { type Dice, dice } from './dice.ts';
import { type Place, planeFor, type Seat, seatAt } from './places.ts';

export interface Row {
  readonly timeMs: number;
  readonly user: string;
  readonly source: string;
  readonly seat: Seat;
  readonly build: Build;
  readonly agent: string | null;
  readonly outcome: Outcome;
  readonly incident: string | null;
  readonly kind: string | null;
}

/** Epoch of a local hour in a city; the hour may pass midnight. */
export function momentOf(company: Company, options: { day: number; hour: number; city: City }): number {
  const offset = options.city.utcOffsetHours;
  return Math.round(company.startMs + options.day * DAY_MS + (options.hour - offset) * HOUR_MS);
}

/** One sign-in's way through an app: Google's records have no agent, failures are not in Slack's list. */
export function sourceOf(company: Company, own: Dice): string {
  const at = own.between(0, 1);
  return at < company.okta ? 'okta' : at < company.okta + company.gsuite * (1 - company.okta) ? 'gsuite' : 'slack';
}

interface Session {
  readonly day: number;
  readonly hour: number;
  readonly place: Place;
  /** Where the person is, which a carrier's or an airline's address does not tell. */
  readonly city: City;
  readonly device: Device;
  readonly program: Build;
  readonly kind: string | null;
}

export function liveDays(company: Company, person: Person): Row[] {
  const own = dice(company.seed, 3, person.index);
  const rows: Row[] = [];
  const weekday0 = (Math.floor(company.startMs / DAY_MS) + 4) % 7;
  const weekend = own.chance(0.1) ? 0.6 : 0.12;
  const open = Math.max(0, person.hireDay);
  const close = Math.min(company.days, person.leaveDay);
  for (let day = open; day < close; day += 1) {
    if (person.script && day % person.script.every === 0) scriptRun(company, person, { day, own, rows });
    if (person.service) continue;
    if (person.leave && day >= person.leave[0] && day < person.leave[1]) continue;
    const trip = person.trips.find((one) => day >= one.from && day <= one.to);
    const weekday = (weekday0 + day) % 7;
    const free = weekday === 0 || weekday === 6 || own.chance(0.05);
    const holiday = trip?.kind === 'holiday';
    const busy = free ? weekend : holiday ? 0.35 : 1;
    const sessions = own.count(person.rate * busy);
    if (sessions === 0) continue;
    const where = trip ? null : whereabouts(company, person, { free, own });
    for (let i = 0; i < sessions; i += 1) {
      const session = sessionOf(company, person, { day, own, trip, where, free });
      emit(company, person, { session, own, rows });
    }
  }
  return rows;
}

interface Where {
  readonly place: Place;
  readonly kind: string | null;
  readonly machines: readonly Device[];
}

function whereabouts(company: Company, person: Person, { free, own }: { free: boolean; own: Dice }): Where {
  const { sector } = company;
  const none: readonly Device[] = [];
  if (free) {
    const second = own.chance(0.15);
    return { place: second ? person.second : person.home, kind: second ? 'second-home' : null, machines: none };
  }
  const choice = own.weighted(['office', 'home', 'client', 'cafe', 'second'] as const, (one) =>
    one === 'office' ? sector.office * person.officeShare : one === 'second' ? 0.15 : sector[one],
  );
  if (choice === 'office') return { place: person.site.before, kind: null, machines: person.site.machines };
  if (choice === 'home') return { place: person.home, kind: null, machines: none };
  if (choice === 'second') return { place: person.second, kind: 'second-home', machines: none };
  return { place: choice === 'client' ? person.client : person.cafe, kind: choice, machines: none };
}

interface DayOptions {
  readonly day: number;
  readonly own: Dice;
  readonly trip: Trip | undefined;
  readonly where: Where | null;
  readonly free: boolean;
}

function alive(list: readonly Device[], day: number): Device | undefined {
  return list.find((one) => day >= one.fromDay && day < one.toDay) ?? list.at(-1);
}

function sessionOf(company: Company, person: Person, { day, own, trip, where, free }: DayOptions): Session {
  const { sector } = company;
  const atWork = own.chance(free ? 0.2 : 0.8);
  const hour = atWork
    ? person.starts + person.hours * own.between(0, 1) + 0.3 * own.normal()
    : own.between(person.night ? 12 : 7, person.night ? 24 : 23.5);
  const phone = alive(person.phones, day);
  const fleet = person.computers.filter((one) => day >= one.fromDay && day < one.toDay);
  const computer = own.chance(0.85)
    ? (fleet.at(-1) ?? person.computers.at(-1)!)
    : (fleet[0] ?? person.computers.at(-1)!);
  const onPhone = phone !== undefined && own.chance(atWork ? 0.25 : 0.7);
  const pick = (device: Device, place: Place, kind: string | null): Session => {
    const program = programOn(device, { share: person.slackApp, own });
    const city = trip?.city ?? (place === person.carrier ? person.home.city : place.city);
    return { day, hour, place, city, device, program, kind: kind ?? lately(person, { day, device }) };
  };
  if (trip) {
    const label = trip.kind;
    if (own.chance(sector.borrow * 2))
      return pick(foreign(company, own), own.chance(0.5) ? trip.bed : trip.desk, 'hotel-computer');
    if (day === trip.from || day === trip.to) {
      if (own.chance(0.12))
        return pick(onPhone ? phone : computer, planeFor(company.maker, { own, city: trip.city }), 'in-flight');
      if (own.chance(0.3))
        return pick(
          own.chance(0.6) && phone ? phone : computer,
          own.chance(0.5) ? person.carrier : trip.phone,
          'train',
        );
    }
    if (onPhone && own.chance(0.6)) return pick(phone, trip.phone, label);
    if (own.chance(0.12)) return pick(person.tablet ?? phone ?? computer, trip.bed, label);
    return pick(onPhone ? phone : computer, atWork && trip.kind !== 'holiday' ? trip.desk : trip.bed, label);
  }
  const base = !atWork || !where ? { place: person.home, kind: null, machines: [] } : where;
  const moved = base.place === person.site.before && day >= company.moveDay;
  const place = moved ? person.site.after : base.place;
  const kind = moved && person.site.after !== person.site.before ? 'office-move' : base.kind;
  if (own.chance(sector.borrow))
    return pick(foreign(company, own), own.chance(0.5) ? place : person.cafe, 'borrowed-computer');
  if (onPhone) {
    if (own.chance(0.02))
      return {
        ...pick(phone, person.carrier, 'webview'),
        program: phone.build.startsWith('ios') ? 'ios-webview' : 'android-webview',
      };
    return pick(phone, own.chance(0.5) ? person.carrier : place, kind);
  }
  if (person.tablet && own.chance(atWork ? 0.05 : 0.3)) return pick(person.tablet, place, 'tablet');
  if (person.cloud && own.chance(0.3)) return { ...pick(computer, person.cloud, 'cloud-desktop'), program: 'win-edge' };
  if (base.machines.length > 0 && own.chance(sector.shared)) return pick(own.pick(base.machines), place, null);
  if (!atWork && person.privateComputer && own.chance(0.6)) return pick(person.privateComputer, place, null);
  if (own.chance(0.004)) {
    const other = desktopBuild(own, computer.build.startsWith('mac') ? 1 : 0);
    return { ...pick(computer, place, 'new-browser'), program: other };
  }
  if (own.chance(0.01)) return pick(computer, person.carrier, 'tether');
  return pick(computer, place, kind);
}

/** What has just changed for somebody who is where they always are. */
function lately(person: Person, { day, device }: { day: number; device: Device }): string | null {
  if (day < person.hireDay + 7) return 'new-hire';
  if (person.leave && day >= person.leave[1] && day < person.leave[1] + 5) return 'return';
  return device.fromDay >= 0 && day < device.fromDay + 3 ? 'new-device' : null;
}

/** A machine that is not one's own: a friend's, a library's, a hotel's. */
function foreign(company: Company, own: Dice): Device {
  return company.newDevice(desktopBuild(own, 0.2), { own });
}

function emit(
  company: Company,
  person: Person,
  { session, own, rows }: { session: Session; own: Dice; rows: Row[] },
): void {
  const { day, device } = session;
  let { place, kind } = session;
  const phone = /^(ios|android|ipad|tab)/.test(device.build);
  const ours =
    !phone &&
    device !== person.privateComputer &&
    kind !== 'borrowed-computer' &&
    kind !== 'hotel-computer' &&
    kind !== 'cloud-desktop';
  if (
    ours &&
    (day >= company.forAllDay || own.chance(person.corporateShare * (place === person.site.before ? 0.1 : 0.8)))
  ) {
    place = company.corporate[day >= company.corporateDay ? 1 : 0];
    kind = 'corporate-vpn';
  } else if (kind !== 'cloud-desktop' && own.chance(person.vpnShare * (place === person.site.before ? 0.2 : 0.6))) {
    place = person.vpn;
    kind = 'vpn';
  } else if (person.relay && /safari/.test(session.program) && own.chance(0.6)) {
    place = person.relay;
    kind = 'relay';
  }
  let timeMs = momentOf(company, { day, hour: session.hour, city: session.city });
  const seat = seatAt(company.world, place, { day, device: device.id, own });
  const push = (source: string, outcome: Outcome, label: string | null) => {
    const agent = source === 'gsuite' ? null : agentOf({ ...device, build: session.program }, day);
    const next =
      place.style === 'pool' && own.chance(0.4) ? seatAt(company.world, place, { day, device: device.id, own }) : seat;
    rows.push({
      timeMs,
      user: person.name,
      source,
      seat: next,
      build: session.program,
      agent,
      outcome,
      incident: null,
      kind: label,
    });
    timeMs += Math.round(own.between(0.05, own.chance(0.7) ? 3 : 90) * MINUTE_MS);
  };
  const app = session.program.endsWith('slack');
  const count = 1 + (own.chance(0.25) ? 1 : 0) + (own.chance(0.08) ? 1 : 0);
  for (let i = 0; i < count; i += 1) {
    const source = app ? 'slack' : sourceOf(company, own);
    if (source !== 'slack' && own.chance(0.03)) push(source, 'failure', 'typo');
    push(source, source !== 'slack' && own.chance(0.02) ? 'challenge' : 'success', kind);
  }
}

function scriptRun(
  company: Company,
  person: Person,
  { day, own, rows }: { day: number; own: Dice; rows: Row[] },
): void {
  const { place, device, hour } = person.script!;
  const runs = person.service ? 1 + own.int(3) : 1;
  for (let i = 0; i < runs; i += 1) {
    const timeMs = momentOf(company, { day, hour: hour + i * 4 + own.between(0, 0.1), city: place.city });
    const seat = seatAt(company.world, place, { day, device: device.id, own });
    const agent = agentOf(device, day);
    rows.push({
      timeMs,
      user: person.name,
      source: 'slack',
      seat,
      build: device.build,
      agent,
      outcome: 'success',
      incident: null,
      kind: 'script',
    });
  }
}
