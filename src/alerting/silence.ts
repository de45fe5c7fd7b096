// Whether a source is silent beyond its own habit: asked in vain for longer than it ever paused, over days on which people
// use it. Weekends, holidays and small or sparse sources must never cry wolf: what cannot be told from a holiday is not told.

export interface Hour {
  /** Whole hours since 1970. */
  readonly hour: number;
  readonly signIns: number;
}

/** How a source usually speaks, from its own past. */
export interface Habit {
  /** By weekday, Sunday first, in UTC: whether nearly every one of the last weeks had a sign-in. */
  readonly usualDays: readonly boolean[];
  readonly longestGapMs: number;
  /** Sign-ins on the quietest whole day of the last weeks. */
  readonly quietestDay: number;
  /** Sign-ins of a day in the middle, of usual days. */
  readonly typicalDay: number;
  /** People who used it in the last weeks. */
  readonly users: number;
}

export interface Silence {
  readonly sinceMs: number;
  /** Usual days without a sign-in since. */
  readonly missedDays: number;
  /** True where it never paused for so long that days need counting. */
  readonly busy: boolean;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Weekdays are usual by the last so many days; at least so many of each must have been seen. */
export const HABIT_DAYS = 56;
const LEAST_DAYS = 28;
const LEAST_SEEN = 4;
/** One holiday in eight weeks leaves a day usual. */
const USUAL_SHARE = 0.85;
/** Beyond the longest pause there was, by so much. */
const BEYOND = 1.5;
/** Up to so many people may all be away at once. */
const FEW = 5;
/** Usual days that must be missed: all alone, a week off is possible; where another app is used meanwhile it is not. */
const DAYS = { many: { alone: 5, beside: 3 }, few: { alone: 15, beside: 8 } } as const;
/** A source that pauses for hours only: never less than this, and so much that even the quietest day would have brought many. */
const BUSY = { leastMs: 12 * HOUR_MS, gaps: 3, expected: 24 } as const;

/**
 * The habit of a source.
 * @param hours those with sign-ins, rising, up to the newest sign-in
 * @returns null where less than four weeks are known
 */
export function habitOf(hours: readonly Hour[], users: number): Habit | null {
  const first = hours[0];
  const last = hours.at(-1);
  if (!first || !last || (last.hour - first.hour) * HOUR_MS < LEAST_DAYS * DAY_MS) return null;
  let longest = 0;
  const days = new Map<number, number>();
  for (const [index, { hour, signIns }] of hours.entries()) {
    if (index > 0) longest = Math.max(longest, hour - hours[index - 1]!.hour);
    const day = Math.floor(hour / 24);
    days.set(day, (days.get(day) ?? 0) + signIns);
  }
  // Whole days only: neither the first one nor the one that is not over.
  const to = Math.floor(last.hour / 24);
  const from = Math.max(Math.floor(first.hour / 24) + 1, to - HABIT_DAYS);
  const seen = new Array<number>(7).fill(0);
  const active = new Array<number>(7).fill(0);
  const counts: { weekday: number; count: number }[] = [];
  let quietest = Number.POSITIVE_INFINITY;
  for (let day = from; day < to; day++) {
    const count = days.get(day) ?? 0;
    quietest = Math.min(quietest, count);
    const weekday = weekdayOf(day);
    counts.push({ weekday, count });
    seen[weekday]! += 1;
    if (count > 0) active[weekday]! += 1;
  }
  const usualDays = seen.map((count, weekday) => count >= LEAST_SEEN && active[weekday]! / count >= USUAL_SHARE);
  const usual = counts.flatMap(({ weekday, count }) => (usualDays[weekday] ? [count] : [])).sort((a, b) => a - b);
  return {
    usualDays,
    typicalDay: usual[Math.floor(usual.length / 2)] ?? 0,
    longestGapMs: longest * HOUR_MS,
    quietestDay: Number.isFinite(quietest) ? quietest : 0,
    users,
  };
}

/**
 * Whether silence since `newestMs` is no pause any more.
 * @param options `askedMs`: when the source was last asked with success; `others`: days (since 1970) on which another polled
 * source was used as on any day, see {@link ordinaryDays}
 */
export function silenceOf(
  habit: Habit,
  options: { newestMs: number; askedMs: number; others: ReadonlySet<number> },
): Silence | null {
  const { newestMs, askedMs, others } = options;
  const gapMs = askedMs - newestMs;
  if (gapMs <= BEYOND * habit.longestGapMs) return null;
  let missed = 0;
  let beside = 0;
  for (let day = Math.floor(newestMs / DAY_MS) + 1; (day + 1) * DAY_MS <= askedMs; day++) {
    if (!habit.usualDays[weekdayOf(day)] || isYearsEnd(day)) continue;
    missed += 1;
    if (others.has(day)) beside += 1;
  }
  const need = habit.users <= FEW ? DAYS.few : DAYS.many;
  const busy = isBusySilence(habit, gapMs);
  if (!busy && missed < need.alone && beside < need.beside) return null;
  return { sinceMs: newestMs, missedDays: missed, busy };
}

/** Days (since 1970) on which a source had at least half the sign-ins of a typical day: no holiday then. */
export function ordinaryDays(habit: Habit, hours: readonly Hour[]): readonly number[] {
  const days = new Map<number, number>();
  for (const { hour, signIns } of hours)
    days.set(Math.floor(hour / 24), (days.get(Math.floor(hour / 24)) ?? 0) + signIns);
  return [...days].flatMap(([day, count]) => (habit.typicalDay > 0 && count >= habit.typicalDay / 2 ? [day] : []));
}

function isBusySilence({ quietestDay, longestGapMs }: Habit, gapMs: number): boolean {
  if (quietestDay === 0) return false;
  return gapMs >= Math.max(BUSY.leastMs, BUSY.gaps * longestGapMs, (BUSY.expected / quietestDay) * DAY_MS);
}

/** Sunday is 0, as in JavaScript; day 0 was a Thursday. */
function weekdayOf(day: number): number {
  return (day + 4) % 7;
}

/** 24 December to 1 January: many companies close, and a history of weeks does not know it. */
function isYearsEnd(day: number): boolean {
  const date = new Date(day * DAY_MS);
  const [month, dayOfMonth] = [date.getUTCMonth() + 1, date.getUTCDate()];
  return (month === 12 && dayOfMonth >= 24) || (month === 1 && dayOfMonth === 1);
}
