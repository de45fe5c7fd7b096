// Those who come for the accounts, each after his own manner: what he bought, where he sits, when he works.
// Also the spraying that never gets in.

import type { Outcome } from '../../../src/domain/sign-in.ts';
import { MINUTE_MS } from '../../../src/domain/time.ts';
import { CITIES_BY_COUNTRY, type City } from '../../../src/simulation/pools/cities.ts';
import type { Company, Person } from './company.ts';
import { momentOf, type Row, sourceOf } from './days.ts';
import { agentOf, type Build, DESKTOPS, type Device, desktopBuild, PHONES, SCRIPTS } from './devices.ts';
import { type Dice, dice } from './dice.ts';
import { type Place, seatAt } from './places.ts';
import { COUNTRIES } from './world.ts';

const MANNERS = [
  ['password-list', 4],
  ['aitm-kit', 4],
  ['stolen-cookie', 4],
  ['neighbour', 1.5],
  ['ex-partner', 1],
  ['broker', 1],
  ['patient', 3],
  ['api-token', 2],
  ['sleeper', 2],
  ['during-trip', 1.5],
  ['early', 2],
] as const;
type Manner = (typeof MANNERS)[number][0];

interface Visit {
  readonly day: number;
  readonly hour: number;
  readonly place: Place;
  readonly device: Pick<Device, 'id' | 'build' | 'lag' | 'trait'>;
  readonly outcome?: Outcome;
  readonly source?: string;
}

interface Raid {
  readonly company: Company;
  readonly own: Dice;
  readonly victim: Person;
  readonly day: number;
}

export interface Attacks {
  readonly rows: Row[];
  readonly incidents: number;
}

/** Somewhere an attacker may come from: rented, a stranger's line near the victim or far from him, or a VPN. */
function den(
  { company, own, victim }: Raid,
  kinds: readonly ('hosting' | 'near' | 'country' | 'far' | 'vpn' | 'carrier')[],
): Place {
  const home = victim.home.city;
  const any = (country: string): City => own.weighted(CITIES_BY_COUNTRY.get(country)!, (city) => city.weight);
  switch (own.pick(kinds)) {
    case 'hosting':
      return company.maker.place(own, {
        city: any(own.chance(0.4) ? home.country : own.pick(['US', 'DE', 'NL', 'GB', 'SG', 'FR'])),
        kind: 'hosting',
      });
    case 'near':
      return company.maker.place(own, { city: home, kind: 'home' });
    case 'country':
      return company.maker.place(own, { city: any(home.country), kind: 'home' });
    case 'far':
      return company.maker.place(own, { city: any(own.pick(COUNTRIES)), kind: 'home' });
    case 'carrier':
      return company.maker.place(own, {
        city: any(own.chance(0.5) ? home.country : own.pick(COUNTRIES)),
        kind: 'mobile',
      });
    case 'vpn':
      return company.maker.place(own, { city: any(own.chance(0.5) ? home.country : own.pick(COUNTRIES)), kind: 'vpn' });
  }
}

const ownMachine = (raid: Raid, build?: Build) => {
  const { company, own } = raid;
  return {
    ...company.newDevice(build ?? (own.chance(0.8) ? desktopBuild(own, 0.15) : own.pick(PHONES)), { own }),
    lag: own.int(20),
  };
};

/** The machine the victim had that day, as a stolen cookie or a kit shows it; of the site where work is done on those. */
function machineOf({ company, own, victim, day }: Raid): Device {
  const { machines } = victim.site;
  if (machines.length > 0 && own.chance(company.sector.shared)) return own.pick(machines);
  const list = victim.computers;
  return list.find((one) => day >= one.fromDay && day < one.toDay) ?? list.at(-1)!;
}

function hourOf(raid: Raid, share: number): number {
  const { own, victim } = raid;
  return own.chance(share) ? victim.starts + victim.hours * own.between(0, 1) : own.between(0, 24);
}

function burst(
  raid: Raid,
  options: { count: number; place: Place; device: Visit['device']; hour: number; source?: string },
): Visit[] {
  const { own, day } = raid;
  let hour = options.hour;
  return Array.from({ length: options.count }, () => {
    const visit = { ...options, day, hour };
    hour += own.chance(0.7) ? own.between(0.01, 0.8) : own.between(1, 30);
    return visit;
  });
}

function visitsOf(manner: Manner, raid: Raid): Visit[] {
  const { own, victim, day, company } = raid;
  switch (manner) {
    case 'early':
      return visitsOf(own.pick(['password-list', 'aitm-kit', 'stolen-cookie', 'patient'] as const), raid);
    case 'during-trip':
      return visitsOf(own.pick(['password-list', 'aitm-kit', 'stolen-cookie', 'neighbour'] as const), raid);
    case 'password-list': {
      const place = den(raid, ['hosting', 'hosting', 'far', 'country', 'vpn']);
      const device = ownMachine(
        raid,
        own.chance(0.6) ? 'win-chrome' : own.pick<Build>([...DESKTOPS, 'python', 'headless']),
      );
      const hour = hourOf(raid, 0.3);
      const tries = Array.from({ length: own.chance(0.75) ? 1 + own.int(3) : 0 }, (_, i): Visit => {
        return {
          day,
          hour: hour - 0.02 * (i + 1),
          place,
          device,
          outcome: 'failure',
          source: company.okta > 0 && own.chance(0.5) ? 'okta' : 'gsuite',
        };
      });
      return [...tries, ...burst(raid, { count: 1 + own.int(4), place, device, hour })];
    }
    case 'aitm-kit': {
      const kit = den(raid, ['hosting', 'hosting', 'hosting', 'vpn', 'country']);
      const theirs = machineOf(raid);
      const device = own.chance(0.5)
        ? theirs
        : own.chance(0.6)
          ? { ...theirs, lag: 0 }
          : ownMachine(raid, 'win-chrome');
      const hour = hourOf(raid, 0.9);
      const first = burst(raid, { count: 1 + own.int(2), place: kit, device, hour });
      if (own.chance(0.4)) return first;
      const later = own.chance(0.5) ? device : ownMachine(raid);
      return [
        ...first,
        ...burst(raid, {
          count: 1 + own.int(4),
          place: den(raid, ['vpn', 'far', 'hosting', 'country']),
          device: later,
          hour: hour + own.between(0.5, 40),
        }),
      ];
    }
    case 'stolen-cookie': {
      const list = own.chance(0.8) || victim.privateComputer === null ? machineOf(raid) : victim.privateComputer;
      const place = den(raid, ['near', 'country', 'country', 'vpn', 'far', 'hosting']);
      return burst(raid, { count: 1 + own.int(5), place, device: list, hour: hourOf(raid, 0.5) });
    }
    case 'neighbour': {
      const network = victim.home.exits[0]!.network;
      const place = company.maker.place(own, { city: victim.home.city, kind: 'home', network });
      return burst(raid, { count: 1 + own.int(4), place, device: ownMachine(raid), hour: hourOf(raid, 0.3) });
    }
    case 'ex-partner': {
      const device = ownMachine(
        raid,
        own.pick<Build>(['win-chrome', 'ios-safari', 'android-chrome', 'mac-safari', 'win-edge']),
      );
      const place = own.chance(0.7) ? victim.home : victim.second;
      return Array.from(
        { length: 1 + own.int(4) },
        (_, i): Visit => ({ day: day + i * own.int(4), hour: own.between(19, 26), place, device }),
      );
    }
    case 'patient': {
      const place = den(raid, ['country', 'near', 'hosting', 'vpn', 'carrier']);
      const device = own.chance(0.4) ? machineOf(raid) : ownMachine(raid);
      return Array.from(
        { length: 3 + own.int(9) },
        (_, i): Visit => ({ day: day + i * (4 + own.int(5)), hour: hourOf(raid, 0.85), place, device }),
      );
    }
    case 'api-token': {
      const place = den(raid, ['hosting', 'hosting', 'hosting', 'vpn', 'far']);
      const device = ownMachine(raid, own.pick(SCRIPTS));
      const hour = own.between(0, 24);
      const pace = own.pick([0.5, 6, 24]);
      return Array.from(
        { length: 2 + own.int(8) },
        (_, i): Visit => ({ day, hour: hour + i * pace, place, device, source: 'slack' }),
      );
    }
    case 'sleeper':
    case 'broker': {
      const place = den(raid, ['hosting', 'far', 'country', 'vpn', 'carrier']);
      return burst(raid, { count: 1 + own.int(4), place, device: ownMachine(raid), hour: hourOf(raid, 0.3) });
    }
  }
}

/** Who can be a victim that day, and when, for this manner; null where the company has nobody. */
function target(
  manner: Manner,
  { company, own }: { company: Company; own: Dice },
): { victim: Person; day: number } | null {
  for (let probe = 0; probe < 60; probe += 1) {
    const victim = own.pick(company.people);
    let day = own.int(company.days - 3);
    if (victim.service && manner !== 'api-token' && !own.chance(0.1)) continue;
    if (manner === 'sleeper') {
      const asleep = victim.leave ? victim.leave[0] + 8 + own.int(40) : victim.leaveDay + 8 + own.int(30);
      if (asleep >= company.days - 1) continue;
      if (victim.leave && asleep >= victim.leave[1]) continue;
      return { victim, day: asleep };
    }
    if (manner === 'during-trip') {
      const trip = victim.trips[0];
      if (!trip || trip.to >= company.days) continue;
      day = trip.from + own.int(trip.to - trip.from + 1);
    }
    if (manner === 'early') day = own.int(Math.min(21, company.days - 3));
    if (day < victim.hireDay + 2 || day >= victim.leaveDay) continue;
    return { victim, day };
  }
  return null;
}

export function attack(company: Company): Attacks {
  const own = dice(company.seed, 4);
  const rows: Row[] = [];
  let incidents = 0;
  const commit = (manner: Manner, { victim, visits }: { victim: Person; visits: readonly Visit[] }) => {
    const inside = visits.filter((one) => one.day + one.hour / 24 < company.days - 0.6 && one.day >= 0);
    if (!inside.some((one) => one.outcome !== 'failure')) return;
    incidents += 1;
    const incident = `inc-${String(incidents).padStart(3, '0')}`;
    for (const visit of inside.slice(0, 12)) {
      const source = visit.source ?? (visit.device.build.endsWith('slack') ? 'slack' : sourceOf(company, own));
      const seat = seatAt(company.world, visit.place, { day: visit.day, device: visit.device.id, own });
      const agent = source === 'gsuite' ? null : agentOf(visit.device, visit.day);
      const timeMs = momentOf(company, { day: visit.day, hour: visit.hour, city: victim.home.city });
      rows.push({
        timeMs,
        user: victim.name,
        source,
        seat,
        build: visit.device.build,
        agent,
        outcome: visit.outcome ?? 'success',
        incident,
        kind: manner,
      });
    }
  };
  const size = (company.people.length * company.days) / 20_000;
  const wanted = Math.max(2, Math.round(own.between(15, 40) * size));
  for (let probe = 0; incidents < wanted && probe < wanted * 4; probe += 1) {
    const [manner] = own.weighted(MANNERS, (one) => one[1]);
    const found = target(manner, { company, own });
    if (!found) continue;
    const raid: Raid = { company, own, ...found };
    if (manner !== 'broker') {
      commit(manner, { victim: found.victim, visits: visitsOf(manner, raid) });
      continue;
    }
    // One buyer tries what he bought on one day, from the same few addresses with the same machine.
    const place = den(raid, ['hosting', 'far', 'vpn']);
    const device = ownMachine(raid);
    const hour = own.between(6, 18);
    const count = Math.min(company.people.length, 3 + own.int(6), Math.max(3, Math.ceil(wanted / 4)));
    const start = own.int(company.people.length);
    for (let i = 0; i < count; i += 1) {
      const victim = company.people[(start + i * 7) % company.people.length]!;
      const visits = burst(
        { ...raid, victim },
        { count: 1 + own.int(2), place, device, hour: hour + i * own.between(0.05, 0.7) },
      );
      if (found.day >= victim.hireDay && found.day < victim.leaveDay) commit(manner, { victim, visits });
    }
  }
  spray(company, { own, rows });
  return { rows, incidents };
}

/** Waves of failures over many accounts from rented machines; nobody gets in. */
function spray(company: Company, { own, rows }: { own: Dice; rows: Row[] }): void {
  for (let waves = own.count(company.days / 30); waves > 0; waves -= 1) {
    const victim = own.pick(company.people);
    const raid: Raid = { company, own, victim, day: own.int(company.days - 2) };
    const place = den(raid, ['hosting', 'hosting', 'far']);
    const device = ownMachine(raid, own.chance(0.5) ? 'win-chrome' : 'python');
    let timeMs = momentOf(company, { day: raid.day, hour: own.between(0, 24), city: victim.home.city });
    const source = company.okta > 0 && own.chance(0.5) ? 'okta' : 'gsuite';
    const agent = source === 'gsuite' ? null : agentOf(device, raid.day);
    const share = own.between(0.03, 0.4);
    for (const person of company.people) {
      if (!own.chance(share) || raid.day < person.hireDay) continue;
      timeMs += Math.round(own.between(0.02, 4) * MINUTE_MS);
      const seat = seatAt(company.world, place, { day: raid.day, device: own.int(5), own });
      rows.push({
        timeMs,
        user: person.name,
        source,
        seat,
        build: device.build,
        agent,
        outcome: 'failure',
        incident: null,
        kind: 'spray',
      });
    }
  }
}
