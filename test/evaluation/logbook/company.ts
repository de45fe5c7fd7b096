// One company: its apps and how each of them logs, its offices, and what all its people share.

import { DAY_MS } from '../../../src/domain/time.ts';
import type { Random } from '../../../src/platform/random.ts';
import type { SimulationOptions } from '../../../src/simulation/contract.ts';
import { CITIES, type City } from '../../../src/simulation/pools/cities.ts';
import { chance, choose, pick, weighted, whole, wide } from '../factorial/draw.ts';
import { type Device, newDevice } from './devices.ts';
import { type Access, cityAbroad, cityInland, type Line, openAccess } from './lines.ts';
import { word } from './names.ts';

export const APPS = ['slack', 'gsuite', 'okta', 'vpn', 'entra', 'github', 'crm'] as const;
export type App = (typeof APPS)[number];

/** How the apps of this company write their logs. */
export interface Knobs {
  /** A collapsed access row is seen again only when it grew for this long; infinite: first and last date only. */
  readonly rowMs: number;
  /** Days after which a web session must sign in anew. */
  readonly reauthDays: number;
  readonly sessionMs: number;
  /** App hops a sitting. */
  readonly hops: number;
  /** Token refreshes a day and device. */
  readonly refreshes: number;
  readonly mistakes: number;
  readonly challenges: number;
  /** How often the app itself warns of a harmless sign-in from a new place, and of an intruder's. */
  readonly falseWarnings: number;
  readonly trueWarnings: number;
  readonly vpnAgent: string | null;
  /** The CRM says `Chrome 120 on Windows`, and no more. */
  readonly shortAgents: boolean;
  readonly pushes: number;
}

export interface Office {
  readonly city: City;
  readonly line: Line;
}

/** Company traffic through somebody's cloud, from a day on. */
export interface Proxy {
  readonly line: Line;
  readonly fromMs: number;
  readonly share: number;
  /** Company VPN with one exit, against points of presence that change. */
  readonly still: boolean;
}

export interface Company {
  readonly random: Random;
  readonly access: Access;
  readonly startMs: number;
  readonly endMs: number;
  readonly days: number;
  readonly users: number;
  readonly domain: string;
  readonly home: City;
  readonly apps: readonly App[];
  readonly knobs: Knobs;
  readonly offices: readonly Office[];
  readonly proxy: Proxy | null;
  readonly builders: readonly Line[];
  readonly kiosk: Device;
  readonly remote: number;
  readonly abroad: number;
  readonly upheaval: number;
  readonly travel: number;
  readonly systems: { readonly desk: Readonly<Record<'win' | 'mac' | 'linux' | 'cros', number>>; readonly ios: number };
}

const START_MS = Date.UTC(2026, 1, 2);

export function openCompany(random: Random, options: SimulationOptions): Company {
  const { seed } = options;
  const access = openAccess(random, seed);
  const users = options.users ?? Math.round(wide(random, [15, 400]));
  const days = options.days ?? whole(random, [50, 120]);
  const startMs = options.startMs ?? START_MS;
  const endMs = startMs + days * DAY_MS;
  const home = weighted(random, CITIES, (one) => one.weight);
  const abroad = wide(random, [0.01, 0.5]);
  const cities = [home];
  while (chance(random, 0.45) && cities.length < 5)
    cities.push(chance(random, abroad) ? cityAbroad(random, home.country) : cityInland(random, home.country));
  const offices = cities.map((city) => ({ city, line: access.office(city) }));
  return {
    random,
    access,
    startMs,
    endMs,
    days,
    users,
    domain: `${word(random, 3)}.example`,
    home,
    apps: drawApps(random),
    knobs: drawKnobs(random),
    offices,
    proxy: chance(random, 0.4) ? drawProxy(random, { access, home, startMs, days }) : null,
    builders: [home, cityAbroad(random, home.country)].map((city) => access.hosted('hosting', city, 120)),
    kiosk: newDevice(random, { win: 5, android: 1, ipad: 1 }),
    remote: random(),
    abroad,
    upheaval: wide(random, [0.1, 3]),
    travel: wide(random, [0.1, 1.6]),
    systems: {
      desk: choose(random, { win: 3, mac: 2, mixed: 4 }) === 'mixed' ? mixed(random) : oneSided(random),
      ios: random(),
    },
  };
}

function mixed(random: Random) {
  return {
    win: wide(random, [1, 10]),
    mac: wide(random, [1, 10]),
    linux: wide(random, [0.1, 3]),
    cros: wide(random, [0.01, 1]),
  };
}

function oneSided(random: Random) {
  return chance(random, 0.6) ? { win: 20, mac: 1, linux: 0.3, cros: 0.1 } : { win: 1, mac: 20, linux: 1, cros: 0.05 };
}

function drawApps(random: Random): App[] {
  const wanted = pick(random, [1, 1, 2, 2, 2, 3, 3, 4]);
  const weights = { slack: 4, gsuite: 4, okta: 2.5, vpn: 1.2, entra: 2.5, github: 1.2, crm: 1 };
  const apps = new Set<App>();
  while (apps.size < wanted) apps.add(choose(random, weights));
  // A log of developers alone, or of those outside alone, is nobody's only one.
  if (apps.size === 1 && (apps.has('vpn') || apps.has('github'))) apps.add('okta');
  return APPS.filter((app) => apps.has(app));
}

function drawKnobs(random: Random): Knobs {
  const hours = 3_600_000;
  return {
    rowMs: chance(random, 0.35) ? Number.POSITIVE_INFINITY : wide(random, [6, 400]) * hours,
    reauthDays: wide(random, [0.6, 30]),
    sessionMs: wide(random, [2, 150]) * hours,
    hops: wide(random, [0.2, 2.5]),
    refreshes: wide(random, [0.05, 1.5]),
    mistakes: wide(random, [0.005, 0.12]),
    challenges: wide(random, [0.02, 0.9]),
    falseWarnings: wide(random, [0.0005, 0.03]),
    trueWarnings: wide(random, [0.02, 0.4]),
    vpnAgent: pick(random, [null, 'AnyConnect', 'GlobalProtect', 'FortiClient', 'OpenVPN']),
    shortAgents: chance(random, 0.7),
    pushes: wide(random, [0.005, 0.2]),
  };
}

function drawProxy(random: Random, of: { access: Access; home: City; startMs: number; days: number }): Proxy {
  const { access, home, startMs, days } = of;
  const still = chance(random, 0.4);
  const cities = [home, cityInland(random, home.country)];
  if (!still) while (chance(random, 0.5)) cities.push(cityAbroad(random, home.country));
  const kind = still ? 'hosting' : choose(random, { gateway: 3, relay: 2, hosting: 1 });
  const net = pick(random, access.world.nets(kind, home.country));
  return {
    line: access.cloudBlocks(net, still ? [home] : cities, still ? 1 : whole(random, [1, 12])),
    // Some companies bring it in while the log runs.
    fromMs: chance(random, 0.6) ? 0 : startMs + random() * days * DAY_MS,
    share: wide(random, [0.1, 1]),
    still,
  };
}
