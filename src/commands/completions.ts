// `busybody completions bash|zsh|fish`: prints the script for that shell.

import { nearest } from '../domain/near.ts';
import { printable } from '../domain/text.ts';
import { EXIT, UsageError } from '../platform/errors.ts';
import { SCRIPTS, type Shell } from './completions/scripts.ts';
import type { Context } from './context.ts';

const SHELLS = Object.keys(SCRIPTS) as Shell[];

export async function execute({ words, out }: Context): Promise<number> {
  const word = words[0]!;
  const shell = SHELLS.find((known) => known === word);
  if (shell === undefined) {
    const near = nearest(word, SHELLS);
    throw new UsageError('E_USAGE', `Cannot complete in that shell: ${printable(word, { max: 60 })}`, {
      hints: near ? [`busybody completions ${near}`] : SHELLS.map((name) => `busybody completions ${name}`),
    });
  }
  out(SCRIPTS[shell]);
  return EXIT.ok;
}
