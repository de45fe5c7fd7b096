// What every source must do. A source lists sign-ins since a cursor and checks its own access; it stores nothing.

import type { SignIn } from '../domain/sign-in.ts';
import type { Clock } from '../platform/clock.ts';

/** One page chain in pieces: each batch may be stored at once (ids make that harmless), the cursor only with the batch that carries it. */
export interface SourceBatch {
  readonly signIns: readonly SignIn[];
  /** Where to resume once this batch and all before it are stored; null while the chain goes on. */
  readonly cursor: string | null;
  /** Records received that could not become a sign-in, with the reason; they are counted and shown, never silent. */
  readonly refused: readonly { readonly reason: string; readonly raw: string }[];
  /** For the progress line: how far this listing is, 0..1; null where the API gives no total. */
  readonly done: number | null;
}

export interface CheckLine {
  readonly ok: boolean;
  readonly text: string;
  readonly hints: readonly string[];
}

export interface ListOptions {
  /** As last returned in a batch; null on the first run, which reads the whole history the API gives. */
  readonly cursor: string | null;
  readonly signal?: AbortSignal;
}

export interface Source {
  /** The key under `pollers`. */
  readonly name: string;
  /** @throws BusybodyError naming what failed, with a hint; batches already yielded stay valid. */
  list(options: ListOptions): AsyncIterable<SourceBatch>;
  /** Tries token and scopes; one line each. */
  check(): Promise<readonly CheckLine[]>;
}

/** What a source gets from outside. */
export interface SourceContext {
  readonly clock: Clock;
  /** `sleep` between calls, replaceable in tests. */
  readonly sleep: (ms: number) => Promise<void>;
  readonly random: () => number;
  /** Milliseconds one listing may take before it ends cleanly with its cursor kept. */
  readonly budgetMs: number;
  /** Milliseconds one call may take, until its last byte; 20 s if absent. */
  readonly callTimeoutMs?: number;
}
