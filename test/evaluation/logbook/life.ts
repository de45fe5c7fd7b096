// The days of one person as sittings: when, with which device, over which line. What of it comes into a log is the apps' business.

import { DAY_MS, HOUR_MS } from '../../../src/domain/time.ts';
import { chance, normal, pick, poisson } from '../factorial/draw.ts';
import type { Company } from './company.ts';
import type { Device } from './devices.ts';
import { isPhone } from './devices.ts';
import type { Line } from './lines.ts';
import type { Person } from './people.ts';

export interface Sitting {
  readonly timeMs: number;
  readonly device: Device;
  readonly line: Line;
  /** At an office of the company: no VPN is needed there. */
  readonly inside: boolean;
  /** The hard case it stems from, while that is news. */
  readonly kind: string | null;
}

/** After this long a change is everyday use. */
const NEWS_MS = 21 * DAY_MS;

export function live(company: Company, person: Person): Sitting[] {
  const { random, startMs, days } = company;
  if (person.role === 'service') return serve(company, person);
  const made: Sitting[] = [];
  const breakglass = person.role === 'breakglass' ? [random(), random()].map((luck) => Math.floor(luck * days)) : null;
  let workedDays = 0;
  for (let day = 0; day < days; day++) {
    const dayMs = startMs + day * DAY_MS;
    const weekday = new Date(dayMs).getUTCDay();
    const free = weekday === 0 || weekday === 6;
    if (breakglass && !breakglass.includes(day)) continue;
    if (away(person, dayMs)) continue;
    const mean = breakglass ? 2 : person.rate * (free ? person.weekends : 1);
    // Everybody is seen on the day they start.
    const first = workedDays === 0 && person.fromMs > startMs && person.role !== 'rare' ? 1 : 0;
    const count = Math.min(30, Math.max(first, poisson(random, mean)));
    if (count > 0) workedDays += 1;
    const atOffice = person.office !== null && !free && chance(random, person.atOffice);
    for (let i = 0; i < count; i++) made.push(sit(company, person, { dayMs, free, atOffice }));
  }
  made.sort((a, b) => a.timeMs - b.timeMs);
  return made;
}

function away(person: Person, dayMs: number): boolean {
  return (
    dayMs < person.fromMs - DAY_MS ||
    dayMs > person.toMs ||
    person.absences.some(([from, to]) => dayMs > from && dayMs < to)
  );
}

function sit(company: Company, person: Person, of: { dayMs: number; free: boolean; atOffice: boolean }): Sitting {
  const { random } = company;
  const { dayMs, free, atOffice } = of;
  const trip = person.episodes.find((one) => one.city && dayMs >= one.fromMs && dayMs < one.toMs);
  const city = trip?.city ?? person.home;
  const evening = free || chance(random, person.evenings);
  const hour = evening ? 12 + 10 * random() : person.startHour + 8.5 * random() + 0.4 * normal(random);
  const timeMs = Math.floor(dayMs + (hour - city.utcOffsetHours) * HOUR_MS);
  const phone = person.phone !== null && chance(random, evening ? Math.max(0.5, person.phoneShare) : person.phoneShare);
  let device = phone ? person.phone! : person.spare && chance(random, 0.15) ? person.spare : person.desk;
  const inside = atOffice && !evening;
  let line = inside ? person.office!.line : person.homeLine;
  if (isPhone(device) && chance(random, person.carrierShare)) line = person.carrier;
  else if (!inside && person.haunts.length > 0 && chance(random, person.roaming)) line = pick(random, person.haunts);
  let kind: string | null = null;
  let moved = false;
  const swappable = device;
  const usual = line;
  for (const one of person.episodes) {
    if (timeMs < one.fromMs || timeMs >= one.toMs || !chance(random, one.share)) continue;
    if (one.instead && (one.instead !== usual || moved)) continue;
    if (one.swap) {
      if (one.swap[0] !== swappable) continue;
      device = one.swap[1];
    }
    if (one.lines) {
      line = pick(random, one.lines);
      moved ||= one.instead === undefined;
    }
    if (one.devices) device = pick(random, one.devices);
    if (timeMs - one.fromMs < NEWS_MS || one.toMs < Number.POSITIVE_INFINITY) kind = one.kind;
  }
  const { proxy } = company;
  if (proxy && timeMs >= proxy.fromMs && !isPhone(device) && (!inside || !proxy.still) && chance(random, proxy.share)) {
    line = proxy.line;
    if (proxy.fromMs > 0 && timeMs - proxy.fromMs < NEWS_MS) kind = 'proxy';
  } else if (person.relay && device.browser === 'safari' && chance(random, 0.7)) line = person.relay;
  return { timeMs, device, line, inside: inside && !moved, kind };
}

/** A program: at fixed times, day and night. */
function serve(company: Company, person: Person): Sitting[] {
  const { random, startMs, endMs } = company;
  const everyMs = pick(random, [3, 6, 12, 24, 24, 168]) * HOUR_MS;
  const loose = chance(random, 0.3) ? everyMs / 3 : 60_000;
  const made: Sitting[] = [];
  for (
    let atMs = Math.max(startMs, person.fromMs) + random() * everyMs;
    atMs < Math.min(endMs, person.toMs);
    atMs += everyMs
  ) {
    const timeMs = Math.floor(atMs + random() * loose);
    const moved = person.episodes.findLast((one) => timeMs >= one.fromMs);
    const kind = moved && timeMs - moved.fromMs < NEWS_MS ? moved.kind : null;
    made.push({ timeMs, device: person.desk, line: moved?.lines?.[0] ?? person.homeLine, inside: false, kind });
  }
  return made;
}
