// Table alert: episodes and the verdicts people gave. A verdict stays, whatever analysis writes later.

import type { Alert, AlertStatus, Verdict } from '../../domain/alert.ts';
import { type AllowanceKind, allowanceName, parseAllowanceName } from '../../domain/allowance.ts';
import { BusybodyError } from '../../platform/errors.ts';
import type { AlertFilter, Store } from '../contract.ts';
import type { Connection } from './connection.ts';

export interface Alerts {
  put(alerts: readonly Alert[]): void;
  list(filter: AlertFilter): readonly Alert[];
  byName(name: string): Alert | null;
  setVerdict(id: string, verdict: Verdict | null): void;
  /** Names users of alerts anew, after the account behind their first sign-in. */
  rename(): void;
  counts(): ReturnType<Store['alertCounts']>;
}

type Row = {
  id: string;
  kind: Alert['kind'];
  user: string;
  severity: Alert['severity'];
  status: Alert['status'];
  first_ms: number;
  last_ms: number;
  score: number;
  threshold: number;
  components: string;
  reasons: string;
  seq: number;
  sign_ins: number;
  history: number;
  verdict_ms: number | null;
  verdict_by: string | null;
  verdict_reason: string | null;
  muted_by: number | null;
  muted_kind: AllowanceKind | null;
  muted_note: string | null;
};

const COLUMNS = [
  ...['id', 'kind', 'user', 'severity', 'status', 'first_ms', 'last_ms', 'score', 'threshold', 'components', 'reasons'],
  ...['seq', 'sign_ins', 'history', 'verdict_ms', 'verdict_by', 'verdict_reason', 'muted_by'],
];
const PEOPLES = new Set(['id', 'status', 'verdict_ms', 'verdict_by', 'verdict_reason', 'muted_by']);
const SELECT = `SELECT alert.*, allowance.kind AS muted_kind, allowance.note AS muted_note
  FROM alert LEFT JOIN allowance ON allowance.id = alert.muted_by`;
/** Candidates named in the error for an ambiguous beginning. */
const NAMED = 5;

export function openAlerts(connection: Connection): Alerts {
  // What people say of an alert is theirs: analysis writes it with a new alert and never again.
  const updates = COLUMNS.filter((name) => !PEOPLES.has(name)).map((name) => `${name} = excluded.${name}`);
  const put = connection.prepare(
    `INSERT INTO alert (${COLUMNS.join(', ')}) VALUES (${COLUMNS.map(() => '?').join(', ')})
     ON CONFLICT (id) DO UPDATE SET ${updates.join(', ')}`,
  );
  const list = connection.prepare<Row>(
    `${SELECT}
      WHERE (?1 IS NULL OR status = ?1) AND (?2 IS NULL OR alert.user = ?2) AND last_ms >= ?3 AND (?4 IS NULL OR history = ?4)
        AND first_ms < ?6 AND (?7 IS NULL OR severity = ?7) AND (?8 IS NULL OR (muted_by IS NOT NULL) = ?8)
      ORDER BY last_ms DESC, alert.id LIMIT ?5`,
  );
  const exact = connection.prepare<Row>(`${SELECT} WHERE alert.id = ?`);
  const beginning = connection.prepare<Row>(
    `${SELECT} WHERE alert.id >= ?1 AND substr(alert.id, 1, length(?1)) = ?1 ORDER BY alert.id LIMIT ?2`,
  );
  const verdictOf = connection.prepare(
    'UPDATE alert SET status = ?, verdict_ms = ?, verdict_by = ?, verdict_reason = ? WHERE id = ?',
  );
  const rename = connection.prepare(
    `UPDATE alert SET user = account.user
       FROM sign_in JOIN account ON account.id = sign_in.account
      WHERE sign_in.seq = alert.seq AND alert.kind = 'sign-in' AND alert.user <> account.user`,
  );

  const count = connection.prepare<{ status: AlertStatus; alerts: number }>(
    'SELECT status, count(*) AS alerts FROM alert GROUP BY status ORDER BY status',
  );

  return {
    counts: () => count.all(),
    put(alerts) {
      for (const alert of alerts) put.run(...values(alert));
    },
    list({ status, user, severity, sinceMs, untilMs, history, muted, limit }) {
      const flag = (value: boolean | undefined) => (value === undefined ? null : Number(value));
      return list
        .all(
          ...[status ?? null, user ?? null, sinceMs ?? Number.MIN_SAFE_INTEGER, flag(history), limit ?? -1],
          ...[untilMs ?? Number.MAX_SAFE_INTEGER, severity ?? null, flag(muted)],
        )
        .map((row) => fromRow(row));
    },
    byName(name) {
      if (name === '') return null;
      const found = exact.get(name);
      if (found) return fromRow(found);
      const candidates = beginning.all(name, NAMED + 1);
      if (candidates.length > 1) throw ambiguous(name, candidates);
      return candidates[0] ? fromRow(candidates[0]) : null;
    },
    setVerdict(id, verdict) {
      const { changes } = verdictOf.run(
        verdict?.status ?? 'open',
        verdict?.timeMs ?? null,
        verdict?.by ?? null,
        verdict?.reason ?? null,
        id,
      );
      if (changes > 0) return;
      throw new BusybodyError(
        'E_ALERT_UNKNOWN',
        `Cannot record verdict: there is no such alert: ${JSON.stringify(id)}`,
        {
          hints: ['busybody alerts list'],
        },
      );
    },
    rename: () => {
      rename.run();
    },
  };
}

function ambiguous(name: string, candidates: readonly Row[]): BusybodyError {
  const ids = candidates.slice(0, NAMED).map((row) => row.id);
  const more = candidates.length > NAMED ? ', …' : '';
  return new BusybodyError(
    'E_ALERT_AMBIGUOUS',
    `Cannot tell which alert is meant: several begin so: ${JSON.stringify(name)} (${ids.join(', ')}${more})`,
    { hints: ids.map((id) => `busybody alerts show ${id}`) },
  );
}

function values(alert: Alert) {
  return [
    ...[alert.id, alert.kind, alert.user, alert.severity, alert.status, alert.firstMs, alert.lastMs],
    ...[alert.score, alert.threshold, JSON.stringify(alert.components), JSON.stringify(alert.reasons)],
    ...[alert.seq, alert.signIns, alert.history ? 1 : 0],
    ...[alert.verdict?.timeMs ?? null, alert.verdict?.by ?? null, alert.verdict?.reason ?? null],
    alert.muted === null ? null : parseAllowanceName(alert.muted.allowanceId),
  ];
}

function fromRow(row: Row): Alert {
  return {
    id: row.id,
    kind: row.kind,
    user: row.user,
    severity: row.severity,
    status: row.status,
    firstMs: row.first_ms,
    lastMs: row.last_ms,
    score: row.score,
    threshold: row.threshold,
    components: JSON.parse(row.components) as Alert['components'],
    reasons: JSON.parse(row.reasons) as Alert['reasons'],
    seq: row.seq,
    signIns: row.sign_ins,
    history: row.history === 1,
    verdict:
      row.status === 'open' || row.verdict_ms === null
        ? null
        : { status: row.status, timeMs: row.verdict_ms, by: row.verdict_by, reason: row.verdict_reason },
    muted:
      row.muted_by === null || row.muted_kind === null
        ? null
        : { allowanceId: allowanceName(row.muted_kind, row.muted_by), note: row.muted_note },
  };
}
