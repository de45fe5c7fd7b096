// Keeps two runs from changing one store at a time: both would judge the same sign-ins and send the same alerts.
// The lock lies beside the store. Commands that only look never need it.

import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { printable } from '../domain/text.ts';
import { formatIso } from '../domain/time.ts';
import { BusybodyError } from '../platform/errors.ts';
import { quote } from '../platform/files.ts';
import { type LockHolder, type LockPart, type LockResult, takeLock } from '../platform/lock.ts';
import type { Store } from '../store/contract.ts';
import type { Context } from './context.ts';

const WAIT_MS = 10_000;

export interface RunLockRequest {
  readonly store: Pick<Store, 'kind' | 'path'>;
  /** Only this part of the users; all of them if absent. */
  readonly part?: LockPart | null;
}

type Around = Pick<Context, 'clock' | 'sleep' | 'stderr' | 'note'>;

/** Waits a little for another run to end. @throws BusybodyError E_BUSY_RUN naming the process that goes on. */
export async function lockRun(context: Around, request: RunLockRequest): Promise<Disposable> {
  const result = await take(context, request, WAIT_MS);
  if ('lock' in result) return result.lock;
  const { holder } = result;
  const hints = ['Let it end, then try again'];
  if (holder.host !== null) hints.push(`rm ${quote(holder.file)} if nothing runs there any more`);
  else if (holder.pid > 0) hints.unshift(`ps -p ${holder.pid}`);
  throw new BusybodyError('E_BUSY_RUN', `Cannot begin: another busybody is at work on this store: ${who(holder)}`, {
    hints,
    retryable: true,
  });
}

/** The lock, or who has it; waits for nobody. */
export function tryLockRun(context: Around, request: RunLockRequest): Promise<LockResult> {
  return take(context, request, 0);
}

/** `pid 4711, since 2026-03-01T09:12:00.000Z`. */
export function who({ pid, sinceMs, host }: LockHolder): string {
  const name = pid > 0 ? `pid ${pid}` : 'a process that has just begun';
  return `${name}${host === null ? '' : ` on ${printable(host, { max: 60 })}`}, since ${formatIso(sinceMs)}`;
}

function take({ clock, sleep, stderr, note }: Around, { store, part }: RunLockRequest, waitMs: number) {
  return takeLock(lockFile(store), {
    part,
    waitMs,
    clock,
    sleep,
    onWait: (holder) => {
      if (waitMs > 0 && stderr.isTerminal) note(`Waiting for another busybody to end: ${who(holder)}`);
    },
  });
}

/** One file, by whatever name the store is opened. */
function lockFile({ kind, path }: Pick<Store, 'kind' | 'path'>): string {
  const real = realpathSync(path);
  return kind === 'sqlite' ? `${real}.lock` : join(real, 'busybody.lock');
}
