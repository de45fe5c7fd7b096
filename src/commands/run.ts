// `busybody run`: poll, analyze, notify, once each. A part that fails is named and the next one still runs.

import { pluralText } from '../domain/wording.ts';
import { noteAnalysis } from '../pipeline/health.ts';
import { BusybodyError, EXIT, UsageError } from '../platform/errors.ts';
import { analyzeStep } from './analyze.ts';
import type { Context } from './context.ts';
import { Interrupted, OutputClosed } from './endings.ts';
import { healthStep } from './health.ts';
import { notifyStep } from './notify.ts';
import { pollStep } from './poll.ts';
import { type Recorded, recorded } from './record.ts';
import { openGround, openLockedWorkspace, type Workspace } from './workspace.ts';

export async function execute(context: Context): Promise<number> {
  const mode = context.flags.value('mode');
  return recorded(context, {
    command: 'run',
    open: () => openLockedWorkspace(context),
    async work(record) {
      const { workspace } = record;
      const steps: (() => Promise<number>)[] = [];
      if (mode !== 'analyze') steps.push(() => pollIfAny(context, record));
      if (mode !== 'poll') steps.push(() => analyzeAll(context, record));
      const named = [
        ...(mode === 'analyze' ? [] : (['failing'] as const)),
        ...(mode === 'poll' ? [] : (['analysis'] as const)),
      ];
      steps.push(async () => healthStep(context, record, { named }));
      if (mode !== 'poll') steps.push(() => notifyIfAny(context, workspace));
      steps.push(async () => prune(context, workspace));
      let code: number = EXIT.ok;
      for (const step of steps) code = Math.max(code, await attempt(context, step));
      return code;
    },
  });
}

async function attempt(context: Context, step: () => Promise<number>): Promise<number> {
  try {
    return await step();
  } catch (error) {
    if (isEnding(error)) throw error;
    // Nothing more is written into a store that turned out damaged.
    if (error instanceof BusybodyError && error.code === 'E_STORE_CORRUPT') throw error;
    context.report(error);
    return error instanceof UsageError ? EXIT.usage : EXIT.failed;
  }
}

function isEnding(error: unknown): boolean {
  return error instanceof OutputClosed || error instanceof Interrupted;
}

/** Without pollers there is still something to do where sign-ins were imported. */
async function pollIfAny(context: Context, record: Recorded): Promise<number> {
  const { workspace } = record;
  if (workspace.config.pollers.length === 0 && workspace.store.sources().length > 0) return EXIT.ok;
  return pollStep(context, record);
}

async function analyzeAll(context: Context, { workspace, operations }: Recorded): Promise<number> {
  try {
    using ground = openGround(context, workspace);
    await analyzeStep(context, { ground, shard: null, operations });
    return EXIT.ok;
  } catch (error) {
    if (!isEnding(error)) noteAnalysis(operations, { error, nowMs: context.clock() });
    throw error;
  }
}

async function notifyIfAny(context: Context, workspace: Workspace): Promise<number> {
  if (workspace.config.notifiers.length > 0) return notifyStep(context, workspace);
  context.done('No notifier is configured: alerts are listed by busybody alerts');
  return EXIT.ok;
}

/** Forgets what the config says is old enough, in the end: what waits to be judged or told comes first. */
function prune({ clock, done }: Context, { config, store }: Workspace): number {
  const { retentionMs } = config.persistence;
  if (retentionMs === null) return EXIT.ok;
  const gone = store.prune(clock() - retentionMs);
  if (gone > 0) done(`${pluralText(gone, 'sign-in')} forgotten, older than persistence.retention`);
  return EXIT.ok;
}
