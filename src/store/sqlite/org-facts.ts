// Table org_fact: which users of the organisation were first seen with what, and when.

import type { OrgFact, OrgFactChange } from '../contract.ts';
import type { Connection } from './connection.ts';

export interface OrgFacts {
  /** Keeps the earliest time of each (kind, key, user). */
  put(facts: readonly OrgFact[]): void;
  of(kind: string, key: string): readonly OrgFact[];
  /** Changes or removes facts that are as the change says they were; makes those that were not there. */
  change(changes: readonly OrgFactChange[]): void;
  /** Gives every old user's facts to the new ones; `keeps` are those who keep theirs as well. All moves at once, so names may swap. */
  move(moves: readonly { from: string; to: string }[], keeps: ReadonlySet<string>): void;
}

const PUT = `INSERT INTO org_fact VALUES (?, ?, ?, ?)
  ON CONFLICT DO UPDATE SET first_ms = excluded.first_ms WHERE excluded.first_ms < first_ms`;

export function openOrgFacts(connection: Connection): OrgFacts {
  const put = connection.prepare(PUT);
  const find = connection.prepare<OrgFact>(
    'SELECT kind, key, user, first_ms AS firstMs FROM org_fact WHERE kind = ? AND key = ? ORDER BY first_ms, user',
  );
  const ofUser = connection.prepare<OrgFact>(
    'SELECT kind, key, user, first_ms AS firstMs FROM org_fact WHERE user = ?',
  );
  const remove = connection.prepare('DELETE FROM org_fact WHERE user = ?');
  const update = connection.prepare(
    'UPDATE org_fact SET first_ms = ?5 WHERE kind = ?1 AND key = ?2 AND user = ?3 AND first_ms = ?4',
  );
  const removeOne = connection.prepare('DELETE FROM org_fact WHERE kind = ? AND key = ? AND user = ? AND first_ms = ?');
  const putAll = (facts: readonly OrgFact[]) => {
    for (const fact of facts) put.run(fact.kind, fact.key, fact.user, fact.firstMs);
  };

  return {
    put: putAll,
    change(changes) {
      for (const { kind, key, user, wasMs, firstMs } of changes) {
        if (wasMs === null) {
          if (firstMs !== null) put.run(kind, key, user, firstMs);
        } else if (firstMs === null) removeOne.run(kind, key, user, wasMs);
        else update.run(kind, key, user, wasMs, firstMs);
      }
    },
    of: (kind, key) => find.all(kind, key),
    move(moves, keeps) {
      const facts = moves.map(({ from, to }) => ofUser.all(from).map((fact) => ({ ...fact, user: to })));
      for (const { from } of moves) if (!keeps.has(from)) remove.run(from);
      for (const moved of facts) putAll(moved);
    },
  };
}
