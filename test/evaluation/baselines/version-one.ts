// The model of busybody 1.0 in streaming form: unit-sphere coordinates, tf-idf of the words of the network owner and of the
// user agent without numbers, one plain isolation forest a user, refitted daily on the past. It alerts on what is stranger
// than the strangest of its own training rows, and drops what has no place or no user agent, as 1.0 did.

import type { Point } from '../../../src/domain/geometry.ts';
import { type Contestant, SILENT } from './contestant.ts';
import { openDailyForest, type Vectors } from './daily-forest.ts';

interface Event {
  readonly point: Point;
  readonly owner: readonly string[];
  readonly agent: readonly string[];
}

export function openVersionOne(): Contestant {
  const score = openDailyForest<Event>({ vectors, limits: true });
  return ({ one: { user, signIn }, judged: { seen, state } }) => {
    const agent = signIn.userAgent;
    if (seen.point === null || agent === null || agent.trim() === '') return { score: SILENT, fires: false };
    const event: Event = {
      point: seen.point,
      owner: wordsOf(seen.names.owner ?? ''),
      agent: wordsOf(unnumbered(agent)),
    };
    const said = score(user, { timeMs: signIn.timeMs, event });
    if (said === null || state === 'learning') return { score: SILENT, fires: false };
    return { score: said.score, fires: said.score > said.limit };
  };
}

/** The user agent without every word that has a digit in it. */
export function unnumbered(agent: string): string {
  return agent.slice(0, 1024).replace(/[a-zA-Z:._()-]*[0-9][a-zA-Z0-9:._()-]*/g, '');
}

const cache = new Map<string, readonly string[]>();

/** Distinct words of two letters or more, in lower case. */
export function wordsOf(text: string): readonly string[] {
  let words = cache.get(text);
  if (!words) {
    words = [...new Set(text.toLowerCase().match(/[\p{L}\p{N}_]{2,}/gu) ?? [])];
    if (cache.size > 50_000) cache.clear();
    cache.set(text, words);
  }
  return words;
}

/** Coordinates, then two tf-idf vocabularies of the past; a word that is in neither has no column. */
export function vectors(past: readonly Event[]): Vectors<Event> {
  const owner = vocabulary(past.map((one) => one.owner));
  const agent = vocabulary(past.map((one) => one.agent));
  return {
    columns: 3 + owner.size + agent.size,
    write(event, into, offset) {
      into.set(event.point, offset);
      writeWords(owner, event.owner, { into, offset: offset + 3 });
      writeWords(agent, event.agent, { into, offset: offset + 3 + owner.size });
    },
  };
}

type Vocabulary = ReadonlyMap<string, { readonly column: number; readonly idf: number }>;

/** Smooth idf as scikit-learn has it: ln((1 + n) / (1 + df)) + 1. */
function vocabulary(documents: readonly (readonly string[])[]): Vocabulary {
  const counts = new Map<string, number>();
  for (const words of documents) for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return new Map(
    [...counts].map(([word, df], column) => [word, { column, idf: Math.log((1 + documents.length) / (1 + df)) + 1 }]),
  );
}

/** Each word once, scaled to length 1. */
function writeWords(
  vocabulary: Vocabulary,
  words: readonly string[],
  { into, offset }: { into: Float64Array; offset: number },
): void {
  let norm = 0;
  for (const word of words) norm += (vocabulary.get(word)?.idf ?? 0) ** 2;
  if (norm === 0) return;
  for (const word of words) {
    const known = vocabulary.get(word);
    if (known) into[offset + known.column] = known.idf / Math.sqrt(norm);
  }
}
