// What the store's tests share: throw-away directories, sign-ins to store, and a line parser in the shape of the sources'.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Alert, Verdict } from '../../src/domain/alert.ts';
import type { NewAllowance } from '../../src/domain/allowance.ts';
import type { SignIn } from '../../src/domain/sign-in.ts';
import { BusybodyError } from '../../src/platform/errors.ts';
import type { NewDelivery, ScoreRow, Slice, Store } from '../../src/store/contract.ts';
import { openStore, type ParseLine } from '../../src/store/open.ts';

export class Scratch implements Disposable {
  readonly path = mkdtempSync(join(tmpdir(), 'busybody-store-'));
  join(...parts: string[]): string {
    return join(this.path, ...parts);
  }
  [Symbol.dispose](): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

export const SELF = (_source: string, account: string) => account;
export const T0 = 1_700_000_000_000;

/** A sign-in whose raw record is a line parseLine() reads back. */
export function signIn(n: number, change: Partial<SignIn> = {}): SignIn {
  const fields = {
    source: 'slack',
    id: `id-${n}`,
    timeMs: T0 + n * 1000,
    account: `u${n % 3}@example.com`,
    ip: '203.0.113.7',
    userAgent: 'SlackWeb/1.0',
    outcome: 'success' as const,
    event: 'login',
    warning: null,
    ...change,
  };
  const { source, ...record } = fields;
  return { ...fields, source, raw: change.raw ?? JSON.stringify(record) };
}

export const parseLine: ParseLine = (source, line) => {
  const record = JSON.parse(line);
  if (typeof record?.id !== 'string') return { refused: 'has no id' };
  return { source, raw: line, ip: null, userAgent: null, outcome: 'success', event: 'login', warning: null, ...record };
};

export const STORES = [
  [
    'sqlite',
    (at: Scratch, readOnly = false) => openStore({ module: 'sqlite', path: at.join('busybody.db') }, { readOnly }),
  ],
  [
    'flatfile',
    (at: Scratch, readOnly = false) =>
      openStore({ module: 'flatfile', logDirectory: at.join('logs') }, { readOnly, parseLine }),
  ],
] as const;

/** Path of the database behind a store of {@link STORES}. */
export function database(kind: string, at: Scratch): string {
  return kind === 'sqlite' ? at.join('busybody.db') : at.join('logs', 'busybody-index.db');
}

export function add(store: Store, signIns: readonly SignIn[], cursor?: { source: string; value: string }) {
  return store.addSignIns(signIns, { resolveUser: SELF, nowMs: T0, cursor });
}

export function score(seq: number, change: Partial<ScoreRow> = {}): ScoreRow {
  return {
    seq,
    state: 'scored',
    why: null,
    score: 0.5,
    threshold: 0.6,
    components: { location: 0.1, network: 0.2, device: 0.1, time: 0.1 },
    reasons: [{ component: 'network', text: 'Network never seen before' }],
    alert: false,
    alertId: null,
    model: '2.0.0/7/256',
    features: new Uint8Array([1, 2, 3]),
    ...change,
  };
}

export function alert(id: string, change: Partial<Alert> = {}): Alert {
  return {
    id,
    kind: 'sign-in',
    user: 'u1@example.com',
    severity: 'high',
    status: 'open',
    firstMs: T0,
    lastMs: T0 + 1000,
    score: 0.9,
    threshold: 0.6,
    components: { location: 0.4, network: 0.3, device: 0.1, time: 0.1 },
    reasons: [{ component: 'provider', text: 'The app itself warned' }],
    seq: 1,
    signIns: 2,
    history: false,
    verdict: null,
    muted: null,
    ...change,
  };
}

export function delivery(key: string, change: Partial<NewDelivery> = {}): NewDelivery {
  const message = {
    type: 'history' as const,
    ...{ fromMs: 0, toMs: 1, signIns: 1, users: 1, alerts: [], more: 0, nextSteps: [key] },
  };
  return { notifier: 'stdout', alertId: null, message, idempotencyKey: key, dueMs: T0, ...change };
}

export function slice(change: Partial<Slice> = {}): Slice {
  const nothing = { scores: [], baselines: new Map(), orgFacts: [], alerts: [], deliveries: [], meta: new Map() };
  return { ...nothing, ...change };
}

/** What somebody says of an alert; null opens it again. */
export function judgeAlert(store: Store, alertId: string, after: Verdict | null): void {
  const { status: action, timeMs, by, reason } = after ?? { status: 'reopened', timeMs: T0, by: null, reason: null };
  store.giveVerdicts([{ alertId, action, timeMs, by, reason, after }]);
}

export function allowance(change: Partial<NewAllowance> = {}): NewAllowance {
  return {
    kind: 'allow',
    user: 'u1@example.com',
    asn: null,
    owner: null,
    address: null,
    countries: [],
    device: null,
    fromMs: null,
    untilMs: T0 + 1_000_000,
    note: null,
    by: 'grace',
    addedMs: T0,
    ...change,
  };
}

/** The error a call throws, which must be one a person can read. */
export function failure(work: () => unknown): BusybodyError {
  try {
    work();
  } catch (error) {
    if (error instanceof BusybodyError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}
