import { afterEach, expect, test } from 'bun:test';
import type { WebClientOptions } from '@slack/web-api';
import { BusybodyError } from '../../src/platform/errors.ts';
import { type Fetch, limitedFetch } from '../../src/platform/fetch.ts';
import { createHttp, HttpError, type HttpOptions, parseRetryAfter } from '../../src/platform/http.ts';
import { forgetSecrets } from '../../src/platform/redact.ts';

const servers: Bun.Server<undefined>[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) server.stop(true);
  forgetSecrets();
});

function serve(fetch: (request: Request) => Response | Promise<Response>): string {
  const server = Bun.serve({ port: 0, hostname: '127.0.0.1', fetch });
  servers.push(server);
  return `http://127.0.0.1:${server.port}`;
}

/** A client with a clock that moves only by waiting, and a record of the waits. */
function client(baseUrl: string, options: Partial<HttpOptions> = {}) {
  const waits: number[] = [];
  let nowMs = 0;
  const http = createHttp({
    baseUrl,
    clock: () => nowMs,
    sleep: async (ms) => {
      waits.push(ms);
      nowMs += ms;
    },
    random: () => 0.5,
    ...options,
  });
  return { http, waits };
}

async function failure(promise: Promise<unknown>): Promise<BusybodyError> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof BusybodyError) return error;
  throw new Error(`expected a BusybodyError, got ${String(error)}`);
}

test('request() joins base path, path and query, and sends form and JSON bodies', async () => {
  const seen: string[] = [];
  const base = serve(async (request) => {
    const { pathname, search } = new URL(request.url);
    seen.push(`${request.method} ${pathname}${search} ${request.headers.get('content-type')} ${await request.text()}`);
    return Response.json({ ok: true });
  });
  const { http } = client(`${base}/api`);
  expect((await http.request('/list', { query: { page: 2, cursor: undefined } })).json()).toEqual({ ok: true });
  await http.request('send', { method: 'POST', form: { a: 'x y', b: 1 } });
  await http.request('send', { method: 'POST', json: { a: [1] } });
  expect(seen).toEqual([
    'GET /api/list?page=2 null ',
    'POST /api/send application/x-www-form-urlencoded a=x+y&b=1',
    'POST /api/send application/json; charset=utf-8 {"a":[1]}',
  ]);
});

test('request() repeats transient statuses with growing full jitter, then succeeds', async () => {
  const statuses = [500, 503, 502, 200];
  const base = serve(() => new Response('{}', { status: statuses.shift() }));
  const { http, waits } = client(base);
  expect((await http.request('x')).status).toBe(200);
  expect(waits).toEqual([500, 1000, 2000]);
});

test('request() waits as long as Retry-After says', async () => {
  let calls = 0;
  const base = serve(() =>
    ++calls === 1 ? new Response('', { status: 429, headers: { 'retry-after': '7' } }) : new Response('{}'),
  );
  const { http, waits } = client(base);
  await http.request('x');
  expect(waits).toEqual([7000]);
});

test('request() does not begin a wait beyond its budget, and says how long the server asked for', async () => {
  let calls = 0;
  const base = serve(() => {
    calls++;
    return new Response('slow down', { status: 429, headers: { 'retry-after': '3600' } });
  });
  const { http, waits } = client(base, { budgetMs: 60_000 });
  const error = await failure(http.request('x'));
  expect(error).toBeInstanceOf(HttpError);
  expect(error).toMatchObject({ status: 429, retryAfterMs: 3_600_000, retryable: true, body: 'slow down' });
  expect({ calls, waits }).toEqual({ calls: 1, waits: [] });
});

test.each([400, 401, 403, 404, 410, 501])('request() does not repeat status %d, which cannot heal', async (status) => {
  let calls = 0;
  const base = serve(() => {
    calls++;
    return new Response('no', { status });
  });
  const error = await failure(client(base).http.request('x'));
  expect(error).toMatchObject({ code: 'E_HTTP_STATUS', status, retryable: false });
  expect(error.message).toBe(`Cannot GET ${base}/x: the server answered ${status} "no"`);
  expect(calls).toBe(1);
});

test('request() repeats a POST only where it was refused', async () => {
  const statuses = [429, 200, 500];
  const base = serve(() => new Response('{}', { status: statuses.shift() }));
  const { http } = client(base);
  expect((await http.request('x', { method: 'POST' })).status).toBe(200);
  expect(await failure(http.request('x', { method: 'POST' }))).toMatchObject({ status: 500 });
  expect(statuses).toEqual([]);
});

test('request() gives up after the given repetitions', async () => {
  let calls = 0;
  const base = serve(() => {
    calls++;
    return new Response('', { status: 503 });
  });
  await failure(client(base, { retries: 2 }).http.request('x'));
  expect(calls).toBe(3);
});

test('request() names a server that cannot be reached, without query and secrets', async () => {
  const { http, waits } = client('http://127.0.0.1:1/api', { retries: 1 });
  const error = await failure(http.request('x', { query: { token: 'very-secret-token' } }));
  expect(error.code).toBe('E_HTTP_CONNECT');
  expect(error.message).toBe('Cannot reach http://127.0.0.1:1/api/x: connection refused by 127.0.0.1:1');
  expect(`${error.message}${String(error.cause)}`).not.toContain('very-secret-token');
  expect(waits).toHaveLength(1);
});

test('request() masks its own token in an answer that repeats it', async () => {
  const base = serve((request) => new Response(`denied ${request.headers.get('authorization')}`, { status: 403 }));
  const { http } = client(base, { headers: { authorization: 'Bearer opaque-token-value-1' } });
  const { message } = await failure(http.request('x'));
  expect(message).toContain('denied');
  expect(message).not.toContain('opaque-token-value-1');
});

test('request() keeps a hostile answer on one line', async () => {
  const base = serve(() => new Response('\u001b[2J\nbusybody: all is well', { status: 400 }));
  const { message } = await failure(client(base).http.request('x'));
  expect(message).not.toMatch(/[\u0000-\u001f]/);
});

test('request() ends an answer that never ends, and repeats it', async () => {
  let calls = 0;
  const base = serve(() => {
    calls++;
    return new Response(new ReadableStream({ start: (controller) => controller.enqueue(new Uint8Array([123])) }));
  });
  const error = await failure(client(base, { timeoutMs: 150, retries: 1 }).http.request('x'));
  expect(error).toMatchObject({ code: 'E_HTTP_TIMEOUT', retryable: true });
  expect(calls).toBe(2);
});

test.each([
  ['announced', () => new Response('x'.repeat(5000))],
  [
    'unannounced',
    () =>
      new Response(
        new ReadableStream({
          pull: (controller) => controller.enqueue(new Uint8Array(1000)),
        }),
      ),
  ],
  [
    'compressed',
    () => new Response(Bun.gzipSync(new Uint8Array(100_000)), { headers: { 'content-encoding': 'gzip' } }),
  ],
])('request() refuses an answer that is too large: %s', async (_, answer) => {
  const error = await failure(client(serve(answer), { maxBytes: 4000 }).http.request('x'));
  expect(error).toMatchObject({ code: 'E_HTTP_TOO_LARGE', retryable: false });
});

test('request() says so where the answer is no JSON', async () => {
  const answer = await client(serve(() => new Response('<html>'))).http.request('x');
  expect(() => answer.json()).toThrow('it is not JSON: "<html>"');
});

test('request() ends at once where its signal is aborted, even while waiting', async () => {
  const base = serve(() => new Response('', { status: 503, headers: { 'retry-after': '50' } }));
  const http = createHttp({ baseUrl: base });
  const controller = new AbortController();
  const start = performance.now();
  setTimeout(() => controller.abort(new Error('stopped')), 60);
  await expect(http.request('x', { signal: controller.signal })).rejects.toThrow('stopped');
  expect(performance.now() - start).toBeLessThan(2000);
});

test.each(['https://elsewhere.example/x', 'http://127.0.0.1:9/x'])(
  'request() does not carry its token to %s',
  async (path) => {
    const error = await failure(client('http://127.0.0.1:1/').http.request(path));
    expect(error.code).toBe('E_HTTP_URL');
  },
);

test.each(['ftp://x/', 'nonsense', ''])('createHttp() refuses the base URL %j', (baseUrl) => {
  expect(() => createHttp({ baseUrl })).toThrow(BusybodyError);
});

test('limitedFetch() follows redirects of the same origin, keeping method and body where the status says so', async () => {
  const base = serve(async (request) => {
    const { pathname } = new URL(request.url);
    if (pathname === '/kept') return new Response(null, { status: 307, headers: { location: '/end' } });
    if (pathname === '/seen') return new Response(null, { status: 303, headers: { location: 'end' } });
    return new Response(`${request.method} ${await request.text()}`);
  });
  const fetch = limitedFetch();
  expect(await (await fetch(`${base}/kept`, { method: 'POST', body: 'b' })).text()).toBe('POST b');
  expect(await (await fetch(`${base}/seen`, { method: 'POST', body: 'b' })).text()).toBe('GET ');
});

test('limitedFetch() follows no redirect to another origin and sends nothing there', async () => {
  let calls = 0;
  const thief = serve(() => {
    calls++;
    return new Response('');
  });
  const base = serve(() => new Response(null, { status: 302, headers: { location: `${thief}/steal` } }));
  const error = await failure(limitedFetch()(base, { headers: { authorization: 'Bearer x' } }));
  expect(error).toMatchObject({ code: 'E_HTTP_REDIRECT', retryable: false });
  expect(error.message).toContain(thief);
  expect(calls).toBe(0);
});

test('limitedFetch() ends a circle of redirects', async () => {
  const base = serve(() => new Response(null, { status: 302, headers: { location: '/again' } }));
  expect((await failure(limitedFetch()(base))).code).toBe('E_HTTP_REDIRECT');
});

test('Fetch fits the clients it is handed to', () => {
  const fetch: Fetch = limitedFetch();
  const slack: WebClientOptions = { fetch };
  const google: (...args: Parameters<typeof globalThis.fetch>) => ReturnType<typeof globalThis.fetch> = fetch;
  expect([slack.fetch, google]).toEqual([fetch, fetch]);
});

test.each([
  ['30', 30_000],
  ['0', 0],
  ['1.5', 1500],
  ['Thu, 01 Jan 1970 00:01:00 GMT', 50_000],
  ['Thu, 01 Jan 1970 00:00:01 GMT', 0],
  ['soon', null],
  ['-5', null],
  ['', null],
  [null, null],
])('parseRetryAfter(%j) is %j', (value, expected) => {
  expect(parseRetryAfter(value, 10_000)).toBe(expected);
});
