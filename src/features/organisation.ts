// What the organisation knows: which of its users had a key, and since when. Every answer is "as of" a time,
// so that a late sign-in is judged by what preceded it and runs may be cut anywhere.

import { openKeyFilter } from './key-filter.ts';

export interface OrgFactRow {
  readonly kind: string;
  readonly key: string;
  readonly user: string;
  readonly firstMs: number;
}

interface Entry {
  /** Most keys have one user: kept without a map. */
  user: string | null;
  firstMs: number;
  more: Map<string, number> | null;
  /** The times in `more`, rising, once it was asked for a span of them: among many thousand users each look would cost a walk over all. */
  times: number[] | null;
  latestMs: number;
  /** How often trim() had let go when it was last asked for. */
  used: number;
}

export interface Organisation {
  /** Users other than `except` who had the key before `asOfMs`, since `sinceMs` if given. */
  others(kind: string, key: string | null, options: { asOfMs: number; except: string; sinceMs?: number }): number;
  /** Notes that the user had the key at this time. */
  add(kind: string, key: string, user: string, timeMs: number): void;
  /** Facts added or moved earlier since the last call, in that order; to be stored. */
  takeChanges(): OrgFactRow[];
  /** Forgets what was not asked for since the last time (it is in the store), beyond a bound. Only between slices, after the changes are stored. */
  trim(): void;
}

/** Keys held without letting go of any. */
const BOUND = 30_000;

/**
 * @param load reads the stored facts of a key; asked once a key.
 * @param options.empty nothing is stored yet: what nobody was seen with since then is not asked for.
 */
export function openOrganisation(
  load: (kind: string, key: string) => readonly OrgFactRow[],
  options: { empty?: boolean } = {},
): Organisation {
  const kinds = new Map<string, Map<string, Entry>>();
  let held = 0;
  let trims = 0;
  let changes: OrgFactRow[] = [];
  /** Keys that were handed out to be stored; null where others may be stored too. */
  const stored = options.empty ? openKeyFilter() : null;

  const entryOf = (kind: string, key: string): Entry => {
    let entries = kinds.get(kind);
    if (!entries) {
      entries = new Map();
      kinds.set(kind, entries);
    }
    let entry = entries.get(key);
    if (!entry) {
      entry = { user: null, firstMs: 0, more: null, times: null, latestMs: Number.NEGATIVE_INFINITY, used: trims };
      if (stored?.mayHave(kind, key) ?? true) for (const fact of load(kind, key)) put(entry, fact.user, fact.firstMs);
      entries.set(key, entry);
      held += 1;
    }
    entry.used = trims;
    return entry;
  };

  return {
    others(kind, key, { asOfMs, except, sinceMs = Number.NEGATIVE_INFINITY }) {
      if (key === null) return 0;
      const entry = entryOf(kind, key);
      if (entry.user === null) return 0;
      if (entry.more === null)
        return entry.user !== except && entry.firstMs < asOfMs && entry.firstMs >= sinceMs ? 1 : 0;
      if (sinceMs === Number.NEGATIVE_INFINITY && entry.latestMs < asOfMs)
        return entry.more.size - (entry.more.has(except) ? 1 : 0);
      entry.times ??= [...entry.more.values()].sort((a, b) => a - b);
      const own = entry.more.get(except);
      const isIn = own !== undefined && own < asOfMs && own >= sinceMs;
      return Math.max(0, placeOf(entry.times, asOfMs) - placeOf(entry.times, sinceMs)) - (isIn ? 1 : 0);
    },
    add(kind, key, user, timeMs) {
      if (put(entryOf(kind, key), user, timeMs)) changes.push({ kind, key, user, firstMs: timeMs });
    },
    takeChanges() {
      const taken = changes;
      changes = [];
      if (stored) for (const { kind, key } of taken) stored.add(kind, key);
      return taken;
    },
    trim() {
      if (held <= BOUND) return;
      for (const entries of kinds.values())
        for (const [key, entry] of entries) if (entry.used < trims && entries.delete(key)) held -= 1;
      trims += 1;
    },
  };
}

/** @returns whether the fact is new or earlier than known. */
function put(entry: Entry, user: string, timeMs: number): boolean {
  if (timeMs > entry.latestMs) entry.latestMs = timeMs;
  if (entry.more !== null) {
    const first = entry.more.get(user);
    if (first !== undefined && first <= timeMs) return false;
    entry.more.set(user, timeMs);
    if (entry.times) {
      if (first !== undefined) entry.times.splice(placeOf(entry.times, first), 1);
      entry.times.splice(placeOf(entry.times, timeMs), 0, timeMs);
    }
    return true;
  }
  if (entry.user === null || entry.user === user) {
    if (entry.user === user && entry.firstMs <= timeMs) return false;
    entry.user = user;
    entry.firstMs = timeMs;
    return true;
  }
  entry.more = new Map([
    [entry.user, entry.firstMs],
    [user, timeMs],
  ]);
  return true;
}

/** How many of the rising times are before this one. */
function placeOf(times: readonly number[], timeMs: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle]! < timeMs) low = middle + 1;
    else high = middle;
  }
  return low;
}
