// Loading config text in tests, with the real registries and a made-up machine.

import { type LoadOptions, parseConfig } from '../../src/config/load.ts';
import { NOTIFIERS } from '../../src/notifiers/registry.ts';
import { UsageError } from '../../src/platform/errors.ts';
import { SOURCES } from '../../src/sources/registry.ts';

export const MACHINE: LoadOptions = {
  home: '/home/ada',
  cwd: '/nowhere',
  env: {},
  isRoot: false,
  sources: SOURCES,
  notifiers: NOTIFIERS,
  isWritableDirectory: () => false,
};

export function load(text: string, options: Partial<LoadOptions> = {}) {
  return parseConfig(text, { ...MACHINE, file: 'config.yml', ...options });
}

/** The UsageError an action ends in. @throws where it succeeds, or fails in any other way. */
export function problem(act: () => unknown): UsageError {
  try {
    act();
  } catch (error) {
    if (error instanceof UsageError) return error;
    throw error;
  }
  throw new Error('this succeeds, but should not');
}

/** The message about a config that holds mistakes. */
export function refusal(text: string, options: Partial<LoadOptions> = {}): string {
  const { code, message } = problem(() => load(text, options));
  if (code !== 'E_CONFIG_INVALID') throw new Error(`not E_CONFIG_INVALID but ${code}: ${message}`);
  return message;
}
