// Verdicts on alerts: each is kept for ever with who, when and why, felt by the model from the next sign-in on, and can be taken
// back. What the model knows afterwards is what it would know had the verdict never been given: baselines are learnt anew from
// the judged sign-ins, and the organisation's facts that hang on it come and go with it.

import type { Alert, Verdict, VerdictAction, VerdictStep } from '../domain/alert.ts';
import { openFailures } from '../features/failures.ts';
import { openOrganisation } from '../features/organisation.ts';
import type { OrgFact, OrgFactChange, VerdictChange } from '../store/contract.ts';
import type { AnalysisGround } from './analysis.ts';
import { rebuild, type StatesOptions } from './states.ts';

export type VerdictGround = Pick<AnalysisGround, 'store' | 'detector' | 'enrich' | 'historyLimitMs'>;

export interface GivenVerdict {
  readonly alert: Alert;
  readonly action: VerdictAction;
  readonly timeMs: number;
  readonly by: string | null;
  readonly reason: string | null;
}

/**
 * Records verdicts on several alerts, all of them or none. Baselines of their users are learnt anew when next needed: with a
 * dismissed alert's sign-ins, without a confirmed one's.
 */
export function giveVerdicts(ground: VerdictGround, given: readonly GivenVerdict[]): void {
  const { store } = ground;
  const changes = given.map(({ alert, ...one }): VerdictChange => {
    return { ...one, alertId: alert.id, after: heldAfter(one, store.verdicts(alert.id)) };
  });
  const users = new Set(given.map(({ alert }) => alert.user));
  for (const { alert } of given) for (const { signIn } of store.signInsOfAlert(alert.id)) users.add(signIn.user);
  const after = new Map<string, Alert['status']>(changes.map((one) => [one.alertId, one.after?.status ?? 'open']));
  const facts = [...users].flatMap((user) => changedFacts(ground, { user, after }));
  store.giveVerdicts(changes, { relearn: [...users], facts });
}

/** The verdict that held before the last one that was not taken back; null where that is none and the alert was open. */
export function heldBefore(steps: readonly VerdictStep[]): Verdict | null {
  return standing(steps).at(-2)?.after ?? null;
}

/** Steps not taken back, oldest first. */
export function standing(steps: readonly VerdictStep[]): readonly VerdictStep[] {
  const stack: VerdictStep[] = [];
  for (const step of steps) {
    if (step.action === 'undone') stack.pop();
    else stack.push(step);
  }
  return stack;
}

function heldAfter(given: Omit<GivenVerdict, 'alert'>, steps: readonly VerdictStep[]): Verdict | null {
  const { action, timeMs, by, reason } = given;
  if (action === 'undone') return heldBefore(steps);
  return action === 'reopened' ? null : { status: action, timeMs, by, reason };
}

/** What a user's sign-ins tell the organisation once alerts have other verdicts; what they tell now and then no more goes. */
function changedFacts(
  ground: VerdictGround,
  { user, after }: { user: string; after: ReadonlyMap<string, Alert['status']> },
): readonly OrgFactChange[] {
  const { store } = ground;
  const now = factsOf(ground, { user, alert: (id) => store.alert(id) });
  const then = factsOf(ground, {
    user,
    alert(id) {
      const alert = store.alert(id);
      const status = after.get(id);
      return alert === null || status === undefined ? alert : { ...alert, status };
    },
  });
  const changes: OrgFactChange[] = [];
  for (const [name, { firstMs, ...fact }] of now) {
    const next = then.get(name)?.firstMs ?? null;
    if (next !== firstMs) changes.push({ ...fact, wasMs: firstMs, firstMs: next });
  }
  for (const [name, { firstMs, ...fact }] of then) if (!now.has(name)) changes.push({ ...fact, wasMs: null, firstMs });
  return changes;
}

function factsOf(
  ground: VerdictGround,
  { user, alert }: { user: string; alert: StatesOptions['store']['alert'] },
): ReadonlyMap<string, OrgFact> {
  const { store, detector, enrich, historyLimitMs } = ground;
  const organisation = openOrganisation(() => []);
  const context = {
    detector,
    organisation,
    failures: openFailures(),
    threshold: () => 2,
    nameAlert: () => '',
    historyLimitMs,
  };
  const history: StatesOptions['store'] = {
    baseline: (name) => store.baseline(name),
    window: (range) => store.window(range),
    alert,
  };
  rebuild({ store: history, context, enrich }, user, null);
  // That somebody was seen with an address or a device stays said: of a takeover too, and then it warns of the next victim.
  const told = organisation.takeChanges().filter(({ kind }) => !kind.startsWith('seen-'));
  // Of a fact that moved earlier, the last word holds.
  return new Map(told.map((fact) => [`${fact.kind}\n${fact.key}`, fact]));
}
