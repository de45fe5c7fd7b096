// The log as the flags want it: how much, and where.

import { printable } from '../domain/text.ts';
import { logLevel, setUpLog } from '../platform/log.ts';
import type { Context } from './context.ts';

/** Starts the log as the flags say. @throws BusybodyError E_LOG_FILE */
export function openLog({ flags, stderr }: Pick<Context, 'flags' | 'stderr'>): Disposable {
  const file = flags.value('log-file');
  return setUpLog({
    level: logLevel({ verbose: flags.count('verbose'), quiet: flags.has('quiet') }),
    escape: printable,
    terminal: stderr,
    ...(file === undefined ? {} : { file }),
  });
}
