// A small company for trying the product by hand: two people, their usual sign-ins, one attack with Google's own warning.

import type { Activity } from './google.ts';

const DAY_MS = 86_400_000;

/** Activities of the 60 days before `nowMs`. */
export function builtInGoogle(nowMs: number): Activity[] {
  const today = Math.floor(nowMs / DAY_MS) * DAY_MS;
  const activities: Activity[] = [];
  for (const [index, email] of ['ada@example.com', 'grace@example.com'].entries()) {
    for (let day = 60; day > 0; day--) {
      const timeMs = today - day * DAY_MS + (8 + index) * 3_600_000 + ((day * 37) % 50) * 60_000 + 123;
      activities.push(login({ email, timeMs, ip: `81.2.69.${14 + index}`, qualifier: `-${9000 + day * 2 + index}` }));
    }
  }
  const attackMs = today - 3_600_000;
  activities.push(
    login({ email: 'grace@example.com', timeMs: attackMs, ip: '175.16.199.1', qualifier: '77', suspicious: true }),
  );
  activities.push({
    id: { time: iso(attackMs + 60_000), uniqueQualifier: '78', applicationName: 'login', customerId: 'C01' },
    actor: {},
    events: [
      {
        type: 'account_warning',
        name: 'suspicious_login',
        parameters: [
          { name: 'affected_email_address', value: 'grace@example.com' },
          { name: 'login_timestamp', intValue: String(attackMs * 1000) },
        ],
      },
    ],
  });
  return activities;
}

function iso(timeMs: number): string {
  return new Date(timeMs).toISOString();
}

/** A login_success as the API gives it. */
export function login(options: {
  email: string;
  timeMs: number;
  ip: string;
  qualifier: string;
  suspicious?: boolean;
}): Activity {
  return {
    kind: 'admin#reports#activity',
    id: { time: iso(options.timeMs), uniqueQualifier: options.qualifier, applicationName: 'login', customerId: 'C01' },
    actor: { email: options.email, profileId: `1${options.email.length}` },
    ipAddress: options.ip,
    events: [
      {
        type: 'login',
        name: 'login_success',
        parameters: [
          { name: 'login_type', value: 'google_password' },
          { name: 'login_challenge_method', multiValue: ['password'] },
          { name: 'is_suspicious', boolValue: options.suspicious ?? false },
        ],
      },
    ],
  };
}
