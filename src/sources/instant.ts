// Times as records write them: ISO 8601 with a zone, epoch seconds or epoch milliseconds. A time without a zone is
// refused: guessing it would move sign-ins by hours. So are times no sign-in can have.

import { DAY_MS, HOUR_MS, MINUTE_MS } from '../domain/time.ts';

const EARLIEST_MS = Date.UTC(2000, 0, 1);
const AHEAD_MS = 2 * DAY_MS;
/** Numbers below are seconds (until the year 5138), from here on milliseconds (since 1973). */
const FIRST_MILLISECONDS = 1e11;

const ISO =
  /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(?:[Zz]| ?([+-])(\d\d)(?::?(\d\d))?)?$/;

/** Epoch milliseconds, or the reason why the value is no time a sign-in can have. Reasons never quote: they are counted. */
export function parseInstant(value: unknown, nowMs: number): number | string {
  const timeMs = typeof value === 'number' ? fromEpoch(value) : typeof value === 'string' ? fromText(value) : null;
  if (timeMs === null) {
    if (value === undefined || value === null || value === '') return 'time is missing';
    return 'time is neither ISO 8601 with a zone nor epoch seconds or milliseconds';
  }
  if (typeof timeMs === 'string') return timeMs;
  if (timeMs < EARLIEST_MS) return 'time lies before the year 2000';
  if (timeMs > nowMs + AHEAD_MS) return 'time lies in the future';
  return timeMs;
}

function fromEpoch(value: number): number | null {
  if (!Number.isFinite(value)) return null;
  return Math.round(value < FIRST_MILLISECONDS ? value * 1000 : value);
}

function fromText(given: string): number | string | null {
  const text = given.length > 60 ? '' : given.trim();
  if (/^\d{1,16}(?:\.\d{1,9})?$/.test(text)) return fromEpoch(Number(text));
  const match = ISO.exec(text);
  if (match === null) return null;
  const last = text.at(-1);
  const zoned = match[8] !== undefined || last === 'Z' || last === 'z';
  if (!zoned) return 'time has no zone (add Z, or an offset such as +02:00)';
  const year = Number(match[1]);
  const month = Number(match[2]);
  const day = Number(match[3]);
  const hour = Number(match[4]);
  const minute = Number(match[5]);
  const second = Number(match[6] ?? 0);
  if (hour > 23 || minute > 59 || second > 60) return null;
  const fractionMs = match[7] === undefined ? 0 : Math.floor(Number(`0.${match[7]}`) * 1000);
  const localMs = Date.UTC(year, month - 1, day, hour, minute, second, fractionMs);
  // Date.UTC rolls 30 February over into March; a day that does not exist is a broken record.
  if (month < 1 || new Date(Date.UTC(year, month - 1, day)).getUTCDate() !== day || month > 12) return null;
  if (match[8] === undefined) return localMs;
  const zoneHours = Number(match[9]);
  const zoneMinutes = Number(match[10] ?? 0);
  if (zoneHours > 14 || zoneMinutes > 59) return null;
  const offsetMs = zoneHours * HOUR_MS + zoneMinutes * MINUTE_MS;
  return match[8] === '-' ? localMs + offsetMs : localMs - offsetMs;
}
