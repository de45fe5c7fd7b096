// Tables source and account: short numbers for names that repeat, and the person behind each account.

import type { ResolveUser } from '../contract.ts';
import type { Connection } from './connection.ts';

export interface Account {
  readonly id: number;
  readonly sourceId: number;
  readonly source: string;
  readonly name: string;
  readonly user: string;
}

export interface Accounts {
  /** The source's number, made if new. Only in a write transaction. */
  addSource(name: string): number;
  /** Number of a source that may not exist. */
  sourceId(name: string): number | null;
  /** The account, made and named after `resolveUser` if new. Only in a write transaction. */
  add(source: string, name: string, resolveUser: ResolveUser): Account;
  byId(id: number): Account;
  ofUser(user: string): readonly Account[];
  all(): readonly Account[];
  rename(id: number, user: string): void;
}

/** Names beyond this many are looked up again rather than remembered. */
const REMEMBER = 100_000;

type Row = { id: number; sourceId: number; source: string; name: string; user: string };
const SELECT = `SELECT a.id, a.source AS sourceId, s.name AS source, a.name, a.user
  FROM account AS a JOIN source AS s ON s.id = a.source`;

export function openAccounts(connection: Connection): Accounts {
  const findSource = connection.prepare<{ id: number }>('SELECT id FROM source WHERE name = ?');
  const insertSource = connection.prepare<{ id: number }>('INSERT INTO source (name) VALUES (?) RETURNING id');
  const find = connection.prepare<Row>(`${SELECT} WHERE a.source = ? AND a.name = ?`);
  const findId = connection.prepare<Row>(`${SELECT} WHERE a.id = ?`);
  const findUser = connection.prepare<Row>(`${SELECT} WHERE a.user = ? ORDER BY a.id`);
  const findAll = connection.prepare<Row>(`${SELECT} ORDER BY a.id`);
  const insert = connection.prepare<{ id: number }>(
    'INSERT INTO account (source, name, user) VALUES (?, ?, ?) RETURNING id',
  );
  const update = connection.prepare('UPDATE account SET user = ? WHERE id = ?');

  const bySource = new Map<string, Map<string, Account>>();
  const byId = new Map<number, Account>();
  const sourceIds = new Map<string, number>();
  const forget = () => {
    bySource.clear();
    byId.clear();
    sourceIds.clear();
  };
  connection.onStale(forget);

  function remember(account: Account): Account {
    if (byId.size >= REMEMBER) forget();
    byId.set(account.id, account);
    const names = bySource.get(account.source) ?? new Map<string, Account>();
    bySource.set(account.source, names.set(account.name, account));
    return account;
  }
  function sourceId(name: string): number | null {
    const known = sourceIds.get(name);
    if (known !== undefined) return known;
    const found = findSource.get(name);
    if (!found) return null;
    sourceIds.set(name, found.id);
    return found.id;
  }
  function addSource(name: string): number {
    return sourceId(name) ?? insertSource.get(name)!.id;
  }

  return {
    addSource,
    sourceId,
    add(source, given, resolveUser) {
      const known = bySource.get(source)?.get(given);
      if (known) return known;
      // SQLite cannot hold lone surrogates, so what we remember must not either.
      const name = given.toWellFormed();
      const id = addSource(source);
      const found = find.get(id, name);
      if (found) return remember(found);
      const user = resolveUser(source, name).toWellFormed();
      const row = insert.get(id, name, user)!;
      return remember({ id: row.id, sourceId: id, source, name, user });
    },
    byId(id) {
      const known = byId.get(id);
      if (known) return known;
      const found = findId.get(id);
      if (!found) throw new Error(`account ${id} is missing`);
      return remember(found);
    },
    ofUser: (user) => findUser.all(user),
    all: () => findAll.all(),
    rename(id, user) {
      update.run(user, id);
      forget();
    },
  };
}
