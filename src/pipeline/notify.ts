// Delivers what is due in the outbox. What fails is tried again later, for days: a token mended the next morning still
// brings last night's alert. What is given up at last is kept with its error and counted; it is never a success.
// An attempt is noted before it is made: where no answer came, because the connection or this run broke off, the next
// attempt says so, and a channel that can be asked looks before it sends again.

import type { Message } from '../domain/alert.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../domain/time.ts';
import type { DeliveryResult, Notifier } from '../notifiers/contract.ts';
import type { Clock } from '../platform/clock.ts';
import { BusybodyError, errorText } from '../platform/errors.ts';
import { logger } from '../platform/log.ts';
import { redact } from '../platform/redact.ts';
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
  readonly type: Message['type'];
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
/** Where the keys of attempts are kept that had no answer yet. */
const BEGUN = 'deliveries-begun';
/** Older ones are let go of: they are sent without looking. */
const MOST_BEGUN = 500;
const log = logger('notify');

export async function deliver(options: DeliverOptions): Promise<DeliverSummary> {
  const { store, clock, signal, onProgress } = options;
  const byName = new Map(options.notifiers.map((notifier) => [notifier.name, notifier]));
  const inARow = new Map<string, number>();
  const failures: DeliveryFailure[] = [];
  let delivered = 0;
  const begun = openBegun(store);
  // Fixed: what a failure makes due later is left to a later run, however long this one takes.
  const startMs = clock();
  for (;;) {
    const open = [...byName.keys()].filter((name) => (inARow.get(name) ?? 0) < PATIENCE);
    const page = open.length === 0 ? [] : store.due({ nowMs: startMs, limit: PAGE, notifiers: open });
    if (page.length === 0 || signal?.aborted) break;
    for (const delivery of page) {
      if (signal?.aborted) break;
      if ((inARow.get(delivery.notifier) ?? 0) >= PATIENCE) continue;
      const doubtful = begun.begin(delivery.idempotencyKey);
      log.debug('{key}: sending', { key: delivery.idempotencyKey });
      const result = await send(byName.get(delivery.notifier)!, { delivery, doubtful });
      log.debug('{key}: {outcome}', {
        key: delivery.idempotencyKey,
        outcome: result.delivered ? 'sent, storing that' : result.error,
      });
      if (result.delivered || result.unanswered !== true) begun.end(delivery.idempotencyKey);
      if (result.delivered) {
        store.delivered(delivery.id, { nowMs: clock(), reference: result.reference });
        log.debug('{key}: done', { key: delivery.idempotencyKey });
        inARow.set(delivery.notifier, 0);
        delivered++;
      } else {
        const dueMs = nextTryMs(delivery, { result, nowMs: clock() });
        store.deliveryFailed(delivery.id, { error: redact(result.error), dueMs });
        inARow.set(delivery.notifier, (inARow.get(delivery.notifier) ?? 0) + 1);
        const { notifier, alertId, message } = delivery;
        failures.push({ notifier, alertId, type: message.type, error: result.error, hints: result.hints, dueMs });
      }
      onProgress?.(delivered + failures.length);
    }
  }
  begun.save();
  return { delivered, failures, waiting: store.outbox().queued };
}

interface Begun {
  /** Notes that an attempt begins; whether an earlier one had no answer. */
  begin(key: string): boolean;
  end(key: string): void;
  save(): void;
}

/** An end is written down with the next beginning: a key too many costs one look into the channel. */
function openBegun(store: Pick<Store, 'meta' | 'setMeta'>): Begun {
  const keys = new Set<string>(JSON.parse(store.meta(BEGUN) ?? '[]') as string[]);
  let changed = false;
  const save = (): void => {
    if (changed) store.setMeta(BEGUN, JSON.stringify([...keys].slice(-MOST_BEGUN)));
    changed = false;
  };
  return {
    begin(key) {
      if (keys.has(key)) return true;
      keys.add(key);
      changed = true;
      save();
      return false;
    },
    end(key) {
      changed = keys.delete(key) || changed;
    },
    save,
  };
}

async function send(
  notifier: Notifier,
  { delivery, doubtful }: { delivery: Delivery; doubtful: boolean },
): Promise<DeliveryResult> {
  const { idempotencyKey, queuedMs: sinceMs, attempts } = delivery;
  try {
    return await notifier.send(delivery.message, { idempotencyKey, doubt: doubtful ? { sinceMs, attempts } : null });
  } catch (error) {
    const known = error instanceof BusybodyError ? error : null;
    return {
      delivered: false,
      retryable: known ? known.retryable : true,
      retryAfterMs: null,
      error: errorText(error),
      hints: known?.hints ?? [],
      unanswered: known === null,
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
