// What allowances hid of a window: those that held in it or hid something of it, with how much.

import { type Allowance, allowanceState } from '../domain/allowance.ts';
import { keepBest } from '../domain/keep-best.ts';
import type { Cut, ReportAllowance, ReportScope } from '../domain/report.ts';
import type { Store } from '../store/contract.ts';

const MOST_ALLOWANCES = 200;

/** Of one user: those that name the user or nobody. */
export function allowancesOfWindow(
  store: Pick<Store, 'allowances' | 'mutes'>,
  { scope, nowMs, alerts }: { scope: ReportScope; nowMs: number; alerts: ReadonlySet<string> },
): Cut<ReportAllowance> {
  const { user, fromMs, toMs } = scope;
  const hidden = new Map<string, { alerts: Set<string>; signIns: number; lastMs: number }>();
  for (const { allowanceId, alertId, timeMs } of store.mutes({})) {
    if (allowanceId === null || timeMs < fromMs || timeMs >= toMs || (user !== null && !alerts.has(alertId))) continue;
    const known = hidden.get(allowanceId) ?? { alerts: new Set(), signIns: 0, lastMs: timeMs };
    known.alerts.add(alertId);
    known.signIns += 1;
    known.lastMs = Math.max(known.lastMs, timeMs);
    hidden.set(allowanceId, known);
  }
  const best = keepBest<ReportAllowance>(MOST_ALLOWANCES, (a, b) => b.signIns - a.signIns);
  for (const allowance of store.allowances()) {
    const hid = hidden.get(allowance.id);
    if (hid === undefined && !heldIn(allowance, { user, fromMs, toMs })) continue;
    best.add({
      allowance,
      state: allowanceState(allowance, nowMs),
      alerts: hid?.alerts.size ?? 0,
      signIns: hid?.signIns ?? 0,
      lastMs: hid?.lastMs ?? null,
    });
  }
  return best.cut();
}

function heldIn(allowance: Allowance, { user, fromMs, toMs }: ReportScope): boolean {
  const from = allowance.fromMs ?? Number.NEGATIVE_INFINITY;
  const until = Math.min(allowance.untilMs, allowance.removed?.timeMs ?? Number.POSITIVE_INFINITY);
  if (from >= toMs || until < fromMs) return false;
  return user === null || allowance.user === null || allowance.user === user;
}
