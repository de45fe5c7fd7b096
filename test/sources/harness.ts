// What the tests of sources share: a clock that sleeping moves, and a stand-in for what the pipeline does with batches.

import type { SignIn } from '../../src/domain/sign-in.ts';
import { seededRandom } from '../../src/platform/random.ts';
import type { ListOptions, Source, SourceBatch, SourceContext } from '../../src/sources/contract.ts';

export const NOW_MS = Date.UTC(2026, 2, 10, 12);
export const NOW_S = NOW_MS / 1000;

export interface FakeTime {
  nowMs: number;
  readonly sleeps: number[];
  readonly context: SourceContext;
}

export function fakeTime(options: { budgetMs?: number; nowMs?: number } = {}): FakeTime {
  const time = { nowMs: options.nowMs ?? NOW_MS, sleeps: [] as number[] };
  const context: SourceContext = {
    clock: () => time.nowMs,
    sleep: async (ms) => {
      time.sleeps.push(ms);
      time.nowMs += ms;
    },
    random: seededRandom(1),
    budgetMs: options.budgetMs ?? 600_000,
  };
  return Object.assign(time, { context });
}

/** Keeps what a store keeps: each (source, id) once, first come; the cursor with its batch. */
export interface Kept {
  readonly signIns: Map<string, SignIn>;
  cursor: string | null;
  readonly refused: SourceBatch['refused'][number][];
  batches: number;
  /** Sign-ins of the last listing that were new. */
  fresh: SignIn[];
}

export function emptyKept(): Kept {
  return { signIns: new Map(), cursor: null, refused: [], batches: 0, fresh: [] };
}

/** One listing into `kept`. `stopAfter` batches the process is killed; an error is thrown after what came before it was kept. */
export async function poll(
  source: Source,
  kept: Kept,
  options: Omit<ListOptions, 'cursor'> & { stopAfter?: number } = {},
): Promise<Kept> {
  kept.batches = 0;
  kept.fresh = [];
  for await (const batch of source.list({ cursor: kept.cursor, signal: options.signal })) {
    for (const signIn of batch.signIns) {
      if (kept.signIns.has(signIn.id)) continue;
      kept.signIns.set(signIn.id, signIn);
      kept.fresh.push(signIn);
    }
    kept.refused.push(...batch.refused);
    if (batch.cursor !== null) kept.cursor = batch.cursor;
    kept.batches += 1;
    if (kept.batches === options.stopAfter) break;
  }
  return kept;
}

/** `user time` of every sign-in, sorted: what a person would compare. */
export function summary(signIns: Iterable<SignIn>): string[] {
  return [...signIns].map((s) => `${s.account} ${s.ip} ${s.userAgent} ${s.timeMs / 1000}`).sort();
}
