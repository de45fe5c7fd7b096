// How surprising a key is to a user who has a past, in an organisation that has one too.

import { ln } from '../domain/exact-math.ts';

/** How many sign-ins of the organisation's opinion weigh as much as the user's own. */
const PRIOR_WEIGHT = 3;
const CEILING = 12;

export interface SurpriseCounts {
  /** Sign-ins of the user with this key, and in all. */
  readonly own: number;
  readonly ownTotal: number;
  /** Other users of the organisation who ever had this key, and other users in all. */
  readonly others: number;
  readonly othersTotal: number;
}

/**
 * Surprise in [0, 1]: `p_org = (others + 0.05) / (othersTotal + 1)`, `p = (own + 3 p_org) / (ownTotal + 3)`, `min(12, -ln p) / 12`.
 * After Freeman et al. 2016 (10.14722/ndss.2016.23240), with distinct users as the organisation's evidence.
 * Every day's key of a user with 400 sign-ins gives about 0; new to the user but had by half of 200 colleagues: 0.466;
 * new to everybody: 1. With no past of the user it is the rarity in the organisation.
 */
export function surprise(counts: SurpriseCounts): number {
  const pOrg = (counts.others + 0.05) / (counts.othersTotal + 1);
  const p = (counts.own + PRIOR_WEIGHT * pOrg) / (counts.ownTotal + PRIOR_WEIGHT);
  const value = -ln(p) / CEILING;
  return value < 0 ? 0 : Math.min(value, 1);
}

/** Rarity in the organisation alone, in [0, 1]: 1 where nobody else ever had it, 0 where everybody has. */
export function rarity(others: number, othersTotal: number): number {
  if (othersTotal <= 0) return 1;
  const value = 1 - ln(1 + others) / ln(1 + othersTotal);
  return Math.max(value, 0);
}
