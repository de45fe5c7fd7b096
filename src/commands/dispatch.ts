// Where each command lives. Loaded only when it runs: `busybody --version` must not wait for googleapis.

import type { Execute } from './context.ts';
import type { CommandName } from './table.ts';

const LOADERS = {
  run: () => import('./run.ts'),
  poll: () => import('./poll.ts'),
  analyze: () => import('./analyze.ts'),
  notify: () => import('./notify.ts'),
  import: () => import('./import.ts'),
  alerts: () => import('./alerts.ts'),
  allow: () => import('./allow.ts'),
  trip: () => import('./trip.ts'),
  explain: () => import('./explain.ts'),
  backtest: () => import('./backtest.ts'),
  report: () => import('./report.ts'),
  demo: () => import('./demo.ts'),
  backup: () => import('./backup.ts'),
  check: () => import('./check.ts'),
  init: () => import('./init.ts'),
  completions: () => import('./completions.ts'),
  man: () => import('./man.ts'),
} as const satisfies Record<CommandName, () => Promise<{ execute: Execute }>>;

export async function loadCommand(name: string): Promise<Execute> {
  const { execute } = await LOADERS[name as CommandName]();
  return execute;
}
