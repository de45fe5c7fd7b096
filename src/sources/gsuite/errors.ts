// What Google's errors mean: which heal by waiting (also some under status 403, which Google's own client does not
// repeat), and what an administrator can do about the others. Delegation is where most set-ups fail.

import { BusybodyError, errorText } from '../../platform/errors.ts';
import { parseRetryAfter } from '../../platform/http.ts';
import { redact } from '../../platform/redact.ts';
import type { Verdict } from '../calls.ts';
import { isObject, textValue } from '../values.ts';

export const SCOPE = 'https://www.googleapis.com/auth/admin.reports.audit.readonly';

const RATE_REASONS = new Set(['rateLimitExceeded', 'userRateLimitExceeded', 'quotaExceeded', 'dailyLimitExceeded']);
const DELEGATION = `In https://admin.google.com → Security → API controls → Domain-wide delegation, give the client id of the service account the scope ${SCOPE}`;
const ADMIN =
  'Set pollers.gsuite.admin_email to a super administrator, or to an administrator with the privilege Reports';
const ENABLE =
  "Enable the Admin SDK API in the service account's project: https://console.cloud.google.com/apis/library/admin.googleapis.com";
const KEY = 'Make a new JSON key for the service account, and set pollers.gsuite.credential_file to it';
const CLOCK = "Set this machine's clock: timedatectl set-ntp true";

export interface Failure {
  readonly status: number | null;
  /** `unauthorized_client`, `accessNotConfigured`, … */
  readonly reason: string | null;
  readonly message: string;
  /** True where the token was refused, false where the API itself did. */
  readonly token: boolean;
  readonly retryAfter: string | null;
}

/** For {@link repeated}. `doing` completes "Cannot …". */
export function judgeGoogleError(error: unknown, { doing, nowMs }: { doing: string; nowMs: number }): Verdict {
  if (error instanceof BusybodyError) return error.retryable ? { retryAfterMs: null, error } : error;
  const inner = innerError(error);
  if (inner !== null) return inner.retryable ? { retryAfterMs: null, error: inner } : inner;
  const failure = failureOf(error);
  const what = [failure.status, failure.reason, failure.message]
    .filter((part) => part !== null && part !== '')
    .join(': ');
  const limited = failure.status === 429 || (failure.reason !== null && RATE_REASONS.has(failure.reason));
  const told = new BusybodyError(codeOf(failure, limited), `Cannot ${doing}: ${redact(what).slice(0, 400)}`, {
    retryable: limited || failure.status === null || failure.status >= 500 || failure.status === 408,
    hints: limited ? ['Nothing is lost: the next poll goes on'] : hintsOf(failure),
  });
  return told.retryable ? { retryAfterMs: parseRetryAfter(failure.retryAfter, nowMs), error: told } : told;
}

/** The API does not take the access token, whatever the reason. */
export function isTokenRefused(error: unknown): boolean {
  const { status, token } = failureOf(error);
  return status === 401 && !token;
}

/** Our own fetch's error, which the client wraps. */
function innerError(error: unknown): BusybodyError | null {
  for (let e = error, depth = 0; e instanceof Error && depth < 5; e = e.cause, depth++) {
    if (e instanceof BusybodyError) return e;
  }
  return null;
}

function codeOf({ token, status }: Failure, limited: boolean): string {
  if (limited) return 'E_GSUITE_RATE_LIMITED';
  if (status === null) return 'E_GSUITE_NETWORK';
  return token ? 'E_GSUITE_TOKEN' : status === 401 || status === 403 ? 'E_GSUITE_DENIED' : 'E_GSUITE_HTTP';
}

function hintsOf({ token, status, reason, message }: Failure): readonly string[] {
  if (token) {
    if (reason === 'unauthorized_client') return [DELEGATION, 'A new delegation may take some minutes to hold'];
    if (reason === 'invalid_grant' && /short-lived|timeframe|iat|exp\b/i.test(message)) return [CLOCK];
    if (reason === 'invalid_grant' && /signature/i.test(message)) return [KEY];
    if (reason === 'invalid_grant') return [ADMIN, CLOCK];
    if (reason === 'invalid_client' || reason === 'disabled_client') return [KEY];
    if (reason === 'access_denied' || reason === 'invalid_scope') return [DELEGATION];
    return ['Check pollers.gsuite.token_url in the config'];
  }
  if (reason === 'accessNotConfigured' || /has not been used in project|SERVICE_DISABLED/.test(message))
    return [ENABLE];
  if (reason === 'insufficientPermissions' || /insufficient.*scope/i.test(message)) return [DELEGATION];
  if (status === 401 || status === 403) return [ADMIN, DELEGATION];
  if (status === 404) return ['Check pollers.gsuite.api_url in the config'];
  if (status === null) return ['Check DNS, firewall and HTTPS_PROXY on this machine'];
  return status >= 500 ? ['See https://www.google.com/appsstatus'] : [];
}

/** Reads what gaxios throws; also answers that are not Google's. */
export function failureOf(error: unknown): Failure {
  const response = isObject(error) && isObject(error.response) ? error.response : null;
  const status = typeof response?.status === 'number' ? response.status : null;
  const headers = response?.headers instanceof Headers ? response.headers : null;
  const retryAfter = headers?.get('retry-after') ?? null;
  const data = isObject(response?.data) ? response.data : null;
  // The token endpoint answers {error: "code", error_description}, the API {error: {code, message, errors: [{reason}]}}.
  if (data !== null && typeof data.error === 'string') {
    const message = textValue(data.error_description) ?? '';
    return { status, reason: data.error, message, token: true, retryAfter };
  }
  const inner = data !== null && isObject(data.error) ? data.error : null;
  const first: unknown = Array.isArray(inner?.errors) ? inner.errors[0] : null;
  const reason = isObject(first) ? textValue(first.reason) : null;
  const message = textValue(inner?.message) ?? (status === null ? errorText(error) : 'the answer is not Google’s');
  return { status, reason, message, token: false, retryAfter };
}
