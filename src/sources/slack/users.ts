// Who stands behind Slack's user ids: people with their e-mail, or bots. Read with users.list once a listing, and with
// users.info for ids that list does not have (people of other workspaces, `W…` ids). An id nobody knows is a person:
// a sign-in is never dropped because a lookup failed.

import { BusybodyError } from '../../platform/errors.ts';
import type { SourceContext } from '../contract.ts';
import { isObject, type JsonObject, textValue } from '../values.ts';
import type { SlackClient } from './client.ts';

export interface SlackPerson {
  readonly bot: boolean;
  readonly email: string | null;
}

export interface SlackUsers {
  /** Resolves what is not known yet; afterwards {@link get} knows all of them. */
  learn(ids: Iterable<string>): Promise<void>;
  get(id: string): SlackPerson;
}

const PAGE_USERS = 500;
const MOST_PAGES = 1000;
/** users.list may be called 20 times a minute, users.info 100 times; small workspaces never notice. */
const LIST_PACE_MS = 3000;
const UNPACED_PAGES = 10;
const INFO_PACE_MS = 600;
const UNPACED_INFOS = 50;

const UNKNOWN: SlackPerson = { bot: false, email: null };
const SLACKBOT = 'USLACKBOT';
/** A user who is there but not for us: kept under the id. */
const INVISIBLE = /Slack answered (?:user_not_found|user_not_visible|users_not_found)\b/;

export interface UsersOptions {
  readonly context: SourceContext;
  readonly deadlineMs: number;
  readonly signal?: AbortSignal;
}

export function createSlackUsers(client: SlackClient, options: UsersOptions): SlackUsers {
  const { context, deadlineMs, signal } = options;
  const known = new Map<string, SlackPerson>([[SLACKBOT, { bot: true, email: null }]]);
  let listed = false;
  let infos = 0;

  async function list(): Promise<void> {
    let cursor = '';
    for (let page = 0; page < MOST_PAGES; page++) {
      if (page >= UNPACED_PAGES) await context.sleep(LIST_PACE_MS);
      const answer = await client({
        method: 'users.list',
        args: { limit: PAGE_USERS, cursor: cursor === '' ? undefined : cursor },
        doing: 'read the users of Slack (users.list)',
        deadlineMs,
        signal,
      });
      for (const member of Array.isArray(answer.members) ? answer.members : []) add(member);
      const next = isObject(answer.response_metadata) ? textValue(answer.response_metadata.next_cursor) : null;
      // A cursor that comes back unchanged would go round for ever.
      if (next === null || next === cursor) return;
      cursor = next;
    }
  }

  function add(member: unknown): void {
    if (!isObject(member)) return;
    const person = personOf(member);
    const ids = [member.id, isObject(member.enterprise_user) ? member.enterprise_user.id : null];
    for (const id of ids) if (typeof id === 'string' && id !== SLACKBOT) known.set(id, person);
  }

  async function look(id: string): Promise<void> {
    infos += 1;
    if (infos > UNPACED_INFOS) await context.sleep(INFO_PACE_MS);
    known.set(id, UNKNOWN);
    try {
      const doing = 'read a user of Slack (users.info)';
      const { user } = await client({ method: 'users.info', args: { user: id }, doing, deadlineMs, signal });
      if (isObject(user)) known.set(id, personOf(user));
    } catch (error) {
      if (!(error instanceof BusybodyError && INVISIBLE.test(error.message))) throw error;
    }
  }

  return {
    async learn(ids) {
      if (!listed) await list();
      listed = true;
      for (const id of new Set(ids)) if (!known.has(id)) await look(id);
    },
    get: (id) => known.get(id) ?? UNKNOWN,
  };
}

function personOf(user: JsonObject): SlackPerson {
  const profile = isObject(user.profile) ? user.profile : {};
  const email = textValue(profile.email);
  const bot = user.is_bot === true || user.is_workflow_bot === true || user.is_connector_bot === true;
  // `is_app_user` also marks people who authorized the app whose token this is, such as the administrator who installed it.
  const app = user.is_app_user === true && email === null && user.is_email_confirmed !== true;
  return { bot: bot || app, email };
}
