// Figures in the text format of Prometheus, for node_exporter's textfile collector: base units, HELP and TYPE for each, labels
// escaped. https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format

import { printable } from '../domain/text.ts';

export interface Metrics {
  readonly nowMs: number;
  readonly version: string;
  readonly sources: readonly SourceMetrics[];
  readonly runs: readonly RunMetrics[];
  /** Null where the store could not be asked: then nothing is said of it. */
  readonly store: StoreMetrics | null;
  readonly databases: readonly { role: string; type: string; builtMs: number | null }[];
  readonly problems: readonly { problem: string; source: string | null }[];
}

export interface SourceMetrics {
  readonly source: string;
  readonly lastSuccessMs: number | null;
  readonly newestMs: number | null;
  readonly fetched: number | null;
  readonly refused: number | null;
  readonly failing: boolean;
  readonly pending: number;
}

export interface RunMetrics {
  readonly command: string;
  readonly endedMs: number;
  readonly seconds: number;
  readonly success: boolean;
  readonly lastSuccessMs: number | null;
}

export interface StoreMetrics {
  readonly analyzed: { readonly judged: number; readonly learning: number; readonly unscored: number };
  readonly alerts: readonly { status: string; alerts: number }[];
  readonly queued: number;
  readonly givenUp: number;
  readonly oldestQueuedMs: number | null;
}

type Labels = Readonly<Record<string, string>>;
type Sample = readonly [labels: Labels, value: number | null];

const STATUSES = ['open', 'dismissed', 'confirmed'] as const;

/** The whole file. A figure nobody knows has no line. */
export function metricsText(metrics: Metrics): string {
  return families(metrics).map(family).join('');
}

interface Family {
  readonly name: string;
  readonly type: 'gauge' | 'counter';
  readonly help: string;
  readonly samples: readonly Sample[];
}

function families(metrics: Metrics): Family[] {
  const { nowMs, sources, runs, store, databases } = metrics;
  const gauge = (name: string, help: string, samples: readonly Sample[]): Family => ({
    name,
    type: 'gauge',
    help,
    samples,
  });
  const counter = (name: string, help: string, samples: readonly Sample[]): Family => ({
    name,
    type: 'counter',
    help,
    samples,
  });
  const each = (value: (one: SourceMetrics) => number | null): Sample[] =>
    sources.map((one) => [{ source: one.source }, value(one)]);
  const run = (value: (one: RunMetrics) => number | null): Sample[] =>
    runs.map((one) => [{ command: one.command }, value(one)]);
  return [
    gauge('busybody_info', 'Version of busybody that wrote this.', [[{ version: metrics.version }, 1]]),
    gauge(
      'busybody_source_last_success_timestamp_seconds',
      'End of the last poll of the source that came to its end.',
      each((one) => seconds(one.lastSuccessMs)),
    ),
    gauge(
      'busybody_source_newest_sign_in_timestamp_seconds',
      'Time of the newest sign-in of the source.',
      each((one) => seconds(one.newestMs)),
    ),
    gauge(
      'busybody_source_lag_seconds',
      'Age of the newest sign-in of the source when it was last polled with success.',
      each(({ lastSuccessMs, newestMs }) =>
        lastSuccessMs === null || newestMs === null ? null : Math.max(0, (lastSuccessMs - newestMs) / 1000),
      ),
    ),
    gauge(
      'busybody_source_failing',
      'Whether the last poll of the source failed.',
      each((one) => Number(one.failing)),
    ),
    counter(
      'busybody_source_fetched_sign_ins_total',
      'Sign-ins received from the source, known ones too.',
      each((one) => one.fetched),
    ),
    counter(
      'busybody_source_refused_records_total',
      'Records of the source that were no sign-in.',
      each((one) => one.refused),
    ),
    gauge(
      'busybody_source_pending_sign_ins',
      'Sign-ins of the source not analyzed yet.',
      each((one) => one.pending),
    ),
    counter('busybody_analyzed_sign_ins_total', 'Sign-ins analyzed, by what came of it.', [
      [{ state: 'scored' }, store && store.analyzed.judged - store.analyzed.learning],
      [{ state: 'learning' }, store?.analyzed.learning ?? null],
      [{ state: 'unscored' }, store?.analyzed.unscored ?? null],
    ]),
    gauge(
      'busybody_alerts',
      'Alerts in the store, by status.',
      STATUSES.map((status) => [{ status }, store && (store.alerts.find((one) => one.status === status)?.alerts ?? 0)]),
    ),
    gauge('busybody_outbox_queued_messages', 'Messages waiting to be delivered.', [[{}, store?.queued ?? null]]),
    gauge('busybody_outbox_given_up_messages', 'Messages that could not be delivered and are tried no more.', [
      [{}, store?.givenUp ?? null],
    ]),
    gauge(
      'busybody_outbox_oldest_queued_seconds',
      'Age of the oldest message waiting to be delivered; 0 where none waits.',
      [[{}, store && (store.oldestQueuedMs === null ? 0 : Math.max(0, (nowMs - store.oldestQueuedMs) / 1000))]],
    ),
    gauge(
      'busybody_run_duration_seconds',
      'How long the command last took.',
      run((one) => one.seconds),
    ),
    gauge(
      'busybody_run_success',
      'Whether all parts of the command succeeded when it last ran.',
      run((one) => Number(one.success)),
    ),
    gauge(
      'busybody_run_end_timestamp_seconds',
      'When the command last ended.',
      run((one) => seconds(one.endedMs)),
    ),
    gauge(
      'busybody_run_last_success_timestamp_seconds',
      'When the command last ended with all its parts successful.',
      run((one) => seconds(one.lastSuccessMs)),
    ),
    gauge(
      'busybody_geo_database_age_seconds',
      'Time since the address database was built.',
      databases.map(({ role, type, builtMs }) => [
        { role, type },
        builtMs === null ? null : Math.max(0, (nowMs - builtMs) / 1000),
      ]),
    ),
    gauge(
      'busybody_health_problem',
      'A problem with what busybody sees, told through the notifiers; no line where there is none.',
      metrics.problems.map(({ problem, source }) => [{ problem, source: source ?? '' }, 1]),
    ),
  ];
}

function seconds(ms: number | null): number | null {
  return ms === null ? null : ms / 1000;
}

function family({ name, type, help, samples }: Family): string {
  const known = samples.filter(
    (sample): sample is readonly [Labels, number] => sample[1] !== null && Number.isFinite(sample[1]),
  );
  if (known.length === 0) return '';
  const lines = unique(known.map(([labels, value]) => [`${name}${labelText(labels)}`, value] as const));
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${lines.map(([key, value]) => `${key} ${value}\n`).join('')}`;
}

/** Two lines with the same labels make node_exporter refuse the whole file. */
function unique(lines: readonly (readonly [string, number])[]): (readonly [string, number])[] {
  return [...new Map(lines)];
}

function labelText(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escapeLabel(value)}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

/** As the format has it: backslash, quote and line feed are escaped; nothing in it acts on whoever prints the file. */
function escapeLabel(value: string): string {
  return printable(value, { max: LONGEST_LABEL })
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll('\n', '\\n');
}

const LONGEST_LABEL = 200;
