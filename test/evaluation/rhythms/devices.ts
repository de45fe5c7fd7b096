// Devices and what each app writes down of them: nothing, a generic name, a short name, or the full text, whose
// versions go up in waves that reach every device at its own time.

import type { Random } from '../../../src/platform/random.ts';
import { chance, hashed, weighted, wide } from '../factorial/draw.ts';

export type Form = 'computer' | 'phone' | 'tablet' | 'script';

interface Make {
  readonly name: string;
  readonly form: Form;
  readonly system: string;
  readonly browser: string;
  readonly share: number;
  /** First version of the period, and days from one to the next. */
  readonly from: number;
  readonly days: number;
  readonly text: (version: number, salt: number) => string;
}

export interface Device {
  readonly id: number;
  readonly make: Make;
  /** Days behind the first wave; half a year and more for what nobody updates. */
  readonly lagDays: number;
}

export type Style = 'full' | 'none' | 'generic' | 'native' | 'short';

export interface App {
  readonly name: string;
  readonly style: Style;
  readonly weight: number;
  readonly success: string;
  /** Null where the app logs no failures. */
  readonly failure: string | null;
  readonly challenge: boolean;
}

const KHTML = 'AppleWebKit/537.36 (KHTML, like Gecko)';
const WIN = 'Windows NT 10.0; Win64; x64';
const MAC = 'Macintosh; Intel Mac OS X 10_15_7';
const LIN = 'X11; Linux x86_64';
const CROS = 'X11; CrOS x86_64 14541.0.0';
const ANDROIDS = ['SM-S921B', 'SM-A546B', 'Pixel 8', 'Pixel 7a', '2201117TG', 'moto g84', 'CPH2577', 'SM-G991U'];

const chrome = (system: string, tail = '') => {
  return (v: number) => `Mozilla/5.0 (${system}) ${KHTML} Chrome/${v}.0.0.0 Safari/537.36${tail.replace('#', `${v}`)}`;
};
const firefox = (system: string) => (v: number) => `Mozilla/5.0 (${system}; rv:${v}.0) Gecko/20100101 Firefox/${v}.0`;
const safari = (device: string, mobile: string) => (v: number) =>
  `Mozilla/5.0 (${device}) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/${18 + Math.floor(v / 10)}.${v % 10} ${mobile}Safari/${mobile === '' ? '605.1.15' : '604.1'}`;
const android = (salt: number) => ANDROIDS[Math.floor(hashed(salt, 3) * ANDROIDS.length)]!;

const make = (line: string, text: Make['text']): Make => {
  const [name, form, system, browser, share, from, days] = line.split(' ') as [string, Form, string, ...string[]];
  return {
    name,
    form,
    system,
    browser: browser!,
    share: Number(share),
    from: Number(from),
    days: Number(days),
    text,
  };
};

export const MAKES: readonly Make[] = [
  make('chrome-win computer Windows Chrome 34 139 28', chrome(WIN)),
  make('chrome-mac computer macOS Chrome 16 139 28', chrome(MAC)),
  make('chrome-linux computer Linux Chrome 2.5 139 28', chrome(LIN)),
  make('chrome-cros computer ChromeOS Chrome 2 139 28', chrome(CROS)),
  make('edge-win computer Windows Edge 17 139 28', chrome(WIN, ' Edg/#.0.0.0')),
  make('edge-mac computer macOS Edge 1 139 28', chrome(MAC, ' Edg/#.0.0.0')),
  make('opera-win computer Windows Opera 1 122 28', (v) => chrome(WIN, ` OPR/${v}.0.0.0`)(v + 16)),
  make('vivaldi-win computer Windows Vivaldi 0.4 139 42', chrome(WIN, ' Vivaldi/7.5.#')),
  make('yandex-win computer Windows Yandex 0.3 139 35', chrome(WIN, ' YaBrowser/25.#.0.0')),
  make('firefox-win computer Windows Firefox 4 142 28', firefox(WIN)),
  make('firefox-mac computer macOS Firefox 2 142 28', firefox('Macintosh; Intel Mac OS X 10.15')),
  make('firefox-ubuntu computer Linux Firefox 1.5 142 28', firefox('X11; Ubuntu; Linux x86_64')),
  make('firefox-esr computer Linux Firefox 0.4 128 365', firefox(LIN)),
  make('safari-mac computer macOS Safari 9 6 45', safari(MAC, '')),
  make('safari-iphone phone iOS Safari 22 6 45', safari('iPhone; CPU iPhone OS 18_6 like Mac OS X', 'Mobile/15E148 ')),
  make('safari-ipad tablet iOS Safari 3 6 45', safari('iPad; CPU OS 18_6 like Mac OS X', 'Mobile/15E148 ')),
  make('chrome-iphone phone iOS Chrome 3 139 21', (v) => {
    const os = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)';
    return `${os} CriOS/${v}.0.7258.76 Mobile/15E148 Safari/604.1`;
  }),
  make('chrome-android phone Android Chrome 17 139 28', (v) => {
    return `Mozilla/5.0 (Linux; Android 10; K) ${KHTML} Chrome/${v}.0.0.0 Mobile Safari/537.36`;
  }),
  make('webview-android phone Android WebView 2 139 28', (v, salt) => {
    return `Mozilla/5.0 (Linux; Android 14; ${android(salt)}) ${KHTML} Version/4.0 Chrome/${v}.0.7258.94 Mobile Safari/537.36`;
  }),
  make('samsung-android phone Android Samsung 4 27 90', (v) => {
    return `Mozilla/5.0 (Linux; Android 10; K) ${KHTML} SamsungBrowser/${v}.0 Chrome/${v + 98}.0.0.0 Mobile Safari/537.36`;
  }),
  make('chrome-tablet tablet Android Chrome 2 139 28', chrome('Linux; Android 10; K')),
  make('python script Linux requests 4 28 160', (v) => `python-requests/2.${v}.3`),
  make('go script Linux go 2 2 9999', () => 'Go-http-client/2.0'),
  make('curl script Linux curl 2 5 60', (v) => `curl/8.${v}.0`),
  make('axios script Linux axios 2 7 90', (v) => `axios/1.${v}.9`),
  make('java script Linux java 1.5 14 400', (v) => `Apache-HttpClient/4.5.${v} (Java/17.0.12)`),
  make('node script Linux node 1 1 9999', () => 'node'),
  make('headless script Linux Headless 1 139 28', (v) => chrome(LIN)(v).replace('Chrome/', 'HeadlessChrome/')),
  make('postman script Windows Postman 0.6 44 40', (v) => `PostmanRuntime/7.${v}.0`),
  make('zapier script Linux Zapier 0.8 1 9999', () => 'Zapier'),
];

export interface DeviceWish {
  readonly forms: readonly Form[];
  /** Only makes it holds for. */
  readonly like?: (make: Make) => boolean;
  /** How far apart devices update, in days. */
  readonly waveDays: number;
}

export function newDevice(random: Random, wish: DeviceWish): Device {
  const fit = MAKES.filter((one) => wish.forms.includes(one.form) && (wish.like?.(one) ?? true));
  const chosen = weighted(random, fit.length > 0 ? fit : MAKES, (one) => one.share);
  return ofMake(random, { make: chosen, waveDays: wish.waveDays });
}

export function ofMake(random: Random, of: { make: Make; waveDays: number }): Device {
  const lagDays = chance(random, 0.06) ? 180 + 400 * random() : of.waveDays * random() * random();
  return { id: Math.floor(random() * 1e9), make: of.make, lagDays };
}

/** The same make at another point of its life: almost the victim's own. */
export function nearTwin(random: Random, device: Device): Device {
  return {
    id: Math.floor(random() * 1e9),
    make: device.make,
    lagDays: device.lagDays + (chance(random, 0.3) ? -1 : 1) * wide(random, [20, 200]),
  };
}

const GENERIC: Readonly<Record<string, string>> = {
  Windows: 'Google Workspace native client',
  macOS: 'Google Workspace native client',
  Linux: 'Google Workspace native client',
  ChromeOS: 'Google Workspace native client',
  Android: 'okhttp/4.12.0',
  iOS: 'CFNetwork Client',
};

/** What the app logs of the device on a day counted from the start of the company. */
export function logged(device: Device, at: { app: App; day: number }): string | null {
  const { make } = device;
  const version = make.from + Math.max(-30, Math.floor((at.day + 20 - device.lagDays) / make.days));
  switch (at.app.style) {
    case 'none':
      return null;
    case 'generic':
      return make.form === 'script' ? make.text(version, device.id) : GENERIC[make.system]!;
    case 'short':
      return `${make.browser} ${version} / ${make.system}`;
    case 'native':
      return native(device, at.day) ?? make.text(version, device.id);
    case 'full':
      return make.text(version, device.id);
  }
}

/** The app's own program, where the device has it: a new build every week. */
function native(device: Device, day: number): string | null {
  const { system, form } = device.make;
  if (form === 'script' || hashed(device.id, 7) < 0.3) return null;
  const build = Math.max(0, Math.floor((day + 14 - Math.min(device.lagDays, 60)) / 7));
  if (system === 'iOS') return `com.tinyspeck.chatlyio/25.09.${build} (iPhone; iOS 18.6; Scale/3.00)`;
  if (system === 'Android') return `ChatApp/25.09.${build} (Android 14; ${android(device.id)})`;
  const os = system === 'macOS' ? MAC : system === 'Windows' ? WIN : LIN;
  return `Mozilla/5.0 (${os}) ${KHTML} Slack/4.${45 + Math.floor(build / 4)}.${60 + build} Chrome/${138 + Math.floor(build / 5)}.0.0.0 Electron/37.2.${build} Safari/537.36`;
}
