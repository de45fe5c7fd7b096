// One user's isolation forest: shared data-free trees, the user's own counts. It always holds WINDOW rows: typical rows of
// other companies (shipped as data) to begin with, each displaced by one of the user's own as they come.

import { addRow, type BoxForest, type Counts, emptyCounts, WINDOW } from '../forest/box-forest.ts';

/** At most this many rows are the user's own; the rest stay typical rows, so that a narrow user is not judged by himself alone. */
export const OWN_ROWS = 191;

export interface UserForest {
  readonly counts: Counts;
  /** The user's newest rows; once full, `next` is the oldest, replaced next. */
  readonly rows: Uint16Array[];
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

export function openUserForest(base: ForestBase, rows: readonly Uint16Array[] = [], next = 0): UserForest {
  const user: UserForest = { counts: base.counts.slice(), rows: [], next: 0 };
  for (const row of rows) learnRow(base, user, row);
  user.next = next;
  return user;
}

/** Adds a row; drops the oldest own row, or a typical one while there are few. Costs one path down each tree, twice. */
export function learnRow(base: ForestBase, user: UserForest, row: Uint16Array): void {
  if (user.rows.length < OWN_ROWS) {
    addRow(base.forest, user.counts, base.population[user.rows.length]!, -1);
    user.rows.push(row);
  } else {
    addRow(base.forest, user.counts, user.rows[user.next]!, -1);
    user.rows[user.next] = row;
    user.next = (user.next + 1) % OWN_ROWS;
  }
  addRow(base.forest, user.counts, row, 1);
}
