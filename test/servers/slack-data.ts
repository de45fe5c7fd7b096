// A small workspace for trying the product by hand: three people, a bot, and one takeover.

import type { LoginRow, SlackUser } from './slack.ts';

const DAY_S = 86_400;
const MAC =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36';
const PHONE = 'com.tinyspeck.chatlyio/24.06.10 (iPhone; iOS 17.5.1; Scale/3.00)';

/** Rows of the 60 days before `nowMs`. */
export function builtInSlack(nowMs: number): { logins: LoginRow[]; users: SlackUser[] } {
  const today = Math.floor(nowMs / 1000 / DAY_S) * DAY_S;
  const logins: LoginRow[] = [];
  for (const [index, user] of ['U1', 'U2', 'U3'].entries()) {
    for (let day = 60; day > 0; day--) {
      const first = today - day * DAY_S + (8 + index) * 3600 + ((day * 37) % 50) * 60;
      const common = { user_id: user, username: user.toLowerCase(), isp: null, country: null, region: null };
      const last = first + 7 * 3600;
      logins.push({
        ...common,
        date_first: first,
        date_last: last,
        count: 40,
        ip: `81.2.69.${14 + index}`,
        user_agent: MAC,
      });
      if (day % 3 === 0) {
        logins.push({
          ...common,
          date_first: first + 60,
          date_last: first + 60,
          count: 1,
          ip: '2.125.160.216',
          user_agent: PHONE,
        });
      }
    }
  }
  logins.push({
    user_id: 'U2',
    username: 'u2',
    date_first: today - 3600,
    date_last: today - 3000,
    count: 9,
    ip: '175.16.199.1',
    user_agent: 'python-requests/2.31.0',
  });
  const users: SlackUser[] = [
    { id: 'U1', profile: { email: 'ada@example.com' } },
    { id: 'U2', profile: { email: 'grace@example.com' } },
    { id: 'U3', profile: {} },
    { id: 'B1', is_bot: true, profile: { bot_id: 'B1' } },
  ];
  return { logins, users };
}
