// Polling over a real store, the real clients, and servers that behave as Slack's and Google's.

import { afterEach, beforeEach, describe, expect, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pollSources } from '../../src/pipeline/poll.ts';
import type { SourceContext } from '../../src/sources/contract.ts';
import { findSource } from '../../src/sources/registry.ts';
import type { Store } from '../../src/store/contract.ts';
import { openStore } from '../../src/store/open.ts';
import { type GoogleServer, startGoogleServer } from '../servers/google.ts';
import { builtInGoogle } from '../servers/google-data.ts';
import { type SlackServer, startSlackServer } from '../servers/slack.ts';
import { builtInSlack } from '../servers/slack-data.ts';

const nowMs = Date.now();
const context: SourceContext = { clock: () => nowMs, sleep: async () => {}, random: () => 0.5, budgetMs: 60_000 };
const resolveUser = (_source: string, account: string) => account;

let directory = '';
let store: Store;
let slack: SlackServer;
let google: GoogleServer;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'busybody-poll-'));
  store = openStore({ module: 'sqlite', path: join(directory, 'b.db') });
  slack = startSlackServer(builtInSlack(nowMs));
  google = startGoogleServer({ activities: builtInGoogle(nowMs) });
});

afterEach(() => {
  store[Symbol.dispose]();
  slack.stop();
  google.stop();
  rmSync(directory, { recursive: true, force: true });
});

function bothSources(options: { slackToken?: string } = {}) {
  return [
    findSource('slack')!.create({ api_token: options.slackToken ?? slack.token, api_url: slack.apiUrl }, context),
    findSource('gsuite')!.create(
      {
        admin_email: google.admin,
        credential_file: google.credentialFile,
        api_url: google.apiUrl,
        token_url: google.tokenUrl,
      },
      context,
    ),
  ];
}

describe('pollSources()', () => {
  test('stores everything once, however often it is asked', async () => {
    const poll = () => pollSources({ store, sources: bothSources(), resolveUser, clock: () => nowMs });
    const first = await poll();
    expect(first.map(({ source, error }) => [source, error])).toEqual([
      ['slack', null],
      ['gsuite', null],
    ]);
    expect(first.every(({ added, fetched }) => added > 100 && added === fetched)).toBe(true);
    const calls = google.calls.length;
    const second = await poll();
    // Only what the cursor leaves open is asked for again, not the whole history.
    expect(Date.parse(google.calls[calls]!.startTime!)).toBeGreaterThan(nowMs - 7 * 86_400_000);
    expect(second.map(({ added }) => added)).toEqual([0, 0]);
    expect(
      store
        .counts()
        .map(({ source, cursor }) => [source, cursor !== null])
        .sort(),
    ).toEqual([
      ['gsuite', true],
      ['slack', true],
    ]);
  });

  test('lets the other source go on where one fails, and keeps the cursor of the one that failed', async () => {
    const results = await pollSources({
      store,
      sources: bothSources({ slackToken: 'xoxp-revoked-0001' }),
      resolveUser,
      clock: () => nowMs,
    });
    expect(results[0]).toMatchObject({ source: 'slack', added: 0 });
    expect(String(results[0]!.error)).toContain('invalid_auth');
    expect(results[1]).toMatchObject({ source: 'gsuite', error: null });
    expect(results[1]!.added).toBeGreaterThan(100);
    expect(store.cursor('slack')).toBeNull();
  });

  test('ends after the batch at hand when told to, and the next poll brings the rest', async () => {
    const controller = new AbortController();
    const [, gsuite] = bothSources();
    const stopped = await pollSources({
      store,
      sources: [gsuite!],
      resolveUser,
      clock: () => nowMs,
      signal: controller.signal,
      onProgress: () => controller.abort(),
    });
    expect(stopped[0]!.error).toBeNull();
    const rest = await pollSources({ store, sources: [gsuite!], resolveUser, clock: () => nowMs });
    expect(rest[0]!.error).toBeNull();
    expect(stopped[0]!.added + rest[0]!.added).toBe(store.counts()[0]!.signIns);
    expect(store.counts()[0]!.signIns).toBeGreaterThan(100);
  });
});
