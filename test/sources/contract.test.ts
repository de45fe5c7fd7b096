// What every source must do, run on all of them against their fake servers. A new source adds an entry to CASES.

import { afterEach, describe, expect, test } from 'bun:test';
import { BusybodyError } from '../../src/platform/errors.ts';
import type { Source } from '../../src/sources/contract.ts';
import { parseLogLine } from '../../src/sources/files/log-line.ts';
import { findSource, SOURCES } from '../../src/sources/registry.ts';
import type { Failure } from '../servers/failures.ts';
import { startGoogleServer } from '../servers/google.ts';
import { login } from '../servers/google-data.ts';
import { startSlackServer } from '../servers/slack.ts';
import { emptyKept, fakeTime, NOW_MS, NOW_S, poll } from './harness.ts';

interface Started {
  readonly config: Record<string, unknown>;
  readonly secret: string;
  readonly apiUrl: string;
  /** Something happens; `ageMs` before the beginning of the test. */
  add(user: string, ageMs: number): void;
  fail(failure: Failure): void;
  /** The server answers no more. */
  down(): void;
  stop(): void;
}

const PAGE = 3;
const HOUR_MS = 3_600_000;

const CASES: Record<(typeof SOURCES)[number]['name'], (nowMs: () => number) => Started> = {
  slack: () => {
    const server = startSlackServer({ pageSize: PAGE });
    return {
      config: { api_token: server.token, api_url: server.apiUrl },
      secret: server.token,
      apiUrl: server.apiUrl,
      add: (user, ageMs) => {
        const date = NOW_S - Math.floor(ageMs / 1000);
        server.logins.push({ user_id: user, date_first: date, date_last: date, ip: '203.0.113.7', user_agent: 'UA' });
      },
      fail: (failure) => server.fail('team.accessLogs', failure),
      down: server.stop,
      stop: server.stop,
    };
  },
  gsuite: (nowMs) => {
    const server = startGoogleServer({ pageSize: PAGE, nowMs });
    return {
      config: {
        admin_email: server.admin,
        credential_file: server.credentialFile,
        api_url: server.apiUrl,
        token_url: server.tokenUrl,
      },
      secret: 'ya29.test-access-token',
      apiUrl: server.apiUrl,
      add: (user, ageMs) => {
        server.activities.push(
          login({ email: user, timeMs: NOW_MS - ageMs, ip: '203.0.113.7', qualifier: String(-ageMs) }),
        );
      },
      fail: (failure) => server.fail('list', failure),
      down: server.down,
      stop: server.stop,
    };
  },
};

test('every source of the registry runs the contract suite', () => {
  expect(Object.keys(CASES).sort()).toEqual(SOURCES.map((entry) => entry.name).sort());
  expect(findSource('nothing')).toBeNull();
});

describe.each(SOURCES.map((entry) => entry.name))('source %s', (name) => {
  let started: Started | null = null;
  afterEach(() => started?.stop());

  function start(budgetMs?: number) {
    const time = fakeTime({ budgetMs });
    started = CASES[name](() => time.nowMs);
    const source: Source = findSource(name)!.create(started.config, time.context);
    for (let i = 0; i < 10; i++) started.add(`user${i}`, (i + 1) * HOUR_MS);
    return { started, time, source, kept: emptyKept() };
  }

  test('is named as in the config, whose schema is strict', () => {
    const { source, started } = start();
    expect(source.name).toBe(name);
    const schema = findSource(name)!.configSchema;
    expect(schema.safeParse({ ...started.config, enabled: true }).success).toBe(true);
    expect(schema.safeParse({ ...started.config, misspelt: 1 }).success).toBe(false);
    expect(schema.safeParse({}).success).toBe(false);
  });

  test('list() gives everything on the first run, in several batches, the cursor with the last', async () => {
    const { source } = start();
    const batches = await Array.fromAsync(source.list({ cursor: null }));
    expect(batches.length).toBeGreaterThan(2);
    expect(batches.map((b) => b.cursor === null)).toEqual([...Array(batches.length - 1).fill(true), false]);
    expect(batches.flatMap((b) => b.signIns).length).toBe(10);
    const done = batches.map((b) => b.done ?? 0);
    expect(done).toEqual([...done].sort((a, b) => a - b));
    expect(done.at(-1)).toBe(1);
  });

  test('list() names every sign-in once, with raw on one line that reads as the same', async () => {
    const { source, kept } = start();
    await poll(source, kept);
    for (const signIn of kept.signIns.values()) {
      expect(signIn.source).toBe(name);
      expect(signIn.raw).not.toContain('\n');
      expect(parseLogLine(name, signIn.raw)).toContainEqual(signIn);
    }
    expect(new Set([...kept.signIns.values()].map((s) => s.account)).size).toBe(10);
  });

  test('list() with its cursor gives nothing new where nothing happened, then only what did', async () => {
    const { source, kept, started, time } = start();
    await poll(source, kept);
    time.nowMs += HOUR_MS;
    await poll(source, kept);
    expect(kept.fresh).toEqual([]);
    started.add('late', -HOUR_MS / 2);
    await poll(source, kept);
    expect(kept.fresh.map((s) => [s.account, s.timeMs])).toEqual([['late', NOW_MS + HOUR_MS / 2]]);
  });

  test('list() killed after any batch and started again loses and doubles nothing', async () => {
    for (let stopAfter = 1; stopAfter <= 4; stopAfter++) {
      const { source, kept, started, time } = start();
      await poll(source, kept, { stopAfter });
      time.nowMs += 60_000;
      await poll(source, kept);
      expect(kept.signIns.size).toBe(10);
      started.stop();
    }
  });

  test('list() without time still comes to an end, listing by listing', async () => {
    const { source, kept, time } = start(0);
    for (let i = 0; i < 12; i++) {
      await poll(source, kept);
      time.nowMs += 60_000;
    }
    expect(kept.signIns.size).toBe(10);
    expect(kept.cursor).not.toContain('resume');
  });

  test.each([
    '',
    'null',
    '[]',
    '{"v":1}',
    '{"v":99,"watermark":1}',
    '{"v":1,"watermark":-1,"watermarkMs":"x","deepAtMs":1e400}',
  ])('list() with the broken cursor %p reads everything', async (cursor) => {
    const { source, kept } = start();
    kept.cursor = cursor;
    await poll(source, kept);
    expect(kept.signIns.size).toBe(10);
  });

  test('list() throws after repeated failures, with what came before valid and no secret in the error', async () => {
    const { source, kept, started } = start();
    started.fail({ after: 2, status: 500, body: `token ${started.secret} leaked`, times: 99 });
    const error = await poll(source, kept).catch((e) => e);
    expect(error).toBeInstanceOf(BusybodyError);
    expect(error).toMatchObject({ retryable: true, message: expect.stringMatching(/^Cannot read .* 500/) });
    expect(error.hints.length).toBeGreaterThan(0);
    expect(`${error.message} ${error.hints.join(' ')}`).not.toContain(started.secret);
    expect(kept.signIns.size).toBe(6);
    expect(kept.cursor).toBeNull();
  });

  test('list() throws an error that can be tried again where the server is gone', async () => {
    const { source, kept, started } = start();
    started.down();
    const error = await poll(source, kept).catch((e) => e);
    expect(error).toMatchObject({ retryable: true, message: expect.stringContaining('Cannot ') });
  });

  test('check() gives lines that all are well, and one with a hint where the server is gone', async () => {
    const { source, started } = start();
    expect((await source.check()).every((line) => line.ok && line.text.startsWith(`${name}: `))).toBe(true);
    started.down();
    const bad = (await source.check()).filter((line) => !line.ok);
    expect(bad.length).toBe(1);
    expect(bad[0]?.hints.length).toBeGreaterThan(0);
  });
});
