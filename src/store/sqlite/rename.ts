// A changed `user_map` or `user_domain`: accounts get new users, and what is kept by user follows.

import type { ResolveUser } from '../contract.ts';
import type { Tables } from './tables.ts';

/**
 * Applies the mapping to every account. Organisation facts move along; where an account leaves a user who keeps others,
 * nobody knows whose account the facts came from, so both have them. Baselines of all concerned are dropped.
 * @returns old and new names of the users concerned, alphabetically.
 */
export function renameUsers(tables: Tables, resolveUser: ResolveUser): readonly string[] {
  const accounts = tables.accounts.all();
  const moved = accounts
    .map((account) => ({ ...account, to: resolveUser(account.source, account.name).toWellFormed() }))
    .filter((account) => account.to !== account.user);
  if (moved.length === 0) return [];

  for (const account of moved) tables.accounts.rename(account.id, account.to);
  const movedIds = new Set(moved.map((account) => account.id));
  const keeps = new Set(accounts.filter((account) => !movedIds.has(account.id)).map((account) => account.user));
  const pairs = new Map(moved.map(({ user, to }) => [JSON.stringify([user, to]), { from: user, to }]));
  tables.orgFacts.move([...pairs.values()], keeps);
  tables.alerts.rename();
  // What is allowed to somebody goes along with all of them; who becomes several people keeps it under the old name.
  const heirs = [...pairs.values()].filter(
    ({ from }, _, all) => !keeps.has(from) && all.filter((pair) => pair.from === from).length === 1,
  );
  tables.allowances.rename(heirs);

  const concerned = new Set(moved.flatMap(({ user, to }) => [user, to]));
  tables.baselines.drop(concerned);
  return [...concerned].sort();
}
