// Who works at a simulated company: homes, machines, contracts, habits, and what will happen to each of them.

import { drawMachine, type Machine } from './agents.ts';
import { DAY_MS } from './calendar.ts';
import type { City } from './catalogue.ts';
import { type Company, citiesOf, drawAbroad, drawCity, drawProvider, type Office, type Stretch } from './company.ts';
import { type Dice, diceOf, hashOf } from './dice.ts';
import { carrierLine, fixedLine, householdLine, type Line, shiftingLine } from './lines.ts';

export type Role = 'staff' | 'shared' | 'service';

export interface Home {
  readonly fromDay: number;
  readonly line: Line;
  /** Why it began: nothing for the first one. */
  readonly kind: 'move' | 'isp-change' | null;
}

export interface Person {
  readonly account: string;
  readonly role: Role;
  readonly salt: number;
  /** Sign-ins a calendar day. */
  readonly rate: number;
  readonly hiredDay: number;
  readonly leftDay: number;
  readonly homes: readonly Home[];
  readonly family: Line;
  readonly carrier: Line;
  readonly machines: readonly Machine[];
  /** Chance that a session is on the phone rather than the computer. */
  readonly phoneShare: number;
  readonly office: Office | null;
  readonly officeShare: number;
  /** Local minute the day begins. */
  readonly startMinute: number;
  readonly dayMinutes: number;
  readonly weekendShare: number;
  readonly eveningShare: number;
  readonly stretches: readonly Stretch[];
  readonly tunnelShare: number;
  readonly privateVpn: { readonly share: number; readonly lines: readonly Line[] } | null;
  readonly relay: Line | null;
  /** A desktop in the cloud, or scripts of one's own on a server, from some day. */
  readonly cloudDesktop: {
    readonly line: Line;
    readonly machine: Machine;
    readonly fromDay: number;
    readonly share: number;
  } | null;
  readonly ownScript: {
    readonly line: Line;
    readonly fromDay: number;
    readonly agent: number;
    readonly minute: number;
  } | null;
  readonly cafeShare: number;
  readonly mess: number;
  readonly typoShare: number;
  /** Those who use a shared account. */
  readonly members: readonly Person[];
}

const FIRST_NAMES =
  'aino bram chiara dmitri elif farid greta hugo ines jonas kasia leila marek nadia oskar pilar quinn rosa sven tariq uma viktor wanda xavi yara zoltan amara bela cyril dana emre fiona goran hana ivo jana kofi lucia milan noor'.split(
    ' ',
  );
const LAST_NAMES =
  'adler brandt costa dubois eriksen fischer garcia hansen ito jensen kowalski lindgren moreau novak okafor petrov quist rossi silva tanaka ueda varga weber xu yilmaz zeman baker chandra doyle evans ferrari grant hughes ibrahim joshi keller lopez mbeki nagy olsen'.split(
    ' ',
  );

/** First day a home is another than the first; the last home that began counts. */
export function homeOn(person: Person, day: number): Home {
  let current = person.homes[0]!;
  for (const home of person.homes) if (home.fromDay <= day) current = home;
  return current;
}

export function stretchOn(person: Person, day: number): Stretch | null {
  return person.stretches.find((stretch) => stretch.fromDay <= day && day < stretch.untilDay) ?? null;
}

function drawHomes(company: Company, dice: Dice, city: City): Home[] {
  const { world, days } = company;
  const home = (place: City, fromDay: number, kind: Home['kind']): Home => ({
    fromDay,
    kind,
    line: householdLine(world, dice, { asn: drawProvider(world, dice, place.country), city: place }),
  });
  const homes = [home(city, -1, null)];
  const fate = dice.unit();
  if (fate < 0.05)
    homes.push(home(dice.chance(0.7) ? city : drawCity(dice, city.country), dice.whole(3, days - 1), 'move'));
  else if (fate < 0.1) homes.push(home(city, dice.whole(3, days - 1), 'isp-change'));
  return homes;
}

function drawStretches(
  company: Company,
  dice: Dice,
  person: { city: City; traveller: number; absent: boolean },
): Stretch[] {
  const { days } = company;
  const found: Stretch[] = [];
  const add = (kind: Stretch['kind'], length: number, city: City): void => {
    const fromDay = dice.whole(1, Math.max(1, days - 2));
    found.push({ kind, fromDay, untilDay: fromDay + length, city, salt: dice.salt() });
  };
  const { country } = person.city;
  const elsewhere = (): City => drawCity(dice, country);
  for (let count = dice.count((days / 100) * company.travel * person.traveller); count > 0; count -= 1) {
    const colleagues = dice.chance(0.4) && company.offices.length > 0 ? dice.pick(company.offices).city : null;
    add('trip', dice.whole(1, 5), colleagues ?? (dice.chance(0.6) ? elsewhere() : drawAbroad(dice, [country])));
  }
  for (let count = dice.count((days / 100) * 0.5); count > 0; count -= 1) {
    add('holiday', dice.whole(5, 16), dice.chance(0.4) ? elsewhere() : drawAbroad(dice, [country]));
  }
  for (let count = dice.count((days / 100) * 1.1); count > 0; count -= 1) add('visit', dice.whole(2, 4), elsewhere());
  if (dice.chance(0.04)) add('workation', dice.whole(10, 35), drawAbroad(dice, [country]));
  for (const conference of company.conferences) if (dice.chance(0.04)) found.push(conference);
  if (person.absent) {
    const length = Math.max(Math.floor(days * 0.4), Math.min(64, days - 20));
    const fromDay = dice.whole(4, Math.max(5, days - length - 4));
    found.unshift({ kind: 'leave', fromDay, untilDay: fromDay + length, city: person.city, salt: dice.salt() });
  }
  return found;
}

function drawMachines(company: Company, dice: Dice, heavy: boolean): Machine[] {
  const { startMs, days } = company;
  const moment = (): number => startMs + Math.floor(dice.between(2, days)) * DAY_MS;
  const managed = company.managedBrowser;
  const replaced = (first: Machine, next: Machine): Machine[] => [{ ...first, untilMs: next.fromMs }, next];
  const computer = drawMachine(dice, { platform: dice.weighted(company.platforms), managed });
  const machines: Machine[] = [];
  if (dice.chance((0.12 * days) / 100)) {
    const platform = dice.chance(0.8) ? computer.platform : dice.weighted(company.platforms);
    machines.push(
      ...replaced(computer, drawMachine(dice, { platform, managed, fromMs: moment(), fresh: 'new-laptop' })),
    );
  } else machines.push(computer);
  const phone = drawMachine(dice, { platform: dice.chance(company.iphoneShare) ? 'iphone' : 'android' });
  if (dice.chance((0.14 * days) / 100)) {
    const platform = dice.chance(0.8) ? phone.platform : phone.platform === 'iphone' ? 'android' : 'iphone';
    machines.push(...replaced(phone, drawMachine(dice, { platform, fromMs: moment(), fresh: 'new-phone' })));
  } else machines.push(phone);
  if (dice.chance(heavy ? 0.3 : 0.15)) {
    machines.push(
      drawMachine(dice, {
        platform: dice.chance(0.8) ? 'ipad' : 'android',
        fromMs: dice.chance(0.3) ? moment() : undefined,
        fresh: 'tablet',
      }),
    );
  }
  // A private computer at home, used rarely: the first time may come late.
  if (dice.chance(0.3))
    machines.push({
      ...drawMachine(dice, {
        platform: dice.weighted([
          ['mac', 3],
          ['windows', 6],
          ['linux', 1],
        ] as const),
      }),
      fresh: 'private',
    });
  return machines;
}

function drawPrivateVpn(company: Company, dice: Dice, city: City): Person['privateVpn'] {
  const { world } = company;
  const provider = dice.pick(world.networks('vpn'));
  const family = world.networks('vpn').filter((other) => other === provider || dice.chance(0.25));
  const lines = Array.from({ length: dice.whole(1, 5) }, (): Line => {
    const network = dice.chance(0.6) ? provider : dice.pick(family);
    const domestic = network.countries.includes(city.country) && dice.chance(0.55);
    const exit = drawCity(dice, domestic ? city.country : dice.pick(network.countries));
    return shiftingLine(world, {
      asn: network.asn,
      city: exit,
      salt: dice.salt(),
      stickMs: dice.whole(1, 12) * (DAY_MS / 4),
    });
  });
  return { share: dice.chance(0.4) ? dice.between(0.5, 0.95) : dice.between(0.03, 0.4), lines };
}

function drawRelay(company: Company, dice: Dice, city: City): Line | null {
  const { world } = company;
  const near = world.networks('relay', city.country);
  const network = dice.pick(near.length > 0 ? near : world.networks('relay'));
  const exit = near.length > 0 ? drawCity(dice, city.country) : drawCity(dice, dice.pick(network.countries));
  return shiftingLine(world, {
    asn: network.asn,
    city: exit,
    salt: dice.salt(),
    stickMs: 5 * 3_600_000,
    blocks: 30,
    v6Share: 0.5,
  });
}

function drawStaff(
  company: Company,
  index: number,
  options: { account: string; hiredDay: number; absent: boolean },
): Person {
  const dice = diceOf(company.seed, 202, index);
  const { world, days } = company;
  const remote = dice.chance(company.remoteShare);
  const office = company.offices.length > 0 && !remote ? dice.pick(company.offices) : null;
  const country = dice.chance(0.75) ? company.countries[0]! : dice.pick(company.countries);
  const city = office
    ? office.city
    : dice.chance(0.06)
      ? drawAbroad(dice, ['RU', 'CN', 'NG'])
      : drawCity(dice, country);
  const homes = drawHomes(company, dice, city);
  const unit = 1 - dice.unit();
  const rate = Math.min(8, Math.max(0.2, (0.62 * company.rate) / (Math.sqrt(unit) * Math.sqrt(Math.sqrt(unit)))));
  const traveller = dice.weighted([
    [0.15, 55],
    [0.8, 28],
    [3, 12],
    [7, 5],
  ] as const);
  const carrier = dice.pick(world.carriers(city.country));
  const night = dice.chance(0.04);
  const early = dice.around(520, 55);
  const nerd = dice.chance(0.3);
  const cloudServer = dice.pick(world.networks('hosting').slice(0, 10));
  const cloudCity = drawCity(dice, dice.pick(cloudServer.countries));
  const server = fixedLine(world, {
    asn: cloudServer.asn,
    city: cloudCity,
    salt: dice.salt(),
    addresses: dice.whole(1, 3),
  });
  const familyCity = dice.chance(0.5) ? city : drawCity(dice, city.country);
  return {
    account: options.account,
    role: 'staff',
    salt: dice.salt(),
    rate,
    hiredDay: options.hiredDay,
    leftDay: dice.chance((0.06 * days) / 100) ? dice.whole(Math.min(days - 1, options.hiredDay + 10), days) : days,
    homes,
    family: householdLine(world, dice, { asn: drawProvider(world, dice, familyCity.country), city: familyCity }),
    carrier: carrierLine(world, dice, { asn: carrier.asn, city, gateways: citiesOf(city.country) }),
    machines: drawMachines(company, dice, rate > 2),
    phoneShare: dice.chance(0.25) ? dice.between(0.4, 0.85) : dice.between(0.02, 0.4),
    office,
    officeShare: office ? Math.min(0.98, Math.max(0.05, dice.around(company.officeDays, 0.22))) : 0,
    startMinute: night ? 1260 : Math.min(720, Math.max(330, early)),
    dayMinutes: dice.around(520, 50),
    weekendShare: dice.chance(0.12) ? dice.between(0.4, 1) : dice.between(0.02, 0.2),
    eveningShare: dice.between(0.03, 0.3),
    stretches: drawStretches(company, dice, { city, traveller, absent: options.absent }),
    tunnelShare: dice.chance(company.tunnel?.share ?? 0) ? dice.between(0.3, 1) : dice.between(0, 0.06),
    privateVpn: dice.chance(company.privateVpnShare) ? drawPrivateVpn(company, dice, city) : null,
    relay: dice.chance(company.relayShare) ? drawRelay(company, dice, city) : null,
    cloudDesktop:
      nerd && dice.chance(0.16)
        ? {
            line: server,
            machine: drawMachine(dice, { platform: dice.chance(0.7) ? 'windows' : 'linux' }),
            fromDay: dice.whole(-days, days),
            share: dice.between(0.03, 0.5),
          }
        : null,
    ownScript:
      nerd && dice.chance(0.14)
        ? { line: server, fromDay: dice.whole(-20, days), agent: dice.salt(), minute: dice.whole(0, 1439) }
        : null,
    cafeShare: dice.chance(0.25) ? dice.between(0.05, 0.25) : dice.between(0, 0.03),
    mess: company.mess * (dice.chance(0.2) ? dice.between(1.5, 4) : dice.between(0.2, 1.2)),
    typoShare: dice.between(0.005, 0.08),
    members: [],
  };
}

/** Everybody with an account: staff, a few accounts that several people share, and machines. */
export function drawPeople(company: Company): Person[] {
  const dice = diceOf(company.seed, 303);
  const { days, size, world } = company;
  const services = Math.max(1, Math.floor(size / 60) + dice.whole(0, 2));
  const shared = dice.whole(1, Math.max(1, Math.floor(size / 70)));
  const staff = Math.max(1, size - services - shared);
  const used = new Set<string>();
  const people: Person[] = [];
  for (let index = 0; index < staff; index += 1) {
    let name = `${dice.pick(FIRST_NAMES)}.${dice.pick(LAST_NAMES)}`;
    if (used.has(name)) name = `${name}${index}`;
    used.add(name);
    const hired = dice.chance(Math.max(0.02, 0.08 * (days / 100)) + 2 / staff);
    const absent = !hired && dice.chance(0.02 + 1.5 / staff);
    const hiredDay = hired ? dice.whole(Math.min(8, days - 1), Math.max(8, days - 3)) : -1;
    people.push(drawStaff(company, index, { account: `${name}@${company.domain}`, hiredDay, absent }));
  }
  for (let index = 0; index < shared; index += 1) {
    const account = `${['support', 'office', 'events', 'billing', 'jobs', 'press'][index % 6]}${index >= 6 ? index : ''}@${company.domain}`;
    const base = drawStaff(company, 10_000 + index, { account, hiredDay: -1, absent: false });
    const members = dice.shuffled(people.filter((person) => person.role === 'staff')).slice(0, dice.whole(2, 5));
    people.push({ ...base, role: 'shared', leftDay: days, members, rate: dice.between(0.5, 3), stretches: [] });
  }
  for (let index = 0; index < services; index += 1) {
    const account = `svc-${['backup', 'sync', 'ci', 'reports', 'hr-import', 'monitor', 'archive'][index % 7]}${index >= 7 ? index : ''}@${company.domain}`;
    const base = drawStaff(company, 20_000 + index, { account, hiredDay: -1, absent: false });
    const line = (): Line => {
      const network = dice.pick(world.networks('hosting'));
      const city = drawCity(dice, dice.pick(network.countries));
      return fixedLine(world, { asn: network.asn, city, salt: dice.salt(), addresses: dice.whole(1, 4) });
    };
    const homes: Home[] = [{ fromDay: -1, line: line(), kind: null }];
    if (dice.chance(0.25)) homes.push({ fromDay: dice.whole(3, days - 1), line: line(), kind: 'move' });
    people.push({
      ...base,
      role: 'service',
      leftDay: days,
      homes,
      rate: dice.whole(1, 6),
      stretches: [],
      salt: hashOf(dice.salt()),
    });
  }
  return people;
}
