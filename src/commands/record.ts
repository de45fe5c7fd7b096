// Around a command that does part of the work of a run: notes how it went, and writes the metrics in the end, also where parts
// failed. A run that never began because another is at work, or because it was typed wrong, says nothing.

import { version } from '../../package.json';
import type { Config } from '../config/config.ts';
import { type Operations, operationsEntry, readOperations } from '../pipeline/operations.ts';
import { BusybodyError, EXIT, UsageError } from '../platform/errors.ts';
import { writeFileAtomic } from '../platform/files.ts';
import type { Store } from '../store/contract.ts';
import { metricsText } from '../view/metrics.ts';
import type { Context } from './context.ts';
import { openConfig, type Workspace } from './workspace.ts';

/** Of what was asked, nothing that is recorded. */
const NO_RUN: ReadonlySet<string> = new Set(['E_BUSY_RUN', 'E_USER_UNKNOWN']);
/** Others than the owner read it, and it holds nothing but names of apps and numbers. */
const MODE = 0o644;

export interface Recorded {
  readonly workspace: Workspace;
  /** Read when first asked for: only with the run lock it is nobody else's to change. */
  readonly operations: Operations;
  /** Keeps the run lock until the record is written. */
  hold(lock: Disposable): void;
  /** Nothing was done that belongs into the record, such as a look at one user while a run is at work. */
  forget(): void;
}

export interface Recording {
  readonly command: string;
  readonly open: () => Workspace | Promise<Workspace>;
  readonly work: (recorded: Recorded) => Promise<number>;
}

/** Opens, works and records; returns the exit code, which a failure to write the metrics makes 1. */
export async function recorded(context: Context, { command, open, work }: Recording): Promise<number> {
  const startMs = context.clock();
  let forgotten = false;
  let opened: Workspace;
  try {
    opened = await open();
  } catch (error) {
    if (!isNoRun(error)) writeFailure(context, command, startMs);
    throw error;
  }
  using held = new DisposableStack();
  const workspace = held.use(opened);
  let operations: Operations | undefined;
  const record: Recorded = {
    workspace,
    get operations() {
      operations ??= readOperations(workspace.store);
      return operations;
    },
    hold: (lock) => void held.use(lock),
    forget: () => {
      forgotten = true;
    },
  };
  let code: number = EXIT.failed;
  let thrown: unknown = null;
  try {
    code = await work(record);
  } catch (error) {
    thrown = error ?? new Error('unknown error');
  }
  if (!forgotten && !isNoRun(thrown)) {
    const success = thrown === null && (code === EXIT.ok || code === EXIT.alerts);
    try {
      noteRun(record.operations, { command, startMs, endedMs: context.clock(), success });
      workspace.store.setMeta(...operationsEntry(record.operations));
      writeMetrics(context, workspace, record.operations);
    } catch (error) {
      if (thrown === null) context.report(error);
      writeFailure(context, command, startMs, error);
      code = Math.max(code, EXIT.failed);
    }
  }
  if (thrown !== null) throw thrown;
  return code;
}

function isNoRun(error: unknown): boolean {
  return error instanceof UsageError || (error instanceof BusybodyError && NO_RUN.has(error.code));
}

function noteRun(
  { runs }: Operations,
  { command, startMs, endedMs, success }: { command: string; startMs: number; endedMs: number; success: boolean },
): void {
  const lastSuccessMs = success ? endedMs : (runs.get(command)?.lastSuccessMs ?? null);
  runs.set(command, { endedMs, seconds: Math.max(0, endedMs - startMs) / 1000, success, lastSuccessMs });
}

function writeMetrics({ clock }: Context, { config, store }: Workspace, operations: Operations): void {
  const { textfile } = config.metrics;
  if (textfile === null) return;
  const text = metricsText({
    nowMs: clock(),
    version,
    sources: sourceMetrics(config, { store, operations }),
    runs: [...operations.runs].map(([command, run]) => ({ command, ...run })),
    store: storeMetrics(store, operations),
    databases: operations.databases,
    problems: [...operations.problems.values()],
  });
  writeFileAtomic(textfile, text, { mode: MODE });
}

/** What is stored, and what is to be polled though nothing came of it yet. */
function sourceMetrics(config: Config, { store, operations }: { store: Store; operations: Operations }) {
  const states = new Map(store.sources().map((state) => [state.source, state]));
  const names = new Set([...states.keys(), ...config.pollers.map(({ name }) => name)]);
  return [...names].sort().map((source) => {
    const state = states.get(source);
    const record = operations.sources.get(source);
    return {
      source,
      lastSuccessMs: record?.lastSuccessMs ?? null,
      newestMs: state?.newestMs ?? null,
      fetched: record?.fetched ?? null,
      refused: record?.refused ?? null,
      failing: record?.failing !== undefined && record.failing !== null,
      pending: state?.pending ?? 0,
    };
  });
}

function storeMetrics(store: Store, { analyzed }: Operations) {
  const { queued, failed, oldestQueuedMs } = store.outbox();
  return { analyzed, alerts: store.alertCounts(), queued, givenUp: failed, oldestQueuedMs };
}

/** Without a store little is known, but that this run failed; the file of the last one would say that all is well. */
function writeFailure(context: Context, command: string, startMs: number, cause?: unknown): void {
  if (cause instanceof BusybodyError && cause.code === 'E_FILE_WRITE') return;
  try {
    const { textfile } = openConfig(context, { optional: true }).metrics;
    if (textfile === null) return;
    const endedMs = context.clock();
    const seconds = Math.max(0, endedMs - startMs) / 1000;
    const runs = [{ command, endedMs, seconds, success: false, lastSuccessMs: null }];
    const nothing = { sources: [], store: null, databases: [], problems: [] };
    writeFileAtomic(textfile, metricsText({ nowMs: endedMs, version, runs, ...nothing }), { mode: MODE });
  } catch (error) {
    context.report(error);
  }
}
