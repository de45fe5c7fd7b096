// A server that gives back all it was told, secrets first, in the ways real servers, gateways and proxies do when they fail.

export interface EchoServer extends Disposable {
  readonly url: string;
  /** What was received, headers and bodies. */
  readonly received: string[];
  mode: EchoMode;
}

/** Answers after which nobody tries again, and those after which it is worth a try. */
export const FINAL_MODES = [
  '400 JSON',
  '401 JSON',
  '401 challenge',
  '403 text',
  '404 HTML',
  'ok:false with the token',
  'ok:false with scopes',
  'Google error',
  'token error',
  'redirect 301',
  'redirect 302',
  'redirect 303',
  'redirect 307',
  'redirect 308',
  'redirect in a circle',
  'redirect nowhere',
] as const;
export const RETRIED_MODES = ['500 JSON', '503 HTML', '429', '200 text', '200 other JSON', '200 base64'] as const;
export const MODES = [...FINAL_MODES, ...RETRIED_MODES];
export type EchoMode = (typeof MODES)[number];

/** @param elsewhere where redirects lead to */
export function startEchoServer(elsewhere: string, options: { tls?: { key: string; cert: string } } = {}): EchoServer {
  const received: string[] = [];
  const state: { mode: EchoMode } = { mode: '400 JSON' };
  const server = Bun.serve({
    port: 0,
    hostname: '127.0.0.1',
    ...options,
    async fetch(request) {
      const headers = [...request.headers].map(([name, value]) => `${name}: ${value}`).join('; ');
      const body = await request.text();
      received.push(`${request.method} ${request.url} ${headers} ${body}`);
      return answer(state.mode, { request, elsewhere, secrets: secretsOf(request, body), whole: `${headers} ${body}` });
    },
  });
  return {
    url: server.url.href,
    received,
    get mode() {
      return state.mode;
    },
    set mode(mode) {
      state.mode = mode;
    },
    [Symbol.dispose]: () => void server.stop(true),
  };
}

/** The credentials of a request, plain. */
function secretsOf(request: Request, body: string): string {
  const bearer = request.headers.get('authorization') ?? '';
  return `${bearer.replace(/^\w+ /, '')} ${decodeURIComponent(body).slice(0, 3000)}`;
}

interface Told {
  readonly request: Request;
  readonly elsewhere: string;
  readonly secrets: string;
  readonly whole: string;
}

function answer(mode: EchoMode, { request, elsewhere, secrets, whole }: Told): Response {
  const json = (status: number, value: unknown) => Response.json(value, { status });
  const token = secrets.split(' ')[0] ?? '';
  switch (mode) {
    case '400 JSON':
      return json(400, { ok: false, error: secrets, detail: whole, half: token.slice(0, 14), rest: token.slice(10) });
    case '401 JSON':
      return json(401, { error: { code: 401, message: `bad token ${secrets}`, errors: [{ reason: token }] } });
    case '401 challenge':
      return new Response(`no: ${secrets}`, {
        status: 401,
        headers: { 'www-authenticate': `Bearer error="${token}"` },
      });
    case '403 text':
      return new Response(`${secrets} is not allowed; ${Buffer.from(`user:${token}`).toString('base64')}`, {
        status: 403,
      });
    case '404 HTML':
      return new Response(`<html><pre>${whole}</pre>`, { status: 404, headers: { 'content-type': 'text/html' } });
    case 'ok:false with the token':
      return json(200, { ok: false, error: token });
    case 'ok:false with scopes':
      return json(200, {
        ok: false,
        error: 'missing_scope',
        needed: token,
        provided: whole,
        response_metadata: { messages: [secrets] },
      });
    case 'Google error':
      return json(403, { error: { code: 403, message: secrets, errors: [{ reason: 'forbidden', message: whole }] } });
    case 'token error':
      return json(400, { error: 'invalid_grant', error_description: `${whole} ${secrets}` });
    case 'redirect in a circle':
      return Response.redirect(`${new URL(request.url).pathname}?token=${token}`, 307);
    case 'redirect nowhere':
      return new Response(secrets, { status: 302 });
    case '500 JSON':
      return json(500, { error: secrets, whole });
    case '503 HTML':
      return new Response(`<html>${whole} ${secrets}`, { status: 503 });
    case '429':
      return new Response(secrets, { status: 429, headers: { 'retry-after': '1', 'x-token': token } });
    case '200 text':
      return new Response(secrets);
    case '200 other JSON':
      return json(200, { echoed: secrets, items: whole, logins: token, access_token_of: token });
    case '200 base64':
      return new Response(Buffer.from(secrets).toString('base64'));
    default:
      return Response.redirect(`${elsewhere}${token}?token=${encodeURIComponent(secrets)}`, Number(mode.slice(-3)));
  }
}
