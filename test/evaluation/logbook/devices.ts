// Devices and what each writes as user agent in a browser, in an app, in a mail client, in git: with versions that drift.

import type { Random } from '../../../src/platform/random.ts';
import { chance, choose, hashed, pick, weighted, whole } from '../factorial/draw.ts';

export type System = 'win' | 'mac' | 'linux' | 'cros' | 'ios' | 'ipad' | 'android';
export type Browser = 'chrome' | 'edge' | 'firefox' | 'safari' | 'opera' | 'samsung' | 'vivaldi';

export interface Device {
  readonly id: number;
  readonly system: System;
  readonly browser: Browser;
  /** Says its versions and model in full, against the reduced text of most. */
  readonly full: boolean;
  readonly model: string;
  readonly systemVersion: number;
  /** Updates behind the newest. */
  readonly lag: number;
  /** A word that managed or odd installations add; empty for most. */
  readonly extra: string;
}

const MODELS = [
  'SM-S918B',
  'SM-A536B',
  'Pixel 6a',
  'Pixel 8',
  'M2102J20SG',
  'CPH2449',
  'moto g84 5G',
  'XQ-DC54',
  'SM-G780G',
];
const BROWSERS: Readonly<Record<System, Readonly<Partial<Record<Browser, number>>>>> = {
  win: { chrome: 50, edge: 25, firefox: 8, opera: 2, vivaldi: 1 },
  mac: { chrome: 50, safari: 25, firefox: 7, edge: 4 },
  linux: { chrome: 45, firefox: 50, vivaldi: 4 },
  cros: { chrome: 1 },
  ios: { safari: 70, chrome: 20, edge: 5, firefox: 4 },
  ipad: { safari: 80, chrome: 15 },
  android: { chrome: 70, samsung: 15, firefox: 6, edge: 4 },
};
export const DESKTOPS: readonly System[] = ['win', 'mac', 'linux', 'cros'];
const EXTRAS = ['', '', '', '', '', '', '', '; Managed', '; GTB7.5', '; Zoom 5.17'];

export function isPhone(device: Device): boolean {
  return device.system === 'ios' || device.system === 'android';
}

export function newDevice(random: Random, systems: Readonly<Partial<Record<System, number>>>): Device {
  const system = choose(random, systems as Record<System, number>);
  return {
    id: Math.floor(random() * 2 ** 30),
    system,
    browser: choose(random, BROWSERS[system] as Record<Browser, number>),
    full: chance(random, system === 'android' ? 0.3 : 0.06),
    model: pick(random, MODELS),
    systemVersion: whole(random, [0, 4]),
    lag: weighted(random, [0, 1, 2, 4, 9], (lag) => 1 / (lag + 0.7)),
    extra: system === 'win' && chance(random, 0.1) ? pick(random, EXTRAS) : '',
  };
}

export function otherBrowser(random: Random, device: Device): Device {
  const table = { ...BROWSERS[device.system] };
  delete table[device.browser];
  if (Object.keys(table).length === 0) return { ...device, full: !device.full };
  return { ...device, browser: choose(random, table as Record<Browser, number>) };
}

const WEBKIT = 'AppleWebKit/605.1.15 (KHTML, like Gecko)';
const BLINK = 'AppleWebKit/537.36 (KHTML, like Gecko)';

function major(device: Device, day: number): number {
  return 119 + Math.floor((day + hashed(device.id, 1) * 6) / 28) - device.lag;
}

function blink(device: Device, day: number): string {
  const version = major(device, day);
  return device.full
    ? `${version}.0.${5900 + version * 3}.${40 + Math.floor(hashed(device.id, version) * 160)}`
    : `${version}.0.0.0`;
}

function ios(device: Device, day: number): string {
  const step = Math.floor((day + hashed(device.id, 2) * 25) / 45);
  return device.systemVersion < 3 ? `17.${Math.min(6, device.systemVersion + step)}` : `16.7.${device.systemVersion}`;
}

function system(device: Device, day: number): string {
  switch (device.system) {
    case 'win':
      return `Windows NT 10.0; Win64; x64${device.extra}`;
    case 'mac':
      return device.browser === 'firefox' ? 'Macintosh; Intel Mac OS X 10.15' : 'Macintosh; Intel Mac OS X 10_15_7';
    case 'linux':
      return device.systemVersion === 4 ? 'X11; Ubuntu; Linux x86_64' : 'X11; Linux x86_64';
    case 'cros':
      return 'X11; CrOS x86_64 14541.0.0';
    case 'ios':
      return `iPhone; CPU iPhone OS ${ios(device, day).replaceAll('.', '_')} like Mac OS X`;
    case 'ipad':
      // Many tablets ask for the desktop site and so call themselves a Mac.
      return device.systemVersion < 3
        ? 'Macintosh; Intel Mac OS X 10_15_7'
        : `iPad; CPU OS ${ios(device, day).replaceAll('.', '_')} like Mac OS X`;
    case 'android':
      return device.full ? `Linux; Android ${10 + device.systemVersion}; ${device.model}` : 'Linux; Android 10; K';
  }
}

/** What its browser writes on that day. */
export function browserAgent(device: Device, day: number): string {
  const where = `Mozilla/5.0 (${system(device, day)}`;
  const version = major(device, day);
  const apple = device.system === 'ios' || device.system === 'ipad';
  if (apple) {
    const tail =
      device.system === 'ipad' && device.systemVersion < 3 ? 'Safari/605.1.15' : 'Mobile/15E148 Safari/604.1';
    const name = {
      chrome: `CriOS/${version}.0.6099.119`,
      edge: `EdgiOS/${version}.0.2210.126`,
      firefox: `FxiOS/${version}.0`,
    }[device.browser as string];
    return `${where}) ${WEBKIT} ${name ?? `Version/${ios(device, day)}`} ${tail}`;
  }
  const mobile = device.system === 'android' ? 'Mobile ' : '';
  switch (device.browser) {
    case 'firefox':
      return device.system === 'android'
        ? `Mozilla/5.0 (Android ${10 + device.systemVersion}; Mobile; rv:${version}.0) Gecko/${version}.0 Firefox/${version}.0`
        : `${where}; rv:${version}.0) Gecko/20100101 Firefox/${version}.0`;
    case 'safari':
      return `${where}) ${WEBKIT} Version/${ios({ ...device, systemVersion: device.systemVersion % 3 }, day)} Safari/605.1.15`;
    case 'samsung':
      return `${where}) ${BLINK} SamsungBrowser/23.0 Chrome/115.0.0.0 Mobile Safari/537.36`;
    default: {
      const tail = { edge: ` Edg/${blink(device, day)}`, opera: ` OPR/${version - 14}.0.0.0`, vivaldi: ' Vivaldi/6.5' }[
        device.browser as string
      ];
      return `${where}) ${BLINK} Chrome/${blink(device, day)} ${mobile}Safari/537.36${tail ?? ''}`;
    }
  }
}

/** A sign-in page opened inside another app. */
export function webViewAgent(device: Device, day: number): string {
  if (device.system === 'ios' || device.system === 'ipad')
    return `Mozilla/5.0 (${system(device, day)}) ${WEBKIT} Mobile/15E148`;
  if (device.system !== 'android') return browserAgent({ ...device, browser: 'edge' }, day);
  return `Mozilla/5.0 (Linux; Android ${10 + device.systemVersion}; ${device.model} Build/UP1A.231005.007; wv) ${BLINK} Version/4.0 Chrome/${major(device, day)}.0.6367.82 Mobile Safari/537.36`;
}

export function slackAgent(device: Device, day: number): string {
  const minor = 34 + Math.floor((day + hashed(device.id, 3) * 20) / 24);
  const monthly = `23.${10 + Math.floor((day + hashed(device.id, 4) * 10) / 14)}.10`;
  if (device.system === 'ios') return `com.tinyspeck.chatlyio/${monthly} (iPhone; iOS ${ios(device, day)}; Scale/3.00)`;
  if (device.system === 'ipad') return `com.tinyspeck.chatlyio/${monthly} (iPad; iOS ${ios(device, day)}; Scale/2.00)`;
  if (device.system === 'android')
    return `com.Slack/${monthly}.0 (${device.model}; Android ${10 + device.systemVersion})`;
  if (device.system === 'cros' || hashed(device.id, 5) < 0.25) return browserAgent(device, day);
  const text = `Mozilla/5.0 (${system({ ...device, browser: 'chrome' }, day)}) ${BLINK} Slack/4.${minor}.120 Chrome/${major({ ...device, lag: 3 }, day)}.0.0.0 Electron/27.0.0 Safari/537.36 Sonic`;
  return `${text} Slack_SSB/4.${minor}.120`;
}

/** What fetches mail or refreshes tokens on its own; null where the record names nothing. */
export function mailAgent(device: Device, day: number): string | null {
  const build = 17_000 + 7 * Math.floor((day + hashed(device.id, 6) * 9) / 9);
  const taste = hashed(device.id, 7);
  if (device.system === 'ios' || device.system === 'ipad')
    return taste < 0.4
      ? 'Outlook-iOS/2.0'
      : taste < 0.75
        ? `Apple-iPhone${whole14(device)}C3/2106.${ios(device, day).replace('.', '')}`
        : null;
  if (device.system === 'android') return taste < 0.5 ? 'Outlook-Android/2.0' : taste < 0.8 ? 'okhttp/4.9.3' : null;
  if (taste < 0.35) return `Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0.${build}; Pro)`;
  if (taste < 0.6) return null;
  return browserAgent({ ...device, browser: device.system === 'win' ? 'edge' : device.browser }, day);
}

function whole14(device: Device): number {
  return 12 + Math.floor(hashed(device.id, 8) * 5);
}

export function gitAgent(device: Device, day: number): string {
  const patch = Math.floor(hashed(device.id, 9) * 6);
  if (device.system === 'mac') return `git/2.39.${patch} (Apple Git-14${patch})`;
  if (device.system === 'win') return `git/2.4${patch}.0.windows.1`;
  return `git/2.${34 + Math.floor((day + hashed(device.id, 10) * 90) / 90)}.1`;
}

export const SCRIPTS = [
  'python-requests/2.31.0',
  'python-requests/2.28.1',
  'rclone/v1.65.0',
  'Go-http-client/2.0',
  'Go-http-client/1.1',
  'axios/1.6.8',
  'node-fetch/1.0 (+https://github.com/bitinn/node-fetch)',
  'okhttp/3.14.7',
  'curl/8.4.0',
  'Python/3.11 aiohttp/3.9.1',
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/119.0.0.0 Safari/537.36',
  'PostmanRuntime/7.36.0',
] as const;
