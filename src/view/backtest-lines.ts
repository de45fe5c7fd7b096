// A backtest for programs: JSON lines, each with its `type`, and CSV with one record an alert (or an invented takeover) and budget.

import type { Backtest, BudgetOutcome, Drill, DrillIncident, DrillOutcome, WouldAlert } from '../domain/backtest.ts';
import { inertJson } from '../domain/inert-json.ts';
import { formatIso } from '../domain/time.ts';
import { budgetFigures, byAllowance, byComponent, byUser, byWeek, drillFigures, kindsOf } from './backtest-figures.ts';
import { csvLine } from './csv.ts';
import { rounded } from './json-lines.ts';

export interface BacktestLinesOptions {
  readonly configured: number;
}

/** Whole lines: `backtest`, then `budget` and its `alert`s, then `drill`, `drill_budget` and `incident`. */
export function* backtestJsonLines(backtest: Backtest, options: BacktestLinesOptions): Generator<string> {
  const { fromMs, toMs, signIns, learning, users, replayed, known, budgets, drill } = backtest;
  yield line({
    type: 'backtest',
    measures: 'alerts that would fire, not false positives',
    from: isoOrNull(fromMs),
    to: isoOrNull(toMs),
    sign_ins: signIns,
    learning,
    users,
    replayed,
    stored_alerts: known,
  });
  for (const outcome of budgets) {
    yield line(budgetObject(backtest, { outcome, configured: options.configured }));
    for (const alert of outcome.alerts) yield line(alertObject(alert, outcome.budget));
  }
  if (drill !== null) yield* drillLines(drill);
}

function line(value: object): string {
  return `${inertJson(value)}\n`;
}

function isoOrNull(timeMs: number | null): string | null {
  return timeMs === null ? null : formatIso(timeMs);
}

function budgetObject(backtest: Backtest, { outcome, configured }: { outcome: BudgetOutcome; configured: number }) {
  const figures = budgetFigures(backtest, outcome);
  const single = [outcome];
  return {
    type: 'budget',
    budget: outcome.budget,
    configured: outcome.budget === configured,
    alerts: figures.alerts,
    per_1000_sign_ins: rounded(figures.perThousand),
    per_week: rounded(figures.perWeek),
    users: figures.users,
    muted: figures.muted,
    known: figures.known,
    missed_confirmed: outcome.missedConfirmed,
    limit: rounded(outcome.limit),
    by_component: Object.fromEntries(byComponent(single).map(({ name, counts }) => [name, counts[0]])),
    by_week: byWeek({ ...backtest, budgets: single }).map(({ name, counts }) => ({ week: name, alerts: counts[0] })),
    by_user: byUser(single).map(({ name, counts }) => ({ user: name, alerts: counts[0] })),
    by_allowance: byAllowance({ ...backtest, budgets: single }).map(({ name, counts }) => ({
      allowance: name,
      alerts: counts[0],
    })),
  };
}

function alertObject(alert: WouldAlert, budget: number) {
  return {
    type: 'alert',
    budget,
    id: alert.id,
    kind: alert.kind,
    user: alert.user,
    severity: alert.severity,
    first: formatIso(alert.firstMs),
    last: formatIso(alert.lastMs),
    score: rounded(alert.score),
    threshold: rounded(alert.threshold),
    component: alert.component,
    reasons: alert.reasons.map(({ component, text }) => ({ component, text })),
    sign_ins: alert.signIns,
    known: alert.known,
    stored_id: alert.storedId,
    muted: alert.muted === null ? null : { allowance: alert.muted.allowanceId, note: alert.muted.note },
  };
}

function* drillLines(drill: Drill): Generator<string> {
  const { seed, incidents, without, budgets } = drill;
  yield line({ type: 'drill', seed, incidents: incidents.length, without });
  for (const [index, { budget }] of budgets.entries()) {
    const figures = (kind?: DrillIncident['kind']) => {
      const { incidents, caught, joined, muted, missed, atOnce, medianMs } = drillFigures(drill, {
        index,
        ...(kind === undefined ? {} : { kind }),
      });
      return {
        incidents,
        caught,
        joined,
        muted,
        missed,
        caught_on_first_sign_in: atOnce,
        median_minutes: minutes(medianMs),
      };
    };
    yield line({
      type: 'drill_budget',
      budget,
      ...figures(),
      by_kind: Object.fromEntries(kindsOf(drill).map((kind) => [kind, figures(kind)])),
    });
  }
  for (const incident of incidents) {
    const outcomes = budgets.flatMap(({ budget, outcomes }) =>
      outcomes.filter((one) => one.incident === incident.name).map((one) => outcomeObject(one, budget)),
    );
    yield line({ ...incidentObject(incident), outcomes });
  }
}

function incidentObject({ place, ...incident }: DrillIncident) {
  return {
    type: 'incident',
    name: incident.name,
    kind: incident.kind,
    users: incident.users,
    time: formatIso(incident.firstMs),
    source: incident.source,
    sign_ins: incident.signIns,
    failures: incident.failures,
    ip: place.ip,
    location: { city: place.city, country: place.country },
    network: { asn: place.asn, organization: place.organization, kind: place.networkKind },
    user_agent: incident.userAgent,
  };
}

function outcomeObject(outcome: DrillOutcome, budget: number) {
  return {
    budget,
    result: outcome.result,
    alert_id: outcome.alertId,
    muted_by: outcome.mutedBy,
    after_sign_ins: outcome.afterSignIns,
    after_minutes: minutes(outcome.afterMs),
    score: rounded(outcome.score),
    threshold: rounded(outcome.threshold),
    component: outcome.component,
  };
}

function minutes(durationMs: number | null): number | null {
  return durationMs === null ? null : Math.round(durationMs / 600) / 100;
}

/** One record a budget and alert; of a drill, one a budget and invented takeover instead. */
export function* backtestCsvLines({ budgets, drill }: Backtest): Generator<string> {
  if (drill !== null) {
    yield* drillCsvLines(drill);
    return;
  }
  yield csvLine(ALERT_COLUMNS);
  for (const { budget, alerts } of budgets) {
    for (const alert of alerts) {
      const { type: _type, reasons, muted, ...flat } = alertObject(alert, budget);
      const why = reasons.map(({ text }) => text).join(' | ');
      yield csvLine([...Object.values(flat), why, muted?.allowance ?? null, muted?.note ?? null]);
    }
  }
}

const ALERT_COLUMNS = [
  'budget',
  'id',
  'kind',
  'user',
  'severity',
  'first',
  'last',
  'score',
  'threshold',
  'component',
  'sign_ins',
  'known',
  'stored_id',
  'reasons',
  'muted_allowance',
  'muted_note',
] as const;

function* drillCsvLines({ incidents, budgets }: Drill): Generator<string> {
  yield csvLine(INCIDENT_COLUMNS);
  for (const { budget, outcomes } of budgets) {
    for (const outcome of outcomes) {
      const incident = incidents.find(({ name }) => name === outcome.incident)!;
      const { location, network, ...one } = incidentObject(incident);
      const result = outcomeObject(outcome, budget);
      yield csvLine([
        budget,
        one.name,
        one.kind,
        one.users.join(' '),
        one.time,
        one.source,
        one.sign_ins,
        one.failures,
        one.ip,
        location.country,
        network.organization,
        network.kind,
        one.user_agent,
        result.result,
        result.alert_id,
        result.after_sign_ins,
        result.after_minutes,
        result.score,
        result.threshold,
        result.component,
        result.muted_by,
      ]);
    }
  }
}

const INCIDENT_COLUMNS = [
  'budget',
  'name',
  'kind',
  'users',
  'time',
  'source',
  'sign_ins',
  'failures',
  'ip',
  'location_country',
  'network_organization',
  'network_kind',
  'user_agent',
  'result',
  'alert_id',
  'after_sign_ins',
  'after_minutes',
  'score',
  'threshold',
  'component',
  'muted_by',
] as const;
