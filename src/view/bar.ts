// Small charts in a line of text: a bar for a share or score, a strip for the hours of the day.

export interface BarOptions {
  readonly cells?: number;
  readonly ascii?: boolean;
}

/** `bar(0.5, {cells: 4})` is `██··`; what is no number or outside 0..1 is clamped, and anything above 0 shows. */
export function bar(value: number, options: BarOptions = {}): string {
  const { cells = 8, ascii = false } = options;
  const share = Number.isFinite(value) ? Math.min(1, Math.max(0, value)) : 0;
  const full = share > 0 ? Math.max(1, Math.round(share * cells)) : 0;
  return (ascii ? '#' : '█').repeat(full) + (ascii ? '.' : '·').repeat(cells - full);
}

/**
 * A bar with a limit drawn into it: `markedBar(0.8, {limit: 0.6, cells: 5})` is `███│█·`. Rounding never moves a value over or
 * under its limit. Without a limit as {@link bar}, one cell wider.
 */
export function markedBar(value: number, options: BarOptions & { readonly limit: number | null }): string {
  const { limit, cells = 10, ascii = false } = options;
  const plain = (share: number): number =>
    Number.isFinite(share) ? Math.round(Math.min(1, Math.max(0, share)) * cells) : 0;
  if (limit === null || !Number.isFinite(limit)) return `${bar(value, { cells, ascii })}${ascii ? '.' : '·'}`;
  const over = value >= limit;
  const mark = Math.min(plain(limit), cells - 1);
  const full = over ? Math.max(plain(value), mark + 1) : Math.min(Math.max(plain(value), value > 0 ? 1 : 0), mark);
  const signs = (ascii ? '#' : '█').repeat(full) + (ascii ? '.' : '·').repeat(cells - full);
  return `${signs.slice(0, mark)}${ascii ? '|' : '│'}${signs.slice(mark)}`;
}

const BLOCKS = ' ▁▂▃▄▅▆▇█';
const MARKS = ' .:-=+*#@';

/** One character a value, as high as its part of the greatest: `strip([0, 1, 2])` is ` ▄█`. */
export function strip(values: readonly number[], options: { ascii?: boolean } = {}): string {
  const signs = options.ascii === true ? MARKS : BLOCKS;
  const sizes = values.map((value) => (Number.isFinite(value) && value > 0 ? value : 0));
  const greatest = Math.max(0, ...sizes);
  const steps = signs.length - 1;
  return sizes.map((size) => signs[size === 0 ? 0 : Math.max(1, Math.round((size / greatest) * steps))]).join('');
}
