// Flag values that are numbers, times or shards, with words for what is wrong with them.

import { printable } from '../domain/text.ts';
import { parseWhen } from '../domain/time.ts';
import { UsageError } from '../platform/errors.ts';
import type { Context } from './context.ts';

/** A whole number of a flag, or undefined where it is not given. @throws UsageError E_USAGE */
export function wholeNumber(
  { flags }: Context,
  options: { name: string; least: number; most: number },
): number | undefined {
  const { name, least, most } = options;
  const text = flags.value(name);
  if (text === undefined) return undefined;
  const value = /^\d{1,12}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw wrong(name, { rule: `must be a whole number from ${least} to ${most}`, text, hint: `--${name} ${least}` });
}

/** Epoch milliseconds of `--since` or `--until`. @throws UsageError E_USAGE */
export function timeFlag({ flags, clock }: Context, name: 'since' | 'until'): number | undefined {
  const text = flags.value(name);
  if (text === undefined) return undefined;
  const timeMs = parseWhen(text, clock());
  if (timeMs !== null) return timeMs;
  throw wrong(name, { rule: 'must be a date, a date and time, or an age', text, hint: `--${name} 30d` });
}

/** `--shard I/N` with 1 <= I <= N, or null. @throws UsageError E_USAGE */
export function shardFlag({ flags }: Context): { index: number; of: number } | null {
  const text = flags.value('shard');
  if (text === undefined) return null;
  const match = /^(\d{1,4})\/(\d{1,4})$/.exec(text);
  const [index, of] = [Number(match?.[1]), Number(match?.[2])];
  if (match && index >= 1 && index <= of) return { index, of };
  throw wrong('shard', { rule: 'must be I/N with I from 1 to N', text, hint: '--shard 1/2' });
}

function wrong(name: string, { rule, text, hint }: { rule: string; text: string; hint: string }): UsageError {
  const shown = printable(text, { max: 60 });
  return new UsageError('E_USAGE', `Cannot read the command line: --${name} ${rule}: current value is ${shown}`, {
    hints: [hint],
  });
}
