// What the table of commands says of a command, its words and its flags.

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

export interface Table {
  readonly commands: readonly CommandSpec[];
  readonly globals: readonly FlagSpec[];
  /** Runs where no command is named. */
  readonly fallback: string;
}
