// What the table of commands says of a command, its words and its flags.

/** What a shell offers for a word: files, or what the store and the config know. Alerts to judge are open ones, to take back those judged. */
export type Completes =
  | 'files'
  | 'directories'
  | 'users'
  | 'sources'
  | 'pollers'
  | 'alerts'
  | 'open-alerts'
  | 'judged-alerts'
  | 'allowances'
  | 'trips';

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
  readonly completes?: Completes;
  readonly help: string;
}

export interface SubcommandSpec {
  readonly name: string;
  readonly help: string;
  /** What its words are. */
  readonly completes?: Completes;
}

export interface ArgumentSpec {
  /** As help shows it: `[SOURCE…]`, `FILE…`, `ID`; empty where there is none. */
  readonly usage: string;
  readonly least: number;
  readonly most: number;
  /** What its first word may be. */
  readonly subcommands?: readonly SubcommandSpec[];
  readonly completes?: Completes;
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

export interface Table {
  readonly commands: readonly CommandSpec[];
  readonly globals: readonly FlagSpec[];
  /** Runs where no command is named. */
  readonly fallback: string;
}
