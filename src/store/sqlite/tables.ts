// All tables of one open database, wired to each other.

import { type Accounts, openAccounts } from './accounts.ts';
import { type Alerts, openAlerts } from './alerts.ts';
import { type Allowances, openAllowances } from './allowances.ts';
import type { Connection } from './connection.ts';
import { type IdsOptions, openIds } from './ids.ts';
import { type Lanes, openLanes } from './lanes.ts';
import { type LogFiles, openLogFiles } from './log-files.ts';
import { type Mutes, openMutes } from './mutes.ts';
import { type OrgFacts, openOrgFacts } from './org-facts.ts';
import { type Outbox, openOutbox } from './outbox.ts';
import { openScores, type Scores } from './scores.ts';
import { openSignIns, type SignIns } from './sign-ins.ts';
import { type Baselines, type Cursors, type Meta, openBaselines, openCursors, openMeta } from './small-tables.ts';
import { openVerdicts, type Verdicts } from './verdicts.ts';

export interface Tables {
  readonly accounts: Accounts;
  readonly signIns: SignIns;
  readonly lanes: Lanes;
  readonly scores: Scores;
  readonly baselines: Baselines;
  readonly orgFacts: OrgFacts;
  readonly alerts: Alerts;
  readonly verdicts: Verdicts;
  readonly allowances: Allowances;
  readonly mutes: Mutes;
  readonly outbox: Outbox;
  readonly cursors: Cursors;
  readonly meta: Meta;
  readonly logFiles: LogFiles;
}

export function openTables(connection: Connection, options: IdsOptions = {}): Tables {
  const accounts = openAccounts(connection);
  const signIns = openSignIns(connection, { accounts, ids: openIds(connection, options) });
  return {
    accounts,
    signIns,
    lanes: openLanes(connection),
    scores: openScores(connection, signIns),
    baselines: openBaselines(connection),
    orgFacts: openOrgFacts(connection),
    alerts: openAlerts(connection),
    verdicts: openVerdicts(connection),
    allowances: openAllowances(connection),
    mutes: openMutes(connection),
    outbox: openOutbox(connection),
    cursors: openCursors(connection),
    meta: openMeta(connection),
    logFiles: openLogFiles(connection),
  };
}
