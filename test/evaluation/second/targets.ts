// Whom attackers of the second simulator take over, and when: people with a past, newcomers, sleepers, travellers.

import { DAY_MS, HOUR_MS, MINUTE_MS, momentOf } from './calendar.ts';
import type { City } from './catalogue.ts';
import type { Company } from './company.ts';
import type { Draft } from './days.ts';
import type { Dice } from './dice.ts';
import { homeOn, type Person, stretchOn } from './people.ts';

/** No takeovers before, but those that contaminate the history. */
export const QUIET_DAYS = 30;

/** The victim's own successful sign-ins, oldest first. */
export type Histories = ReadonlyMap<string, readonly Draft[]>;

export interface Scene {
  readonly company: Company;
  readonly dice: Dice;
  readonly people: readonly Person[];
  readonly histories: Histories;
  /** Accounts already taken over once. */
  readonly taken: Set<string>;
}

export interface Target {
  readonly victim: Person;
  readonly startMs: number;
}

export function dayOf(company: Company, timeMs: number): number {
  return Math.floor((timeMs - company.startMs) / DAY_MS);
}

export function before(scene: Scene, account: string, timeMs: number): readonly Draft[] {
  const history = scene.histories.get(account) ?? [];
  const end = history.findIndex((draft) => draft.timeMs >= timeMs);
  return end === -1 ? history : history.slice(0, end);
}

export function cityOf(company: Company, victim: Person, timeMs: number): City {
  return homeOn(victim, dayOf(company, timeMs)).line.city;
}

/** A moment of a day: in the victim's working hours, or whenever the attacker is awake. */
export function drawMoment(scene: Scene, victim: Person, day: number): number {
  const { company, dice } = scene;
  const dayMs = company.startMs + day * DAY_MS;
  if (dice.chance(0.5)) return dayMs + dice.whole(0, DAY_MS - 1);
  const zone = homeOn(victim, day).line.city.zone;
  return momentOf(zone, dayMs, victim.startMinute + dice.between(0, victim.dayMinutes)) + dice.whole(0, 59_000);
}

/** Somebody who is there, has a past and was not attacked before. */
export function drawTarget(scene: Scene, days: { from: number; until: number }): Target | null {
  const { company, dice, people } = scene;
  for (let attempt = 0; attempt < 60; attempt += 1) {
    const victim = dice.pick(people);
    const startMs = drawMoment(scene, victim, dice.whole(days.from, days.until));
    if (victim.role === 'service' || scene.taken.has(victim.account)) continue;
    const past = before(scene, victim.account, startMs);
    const needed = days.until <= QUIET_DAYS ? 1 : 10;
    if (
      past.length < needed ||
      startMs - past.at(-1)!.timeMs > 20 * DAY_MS ||
      startMs < company.startMs + days.from * DAY_MS
    )
      continue;
    return { victim, startMs };
  }
  return null;
}

export function drawNewcomer(scene: Scene): Target | null {
  const { company, dice, histories } = scene;
  const earliest = company.startMs + QUIET_DAYS * DAY_MS;
  const found = scene.people.flatMap((victim): Target[] => {
    if (victim.role !== 'staff' || scene.taken.has(victim.account)) return [];
    const history = histories.get(victim.account) ?? [];
    const place = dice.whole(1, 9);
    const last = history[place - 1];
    const next = history[place]?.timeMs ?? company.startMs + company.days * DAY_MS;
    if (!last || next - last.timeMs < 10 * MINUTE_MS || next <= earliest) return [];
    return [{ victim, startMs: Math.floor(dice.between(Math.max(earliest, last.timeMs + MINUTE_MS), next)) }];
  });
  const hired = found.filter((target) => target.victim.hiredDay >= 0);
  const pool = hired.length > 0 ? hired : found;
  return pool.length > 0 ? dice.pick(pool) : null;
}

export function drawSleeper(scene: Scene): Target | null {
  const { company, dice, histories } = scene;
  const silentMs = Math.min(60, Math.floor(company.days * 0.4)) * DAY_MS;
  const endMs = company.startMs + company.days * DAY_MS;
  const earliest = company.startMs + QUIET_DAYS * DAY_MS;
  const found = scene.people.flatMap((victim): Target[] => {
    if (victim.role !== 'staff' || scene.taken.has(victim.account)) return [];
    const history = histories.get(victim.account) ?? [];
    return history.flatMap((draft, index): Target[] => {
      const from = Math.max(earliest, draft.timeMs + silentMs);
      const until = history[index + 1]?.timeMs ?? endMs;
      return index >= 2 && until - from > HOUR_MS ? [{ victim, startMs: Math.floor(dice.between(from, until)) }] : [];
    });
  });
  return found.length > 0 ? dice.pick(found) : null;
}

export function drawTraveller(scene: Scene): (Target & { city: City }) | null {
  const { company, dice } = scene;
  const found = scene.people.flatMap((victim) =>
    victim.role === 'staff' && !scene.taken.has(victim.account)
      ? victim.stretches
          .filter(
            (stretch) =>
              stretch.kind !== 'leave' &&
              stretch.kind !== 'visit' &&
              stretch.untilDay > QUIET_DAYS &&
              stretch.fromDay < company.days,
          )
          .map((stretch) => ({ victim, stretch }))
      : [],
  );
  for (const { victim, stretch } of dice.shuffled(found)) {
    const day = dice.whole(Math.max(QUIET_DAYS, stretch.fromDay), Math.min(company.days, stretch.untilDay) - 1);
    const startMs = drawMoment(scene, victim, day);
    if (startMs < company.startMs + QUIET_DAYS * DAY_MS || stretchOn(victim, day) !== stretch) continue;
    if (before(scene, victim.account, startMs).length >= 10) return { victim, startMs, city: stretch.city };
  }
  return null;
}
