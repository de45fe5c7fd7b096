// Failed sign-ins of the last day by network block, over all accounts: what goes before a guessed password.

import type { FailureWindow } from './signals.ts';

const DAY_MS = 86_400_000;

interface Failed {
  readonly timeMs: number;
  readonly user: string;
}

export interface Failures extends FailureWindow {
  add(block: string | null, timeMs: number, user: string): void;
  /** Forgets what is older than a day before this time. */
  forget(beforeMs: number): void;
}

export function openFailures(): Failures {
  const byBlock = new Map<string, Failed[]>();
  return {
    add(block, timeMs, user) {
      if (block === null) return;
      let list = byBlock.get(block) ?? [];
      byBlock.set(block, list);
      if (list.length > 0 && list[0]!.timeMs < timeMs - 2 * DAY_MS && list.length > 256)
        list = keep(byBlock, block, timeMs - 2 * DAY_MS);
      list.push({ timeMs, user });
    },
    count(block, { sinceMs, untilMs, except }) {
      const list = block === null ? undefined : byBlock.get(block);
      if (!list) return { failures: 0, accounts: 0 };
      let failures = 0;
      const accounts = new Set<string>();
      for (const one of list) {
        if (one.timeMs < sinceMs || one.timeMs >= untilMs) continue;
        failures += 1;
        if (one.user !== except) accounts.add(one.user);
      }
      return { failures, accounts: accounts.size };
    },
    forget(beforeMs) {
      for (const block of [...byBlock.keys()]) keep(byBlock, block, beforeMs - DAY_MS);
    },
  };
}

function keep(byBlock: Map<string, Failed[]>, block: string, fromMs: number): Failed[] {
  const kept = byBlock.get(block)!.filter((one) => one.timeMs >= fromMs);
  if (kept.length > 0) byBlock.set(block, kept);
  else byBlock.delete(block);
  return kept;
}
