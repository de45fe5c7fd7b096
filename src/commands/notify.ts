// `busybody notify`: delivers queued alerts through every configured notifier.

import { formatDuration } from '../domain/time.ts';
import { pluralText } from '../domain/wording.ts';
import type { Notifier } from '../notifiers/contract.ts';
import { findNotifier } from '../notifiers/registry.ts';
import { type DeliveryFailure, deliver } from '../pipeline/notify.ts';
import { BusybodyError, EXIT, UsageError } from '../platform/errors.ts';
import { startProgress } from '../platform/progress.ts';
import type { Context } from './context.ts';
import { recorded } from './record.ts';
import { lockRun } from './run-lock.ts';
import { openWorkspace, type Workspace } from './workspace.ts';

/** So many failures are told one by one. */
const TOLD = 5;

export async function execute(context: Context): Promise<number> {
  return recorded(context, {
    command: 'notify',
    open: () => openWorkspace(context, { writes: true }),
    async work(record) {
      const { workspace } = record;
      if (workspace.config.notifiers.length === 0) {
        throw new UsageError('E_NO_NOTIFIERS', 'Cannot notify: the config names no notifiers', {
          hints: ['Add to the config: notifiers: {stdout: {enabled: true}}'],
        });
      }
      record.hold(await lockRun(context, workspace));
      return await notifyStep(context, workspace);
    },
  });
}

export async function notifyStep(context: Context, { config, store }: Workspace): Promise<number> {
  const notifiers = config.notifiers.map((notifier) => createNotifier(notifier, context));
  using progress = startProgress({
    label: 'Sending alerts',
    unit: 'messages',
    total: store.outbox().queued,
    stream: context.stderr,
  });
  const { delivered, failures, waiting } = await context.cancellable((signal) =>
    deliver({ store, notifiers, clock: context.clock, signal, onProgress: (done) => progress.update(done) }),
  );
  progress.clear();
  for (const failure of failures.slice(0, TOLD)) context.report(lostDelivery(failure, context.clock()));
  if (failures.length > TOLD)
    context.warn(`and ${pluralText(failures.length - TOLD, 'more delivery', 'more deliveries')} failed`);
  context.done(
    `${pluralText(delivered, 'message')} sent${waiting > 0 ? `, ${waiting} waiting to be tried again` : ''}`,
  );
  return failures.length > 0 ? EXIT.failed : EXIT.ok;
}

const WITHOUT_ID = {
  alert: 'an alert',
  history: 'the summary of history',
  health: 'what is wrong with the watch',
} as const;

function lostDelivery(failure: DeliveryFailure, nowMs: number): BusybodyError {
  const { notifier, alertId, type, error, hints, dueMs } = failure;
  const what = alertId === null ? WITHOUT_ID[type] : `alert ${alertId}`;
  const next = dueMs === null ? 'it was given up' : `it will be tried again in ${formatDuration(dueMs - nowMs)}`;
  return new BusybodyError('E_DELIVERY', `Cannot send ${what} through ${notifier}: ${error}: ${next}`, { hints });
}

export function createNotifier(
  { name, options }: { name: string; options: unknown },
  { out, stdout }: Pick<Context, 'out' | 'stdout'>,
): Notifier {
  const entry = findNotifier(name);
  // The config was checked against the same registry.
  if (!entry) throw new BusybodyError('E_NOTIFIER_UNKNOWN', `Cannot notify: there is no notifier called ${name}`);
  return entry.create(options, { write: out, ...(stdout.isTerminal ? { width: stdout.columns } : {}) });
}
