// `busybody poll [SOURCE…]`: fetches new sign-ins from the configured apps into the store.

import { nearest } from '../domain/near.ts';
import { printable } from '../domain/text.ts';
import { MINUTE_MS } from '../domain/time.ts';
import { notePolls } from '../pipeline/health.ts';
import { type PollProgress, pollSources } from '../pipeline/poll.ts';
import { BusybodyError, UsageError } from '../platform/errors.ts';
import { startProgress } from '../platform/progress.ts';
import type { Source } from '../sources/contract.ts';
import { findSource } from '../sources/registry.ts';
import type { Context } from './context.ts';
import { type Recorded, recorded } from './record.ts';
import { lockRun } from './run-lock.ts';
import { tellResults } from './tell-results.ts';
import { openWorkspace, renameUsers, type Workspace } from './workspace.ts';

/** Longest one listing may take; it then ends with its cursor kept, and the next poll goes on. */
const BUDGET_MS = 60 * MINUTE_MS;

export async function execute(context: Context): Promise<number> {
  return recorded(context, {
    command: 'poll',
    open: () => openWorkspace(context, { writes: true }),
    async work(record) {
      const { workspace } = record;
      // What can only fail need not wait for another run to end.
      wantedPollers(context, workspace);
      record.hold(await lockRun(context, workspace));
      renameUsers(workspace);
      return await pollStep(context, record);
    },
  });
}

/** Polls the sources named in the words, or all; says what came of each. Returns the exit code. */
export async function pollStep(context: Context, { workspace, operations }: Recorded): Promise<number> {
  const sources = wantedPollers(context, workspace).map((poller) => createSource(poller, context));
  const { store, resolveUser } = workspace;
  using progress = startProgress({
    label: `Polling ${sources.map(({ name }) => name).join(', ')}`,
    unit: 'sign-ins',
    total: null,
    stream: context.stderr,
  });
  const seen = new Map<string, PollProgress>();
  const results = await context.cancellable((signal) =>
    pollSources({
      store,
      sources,
      resolveUser,
      clock: context.clock,
      signal,
      onProgress: (step) => {
        seen.set(step.source, step);
        const steps = [...seen.values()];
        const known = steps.length === sources.length && steps.every(({ done }) => done !== null && done > 0);
        progress.setTotal(known ? steps.reduce((sum, { fetched, done }) => sum + fetched / done!, 0) : null);
        progress.update(steps.reduce((sum, { fetched }) => sum + fetched, 0));
      },
    }),
  );
  progress.clear();
  notePolls(operations, { results, store, nowMs: context.clock() });
  return tellResults(context, results);
}

/** @throws UsageError where nothing is configured, or a word names no configured poller. */
function wantedPollers(context: Context, { config }: Workspace): Workspace['config']['pollers'] {
  const names = config.pollers.map(({ name }) => name);
  if (names.length === 0) {
    throw new UsageError('E_NO_POLLERS', 'Cannot poll: the config names no pollers', {
      hints: [
        config.file === null
          ? 'busybody init'
          : `Name an app under pollers in ${config.file}, as in the file that busybody init writes`,
        'busybody import FILE reads sign-ins from files',
      ],
    });
  }
  for (const word of context.words) {
    if (names.includes(word)) continue;
    const near = nearest(word, names);
    throw new UsageError('E_USAGE', `Cannot poll: no poller of the config is called ${printable(word, { max: 60 })}`, {
      hints: [near ? `busybody poll ${near}` : `It has: ${names.join(', ')}`],
    });
  }
  return config.pollers.filter(({ name }) => context.words.length === 0 || context.words.includes(name));
}

export function createSource(
  { name, options }: { name: string; options: unknown },
  { clock, sleep, random }: Pick<Context, 'clock' | 'sleep' | 'random'>,
): Source {
  const entry = findSource(name);
  // The config was checked against the same registry.
  if (!entry) throw new BusybodyError('E_SOURCE_UNKNOWN', `Cannot poll: there is no source called ${name}`);
  return entry.create(options, { clock, sleep, random, budgetMs: BUDGET_MS });
}
