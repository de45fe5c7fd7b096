// What `check` says of a real store, of databases and of an outbox.

import { afterEach, beforeEach, describe, expect, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DAY_MS } from '../../src/domain/time.ts';
import { checkOpen } from '../../src/pipeline/check.ts';
import { BusybodyError } from '../../src/platform/errors.ts';
import { findSource } from '../../src/sources/registry.ts';
import type { Store } from '../../src/store/contract.ts';
import { openStore } from '../../src/store/open.ts';
import { ALERT_MESSAGE } from '../notifiers/sample.ts';

const NOW_MS = Date.UTC(2026, 2, 1);

let directory = '';
let store: Store;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'busybody-check-'));
  store = openStore({ module: 'sqlite', path: join(directory, 'b.db') });
});

afterEach(() => {
  store[Symbol.dispose]();
  rmSync(directory, { recursive: true, force: true });
});

async function lines(options: Partial<Parameters<typeof checkOpen>[0]> = {}): Promise<string[]> {
  const all = [];
  const nothing = { databases: null, sources: [], notifiers: [], isAnalysed: () => true };
  for await (const line of checkOpen({ clock: () => NOW_MS, store, ...nothing, ...options })) {
    all.push([line.ok ? 'ok' : 'FAIL', line.text, ...line.hints].join(' | '));
  }
  return all;
}

function addSignIn(source: string, { polledMs }: { polledMs?: number } = {}): void {
  const signIn = { source, id: '1', timeMs: NOW_MS - DAY_MS, account: 'ada', ip: null, userAgent: null } as const;
  const rest = { outcome: 'success', event: 'login', warning: null, raw: '{}' } as const;
  const cursor = polledMs === undefined ? {} : { cursor: { source, value: 'here' } };
  store.addSignIns([{ ...signIn, ...rest }], {
    resolveUser: (_, account) => account,
    nowMs: polledMs ?? NOW_MS,
    ...cursor,
  });
}

describe('checkOpen()', () => {
  test('an empty store is fine', async () => {
    expect((await lines()).filter((line) => !line.startsWith('ok'))).toEqual([]);
  });

  test('says which source is stored but not analysed', async () => {
    addSignIn('vpn');
    expect((await lines({ isAnalysed: () => false })).join('\n')).toMatch(
      /ok \| vpn: 1 sign-in, .*not listed under analysis/,
    );
    expect((await lines()).join('\n')).toMatch(/vpn: .*1 not analysed yet \| busybody analyze/);
  });

  test('fails for a source nobody has polled for days', async () => {
    addSignIn('slack', { polledMs: NOW_MS - 3 * DAY_MS });
    expect((await lines()).join('\n')).toMatch(/FAIL \| slack: .*polled 3 days ago/);
  });

  test('fails for what waits too long and for what was given up', async () => {
    const delivery = {
      notifier: 'slack',
      alertId: null,
      message: ALERT_MESSAGE,
      idempotencyKey: 'k',
      dueMs: NOW_MS - 2 * DAY_MS,
    };
    const none = { scores: [], baselines: new Map(), orgFacts: [], alerts: [], meta: new Map() };
    store.commitSlice({ ...none, deliveries: [delivery] });
    expect((await lines()).at(-1)).toMatch(
      /^FAIL \| outbox: 1 message waiting, the oldest since .* \| busybody notify$/,
    );
    const [due] = store.due({ nowMs: NOW_MS, limit: 1, notifiers: ['slack'] });
    store.deliveryFailed(due!.id, { error: 'gone', dueMs: null });
    expect((await lines()).at(-1)).toMatch(/^FAIL \| outbox: 1 message given up/);
  });

  test('a check that throws is a line, and the checks after it are made', async () => {
    const config = { admin_email: 'admin@example.com', credential_file: join(directory, 'missing.json') };
    const context = { clock: () => NOW_MS, sleep: async () => {}, random: () => 0.5, budgetMs: 1000 };
    const gsuite = findSource('gsuite')!.create(config, context);
    const broken = {
      name: 'broken',
      list: gsuite.list,
      check: () => Promise.reject(new BusybodyError('E_X', 'Cannot ask', { hints: ['ask later'] })),
    };
    const all = (await lines({ sources: [broken, gsuite] })).join('\n');
    expect(all).toContain('FAIL | broken: Cannot ask | ask later');
    expect(all).toMatch(/FAIL \| .*missing\.json/);
    expect(all).toMatch(/ok \| outbox: empty/);
  });
});
