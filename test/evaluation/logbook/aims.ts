// Whom an attacker chooses, when, and where they stand: asleep or busy accounts, people on a journey, people who just began.

import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src/domain/time.ts';
import type { City } from '../../../src/simulation/pools/cities.ts';
import { chance, pick, wide } from '../factorial/draw.ts';
import type { Company } from './company.ts';
import { cityAbroad, cityInland } from './lines.ts';
import type { Row } from './logs.ts';
import type { Person } from './people.ts';

/** Whom and when. */
export function aim(
  company: Company,
  of: { victims: readonly Person[]; lives: ReadonlyMap<Person, readonly Row[]>; hour: string; early: number },
): { victim: Person; timeMs: number } {
  const { random, startMs, endMs, days } = company;
  const { victims, lives, hour, early } = of;
  const from = chance(random, early) ? 1 : Math.min(28, days / 3);
  const to = from === 1 ? 28 : days - 0.5;
  const dayMs = startMs + Math.floor(from + random() * (to - from)) * DAY_MS;
  const any = { victim: pick(random, victims), timeMs: dayMs };
  if (hour === 'dormant') {
    const asleep = victims.flatMap((victim) => silences(lives.get(victim)!, endMs).map((gap) => ({ victim, gap })));
    if (asleep.length > 0) {
      const { victim, gap } = pick(random, asleep);
      return { victim, timeMs: gap[0] + (0.6 + 0.35 * random()) * (gap[1] - gap[0]) };
    }
  }
  if (hour === 'fresh') {
    const fresh = victims.filter((one) => one.fromMs > startMs + 2 * DAY_MS);
    if (fresh.length > 0) {
      const victim = pick(random, fresh);
      return { victim, timeMs: lives.get(victim)![0]!.timeMs + random() * 7 * DAY_MS };
    }
  }
  if (hour === 'trip') {
    const gone = victims.flatMap((victim) =>
      victim.episodes.filter((one) => one.city && one.fromMs < endMs - DAY_MS).map((trip) => ({ victim, trip })),
    );
    if (gone.length > 0) {
      const { victim, trip } = pick(random, gone);
      return { victim, timeMs: trip.fromMs + random() * Math.min(6 * DAY_MS, trip.toMs - trip.fromMs) };
    }
  }
  const { victim } = any;
  const past = lives.get(victim)!;
  const near = past.find((row) => row.timeMs >= dayMs) ?? past[past.length - 1]!;
  const local = (clock: number) => dayMs + (((clock - victim.home.utcOffsetHours + 48) % 24) + random()) * HOUR_MS;
  if (hour === 'active') return { victim, timeMs: near.timeMs + wide(random, [0.3, 90]) * MINUTE_MS };
  if (hour === 'night') return { victim, timeMs: local(victim.startHour + 14 + 4 * random()) };
  if (hour === 'victim')
    return { victim, timeMs: dayMs + ((pick(random, past).timeMs + (random() - 0.5) * HOUR_MS) % DAY_MS) };
  return { victim, timeMs: local(24 * random()) };
}

function silences(past: readonly Row[], endMs: number): (readonly [number, number])[] {
  const found: (readonly [number, number])[] = [];
  for (let i = 0; i < past.length; i++) {
    const untilMs = past[i + 1]?.timeMs ?? endMs;
    if (untilMs - past[i]!.timeMs > 21 * DAY_MS) found.push([past[i]!.timeMs, untilMs]);
  }
  return found;
}

/** Where the victim is as far as the attacker knows, or somewhere else. */
export function whereOf(
  company: Company,
  of: { victim: Person; past: readonly Row[]; timeMs: number; distance: string },
): City {
  const { random } = company;
  const { victim, past, timeMs, distance } = of;
  const last = past.findLast((row) => row.timeMs <= timeMs);
  const here = last && chance(random, 0.4) ? last.spot.block.city : victim.home;
  if (distance === 'city') return here;
  return distance === 'country' ? cityInland(random, here.country) : cityAbroad(random, here.country);
}
