// What the demo prints: the company, each takeover with the alert that caught it or none, the false alerts, one alert in full.

import { countText, pluralText, scoreText } from '../domain/wording.ts';
import type { Simulation } from '../simulation/contract.ts';
import type { Alert, ScoredSignIn, Store } from '../store/contract.ts';
import { alertPage } from '../view/alert-page.ts';
import { shortTime } from '../view/alerts.ts';
import { title, type ViewOptions } from '../view/style.ts';
import { type Column, table } from '../view/table.ts';
import { judged } from './shown.ts';

/** One takeover and what came of it. */
export interface Incident {
  readonly name: string;
  readonly kind: string;
  readonly user: string;
  readonly firstMs: number;
  readonly signIns: number;
  /** Highest score of its sign-ins; null where none was judged. */
  readonly score: number | null;
  /** The limit that score was held against; null where there was none. */
  readonly limit: number | null;
  /** The alert that told it; null where it was missed. */
  readonly alertId: string | null;
}

export interface DemoResult {
  readonly signIns: number;
  readonly users: number;
  readonly days: number;
  readonly incidents: readonly Incident[];
  readonly alerts: readonly Alert[];
  /** Alerts no sign-in of which belongs to a takeover. */
  readonly falseAlerts: readonly Alert[];
  /** Harmless sign-ins, of which false alerts are counted per thousand. */
  readonly benign: number;
}

const DAY_MS = 86_400_000;

/** Holds what the store says against what the simulation knows. */
export function judgeDemo({ company, store }: { company: Simulation; store: Store }): DemoResult {
  const truth = new Map(company.signIns.map((one) => [`${one.signIn.source}\0${one.signIn.id}`, one]));
  const incidents = new Map<string, Incident>();
  const justified = new Set<string>();
  const users = new Set<string>();
  let firstMs = Number.POSITIVE_INFINITY;
  let lastMs = 0;
  let benign = 0;
  for (const row of store.window({ fromMs: 0, toMs: Number.MAX_SAFE_INTEGER })) {
    const { signIn, score } = row;
    users.add(signIn.user);
    firstMs = Math.min(firstMs, signIn.timeMs);
    lastMs = Math.max(lastMs, signIn.timeMs);
    const label = truth.get(`${signIn.source}\0${signIn.id}`)?.label;
    if (!label?.incident) {
      benign++;
      continue;
    }
    if (score?.alertId) justified.add(score.alertId);
    incidents.set(
      label.incident,
      joined(incidents.get(label.incident), { row, name: label.incident, kind: label.kind ?? '' }),
    );
  }
  const alerts = store.alerts({});
  return {
    signIns: truth.size,
    users: users.size,
    days: Math.round((lastMs - firstMs) / DAY_MS),
    incidents: [...incidents.values()].sort((a, b) => a.firstMs - b.firstMs),
    alerts,
    falseAlerts: alerts.filter((alert) => !justified.has(alert.id)),
    benign,
  };
}

function joined(
  before: Incident | undefined,
  { row, name, kind }: { row: ScoredSignIn; name: string; kind: string },
): Incident {
  const { signIn, score } = row;
  const better = (score?.score ?? -1) > (before?.score ?? -1);
  return {
    name,
    kind,
    user: before?.user ?? signIn.user,
    firstMs: before?.firstMs ?? signIn.timeMs,
    signIns: (before?.signIns ?? 0) + 1,
    score: (better ? score?.score : before?.score) ?? null,
    limit: (better ? score?.threshold : before?.limit) ?? null,
    alertId: before?.alertId ?? score?.alertId ?? null,
  };
}

export function demoReport(ground: { company: Simulation; store: Store }, options: ViewOptions): string {
  const result = judgeDemo(ground);
  const caught = result.incidents.filter(({ alertId }) => alertId !== null);
  const perThousand = ((result.falseAlerts.length / Math.max(1, result.benign)) * 1000).toFixed(1);
  const parts = [
    `${title('An invented company', options)}${pluralText(result.users, 'person', 'people')}, ${pluralText(result.days, 'day')}, ` +
      `${pluralText(result.signIns, 'sign-in')}, ${pluralText(result.incidents.length, 'takeover')}\n`,
    title('Takeovers', options) + incidentTable(result.incidents, options),
    `Caught ${caught.length} of ${result.incidents.length}; ` +
      `${pluralText(result.falseAlerts.length, 'false alert')}, ${perThousand} per 1,000 harmless sign-ins\n`,
  ];
  if (result.falseAlerts.length > 0)
    parts.push(title('False alerts', options) + falseAlertTable(result.falseAlerts, options));
  const example = exampleOf(result);
  if (example)
    parts.push(title('One alert, as a person is told it', options) + examplePage(example, { ...ground, options }));
  parts.push(
    'This company and its alerts are gone now: no command can look at them again.\n' +
      'On your own data: busybody init writes a config, busybody import FILE reads exported sign-ins\n',
  );
  return parts.join('\n');
}

function incidentTable(incidents: readonly Incident[], options: ViewOptions): string {
  const columns: Column<Incident>[] = [
    { title: 'Takeover', text: ({ kind }) => kind, min: 12 },
    { title: 'Who', text: ({ user }) => user, min: 12, whole: 'longest' },
    { title: 'When (UTC)', text: ({ firstMs }) => shortTime(firstMs), min: 16 },
    { title: 'Sign-ins', text: ({ signIns }) => countText(signIns), right: true, drop: 1 },
    { title: 'Score', text: ({ score }) => scoreText(score), right: true, min: 5 },
    { title: 'Limit', text: ({ limit }) => scoreText(limit), right: true, min: 5 },
    {
      title: 'Caught',
      text: ({ alertId }) => alertId ?? 'missed',
      whole: 'always',
      style: ({ alertId }) => (alertId ? 'green' : 'red'),
    },
  ];
  return table(columns, incidents, options);
}

function falseAlertTable(alerts: readonly Alert[], options: ViewOptions): string {
  const why = ({ reasons }: Alert): readonly string[] => reasons.slice(0, 1).map(({ text }) => text);
  const columns: Column<Alert>[] = [
    { title: 'Who', text: ({ user }) => user, min: 12, whole: 'longest' },
    { title: 'When (UTC)', text: ({ firstMs }) => shortTime(firstMs), min: 16 },
    { title: 'Score', text: ({ score }) => scoreText(score), right: true, min: 5 },
    { title: 'Limit', text: ({ threshold }) => scoreText(threshold), right: true, min: 5 },
  ];
  if (Number.isFinite(options.width)) return table(columns, alerts, { ...options, below: why });
  columns.push({ title: 'Why', text: (alert) => why(alert).join('') });
  return table(columns, alerts, options);
}

/** The clearest justified alert. */
function exampleOf({ alerts, falseAlerts }: DemoResult): Alert | null {
  const wrong = new Set(falseAlerts.map(({ id }) => id));
  const right = alerts.filter(({ id }) => !wrong.has(id));
  return right.reduce<Alert | null>((best, alert) => (best === null || alert.score > best.score ? alert : best), null);
}

function examplePage(
  alert: Alert,
  { company, store, options }: { company: Simulation; store: Store; options: ViewOptions },
): string {
  const signIns = store.signInsOfAlert(alert.id).map((row) => judged(row, (ip) => company.enrich(ip)));
  return alertPage({ alert, signIns, usual: [], next: false }, options);
}
