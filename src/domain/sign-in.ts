// A sign-in: one normalised record of somebody (or something) entering an account of an app.
// Everything a source lists or a file holds becomes this shape before it is stored.

export const OUTCOMES = ['success', 'failure', 'challenge'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export interface SignIn {
  /** Name of the source as the config has it, such as `slack`. */
  readonly source: string;
  /** Unique within the source: the same (source, id) is stored once however often it is read. */
  readonly id: string;
  /** When it happened, epoch milliseconds; never when it was fetched. */
  readonly timeMs: number;
  /** The user as the app names it, before `user_domain` and `user_map`. */
  readonly account: string;
  /** Canonical address, or the text as given where it is no address, or null where the record has none. */
  readonly ip: string | null;
  /** User agent as given; null where absent, which is a fact of its own. */
  readonly userAgent: string | null;
  readonly outcome: Outcome;
  /** What happened in the app's own words: `login`, `login_success`, `logout`, `access`, … */
  readonly event: string;
  /** The app's own warning about this record, such as `is_suspicious` or `suspicious_login`; null if none. */
  readonly warning: string | null;
  /** The record as received, JSON text. */
  readonly raw: string;
}

/** A sign-in as the store holds it. */
export interface StoredSignIn extends SignIn {
  /** Place in the store, from 1; stable for ever. */
  readonly seq: number;
  /** The person behind the account: `account` after `user_domain` and `user_map`. */
  readonly user: string;
}

/** The sign-in's name for people and JSON: `e000123`. */
export function signInName(seq: number): string {
  return `e${String(seq).padStart(6, '0')}`;
}

/**
 * Inverse of {@link signInName}: `e000123` and `123` give 123.
 * @returns null where the text is neither.
 */
export function parseSignInName(text: string): number | null {
  const match = /^e?0*(\d{1,15})$/.exec(text.trim());
  const seq = match ? Number(match[1]) : 0;
  return seq > 0 ? seq : null;
}

/** Event-time order, total: by time, then source, then id. */
export function compareSignIns(a: SignIn, b: SignIn): number {
  if (a.timeMs !== b.timeMs) return a.timeMs - b.timeMs;
  if (a.source !== b.source) return a.source < b.source ? -1 : 1;
  if (a.id !== b.id) return a.id < b.id ? -1 : 1;
  return 0;
}
