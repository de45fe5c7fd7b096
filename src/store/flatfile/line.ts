// A sign-in as a log line. A source's own record is the line wherever reading it back gives the same sign-in, which is how
// busybody 1.0's slack.log and gsuite.log stay what they were; otherwise the line says all fields itself.

import { OUTCOMES, type SignIn } from '../../domain/sign-in.ts';
import { errorText } from '../../platform/errors.ts';

interface RefusedLine {
  readonly refused: string;
}

/**
 * Reads a line as its source writes it; a line may hold several sign-ins (a row of slack.log says first and last).
 * null or none where the line holds no sign-in and nobody need hear of it.
 */
export type ParseLine = (source: string, line: string) => SignIn | readonly SignIn[] | RefusedLine | null;

const FIELDS = ['source', 'id', 'timeMs', 'account', 'ip', 'userAgent', 'outcome', 'event', 'warning'] as const;
/** Marks a line of ours. */
const MARK = '{"busybody":2,';

/** The line for a sign-in, without its newline. */
export function encodeLine(signIn: SignIn, parseLine: ParseLine): string {
  // JSON text has line breaks between its tokens only, where a blank means the same.
  const line = signIn.raw
    .replace(/[\r\n]+/g, ' ')
    .trim()
    .toWellFormed();
  const back = line.startsWith('{') ? decodeLine(signIn.source, line, parseLine) : [];
  if (!isRefused(back) && back.some((one) => FIELDS.every((field) => one[field] === signIn[field]))) return line;
  return JSON.stringify({
    busybody: 2,
    time: isoTime(signIn.timeMs),
    user: signIn.account,
    ip: signIn.ip,
    user_agent: signIn.userAgent,
    outcome: signIn.outcome,
    event: signIn.event,
    warning: signIn.warning,
    id: signIn.id,
    time_ms: signIn.timeMs,
    raw: signIn.raw,
  });
}

/** Inverse of {@link encodeLine}; never throws, whatever the line holds. */
export function decodeLine(source: string, line: string, parseLine: ParseLine): readonly SignIn[] | RefusedLine {
  try {
    if (line.startsWith(MARK)) return decodeOwn(source, line);
    const result = parseLine(source, line) ?? [];
    if (isRefused(result)) return result;
    const signIns = Array.isArray(result) ? (result as readonly SignIn[]) : [result as SignIn];
    const other = signIns.find((signIn) => signIn.source !== source);
    return other ? { refused: `it belongs to the source ${JSON.stringify(other.source)}` } : signIns;
  } catch (error) {
    return { refused: errorText(error) };
  }
}

export function isRefused(result: object): result is RefusedLine {
  return 'refused' in result;
}

function decodeOwn(source: string, line: string): readonly SignIn[] | RefusedLine {
  const { id, time_ms: timeMs, user, ip, user_agent: userAgent, outcome, event, warning, raw } = JSON.parse(line);
  const known = OUTCOMES.find((name) => name === outcome);
  const texts = [id, user, event, raw].every((value) => typeof value === 'string');
  const maybe = [ip, userAgent, warning].every((value) => value === null || typeof value === 'string');
  if (!texts || !maybe || !known || !Number.isSafeInteger(timeMs)) return { refused: 'a field has the wrong type' };
  return [{ source, id, timeMs, account: user, ip, userAgent, outcome: known, event, warning, raw }];
}

function isoTime(timeMs: number): string | null {
  const date = new Date(timeMs);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}
