// The one fetch of this program, with what the bare one lacks: a time limit that covers the body, a size limit, redirects
// within the same origin only, so that a token never travels to another host, and certificates that are always verified.
// No retries: see http.ts. Handed to @slack/web-api (`fetch`) and google-auth-library (`fetchImplementation`).
// Proxies (HTTP(S)_PROXY, NO_PROXY) and further authorities (NODE_EXTRA_CA_CERTS) are taken from the environment by Bun.

import { BusybodyError, errorText } from './errors.ts';
import { logger } from './log.ts';
import { redact } from './redact.ts';

export type Fetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

export interface FetchLimits {
  /** Until the last byte of the body; default 30 s. */
  readonly timeoutMs?: number;
  /** Of the body, decompressed; default 32 MiB. */
  readonly maxBytes?: number;
  /** Beneath; default the platform's own. */
  readonly fetch?: Fetch;
}

const TIMEOUT_MS = 30_000;
const MAX_BYTES = 32 * 1024 * 1024;
const MAX_REDIRECTS = 5;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const WITHOUT_BODY = new Set([101, 204, 205, 304]);

/** A fetch with limits. @throws BusybodyError E_HTTP_TIMEOUT, E_HTTP_TOO_LARGE, E_HTTP_REDIRECT or E_HTTP_NETWORK. */
export function limitedFetch(limits: FetchLimits = {}): Fetch {
  const { timeoutMs = TIMEOUT_MS, maxBytes = MAX_BYTES, fetch: beneath = globalThis.fetch } = limits;
  warnOfSwitch();
  return async (input, init = {}) => {
    const request = input instanceof Request ? input : null;
    const given = init.signal ?? request?.signal ?? null;
    const timeout = AbortSignal.timeout(timeoutMs);
    const signal = given === null ? timeout : AbortSignal.any([given, timeout]);
    const redirect = init.redirect ?? request?.redirect ?? 'follow';
    let url = new URL(request?.url ?? String(input));
    let target: string | URL | Request = input;
    // Said of every request, so that NODE_TLS_REJECT_UNAUTHORIZED=0 left over from somebody's debugging has no effect.
    let options: BunFetchRequestInit = { ...init, signal, redirect: 'manual', tls: { rejectUnauthorized: true } };
    try {
      for (let hops = 0; ; hops++) {
        const response = await beneath(target, options);
        if (redirect === 'manual' || !REDIRECTS.has(response.status)) return limited(response, { maxBytes, url });
        const next = nextUrl(response, { url, hops: redirect === 'error' ? Number.POSITIVE_INFINITY : hops });
        await response.body?.cancel();
        options = redirected(options, { request, status: response.status });
        url = next;
        target = next;
      }
    } catch (error) {
      throw networkError(error, { url, timeoutMs, aborted: given?.aborted ?? false });
    }
  };
}

let warned = false;

function warnOfSwitch(): void {
  if (warned || process.env.NODE_TLS_REJECT_UNAUTHORIZED !== '0') return;
  warned = true;
  logger('http').warn(
    'NODE_TLS_REJECT_UNAUTHORIZED=0 is ignored: certificates are always verified; NODE_EXTRA_CA_CERTS adds an authority',
  );
}

/** Where an answer redirects to; `hops` is infinite where none is wanted. @throws where that is another origin, nowhere, or one too many. */
function nextUrl(response: Response, { url, hops }: { url: URL; hops: number }): URL {
  const location = response.headers.get('location');
  const next = location === null ? null : URL.parse(location, url.href);
  if (next !== null && next.origin === url.origin && hops < MAX_REDIRECTS) return next;
  const unwanted = next !== null && hops > MAX_REDIRECTS ? `to ${place(next)}` : 'too many';
  const why = next === null ? 'it names no place' : next.origin === url.origin ? unwanted : `to ${next.origin}`;
  throw new BusybodyError('E_HTTP_REDIRECT', `Cannot follow redirect of ${place(url)}: ${why}`, {
    hints: next === null || next.origin === url.origin ? [] : [`Set the URL in the config to ${next.origin}`],
  });
}

/** 303, and 301/302 after a POST, become a GET without body, as browsers do; the others repeat the request. */
function redirected(options: RequestInit, { request, status }: { request: Request | null; status: number }) {
  const method = (options.method ?? request?.method ?? 'GET').toUpperCase();
  const headers = new Headers(options.headers ?? request?.headers);
  if (status === 303 || (status < 303 && method === 'POST')) {
    headers.delete('content-type');
    headers.delete('content-length');
    return { ...options, method: method === 'HEAD' ? 'HEAD' : 'GET', headers, body: null };
  }
  return { ...options, method, headers };
}

/** The same answer, its body ending in an error where it is larger than allowed. */
function limited(response: Response, { maxBytes, url }: { maxBytes: number; url: URL }): Response {
  const tooLarge = () =>
    new BusybodyError('E_HTTP_TOO_LARGE', `Cannot read answer of ${place(url)}: it is larger than ${maxBytes} bytes`);
  const encoded = response.headers.has('content-encoding');
  if (!encoded && Number(response.headers.get('content-length') ?? 0) > maxBytes) {
    void response.body?.cancel();
    throw tooLarge();
  }
  if (response.body === null || WITHOUT_BODY.has(response.status)) return response;
  let bytes = 0;
  const counter = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      bytes += chunk.byteLength;
      if (bytes > maxBytes) controller.error(tooLarge());
      else controller.enqueue(chunk);
    },
  });
  const { status, statusText, headers } = response;
  const copy = new Response(response.body.pipeThrough(counter), { status, statusText, headers });
  Object.defineProperty(copy, 'url', { value: response.url });
  return copy;
}

/** An error of the transport in words, without query, credentials or the platform's own error object. */
export function networkError(
  error: unknown,
  { url, timeoutMs, aborted }: { url: URL; timeoutMs: number; aborted: boolean },
): unknown {
  if (error instanceof BusybodyError || aborted) return error;
  if (error instanceof Error && error.name === 'TimeoutError') {
    const message = `Cannot reach ${place(url)}: no complete answer within ${timeoutMs / 1000} s`;
    return new BusybodyError('E_HTTP_TIMEOUT', message, { retryable: true, hints: proxyHint(url) });
  }
  const code = transportCode(error);
  const what = `Cannot reach ${place(url)}: ${transportText(error, url)}`;
  if (code !== null && isCertificate(code)) {
    return new BusybodyError('E_HTTP_CERTIFICATE', what, { retryable: false, hints: certificateHints(code, url) });
  }
  const name = code !== null && UNREACHED.has(code) ? 'E_HTTP_CONNECT' : 'E_HTTP_NETWORK';
  return new BusybodyError(name, what, { retryable: true, hints: proxyHint(url) });
}

/** Codes of failures before a connection stood: nothing was sent. */
const UNREACHED = new Set([
  'ECONNREFUSED',
  'ConnectionRefused',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

/** Whether the call surely reached nobody, so that it did nothing; other failures of the network leave that open. */
export function isUnreached(error: unknown): boolean {
  return error instanceof BusybodyError && (error.code === 'E_HTTP_CONNECT' || error.code === 'E_HTTP_CERTIFICATE');
}

function transportCode(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}

const EXPIRED = new Set(['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID']);
const FOREIGN = 'ERR_TLS_CERT_ALTNAME_INVALID';

/** Codes of OpenSSL's verification, which no repetition can heal. */
function isCertificate(code: string): boolean {
  return /CERT|_SIGNATURE$|HOSTNAME_MISMATCH/.test(code);
}

function certificateHints(code: string, url: URL): readonly string[] {
  const look = `openssl s_client -connect ${url.hostname}:${url.port || '443'} -servername ${url.hostname} </dev/null`;
  if (EXPIRED.has(code)) return ["Look at this machine's clock: timedatectl", look];
  if (code === FOREIGN) return ['Check the host in the config, and what proxies on the way answer', look];
  return [
    "Where a proxy of your company's re-signs traffic, let NODE_EXTRA_CA_CERTS name the PEM file of its authority",
    look,
  ];
}

function certificateText(code: string, url: URL): string {
  if (code === 'CERT_HAS_EXPIRED') return `the certificate of ${url.hostname} has expired, by this machine's clock`;
  if (code === 'CERT_NOT_YET_VALID')
    return `the certificate of ${url.hostname} is not valid yet, by this machine's clock`;
  if (code === FOREIGN) return `the certificate is not for ${url.hostname} (${code})`;
  return `the certificate of ${url.hostname} is signed by nobody this machine trusts (${code})`;
}

/** What went wrong on the way to a URL, in one sentence: `connection refused by 127.0.0.1:8080`. */
export function transportText(error: unknown, url: URL): string {
  const code = transportCode(error);
  if (code !== null && isCertificate(code)) return certificateText(code, url);
  const server = `${url.hostname}:${url.port || (url.protocol === 'http:' ? '80' : '443')}`;
  switch (code) {
    case 'ECONNREFUSED':
    case 'ConnectionRefused':
      return `connection refused by ${server}`;
    case 'ECONNRESET':
    case 'ConnectionClosed':
      return `connection closed by ${server}`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `no address found for ${url.hostname}`;
  }
  const text = errorText(error).replaceAll(url.href, place(url));
  return code === null || text.includes(code) ? text : `${code}: ${text}`;
}

function proxyHint(url: URL): readonly string[] {
  return [`Check DNS, firewall and HTTPS_PROXY on this machine: curl -sS -o /dev/null ${url.origin}`];
}

/** The URL without query, fragment and credentials: what may be printed. */
export function place(url: URL): string {
  return redact(`${url.origin}${url.pathname}`);
}
