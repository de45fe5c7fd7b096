// One row of team.accessLogs as sign-ins. A row is an aggregate (a user, an address, a user agent) that goes on changing:
// it says when it was first and last seen, and nothing of the times between. So it becomes one sign-in at `date_first` and,
// if later, one at `date_last`. Ids come from what never changes in a row, plus the time: reading a row again gives the
// same ids, and a `date_last` that moved gives one new sign-in. Also reads the lines of slack.log, which are such rows
// with the user's `email` added.

import type { SignIn } from '../../domain/sign-in.ts';
import { addressValue } from '../address.ts';
import { parseInstant } from '../instant.ts';
import { digest, isObject, type Refused, refuse, storableCopy, textValue, userAgentValue } from '../values.ts';

/** The source's name, and the key under `pollers`. */
export const SLACK = 'slack';

export interface RowOptions {
  readonly source: string;
  readonly nowMs: number;
  /** The user's address, where the row itself does not carry it. */
  readonly email?: string | null;
}

/** One or two sign-ins, the earlier first; or why there is none. */
export function signInsOfRow(given: unknown, options: RowOptions): SignIn[] | Refused {
  if (!isObject(given)) return refuse('the row is not an object', given);
  const row = storableCopy(given) as Record<string, unknown>;
  const userId = textValue(row.user_id);
  const email = textValue(options.email) ?? textValue(row.email);
  const account = email ?? userId ?? textValue(row.username);
  if (account === null) return refuse('the row has no user_id', given);
  const first = parseInstant(row.date_first, options.nowMs);
  const last = parseInstant(row.date_last, options.nowMs);
  if (typeof first === 'string' && typeof last === 'string') return refuse(`date_last: ${last}`, given);

  const userAgent = userAgentValue(row.user_agent);
  const ip = addressValue(row.ip);
  const key = digest(
    JSON.stringify([textValue(row.team_id), userId, ip, userAgent, typeof first === 'number' ? first : null]),
  );
  const logged = email === null ? row : { ...row, email };
  const at = (timeMs: number, raw: string): SignIn => ({
    source: options.source,
    id: `${key}:${timeMs / 1000}`,
    timeMs,
    account,
    ip,
    userAgent,
    outcome: 'success',
    event: 'access',
    warning: null,
    raw,
  });
  if (typeof first === 'string') return [at(last as number, JSON.stringify(logged))];
  // Logged as it was when it was new, so that this line alone gives this sign-in alone.
  const signIns = [at(first, JSON.stringify({ ...logged, date_last: row.date_first }))];
  if (typeof last === 'number' && last !== first) signIns.push(at(last, JSON.stringify(logged)));
  return signIns;
}
