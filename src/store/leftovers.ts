// Copies that a killed backup left behind. Gone are only those of a process that is no more and that nobody touched for half a
// day: on a shared disk another machine may be at work, and its processes cannot be asked.

import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { errorCode } from '../platform/files.ts';

const UNTOUCHED_MS = 12 * 60 * 60_000;

export interface Leftovers {
  /** Matches whole names; its first group is the process ID of who made it. */
  readonly shape: RegExp;
  readonly nowMs: number;
}

/** Removes what it may and is silent about the rest: a backup does not fail because of an older one. */
export function removeLeftovers(directory: string, { shape, nowMs }: Leftovers): void {
  for (const name of readdirSync(directory)) {
    const pid = Number(shape.exec(name)?.[1]);
    if (!Number.isSafeInteger(pid) || pid <= 0 || isAlive(pid)) continue;
    const path = join(directory, name);
    try {
      if (nowMs - touchedMs(path) >= UNTOUCHED_MS) rmSync(path, { recursive: true, force: true });
    } catch {
      // Another's, or gone meanwhile.
    }
  }
}

/** Of a directory, what is in it counts too: a long log changes in place. */
function touchedMs(path: string): number {
  const stats = statSync(path);
  if (!stats.isDirectory()) return stats.mtimeMs;
  return Math.max(stats.mtimeMs, ...readdirSync(path).map((name) => statSync(join(path, name)).mtimeMs));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) !== 'ESRCH';
  }
}
