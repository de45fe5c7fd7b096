// What an intrusion leaves in the log of the app it enters: another app, other traces. A stolen session signs in nowhere, so
// Google's login log never sees it; a phishing kit passes the second factor on; a push at night is refused until it is not.

import { DAY_MS, HOUR_MS } from '../../../src/domain/time.ts';
import { chance, pick, whole, wide } from '../factorial/draw.ts';
import type { Intrusion } from './attackers.ts';
import type { App, Company } from './company.ts';
import { browserAgent, type Device, gitAgent, mailAgent } from './devices.ts';
import { type Line, type Spot, spotOn } from './lines.ts';
import { type Row, shortAgent, vpnAgent } from './logs.ts';
import type { Person } from './people.ts';

export interface Entry {
  readonly timeMs: number;
  readonly spot: Spot;
  readonly line: Line;
  readonly first: boolean;
  /** A tool works through the mailbox now. */
  readonly script: boolean;
}

const EVENTS: Readonly<Record<App, { success: string; failure: string | null; challenge: string | null }>> = {
  slack: { success: 'access', failure: null, challenge: null },
  gsuite: { success: 'login_success', failure: 'login_failure', challenge: 'login_challenge' },
  okta: { success: 'user.session.start', failure: 'user.session.start', challenge: 'user.authentication.auth_via_mfa' },
  vpn: { success: 'session-connect', failure: 'auth-failed', challenge: 'otp' },
  entra: { success: 'interactiveUser', failure: 'interactiveUser', challenge: 'interactiveUser' },
  github: { success: 'user.login', failure: null, challenge: null },
  crm: { success: 'login', failure: 'login', challenge: 'verification' },
};

export function intrude(company: Company, intrusion: Intrusion, entry: Entry): Row[] {
  const { random, knobs } = company;
  const { victim, technique, incident, kind } = intrusion;
  const { timeMs, spot, line } = entry;
  const stolen = (technique === 'theft' || technique === 'stealer') && chance(random, 0.8);
  const open = victim.apps.filter((app) => !(stolen && (app === 'gsuite' || app === 'vpn' || app === 'crm')));
  const app = pick(random, open.length > 0 ? open : victim.apps);
  const cookie = stolen && open.length > 0;
  const agent = agentFor(company, intrusion, { app, entry });
  const usual = { person: victim, app, spot, agent, warning: null, kind, incident, timeMs };
  const events = EVENTS[app];
  const rows: Row[] = [];
  if (entry.first && !cookie) rows.push(...before(company, intrusion, { app, agent, entry }));
  if (events.challenge !== null && !cookie && chance(random, knobs.challenges * (technique === 'aitm' ? 1 : 0.5)))
    rows.push({ ...usual, event: events.challenge, outcome: 'challenge', timeMs: timeMs - 9000 });
  const warning = app === 'gsuite' && chance(random, knobs.trueWarnings) ? 'is_suspicious' : null;
  const event = entry.script && app === 'github' ? 'git.clone' : (cookie && COOKIE[app]) || events.success;
  rows.push({ ...usual, event, outcome: 'success', warning });
  if (app === 'okta')
    for (let n = whole(random, [0, 4]); n > 0; n--)
      rows.push({
        ...usual,
        event: 'user.authentication.sso',
        outcome: 'success',
        timeMs: timeMs + whole(random, [5000, HOUR_MS / 2]),
      });
  if (app === 'entra' && chance(random, 0.3)) {
    const laterMs = timeMs + Math.floor(wide(random, [0.05, 8]) * HOUR_MS);
    const refreshed = { event: 'nonInteractiveUser', timeMs: laterMs, spot: spotOn(line, laterMs, laterMs % 1e6) };
    rows.push({ ...usual, ...refreshed, outcome: 'success' });
  }
  return rows;
}

/** What an app notes of somebody who brings a session along. */
const COOKIE: Readonly<Partial<Record<App, string>>> = { okta: 'user.authentication.sso', entra: 'nonInteractiveUser' };

/** Guesses, spraying and refused pushes before the first success. */
function before(company: Company, intrusion: Intrusion, of: { app: App; agent: string | null; entry: Entry }): Row[] {
  const { random } = company;
  const { victim, technique, incident, kind } = intrusion;
  const { app, agent, entry } = of;
  const { failure, challenge } = EVENTS[app];
  const rows: Row[] = [];
  const slow = chance(random, 0.3);
  const add = (event: string, outcome: Row['outcome'], backMs: number) => {
    const timeMs = Math.floor(entry.timeMs - backMs);
    const spot = slow ? spotOn(entry.line, timeMs, whole(random, [1, 1e6])) : entry.spot;
    rows.push({ person: victim, app, event, outcome, timeMs, spot, agent, warning: null, kind, incident });
  };
  const stepMs = slow ? wide(random, [0.2, 9]) * HOUR_MS : wide(random, [2000, 60_000]);
  const guesses = technique === 'stuffing' || technique === 'spray' ? 0.7 : 0.1;
  if (failure !== null && chance(random, guesses))
    for (let n = whole(random, [1, slow ? 12 : 6]); n > 0; n--) add(failure, 'failure', n * stepMs);
  if (technique === 'fatigue' && challenge !== null)
    for (let n = whole(random, [2, 12]); n > 0; n--) add(challenge, 'challenge', n * wide(random, [15_000, 300_000]));
  return rows;
}

/** The user agent as this app would have it. */
function agentFor(company: Company, intrusion: Intrusion, of: { app: App; entry: Entry }): string | null {
  const { random, startMs, knobs } = company;
  const { app, entry } = of;
  const { device, deviceClass, past } = intrusion;
  if (app === 'gsuite') return null;
  if (deviceClass === 'script' && app !== 'vpn') return intrusion.script;
  if (entry.script && (app === 'entra' || app === 'github' || app === 'okta')) return intrusion.script;
  if (deviceClass === 'exact') {
    const last = past.findLast((row) => row.app === app && row.timeMs <= entry.timeMs && row.outcome === 'success');
    if (last) return last.agent;
  }
  const day = Math.floor((entry.timeMs - startMs) / DAY_MS);
  if (app === 'vpn') return vpnAgent(company, device, day);
  if (app === 'crm' && knobs.shortAgents) return shortAgent(device, day);
  if (app === 'github' && chance(random, 0.3)) return gitAgent(device, day);
  if (app === 'entra' && chance(random, 0.1)) return mailAgent(device, day);
  return browserAgent(device, day);
}

/** A failed guess on somebody's account; null where none of the victim's apps notes failures. */
export function failuresOver(
  company: Company,
  of: { victim: Person; timeMs: number; spot: Spot; device: Device; agent: null },
): Row | null {
  const { victim, timeMs, spot, device } = of;
  const app = victim.apps.find((one) => EVENTS[one].failure !== null);
  if (app === undefined) return null;
  const day = Math.max(0, Math.floor((timeMs - company.startMs) / DAY_MS));
  const agent = app === 'gsuite' ? null : browserAgent(device, day);
  const event = EVENTS[app].failure!;
  return {
    person: victim,
    app,
    event,
    outcome: 'failure',
    timeMs,
    spot,
    agent,
    warning: null,
    kind: 'spray',
    incident: null,
  };
}
