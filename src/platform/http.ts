// Our own HTTP calls: base URL, retries with full jitter inside a time budget, Retry-After, errors without secrets.
// Built on the limited fetch; answers are read whole, so this is for API pages, not for downloads.

import pRetry from 'p-retry';
import { type Clock, type Sleep, systemClock, systemSleep } from './clock.ts';
import { BusybodyError, type ErrorOptions } from './errors.ts';
import { type Fetch, limitedFetch, networkError, place } from './fetch.ts';
import { type Random, systemRandom } from './random.ts';
import { redact, registerSecret } from './redact.ts';

export interface HttpOptions {
  /** Paths are resolved below it, with or without its trailing slash; it may carry a path of its own. */
  readonly baseUrl: string;
  /** Sent with every request. The value of `authorization` counts as a secret. */
  readonly headers?: Readonly<Record<string, string>>;
  /** One attempt, until the last byte; default 30 s. */
  readonly timeoutMs?: number;
  /** Default 32 MiB. */
  readonly maxBytes?: number;
  /** All attempts and the waits between them; default 120 s. A wait that would pass it is not begun. */
  readonly budgetMs?: number;
  /** Repetitions after the first attempt; default 5. */
  readonly retries?: number;
  readonly fetch?: Fetch;
  readonly clock?: Clock;
  readonly sleep?: Sleep;
  readonly random?: Random;
}

export interface HttpRequest {
  readonly method?: string;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** One of the two; sent with its content type. */
  readonly json?: unknown;
  readonly form?: Readonly<Record<string, string | number | undefined>>;
  /** True where doing it twice does no harm; default for all but POST and PATCH. Others are repeated only if refused (429, 503). */
  readonly repeatable?: boolean;
  readonly signal?: AbortSignal;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** @throws BusybodyError E_HTTP_JSON where the text is not JSON. */
  json(): unknown;
}

export interface Http {
  /** The answer of a 2xx status. @throws HttpError for other statuses, BusybodyError for the transport's failures. */
  request(path: string, request?: HttpRequest): Promise<HttpAnswer>;
}

/** An answer other than 2xx, after all repetitions that made sense. */
export class HttpError extends BusybodyError {
  readonly status: number;
  /** As the server asked; null where it did not. */
  readonly retryAfterMs: number | null;
  /** The answer's text, raw, for reading an API's own error codes. */
  readonly body: string;

  constructor(message: string, options: ErrorOptions & { status: number; retryAfterMs: number | null; body: string }) {
    super('E_HTTP_STATUS', message, options);
    this.status = options.status;
    this.retryAfterMs = options.retryAfterMs;
    this.body = options.body;
  }
}

const BUDGET_MS = 120_000;
const RETRIES = 5;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;
const TRANSIENT = new Set([408, 425, 429, 500, 502, 503, 504]);
/** The request was not carried out: safe to repeat whatever it does. */
const REFUSED = new Set([429, 503]);

/** A client for one API. */
export function createHttp(options: HttpOptions): Http {
  const base = baseUrl(options.baseUrl);
  const { timeoutMs = 30_000, clock = systemClock, sleep = systemSleep, random = systemRandom } = options;
  const fetch = limitedFetch({ timeoutMs, maxBytes: options.maxBytes, fetch: options.fetch });
  for (const [name, value] of Object.entries(options.headers ?? {})) {
    if (name.toLowerCase() === 'authorization') registerSecret(value.replace(/^\S+\s+/, ''));
  }

  async function attempt(url: URL, request: HttpRequest): Promise<HttpAnswer> {
    const response = await fetch(url, requestInit(request, options.headers ?? {}));
    let text: string;
    try {
      text = await response.text();
    } catch (error) {
      throw networkError(error, { url, timeoutMs, aborted: request.signal?.aborted ?? false });
    }
    if (!response.ok) throw statusError(response, { url, text, nowMs: clock(), method: request.method ?? 'GET' });
    return { status: response.status, headers: response.headers, text, json: () => parseJson(text, url) };
  }

  return {
    request: async (path, request = {}) => {
      const url = resolveUrl(base, { path, query: request.query ?? {} });
      const method = (request.method ?? 'GET').toUpperCase();
      const repeatable = request.repeatable ?? !(method === 'POST' || method === 'PATCH');
      const startMs = clock();
      return pRetry(() => attempt(url, { ...request, method }), {
        retries: options.retries ?? RETRIES,
        // The waits are ours (full jitter, Retry-After, a replaceable clock): p-retry only counts and repeats.
        minTimeout: 0,
        signal: request.signal,
        shouldRetry: ({ error }) => canRepeat(error, repeatable),
        onFailedAttempt: async ({ error, attemptNumber, retriesLeft }) => {
          if (retriesLeft === 0 || !canRepeat(error, repeatable)) return;
          const waitMs = waitFor(error, { attempt: attemptNumber, random });
          if (clock() + waitMs - startMs > (options.budgetMs ?? BUDGET_MS)) throw error;
          await Promise.race([sleep(waitMs), aborted(request.signal)]);
        },
      });
    },
  };
}

/** Settles when the signal is aborted; p-retry then throws its reason. */
function aborted(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => signal?.addEventListener('abort', () => resolve(), { once: true }));
}

function canRepeat(error: unknown, repeatable: boolean): boolean {
  if (error instanceof HttpError) return repeatable ? TRANSIENT.has(error.status) : REFUSED.has(error.status);
  return repeatable && error instanceof BusybodyError && error.retryable;
}

/** What the server asks for, if it asks; else full jitter (AWS Architecture Blog, "Exponential Backoff And Jitter"). */
function waitFor(error: unknown, { attempt, random }: { attempt: number; random: Random }): number {
  if (error instanceof HttpError && error.retryAfterMs !== null) return error.retryAfterMs;
  return Math.round(random() * Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** attempt));
}

/**
 * `Retry-After` in milliseconds from now: seconds (`30`) or an HTTP date; null where absent or neither.
 * A date gone by is 0.
 */
export function parseRetryAfter(value: string | null, nowMs: number): number | null {
  const text = value?.trim() ?? '';
  if (/^\d{1,9}(?:\.\d{1,6})?$/.test(text)) return Math.ceil(Number(text) * 1000);
  if (!/^[A-Z][a-z]{2,8},? /.test(text)) return null;
  const dateMs = Date.parse(text);
  return Number.isNaN(dateMs) ? null : Math.max(0, dateMs - nowMs);
}

/** For clients that read `Retry-After` as seconds only, and give up on the date it may be as well. */
export function secondsToWait(fetch: Fetch, clock: Clock = systemClock): Fetch {
  return async (input, init) => {
    const response = await fetch(input, init);
    const waitMs = parseRetryAfter(response.headers.get('retry-after'), clock());
    if (waitMs !== null) response.headers.set('retry-after', String(Math.ceil(waitMs / 1000)));
    return response;
  };
}

function baseUrl(text: string): URL {
  const url = URL.parse(text.endsWith('/') ? text : `${text}/`);
  if (url !== null && (url.protocol === 'https:' || url.protocol === 'http:')) return url;
  throw new BusybodyError('E_HTTP_URL', `Cannot use URL: it must begin with https:// or http://: ${redact(text)}`);
}

function resolveUrl(base: URL, { path, query }: { path: string; query: NonNullable<HttpRequest['query']> }): URL {
  const url = URL.parse(path.replace(/^\/+/, ''), base.href);
  // A page token or next link from an answer must not lead the credentials elsewhere.
  if (url === null || url.origin !== base.origin) {
    throw new BusybodyError('E_HTTP_URL', `Cannot call ${place(base)}: the path leads elsewhere: ${redact(path)}`);
  }
  for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(name, String(value));
  return url;
}

function requestInit(request: HttpRequest, common: Readonly<Record<string, string>>): RequestInit {
  const headers = new Headers({ accept: 'application/json', ...common, ...request.headers });
  const init: RequestInit = { method: request.method, headers, signal: request.signal };
  if (request.json !== undefined) {
    headers.set('content-type', 'application/json; charset=utf-8');
    return { ...init, body: JSON.stringify(request.json) };
  }
  if (request.form === undefined) return init;
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(request.form)) if (value !== undefined) form.set(name, String(value));
  headers.set('content-type', 'application/x-www-form-urlencoded');
  return { ...init, body: form.toString() };
}

function statusError(
  response: Response,
  { url, text, nowMs, method }: { url: URL; text: string; nowMs: number; method: string },
): HttpError {
  const retryAfterMs = parseRetryAfter(response.headers.get('retry-after'), nowMs);
  // JSON quoting keeps a hostile answer on one line.
  const excerpt = text.trim() === '' ? '' : ` ${JSON.stringify(redact(text.slice(0, 4000)).trim().slice(0, 200))}`;
  const message = `Cannot ${method} ${place(url)}: the server answered ${response.status}${excerpt}`;
  return new HttpError(message, {
    status: response.status,
    retryAfterMs,
    body: text,
    retryable: TRANSIENT.has(response.status),
  });
}

function parseJson(text: string, url: URL): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const excerpt = JSON.stringify(redact(text.slice(0, 80)));
    throw new BusybodyError('E_HTTP_JSON', `Cannot read answer of ${place(url)}: it is not JSON: ${excerpt}`);
  }
}
