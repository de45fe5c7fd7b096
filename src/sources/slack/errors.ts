// What Slack's errors mean: which heal by waiting, and what an administrator can do about the others.
// https://docs.slack.dev/reference/methods/team.accessLogs lists most of them.

import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api';
import { BusybodyError, errorText } from '../../platform/errors.ts';
import { redact } from '../../platform/redact.ts';
import type { Verdict } from '../calls.ts';

const TRANSIENT = new Set([
  'fatal_error',
  'internal_error',
  'service_unavailable',
  'request_timeout',
  'ratelimited',
  'rate_limited',
  'team_added_to_org',
]);
/** Where the answer does not say how long to wait; Slack counts by the minute. */
const RATE_LIMIT_WAIT_MS = 30_000;

const NEW_TOKEN = 'Make a new user token (xoxp-…) at https://api.slack.com/apps → your app → OAuth & Permissions';
const SET_TOKEN = 'Then set pollers.slack.api_token in the config to it';

const HINTS: Readonly<Record<string, readonly string[]>> = {
  not_authed: ['Set pollers.slack.api_token in the config'],
  invalid_auth: [
    'Check pollers.slack.api_token: no quotes or blanks inside, of the right workspace',
    NEW_TOKEN,
    SET_TOKEN,
  ],
  token_revoked: [NEW_TOKEN, SET_TOKEN],
  token_expired: ['Turn token rotation off for the app, or make a new token', NEW_TOKEN, SET_TOKEN],
  account_inactive: [
    'The user of this token was deactivated: let an active administrator make one',
    NEW_TOKEN,
    SET_TOKEN,
  ],
  not_allowed_token_type: ['Access logs need a user token (xoxp-…), not a bot token (xoxb-…)', NEW_TOKEN, SET_TOKEN],
  paid_only: ['Access logs exist on paid Slack plans only: upgrade, or remove pollers.slack from the config'],
  access_denied: ['Let a workspace owner or administrator install the app: access logs are theirs alone'],
  not_allowed: ['Let a workspace owner or administrator install the app: access logs are theirs alone'],
  team_access_not_granted: ['Install the app in this workspace, or correct pollers.slack.team_id in the config'],
  missing_argument: ['Tokens of an organisation need pollers.slack.team_id in the config'],
  team_not_found: ['Correct pollers.slack.team_id in the config (T…)'],
  ekm_access_denied: ['Your organisation suspended access to this data: ask its Slack administrators'],
  enterprise_is_restricted: ['Use a token of the workspace, not of the organisation'],
  org_login_required: ['The workspace is being moved to an organisation: try again later'],
};

/** The code of an `ok:false` answer; null for every other failure. */
export function slackErrorCode(error: unknown): string | null {
  if (!(error instanceof WebAPIPlatformError)) return null;
  const code: unknown = error.data.error;
  return typeof code === 'string' && /^[a-z0-9_]{1,60}$/.test(code) ? code : null;
}

/** For {@link repeated}. `doing` completes "Cannot …". */
export function judgeSlackError(error: unknown, doing: string): Verdict {
  if (error instanceof BusybodyError && error.code.startsWith('E_SLACK')) return error;
  if (error instanceof WebAPIRateLimitedError) return rateLimited(doing, error.retryAfter * 1000);
  if (error instanceof WebAPIHTTPError) return judgeStatus(error, doing);
  if (error instanceof WebAPIPlatformError) return judgeAnswer(error, doing);
  return judgeTransport(error instanceof WebAPIRequestError ? error.original : error, doing);
}

function rateLimited(doing: string, retryAfterMs: number): Verdict {
  const error = new BusybodyError('E_SLACK_RATE_LIMITED', `Cannot ${doing}: Slack limits the rate of calls`, {
    retryable: true,
    hints: ['Nothing is lost: the next poll goes on. Poll every 15 minutes or less often'],
  });
  return { retryAfterMs: Math.max(0, retryAfterMs), error };
}

function judgeStatus({ statusCode }: WebAPIHTTPError, doing: string): Verdict {
  const error = new BusybodyError('E_SLACK_HTTP', `Cannot ${doing}: the server answered ${statusCode}`, {
    retryable: statusCode >= 500 || statusCode === 408,
    hints: statusCode >= 500 ? ['See https://slack-status.com'] : ['Check pollers.slack.api_url in the config'],
  });
  return error.retryable ? { retryAfterMs: null, error } : error;
}

function judgeAnswer(error: WebAPIPlatformError, doing: string): Verdict {
  const code = slackErrorCode(error);
  if (code === null) {
    const notJson = new BusybodyError('E_SLACK_ANSWER', `Cannot ${doing}: ${strangeAnswer(error.data.error)}`, {
      retryable: true,
      hints: ['Check pollers.slack.api_url in the config, and what proxies on the way answer'],
    });
    return { retryAfterMs: null, error: notJson };
  }
  if (code === 'ratelimited' || code === 'rate_limited') {
    const retryAfter = error.data.response_metadata?.retryAfter;
    return rateLimited(doing, retryAfter === undefined ? RATE_LIMIT_WAIT_MS : retryAfter * 1000);
  }
  const told = new BusybodyError('E_SLACK_API', `Cannot ${doing}: Slack answered ${code}${neededScope(error)}`, {
    retryable: TRANSIENT.has(code),
    hints: code === 'missing_scope' ? scopeHints(error) : (HINTS[code] ?? []),
  });
  return told.retryable ? { retryAfterMs: null, error: told } : told;
}

/** The client puts an answer that is no JSON in place of the error code. */
function strangeAnswer(given: unknown): string {
  if (given === undefined || given === null) return 'the answer says that it failed, without an error code';
  const text = typeof given === 'string' ? given : (JSON.stringify(given) ?? typeof given);
  return `the answer is not Slack's: ${JSON.stringify(redact(text.slice(0, 2000)).slice(0, 80))}`;
}

function scopeOf(error: WebAPIPlatformError): string | null {
  const needed = (error.data as { needed?: unknown }).needed;
  return typeof needed === 'string' && /^[\w:,. -]{1,100}$/.test(needed) ? needed : null;
}

function neededScope(error: WebAPIPlatformError): string {
  const scope = scopeOf(error);
  return scope === null ? '' : `: it needs ${scope}`;
}

function scopeHints(error: WebAPIPlatformError): readonly string[] {
  const scope = scopeOf(error) ?? 'admin, users:read and users:read.email';
  return [
    `Add ${scope} under "User Token Scopes" at https://api.slack.com/apps → your app → OAuth & Permissions, and reinstall the app`,
    SET_TOKEN,
  ];
}

function judgeTransport(original: unknown, doing: string): Verdict {
  const text = errorText(original).replace(/^Cannot /, 'cannot ');
  // The client gives up on a 429 whose Retry-After is no number of seconds, under this text only.
  if (text.startsWith('Retry header did not contain')) return rateLimited(doing, RATE_LIMIT_WAIT_MS);
  const inner = original instanceof BusybodyError ? original : null;
  const told = new BusybodyError('E_SLACK_NETWORK', `Cannot ${doing}: ${redact(text).slice(0, 300)}`, {
    retryable: inner?.retryable ?? true,
    hints: inner?.hints ?? ['Check pollers.slack.api_url, and DNS, firewall and HTTPS_PROXY on this machine'],
    cause: original,
  });
  return told.retryable ? { retryAfterMs: null, error: told } : told;
}
