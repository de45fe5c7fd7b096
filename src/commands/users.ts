// Who is meant by a name that was typed.

import { nearest } from '../domain/near.ts';
import type { Store } from '../store/contract.ts';

/**
 * The user of that name; else the only one whose name it is in other letter case, or whose address begins so (`ada`).
 * @returns null where there is none, or several.
 */
export function knownUser(store: Pick<Store, 'users'>, typed: string): string | null {
  const users = store.users().map(({ user }) => user);
  if (users.includes(typed)) return typed;
  const folded = typed.toLowerCase();
  const same = users.filter((user) => user.toLowerCase() === folded);
  const begun = same.length > 0 ? same : users.filter((user) => user.toLowerCase().split('@')[0] === folded);
  return begun.length === 1 ? begun[0]! : null;
}

/** The known user nearest to a mistyped one; null where none is near. */
export function nearestUser(store: Pick<Store, 'users'>, typed: string): string | null {
  return nearest(
    typed,
    store.users().map(({ user }) => user),
  );
}
