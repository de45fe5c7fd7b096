// A plain isolation forest per user, refitted on the first sign-in of each UTC day on everything before that day.

import { type DataRangeForest, fitForest, scoreForest } from '../../../src/forest/data-range-forest.ts';
import { mix } from '../../../src/forest/mix.ts';

const DAY_MS = 86_400_000;
const TREES = 100;
const SAMPLE = 256;

/** Turns a past into rows, and what comes into rows of the same columns. */
export interface Vectors<Event> {
  readonly columns: number;
  write(event: Event, into: Float64Array, offset: number): void;
}

export interface DailyOptions<Event> {
  /** Made anew with every fit, from the past alone. */
  readonly vectors: (past: readonly Event[]) => Vectors<Event>;
  /** Whether the strangest of its own training rows is wanted: costs a scoring of the past a day. */
  readonly limits: boolean;
}

export interface DailyScore {
  /** Liu's score in (0, 1), higher is stranger. */
  readonly score: number;
  /** Score of the strangest training row; 1 where limits were not asked for. */
  readonly limit: number;
}

interface Fitted<Event> {
  readonly forest: DataRangeForest;
  readonly vectors: Vectors<Event>;
  readonly limit: number;
}

interface User<Event> {
  readonly past: Event[];
  day: number;
  fitted: Fitted<Event> | null;
}

/** @returns what the forest as of this morning says of the event, which is then part of the past; null while there is no past. */
export function openDailyForest<Event>(
  options: DailyOptions<Event>,
): (user: string, event: { timeMs: number; event: Event }) => DailyScore | null {
  const users = new Map<string, User<Event>>();
  return (name, { timeMs, event }) => {
    const user = users.get(name) ?? { past: [], day: -1, fitted: null };
    users.set(name, user);
    const day = Math.floor(timeMs / DAY_MS);
    if (day !== user.day && user.past.length > 0) user.fitted = fit(options, user.past, seedOf(name, day));
    user.day = day;
    user.past.push(event);
    if (user.fitted === null) return null;
    const { forest, vectors, limit } = user.fitted;
    const row = new Float64Array(vectors.columns);
    vectors.write(event, row, 0);
    return { score: scoreForest(forest, row)[0]!, limit };
  };
}

function fit<Event>(options: DailyOptions<Event>, past: readonly Event[], seed: number): Fitted<Event> {
  const vectors = options.vectors(past);
  const { columns } = vectors;
  const rows = new Float64Array(past.length * columns);
  for (const [index, event] of past.entries()) vectors.write(event, rows, index * columns);
  const forest = fitForest({ rows, columns, trees: TREES, sampleSize: SAMPLE, seed });
  const limit = options.limits ? scoreForest(forest, rows).reduce((a, b) => Math.max(a, b), 0) : 1;
  return { forest, vectors, limit };
}

function seedOf(user: string, day: number): number {
  let seed = day;
  for (let i = 0; i < user.length; i++) seed = mix(seed ^ user.charCodeAt(i));
  return seed;
}
