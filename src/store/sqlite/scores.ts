// Table score: what the detector said of a sign-in. Empty reasons and absent components are stored as NULL.

import type { Component, Reason, Score, State } from '../../domain/score.ts';
import type { ScoreRow } from '../contract.ts';
import type { Connection } from './connection.ts';
import type { SignIns } from './sign-ins.ts';

export interface Scores {
  /** Writes scores and takes their sign-ins off pending; a sign-in pruned meanwhile is passed over. */
  put(scores: readonly ScoreRow[]): void;
  bySeq(seq: number): { score: Score; features: Uint8Array | null } | null;
  seqsOfAlert(alertId: string): readonly number[];
}

type Row = {
  state: State;
  why: string | null;
  score: number | null;
  threshold: number | null;
  components: string | null;
  reasons: string | null;
  alert: number;
  alertId: string | null;
  model: string | null;
  features: Uint8Array | null;
};

export function openScores(connection: Connection, signIns: SignIns): Scores {
  const put = connection.prepare('INSERT OR REPLACE INTO score VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const done = connection.prepare(
    'UPDATE sign_in_time SET pending = 0 WHERE source = ? AND pending = 1 AND time_ms = ? AND seq = ?',
  );
  const find = connection.prepare<Row>(
    `SELECT state, why, score, threshold, components, reasons, alert, alert_id AS alertId, model, features
       FROM score WHERE seq = ?`,
  );
  const ofAlert = connection.prepare<{ seq: number }>(
    'SELECT c.seq FROM score AS c JOIN sign_in AS s ON s.seq = c.seq WHERE c.alert_id = ? ORDER BY s.time_ms, s.source, s.id',
  );

  return {
    put(scores) {
      for (const row of scores) {
        const place = signIns.whereabouts(row.seq);
        if (!place) continue;
        put.run(
          row.seq,
          row.state,
          row.why,
          row.score,
          row.threshold,
          row.components && JSON.stringify(row.components),
          row.reasons.length > 0 ? JSON.stringify(row.reasons) : null,
          row.alert ? 1 : 0,
          row.alertId,
          row.model,
          row.features,
        );
        done.run(place.source, place.timeMs, row.seq);
      }
    },
    bySeq(seq) {
      const row = find.get(seq);
      if (!row) return null;
      const score: Score = {
        seq,
        state: row.state,
        why: row.why,
        score: row.score,
        threshold: row.threshold,
        components: row.components === null ? null : (JSON.parse(row.components) as Record<Component, number>),
        reasons: row.reasons === null ? [] : (JSON.parse(row.reasons) as Reason[]),
        alert: row.alert === 1,
        alertId: row.alertId,
        model: row.model,
      };
      return { score, features: row.features };
    },
    seqsOfAlert: (alertId) => ofAlert.all(alertId).map((row) => row.seq),
  };
}
