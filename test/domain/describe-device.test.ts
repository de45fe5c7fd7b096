// Devices as people call them, from the agents that sign-in logs really hold.

import { describe, expect, test } from 'bun:test';
import { describeDevice } from '../../src/domain/describe-device.ts';
import { activeCharacter } from '../hostile/predicates.ts';
import { HOSTILE } from '../hostile/strings.ts';

const WEBKIT = 'AppleWebKit/537.36 (KHTML, like Gecko)';
const IPAD =
  'Mozilla/5.0 (iPad; CPU OS 17_2 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.2 Mobile/15E148 Safari/604.1';

describe('describeDevice()', () => {
  test.each([
    [
      `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${WEBKIT} Chrome/120.0.0.0 Safari/537.36`,
      'macOS',
      'Chrome',
      'desktop',
    ],
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:121.0) Gecko/20100101 Firefox/121.0',
      'Windows',
      'Firefox',
      'desktop',
    ],
    [
      `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${WEBKIT} Chrome/120.0.0.0 Safari/537.36 Edg/120.0.0.0`,
      'Windows',
      'Microsoft Edge',
      'desktop',
    ],
    [`Mozilla/5.0 (X11; Linux x86_64) ${WEBKIT} Chrome/120.0.0.0 Safari/537.36`, 'Linux', 'Chrome', 'desktop'],
    [
      `Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) ${WEBKIT} Chrome/120.0.0.0 Safari/537.36`,
      'ChromeOS',
      'Chrome',
      'desktop',
    ],
    [
      `Mozilla/5.0 (Linux; Android 14; SM-S918B) ${WEBKIT} Chrome/120.0.0.0 Mobile Safari/537.36`,
      'Android',
      'Chrome',
      'phone',
    ],
    [IPAD, 'iPadOS', 'Safari', 'tablet'],
    [IPAD.replace('(iPad; CPU OS', '(iPhone; CPU iPhone OS'), 'iOS', 'Safari', 'phone'],
    ['com.tinyspeck.chatlyio/24.01.10 (iPhone; iOS 17.2; Scale/3.00)', 'iOS', 'Slack mobile', 'phone'],
    ['com.tinyspeck.chatlyio/24.01.10 (iPad; iOS 17.2; Scale/2.00)', 'iPadOS', 'Slack mobile', 'tablet'],
    ['com.Slack/24.01.10.0 (Google Pixel 8; Android 14)', 'Android', 'Slack mobile', 'phone'],
    ['Slack_SSB/4.35.126', null, 'Slack desktop', 'desktop'],
    [
      `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${WEBKIT} Slack_SSB/4.35.126 Chrome/118 Electron/27 Safari/537.36`,
      'Windows',
      'Slack desktop',
      'desktop',
    ],
    [
      `SlackWeb Mozilla/5.0 (Macintosh; Intel Mac OS X 10_10_2) ${WEBKIT} Chrome/41.0.2272.35 Safari/537.36`,
      'macOS',
      'Chrome',
      'desktop',
    ],
    ['curl/8.4.0', null, 'curl', 'script'],
    ['Wget/1.21', null, 'Wget', 'script'],
    ['python-requests/2.31.0', null, 'python-requests', 'script'],
    ['python-httpx/0.27', null, 'python-httpx', 'script'],
    ['Go-http-client/1.1', null, 'Go-http-client', 'script'],
    ['okhttp/4.9.3', null, 'okhttp', 'script'],
    ['PostmanRuntime/7.36.0', null, 'Postman', 'script'],
    ['axios/1.6.2', null, 'axios', 'script'],
    [
      `Mozilla/5.0 (X11; Linux x86_64) ${WEBKIT} HeadlessChrome/120.0.0.0 Safari/537.36`,
      'Linux',
      'Headless Chrome',
      'script',
    ],
    ['Mozilla/5.0 (Windows NT; Windows NT 10.0; en-US) WindowsPowerShell/5.1.19041', 'Windows', 'PowerShell', 'script'],
    ['Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)', null, 'Googlebot', 'script'],
  ] as const)('%s', (agent, os, client, kind) => {
    expect(describeDevice(agent)).toEqual({ os, client, kind });
  });

  test.each([null, '', '   ', '???', '-'])('knows nothing of %p', (agent) => {
    expect(describeDevice(agent)).toEqual({ os: null, client: null, kind: 'unknown' });
  });

  test('never throws and never repeats the words of a hostile agent', () => {
    for (const { value } of HOSTILE) {
      for (const agent of [value, `Mozilla/5.0 (${value})`, `${value}/1.0 (${value})`]) {
        const { os, client } = describeDevice(agent);
        expect(activeCharacter(`${os}${client}`)).toBeNull();
        expect(`${os}${client}`.length).toBeLessThan(60);
      }
    }
    expect(describeDevice('AcmeTool/3.1 (Windows NT 10.0)').client).toBeNull();
  });

  test('gives the same answer from its memory, which cannot be changed', () => {
    const first = describeDevice('curl/8.4.0');
    expect(describeDevice('curl/8.4.0')).toBe(first);
    expect(Object.isFrozen(first)).toBe(true);
  });
});
