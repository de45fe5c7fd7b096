// What can stand where the cursor is, by the table of commands alone: words with what they mean, or what to look up.

import { spellings } from '../armour.ts';
import type { CommandSpec, Completes, FlagSpec, Table } from '../specs.ts';

export interface Candidate {
  readonly word: string;
  readonly about: string;
}

export interface Offer {
  readonly candidates: readonly Candidate[];
  /** To be looked up, among names that begin with `prefix`; `lead` stands before them in the same word (`--user=`). */
  readonly lookUp?: { readonly what: Completes; readonly prefix: string; readonly lead: string };
  /** Value of `--config` among the words, as typed. */
  readonly config?: string;
}

const NOTHING: Offer = { candidates: [] };

/** @param words those before the cursor, without `busybody` and without the one at the cursor, which is `current`. */
export function offer(words: readonly string[], { current, table }: { current: string; table: Table }): Offer {
  const read = readSoFar(words, table);
  const config = read.config === undefined ? {} : { config: read.config };
  return { ...offerAt(current, read, table), ...config };
}

interface SoFar {
  readonly command: CommandSpec | null;
  /** Words after the command that are no flags. */
  readonly words: readonly string[];
  readonly given: ReadonlySet<string>;
  /** The flag whose value comes next. */
  readonly waiting: FlagSpec | null;
  readonly config: string | undefined;
  /** `--` was typed: nothing is a flag any more. */
  readonly ended: boolean;
  /** `busybody help` was typed. */
  readonly help: boolean;
  /** A first word that is no command. */
  readonly lost: boolean;
}

function readSoFar(typed: readonly string[], table: Table): SoFar {
  let command: CommandSpec | null = null;
  let waiting: FlagSpec | null = null;
  let config: string | undefined;
  let [ended, help, lost] = [false, false, false];
  const words: string[] = [];
  const given = new Set<string>();
  for (const word of typed) {
    if (waiting) {
      if (waiting.name === 'config') config = word;
      waiting = null;
    } else if (word === '--' && !ended) ended = true;
    else if (!ended && word.startsWith('-') && word !== '-') {
      const { flag, value } = flagOf(word, [...table.globals, ...table.commands.flatMap(({ flags }) => flags)]);
      if (flag) given.add(flag.name);
      if (flag?.name === 'config' && value !== undefined) config = value;
      if (flag?.value !== undefined && value === undefined) waiting = flag;
    } else if (command) words.push(word);
    else if (word === 'help' && words.length === 0) help = true;
    else {
      command = table.commands.find(({ name }) => name === word) ?? null;
      lost ||= command === null;
    }
  }
  return { command, words, given, waiting, config, ended, help, lost };
}

/** The last flag of a word: `--config=x`, `-vc`, `-cx`. */
function flagOf(word: string, flags: readonly FlagSpec[]): { flag: FlagSpec | undefined; value?: string } {
  const find = (spelling: string) => flags.find((flag) => spellings(flag).includes(spelling));
  if (word.startsWith('--')) {
    const at = word.indexOf('=');
    return at < 0 ? { flag: find(word) } : { flag: find(word.slice(0, at)), value: word.slice(at + 1) };
  }
  for (let i = 1; i < word.length; i++) {
    const flag = find(`-${word[i]}`);
    const rest = word.slice(i + 1).replace(/^=/, '');
    if (flag?.value !== undefined) return rest === '' ? { flag } : { flag, value: rest };
    if (i === word.length - 1) return { flag };
  }
  return { flag: undefined };
}

function offerAt(current: string, read: SoFar, table: Table): Offer {
  const { command, waiting, ended } = read;
  // Help and version are of every command; of flags before a command only those of every command are known.
  const flags = [...(command?.flags ?? fallback(table).flags), ...table.globals];
  if (waiting) {
    const own = flags.find(({ name }) => name === waiting.name) ?? waiting;
    return values(own, { prefix: current, lead: '' });
  }
  if (!ended && current.startsWith('--') && current.includes('=')) {
    const at = current.indexOf('=');
    const { flag } = flagOf(current.slice(0, at), flags);
    return flag ? values(flag, { prefix: current.slice(at + 1), lead: current.slice(0, at + 1) }) : NOTHING;
  }
  if (!ended && current.startsWith('-') && !read.lost) return { candidates: flagCandidates(flags, { current, read }) };
  return read.lost ? NOTHING : wordsAt(current, read, table);
}

function fallback(table: Table): CommandSpec {
  return table.commands.find(({ name }) => name === table.fallback)!;
}

function values(flag: FlagSpec, { prefix, lead }: { prefix: string; lead: string }): Offer {
  if (flag.choices) {
    const found = flag.choices.filter((choice) => choice.startsWith(prefix));
    return { candidates: found.map((choice) => ({ word: `${lead}${choice}`, about: '' })) };
  }
  return flag.completes ? { candidates: [], lookUp: { what: flag.completes, prefix, lead } } : NOTHING;
}

function flagCandidates(
  flags: readonly FlagSpec[],
  { current, read }: { current: string; read: SoFar },
): readonly Candidate[] {
  return flags
    .filter(({ name }) => name === 'verbose' || !read.given.has(name))
    .map(({ name, help }) => ({ word: `--${name}`, about: help }))
    .filter(({ word }) => word.startsWith(current));
}

function wordsAt(current: string, { command, words, help }: SoFar, table: Table): Offer {
  if (command === null) {
    const names = table.commands.filter(({ name }) => name.startsWith(current));
    return { candidates: names.map(({ name, summary }) => ({ word: name, about: summary })) };
  }
  const { subcommands, completes, most } = command.arguments;
  if (help || words.length >= most) return NOTHING;
  if (subcommands && words.length === 0) {
    const names = subcommands.filter(({ name }) => name.startsWith(current));
    return { candidates: names.map(({ name, help: about }) => ({ word: name, about })) };
  }
  const what = subcommands ? subcommands.find(({ name }) => name === words[0])?.completes : completes;
  return what ? { candidates: [], lookUp: { what, prefix: current, lead: '' } } : NOTHING;
}
