// What the organisation knew of a sign-in's network, address, place and device when it happened: who, and since when.

import { nameText, pluralText, timeText } from '../domain/wording.ts';
import type { Observation } from '../features/observation.ts';
import type { Counts } from '../features/signals.ts';
import type { Store } from '../store/contract.ts';

/** What colleagues know of one thing. */
export interface Known {
  readonly what: 'network' | 'block' | 'address' | 'place' | 'device';
  readonly name: string;
  /** Who had it before, the first first. */
  readonly users: readonly { readonly user: string; readonly sinceMs: number }[];
  /** Colleagues that could have had it. */
  readonly of: number;
  /** Other accounts that came with it for the first time within a day before or after, though it is nobody's own (yet). */
  readonly alsoNewOn: readonly { readonly user: string; readonly sinceMs: number }[];
}

const DAY_MS = 86_400_000;
const NAMES = 3;

export function knownToColleagues(
  store: Pick<Store, 'orgFacts'>,
  { seen, counts, user }: { seen: Observation; counts: Counts; user: string },
): readonly Known[] {
  const others = (kind: string, key: string) =>
    store
      .orgFacts(kind, key)
      .filter((fact) => fact.user !== user)
      .map((fact) => ({ user: fact.user, sinceMs: fact.firstMs }))
      .sort((a, b) => a.sinceMs - b.sinceMs || (a.user < b.user ? -1 : 1));
  const known = (what: Known['what'], kind: 'owner' | 'block' | 'address' | 'city' | 'family', name: string | null) => {
    const key = seen.keys[kind];
    if (key === null || name === null) return [];
    const users = others(kind, key).filter(({ sinceMs }) => sinceMs < seen.timeMs);
    const had = new Set(users.map((one) => one.user));
    const alsoNewOn =
      kind === 'address' || kind === 'block'
        ? others(`seen-${kind}`, key).filter(
            (one) => !had.has(one.user) && Math.abs(one.sinceMs - seen.timeMs) <= DAY_MS,
          )
        : [];
    return [{ what, name, users, of: counts.colleagues, alsoNewOn }];
  };
  return [
    ...known('network', 'owner', seen.names.owner),
    ...known('block', 'block', seen.keys.block),
    ...known('address', 'address', seen.keys.address),
    ...known('place', 'city', seen.names.city),
    ...known('device', 'family', seen.names.family),
  ];
}

/** `Orange: 14 of 59 colleagues before, since 2026-01-05: ada@example.com, bob@example.com, eve@example.com and 11 more`. */
export function knownSentences(all: readonly Known[]): readonly string[] {
  const onAddress = namesText(all.find(({ what }) => what === 'address')?.alsoNewOn ?? []);
  return all.flatMap(({ what, name, users, of, alsoNewOn }) => {
    const thing =
      what === 'block' ? `Block ${nameText(name)}` : what === 'address' ? `Address ${nameText(name)}` : nameText(name);
    const [first] = users;
    const before =
      first === undefined
        ? `${thing}: no colleague before`
        : `${thing}: ${users.length} of ${pluralText(of, 'colleague')} before, since ${timeText(first.sinceMs).slice(0, 10)}: ${namesText(users)}`;
    const also = namesText(alsoNewOn);
    // Who shares the address shares its block.
    if (also === '' || (what === 'block' && also === onAddress)) return [before];
    return [before, `${thing}: also new within a day on ${also}`];
  });
}

function namesText(users: Known['users']): string {
  const names = users.slice(0, NAMES).map(({ user }) => nameText(user));
  const more = users.length - names.length;
  return more > 0 ? `${names.join(', ')} and ${more} more` : names.join(', ');
}
