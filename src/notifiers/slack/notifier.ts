// Alerts as messages in a Slack channel, through chat.postMessage; one message each.
// Slack knows no idempotency key: the key travels as metadata, the returned `ts` is kept by the outbox, and where an answer
// was lost the channel is asked for the key before anything is posted again (posted.ts).

import { LogLevel, WebClient } from '@slack/web-api';
import pRetry from 'p-retry';
import type { Message } from '../../domain/alert.ts';
import { printable } from '../../domain/text.ts';
import { limitedFetch } from '../../platform/fetch.ts';
import { secondsToWait } from '../../platform/http.ts';
import { logger } from '../../platform/log.ts';
import type { DeliveryResult, Doubt, Notifier, NotifierContext, NotifierDefinition } from '../contract.ts';
import { channelArgument, isChannelId, type SlackConfig, slackConfigSchema } from './config.ts';
import { isShapeRefused, isTransport, isUnanswered, slackErrorName, slackFailure } from './failure.ts';
import { SLACK_LIMITS, slackMessage, slackText } from './message.ts';
import { EVENT_TYPE, findPosted } from './posted.ts';

export const slackNotifier = {
  name: 'slack',
  description: 'posts alerts to a Slack channel',
  configSchema: slackConfigSchema,
  create: createSlackNotifier,
} as const satisfies NotifierDefinition<SlackConfig>;

const TIMEOUT_MS = 15_000;
const RETRY = { retries: 2, minTimeoutMs: 500 };
/** An answer has a few kilobytes, a page of history some hundreds. */
const MAX_BYTES = 8 * 1024 * 1024;
/** So many attempts in doubt, over half an hour: then rather twice than never. */
const MOST_DOUBTS = 3;

/** What keeps Slack from making anything of our text but text. */
const AS_TEXT = { parse: 'none', link_names: false, mrkdwn: false, unfurl_links: false, unfurl_media: false } as const;

/** `sinceMs` is null where the attempt was made moments ago. */
interface Uncertain {
  readonly sinceMs: number | null;
  readonly attempts: number;
}

function createSlackNotifier(config: SlackConfig, context: NotifierContext): Notifier {
  const client = slackClient(config, context);
  const channel = channelArgument(config.channel);
  const { retries, minTimeoutMs } = context.retry ?? RETRY;
  const post = async (message: Message, key: string): Promise<DeliveryResult> => {
    const metadata = { event_type: EVENT_TYPE, event_payload: { key: key.toWellFormed() } };
    try {
      return sent(await client.chat.postMessage({ channel, ...slackMessage(message), ...AS_TEXT, metadata }));
    } catch (error) {
      if (!isShapeRefused(error)) throw error;
      // Better a plain message than none: the text carries everything and obeys the oldest limits.
      return sent(await client.chat.postMessage({ channel, text: slackText(message, SLACK_LIMITS.text), ...AS_TEXT }));
    }
  };
  const posted = async (key: string, { sinceMs, attempts }: Uncertain): Promise<DeliveryResult | null> => {
    try {
      const reference = await findPosted(client, { channel, key: key.toWellFormed(), sinceMs });
      return reference === null ? null : { delivered: true, reference };
    } catch (error) {
      const { retryable } = slackFailure(error, { config, doing: 'look for an earlier post' });
      if (retryable && attempts < MOST_DOUBTS) throw error;
      logger('notify').debug('slack: cannot look for an earlier post: {error}', { error });
      return null;
    }
  };
  /** Posts, and posts again where that may help, but never what may be there before having looked. */
  const deliver = async (message: Message, { key, given }: { key: string; given: Doubt | null }) => {
    let doubt: Uncertain | null = given;
    try {
      return await pRetry(
        async () => {
          const earlier = doubt === null ? null : await posted(key, doubt);
          return earlier ?? (await post(message, key));
        },
        {
          retries,
          minTimeout: minTimeoutMs,
          maxTimeout: 4 * minTimeoutMs,
          randomize: true,
          shouldRetry: ({ error }) => {
            if (isUnanswered(error)) doubt ??= { sinceMs: null, attempts: 0 };
            return isTransport(error);
          },
        },
      );
    } catch (error) {
      const failure = slackFailure(error, { config, doing: 'send alert to Slack' });
      return doubt === null && !isUnanswered(error) ? failure : { ...failure, unanswered: true };
    }
  };
  return {
    name: 'slack',
    send: (message, { idempotencyKey, doubt = null }) => deliver(message, { key: idempotencyKey, given: doubt }),
    check: () => checkSlack(client, config),
  };
}

function sent(answer: { ts?: string }): DeliveryResult {
  return { delivered: true, reference: typeof answer.ts === 'string' ? answer.ts.slice(0, 64) : null };
}

function slackClient(config: SlackConfig, context: NotifierContext): WebClient {
  const timeoutMs = context.timeoutMs ?? TIMEOUT_MS;
  return new WebClient(config.api_token, {
    slackApiUrl: config.api_url,
    allowAbsoluteUrls: false,
    fetch: secondsToWait(limitedFetch({ timeoutMs, maxBytes: MAX_BYTES })),
    // Ours comes first: its error says more.
    timeout: timeoutMs + 2000,
    // The client would post again without looking whether it has posted already.
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    maxRequestConcurrency: 1,
    logger: SILENT,
  });
}

const nothing = (): void => {};

/** The client logs to the console by default, bodies and all; what matters comes back as a result here. */
const SILENT = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  setLevel: nothing,
  setName: nothing,
  getLevel: () => LogLevel.ERROR,
};

type CheckLines = Awaited<ReturnType<Notifier['check']>>;

async function checkSlack(client: WebClient, config: SlackConfig): Promise<CheckLines> {
  const failed = (error: unknown, doing: string) => {
    const failure = slackFailure(error, { config, doing });
    return { ok: false, text: `slack: ${failure.error}`, hints: failure.hints };
  };
  const lines: { ok: boolean; text: string; hints: readonly string[] }[] = [];
  try {
    const who = await client.auth.test();
    const name = printable(String(who.user ?? 'unknown'), { max: 60 });
    const team = printable(String(who.team ?? 'unknown'), { max: 60 });
    lines.push({ ok: true, text: `slack: token is good, ${name} in ${team}`, hints: [] });
    const scopes = who.response_metadata?.scopes;
    if (
      scopes !== undefined &&
      !scopes.some((scope) => scope === 'chat:write' || scope === 'chat:write:bot' || scope === 'bot')
    ) {
      const hints = ['add the scope chat:write to the app under OAuth & Permissions and install it again'];
      lines.push({ ok: false, text: 'slack: the token may not write messages: scope chat:write is missing', hints });
    }
    if (scopes !== undefined && !scopes.some((scope) => scope === 'channels:history' || scope === 'groups:history')) {
      const text = 'slack: where an answer is lost the message is posted again: the optional scope is missing';
      const scope = 'channels:history (groups:history for a private channel)';
      const hints = [`add the scope ${scope} to the app, so that busybody can look whether it was posted`];
      lines.push({ ok: true, text, hints });
    }
  } catch (error) {
    return [failed(error, 'use the Slack token')];
  }
  lines.push(await checkChannel(client, config, failed));
  return lines;
}

async function checkChannel(
  client: WebClient,
  config: SlackConfig,
  failed: (error: unknown, doing: string) => CheckLines[number],
): Promise<CheckLines[number]> {
  const shown = printable(config.channel, { max: 80 });
  const unchecked = { ok: true, text: `slack: channel ${shown} not looked up`, hints: [] };
  // Slack looks up conversations by id only; a name is first proved by the first message.
  if (!isChannelId(config.channel) || /^[UW]/.test(config.channel)) {
    return { ...unchecked, hints: [`write the channel's id instead of its name, so that it can be checked: ${shown}`] };
  }
  try {
    const { channel } = await client.conversations.info({ channel: config.channel });
    const name = printable(String(channel?.name ?? config.channel), { max: 80 });
    if (channel?.is_archived === true) {
      const hints = [`unarchive #${name} in Slack, or set notifiers.slack.channel to another channel`];
      return { ok: false, text: `slack: channel #${name} is archived`, hints };
    }
    return { ok: true, text: `slack: channel #${name} found`, hints: [] };
  } catch (error) {
    // Looking needs channels:read, posting does not: no failure.
    if (slackErrorName(error) === 'missing_scope') return unchecked;
    return failed(error, `find Slack channel ${shown}`);
  }
}
