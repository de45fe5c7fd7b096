// Rules a team would write in an afternoon: something never seen of this user, or travel faster than an aeroplane.
// Each is silent while the user is being learnt, and learns everything it sees.

import { distanceKm, type Point } from '../../../src/domain/geometry.ts';
import { rarity } from '../../../src/features/surprise.ts';
import { type Contestant, SILENT } from './contestant.ts';

export type RuleKey = 'owner' | 'country' | 'family';

/**
 * Fires where every one of the keys is new to the user. With `ranked`, what is rarer among colleagues comes first (the mean
 * rarity of the keys); without, all that fires is equally strange and a budget thins it at random.
 */
export function openNeverSeen(keys: readonly RuleKey[], options: { ranked: boolean }): Contestant {
  const seenBy = new Map<string, Set<string>>();
  const holders = new Map<string, Set<string>>();
  const users = new Set<string>();
  return ({ one: { user }, judged }) => {
    const learning = judged.state === 'learning';
    const named = keys.map((kind) => ({ kind, key: judged.seen.keys[kind] }));
    const mine = seenBy.get(user) ?? new Set();
    seenBy.set(user, mine);
    const nameOf = ({ kind, key }: { kind: RuleKey; key: string | null }): string => `${kind}\n${key}`;
    const fires = !learning && named.every((one) => one.key !== null && !mine.has(nameOf(one)));
    let rare = 0;
    for (const one of named) {
      const others = holders.get(nameOf(one)) ?? new Set();
      rare += rarity(others.size - (others.has(user) ? 1 : 0), users.size - (users.has(user) ? 1 : 0)) / named.length;
    }
    users.add(user);
    for (const one of named) {
      if (one.key === null) continue;
      mine.add(nameOf(one));
      const others = holders.get(nameOf(one)) ?? new Set();
      holders.set(nameOf(one), others.add(user));
    }
    return { score: fires ? (options.ranked ? 1 + rare : 1) : SILENT, fires };
  };
}

const FASTEST_KMH = 900;
const NEAREST_KM = 100;

interface Stop {
  readonly timeMs: number;
  readonly point: Point;
  readonly accuracyKm: number;
}

/** Fires where getting here from the last sign-in, less both accuracy radii, took more than 900 km/h; faster is stranger. */
export function openTravel(): Contestant {
  const last = new Map<string, Stop>();
  return ({ one: { user, signIn }, judged: { seen } }) => {
    if (seen.point === null) return { score: SILENT, fires: false };
    const before = last.get(user);
    const here: Stop = { timeMs: signIn.timeMs, point: seen.point, accuracyKm: seen.accuracyKm };
    last.set(user, here);
    if (!before) return { score: SILENT, fires: false };
    const km = distanceKm(before.point, here.point) - before.accuracyKm - here.accuracyKm;
    const hours = Math.max(here.timeMs - before.timeMs, 60_000) / 3_600_000;
    const fires = km > NEAREST_KM && km / hours > FASTEST_KMH;
    return { score: fires ? km / hours : SILENT, fires };
  };
}
