// Memory: asks the runtime to give back what is no longer used, so that a long run stays small.

import { edenGC, heapSize } from 'bun:jsc';

/** Bytes in use after the last full collection here. */
let kept = 0;
/** Growth worth a full collection: bytes. */
const GROWN = 5e6;

/** A full collection, some ten milliseconds, if memory in use has grown since the last one. Between large pieces of work only. */
export function collectGarbage(): void {
  if (heapSize() - kept < GROWN) return;
  Bun.gc(true);
  kept = heapSize();
}

/** Collects what was made and dropped since the last collection: a millisecond or two. Keeps the full ones rare and the peak low. */
export function collectRecentGarbage(): void {
  edenGC();
}
