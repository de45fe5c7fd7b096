// How dear is storing? Adds N sign-ins through the store and, for comparison, the same rows through bare bun:sqlite in one
// transaction. Run: bun test/bench/store.ts [N]. Prints JSON lines; nothing here is a timed test.

import { Database } from 'bun:sqlite';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SignIn } from '../../src/domain/sign-in.ts';
import { openStore } from '../../src/store/open.ts';

const count = Number(process.argv[2] ?? 1_000_000);
const BATCH = 5_000;
const USERS = 500;
const directory = mkdtempSync(join(tmpdir(), 'busybody-bench-'));

function rows(ids: 'ordered' | 'random'): SignIn[] {
  let state = 1;
  const random = (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  return Array.from({ length: count }, (_, n) => {
    const timeMs = 1_700_000_000_000 + n * 20_000;
    const account = `user${random(USERS)}@example.com`;
    const ip = `203.0.${random(100)}.${random(256)}`;
    const userAgent = `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${random(300)}.0.0.0 Safari/537.36`;
    const id = ids === 'random' ? Bun.hash(String(n)).toString(36) + Bun.hash(`${n}-`).toString(36) : `${timeMs}/${n}`;
    const raw = JSON.stringify({ time: timeMs, user: account, ip, user_agent: userAgent, event: 'login', id });
    return {
      source: n % 3 ? 'slack' : 'gsuite',
      id,
      timeMs,
      account,
      ip,
      userAgent,
      outcome: 'success',
      event: 'login',
      warning: null,
      raw,
    };
  });
}

function timed(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

function bare(signIns: readonly SignIn[], path: string): void {
  using db = new Database(path);
  db.run(
    'CREATE TABLE t (source TEXT, id TEXT, time INTEGER, account TEXT, ip TEXT, ua TEXT, outcome TEXT, event TEXT, warning TEXT, raw TEXT)',
  );
  using insert = db.prepare('INSERT INTO t VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  db.transaction(() => {
    for (const s of signIns) {
      insert.run(s.source, s.id, s.timeMs, s.account, s.ip, s.userAgent, s.outcome, s.event, s.warning, s.raw);
    }
  })();
}

function stored(signIns: readonly SignIn[], path: string): void {
  using store = openStore({ module: 'sqlite', path });
  for (let at = 0; at < signIns.length; at += BATCH) {
    store.addSignIns(signIns.slice(at, at + BATCH), { resolveUser: (_, account) => account, nowMs: 0 });
  }
}

function print(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

try {
  for (const ids of ['ordered', 'random'] as const) {
    const signIns = rows(ids);
    const path = (of: string) => join(directory, `${of}-${ids}.db`);
    // The better of two each: what else the machine does only ever adds.
    const bareMs = Math.min(...['bare1', 'bare2'].map((of) => timed(() => bare(signIns, path(of)))));
    const storeMs = Math.min(...['store1', 'store2'].map((of) => timed(() => stored(signIns, path(of)))));
    const againMs = timed(() => stored(signIns, path('store1')));
    print({
      rows: count,
      ids,
      bareMs: Math.round(bareMs),
      storeMs: Math.round(storeMs),
      ratio: Number((storeMs / bareMs).toFixed(2)),
      againMs: Math.round(againMs),
      fileMB: Math.round(statSync(path('store1')).size / 1e6),
    });
  }
  using store = openStore({ module: 'sqlite', path: join(directory, 'store1-random.db') }, { readOnly: true });
  let seen = 0;
  const windowMs = timed(() => {
    for (const _ of store.window({ fromMs: 0, toMs: Number.MAX_SAFE_INTEGER })) seen++;
  });
  const usersMs = timed(() => store.users());
  print({ seen, windowMs: Math.round(windowMs), usersMs: Math.round(usersMs) });
} finally {
  rmSync(directory, { recursive: true, force: true });
}
