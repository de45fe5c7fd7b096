// How each app writes its log: what a sitting leaves behind in it. Slack collapses, Google notes only new web logins and no
// device, an identity provider notes every hop, a VPN only those outside, mail clients refresh tokens from wherever they are.

import { DAY_MS, HOUR_MS } from '../../../src/domain/time.ts';
import { chance, hashed, pick, poisson, wide } from '../factorial/draw.ts';
import type { App, Company } from './company.ts';
import { browserAgent, type Device, gitAgent, isPhone, mailAgent, slackAgent, webViewAgent } from './devices.ts';
import type { Sitting } from './life.ts';
import { type Spot, spotOn } from './lines.ts';
import type { Person } from './people.ts';

export interface Row {
  readonly person: Person;
  readonly app: App;
  readonly event: string;
  readonly outcome: 'success' | 'failure' | 'challenge';
  readonly timeMs: number;
  readonly spot: Spot;
  readonly agent: string | null;
  readonly warning: string | null;
  readonly kind: string | null;
  readonly incident: string | null;
}

/** Everything one person's sittings leave in the logs. */
export function logOf(company: Company, person: Person, sittings: readonly Sitting[]): Row[] {
  const log: Log = {
    company,
    person,
    rows: [],
    sessions: new Map(),
    blocks: new Set(),
    tuples: new Map(),
    salt: person.homeLine.id * 4096,
  };
  for (const sitting of sittings) {
    log.salt += 1;
    const spot = spotOn(sitting.line, sitting.timeMs, log.salt);
    const at = { ...sitting, spot, day: Math.floor((sitting.timeMs - company.startMs) / DAY_MS) };
    for (const app of person.apps) WRITERS[app](log, at);
    log.blocks.add(spot.block.key);
  }
  for (const { lastMs, writtenMs, ...row } of log.tuples.values())
    if (lastMs > writtenMs) log.rows.push({ ...row, timeMs: lastMs });
  return log.rows;
}

interface Log {
  readonly company: Company;
  readonly person: Person;
  readonly rows: Row[];
  /** When each device last signed in to each app. */
  readonly sessions: Map<string, number>;
  readonly blocks: Set<string>;
  readonly tuples: Map<string, Row & { lastMs: number; writtenMs: number }>;
  salt: number;
}

interface At extends Sitting {
  readonly spot: Spot;
  readonly day: number;
}

type Written = Pick<Row, 'app' | 'event' | 'agent'> & Partial<Row>;

function put(log: Log, at: At, written: Written): void {
  const { person } = log;
  const usual = {
    outcome: 'success',
    timeMs: at.timeMs,
    spot: at.spot,
    warning: null,
    kind: at.kind,
    incident: null,
  } as const;
  log.rows.push({ person, ...usual, ...written });
}

/** True once for each device and app, and again after the time, give or take. */
function expired(log: Log, at: At, of: { app: App; afterMs: number }): boolean {
  const key = `${of.app}/${at.device.id}/${at.device.browser}`;
  const lastMs = log.sessions.get(key);
  const loose = of.afterMs * (0.7 + 0.6 * log.company.random());
  if (lastMs !== undefined && at.timeMs - lastMs < loose) return false;
  log.sessions.set(key, at.timeMs);
  return true;
}

function agentOf(log: Log, at: At): string {
  const { person, company } = log;
  if (person.script !== null) return person.script;
  const view = isPhone(at.device) && chance(company.random, person.webViews);
  return view ? webViewAgent(at.device, at.day) : browserAgent(at.device, at.day);
}

/** Mistyped passwords before a login, and the second factor asked for. */
function stumble(
  log: Log,
  at: At,
  names: { app: App; failure: string; challenge: string; agent: string | null },
): void {
  const { random, knobs } = log.company;
  const { app, agent } = names;
  if (log.person.script !== null) return;
  const early = (step: number) => at.timeMs - Math.floor(step * wide(random, [4000, 40_000]));
  if (chance(random, knobs.mistakes))
    for (let n = 1 + poisson(random, 0.7); n > 0; n--)
      put(log, at, { app, event: names.failure, agent, outcome: 'failure', timeMs: early(n + 1), kind: 'mistyped' });
  if (chance(random, knobs.challenges))
    put(log, at, { app, event: names.challenge, agent, outcome: 'challenge', timeMs: early(1) });
}

const WRITERS: Readonly<Record<App, (log: Log, at: At) => void>> = {
  /** One row for (user, address, agent): noted when it appears, and when a poll finds that it grew. */
  slack: (log, at) => {
    const agent =
      log.person.script ??
      (isPhone(at.device) || hashed(at.device.id, 11) < 0.8
        ? slackAgent(at.device, at.day)
        : browserAgent(at.device, at.day));
    const key = `${at.spot.ip}\t${agent}`;
    const row = log.tuples.get(key);
    if (!row) {
      put(log, at, { app: 'slack', event: 'access', agent });
      log.tuples.set(key, { ...log.rows[log.rows.length - 1]!, kind: null, lastMs: at.timeMs, writtenMs: at.timeMs });
      return;
    }
    row.lastMs = at.timeMs;
    if (at.timeMs - row.writtenMs < log.company.knobs.rowMs) return;
    put(log, at, { app: 'slack', event: 'access', agent });
    row.writtenMs = at.timeMs;
  },

  gsuite: (log, at) => {
    const { random, knobs } = log.company;
    if (isPhone(at.device) && log.sessions.has(`gsuite/${at.device.id}/${at.device.browser}`)) return;
    if (!expired(log, at, { app: 'gsuite', afterMs: knobs.reauthDays * DAY_MS })) return;
    const strange = !log.blocks.has(at.spot.block.key) && log.blocks.size > 0;
    stumble(log, at, {
      app: 'gsuite',
      failure: 'login_failure',
      challenge: strange ? 'login_challenge' : 'login_verification',
      agent: null,
    });
    const warning = chance(random, knobs.falseWarnings * (strange ? 8 : 0.3)) ? 'is_suspicious' : null;
    put(log, at, { app: 'gsuite', event: 'login_success', agent: null, warning });
    if (chance(random, 0.03))
      put(log, at, { app: 'gsuite', event: 'logout', agent: null, timeMs: at.timeMs + HOUR_MS });
  },

  okta: (log, at) => {
    const { random, knobs } = log.company;
    const agent = agentOf(log, at);
    if (expired(log, at, { app: 'okta', afterMs: knobs.sessionMs })) {
      stumble(log, at, {
        app: 'okta',
        failure: 'user.session.start',
        challenge: 'user.authentication.auth_via_mfa',
        agent,
      });
      put(log, at, { app: 'okta', event: 'user.session.start', agent });
      // The push is answered on the phone, which has its own address and names no browser.
      if (log.person.phone && chance(random, knobs.pushes)) {
        const pushed = {
          event: 'user.authentication.auth_via_mfa',
          agent: isPhone(log.person.phone) && chance(random, 0.5) ? 'Okta Verify/9.11.1' : null,
        };
        put(log, at, {
          app: 'okta',
          ...pushed,
          timeMs: at.timeMs + 9000,
          spot: spotOn(log.person.carrier, at.timeMs, log.salt),
        });
      }
    }
    for (let n = Math.min(25, poisson(random, knobs.hops)); n > 0; n--)
      put(log, at, {
        app: 'okta',
        event: 'user.authentication.sso',
        agent,
        timeMs: at.timeMs + 20_000 + Math.floor(random() * 2 * HOUR_MS),
      });
  },

  vpn: (log, at) => {
    if (at.inside || isPhone(at.device) || at.line === log.company.proxy?.line) return;
    const { random } = log.company;
    const agent = vpnAgent(log.company, at.device, at.day);
    stumble(log, at, { app: 'vpn', failure: 'auth-failed', challenge: 'otp', agent });
    put(log, at, { app: 'vpn', event: 'session-connect', agent });
    if (chance(random, 0.2))
      put(log, at, {
        app: 'vpn',
        event: 'session-connect',
        agent,
        timeMs: at.timeMs + Math.floor(random() * 3 * HOUR_MS),
      });
  },

  entra: (log, at) => {
    const { random, knobs } = log.company;
    const agent = agentOf(log, at);
    if (expired(log, at, { app: 'entra', afterMs: knobs.reauthDays * 2 * DAY_MS })) {
      stumble(log, at, { app: 'entra', failure: 'interactiveUser', challenge: 'interactiveUser', agent });
      put(log, at, { app: 'entra', event: 'interactiveUser', agent });
    }
    const mail = log.person.script ?? mailAgent(at.device, at.day);
    for (let n = poisson(random, knobs.refreshes); n > 0; n--) {
      const timeMs = at.timeMs + Math.floor(random() * 4 * HOUR_MS);
      log.salt += 1;
      put(log, at, {
        app: 'entra',
        event: 'nonInteractiveUser',
        agent: mail,
        timeMs,
        spot: spotOn(at.line, timeMs, log.salt),
      });
    }
  },

  github: (log, at) => {
    const { random, builders } = log.company;
    if (log.person.script === null && isPhone(at.device)) return;
    if (log.person.script === null && expired(log, at, { app: 'github', afterMs: 14 * DAY_MS }))
      put(log, at, { app: 'github', event: 'user.login', agent: browserAgent(at.device, at.day) });
    const agent = chance(random, 0.15) ? 'GitHub CLI 2.40.1' : gitAgent(at.device, at.day);
    if (chance(random, 0.5))
      put(log, at, {
        app: 'github',
        event: 'git.fetch',
        agent: log.person.script ?? agent,
        timeMs: at.timeMs + 60_000,
      });
    // A job in somebody's cloud with this person's token.
    if (hashed(at.device.id, 12) > 0.5 || !chance(random, 0.4)) return;
    log.salt += 1;
    const timeMs = at.timeMs + 300_000;
    put(log, at, {
      app: 'github',
      event: 'git.clone',
      agent: 'git/2.43.0',
      timeMs,
      spot: spotOn(pick(random, builders), timeMs, log.salt),
    });
  },

  crm: (log, at) => {
    if (!expired(log, at, { app: 'crm', afterMs: Math.max(6 * HOUR_MS, log.company.knobs.sessionMs) })) return;
    const agent =
      log.company.knobs.shortAgents && log.person.script === null ? shortAgent(at.device, at.day) : agentOf(log, at);
    stumble(log, at, { app: 'crm', failure: 'login', challenge: 'verification', agent });
    put(log, at, { app: 'crm', event: 'login', agent });
  },
};

export function vpnAgent(company: Company, device: Device, day: number): string | null {
  const name = company.knobs.vpnAgent;
  const system =
    { win: 'Windows 10 Enterprise', mac: 'Mac OS X 14', linux: 'Linux 6.5' }[device.system as string] ?? 'Android';
  return name === null ? null : `${name} ${system} 5.1.${Math.floor((day + 40 * hashed(device.id, 13)) / 40)}`;
}

export function shortAgent(device: Device, day: number): string {
  const major = /(?:Chrome|Firefox|Version|CriOS)\/(\d+)/.exec(browserAgent(device, day))?.[1] ?? '0';
  const system = {
    win: 'Windows 10',
    mac: 'Mac OSX',
    linux: 'Linux',
    ios: 'iPhone',
    ipad: 'iPad',
    android: 'Android 10',
  }[device.system as string];
  return `${device.browser[0]!.toUpperCase()}${device.browser.slice(1)} ${major} / ${system ?? 'ChromeOS'}`;
}
