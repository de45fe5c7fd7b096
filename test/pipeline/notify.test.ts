// Delivery over a real store, the real Slack client and a server that behaves as Slack's.

import { afterEach, beforeEach, describe, expect, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/domain/time.ts';
import type { Notifier } from '../../src/notifiers/contract.ts';
import { findNotifier } from '../../src/notifiers/registry.ts';
import { deliver, nextTryMs } from '../../src/pipeline/notify.ts';
import type { NewDelivery, Store } from '../../src/store/contract.ts';
import { openStore } from '../../src/store/open.ts';
import { ALERT_MESSAGE } from '../notifiers/sample.ts';
import { type SlackServer, startSlackServer } from '../servers/slack.ts';

const START_MS = Date.UTC(2026, 2, 1);

let directory = '';
let store: Store;
let slack: SlackServer;
let nowMs = START_MS;
const clock = () => nowMs;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'busybody-notify-'));
  store = openStore({ module: 'sqlite', path: join(directory, 'b.db') });
  slack = startSlackServer();
  nowMs = START_MS;
});

afterEach(() => {
  store[Symbol.dispose]();
  slack.stop();
  rmSync(directory, { recursive: true, force: true });
});

function slackNotifier(options: Record<string, unknown> = {}): Notifier {
  const config = { api_token: slack.token, channel: 'C012345', api_url: slack.apiUrl, ...options };
  const context = { write: () => {}, timeoutMs: 2000, retry: { retries: 0, minTimeoutMs: 1 } };
  return findNotifier('slack')!.create(config, context);
}

function queue(count: number, notifier = 'slack'): void {
  const deliveries = Array.from({ length: count }, (_, i): NewDelivery => {
    const message = { ...ALERT_MESSAGE, alertId: `a-${i}` };
    return { notifier, alertId: null, message, idempotencyKey: `${notifier}/${i}`, dueMs: START_MS };
  });
  const none = { scores: [], baselines: new Map(), orgFacts: [], alerts: [], meta: new Map() };
  store.commitSlice({ ...none, deliveries });
}

describe('deliver()', () => {
  test('sends everything due, once', async () => {
    queue(120);
    const first = await deliver({ store, notifiers: [slackNotifier()], clock });
    expect(first).toEqual({ delivered: 120, failures: [], waiting: 0 });
    expect(slack.messages.length).toBe(120);
    expect((await deliver({ store, notifiers: [slackNotifier()], clock })).delivered).toBe(0);
  });

  test('tries a failed one again when it is due, and not before', async () => {
    queue(1);
    slack.fail('chat.postMessage', { status: 500, body: 'broken' });
    const failed = await deliver({ store, notifiers: [slackNotifier()], clock });
    expect(failed).toMatchObject({
      delivered: 0,
      waiting: 1,
      failures: [{ notifier: 'slack', dueMs: START_MS + MINUTE_MS }],
    });
    nowMs = START_MS + MINUTE_MS - 1;
    expect((await deliver({ store, notifiers: [slackNotifier()], clock })).delivered).toBe(0);
    nowMs = START_MS + MINUTE_MS;
    expect((await deliver({ store, notifiers: [slackNotifier()], clock })).delivered).toBe(1);
  });

  test('brings the alert of last night when the token is mended in the morning', async () => {
    queue(1);
    const broken = await deliver({ store, notifiers: [slackNotifier({ api_token: 'xoxb-revoked-0001' })], clock });
    expect(broken.failures).toHaveLength(1);
    expect(broken.failures[0]!.hints.length).toBeGreaterThan(0);
    nowMs += 8 * HOUR_MS;
    expect((await deliver({ store, notifiers: [slackNotifier()], clock })).delivered).toBe(1);
  });

  test('leaves a channel that does not answer alone, and the others go on', async () => {
    queue(40);
    queue(2, 'stdout');
    const printed: string[] = [];
    const stdout = findNotifier('stdout')!.create({}, { write: (text) => void printed.push(text) });
    const result = await deliver({
      store,
      notifiers: [slackNotifier({ api_token: 'xoxb-revoked-0001' }), stdout],
      clock,
    });
    expect(result.delivered).toBe(2);
    expect(printed).toHaveLength(2);
    expect(slack.calls.filter(({ method }) => method === 'chat.postMessage').length).toBeLessThan(10);
    expect(result.failures.length).toBeLessThan(10);
    expect(result.waiting).toBe(40);
  });

  test('counts only failures in a row against a channel', async () => {
    queue(10);
    // Every other message fails: never three in a row.
    for (let after = 0; after < 4; after++) slack.fail('chat.postMessage', { status: 500, body: 'broken', after: 1 });
    const result = await deliver({ store, notifiers: [slackNotifier()], clock });
    expect(result.delivered + result.failures.length).toBe(10);
    expect(result.failures.length).toBe(4);
  });

  test('gives up after a week, keeps it and counts it', async () => {
    queue(1);
    nowMs += 7 * DAY_MS;
    slack.fail('chat.postMessage', { status: 500, body: 'broken' });
    const result = await deliver({ store, notifiers: [slackNotifier()], clock });
    expect(result.failures).toMatchObject([{ dueMs: null }]);
    expect(store.outbox()).toMatchObject({ queued: 0, failed: 1 });
  });

  test('stops after the delivery at hand when told to', async () => {
    queue(10);
    const controller = new AbortController();
    const onProgress = () => controller.abort();
    const result = await deliver({ store, notifiers: [slackNotifier()], clock, signal: controller.signal, onProgress });
    expect(result).toEqual({ delivered: 1, failures: [], waiting: 9 });
  });
});

describe('nextTryMs()', () => {
  const failed = { delivered: false, retryable: true, retryAfterMs: null, error: 'x', hints: [] } as const;

  test.each([
    [0, MINUTE_MS],
    [1, 5 * MINUTE_MS],
    [2, 30 * MINUTE_MS],
    [3, 2 * HOUR_MS],
    [4, 6 * HOUR_MS],
    [40, 6 * HOUR_MS],
  ])('after %d attempts waits %d ms', (attempts, waitMs) => {
    expect(nextTryMs({ attempts, queuedMs: 0 }, { result: failed, nowMs: 1000 })).toBe(1000 + waitMs);
  });

  test('waits as long as the channel asks', () => {
    const result = { ...failed, retryAfterMs: 10 * MINUTE_MS };
    expect(nextTryMs({ attempts: 0, queuedMs: 0 }, { result, nowMs: 0 })).toBe(10 * MINUTE_MS);
  });
});
