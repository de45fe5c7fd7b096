// Opens the store the config names. The only way into this room besides contract.ts.

import type { ResolveUser, Store } from './contract.ts';
import type { ParseLine } from './flatfile/line.ts';
import { openFlatfileStore } from './flatfile/store.ts';
import { openSqliteStore } from './sqlite/store.ts';

export type StoreOptions =
  | { readonly module: 'sqlite'; readonly path: string }
  | { readonly module: 'flatfile'; readonly logDirectory: string };

export interface StoreContext {
  /** For commands that only look: works while `run` writes, never changes a file. */
  readonly readOnly?: boolean;
  /** flatfile: how a source's log line becomes a sign-in. Without it only lines busybody 2 wrote in full are read. */
  readonly parseLine?: ParseLine;
  /** flatfile: names the users of lines read on opening; the account itself if absent. */
  readonly resolveUser?: ResolveUser;
  /** Now, for commands that write: a store not read through for a day is, before anything is written to it. */
  readonly verifyAtMs?: number;
}

export type { ParseLine };

/** @throws BusybodyError with a stable E_STORE_… code and hints. */
export function openStore(options: StoreOptions, context: StoreContext = {}): Store {
  const { parseLine = () => null, ...others } = context;
  if (options.module === 'sqlite') return openSqliteStore(options.path, others).store;
  return openFlatfileStore(options.logDirectory, { ...others, parseLine });
}
