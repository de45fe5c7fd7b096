// A message as Slack blocks and as fallback text, within Slack's limits and with nothing in it that Slack would act upon.
// Text from outside stands only in plain_text; the one mrkdwn element holds a number of ours (the reader's local time).
// Limits: https://docs.slack.dev/reference/block-kit/blocks and, for the undocumented total, slackapi/bolt-js#2509.

import type { Message } from '../../domain/alert.ts';
import { messageWording } from '../../domain/alert-wording.ts';
import { formatIso } from '../../domain/time.ts';
import type { LineGroup, Wording } from '../../domain/wording-lines.ts';
import { slackSafe } from './safe-text.ts';

interface PlainText {
  readonly type: 'plain_text';
  readonly text: string;
  readonly emoji: false;
}

interface LocalTime {
  readonly type: 'mrkdwn';
  readonly text: string;
}

export type SlackBlock =
  | { readonly type: 'header'; readonly text: PlainText }
  | { readonly type: 'section'; readonly text: PlainText }
  | { readonly type: 'section'; readonly fields: PlainText[] }
  | { readonly type: 'context'; readonly elements: LocalTime[] };

export const SLACK_LIMITS = {
  blocks: 50,
  header: 150,
  section: 3000,
  fields: 10,
  field: 2000,
  /** All blocks together as JSON; Slack refuses at about 13,200 characters. */
  total: 12_000,
  text: 4000,
} as const;

/** Titles of the sections below the facts, in order, with the most characters each may have. */
const SECTIONS: readonly { readonly group: LineGroup; readonly title: string; readonly max: number }[] = [
  { group: 'reason', title: 'Why', max: 2800 },
  { group: 'usual', title: 'What is usual', max: 1500 },
  { group: 'entry', title: 'Alerts', max: 2800 },
  { group: 'next', title: 'What to do next', max: 1500 },
];

export interface SlackMessage {
  readonly blocks: SlackBlock[];
  /** For notifications and screen readers, beside the blocks. */
  readonly text: string;
}

/** Header, facts, reasons, what is usual, next steps; all parts stay and all get shorter where together they are too long. */
export function slackMessage(message: Message): SlackMessage {
  const wording = messageWording(message);
  let blocks: SlackBlock[] = [];
  for (const scale of [1, 0.75, 0.5, 0.3, 0.15]) {
    blocks = slackBlocks(message, { wording, scale });
    if (JSON.stringify(blocks).length < SLACK_LIMITS.total) break;
  }
  return { blocks, text: slackText(message, 900) };
}

function slackBlocks(message: Message, options: { wording: Wording; scale: number }): SlackBlock[] {
  const { wording, scale } = options;
  const facts = wording.lines.filter((line) => line.group === 'fact').slice(0, SLACK_LIMITS.fields);
  const blocks: SlackBlock[] = [
    { type: 'header', text: plain(wording.headline, SLACK_LIMITS.header) },
    { type: 'section', fields: facts.map((line) => plain(`${line.label}\n${line.text}`, 400 * scale)) },
  ];
  for (const { group, title, max } of SECTIONS) {
    const lines = wording.lines.filter((line) => line.group === group);
    if (lines.length === 0) continue;
    const text = lines.map((line) => `• ${group === 'entry' ? `${line.label}  ` : ''}${line.text}`).join('\n');
    blocks.push({ type: 'section', text: plain(`${title}\n${text}`, max * scale) });
  }
  const local = message.type === 'alert' ? localTime(message.timeMs) : null;
  if (local !== null) blocks.push({ type: 'context', elements: [local] });
  return blocks;
}

/** Slack shows each reader the time of their own zone; only numbers and words of ours are in it. */
function localTime(timeMs: number): LocalTime | null {
  const seconds = Math.floor(timeMs / 1000);
  if (!(seconds > 0 && seconds < 253_402_300_800)) return null;
  return { type: 'mrkdwn', text: `In your time: <!date^${seconds}^{date_short} {time}|${formatIso(seconds * 1000)}>` };
}

/** Everything in one text that is safe even where Slack parses it; at most `max` characters. */
export function slackText(message: Message, max: number): string {
  const { headline, lines } = messageWording(message);
  const all = [headline, ...lines.map((line) => `${line.label}: ${line.text}`)].map(slackSafe);
  return cut(all.join('\n'), Math.min(max, SLACK_LIMITS.text - 1));
}

function plain(text: string, max: number): PlainText {
  return { type: 'plain_text', text: cut(text, max), emoji: false };
}

/** Cuts at `max` UTF-16 units, the `…` included, and never through a character or an escape such as `&amp;`. */
function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  const head = text.slice(0, max - 1).replace(/&[a-z]{0,3}$/, '');
  return `${head.toWellFormed().replace(/\ufffd$/, '')}…`;
}
