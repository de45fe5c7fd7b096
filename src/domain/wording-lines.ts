// What the wording of any message consists of: a headline and labelled lines, bounded and printable.

import { printable } from './text.ts';
import { countText } from './wording.ts';

/** What a line is about: a fact of the sign-in, a reason, what is usual, a step to take, an entry of a list. */
export type LineGroup = 'fact' | 'reason' | 'usual' | 'next' | 'entry';

export interface WordingLine {
  readonly group: LineGroup;
  readonly label: string;
  readonly text: string;
}

export interface Wording {
  /** One line, at most 140 columns. */
  readonly headline: string;
  readonly lines: readonly WordingLine[];
}

const SENTENCE_WIDTH = 400;

/** Sentences under one label, each bounded, at most so many; what is left out is counted. */
export function sentences(
  group: LineGroup,
  label: string,
  options: { texts: readonly string[]; most: number },
): readonly WordingLine[] {
  const { texts, most } = options;
  const shown = texts.length > most ? texts.slice(0, most - 1) : texts;
  const lines = shown.map((text) => ({ group, label, text: printable(text, { max: SENTENCE_WIDTH }) }));
  if (shown.length < texts.length)
    lines.push({ group, label, text: `and ${countText(texts.length - shown.length)} more` });
  return lines;
}
