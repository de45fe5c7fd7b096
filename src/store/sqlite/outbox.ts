// Table outbox: what is to be told, to whom, and how far that got. Delivered, given-up and withdrawn rows stay as a record.

import type { Message } from '../../domain/alert.ts';
import type { Delivery, NewDelivery, Store } from '../contract.ts';
import type { Connection } from './connection.ts';

export interface Outbox {
  /** A key that is already there, delivered or not, is not queued again. */
  queue(deliveries: readonly NewDelivery[]): void;
  due(options: { nowMs: number; limit: number; notifiers: readonly string[] }): readonly Delivery[];
  delivered(id: number, result: { nowMs: number; reference: string | null }): void;
  failed(id: number, result: { error: string; dueMs: number | null }): void;
  counts(): ReturnType<Store['outbox']>;
}

type Row = Omit<Delivery, 'message'> & { message: string };

export function openOutbox(connection: Connection): Outbox {
  const queue = connection.prepare(
    `INSERT INTO outbox (notifier, alert_id, message, idempotency_key, queued_ms, due_ms) VALUES (?1, ?2, ?3, ?4, ?5, ?5)
     ON CONFLICT (idempotency_key) DO NOTHING`,
  );
  const due = connection.prepare<Row>(
    `SELECT id, notifier, alert_id AS alertId, message, idempotency_key AS idempotencyKey, attempts,
            queued_ms AS queuedMs, last_error AS lastError
       FROM outbox
      WHERE delivered_ms IS NULL AND withdrawn IS NULL AND due_ms <= ?1 AND notifier IN (SELECT value FROM json_each(?2))
      ORDER BY queued_ms, id LIMIT ?3`,
  );
  const delivered = connection.prepare(
    `UPDATE outbox SET delivered_ms = ?, reference = ?, attempts = attempts + 1, last_error = NULL
      WHERE id = ? AND delivered_ms IS NULL`,
  );
  const failed = connection.prepare(
    'UPDATE outbox SET last_error = ?, due_ms = ?, attempts = attempts + 1 WHERE id = ? AND delivered_ms IS NULL',
  );
  const counts = connection.prepare<{ queued: number; failed: number; oldestQueuedMs: number | null }>(
    `SELECT count(due_ms) AS queued, count(*) - count(due_ms) AS failed,
            min(iif(due_ms IS NULL, NULL, queued_ms)) AS oldestQueuedMs
       FROM outbox WHERE delivered_ms IS NULL AND withdrawn IS NULL`,
  );

  return {
    queue(deliveries) {
      for (const { notifier, alertId, message, idempotencyKey, dueMs } of deliveries) {
        queue.run(notifier, alertId, JSON.stringify(message), idempotencyKey, dueMs);
      }
    },
    due: ({ nowMs, limit, notifiers }) =>
      due
        .all(nowMs, JSON.stringify(notifiers), limit)
        .map((row) => ({ ...row, message: JSON.parse(row.message) as Message })),
    delivered: (id, { nowMs, reference }) => {
      delivered.run(nowMs, reference, id);
    },
    failed: (id, { error, dueMs }) => {
      failed.run(error, dueMs, id);
    },
    counts: () => counts.get() ?? { queued: 0, failed: 0, oldestQueuedMs: null },
  };
}
