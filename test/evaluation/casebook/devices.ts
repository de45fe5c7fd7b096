// Machines and what they write as user agent: browsers, apps of the vendors, command-line tools; versions roll by themselves.
// A device is one machine: the same programs, system and model until it is replaced or set up anew.

import type { Random } from '../../../src/platform/random.ts';
import { chance, pick, weighted, whole } from '../factorial/draw.ts';

export type Platform = 'win' | 'mac' | 'linux' | 'cros' | 'iphone' | 'android' | 'ipad' | 'script';

interface Program {
  readonly platform: Platform;
  /** `*`: a browser or tool that enters every app; else the one app it belongs to. */
  readonly app: string;
  readonly weight: number;
  /** `{c}` Chromium, `{f}` Firefox, `{s}` Safari, `{k}` Slack, `{n}` any other version; `{o}` system, `{m}` model. */
  readonly text: string;
}

const W = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64)';
const M = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)';
const L = 'Mozilla/5.0 (X11; Linux x86_64)';
const A = 'Mozilla/5.0 (Linux; Android {o}; {m})';
const I = 'Mozilla/5.0 (iPhone; CPU iPhone OS {o} like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)';
const B = 'AppleWebKit/537.36 (KHTML, like Gecko)';
const C = `${B} Chrome/{c}.0.0.0`;
const TABLE = `
win|*|40|${W} ${C} Safari/537.36
win|*|25|${W} ${C} Safari/537.36 Edg/{c}.0.0.0
win|*|7|${W.replace(')', '; rv:{f}.0)')} Gecko/20100101 Firefox/{f}.0
win|*|1|${W} ${C} Safari/537.36 OPR/{n}.0.0.0
win|slack|10|${W} ${B} Slack/{k} Chrome/{c}.0.0.0 Electron/28.1.4 Safari/537.36 Sonic Slack_SSB/{k}
win|entra|9|Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0.17{n}; Pro)
win|entra|7|${W} ${B} Teams/24.{n} Chrome/{c}.0.0.0 Electron/27.3 Safari/537.36
win|zoom|6|Mozilla/5.0 (ZOOM.Win 10.0 x64)
win|github|3|git/2.{n}.0.windows.1
mac|*|38|${M} ${C} Safari/537.36
mac|*|22|${M} AppleWebKit/605.1.15 (KHTML, like Gecko) Version/{s} Safari/605.1.15
mac|*|6|Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:{f}.0) Gecko/20100101 Firefox/{f}.0
mac|*|2|${M} ${C} Safari/537.36 Edg/{c}.0.0.0
mac|slack|14|${M} ${B} Slack/{k} Chrome/{c}.0.0.0 Electron/28.1.4 Safari/537.36 AppleSilicon Sonic Slack_SSB/{k}
mac|entra|5|MacOutlook/16.{n}.24010820 (Intelx64 Mac OS X Version 14.{o} (Build 23C71))
mac|zoom|4|Mozilla/5.0 (ZOOM.Mac 14.{o} x86)
mac|github|4|git/2.{n}.3 (Apple Git-145)
linux|*|12|${L} ${C} Safari/537.36
linux|*|12|Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:{f}.0) Gecko/20100101 Firefox/{f}.0
linux|github|6|git/2.{n}.1
cros|*|5|Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) ${C} Safari/537.36
iphone|*|20|${I} Version/{s} Mobile/15E148 Safari/604.1
iphone|*|4|${I} CriOS/{c}.0.6099.119 Mobile/15E148 Safari/604.1
iphone|*|3|${I} GSA/{n}.0.5990 Mobile/15E148 Safari/604.1
iphone|*|2|${I} Mobile/15E148
iphone|slack|14|com.tinyspeck.chatlyio/24.{n} (iPhone; iOS {o}; Scale/3.00)
iphone|entra|10|Outlook-iOS/2.0
iphone|entra|6|Apple-iPhone15C2/2101.{n}
iphone|okta|4|OktaVerify/9.{n} iOS/{o} Apple/iPhone14,5
android|*|22|${A} ${C} Mobile Safari/537.36
android|*|5|${A} ${B} SamsungBrowser/{n}.0 Chrome/115.0.0.0 Mobile Safari/537.36
android|*|3|${A.replace(')', '; wv)')} ${B} Version/4.0 Chrome/{c}.0.0.0 Mobile Safari/537.36
android|slack|9|com.Slack/24.{n} ({m}; Android {o})
android|entra|7|Outlook-Android/2.0
android|okta|3|OktaVerify/8.{n} Android/{o} {m}
ipad|*|6|Mozilla/5.0 (iPad; CPU OS {o} like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/{s} Mobile/15E148 Safari/604.1
script|*|8|python-requests/2.{n}.0
script|*|4|rclone/v1.{n}.0
script|*|4|curl/8.{n}.0
script|*|4|Go-http-client/2.0
script|*|3|axios/1.{n}.2
script|*|2|okhttp/4.{n}.0
script|*|2|node-fetch/1.0 (+https://github.com/bitinn/node-fetch)
script|*|2|Mozilla/5.0 (Windows NT; Windows NT 10.0; en-US) WindowsPowerShell/5.1.22621.{n}
script|*|2|HashiCorp Terraform/1.{n}.6 (+https://www.terraform.io) Terraform Plugin SDK/2.10.1
script|*|2|Apache-HttpClient/4.5.{n} (Java/17.0.9)
script|*|2|${L} ${B} HeadlessChrome/{c}.0.0.0 Safari/537.36
`;
const PROGRAMS: readonly Program[] = TABLE.trim()
  .split('\n')
  .map((row) => {
    const [platform, app, weight, ...text] = row.split('|');
    return { platform: platform as Platform, app: app!, weight: Number(weight), text: text.join('|') };
  });
const MODELS = 'SM-S918B,SM-A536B,SM-G990B,Pixel 6a,Pixel 8,2201117TY,CPH2211,V2250,moto g54 5G,XQ-DC54,K'.split(',');
const PHONE_SYSTEMS = ['16_6', '16_7', '17_1', '17_2', '17_3', '17_4'];

export interface Device {
  readonly platform: Platform;
  readonly programs: readonly Program[];
  readonly model: string;
  readonly system: number;
  /** Where its own numbers start, and how many days behind it gets updates; beyond a year: never. */
  readonly phase: number;
  readonly lagDays: number;
  readonly seed: number;
}

export function newDevice(random: Random, platform: Platform): Device {
  const fitting = PROGRAMS.filter((one) => one.platform === platform);
  const browsers = fitting.filter((one) => one.app === '*');
  const main = weighted(random, browsers, (one) => one.weight);
  const second = chance(random, 0.12) && platform !== 'script' ? [weighted(random, browsers, (one) => one.weight)] : [];
  const native = fitting.filter((one) => one.app !== '*' && chance(random, one.weight / 16));
  return {
    platform,
    programs: [main, ...second, ...native],
    model: pick(random, MODELS),
    system: whole(random, [0, 3]),
    phase: whole(random, [0, 27]),
    lagDays: platform === 'script' || chance(random, 0.06) ? 4000 : chance(random, 0.25) ? whole(random, [20, 150]) : 0,
    seed: whole(random, [1, 60]),
  };
}

/** The same machine set up anew, or the same model bought again: other programs may be on it, and all are up to date. */
export function reinstalled(random: Random, device: Device): Device {
  return { ...newDevice(random, device.platform), model: device.model, lagDays: 0 };
}

/** What the app records; `pace` picks the program, so the same number gives the same one. */
export function agentOf(device: Device, app: string, moment: { day: number; pace: number }): string {
  const natives = device.programs.filter((one) => one.app === app);
  const browsers = device.programs.filter((one) => one.app === '*');
  const list = natives.length > 0 && moment.pace < 0.55 ? natives : browsers;
  const nth = list === natives || list.length === 1 || moment.pace < 0.9 ? 0 : 1;
  return write(list[nth] ?? list[0]!, device, moment.day);
}

function write(program: Program, device: Device, day: number): string {
  const stuck = device.lagDays > 1000;
  const age = stuck ? 0 : Math.max(0, day - device.lagDays + 160);
  const monthly = Math.floor((age + device.phase) / 28);
  const seasonal = Math.floor((age + device.phase) / 60);
  const apple = device.platform === 'iphone' || device.platform === 'ipad';
  const system = Math.min(device.system + (stuck ? 0 : Math.floor(seasonal / 3)), 5);
  const fields: Readonly<Record<string, () => string>> = {
    c: () => String(114 + monthly),
    f: () => String(113 + monthly),
    s: () => `17.${seasonal}`,
    k: () => `4.${33 + monthly}.${70 + (device.seed % 9)}`,
    n: () => String(20 + device.seed + (stuck ? 0 : monthly)),
    o: () => (apple ? PHONE_SYSTEMS[system]! : String(10 + system)),
    m: () => device.model,
  };
  return program.text.replace(/\{(\w)\}/g, (_, field: string) => fields[field]!());
}
