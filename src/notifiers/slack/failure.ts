// What went wrong at Slack, in words: whether trying again helps, when, and what the reader can do.
// Error names: https://docs.slack.dev/reference/methods/chat.postMessage#errors

import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api';
import { printable } from '../../domain/text.ts';
import { BusybodyError, errorText } from '../../platform/errors.ts';
import { isUnreached, transportText } from '../../platform/fetch.ts';
import type { DeliveryResult } from '../contract.ts';
import type { SlackConfig } from './config.ts';

export type Failure = Extract<DeliveryResult, { delivered: false }>;

/** Slack's name of the error, such as `channel_not_found`; null where the failure is none of Slack's own. */
export function slackErrorName(error: unknown): string | null {
  if (!(error instanceof WebAPIPlatformError)) return null;
  const name: unknown = error.data.error;
  return typeof name === 'string' && /^[a-z0-9_:.-]{1,80}$/i.test(name) ? name : null;
}

/** The blocks or the metadata were refused, while plain text may still pass. */
export function isShapeRefused(error: unknown): boolean {
  const name = slackErrorName(error);
  return (
    name !== null && /^(?:msg_too_long|invalid_arguments?|.*blocks?.*|.*metadata.*)$/.test(name) && name !== 'blocked'
  );
}

/** The call did not go through: worth a second try at once, as an answer of Slack's is not. */
export function isTransport(error: unknown): boolean {
  if (error instanceof WebAPIHTTPError) return error.statusCode >= 500 || error.statusCode === 408;
  if (error instanceof WebAPIPlatformError || isRateLimit(error)) return false;
  const inner = error instanceof WebAPIRequestError ? error.original : error;
  return !(inner instanceof BusybodyError) || inner.retryable;
}

/** Slack's own words for "some of it may have happened". */
const HALF_DONE = new Set(['fatal_error', 'internal_error', 'service_unavailable', 'request_timeout']);

/** Nothing says that the call was not carried out: what it posts may be there. */
export function isUnanswered(error: unknown): boolean {
  if (error instanceof WebAPIPlatformError) return HALF_DONE.has(slackErrorName(error) ?? 'fatal_error');
  return isTransport(error) && !(error instanceof WebAPIRequestError && isUnreached(error.original));
}

/** The client knows a 429 without `Retry-After` by its text only. */
function isRateLimit(error: unknown): boolean {
  return error instanceof WebAPIRateLimitedError || errorText(error).startsWith('Retry header did not contain');
}

const RETRYABLE = new Set([
  'ratelimited',
  'rate_limited',
  'message_limit_exceeded',
  'fatal_error',
  'internal_error',
  'service_unavailable',
  'request_timeout',
  'team_added_to_org',
  'org_login_required',
]);

/** Failure of a call as a delivery result. `doing` names it: `send alert to Slack`. */
export function slackFailure(error: unknown, options: { config: SlackConfig; doing: string }): Failure {
  const { config, doing } = options;
  const fail = (
    cause: string,
    rest: { retryable: boolean; retryAfterMs?: number | null; hints?: string[] },
  ): Failure => ({
    delivered: false,
    retryable: rest.retryable,
    retryAfterMs: rest.retryAfterMs ?? null,
    error: `Cannot ${doing}: ${printable(cause.replaceAll(config.api_token, '***'), { max: 300 })}`,
    hints: rest.hints ?? [],
  });
  const reach = [`look whether ${shownUrl(config.api_url)} can be reached from here (notifiers.slack.api_url)`];
  if (error instanceof WebAPIRateLimitedError) {
    const waitMs = Math.max(0, error.retryAfter) * 1000;
    return fail(`Slack asks to wait ${error.retryAfter} s`, { retryable: true, retryAfterMs: waitMs });
  }
  if (error instanceof WebAPIHTTPError) {
    const retryable = error.statusCode >= 500 || [408, 425, 429].includes(error.statusCode);
    return fail(`HTTP status ${error.statusCode}`, { retryable, retryAfterMs: waitOf(error), hints: reach });
  }
  if (error instanceof WebAPIRequestError) {
    const { original } = error;
    if (!(original instanceof BusybodyError))
      return fail(transportText(original, new URL(config.api_url)), { retryable: true, hints: reach });
    const hints = [...reach, ...original.hints];
    return fail(original.message.replace(/^Cannot /, 'cannot '), { retryable: original.retryable, hints });
  }
  if (error instanceof WebAPIPlatformError) {
    const name = slackErrorName(error);
    if (name === null) return fail('the answer is not one of Slack', { retryable: true, hints: reach });
    const retryable = RETRYABLE.has(name);
    const waitS = retryable ? error.data.response_metadata?.retryAfter : undefined;
    const retryAfterMs = waitS === undefined ? null : Math.max(0, waitS) * 1000;
    return fail(`Slack says ${name}`, { retryable, retryAfterMs, hints: hintsFor(error, config) });
  }
  return fail(errorText(error), { retryable: true, hints: reach });
}

/** Without the name and password a gateway's URL may hold. */
function shownUrl(apiUrl: string): string {
  const { origin, pathname } = new URL(apiUrl);
  return printable(`${origin}${pathname}`, { max: 120 });
}

function waitOf(error: WebAPIHTTPError): number | null {
  const seconds = Number.parseInt(error.headers['retry-after'] ?? '', 10);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : null;
}

const NEW_TOKEN =
  'set notifiers.slack.api_token to a bot token (xoxb-…) from https://api.slack.com/apps, OAuth & Permissions';

function hintsFor(error: WebAPIPlatformError, config: SlackConfig): string[] {
  const channel = printable(config.channel, { max: 80 });
  switch (slackErrorName(error)) {
    case 'channel_not_found':
      return [
        `set notifiers.slack.channel to the channel's id (at the end of its About tab in Slack): now it is ${channel}`,
        'a private channel is found only by its members: type /invite @busybody there',
      ];
    case 'not_in_channel':
      return [`type /invite @busybody in ${channel}, or add the scope chat:write.public to the app`];
    case 'is_archived':
      return [`unarchive ${channel} in Slack, or set notifiers.slack.channel to another channel`];
    case 'missing_scope':
      return [`add the scope ${neededScope(error)} to the app under OAuth & Permissions and install it again`];
    case 'restricted_action':
    case 'restricted_action_read_only_channel':
      return [`allow the app to post in ${channel}, or set notifiers.slack.channel to another channel`];
    case 'not_authed':
    case 'invalid_auth':
    case 'account_inactive':
    case 'token_revoked':
    case 'token_expired':
    case 'not_allowed_token_type':
      return [NEW_TOKEN];
    default:
      return [];
  }
}

function neededScope(error: WebAPIPlatformError): string {
  const needed: unknown = 'needed' in error.data ? error.data.needed : null;
  return typeof needed === 'string' && /^[a-z:._, ]{1,200}$/.test(needed) ? needed : 'chat:write';
}
