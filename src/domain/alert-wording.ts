// The one wording of a message: headline and labelled lines, from which every channel and view is made.
// All text is printable and bounded, lines and items are counted; channels add their own escaping and nothing else.

import type { AlertMessage, HistoryMessage, Message, Severity } from './alert.ts';
import type { Enrichment } from './enrichment.ts';
import { healthWording } from './health-wording.ts';
import type { Reason } from './score.ts';
import { printable } from './text.ts';
import {
  countText,
  deviceText,
  nameText,
  networkText,
  placeText,
  pluralText,
  scoreAndLimitText,
  scoreText,
  shellWord,
  timeText,
} from './wording.ts';
import { sentences, type Wording, type WordingLine } from './wording-lines.ts';

const MOST_REASONS = 10;
const MOST_SENTENCES = 8;
const MOST_ENTRIES = 20;

/** Headline and lines of a message: who, when, app, where, network, address, device, score; why; usual; next. */
export function messageWording(message: Message): Wording {
  switch (message.type) {
    case 'alert':
      return alertWording(message);
    case 'history':
      return historyWording(message);
    case 'health':
      return healthWording(message);
  }
}

function alertWording(message: AlertMessage): Wording {
  return {
    headline: alertHeadline(message),
    lines: [
      ...alertFacts(message),
      ...sentences('reason', 'Why', { texts: message.reasons.map((reason) => reason.text), most: MOST_REASONS }),
      ...sentences('usual', 'Usual', { texts: message.usual, most: MOST_SENTENCES }),
      ...sentences('next', 'Next', { texts: stepsOf(message), most: MOST_SENTENCES }),
    ],
  };
}

function stepsOf(message: AlertMessage): readonly string[] {
  return message.nextSteps.length > 0 ? message.nextSteps : alertNextSteps(message);
}

/** `High: unusual sign-in by ada@example.com`; one that is told again says so. */
export function alertHeadline(alert: Pick<AlertMessage, 'kind' | 'severity' | 'user' | 'part'>): string {
  const again = alert.part > 1 ? ', raised again' : '';
  const who = printable(alert.user, { max: 70 });
  if (alert.kind === 'campaign')
    return `${severityText(alert.severity)}: several accounts from one new network, ${who} among them${again}`;
  return `${severityText(alert.severity)}: unusual sign-in by ${who}${again}`;
}

const SEVERITY_WORDS: Readonly<Record<Severity, string>> = {
  low: 'Low',
  medium: 'Medium',
  high: 'High',
  critical: 'Critical',
};

const SEVERITIES: readonly Severity[] = ['low', 'medium', 'high', 'critical'];

/** `High`. */
export function severityText(severity: Severity): string {
  return SEVERITY_WORDS[severity];
}

function alertFacts(message: AlertMessage): readonly WordingLine[] {
  const facts: WordingLine[] = [fact('Who', nameText(message.user)), fact('When', timeText(message.timeMs))];
  const outcome = message.outcome === undefined ? '' : `, ${message.outcome}`;
  facts.push(
    fact('App', `${printable(message.source, { max: 40 })}, ${printable(message.event, { max: 60 })}${outcome}`),
  );
  facts.push(fact('Where', placeText(message.location)));
  facts.push(fact('Network', networkText(message.location)));
  facts.push(fact('Address', message.ip === null ? 'none recorded' : printable(message.ip, { max: 60 })));
  facts.push(fact('Device', deviceText(message.device, message.userAgent)));
  if (message.userAgent !== null) facts.push(fact('Agent', printable(message.userAgent, { max: 240 })));
  facts.push(fact('Score', scoreAndLimitText(message.score, message.threshold)));
  const again = message.part > 1 ? `, message ${countText(message.part)} about it` : '';
  facts.push(fact('Alert', `${printable(message.alertId, { max: 40 })}${again}`));
  return facts;
}

/** What to do about an alert, with the commands to type; a name that cannot be typed safely is left out. */
export function alertNextSteps(alert: {
  readonly alertId: string;
  readonly user: string;
  readonly location?: Pick<Enrichment, 'country' | 'asn'>;
  readonly reasons?: readonly Reason[];
}): readonly string[] {
  const id = shellWord(alert.alertId) ?? 'ID';
  const word = shellWord(alert.user);
  // A name that looks like a flag must be joined to its own.
  const user = word === null ? null : `--user${alert.user.startsWith('-') ? '=' : ' '}${word}`;
  return [
    `Why this score: busybody explain ${id}`,
    ...(user === null ? [] : [`What else this account did: busybody analyze ${user}`]),
    `It was expected: busybody alerts dismiss ${id}`,
    `It was not (ask the person by another channel first): busybody alerts confirm ${id}`,
    ...(user === null || word === null ? [] : forAWhile(alert, { user, word })),
    `A verdict given by mistake: busybody alerts undo ${id}`,
  ];
}

/** A trip where the place speaks, else the network; nothing where neither is known. */
function forAWhile(
  { location, reasons = [] }: Parameters<typeof alertNextSteps>[0],
  { user, word }: { user: string; word: string },
): readonly string[] {
  const country = location?.country ?? null;
  const placed = reasons.some(({ component }) => component === 'location');
  if (placed && country !== null && /^[A-Z]{2}$/.test(country) && !word.startsWith('-') && !word.startsWith("'-"))
    return [`A trip, expected for a while: busybody trip add ${word} --to ${country} --until 14d`];
  const asn = location?.asn ?? null;
  return asn === null ? [] : [`Expected for a while: busybody allow ${user} --network AS${asn} --until 14d`];
}

function historyWording(message: HistoryMessage): Wording {
  const all = message.alerts.length + Math.max(0, message.more);
  const shown = message.alerts.slice(0, MOST_ENTRIES);
  const more = all - shown.length;
  return {
    headline:
      all === 0
        ? 'Nothing unusual in the history'
        : `${pluralText(all, 'unusual sign-in')} in the history${all > 1 ? ', strangest first' : ''}`,
    lines: [
      fact('From', timeText(message.fromMs, { seconds: false })),
      fact('To', timeText(message.toMs, { seconds: false })),
      fact('Read', `${pluralText(message.signIns, 'sign-in')} of ${pluralText(message.users, 'user')}`),
      ...shown.map((alert) => ({
        group: 'entry' as const,
        label: printable(alert.alertId, { max: 20 }),
        text: `${historySeverity(alert)}${timeText(alert.timeMs, { seconds: false })}, ${printable(alert.user, { max: 70 })}, score ${scoreText(alert.score)}: ${printable(alert.headline, { max: 160 })}`,
      })),
      ...(more > 0
        ? [{ group: 'entry' as const, label: '…', text: `and ${countText(more)} more: busybody alerts list` }]
        : []),
      ...sentences('next', 'Next', { texts: historySteps(message), most: MOST_SENTENCES }),
    ],
  };
}

/** `High, ` where the message carries it: those queued by an older version do not. */
function historySeverity(alert: { readonly alertId: string; readonly severity?: unknown }): string {
  const severity = SEVERITIES.find((known) => known === alert.severity);
  return severity === undefined ? '' : `${severityText(severity)}, `;
}

function historySteps({ alerts, nextSteps }: HistoryMessage): readonly string[] {
  if (nextSteps.length > 0 || alerts.length === 0) return nextSteps;
  return [`The whole story of one: busybody alerts show ${shellWord(alerts[0]!.alertId) ?? 'ID'}`];
}

function fact(label: string, text: string): WordingLine {
  return { group: 'fact', label, text };
}
