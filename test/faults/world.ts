// A small company on two apps whose sign-ins go on coming, in event time: a past older than a week, then lots of a few
// sign-ins each, now and then a takeover. A lot is issued by one app only, and the next one after the run at work has
// ended: so no sign-in comes late, and what is right does not depend on when runs ended.

import { seededRandom } from '../../src/platform/random.ts';
import { type GoogleServer, startGoogleServer } from '../servers/google.ts';
import { login } from '../servers/google-data.ts';
import { type SlackServer, startSlackServer } from '../servers/slack.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const DESK =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36';

export interface WorldOptions {
  readonly seed: number;
  readonly users: number;
  /** Sign-ins of a user on a day of the past, at least. */
  readonly perDay: number;
  /** How many lots there will be. */
  readonly lots: number;
}

export interface World extends Disposable {
  readonly slack: SlackServer;
  readonly google: GoogleServer;
  /** `source user time`, of everything issued. */
  readonly issued: readonly string[];
  /** Issues the next lot; false where there is none left. */
  issueLot(): boolean;
  /** Called when Slack carried out a call and its answer is about to leave. */
  onAnswer: ((method: string) => void) | null;
}

export function openWorld({ seed, users, perDay, lots }: WorldOptions): World {
  const random = seededRandom(seed);
  const nowMs = Date.now();
  const hooks: { onAnswer: World['onAnswer'] } = { onAnswer: null };
  const people = Array.from({ length: users }, (_, i) => ({
    id: `U${i + 1}`,
    profile: { email: `p${i}@example.com` },
  }));
  // Over twenty pages Slack's are read at its pace, a page in three seconds.
  const pageSize = perDay > 10 ? 1000 : 60;
  const slack = startSlackServer({
    users: people,
    pageSize,
    nowS: () => Date.now() / 1000,
    onAnswer: (method) => hooks.onAnswer?.(method),
  });
  slack.channels.set('C0CONTROL', { id: 'C0CONTROL', name: 'control' });
  const google = startGoogleServer({ pageSize });
  const issued: string[] = [];
  const pick = (count: number) => Math.floor(random() * count);
  const home = (user: number) => `81.2.69.${10 + user}`;
  const strange = () => `${['45.55', '175.16', '103.21', '188.166'][pick(4)]}.${pick(200)}.${1 + pick(200)}`;

  function access(user: number, options: { timeMs: number; ip: string; agent: string; forMs?: number }): void {
    const firstS = Math.floor(options.timeMs / 1000);
    const lastS = firstS + Math.floor((options.forMs ?? 0) / 1000);
    const { ip, agent: user_agent } = options;
    slack.logins.push({ user_id: `U${user + 1}`, date_first: firstS, date_last: lastS, count: 3, ip, user_agent });
    for (const timeS of new Set([firstS, lastS])) issued.push(`slack p${user}@example.com ${timeS * 1000}`);
  }

  function signIn(user: number, { timeMs, ip }: { timeMs: number; ip: string }): void {
    const email = `p${user}@example.com`;
    google.activities.push(login({ email, timeMs, ip, qualifier: String(issued.length - 50) }));
    issued.push(`gsuite ${email} ${timeMs}`);
  }

  // Under four weeks in all: no habit of an app that lots so far apart would break (pipeline/silence.ts).
  const beginMs = nowMs - 27 * DAY_MS;
  for (let day = 0; day < 19; day++) {
    for (let user = 0; user < users; user++) {
      for (let n = 0; n < perDay; n++) {
        const timeMs = beginMs + day * DAY_MS + Math.floor(((n + random()) / perDay) * 9 * 60) * MINUTE_MS + user * 997;
        if (n % 2 === 0) access(user, { timeMs, ip: home(user), agent: DESK, forMs: 20 * MINUTE_MS });
        else signIn(user, { timeMs, ip: home(user) });
      }
    }
    if (day > 9 && day % 3 === 0)
      access(pick(users), { timeMs: beginMs + day * DAY_MS, ip: strange(), agent: 'python-requests/2.31.0' });
  }

  const firstLotMs = nowMs - 6 * DAY_MS;
  const stepMs = Math.floor((6 * DAY_MS - 10 * MINUTE_MS) / lots);
  let lot = 0;
  return {
    slack,
    google,
    issued,
    issueLot() {
      if (lot >= lots) return false;
      const atMs = firstLotMs + lot * stepMs;
      const ofSlack = random() < 0.5;
      const count = 1 + pick(5);
      for (let n = 0; n < count; n++) {
        const user = pick(users);
        const timeMs = atMs + Math.floor((n / (count + 1)) * stepMs) + user;
        if (ofSlack) access(user, { timeMs, ip: home(user), agent: DESK });
        else signIn(user, { timeMs, ip: home(user) });
      }
      if (lot % 2 === 1) {
        const timeMs = atMs + Math.floor((count / (count + 1)) * stepMs);
        if (ofSlack) access(pick(users), { timeMs, ip: strange(), agent: `curl/8.${pick(9)}` });
        else signIn(pick(users), { timeMs, ip: strange() });
      }
      lot += 1;
      return true;
    },
    get onAnswer() {
      return hooks.onAnswer;
    },
    set onAnswer(hook) {
      hooks.onAnswer = hook;
    },
    [Symbol.dispose]() {
      slack.stop();
      google.stop();
    },
  };
}
