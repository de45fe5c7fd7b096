// Slack's Web API as far as busybody calls it: access logs, users, messages. Behaves as the real one does, with its
// traps: aggregate rows that change, pages that shift, `ok:false` under status 200, 429 with Retry-After.
// By hand: `bun test/servers/slack.ts --port 8081`, then `api_url: http://localhost:8081/api/` in the config.

import { createFailureQueue, type Failure } from './failures.ts';
import { builtInSlack } from './slack-data.ts';

export interface LoginRow {
  user_id: string;
  username?: string;
  /** Epoch seconds. */
  date_first: number;
  date_last: number;
  count?: number;
  ip?: string | null;
  user_agent?: string | null;
  [key: string]: unknown;
}

export interface SlackUser {
  id: string;
  deleted?: boolean;
  is_bot?: boolean;
  is_app_user?: boolean;
  is_workflow_bot?: boolean;
  profile?: { email?: string; [key: string]: unknown };
  [key: string]: unknown;
}

export interface SlackServerOptions {
  readonly port?: number;
  readonly logins?: LoginRow[];
  readonly users?: SlackUser[];
  /** Known to users.info only, not to users.list. */
  readonly unlisted?: SlackUser[];
  /** Accepted bearer token; default `xoxp-test-token-0001`. */
  readonly token?: string;
  readonly scopes?: readonly string[];
  /** How the real service sorts is unknown, so both are tried. Newest first. */
  readonly order?: 'date_first' | 'date_last';
  /** Most rows a page may have, below what was asked for: many pages without many rows. */
  readonly pageSize?: number;
  /** What messages posted get as `ts`, epoch seconds; default a fixed time. */
  readonly nowS?: () => number;
  /** Called when a call was carried out and its answer has not left yet. */
  readonly onAnswer?: (method: string) => void;
}

export interface SlackCall {
  readonly method: string;
  readonly args: Readonly<Record<string, string>>;
}

export interface SlackServer extends Disposable {
  /** With its trailing slash. */
  readonly apiUrl: string;
  readonly token: string;
  /** Change freely between and during scans. */
  readonly logins: LoginRow[];
  readonly users: SlackUser[];
  readonly channels: Map<string, { id: string; name: string; is_member?: boolean; is_archived?: boolean }>;
  readonly calls: SlackCall[];
  /** Arguments of every chat.postMessage that was accepted. `blocks` is JSON text, as sent. */
  readonly messages: Record<string, string>[];
  scopes: string[];
  /** `method` as in `team.accessLogs`, or `*` for any. */
  fail(method: string, failure: Failure): void;
  clearFailures(): void;
  stop(): void;
}

const MAX_PAGE = 100;
const MAX_COUNT = 1000;

export function startSlackServer(options: SlackServerOptions = {}): SlackServer {
  const failures = createFailureQueue();
  const nowS = options.nowS ?? (() => 1_700_000_000);
  const posted: { channel: string; ts: string; args: Record<string, string> }[] = [];
  const state = {
    token: options.token ?? 'xoxp-test-token-0001',
    logins: options.logins ?? [],
    users: options.users ?? [],
    channels: new Map([['C012345', { id: 'C012345', name: 'security', is_member: true }]]) as SlackServer['channels'],
    calls: [] as SlackCall[],
    messages: [] as Record<string, string>[],
    scopes: [
      ...(options.scopes ?? [
        'admin',
        'users:read',
        'users:read.email',
        'chat:write',
        'channels:read',
        'channels:history',
      ]),
    ],
  };

  const methods: Record<string, (args: Record<string, string>) => Record<string, unknown>> = {
    'auth.test': () => ({ url: 'https://acme.slack.com/', team: 'Acme', user: 'ada', team_id: 'T1', user_id: 'U1' }),
    'team.accessLogs': (args) => accessLogs(args, { ...options, logins: state.logins }),
    'users.list': (args) => usersList(args, withScope(state.users, state.scopes)),
    'users.info': ({ user }) => {
      const found = withScope([...state.users, ...(options.unlisted ?? [])], state.scopes).find((u) => u.id === user);
      return found === undefined ? { error: 'user_not_found' } : { user: found };
    },
    'conversations.info': ({ channel }) => {
      const found = state.channels.get(channel ?? '');
      return found === undefined ? { error: 'channel_not_found' } : { channel: found };
    },
    'chat.postMessage': (args) => {
      const found = [...state.channels.values()].find((c) => [c.id, c.name, `#${c.name}`].includes(args.channel ?? ''));
      if (found === undefined) return { error: 'channel_not_found' };
      if (found.is_archived) return { error: 'is_archived' };
      if (!args.text && !args.blocks) return { error: 'no_text' };
      if (args.blocks !== undefined && blockCount(args.blocks) > 50) return { error: 'invalid_blocks' };
      state.messages.push(args);
      const ts = `${Math.floor(nowS())}.${String(state.messages.length).padStart(6, '0')}`;
      posted.push({ channel: found.id, ts, args });
      return { channel: found.id, ts, message: { text: args.text } };
    },
  };
  methods['conversations.history'] = (args) => {
    if (!state.channels.has(args.channel ?? '')) return { error: 'channel_not_found' };
    return history(args, posted);
  };
  const needed: Record<string, string> = {
    'conversations.history': 'channels:history',
    'team.accessLogs': 'admin',
    'users.list': 'users:read',
    'users.info': 'users:read',
    'chat.postMessage': 'chat:write',
    'conversations.info': 'channels:read',
  };

  const server = Bun.serve({
    port: options.port ?? 0,
    hostname: '127.0.0.1',
    async fetch(request) {
      const method = new URL(request.url).pathname.replace(/^\/api\//, '');
      const args = await readArgs(request);
      state.calls.push({ method, args });
      const failed = failures.take(method) ?? failures.take('*');
      if (failed !== null) return failed;
      const token = request.headers.get('authorization')?.replace(/^Bearer /, '') ?? args.token;
      if (token === undefined) return reply({ error: 'not_authed' });
      if (token !== state.token) return reply({ error: 'invalid_auth' });
      const handler = methods[method];
      if (handler === undefined) return reply({ error: 'unknown_method' });
      const scope = needed[method];
      const headers = { 'x-oauth-scopes': state.scopes.join(','), 'x-accepted-oauth-scopes': scope ?? '' };
      if (scope !== undefined && !state.scopes.includes(scope)) {
        return reply({ error: 'missing_scope', needed: scope, provided: state.scopes.join(',') }, headers);
      }
      const answer = handler(args);
      options.onAnswer?.(method);
      return reply(answer, headers);
    },
  });

  return {
    apiUrl: `http://127.0.0.1:${server.port}/api/`,
    ...state,
    get scopes() {
      return state.scopes;
    },
    set scopes(scopes) {
      state.scopes = scopes;
    },
    fail: (method, failure) => failures.add(method, failure),
    clearFailures: failures.clear,
    stop: () => void server.stop(true),
    [Symbol.dispose]: () => void server.stop(true),
  };
}

function reply(body: Record<string, unknown>, headers: Record<string, string> = {}): Response {
  return Response.json({ ok: body.error === undefined, ...body }, { headers });
}

async function readArgs(request: Request): Promise<Record<string, string>> {
  const args: Record<string, string> = Object.fromEntries(new URL(request.url).searchParams);
  const type = request.headers.get('content-type') ?? '';
  if (request.method !== 'POST') return args;
  const text = await request.text();
  if (!type.includes('json')) return { ...args, ...Object.fromEntries(new URLSearchParams(text)) };
  for (const [name, value] of Object.entries(JSON.parse(text) as Record<string, unknown>)) {
    args[name] = typeof value === 'string' ? value : JSON.stringify(value);
  }
  return args;
}

function blockCount(json: string): number {
  const blocks: unknown = JSON.parse(json);
  return Array.isArray(blocks) ? blocks.length : Number.POSITIVE_INFINITY;
}

function accessLogs(args: Record<string, string>, options: SlackServerOptions & { logins: LoginRow[] }) {
  const page = Number(args.page ?? 1);
  const asked = Number(args.count ?? 100);
  if (page > MAX_PAGE) return { error: 'over_pagination_limit' };
  if (!(asked >= 1 && asked <= MAX_COUNT)) return { error: 'invalid_limit' };
  const count = Math.min(asked, options.pageSize ?? MAX_COUNT);
  const order = options.order ?? 'date_first';
  const before = args.before === undefined ? Number.POSITIVE_INFINITY : Number(args.before);
  const rows = options.logins.filter((row) => row[order] <= before).sort((a, b) => b[order] - a[order]);
  const pages = Math.ceil(rows.length / count);
  return {
    logins: structuredClone(rows.slice((page - 1) * count, page * count)),
    paging: { count, total: rows.length, page, pages },
    response_metadata: { next_cursor: '' },
  };
}

/** Newest first; metadata only where it is asked for. */
function history(
  args: Record<string, string>,
  posted: readonly { channel: string; ts: string; args: Record<string, string> }[],
) {
  const limit = Number(args.limit ?? 100);
  if (!(limit >= 1 && limit <= 999)) return { error: 'invalid_limit' };
  const all = posted
    .filter(({ channel, ts }) => channel === args.channel && Number(ts) > Number(args.oldest ?? 0))
    .reverse();
  const from = args.cursor ? Number(atob(args.cursor)) : 0;
  const messages = all.slice(from, from + limit).map(({ ts, args: { text, metadata } }) => ({
    type: 'message',
    ts,
    text,
    ...(args.include_all_metadata === 'true' && metadata !== undefined ? { metadata: JSON.parse(metadata) } : {}),
  }));
  const more = from + limit < all.length;
  return { messages, has_more: more, response_metadata: { next_cursor: more ? btoa(String(from + limit)) : '' } };
}

function usersList(args: Record<string, string>, users: SlackUser[]) {
  const limit = Number(args.limit ?? 0);
  if (limit < 1 || limit > 1000) return { error: limit < 1 ? 'limit_required' : 'invalid_limit' };
  const from = args.cursor ? Number(atob(args.cursor)) : 0;
  if (!Number.isInteger(from)) return { error: 'invalid_cursor' };
  const next = from + limit < users.length ? btoa(String(from + limit)) : '';
  return { members: users.slice(from, from + limit), response_metadata: { next_cursor: next } };
}

/** Without `users:read.email` the address is simply absent. */
function withScope(users: readonly SlackUser[], scopes: readonly string[]): SlackUser[] {
  if (scopes.includes('users:read.email')) return [...users];
  return users.map((user) => ({ ...user, profile: { ...user.profile, email: undefined } }));
}

if (import.meta.main) {
  const at = process.argv.indexOf('--port');
  const server = startSlackServer({ ...builtInSlack(Date.now()), port: at > 0 ? Number(process.argv[at + 1]) : 0 });
  process.stdout.write(`api_url: ${server.apiUrl}\napi_token: ${server.token}\nchannel: C012345\n`);
}
