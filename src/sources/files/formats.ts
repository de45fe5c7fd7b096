// Which kind of record a JSON value is, and the sign-ins in it.

import type { SignIn } from '../../domain/sign-in.ts';
import { printable } from '../../domain/text.ts';
import { GSUITE, isActivity, signInsOfActivity, signInsOfLine } from '../gsuite/normalise.ts';
import { SLACK, signInsOfRow } from '../slack/normalise.ts';
import { isObject, type JsonObject, type Refused } from '../values.ts';
import { signInOfRecord } from './signins.ts';

export const IMPORT_FORMATS = ['auto', 'signins', 'slack-access-logs', 'google-reports', 'flatfile'] as const;
export type ImportFormat = (typeof IMPORT_FORMATS)[number];
/** What `auto` decides for. */
export type RecordFormat = Exclude<ImportFormat, 'auto'>;

/** The lists inside the answers and exports these formats come in. */
export const ENVELOPES = ['items', 'activities', 'logins', 'signins'] as const;

/** The records in a JSON value: itself, the elements of a list, or of the list inside an API's answer, or of a list of those. */
export function recordsIn(value: unknown, depth = 0): readonly unknown[] {
  if (depth > DEEPEST_LIST) return [value];
  if (Array.isArray(value)) return value.flatMap((item) => recordsIn(item, depth + 1));
  if (!isObject(value)) return [value];
  const lists = ENVELOPES.map((name) => value[name]).filter((list) => Array.isArray(list));
  if (lists.length === 0 || recogniseObject(value) !== null) return isEmptyAnswer(value) ? [] : [value];
  return lists.flatMap((list) => recordsIn(list, depth + 1));
}

const DEEPEST_LIST = 4;

/** Google leaves `items` out where a page is empty. */
function isEmptyAnswer(value: JsonObject): boolean {
  return value.kind === 'admin#reports#activities';
}

/** By the keys that no other format has; null where it is none of them. */
export function recognise(value: unknown): RecordFormat | null {
  return isObject(value) ? recogniseObject(value) : null;
}

function recogniseObject(value: JsonObject): RecordFormat | null {
  if (value.time !== undefined && value.user !== undefined) return 'signins';
  if (value['id.time'] !== undefined) return 'flatfile';
  if (isActivity(value)) return 'google-reports';
  if (value.date_last !== undefined || value.date_first !== undefined) {
    return value.email === undefined ? 'slack-access-logs' : 'flatfile';
  }
  // A sign-in record that lacks something: its reason is better than "not recognised".
  return value.time !== undefined || value.user !== undefined ? 'signins' : null;
}

export interface SignInsOptions {
  /** Wins over the format's own source, but not over the one a sign-in record names. */
  readonly source: string | null;
  readonly nowMs: number;
  readonly text: string;
}

const UNRECOGNISED = 'it is no sign-in record, no row of Slack access logs and no activity of Google Reports';

/** What a record that is none lacks, with the field that may be meant. Few different texts, since reasons are counted. */
function unrecognised(value: JsonObject): string {
  const keys = Object.keys(value).slice(0, MOST_KEYS);
  const missing = ['time', 'user', 'ip'].filter((name) => value[name] === undefined);
  const meant = missing.flatMap((name) => {
    const key = keys.find((given) => OTHER_NAMES[name]?.includes(given.toLowerCase().replaceAll(/[-_.]/g, '')));
    return key === undefined ? [] : [`${name} for ${printable(key, { max: 40 })}`];
  });
  const rename = meant.length === 0 ? '' : ` (write ${meant.join(', ')})`;
  return `${UNRECOGNISED}: it lacks ${missing.join(', ')}${rename}`;
}

/** Keys looked at: a giant record is no reason for a giant search. */
const MOST_KEYS = 200;
/** What others call our fields, without `-`, `_` and `.`. */
const OTHER_NAMES: Readonly<Record<string, readonly string[]>> = {
  time: ['timestamp', '@timestamp', 'datetime', 'date', 'ts', 'eventtime', 'createdat', 'published', 'logintime'],
  user: ['username', 'useremail', 'userid', 'email', 'account', 'login', 'actor', 'userprincipalname'],
  ip: ['ipaddress', 'ipaddr', 'clientip', 'sourceip', 'srcip', 'remoteaddr', 'remoteip', 'address'],
};

/** The sign-ins of one record; or the reason why there are none. */
export function signInsOf(value: unknown, format: ImportFormat, options: SignInsOptions): readonly SignIn[] | string {
  if (!isObject(value)) return 'it is no JSON object';
  const { nowMs } = options;
  const kind = format === 'signins' ? 'signins' : (recogniseObject(value) ?? 'unknown');
  const wanted = format === 'auto' || format === 'flatfile' || format === kind || kind === 'flatfile';
  if (kind === 'unknown' || !wanted)
    return format === 'auto' ? unrecognised(value) : `it is no record of the format ${format}`;
  if (kind === 'signins') {
    const signIn = signInOfRecord(value, options);
    return typeof signIn === 'string' ? signIn : [signIn];
  }
  return signInsOrReason(otherSignIns(value, { nowMs, source: options.source }));
}

function otherSignIns(value: JsonObject, { nowMs, source }: { nowMs: number; source: string | null }) {
  if (value['id.time'] !== undefined) return signInsOfLine(value, { nowMs, source: source ?? GSUITE });
  if (isActivity(value)) return signInsOfActivity(value, { nowMs, source: source ?? GSUITE });
  return signInsOfRow(value, { nowMs, source: source ?? SLACK });
}

function signInsOrReason(result: SignIn[] | Refused): readonly SignIn[] | string {
  return Array.isArray(result) ? result : result.reason;
}
