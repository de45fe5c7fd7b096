// Activities of Google's Reports API as sign-ins, by way of the flat line of gsuite.log, so that reading a log line again
// gives the very same sign-in. Events other than sign-ins (logout, 2sv_enroll, email_forwarding_out_of_domain …) are
// kept under their own names: who looks at an alert wants to see them.

import type { Outcome, SignIn } from '../../domain/sign-in.ts';
import { addressValue } from '../address.ts';
import { parseInstant } from '../instant.ts';
import { digest, isObject, type JsonObject, type Refused, refuse, textValue } from '../values.ts';
import { EVENT_INDEX, type FlatRecord, flattenActivity } from './flatten.ts';

/** The source's name, and the key under `pollers`. */
export const GSUITE = 'gsuite';

export interface ActivityOptions {
  readonly source: string;
  readonly nowMs: number;
}

/** One sign-in for each event of an activity as the API gives it; or why there is none. */
export function signInsOfActivity(activity: unknown, options: ActivityOptions): SignIn[] | Refused {
  if (!isObject(activity)) return refuse('the activity is not an object', activity);
  const signIns: SignIn[] = [];
  for (const flat of flattenActivity(activity)) {
    const result = signInsOfLine(flat, options);
    if (!Array.isArray(result)) return refuse(result.reason, activity);
    signIns.push(...result);
  }
  return signIns;
}

/** The sign-ins of a line of gsuite.log; lines of busybody 1.0 may hold several events. */
export function signInsOfLine(flat: FlatRecord, options: ActivityOptions): SignIn[] | Refused {
  const timeMs = parseInstant(flat['id.time'], options.nowMs);
  if (typeof timeMs === 'string') return refuse(`id.time: ${timeMs}`, flat);
  const raw = JSON.stringify(flat);
  const given = flat[EVENT_INDEX];
  if (typeof given === 'number' && Number.isSafeInteger(given) && given > 0) {
    return [signInOf(flat, { ...options, timeMs, raw, prefix: 'events.0.', index: given })];
  }
  const numbers = Object.keys(flat).map((key) => /^events\.(\d{1,4})(?:\.|$)/.exec(key)?.[1]);
  const indexes = new Set(numbers.filter((number) => number !== undefined).map(Number));
  return [...(indexes.size === 0 ? [0] : indexes)].map((index) =>
    signInOf(flat, { ...options, timeMs, raw, prefix: `events.${index}.`, index }),
  );
}

interface EventPlace extends ActivityOptions {
  readonly timeMs: number;
  readonly raw: string;
  readonly prefix: string;
  readonly index: number;
}

function signInOf(flat: FlatRecord, { source, timeMs, raw, prefix, index }: EventPlace): SignIn {
  const parameter = (name: string) => flat[prefix + name];
  const event = textValue(parameter('name')) ?? 'unknown';
  const type = textValue(parameter('type'));
  const warned = type === 'account_warning' || type === 'attack_warning';
  const actor = textValue(flat['actor.email']);
  // Warnings are about the account they name; their actor is often empty.
  const affected = warned ? textValue(parameter('affected_email_address')) : null;
  return {
    source,
    id: idOf(flat, { timeMs, event, index }),
    timeMs,
    account: affected ?? actor ?? textValue(flat['actor.profileId']) ?? 'unknown',
    ip: addressValue(flat.ipAddress),
    userAgent: null,
    outcome: outcomeOf(event, parameter('login_challenge_status')),
    event,
    warning: warned ? event : isTrue(parameter('is_suspicious')) ? 'is_suspicious' : null,
    raw,
  };
}

/**
 * `C01/login/2026-03-01T09:12:00.000Z:-9198:login_success`, and `#1` for the second event of an activity. Time and
 * qualifier alone are not unique: a login_success and its login_verification may share both in two activities.
 */
function idOf(flat: FlatRecord, { timeMs, event, index }: { timeMs: number; event: string; index: number }): string {
  const owner = [textValue(flat['id.customerId']), textValue(flat['id.applicationName'])].filter(
    (part) => part !== null,
  );
  const qualifier = textValue(flat['id.uniqueQualifier']) ?? digest(JSON.stringify(flat));
  const id = `${[...owner, new Date(timeMs).toISOString()].join('/')}:${qualifier}:${event}`;
  return (id.length <= 512 ? id : digest(id)) + (index === 0 ? '' : `#${index}`);
}

function outcomeOf(event: string, challengeStatus: unknown): Outcome {
  if (event === 'login_challenge' || event === 'login_verification') {
    const status = textValue(challengeStatus);
    if (status === null) return 'challenge';
    return /^(challenge )?passed/i.test(status) ? 'success' : 'failure';
  }
  return event === 'login_failure' || event.endsWith('_blocked') ? 'failure' : 'success';
}

/** Of the API it is true, of older log lines possibly "true". */
function isTrue(value: unknown): boolean {
  return value === true || value === 'true';
}

/** Whether an object looks like an activity of the API. */
export function isActivity(value: JsonObject): boolean {
  return isObject(value.id) && value.id.time !== undefined;
}
