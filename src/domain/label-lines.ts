// Labelled lines as a block of text: labels in one column, text beside them, wrapped to a width.
// Give it printable text; a label that repeats is written once.

import { displayWidth, padEnd } from './text.ts';

export interface LabelledText {
  readonly label: string;
  readonly text: string;
}

export interface LabelLinesOptions {
  /** Columns of the whole block; unlimited if absent. */
  readonly width?: number;
  readonly indent?: number;
  /** Paints a label; it must not change its width. */
  readonly paint?: (label: string) => string;
}

/** `  Who   ada@example.com` and so on, one line feed after each line but the last. */
export function labelLines(lines: readonly LabelledText[], options: LabelLinesOptions = {}): string {
  const { width, indent = 2, paint = (label) => label } = options;
  const labelWidth = Math.max(0, ...lines.map((line) => displayWidth(line.label)));
  const start = indent + labelWidth + 2;
  const room = width === undefined ? undefined : Math.max(20, width - start);
  const out: string[] = [];
  let last: string | null = null;
  for (const { label, text } of lines) {
    const shown = label === last ? '' : label;
    last = label;
    const [first = '', ...rest] = wrap(text, room);
    out.push(`${' '.repeat(indent)}${paint(padEnd(shown, labelWidth))}  ${first}`.trimEnd());
    for (const part of rest) out.push(`${' '.repeat(start)}${part}`);
  }
  return out.join('\n');
}

/** Breaks at blanks, and inside a word only where it is wider than a line. `wrap('a bc', 2)` is `['a', 'bc']`. */
export function wrap(text: string, width: number | undefined): readonly string[] {
  if (width === undefined || displayWidth(text) <= width) return [text];
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').flatMap((part) => pieces(part, width))) {
    if (line === '') line = word;
    else if (displayWidth(line) + 1 + displayWidth(word) <= width) line += ` ${word}`;
    else {
      lines.push(line);
      line = word;
    }
  }
  lines.push(line);
  return lines;
}

function pieces(word: string, width: number): readonly string[] {
  if (displayWidth(word) <= width) return [word];
  const parts: string[] = [];
  let part = '';
  let columns = 0;
  for (const { segment } of new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(word)) {
    const next = displayWidth(segment);
    if (columns + next > width && part !== '') {
      parts.push(part);
      part = '';
      columns = 0;
    }
    part += segment;
    columns += next;
  }
  parts.push(part);
  return parts;
}
