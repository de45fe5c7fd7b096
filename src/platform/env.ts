// What surrounds the process: environment, directories, terminals, colours. The only place that asks for them.

import { homedir } from 'node:os';

export type Env = Readonly<Record<string, string | undefined>>;

export interface Surroundings {
  readonly env: Env;
  readonly home: string;
  readonly cwd: string;
  readonly isRoot: boolean;
  readonly stdout: Stream;
  readonly stderr: Stream;
}

export interface Stream {
  readonly isTerminal: boolean;
  /** Colour may be used: a terminal, and NO_COLOR unset. */
  readonly color: boolean;
  /** Width in columns; 80 where it is no terminal. */
  readonly columns: number;
}

/** A snapshot; HOME decides the home directory where it is set. */
export function surroundings(): Surroundings {
  const env = { ...process.env };
  return {
    env,
    home: env.HOME || homedir(),
    cwd: process.cwd(),
    isRoot: process.getuid?.() === 0,
    stdout: describeStream(process.stdout, env),
    stderr: describeStream(process.stderr, env),
  };
}

/** As https://no-color.org has it: any value but the empty one switches colour off; so does TERM=dumb. */
export function describeStream(stream: { isTTY?: boolean; columns?: number }, env: Env): Stream {
  const isTerminal = stream.isTTY === true;
  const plain = (env.NO_COLOR ?? '') !== '' || env.TERM === 'dumb';
  return { isTerminal, color: isTerminal && !plain, columns: isTerminal && stream.columns ? stream.columns : 80 };
}
