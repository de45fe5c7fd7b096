// Looks whether a message was posted already, by the key in its metadata. Slack has no idempotency key: a call whose answer
// was lost may have posted, and the channel's own history is the only witness. It needs the channel's id and a scope that
// posting does not (channels:history, groups:history for private channels); without them nothing is known.
// https://docs.slack.dev/reference/methods/conversations.history

import type { WebClient } from '@slack/web-api';
import { HOUR_MS } from '../../domain/time.ts';
import { channelArgument, isChannelId } from './config.ts';

export const EVENT_TYPE = 'busybody_alert';

const PAGE_MESSAGES = 200;
const MOST_PAGES = 5;
/** Our clock and Slack's may differ. */
const CLOCK_SLACK_MS = HOUR_MS;

export interface PostedQuery {
  readonly channel: string;
  readonly key: string;
  /** No attempt was made before it, epoch milliseconds; null where the attempt is moments ago. */
  readonly sinceMs: number | null;
}

/**
 * Slack's `ts` of the message with this key; null where there is none, or none that can be seen.
 * @throws what the client throws, among it the missing scope.
 */
export async function findPosted(client: WebClient, { channel, key, sinceMs }: PostedQuery): Promise<string | null> {
  const id = channelArgument(channel);
  if (!isChannelId(id) || /^[UW]/.test(id)) return null;
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const answer = await client.conversations.history({
      channel: id,
      include_all_metadata: true,
      ...(sinceMs === null ? {} : { oldest: String(Math.max(0, Math.floor((sinceMs - CLOCK_SLACK_MS) / 1000))) }),
      limit: PAGE_MESSAGES,
      cursor,
    });
    for (const message of Array.isArray(answer.messages) ? answer.messages : []) {
      if (keyOf(message) === key && typeof message.ts === 'string') return message.ts.slice(0, 64);
    }
    const next = answer.response_metadata?.next_cursor;
    if (sinceMs === null || typeof next !== 'string' || next === '' || next === cursor) return null;
    cursor = next;
  }
  return null;
}

/** Of a message of anyone's making. */
function keyOf(message: unknown): unknown {
  const { metadata } = Object(message) as { metadata?: { event_type?: unknown; event_payload?: unknown } };
  if (metadata?.event_type !== EVENT_TYPE) return null;
  return (Object(metadata.event_payload) as { key?: unknown }).key;
}
