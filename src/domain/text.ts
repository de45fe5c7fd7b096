// Text from outside, made safe and measurable for a terminal, a table or a log line.
// What cannot be seen, or moves the cursor, or turns the writing direction, is written out as `\u{1b}`; nothing is dropped silently.
// This is no escaping for HTML, CSV or Slack: each view and notifier has its own.

const ELLIPSIS = '…';

/**
 * Controls (C0, C1), line and paragraph separators, format characters (bidi, zero width, tags), ignorable fillers and
 * lone surrogates. The two emoji presentation selectors stay: they are everywhere and harmless.
 */
const UNSAFE = /(?![\u{fe0e}\u{fe0f}])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

export interface PrintableOptions {
  /** Greatest width in terminal columns; what is longer ends in `…`. Unlimited if absent. */
  readonly max?: number;
  /** Keeps line feeds, for texts of our own that have several lines. */
  readonly lines?: boolean;
}

/**
 * Text that can be printed without harm: every unsafe character as `\u{hex}`, cut at `max` columns with `…`.
 * `printable('a\u001b[31m')` is `a\u{1b}[31m`. Costs no more than `max` asks for, however long the text is.
 */
export function printable(text: string, options: PrintableOptions = {}): string {
  const { max, lines = false } = options;
  // A giant value is cut before it is looked at; the margin leaves room for characters of no width.
  const limit = max === undefined ? text.length : Math.max(0, Math.floor(max)) * 4 + 64;
  const head = text.length > limit ? text.slice(0, limit) : text;
  const safe = head.replace(UNSAFE, (char) => (lines && char === '\n' ? char : escapeChar(char)));
  if (max === undefined) return safe;
  return truncate(head.length < text.length ? `${safe}${ELLIPSIS}` : safe, max);
}

function escapeChar(char: string): string {
  return `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`;
}

/** Columns the text takes on a terminal: 2 for `日`, 0 for a combining mark. Give it text that is {@link printable}. */
export function displayWidth(text: string): number {
  return Bun.stringWidth(text);
}

/**
 * Cuts at `width` columns, the `…` included, between what a reader sees as characters: `truncate('abcdef', 4)` is `abc…`.
 * A width below 1 gives the empty text.
 */
export function truncate(text: string, width: number): string {
  if (width < 1) return '';
  if (text.length <= width && displayWidth(text) <= width) return text;
  // Only a bounded head is measured: no visible character is that many code units long.
  const head = text.slice(0, width * 16 + 64);
  if (head.length === text.length && displayWidth(text) <= width) return text;
  let kept = '';
  let columns = 0;
  for (const { segment } of new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(head)) {
    const next = displayWidth(segment);
    if (columns + next > width - 1) break;
    kept += segment;
    columns += next;
  }
  return `${kept}${ELLIPSIS}`;
}

/** Fills with blanks on the right (`end`, default) or the left (`start`) up to `width` columns; never cuts. */
export function pad(text: string, width: number, options: { align?: 'start' | 'end' } = {}): string {
  const blanks = ' '.repeat(Math.max(0, width - displayWidth(text)));
  return options.align === 'start' ? `${blanks}${text}` : `${text}${blanks}`;
}

/** Like `String.padEnd`, in columns. */
export function padEnd(text: string, width: number): string {
  return pad(text, width);
}
