// Health over a real store: told once when it begins, once when it is over, in one transaction with what is known of it.

import { afterEach, beforeEach, describe, expect, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HealthMessage } from '../../src/domain/alert.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/domain/time.ts';
import { checkOpen } from '../../src/pipeline/check.ts';
import { assessHealth, noteAnalysis, notePolls } from '../../src/pipeline/health.ts';
import { type Operations, operationsEntry, readOperations } from '../../src/pipeline/operations.ts';
import type { PollResult } from '../../src/pipeline/poll.ts';
import { BusybodyError } from '../../src/platform/errors.ts';
import type { Store } from '../../src/store/contract.ts';
import { openStore } from '../../src/store/open.ts';
import { SELF, signIn } from '../store/support.ts';

/** A Monday. */
const START = Date.UTC(2026, 0, 5);
let directory = '';
let store: Store;
let nowMs = START;
let count = 0;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'busybody-health-'));
  store = openStore({ module: 'sqlite', path: join(directory, 'b.db') });
  nowMs = START;
  count = 0;
});
afterEach(() => {
  store[Symbol.dispose]();
  rmSync(directory, { recursive: true, force: true });
});

const REVOKED = new BusybodyError('E_SLACK', 'Cannot read: token_revoked', { hints: ['Make a new token'] });
const DOWN = new BusybodyError('E_HTTP', 'Cannot read: the server answered 503', { retryable: true });

interface Step {
  readonly error?: unknown;
  readonly added?: number;
  readonly source?: string;
  readonly polled?: readonly string[];
}

/** One run: polls, notes, judges; every run reads the record anew, as another process would. */
function run({ error = null, added = 0, source = 'slack', polled = ['slack', 'gsuite'] }: Step = {}) {
  const operations = readOperations(store);
  const signIns = Array.from({ length: added }, (_, n) =>
    signIn(count++, { source, timeMs: nowMs - n * MINUTE_MS, account: `u${count % 20}` }),
  );
  store.addSignIns(signIns, { resolveUser: SELF, nowMs });
  const result: PollResult = { source, fetched: added, added, known: 0, refused: new Map([['bad', 2]]), error };
  notePolls(operations, { results: [result], store, nowMs });
  const { raised, recovered } = assessHealth(operations, { store, polled, notifiers: ['slack', 'stdout'], nowMs });
  return { raised: raised.map(({ problem }) => problem), recovered: recovered.map(({ problem }) => problem) };
}

const NOTHING = { raised: [], recovered: [] };

function told(): { state: string; problem: string; notifier: string }[] {
  return store.due({ nowMs: Number.MAX_SAFE_INTEGER, limit: 100, notifiers: ['slack', 'stdout'] }).map((delivery) => {
    const { state, problem } = delivery.message as HealthMessage;
    return { state, problem, notifier: delivery.notifier };
  });
}

async function checkLines(): Promise<{ ok: boolean; text: string }[]> {
  const lines = [];
  const options = { clock: () => nowMs, store, databases: null, sources: [], notifiers: [], isAnalysed: () => true };
  for await (const line of checkOpen(options)) if (line.text.startsWith('health')) lines.push(line);
  return lines;
}

describe('a source that fails', () => {
  test('for want of a token is told at once and once through each notifier, and when it is over', async () => {
    expect(run({ added: 1 })).toEqual(NOTHING);
    nowMs += 15 * MINUTE_MS;
    expect(run({ error: REVOKED })).toEqual({ raised: ['failing'], recovered: [] });
    expect(await checkLines()).toMatchObject([
      { ok: false, text: expect.stringContaining('Watch is off: slack cannot be read') },
    ]);
    for (let n = 0; n < 20; n++) {
      nowMs += 15 * MINUTE_MS;
      expect(run({ error: n % 2 ? DOWN : REVOKED })).toEqual(NOTHING);
    }
    nowMs += 15 * MINUTE_MS;
    expect(run()).toEqual({ raised: [], recovered: ['failing'] });
    expect(run()).toEqual(NOTHING);
    expect(await checkLines()).toEqual([]);
    expect(told()).toEqual(
      ['raised', 'recovered'].flatMap((state) =>
        ['slack', 'stdout'].map((notifier) => ({ state, problem: 'failing', notifier })),
      ),
    );
    nowMs += DAY_MS;
    expect(run({ error: REVOKED }).raised).toEqual(['failing']);
    expect(told()).toHaveLength(6);
  });

  test.each<[string, readonly (readonly [afterMs: number, error: unknown])[], boolean]>([
    [
      'a server that is down for two hours',
      [
        [0, DOWN],
        [HOUR_MS, DOWN],
        [HOUR_MS, DOWN],
      ],
      false,
    ],
    [
      'a server that is down for three hours',
      [
        [0, DOWN],
        [HOUR_MS, DOWN],
        [2 * HOUR_MS, DOWN],
      ],
      true,
    ],
    [
      'two failures days apart',
      [
        [0, DOWN],
        [3 * DAY_MS, DOWN],
      ],
      false,
    ],
    [
      'failures with successes between',
      [
        [0, DOWN],
        [HOUR_MS, null],
        [HOUR_MS, DOWN],
        [HOUR_MS, null],
        [HOUR_MS, DOWN],
      ],
      false,
    ],
    [
      'anything that is no error of ours',
      [
        [0, new TypeError('x')],
        [HOUR_MS, new TypeError('x')],
      ],
      false,
    ],
  ])('%s', (_name, steps, expected) => {
    run({ added: 1 });
    const raised = steps.flatMap(([afterMs, error]) => {
      nowMs += afterMs;
      return run({ error }).raised;
    });
    expect(raised).toEqual(expected ? ['failing'] : []);
  });

  test('from its first day on is nothing it lost', () => {
    expect(run({ error: REVOKED })).toEqual(NOTHING);
  });

  test('and is taken out of the config is told no more', () => {
    run({ added: 1 });
    expect(run({ error: REVOKED }).raised).toEqual(['failing']);
    expect(run({ source: 'gsuite', polled: ['gsuite'] })).toEqual(NOTHING);
    expect(readOperations(store).problems.size).toBe(0);
  });
});

test.each(['no JSON', 'null', '[]', '{"version":1}', '{"version":1,"sources":5}', '{"version":2}'])(
  'a record that cannot be used, %s, is begun anew and stops no run',
  (text) => {
    store.setMeta('operations', text);
    expect(run({ added: 1 })).toEqual(NOTHING);
    expect(readOperations(store).sources.has('slack')).toBe(true);
  },
);

describe('a source that is silent', () => {
  /** Days of an office of 20, polled three times a day. */
  function work(days: number, source = 'slack'): string[] {
    const found: string[] = [];
    for (let day = 0; day < days; day++) {
      for (const hour of [9, 13, 17]) {
        nowMs += hour === 9 ? DAY_MS - 8 * HOUR_MS : 4 * HOUR_MS;
        const weekday = new Date(nowMs).getUTCDay();
        const { raised, recovered } = run({ added: weekday === 0 || weekday === 6 ? 0 : 5, source });
        found.push(...raised, ...recovered);
      }
    }
    return found;
  }

  test('beyond its habit is told once, not on a weekend, and its next sign-in ends it', () => {
    expect(work(60)).toEqual([]);
    const raised: string[] = [];
    const from = nowMs;
    for (let n = 0; n < 14 * 8; n++) {
      nowMs += 3 * HOUR_MS;
      for (const problem of run().raised) raised.push(`${problem} ${Math.floor((nowMs - from) / DAY_MS)}`);
    }
    expect(raised).toHaveLength(1);
    expect(raised[0]).toMatch(/^silent [5-8]$/);
    expect(run({ added: 1 }).recovered).toEqual(['silent']);
  });

  test('while it cannot be asked is failing, and nothing else', () => {
    work(60);
    for (let n = 0; n < 100; n++) {
      nowMs += 3 * HOUR_MS;
      for (const problem of run({ error: DOWN }).raised) expect(problem).toBe('failing');
    }
  });
});

describe('analysis', () => {
  const summary = { raised: [], judged: 10, learning: 2, unscored: 1, alerts: 0, historyAlerts: 0, muted: 0 };
  const judge = (operations: Operations) =>
    assessHealth(operations, { store, polled: [], notifiers: ['stdout'], nowMs });

  test('that cannot run is told, and when it runs again', () => {
    const operations = readOperations(store);
    const error = new BusybodyError('E_GEO_MISSING', 'Cannot open database: /var/lib/x.mmdb');
    noteAnalysis(operations, { error, nowMs });
    expect(judge(operations).raised).toMatchObject([{ problem: 'analysis', reasons: [error.message] }]);
    noteAnalysis(operations, { summary, places: { looked: 0, placed: 0, cities: 0 }, databases: [] });
    expect(judge(operations).recovered).toMatchObject([{ problem: 'analysis' }]);
  });

  test('that waits for another process for a moment is not told', () => {
    const operations = readOperations(store);
    noteAnalysis(operations, { error: new BusybodyError('E_STORE_LOCKED', 'x', { retryable: true }), nowMs });
    expect(judge(operations).raised).toEqual([]);
  });

  test('whose database is far too old, or no longer knows places, is told', () => {
    const operations = readOperations(store);
    const database = {
      role: 'city',
      type: 'GeoLite2-City',
      path: '/x.mmdb',
      builtMs: START - 200 * DAY_MS,
      tooOld: true,
    };
    for (let n = 0; n < 40; n++)
      noteAnalysis(operations, { summary, places: { looked: 20, placed: 20, cities: 18 }, databases: [] });
    expect(judge(operations).raised).toEqual([]);
    for (let n = 0; n < 5; n++)
      noteAnalysis(operations, { summary, places: { looked: 20, placed: 3, cities: 0 }, databases: [database] });
    expect(judge(operations).raised.map(({ problem, source }) => [problem, source])).toEqual([
      ['places', null],
      ['database', '/x.mmdb'],
    ]);
    noteAnalysis(operations, {
      summary,
      places: { looked: 0, placed: 0, cities: 0 },
      databases: [{ ...database, tooOld: false }],
    });
    expect(judge(operations).recovered.map(({ problem }) => problem)).toEqual(['database']);
  });
});

describe('the record', () => {
  test('holds whatever names come from outside, and what another version wrote is no error', () => {
    const operations = readOperations(store);
    const results = ['__proto__', 'constructor', 'a"b\n'].map((source) => ({
      source,
      fetched: 3,
      added: 0,
      known: 3,
      refused: new Map(),
      error: null,
    }));
    notePolls(operations, { results, store, nowMs });
    store.setMeta(...operationsEntry(operations));
    expect([...readOperations(store).sources.keys()]).toEqual(['__proto__', 'constructor', 'a"b\n']);
    for (const text of ['', 'nonsense', 'null', '{"version":99}', '[]']) {
      store.setMeta('operations', text);
      expect(readOperations(store).sources.size).toBe(0);
    }
  });

  test('is written with what is to be told, or not at all', () => {
    run({ added: 1 });
    const refusing = {
      ...store,
      commitSlice: () => {
        throw new Error('no');
      },
    };
    const operations = readOperations(store);
    const result = { source: 'slack', fetched: 0, added: 0, known: 0, refused: new Map(), error: REVOKED };
    notePolls(operations, { results: [result], store, nowMs });
    expect(() =>
      assessHealth(operations, { store: refusing, polled: ['slack'], notifiers: ['stdout'], nowMs }),
    ).toThrow('no');
    expect(told()).toEqual([]);
    expect(run({ error: REVOKED }).raised).toEqual(['failing']);
  });
});
