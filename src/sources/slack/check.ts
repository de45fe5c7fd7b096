// `check` for Slack: the token, its scopes, the access logs themselves, and whether e-mail addresses can be read.

import { BusybodyError } from '../../platform/errors.ts';
import type { CheckLine, SourceContext } from '../contract.ts';
import { isObject, type JsonObject, textValue } from '../values.ts';
import type { SlackClient } from './client.ts';

const CHECK_BUDGET_MS = 20_000;
const EMAIL_HINT =
  'Add users:read.email under "User Token Scopes" at https://api.slack.com/apps → your app → OAuth & Permissions, and reinstall the app';

export async function checkSlack(client: SlackClient, context: SourceContext): Promise<CheckLine[]> {
  const deadlineMs = context.clock() + CHECK_BUDGET_MS;
  const lines: CheckLine[] = [];
  const attempt = async (call: { method: string; args?: Record<string, number>; doing: string }) => {
    try {
      return await client({ ...call, deadlineMs });
    } catch (error) {
      if (!(error instanceof BusybodyError)) throw error;
      lines.push({ ok: false, text: `slack: ${error.message}`, hints: error.hints });
      return null;
    }
  };

  const who = await attempt({ method: 'auth.test', doing: 'use the token of Slack (auth.test)' });
  if (who === null) return lines;
  const place = `${textValue(who.team) ?? 'a workspace without name'} as ${textValue(who.user) ?? 'an unnamed user'}`;
  lines.push({ ok: true, text: `slack: token works for ${place}`, hints: [] });

  const doing = 'read the access logs of Slack (team.accessLogs)';
  const logs = await attempt({ method: 'team.accessLogs', args: { count: 1, page: 1 }, doing });
  if (logs !== null) lines.push({ ok: true, text: 'slack: access logs can be read', hints: [] });

  const listing = { method: 'users.list', args: { limit: 200 }, doing: 'read the users of Slack (users.list)' };
  const users = await attempt(listing);
  if (users !== null) lines.push(emailLine(users));
  return lines;
}

function emailLine(users: JsonObject): CheckLine {
  const metadata = isObject(users.response_metadata) ? users.response_metadata : {};
  const scopes: readonly unknown[] | null = Array.isArray(metadata.scopes) ? metadata.scopes : null;
  const members: readonly unknown[] = Array.isArray(users.members) ? users.members : [];
  const seen = members.some((m) => isObject(m) && isObject(m.profile) && textValue(m.profile.email) !== null);
  if (seen || scopes?.includes('users:read.email')) {
    return { ok: true, text: 'slack: users and their e-mail addresses can be read', hints: [] };
  }
  const text = 'slack: e-mail addresses cannot be read (scope users:read.email is missing): users keep their Slack ids';
  return { ok: false, text, hints: [EMAIL_HINT] };
}
