// What people of a simulated company do all day: when they sign in, from where, on which machine, into which app.

import { appAgent, type Browser, browserAgent, drawMachine, type Machine, scriptAgent } from './agents.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, momentOf, weekdayOf } from './calendar.ts';
import type { City } from './catalogue.ts';
import { type App, type Company, citiesOf, drawProvider, localVenue, type Stretch, venueLine } from './company.ts';
import { type Dice, diceOf, hashOf, unitOf } from './dice.ts';
import { carrierLine, householdLine, type Line, shiftingLine } from './lines.ts';
import { homeOn, type Person, stretchOn } from './people.ts';

/** A sign-in before it has an id. */
export interface Draft {
  readonly source: string;
  readonly timeMs: number;
  readonly account: string;
  readonly ip: string | null;
  readonly userAgent: string | null;
  readonly outcome: 'success' | 'failure' | 'challenge';
  readonly kind: string | null;
  readonly incident: string | null;
  readonly warned: boolean;
}

interface Session {
  readonly person: Person;
  readonly account: string;
  readonly timeMs: number;
  readonly line: Line;
  readonly machine: Machine;
  readonly browser: Browser;
  readonly kind: string | null;
}

const PHONE_PLATFORMS = new Set(['iphone', 'android']);

/** Records of one session: an app or two within minutes, typos and challenges before. */
function record(company: Company, dice: Dice, session: Session): Draft[] {
  const { person, machine, line } = session;
  const drafts: Draft[] = [];
  let timeMs = session.timeMs;
  const used = new Set<App>();
  const count = dice.weighted([
    [1, 72],
    [2, 22],
    [3, 6],
  ] as const);
  for (let index = 0; index < count; index += 1) {
    const app = dice.weighted(company.apps.map((each) => [each, each.weight] as const));
    if (used.has(app)) continue;
    used.add(app);
    const inApp = app.source === 'slack' && dice.chance(machine.appShare);
    const relayed = !inApp && person.relay !== null && session.browser === 'safari' && dice.chance(0.7);
    const ip = (relayed ? person.relay! : line).at(timeMs, machine.salt);
    const agent = inApp ? appAgent(machine, timeMs) : browserAgent(machine, session.browser, timeMs);
    const draft: Draft = {
      source: app.source,
      timeMs,
      account: session.account,
      ip: dice.chance(0.002) ? null : ip,
      userAgent: !app.agents || dice.chance(0.006) ? null : agent,
      outcome: 'success',
      kind: session.kind ?? (relayed ? 'relay' : null),
      incident: null,
      warned: session.kind !== null && dice.chance(0.006),
    };
    if (app.failures && dice.chance(person.typoShare)) {
      for (let typo = dice.whole(1, 3); typo > 0; typo -= 1) {
        drafts.push({ ...draft, timeMs, outcome: 'failure', kind: draft.kind ?? 'typo', warned: false });
        timeMs += dice.whole(6, 50) * 1000;
      }
    }
    if (app.failures && dice.chance(session.kind === null ? 0.008 : 0.05)) {
      drafts.push({ ...draft, timeMs, outcome: 'challenge', warned: false });
      timeMs += dice.whole(8, 60) * 1000;
    }
    drafts.push({ ...draft, timeMs });
    timeMs += dice.whole(4, 150) * 1000;
  }
  return drafts;
}

const rentals = new WeakMap<Company, Map<number, Line>>();

/** A household elsewhere for the length of a stay: rented flat, relatives, friends. */
function rentalLine(company: Company, city: City, salt: number): Line {
  const cache = rentals.get(company) ?? new Map<number, Line>();
  rentals.set(company, cache);
  const known = cache.get(salt);
  if (known) return known;
  const dice = diceOf(salt, 31);
  const line = householdLine(company.world, dice, { asn: drawProvider(company.world, dice, city.country), city });
  cache.set(salt, line);
  return line;
}

/** The phone abroad: mostly the home carrier's gateway, sometimes a local or a third country's travel card. */
function awayCarrier(company: Company, person: Person, stretch: Stretch): Line {
  if (unitOf(stretch.salt, person.salt, 1) > 0.2) return person.carrier;
  const city = unitOf(stretch.salt, person.salt, 2) < 0.6 ? stretch.city : citiesOf('PL')[0]!;
  const carriers = company.world.carriers(city.country);
  const carrier = carriers[hashOf(stretch.salt, person.salt) % carriers.length]!;
  return carrierLine(company.world, diceOf(stretch.salt, person.salt, 3), {
    asn: carrier.asn,
    city,
    gateways: citiesOf(city.country),
  });
}

function aircraft(company: Company, dice: Dice): Line {
  const network = dice.pick(company.world.networks('flight'));
  const city = citiesOf(network.countries[0]!)[0]!;
  return shiftingLine(company.world, { asn: network.asn, city, salt: dice.salt(), stickMs: 6 * HOUR_MS });
}

interface Spot {
  readonly line: Line;
  readonly kind: string | null;
}

function awaySpot(
  company: Company,
  dice: Dice,
  session: { person: Person; stretch: Stretch; day: number; phone: boolean; working: boolean },
): Spot {
  const { person, stretch, day, phone } = session;
  const { world } = company;
  const { kind, city } = stretch;
  const edge = day === stretch.fromDay || day === stretch.untilDay - 1;
  const abroad = city.country !== homeOn(person, day).line.city.country;
  if (kind !== 'visit' && edge) {
    if (dice.chance(abroad ? 0.1 : 0.03)) return { line: aircraft(company, dice), kind: 'in-flight' };
    if (dice.chance(0.3))
      return {
        line: localVenue(world, dice.chance(0.5) ? city : homeOn(person, day).line.city, 100 + dice.whole(0, 1)),
        kind,
      };
  }
  if (phone && dice.chance(kind === 'workation' || kind === 'visit' ? 0.4 : 0.6)) {
    return { line: awayCarrier(company, person, stretch), kind: abroad ? 'roaming' : kind };
  }
  if (kind === 'workation') return { line: rentalLine(company, city, stretch.salt), kind };
  if (kind === 'visit') {
    const own = city === person.family.city;
    return { line: own ? person.family : rentalLine(company, city, hashOf(person.salt, stretch.salt)), kind };
  }
  if (kind === 'holiday') {
    const rented = unitOf(stretch.salt, 5) < 0.5;
    return { line: rented ? rentalLine(company, city, stretch.salt) : venueLine(world, city, stretch.salt), kind };
  }
  if (session.working && dice.chance(0.6)) {
    const office = company.offices.find((each) => each.city === city);
    if (office && kind === 'trip') return { line: office.lineOn(day), kind };
    return { line: venueLine(world, city, hashOf(stretch.salt, 6)), kind };
  }
  if (dice.chance(0.08)) return { line: localVenue(world, city, dice.whole(0, 12)), kind };
  // A conference has a hotel or two that most stay in.
  const hotel =
    kind === 'conference' ? hashOf(stretch.salt, 7, dice.chance(0.7) ? 0 : person.salt % 3) : hashOf(stretch.salt, 8);
  return { line: venueLine(world, city, hotel), kind };
}

function usualSpot(
  company: Company,
  dice: Dice,
  session: { person: Person; day: number; phone: boolean; inOffice: boolean },
): Spot {
  const { person, day, phone, inOffice } = session;
  const { world } = company;
  const home = homeOn(person, day);
  const { city } = home.line;
  if (phone && dice.chance(inOffice ? 0.5 : 0.45)) return { line: person.carrier, kind: null };
  if (!phone && dice.chance(0.012 * person.mess)) return { line: person.carrier, kind: 'tether' };
  if (dice.chance(person.cafeShare)) {
    const unit = dice.unit();
    return { line: localVenue(world, city, Math.floor(unit * unit * 25)), kind: 'cafe' };
  }
  if (dice.chance(0.008 * person.mess)) {
    const nearby = dice.chance(0.7) ? city : dice.pick(citiesOf(city.country));
    const campus = world.networks('edu', city.country);
    if (campus.length > 0 && dice.chance(0.15)) {
      return {
        line: shiftingLine(world, { asn: dice.pick(campus).asn, city, salt: person.salt, stickMs: 8 * HOUR_MS }),
        kind: 'campus',
      };
    }
    return dice.chance(0.5)
      ? { line: venueLine(world, nearby, dice.salt()), kind: 'client-site' }
      : { line: rentalLine(company, nearby, dice.salt()), kind: 'friend' };
  }
  if (dice.chance(0.015 * person.mess)) return { line: person.family, kind: 'family' };
  if (inOffice && person.office) {
    const moved = person.office.movedDay !== null && day >= person.office.movedDay && day < person.office.movedDay + 10;
    return dice.chance(0.03)
      ? { line: person.office.guest, kind: 'guest-wifi' }
      : { line: person.office.lineOn(day), kind: moved ? 'office-move' : null };
  }
  return { line: home.line, kind: home.kind && day < home.fromDay + 10 ? home.kind : null };
}

function pickMachine(
  dice: Dice,
  person: Person,
  moment: { timeMs: number; working: boolean; leisure: boolean },
): Machine {
  const there = person.machines.filter((machine) => machine.fromMs <= moment.timeMs && moment.timeMs < machine.untilMs);
  const phone = there.find((machine) => PHONE_PLATFORMS.has(machine.platform));
  const computer = there.find(
    (machine) => !PHONE_PLATFORMS.has(machine.platform) && machine.platform !== 'ipad' && machine.fresh !== 'private',
  );
  const others = there.filter((machine) => machine !== phone && machine !== computer);
  const share = moment.leisure ? 0.8 : moment.working ? person.phoneShare : Math.min(0.9, person.phoneShare + 0.3);
  if (others.length > 0 && dice.chance(moment.working && !moment.leisure ? 0.02 : 0.08)) return dice.pick(others);
  return (dice.chance(share) ? phone : computer) ?? there[0] ?? person.machines[0]!;
}

function kindOf(
  person: Person,
  machine: Machine,
  moment: { day: number; timeMs: number; spot: string | null },
): string | null {
  if (machine.fresh === 'private') return 'private-computer';
  if (machine.fresh && moment.timeMs - machine.fromMs < 8 * DAY_MS) return machine.fresh;
  if (person.hiredDay >= 0 && moment.day < person.hiredDay + 12) return 'newcomer';
  if (moment.spot) return moment.spot;
  const leave = person.stretches.find((stretch) => stretch.kind === 'leave');
  if (leave && moment.day >= leave.untilDay && moment.day < leave.untilDay + 8) return 'return';
  return person.startMinute >= 1200 ? 'night' : null;
}

/** One session of a person, under their own or a shared account. */
function session(
  company: Company,
  dice: Dice,
  moment: { person: Person; account: string; day: number; minute: number; workday: boolean },
): Draft[] {
  const { person, day, minute, workday } = moment;
  const stretch = stretchOn(person, day);
  const zone = (stretch?.city ?? homeOn(person, day).line.city).zone;
  const timeMs = momentOf(zone, company.startMs + day * DAY_MS, minute);
  const working = workday && minute >= person.startMinute - 20 && minute <= person.startMinute + person.dayMinutes + 60;
  const leisure = stretch?.kind === 'holiday';
  let machine = pickMachine(dice, person, { timeMs, working, leisure });
  const phone = PHONE_PLATFORMS.has(machine.platform);
  const inOffice = working && unitOf(person.salt, day, 41) < person.officeShare;
  let spot =
    stretch && stretch.kind !== 'leave'
      ? awaySpot(company, dice, { person, stretch, day, phone, working })
      : usualSpot(company, dice, { person, day, phone, inOffice });
  let browser = machine.browsers[machine.browsers.length > 1 && dice.chance(0.12) ? 1 : 0]!;
  let kind = kindOf(person, machine, { day, timeMs, spot: spot.kind });
  if (dice.chance((stretch ? 0.012 : 0.0035) * person.mess)) {
    // A colleague's, relative's or hotel's computer, wherever one happens to be.
    machine = drawMachine(dice, {
      platform: dice.weighted([
        ['windows', 60],
        ['mac', 25],
        ['ipad', 8],
        ['chromebook', 7],
      ] as const),
    });
    machine = { ...machine, appShare: 0 };
    browser = machine.browsers[0]!;
    if (!stretch && dice.chance(0.5))
      spot = { line: rentalLine(company, homeOn(person, day).line.city, dice.salt()), kind: 'borrowed' };
    kind = 'borrowed';
  } else if (phone && dice.chance(0.01 * person.mess)) {
    browser = 'webview';
    kind ??= 'webview';
  }
  let { line } = spot;
  const cloud = person.cloudDesktop;
  if (cloud && !phone && day >= cloud.fromDay && kind !== 'borrowed' && dice.chance(cloud.share)) {
    return record(company, dice, {
      ...moment,
      timeMs,
      line: cloud.line,
      machine: { ...cloud.machine, appShare: 0.2 },
      browser: cloud.machine.browsers[0]!,
      kind: 'cloud-desktop',
    });
  }
  if (kind !== 'borrowed') {
    const tunnel = company.tunnel;
    if (tunnel && !phone && machine.fresh !== 'private' && day >= tunnel.fromDay && dice.chance(person.tunnelShare)) {
      line = tunnel.lineFor(homeOn(person, day).line.city);
      kind ??= day < tunnel.fromDay + 14 ? 'vpn-rollout' : 'corporate-vpn';
    } else if (person.privateVpn && dice.chance(person.privateVpn.share * (phone ? 0.5 : 1))) {
      const { lines } = person.privateVpn;
      line = lines[hashOf(person.salt, Math.floor(timeMs / (5 * DAY_MS)), dice.chance(0.1) ? 1 : 0) % lines.length]!;
      kind ??= 'private-vpn';
    }
  }
  return record(company, dice, {
    ...moment,
    timeMs,
    line,
    machine,
    browser,
    kind: person.role === 'shared' ? 'shared' : kind,
  });
}

function minuteOf(dice: Dice, person: Person, workday: boolean): number {
  const { startMinute, dayMinutes } = person;
  const unit = dice.unit();
  if (!workday) return startMinute >= 1200 ? startMinute + dice.between(-120, 300) : dice.around(840, 220);
  if (unit < person.eveningShare) return Math.min(1500, startMinute + dayMinutes + dice.between(20, 330));
  if (unit < person.eveningShare + 0.4) return dice.around(startMinute + 12, 24);
  if (unit > 0.985) return startMinute - dice.between(20, 170);
  return startMinute + dice.between(0, dayMinutes);
}

function serviceDay(company: Company, dice: Dice, person: Person, day: number): Draft[] {
  const home = homeOn(person, day);
  const app = company.apps[hashOf(person.salt, 3) % company.apps.length]!;
  const every = 1440 / person.rate;
  const kind = home.kind && day < home.fromDay + 10 ? 'service-move' : 'service';
  return Array.from({ length: person.rate }, (_, index): Draft => {
    const minute = (person.salt % 1440) / person.rate + index * every;
    const timeMs = company.startMs + day * DAY_MS + Math.floor(minute * MINUTE_MS) + dice.whole(0, 20_000);
    const userAgent = app.agents ? scriptAgent(person.salt) : null;
    const ip = home.line.at(timeMs, index);
    return {
      source: app.source,
      timeMs,
      account: person.account,
      ip,
      userAgent,
      outcome: dice.chance(0.006) ? 'failure' : 'success',
      kind,
      incident: null,
      warned: false,
    };
  });
}

/** All benign sign-ins of one account. */
export function live(company: Company, person: Person): Draft[] {
  const dice = diceOf(company.seed, 404, person.salt);
  const drafts: Draft[] = [];
  const scripts = company.apps.filter((app) => app.agents);
  for (let day = Math.max(0, person.hiredDay); day < Math.min(company.days, person.leftDay); day += 1) {
    if (person.role === 'service') {
      drafts.push(...serviceDay(company, dice, person, day));
      continue;
    }
    const stretch = stretchOn(person, day);
    if (stretch?.kind === 'leave') continue;
    const weekday = weekdayOf(company.startMs + day * DAY_MS);
    const workday = weekday >= 1 && weekday <= 5;
    const settling = person.hiredDay >= 0 && day < person.hiredDay + 6 ? 1.5 : 1;
    const factor = settling * (workday ? 1.3 : person.weekendShare) * (stretch?.kind === 'holiday' ? 0.3 : 1);
    for (let count = dice.count((person.rate / 1.32) * factor); count > 0; count -= 1) {
      const who = person.members.length > 0 ? dice.pick(person.members) : person;
      if (who !== person && (day < who.hiredDay || day >= who.leftDay || stretchOn(who, day)?.kind === 'leave'))
        continue;
      const found = session(company, dice, {
        person: who,
        account: person.account,
        day,
        minute: minuteOf(dice, who, workday),
        workday,
      });
      drafts.push(...(who === person ? found : found.map((draft) => ({ ...draft, kind: 'shared' }))));
    }
    const own = person.ownScript;
    if (own && day >= own.fromDay && workday && scripts.length > 0 && dice.chance(0.35)) {
      const timeMs = company.startMs + day * DAY_MS + own.minute * MINUTE_MS + dice.whole(0, 30_000);
      const app = scripts[own.agent % scripts.length]!;
      drafts.push({
        source: app.source,
        timeMs,
        account: person.account,
        ip: own.line.at(timeMs, 0),
        userAgent: scriptAgent(own.agent),
        outcome: 'success',
        kind: 'own-script',
        incident: null,
        warned: false,
      });
    }
  }
  return drafts;
}
