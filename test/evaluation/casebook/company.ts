// A plain company: offices, homes, carriers, laptops and phones. All its rates are drawn anew, over wide ranges.

import type { Random } from '../../../src/platform/random.ts';
import { CITIES, type City } from '../../../src/simulation/pools/cities.ts';
import { chance, normal, pick, weighted, whole, wide } from '../factorial/draw.ts';
import { townOf } from './atlas.ts';
import { type App, type Book, DAY_MS, type Moment, type Person, type Role } from './book.ts';
import { newDevice, type Platform } from './devices.ts';
import { type Line, type Network, openNetwork } from './lines.ts';

const APPS: readonly (App & { readonly weight: number })[] = [
  { name: 'slack', agents: true, success: 'access', failure: null, weight: 5 },
  { name: 'entra', agents: true, success: 'sign_in', failure: 'sign_in_failed', weight: 5 },
  { name: 'okta', agents: true, success: 'user.session.start', failure: 'user.authentication.failed', weight: 4 },
  { name: 'gsuite', agents: false, success: 'login_success', failure: 'login_failure', weight: 2 },
  { name: 'github', agents: true, success: 'user.login', failure: 'user.failed_login', weight: 2 },
  { name: 'zoom', agents: true, success: 'Sign in', failure: null, weight: 1 },
  { name: 'salesforce', agents: true, success: 'login', failure: 'login_failed', weight: 2 },
];

/** Cafés, libraries, a friend's flat: places of the town one goes to now and then, and mostly comes back to. */
function outAndAbout(of: { random: Random; net: Network; city: City; share: number }): (moment: Moment) => void {
  const { random, net, city, share } = of;
  const haunts: Line[] = [];
  return (moment) => {
    if (!chance(random, share)) return;
    if (haunts.length === 0 || chance(random, 1 / (1 + haunts.length)))
      haunts.push(
        chance(random, 0.4)
          ? net.shared(`cafe ${whole(random, [1, 9])}`, net.market('guest', city.country), city)
          : net.home(city),
      );
    moment.line = pick(random, haunts);
  };
}

export interface CompanyOptions {
  readonly users: number | undefined;
  readonly days: number | undefined;
  readonly startMs: number;
}

export function openCompany(random: Random, options: CompanyOptions): Book {
  const users = options.users ?? Math.round(wide(random, [15, 400]));
  const days = options.days ?? Math.round(wide(random, [50, 120]));
  const net = openNetwork(random);
  const apps: App[] = [];
  for (let i = whole(random, [1, 3]); i > 0; i--) {
    const rest = APPS.filter((one) => !apps.includes(one) && (one.agents || apps.length > 0));
    apps.push(weighted(random, rest, (one) => one.weight));
  }
  const seats: City[] = Array.from({ length: whole(random, [1, 4]) }, () => pick(random, CITIES));
  if (chance(random, 0.6)) for (let i = 1; i < seats.length; i++) seats[i] = townOf(random, seats[0]!.country);
  const offices = seats
    .slice(0, whole(random, [0, seats.length]))
    .map((city, i) =>
      net.shared(`office ${i}`, net.market(chance(random, 0.5) ? 'business' : 'isp', city.country), city),
    );
  const startMs = options.startMs;
  const endMs = startMs + days * DAY_MS;
  const rates = {
    perDay: wide(random, [0.5, 2.6]),
    office: random(),
    remote: wide(random, [0.02, 0.5]),
    phone: wide(random, [0.03, 0.5]),
    mac: random(),
    iphone: random(),
    typos: wide(random, [0.002, 0.06]),
    odd: wide(random, [0.003, 0.12]),
    weekend: wide(random, [0.01, 0.6]),
    joiners: wide(random, [0.02, 0.3]),
    shifts: wide(random, [0.005, 0.3]),
    out: wide(random, [0.002, 0.05]),
    services: wide(random, [0.01, 0.08]),
    linux: wide(random, [0.01, 0.25]),
  };
  const platform = (): Platform =>
    chance(random, rates.linux)
      ? pick(random, ['linux', 'linux', 'cros'] as const)
      : chance(random, rates.mac)
        ? 'mac'
        : 'win';
  const roleOf = (): Role =>
    weighted<Role>(random, ['staff', 'developer', 'boss', 'contractor', 'service', 'shared'], (role) => {
      if (role === 'service') return rates.services;
      if (role === 'shared') return rates.services / 3;
      return role === 'staff' ? 0.7 : role === 'developer' ? 0.15 : 0.06;
    });

  const join = (index: number): Person => {
    const role = roleOf();
    const local = offices.length > 0 && !chance(random, rates.remote);
    const office = local ? pick(random, offices) : null;
    const seat = office?.city ?? pick(random, seats);
    const city = office !== null || chance(random, 0.5) ? seat : townOf(random, seat.country);
    const service = role === 'service';
    const home: Line = service ? net.server(chance(random, 0.5) ? city : pick(random, CITIES)) : net.home(city);
    const desk = newDevice(random, service ? 'script' : platform());
    const joins = chance(random, rates.joiners) && !service;
    const leaves = !joins && chance(random, rates.joiners / 2);
    const shift = chance(random, rates.shifts);
    const weights = apps.map((app) => ({ app, weight: wide(random, [0.1, 1]) }));
    return {
      index,
      account: `${role === 'service' ? 'svc' : role === 'shared' ? 'team' : 'p'}${index + 1}@casebook.example`,
      role,
      apps: service ? [weighted(random, weights, (one) => one.weight)] : weights,
      city: service ? home.city : city,
      home,
      office: service ? null : office,
      officeShare: Math.min(0.98, Math.max(0, rates.office + normal(random) * 0.25)),
      mobile: net.carrier(city),
      desk,
      phone: newDevice(random, chance(random, rates.iphone) ? 'iphone' : 'android'),
      phoneShare: service ? 0 : Math.min(0.9, rates.phone * wide(random, [0.2, 4])),
      rate: rates.perDay * wide(random, service ? [0.5, 4] : [0.3, 3]),
      startHour: service ? 0 : Math.max(0, (shift ? whole(random, [12, 22]) : 8.7) + normal(random)),
      spanHours: service ? 24 : 6 + random() * 6,
      oddHours: rates.odd * wide(random, [0.3, 3]),
      weekend: service ? 1 : rates.weekend * wide(random, [0.3, 2]),
      typos: service ? 0 : rates.typos * wide(random, [0.2, 4]),
      fromMs: joins ? startMs + Math.floor(random() * random() * (endMs - startMs)) : startMs - DAY_MS,
      toMs: leaves ? endMs - Math.floor(random() * random() * (endMs - startMs)) : endMs + DAY_MS,
      rules: service ? [] : [outAndAbout({ random, net, city, share: rates.out * wide(random, [0.2, 3]) })],
    };
  };

  const people = Array.from({ length: users }, (_, index) => join(index));
  const slots = {
    abroad: Array.from({ length: whole(random, [2, 9]) }, () => pick(random, CITIES)),
    hosters: Array.from({ length: whole(random, [2, 6]) }, () => net.market('hosting', '')),
    tunnels: Array.from({ length: whole(random, [1, 4]) }, () => net.market('vpn', '')),
    cloudCities: [pick(random, seats), ...Array.from({ length: whole(random, [1, 5]) }, () => pick(random, CITIES))],
  };
  return { random, net, startMs, endMs, apps, people, offices, slots, happened: [] };
}
