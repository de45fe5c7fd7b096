// Polls sources into the store. Batches are stored as they come, the cursor with the batch that carries it, so a poll may
// be cut off anywhere: ids make a second reading harmless. One source that fails does not keep the others from being read.

import type { Clock } from '../platform/clock.ts';
import { logger } from '../platform/log.ts';
import type { Source } from '../sources/contract.ts';
import type { ResolveUser, Store } from '../store/contract.ts';

const log = logger('poll');

export interface PollProgress {
  readonly source: string;
  /** Sign-ins received so far from this source. */
  readonly fetched: number;
  /** How far its listing is, 0..1; null where it does not say. */
  readonly done: number | null;
}

export interface PollOptions {
  readonly store: Store;
  readonly sources: readonly Source[];
  readonly resolveUser: ResolveUser;
  readonly clock: Clock;
  /** Ends every listing after the batch at hand; what is stored stays. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: PollProgress) => void;
}

export interface PollResult {
  readonly source: string;
  readonly fetched: number;
  readonly added: number;
  readonly known: number;
  /** How many records could not become a sign-in, by reason. */
  readonly refused: ReadonlyMap<string, number>;
  /** What ended the listing early; null where it came to its end. */
  readonly error: unknown;
}

/** Results in the order of `sources`. Never throws for a source's failure, only for the store's. */
export async function pollSources(options: PollOptions): Promise<PollResult[]> {
  return Promise.all(options.sources.map((source) => pollSource(source, options)));
}

async function pollSource(source: Source, options: PollOptions): Promise<PollResult> {
  const { store, resolveUser, clock, signal, onProgress } = options;
  const count = { fetched: 0, added: 0, known: 0 };
  const refused = new Map<string, number>();
  let error: unknown = null;
  try {
    const listing = source.list({ cursor: store.cursor(source.name), ...(signal ? { signal } : {}) });
    for await (const batch of untilAborted(listing, signal)) {
      log.debug('{source}: storing a page of {count} sign-ins', { source: source.name, count: batch.signIns.length });
      const { added, known } = store.addSignIns(batch.signIns, {
        resolveUser,
        nowMs: clock(),
        ...(batch.cursor === null ? {} : { cursor: { source: source.name, value: batch.cursor } }),
      });
      const cursor = batch.cursor === null ? 'the cursor stays' : 'the cursor moves';
      log.debug('{source}: page stored, {added} new, {cursor}', { source: source.name, added, cursor });
      count.fetched += batch.signIns.length;
      count.added += added;
      count.known += known;
      for (const { reason } of batch.refused) refused.set(reason, (refused.get(reason) ?? 0) + 1);
      onProgress?.({ source: source.name, fetched: count.fetched, done: batch.done });
    }
  } catch (caught) {
    // A listing that was told to stop has not failed.
    if (!signal?.aborted) error = caught ?? new Error('unknown error');
  }
  return { source: source.name, ...count, refused, error };
}

/** Ends at once when told to, even where the source waits for a rate limit. What it would have yielded comes with the next poll. */
async function* untilAborted<T>(items: AsyncIterable<T>, signal: AbortSignal | undefined): AsyncGenerator<T> {
  if (!signal) return yield* items;
  const aborted = new Promise<null>((resolve) => {
    signal.addEventListener('abort', () => resolve(null), { once: true });
  });
  const iterator = items[Symbol.asyncIterator]();
  while (!signal.aborted) {
    const next = await Promise.race([iterator.next(), aborted]);
    if (next === null || next.done) return;
    yield next.value;
  }
}
