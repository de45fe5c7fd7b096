// Delivers what is due in the outbox. What fails is tried again later, for days: a token mended the next morning still
// brings last night's alert. What is given up at last is kept with its error and counted; it is never a success.

import { DAY_MS, HOUR_MS, MINUTE_MS } from '../domain/time.ts';
import type { DeliveryResult, Notifier } from '../notifiers/contract.ts';
import type { Clock } from '../platform/clock.ts';
import { BusybodyError, errorText } from '../platform/errors.ts';
import type { Delivery, Store } from '../store/contract.ts';

export interface DeliverOptions {
  readonly store: Store;
  readonly notifiers: readonly Notifier[];
  readonly clock: Clock;
  /** Stops after the delivery at hand. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number) => void;
}

export interface DeliveryFailure {
  readonly notifier: string;
  readonly alertId: string | null;
  readonly error: string;
  readonly hints: readonly string[];
  /** When it is tried again; null where it was given up. */
  readonly dueMs: number | null;
}

export interface DeliverSummary {
  readonly delivered: number;
  readonly failures: readonly DeliveryFailure[];
  /** Still queued when this run ended: to be tried again, or behind a channel that does not answer. */
  readonly waiting: number;
}

/** Waits before the second, third, … attempt; the last one holds from there on. */
const BACKOFF_MS = [MINUTE_MS, 5 * MINUTE_MS, 30 * MINUTE_MS, 2 * HOUR_MS, 6 * HOUR_MS];
/** Where only a person can help (a token, a channel): looked at again now and then, in case one did. */
const HOPELESS_WAIT_MS = HOUR_MS;
const GIVE_UP_AFTER_MS = 7 * DAY_MS;
/** So many failures in a row, and a channel is left alone until the next run. */
const PATIENCE = 3;
const PAGE = 50;

export async function deliver(options: DeliverOptions): Promise<DeliverSummary> {
  const { store, clock, signal, onProgress } = options;
  const byName = new Map(options.notifiers.map((notifier) => [notifier.name, notifier]));
  const inARow = new Map<string, number>();
  const failures: DeliveryFailure[] = [];
  let delivered = 0;
  // Fixed: what a failure makes due later is left to a later run, however long this one takes.
  const startMs = clock();
  for (;;) {
    const open = [...byName.keys()].filter((name) => (inARow.get(name) ?? 0) < PATIENCE);
    const page = open.length === 0 ? [] : store.due({ nowMs: startMs, limit: PAGE, notifiers: open });
    if (page.length === 0 || signal?.aborted) break;
    for (const delivery of page) {
      if (signal?.aborted) break;
      if ((inARow.get(delivery.notifier) ?? 0) >= PATIENCE) continue;
      const result = await send(byName.get(delivery.notifier)!, delivery);
      if (result.delivered) {
        store.delivered(delivery.id, { nowMs: clock(), reference: result.reference });
        inARow.set(delivery.notifier, 0);
        delivered++;
      } else {
        const dueMs = nextTryMs(delivery, { result, nowMs: clock() });
        store.deliveryFailed(delivery.id, { error: result.error, dueMs });
        inARow.set(delivery.notifier, (inARow.get(delivery.notifier) ?? 0) + 1);
        const { notifier, alertId } = delivery;
        failures.push({ notifier, alertId, error: result.error, hints: result.hints, dueMs });
      }
      onProgress?.(delivered + failures.length);
    }
  }
  return { delivered, failures, waiting: store.outbox().queued };
}

async function send(notifier: Notifier, delivery: Delivery): Promise<DeliveryResult> {
  try {
    return await notifier.send(delivery.message, { idempotencyKey: delivery.idempotencyKey });
  } catch (error) {
    const known = error instanceof BusybodyError ? error : null;
    return {
      delivered: false,
      retryable: known ? known.retryable : true,
      retryAfterMs: null,
      error: errorText(error),
      hints: known?.hints ?? [],
    };
  }
}

/** When to try again, or null where it was tried for long enough. `attempts` counts those before this one. */
export function nextTryMs(
  delivery: Pick<Delivery, 'attempts' | 'queuedMs'>,
  { result, nowMs }: { result: Extract<DeliveryResult, { delivered: false }>; nowMs: number },
): number | null {
  if (nowMs - delivery.queuedMs >= GIVE_UP_AFTER_MS) return null;
  const step = BACKOFF_MS[Math.min(delivery.attempts, BACKOFF_MS.length - 1)]!;
  const waitMs = result.retryable ? step : HOPELESS_WAIT_MS;
  return nowMs + Math.max(waitMs, result.retryAfterMs ?? 0);
}
