// Where the next listing of Google's login log begins. A cursor that cannot be read counts as none: the whole history is
// read again, which costs time and doubles nothing.

import { z } from 'zod';

const timeMs = z.number().nonnegative();

const schema = z.object({
  v: z.literal(1),
  /** Newest event time of a chain of pages that was read to its end; null where there was none yet. */
  watermarkMs: timeMs.nullable(),
  /** When the last days were last read again, and when the last hours were. */
  deepAtMs: timeMs,
  halfDayAtMs: timeMs.default(0),
  /** A chain that ran out of time: the older part of its window is still to be read. */
  resume: z.object({ startMs: timeMs, endMs: timeMs, newestMs: timeMs.nullable(), beganMs: timeMs }).optional(),
});

export type GsuiteCursor = z.infer<typeof schema>;

export function readGsuiteCursor(text: string | null): GsuiteCursor | null {
  if (text === null) return null;
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

export function writeGsuiteCursor(cursor: GsuiteCursor): string {
  return JSON.stringify(cursor);
}
