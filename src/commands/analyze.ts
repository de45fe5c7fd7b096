// `busybody analyze`: judges what is new and shows what was asked for, or looks at one user. Sends nothing.

import type { PlaceCounts } from '../alerting/places.ts';
import type { MutedBy } from '../domain/allowance.ts';
import { nearest } from '../domain/near.ts';
import { printable } from '../domain/text.ts';
import { pluralText, shellWord } from '../domain/wording.ts';
import { describeDatabases } from '../geo/databases.ts';
import type { GeoCounts } from '../geo/open.ts';
import { noteAnalysis } from '../pipeline/health.ts';
import type { DatabaseRecord, Operations } from '../pipeline/operations.ts';
import { BusybodyError, EXIT, UsageError } from '../platform/errors.ts';
import type { LockPart } from '../platform/lock.ts';
import { startProgress } from '../platform/progress.ts';
import type { ScoredSignIn } from '../store/contract.ts';
import { signInCsvHeader, signInCsvLine } from '../view/csv.ts';
import { signInJsonLine } from '../view/json-lines.ts';
import { portrait } from '../view/portrait.ts';
import { timeline } from '../view/timeline.ts';
import { type AnalyzeSummary, analyzeNew, portraitOf } from './analysis-adapter.ts';
import type { Context } from './context.ts';
import { shardFlag, timeFlag } from './flag-values.ts';
import { type Recorded, recorded } from './record.ts';
import { lockRun, tryLockRun, who } from './run-lock.ts';
import { judged, viewOptions } from './shown.ts';
import { type Ground, openGround, openWorkspace, renameUsers, type Workspace } from './workspace.ts';

/** Most rows a table holds at once to find its widths; a longer one is told to be read as lines. */
const TABLE_ROWS = 20_000;

interface Scope {
  readonly fromMs: number;
  readonly toMs: number;
  readonly user?: string;
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

async function judgeAndShow(context: Context, { record, user, shard, scope }: Asked): Promise<number> {
  const { flags } = context;
  const { workspace } = record;
  using ground = openGround(context, workspace);
  const lock = await lockAnalysis(context, { workspace, ground, shard });
  // Parts of a split analysis run side by side: none of them may write the record of all.
  if (!lock || shard) record.forget();
  if (lock) record.hold(lock);
  if (user !== undefined) refuseUnknownUser(workspace, { user, command: 'analyze' });
  const raised = lock ? (await analyzeStep(context, { ground, shard, operations: record.operations })).raised : [];
  const all = flags.has('all');
  const asked = user !== undefined || all || ['since', 'until', 'format'].some((name) => flags.has(name));
  const rows = asked ? workspace.store.window(scope) : raised.flatMap((seq) => workspace.store.signIn(seq) ?? []);
  if (user !== undefined && tableWanted(context))
    context.out(`${portrait(portraitOf(ground, user), viewOptions(context))}\n`);
  const alerts = print(context, { rows, ground, everything: all || user !== undefined, users: user === undefined });
  return flags.has('fail-on-alert') && alerts > 0 ? EXIT.alerts : EXIT.ok;
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
  const user = context.flags.value('user');
  const fromMs = timeFlag(context, 'since') ?? Number.MIN_SAFE_INTEGER;
  const toMs = timeFlag(context, 'until') ?? Number.MAX_SAFE_INTEGER;
  if (fromMs >= toMs) {
    throw new UsageError('E_USAGE', 'Cannot read the command line: --since must lie before --until', {
      hints: ['--since 30d --until 7d'],
    });
  }
  return { fromMs, toMs, ...(user === undefined ? {} : { user }) };
}

/** @throws BusybodyError E_USER_UNKNOWN with the nearest user there is. */
export function refuseUnknownUser(
  { store }: Pick<Workspace, 'store'>,
  { user, command }: { user: string; command: 'analyze' | 'report' },
): void {
  const users = store.users().map((known) => known.user);
  if (users.includes(user)) return;
  const folded = user.toLowerCase();
  const near =
    users.find((known) => known.toLowerCase() === folded || known.toLowerCase().split('@')[0] === folded) ??
    nearest(user, users);
  throw new BusybodyError(
    'E_USER_UNKNOWN',
    `Cannot look at user: no sign-in is stored of ${printable(user, { max: 80 })}`,
    {
      hints: [near ? `busybody ${command} --user ${shellWord(near) ?? "'…'"}` : 'busybody poll'],
    },
  );
}

function tableWanted({ flags }: Context): boolean {
  return (flags.value('format') ?? 'table') === 'table';
}

interface Printed {
  readonly rows: Iterable<ScoredSignIn>;
  readonly ground: Ground;
  /** Every row, not only those that alert. */
  readonly everything: boolean;
  /** Rows are of several users. */
  readonly users: boolean;
}

/** Prints row by row where the format allows it; returns how many rows alert. */
function print(context: Context, { rows, ground, everything, users }: Printed): number {
  const format = context.flags.value('format') ?? 'table';
  const held = [];
  let more = 0;
  let alerts = 0;
  if (format === 'csv') context.out(signInCsvHeader());
  for (const row of rows) {
    const { muted, told } = muteOf(ground, row);
    if (told) alerts++;
    else if (!everything && !row.score?.alert) continue;
    const shown = { ...judged(row, ground.enrich), muted };
    if (format === 'jsonl') context.out(signInJsonLine(shown));
    else if (format === 'csv') context.out(signInCsvLine(shown));
    else if (held.length < TABLE_ROWS) held.push(shown);
    else more += 1;
  }
  if (more > 0)
    context.note(`${more} more rows than a table holds: --format csv or --format jsonl has them all, --since 7d fewer`);
  if (held.length > 0) context.out(timeline(held, { ...viewOptions(context), users }));
  return alerts;
}

/** What mutes a sign-in, and whether it alerts: one that is hidden does not, one that made a hidden alert heard does. */
function muteOf({ store }: Ground, { signIn, score }: ScoredSignIn): { muted: MutedBy | null; told: boolean } {
  const mute = score === null || score.alertId === null ? undefined : store.mutes({ seq: signIn.seq }).at(-1);
  if (mute === undefined) return { muted: null, told: score?.alert ?? false };
  const { allowanceId, note } = mute;
  return { muted: allowanceId === null ? null : { allowanceId, note }, told: allowanceId === null };
}
