// Gangs that take accounts over: each draws its way in, its device, its hour and its pace, and some come back, visit
// colleagues, or leave a script behind.

import type { Random } from '../../../src/platform/random.ts';
import { CITIES, type City } from '../../../src/simulation/pools/cities.ts';
import { chance, factor, pick, poisson, weighted, whole, wide } from '../factorial/draw.ts';
import { citiesApartKm, citiesIn, type Line } from './atlas.ts';
import { type App, type Device, logged, type MAKES, nearTwin, newDevice } from './devices.ts';
import { DAY_MS, type Firm, HOUR_MS } from './firm.ts';
import type { Row, Trace } from './living.ts';
import type { Person } from './people.ts';
import { failed } from './robots.ts';
import { type Draw, openThreats, TALES } from './tales.ts';

interface Victim {
  readonly person: Person;
  readonly traces: readonly Trace[];
}

interface Gang {
  readonly tale: string;
  readonly draw: Draw;
  readonly shared: Line | null;
  readonly device: Device | null;
  readonly startMs: number | null;
  /** The gang's own clock. */
  readonly offset: number;
}

export function breakIn(firm: Firm, lives: ReadonlyMap<Person, readonly Trace[]>): Row[] {
  const { random } = firm;
  const threats = openThreats(random);
  const victims = [...lives].filter(([, traces]) => traces.length > 3).map(([person, traces]) => ({ person, traces }));
  const wanted = Math.min(whole(random, [15, 45]), Math.max(15, victims.length));
  const rows: Row[] = [];
  let number = 0;
  while (number < wanted && victims.length > 0) {
    const tale = threats.tale(random);
    const { victims: range, spraying } = TALES[tale]!;
    const count = Math.min(whole(random, range), wanted - number, victims.length);
    const draw = threats.draw(random, tale);
    const eligible = victims.filter((one) => suits(firm, one, draw));
    let gang: Gang = {
      tale,
      draw,
      shared: null,
      device: null,
      startMs: null,
      offset: pick(random, [-5, 0, 1, 2, 3, 5.5, 8]),
    };
    for (let n = 0; n < count; n++) {
      const victim = pick(random, eligible.length > 0 ? eligible : victims);
      number += 1;
      const incident = `inc-${String(number).padStart(3, '0')}`;
      const done = takeOver(firm, { victim, gang, incident, rows });
      if (n === 0 && count > 1)
        gang = {
          ...gang,
          shared: draw.network === 'inside' ? null : done.line,
          device: draw.device === 'exact' || draw.device === 'drift' ? null : done.device,
          startMs: done.startMs,
        };
      if (n === 0 && chance(random, spraying)) spray(firm, { victims, done, rows });
    }
  }
  return rows.filter((one) => one.timeMs >= firm.startMs && one.timeMs < firm.endMs);
}

interface Done {
  readonly line: Line;
  readonly device: Device;
  readonly startMs: number;
}

function takeOver(firm: Firm, of: { victim: Victim; gang: Gang; incident: string; rows: Row[] }): Done {
  const { random, atlas } = firm;
  const { victim, gang, incident, rows } = of;
  const { draw, tale } = gang;
  const startMs =
    gang.startMs === null
      ? moment(firm, { victim, gang })
      : Math.max(gang.startMs + wide(random, [0.02, 60]) * HOUR_MS, victim.traces[0]!.row.timeMs + HOUR_MS);
  const before = victim.traces.findLast((one) => one.row.timeMs < startMs) ?? victim.traces[0]!;
  const device = gang.device ?? deviceFor(random, { draw, before });
  let line = gang.shared ?? entrance(firm, { draw, victim, before });
  const kind = tale;
  const write = (atMs: number, by: { app: App; device: Device; outcome: Row['outcome']; session: number }) => {
    const timeMs = Math.floor(Math.min(atMs, firm.endMs - 60_000 * random()));
    const seat = atlas.seat(line, { timeMs, session: by.session, random });
    const agent = logged(by.device, { app: by.app, day: Math.floor((timeMs - firm.startMs) / DAY_MS) });
    rows.push({ timeMs, person: victim.person, app: by.app, seat, agent, outcome: by.outcome, incident, kind });
  };
  const session = 5_000_000 + whole(random, [0, 1e6]);
  const app = weighted(random, victim.person.apps, (one) => one.weight).app;
  if (app.failure !== null)
    for (let n = poisson(random, TALES[tale]!.failures * random() * 2); n > 0; n--)
      write(Math.max(firm.startMs, startMs - n * wide(random, [2000, 900_000])), {
        app,
        device,
        outcome: app.challenge && chance(random, 0.4) ? 'challenge' : 'failure',
        session,
      });
  const many = { single: [1, 1], burst: [2, 6], hours: [2, 6], days: [2, 9], weeks: [2, 12] } as const;
  const step = { single: 1, burst: 4 * 60_000, hours: 3 * HOUR_MS, days: 22 * HOUR_MS, weeks: 4.5 * DAY_MS }[draw.pace];
  const moving = gang.shared === null && draw.network !== 'inside' && chance(random, draw.pace === 'weeks' ? 0.7 : 0.2);
  let atMs = startMs;
  let count = whole(random, many[draw.pace]);
  for (let n = 0; n < count; n++) {
    if (n > 0 && atMs > firm.endMs - HOUR_MS) count = n;
    else {
      const by = n > 0 && chance(random, 0.35) ? weighted(random, victim.person.apps, (one) => one.weight).app : app;
      write(atMs, { app: by, device, outcome: 'success', session: session + (chance(random, 0.5) ? n : 0) });
      atMs += step * factor(random, 0.7);
      if (moving && chance(random, 0.6)) line = entrance(firm, { draw, victim, before });
    }
  }
  if (chance(random, TALES[tale]!.script) && atMs < firm.endMs - DAY_MS) {
    const script = newDevice(random, { forms: ['script'], waveDays: 90 });
    if (chance(random, 0.5)) line = entrance(firm, { draw: { ...draw, network: 'hosting' }, victim, before });
    for (let n = whole(random, [1, 3]); n > 0; n--) {
      atMs += wide(random, [0.01, 8]) * HOUR_MS;
      write(atMs, { app: pick(random, firm.apps), device: script, outcome: 'success', session });
    }
  }
  return { line, device, startMs };
}

function suits(firm: Firm, victim: Victim, draw: Draw): boolean {
  const { person } = victim;
  switch (draw.moment) {
    case 'dormant':
      return dormantFrom(firm, person) !== null;
    case 'rookie':
      return person.joinedMs > firm.startMs && person.joinedMs < firm.endMs - 4 * DAY_MS;
    case 'travel':
      return person.spells.some(
        (one) => one.lines.length > 0 && one.fromMs > firm.startMs + 4 * DAY_MS && one.toMs < firm.endMs,
      );
    default:
      return person.joinedMs < firm.endMs - 12 * DAY_MS;
  }
}

/** Since when nobody has used the account, where that leaves time to wake it. */
function dormantFrom(firm: Firm, person: Person): number | null {
  const leave = person.spells.find((one) => one.kind === 'leave' && one.fromMs > firm.startMs + 6 * DAY_MS);
  const sinceMs = leave?.fromMs ?? person.leftMs;
  return sinceMs < firm.endMs - 24 * DAY_MS ? sinceMs : null;
}

function moment(firm: Firm, of: { victim: Victim; gang: Gang }): number {
  const { random, startMs, endMs } = firm;
  const { victim, gang } = of;
  const { person, traces } = victim;
  const firstMs = traces[0]!.row.timeMs;
  const learnt = Math.min(firstMs + 12 * DAY_MS, endMs - 2 * DAY_MS);
  let fromMs = learnt;
  let toMs = Math.max(learnt + DAY_MS, Math.min(endMs - DAY_MS, person.leftMs + 20 * DAY_MS));
  if (gang.draw.moment === 'dormant') {
    const since = dormantFrom(firm, person);
    const leave = person.spells.find((one) => one.kind === 'leave' && one.fromMs === since);
    if (since !== null) fromMs = since + 20 * DAY_MS;
    if (since !== null) toMs = Math.max(fromMs + DAY_MS, Math.min(endMs - DAY_MS, leave?.toMs ?? endMs));
  } else if (gang.draw.moment === 'rookie') {
    fromMs = firstMs + HOUR_MS;
    toMs = firstMs + 7 * DAY_MS;
  } else if (gang.draw.moment === 'early') {
    fromMs = firstMs + HOUR_MS;
    toMs = firstMs + 20 * DAY_MS;
  } else if (gang.draw.moment === 'travel') {
    const trips = person.spells.filter(
      (one) => one.lines.length > 0 && one.fromMs > startMs + 4 * DAY_MS && one.toMs < endMs,
    );
    if (trips.length > 0) ({ fromMs, toMs } = pick(random, trips));
  }
  const dayMs = fromMs + random() * (Math.min(toMs, endMs - HOUR_MS) - fromMs);
  const midnightMs = Math.floor(dayMs / DAY_MS) * DAY_MS;
  const zone = person.homes[0]!.city.utcOffsetHours;
  const at = (utcHour: number) =>
    Math.max(firstMs + 600_000, midnightMs + ((((utcHour % 24) + 24) % 24) + random()) * HOUR_MS);
  switch (gang.draw.hour) {
    case 'active': {
      const near = traces.find((one) => one.row.timeMs >= dayMs) ?? traces[traces.length - 1]!;
      return gang.draw.moment === 'dormant' ? dayMs : near.row.timeMs + wide(random, [0.3, 90]) * 60_000;
    }
    case 'usual': {
      const usual = pick(random, traces).row.timeMs;
      return Math.max(firstMs + 600_000, midnightMs + (usual % DAY_MS) + (random() - 0.5) * HOUR_MS);
    }
    case 'workday':
      return at(8 + 9 * random() - gang.offset);
    case 'night':
      return at(1 + 4 * random() - zone);
    case 'any':
      return dayMs;
  }
}

function deviceFor(random: Random, of: { draw: Draw; before: Trace }): Device {
  const own = of.before.device;
  const wish = (like: (make: (typeof MAKES)[number]) => boolean, waveDays = 60) =>
    newDevice(random, { forms: ['computer', 'tablet'], like, waveDays });
  switch (of.draw.device) {
    case 'exact':
      return own;
    case 'drift':
      return nearTwin(random, own);
    case 'cousin':
      return wish((one) => one.browser === own.make.browser && one.system !== own.make.system);
    case 'popular':
      return wish((one) => one.name === 'chrome-win' || one.name === 'edge-win' || one.name === 'chrome-mac', 30);
    case 'kit':
      return wish((one) => one.system === 'Linux' || one.name === 'firefox-win', 400);
    case 'script':
      return newDevice(random, { forms: ['script'], waveDays: 300 });
    case 'phone':
      return newDevice(random, { forms: ['phone'], waveDays: 90 });
    case 'odd':
      return wish((one) => one.share < 3, 90);
  }
}

function entrance(firm: Firm, of: { draw: Draw; victim: Victim; before: Trace }): Line {
  const { random, atlas } = firm;
  const { draw, victim, before } = of;
  const { person } = victim;
  const home = person.homes.findLast((one) => one.fromMs <= before.row.timeMs) ?? person.homes[0]!;
  if (draw.network === 'inside') {
    const own = chance(random, 0.5) ? home.line : person.office ? pick(random, person.office.lines) : before.line;
    return chance(random, 0.3) ? before.line : own;
  }
  // A thief who means to look near looks up where the victim is, or where the victim lives.
  const anchor = chance(random, 0.75) ? home.city : before.row.seat.city;
  const city = cityAt(random, { distance: draw.distance, anchor });
  const fixed = chance(random, 0.6) ? 'fixed' : 'session';
  switch (draw.network) {
    case 'kin': {
      const { owner } = home.line;
      const there = owner.country === '' || owner.country === city.country ? city : home.city;
      return atlas.line({ owner, cities: [there], manner: fixed, household: true });
    }
    case 'mobile':
      return atlas.line({ owner: atlas.owner('mobile', city.country), cities: [city], manner: 'session' });
    case 'relay':
      return atlas.line({ owner: atlas.owner('relay', ''), cities: [city], manner: 'call' });
    case 'proxy':
      return atlas.line({ owner: atlas.owner('isp', city.country), cities: [city], manner: fixed, household: true });
    default:
      return atlas.line({
        owner: atlas.owner(draw.network, city.country),
        cities: [city],
        manner: fixed,
        exits: chance(random, 0.7) ? 1 : whole(random, [2, 5]),
        household: chance(random, 0.6),
      });
  }
}

function cityAt(random: Random, of: { distance: Draw['distance']; anchor: City }): City {
  const { anchor } = of;
  const inland = citiesIn(anchor.country);
  const choices = {
    city: () => [anchor],
    region: () => inland.filter((one) => one !== anchor && citiesApartKm(one, anchor) < 400),
    country: () => inland,
    neighbour: () => CITIES.filter((one) => one.country !== anchor.country && citiesApartKm(one, anchor) < 1800),
    world: () => CITIES.filter((one) => one.country !== anchor.country),
  }[of.distance]();
  return choices.length > 0 ? weighted(random, choices, (one) => one.weight) : pick(random, CITIES);
}

/** Guesses at colleagues around a takeover, from its address and others like it. */
function spray(firm: Firm, of: { victims: readonly Victim[]; done: Done; rows: Row[] }): void {
  const { random } = firm;
  const apps = firm.apps.filter((one) => one.failure !== null);
  if (apps.length === 0) return;
  const { line, device, startMs } = of.done;
  const app = pick(random, apps);
  for (let n = Math.ceil(wide(random, [2, 50])); n > 0; n--) {
    const timeMs = startMs + (random() - 0.8) * wide(random, [0.1, 72]) * HOUR_MS;
    const { person } = pick(random, of.victims);
    of.rows.push(failed(firm, { person, line, device, app, timeMs, session: 7_000_000 + n }));
  }
}
