// Sign-ins for the tests of features and detector: one usual morning at the office, and what is changed about it.

import type { Enrichment } from '../../src/domain/enrichment.ts';
import type { SignIn } from '../../src/domain/sign-in.ts';
import { type Baseline, emptyBaseline, learn, noteSeen } from '../../src/features/baseline.ts';
import { openFailures } from '../../src/features/failures.ts';
import { type Observation, observe } from '../../src/features/observation.ts';
import { type Organisation, openOrganisation } from '../../src/features/organisation.ts';
import type { SignalContext } from '../../src/features/signals.ts';

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
/** Monday 5 January 2026, 09:00 UTC. */
export const MONDAY_MS = Date.UTC(2026, 0, 5, 9);

export const CHROME_ON_MAC =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36';
export const FIREFOX_ON_LINUX = 'Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0';

export const OFFICE: Enrichment = {
  addressState: 'public',
  ip: '203.0.113.7',
  block: '203.0.113.0/24',
  precision: 'city',
  city: 'Lyon',
  region: 'ARA',
  country: 'FR',
  latitude: 45.76,
  longitude: 4.84,
  accuracyKm: 20,
  asn: 3215,
  organization: 'Orange',
  networkKind: 'isp',
};

export const FAR_HOSTING: Enrichment = {
  ...OFFICE,
  ip: '198.51.100.9',
  block: '198.51.100.0/24',
  city: 'Singapore',
  region: null,
  country: 'SG',
  latitude: 1.35,
  longitude: 103.82,
  asn: 14061,
  organization: 'DigitalOcean',
  networkKind: 'hosting',
};

export interface Change {
  readonly timeMs?: number;
  readonly userAgent?: string | null;
  readonly source?: string;
  readonly place?: Enrichment;
}

export function signIn(change: Change = {}): SignIn {
  return {
    source: change.source ?? 'slack',
    id: String(change.timeMs ?? 0),
    timeMs: change.timeMs ?? MONDAY_MS,
    account: 'ada',
    ip: null,
    userAgent: change.userAgent === undefined ? CHROME_ON_MAC : change.userAgent,
    outcome: 'success',
    event: 'access',
    warning: null,
    raw: '{}',
  };
}

export function observed(change: Change = {}): Observation {
  return observe(signIn(change), change.place ?? OFFICE);
}

/** See, then learn. */
export function live(baseline: Baseline, seen: Observation): void {
  noteSeen(baseline, seen);
  learn(baseline, seen, { vouches: true });
}

/** A past of usual mornings, one each day up to the day before MONDAY_MS. */
export function usualPast(days: number): Baseline {
  const baseline = emptyBaseline();
  for (let day = days; day >= 1; day--) live(baseline, observed({ timeMs: MONDAY_MS - day * DAY_MS }));
  return baseline;
}

export function emptyOrganisation(): Organisation {
  return openOrganisation(() => []);
}

export function context(baseline: Baseline, rest: Partial<SignalContext> = {}): SignalContext {
  return { user: 'ada@example.com', baseline, organisation: emptyOrganisation(), failures: openFailures(), ...rest };
}
