// Opens the store the config names. The only way into this room besides contract.ts.

import type { Store } from './contract.ts';
import { openSqliteStore } from './sqlite/store.ts';

export type StoreOptions = { readonly module: 'sqlite'; readonly path: string };

export interface StoreContext {
  /** For commands that only look: works while `run` writes, never changes a file. */
  readonly readOnly?: boolean;
}

/** @throws BusybodyError with a stable E_STORE_… code and hints. */
export function openStore(options: StoreOptions, context: StoreContext = {}): Store {
  return openSqliteStore(options.path, context).store;
}
