// A small simulated company in a real store, for tests of the analysis.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { shippedDetector } from '../../src/detector/shipped.ts';
import type { SignIn } from '../../src/domain/sign-in.ts';
import type { AnalysisGround } from '../../src/pipeline/analysis.ts';
import { simulateCompany } from '../../src/simulation/company.ts';
import type { ScoredSignIn, Store } from '../../src/store/contract.ts';
import { openStore } from '../../src/store/open.ts';

export const company = simulateCompany({ seed: 12, users: 14, days: 45 });
export const signIns: readonly SignIn[] = company.signIns.map((one) => one.signIn);
export const nowMs = signIns.at(-1)!.timeMs + 3_600_000;

export interface Bench extends Disposable {
  readonly store: Store;
  readonly ground: AnalysisGround;
  add(some: readonly SignIn[]): void;
  /** Everything judged, by source and id, in a form that can be compared. */
  results(pick?: (one: ScoredSignIn) => unknown): Map<string, string>;
}

export function openBench(change: Partial<AnalysisGround> = {}): Bench {
  const directory = mkdtempSync(join(tmpdir(), 'busybody-analyze-'));
  const store = openStore({ module: 'sqlite', path: join(directory, 'busybody.db') });
  const ground: AnalysisGround = {
    store,
    detector: shippedDetector(),
    enrich: (ip) => company.enrich(ip),
    clock: () => nowMs,
    sources: ['slack', 'gsuite', 'okta'],
    historyLimitMs: null,
    alertBudget: 1,
    notifiers: ['stdout'],
    ...change,
  };
  return {
    store,
    ground,
    add(some) {
      store.addSignIns(some, { resolveUser: (_source, account) => account, nowMs });
    },
    results(pick = ({ score }) => score && { ...score, seq: 0 }) {
      const found = new Map<string, string>();
      for (const one of store.window({ fromMs: 0, toMs: Number.MAX_SAFE_INTEGER }))
        found.set(`${one.signIn.source}/${one.signIn.id}`, JSON.stringify(pick(one)));
      return found;
    },
    [Symbol.dispose]() {
      store[Symbol.dispose]();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
