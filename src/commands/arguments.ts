// Reads the command line with cac, which is built from the table of commands: cac matches the command, its flags and their
// values. What it would mangle is protected before (armour.ts); what it would let pass is refused after, in our words. See docs/adr.

import { type CAC, type Command, cac } from 'cac';
import { nearest } from '../domain/near.ts';
import { printable } from '../domain/text.ts';
import { UsageError } from '../platform/errors.ts';
import { armour, cacName, looksLikeFlag, SWITCHED_ON, spellings, unprotect } from './armour.ts';
import type { CommandSpec, FlagSpec, Table } from './specs.ts';

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

/** @throws UsageError E_USAGE naming the word that is wrong and the nearest right one. */
export function readArguments(argv: readonly string[], table: Table): Invocation {
  const armoured = armour(argv, [...table.globals, ...table.commands.flatMap((command) => command.flags)]);
  const cli = build(table);
  // Matched only: cac would run the command without waiting for it.
  cli.parse(['', '', ...armoured.words], { run: false });
  const words = [...cli.args, ...(cli.options['--'] as string[])].map(unprotect);
  // cac takes a command it does not know for words of the default one.
  if (cli.matchedCommandName === undefined && words[0] !== undefined) throw unknownCommand(words[0], table);
  const command = table.commands.find(({ name }) => name === (cli.matchedCommandName ?? table.fallback))!;
  const given = readFlags(cli, { argv, command, table, typed: armoured.typed });
  if (!given.has('help')) refuseWordCount(words, command);
  return {
    command: command.name,
    named: cli.matchedCommandName !== undefined,
    words,
    flags: {
      count: (name) => given.get(name)?.length ?? 0,
      has: (name) => given.has(name),
      value: (name) => given.get(name)?.[0],
    },
  };
}

/** cac as the table has it. Help, version and everything that is printed are ours, so none of cac's is switched on. */
function build({ commands, globals, fallback }: Table): CAC {
  const cli = cac('busybody');
  for (const flag of globals) cli.option(optionForm(flag), flag.help);
  for (const { name, summary, flags } of commands) {
    const command: Command = cli.command(`${name} [...words]`, summary);
    // cac's way to say: where no command is named.
    if (name === fallback) command.alias('!');
    for (const flag of flags) command.option(optionForm(flag), flag.help);
  }
  return cli;
}

/** Long names only: armour.ts leaves a flag no other. */
function optionForm({ name, value }: FlagSpec): string {
  return `--${name} ${value === undefined ? '[on]' : `<${value}>`}`;
}

interface Read {
  readonly argv: readonly string[];
  readonly command: CommandSpec;
  readonly table: Table;
  /** What was typed for a flag, by cac's name of it. */
  readonly typed: ReadonlyMap<string, string>;
}

/** Values by flag, one for each time it was given. */
function readFlags(cli: CAC, { argv, command, table, typed }: Read): Map<string, string[]> {
  const given = new Map<string, string[]>();
  for (const [name, found] of Object.entries<unknown>(cli.options)) {
    if (name === '--') continue;
    const spelling = typed.get(name)!;
    // cac names unknown flags only when it runs a command itself.
    if (!cli.matchedCommand?.hasOption(name) && !cli.globalCommand.hasOption(name)) {
      throw unknownFlag(spelling, { command, table });
    }
    const flag = [...table.globals, ...command.flags].find((candidate) => cacName(candidate.name) === name)!;
    const next = argv[argv.indexOf(spelling) + 1];
    const values = [found].flat().map((value) => flagValue(flag, { spelling, value, next }));
    refuseRepetition(flag, values);
    given.set(flag.name, values);
  }
  return given;
}

/** `value` as cac has it: `true` where nothing followed that could be one. */
function flagValue(
  flag: FlagSpec,
  { spelling, value, next }: { spelling: string; value: unknown; next: string | undefined },
): string {
  const text = typeof value === 'string' ? unprotect(value) : '';
  const shown = printable(text, { max: 60 });
  if (flag.value === undefined) {
    if (value === SWITCHED_ON) return '';
    throw usage(`${spelling} takes no value: current value is ${shown}`, [spelling]);
  }
  // `--user --all` is a forgotten value far more often than a user called `--all`.
  if (value === true && next !== undefined && looksLikeFlag(next)) {
    const quoted = printable(next, { max: 60 });
    throw usage(`${spelling} needs a value, and ${quoted} looks like a flag`, [
      `--${flag.name}=${quoted} if it is meant as the value`,
    ]);
  }
  if (text === '') throw usage(`${spelling} needs a value`, [`${spelling} ${flag.value}`]);
  if (flag.choices && !flag.choices.includes(text)) {
    const near = nearest(text, flag.choices);
    throw usage(
      `${spelling} must be one of ${flag.choices.join(', ')}: current value is ${shown}`,
      near ? [`${spelling} ${near}`] : [],
    );
  }
  return text;
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

function unknownFlag(spelling: string, { command, table }: { command: CommandSpec; table: Table }): UsageError {
  const shown = printable(spelling, { max: 60 });
  const owners = table.commands
    .filter(({ flags }) => flags.some((flag) => spellings(flag).includes(spelling)))
    .map(({ name }) => name);
  if (owners.length > 0) {
    const hints = [`busybody ${owners[0]} ${shown}`];
    return new UsageError('E_USAGE', `Unknown flag of ${command.name}: ${shown} belongs to ${owners.join(', ')}`, {
      hints,
    });
  }
  const near = nearest(
    spelling.replace(/^-+/, ''),
    [...table.globals, ...command.flags].map((flag) => flag.name),
  );
  const hints = [near ? `--${near}` : `busybody ${command.name} --help`];
  return new UsageError('E_USAGE', `Unknown flag of ${command.name}: ${shown}`, { hints });
}

function usage(message: string, hints: readonly string[]): UsageError {
  return new UsageError('E_USAGE', `Cannot read the command line: ${message}`, { hints });
}
