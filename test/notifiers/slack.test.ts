// Slack over HTTP with the real client: limits, safe text, failures with their hints, repeats.

import { afterEach, beforeEach, describe, expect, test } from 'bun:test';
import type { DeliveryResult, Notifier } from '../../src/notifiers/contract.ts';
import { findNotifier } from '../../src/notifiers/registry.ts';
import { channelArgument, slackConfigSchema } from '../../src/notifiers/slack/config.ts';
import { slackMessage, slackText } from '../../src/notifiers/slack/message.ts';
import { slackSafe } from '../../src/notifiers/slack/safe-text.ts';
import { HOSTILE } from '../hostile/strings.ts';
import { type SlackServer, startSlackServer } from '../servers/slack.ts';
import {
  ALERT_MESSAGE,
  HEALTH_MESSAGE,
  HISTORY_MESSAGE,
  hostileAlert,
  hostileHealth,
  hostileHistory,
} from './sample.ts';

let server: SlackServer;
beforeEach(() => {
  server = startSlackServer();
});
afterEach(() => server.stop());

function open(config: Record<string, unknown> = {}, timeoutMs?: number): Notifier {
  const whole = { api_token: server.token, channel: 'C012345', api_url: server.apiUrl, ...config };
  const context = { write: () => {}, retry: { retries: 2, minTimeoutMs: 1 }, timeoutMs };
  return findNotifier('slack')!.create(whole, context);
}

function send(notifier = open()): Promise<DeliveryResult> {
  return notifier.send(ALERT_MESSAGE, { idempotencyKey: 'a-7f3k:1:slack' });
}

function posts(): number {
  return server.calls.filter((call) => call.method === 'chat.postMessage').length;
}

describe('send()', () => {
  test('returns the ts of the message and carries the idempotency key as metadata', async () => {
    expect(await send()).toEqual({ delivered: true, reference: '1700000000.000001' });
    const { metadata } = server.messages[0]!;
    expect(JSON.parse(metadata!)).toEqual({ event_type: 'busybody_alert', event_payload: { key: 'a-7f3k:1:slack' } });
  });

  test('asks Slack to parse, link and unfurl nothing', async () => {
    await send();
    const flags = { parse: 'none', link_names: 'false', mrkdwn: 'false', unfurl_links: 'false', unfurl_media: 'false' };
    expect(server.messages[0]).toMatchObject(flags);
  });

  test('offers the commands to type', async () => {
    await send();
    const { blocks } = server.messages[0]!;
    expect(blocks).toContain('busybody explain a-7f3k');
    expect(blocks).toContain('busybody analyze --user ada@example.com');
    expect(blocks).toContain('busybody alerts dismiss a-7f3k');
    expect(blocks).toContain('busybody alerts confirm a-7f3k');
  });

  test.each([
    ['invalid_auth', false, /api_token/],
    ['token_revoked', false, /api_token/],
    ['channel_not_found', false, /notifiers\.slack\.channel/],
    ['not_in_channel', false, /\/invite/],
    ['is_archived', false, /unarchive/],
    ['missing_scope', false, /chat:write/],
    ['ratelimited', true, null],
    ['rate_limited', true, null],
    ['internal_error', true, null],
    ['service_unavailable', true, null],
    ['fatal_error', true, null],
  ])('%s: retryable is %p, with its hint', async (error, retryable, hint) => {
    server.fail('chat.postMessage', { body: { ok: false, error, needed: 'chat:write' } });
    const result = await send();
    expect(result).toMatchObject({
      delivered: false,
      retryable,
      error: `Cannot send alert to Slack: Slack says ${error}`,
    });
    if (hint !== null) expect(result.delivered ? '' : result.hints.join('\n')).toMatch(hint);
    expect(posts()).toBe(1);
  });

  test('429 gives Retry-After back at once instead of sleeping', async () => {
    const body = { ok: false, error: 'ratelimited' };
    server.fail('chat.postMessage', { status: 429, body, headers: { 'retry-after': '30' } });
    expect(await send()).toMatchObject({ delivered: false, retryable: true, retryAfterMs: 30_000 });
    expect(posts()).toBe(1);
  });

  test('429 without Retry-After may be tried again', async () => {
    server.fail('chat.postMessage', { status: 429, body: 'slow down', times: 9 });
    expect(await send()).toMatchObject({ delivered: false, retryable: true, retryAfterMs: null });
  });

  test('5xx is repeated a few times and then delivered once', async () => {
    server.fail('chat.postMessage', { status: 502, body: 'bad gateway', times: 2 });
    expect(await send()).toMatchObject({ delivered: true });
    expect(posts()).toBe(3);
    expect(server.messages).toHaveLength(1);
  });

  test('404 of a wrong api_url is given up with a hint', async () => {
    server.fail('chat.postMessage', { status: 404, body: 'nothing here', times: 9 });
    const result = await send();
    expect(result).toMatchObject({ delivered: false, retryable: false });
    expect(result.delivered ? '' : result.hints[0]).toContain('notifiers.slack.api_url');
  });

  test('a page of HTML instead of JSON is no answer of Slack and may pass', async () => {
    server.fail('chat.postMessage', { body: '<html>\u001b[2J Please log in</html>' });
    const result = await send();
    expect(result).toMatchObject({ delivered: false, retryable: true });
    expect(result.delivered ? '' : result.error).toBe('Cannot send alert to Slack: the answer is not one of Slack');
  });

  test.each(['null', '[]', '5', '{}', '{"ok":false}', '{"ok":false,"error":{"a":1}}', ''])(
    'a broken answer is a failure and never a throw: %s',
    async (body) => {
      server.fail('chat.postMessage', { body, times: 9 });
      expect(await send()).toMatchObject({ delivered: false, retryable: true });
    },
  );

  test('a server that is away is a failure that may pass, and the token is not in it', async () => {
    const notifier = open({ api_url: 'http://127.0.0.1:1/api/' });
    const result = await send(notifier);
    expect(result).toMatchObject({ delivered: false, retryable: true });
    expect(JSON.stringify(result)).not.toContain(server.token);
  });

  test('no secret gets into errors and hints, even where a server repeats it', async () => {
    server.fail('chat.postMessage', { body: { ok: false, error: server.token } });
    expect(await send()).toMatchObject({ error: 'Cannot send alert to Slack: Slack says ***' });
    const away = await send(open({ api_url: 'http://ada:s3cret@127.0.0.1:1/api/' }));
    expect(JSON.stringify(away)).not.toContain('s3cret');
    expect(away.delivered ? '' : away.hints[0]).toContain('http://127.0.0.1:1/api/');
  });

  test('an answer that never comes ends with the timeout', async () => {
    using silent = Bun.serve({ port: 0, hostname: '127.0.0.1', fetch: () => new Promise<Response>(() => {}) });
    const notifier = findNotifier('slack')!.create(
      { api_token: 'xoxb-1', channel: 'C012345', api_url: `http://127.0.0.1:${silent.port}/api/` },
      { write: () => {}, timeoutMs: 30, retry: { retries: 0, minTimeoutMs: 1 } },
    );
    expect(await send(notifier)).toMatchObject({ delivered: false, retryable: true });
  });

  test.each(['msg_blocks_too_long', 'invalid_blocks', 'metadata_too_large', 'msg_too_long'])(
    '%s: sends the whole alert as plain text rather than nothing',
    async (error) => {
      server.fail('chat.postMessage', { body: { ok: false, error } });
      expect(await send()).toMatchObject({ delivered: true });
      const [message] = server.messages;
      expect(message!.blocks).toBeUndefined();
      expect(message!.metadata).toBeUndefined();
      expect(message!.text).toContain('busybody alerts confirm a-7f3k');
      expect(message!.parse).toBe('none');
    },
  );
});

describe('check()', () => {
  test('says whose token it is and which channel it found, and sends nothing', async () => {
    const lines = await open().check();
    expect(lines.map(({ ok, text }) => [ok, text])).toEqual([
      [true, 'slack: token is good, ada in Acme'],
      [true, 'slack: channel #security found'],
    ]);
    expect(posts()).toBe(0);
  });

  test('a bad token is one failure with its hint', async () => {
    const lines = await open({ api_token: 'xoxb-wrong' }).check();
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ ok: false, text: 'slack: Cannot use the Slack token: Slack says invalid_auth' });
    expect(lines[0]!.hints[0]).toContain('api_token');
  });

  test('an unknown or archived channel fails', async () => {
    expect((await open({ channel: 'C999999' }).check())[1]).toMatchObject({ ok: false });
    server.channels.set('C777777', { id: 'C777777', name: 'old', is_archived: true });
    expect((await open({ channel: 'C777777' }).check())[1]).toMatchObject({
      ok: false,
      text: 'slack: channel #old is archived',
    });
  });

  test('a token that may write but not look is no failure', async () => {
    server.scopes = ['chat:write'];
    const lines = await open().check();
    expect(lines.map((line) => line.ok)).toEqual([true, true, true]);
  });

  test('a token without chat:write fails with the scope to add', async () => {
    server.scopes = ['channels:read'];
    const lines = await open().check();
    expect(lines.find((line) => !line.ok)?.hints.join()).toContain('chat:write');
  });

  test('a token that cannot look for earlier posts is no failure, and says what that costs', async () => {
    server.scopes = ['chat:write', 'channels:read'];
    const lines = await open().check();
    expect(lines.every(({ ok }) => ok)).toBe(true);
    expect(lines.find(({ text }) => text.includes('posted again'))?.hints.join()).toContain('channels:history');
  });

  test('a channel given by name is not looked up, and says how to make that possible', async () => {
    const [, line] = await open({ channel: 'general' }).check();
    expect(line).toMatchObject({ ok: true });
    expect(line!.hints[0]).toContain('id');
  });
});

describe('slackConfigSchema', () => {
  test('takes what busybody 1.0 wrote', () => {
    const config = slackConfigSchema.parse({ api_token: 'xoxb-1', channel: 'general' });
    expect(config.api_url).toBe('https://slack.com/api/');
  });

  test.each([
    [{ channel: 'general' }],
    [{ api_token: '', channel: 'general' }],
    [{ api_token: 'x', channel: ' ' }],
    [{ api_token: 'x', channel: 'general', api_url: 'ftp://x' }],
    [{ api_token: 'x', channel: 'general', chanel: 'general' }],
    [[]],
    [null],
  ])('refuses %j', (config) => {
    expect(slackConfigSchema.safeParse(config).success).toBe(false);
  });

  test.each([
    ['general', '#general'],
    ['#general', '#general'],
    [' general ', '#general'],
    ['@ada', '@ada'],
    ['C012345', 'C012345'],
    ['U012345', 'U012345'],
    ['Cafeteria', '#Cafeteria'],
  ])('channelArgument(%p) is %p', (channel, argument) => {
    expect(channelArgument(channel)).toBe(argument);
  });
});

/** Every element of the tree that has a text, with its type. */
function elements(block: unknown): readonly { type: string; text: string }[] {
  if (Array.isArray(block)) return block.flatMap(elements);
  if (typeof block !== 'object' || block === null) return [];
  const own =
    'text' in block && typeof block.text === 'string' && 'type' in block
      ? [{ type: String(block.type), text: block.text }]
      : [];
  return [...own, ...Object.values(block).flatMap(elements)];
}

describe('slackMessage()', () => {
  const messages = [
    ALERT_MESSAGE,
    HISTORY_MESSAGE,
    HEALTH_MESSAGE,
    ...HOSTILE.flatMap(({ value }) => [hostileAlert(value), hostileHistory(value), hostileHealth(value)]),
    ...['日', '🔥', '"', '\u0001', '<', 'a '].map((sign) => hostileAlert(sign.repeat(20_000))),
  ];

  test('stays within every limit of Slack, whatever comes in', () => {
    for (const message of messages) {
      const { blocks, text } = slackMessage(message);
      expect(blocks.length).toBeLessThanOrEqual(50);
      expect(JSON.stringify(blocks).length).toBeLessThan(12_000);
      expect(text.length).toBeGreaterThan(0);
      expect(text.length).toBeLessThan(4000);
      for (const block of blocks) {
        if (block.type === 'header') expect(block.text.text.length).toBeLessThanOrEqual(150);
        else if ('fields' in block) {
          expect(block.fields.length).toBeLessThanOrEqual(10);
          for (const field of block.fields) expect(field.text.length).toBeLessThanOrEqual(2000);
        } else if ('text' in block) expect(block.text.text.length).toBeLessThanOrEqual(3000);
      }
      for (const element of elements(blocks)) expect(element.text.trim().length).toBeGreaterThan(0);
    }
  });

  test('keeps every part of the alert, however long the others are', () => {
    for (const message of messages.filter((each) => each.type === 'alert')) {
      const titles = elements(slackMessage(message).blocks).map((element) => element.text.split('\n')[0]);
      expect(titles).toEqual(
        expect.arrayContaining(['Who', 'When', 'Where', 'Network', 'Score', 'Why', 'What is usual', 'What to do next']),
      );
    }
  });

  test('has text from outside in plain_text only; the one mrkdwn is a time of ours', () => {
    for (const message of messages) {
      for (const { type, text } of elements(slackMessage(message).blocks)) {
        if (type === 'plain_text') continue;
        expect(type).toBe('mrkdwn');
        expect(text).toBe('In your time: <!date^1772356320^{date_short} {time}|2026-03-01T09:12:00.000Z>');
      }
    }
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY, -1, 9e15])(
    'a time no calendar holds leaves the reader’s time out: %p',
    (timeMs) => {
      const { blocks } = slackMessage({ ...ALERT_MESSAGE, timeMs });
      expect(blocks.some((block) => block.type === 'context')).toBe(false);
    },
  );

  test('the fallback text has nothing left for Slack to parse', () => {
    for (const message of messages) {
      for (const text of [slackMessage(message).text, slackText(message, 4000)]) {
        expect(text).not.toMatch(/[<>*`~]|:\/\/|@(?:channel|here|everyone)\b/);
        expect(text).not.toMatch(/&(?!(?:amp|lt|gt);)/);
        expect(text.length).toBeLessThan(4000);
        expect(text.isWellFormed()).toBe(true);
      }
    }
  });
});

test.each([
  ['<!channel>', '&lt;!channel&gt;'],
  ['*b* _i_ ~s~ `c`', '∗b∗ ＿i＿ ∼s∼ ˋcˋ'],
  ['ada_b@example.com', 'ada_b@example.com'],
  ['@here and ada@herefordshire.example', '＠here and ada@herefordshire.example'],
  ['https://evil.example', 'https[:]//evil.example'],
  ['&lt;', '&amp;lt;'],
])('slackSafe(%p) is %p', (text, safe) => {
  expect(slackSafe(text)).toBe(safe);
});
