// Values of foreign records made storable: bounded length, well-formed text, ids no one outside can make collide.
// Shared by every source and every import format, so that a record gives the same id whichever way it came.

/** Longest text kept of one value; what is longer ends in a note with its length and hash. */
export const LONGEST_TEXT = 4096;
const KEPT_OF_LONG = 4000;

/**
 * The text as it can be stored: well-formed, without NUL (SQLite's tools end there), at most {@link LONGEST_TEXT} long.
 * The note at a cut carries a hash of the whole, so that different texts stay different; cutting twice changes nothing.
 */
export function storable(text: string): string {
  const cut =
    text.length > LONGEST_TEXT
      ? `${text.slice(0, KEPT_OF_LONG)} [cut: ${text.length} characters, sha256 ${digest(text)}]`
      : text;
  const whole = cut.isWellFormed() ? cut : cut.toWellFormed();
  return whole.includes('\0') ? whole.replaceAll('\0', '\u{fffd}') : whole;
}

/** 128 bits of SHA-256 as hex: an attacker who chooses his user agent must not be able to hide behind another's id. */
export function digest(text: string): string {
  return Bun.CryptoHasher.hash('sha256', text, 'hex').slice(0, 32);
}

/** Text or number as storable text; null for anything else and for nothing but blanks. */
export function textValue(value: unknown): string | null {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  if (typeof value !== 'string') return null;
  const text = storable(value.trim());
  return text === '' ? null : text;
}

/** User agents are kept to the letter: blanks are part of a fingerprint. Only the empty text counts as absent. */
export function userAgentValue(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? storable(value) : null;
}

export type JsonObject = Record<string, unknown>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A copy with every text in it storable, at most `depth` levels deep; deeper ones become their JSON text. */
export function storableCopy(value: unknown, depth = 20): unknown {
  if (typeof value === 'string') return storable(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth === 0) return '[too deep]';
  if (Array.isArray(value)) return value.map((item) => storableCopy(item, depth - 1));
  // fromEntries defines keys, never assigns them: `__proto__` stays an ordinary key.
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [storable(key), storableCopy(item, depth - 1)]));
}

/** A record refused: why, and its beginning. */
export interface Refused {
  readonly reason: string;
  readonly raw: string;
}

const KEPT_OF_REFUSED = 500;

export function refuse(reason: string, record: unknown): Refused {
  // Only as much as is shown, and no deeper: an API's answer may hold anything.
  const text = typeof record === 'string' ? record : (JSON.stringify(storableCopy(record)) ?? String(record));
  return { reason, raw: text.slice(0, KEPT_OF_REFUSED).toWellFormed() };
}
