// An allowance: what somebody said is expected, from whom, for how long. It mutes alerts and changes nothing else.
// A trip is an allowance of a place for one person.

export type AllowanceKind = 'allow' | 'trip';

/** What a sign-in must be to fall under it: everything that is named, at least one thing. */
export interface AllowanceConditions {
  readonly user: string | null;
  /** Number of the network owner (AS). */
  readonly asn: number | null;
  /** Beginning of the network owner's name, in whole words. */
  readonly owner: string | null;
  /** A network in canonical form, `203.0.113.0/24`; one address is a /32 or /128. */
  readonly address: string | null;
  /** ISO 3166-1 alpha-2, any of them; empty for everywhere. */
  readonly countries: readonly string[];
  /** Words that system and client must all have, such as `Chrome macOS`. */
  readonly device: string | null;
}

export interface NewAllowance extends AllowanceConditions {
  readonly kind: AllowanceKind;
  /** Event time from which it holds; null: everything before its end. */
  readonly fromMs: number | null;
  /** Last millisecond of event time for which it holds. */
  readonly untilMs: number;
  readonly note: string | null;
  readonly by: string | null;
  readonly addedMs: number;
}

export interface Allowance extends NewAllowance {
  /** `ok-3` or `trip-4`; the numbers are counted together and never given twice. */
  readonly id: string;
  /** Who took it back, and when; null while it stands. */
  readonly removed: { readonly timeMs: number; readonly by: string | null } | null;
}

/** Which allowance hides an alert, with its note. */
export interface MutedBy {
  readonly allowanceId: string;
  readonly note: string | null;
}

const PREFIX: Readonly<Record<AllowanceKind, string>> = { allow: 'ok', trip: 'trip' };

/** `ok-3`, `trip-4`. */
export function allowanceName(kind: AllowanceKind, number: number): string {
  return `${PREFIX[kind]}-${number}`;
}

/**
 * Number in a name of {@link allowanceName}; a bare number is taken too: `ok-3`, `trip-3` and `3` give 3.
 * @returns null where the text is neither.
 */
export function parseAllowanceName(text: string): number | null {
  const match = /^(?:(?:ok|trip)-)?0*(\d{1,15})$/i.exec(text.trim());
  const number = match ? Number(match[1]) : 0;
  return number > 0 ? number : null;
}

export type AllowanceState = 'standing' | 'to come' | 'expired' | 'removed';

/** Whether it holds at a time. */
export function allowanceState(
  allowance: Pick<Allowance, 'fromMs' | 'untilMs' | 'removed'>,
  nowMs: number,
): AllowanceState {
  if (allowance.removed !== null) return 'removed';
  if (nowMs > allowance.untilMs) return 'expired';
  return allowance.fromMs !== null && nowMs < allowance.fromMs ? 'to come' : 'standing';
}
