// A verdict on an alert: recorded with who and when, and felt by the model at the next sign-in of that user.

import type { Alert, Store, Verdict } from '../store/contract.ts';

/**
 * Records the verdict (null takes it back). The baselines of its users are learnt anew from the judged sign-ins when next needed:
 * with a dismissed alert's, without a confirmed one's.
 */
export function giveVerdict(store: Store, alert: Alert, verdict: Verdict | null): void {
  store.setVerdict(alert.id, verdict);
  const users = new Set(store.signInsOfAlert(alert.id).map((one) => one.signIn.user));
  store.dropBaselines([...users.add(alert.user)]);
}
