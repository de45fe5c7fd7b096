// The commented starter config, embedded, so that `busybody init` has it wherever the executable is.

import text from '../../config.example.yml' with { type: 'text' };

/** The text of config.example.yml: loads as it is, and shows every key. */
export function exampleConfig(): string {
  return text;
}
