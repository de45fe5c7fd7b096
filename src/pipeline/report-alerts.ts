// The alerts of a window with what a person needs to answer them. Of very many only the first are told with all there is.

import type { Alert } from '../domain/alert.ts';
import type { Enrichment } from '../domain/enrichment.ts';
import {
  type Cut,
  type Report,
  type ReportAlert,
  type ReportScope,
  type ReportSignIn,
  STANDINGS,
  standingOf,
} from '../domain/report.ts';
import type { AnalysisGround } from './analysis.ts';
import { usualBefore } from './investigate.ts';

const MOST_ALERTS = 500;
/** What was usual is found by replaying the user's past. */
const MOST_WITH_USUAL = 30;
const MOST_SIGN_INS = 8;
/** Alerts of which sign-ins are remembered while the window is read. */
const MOST_REMEMBERED = 5000;

interface Traces {
  readonly signIns: ReportSignIn[];
  before: Enrichment | null;
}

export interface AlertsTally {
  add(one: ReportSignIn, before: Enrichment | null): void;
  /** Alerts with a sign-in in the window. */
  readonly met: ReadonlyMap<string, Traces>;
}

export function openAlerts(): AlertsTally {
  const met = new Map<string, Traces>();
  return {
    met,
    add(one, before) {
      const id = one.score?.alertId;
      if (id === null || id === undefined) return;
      const known = met.get(id);
      if (known) {
        if (known.signIns.length < MOST_SIGN_INS) known.signIns.push(one);
      } else if (met.size < MOST_REMEMBERED) met.set(id, { signIns: [one], before });
    },
  };
}

/** Alerts of the window; of one user also the campaigns they are part of. */
export function alertsOfWindow(ground: AnalysisGround, scope: ReportScope, met: AlertsTally['met']): readonly Alert[] {
  const { user, fromMs, toMs } = scope;
  const found = new Map<string, Alert>();
  for (const alert of ground.store.alerts({ sinceMs: fromMs, untilMs: toMs, ...(user === null ? {} : { user }) }))
    found.set(alert.id, alert);
  if (user !== null)
    for (const id of met.keys()) {
      const alert = found.has(id) ? null : ground.store.alert(id);
      if (alert) found.set(id, alert);
    }
  return [...found.values()].sort(compareAlerts);
}

export function countVerdicts(alerts: readonly Alert[]): Report['verdicts'] {
  const counts = { open: 0, confirmed: 0, dismissed: 0, muted: 0 };
  for (const alert of alerts) counts[standingOf(alert)] += 1;
  return counts;
}

function compareAlerts(a: Alert, b: Alert): number {
  return (
    STANDINGS.indexOf(standingOf(a)) - STANDINGS.indexOf(standingOf(b)) ||
    b.firstMs - a.firstMs ||
    b.score - a.score ||
    (a.id < b.id ? -1 : 1)
  );
}

/** @param input `show` makes a stored sign-in ready to be shown. */
export function describeAlerts(
  ground: AnalysisGround,
  input: {
    alerts: readonly Alert[];
    met: AlertsTally['met'];
    show: (row: NonNullable<ReturnType<AnalysisGround['store']['signIn']>>) => ReportSignIn;
  },
): Cut<ReportAlert> {
  const { alerts, met, show } = input;
  const shown = alerts.slice(0, MOST_ALERTS).map((alert, index): ReportAlert => {
    const traces = met.get(alert.id);
    const known = traces?.signIns.find(({ signIn }) => signIn.seq === alert.seq);
    const stored = known === undefined ? ground.store.signIn(alert.seq) : null;
    const raised = known ?? (stored === null ? null : show(stored));
    const first = traces?.signIns.find(({ signIn }) => signIn.user === alert.user) ?? raised;
    return {
      alert,
      raised,
      before: traces?.before ?? null,
      signIns: traces?.signIns ?? [],
      usual: index < MOST_WITH_USUAL && first !== null ? usualBefore(ground, first.signIn) : [],
    };
  });
  return { shown, all: alerts.length };
}
