// What came of each source or file that was read, told line by line; and the exit code that follows from it.

import { BusybodyError, EXIT, errorText, UsageError } from '../platform/errors.ts';
import { pollText } from '../view/poll.ts';
import type { Context } from './context.ts';

/** Of a source or a file. */
export interface ReadResult {
  readonly source: string;
  readonly added: number;
  readonly known: number;
  readonly refused: ReadonlyMap<string, number>;
  /** True where every refused record was told by itself already. */
  readonly listed?: boolean;
  readonly error: unknown;
}

export function tellResults({ stderr, warn, done }: Context, results: readonly ReadResult[]): number {
  let code: number = EXIT.ok;
  for (const { error, ...result } of results) {
    const bad = error !== null || result.refused.size > 0;
    if (bad) code = Math.max(code, error instanceof UsageError ? EXIT.usage : EXIT.failed);
    const hints = error instanceof BusybodyError ? error.hints : [];
    const text = pollText([{ ...result, error: error === null ? null : errorText(error), hints }], {
      colour: stderr.color,
    });
    for (const line of text.trimEnd().split('\n')) (bad ? warn : done)(line);
  }
  return code;
}
