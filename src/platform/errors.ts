// The one error family: what could not be done, why, and what the reader can type to mend it.
// Only main.ts prints errors; everything else throws or returns them.

/** Process exit codes of the contract. */
export const EXIT = { ok: 0, failed: 1, usage: 2, alerts: 3 } as const;

export interface ErrorOptions {
  /** Lines to type or places to look, best first. */
  readonly hints?: readonly string[];
  readonly cause?: unknown;
  /** True where the same call may succeed later. */
  readonly retryable?: boolean;
}

/** An error a person reads. `code` is stable (`E_CONFIG_INVALID`); `message` has a capital first and no full stop. */
export class BusybodyError extends Error {
  override readonly name = 'BusybodyError';
  readonly code: string;
  readonly hints: readonly string[];
  readonly retryable: boolean;

  constructor(code: string, message: string, options: ErrorOptions = {}) {
    super(message, { cause: options.cause });
    this.code = code;
    this.hints = options.hints ?? [];
    this.retryable = options.retryable ?? false;
  }
}

/** A mistake in the command line or the config: exit code 2. */
export class UsageError extends BusybodyError {}

/** The plain text of anything thrown, without a stack. */
export function errorText(error: unknown): string {
  if (error instanceof Error) return error.message || error.name;
  return String(error);
}
