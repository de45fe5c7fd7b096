// Puts a command line into a form that cac cannot mangle. cac turns `007` into 7, drops `-`, takes an empty value for none, reads
// `--no-x` and `--a.b` as orders, keeps one of two values given by two names of a flag, and lets a switch swallow the next
// word. So every flag goes in under its one long name, switches with a value of their own, words behind a mark where needed.

import type { FlagSpec } from './specs.ts';

/** No word of a command line can hold it: the system ends words with it. */
const MARK = '\0';

/** What a switch is given, so that it takes no word that follows. */
export const SWITCHED_ON = 'on';

export interface Armoured {
  /** For cac. */
  readonly words: readonly string[];
  /** What was typed first for a flag, by the name cac will give it; `-c` for `config`. */
  readonly typed: ReadonlyMap<string, string>;
}

/** The name cac gives an option among its results. */
export function cacName(name: string): string {
  return name.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** True for a word that cac takes for a flag, not a value. */
export function looksLikeFlag(word: string): boolean {
  return word.length > 1 && word.startsWith('-');
}

export function armour(argv: readonly string[], flags: readonly FlagSpec[]): Armoured {
  const bySpelling = new Map(flags.flatMap((flag) => spellings(flag).map((spelling) => [spelling, flag] as const)));
  const typed = new Map<string, string>();
  const words: string[] = [];
  const end = argv.indexOf('--');
  for (const word of end < 0 ? argv : argv.slice(0, end)) {
    if (!looksLikeFlag(word)) {
      words.push(protect(word));
      continue;
    }
    for (const { spelling, value } of parts(word, bySpelling)) {
      const flag = bySpelling.get(spelling);
      // No flag can be called so: cac finds it unknown, whatever was typed.
      const name = flag?.name ?? `?${typed.size}`;
      if (!typed.has(cacName(name))) typed.set(cacName(name), spelling);
      if (value !== undefined && flag) words.push(`--${name}=${MARK}${value}`);
      else words.push(flag?.value === undefined ? `--${name}=${SWITCHED_ON}` : `--${name}`);
    }
  }
  return { words: [...words, ...(end < 0 ? [] : argv.slice(end))], typed };
}

/** The text as it was typed. */
export function unprotect(word: string): string {
  return word.startsWith(MARK) ? word.slice(MARK.length) : word;
}

/** A word that begins with a letter is text to cac, and so can be matched as a command. */
function protect(word: string): string {
  return /^[a-z]/i.test(word) ? word : `${MARK}${word}`;
}

/** Every way to type the flag. */
export function spellings({ name, short, aliases = [] }: FlagSpec): string[] {
  return [`--${name}`, ...(short === undefined ? [] : [`-${short}`]), ...aliases.map((alias) => `--${alias}`)];
}

interface Part {
  readonly spelling: string;
  readonly value?: string;
}

/** `--name=value`, or a group of short flags: `-vv`, `-vc FILE`, `-cFILE`, `-c=FILE`. */
function parts(word: string, bySpelling: ReadonlyMap<string, FlagSpec>): Part[] {
  if (word.startsWith('--')) {
    const at = word.indexOf('=');
    return [at < 0 ? { spelling: word } : { spelling: word.slice(0, at), value: word.slice(at + 1) }];
  }
  const found: Part[] = [];
  const letters = [...word.slice(1)];
  for (const [i, letter] of letters.entries()) {
    const spelling = `-${letter}`;
    const flag = bySpelling.get(spelling);
    const more = i + 1 < letters.length;
    if (more && (flag?.value !== undefined || letters[i + 1] === '=')) {
      const rest = letters.slice(i + 1).join('');
      return [...found, { spelling, value: rest.replace(/^=/, '') }];
    }
    found.push({ spelling });
    // One that nobody knows is a mistake, whatever follows it.
    if (!flag) break;
  }
  return found;
}
