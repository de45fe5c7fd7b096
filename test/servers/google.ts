// Google's token endpoint and the Reports API's login log, as the real ones behave: signed JWT checked claim by claim,
// activities newest first over pages, `items` absent where there are none, errors in Google's two shapes.
// By hand: `bun test/servers/google.ts --port 8082`; it prints the lines for the config.

import { createVerify, generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFailureQueue, type Failure } from './failures.ts';
import { builtInGoogle } from './google-data.ts';

export interface Activity {
  kind?: string;
  id: { time: string; uniqueQualifier?: string; applicationName?: string; customerId?: string };
  actor?: { email?: string; profileId?: string };
  ipAddress?: string;
  events?: { type?: string; name?: string; parameters?: Record<string, unknown>[]; [key: string]: unknown }[];
  [key: string]: unknown;
}

export interface GoogleServerOptions {
  readonly port?: number;
  readonly activities?: Activity[];
  /** Who may read, default `admin@example.com`. */
  readonly admin?: string;
  /** Most activities a page has, below what was asked for. */
  readonly pageSize?: number;
  /** The service's own clock; default the machine's. */
  readonly nowMs?: () => number;
  /** Refuses assertions whose time is further than this from its own clock; default all are taken. */
  readonly skewMs?: number;
}

export interface GoogleServer extends Disposable {
  /** `http://127.0.0.1:PORT/` and the token endpoint below it. */
  readonly apiUrl: string;
  readonly tokenUrl: string;
  readonly admin: string;
  /** A key file of mode 0600 in a directory of its own, removed at the end. */
  readonly credentialFile: string;
  /** Add to it at any time: late events are filed under the time they happened. */
  readonly activities: Activity[];
  /** Query of every call of the log. */
  readonly calls: Record<string, string>[];
  readonly tokenCalls: Record<string, unknown>[];
  /** True: the domain has not delegated the scope to the service account. */
  undelegated: boolean;
  /** Access tokens given so far hold no more; the token endpoint gives others. */
  withdrawTokens(): void;
  fail(endpoint: 'token' | 'list', failure: Failure): void;
  clearFailures(): void;
  /** No longer answers; the key file stays. */
  down(): void;
  stop(): void;
}

const SCOPE = 'https://www.googleapis.com/auth/admin.reports.audit.readonly';
const LIST = '/admin/reports/v1/activity/users/all/applications/login';
const TOKEN = 'ya29.test-access-token';

/** The API's own error shape. */
export function apiError(code: number, reason: string, message = reason) {
  return { error: { code, message, errors: [{ domain: 'usageLimits', reason, message }] } };
}

/** One key pair for all servers of a run: making it takes longer than most tests. */
const keys = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});

export function startGoogleServer(options: GoogleServerOptions = {}): GoogleServer {
  const directory = mkdtempSync(join(tmpdir(), 'busybody-google-'));
  const credentialFile = join(directory, 'credentials.json');
  const account = 'busybody@project.iam.gserviceaccount.com';
  const key = { type: 'service_account', client_email: account, private_key: keys.privateKey, private_key_id: 'k1' };
  writeFileSync(credentialFile, JSON.stringify(key), { mode: 0o600 });
  const failures = createFailureQueue();
  const admin = options.admin ?? 'admin@example.com';
  const activities = options.activities ?? [];
  const clock = options.nowMs ?? Date.now;
  const calls: Record<string, string>[] = [];
  const tokenCalls: Record<string, unknown>[] = [];
  const state = { undelegated: false, tokens: 1 };
  const accessToken = () => `${TOKEN}-${state.tokens}`;

  const server = Bun.serve({
    port: options.port ?? 0,
    hostname: '127.0.0.1',
    async fetch(request) {
      const url = new URL(request.url);
      if (url.pathname === '/token' && request.method === 'POST') {
        const claims = claimsOf(await request.text());
        tokenCalls.push(claims);
        return failures.take('token') ?? token(claims);
      }
      if (url.pathname !== LIST) return Response.json(apiError(404, 'notFound'), { status: 404 });
      const query = Object.fromEntries(url.searchParams);
      calls.push(query);
      const failed = failures.take('list');
      if (failed !== null) return failed;
      if (request.headers.get('authorization') !== `Bearer ${accessToken()}`) {
        return Response.json(
          apiError(401, 'authError', 'Access denied. You are not authorized to read activity records.'),
          { status: 401 },
        );
      }
      return list(query);
    },
  });

  function token(claims: Record<string, unknown>): Response {
    const refuse = (error: string, error_description: string, status = 400) =>
      Response.json({ error, error_description }, { status });
    if (claims.signed !== true) return refuse('invalid_grant', 'Invalid JWT Signature.');
    if (claims.iss !== account) return refuse('invalid_grant', 'Invalid grant: account not found');
    if (claims.aud !== 'https://oauth2.googleapis.com/token')
      return refuse('invalid_grant', 'Invalid JWT: Failed audience check.');
    if (state.undelegated || claims.scope !== SCOPE) {
      const why =
        'Client is unauthorized to retrieve access tokens using this method, or client not authorized for any of the scopes requested.';
      return refuse('unauthorized_client', why, 401);
    }
    const offMs = Math.abs(Number(claims.iat) * 1000 - clock());
    if (options.skewMs !== undefined && !(offMs <= options.skewMs)) {
      const why =
        'Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp values in the JWT claim.';
      return refuse('invalid_grant', why);
    }
    if (typeof claims.sub !== 'string') return refuse('invalid_grant', 'Not a valid email or user ID.');
    const granted = claims.sub === admin ? accessToken() : 'ya29.someone-else';
    return Response.json({ access_token: granted, expires_in: 3599, token_type: 'Bearer' });
  }

  function list(query: Record<string, string>): Response {
    const start = query.startTime === undefined ? 0 : Date.parse(query.startTime);
    const end = query.endTime === undefined ? Number.POSITIVE_INFINITY : Date.parse(query.endTime);
    if (Number.isNaN(start) || Number.isNaN(end) || start >= end || start >= clock()) {
      return Response.json(apiError(400, 'invalid', 'Start time must be before end time and in the past.'), {
        status: 400,
      });
    }
    const size = Math.min(Number(query.maxResults ?? 1000), options.pageSize ?? 1000);
    // The token holds the place by time and qualifier, so that late events do not shift the pages.
    const from = query.pageToken === undefined ? null : Buffer.from(query.pageToken, 'base64url').toString();
    const within = activities
      .filter((a) => Date.parse(a.id.time) >= start && Date.parse(a.id.time) <= end)
      .map((activity) => ({ activity, place: `${activity.id.time} ${JSON.stringify(activity)}` }))
      .sort((a, b) => (a.place < b.place ? 1 : -1))
      .filter(({ place }) => from === null || place < from);
    const page = within.slice(0, size);
    return Response.json({
      kind: 'admin#reports#activities',
      etag: '"test"',
      items: page.length === 0 ? undefined : page.map(({ activity }) => activity),
      nextPageToken: within.length > size ? Buffer.from(page.at(-1)!.place).toString('base64url') : undefined,
    });
  }

  const stop = () => {
    void server.stop(true);
    rmSync(directory, { recursive: true, force: true });
  };
  const url = `http://127.0.0.1:${server.port}/`;
  return {
    apiUrl: url,
    tokenUrl: `${url}token`,
    admin,
    credentialFile,
    activities,
    calls,
    tokenCalls,
    get undelegated() {
      return state.undelegated;
    },
    set undelegated(value) {
      state.undelegated = value;
    },
    withdrawTokens: () => {
      state.tokens += 1;
    },
    fail: (endpoint, failure) => failures.add(endpoint, failure),
    clearFailures: failures.clear,
    down: () => void server.stop(true),
    stop,
    [Symbol.dispose]: stop,
  };
}

/** The assertion's claims, and whether its signature holds. */
function claimsOf(form: string): Record<string, unknown> {
  const params = new URLSearchParams(form);
  const [header, body, signature] = (params.get('assertion') ?? '').split('.');
  if (header === undefined || body === undefined || signature === undefined) return {};
  const signed = createVerify('RSA-SHA256').update(`${header}.${body}`).verify(keys.publicKey, signature, 'base64url');
  return { ...JSON.parse(Buffer.from(body, 'base64url').toString()), signed, grant_type: params.get('grant_type') };
}

if (import.meta.main) {
  const at = process.argv.indexOf('--port');
  const activities = builtInGoogle(Date.now());
  const server = startGoogleServer({ activities, port: at > 0 ? Number(process.argv[at + 1]) : 0 });
  process.stdout.write(
    `admin_email: ${server.admin}\ncredential_file: ${server.credentialFile}\napi_url: ${server.apiUrl}\ntoken_url: ${server.tokenUrl}\n`,
  );
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      server.stop();
      process.exit(0);
    });
  }
}
