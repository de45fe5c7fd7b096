// A message as a block of text for a terminal: headline, then labelled lines.

import type { Message } from '../domain/alert.ts';
import { messageWording } from '../domain/alert-wording.ts';
import { type LabelledText, labelLines, wrap } from '../domain/label-lines.ts';
import { paint, title, type ViewOptions } from './style.ts';

/** Ends with a line feed; blocks are set apart by the caller. */
export function messageText(message: Message, options: ViewOptions): string {
  const { headline, lines } = messageWording(message);
  return title(headline, options) + block(lines, options);
}

/** Labelled lines as a block with its last line feed, labels dimmed; the empty text for no lines. */
export function block(lines: readonly LabelledText[], options: ViewOptions): string {
  if (lines.length === 0) return '';
  const width = Number.isFinite(options.width) ? options.width : undefined;
  return `${labelLines(lines, { width, paint: (label) => paint(label, { style: 'dim', colour: options.colour }) })}\n`;
}

/** Sentences under a title, indented and wrapped, each with its line feed. */
export function indented(sentences: readonly LabelledText[], options: ViewOptions): string {
  const room = Number.isFinite(options.width) ? Math.max(20, options.width - 2) : undefined;
  return sentences.flatMap(({ text }) => wrap(text, room).map((line) => `  ${line}\n`)).join('');
}
