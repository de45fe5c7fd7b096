// Slack has no idempotency key. Where an answer is lost on the way, the channel's own history tells whether to post again.

import { afterEach, beforeEach, expect, test } from 'bun:test';
import type { Doubt, Notifier } from '../../src/notifiers/contract.ts';
import { findNotifier } from '../../src/notifiers/registry.ts';
import { type BadLine, startBadLine } from '../servers/bad-line.ts';
import { type SlackServer, startSlackServer } from '../servers/slack.ts';
import { ALERT_MESSAGE } from './sample.ts';

const NOW_MS = Date.UTC(2026, 2, 1, 12);
const KEY = 'a-7f3k/1/slack';
const DOUBT: Doubt = { sinceMs: NOW_MS - 60_000, attempts: 0 };

let server: SlackServer;
let line: BadLine;
beforeEach(() => {
  server = startSlackServer({ nowS: () => NOW_MS / 1000 });
  line = startBadLine({ port: Number(new URL(server.apiUrl).port) });
});
afterEach(() => {
  line[Symbol.dispose]();
  server.stop();
});

function open(channel = 'C012345', timeoutMs = 2000): Notifier {
  const config = { api_token: server.token, channel, api_url: line.through(server.apiUrl) };
  return findNotifier('slack')!.create(config, {
    write: () => {},
    timeoutMs,
    retry: { retries: 2, minTimeoutMs: 1 },
  });
}

const send = (notifier: Notifier, doubt: Doubt | null = null) =>
  notifier.send(ALERT_MESSAGE, { idempotencyKey: KEY, doubt });
const lookups = () => server.calls.filter(({ method }) => method === 'conversations.history').length;

test.each(['lost', 'cut'] as const)('an answer that is %s posts once: the second try finds the first', async (kind) => {
  line.spoil({ match: 'chat.postMessage', kind, bytes: 60 });
  expect(await send(open())).toEqual({ delivered: true, reference: `${NOW_MS / 1000}.000001` });
  expect(line.struck).toBe(1);
  expect(server.messages).toHaveLength(1);
  expect(lookups()).toBe(1);
});

test('a later run that was told of the doubt finds the post of the killed one', async () => {
  await send(open());
  expect(await send(open(), DOUBT)).toEqual({ delivered: true, reference: `${NOW_MS / 1000}.000001` });
  expect(server.messages).toHaveLength(1);
});

test('the post is found behind others, over pages, and never by another key', async () => {
  const notifier = open();
  await send(notifier);
  for (let i = 0; i < 250; i++) await notifier.send(ALERT_MESSAGE, { idempotencyKey: `a-${i}/1/slack` });
  expect(await send(notifier, DOUBT)).toMatchObject({ delivered: true, reference: `${NOW_MS / 1000}.000001` });
  expect(lookups()).toBe(2);
  expect(await notifier.send(ALERT_MESSAGE, { idempotencyKey: 'a-new/1/slack', doubt: DOUBT })).toMatchObject({
    delivered: true,
    reference: `${NOW_MS / 1000}.000252`,
  });
});

test('a request that never arrived is posted after looking', async () => {
  line.spoil({ match: 'chat.postMessage', kind: 'reset' });
  expect(await send(open())).toMatchObject({ delivered: true });
  expect(server.messages).toHaveLength(1);
});

test.each([
  ['the scope is missing', 'C012345'],
  ['the channel is given by name', 'security'],
])('where nobody can look because %s it posts again: rather twice than never', async (_, channel) => {
  server.scopes = ['chat:write'];
  line.spoil({ match: 'chat.postMessage', kind: 'lost' });
  expect(await send(open(channel))).toMatchObject({ delivered: true });
  expect(server.messages).toHaveLength(2);
});

test('without doubt nothing is looked up', async () => {
  await send(open());
  expect(server.calls.map(({ method }) => method)).toEqual(['chat.postMessage']);
});

test('while the channel cannot be read for the moment nothing is posted, until that has lasted', async () => {
  await send(open());
  server.fail('conversations.history', { status: 503, body: 'down', times: 100 });
  expect(await send(open(), DOUBT)).toMatchObject({ delivered: false, retryable: true, unanswered: true });
  expect(server.messages).toHaveLength(1);
  expect(await send(open(), { ...DOUBT, attempts: 3 })).toMatchObject({ delivered: true });
  expect(server.messages).toHaveLength(2);
});

test.each([
  ['hang', true],
  ['reset', true],
] as const)('a failure by %s says that the message may have arrived', async (kind, unanswered) => {
  line.spoil({ match: 'chat.postMessage', kind, times: 9 });
  expect(await send(open('C012345', 50))).toMatchObject({ delivered: false, retryable: true, unanswered });
});

test('a refused connection and an answer of Slack leave no doubt', async () => {
  server.fail('chat.postMessage', { body: { ok: false, error: 'is_archived' } });
  expect((await send(open())) as object).not.toHaveProperty('unanswered');
  server.stop();
  const config = { api_token: server.token, channel: 'C012345', api_url: 'http://127.0.0.1:1/api/' };
  const away = findNotifier('slack')!.create(config, { write: () => {}, retry: { retries: 1, minTimeoutMs: 1 } });
  const result = await send(away);
  expect(result).toMatchObject({ delivered: false, retryable: true });
  expect(result).not.toHaveProperty('unanswered');
});
