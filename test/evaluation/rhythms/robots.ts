// What signs in without a person: service accounts of many kinds, scripts people run under their own name, and the
// password spraying that every company sees and that opens nothing.

import { CITIES } from '../../../src/simulation/pools/cities.ts';
import { chance, choose, factor, pick, poisson, weighted, whole, wide } from '../factorial/draw.ts';
import { citiesIn, type Line } from './atlas.ts';
import { type App, type Device, logged, newDevice } from './devices.ts';
import { DAY_MS, type Firm, HOUR_MS } from './firm.ts';
import type { Row } from './living.ts';
import type { Person } from './people.ts';

const CALLERS = { fixed: 3, cloudFunction: 2, integration: 1.5, office: 1.5, builder: 1, moving: 1 };
/** What people run under their own name, mostly where they sit. */
const OWN_CALLERS = { home: 4, fixed: 2, cloudFunction: 0.4, integration: 1, office: 1.5, builder: 0.4, moving: 0.2 };
type Caller = keyof typeof OWN_CALLERS;

export function runRobots(firm: Firm, people: readonly Person[]): Row[] {
  const { random, regime, startMs, endMs } = firm;
  const rows: Row[] = [];
  const count = Math.min(25, poisson(random, firm.size * regime.robots));
  for (let n = 0; n < count; n++) {
    const account = `svc-${n + 1}@rhythms.example`;
    const from = chance(random, 0.35) ? startMs + random() * (endMs - startMs) : startMs;
    robot(firm, { person: { account }, home: null, fromMs: from, kind: 'robot', rows });
  }
  for (const person of people) {
    if (!chance(random, regime.ownScripts)) continue;
    const fromMs = person.joinedMs + random() * Math.max(DAY_MS, person.leftMs - person.joinedMs);
    robot(firm, { person, home: person.homes[0]!.line, fromMs, kind: 'own-script', rows });
  }
  spray(firm, { people, rows });
  return rows.filter((one) => one.timeMs >= startMs && one.timeMs < endMs);
}

function robot(
  firm: Firm,
  of: { person: Row['person']; home: Line | null; fromMs: number; kind: string; rows: Row[] },
): void {
  const { random, atlas } = firm;
  const caller: Caller = of.home ? choose(random, OWN_CALLERS) : choose(random, CALLERS);
  const app = pick(random, firm.apps);
  const device = newDevice(random, { forms: ['script'], waveDays: 120 });
  const lines = caller === 'home' ? [of.home!] : linesOf(firm, caller);
  const everyMs = wide(random, [2, 120]) * HOUR_MS;
  const sharp = chance(random, 0.5);
  const endMs = chance(random, 0.2) ? of.fromMs + wide(random, [1, 60]) * DAY_MS : firm.endMs;
  let session = 0;
  for (let atMs = of.fromMs; atMs < endMs; atMs += everyMs * (sharp ? 1 : factor(random, 0.7))) {
    session += 1;
    const hour = Math.floor(atMs / HOUR_MS) % 24;
    if (caller === 'builder' && (hour < 6 || hour > 19)) continue;
    const line =
      caller === 'moving'
        ? lines[Math.floor((session * everyMs) / (20 * DAY_MS)) % lines.length]!
        : pick(random, lines);
    const timeMs = Math.floor(atMs + (sharp ? random() * 20_000 : 0));
    const seat = atlas.seat(line, { timeMs, session, random });
    const day = Math.floor((timeMs - firm.startMs) / DAY_MS);
    const failed = app.failure !== null && chance(random, 0.004);
    const fresh = timeMs - of.fromMs < 3 * DAY_MS;
    of.rows.push({
      timeMs,
      person: of.person,
      app,
      seat,
      agent: logged(device, { app, day }),
      outcome: failed ? 'failure' : 'success',
      incident: null,
      kind: fresh ? `new-${of.kind}` : of.kind,
    });
  }
}

function linesOf(firm: Firm, caller: Exclude<Caller, 'home'>): Line[] {
  const { random, atlas } = firm;
  const cloud = (manner: 'fixed' | 'call', exits = 1) => {
    const city = chance(random, 0.5) ? pick(random, firm.cities) : weighted(random, CITIES, (one) => one.weight);
    return atlas.line({
      owner: atlas.owner('hosting', ''),
      cities: [city],
      manner,
      exits,
      household: manner === 'fixed',
    });
  };
  const several = (count: number, made: () => Line) => Array.from({ length: count }, made);
  switch (caller) {
    case 'fixed':
      return [cloud('fixed')];
    case 'cloudFunction':
      return several(whole(random, [2, 6]), () => cloud('call'));
    case 'integration':
      return [cloud('fixed', whole(random, [3, 12]))];
    case 'office':
      return [pick(random, pick(random, firm.offices).lines)];
    case 'builder':
      return several(whole(random, [1, 3]), () => cloud('call'));
    case 'moving':
      return several(whole(random, [2, 5]), () => cloud('fixed'));
  }
}

/** Rounds of guessing that fail: from one machine, or from a different home each time. */
function spray(firm: Firm, of: { people: readonly Person[]; rows: Row[] }): void {
  const { random, atlas, days, startMs } = firm;
  const apps = firm.apps.filter((one) => one.failure !== null);
  if (apps.length === 0) return;
  for (let n = poisson(random, days * wide(random, [0.01, 0.3])); n > 0; n--) {
    const spread = whole(random, [1, chance(random, 0.4) ? 12 : 1]);
    const lines = Array.from({ length: spread }, () => {
      const city = chance(random, 0.3) ? pick(random, citiesIn(pick(random, firm.countries))) : pick(random, CITIES);
      const owner = atlas.owner(pick(random, ['hosting', 'isp', 'vpn', 'hosting']), city.country);
      return atlas.line({ owner, cities: [city], manner: 'session' });
    });
    const device = newDevice(random, { forms: ['computer', 'script'], waveDays: 90 });
    const fromMs = startMs + random() * days * DAY_MS;
    const app = pick(random, apps);
    for (let k = Math.ceil(wide(random, [2, 60])); k > 0; k--)
      of.rows.push(
        failed(firm, {
          person: pick(random, of.people),
          line: pick(random, lines),
          device,
          app,
          timeMs: fromMs + wide(random, [0.01, 30]) * HOUR_MS,
          session: k,
        }),
      );
  }
}

/** A guess at a colleague's password that opened nothing: nobody's takeover. */
export function failed(
  firm: Firm,
  of: { person: Row['person']; line: Line; device: Device; app: App; timeMs: number; session: number },
): Row {
  const timeMs = Math.floor(of.timeMs);
  const seat = firm.atlas.seat(of.line, { timeMs, session: of.session, random: firm.random });
  const agent = logged(of.device, { app: of.app, day: Math.floor((timeMs - firm.startMs) / DAY_MS) });
  return { timeMs, person: of.person, app: of.app, seat, agent, outcome: 'failure', incident: null, kind: 'spray' };
}
