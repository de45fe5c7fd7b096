// Memory: asks the runtime to give back what is no longer used, so that a long run stays small.

/** A full collection now; some ten milliseconds. Between large pieces of work only. */
export function collectGarbage(): void {
  Bun.gc(true);
}
