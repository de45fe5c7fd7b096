// `busybody report`: one HTML file about a window of sign-ins, of everybody or of one user. Only looks: judges and sends nothing.

import { resolve } from 'node:path';
import { version } from '../../package.json';
import { DAY_MS, formatIso } from '../domain/time.ts';
import { BusybodyError, EXIT, UsageError } from '../platform/errors.ts';
import { isOtherThanFile, isRegularFile, quote, writeFileAtomic } from '../platform/files.ts';
import { expandHome } from '../platform/paths.ts';
import { startProgress } from '../platform/progress.ts';
import { reportPage } from '../view/report/page.ts';
import { gather, rehearse } from './analysis-adapter.ts';
import type { Context } from './context.ts';
import { timeFlag, wholeNumber } from './flag-values.ts';
import { userToLookAt } from './users.ts';
import { type Ground, openGround, openWorkspace } from './workspace.ts';

const WINDOW_MS = 30 * DAY_MS;
const BUDGETS = [0.5, 1, 2, 5];

interface Asked {
  readonly fromMs: number;
  readonly toMs: number;
  readonly user: string | null;
  /** null: standard output. */
  readonly path: string | null;
}

export async function execute(context: Context): Promise<number> {
  const rehearsal = readRehearsal(context);
  const asked = readAsked(context);
  using workspace = openWorkspace(context, { optional: true });
  using ground = openGround(context, workspace);
  const { path, user: typed, ...window } = asked;
  const user = typed === null ? null : userToLookAt(context, { store: workspace.store, typed, command: 'report' });
  const scope = { ...window, user };
  const report = await read(context, { ground, scope });
  const backtest = rehearsal === null ? null : await replay(context, { ground, scope, ...rehearsal });
  const page = reportPage({ report, backtest, configured: ground.alertBudget, version });
  if (path === null) context.out(page);
  else {
    writeFileAtomic(path, page);
    context.note(`Written: ${quote(path)}`);
  }
  if (report.totals.signIns === 0) context.note(emptyText(ground));
  else if (report.totals.pending > 0)
    context.note(`${report.totals.pending} sign-ins of this time are not analysed yet: busybody analyze`);
  return EXIT.ok;
}

/** What `--backtest` and its flags ask for; null without. @throws UsageError */
function readRehearsal(context: Context): { drill: { seed: number } | null } | null {
  const { flags } = context;
  const seed = wholeNumber(context, { name: 'seed', least: 0, most: 4_294_967_295 });
  const inject = flags.has('inject');
  if (seed !== undefined && !inject)
    throw usage('--seed is for --inject', `busybody report --backtest --inject --seed ${seed}`);
  if (!flags.has('backtest')) {
    if (inject) throw usage('--inject is for --backtest', 'busybody report --backtest --inject');
    return null;
  }
  return { drill: inject ? { seed: seed ?? 1 } : null };
}

/** Flags read and refused before anything is opened or read. @throws UsageError, BusybodyError E_FILE_EXISTS */
function readAsked(context: Context): Asked {
  const { flags, clock, cwd, home } = context;
  const user = flags.value('user') ?? null;
  const nowMs = clock();
  const toMs = timeFlag(context, 'until') ?? nowMs;
  const fromMs = timeFlag(context, 'since') ?? toMs - WINDOW_MS;
  if (fromMs >= toMs) throw usage('--since must lie before --until', '--since 30d --until 7d');
  const out = flags.value('out') ?? defaultName(user, toMs);
  if (out === '-') return { fromMs, toMs, user, path: null };
  const path = resolve(cwd, expandHome(out, home));
  refuseExisting(path, { force: flags.has('force'), given: flags.value('out') });
  return { fromMs, toMs, user, path };
}

/** `busybody-2026-03-01.html`; a user's name only as far as it is harmless in a file's name. */
function defaultName(user: string | null, toMs: number): string {
  const day = formatIso(toMs).slice(0, 10);
  const name = user === null ? '' : `-${user.replace(/[^\w@.+-]+/g, '_').slice(0, 80)}`;
  return `busybody${name}-${day}.html`;
}

function refuseExisting(path: string, { force, given }: { force: boolean; given: string | undefined }): void {
  if (isOtherThanFile(path))
    throw new BusybodyError('E_FILE_WRITE', `Cannot write report: it is there already, and is no file: ${path}`, {
      hints: ['busybody report --out -'],
    });
  // Where nobody may look, writing says why.
  if (force || !isRegularFile(path)) return;
  const out = given === undefined ? '' : ` --out ${quote(given)}`;
  throw new BusybodyError('E_FILE_EXISTS', `Cannot write report: the file is there already: ${path}`, {
    hints: [`busybody report${out} --force replaces it`],
  });
}

type Scope = Omit<Asked, 'path'>;

function read(context: Context, { ground, scope }: { ground: Ground; scope: Scope }) {
  using progress = startProgress({ label: 'Reading', unit: 'sign-ins', total: null, stream: context.stderr });
  return context.cancellable(async (signal) =>
    gather(ground, { scope, signal, onProgress: (done) => progress.update(done) }),
  );
}

async function replay(
  context: Context,
  { ground, scope, drill }: { ground: Ground; scope: Scope; drill: { seed: number } | null },
) {
  using progress = startProgress({
    label: 'Replaying',
    unit: 'sign-ins',
    total: null,
    stream: context.stderr,
    log: context.note,
  });
  return context.cancellable((signal) =>
    rehearse({
      ...ground,
      budgets: [...BUDGETS, ground.alertBudget],
      sinceMs: scope.fromMs,
      untilMs: scope.toMs,
      drill,
      signal,
      onProgress: (done, total) => {
        progress.setTotal(total);
        progress.update(done);
      },
    }),
  );
}

function emptyText({ store }: Ground): string {
  const newest = Math.max(...store.sources().map(({ newestMs }) => newestMs ?? Number.NEGATIVE_INFINITY));
  if (!Number.isFinite(newest)) return 'No sign-in is stored yet: busybody poll, or busybody import FILE';
  const day = formatIso(newest).slice(0, 10);
  return `No sign-in is stored of this time; the newest is of ${day}: busybody report --since ${formatIso(newest - WINDOW_MS).slice(0, 10)}`;
}

function usage(message: string, hint: string): UsageError {
  return new UsageError('E_USAGE', `Cannot read the command line: ${message}`, { hints: [hint] });
}
