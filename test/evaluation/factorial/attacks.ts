// Takeovers as random combinations: network x program x failures x timing x sharing x persistence; and spraying that fails.

import type { City } from '../../../src/simulation/pools/cities.ts';
import { agentText, type Client, newClient, otherVariant } from './clients.ts';
import { type Company, DAY_MS, HOUR_MS, type Raw, signInHour, type User } from './company.ts';
import { chance, choose, factor, pick, poisson, whole, wide } from './draw.ts';
import { type Access, anyCity, anyNet } from './world.ts';

const NETWORKS = {
  'hosting-abroad': 4,
  'hosting-home': 2,
  vpn: 3,
  'residential-abroad': 4,
  'residential-country': 3,
  'residential-city': 1.5,
  'same-provider': 0.8,
  'mobile-country': 1.2,
  relay: 1,
};
const DEVICES = { 'common-device': 5, 'other-variant': 2.5, 'same-agent': 2.5, script: 2, phone: 1.5, family: 2 };
const TIMINGS = { hours: 4, random: 4, night: 2, active: 2, trip: 1, dormant: 1, young: 1.5 };

interface Plan {
  readonly network: keyof typeof NETWORKS;
  readonly device: keyof typeof DEVICES;
  readonly client: Client | null;
  readonly shared: Access | null;
  readonly startMs: number | null;
}

export function addAttacks(company: Company, lives: ReadonlyMap<User, readonly Raw[]>): Raw[] {
  const { random } = company;
  const made: Raw[] = [];
  const names = { next: 1 };
  const wanted = whole(random, [15, 45]);
  const live = company.users.filter((user) => lives.get(user)!.length > 0);
  while (live.length > 0 && names.next <= wanted) {
    const network = choose(random, NETWORKS);
    const device = choose(random, DEVICES);
    const several = choose(random, { alone: 8, address: 0.7, device: 0.5 });
    const count = several === 'alone' ? 1 : Math.min(whole(random, [2, 10]), wanted - names.next + 1);
    const first = pick(random, live);
    const client =
      count > 1 && device !== 'same-agent' && device !== 'other-variant' ? programOf(company, device, first) : null;
    const shared = several === 'address' ? wayIn(company, network, first) : null;
    let startMs: number | null = null;
    for (let i = 0; i < count; i++) {
      const victim = i === 0 ? first : pick(random, live);
      startMs = takeOver(company, {
        victim,
        past: lives.get(victim)!,
        plan: { network, device, client, shared, startMs },
        names,
        made,
      });
    }
  }
  spray(company, made);
  return made;
}

function takeOver(
  company: Company,
  of: { victim: User; past: readonly Raw[]; plan: Plan; names: { next: number }; made: Raw[] },
): number {
  const { random, world } = company;
  const { victim, past, plan, names, made } = of;
  const wantedMs =
    plan.startMs === null ? whenFor(company, victim, past) : plan.startMs + wide(random, [0.05, 20]) * HOUR_MS;
  // Nobody takes over an account that is not there yet.
  const timeMs = Math.max(wantedMs, past[0]!.timeMs + wide(random, [0.2, 40]) * HOUR_MS);
  const client = plan.client ?? programOf(company, plan.device, victim);
  let access = plan.shared ?? wayIn(company, plan.network, victim);
  const incident = `inc-${String(names.next++).padStart(3, '0')}`;
  const app = pick(random, victim.apps).app;
  const usual = {
    user: victim,
    incident,
    kind: `${plan.network}/${app.agents ? plan.device : 'no-agent'}`,
    attack: true,
  };
  const write = (atMs: number, success: boolean, by = app) => {
    const agent = by.agents ? agentText(client, Math.floor((atMs - company.startMs) / DAY_MS)) : null;
    made.push({
      ...usual,
      app: by,
      access,
      client,
      timeMs: Math.floor(atMs),
      ip: world.address(access, atMs),
      agent,
      success,
    });
  };
  const before = choose(random, { none: 6, few: 2, spray: 1.5 });
  if (before !== 'none' && app.failure !== null)
    for (let n = whole(random, [1, 6]); n > 0; n--) write(timeMs - n * wide(random, [3000, 600_000]), false);
  if (before === 'spray')
    for (let n = whole(random, [3, 25]); n > 0; n--)
      fail(company, {
        user: pick(random, company.users),
        access,
        client,
        timeMs: timeMs - wide(random, [0.01, 20]) * HOUR_MS,
        made,
      });
  const lasting = choose(random, { once: 4, minutes: 2, days: 2, weeks: 1 });
  const count = lasting === 'once' ? 1 : whole(random, [2, 12]);
  const step = { once: 1, minutes: 5 * 60_000, days: 9 * HOUR_MS, weeks: 2 * DAY_MS }[lasting];
  const rotating = plan.shared === null && chance(random, 0.35);
  let atMs = timeMs;
  for (let n = 0; n < count; n++) {
    write(atMs, true, n > 0 && chance(random, 0.4) ? pick(random, victim.apps).app : app);
    atMs += step * factor(random, 0.8);
    if (rotating) access = wayIn(company, plan.network, victim);
  }
  return plan.startMs ?? timeMs;
}

function whenFor(company: Company, victim: User, past: readonly Raw[]): number {
  const { random, startMs, days } = company;
  const early = chance(random, 0.06);
  const latest = startMs + days * DAY_MS - DAY_MS;
  const dayMs = startMs + Math.floor(early ? 12 * random() : 12 + random() * (days - 13)) * DAY_MS;
  const from = past.findIndex((one) => one.timeMs >= dayMs);
  const near = past[from < 0 ? past.length - 1 : from]!;
  const timing = choose(random, TIMINGS);
  const persona = victim.personas[0]!;
  const hour = (h: number) => dayMs + h * HOUR_MS + random() * HOUR_MS;
  switch (timing) {
    case 'active':
      return near.timeMs + wide(random, [0.5, 60]) * 60_000;
    case 'trip': {
      const trips = victim.episodes.filter(
        (one) => one.moves && one.fromMs > startMs + 5 * DAY_MS && one.fromMs < latest,
      );
      if (trips.length === 0) break;
      const trip = pick(random, trips);
      return trip.fromMs + random() * Math.min(trip.toMs - trip.fromMs, 5 * DAY_MS);
    }
    case 'dormant': {
      const gone = victim.absences.find(([from, to]) => to - from > 30 * DAY_MS && from + 30 * DAY_MS < latest);
      const leftMs = victim.toMs + 30 * DAY_MS < latest ? victim.toMs : null;
      const since = gone?.[0] ?? leftMs;
      if (since === null) break;
      return since + 30 * DAY_MS + random() * Math.min(DAY_MS * 25, Math.max(HOUR_MS, latest - since - 30 * DAY_MS));
    }
    case 'young': {
      if (victim.fromMs < startMs + 5 * DAY_MS && chance(random, 0.8)) break;
      const one = past[Math.min(past.length - 1, whole(random, [1, 9]))]!;
      return one.timeMs + wide(random, [0.1, 30]) * HOUR_MS;
    }
    case 'night':
      return hour((persona.peakHour - persona.home.utcOffsetHours + 12 + 48) % 24);
    case 'random':
      return hour(23 * random());
    default:
      return dayMs + signInHour(random, persona) * HOUR_MS;
  }
  return dayMs + signInHour(random, persona) * HOUR_MS;
}

function wayIn(company: Company, network: keyof typeof NETWORKS, victim: User): Access {
  const { random, world } = company;
  const { home, places } = victim.personas[0]!;
  const open = (kind: string, city: City) =>
    world.access(anyNet(random, { world, kind, city }), city, {
      keptMs: chance(random, 0.7) ? 1e13 : wide(random, [1, DAY_MS]),
    });
  const abroad = () => anyCity(random, [home.country]);
  const inland = () => pick(random, world.citiesOf(home.country));
  switch (network) {
    case 'hosting-abroad':
      return open('hosting', abroad());
    case 'hosting-home':
      return open('hosting', inland());
    case 'vpn':
      return open('vpn', chance(random, 0.3) ? inland() : abroad());
    case 'residential-abroad':
      return open(chance(random, 0.2) ? 'mobile' : 'isp', abroad());
    case 'residential-country':
      return open('isp', inland());
    case 'residential-city':
      return open('isp', home);
    case 'same-provider': {
      const known = places.find((place) => place.city === home && place.accesses[0]!.net.kind === 'isp')?.accesses[0];
      return known ? world.access(known.net, known.city, { keptMs: 1e13 }) : open('isp', home);
    }
    case 'mobile-country':
      return open('mobile', inland());
    case 'relay':
      return open('relay', chance(random, 0.5) ? inland() : abroad());
  }
}

function programOf(company: Company, device: keyof typeof DEVICES, victim: User): Client {
  const { random } = company;
  const own = victim.personas[0]!.clients;
  switch (device) {
    case 'common-device':
      return newClient(random, { kinds: ['desktop'], common: true });
    case 'other-variant':
      return otherVariant(random, own[0]!);
    case 'same-agent':
      return chance(random, 0.8) ? own[0]! : pick(random, own);
    case 'script':
      return newClient(random, { kinds: ['script'] });
    case 'phone':
      return newClient(random, { kinds: ['phone'] });
    case 'family':
      return newClient(random, { kinds: ['desktop', 'tablet'], not: own.map((one) => one.name) });
  }
}

function fail(company: Company, of: { user: User; access: Access; client: Client; timeMs: number; made: Raw[] }): void {
  const apps = of.user.apps.filter((one) => one.app.failure !== null);
  if (apps.length === 0 || of.timeMs < company.startMs) return;
  const app = pick(company.random, apps).app;
  const agent = app.agents ? agentText(of.client, Math.floor((of.timeMs - company.startMs) / DAY_MS)) : null;
  const timeMs = Math.floor(of.timeMs);
  of.made.push({
    user: of.user,
    app,
    access: of.access,
    client: of.client,
    timeMs,
    ip: company.world.address(of.access, timeMs),
    agent,
    success: false,
    incident: null,
    kind: 'spray',
    attack: false,
  });
}

/** Password spraying in the background: from clouds and homes, never successful. */
function spray(company: Company, made: Raw[]): void {
  const { random, world, days, startMs } = company;
  for (let n = poisson(random, days * wide(random, [0.01, 0.5])); n > 0; n--) {
    const city = anyCity(random);
    const access = world.access(
      anyNet(random, { world, kind: pick(random, ['hosting', 'hosting', 'isp', 'vpn']), city }),
      city,
      { exits: whole(random, [1, 20]) },
    );
    const client = newClient(random, { kinds: ['desktop', 'script'] });
    const fromMs = startMs + random() * (days - 0.5) * DAY_MS;
    for (let i = Math.round(wide(random, [3, 40])); i > 0; i--)
      fail(company, {
        user: pick(random, company.users),
        access,
        client,
        timeMs: fromMs + wide(random, [0.01, 10]) * HOUR_MS,
        made,
      });
  }
}
