// A small company that was analysed, as bytes: states and traces as the store keeps them, and the database itself.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { shippedDetector } from '../../src/detector/shipped.ts';
import { analyze } from '../../src/pipeline/analyze.ts';
import { openStore } from '../../src/store/open.ts';
import { company, nowMs, signIns } from '../pipeline/company.ts';

export interface Judged {
  readonly states: readonly Uint8Array[];
  readonly traces: readonly Uint8Array[];
  readonly database: Uint8Array;
}

const EVERYTHING = { fromMs: 0, toMs: Number.MAX_SAFE_INTEGER };

/** Made in `directory`. */
export async function judgedCompany(directory: string): Promise<Judged> {
  const path = join(directory, 'judged.db');
  const found = await analysed(path);
  return { ...found, database: new Uint8Array(readFileSync(path)) };
}

async function analysed(path: string): Promise<Omit<Judged, 'database'>> {
  using store = openStore({ module: 'sqlite', path });
  store.addSignIns(signIns.slice(0, 500), { resolveUser: (_source, account) => account, nowMs });
  await analyze({
    store,
    detector: shippedDetector(),
    enrich: (ip) => company.enrich(ip),
    clock: () => nowMs,
    sources: ['slack', 'gsuite', 'okta'],
    historyLimitMs: null,
    alertBudget: 1000,
    notifiers: ['stdout'],
    shard: null,
  });
  const states = store.users().flatMap(({ user }) => store.baseline(user) ?? []);
  const traces = [...store.window(EVERYTHING)].flatMap(({ features }) => features ?? []);
  return {
    states: states.slice(0, 6).map((bytes) => new Uint8Array(bytes)),
    traces: traces.slice(0, 6).map((bytes) => new Uint8Array(bytes)),
  };
}
