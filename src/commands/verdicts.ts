// The verdicts of `busybody alerts`: dismiss, confirm, reopen, and undo, on several alerts at once, all of them or none.

import type { VerdictAction, VerdictStep } from '../domain/alert.ts';
import { printable } from '../domain/text.ts';
import { timeText } from '../domain/wording.ts';
import { BusybodyError, EXIT } from '../platform/errors.ts';
import type { Alert } from '../store/contract.ts';
import { giveVerdicts, heldBefore, standing } from './analysis-adapter.ts';
import type { Context } from './context.ts';
import { saidBy, wordsFlag } from './said.ts';
import { openGround, type Workspace } from './workspace.ts';

export const VERDICTS = {
  dismiss: 'dismissed',
  confirm: 'confirmed',
  reopen: 'reopened',
  undo: 'undone',
} as const satisfies Record<string, VerdictAction>;

export type VerdictWord = keyof typeof VERDICTS;

/** @throws BusybodyError E_NOTHING_TO_UNDO naming every alert that nothing was said of; nothing is changed then. */
export function judgeAlerts(
  context: Context,
  { workspace, alerts, word }: { workspace: Workspace; alerts: readonly Alert[]; word: VerdictWord },
): number {
  const { clock, note, flags } = context;
  const action = VERDICTS[word];
  const steps = new Map(alerts.map((alert) => [alert.id, workspace.store.verdicts(alert.id)]));
  if (action === 'undone') refuseUnsaid(steps);
  const timeMs = clock();
  const [by, reason] = [saidBy(context), wordsFlag(context, 'reason')];
  const changed = alerts.filter((alert) => action !== 'reopened' || alert.status !== 'open');
  const given = changed.map((alert) => {
    // Given again, a verdict keeps what was said of it before and is not said anew.
    const before = alert.verdict?.status === action ? alert.verdict : null;
    return {
      alert,
      action,
      timeMs,
      by: flags.has('by') ? by : (before?.by ?? by),
      reason: reason ?? before?.reason ?? null,
    };
  });
  using ground = openGround(context, workspace);
  if (given.length > 0) giveVerdicts(ground, given);
  for (const alert of alerts) note(outcome(alert, { word, steps: steps.get(alert.id)! }));
  return EXIT.ok;
}

function refuseUnsaid(steps: ReadonlyMap<string, readonly VerdictStep[]>): void {
  const unsaid = [...steps].filter(([, said]) => standing(said).length === 0).map(([id]) => id);
  if (unsaid.length === 0) return;
  const others = steps.size > unsaid.length ? '. Nothing was changed' : '';
  throw new BusybodyError(
    'E_NOTHING_TO_UNDO',
    `Cannot undo: no verdict stands on ${unsaid.slice(0, 12).join(', ')}${unsaid.length > 12 ? ', …' : ''}${others}`,
    { hints: unsaid.slice(0, 3).map((id) => `busybody alerts show ${id}`) },
  );
}

function outcome(alert: Alert, { word, steps }: { word: VerdictWord; steps: readonly VerdictStep[] }): string {
  const { id } = alert;
  const user = printable(alert.user, { max: 60 });
  switch (word) {
    case 'dismiss':
      return `Dismissed ${id}: what was seen is taken for ${user}'s own from now on`;
    case 'confirm':
      return `Confirmed ${id}: what was seen is never taken for ${user}'s own`;
    case 'reopen':
      return alert.status === 'open'
        ? `${id} is open already${hiddenText(alert)}`
        : `Reopened ${id}: what is known of ${user} is what it would be without a verdict`;
    case 'undo': {
      const last = standing(steps).at(-1)!;
      const after = heldBefore(steps)?.status ?? 'open';
      return `Took back on ${id}: ${last.action}${byText(last)} on ${timeText(last.timeMs, { seconds: false })}; it is ${after} again${after === 'open' ? hiddenText(alert) : ''}`;
    }
  }
}

/** An alert that is open and yet not in the list of open ones. */
function hiddenText({ muted }: Alert): string {
  return muted === null ? '' : ', and hidden by what is allowed: busybody alerts --muted';
}

function byText({ by }: VerdictStep): string {
  return by === null ? '' : ` by ${printable(by, { max: 60 })}`;
}
