// Where things live by default: config files and the store. Pure but for the question whether a directory can be written.

import { join } from 'node:path';
import type { Env } from './env.ts';
import { isWritableDirectory } from './files.ts';

const SYSTEM_STATE = '/var/lib/busybody';
const STORE_NAME = 'busybody.db';

/** `~` and `~/…` become the home directory; anything else stays. */
export function expandHome(path: string, home: string): string {
  if (path === '~') return home;
  return path.startsWith('~/') ? join(home, path.slice(2)) : path;
}

/** Config files in search order, after `--config`. */
export function configCandidates({ home, cwd }: { home: string; cwd: string }): readonly string[] {
  return [join(home, '.config', 'busybody', 'config.yml'), join(cwd, 'config.yml')];
}

export interface StoreSurroundings {
  readonly env: Env;
  readonly home: string;
  readonly isRoot: boolean;
  /** Default: asks the file system. */
  readonly isWritableDirectory?: (path: string) => boolean;
}

/**
 * The store's default file: systemd's state directory; /var/lib/busybody for root or where it can be written;
 * else below the user's own data directory.
 */
export function defaultStorePath(options: StoreSurroundings): string {
  const { env, home, isRoot, isWritableDirectory: canWrite = isWritableDirectory } = options;
  // systemd lists several directories separated by colons.
  const state = env.STATE_DIRECTORY?.split(':')[0];
  if (state) return join(state, STORE_NAME);
  if (isRoot || canWrite(SYSTEM_STATE)) return join(SYSTEM_STATE, STORE_NAME);
  const data = env.XDG_DATA_HOME;
  return join(data?.startsWith('/') ? data : join(home, '.local', 'share'), 'busybody', STORE_NAME);
}
