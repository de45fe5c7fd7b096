// Every field of every source that text from outside can stand in, and the way it goes to become a sign-in: the real
// normalisers, from a row of Slack's API to a line of a flat-file log.

import type { SignIn } from '../../src/domain/sign-in.ts';
import { signInsOf } from '../../src/sources/files/formats.ts';
import { parseLogLine } from '../../src/sources/files/log-line.ts';
import { parseJson } from '../../src/sources/files/parse.ts';
import { signInsOfActivity } from '../../src/sources/gsuite/normalise.ts';
import { signInsOfRow } from '../../src/sources/slack/normalise.ts';
import { decodeLine, encodeLine, isRefused } from '../../src/store/flatfile/line.ts';

export const NOW_MS = Date.UTC(2026, 2, 10, 12);
const TIME = '2026-03-10T09:12:00.000Z';
const TIME_S = Date.parse(TIME) / 1000;
const NAMES = { source: 'gsuite', nowMs: NOW_MS };

/** The sign-ins, or why there are none. */
export type Taken = readonly SignIn[] | string;

export interface Field {
  readonly name: string;
  readonly take: (text: string) => Taken;
  /** Where the text must be found again; null where it only lies in the raw record. */
  readonly at: 'account' | 'ip' | 'userAgent' | 'event' | 'id' | 'source' | 'warning' | null;
}

function record(fields: Record<string, unknown>): Taken {
  const whole = { time: TIME, user: 'ada@example.com', ip: '203.0.113.7', ...fields };
  return signIns(JSON.stringify(whole), 'signins');
}

function signIns(text: string, format: 'signins' | 'auto'): Taken {
  const parsed = parseJson(text);
  if ('reason' in parsed) return parsed.reason;
  return signInsOf(parsed.value, format, { source: 'vpn', nowMs: NOW_MS, text });
}

function slack(fields: Record<string, unknown>, email: string | null = null): Taken {
  const row = { user_id: 'U1', date_first: TIME_S, date_last: TIME_S, ip: '203.0.113.7', user_agent: 'x', ...fields };
  const result = signInsOfRow(row, { source: 'slack', nowMs: NOW_MS, email });
  return 'reason' in result ? result.reason : result;
}

function google(change: { id?: object; actor?: object; ipAddress?: string; event?: object }): Taken {
  const event = { type: 'login', name: 'login_success', parameters: [], ...change.event };
  const result = signInsOfActivity(
    {
      kind: 'admin#reports#activity',
      id: { time: TIME, uniqueQualifier: '1', applicationName: 'login', customerId: 'C1', ...change.id },
      actor: { email: 'ada@example.com', ...change.actor },
      ipAddress: change.ipAddress ?? '203.0.113.7',
      events: [event],
    },
    NAMES,
  );
  return 'reason' in result ? result.reason : result;
}

/** Through a flat-file store's log and back, as the next opening reads it. */
function logged(text: string): Taken {
  const given = record({ user: text, ip: text, user_agent: text, event: text, id: text });
  if (typeof given === 'string') return given;
  return given.flatMap((signIn) => {
    const line = encodeLine(signIn, parseLogLine);
    if (/[\r\n]/.test(line) || !line.isWellFormed()) throw new Error(`a line that is none: ${JSON.stringify(line)}`);
    const back = decodeLine(signIn.source, line, parseLogLine);
    if (isRefused(back)) throw new Error(`lost in the log: ${back.refused}`);
    return back;
  });
}

export const FIELDS: readonly Field[] = [
  { name: 'signins user', take: (text) => record({ user: text }), at: 'account' },
  { name: 'signins ip', take: (text) => record({ ip: text }), at: 'ip' },
  { name: 'signins user_agent', take: (text) => record({ user_agent: text }), at: 'userAgent' },
  { name: 'signins event', take: (text) => record({ event: text }), at: 'event' },
  { name: 'signins id', take: (text) => record({ id: text }), at: 'id' },
  { name: 'signins source', take: (text) => record({ source: text }), at: 'source' },
  { name: 'signins outcome', take: (text) => record({ outcome: text }), at: null },
  { name: 'signins time', take: (text) => record({ time: text }), at: null },
  { name: 'signins extras', take: (text) => record({ [text]: text, more: { [text]: [text] } }), at: null },
  { name: 'a line that is no record', take: (text) => signIns(text, 'auto'), at: null },
  { name: 'flatfile', take: logged, at: 'userAgent' },
  { name: 'slack user_id', take: (text) => slack({ user_id: text }), at: 'account' },
  { name: 'slack username', take: (text) => slack({ user_id: undefined, username: text }), at: 'account' },
  { name: 'slack profile email', take: (text) => slack({}, text), at: 'account' },
  { name: 'slack ip', take: (text) => slack({ ip: text }), at: 'ip' },
  { name: 'slack user_agent', take: (text) => slack({ user_agent: text }), at: 'userAgent' },
  { name: 'slack extras', take: (text) => slack({ isp: text, country: text, [text]: text }), at: null },
  { name: 'slack dates', take: (text) => slack({ date_first: text, date_last: text }), at: null },
  { name: 'google actor', take: (text) => google({ actor: { email: text } }), at: 'account' },
  { name: 'google profile', take: (text) => google({ actor: { email: undefined, profileId: text } }), at: 'account' },
  { name: 'google address', take: (text) => google({ ipAddress: text }), at: 'ip' },
  { name: 'google event', take: (text) => google({ event: { name: text } }), at: 'event' },
  {
    name: 'google affected account',
    take: (text) =>
      google({
        event: {
          type: 'account_warning',
          name: 'suspicious_login',
          parameters: [{ name: 'affected_email_address', value: text }],
        },
      }),
    at: 'account',
  },
  {
    name: 'google warning',
    take: (text) => google({ event: { type: 'attack_warning', name: text } }),
    at: 'warning',
  },
  {
    name: 'google parameters',
    take: (text) =>
      google({
        event: {
          parameters: [
            { name: text, value: text },
            { name: 'login_type', multiValue: [text] },
            { name: 'm', messageValue: { parameter: [{ name: text, value: text }] } },
          ],
        },
      }),
    at: null,
  },
  { name: 'google qualifier', take: (text) => google({ id: { uniqueQualifier: text, customerId: text } }), at: null },
  { name: 'google time', take: (text) => google({ id: { time: text } }), at: null },
];
