// Every output a sign-in's text can reach, each with the question that says whether it acts there. `print` gets one text
// in every place text from outside can stand, as the pipeline would hand it over.

import { errorLines } from '../../src/commands/print-error.ts';
import type { Alert } from '../../src/domain/alert.ts';
import type { Allowance } from '../../src/domain/allowance.ts';
import type { Backtest } from '../../src/domain/backtest.ts';
import { printable } from '../../src/domain/text.ts';
import { slackMessage, slackText } from '../../src/notifiers/slack/message.ts';
import { messageJson } from '../../src/notifiers/stdout/message-json.ts';
import { BusybodyError } from '../../src/platform/errors.ts';
import { logger, setUpLog } from '../../src/platform/log.ts';
import { alertPage, alertPageJson } from '../../src/view/alert-page.ts';
import { messageText } from '../../src/view/alert-text.ts';
import { alertCsvHeader, alertCsvLine, alertJsonLine, alertsTable } from '../../src/view/alerts.ts';
import {
  allowanceCsvHeader,
  allowanceCsvLine,
  allowanceJsonLine,
  allowancesTable,
  listedAllowance,
} from '../../src/view/allowances.ts';
import { backtestText } from '../../src/view/backtest.ts';
import { backtestCsvLines, backtestJsonLines } from '../../src/view/backtest-lines.ts';
import { checkText } from '../../src/view/check.ts';
import { signInCsvHeader, signInCsvLine } from '../../src/view/csv.ts';
import { explainJson, explainText } from '../../src/view/explain.ts';
import { signInJsonLine } from '../../src/view/json-lines.ts';
import type { JudgedSignIn } from '../../src/view/judged.ts';
import { metricsText } from '../../src/view/metrics.ts';
import { pollText } from '../../src/view/poll.ts';
import { portrait, portraitJson } from '../../src/view/portrait.ts';
import { reportPage } from '../../src/view/report/page.ts';
import { timeline } from '../../src/view/timeline.ts';
import { hostileAlert, hostileHealth, hostileHistory } from '../notifiers/sample.ts';
import { samplePage } from '../view/report-sample.ts';
import { ALERT, EXPLAIN, LAGOS, PORTRAIT, score, signIn } from '../view/sample.ts';
import {
  activeCharacter,
  activeSlackText,
  armedCell,
  badJsonLine,
  badMetrics,
  csvRecords,
  foreignMarkup,
} from './predicates.ts';

export interface Output {
  readonly name: string;
  readonly print: (text: string) => string;
  /** What acts in it; null where nothing does. */
  readonly acts: (output: string) => string | null;
}

/** With colour: our own escapes must be the only ones. */
const VIEW = { width: Number.POSITIVE_INFINITY, colour: true };
const OWN_COLOURS = /\u001b\[(?:1|22|2|31|39|32|33)m/g;

function judged(text: string): JudgedSignIn {
  return {
    signIn: signIn({
      ...{ user: text, account: text, source: text, id: text, ip: text },
      ...{ userAgent: text, event: text, warning: text, raw: text },
    }),
    score: score({ why: text, reasons: [{ component: 'network', text }], alert: true, alertId: text, model: text }),
    enrichment: { ...LAGOS, ip: text, city: text, region: text, country: text, organization: text },
    device: { os: text, client: text, kind: 'unknown' },
  };
}

function alert(text: string): Alert {
  const verdict = { status: 'dismissed', timeMs: 0, by: text, reason: text } as const;
  return { ...ALERT, user: text, reasons: [{ component: 'time', text }], status: 'dismissed', verdict };
}

function explained(text: string) {
  const column = { ...EXPLAIN.columns[0]!, name: text, meaning: text, value: text, usual: text };
  return { ...EXPLAIN, ...judged(text), columns: [column], usual: [text], org: [text] };
}

function drawn(text: string) {
  const habits = [{ ...PORTRAIT.places[0]!, name: text }];
  const lists = { places: habits, networks: habits, devices: habits, sources: habits };
  return { ...PORTRAIT, ...lists, user: text, zone: text, training: text };
}

function allowance(text: string): Allowance {
  const conditions = { user: text, asn: 1, owner: text, address: text, countries: [text], device: text };
  const times = { fromMs: 1, untilMs: 2, addedMs: 0, removed: { timeMs: 1, by: text } };
  return { id: 'ok-1', kind: 'allow', ...conditions, ...times, note: text, by: text };
}

/** Everything people say of an alert. */
function said(text: string) {
  const after = { status: 'dismissed', timeMs: 1, by: text, reason: text } as const;
  const step = { id: 1, alertId: text, action: 'dismissed', timeMs: 1, by: text, reason: text, after } as const;
  const mute = { seq: 1, allowanceId: 'ok-1', note: text, recordedMs: 1, later: false };
  return { verdicts: [step], mutes: [mute, { ...mute, allowanceId: null }] };
}

const listed = (text: string) => listedAllowance(allowance(text), { nowMs: 1, alerts: 1 });

/** With and without a fire drill: their CSV has other columns. */
function backtest(text: string, { drill }: { drill: boolean }): Backtest {
  const { id, kind, severity, firstMs, lastMs, score: value, threshold } = ALERT;
  const would = { id, kind, severity, firstMs, lastMs, score: value, threshold, component: 'network' } as const;
  const outcome = {
    incident: text,
    result: 'caught',
    alertId: text,
    mutedBy: text,
    afterSignIns: 1,
    afterMs: 1000,
  } as const;
  return {
    ...{ fromMs: firstMs, toMs: lastMs, signIns: 1, learning: 0, users: 1, replayed: 1 },
    known: { confirmed: 0, dismissed: 0, open: 0 },
    allowances: [allowance(text)],
    budgets: [
      {
        budget: 1,
        limit: 0.6,
        missedConfirmed: [text],
        alerts: [
          {
            ...would,
            user: text,
            reasons: [{ component: 'network', text }],
            signIns: 1,
            known: 'new',
            storedId: text,
            muted: { allowanceId: 'ok-1', note: text },
          },
        ],
      },
    ],
    drill: drill
      ? {
          seed: 1,
          without: [],
          incidents: [
            {
              ...{ name: text, kind: 'stuffing', users: [text, text], firstMs, signIns: 1, failures: 0, source: text },
              place: { ...LAGOS, ip: text, city: text, country: text, organization: text },
              userAgent: text,
            },
          ],
          budgets: [{ budget: 1, outcomes: [{ ...outcome, score: value, threshold, component: 'network' }] }],
        }
      : null,
  };
}

function metrics(text: string): string {
  const figures = { lastSuccessMs: 1, newestMs: 1, fetched: 1, refused: 1, failing: true, signIns: 1, pending: 1 };
  return metricsText({
    nowMs: 1000,
    version: text,
    sources: [{ source: text, ...figures }],
    runs: [{ command: text, endedMs: 1, seconds: 1, success: false, lastSuccessMs: 1 }],
    store: {
      analyzed: { judged: 1, learning: 1, unscored: 1 },
      alerts: [{ status: text, alerts: 1 }],
      ...{ queued: 1, givenUp: 1, oldestQueuedMs: 1 },
    },
    databases: [{ role: text, type: text, builtMs: 1 }],
    problems: [{ problem: text, source: text }],
  });
}

/** Everything logged at -vv: as a value of a sentence, as an error with its causes, as data. */
function logged(text: string): string {
  const lines: string[] = [];
  using _log = setUpLog({ level: 'debug', escape: printable, write: (line) => void lines.push(line) });
  logger('poll').debug('{text}', { text });
  logger('poll').warn('Cannot read {user} of {source}: {error}', {
    user: text,
    source: text,
    error: new Error(text, { cause: new BusybodyError('E_X', text, { hints: [text] }) }),
  });
  logger('poll').info('{data}', { data: { [text]: [text] } });
  if (lines.length !== 3) throw new Error(`${lines.length} lines instead of 3`);
  return lines.join('');
}

const terminal = (name: string, print: (text: string) => string): Output => ({
  name,
  print,
  acts: (output) => {
    const plain = output.replaceAll(OWN_COLOURS, '');
    return activeCharacter(plain) ?? (plain.includes('\r') ? 'CR' : null);
  },
});

const json = (name: string, print: (text: string) => string): Output => ({
  name,
  print,
  acts: (output) =>
    output
      .split(/(?<=\n)/)
      .map(badJsonLine)
      .find((bad) => bad !== null) ?? null,
});

const csv = (name: string, print: (text: string) => string): Output => ({
  name,
  print,
  acts: (output) => {
    const records = csvRecords(output);
    if (new Set(records.map((cells) => cells.length)).size > 1) return 'records of different lengths';
    return activeCharacter(output) ?? armedCell(records) ?? armedBySemicolons(output);
  },
});

/** Where the semicolon parts cells: the same file read so must hold no formula either. */
function armedBySemicolons(output: string): string | null {
  return armedCell(output.split('\r\n').map((line) => line.split(/;["\s]*/).slice(1)));
}

function slackTexts(value: unknown, type: string): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => slackTexts(item, type));
  if (typeof value !== 'object' || value === null) return [];
  if ('type' in value && 'text' in value && value.type === type && typeof value.text === 'string') return [value.text];
  return Object.values(value).flatMap((item) => slackTexts(item, type));
}

/** Blocks carry text as plain_text, which Slack never parses; only words of ours may stand in mrkdwn. */
function slackActs(output: string): string | null {
  const bad = badJsonLine(`${output}\n`);
  if (bad !== null) return bad;
  const { blocks, text } = JSON.parse(output) as { blocks: unknown; text: string };
  const plain = slackTexts(blocks, 'plain_text').map(activeCharacter);
  const parsed = [...slackTexts(blocks, 'mrkdwn'), text].map(activeSlackText);
  return [...plain, ...parsed].find((found) => found !== null) ?? null;
}

const slack = (name: string, print: (text: string) => object): Output => ({
  name,
  print: (text) => JSON.stringify(print(text)),
  acts: slackActs,
});

const report = (text: string): string => reportPage(samplePage(text, backtest(text, { drill: true })));
/** Commands a name cannot be typed in are left out, and an empty reason is not told: the tags are those of one of these. */
const INNOCENT = ['word', 'x'.repeat(400), ''];
const innocentReports: string[] = [];

function reportActs(output: string): string | null {
  if (innocentReports.length === 0) innocentReports.push(...INNOCENT.map(report));
  const found = innocentReports.map((innocent) => foreignMarkup(output, innocent));
  return found.includes(null) ? null : found.join('; ');
}

export const OUTPUTS: readonly Output[] = [
  { name: 'metrics', print: metrics, acts: badMetrics },
  terminal('time line', (text) => timeline([judged(text)], VIEW)),
  terminal('time line of several', (text) => timeline([judged(text)], { ...VIEW, users: true })),
  terminal('alerts', (text) => alertsTable([alert(text)], VIEW)),
  terminal('allowances', (text) => allowancesTable([listed(text)], VIEW)),
  terminal('alert', (text) =>
    alertPage({ alert: alert(text), signIns: [judged(text)], usual: [text], ...said(text) }, VIEW),
  ),
  terminal('explain', (text) => explainText(explained(text), VIEW)),
  terminal('portrait', (text) => portrait(drawn(text), VIEW)),
  terminal('backtest', (text) => backtestText(backtest(text, { drill: true }), { ...VIEW, configured: 1 })),
  terminal(
    'message',
    (text) =>
      messageText(hostileAlert(text), VIEW) +
      messageText(hostileHistory(text), VIEW) +
      messageText(hostileHealth(text), VIEW),
  ),
  terminal('check', (text) => checkText([{ ok: false, text, hints: [text] }], VIEW)),
  terminal('poll', (text) => {
    const refused = new Map([[text, 1]]);
    return pollText([{ source: text, added: 1, known: 1, refused, error: text, hints: [text] }], VIEW);
  }),
  terminal('error', (text) =>
    errorLines(new BusybodyError('E_X', text, { hints: [text], cause: new Error(`x${text}`) }), { stack: true }),
  ),
  terminal('log at -vv', logged),
  { name: 'HTML report', print: report, acts: reportActs },
  json('sign-in JSON', (text) => signInJsonLine(judged(text))),
  json('alert JSON', (text) => alertJsonLine(alert(text))),
  json('allowance JSON', (text) => allowanceJsonLine(listed(text))),
  json('alert page JSON', (text) =>
    alertPageJson({ alert: alert(text), signIns: [judged(text)], usual: [text], ...said(text) }),
  ),
  json('explain JSON', (text) => explainJson(explained(text))),
  json('portrait JSON', (text) => portraitJson(drawn(text))),
  json('backtest JSON', (text) => [...backtestJsonLines(backtest(text, { drill: true }), { configured: 1 })].join('')),
  json(
    'message JSON',
    (text) =>
      `${messageJson(hostileAlert(text), text)}\n${messageJson(hostileHistory(text), text)}\n${messageJson(hostileHealth(text), text)}\n`,
  ),
  csv('sign-in CSV', (text) => signInCsvHeader() + signInCsvLine(judged(text))),
  csv('alert CSV', (text) => alertCsvHeader() + alertCsvLine(alert(text))),
  csv('allowance CSV', (text) => allowanceCsvHeader() + allowanceCsvLine(listed(text))),
  csv('backtest CSV', (text) => [...backtestCsvLines(backtest(text, { drill: false }))].join('')),
  csv('drill CSV', (text) => [...backtestCsvLines(backtest(text, { drill: true }))].join('')),
  slack('Slack alert', (text) => slackMessage(hostileAlert(text))),
  slack('Slack history', (text) => slackMessage(hostileHistory(text))),
  slack('Slack health', (text) => slackMessage(hostileHealth(text))),
  slack('Slack text', (text) => ({ blocks: [], text: slackText(hostileAlert(text), 4000) })),
];
