// Table mute: which sign-ins a person was not told of, or no longer has to look at, and by which allowance.

import { type Allowance, allowanceName, parseAllowanceName } from '../../domain/allowance.ts';
import type { Mute, MuteFilter, NewMute } from '../contract.ts';
import type { Connection } from './connection.ts';

export interface Mutes {
  put(mutes: readonly NewMute[]): void;
  /** Of alerts that were there before the allowance: hides those that are open, and withdraws what waits to be sent of them. */
  putLater(allowance: Allowance, mutes: readonly NewMute[]): void;
  list(filter: MuteFilter): readonly Mute[];
}

type Row = {
  alertId: string;
  seq: number;
  allowance: number | null;
  kind: Allowance['kind'] | null;
  note: string | null;
  timeMs: number;
  recordedMs: number;
  later: number;
};

export function openMutes(connection: Connection): Mutes {
  const put = connection.prepare(
    `INSERT INTO mute (alert_id, seq, allowance, time_ms, recorded_ms, later) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT DO NOTHING`,
  );
  const heard = connection.prepare('UPDATE alert SET muted_by = NULL WHERE id = ?');
  const hide = connection.prepare(
    `UPDATE alert SET muted_by = ?1 WHERE id = ?2 AND status = 'open' AND muted_by IS NULL`,
  );
  const withdraw = connection.prepare(
    'UPDATE outbox SET withdrawn = ?1 WHERE alert_id = ?2 AND delivered_ms IS NULL AND withdrawn IS NULL',
  );
  const list = connection.prepare<Row>(
    `SELECT mute.alert_id AS alertId, mute.seq, mute.allowance, allowance.kind, allowance.note, mute.time_ms AS timeMs,
            mute.recorded_ms AS recordedMs, mute.later
       FROM mute LEFT JOIN allowance ON allowance.id = mute.allowance
      WHERE (?1 IS NULL OR mute.alert_id = ?1) AND (?2 IS NULL OR mute.allowance = ?2) AND (?3 IS NULL OR mute.seq = ?3)
      ORDER BY mute.id`,
  );

  return {
    put(mutes) {
      for (const { alertId, seq, allowanceId, timeMs, recordedMs } of mutes) {
        put.run(alertId, seq, numberOf(allowanceId), timeMs, recordedMs, 0);
        if (allowanceId === null) heard.run(alertId);
      }
    },
    putLater(allowance, mutes) {
      const number = numberOf(allowance.id);
      for (const { alertId, seq, timeMs, recordedMs } of mutes) {
        put.run(alertId, seq, number, timeMs, recordedMs, 1);
        if (hide.run(number, alertId).changes > 0) withdraw.run(`muted by ${allowance.id}`, alertId);
      }
    },
    list: ({ alertId, allowanceId, seq }) =>
      list
        .all(alertId ?? null, numberOf(allowanceId ?? null), seq ?? null)
        .map(({ allowance, kind, later, ...row }) => ({
          ...row,
          allowanceId: allowance === null || kind === null ? null : allowanceName(kind, allowance),
          later: later === 1,
        })),
  };
}

function numberOf(allowanceId: string | null): number | null {
  return allowanceId === null ? null : parseAllowanceName(allowanceId);
}
