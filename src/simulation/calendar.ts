// Days and hours in milliseconds, and things that hold from a day on.

export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;

/** A day after everything. */
export const FOREVER = 1e9;

/** Something that holds from a day on (counted from the first simulated day); `kind` labels the first two weeks of it. */
export interface Since<T> {
  readonly fromDay: number;
  readonly value: T;
  readonly kind: string | null;
}

/** What holds on a day; the list is in order of days. */
export function current<T>(list: readonly Since<T>[], day: number): Since<T> {
  let found = list[0]!;
  for (const item of list) if (item.fromDay <= day) found = item;
  return found;
}
