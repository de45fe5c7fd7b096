// What commands open: the config, the store and, where addresses matter, geo. All of it is closed by `using`.

import { type Config, isAnalysed } from '../config/config.ts';
import { type LoadOptions, loadConfig, loadConfigOrDefault } from '../config/load.ts';
import { userResolver } from '../config/users.ts';
import type { Database } from '../geo/contract.ts';
import type { OpenGeo } from '../geo/open.ts';
import { openGeo } from '../geo/open.ts';
import { NOTIFIERS } from '../notifiers/registry.ts';
import { BusybodyError } from '../platform/errors.ts';
import { logger } from '../platform/log.ts';
import { parseLogLine } from '../sources/files/log-line.ts';
import { SOURCES } from '../sources/registry.ts';
import type { ResolveUser, Store } from '../store/contract.ts';
import { openStore } from '../store/open.ts';
import type { AnalysisGround } from './analysis-adapter.ts';
import type { Context } from './context.ts';
import { lockRun } from './run-lock.ts';

export interface Workspace extends Disposable {
  readonly config: Config;
  readonly store: Store;
  /** Nothing can be written to it; only where the command said that it looks. */
  readonly readOnly: boolean;
  readonly resolveUser: ResolveUser;
}

/** Analysis with everything it needs open. */
export interface Ground extends AnalysisGround, Disposable {
  /** Which databases say where an address is. */
  readonly databases: readonly Database[];
  readonly geo: OpenGeo;
}

/**
 * The config found, its warnings logged.
 * @param options `optional`: defaults hold where there is none, for commands that need neither pollers nor notifiers.
 * @throws UsageError naming every mistake in it.
 */
export function openConfig(context: Context, { optional = false }: { optional?: boolean } = {}): Config {
  const path = context.flags.value('config');
  const { home, cwd, env, isRoot } = context;
  const options: LoadOptions = {
    ...(path === undefined ? {} : { path }),
    home,
    cwd,
    env,
    isRoot,
    sources: SOURCES,
    notifiers: NOTIFIERS,
  };
  const { config, warnings } = optional ? loadConfigOrDefault(options) : loadConfig(options);
  for (const warning of warnings) logger('config').warning('{warning}', { warning });
  return config;
}

/** @throws BusybodyError with a hint where it cannot be opened. */
export function openConfiguredStore(config: Config, options: { verifyAtMs?: number; readOnly?: boolean } = {}): Store {
  return openStore(config.persistence, { ...options, resolveUser: userResolver(config), parseLine: parseLogLine });
}

/** @throws UsageError where a configured database is missing or broken. */
export function openConfiguredGeo({ analysis }: Config): OpenGeo {
  return openGeo({ ...analysis.geoip, networks: analysis.networks });
}

export interface WorkspaceOptions {
  /** The default config holds where no file is found. */
  readonly optional?: boolean;
  /** The command goes on to write: a damaged store is refused before that. */
  readonly writes?: boolean;
  /** The command can do without writing: a store on a read-only disk, or another user's, is opened for reading. */
  readonly looks?: boolean;
}

/** Config and store. */
export function openWorkspace(context: Context, options: WorkspaceOptions = {}): Workspace {
  const config = openConfig(context, options);
  const { store, readOnly } = openAsAllowed(config, { ...options, nowMs: context.clock() });
  const resolveUser = userResolver(config);
  return { config, store, readOnly, resolveUser, [Symbol.dispose]: () => store[Symbol.dispose]() };
}

function openAsAllowed(
  config: Config,
  { writes, looks, nowMs }: WorkspaceOptions & { nowMs: number },
): Pick<Workspace, 'store' | 'readOnly'> {
  try {
    return { store: openConfiguredStore(config, writes ? { verifyAtMs: nowMs } : {}), readOnly: false };
  } catch (error) {
    const unwritable = error instanceof BusybodyError && /^E_STORE_(?:READ_ONLY|PERMISSION)$/.test(error.code);
    if (!looks || !unwritable) throw error;
    return { store: openConfiguredStore(config, { readOnly: true }), readOnly: true };
  }
}

/** Config and store, with no other run at work on it until this is closed. @throws BusybodyError E_BUSY_RUN */
export async function openLockedWorkspace(context: Context): Promise<Workspace> {
  using stack = new DisposableStack();
  const workspace = stack.use(openWorkspace(context, { writes: true }));
  stack.use(await lockRun(context, workspace));
  renameUsers(workspace);
  const open = stack.move();
  return { ...workspace, [Symbol.dispose]: () => open.dispose() };
}

/** Users are named anew where `user_domain` or `user_map` changed. Only with the lock: a run at work knows them by the old names. */
export function renameUsers({ config, store, resolveUser }: Workspace): void {
  // A default config knows no users: it must not undo what a real one says.
  if (config.file === null) return;
  const { length: count } = store.renameUsers(resolveUser);
  if (count > 0) logger('users').info('{count} users are named anew, as the config now says', { count });
}

/** Opens geo and says what analysis is set to. */
export function openGround({ clock }: Pick<Context, 'clock'>, { config, store }: Workspace): Ground {
  const geo = openConfiguredGeo(config);
  const stored = store.sources().map(({ source }) => source);
  return {
    store,
    geo,
    enrich: (ip) => geo.enrich(ip),
    databases: geo.databases(),
    clock,
    sources: stored.filter((source) => isAnalysed(config, source)),
    historyLimitMs: config.analysis.historyLimitMs,
    alertBudget: config.analysis.alertBudget,
    notifiers: config.notifiers.map(({ name }) => name),
    [Symbol.dispose]: () => geo[Symbol.dispose](),
  };
}
