// Who is meant by a name that was typed.

import { nearest, nearestNames } from '../domain/near.ts';
import { printable } from '../domain/text.ts';
import { shellWord } from '../domain/wording.ts';
import { BusybodyError } from '../platform/errors.ts';
import type { Store } from '../store/contract.ts';
import type { Context } from './context.ts';

type Known = Pick<Store, 'users'>;

/**
 * The user of that name; else the only one whose name it is in other letter case, or whose address begins so (`ada`).
 * @returns null where there is none, or several.
 */
export function knownUser(store: Known, typed: string): string | null {
  const meant = usersMeant(store, typed);
  return meant.length === 1 ? meant[0]! : null;
}

function usersMeant(store: Known, typed: string): readonly string[] {
  const users = store.users().map(({ user }) => user);
  if (users.includes(typed)) return [typed];
  const folded = typed.toLowerCase();
  const same = users.filter((user) => user.toLowerCase() === folded);
  return same.length > 0 ? same : users.filter((user) => user.toLowerCase().split('@')[0] === folded);
}

/** The known user nearest to a mistyped one; null where none is near. */
export function nearestUser(store: Known, typed: string): string | null {
  return nearest(
    typed,
    store.users().map(({ user }) => user),
  );
}

/**
 * The user to look at, told where it is not what was typed: by name, by the part before the `@`, or by an account of theirs.
 * @throws BusybodyError E_USER_UNKNOWN with those that may be meant, E_USER_AMBIGUOUS where several are.
 */
export function userToLookAt(
  { note }: Pick<Context, 'note'>,
  { store, typed, command }: { store: Pick<Store, 'users' | 'accounts'>; typed: string; command: 'analyze' | 'report' },
): string {
  const named = usersMeant(store, typed);
  const meant = named.length > 0 ? named : usersOfAccount(store, typed);
  const [only] = meant;
  const shown = printable(typed, { max: 80 });
  if (only !== undefined && meant.length === 1) {
    if (only !== typed) note(`${shown} is ${printable(only, { max: 80 })}`);
    return only;
  }
  const hintsOf = (users: readonly string[]) =>
    users.slice(0, MOST_HINTS).map((user) => `busybody ${command} --user ${shellWord(user) ?? "'…'"}`);
  if (meant.length > 1)
    throw new BusybodyError('E_USER_AMBIGUOUS', `Cannot look at user: ${meant.length} are meant by ${shown}`, {
      hints: hintsOf(meant),
    });
  const users = store.users().map(({ user }) => user);
  if (users.length === 0)
    throw new BusybodyError(
      'E_USER_UNKNOWN',
      'Cannot look at user: the store is empty, no sign-in of anybody is stored',
      {
        hints: ['busybody poll', 'busybody import FILE', 'busybody demo'],
      },
    );
  const near = nearestNames(typed, { names: users, most: MOST_HINTS });
  throw new BusybodyError('E_USER_UNKNOWN', `Cannot look at user: no sign-in is stored of ${shown}`, {
    hints: near.length > 0 ? hintsOf(near) : ['busybody analyze --all --since 7d'],
  });
}

const MOST_HINTS = 5;

function usersOfAccount(store: Pick<Store, 'accounts'>, typed: string): readonly string[] {
  const folded = typed.toLowerCase();
  const found = store.accounts().filter(({ account }) => account.toLowerCase() === folded);
  return [...new Set(found.map(({ user }) => user))];
}
