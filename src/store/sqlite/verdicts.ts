// Table verdict: everything people ever said of alerts, in order, and whose baselines that made stale. Only ever added to.

import type { Verdict, VerdictChange, VerdictStep } from '../contract.ts';
import type { Connection } from './connection.ts';

export interface Verdicts {
  /** @returns number of the step. */
  add(change: VerdictChange): number;
  list(alertId: string | null): readonly VerdictStep[];
  last(): number;
  /** Notes whose baselines must be learnt anew since this step. */
  relearn(users: Iterable<string>, step: number): void;
  /** Drops baselines that are stale since a step after `seen`: whoever wrote them did not know of it. */
  dropStale(seen: number): void;
}

type Row = Omit<VerdictStep, 'after'> & {
  afterStatus: Verdict['status'] | 'open';
  afterMs: number | null;
  afterBy: string | null;
  afterReason: string | null;
};

export function openVerdicts(connection: Connection): Verdicts {
  const add = connection.prepare<{ id: number }>(
    `INSERT INTO verdict (alert_id, action, time_ms, given_by, reason, after_status, after_ms, after_by, after_reason)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`,
  );
  const list = connection.prepare<Row>(
    `SELECT id, alert_id AS alertId, action, time_ms AS timeMs, given_by AS "by", reason, after_status AS afterStatus,
            after_ms AS afterMs, after_by AS afterBy, after_reason AS afterReason
       FROM verdict WHERE ?1 IS NULL OR alert_id = ?1 ORDER BY id`,
  );
  const last = connection.prepare<{ id: number | null }>('SELECT max(id) AS id FROM verdict');
  const relearn = connection.prepare(
    'INSERT INTO relearn VALUES (?, ?) ON CONFLICT DO UPDATE SET verdict = excluded.verdict',
  );
  const dropStale = connection.prepare(
    'DELETE FROM baseline WHERE user IN (SELECT user FROM relearn WHERE verdict > ?)',
  );

  return {
    add({ alertId, action, timeMs, by, reason, after }) {
      const held = [after?.status ?? 'open', after?.timeMs ?? null, after?.by ?? null, after?.reason ?? null];
      return add.get(alertId, action, timeMs, by, reason, ...held)!.id;
    },
    list: (alertId) =>
      list.all(alertId).map(({ afterStatus, afterMs, afterBy, afterReason, ...row }) => ({
        ...row,
        after:
          afterStatus === 'open'
            ? null
            : { status: afterStatus, timeMs: afterMs ?? row.timeMs, by: afterBy, reason: afterReason },
      })),
    last: () => last.get()?.id ?? 0,
    relearn(users, step) {
      for (const user of users) relearn.run(user, step);
    },
    dropStale: (seen) => {
      dropStale.run(seen);
    },
  };
}
