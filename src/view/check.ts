// Lines that say what is well and what is not, with what to do about it: for `check`.

import { printable } from '../domain/text.ts';
import { paint, type ViewOptions } from './style.ts';

export interface CheckLine {
  readonly ok: boolean;
  readonly text: string;
  readonly hints: readonly string[];
}

/** One line each, hints indented below; a line feed after every one. */
export function checkText(lines: readonly CheckLine[], options: Pick<ViewOptions, 'colour'>): string {
  return lines.map((line) => statusLine(line, options) + hintLines(line.hints)).join('');
}

/** `ok   text` or `FAIL text`; with colour a tick or a cross. */
export function statusLine(
  { ok, text }: Pick<CheckLine, 'ok' | 'text'>,
  { colour }: Pick<ViewOptions, 'colour'>,
): string {
  const plain = ok ? 'ok  ' : 'FAIL';
  const sign = colour ? paint(ok ? '✓' : '✗', { style: ok ? 'green' : 'red', colour }) : plain;
  return `${sign} ${printable(text, { max: 600 })}\n`;
}

/** Hints indented below a status line. */
export function hintLines(hints: readonly string[]): string {
  return hints.map((hint) => `     hint: ${printable(hint, { max: 600 })}\n`).join('');
}
