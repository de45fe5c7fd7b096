// `busybody alerts`: list, show, and what people say of alerts (verdicts.ts).

import { nearest } from '../domain/near.ts';
import { printable } from '../domain/text.ts';
import { EXIT, UsageError } from '../platform/errors.ts';
import type { Alert, AlertFilter, AlertStatus, Severity } from '../store/contract.ts';
import { alertPage, alertPageJson } from '../view/alert-page.ts';
import { alertCsvHeader, alertCsvLine, alertJsonLine, alertsTable } from '../view/alerts.ts';
import { usualOf } from './analysis-adapter.ts';
import type { Context } from './context.ts';
import { findAlerts } from './find-alerts.ts';
import { timeFlag } from './flag-values.ts';
import { nextStep } from './next-step.ts';
import { judged, viewOptions } from './shown.ts';
import { knownUser } from './users.ts';
import { judgeAlerts, VERDICTS, type VerdictWord } from './verdicts.ts';
import { openGround, openWorkspace, type Workspace } from './workspace.ts';

const SUBCOMMANDS = ['list', 'show', ...(Object.keys(VERDICTS) as VerdictWord[])] as const;
type Subcommand = (typeof SUBCOMMANDS)[number];

export async function execute(context: Context): Promise<number> {
  const { subcommand, ids } = readWords(context.words);
  using workspace = openWorkspace(context, { optional: true, looks: subcommand === 'list' || subcommand === 'show' });
  if (subcommand === 'list') return list(context, workspace);
  const alerts = findAlerts(workspace, ids);
  return subcommand === 'show'
    ? show(context, { workspace, alerts })
    : judgeAlerts(context, { workspace, alerts, word: subcommand });
}

function readWords([word = 'list', ...ids]: readonly string[]): { subcommand: Subcommand; ids: readonly string[] } {
  const subcommand = SUBCOMMANDS.find((known) => known === word);
  if (subcommand === undefined) {
    const near = nearest(word, SUBCOMMANDS);
    const hints = [near ? `busybody alerts ${near}` : 'busybody alerts --help'];
    throw new UsageError('E_USAGE', `Unknown subcommand of alerts: ${printable(word, { max: 60 })}`, { hints });
  }
  if (subcommand === 'list' && ids[0] !== undefined) {
    throw new UsageError('E_USAGE', `alerts list takes no ID: current one is ${printable(ids[0], { max: 60 })}`, {
      hints: [`busybody alerts show ${printable(ids[0], { max: 60 })}`],
    });
  }
  if (subcommand !== 'list' && ids.length === 0) {
    throw new UsageError('E_USAGE', `alerts ${subcommand} needs ID`, {
      hints: [`busybody alerts ${subcommand} ID`, 'busybody alerts'],
    });
  }
  return { subcommand, ids };
}

function list(context: Context, workspace: Workspace): number {
  const { flags, out, note } = context;
  const { store } = workspace;
  const { filter, what } = readFilter(context, store);
  const alerts = store.alerts(filter);
  const format = flags.value('format') ?? 'table';
  if (format === 'jsonl') for (const alert of alerts) out(alertJsonLine(alert));
  else if (format === 'csv') out(alertCsvHeader() + alerts.map(alertCsvLine).join(''));
  else if (alerts.length > 0) out(alertsTable(alerts, viewOptions(context)));
  else note(noneText(workspace, what));
  const hidden = filter.muted === false ? store.alerts({ ...filter, muted: true }).length : 0;
  if (hidden > 0 && format === 'table') note(`${hidden} more hidden by what is allowed: busybody alerts --muted`);
  return EXIT.ok;
}

function noneText(workspace: Workspace, what: string): string {
  if (workspace.store.alertCounts().some(({ alerts }) => alerts > 0))
    return what === 'all' ? 'No alerts' : `No alerts that are ${what}; all of them: busybody alerts --status all`;
  return ['No alerts yet', nextStep(workspace) ?? ''].filter(Boolean).join('. ');
}

/** What is open is listed without what is muted; a list of anything else has both. */
function readFilter(context: Context, store: Workspace['store']): { filter: AlertFilter; what: string } {
  const { flags } = context;
  const asked = flags.value('status');
  if (flags.has('open') && asked !== undefined && asked !== 'open')
    throw new UsageError('E_USAGE', `Cannot read the command line: --open and --status ${asked} exclude each other`, {
      hints: ['busybody alerts --open', `busybody alerts --status ${asked}`],
    });
  const muted = flags.has('muted');
  const status = flags.has('open') ? 'open' : (asked ?? 'open');
  const user = flags.value('user');
  const severity = flags.value('severity');
  const [sinceMs, untilMs] = [timeFlag(context, 'since'), timeFlag(context, 'until')];
  if (sinceMs !== undefined && untilMs !== undefined && sinceMs >= untilMs)
    throw new UsageError('E_USAGE', 'Cannot read the command line: --since must lie before --until', {
      hints: ['--since 30d --until 7d'],
    });
  return {
    what: muted ? 'muted' : status,
    filter: {
      ...(status === 'all' ? {} : { status: status as AlertStatus }),
      ...(muted ? { muted: true } : status === 'open' ? { muted: false } : {}),
      ...(user === undefined ? {} : { user: knownUser(store, user) ?? user }),
      ...(severity === undefined ? {} : { severity: severity as Severity }),
      ...(sinceMs === undefined ? {} : { sinceMs }),
      ...(untilMs === undefined ? {} : { untilMs }),
    },
  };
}

function show(context: Context, { workspace, alerts }: { workspace: Workspace; alerts: readonly Alert[] }): number {
  using ground = openGround(context, workspace);
  const { store } = workspace;
  const json = context.flags.value('format') === 'jsonl';
  alerts.forEach((alert, index) => {
    const input = {
      alert,
      signIns: store.signInsOfAlert(alert.id).map((row) => judged(row, ground.enrich)),
      usual: usualOf(ground, alert),
      verdicts: store.verdicts(alert.id),
      mutes: store.mutes({ alertId: alert.id }),
    };
    if (json) context.out(alertPageJson(input));
    else context.out(`${index > 0 ? '\n' : ''}${alertPage(input, viewOptions(context))}`);
  });
  return EXIT.ok;
}
