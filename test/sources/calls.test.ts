import { expect, test } from 'bun:test';
import { printable } from '../../src/domain/text.ts';
import { BusybodyError } from '../../src/platform/errors.ts';
import { limitedFetch } from '../../src/platform/fetch.ts';
import { setUpLog } from '../../src/platform/log.ts';
import { repeated } from '../../src/sources/calls.ts';
import { fakeTime } from './harness.ts';

const failed = new BusybodyError('E_TEST', 'Cannot read logs: the cause', { retryable: true });
const judge = () => ({ retryAfterMs: null, error: failed });

test('repeated() gives a server that never answers two tries, and tells of the second', async () => {
  using server = Bun.serve({ port: 0, fetch: () => new Promise<Response>(() => {}) });
  const fetch = limitedFetch({ timeoutMs: 30 });
  const lines: string[] = [];
  using _log = setUpLog({ level: 'warning', escape: printable, write: (line) => lines.push(line) });
  const time = fakeTime();
  let tries = 0;
  const call = () => {
    tries += 1;
    // As clients wrap what the fetch beneath them throws.
    return fetch(server.url).catch((cause: unknown) => Promise.reject(new Error('request failed', { cause })));
  };
  const deadlineMs = time.nowMs + 3_600_000;
  expect(await repeated(call, { context: time.context, deadlineMs, judge }).catch((e: unknown) => e)).toBe(failed);
  expect(tries).toBe(2);
  expect(lines).toEqual([expect.stringMatching(/WARNING: Cannot read logs: the cause: trying again in \d s\n$/)]);
});

test('repeated() counts a body that never ends as a time-out', async () => {
  const body = () => new ReadableStream({ start: (controller) => controller.enqueue(new Uint8Array(1)) });
  using server = Bun.serve({ port: 0, fetch: () => new Response(body()) });
  const fetch = limitedFetch({ timeoutMs: 30 });
  const time = fakeTime();
  let tries = 0;
  const call = async () => {
    tries += 1;
    return (await fetch(server.url)).text();
  };
  await repeated(call, { context: time.context, deadlineMs: time.nowMs + 3_600_000, judge }).catch(() => {});
  expect(tries).toBe(2);
});

test('repeated() ends within a minute of slow failures, but waits as long as a server asks', async () => {
  const time = fakeTime();
  const startMs = time.nowMs;
  const call = async () => {
    time.nowMs += 15_000;
    throw new Error('slow');
  };
  const options = { context: time.context, deadlineMs: startMs + 3_600_000 };
  await repeated(call, { ...options, judge }).catch(() => {});
  expect(time.nowMs - startMs).toBeLessThanOrEqual(75_000);
  const askedMs = time.nowMs;
  await repeated(call, { ...options, judge: () => ({ retryAfterMs: 90_000, error: failed }) }).catch(() => {});
  expect(time.nowMs - askedMs).toBe(5 * 90_000 + 6 * 15_000);
});
