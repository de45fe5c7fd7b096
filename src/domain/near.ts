// The nearest known word to a mistyped one: commands, flags, config keys, users.
// Optimal string alignment distance: insert, delete, replace, and swap of neighbours cost one each.

const LONGEST = 64;

/**
 * Edits from `a` to `b`, capped: anything beyond `limit` is `limit + 1`. `editDistance('geopi', 'geoip')` is 1.
 * Works on UTF-16 units, which is near enough for a suggestion.
 */
export function editDistance(a: string, b: string, limit = LONGEST): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const line = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      let best = Math.min(last[column]! + 1, line[column - 1]! + 1, last[column - 1]! + (same ? 0 : 1));
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (swapped) best = Math.min(best, before[column - 2]! + 1);
      line.push(best);
    }
    before = last;
    last = line;
  }
  return Math.min(last[b.length]!, limit + 1);
}

/**
 * The candidate nearest to `word`, or null where none is near: at most one edit for each three letters (at least one,
 * at most three, never all letters), letter case and `_`/`-` aside. Of equals the first wins. Long words are never suggested for.
 */
export function nearest(word: string, candidates: Iterable<string>): string | null {
  const wanted = fold(word);
  if (wanted === '' || wanted.length > LONGEST) return null;
  const limit = Math.min(3, wanted.length - 1, Math.max(1, Math.floor(wanted.length / 3)));
  let best: string | null = null;
  let bestDistance = limit + 1;
  for (const candidate of candidates) {
    const distance = editDistance(wanted, fold(candidate), limit);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/**
 * Names like a mistyped one, likest first, at most so many: what begins with it, what has it, and what is as near as
 * {@link nearest} asks for, by the whole name, the part before the `@`, or a word of it (`reddy` finds `v.reddy@example.com`).
 */
export function nearestNames(word: string, options: { names: Iterable<string>; most?: number }): readonly string[] {
  const { names, most = 5 } = options;
  const wanted = word.trim().toLowerCase();
  if (wanted === '' || wanted.length > LONGEST) return [];
  const bare = wanted.split('@')[0]!;
  const found: { name: string; rank: number }[] = [];
  for (const name of names) {
    const rank = likeness({ wanted, bare }, name.slice(0, 4 * LONGEST).toLowerCase());
    if (rank !== null) found.push({ name, rank });
  }
  return found
    .sort((a, b) => a.rank - b.rank || (a.name < b.name ? -1 : 1))
    .slice(0, most)
    .map(({ name }) => name);
}

/** 0 is the same; null where nothing is alike. */
function likeness({ wanted, bare }: { wanted: string; bare: string }, name: string): number | null {
  const local = name.split('@')[0]!;
  if (name === wanted || local === wanted) return 0;
  const limit = Math.min(3, wanted.length - 1, Math.max(1, Math.floor(bare.length / 3)));
  const words = bare.length < 3 ? [] : local.split(/[^\p{L}\p{N}]+/u).filter((part) => part.length > 2);
  const whole = Math.min(editDistance(wanted, name, limit), bare === '' ? limit + 1 : editDistance(bare, local, limit));
  if (whole <= limit) return whole;
  const part = Math.min(limit + 1, ...words.map((one) => editDistance(bare, one, limit)));
  if (part <= Math.min(limit, 2)) return part + 0.5;
  if (bare.length >= 2 && local.startsWith(bare)) return 4;
  if (bare.length >= 3 && local.includes(bare)) return 5;
  return null;
}

function fold(word: string): string {
  return word.toLowerCase().replaceAll('-', '_');
}
