// What every command gets from start.ts: its words and flags, the world around it, and the ways to speak.

import type { Clock } from '../platform/clock.ts';
import type { Surroundings } from '../platform/env.ts';
import type { Random } from '../platform/random.ts';
import type { Flags } from './arguments.ts';

export interface Context extends Surroundings {
  readonly words: readonly string[];
  readonly flags: Flags;
  /** The program as it can be started again, for unit files. */
  readonly executable: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly sleep: (ms: number) => Promise<void>;
  /** Data, to standard output, whole lines (or bytes of a file). */
  readonly out: (data: string | Uint8Array) => void;
  /** A line for the person at the terminal, to standard error; silent with -q. */
  readonly note: (line: string) => void;
  /** A line of something that failed, to standard error, also with -q. */
  readonly warn: (line: string) => void;
  /** A line of what was done: for the person who named the command or watches a run, else for the log. */
  readonly done: (line: string) => void;
  /** Prints and logs an error as the last one is; the command goes on and returns 1 in the end. */
  readonly report: (error: unknown) => void;
  /** Runs work that a first Ctrl-C or SIGTERM asks to end early and cleanly; the second one ends the program at once. */
  readonly cancellable: <T>(work: (signal: AbortSignal) => Promise<T>) => Promise<T>;
}

/** A command: returns its exit code. */
export type Execute = (context: Context) => Promise<number>;
