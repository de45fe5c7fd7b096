// Reads the command line against the table of commands: words stay the text they are (`--user 007`), nothing unknown passes,
// nothing is guessed. Built on node's parseArgs; see docs/adr for why no library.

import { parseArgs } from 'node:util';
import { nearest } from '../domain/near.ts';
import { printable } from '../domain/text.ts';
import { UsageError } from '../platform/errors.ts';

export interface FlagSpec {
  /** Long name without dashes. */
  readonly name: string;
  readonly short?: string;
  /** Other long names, kept from version 1. */
  readonly aliases?: readonly string[];
  /** What stands for its value in help; absent for a switch. */
  readonly value?: string;
  /** The only values it takes. */
  readonly choices?: readonly string[];
  readonly help: string;
}

export interface ArgumentSpec {
  /** As help shows it: `[SOURCE…]`, `FILE…`, `ID`; empty where there is none. */
  readonly usage: string;
  readonly least: number;
  readonly most: number;
}

export interface CommandSpec {
  readonly name: string;
  readonly summary: string;
  readonly arguments: ArgumentSpec;
  readonly flags: readonly FlagSpec[];
  /** Paragraphs for its help page. */
  readonly details: readonly string[];
  readonly examples: readonly (readonly [line: string, what: string])[];
}

/** The words given, checked against the table. */
export interface Invocation<Name extends string = string> {
  readonly command: Name;
  /** False where no command was named and `run` stands in. */
  readonly named: boolean;
  readonly words: readonly string[];
  readonly flags: Flags;
}

export interface Flags {
  /** Times a switch was given: 2 for `-vv`. */
  count(name: string): number;
  has(name: string): boolean;
  value(name: string): string | undefined;
}

export interface Table {
  readonly commands: readonly CommandSpec[];
  readonly globals: readonly FlagSpec[];
  /** Runs where no command is named. */
  readonly fallback: string;
}

/** @throws UsageError E_USAGE naming the word that is wrong and the nearest right one. */
export function readArguments(argv: readonly string[], table: Table): Invocation {
  const all = [...table.globals, ...table.commands.flatMap((command) => command.flags)];
  const { tokens } = parseArgs({
    args: [...argv],
    options: Object.fromEntries(all.flatMap(optionEntries)),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const words = tokens.flatMap((token) => (token.kind === 'positional' ? [token.value] : []));
  const asked = tokens.some((token) => token.kind === 'option' && (token.name === 'help' || token.name === 'h'));
  const first = words[0];
  const known = table.commands.find((command) => command.name === first);
  if (first !== undefined && !known) throw unknownCommand(first, table);
  const command = known ?? table.commands.find((candidate) => candidate.name === table.fallback)!;
  const given = new Map<string, string[]>();
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const flag = findFlag(token.name, [...table.globals, ...command.flags]);
    if (!flag) throw unknownFlag(token.rawName, { command, table });
    const value = flagValue(flag, token);
    given.set(flag.name, [...(given.get(flag.name) ?? []), value]);
  }
  for (const flag of [...table.globals, ...command.flags]) refuseRepetition(flag, given.get(flag.name) ?? []);
  const rest = words.slice(known ? 1 : 0);
  if (!asked) refuseWordCount(rest, command);
  return {
    command: command.name,
    named: known !== undefined,
    words: rest,
    flags: {
      count: (name) => given.get(name)?.length ?? 0,
      has: (name) => given.has(name),
      value: (name) => given.get(name)?.[0],
    },
  };
}

function optionEntries(flag: FlagSpec): [string, { type: 'string' | 'boolean'; multiple: boolean; short?: string }][] {
  const type = flag.value === undefined ? 'boolean' : 'string';
  const short = flag.short === undefined ? {} : { short: flag.short };
  return [flag.name, ...(flag.aliases ?? [])].map((name, i) => [
    name,
    { type, multiple: true, ...(i === 0 ? short : {}) },
  ]);
}

function findFlag(name: string, flags: readonly FlagSpec[]): FlagSpec | undefined {
  return flags.find((flag) => flag.name === name || flag.aliases?.includes(name));
}

function flagValue(
  flag: FlagSpec,
  token: { rawName: string; value?: string | undefined; inlineValue?: boolean | undefined },
): string {
  const { rawName, value, inlineValue } = token;
  if (flag.value === undefined) {
    if (value === undefined) return '';
    throw usage(`${rawName} takes no value: current value is ${printable(value, { max: 60 })}`, [rawName]);
  }
  if (value === undefined || value === '') throw usage(`${rawName} needs a value`, [`${rawName} ${flag.value}`]);
  // `--user --all` is a forgotten value far more often than a user called `--all`.
  if (!inlineValue && value.length > 1 && value.startsWith('-')) {
    const quoted = printable(value, { max: 60 });
    throw usage(`${rawName} needs a value, and ${quoted} looks like a flag`, [
      `--${flag.name}=${quoted} if it is meant as the value`,
    ]);
  }
  if (flag.choices && !flag.choices.includes(value)) {
    const near = nearest(value, flag.choices);
    throw usage(
      `${rawName} must be one of ${flag.choices.join(', ')}: current value is ${printable(value, { max: 60 })}`,
      near ? [`${rawName} ${near}`] : [],
    );
  }
  return value;
}

function refuseRepetition(flag: FlagSpec, values: readonly string[]): void {
  if (flag.value === undefined || values.length < 2) return;
  const shown = values.map((value) => printable(value, { max: 40 })).join(' and ');
  throw usage(`--${flag.name} may be given once: current values are ${shown}`, [`--${flag.name} ${flag.value}`]);
}

function refuseWordCount(words: readonly string[], command: CommandSpec): void {
  const { least, most, usage: shown } = command.arguments;
  const line = `busybody ${command.name}${shown ? ` ${shown}` : ''}`;
  if (words.length < least) throw usage(`${command.name} needs ${shown}`, [line]);
  if (words.length > most) {
    const extra = printable(words[most]!, { max: 60 });
    throw usage(most === 0 ? `${command.name} takes no words: current one is ${extra}` : `Too many words: ${extra}`, [
      line,
    ]);
  }
}

function unknownCommand(word: string, table: Table): UsageError {
  const near = nearest(
    word,
    table.commands.map(({ name }) => name),
  );
  const hints = [near ? `busybody ${near}` : 'busybody --help'];
  return new UsageError('E_USAGE', `Unknown command: ${printable(word, { max: 60 })}`, { hints });
}

function unknownFlag(rawName: string, { command, table }: { command: CommandSpec; table: Table }): UsageError {
  const name = rawName.replace(/^-+/, '');
  const shown = printable(rawName, { max: 60 });
  const owners = table.commands
    .filter((candidate) => findFlag(name, candidate.flags))
    .map((candidate) => candidate.name);
  if (owners.length > 0) {
    const hints = [`busybody ${owners[0]} ${shown}`];
    return new UsageError('E_USAGE', `Unknown flag of ${command.name}: ${shown} belongs to ${owners.join(', ')}`, {
      hints,
    });
  }
  const near = nearest(
    name,
    [...table.globals, ...command.flags].map((flag) => flag.name),
  );
  const hints = [near ? `--${near}` : `busybody ${command.name} --help`];
  return new UsageError('E_USAGE', `Unknown flag of ${command.name}: ${shown}`, { hints });
}

function usage(message: string, hints: readonly string[]): UsageError {
  return new UsageError('E_USAGE', `Cannot read the command line: ${message}`, { hints });
}
