// Devices and the user agents they send, with versions that roll out over time. Attackers draw from the same makers.

import { DAY_MS } from './calendar.ts';
import type { Draw } from './draw.ts';

const IOS_VERSIONS = ['17_7', '18_5', '18_7', '26_2'];
/** Chrome 120 came out here; a new major version about every four weeks. */
const SAFARI_26_MS = Date.UTC(2025, 8, 15);
const CHROME_120_MS = Date.UTC(2023, 11, 5);

export type Platform = 'windows' | 'macos' | 'linux' | 'iphone' | 'ipad' | 'android';
export type Client = 'chrome' | 'edge' | 'firefox' | 'safari' | 'slack';

export interface Device {
  readonly platform: Platform;
  /** Model code, for phones that say it. */
  readonly model: string;
  /** System version at the start, and the day it moves up by one (beyond the end: never). */
  readonly osVersion: number;
  readonly osUpdateMs: number;
  /** How long after a release it updates; null: never (then it stays at the release of `sinceMs`). */
  readonly lagDays: number | null;
  readonly sinceMs: number;
  /** Browser of everyday. */
  readonly browser: Client;
  readonly hasSlackApp: boolean;
  /** Apple's relay is on. */
  readonly relay: boolean;
}

const ANDROID_MODELS = ['SM-S911B', 'SM-A546B', 'Pixel 8', 'Pixel 7a', 'SM-G991B', '2201117TG', 'CPH2473', 'XQ-DC54'];

export function isPhone(device: Device): boolean {
  return device.platform === 'iphone' || device.platform === 'android' || device.platform === 'ipad';
}

/** What a company's staff carry: how the platforms and browsers share the desks. */
export interface DeviceHabits {
  readonly desktops: readonly (readonly [number, Platform])[];
  readonly phones: readonly (readonly [number, Platform])[];
  readonly windowsBrowsers: readonly (readonly [number, Client])[];
  readonly macBrowsers: readonly (readonly [number, Client])[];
  readonly slackAppShare: number;
  readonly relayShare: number;
  readonly laggardShare: number;
  readonly meanLagDays: number;
}

export function makeDevice(
  draw: Draw,
  habits: DeviceHabits,
  options: { kind: 'desktop' | 'phone'; nowMs: number },
): Device {
  const platform = draw.weighted(options.kind === 'desktop' ? habits.desktops : habits.phones);
  return deviceOf(draw, habits, { platform, nowMs: options.nowMs });
}

export function deviceOf(draw: Draw, habits: DeviceHabits, options: { platform: Platform; nowMs: number }): Device {
  const { platform, nowMs } = options;
  const browsers: Readonly<Record<Platform, readonly (readonly [number, Client])[]>> = {
    windows: habits.windowsBrowsers,
    macos: habits.macBrowsers,
    linux: [
      [5, 'chrome'],
      [5, 'firefox'],
    ],
    iphone: [
      [8, 'safari'],
      [2, 'chrome'],
    ],
    ipad: [[1, 'safari']],
    android: [
      [9, 'chrome'],
      [1, 'firefox'],
    ],
  };
  return {
    platform,
    model: platform === 'android' ? draw.pick(ANDROID_MODELS) : draw.pick(['15', '16', '17']),
    osVersion: draw.int(0, 2),
    osUpdateMs: nowMs + draw.between(-60, 300) * DAY_MS,
    lagDays: draw.chance(habits.laggardShare) ? null : draw.exponential(habits.meanLagDays),
    sinceMs: nowMs - draw.between(0, 200) * DAY_MS,
    browser: draw.weighted(browsers[platform]),
    hasSlackApp: draw.chance(habits.slackAppShare),
    relay: (platform === 'iphone' || platform === 'macos') && draw.chance(habits.relayShare),
  };
}

export function chromeMajor(timeMs: number): number {
  return 120 + Math.floor((timeMs - CHROME_120_MS) / (28 * DAY_MS));
}

/** The version in use: of the last release old enough for this device to have taken it. */
function versionTime(device: Device, timeMs: number): number {
  return device.lagDays === null ? Math.min(device.sinceMs, timeMs) : timeMs - device.lagDays * DAY_MS;
}

export function agentText(device: Device, client: Client, timeMs: number): string {
  const at = versionTime(device, timeMs);
  const os = device.osVersion + (timeMs >= device.osUpdateMs ? 1 : 0);
  if (client === 'slack') return slackAgent(device, { at, os });
  const chrome = `${chromeMajor(at)}.0.0.0`;
  const system = systemText(device, os);
  switch (client) {
    case 'firefox': {
      const version = `${chromeMajor(at) + 1}.0`;
      if (device.platform === 'android')
        return `Mozilla/5.0 (Android ${13 + os}; Mobile; rv:${version}) Gecko/${version} Firefox/${version}`;
      return `Mozilla/5.0 (${system}; rv:${version}) Gecko/20100101 Firefox/${version}`;
    }
    case 'safari': {
      // Apple numbers by the year since September 2025.
      const step = Math.floor((at - SAFARI_26_MS) / (52 * DAY_MS));
      const version = `${(step < 0 ? 25 - 7 : 26) + Math.floor(step / 7) + (step < 0 ? 1 : 0)}.${((step % 7) + 7) % 7}`;
      const mobile = isPhone(device) ? ' Mobile/15E148' : '';
      return `Mozilla/5.0 (${system}) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/${version}${mobile} Safari/${isPhone(device) ? '604.1' : '605.1.15'}`;
    }
    case 'edge':
      return `Mozilla/5.0 (${system}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${chrome} Safari/537.36 Edg/${chrome}`;
    default:
      if (device.platform === 'iphone' || device.platform === 'ipad')
        return `Mozilla/5.0 (${system}) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/${chrome} Mobile/15E148 Safari/604.1`;
      return `Mozilla/5.0 (${system}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${chrome}${device.platform === 'android' ? ' Mobile' : ''} Safari/537.36`;
  }
}

function systemText(device: Device, os: number): string {
  switch (device.platform) {
    case 'windows':
      return 'Windows NT 10.0; Win64; x64';
    case 'macos':
      return 'Macintosh; Intel Mac OS X 10_15_7';
    case 'linux':
      return 'X11; Linux x86_64';
    case 'iphone':
      return `iPhone; CPU iPhone OS ${IOS_VERSIONS[os]} like Mac OS X`;
    case 'ipad':
      return `iPad; CPU OS ${IOS_VERSIONS[os]} like Mac OS X`;
    default:
      return `Linux; Android ${device.model === 'SM-A546B' ? 13 + os : 10}; K`;
  }
}

function slackAgent(device: Device, version: { at: number; os: number }): string {
  const weeks = Math.floor((version.at - CHROME_120_MS) / (14 * DAY_MS));
  const chrome = `${chromeMajor(version.at) - 2}.0.${6000 + (weeks % 40) * 17}.${60 + (weeks % 7)}`;
  const desktop = `AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${chrome} Electron/${28 + Math.floor(weeks / 4)}.${weeks % 4}.0 Safari/537.36 Slack_SSB/4.${35 + Math.floor(weeks / 2)}.${121 + (weeks % 5)}`;
  const mobile = `${23 + Math.floor((weeks + 24) / 26)}.${String((((weeks + 24) % 26) >> 1) + 1).padStart(2, '0')}.${10 + (weeks % 2) * 10}`;
  switch (device.platform) {
    case 'iphone':
    case 'ipad':
      return `com.tinyspeck.chatlyio/${mobile} (${device.platform === 'ipad' ? 'iPad' : 'iPhone'}; iOS ${IOS_VERSIONS[version.os]?.replace('_', '.')}; Scale/3.00)`;
    case 'android':
      return `com.Slack/${mobile} (${device.model}; Android ${13 + version.os})`;
    default:
      return `Mozilla/5.0 (${systemText(device, version.os)}) ${desktop}`;
  }
}

/** Agents of programs rather than people. */
export const SCRIPT_AGENTS = [
  'python-requests/2.31.0',
  'python-requests/2.32.3',
  'curl/8.5.0',
  'Go-http-client/2.0',
  'axios/1.7.2',
  'okhttp/4.12.0',
  'node-fetch/1.0 (+https://github.com/bitinn/node-fetch)',
  'Slackbot 1.0 (+https://api.slack.com/robots)',
  'aiohttp/3.9.5',
] as const;

/** Operating system and client without versions: enough to say "other device" in a label. */
export function agentFamily(agent: string): string {
  return agent.replace(/\d+(?:[._]\d+)*/g, '#');
}
