// What the model reads in a user agent: its shape (versions removed), family, operating system, words and version.
// A browser update changes the version and nothing else, so it changes no score.

import { intern } from './intern.ts';

export interface AgentTokens {
  /** The user agent with every number removed: equal before and after an update; a long one by beginning and fingerprint. */
  readonly shape: string;
  /** Operating system and client, such as `macos/chrome`. */
  readonly family: string;
  readonly os: string;
  /** A library, a command-line tool or a headless browser. */
  readonly script: boolean;
  /** Words without numbers, each once, for tf-idf. */
  readonly words: readonly string[];
  /** The client's main version as one comparable number; 0 where none. */
  readonly version: number;
}

/** Longer user agents are read up to here: enough for any real one. */
const LONGEST = 1024;

const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/iphone|ipod|\bios\b/, 'ios'],
  [/ipad/, 'ipados'],
  [/android/, 'android'],
  [/windows|win32|win64/, 'windows'],
  [/cros\b/, 'chromeos'],
  [/mac os x|macintosh|macos|darwin/, 'macos'],
  [/linux|ubuntu|x11/, 'linux'],
];

const CLIENTS: readonly (readonly [RegExp, string])[] = [
  [/headless|phantomjs|puppeteer|playwright|selenium/, 'headless'],
  [/slack_ssb|slack\/|com\.tinyspeck|com\.slack/, 'slack-app'],
  [/electron/, 'electron'],
  [/edg(?:e|a|ios)?\//, 'edge'],
  [/opr\/|opera/, 'opera'],
  [/samsungbrowser/, 'samsung'],
  [/brave/, 'brave'],
  [/vivaldi/, 'vivaldi'],
  [/firefox|fxios/, 'firefox'],
  [/chrome|crios|chromium/, 'chrome'],
  [/safari|applewebkit/, 'safari'],
  [/trident|msie/, 'ie'],
];

const SCRIPT =
  /curl|wget|python|requests|urllib|httpx|aiohttp|go-http|okhttp|java\/|apache-httpclient|\bnode(?:js|-fetch)?\b|axios|undici|got \(|ruby|perl|php|powershell|postman|insomnia|libwww|scrapy|rclone|restsharp|headless|phantomjs|puppeteer|playwright|selenium|(?<!cu)bot\b/;

const VERSION =
  /(?:edg(?:e|a|ios)?|opr|firefox|fxios|chrome|crios|version|slack_ssb|slack|tinyspeck\.chatlyio|python-requests|curl)\/(\d{1,6})(?:\.(\d{1,5}))?/;

const cache = new Map<string, AgentTokens>();
const CACHED = 4096;

/** Reads a user agent; the same text gives the same tokens. Any text is accepted, also empty. */
export function agentTokens(userAgent: string): AgentTokens {
  const known = cache.get(userAgent);
  if (known) return known;
  const tokens = read(userAgent.slice(0, LONGEST).toLowerCase());
  if (cache.size >= CACHED) cache.clear();
  if (userAgent.length <= LONGEST) cache.set(userAgent, tokens);
  return tokens;
}

function read(text: string): AgentTokens {
  // Words with a digit in them are versions, builds and models: they go whole, so that no build id leaves letters behind.
  const shape = text
    .replace(/[a-z]*\d[a-z0-9]*(?:[._-][a-z]*\d[a-z0-9]*)*/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  const os = SYSTEMS.find(([pattern]) => pattern.test(text))?.[1] ?? 'other';
  const client = CLIENTS.find(([pattern]) => pattern.test(text))?.[1];
  const script = SCRIPT.test(text) && client !== 'slack-app';
  const first = /^[a-z][a-z._-]{0,39}/.exec(text)?.[0] ?? 'other';
  const family = `${os}/${client ?? first}`;
  const words = [...new Set(shape.split(/[^a-z]+/).filter((word) => word.length > 1))].slice(0, 32);
  const match = VERSION.exec(text);
  const version = match ? Number(match[1]) * 100_000 + Number(match[2] ?? 0) : 0;
  return { shape: intern(shorten(shape)), family: intern(family), os, script, words: words.map(intern), version };
}

const NAMES: Readonly<Record<string, string>> = {
  ios: 'iPhone',
  ipados: 'iPad',
  android: 'Android',
  windows: 'Windows',
  chromeos: 'ChromeOS',
  macos: 'macOS',
  linux: 'Linux',
  other: 'an unknown system',
  'slack-app': 'Slack app',
  headless: 'headless browser',
  ie: 'Internet Explorer',
};

/** The family in words: `Chrome on macOS`, `curl` for a tool that names no system. */
export function familyName(agent: AgentTokens): string {
  const [os = 'other', client = 'other'] = agent.family.split('/');
  const name = NAMES[client] ?? (agent.script ? client : `${client.charAt(0).toUpperCase()}${client.slice(1)}`);
  return os === 'other' ? name : `${name} on ${NAMES[os] ?? os}`;
}

/** Long shapes are kept by their beginning and a fingerprint of the whole, so that a key stays small. */
function shorten(shape: string): string {
  if (shape.length <= 96) return shape;
  let a = 0x811c9dc5;
  let b = 0x9e3779b1;
  for (let i = 0; i < shape.length; i++) {
    const code = shape.charCodeAt(i);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ code, 0x85ebca6b) ^ (b >>> 15);
  }
  return `${shape.slice(0, 64)}#${(a >>> 0).toString(36)}${(b >>> 0).toString(36)}`;
}
