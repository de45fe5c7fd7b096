// Google's Reports API through its own client, loaded only when needed: the deep import costs a tenth of the whole package.
// Their token URL is fixed in the library, so ours is put in its place at the fetch below it.

import { BusybodyError } from '../../platform/errors.ts';
import { limitedFetch } from '../../platform/fetch.ts';
import { quote, readableByOthers } from '../../platform/files.ts';
import { logger } from '../../platform/log.ts';
import { redact, registerSecret } from '../../platform/redact.ts';
import { CALL_TIMEOUT_MS, repeated } from '../calls.ts';
import type { SourceContext } from '../contract.ts';
import { isObject, type JsonObject } from '../values.ts';
import type { GsuiteConfig } from './config.ts';
import { readCredentials } from './credentials.ts';
import { isTokenRefused, judgeGoogleError, SCOPE } from './errors.ts';

const FIXED_TOKEN_URL = 'https://oauth2.googleapis.com/token';

export interface ListCall {
  readonly startTime: string;
  readonly endTime?: string;
  readonly pageToken?: string;
  readonly maxResults: number;
  readonly deadlineMs: number;
  readonly signal?: AbortSignal;
}

/** One page of login activities, raw. */
export type GsuiteClient = (call: ListCall) => Promise<JsonObject>;

export const DOING = 'read the login audit log of Google Workspace';

/** @throws BusybodyError where the key file cannot be used */
export async function createGsuiteClient(config: GsuiteConfig, context: SourceContext): Promise<GsuiteClient> {
  const credentials = await readCredentials(config.credential_file);
  if (readableByOthers(config.credential_file)) {
    const file = quote(config.credential_file);
    logger('sources').warning('{file} holds a private key and can be read by others; mend it with: chmod 600 {file}', {
      file,
    });
  }
  const [{ admin_reports_v1 }, { JWT }] = await Promise.all([
    import('googleapis/build/src/apis/admin/reports_v1.js'),
    import('google-auth-library'),
  ]);
  const fetch = limitedFetch({ timeoutMs: context.callTimeoutMs ?? CALL_TIMEOUT_MS });
  const fetchImplementation: typeof fetch = async (input, init) =>
    String(input) === FIXED_TOKEN_URL ? tokenAnswer(await fetch(config.token_url, init)) : fetch(input, init);
  // With each its own access token, got with the first call.
  const open = () => {
    const auth = new JWT({
      email: credentials.client_email,
      key: credentials.private_key,
      keyId: credentials.private_key_id,
      subject: config.admin_email,
      scopes: [SCOPE],
      transporterOptions: { fetchImplementation: fetchImplementation as typeof globalThis.fetch, retry: false },
    });
    return new admin_reports_v1.Admin({ auth, rootUrl: config.api_url });
  };
  let reports = open();
  let worked = false;
  return ({ deadlineMs, signal, ...params }) =>
    repeated(
      async () => {
        const request = { userKey: 'all', applicationName: 'login', ...params };
        const ask = () => reports.activities.list(request, { retry: false, signal });
        const { data } = await ask().catch((error: unknown) => {
          if (!worked || !isTokenRefused(error)) throw error;
          // A token that worked and works no more has expired or was withdrawn early: a new one, once.
          worked = false;
          reports = open();
          return ask();
        });
        worked = true;
        if (isReport(data)) return data;
        throw new BusybodyError('E_GSUITE_ANSWER', `Cannot ${DOING}: the answer is not Google's`, {
          retryable: true,
          hints: ['Check pollers.gsuite.api_url in the config, and what proxies on the way answer'],
        });
      },
      {
        context,
        deadlineMs,
        signal,
        judge: (error) => judgeGoogleError(error, { doing: DOING, nowMs: context.clock() }),
      },
    );
}

/** A proxy's page of HTML, or another API's answer, must not pass for a quiet day. */
function isReport(data: unknown): data is JsonObject {
  if (!isObject(data)) return false;
  const keys = Object.keys(data);
  return keys.length === 0 || ['kind', 'items', 'etag', 'nextPageToken'].some((key) => keys.includes(key));
}

/** Google's library takes any answer for a token, and blames the API for what follows. */
async function tokenAnswer(response: Response): Promise<Response> {
  const text = await response.clone().text();
  const parsed = parsedOrNull(text);
  if (isObject(parsed) && typeof parsed.access_token === 'string') registerSecret(parsed.access_token);
  if (isObject(parsed) && typeof (response.ok ? parsed.access_token : parsed.error) === 'string') return response;
  // Overload and outages heal, and are told as such.
  if (response.status >= 500 || response.status === 429 || response.status === 408) return response;
  const start = JSON.stringify(redact(text.slice(0, 2000)).slice(0, 80));
  const message = `Cannot ${DOING}: the token endpoint gave no token (status ${response.status}): ${start}`;
  throw new BusybodyError('E_GSUITE_TOKEN', message, {
    hints: ['Check pollers.gsuite.token_url in the config, and what proxies on the way answer'],
  });
}

function parsedOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
