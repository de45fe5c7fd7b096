// A baseline: one user's past as counts, known places, recent activity and habits. Only learnt sign-ins shape it;
// recent activity also holds what was seen and not learnt. Bounded in size however long the past.

import type { NetworkKind } from '../domain/enrichment.ts';
import type { Point } from '../domain/geometry.ts';
import { FACT_KINDS, type FactKind, type Observation } from './observation.ts';

export interface Fact {
  count: number;
  lastMs: number;
  /** How to name the key to a person, where the key itself is not for reading. */
  name?: string;
}

/** A place the user signed in from: used for the distance to known places. */
export interface Place {
  readonly key: string;
  readonly point: Point;
  accuracyKm: number;
  count: number;
  lastMs: number;
}

/** One of the last sign-ins, learnt or not. */
export interface Recent {
  readonly timeMs: number;
  readonly point: Point | null;
  readonly accuracyKm: number;
  readonly city: string | null;
  readonly block: string | null;
  readonly shape: string | null;
  /** A place, network and device the user was known by when it happened. */
  readonly familiar: boolean;
}

export interface Failure {
  readonly timeMs: number;
  readonly block: string | null;
}

export interface Baseline {
  /** Sign-ins learnt. */
  count: number;
  firstMs: number;
  /** Event time of the newest sign-in seen, learnt or not; -Infinity before the first. */
  lastMs: number;
  /** When the user last signed in from a familiar network with a familiar device; null before the first time. */
  lastFamiliarMs: number | null;
  /** UTC days with a learnt sign-in. */
  days: number;
  lastDay: number;
  /** Sign-ins and days learnt since the user was new or came back from a long silence. */
  readonly settled: { count: number; days: number };
  readonly facts: Record<FactKind, Map<string, Fact>>;
  /** Learnt sign-ins that had a key of this kind at all. */
  readonly totals: Record<FactKind, number>;
  readonly ownerWords: Map<string, number>;
  readonly agentWords: Map<string, number>;
  /** Newest version seen of each shape. */
  readonly versions: Map<string, number>;
  places: Place[];
  recent: Recent[];
  failures: Failure[];
  /** Learnt sign-ins by hour of UTC day, weekdays then weekends: 48 entries. */
  readonly hours: Float64Array;
  /** Sign-ins of each app that had a user agent, and all: for apps that never give one. */
  readonly agentsBySource: Map<string, [withAgent: number, all: number]>;
  /** Moving averages of how often the block, city and device were new. */
  roams: number;
  travels: number;
  switches: number;
}

const LIMITS: Record<FactKind, number> = {
  owner: 64,
  block: 96,
  address: 64,
  kind: 16,
  country: 48,
  city: 64,
  shape: 32,
  family: 32,
  system: 16,
  pair: 64,
  placePair: 48,
  source: 32,
  vouched: 64,
};
const WORDS = 192;
const PLACES = 32;
const RECENT = 12;
const RECENT_MS = 24 * 3_600_000;
const FAILURES = 24;
const DAY_MS = 86_400_000;
/** After this long a silence a user's habits are taken with caution again, until enough of them have been seen anew. */
export const SILENCE_MS = 60 * DAY_MS;
/** A device counts as firmly known from this many sign-ins on. */
export const FIRM = 3;

export function emptyBaseline(): Baseline {
  const facts = {} as Record<FactKind, Map<string, Fact>>;
  const totals = {} as Record<FactKind, number>;
  for (const kind of FACT_KINDS) {
    facts[kind] = new Map();
    totals[kind] = 0;
  }
  return {
    count: 0,
    firstMs: 0,
    lastMs: Number.NEGATIVE_INFINITY,
    lastFamiliarMs: null,
    days: 0,
    lastDay: -1,
    settled: { count: 0, days: 0 },
    facts,
    totals,
    ownerWords: new Map(),
    agentWords: new Map(),
    versions: new Map(),
    places: [],
    recent: [],
    failures: [],
    hours: new Float64Array(48),
    agentsBySource: new Map(),
    roams: 0,
    travels: 0,
    switches: 0,
  };
}

/** Whether network and device were both the user's own before this sign-in. */
export function isFamiliar(baseline: Baseline, seen: Observation): boolean {
  const { keys } = seen;
  const network = known(baseline, 'block', keys.block, FIRM) || known(baseline, 'owner', keys.owner, FIRM);
  return network && (keys.shape === null || known(baseline, 'shape', keys.shape, FIRM));
}

/** Whether the user had this key at least `times` times. */
export function known(baseline: Baseline, kind: FactKind, key: string | null, times = 1): boolean {
  return key !== null && (baseline.facts[kind].get(key)?.count ?? 0) >= times;
}

/** Notes that a sign-in was seen, learnt or not: recent activity and the clock of the user. */
export function noteSeen(baseline: Baseline, seen: Observation): void {
  const { keys } = seen;
  baseline.recent = baseline.recent.filter((one) => one.timeMs > seen.timeMs - RECENT_MS).slice(-(RECENT - 1));
  baseline.recent.push({
    timeMs: seen.timeMs,
    point: seen.point,
    accuracyKm: seen.accuracyKm,
    city: keys.city,
    block: keys.block,
    shape: keys.shape,
    familiar: isFamiliar(baseline, seen),
  });
  if (baseline.recent.at(-1)!.familiar && seen.timeMs > (baseline.lastFamiliarMs ?? 0))
    baseline.lastFamiliarMs = seen.timeMs;
  if (seen.timeMs > baseline.lastMs) baseline.lastMs = seen.timeMs;
}

/** Notes a failed sign-in: evidence for what follows, never learnt. */
export function noteFailure(baseline: Baseline, seen: Observation): void {
  baseline.failures = baseline.failures.filter((one) => one.timeMs > seen.timeMs - DAY_MS).slice(-(FAILURES - 1));
  baseline.failures.push({ timeMs: seen.timeMs, block: seen.keys.block });
}

/**
 * Learns a sign-in: from now on its keys are less surprising.
 * @param options.vouches whether a known device may vouch for the place it is seen in.
 * @param options.times how often its keys count, 1 if not given.
 */
export function learn(baseline: Baseline, seen: Observation, options: { vouches: boolean; times?: number }): void {
  const { keys, timeMs } = seen;
  const rate = 1 / Math.min(50, baseline.count + 1);
  baseline.roams += rate * ((known(baseline, 'block', keys.block) ? 0 : 1) - baseline.roams);
  baseline.travels += rate * ((known(baseline, 'city', keys.city) ? 0 : 1) - baseline.travels);
  if (keys.shape !== null)
    baseline.switches += rate * ((known(baseline, 'shape', keys.shape) ? 0 : 1) - baseline.switches);

  if (options.vouches && known(baseline, 'shape', keys.shape, FIRM)) {
    if (keys.city !== null) count(baseline, 'vouched', `c:${keys.city}`, { timeMs });
    if (keys.block !== null) count(baseline, 'vouched', `b:${keys.block}`, { timeMs });
  }
  for (const kind of FACT_KINDS) {
    if (kind === 'vouched') continue;
    const key = keys[kind];
    if (key !== null) count(baseline, kind, key, { timeMs, name: nameOf(seen, kind), times: options.times ?? 1 });
  }
  for (const word of seen.ownerWords) countWord(baseline.ownerWords, word);
  for (const word of seen.agent?.words ?? []) countWord(baseline.agentWords, word);
  if (keys.shape !== null && seen.agent !== null) {
    const newest = baseline.versions.get(keys.shape) ?? 0;
    if (baseline.versions.size < 48 || newest > 0)
      baseline.versions.set(keys.shape, Math.max(newest, seen.agent.version));
  }
  const bySource = baseline.agentsBySource.get(seen.source) ?? [0, 0];
  baseline.agentsBySource.set(seen.source, [bySource[0] + (seen.agent === null ? 0 : 1), bySource[1] + 1]);
  if (seen.point !== null && keys.city !== null) notePlace(baseline, seen, seen.point, keys.city);

  baseline.hours[hourIndex(timeMs)]! += 1;
  const { settled } = baseline;
  const day = Math.floor(timeMs / DAY_MS);
  if (day - baseline.lastDay >= SILENCE_MS / DAY_MS) {
    settled.count = 0;
    settled.days = 0;
  }
  if (day !== baseline.lastDay) {
    baseline.days += 1;
    settled.days += 1;
    baseline.lastDay = day;
  }
  settled.count += 1;
  if (baseline.count === 0 || timeMs < baseline.firstMs) baseline.firstMs = timeMs;
  baseline.count += 1;
}

/** Hour of UTC day, 0..23 on weekdays and 24..47 at weekends. */
export function hourIndex(timeMs: number): number {
  const day = Math.floor(timeMs / DAY_MS);
  const weekday = (((day + 4) % 7) + 7) % 7;
  const hour = Math.floor((timeMs - day * DAY_MS) / 3_600_000);
  return weekday === 0 || weekday === 6 ? 24 + hour : hour;
}

function nameOf(seen: Observation, kind: FactKind): string | null {
  return kind === 'owner' || kind === 'city' || kind === 'family' ? seen.names[kind] : null;
}

interface Counted {
  readonly timeMs: number;
  readonly name?: string | null;
  readonly times?: number;
}

function count(baseline: Baseline, kind: FactKind, key: string, counted: Counted): void {
  const { timeMs, name = null, times = 1 } = counted;
  const facts = baseline.facts[kind];
  baseline.totals[kind] += times;
  const fact = facts.get(key);
  if (fact) {
    fact.count += times;
    if (timeMs > fact.lastMs) fact.lastMs = timeMs;
    return;
  }
  if (facts.size >= LIMITS[kind]) forgetOldest(facts);
  facts.set(key, { count: times, lastMs: timeMs, ...(name === null ? {} : { name }) });
}

/** Makes room by forgetting the key not seen for longest (of equals the first in order, so that runs agree). */
function forgetOldest(facts: Map<string, Fact>): void {
  let oldest: string | null = null;
  let oldestMs = Number.POSITIVE_INFINITY;
  for (const [key, fact] of facts) {
    if (fact.lastMs < oldestMs || (fact.lastMs === oldestMs && oldest !== null && key < oldest)) {
      oldest = key;
      oldestMs = fact.lastMs;
    }
  }
  if (oldest !== null) facts.delete(oldest);
}

function countWord(words: Map<string, number>, word: string): void {
  const times = words.get(word);
  if (times !== undefined) words.set(word, times + 1);
  else if (words.size < WORDS) words.set(word, 1);
}

function notePlace(baseline: Baseline, seen: Observation, point: Point, key: string): void {
  const place = baseline.places.find((one) => one.key === key);
  if (place) {
    place.count += 1;
    place.accuracyKm = Math.min(place.accuracyKm, seen.accuracyKm);
    if (seen.timeMs > place.lastMs) place.lastMs = seen.timeMs;
    return;
  }
  if (baseline.places.length >= PLACES) {
    const oldest = baseline.places.reduce((a, b) => (b.lastMs < a.lastMs ? b : a));
    baseline.places = baseline.places.filter((one) => one !== oldest);
  }
  baseline.places.push({ key, point, accuracyKm: seen.accuracyKm, count: 1, lastMs: seen.timeMs });
}

/** Kinds of network behind which many people share few exits far from where they are. */
export function isGateway(kind: NetworkKind): boolean {
  return kind === 'hosting' || kind === 'vpn' || kind === 'relay' || kind === 'mobile';
}

/** Forgets keys not seen since `beforeMs`, so that old habits age out (`analysis.history_limit`). */
export function forgetBefore(baseline: Baseline, beforeMs: number): void {
  for (const kind of FACT_KINDS) {
    for (const [key, fact] of baseline.facts[kind]) {
      if (fact.lastMs >= beforeMs) continue;
      baseline.facts[kind].delete(key);
      baseline.totals[kind] = Math.max(0, baseline.totals[kind] - fact.count);
    }
  }
  baseline.places = baseline.places.filter((place) => place.lastMs >= beforeMs);
}
