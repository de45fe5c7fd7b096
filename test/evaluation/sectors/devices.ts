// Machines and what they call themselves on a day: browsers and systems that update at their own pace, apps, scripts.

import type { Dice } from './dice.ts';

export const DESKTOPS = [
  'win-chrome',
  'win-edge',
  'mac-chrome',
  'mac-safari',
  'win-firefox',
  'linux-chrome',
  'mac-firefox',
  'linux-firefox',
  'cros-chrome',
  'win-brave',
] as const;
export const PHONES = ['ios-safari', 'android-chrome', 'ios-chrome', 'android-samsung'] as const;
export const TABLETS = ['ipad-safari', 'tab-chrome'] as const;
export const SCRIPTS = ['python', 'curl', 'go', 'node', 'headless', 'okhttp'] as const;
export type Build =
  | (typeof DESKTOPS)[number]
  | (typeof PHONES)[number]
  | (typeof TABLETS)[number]
  | (typeof SCRIPTS)[number]
  | 'win-slack'
  | 'mac-slack'
  | 'linux-slack'
  | 'ios-slack'
  | 'android-slack'
  | 'android-webview'
  | 'ios-webview';

export interface Device {
  readonly id: number;
  readonly build: Build;
  /** Days behind the newest version; a careless owner has many. */
  readonly lag: number;
  /** Model number, system version, language: what makes this machine's agent differ from its neighbour's. */
  readonly trait: number;
  fromDay: number;
  toDay: number;
}

/** Desktop share by taste: 0 all Windows .. 1 all Mac. */
export function desktopBuild(own: Dice, mac: number): Build {
  const system = own.chance(mac) ? 'mac' : own.chance(0.06) ? 'linux' : own.chance(0.03) ? 'cros' : 'win';
  return own.weighted(
    DESKTOPS.filter((one) => one.startsWith(system)),
    (one) => (/chrome/.test(one) ? 5 : /firefox|brave/.test(one) ? 1 : 2),
  );
}

export function phoneBuild(own: Dice, apple: number): Build {
  if (own.chance(apple)) return own.chance(0.8) ? 'ios-safari' : 'ios-chrome';
  return own.chance(0.75) ? 'android-chrome' : 'android-samsung';
}

/** The desktop or phone app of Slack on the same machine. */
export function appOf(build: Build): Build {
  const system = build.split('-')[0]!;
  if (system === 'ipad') return 'ios-slack';
  if (system === 'tab') return 'android-slack';
  return system === 'cros' ? build : (`${system}-slack` as Build);
}

const WEBKIT = 'AppleWebKit/537.36 (KHTML, like Gecko)';
const SYSTEM: Readonly<Record<string, string>> = {
  win: 'Windows NT 10.0; Win64; x64',
  mac: 'Macintosh; Intel Mac OS X 10_15_7',
  linux: 'X11; Linux x86_64',
  cros: 'X11; CrOS x86_64 14541.0.0',
};
const MODELS = ['SM-S911B', 'SM-A546B', 'Pixel 8', 'Pixel 7a', 'moto g84 5G', 'M2101K6G', 'CPH2481', 'SM-G991U'];

/** The user agent of a device, or of another program on it, on a day. */
export function agentOf(device: Pick<Device, 'build' | 'lag' | 'trait'>, day: number): string {
  const { build, lag, trait } = device;
  const [system = '', client = ''] = build.split('-');
  const age = day - lag;
  const chrome = 130 + Math.floor((age + 200) / 28);
  const point = 1 + Math.max(0, Math.floor((age + 90) / 45));
  const ios = `${17 + (trait % 3 === 0 ? 0 : 1)}_${point}`;
  const slack = `4.${40 + Math.floor((age + 200) / 17)}.${120 + (Math.floor((age + 200) / 17) % 7)}`;
  const desk = SYSTEM[system];
  switch (client) {
    case 'chrome':
      if (desk) return `Mozilla/5.0 (${desk}) ${WEBKIT} Chrome/${chrome}.0.0.0 Safari/537.36`;
      if (system === 'ios')
        return `Mozilla/5.0 (iPhone; CPU iPhone OS ${ios} like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/${chrome}.0.6723.90 Mobile/15E148 Safari/604.1`;
      return `Mozilla/5.0 (Linux; Android ${trait % 5 === 0 ? 12 : 10}; ${system === 'tab' ? 'SM-X200' : trait % 2 ? 'K' : MODELS[trait % 8]}) ${WEBKIT} Chrome/${chrome}.0.0.0 ${system === 'tab' ? '' : 'Mobile '}Safari/537.36`;
    case 'edge':
      return `Mozilla/5.0 (${desk}) ${WEBKIT} Chrome/${chrome}.0.0.0 Safari/537.36 Edg/${chrome}.0.0.0`;
    case 'brave':
      return `Mozilla/5.0 (${desk}) ${WEBKIT} Chrome/${chrome}.0.0.0 Safari/537.36 Brave/${chrome - 60}`;
    case 'firefox':
      return `Mozilla/5.0 (${desk?.replace('10_15_7', '10.15')}; rv:${chrome}.0) Gecko/20100101 Firefox/${chrome}.0`;
    case 'safari':
      if (system === 'mac')
        return `Mozilla/5.0 (${desk}) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/${ios.replace('_', '.')} Safari/605.1.15`;
      return `Mozilla/5.0 (${system === 'ipad' ? 'iPad; CPU OS' : 'iPhone; CPU iPhone OS'} ${ios} like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/${ios.replace('_', '.')} Mobile/15E148 Safari/604.1`;
    case 'samsung':
      return `Mozilla/5.0 (Linux; Android 13; ${MODELS[trait % 2]}) ${WEBKIT} SamsungBrowser/${24 + Math.floor(point / 2)}.0 Chrome/${chrome - 8}.0.0.0 Mobile Safari/537.36`;
    case 'slack':
      if (system === 'ios')
        return `com.tinyspeck.chatlyio/24.${10 + Math.floor((age + 200) / 14)}.10 (iPhone; iOS ${ios.replace('_', '.')}; Scale/3.00)`;
      if (system === 'android')
        return `com.Slack/24.${10 + Math.floor((age + 200) / 14)}.20.0 (${MODELS[trait % 8]}; Android ${12 + (trait % 3)})`;
      return `Mozilla/5.0 (${desk}) ${WEBKIT} Chrome/${chrome - 2}.0.6834.83 Electron/${33 + Math.floor((age + 200) / 56)}.2.0 Safari/537.36 Sonic Slack_SSB/${slack}`;
    case 'webview':
      if (system === 'ios')
        return `Mozilla/5.0 (iPhone; CPU iPhone OS ${ios} like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148`;
      return `Mozilla/5.0 (Linux; Android 14; ${MODELS[trait % 8]}; wv) ${WEBKIT} Version/4.0 Chrome/${chrome}.0.6723.107 Mobile Safari/537.36`;
  }
  switch (build) {
    case 'python':
      return trait % 3 === 0
        ? `python-httpx/0.${24 + (trait % 5)}.0`
        : `python-requests/2.${28 + (trait % 5)}.${trait % 2}`;
    case 'curl':
      return `curl/8.${trait % 9}.0`;
    case 'go':
      return 'Go-http-client/2.0';
    case 'node':
      return trait % 2 ? 'node' : `axios/1.${trait % 8}.2`;
    case 'okhttp':
      return `okhttp/4.${9 + (trait % 4)}.0`;
    default:
      return `Mozilla/5.0 (X11; Linux x86_64) ${WEBKIT} HeadlessChrome/${chrome}.0.0.0 Safari/537.36`;
  }
}
