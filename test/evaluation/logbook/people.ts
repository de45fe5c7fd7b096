// Who works there: heavy-tailed in activity, tidy or restless in place and device, and some who are no ordinary people.

import { DAY_MS } from '../../../src/domain/time.ts';
import type { City } from '../../../src/simulation/pools/cities.ts';
import { chance, choose, factor, normal, pick, whole, wide } from '../factorial/draw.ts';
import type { App, Company, Office } from './company.ts';
import { type Device, newDevice, SCRIPTS } from './devices.ts';
import { cityAbroad, cityInland, type Line } from './lines.ts';
import { word } from './names.ts';

const ROLES = {
  staff: 50,
  commuter: 15,
  parent: 8,
  field: 8,
  traveller: 5,
  nomad: 2,
  contractor: 6,
  executive: 3,
  intern: 3,
  shared: 2,
  kiosk: 4,
  nights: 3,
  rare: 4,
  breakglass: 0.8,
  service: 4,
};
export type Role = keyof typeof ROLES;

/** Something that holds for a while: its lines and devices take the place of the usual ones for a share of the sittings. */
export interface Episode {
  readonly kind: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly share: number;
  readonly lines?: readonly Line[];
  readonly devices?: readonly Device[];
  /** From now on the second wherever the first was used. */
  readonly swap?: readonly [Device, Device];
  /** Away from home and office; the city says the hour. */
  readonly city?: City;
  /** Only where the usual line is this one. */
  readonly instead?: Line;
}

export interface Person {
  readonly account: string;
  readonly role: Role;
  readonly apps: readonly App[];
  readonly home: City;
  readonly office: Office | null;
  readonly homeLine: Line;
  readonly carrier: Line;
  readonly haunts: readonly Line[];
  readonly desk: Device;
  readonly phone: Device | null;
  readonly spare: Device | null;
  readonly script: string | null;
  /** Sittings a working day. */
  readonly rate: number;
  readonly startHour: number;
  readonly weekends: number;
  readonly evenings: number;
  readonly phoneShare: number;
  readonly atOffice: number;
  /** Share of sittings in cafés, at customers and so on. */
  readonly roaming: number;
  readonly carrierShare: number;
  readonly relay: Line | null;
  readonly webViews: number;
  readonly fromMs: number;
  readonly toMs: number;
  /** Times without any use, such as parental leave. */
  readonly absences: readonly (readonly [number, number])[];
  readonly episodes: Episode[];
}

export function hire(company: Company): Person[] {
  const weights = { ...ROLES };
  for (const role of Object.keys(weights) as Role[])
    weights[role] *= factor(company.random, role === 'staff' ? 0.3 : 0.9);
  return Array.from({ length: company.users }, (_, index) => person(company, choose(company.random, weights), index));
}

const RATES: Readonly<Partial<Record<Role, number>>> = {
  rare: 0.06,
  field: 0.7,
  shared: 2,
  executive: 1.3,
  kiosk: 0.5,
  nights: 0.8,
};
const OFFICE: Readonly<Partial<Record<Role, number>>> = {
  commuter: 0.95,
  kiosk: 1,
  field: 0.1,
  nomad: 0,
  contractor: 0.1,
};

function person(company: Company, role: Role, index: number): Person {
  const { random, access, home: seat } = company;
  const office = role === 'contractor' && chance(random, 0.6) ? null : pick(random, company.offices);
  const near = office?.city ?? cityInland(random, seat.country);
  const far = role === 'nomad' || (role === 'contractor' && chance(random, 0.4));
  const home = far
    ? cityAbroad(random, seat.country)
    : chance(random, 0.2 + 0.4 * company.remote)
      ? cityInland(random, near.country)
      : near;
  const local = home === near && office !== null;
  const together = chance(random, company.remote) ? random() * 0.4 : 0.3 + random() * 0.7;
  const desk = role === 'kiosk' && chance(random, 0.7) ? company.kiosk : newDevice(random, company.systems.desk);
  const withPhone = role !== 'kiosk' && role !== 'service' && chance(random, 0.75);
  const service = role === 'service';
  const { fromMs, toMs } = tenure(company, role);
  const leave = chance(random, role === 'rare' ? 0.2 : 0.03) && fromMs < company.startMs + 20 * DAY_MS;
  const gone = company.startMs + (0.15 + 0.4 * random()) * company.days * DAY_MS;
  const restless = role === 'nomad' || role === 'traveller' || role === 'field' || role === 'contractor';
  return {
    account: `${service ? 'svc-' : ''}${word(random, 2)}${index}@${company.domain}`,
    role,
    apps: appsOf(company, role),
    home,
    office,
    homeLine: service ? access.hosted('hosting', home, whole(random, [1, 6])) : access.home(home),
    carrier: access.carrier(home),
    haunts: Array.from({ length: whole(random, restless ? [3, 9] : [0, 3]) }, () =>
      access.visit(restless && chance(random, 0.5) ? cityInland(random, home.country) : home),
    ),
    desk,
    phone: withPhone ? newDevice(random, { ios: company.systems.ios, android: 1 - company.systems.ios }) : null,
    spare: chance(random, 0.15) ? newDevice(random, { ipad: 2, win: 1, mac: 1, linux: 0.4 }) : null,
    script: service ? pick(random, SCRIPTS) : null,
    rate: 1.1 * factor(random, 0.8) * (RATES[role] ?? 1),
    startHour: role === 'nights' ? 20 + 3 * random() : 9 + 1.1 * normal(random),
    weekends: chance(random, 0.3) ? random() * 0.5 : 0.03,
    evenings: role === 'parent' ? 0.3 + 0.4 * random() : wide(random, [0.01, 0.25]),
    phoneShare: role === 'field' ? 0.8 : wide(random, [0.02, 0.7]),
    atOffice: OFFICE[role] ?? (local ? together : together * 0.15),
    roaming: restless ? wide(random, [0.05, 0.6]) : wide(random, [0.0005, 0.05]),
    carrierShare: wide(random, [0.05, 0.9]),
    relay: chance(random, 0.05) ? access.hosted('relay', home) : null,
    webViews: chance(random, 0.2) ? random() * 0.4 : 0.01,
    fromMs,
    toMs,
    absences: leave ? [[gone, gone + wide(random, [20, 60]) * DAY_MS]] : [],
    episodes: [],
  };
}

function tenure(company: Company, role: Role): { fromMs: number; toMs: number } {
  const { random, startMs, endMs, days } = company;
  const at = (share: number) => startMs + share * days * DAY_MS;
  if (role === 'intern') {
    const from = at(random() * 0.6);
    return { fromMs: from, toMs: from + wide(random, [15, 90]) * DAY_MS };
  }
  if (chance(random, 0.1)) return { fromMs: at(random() * 0.9), toMs: endMs };
  return { fromMs: startMs, toMs: chance(random, 0.06) ? at(0.3 + random() * 0.6) : endMs };
}

function appsOf(company: Company, role: Role): App[] {
  const { random } = company;
  const developer = chance(random, 0.3);
  const mine = company.apps.filter((app) => {
    if (role === 'service') return app !== 'vpn' && app !== 'slack';
    if (app === 'github') return developer;
    if (app === 'vpn') return role !== 'kiosk' && chance(random, 0.6);
    if (app === 'crm') return chance(random, 0.5);
    return chance(random, 0.93);
  });
  if (mine.length > 0) return mine;
  const open = company.apps.filter((app) => app !== 'vpn' && app !== 'github');
  return [open.length > 0 ? pick(random, open) : company.apps[0]!];
}
