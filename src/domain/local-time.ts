// The one local time of somebody who signs in from one country, where that country has one.

import { HOUR_MS, MINUTE_MS } from './time.ts';

export interface LocalTime {
  /** `Europe/Paris`. */
  readonly zone: string;
  readonly country: string;
  /** Ahead of UTC, in minutes, at the time asked for. */
  readonly offsetMinutes: number;
}

/** Less of the sign-ins from one country do not say where somebody lives. */
const MOST_FROM = 0.8;

/**
 * The time of the commonest country, where four fifths come from it and all its zones show the same time (`FR`, `JP`, not `US`).
 * @param countries ISO codes with their shares, commonest first.
 */
export function localTime(
  countries: readonly { readonly name: string; readonly share: number }[],
  atMs: number | null,
): LocalTime | null {
  const [first] = countries;
  if (first === undefined || atMs === null || first.share < MOST_FROM || !/^[A-Z]{2}$/.test(first.name)) return null;
  const zones = zonesOf(first.name);
  const offsets = new Set(zones.map((zone) => offsetMinutes(zone, atMs)));
  const [offset] = offsets;
  if (offset === undefined || offset === null || offsets.size > 1) return null;
  return { zone: zones[0]!, country: first.name, offsetMinutes: offset };
}

function zonesOf(country: string): readonly string[] {
  const locale = new Intl.Locale(`und-${country}`) as Intl.Locale & { getTimeZones?: () => string[] | undefined };
  return locale.getTimeZones?.() ?? [];
}

/** Minutes ahead of UTC, by the clock of that zone; null where it is unknown. */
function offsetMinutes(zone: string, atMs: number): number | null {
  try {
    const parts = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' }).formatToParts(atMs);
    const text = parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
    const match = /^GMT(?:([+-])(\d{1,2}):?(\d{2})?)?$/.exec(text);
    if (match === null) return null;
    const size = Number(match[2] ?? 0) * (HOUR_MS / MINUTE_MS) + Number(match[3] ?? 0);
    return match[1] === '-' ? -size : size;
  } catch {
    return null;
  }
}
