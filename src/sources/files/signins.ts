// The record format of `import --format signins`: one JSON object a sign-in. Checked by hand rather than by a schema:
// a million of them is an ordinary import.

import { OUTCOMES, type Outcome, type SignIn } from '../../domain/sign-in.ts';
import { addressValue } from '../address.ts';
import { parseInstant } from '../instant.ts';
import { digest, type JsonObject, LONGEST_TEXT, storable, storableCopy, textValue, userAgentValue } from '../values.ts';

export interface RecordOptions {
  /** For records that name none themselves. */
  readonly source: string | null;
  readonly nowMs: number;
  /** The record as it stood in the file. */
  readonly text: string;
}

/** The reason given where neither the record nor the caller names a source. */
export const NO_SOURCE = 'source is missing, and --source is not given';

const KNOWN = new Set(['time', 'user', 'ip', 'user_agent', 'outcome', 'event', 'source', 'id']);
const LONGEST_ID = 512;
/** Longer records are stored with long values cut, still longer ones without the fields we do not know. */
const LONG_RAW = 16_384;
const LONGEST_RAW = 65_536;
/** A source names a file in flat-file stores: no paths, nothing hidden. */
const SOURCE = /^[a-z0-9][\w.-]{0,63}$/i;

/** The sign-in, or the reason why the record is none. */
export function signInOfRecord(record: JsonObject, options: RecordOptions): SignIn | string {
  const timeMs = parseInstant(record.time, options.nowMs);
  if (typeof timeMs === 'string') return timeMs;
  const account = textValue(record.user);
  if (account === null) return record.user === undefined ? 'user is missing' : 'user is no text';
  const ip = addressValue(record.ip);
  if (ip === null) return record.ip === undefined || record.ip === null ? 'ip is missing' : 'ip is no text';
  const outcome = outcomeValue(record.outcome);
  if (outcome === null) return `outcome is none of ${OUTCOMES.join(', ')}`;
  const source = textValue(record.source) ?? options.source;
  if (source === null) return NO_SOURCE;
  if (!SOURCE.test(source)) return 'source is no plain name';
  const userAgent = userAgentValue(record.user_agent);
  if (userAgent === null && record.user_agent && typeof record.user_agent !== 'string') return 'user_agent is no text';
  const event = textValue(record.event) ?? 'login';
  const signIn = { source, timeMs, account, ip, userAgent, outcome, event, warning: null };
  const id = givenId(record.id) ?? hashOf(record, signIn);
  return { ...signIn, id, raw: rawOf(record, { text: options.text, id }) };
}

function outcomeValue(value: unknown): Outcome | null {
  if (value === undefined || value === null || value === '') return 'success';
  return OUTCOMES.find((outcome) => outcome === value) ?? null;
}

function givenId(value: unknown): string | null {
  const id = typeof value === 'number' ? textValue(value) : typeof value === 'string' && value !== '' ? value : null;
  if (id === null) return null;
  return id.length > LONGEST_ID ? digest(id) : storable(id);
}

type Fields = Omit<SignIn, 'id' | 'raw'>;

/** Of the meaning, not the notation: `+02:00` or `Z`, the order of fields and blanks between them make no difference. */
function hashOf(record: JsonObject, { timeMs, account, ip, userAgent, outcome, event }: Fields): string {
  const fields: unknown[] = [timeMs, account, ip, userAgent, outcome, event];
  const others = Object.keys(record).filter((key) => !KNOWN.has(key));
  for (const key of others.sort()) fields.push(key, record[key]);
  return digest(JSON.stringify(fields));
}

/** One line of JSON that reads as the same sign-in again. */
function rawOf(record: JsonObject, { text, id }: { text: string; id: string }): string {
  if (text.length <= LONGEST_TEXT && !text.includes('\n')) return text;
  if (text.length <= LONG_RAW) return JSON.stringify(storableCopy(record));
  const whole = JSON.stringify({ ...(storableCopy(record) as JsonObject), id });
  if (whole.length <= LONGEST_RAW) return whole;
  const known = Object.entries(record).filter(([key]) => KNOWN.has(key));
  return JSON.stringify({ ...(storableCopy(Object.fromEntries(known)) as JsonObject), id });
}
