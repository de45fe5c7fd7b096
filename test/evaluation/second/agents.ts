// User agents of the second simulator: devices, what they call themselves, and how versions roll out over time.

import { DAY_MS } from './calendar.ts';
import { type Dice, unitOf } from './dice.ts';

export type Platform = 'mac' | 'windows' | 'linux' | 'chromebook' | 'iphone' | 'android' | 'ipad';
export type Browser = 'chrome' | 'edge' | 'firefox' | 'safari' | 'opera' | 'webview';

export interface Machine {
  readonly salt: number;
  readonly platform: Platform;
  readonly model: string;
  /** Default browser first. */
  readonly browsers: readonly Browser[];
  /** Uses the chat app in place of the browser this often. */
  readonly appShare: number;
  /** How long after release versions arrive. */
  readonly lagMs: number;
  /** Old machines stop at the versions of this moment. */
  readonly frozenMs: number | null;
  readonly fromMs: number;
  readonly untilMs: number;
  /** What a sign-in from it is called in its first week; null for machines had from the start. */
  readonly fresh: string | null;
}

const PHONES: readonly (readonly [string, number])[] = [
  ['SM-S918B', 4],
  ['SM-S921B', 5],
  ['SM-S936U', 4],
  ['SM-A546B', 5],
  ['SM-A155F', 3],
  ['Pixel 7', 3],
  ['Pixel 8', 4],
  ['Pixel 9 Pro', 4],
  ['Pixel 10', 2],
  ['2201117TY', 2],
  ['23049PCD8G', 2],
  ['CPH2449', 2],
  ['XQ-DQ54', 1],
  ['moto g84 5G', 2],
];
const RELEASED_MS = Date.UTC(2025, 11, 2);

/** Machines update at their own pace; a version is there once released and the machine got round to it. */
function clockOf(machine: Machine, timeMs: number): number {
  return Math.min(timeMs, machine.frozenMs ?? timeMs) - machine.lagMs;
}

/** Whole steps of `days` since the reference release, never below `lowest`. */
function steps(atMs: number, days: number, lowest: number): number {
  return Math.max(lowest, Math.floor((atMs - RELEASED_MS) / (days * DAY_MS)));
}

export function chromeMajor(atMs: number): number {
  return 143 + steps(atMs, 28, -80);
}

function slackDesktop(atMs: number): string {
  return `4.${47 + Math.max(-20, Math.floor(steps(atMs, 14, -40) / 3))}.${60 + ((steps(atMs, 14, -40) + 300) % 3) * 19}`;
}

function slackPhone(atMs: number): string {
  const date = new Date(RELEASED_MS + steps(atMs, 14, -60) * 14 * DAY_MS);
  return `${date.getUTCFullYear() % 100}.${String(date.getUTCMonth() + 1).padStart(2, '0')}.${date.getUTCDate() < 15 ? 10 : 30}`;
}

function iosVersion(machine: Machine, timeMs: number): string {
  if (unitOf(machine.salt, 1) < 0.18) return `18.7.${Math.max(0, 2 + steps(clockOf(machine, timeMs), 60, -2))}`;
  const step = Math.max(0, 2 + steps(clockOf(machine, timeMs), 42, -2));
  return step % 3 === 2 ? `26.${step}.1` : `26.${step}`;
}

function androidVersion(machine: Machine): number {
  const unit = unitOf(machine.salt, 2);
  return unit < 0.15 ? 13 : unit < 0.4 ? 14 : unit < 0.75 ? 15 : 16;
}

function systemToken(machine: Machine): string {
  if (machine.platform === 'mac') return 'Macintosh; Intel Mac OS X 10_15_7';
  if (machine.platform === 'windows') return 'Windows NT 10.0; Win64; x64';
  if (machine.platform === 'chromebook') return 'X11; CrOS x86_64 14541.0.0';
  if (machine.platform === 'linux') return 'X11; Linux x86_64';
  return 'Linux; Android 10; K';
}

function appleMobile(machine: Machine, timeMs: number, inside: boolean): string {
  const version = iosVersion(machine, timeMs);
  const system = version.startsWith('26') ? '18_7' : version.replaceAll('.', '_');
  if (machine.platform === 'ipad' && !inside) {
    return `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/${version} Safari/605.1.15`;
  }
  const device = machine.platform === 'ipad' ? 'iPad; CPU OS' : 'iPhone; CPU iPhone OS';
  const head = `Mozilla/5.0 (${device} ${system} like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)`;
  return inside ? `${head} Mobile/15E148` : `${head} Version/${version} Mobile/15E148 Safari/604.1`;
}

/** What the machine's browser says of itself. */
export function browserAgent(machine: Machine, browser: Browser, timeMs: number): string {
  const at = clockOf(machine, timeMs);
  const chrome = chromeMajor(at);
  const apple = machine.platform === 'iphone' || machine.platform === 'ipad';
  const mobile = machine.platform === 'android' ? ' Mobile' : '';
  if (apple) {
    if (browser === 'chrome') {
      const system = iosVersion(machine, timeMs).replaceAll('.', '_');
      return `Mozilla/5.0 (iPhone; CPU iPhone OS ${system} like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/${chrome}.0.${7000 + chrome}.${unitOf(chrome, 3) < 0.5 ? 54 : 92} Mobile/15E148 Safari/604.1`;
    }
    return appleMobile(machine, timeMs, browser === 'webview');
  }
  if (browser === 'firefox') {
    const system = machine.platform === 'android' ? 'Android 15; Mobile' : systemToken(machine).replace('_15_7', '.15');
    const major = chrome + 3;
    return machine.platform === 'android'
      ? `Mozilla/5.0 (${system}; rv:${major}.0) Gecko/${major}.0 Firefox/${major}.0`
      : `Mozilla/5.0 (${system}; rv:${major}.0) Gecko/20100101 Firefox/${major}.0`;
  }
  if (browser === 'safari') {
    const step = Math.max(0, 2 + steps(at, 42, -2));
    return `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.${step} Safari/605.1.15`;
  }
  const base = `Mozilla/5.0 (${systemToken(machine)}) AppleWebKit/537.36 (KHTML, like Gecko)`;
  if (browser === 'webview') {
    return `Mozilla/5.0 (Linux; Android ${androidVersion(machine)}; ${machine.model}; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/${chrome}.0.${7000 + chrome}.${60 + (chrome % 40)} Mobile Safari/537.36`;
  }
  const tail = browser === 'edge' ? ` Edg/${chrome}.0.0.0` : browser === 'opera' ? ` OPR/${chrome - 16}.0.0.0` : '';
  return `${base} Chrome/${chrome}.0.0.0${mobile} Safari/537.36${tail}`;
}

/** What the chat app on the machine says of itself. */
export function appAgent(machine: Machine, timeMs: number): string {
  const at = clockOf(machine, timeMs);
  if (machine.platform === 'iphone' || machine.platform === 'ipad') {
    const name = machine.platform === 'ipad' ? 'iPad' : 'iPhone';
    return `com.tinyspeck.chatlyio/${slackPhone(at)} (${name}; iOS ${iosVersion(machine, timeMs)}; Scale/${machine.platform === 'ipad' ? 2 : 3}.00)`;
  }
  if (machine.platform === 'android') {
    return `com.Slack/${slackPhone(at)} (${machine.model}; Android ${androidVersion(machine)})`;
  }
  const chrome = chromeMajor(at - 40 * DAY_MS);
  const version = slackDesktop(at);
  return `Mozilla/5.0 (${systemToken(machine)}) AppleWebKit/537.36 (KHTML, like Gecko) AtomShell/${version} Chrome/${chrome}.0.${7000 + chrome}.0 Electron/${chrome - 104}.0.0 Safari/537.36 Sonic Slack_SSB/${version}`;
}

const SCRIPTS = [
  'curl/8.5.0',
  'python-requests/2.32.3',
  'Go-http-client/2.0',
  'axios/1.7.9',
  'python-httpx/0.28.1',
  'node',
] as const;

export function scriptAgent(salt: number): string {
  return SCRIPTS[salt % SCRIPTS.length]!;
}

/** A machine of a platform with the habits people have on it. */
export function drawMachine(
  dice: Dice,
  options: { platform: Platform; managed?: Browser | null; fromMs?: number; fresh?: string | null },
): Machine {
  const { platform } = options;
  const phone = platform === 'iphone' || platform === 'android' || platform === 'ipad';
  const personal: readonly (readonly [Browser, number])[] = phone
    ? platform === 'android'
      ? [
          ['chrome', 85],
          ['firefox', 7],
          ['edge', 4],
        ]
      : [
          ['safari', 82],
          ['chrome', 18],
        ]
    : platform === 'mac'
      ? [
          ['chrome', 60],
          ['safari', 22],
          ['firefox', 12],
          ['edge', 3],
          ['opera', 3],
        ]
      : platform === 'windows'
        ? [
            ['chrome', 58],
            ['edge', 29],
            ['firefox', 10],
            ['opera', 3],
          ]
        : [
            ['chrome', 60],
            ['firefox', 40],
          ];
  const first = options.managed && !phone && dice.chance(0.85) ? options.managed : dice.weighted(personal);
  const second = dice.weighted(personal);
  const old = !phone && dice.chance(0.05);
  return {
    salt: dice.salt(),
    platform,
    model: platform === 'android' ? dice.weighted(PHONES) : platform,
    browsers: dice.chance(0.4) ? [first, second] : [first],
    appShare: phone ? 0.92 : dice.chance(0.6) ? dice.between(0.5, 0.95) : dice.between(0, 0.2),
    lagMs: (dice.chance(0.8) ? dice.between(0, 9) : dice.between(9, 60)) * DAY_MS,
    frozenMs: old ? RELEASED_MS - dice.between(40, 700) * DAY_MS : null,
    fromMs: options.fromMs ?? Number.NEGATIVE_INFINITY,
    untilMs: Number.POSITIVE_INFINITY,
    fresh: options.fresh ?? null,
  };
}

/** A user agent with its versions removed: what stays the same when the machine updates. */
export function familyOf(userAgent: string): string {
  return userAgent.replace(/[\d._]*\d/g, '');
}
