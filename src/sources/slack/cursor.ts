// Where the next listing of Slack's access logs begins. A cursor that cannot be read counts as none: everything is read
// again, which costs time and doubles nothing.

import { z } from 'zod';

const seconds = z.number().int().nonnegative();

const schema = z.object({
  v: z.literal(1),
  /** Newest `date_last` seen by a scan that came to its end, epoch seconds. */
  watermark: seconds,
  /** When a scan of all pages last began. */
  deepAtMs: z.number().nonnegative(),
  /** A scan that ran out of time: where it goes on. */
  resume: z
    .object({
      startedMs: z.number().nonnegative(),
      before: seconds,
      page: z.number().int().positive(),
      newest: seconds,
    })
    .optional(),
});

export type SlackCursor = z.infer<typeof schema>;

export function readSlackCursor(text: string | null): SlackCursor | null {
  if (text === null) return null;
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

export function writeSlackCursor(cursor: SlackCursor): string {
  return JSON.stringify(cursor);
}
