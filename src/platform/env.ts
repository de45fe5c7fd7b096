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

/** Make Bun's fetch and Google's client print every request, the token in its header included. */
const TELLTALES = ['BUN_CONFIG_VERBOSE_FETCH', 'GOOGLE_SDK_NODE_LOGGING', 'NODE_DEBUG', 'DEBUG'] as const;

/** Silences libraries that an environment variable, left over from somebody's debugging, makes print secrets. Before the first request. */
export function silenceLibraries(): void {
  // Emptied, not deleted: Bun goes on with what it read of a variable that is gone.
  for (const name of TELLTALES) if (process.env[name] !== undefined) process.env[name] = '';
}

/** Passwords that the environment's proxies (HTTP_PROXY, https_proxy, …) carry in their URLs. */
export function proxySecrets(env: Env): readonly string[] {
  return Object.entries(env)
    .filter(([name]) => /^(?:https?|all|ftp|no)_proxy$/i.test(name))
    .flatMap(([, value]) => urlSecrets(value ?? ''));
}

/** The password in a URL, as it stands there and as it is meant; none where there is none. */
export function urlSecrets(text: string): readonly string[] {
  // Userinfo is cut by hand: what a parser refuses may hold a password still.
  const [, name = '', password] =
    /^(?:[a-z][a-z0-9+.-]*:\/\/)?([^\s/?#:@]*)(?::([^\s/?#]*))?@/i.exec(text.trim()) ?? [];
  const secret = password ?? name;
  if (secret === '') return [];
  try {
    return [secret, decodeURIComponent(secret)];
  } catch {
    return [secret];
  }
}

/** As https://no-color.org has it: any value but the empty one switches colour off; so does TERM=dumb. */
export function describeStream(stream: { isTTY?: boolean; columns?: number }, env: Env): Stream {
  const isTerminal = stream.isTTY === true;
  const plain = (env.NO_COLOR ?? '') !== '' || env.TERM === 'dumb';
  return { isTerminal, color: isTerminal && !plain, columns: isTerminal && stream.columns ? stream.columns : 80 };
}
