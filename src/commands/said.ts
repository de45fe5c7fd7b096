// Who says something, and in what words: names and notes that are kept with verdicts and allowances.

import { printable } from '../domain/text.ts';
import { UsageError } from '../platform/errors.ts';
import type { Context } from './context.ts';

/** Longest names, and longest reasons and notes: more is a file that slipped in. */
const LONGEST = { by: 200, reason: 2000, note: 2000 } as const;

/** `--by`, else who is at the keyboard. @throws UsageError E_USAGE where it is too long. */
export function saidBy(context: Context): string | null {
  const { env } = context;
  return wordsFlag(context, 'by') ?? (env.SUDO_USER || env.USER || null);
}

/** A flag with words to keep; undefined where it is not given. @throws UsageError E_USAGE where it is too long. */
export function wordsFlag({ flags }: Context, name: keyof typeof LONGEST): string | undefined {
  const text = flags.value(name);
  const most = LONGEST[name];
  if (text === undefined || text.length <= most) return text;
  throw new UsageError(
    'E_USAGE',
    `Cannot read the command line: --${name} may have up to ${most.toLocaleString('en-US')} characters: current value has ${text.length.toLocaleString('en-US')} and begins ${printable(text, { max: 40 })}`,
    { hints: [`--${name} 'a sentence'`] },
  );
}
