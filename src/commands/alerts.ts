// `busybody alerts`: list, show, and the two verdicts.

import { nearest } from '../domain/near.ts';
import { printable } from '../domain/text.ts';
import { BusybodyError, EXIT, UsageError } from '../platform/errors.ts';
import type { Alert, AlertFilter, AlertStatus } from '../store/contract.ts';
import { alertPage, alertPageJson } from '../view/alert-page.ts';
import { alertCsvHeader, alertCsvLine, alertJsonLine, alertsTable } from '../view/alerts.ts';
import { giveVerdicts, usualOf } from './analysis-adapter.ts';
import type { Context } from './context.ts';
import { timeFlag } from './flag-values.ts';
import { judged, viewOptions } from './shown.ts';
import { openGround, openWorkspace, type Workspace } from './workspace.ts';

const SUBCOMMANDS = ['list', 'show', 'dismiss', 'confirm'] as const;
type Subcommand = (typeof SUBCOMMANDS)[number];

export async function execute(context: Context): Promise<number> {
  const { subcommand, id } = readWords(context.words);
  using workspace = openWorkspace(context, { optional: true, looks: subcommand === 'list' || subcommand === 'show' });
  if (subcommand === 'list' || id === null) return list(context, workspace);
  const alert = findAlert(workspace, id);
  return subcommand === 'show'
    ? show(context, { workspace, alert })
    : verdict(context, { workspace, alert, subcommand });
}

function readWords([word = 'list', id]: readonly string[]): { subcommand: Subcommand; id: string | null } {
  const subcommand = SUBCOMMANDS.find((known) => known === word);
  if (subcommand === undefined) {
    const near = nearest(word, SUBCOMMANDS);
    const hints = [near ? `busybody alerts ${near}` : 'busybody alerts --help'];
    throw new UsageError('E_USAGE', `Unknown subcommand of alerts: ${printable(word, { max: 60 })}`, { hints });
  }
  if (subcommand === 'list' && id !== undefined) {
    throw new UsageError('E_USAGE', `alerts list takes no ID: current one is ${printable(id, { max: 60 })}`, {
      hints: [`busybody alerts show ${printable(id, { max: 60 })}`],
    });
  }
  if (subcommand !== 'list' && id === undefined) {
    throw new UsageError('E_USAGE', `alerts ${subcommand} needs ID`, {
      hints: [`busybody alerts ${subcommand} ID`, 'busybody alerts'],
    });
  }
  return { subcommand, id: id ?? null };
}

/** @throws BusybodyError E_ALERT_UNKNOWN where there is none of that name. */
export function findAlert({ store }: Pick<Workspace, 'store'>, id: string): Alert {
  const alert = store.alert(id);
  if (alert) return alert;
  throw new BusybodyError('E_ALERT_UNKNOWN', `Cannot find alert: ${printable(id, { max: 60 })}`, {
    hints: ['busybody alerts --status all'],
  });
}

function list(context: Context, { store }: Workspace): number {
  const { flags, out, note } = context;
  const status = flags.value('status') ?? 'open';
  const user = flags.value('user');
  const sinceMs = timeFlag(context, 'since');
  const filter: AlertFilter = {
    ...(status === 'all' ? {} : { status: status as AlertStatus }),
    ...(user === undefined ? {} : { user }),
    ...(sinceMs === undefined ? {} : { sinceMs }),
  };
  const alerts = store.alerts(filter);
  const format = flags.value('format') ?? 'table';
  if (format === 'jsonl') for (const alert of alerts) out(alertJsonLine(alert));
  else if (format === 'csv') out(alertCsvHeader() + alerts.map(alertCsvLine).join(''));
  else if (alerts.length > 0) out(alertsTable(alerts, viewOptions(context)));
  else note(status === 'all' ? 'No alerts' : `No alerts that are ${status}; all of them: busybody alerts --status all`);
  return EXIT.ok;
}

function show(context: Context, { workspace, alert }: { workspace: Workspace; alert: Alert }): number {
  using ground = openGround(context, workspace);
  const signIns = workspace.store.signInsOfAlert(alert.id).map((row) => judged(row, ground.enrich));
  const input = { alert, signIns, usual: usualOf(ground, alert) };
  context.out(
    context.flags.value('format') === 'jsonl' ? alertPageJson(input) : alertPage(input, viewOptions(context)),
  );
  return EXIT.ok;
}

function verdict(
  context: Context,
  { workspace, alert, subcommand }: { workspace: Workspace; alert: Alert; subcommand: 'dismiss' | 'confirm' },
): number {
  const { flags, env, clock, note } = context;
  using ground = openGround(context, workspace);
  const status = subcommand === 'dismiss' ? 'dismissed' : 'confirmed';
  // Given again, a verdict keeps what was said of it before and is not said anew.
  const before = alert.verdict?.status === status ? alert.verdict : null;
  giveVerdicts(ground, [
    {
      alert,
      action: status,
      timeMs: clock(),
      by: flags.value('by') ?? before?.by ?? env.SUDO_USER ?? env.USER ?? null,
      reason: flags.value('reason') ?? before?.reason ?? null,
    },
  ]);
  note(
    subcommand === 'dismiss'
      ? `Dismissed ${alert.id}: what was seen is taken for ${printable(alert.user, { max: 60 })}'s own from now on`
      : `Confirmed ${alert.id}: what was seen is never taken for ${printable(alert.user, { max: 60 })}'s own`,
  );
  return EXIT.ok;
}
