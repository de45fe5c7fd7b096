// A campaign: the same new address or network raises alerts on several users within a day. The third user's alert becomes the
// campaign's, further ones join it, so that a company-wide wave is told once. Pure; the recent raises are plain data.

export interface Raise {
  readonly timeMs: number;
  readonly user: string;
  readonly alertId: string;
  /** The key of the campaign the alert is, null for an alert on one user. */
  readonly campaign: string | null;
  /** What was new and can be shared: addresses, blocks, owners of hosting and VPN networks (prefixed keys). */
  readonly keys: readonly string[];
  /** The allowance that hid it; absent or null where a person was told. */
  readonly mutedBy?: string | null;
}

export interface Campaign {
  /** The shared key all of it hangs on. */
  readonly key: string;
  /** Alert of the campaign if it is running already; null where this raise makes it one. */
  readonly alertId: string | null;
  /** Alert of the first raise: names a new campaign, together with the key. */
  readonly firstAlertId: string;
  /** Users with a raise on the key, this one's included, in order of time. */
  readonly users: readonly string[];
  /** The raises it was made of before this one. */
  readonly raises: readonly Raise[];
}

export const CAMPAIGN_USERS = 3;
const DAY_MS = 86_400_000;

/**
 * A running campaign is joined by whatever key; a new one hangs on the narrowest of the keys that most users share.
 * @returns the campaign a new raise belongs to; null where fewer than three users share anything new.
 */
export function campaignOf(raises: readonly Raise[], raise: Pick<Raise, 'timeMs' | 'user' | 'keys'>): Campaign | null {
  const near = raises.filter((one) => Math.abs(one.timeMs - raise.timeMs) < DAY_MS);
  const running = near.find(
    (one) => typeof one.campaign === 'string' && one.keys.some((key) => raise.keys.includes(key)),
  );
  if (running) {
    const members = near.filter((one) => one.keys.includes(running.campaign!) || one.alertId === running.alertId);
    const users = [...new Set([...members.map((one) => one.user), raise.user])];
    return {
      key: running.campaign!,
      alertId: running.alertId,
      firstAlertId: members[0]!.alertId,
      users,
      raises: members,
    };
  }
  let widest: Campaign | null = null;
  for (const key of raise.keys) {
    const sharing = near.filter((one) => one.user !== raise.user && one.keys.includes(key));
    const users = [...new Set(sharing.map((one) => one.user)), raise.user];
    if (users.length >= CAMPAIGN_USERS && users.length > (widest?.users.length ?? 0))
      widest = { key, alertId: null, firstAlertId: sharing[0]!.alertId, users, raises: sharing };
  }
  return widest;
}

/** The raises that may still matter, with the new one. */
export function rememberRaise(raises: readonly Raise[], raise: Raise): Raise[] {
  return [...raises.filter((one) => Math.abs(one.timeMs - raise.timeMs) < DAY_MS), raise].slice(-500);
}
