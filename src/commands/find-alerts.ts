// Alerts by their names or beginnings. Several at once are found all or not at all, and every name that is wrong is named.

import { nearest } from '../domain/near.ts';
import { printable } from '../domain/text.ts';
import { BusybodyError } from '../platform/errors.ts';
import type { Alert } from '../store/contract.ts';
import type { Workspace } from './workspace.ts';

const MOST_HINTS = 6;

/** @throws BusybodyError E_ALERT_UNKNOWN, or E_ALERT_AMBIGUOUS where several begin so. */
export function findAlert(workspace: Pick<Workspace, 'store'>, id: string): Alert {
  return findAlerts(workspace, [id])[0]!;
}

/** Each alert once, in the order named. @throws BusybodyError naming every ID that is unknown or ambiguous. */
export function findAlerts({ store }: Pick<Workspace, 'store'>, ids: readonly string[]): readonly Alert[] {
  const found = new Map<string, Alert>();
  const wrong: BusybodyError[] = [];
  let known: readonly string[] | null = null;
  for (const id of ids) {
    try {
      const alert = store.alert(id);
      if (alert) found.set(alert.id, alert);
      else {
        known ??= store.alerts({}).map((one) => one.id);
        wrong.push(unknown(id, known));
      }
    } catch (error) {
      if (!(error instanceof BusybodyError) || error.code !== 'E_ALERT_AMBIGUOUS') throw error;
      wrong.push(error);
    }
  }
  const [first] = wrong;
  if (first === undefined) return [...found.values()];
  if (ids.length === 1) throw first;
  const texts = wrong.map(({ message }) => message);
  const hints = [...new Set(wrong.flatMap((error) => error.hints))].slice(0, MOST_HINTS);
  const rest = texts.slice(1).map((text) => `; ${text.charAt(0).toLowerCase()}${text.slice(1)}`);
  throw new BusybodyError(first.code, `${texts[0]}${rest.join('')}. Nothing was changed`, { hints });
}

function unknown(id: string, known: readonly string[]): BusybodyError {
  const near = nearest(id, known);
  const named = id === '' ? 'its ID is empty' : printable(id, { max: 60 });
  return new BusybodyError('E_ALERT_UNKNOWN', `Cannot find alert: ${named}`, {
    hints:
      near === null
        ? ['busybody alerts --status all']
        : [`busybody alerts show ${near}`, 'busybody alerts --status all'],
  });
}
