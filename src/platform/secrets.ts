// Values written as `${NAME}` (environment) or `file:/path` (a file's trimmed content), made plain. What comes out of a
// secret key or a file is registered and masked in everything printed; messages name the variable or file, never the value.

import { isAbsolute, resolve } from 'node:path';
import type { Env } from './env.ts';
import { BusybodyError } from './errors.ts';
import { passedFile, quote, readableByOthers, readText } from './files.ts';
import { expandHome } from './paths.ts';
import { registerSecret } from './redact.ts';

const FILE_LIMIT = 64 * 1024;

/** `$${` is a plain `${`. */
const REFERENCE = /\$(\$\{)|\$\{([^}]*)\}/g;

export interface SecretOptions {
  /** What it is for, as the reader knows it: `pollers.slack.api_token`. */
  readonly key: string;
  readonly env: Env;
  readonly home: string;
  /** False for what everybody may read, such as a path: it is resolved, but not masked. */
  readonly secret: boolean;
  /** `file:` with a relative path starts here. */
  readonly directory: string;
  /** False where `file:` is no reference but plain text. Default true. */
  readonly files?: boolean;
  readonly readFile?: (path: string) => string;
  readonly isReadableByOthers?: (path: string) => boolean;
}

export interface Resolved {
  readonly value: string;
  /** True where the value came from the environment or a file. */
  readonly referenced: boolean;
  readonly warnings: readonly string[];
}

/** @throws BusybodyError E_SECRET naming key and variable or file where it is missing, empty or unreadable. */
export function resolveSecret(text: string, options: SecretOptions): Resolved {
  const expanded = text.replace(
    REFERENCE,
    (whole: string, plain: string | undefined, name: string | undefined) =>
      plain ?? fromEnvironment(name ?? whole, options),
  );
  const referenced = /(?<!\$)\$\{/.test(text);
  if (options.secret) {
    // Of `file:${CREDENTIALS_DIRECTORY}/token` the content is secret, not the way to it.
    if (!expanded.startsWith('file:')) {
      for (const [, , name] of text.matchAll(REFERENCE)) registerSecret(options.env[name ?? ''] ?? '');
      registerSecret(expanded);
    }
  }
  if (options.files === false || !expanded.startsWith('file:')) return { value: expanded, referenced, warnings: [] };
  return fromFile(expanded.slice('file:'.length), options);
}

function fromEnvironment(name: string, { key, env }: SecretOptions): string {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
    throw new BusybodyError('E_SECRET', `Cannot resolve ${key}: no name of an environment variable stands in \${…}`, {
      hints: [`Write \${NAME}, or $\${ for a plain \${`],
    });
  }
  const value = Object.hasOwn(env, name) ? env[name] : undefined;
  if (value !== undefined && value !== '') return value;
  const why = value === undefined ? 'is not set' : 'is empty';
  throw new BusybodyError('E_SECRET', `Cannot resolve ${key}: environment variable ${name} ${why}`, {
    hints: [`export ${name}=…`, `In a systemd unit: EnvironmentFile=/etc/busybody/env with the line ${name}=…`],
  });
}

function fromFile(reference: string, options: SecretOptions): Resolved {
  const { key, env, home, directory, isReadableByOthers = readableByOthers } = options;
  const read = options.readFile ?? ((path: string) => readText(path, { what: key, maxBytes: FILE_LIMIT }));
  // Also the URL form: file:///run/credentials/token.
  const named = expandHome(reference.replace(/^\/\/(?=\/)/, ''), home);
  if (named === '') throw new BusybodyError('E_SECRET', `Cannot resolve ${key}: no path follows file:`);
  const path = isAbsolute(named) ? named : resolve(directory, named);
  const value = read(passedFile(path, env)).trim();
  if (value === '') throw new BusybodyError('E_SECRET', `Cannot resolve ${key}: the file is empty: ${path}`);
  registerSecret(value);
  const warnings = isReadableByOthers(path)
    ? [`${path} holds the secret ${key} and can be read by others; mend it with: chmod 600 ${quote(path)}`]
    : [];
  return { value, referenced: true, warnings };
}
