// Who breaks in, drawn part by part: technique, network, distance, device, hour and pace, each with weights of the company's
// own, so that every combination occurs somewhere. What the apps note of it is in intrusions.ts.

import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src/domain/time.ts';
import { chance, choose, factor, hashed, pick, poisson, whole, wide } from '../factorial/draw.ts';
import { aim, whereOf } from './aims.ts';
import type { Company } from './company.ts';
import { type Device, newDevice, SCRIPTS } from './devices.ts';
import { failuresOver, intrude } from './intrusions.ts';
import { cityAbroad, type Line, spotOn } from './lines.ts';
import type { Row } from './logs.ts';
import { deviceOf, lineOf, returnBy } from './means.ts';
import type { Person } from './people.ts';

const TABLES = {
  technique: { stuffing: 4, spray: 2, aitm: 5, stealer: 4, theft: 3, targeted: 3, fatigue: 2, sideways: 1 },
  network: { hosting: 5, vpn: 4, residential: 5, mobile: 2, relay: 0.7, same: 1.2, business: 0.8, inside: 0.5 },
  distance: { city: 3, country: 4, abroad: 5 },
  device: { exact: 5, version: 2.5, relative: 2.5, common: 4, other: 3, phone: 1.5, script: 1.5, odd: 0.7 },
  hour: { victim: 5, any: 3, night: 1.5, active: 2, trip: 1, dormant: 1, fresh: 1.5 },
  pace: { once: 5, burst: 3, days: 2, weeks: 1 },
  back: { same: 5, owner: 2, kind: 2, elsewhere: 1 },
} as const;
type Tables = { readonly [K in keyof typeof TABLES]: Readonly<Record<keyof (typeof TABLES)[K], number>> };

export type NetworkClass = keyof typeof TABLES.network;
export type DeviceClass = keyof typeof TABLES.device;
export type Technique = keyof typeof TABLES.technique;

/** What a technique favours; everything else stays possible. */
const LEANINGS: Readonly<Record<Technique, Readonly<Record<string, number>>>> = {
  stuffing: { common: 2, script: 3, exact: 0.15, version: 0.4, active: 0.4 },
  spray: { hosting: 1.5, residential: 1.5, common: 2, script: 2, exact: 0.1, inside: 0.1 },
  aitm: { exact: 2, common: 2, residential: 1.5, hosting: 1.5, city: 1.5, country: 1.5, victim: 2, script: 0.3 },
  stealer: { exact: 4, vpn: 2, residential: 1.5, city: 2, country: 2, once: 0.7 },
  theft: { exact: 3, version: 1.5, active: 8, burst: 1.5 },
  targeted: { city: 3, same: 4, relative: 2, version: 2, abroad: 0.4, hosting: 0.5 },
  fatigue: { night: 2, any: 1.5, common: 1.5 },
  sideways: { inside: 60, exact: 0.05, version: 0.5, city: 3 },
};

export interface Intrusion {
  readonly victim: Person;
  readonly technique: Technique;
  readonly incident: string;
  readonly kind: string;
  readonly deviceClass: DeviceClass;
  readonly device: Device;
  readonly script: string;
  /** The victim's harmless rows, in order. */
  readonly past: readonly Row[];
}

export function attack(company: Company, lives: ReadonlyMap<Person, readonly Row[]>): Row[] {
  const { random } = company;
  const tables = Object.fromEntries(
    Object.entries(TABLES).map(([name, table]) => [
      name,
      Object.fromEntries(Object.entries(table).map(([key, weight]) => [key, weight * factor(random, 0.7)])),
    ]),
  ) as unknown as Tables;
  const victims = [...lives.keys()].filter((one) => lives.get(one)!.some((row) => row.outcome === 'success'));
  const early = wide(random, [0.02, 0.35]);
  const made: Row[] = [];
  const wanted = Math.min(whole(random, [15, 45]), Math.ceil(victims.length * 0.9));
  for (let done = 0, tries = 0; done < wanted && tries < 400; tries++) {
    const group = chance(random, 0.035) ? Math.min(whole(random, [5, 20]), wanted - done) : 1;
    const campaign: Campaign = { line: null, device: null, fromMs: null, draws: null };
    for (let i = 0; i < group; i++) {
      const number = String(done + 1).padStart(3, '0');
      const rows = breakIn(company, {
        tables,
        victims,
        lives,
        early,
        name: `inc-${number}`,
        campaign: group > 1 ? campaign : null,
      });
      if (!rows.some((row) => row.outcome === 'success')) continue;
      for (const row of rows) made.push(row);
      done += 1;
    }
  }
  for (const row of background(company, victims)) made.push(row);
  return made;
}

/** What several victims of one attacker have in common. */
interface Campaign {
  line: Line | null;
  device: Device | null;
  fromMs: number | null;
  draws: { technique: Technique; network: NetworkClass; distance: string; device: DeviceClass } | null;
}

interface Plot {
  readonly tables: Tables;
  readonly victims: readonly Person[];
  readonly lives: ReadonlyMap<Person, readonly Row[]>;
  readonly early: number;
  readonly name: string;
  readonly campaign: Campaign | null;
}

function breakIn(company: Company, plot: Plot): Row[] {
  const { random, endMs, startMs } = company;
  const { tables, victims, lives, campaign } = plot;
  const technique = campaign?.draws?.technique ?? choose(random, tables.technique);
  const draw = <K extends keyof Tables>(table: K) => {
    const leaned = Object.entries(tables[table]).map(([key, weight]) => [
      key,
      (weight as number) * (LEANINGS[technique][key] ?? 1),
    ]);
    return choose(random, Object.fromEntries(leaned) as Record<keyof Tables[K] & string, number>);
  };
  const drawn = campaign?.draws?.network ?? draw('network');
  // Nobody attacks in numbers from a desk of the company or from next door.
  const network = campaign && (drawn === 'inside' || drawn === 'same') ? 'vpn' : drawn;
  const far = campaign?.draws?.distance ?? draw('distance');
  const distance = network === 'inside' || network === 'same' ? 'city' : far;
  const deviceClass = campaign?.draws?.device ?? draw('device');
  if (campaign) campaign.draws ??= { technique, network, distance, device: deviceClass };
  const { victim, timeMs } = aim(company, { victims, lives, hour: draw('hour'), early: plot.early });
  const past = lives.get(victim)!;
  const city = whereOf(company, { victim, past, timeMs, distance });
  const device =
    (campaign?.device ?? null) && deviceClass !== 'exact'
      ? campaign!.device!
      : deviceOf(company, { victim, deviceClass });
  let line = campaign?.line ?? lineOf(company, { victim, network, city });
  if (campaign) {
    campaign.line ??= line;
    campaign.device ??= device;
    campaign.fromMs ??= timeMs;
  }
  // Nobody takes over an account that is not there yet.
  const wantedMs = campaign ? campaign.fromMs! + wide(random, [0.02, 40]) * HOUR_MS : timeMs;
  let atMs = Math.max(wantedMs, past[0]!.timeMs + wide(random, [0.5, 30]) * HOUR_MS);
  const intrusion: Intrusion = {
    victim,
    technique,
    incident: plot.name,
    kind: `${technique}/${network}-${distance}/${deviceClass}`,
    deviceClass,
    device,
    script: pick(random, SCRIPTS),
    past,
  };
  const pace = draw('pace');
  const count = pace === 'once' ? 1 : whole(random, [2, 12]);
  const stepMs = {
    once: 0,
    burst: wide(random, [0.3, 12]) * MINUTE_MS,
    days: wide(random, [4, 30]) * HOUR_MS,
    weeks: wide(random, [2, 8]) * DAY_MS,
  }[pace];
  const back = pace === 'once' ? 'same' : draw('back');
  const later = chance(random, 0.2) ? 'script' : 'same';
  const rows: Row[] = [];
  for (let n = 0; n < count && atMs < endMs; n++) {
    if (n > 0 && back !== 'same' && chance(random, 0.5))
      line = returnBy(company, { line, victim, network, city, back });
    const spot = spotOn(line, atMs, hashed(victim.homeLine.id, done(plot.name)) * 1e9 + n);
    rows.push(
      ...intrude(company, intrusion, {
        timeMs: Math.floor(atMs),
        spot,
        line,
        first: n === 0,
        script: n > 0 && later === 'script',
      }),
    );
    atMs += stepMs * factor(random, 0.7);
  }
  return rows.filter((row) => row.timeMs >= startMs && row.timeMs < endMs);
}

function done(name: string): number {
  return Number(name.slice(4));
}

/** Guessing that never succeeds: over many accounts from turning addresses, quick or low and slow. */
function background(company: Company, victims: readonly Person[]): Row[] {
  const { random, access, startMs, endMs, days } = company;
  const made: Row[] = [];
  for (let n = poisson(random, days * wide(random, [0.005, 0.2])); n > 0; n--) {
    const city = cityAbroad(random, '');
    const lines = Array.from({ length: whole(random, [1, 6]) }, () =>
      chance(random, 0.5) ? access.hosted('hosting', city, 20) : access.home(cityAbroad(random, '')),
    );
    const device = newDevice(random, { win: 4, linux: 1 });
    const fromMs = startMs + random() * (days - 1) * DAY_MS;
    const spanMs = wide(random, [0.05, 200]) * HOUR_MS;
    for (let i = Math.round(wide(random, [2, 60])); i > 0; i--) {
      const timeMs = Math.floor(fromMs + random() * spanMs);
      const row = failuresOver(company, {
        victim: pick(random, victims),
        timeMs,
        spot: spotOn(pick(random, lines), timeMs, i),
        device,
        agent: null,
      });
      if (row && timeMs < endMs) made.push(row);
    }
  }
  return made;
}
