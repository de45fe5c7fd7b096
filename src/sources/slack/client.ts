// Slack's Web API through its own client, with what that lacks for a timer: a time limit, no half hour of retries, no
// log lines of its own, no waiting beyond the budget. Answers are `unknown` until looked at.

import { type Logger, LogLevel, WebClient } from '@slack/web-api';
import { limitedFetch } from '../../platform/fetch.ts';
import { secondsToWait } from '../../platform/http.ts';
import { registerSecret } from '../../platform/redact.ts';
import { CALL_TIMEOUT_MS, repeated } from '../calls.ts';
import type { SourceContext } from '../contract.ts';
import type { JsonObject } from '../values.ts';
import type { SlackConfig } from './config.ts';
import { judgeSlackError } from './errors.ts';

export interface SlackCall {
  readonly method: string;
  readonly args?: Readonly<Record<string, string | number | undefined>>;
  /** Completes "Cannot …". */
  readonly doing: string;
  readonly deadlineMs: number;
  readonly signal?: AbortSignal;
}

export type SlackClient = (call: SlackCall) => Promise<JsonObject>;

export function createSlackClient(config: SlackConfig, context: SourceContext): SlackClient {
  registerSecret(config.api_token);
  const timeoutMs = context.callTimeoutMs ?? CALL_TIMEOUT_MS;
  const client = new WebClient(config.api_token, {
    slackApiUrl: config.api_url,
    fetch: secondsToWait(limitedFetch({ timeoutMs }), context.clock),
    // Ours comes first: its error says more.
    timeout: timeoutMs + 2000,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: silentLogger,
    teamId: config.team_id,
  });
  return ({ method, args, doing, deadlineMs, signal }) =>
    repeated(async () => ({ ...(await client.apiCall(method, { ...args })) }), {
      context,
      deadlineMs,
      signal,
      judge: (error) => judgeSlackError(error, doing),
    });
}

/** The client's own logger writes to the terminal. */
const silentLogger: Logger = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  setLevel: () => {},
  getLevel: () => LogLevel.ERROR,
  setName: () => {},
};
