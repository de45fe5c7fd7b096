import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { agentTokens, familyName } from '../../src/features/user-agent.ts';
import { HOSTILE } from '../hostile/strings.ts';

const WEBKIT = 'AppleWebKit/537.36 (KHTML, like Gecko)';
const MAC = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)';
const WINDOWS = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64)';
const IPHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)';

test.each([
  [`${MAC} ${WEBKIT} Chrome/126.0.0.0 Safari/537.36`, 'macos/chrome', 'Chrome on macOS', false, 126_00000],
  [
    `${MAC} AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15`,
    'macos/safari',
    'Safari on macOS',
    false,
    17_00005,
  ],
  [
    `${WINDOWS} ${WEBKIT} Chrome/126.0.0.0 Safari/537.36 Edg/126.0.2592.87`,
    'windows/edge',
    'Edge on Windows',
    false,
    126_00000,
  ],
  [
    `${WINDOWS} ${WEBKIT} Chrome/126.0.0.0 Safari/537.36 OPR/111.0.0.0`,
    'windows/opera',
    'Opera on Windows',
    false,
    126_00000,
  ],
  [
    'Mozilla/5.0 (Windows NT 10.0; WOW64; Trident/7.0; rv:11.0) like Gecko',
    'windows/ie',
    'Internet Explorer on Windows',
    false,
    0,
  ],
  [
    'Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0',
    'linux/firefox',
    'Firefox on Linux',
    false,
    127_00000,
  ],
  [
    `Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) ${WEBKIT} Chrome/126.0.0.0 Safari/537.36`,
    'chromeos/chrome',
    'Chrome on ChromeOS',
    false,
    126_00000,
  ],
  [`${IPHONE} Version/17.5 Mobile/15E148 Safari/604.1`, 'ios/safari', 'Safari on iPhone', false, 17_00005],
  [`${IPHONE} CriOS/126.0.6478.35 Mobile/15E148 Safari/604.1`, 'ios/chrome', 'Chrome on iPhone', false, 126_00000],
  [
    `Mozilla/5.0 (iPad; CPU OS 16_6 like Mac OS X) ${WEBKIT} Version/16.6 Mobile/15E148 Safari/604.1`,
    'ipados/safari',
    'Safari on iPad',
    false,
    16_00006,
  ],
  [
    `Mozilla/5.0 (Linux; Android 14; Pixel 8) ${WEBKIT} Chrome/126.0.6478.71 Mobile Safari/537.36`,
    'android/chrome',
    'Chrome on Android',
    false,
    126_00000,
  ],
  [
    `Mozilla/5.0 (Linux; Android 13; SM-S918B) ${WEBKIT} SamsungBrowser/25.0 Chrome/121.0.0.0 Mobile Safari/537.36`,
    'android/samsung',
    'Samsung on Android',
    false,
    121_00000,
  ],
  // Slack's own: desktop app old and new, both phones, and the web client as its access log names it.
  [
    `${MAC} ${WEBKIT} Slack/4.39.90 Chrome/126.0.6478.127 Electron/31.1.0 Safari/537.36 Sonic Slack_SSB/4.39.90`,
    'macos/slack-app',
    'Slack app on macOS',
    false,
    4_00039,
  ],
  [`${WEBKIT} Slack_SSB/4.39.90 (Macintosh; macOS)`, 'macos/slack-app', 'Slack app on macOS', false, 4_00039],
  [
    'com.tinyspeck.chatlyio/24.06.40 (iPhone; iOS 17.5.1; Scale/3.00)',
    'ios/slack-app',
    'Slack app on iPhone',
    false,
    24_00006,
  ],
  ['com.Slack/24.06.30.0 (Google Pixel 8; Android 14)', 'android/slack-app', 'Slack app on Android', false, 24_00006],
  [
    `SlackWeb Mozilla/5.0 (Macintosh; Intel Mac OS X 10_10_2) ${WEBKIT} Chrome/41.0.2272.35 Safari/537.36`,
    'macos/chrome',
    'Chrome on macOS',
    false,
    41_00000,
  ],
  // Scripts and headless browsers.
  [
    `Mozilla/5.0 (X11; Linux x86_64) ${WEBKIT} HeadlessChrome/119.0.0.0 Safari/537.36`,
    'linux/headless',
    'headless browser on Linux',
    true,
    119_00000,
  ],
  ['curl/8.4.0', 'other/curl', 'curl', true, 8_00004],
  ['python-requests/2.31.0', 'other/python-requests', 'python-requests', true, 2_00031],
  ['Go-http-client/1.1', 'other/go-http-client', 'go-http-client', true, 0],
  ['PostmanRuntime/7.39.0', 'other/postmanruntime', 'postmanruntime', true, 0],
  ['Apache-HttpClient/4.5.13 (Java/11.0.20)', 'other/apache-httpclient', 'apache-httpclient', true, 0],
  ['', 'other/other', 'an unknown system', false, 0],
])('agentTokens(%j) is %s', (userAgent, family, name, script, version) => {
  const tokens = agentTokens(userAgent);
  expect({ family: tokens.family, name: familyName(tokens), script: tokens.script, version: tokens.version }).toEqual({
    family,
    name,
    script,
    version,
  });
  expect(tokens.os).toBe(family.split('/')[0]!);
});

test('agentTokens() takes builds for versions, and names that only contain a word for what they are', () => {
  const shape = (agent: string): string => agentTokens(agent).shape;
  expect(shape('SlackWeb/5ab6b2f Mozilla/5.0')).toBe(shape('SlackWeb/9c01d7e Mozilla/5.0'));
  expect(shape('Mozilla/5.0 (Linux; Android 14; Pixel 8 Build/AP2A.240805.005)')).toBe(
    shape('Mozilla/5.0 (Linux; Android 15; Pixel 8 Build/BP1A.250505.005)'),
  );
  expect(agentTokens('axios/1.7.2').os).toBe('other');
  expect(
    agentTokens('Mozilla/5.0 (Linux; Android 13; CUBOT KINGKONG 7) AppleWebKit/537.36 Chrome/120 Mobile').script,
  ).toBe(false);
  expect(agentTokens('node-fetch/1.0').script).toBe(true);
});

describe('an update', () => {
  test.each([
    ['of Chrome', (n: number) => `${MAC} ${WEBKIT} Chrome/${n}.0.${n * 41}.${n} Safari/537.36`],
    ['of Edge', (n: number) => `${WINDOWS} ${WEBKIT} Chrome/${n}.0.0.0 Safari/537.36 Edg/${n}.0.${n}.1`],
    ['of Firefox', (n: number) => `Mozilla/5.0 (X11; Linux x86_64; rv:${n}.0) Gecko/20100101 Firefox/${n}.0`],
    ['of the Slack app', (n: number) => `${WEBKIT} Slack_SSB/4.${n}.90 (Macintosh; macOS)`],
    [
      'of the Slack app on a phone',
      (n: number) => `com.tinyspeck.chatlyio/24.${n}.40 (iPhone; iOS 17.${n}.1; Scale/3.00)`,
    ],
    [
      'of iOS with Safari',
      (n: number) => IPHONE.replace('17_5', `17_${n}`).concat(` Version/17.${n} Mobile/15E148 Safari/604.1`),
    ],
    ['of curl', (n: number) => `curl/8.${n}.0`],
  ])('%s changes the version and nothing else', (_, agent) => {
    const { version: before, ...old } = agentTokens(agent(9));
    const { version: after, ...updated } = agentTokens(agent(10));
    expect(updated).toEqual(old);
    expect(after).toBeGreaterThan(before);
  });
});

test('agentTokens() tells apart what only the shape knows', () => {
  const shape = (model: string) =>
    agentTokens(`Mozilla/5.0 (Linux; Android 14; ${model}) ${WEBKIT} Chrome/126.0.0.0 Mobile Safari/537.36`).shape;
  expect(shape('Pixel 8')).not.toBe(shape('SM-S918B'));
});

test('agentTokens() takes any text, says the same of it each time, and stays small', () => {
  const check = (userAgent: string): void => {
    const tokens = agentTokens(userAgent);
    expect(agentTokens(userAgent)).toEqual(tokens);
    expect(tokens.shape.length).toBeLessThanOrEqual(2048);
    // A long shape ends in a fingerprint.
    expect(tokens.shape.replace(/#[0-9a-z]+$/, '')).not.toMatch(/\d/);
    expect(tokens.words.length).toBeLessThanOrEqual(32);
    expect(new Set(tokens.words).size).toBe(tokens.words.length);
    for (const word of tokens.words) expect(word).toMatch(/^[a-z]{2,}$/);
    expect(Number.isSafeInteger(tokens.version)).toBe(true);
    expect(tokens.version).toBeGreaterThanOrEqual(0);
    expect(tokens.family).toMatch(/^[a-z]+\/[a-z._-]+$/);
    expect(familyName(tokens).length).toBeGreaterThan(0);
  };
  for (const { value } of HOSTILE) check(value);
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), check), { numRuns: 200 });
});

test('agentTokens() reads a giant user agent by its beginning, and quickly', () => {
  for (const giant of [
    'a'.repeat(10_000_000),
    '1.'.repeat(5_000_000),
    `curl/8.4.0 ${' '.repeat(10_000_000)}`,
    '('.repeat(10_000_000),
  ]) {
    expect(agentTokens(giant).shape.length).toBeLessThanOrEqual(1024);
  }
  expect(agentTokens(`curl/8.4.0 ${'x'.repeat(10_000_000)}`).family).toBe('other/curl');
});
