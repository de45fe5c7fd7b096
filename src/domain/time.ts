// Times and durations in words and back: ages (`30d`), ISO 8601, seconds. Inside everything is epoch milliseconds,
// outside ISO 8601 in UTC. Pure: the present comes in as `nowMs`.

const SECOND_MS = 1000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;
export const WEEK_MS = 7 * DAY_MS;

const UNIT_MS: Readonly<Record<string, number>> = { s: SECOND_MS, m: MINUTE_MS, h: HOUR_MS, d: DAY_MS, w: WEEK_MS };

/** Furthest duration taken: about 300 years; anything longer is a mistake. */
const LONGEST_MS = 300 * 366 * DAY_MS;

/**
 * `30d`, `12h`, `45m`, `90s`, `2w`, also with a fraction (`1.5h`) or joined (`1d12h`), in milliseconds.
 * @returns null where the text is no duration, or longer than 300 years.
 */
export function parseDurationMs(text: string): number | null {
  const compact = text.trim().toLowerCase();
  if (!/^(?:\d{1,12}(?:\.\d{1,6})?[smhdw])+$/.test(compact)) return null;
  let sum = 0;
  for (const [, amount, unit] of compact.matchAll(/([\d.]+)([smhdw])/g)) sum += Number(amount) * UNIT_MS[unit!]!;
  return sum <= LONGEST_MS ? Math.round(sum) : null;
}

/** Plain seconds (`7776000`, as text or number) or a duration (`90d`), in seconds; null where it is neither or negative. */
export function parseSeconds(value: string | number): number | null {
  const text = String(value).trim();
  if (/^\d{1,12}(?:\.\d{1,6})?$/.test(text)) {
    const seconds = Number(text);
    return seconds * SECOND_MS <= LONGEST_MS ? seconds : null;
  }
  const ms = parseDurationMs(text);
  return ms === null ? null : ms / SECOND_MS;
}

const ISO =
  /^(\d{4})-(\d{2})-(\d{2})(?:[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(Z|z|[+-]\d{2}(?::?\d{2})?)?)?$/;

/**
 * ISO 8601 date (`2026-03-01`, midnight) or date and time, in epoch milliseconds; without a zone it is UTC.
 * @returns null for anything else, and for days and hours that do not exist.
 */
export function parseIso(text: string): number | null {
  const match = ISO.exec(text.trim());
  if (match === null) return null;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((part) => Number(part ?? 0)) as number[];
  if (hour! > 23 || minute! > 59 || second! > 60) return null;
  const midnight = new Date(0);
  midnight.setUTCFullYear(year!, month! - 1, day!);
  if (midnight.getUTCMonth() !== month! - 1 || midnight.getUTCDate() !== day!) return null;
  const fractionMs = match[7] === undefined ? 0 : Math.floor(Number(`0.${match[7]}`) * SECOND_MS);
  const offsetMs = zoneMs(match[8] ?? 'Z');
  if (offsetMs === null) return null;
  return midnight.getTime() + hour! * HOUR_MS + minute! * MINUTE_MS + second! * SECOND_MS + fractionMs - offsetMs;
}

function zoneMs(zone: string): number | null {
  if (zone.toUpperCase() === 'Z') return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(3).replace(':', '') || 0);
  if (hours > 14 || minutes > 59) return null;
  return (zone.startsWith('-') ? -1 : 1) * (hours * HOUR_MS + minutes * MINUTE_MS);
}

/**
 * A point in time as a person types it: an age before now (`30d`), `now`, or ISO 8601 (see {@link parseIso}).
 * @returns epoch milliseconds, or null where the text is none of these.
 */
export function parseWhen(text: string, nowMs: number): number | null {
  const trimmed = text.trim();
  if (trimmed.toLowerCase() === 'now') return nowMs;
  const ageMs = parseDurationMs(trimmed);
  return ageMs === null ? parseIso(trimmed) : nowMs - ageMs;
}

/** `2026-03-01T09:12:00.000Z`; `invalid time` for what no calendar holds. */
export function formatIso(timeMs: number): string {
  const date = new Date(timeMs);
  return Number.isNaN(date.getTime()) ? 'invalid time' : date.toISOString();
}

const STEPS: readonly (readonly [number, string, string])[] = [
  [365 * DAY_MS, 'year', 'years'],
  [30 * DAY_MS, 'month', 'months'],
  [DAY_MS, 'day', 'days'],
  [HOUR_MS, 'h', 'h'],
  [MINUTE_MS, 'min', 'min'],
  [SECOND_MS, 's', 's'],
];

/**
 * A duration for people, rounded to one unit: `3 days`, `4 min`, `25 s`, `200 ms`. Days, months and years are used from
 * two on (36 h stays hours), so that rounding never hides half of it. Negative durations lose their sign.
 */
export function formatDuration(durationMs: number): string {
  const size = Math.abs(durationMs);
  if (!Number.isFinite(size)) return 'unknown time';
  for (const [unitMs, one, many] of STEPS) {
    if (size < (unitMs >= DAY_MS ? 2 * unitMs : unitMs)) continue;
    const count = Math.round(size / unitMs);
    return `${count} ${count === 1 ? one : many}`;
  }
  return `${Math.round(size)} ms`;
}
