// A campaign: the same new address or network raises alerts on several users within a day. The third user's alert becomes the
// campaign's, further ones join it, so that a company-wide wave is told once. Pure; the recent raises are plain data.

export interface Raise {
  readonly timeMs: number;
  readonly user: string;
  readonly alertId: string;
  /** What was new and can be shared: addresses, blocks, owners of hosting and VPN networks (prefixed keys). */
  readonly keys: readonly string[];
}

export interface Campaign {
  /** The shared key all of it hangs on. */
  readonly key: string;
  /** Alert of the first raise: names the campaign, together with the key. */
  readonly firstAlertId: string;
  /** Users with a raise on the key, this one's included, in order of time. */
  readonly users: readonly string[];
}

export const CAMPAIGN_USERS = 3;
const DAY_MS = 86_400_000;

/** @returns the campaign a new raise belongs to; null where fewer than three users share anything new. */
export function campaignOf(raises: readonly Raise[], raise: Omit<Raise, 'alertId'>): Campaign | null {
  for (const key of raise.keys) {
    const sharing = raises.filter(
      (one) => Math.abs(one.timeMs - raise.timeMs) < DAY_MS && one.user !== raise.user && one.keys.includes(key),
    );
    const users = [...new Set(sharing.map((one) => one.user))];
    if (users.length >= CAMPAIGN_USERS - 1)
      return { key, firstAlertId: sharing[0]!.alertId, users: [...users, raise.user] };
  }
  return null;
}

/** The raises that may still matter, with the new one. */
export function rememberRaise(raises: readonly Raise[], raise: Raise): Raise[] {
  return [...raises.filter((one) => Math.abs(one.timeMs - raise.timeMs) < DAY_MS), raise].slice(-500);
}
