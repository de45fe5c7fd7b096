// Names the device behind a user agent, for people to read: operating system, client, kind.
// Bounded: only the head of a long agent is parsed, and the last few thousand answers are kept. Never used by the model.

import Bowser from 'bowser';
import type { Device, DeviceKind } from './device.ts';

/** More than any honest agent; what follows cannot change the answer. */
const LONGEST_AGENT = 1024;
const CACHE_SIZE = 4096;

const UNKNOWN_DEVICE: Device = Object.freeze({ os: null, client: null, kind: 'unknown' });

/** Programs that sign in without a person: matched at the beginning of the agent, or anywhere where marked. */
const SCRIPTS: readonly (readonly [RegExp, string])[] = [
  [/headlesschrome/i, 'Headless Chrome'],
  [/phantomjs/i, 'PhantomJS'],
  [/puppeteer/i, 'Puppeteer'],
  [/playwright/i, 'Playwright'],
  [/selenium|webdriver/i, 'Selenium'],
  [/^curl\b/i, 'curl'],
  [/^wget\b/i, 'Wget'],
  [/^httpie\b/i, 'HTTPie'],
  [/^python-requests\b/i, 'python-requests'],
  [/^python-httpx\b/i, 'python-httpx'],
  [/^python-urllib\b/i, 'Python urllib'],
  [/^aiohttp\b|\baiohttp\//i, 'aiohttp'],
  [/^python[/ ]|\bcpython\//i, 'Python'],
  [/^go-http-client\b/i, 'Go-http-client'],
  [/^go-resty\b/i, 'go-resty'],
  [/^okhttp\b/i, 'okhttp'],
  [/^apache-httpclient\b/i, 'Apache HttpClient'],
  [/^java[/ ]/i, 'Java'],
  [/^postmanruntime\b/i, 'Postman'],
  [/^insomnia\b/i, 'Insomnia'],
  [/^axios\b/i, 'axios'],
  [/^node-fetch\b/i, 'node-fetch'],
  [/^undici\b/i, 'undici'],
  [/^(?:node|node\.js)(?:[/ ]|$)/i, 'Node.js'],
  [/^bun\//i, 'Bun'],
  [/^deno\//i, 'Deno'],
  [/^libwww-perl\b/i, 'libwww-perl'],
  [/^(?:ruby|faraday)\b/i, 'Ruby'],
  [/^guzzlehttp\b/i, 'Guzzle'],
  [/^powershell\b|windowspowershell\//i, 'PowerShell'],
  [/^slackbot\b/i, 'Slackbot'],
  [/^apiapp\b/i, 'Slack API app'],
];

const SLACK_DESKTOP = /\bSlack_SSB\/|\bSlack\/\d/;
const SLACK_MOBILE = /^com\.tinyspeck\.chatlyio(?:\.[A-Za-z]+)?\/|^com\.slack\//i;
/** Slack writes this before the browser's own agent. */
const SLACK_WEB = /^SlackWeb\s+/;

const cache = new Map<string, Device>();

/**
 * What a user agent says of the device. `curl/8.4.0` is `{os: null, client: 'curl', kind: 'script'}`; null, empty and
 * unreadable agents give nulls and `unknown`. Never throws. Whatever it names comes from lists, never from the agent's own words.
 */
export function describeDevice(userAgent: string | null): Device {
  if (userAgent === null) return UNKNOWN_DEVICE;
  const agent = userAgent.slice(0, LONGEST_AGENT).trim();
  if (agent === '') return UNKNOWN_DEVICE;
  const known = cache.get(agent);
  if (known !== undefined) {
    cache.delete(agent);
    cache.set(agent, known);
    return known;
  }
  const device = Object.freeze(parseAgent(agent));
  if (cache.size >= CACHE_SIZE) cache.delete(cache.keys().next().value as string);
  cache.set(agent, device);
  return device;
}

function parseAgent(agent: string): Device {
  const script = SCRIPTS.find(([pattern]) => pattern.test(agent));
  if (script) return { os: systemOf(agent), client: script[1], kind: 'script' };
  if (SLACK_MOBILE.test(agent)) return slackMobile(agent);
  const rest = agent.replace(SLACK_WEB, '');
  if (SLACK_DESKTOP.test(rest)) return { os: systemOf(rest), client: 'Slack desktop', kind: 'desktop' };
  return browser(rest);
}

function slackMobile(agent: string): Device {
  const os = systemOf(agent);
  const tablet = /\biPad\b|\btablet\b/i.test(agent);
  return { os, client: 'Slack mobile', kind: tablet ? 'tablet' : 'phone' };
}

function browser(agent: string): Device {
  try {
    const { os, browser: client, platform } = Bowser.parse(agent);
    const name = KNOWN_CLIENTS.has(client.name ?? '') ? (client.name ?? null) : null;
    return { os: systemOf(agent) ?? os.name ?? null, client: name, kind: kindOf(platform.type, agent, name) };
  } catch {
    return { os: systemOf(agent), client: null, kind: 'unknown' };
  }
}

/** Bowser names an agent it does not know by the agent's first word, which is the sender's to choose. */
const KNOWN_CLIENTS: ReadonlySet<string> = new Set(Object.values(Bowser.BROWSER_MAP));

function kindOf(type: string | undefined, agent: string, client: string | null): DeviceKind {
  if (type === 'bot') return 'script';
  if (/\bAndroid\b/.test(agent)) return /\bMobile\b|\bDalvik\b/.test(agent) ? 'phone' : 'tablet';
  if (type === 'mobile') return 'phone';
  if (type === 'tablet') return 'tablet';
  if (type === 'desktop' || /\bCrOS\b|\bX11\b/.test(agent)) return 'desktop';
  return client === null ? 'unknown' : 'desktop';
}

const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/\biPad(?:OS)?\b/, 'iPadOS'],
  [/\biPhone\b|\biPod\b|\biOS\b/, 'iOS'],
  [/\bAndroid\b/, 'Android'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bWindows\b|\bWin(?:64|32)\b/, 'Windows'],
  [/\bMacintosh\b|\bMac OS X\b|\bmacOS\b|\bDarwin\b/, 'macOS'],
  [/\bLinux\b|\bX11\b/, 'Linux'],
];

function systemOf(agent: string): string | null {
  return SYSTEMS.find(([pattern]) => pattern.test(agent))?.[1] ?? null;
}
