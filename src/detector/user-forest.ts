// One user's isolation forest: shared data-free trees, the user's own counts. It always holds WINDOW rows: typical rows of
// other companies (shipped as data) to begin with, each displaced by one of the user's own as they come.

import { addRow, type BoxForest, type Counts, emptyCounts, WINDOW } from '../forest/box-forest.ts';

/** At most this many rows are the user's own; the rest stay typical rows, so that a narrow user is not judged by himself alone. */
export const OWN_ROWS = 191;

export interface UserForest {
  readonly counts: Counts;
  /** The user's newest rows one after the other, room for OWN_ROWS of them. */
  readonly rows: Uint16Array;
  /** How many there are. */
  held: number;
  /** Once full, the oldest: replaced next. */
  next: number;
}

export interface ForestBase {
  readonly forest: BoxForest;
  /** WINDOW typical rows, in the order they are displaced. */
  readonly population: readonly Uint16Array[];
  /** Counts of the population alone. */
  readonly counts: Counts;
}

/** @throws RangeError unless there are exactly WINDOW typical rows. */
export function forestBase(forest: BoxForest, population: readonly Uint16Array[]): ForestBase {
  if (population.length !== WINDOW) throw new RangeError(`Expected ${WINDOW} typical rows: got ${population.length}`);
  const counts = emptyCounts(forest);
  for (const row of population) addRow(forest, counts, row, 1);
  return { forest, population, counts };
}

/** @param rows the user's own rows one after the other, oldest at `next`; at most OWN_ROWS. */
export function openUserForest(base: ForestBase, rows = new Uint16Array(0), next = 0): UserForest {
  const { columns } = base.forest;
  const user: UserForest = { counts: base.counts.slice(), rows: new Uint16Array(OWN_ROWS * columns), held: 0, next: 0 };
  for (let at = 0; at < rows.length; at += columns) learnRow(base, user, rows.subarray(at, at + columns));
  user.next = next;
  return user;
}

/** Adds a row; drops the oldest own row, or a typical one while there are few. Costs one path down each tree, twice. */
export function learnRow(base: ForestBase, user: UserForest, row: Uint16Array): void {
  const { columns } = base.forest;
  if (user.held < OWN_ROWS) {
    addRow(base.forest, user.counts, base.population[user.held]!, -1);
    user.rows.set(row, user.held * columns);
    user.held += 1;
  } else {
    const at = user.next * columns;
    addRow(base.forest, user.counts, user.rows.subarray(at, at + columns), -1);
    user.rows.set(row, at);
    user.next = (user.next + 1) % OWN_ROWS;
  }
  addRow(base.forest, user.counts, row, 1);
}
