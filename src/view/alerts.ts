// Alerts as a list: table for people, JSON lines and CSV for programs.

import type { Alert, Severity } from '../domain/alert.ts';
import { severityText } from '../domain/alert-wording.ts';
import { inertJson } from '../domain/inert-json.ts';
import { signInName } from '../domain/sign-in.ts';
import { printable } from '../domain/text.ts';
import { formatIso } from '../domain/time.ts';
import { countText, scoreText, timeText } from '../domain/wording.ts';
import { bar } from './bar.ts';
import { csvLine } from './csv.ts';
import { rounded } from './json-lines.ts';
import type { Style, ViewOptions } from './style.ts';
import { type Column, table } from './table.ts';

const SEVERITY_STYLES: Readonly<Record<Severity, Style | null>> = {
  low: null,
  medium: 'yellow',
  high: 'red',
  critical: 'red',
};

/** One line an alert, in the order given; its first reason below it on a terminal, beside it where the width is unlimited. */
export function alertsTable(alerts: readonly Alert[], options: ViewOptions): string {
  const columns: Column<Alert>[] = [
    { title: 'Alert', text: (alert) => alert.id, whole: 'always' },
    { title: 'Severity', text: ({ severity }) => severityText(severity), min: 8, drop: 1, style: severityStyle },
    { title: 'When (UTC)', text: (alert) => shortTime(alert.firstMs), min: 16 },
    { title: 'User', text: (alert) => alert.user, min: 12, whole: 'longest' },
    { title: 'Score', text: (alert) => scoreText(alert.score), right: true, min: 5 },
    { title: '', text: (alert) => scoreBar(alert.score, options), min: 6, drop: 4 },
    { title: 'Limit', text: (alert) => scoreText(alert.threshold), right: true, min: 5, drop: 3 },
    { title: 'Sign-ins', text: (alert) => countText(alert.signIns), right: true, min: 8, drop: 2 },
    { title: 'Status', text: statusText, min: 13, drop: 0 },
  ];
  if (Number.isFinite(options.width)) return table(columns, alerts, { ...options, below: sentencesBelow });
  if (alerts.some(({ muted }) => muted?.note != null))
    columns.push({ title: 'Note', text: ({ muted }) => muted?.note ?? '' });
  columns.push({ title: 'Why', text: (alert) => firstReason(alert).join('') });
  return table(columns, alerts, options);
}

/** `open`, `open, history`, `open, muted by ok-3`. */
function statusText({ status, history, muted }: Alert): string {
  return `${status}${history ? ', history' : ''}${muted === null ? '' : `, muted by ${muted.allowanceId}`}`;
}

/** What hides it first, where something does. */
function sentencesBelow(alert: Alert): readonly string[] {
  const note = alert.muted?.note ?? null;
  const why = note === null ? [] : [`${alert.muted!.allowanceId}: ${printable(note, { max: 200 })}`];
  return [...why, ...firstReason(alert)];
}

function firstReason(alert: Alert): readonly string[] {
  return alert.reasons.slice(0, 1).map((reason) => reason.text);
}

function severityStyle({ severity }: Alert): Style | null {
  return SEVERITY_STYLES[severity];
}

/** A bar short enough for a table. */
export function scoreBar(score: number | null, options: ViewOptions): string {
  return score === null ? '' : bar(score, { cells: 6, ascii: options.ascii === true });
}

/** `2026-03-01 09:12`, for columns whose title says UTC. */
export function shortTime(timeMs: number): string {
  return timeText(timeMs, { seconds: false }).replace(/ UTC$/, '');
}

/** One alert as one line of JSON with its line feed. */
export function alertJsonLine(alert: Alert): string {
  return `${inertJson(alertObject(alert))}\n`;
}

/** The same as plain data, for views that add to it. */
export function alertObject(alert: Alert) {
  const { verdict, muted, components } = alert;
  return {
    id: alert.id,
    kind: alert.kind,
    user: alert.user,
    severity: alert.severity,
    status: alert.status,
    first: formatIso(alert.firstMs),
    last: formatIso(alert.lastMs),
    score: rounded(alert.score),
    threshold: rounded(alert.threshold),
    components: {
      location: rounded(components.location),
      network: rounded(components.network),
      device: rounded(components.device),
      time: rounded(components.time),
    },
    reasons: alert.reasons.map(({ component, text }) => ({ component, text })),
    sign_in: signInName(alert.seq),
    sign_ins: alert.signIns,
    history: alert.history,
    verdict:
      verdict === null
        ? null
        : { status: verdict.status, time: formatIso(verdict.timeMs), by: verdict.by, reason: verdict.reason },
    muted: muted === null ? null : { allowance: muted.allowanceId, note: muted.note },
  };
}

const ALERT_COLUMNS = [
  'id',
  'kind',
  'user',
  'severity',
  'status',
  'first',
  'last',
  'score',
  'threshold',
  'component_location',
  'component_network',
  'component_device',
  'component_time',
  'reasons',
  'sign_in',
  'sign_ins',
  'history',
  'verdict_time',
  'verdict_by',
  'verdict_reason',
  'muted_allowance',
  'muted_note',
] as const;

/** The header record of {@link alertCsvLine}. */
export function alertCsvHeader(): string {
  return csvLine(ALERT_COLUMNS);
}

/** The fields of the JSON line, flattened; reasons joined by ` | `. */
export function alertCsvLine(alert: Alert): string {
  const { components, reasons, verdict, muted, ...flat } = alertObject(alert);
  return csvLine([
    flat.id,
    flat.kind,
    flat.user,
    flat.severity,
    flat.status,
    flat.first,
    flat.last,
    flat.score,
    flat.threshold,
    components.location,
    components.network,
    components.device,
    components.time,
    reasons.map((reason) => reason.text).join(' | '),
    flat.sign_in,
    flat.sign_ins,
    flat.history,
    verdict?.time ?? null,
    verdict?.by ?? null,
    verdict?.reason ?? null,
    muted?.allowance ?? null,
    muted?.note ?? null,
  ]);
}
