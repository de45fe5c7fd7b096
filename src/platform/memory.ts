// Memory: asks the runtime to give back what is no longer used, so that a long run stays small.

import { edenGC } from 'bun:jsc';

/** A full collection now; some ten milliseconds, more with much in memory. Between large pieces of work only. */
export function collectGarbage(): void {
  Bun.gc(true);
}

/** Collects what was made and dropped since the last collection: a millisecond or two. Keeps the full ones rare and the peak low. */
export function collectRecentGarbage(): void {
  edenGC();
}
