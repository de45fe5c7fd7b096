// How a view may look: width, colour, and whether only ASCII can be shown. Decided by the caller, never by the view.

import { wrap } from '../domain/label-lines.ts';

export interface ViewOptions {
  /** Columns of the terminal; Infinity where the output is no terminal. */
  readonly width: number;
  readonly colour: boolean;
  /** Only ASCII in signs of our own (bars, ticks); names stay as they are. */
  readonly ascii?: boolean;
}

const CODES = { bold: [1, 22], dim: [2, 22], red: [31, 39], green: [32, 39], yellow: [33, 39] } as const;
export type Style = keyof typeof CODES;

/** The text in a style, or as it is where there is no colour. Give it printable text. */
export function paint(text: string, options: { style: Style | null; colour: boolean }): string {
  if (!options.colour || options.style === null || text === '') return text;
  const [on, off] = CODES[options.style];
  return `\u001b[${on}m${text}\u001b[${off}m`;
}

/** A title above a block of lines, wrapped where it is too long for one. */
export function title(text: string, options: ViewOptions): string {
  const width = Number.isFinite(options.width) ? Math.max(20, options.width) : undefined;
  const lines = wrap(text, width);
  return lines.map((line) => `${paint(line, { style: 'bold', colour: options.colour })}\n`).join('');
}
