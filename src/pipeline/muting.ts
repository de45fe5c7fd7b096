// Where a finding meets what is allowed: which allowance hides it, and what then becomes of its alert. Hidden is told to nobody and
// recorded; scores, limits and what is learnt are as without.

import type { Circumstances, Subject } from '../alerting/allowance.ts';
import type { Campaign } from '../alerting/campaign.ts';
import type { Alert } from '../domain/alert.ts';
import type { Allowance } from '../domain/allowance.ts';
import { describeDevice } from '../domain/describe-device.ts';
import type { Enrichment } from '../domain/enrichment.ts';
import type { StoredSignIn } from '../domain/sign-in.ts';
import { deviceText } from '../domain/wording.ts';
import type { Observation } from '../features/observation.ts';
import type { Run } from './analysis-run.ts';
import type { Judged } from './replay.ts';

/** What becomes of a finding. */
export type Telling =
  /** Nothing: no finding, or it goes on with what was told. */
  | { readonly told: 'no' }
  /** A person is told. `heard`: the alert was muted until now. */
  | { readonly told: 'yes'; readonly heard: boolean }
  | { readonly told: 'hidden'; readonly by: Allowance };

const NO: Telling = { told: 'no' };

/** What an allowance is held against. */
export function subjectOf(signIn: StoredSignIn, place: Enrichment, seen: Observation): Subject {
  const device = deviceText(describeDevice(signIn.userAgent), signIn.userAgent);
  return {
    user: signIn.user,
    timeMs: signIn.timeMs,
    ip: place.ip,
    asn: place.asn,
    organization: place.organization,
    country: place.country,
    device: `${device} ${seen.names.family ?? ''}`,
  };
}

/** The allowance that covers a finding; null where none does, or where it is none. Notes it with the raise, for campaigns. */
export function coveringOf(
  run: Run,
  { signIn, place, judged }: { signIn: StoredSignIn; place: Enrichment; judged: Judged },
): Allowance | null {
  const { decision, judgement, seen, threshold, apart } = judged;
  if (judgement === null || judged.episode === null || judgement.score < threshold) return null;
  const circumstances: Circumstances = {
    news: decision.action === 'join' || decision.action === 'raise-again' ? decision.news : null,
    warned: signIn.warning !== null,
    threshold,
    apart: () => apart,
  };
  const found = run.allowances.covering(subjectOf(signIn, place, seen), circumstances);
  const raise = run.raises.at(-1);
  if (found !== null && decision.action === 'raise' && raise !== undefined)
    run.raises = [...run.raises.slice(0, -1), { ...raise, mutedBy: found.id }];
  return found;
}

/** Whether a person is told of a finding whose alert stands as `before` (null: it is new). */
export function tellingOf(
  run: Run,
  one: { judged: Judged; covering: Allowance | null; before: Alert | null; campaign: Campaign | null },
): Telling {
  const { judged, covering, before, campaign } = one;
  const { action } = judged.decision;
  const muted = before !== null && before.muted !== null;
  if (action === 'raise' && before === null) {
    return covering !== null && (campaign === null || allMuted(run, campaign))
      ? { told: 'hidden', by: covering }
      : { told: 'yes', heard: false };
  }
  if (action === 'raise-again')
    return covering === null ? { told: 'yes', heard: muted } : { told: 'hidden', by: covering };
  const over = judged.judgement !== null && judged.judgement.score >= judged.threshold;
  if (!muted || !over) return NO;
  if (covering === null) return { told: 'yes', heard: true };
  return action === 'raise' ? { told: 'hidden', by: covering } : NO;
}

/** Every alert a campaign is made of is hidden: else it is news of the one that is not. */
function allMuted(run: Run, { raises }: Campaign): boolean {
  return raises.every(({ mutedBy, alertId }) => {
    if (typeof mutedBy === 'string') return true;
    const alert = run.touched.get(alertId) ?? run.options.store.alert(alertId);
    return alert !== null && alert.muted !== null;
  });
}
