// Table sign_in: adding each (source, id) once, and reading rows back, alone or with their score.

import type { SignIn, StoredSignIn } from '../../domain/sign-in.ts';
import { BusybodyError } from '../../platform/errors.ts';
import type { ResolveUser } from '../contract.ts';
import type { Accounts } from './accounts.ts';
import type { Connection } from './connection.ts';
import type { Ids } from './ids.ts';

export interface SignIns {
  /** Stores what is new; `onAdded` gets each of those. Only in a write transaction. */
  add(signIns: readonly SignIn[], options: { resolveUser: ResolveUser; onAdded?: (signIn: SignIn) => void }): number;
  /** Only in a write transaction. */
  has(source: string, id: string): boolean;
  bySeq(seq: number): StoredSignIn | null;
  /** Source and time by which sign_in_time knows a row; null where it is gone. */
  whereabouts(seq: number): { source: number; timeMs: number } | null;
}

type Row = {
  account: number;
  timeMs: number;
  id: string;
  ip: string | null;
  outcome: StoredSignIn['outcome'];
  event: string;
  warning: string | null;
  userAgent: string | null;
  raw: string;
};

export function openSignIns(connection: Connection, { accounts, ids }: { accounts: Accounts; ids: Ids }): SignIns {
  const insert = connection.prepare(
    `INSERT INTO sign_in (source, account, time_ms, id_hash, id, ip, outcome, event, warning, user_agent, raw)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const find = connection.prepare<Row>(
    `SELECT account, time_ms AS timeMs, id, ip, outcome, event, warning, user_agent AS userAgent, raw
       FROM sign_in WHERE seq = ?`,
  );
  const where = connection.prepare<{ source: number; timeMs: number }>(
    'SELECT source, time_ms AS timeMs FROM sign_in WHERE seq = ?',
  );

  return {
    add(signIns, { resolveUser, onAdded }) {
      let added = 0;
      let firstSeq: number | null = null;
      ids.begin();
      for (const signIn of signIns) {
        const account = accounts.add(signIn.source, signIn.account, resolveUser);
        const { sourceId } = account;
        const hash = ids.hash(sourceId, signIn.id);
        if (ids.isKnown(hash, { sourceId, id: signIn.id })) continue;
        if (!Number.isSafeInteger(signIn.timeMs)) throw badTime(signIn);
        const inserted = insert.run(
          sourceId,
          account.id,
          signIn.timeMs,
          hash,
          signIn.id,
          signIn.ip,
          signIn.outcome,
          signIn.event,
          signIn.warning,
          signIn.userAgent,
          signIn.raw,
        );
        const seq = Number(inserted.lastInsertRowid);
        firstSeq ??= seq;
        ids.inserted(hash, seq);
        added++;
        onAdded?.(signIn);
      }
      if (firstSeq !== null) ids.index(firstSeq);
      return added;
    },
    has(source, id) {
      const sourceId = accounts.sourceId(source);
      ids.begin();
      return sourceId !== null && ids.isKnown(ids.hash(sourceId, id), { sourceId, id });
    },
    bySeq(seq) {
      const row = find.get(seq);
      if (!row) return null;
      const account = accounts.byId(row.account);
      return {
        source: account.source,
        id: row.id,
        timeMs: row.timeMs,
        account: account.name,
        ip: row.ip,
        userAgent: row.userAgent,
        outcome: row.outcome,
        event: row.event,
        warning: row.warning,
        raw: row.raw,
        seq,
        user: account.user,
      };
    },
    whereabouts: (seq) => where.get(seq),
  };
}

function badTime(signIn: SignIn): BusybodyError {
  return new BusybodyError(
    'E_SIGN_IN_INVALID',
    `Cannot store sign-in: its time must be whole milliseconds: ${signIn.timeMs} in ${signIn.source}`,
    { hints: ['busybody check'] },
  );
}
