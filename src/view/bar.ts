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
