// What every notifier must do, over its real channel: standard output, or HTTP to a server that behaves as Slack's.

import { afterEach, beforeEach, describe, expect, test } from 'bun:test';
import type { Notifier } from '../../src/notifiers/contract.ts';
import { findNotifier, NOTIFIERS } from '../../src/notifiers/registry.ts';
import { activeCharacter } from '../hostile/predicates.ts';
import { HOSTILE } from '../hostile/strings.ts';
import { startSlackServer } from '../servers/slack.ts';
import {
  ALERT_MESSAGE,
  HEALTH_MESSAGE,
  HISTORY_MESSAGE,
  hostileAlert,
  hostileHealth,
  hostileHistory,
} from './sample.ts';

interface Channel extends Disposable {
  readonly notifier: Notifier;
  /** Everything a reader has been shown, oldest first. */
  shown(): readonly string[];
  /** Makes the channel refuse from now on. */
  breakDown(): void;
}

function stdoutChannel(format: 'text' | 'jsonl'): Channel {
  const written: string[] = [];
  let broken = false;
  const write = (text: string): void => {
    if (broken) throw new Error('broken pipe');
    written.push(text);
  };
  const notifier = findNotifier('stdout')!.create({ format }, { write, width: 100 });
  return { notifier, shown: () => written, breakDown: () => (broken = true), [Symbol.dispose]: () => {} };
}

function slackChannel(): Channel {
  const server = startSlackServer();
  const config = { api_token: server.token, channel: 'C012345', api_url: server.apiUrl };
  const context = { write: () => {}, retry: { retries: 1, minTimeoutMs: 1 } };
  return {
    notifier: findNotifier('slack')!.create(config, context),
    shown: () => server.messages.map((message) => textOf(JSON.parse(message.blocks!)).join('\n')),
    breakDown: () => server.fail('chat.postMessage', { status: 503, body: 'down', times: 1000 }),
    [Symbol.dispose]: () => server.stop(),
  };
}

/** Every `text` in a tree of blocks. */
function textOf(block: unknown): readonly string[] {
  if (Array.isArray(block)) return block.flatMap(textOf);
  if (typeof block !== 'object' || block === null) return [];
  return Object.entries(block).flatMap(([key, value]) =>
    key === 'text' && typeof value === 'string' ? [value] : textOf(value),
  );
}

const CHANNELS: readonly (readonly [string, () => Channel])[] = [
  ['stdout text', () => stdoutChannel('text')],
  ['stdout jsonl', () => stdoutChannel('jsonl')],
  ['slack', slackChannel],
];

test('every notifier of the registry passes the contract suite', () => {
  const names = new Set(CHANNELS.map(([name]) => name.split(' ')[0]!));
  expect([...names].sort()).toEqual(NOTIFIERS.map((notifier) => notifier.name).sort());
});

describe.each(CHANNELS)('%s', (_, open) => {
  let channel: Channel;
  beforeEach(() => {
    channel = open();
  });
  afterEach(() => channel[Symbol.dispose]());

  test('send() delivers one message that says who, when, where, network, device, score and why', async () => {
    const result = await channel.notifier.send(ALERT_MESSAGE, { idempotencyKey: 'k1' });
    expect(result.delivered).toBe(true);
    expect(channel.shown()).toHaveLength(1);
    const text = channel.shown()[0]!;
    for (const part of [
      'ada@example.com',
      '2026-03-01',
      '09:12',
      'Lagos',
      '198.51.100.9',
      'DigitalOcean, LLC',
      '14061',
    ]) {
      expect(text).toContain(part);
    }
    for (const part of [
      'hosting',
      'Chrome',
      'Windows',
      '0.71',
      '0.64',
      'a-7f3k',
      'gsuite',
      'success',
      'Device as usual',
    ]) {
      expect(text).toContain(part);
    }
    expect(text).toContain('Orange (AS3215) in 96 % of 412 sign-ins');
  });

  test('send() says that a message is raised again', async () => {
    await channel.notifier.send({ ...ALERT_MESSAGE, part: 3 }, { idempotencyKey: 'k1' });
    expect(channel.shown()[0]).toMatch(/raised again[\s\S]*message 3|"part":3/);
  });

  test('send() delivers what is wrong with the watch, since when, why and what to do; and that it is over', async () => {
    await channel.notifier.send(HEALTH_MESSAGE, { idempotencyKey: 'k1' });
    const over = { ...HEALTH_MESSAGE, state: 'recovered' as const, reasons: [], nextSteps: [] };
    expect((await channel.notifier.send(over, { idempotencyKey: 'k2' })).delivered).toBe(true);
    const [raised, recovered] = channel.shown() as [string, string];
    for (const part of ['gsuite', '2026-03-01', '09:12', 'invalid_grant', 'Make a new JSON key'])
      expect(raised).toContain(part);
    for (const part of ['gsuite', 'ecovered']) expect(recovered).toContain(part);
    expect(recovered).not.toContain('invalid_grant');
  });

  test('send() tells the history in one message with what is beyond the list', async () => {
    const result = await channel.notifier.send(HISTORY_MESSAGE, { idempotencyKey: 'k1' });
    expect(result.delivered).toBe(true);
    expect(channel.shown()).toHaveLength(1);
    expect(channel.shown()[0]).toMatch(/35,?000/);
    expect(channel.shown()[0]).toContain('41');
    expect(channel.shown()[0]).toContain('busybody alerts list --history');
  });

  test('send() lets no hostile text act and delivers every one', async () => {
    for (const { name, value } of HOSTILE) {
      for (const message of [hostileAlert(value), hostileHistory(value), hostileHealth(value)]) {
        const { delivered } = await channel.notifier.send(message, { idempotencyKey: value });
        expect([name, delivered]).toEqual([name, true]);
      }
    }
    expect(channel.shown()).toHaveLength(3 * HOSTILE.length);
    for (const text of channel.shown()) expect(activeCharacter(text)).toBeNull();
  });

  test('send() never rejects: a channel that is down is a result that may be tried again', async () => {
    channel.breakDown();
    const result = await channel.notifier.send(ALERT_MESSAGE, { idempotencyKey: 'k1' });
    expect(result).toMatchObject({ delivered: false, retryable: true });
    expect(result.delivered ? '' : result.error).toMatch(/^Cannot [a-z].*[^.]$/);
    expect(channel.shown()).toHaveLength(0);
  });

  test('check() sends nothing', async () => {
    const lines = await channel.notifier.check();
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.every((line) => line.ok)).toBe(true);
    expect(channel.shown()).toHaveLength(0);
  });
});
