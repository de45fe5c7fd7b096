// A table that fits a width: wide columns are cut first, then the least important ones go, names of people are cut last,
// and what must be copied is never cut. Without a width nothing is.
// Cells may hold anything from outside: they are made printable here.

import { wrap } from '../domain/label-lines.ts';
import { displayWidth, pad, printable, truncate } from '../domain/text.ts';
import { paint, type Style, type ViewOptions } from './style.ts';

export interface Column<Row> {
  readonly title: string;
  readonly text: (row: Row) => string;
  /** Numbers stand to the right. */
  readonly right?: boolean;
  /** Narrowest it may be cut to; 6 if absent. */
  readonly min?: number;
  /** `always`: never cut, for what must be copied. `longest`: cut only where no other column can give way any more. */
  readonly whole?: 'always' | 'longest';
  /** Where space lacks, columns with the highest number go first; those without one stay. */
  readonly drop?: number;
  readonly style?: (row: Row) => Style | null;
}

/** Columns a cell may take, however wide the terminal. */
const WIDEST_CELL = 300;
/** The same of the last column into a pipe, where reasons stand: a bound against giants only. */
const WIDEST_PIPED = 8000;
/** Longest name for which other columns give way. */
const WIDEST_NAME = 48;
/** Longest `always` cell: all names of our own are shorter, a giant is none of ours. */
const WIDEST_ID = 26;
const GAP = '  ';
const INDENT = '    ';
const DEFAULT_MIN = 6;

export interface TableOptions<Row> extends ViewOptions {
  /** Marks above a row, over the whole width. */
  readonly above?: (row: Row) => readonly string[];
  /** Sentences under a row, too long for a column. */
  readonly below?: (row: Row) => readonly string[];
}

/** Header and one line a row, each with its line feed; the empty text where there are no rows. */
export function table<Row>(columns: readonly Column<Row>[], rows: readonly Row[], options: TableOptions<Row>): string {
  if (rows.length === 0 || columns.length === 0) return '';
  const cells = columns.map((column, index) => {
    // Into a pipe the last column is as long as it likes: nothing stands after it.
    const free = !Number.isFinite(options.width) && index === columns.length - 1 && column.right !== true;
    return rows.map((row) => printable(column.text(row), { max: free ? WIDEST_PIPED : WIDEST_CELL }));
  });
  const natural = columns.map((column, index) => widest([column.title, ...cells[index]!]));
  const fitted = fit(columns, natural, options.width);
  const line = (cell: (index: number) => string, style: (index: number) => Style | null): string => {
    const parts = fitted.map(({ index, width }, place) => {
      const right = columns[index]!.right === true;
      const text = truncate(cell(index), width);
      // The last column needs no blanks after it.
      const padded = place === fitted.length - 1 && !right ? text : pad(text, width, right ? { align: 'start' } : {});
      return paint(padded, { style: style(index), colour: options.colour });
    });
    return `${parts.join(GAP).trimEnd()}\n`;
  };
  const head = line(
    (index) => columns[index]!.title,
    () => 'bold',
  );
  const body = rows.map((row, at) => {
    const own = line(
      (index) => cells[index]![at]!,
      (index) => columns[index]!.style?.(row) ?? null,
    );
    const marks = (options.above?.(row) ?? []).map((mark) => over(mark, options)).join('');
    return marks + own + (options.below?.(row) ?? []).map((sentence) => under(sentence, options)).join('');
  });
  return head + body.join('');
}

function under(sentence: string, { width, colour }: ViewOptions): string {
  const room = Number.isFinite(width) ? Math.max(20, width - INDENT.length) : undefined;
  const lines = wrap(printable(sentence, { max: 400 }), room);
  return lines.map((text) => `${INDENT}${paint(text, { style: 'dim', colour })}\n`).join('');
}

function over(mark: string, { width, colour }: ViewOptions): string {
  const lines = wrap(printable(mark, { max: 400 }), Number.isFinite(width) ? width : undefined);
  return lines.map((text) => `${paint(text, { style: 'yellow', colour })}\n`).join('');
}

function widest(texts: readonly string[]): number {
  let most = 0;
  for (const text of texts) most = Math.max(most, displayWidth(text));
  return most;
}

interface Fitted {
  readonly index: number;
  readonly width: number;
}

function fit<Row>(columns: readonly Column<Row>[], natural: readonly number[], width: number): readonly Fitted[] {
  const least = columns.map(({ whole, min = DEFAULT_MIN }, index) => {
    const cell = natural[index]!;
    if (whole === 'always') return Math.min(cell, WIDEST_ID);
    return Math.min(cell, whole === 'longest' ? Math.max(min, WIDEST_NAME) : min);
  });
  let kept = columns.map((_, index) => index);
  const room = () => width - GAP.length * (kept.length - 1);
  const fits = () => kept.reduce((sum, index) => sum + least[index]!, 0) <= room();
  while (!fits()) {
    const leaving = mostExpendable(columns, kept);
    if (leaving === undefined) break;
    kept = kept.filter((index) => index !== leaving);
  }
  // Nothing is left to go: names give way, then all but what must be copied.
  for (const stage of ['longest', undefined]) {
    if (fits()) break;
    for (const [index, { whole, min = DEFAULT_MIN }] of columns.entries()) {
      if (whole !== 'always') least[index] = Math.min(natural[index]!, stage === 'longest' ? min : 1);
    }
  }
  const widths = shrink(
    kept.map((index) => natural[index]!),
    { minima: kept.map((index) => least[index]!), room: room() },
  );
  return kept.map((index, place) => ({ index, width: widths[place]! }));
}

function mostExpendable<Row>(columns: readonly Column<Row>[], kept: readonly number[]): number | undefined {
  const candidates = kept.filter((index) => columns[index]!.drop !== undefined);
  return candidates.sort((a, b) => columns[b]!.drop! - columns[a]!.drop!)[0];
}

/** Cuts the widest column, column by column of the screen, until all fit or none can give more. */
function shrink(natural: readonly number[], limits: { minima: readonly number[]; room: number }): readonly number[] {
  const widths = [...natural];
  let excess = widths.reduce((sum, width) => sum + width, 0) - limits.room;
  while (excess > 0) {
    let victim = -1;
    for (let index = 0; index < widths.length; index += 1) {
      if (widths[index]! <= limits.minima[index]!) continue;
      if (victim < 0 || widths[index]! > widths[victim]!) victim = index;
    }
    if (victim < 0) break;
    widths[victim]! -= 1;
    excess -= 1;
  }
  return widths;
}
