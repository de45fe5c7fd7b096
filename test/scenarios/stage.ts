// The stage: the company's everyday life analysed once, copied for every scenario, and the real analysis on a real store.

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { shippedDetector } from '../../src/detector/shipped.ts';
import type { Alert, Message } from '../../src/domain/alert.ts';
import type { Enrichment } from '../../src/domain/enrichment.ts';
import type { Score } from '../../src/domain/score.ts';
import type { AnalysisGround } from '../../src/pipeline/analysis.ts';
import { analyze } from '../../src/pipeline/analyze.ts';
import { type Explanation, explain } from '../../src/pipeline/investigate.ts';
import { giveVerdicts } from '../../src/pipeline/verdict.ts';
import type { Store } from '../../src/store/contract.ts';
import { openStore } from '../../src/store/open.ts';
import { everydayLife } from './everyday.ts';
import { enrich } from './networks.ts';
import type { Draft } from './sign-ins.ts';

export interface Outcome {
  /** In the order given. */
  readonly judged: readonly { readonly draft: Draft; readonly score: Score }[];
  /** Alerts touched by these sign-ins, as they stand. */
  readonly alerts: readonly Alert[];
  /** Messages of this run, oldest first. */
  readonly messages: readonly Message[];
}

export interface Stage extends Disposable {
  readonly store: Store;
  /** Adds the sign-ins and analyses everything pending, an hour after the newest of them (or at `nowMs`). */
  run(
    drafts: readonly Draft[],
    options?: { nowMs?: number; geo?: (place: Enrichment) => Enrichment },
  ): Promise<Outcome>;
  verdict(alertId: string, status: 'dismissed' | 'confirmed', timeMs: number): void;
  explain(seq: number): Explanation;
}

const root = mkdtempSync(join(tmpdir(), 'busybody-scenarios-'));
const everyday = join(root, 'everyday.db');
let stages = 0;

/**
 * What came of everyday life itself, under a budget of its own: this company is calmer than life, so its own limit would sit at
 * the lower bound. The scenarios start with the limit that every company starts with.
 */
export const everydayOutcome = await (async (): Promise<Outcome> => {
  using stage = openStageAt(everyday, []);
  return await stage.run(everydayLife());
})();

const everydayBytes = readFileSync(everyday);

/** Takes down everything on the disk; another test file of the same process may open stages again. */
export function removeStages(): void {
  rmSync(root, { recursive: true, force: true });
}

/** The company on the morning of day 0. */
export function openStage(): Stage {
  const path = join(root, `stage-${++stages}.db`);
  mkdirSync(root, { recursive: true });
  writeFileSync(path, everydayBytes);
  return openStageAt(path, ['stdout']);
}

/** A company without any past. */
export function openEmptyStage(): Stage {
  mkdirSync(root, { recursive: true });
  return openStageAt(join(root, `stage-${++stages}.db`), ['stdout']);
}

function openStageAt(path: string, notifiers: readonly string[]): Stage {
  const store = openStore({ module: 'sqlite', path });
  let added = 0;
  let told = 0;
  const ground = (nowMs: number, geo = (place: Enrichment): Enrichment => place): AnalysisGround => ({
    store,
    detector: shippedDetector(),
    enrich: (ip) => geo(enrich(ip)),
    clock: () => nowMs,
    sources: ['slack', 'gsuite', 'okta'],
    historyLimitMs: null,
    alertBudget: path === everyday ? 0.25 : 1,
    notifiers,
  });
  return {
    store,
    async run(drafts, options = {}) {
      const ids = new Map<string, Draft>();
      const records = drafts.map((draft) => {
        const { intruder: _, ...rest } = draft;
        const id = `${notifiers.length}-${String(++added).padStart(6, '0')}`;
        ids.set(`${draft.source}/${id}`, draft);
        return { ...rest, id, raw: '{}' };
      });
      const nowMs = options.nowMs ?? Math.max(...drafts.map((one) => one.timeMs)) + 3_600_000;
      store.addSignIns(records, { resolveUser: (_source, account) => account, nowMs });
      await analyze({ ...ground(nowMs, options.geo), shard: null });
      const found = new Map<Draft, Score>();
      const window = { fromMs: Math.min(...drafts.map((one) => one.timeMs)), toMs: Number.MAX_SAFE_INTEGER };
      for (const { signIn, score } of store.window(window)) {
        const draft = ids.get(`${signIn.source}/${signIn.id}`);
        if (draft !== undefined && score !== null) found.set(draft, score);
      }
      const judged = drafts.map((draft) => ({ draft, score: found.get(draft)! }));
      const alertIds = [...new Set(judged.map(({ score }) => score.alertId).filter((id) => id !== null))];
      const due = store.due({ nowMs: Number.MAX_SAFE_INTEGER, limit: 10_000, notifiers });
      const messages = due.slice(told).map((one) => one.message);
      told = due.length;
      return { judged, alerts: alertIds.map((id) => store.alert(id)!), messages };
    },
    verdict(alertId, status, timeMs) {
      giveVerdicts(ground(timeMs), [{ alert: store.alert(alertId)!, action: status, timeMs, by: null, reason: null }]);
    },
    explain(seq) {
      return explain(ground(0), store.signIn(seq)!.signIn);
    },
    [Symbol.dispose]() {
      store[Symbol.dispose]();
      if (path !== everyday) for (const end of ['', '-wal', '-shm']) rmSync(`${path}${end}`, { force: true });
    },
  };
}
