// `busybody analyze`: judges what is new and shows what was asked for, or looks at one user. Sends nothing.

import type { PlaceCounts } from '../alerting/places.ts';
import { pluralText } from '../domain/wording.ts';
import { describeDatabases } from '../geo/databases.ts';
import type { GeoCounts } from '../geo/open.ts';
import { noteAnalysis } from '../pipeline/health.ts';
import type { DatabaseRecord, Operations } from '../pipeline/operations.ts';
import { EXIT, UsageError } from '../platform/errors.ts';
import type { LockPart } from '../platform/lock.ts';
import { startProgress } from '../platform/progress.ts';
import { type AnalyzeSummary, analyzeNew } from './analysis-adapter.ts';
import type { Context } from './context.ts';
import { shardFlag, timeFlag } from './flag-values.ts';
import { lookAtUser } from './look-at-user.ts';
import { nextStep } from './next-step.ts';
import { type Printed, printSignIns } from './print-sign-ins.ts';
import { type Recorded, recorded } from './record.ts';
import { lockRun, tryLockRun, who } from './run-lock.ts';
import { userToLookAt } from './users.ts';
import { type Ground, openGround, openWorkspace, renameUsers, type Workspace } from './workspace.ts';

interface Scope {
  readonly fromMs: number;
  readonly toMs: number;
}

export async function execute(context: Context): Promise<number> {
  const { flags } = context;
  const user = flags.value('user');
  const shard = shardFlag(context);
  if (user !== undefined && shard) {
    throw new UsageError('E_USAGE', 'Cannot read the command line: --user and --shard exclude each other', {
      hints: ['busybody analyze --user U'],
    });
  }
  if (flags.has('portrait') && (user === undefined || flags.value('format') === 'csv'))
    throw new UsageError(
      'E_USAGE',
      `Cannot read the command line: --portrait ${user === undefined ? 'needs --user' : 'is a table or jsonl, no csv'}`,
      { hints: ['busybody analyze --user U --portrait --format jsonl'] },
    );
  const scope = readScope(context);
  return recorded(context, {
    command: 'analyze',
    open: () => openWorkspace(context, { optional: true, writes: true, looks: user !== undefined }),
    work: (record) => judgeAndShow(context, { record, user, shard, scope }),
  });
}

interface Asked {
  readonly record: Recorded;
  readonly user: string | undefined;
  readonly shard: LockPart | null;
  readonly scope: Scope;
}

async function judgeAndShow(context: Context, { record, shard, scope, ...asked }: Asked): Promise<number> {
  const { flags } = context;
  const { workspace } = record;
  using ground = openGround(context, workspace);
  const lock = await lockAnalysis(context, { workspace, ground, shard });
  // Parts of a split analysis run side by side: none of them may write the record of all.
  if (!lock || shard) record.forget();
  if (lock) record.hold(lock);
  const { store } = workspace;
  const user =
    asked.user === undefined ? null : userToLookAt(context, { store, typed: asked.user, command: 'analyze' });
  const raised = lock ? (await analyzeStep(context, { ground, shard, operations: record.operations })).raised : [];
  const next =
    lock && shard === null && user === null && !flags.has('all') ? nextStep(workspace, record.operations) : null;
  if (next !== null && raised.length === 0) context.note(next);
  const { alerts } =
    user === null ? showAll(context, { ground, raised, scope }) : lookAtUser(context, { ground, user, scope });
  return flags.has('fail-on-alert') && alerts > 0 ? EXIT.alerts : EXIT.ok;
}

/** What was asked for of everybody; what was just raised where nothing was. */
function showAll(
  context: Context,
  { ground, raised, scope }: { ground: Ground; raised: readonly number[]; scope: Scope },
): Printed {
  const { flags } = context;
  const { store } = ground;
  const all = flags.has('all');
  const asked = all || ['since', 'until', 'format'].some((name) => flags.has(name));
  const rows = asked ? store.window(scope) : raised.flatMap((seq) => store.signIn(seq) ?? []);
  return printSignIns(context, { rows, fromMs: scope.fromMs, ground, everything: all, users: true, fold: false });
}

/**
 * The right to judge what is new. Null where another run is at work and this one can do without: nothing is new, or a
 * person only wants to look at one user. @throws BusybodyError E_BUSY_RUN
 */
async function lockAnalysis(
  context: Context,
  { workspace, ground, shard }: { workspace: Workspace; ground: Ground; shard: LockPart | null },
): Promise<Disposable | null> {
  const { store } = workspace;
  if (workspace.readOnly) {
    context.note('The store cannot be written: shown is what was judged so far');
    return null;
  }
  const tried = await tryLockRun(context, { store });
  if ('lock' in tried) {
    using stack = new DisposableStack();
    stack.use(tried.lock);
    renameUsers(workspace);
    if (shard === null) {
      stack.move();
      return tried.lock;
    }
    // Of several parts the first one has named users anew for all; each then takes its own lock.
  } else {
    const pending = store.pendingCount(ground.sources).count;
    if (pending === 0) return null;
    if (context.flags.has('user')) {
      context.note(`Another busybody is at work (${who(tried.holder)}): shown is what it has judged so far`);
      return null;
    }
  }
  return lockRun(context, { store, part: shard });
}

/** Judges what is new, with a progress line; sums up for a person. */
export async function analyzeStep(
  context: Context,
  { ground, shard, operations }: { ground: Ground; shard: LockPart | null; operations: Operations },
): Promise<AnalyzeSummary> {
  using progress = startProgress({
    label: 'Analyzing',
    unit: 'sign-ins',
    total: null,
    stream: context.stderr,
  });
  const before = ground.geo.counts();
  const summary = await context.cancellable((signal) =>
    analyzeNew({
      ...ground,
      shard,
      signal,
      onProgress: (done, total) => {
        progress.setTotal(total);
        progress.update(done);
      },
    }),
  );
  progress.clear();
  noteAnalysis(operations, {
    summary,
    places: placesOf(before, ground.geo.counts()),
    databases: databasesOf(ground, context),
  });
  context.done(summaryText(summary));
  return summary;
}

/** Addresses this analysis looked up. */
function placesOf(before: GeoCounts, after: GeoCounts): PlaceCounts {
  const looked = after.public - before.public;
  return { looked, placed: looked - (after.unplaced - before.unplaced), cities: after.cities - before.cities };
}

function databasesOf({ geo }: Ground, { clock }: Context): DatabaseRecord[] {
  return describeDatabases(geo.databases(), { nowMs: clock() }).map(({ database, tooOld }) => ({
    ...database,
    tooOld,
  }));
}

function summaryText({ judged: count, learning, unscored, alerts, historyAlerts, muted }: AnalyzeSummary): string {
  const parts = [`${pluralText(count, 'sign-in')} judged`];
  if (learning > 0) parts.push(`${learning} while still learning`);
  if (unscored > 0) parts.push(`${unscored} not judged: failed, challenges or no sign-ins`);
  parts.push(pluralText(alerts, 'alert'));
  if (historyAlerts > 0) parts.push(`${pluralText(historyAlerts, 'alert')} about the past`);
  if (muted > 0) parts.push(`${pluralText(muted, 'alert')} muted`);
  return parts.join(', ');
}

function readScope(context: Context): Scope {
  const fromMs = timeFlag(context, 'since') ?? Number.MIN_SAFE_INTEGER;
  const toMs = timeFlag(context, 'until') ?? Number.MAX_SAFE_INTEGER;
  if (fromMs >= toMs) {
    throw new UsageError('E_USAGE', 'Cannot read the command line: --since must lie before --until', {
      hints: ['--since 30d --until 7d'],
    });
  }
  return { fromMs, toMs };
}
