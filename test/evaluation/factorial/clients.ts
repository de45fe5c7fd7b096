// Programs people sign in with: what they write as user agent in each app, and how their versions move on.

import type { Random } from '../../../src/platform/random.ts';
import { chance, pick, weighted, whole, wide } from './draw.ts';

export type ClientKind = 'desktop' | 'phone' | 'tablet' | 'app' | 'script';

interface Template {
  readonly name: string;
  readonly kind: ClientKind;
  /** Only this app can be entered with it. */
  readonly only?: string;
  readonly weight: number;
  /** `#` is the version of the client, `@` that of the system, `%` a word of the variant. */
  readonly text: string;
  readonly version: number;
  readonly systems: readonly string[];
  readonly words?: readonly string[];
}

const WINDOWS = ['10.0'];
const MAC = ['10_15_7'];
const IOS = ['16_7', '17_5', '17_6', '18_0', '18_1'];
const ANDROID = ['10', '12', '13', '14', '15'];
const MODELS = ['K', 'SM-S911B', 'SM-A546B', 'Pixel 7', 'Pixel 8a', 'M2101K6G', 'moto g(60)', 'CPH2409', 'SM-G991U'];
const CHROME = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/#.0.0.0 Safari/537.36';
const PHONE_SAFARI = 'AppleWebKit/605.1.15 (KHTML, like Gecko)';

const TEMPLATES: readonly Template[] = [
  {
    name: 'win-chrome',
    kind: 'desktop',
    weight: 30,
    text: `Mozilla/5.0 (Windows NT @; Win64; x64) ${CHROME}`,
    version: 120,
    systems: WINDOWS,
  },
  {
    name: 'mac-chrome',
    kind: 'desktop',
    weight: 20,
    text: `Mozilla/5.0 (Macintosh; Intel Mac OS X @) ${CHROME}`,
    version: 120,
    systems: MAC,
  },
  {
    name: 'win-edge',
    kind: 'desktop',
    weight: 10,
    text: `Mozilla/5.0 (Windows NT @; Win64; x64) ${CHROME} Edg/#.0.0.0`,
    version: 120,
    systems: WINDOWS,
  },
  {
    name: 'mac-safari',
    kind: 'desktop',
    weight: 8,
    text: `Mozilla/5.0 (Macintosh; Intel Mac OS X @) ${PHONE_SAFARI} Version/17.# Safari/605.1.15`,
    version: 1,
    systems: MAC,
  },
  {
    name: 'win-firefox',
    kind: 'desktop',
    weight: 6,
    text: 'Mozilla/5.0 (Windows NT @; Win64; x64; rv:#.0) Gecko/20100101 Firefox/#.0',
    version: 121,
    systems: WINDOWS,
  },
  {
    name: 'mac-firefox',
    kind: 'desktop',
    weight: 4,
    text: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:#.0) Gecko/20100101 Firefox/#.0',
    version: 121,
    systems: MAC,
  },
  {
    name: 'linux-firefox',
    kind: 'desktop',
    weight: 3,
    text: 'Mozilla/5.0 (X11; % x86_64; rv:#.0) Gecko/20100101 Firefox/#.0',
    version: 121,
    systems: [''],
    words: ['Linux', 'Ubuntu; Linux'],
  },
  {
    name: 'linux-chrome',
    kind: 'desktop',
    weight: 4,
    text: `Mozilla/5.0 (X11; Linux x86_64) ${CHROME}`,
    version: 120,
    systems: [''],
  },
  {
    name: 'cros-chrome',
    kind: 'desktop',
    weight: 2,
    text: `Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) ${CHROME}`,
    version: 120,
    systems: [''],
  },
  {
    name: 'mac-edge',
    kind: 'desktop',
    weight: 1.5,
    text: `Mozilla/5.0 (Macintosh; Intel Mac OS X @) ${CHROME} Edg/#.0.0.0`,
    version: 120,
    systems: MAC,
  },
  {
    name: 'win-opera',
    kind: 'desktop',
    weight: 1,
    text: `Mozilla/5.0 (Windows NT @; Win64; x64) ${CHROME} OPR/106.0.0.0`,
    version: 120,
    systems: WINDOWS,
  },
  {
    name: 'win-vivaldi',
    kind: 'desktop',
    weight: 0.5,
    text: `Mozilla/5.0 (Windows NT @; Win64; x64) ${CHROME} Vivaldi/6.5`,
    version: 120,
    systems: WINDOWS,
  },
  {
    name: 'win-slack',
    kind: 'app',
    only: 'slack',
    weight: 8,
    text: `Mozilla/5.0 (Windows NT @; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Slack/4.#.0 Chrome/120.0.0.0 Electron/28.1.0 Safari/537.36 Sonic Slack_SSB/4.#.0`,
    version: 35,
    systems: WINDOWS,
  },
  {
    name: 'mac-slack',
    kind: 'app',
    only: 'slack',
    weight: 8,
    text: `Mozilla/5.0 (Macintosh; Intel Mac OS X @) AppleWebKit/537.36 (KHTML, like Gecko) Slack/4.#.0 Chrome/120.0.0.0 Electron/28.1.0 Safari/537.36 %Slack_SSB/4.#.0`,
    version: 35,
    systems: MAC,
    words: ['Sonic ', 'MacAppStore/23.1.0 Sonic ', 'AppleSilicon Sonic '],
  },
  {
    name: 'ios-slack',
    kind: 'phone',
    only: 'slack',
    weight: 8,
    text: 'com.tinyspeck.chatlyio/24.# (iPhone; iOS @; Scale/3.00)',
    version: 1,
    systems: ['16.7', '17.5', '18.0'],
  },
  {
    name: 'android-slack',
    kind: 'phone',
    only: 'slack',
    weight: 5,
    text: 'com.Slack/24.# (%; Android @)',
    version: 1,
    systems: ANDROID,
    words: MODELS,
  },
  {
    name: 'ios-safari',
    kind: 'phone',
    weight: 9,
    text: `Mozilla/5.0 (iPhone; CPU iPhone OS @ like Mac OS X) ${PHONE_SAFARI} Version/17.# Mobile/15E148 Safari/604.1`,
    version: 1,
    systems: IOS,
  },
  {
    name: 'ios-chrome',
    kind: 'phone',
    weight: 2,
    text: `Mozilla/5.0 (iPhone; CPU iPhone OS @ like Mac OS X) ${PHONE_SAFARI} CriOS/#.0 Mobile/15E148 Safari/604.1`,
    version: 120,
    systems: IOS,
  },
  {
    name: 'ios-webview',
    kind: 'phone',
    weight: 2,
    text: `Mozilla/5.0 (iPhone; CPU iPhone OS @ like Mac OS X) ${PHONE_SAFARI} Mobile/15E148`,
    version: 1,
    systems: IOS,
  },
  {
    name: 'android-chrome',
    kind: 'phone',
    weight: 8,
    text: 'Mozilla/5.0 (Linux; Android @; %) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/#.0.0.0 Mobile Safari/537.36',
    version: 120,
    systems: ANDROID,
    words: MODELS,
  },
  {
    name: 'android-samsung',
    kind: 'phone',
    weight: 2,
    text: 'Mozilla/5.0 (Linux; Android @; %) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/#.0 Chrome/115.0.0.0 Mobile Safari/537.36',
    version: 22,
    systems: ANDROID,
    words: ['SM-S911B', 'SM-A546B', 'SM-G991U'],
  },
  {
    name: 'android-webview',
    kind: 'phone',
    weight: 2,
    text: 'Mozilla/5.0 (Linux; Android @; %; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/#.0.0.0 Mobile Safari/537.36',
    version: 120,
    systems: ANDROID,
    words: MODELS,
  },
  {
    name: 'ipad-safari',
    kind: 'tablet',
    weight: 4,
    text: `Mozilla/5.0 (iPad; CPU OS @ like Mac OS X) ${PHONE_SAFARI} Version/17.# Mobile/15E148 Safari/604.1`,
    version: 1,
    systems: IOS,
  },
  {
    name: 'android-tablet',
    kind: 'tablet',
    weight: 2,
    text: `Mozilla/5.0 (Linux; Android @; SM-X700) ${CHROME}`,
    version: 120,
    systems: ANDROID,
  },
  { name: 'python', kind: 'script', weight: 5, text: 'python-requests/2.#.0', version: 28, systems: [''] },
  { name: 'curl', kind: 'script', weight: 3, text: 'curl/8.#.0', version: 1, systems: [''] },
  { name: 'go', kind: 'script', weight: 2, text: 'Go-http-client/2.0', version: 0, systems: [''] },
  { name: 'node', kind: 'script', weight: 2, text: 'axios/1.#.2', version: 5, systems: [''] },
  {
    name: 'java',
    kind: 'script',
    weight: 1,
    text: 'Apache-HttpClient/4.5.# (Java/17.0.9)',
    version: 10,
    systems: [''],
  },
  { name: 'okhttp', kind: 'script', weight: 1, text: 'okhttp/4.#.0', version: 9, systems: [''] },
  {
    name: 'headless',
    kind: 'script',
    weight: 1.5,
    text: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/#.0.0.0 Safari/537.36',
    version: 120,
    systems: [''],
  },
];

/** One installed program of one person. */
export interface Client {
  readonly template: Template;
  readonly kind: ClientKind;
  readonly name: string;
  readonly system: number;
  readonly word: string;
  /** Days between updates; very long: never updated. */
  readonly cycleDays: number;
  readonly lag: number;
  /** How much it is used. */
  weight: number;
}

/** A program of the given kinds, by how common it is. */
export function newClient(
  random: Random,
  of: { kinds: readonly ClientKind[]; common?: boolean; not?: readonly string[] },
): Client {
  const fitting = TEMPLATES.filter((one) => of.kinds.includes(one.kind) && !of.not?.includes(one.name));
  const template = of.common ? pick(random, TEMPLATES.slice(0, 3)) : weighted(random, fitting, (one) => one.weight);
  return install(random, template);
}

function install(random: Random, template: Template): Client {
  return {
    template,
    kind: template.kind,
    name: template.name,
    system: whole(random, [0, template.systems.length - 1]),
    word: template.words ? pick(random, template.words) : '',
    cycleDays: template.kind === 'script' || chance(random, 0.08) ? 1e6 : wide(random, [20, 40]),
    lag: chance(random, 0.15) ? whole(random, [1, 12]) : chance(random, 0.3) ? 1 : 0,
    weight: wide(random, [0.05, 1]),
  };
}

/** The same program on another machine: other system version, model or lag. */
export function otherVariant(random: Random, client: Client): Client {
  return { ...install(random, client.template), lag: whole(random, [0, 6]) };
}

/** What the app records on that day; null where it records none. */
export function agentText(client: Client, day: number): string {
  const { template } = client;
  const version = Math.max(0, template.version + Math.floor((day + 20) / client.cycleDays) - client.lag);
  const system = Math.min(template.systems.length - 1, client.system + (client.cycleDays < 30 && day > 45 ? 1 : 0));
  return template.text
    .replaceAll('#', String(version))
    .replace('@', template.systems[system]!)
    .replace('%', client.word);
}

/** Whether the program can enter the app. */
export function fits(client: Client, app: string): boolean {
  return client.template.only === undefined || client.template.only === app;
}
