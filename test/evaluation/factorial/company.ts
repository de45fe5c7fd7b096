// One company of the factorial simulator: its rates, its people, their places, networks, programs and hours.
// Nobody is of a type: every trait is drawn by itself, from ranges as wide as companies and people differ.

import type { Random } from '../../../src/platform/random.ts';
import type { City } from '../../../src/simulation/pools/cities.ts';
import { agentText, type Client, fits, newClient, otherVariant } from './clients.ts';
import { chance, factor, hashed, normal, pick, poisson, weighted, whole, wide } from './draw.ts';
import { type Access, anyCity, anyNet, openWorld, type World } from './world.ts';

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

export interface App {
  readonly name: string;
  readonly agents: boolean;
  readonly weight: number;
  readonly success: string;
  readonly failure: string | null;
}

export interface Place {
  readonly city: City;
  readonly accesses: readonly Access[];
  readonly weight: number;
  readonly office: boolean;
  readonly bias: number;
}

export interface Persona {
  readonly home: City;
  readonly places: readonly Place[];
  readonly clients: readonly Client[];
  readonly mobile: Access | null;
  readonly mobileShare: number;
  readonly tunnels: readonly { access: Access; share: number }[];
  readonly rate: number;
  readonly peakHour: number;
  readonly spreadHours: number;
  readonly anyHour: number;
  readonly weekend: number;
  readonly sticky: number;
}

/** Something new in a person's life while it lasts. */
export interface Episode {
  readonly fromMs: number;
  readonly toMs: number;
  readonly access: Access | null;
  readonly client: Client | null;
  readonly share: number;
  /** No sign-ins of the everyday kind this long before it: the journey there. */
  readonly journeyMs: number;
  readonly kind: string;
  readonly moves: boolean;
}

export interface User {
  readonly index: number;
  readonly account: string;
  readonly personas: readonly Persona[];
  readonly fromMs: number;
  readonly toMs: number;
  readonly absences: readonly (readonly [fromMs: number, toMs: number])[];
  readonly apps: readonly { app: App; weight: number }[];
  readonly failures: number;
  readonly episodes: Episode[];
  /** One-off sign-ins wanted at these times. */
  readonly extra: number[];
}

/** A sign-in before it is written down, with what is truly behind it. */
export interface Raw {
  readonly timeMs: number;
  readonly user: User;
  readonly app: App;
  readonly access: Access;
  readonly client: Client | null;
  readonly ip: string;
  readonly agent: string | null;
  readonly success: boolean;
  readonly incident: string | null;
  readonly kind: string | null;
  readonly attack: boolean;
}

export interface Company {
  readonly random: Random;
  readonly world: World;
  readonly startMs: number;
  readonly days: number;
  readonly apps: readonly App[];
  readonly users: readonly User[];
  readonly novelty: number;
}

interface Rates {
  readonly offices: readonly Access[];
  readonly tunnels: readonly Access[];
  readonly phone: number;
  readonly hosting: number;
  readonly vpn: number;
  readonly relay: number;
  readonly mobile: number;
  readonly churn: number;
  readonly remote: number;
  readonly abroad: number;
  readonly script: number;
  readonly perDay: number;
  readonly absence: number;
  readonly failures: number;
  readonly shared: number;
}

export function openCompany(
  random: Random,
  options: { seed: number; users?: number; days?: number; startMs: number },
): Company {
  const world = openWorld(random, options.seed);
  const count = options.users ?? Math.round(wide(random, [40, 300]));
  const days = options.days ?? whole(random, [60, 110]);
  const cities = Array.from({ length: whole(random, [1, 5]) }, () => anyCity(random));
  if (chance(random, 0.5))
    for (let i = 1; i < cities.length; i++) cities[i] = pick(random, world.citiesOf(cities[0]!.country));
  const office = (city: City) =>
    world.access(anyNet(random, { world, kind: pick(random, ['business', 'isp']), city }), city, {
      keptMs: chance(random, 0.8) ? 1e13 : wide(random, [DAY_MS, 30 * DAY_MS]),
      exits: chance(random, 0.6) ? 1 : whole(random, [2, 12]),
    });
  const tunnel = () => {
    const city = pick(random, cities);
    return world.access(
      anyNet(random, { world, kind: pick(random, ['hosting', 'gateway', 'hosting', 'business']), city }),
      city,
      {
        keptMs: chance(random, 0.6) ? 1e13 : wide(random, [1, DAY_MS]),
        exits: whole(random, [1, 8]),
      },
    );
  };
  const rates: Rates = {
    offices: cities.map(office),
    tunnels: chance(random, 0.5) ? [] : Array.from({ length: whole(random, [1, 4]) }, tunnel),
    phone: wide(random, [0.05, 1]),
    hosting: wide(random, [0.003, 0.2]),
    vpn: wide(random, [0.005, 0.25]),
    relay: wide(random, [0.002, 0.1]),
    mobile: wide(random, [0.05, 0.9]),
    churn: random(),
    remote: wide(random, [0.03, 0.9]),
    abroad: wide(random, [0.005, 0.2]),
    script: wide(random, [0.005, 0.15]),
    perDay: Math.min(wide(random, [0.5, 2]), 45_000 / (count * days)),
    absence: wide(random, [0.03, 0.4]),
    failures: wide(random, [0.002, 0.08]),
    shared: wide(random, [0.003, 0.08]),
  };
  const apps: App[] = [
    { name: 'slack', agents: true, weight: wide(random, [0.05, 1]), success: 'login', failure: null },
    {
      name: 'gsuite',
      agents: false,
      weight: wide(random, [0.02, 1]),
      success: 'login_success',
      failure: 'login_failure',
    },
    {
      name: 'okta',
      agents: true,
      weight: wide(random, [0.02, 1]),
      success: 'user.session.start',
      failure: 'user.session.start',
    },
  ];
  const used = apps.filter((_, index) => index === 0 || chance(random, 0.7));
  const users: User[] = [];
  const ctx = { random, world, rates, cities, days, startMs: options.startMs };
  for (let index = 0; index < count; index++) users.push(hire(index, ctx, used));
  return { random, world, startMs: options.startMs, days, apps: used, users, novelty: wide(random, [0.006, 0.035]) };
}

interface Hiring {
  readonly random: Random;
  readonly world: World;
  readonly rates: Rates;
  readonly cities: readonly City[];
  readonly days: number;
  readonly startMs: number;
}

function hire(index: number, ctx: Hiring, apps: readonly App[]): User {
  const { random, rates, days, startMs } = ctx;
  const late = chance(random, 0.12);
  const leaves = chance(random, 0.06);
  const day = (range: readonly [number, number]) =>
    startMs + Math.floor(days * (range[0] + random() * (range[1] - range[0])) * DAY_MS);
  const fromMs = late ? day([0.02, 0.85]) : startMs;
  const toMs = leaves ? day([0.3, 1]) : startMs + days * DAY_MS;
  const absences: (readonly [number, number])[] = [];
  if (chance(random, rates.absence)) {
    const from = day([0.02, 0.7]);
    absences.push([from, from + wide(random, [10, 90]) * DAY_MS]);
  }
  const personas = [live(ctx, chance(random, rates.script / 3))];
  if (chance(random, rates.shared)) for (let i = whole(random, [1, 2]); i > 0; i--) personas.push(live(ctx, false));
  if (chance(random, rates.script)) personas.push(live(ctx, true));
  return {
    index,
    account: `user${String(index + 1).padStart(3, '0')}@factorial.example`,
    personas,
    fromMs,
    toMs,
    absences,
    apps: apps.map((app) => ({ app, weight: app.weight * factor(random, 1) })),
    failures: rates.failures * factor(random, 1),
    episodes: [],
    extra: [],
  };
}

/** One way of life: a person, or a script. */
function live(ctx: Hiring, script: boolean): Persona {
  const { random, world, rates } = ctx;
  const home = chance(random, rates.abroad)
    ? anyCity(random)
    : chance(random, 0.75)
      ? pick(random, ctx.cities)
      : pick(random, world.citiesOf(pick(random, ctx.cities).country));
  const remote = chance(random, rates.remote);
  const places: Place[] = [];
  const line = (city: City, kind: string) =>
    world.access(anyNet(random, { world, kind, city }), city, {
      keptMs: chance(random, rates.churn) ? wide(random, [1, 20 * DAY_MS]) : 1e13,
      blocks: chance(random, 0.6) ? 1 : whole(random, [2, 12]),
    });
  const hosted = script ? chance(random, 0.8) : chance(random, rates.hosting);
  if (hosted) {
    const city = chance(random, 0.5) ? anyCity(random) : home;
    places.push({
      city,
      accesses: Array.from({ length: whole(random, [1, 2]) }, () => line(city, 'hosting')),
      weight: script ? 20 : wide(random, [0.05, 2]),
      office: false,
      bias: 1,
    });
  }
  const count = Math.ceil(wide(random, [0.6, 6]));
  for (let i = 0; i < count; i++) {
    const city = i === 0 ? home : chance(random, 0.75) ? pick(random, world.citiesOf(home.country)) : anyCity(random);
    const accesses = Array.from({ length: Math.ceil(wide(random, [0.6, 4]) - 0.3) }, () =>
      line(city, chance(random, 0.85) ? 'isp' : pick(random, ['business', 'education', 'satellite', 'mobile'])),
    );
    places.push({
      city,
      accesses,
      weight: i === 0 ? 1 : wide(random, [0.01, 0.6]),
      office: false,
      bias: whole(random, [1, 1e6]),
    });
  }
  if (!remote && !script) {
    const near = rates.offices.find((one) => one.city === home) ?? pick(random, rates.offices);
    places.push({
      city: near.city,
      accesses: [near],
      weight: wide(random, [0.2, 5]),
      office: true,
      bias: whole(random, [1, 1e6]),
    });
  }
  const clients: Client[] = [newClient(random, { kinds: script ? ['script'] : ['desktop'] })];
  clients[0]!.weight = 1;
  for (let i = Math.floor(wide(random, [1, 6])) - 1; i > 0 && !script; i--) {
    const phone = chance(random, 0.3 + 0.5 * rates.phone);
    clients.push(
      chance(random, 0.08)
        ? otherVariant(random, clients[0]!)
        : newClient(random, { kinds: phone ? ['phone', 'phone', 'tablet'] : ['desktop', 'app'] }),
    );
  }
  for (const client of clients) if (client.kind === 'phone') client.weight *= 0.2 + 1.5 * rates.phone;
  const far = chance(random, 0.35) ? pick(random, world.citiesOf(home.country)) : home;
  const tunnels: { access: Access; share: number }[] = [];
  const add = (access: Access) => tunnels.push({ access, share: wide(random, [0.01, 0.8]) });
  if (!script && rates.tunnels.length > 0 && chance(random, 0.6)) add(pick(random, rates.tunnels));
  if (!script && chance(random, rates.vpn))
    for (let i = whole(random, [1, 4]); i > 0; i--) {
      const city = chance(random, 0.5) ? home : anyCity(random);
      add(
        world.access(anyNet(random, { world, kind: 'vpn', city }), city, {
          keptMs: wide(random, [1, 5 * DAY_MS]),
          exits: whole(random, [1, 4]),
        }),
      );
    }
  if (!script && chance(random, rates.relay))
    add(world.access(anyNet(random, { world, kind: 'relay', city: far }), far, { keptMs: 1 }));
  return {
    home,
    places,
    clients,
    mobile: script ? null : world.access(anyNet(random, { world, kind: 'mobile', city: far }), far),
    mobileShare: rates.mobile * random(),
    tunnels,
    rate: Math.min(10, Math.max(0.05, rates.perDay * factor(random, 0.9))),
    peakHour: script ? 24 * random() : 9 + 8 * random(),
    spreadHours: wide(random, [0.3, 5]),
    anyHour: script ? pick(random, [0, 0.3, 1]) : wide(random, [0.003, 0.4]),
    weekend: script ? 1 : wide(random, [0.02, 1]),
    sticky: random(),
  };
}

/** Everyday life of a user with its novelties, in order of time. */
export function liveDays(company: Company, user: User): Raw[] {
  const made: Raw[] = [];
  for (const persona of user.personas) {
    const times = persona === user.personas[0] ? [...user.extra] : [];
    for (let dayMs = company.startMs; dayMs < user.toMs; dayMs += DAY_MS) {
      if (dayMs < user.fromMs || user.absences.some(([from, to]) => dayMs >= from && dayMs < to)) continue;
      const week = new Date(dayMs).getUTCDay();
      const mean = persona.rate * (week === 0 || week === 6 ? persona.weekend : 1.2);
      for (let n = poisson(company.random, mean); n > 0; n--)
        times.push(dayMs + signInHour(company.random, persona) * HOUR_MS);
    }
    times.sort((a, b) => a - b);
    let last: Place | null = null;
    for (const timeMs of times) {
      if (timeMs < user.fromMs || timeMs >= user.toMs) continue;
      last = signIn(company, { user, persona, timeMs: Math.floor(timeMs), last, made });
    }
  }
  return made.sort((a, b) => a.timeMs - b.timeMs);
}

export function signInHour(random: Random, persona: Persona): number {
  const local = chance(random, persona.anyHour)
    ? 24 * random()
    : persona.peakHour + persona.spreadHours * normal(random);
  return (((local - persona.home.utcOffsetHours) % 24) + 24) % 24;
}

/** Some programs are used at some places only. */
function affinity(place: Place, client: Client): number {
  const luck = hashed(place.bias, client.name.length * 31 + client.system);
  return luck * luck * luck;
}

function signIn(
  company: Company,
  at: { user: User; persona: Persona; timeMs: number; last: Place | null; made: Raw[] },
): Place | null {
  const { random, world } = company;
  const { user, persona, timeMs, made } = at;
  const current = user.episodes.filter((one) => timeMs >= one.fromMs && timeMs < one.toMs);
  const extra = user.extra.includes(timeMs);
  if (!extra && user.episodes.some((one) => timeMs < one.fromMs && timeMs >= one.fromMs - one.journeyMs))
    return at.last;
  const app = weighted(random, user.apps, (one) => one.weight).app;
  const local = (timeMs / HOUR_MS + persona.home.utcOffsetHours + 24) % 24;
  const working = local > 8 && local < 18;
  const place =
    at.last !== null && chance(random, persona.sticky) && at.last.office === working
      ? at.last
      : weighted(random, persona.places, (one) => one.weight * (one.office && !working ? 0.05 : 1));
  const usable = persona.clients.filter((one) => fits(one, app.name));
  let client = weighted(
    random,
    usable.length > 0 ? usable : persona.clients,
    (one) => one.weight * (0.03 + affinity(place, one)),
  );
  let access = place.accesses[Math.floor(random() * random() * place.accesses.length)]!;
  if (persona.mobile && chance(random, client.kind === 'phone' ? persona.mobileShare : persona.mobileShare * 0.08))
    access = persona.mobile;
  let kind: string | null = null;
  let moved = false;
  for (const one of current) {
    if (!extra && !chance(random, one.share)) {
      // Who is away is away: what is not on the new network comes by the carrier, not from home.
      if (one.moves && one.access && persona.mobile) access = persona.mobile;
      continue;
    }
    if (one.access) {
      access = one.access;
      moved = one.moves;
    }
    if (one.client && fits(one.client, app.name)) client = one.client;
    if (timeMs - one.fromMs < 3 * DAY_MS) kind = one.kind;
  }
  if (kind === null || (moved && chance(random, 0.3)))
    for (const one of persona.tunnels) if (chance(random, one.share / persona.tunnels.length)) access = one.access;
  const usual = { user, app, access, client, incident: null, kind, attack: false };
  const agent =
    app.agents && fits(client, app.name) ? agentText(client, Math.floor((timeMs - company.startMs) / DAY_MS)) : null;
  if (app.failure !== null && chance(random, user.failures * (kind === null ? 1 : 3)))
    for (let n = whole(random, [1, 3]); n > 0; n--)
      made.push({
        ...usual,
        timeMs: timeMs - n * whole(random, [4000, 40_000]),
        ip: world.address(access, timeMs),
        agent,
        success: false,
      });
  const ip = world.address(access, timeMs);
  made.push({ ...usual, timeMs, ip, agent, success: true });
  if (chance(random, 0.06)) {
    const next = weighted(random, user.apps, (one) => one.weight).app;
    made.push({
      ...usual,
      app: next,
      timeMs: timeMs + whole(random, [2000, 900_000]),
      ip,
      agent: next.agents && fits(client, next.name) ? (agent ?? agentText(client, 0)) : null,
      success: true,
    });
  }
  return place;
}
