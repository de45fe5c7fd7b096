// What `check` verifies of open things, one line each: store, databases, sources, notifiers, outbox. Sends nothing.
// Lines come as they are known, since asking an app may take a while.

import { healthHeadline } from '../domain/health-wording.ts';
import { DAY_MS, formatDuration } from '../domain/time.ts';
import { countText, pluralText } from '../domain/wording.ts';
import type { Database } from '../geo/contract.ts';
import { describeDatabases } from '../geo/databases.ts';
import type { Notifier } from '../notifiers/contract.ts';
import type { Clock } from '../platform/clock.ts';
import { BusybodyError, errorText } from '../platform/errors.ts';
import type { CheckLine, Source } from '../sources/contract.ts';
import type { SourceCount, Store } from '../store/contract.ts';
import { type Operations, readOperations } from './operations.ts';

export interface CheckOptions {
  readonly clock: Clock;
  /** Each is null where it could not be opened, which the caller has told. */
  readonly store: Store | null;
  readonly databases: readonly Database[] | null;
  readonly sources: readonly Source[];
  readonly notifiers: readonly Notifier[];
  readonly isAnalysed: (source: string) => boolean;
}

/** A poller that is asked every 15 minutes and was not for so long is most likely not asked at all. */
const SILENT_MS = 2 * DAY_MS;

export async function* checkOpen(options: CheckOptions): AsyncGenerator<CheckLine> {
  const { store, databases, sources, notifiers, clock, isAnalysed } = options;
  const nowMs = clock();
  if (store) yield* attempt('store', () => [...store.check(), ...countLines(store.counts(), { nowMs, isAnalysed })]);
  if (store) yield* attempt('health', () => healthLines(readOperations(store), nowMs));
  if (databases) yield* attempt('databases', () => databaseLines(databases, nowMs));
  if (sources.length === 0) yield fine('pollers: none configured; sign-ins come from busybody import');
  for (const source of sources) yield* attempt(source.name, () => source.check());
  if (notifiers.length === 0) yield fine('notifiers: none configured; alerts are listed by busybody alerts');
  for (const notifier of notifiers) yield* attempt(notifier.name, () => notifier.check());
  if (store) yield* attempt('outbox', () => [outboxLine(store.outbox(), nowMs)]);
}

/** What throws becomes a line; the checks after it still run. */
async function* attempt(
  name: string,
  lines: () => readonly CheckLine[] | Promise<readonly CheckLine[]>,
): AsyncGenerator<CheckLine> {
  try {
    yield* await lines();
  } catch (error) {
    yield failed(name, error);
  }
}

/** An error as a line of `check`. */
export function failed(name: string, error: unknown): CheckLine {
  const hints = error instanceof BusybodyError ? error.hints : [];
  return { ok: false, text: `${name}: ${errorText(error)}`, hints };
}

function fine(text: string): CheckLine {
  return { ok: true, text, hints: [] };
}

/** An old database is told, and is no failure: it still knows most addresses. */
function databaseLines(databases: readonly Database[], nowMs: number): CheckLine[] {
  const statuses = describeDatabases(databases, { nowMs });
  const lines = statuses.map(({ text, warning, hints }) => ({
    ok: true,
    text: warning ? `${text}; ${warning}` : text,
    hints,
  }));
  const attributions = new Set(statuses.flatMap(({ attribution }) => attribution ?? []));
  return [...lines, ...[...attributions].map((attribution) => fine(`data: ${attribution}`))];
}

function countLines(
  counts: readonly SourceCount[],
  { nowMs, isAnalysed }: { nowMs: number; isAnalysed: (source: string) => boolean },
): CheckLine[] {
  if (counts.length === 0) return [fine('sign-ins: none stored yet')];
  return counts.map(({ source, signIns, pending, newestMs, lastPolledMs }) => {
    const parts = [pluralText(signIns, 'sign-in')];
    if (newestMs !== null) parts.push(`newest ${ago(newestMs, nowMs)}`);
    if (lastPolledMs !== null) parts.push(`polled ${ago(lastPolledMs, nowMs)}`);
    const hints: string[] = [];
    if (!isAnalysed(source)) {
      parts.push('stored but not analysed, since it is not listed under analysis');
      hints.push(`Add to the config: analysis: {${source}: {enabled: true}}`);
    } else if (pending > 0) {
      parts.push(`${countText(pending)} not analysed yet`);
      hints.push('busybody analyze');
    }
    const silent = lastPolledMs !== null && nowMs - lastPolledMs > SILENT_MS;
    if (silent) hints.push('systemctl status busybody.timer');
    return { ok: !silent, text: `${source}: ${parts.join(', ')}`, hints };
  });
}

/** Problems as the last run found them; a line of none only where a run has looked. */
function healthLines({ problems, runs }: Operations, nowMs: number): CheckLine[] {
  const lines = [...problems.values()].map(({ problem, source, sinceMs, reasons, hints }) => {
    const what = healthHeadline({ problem, source, state: 'raised' });
    return {
      ok: false,
      text: `health: ${what}, since ${formatDuration(nowMs - sinceMs)}: ${reasons.join('; ')}`,
      hints,
    };
  });
  const run = runs.get('run');
  if (lines.length > 0 || !run) return lines;
  return [fine(`health: no problem when run last ended, ${ago(run.endedMs, nowMs)}`)];
}

function outboxLine(
  { queued, failed: givenUp, oldestQueuedMs }: ReturnType<Store['outbox']>,
  nowMs: number,
): CheckLine {
  if (queued === 0 && givenUp === 0) return fine('outbox: empty');
  const parts: string[] = [];
  if (queued > 0) parts.push(`${pluralText(queued, 'message')} waiting`);
  if (oldestQueuedMs !== null) parts.push(`the oldest since ${formatDuration(nowMs - oldestQueuedMs)}`);
  if (givenUp > 0) parts.push(`${pluralText(givenUp, 'message')} given up`);
  const late = oldestQueuedMs !== null && nowMs - oldestQueuedMs > DAY_MS;
  return {
    ok: givenUp === 0 && !late,
    text: `outbox: ${parts.join(', ')}`,
    hints: queued > 0 ? ['busybody notify'] : ['busybody alerts lists what was not told'],
  };
}

function ago(timeMs: number, nowMs: number): string {
  return timeMs <= nowMs ? `${formatDuration(nowMs - timeMs)} ago` : `in ${formatDuration(timeMs - nowMs)}`;
}
