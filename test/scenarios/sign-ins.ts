// Sign-ins as scenarios write them: who, when (day and local clock), from where, with what; the rest is as usual.

import type { SignIn } from '../../src/domain/sign-in.ts';
import { agent } from './agents.ts';
import { address } from './networks.ts';
import { type Person, personNamed, userOf } from './people.ts';

const DAY_MS = 86_400_000;
/** Day 0 of every scenario, midnight UTC of a Tuesday: everyday life ends here. */
export const DAY_ZERO_MS = Date.UTC(2026, 2, 10);

export interface Draft extends Omit<SignIn, 'id' | 'raw'> {
  /** Done by somebody else. */
  readonly intruder: boolean;
}

/** Local clock in Lyon (an hour before UTC) on a day; `at(0, '09:30')` is 08:30 UTC on day 0. */
export function at(day: number, clock: string): number {
  const [hour = 0, minute = 0] = clock.split(':').map(Number);
  return DAY_ZERO_MS + day * DAY_MS + (hour - 1) * 3_600_000 + minute * 60_000;
}

export function dayOf(timeMs: number): number {
  return Math.floor((timeMs - DAY_ZERO_MS) / DAY_MS);
}

type What = Partial<Omit<Draft, 'account' | 'timeMs'>>;

/** A sign-in of a person's own: laptop at home unless said otherwise. Google Workspace gives no user agent. */
export function signIn(name: string, timeMs: number, what: What = {}): Draft {
  const one = personNamed(name);
  const source = what.source ?? 'slack';
  return {
    source,
    timeMs,
    account: userOf(name),
    ip: atHome(one),
    userAgent: source === 'gsuite' ? null : agent(one.laptop, dayOf(timeMs)),
    outcome: 'success',
    event: 'login',
    warning: null,
    intruder: false,
    ...what,
  };
}

/** A sign-in of somebody else on the account. */
export function intruder(name: string, timeMs: number, what: What): Draft {
  return signIn(name, timeMs, { ...what, intruder: true });
}

export function failures(name: string, timeMs: number, what: What & { times: number }): Draft[] {
  const { times, ...rest } = what;
  return Array.from({ length: times }, (_, i) =>
    signIn(name, timeMs + i * 20_000, { ...rest, outcome: 'failure', event: 'login_failure' }),
  );
}

export function atHome({ home, homeBlock }: Person): string {
  return address(home, homeBlock, 21);
}

export function atOffice({ office }: Person): string {
  return address(office, 1, 9);
}

/** Behind the carrier's gateway, a new address every time. */
export function onMobile(person: Person, day: number): string {
  return address(
    person.mobile,
    1 + Math.floor(dice(person.name, day, 'gateway') * 4),
    1 + Math.floor(dice(person.name, day, 'host') * 250),
  );
}

/** The phone's user agent. @throws RangeError for a person without one. */
export function phoneOf(person: Person, day = 0): string {
  if (person.phone === null) throw new RangeError(`${person.name} has no phone`);
  return agent(person.phone, day);
}

/** A number in [0, 1) that depends on nothing but its arguments. */
export function dice(...parts: readonly (string | number)[]): number {
  let hash = 0x811c9dc5;
  for (const char of parts.join('/')) hash = Math.imul(hash ^ char.charCodeAt(0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39);
  return ((hash ^ (hash >>> 15)) >>> 0) / 2 ** 32;
}
