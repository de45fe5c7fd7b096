// `busybody init`: writes a starter config that only its owner can read, and units for systemd. Never replaces a file unasked.

import { chmodSync, mkdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { exampleConfig } from '../config/example.ts';
import { namedFiles } from '../config/named-files.ts';
import { metricsDirectory, storeDirectory } from '../config/store-directory.ts';
import { BusybodyError, EXIT, errorText, UsageError } from '../platform/errors.ts';
import { exists, PRIVATE_MODE, quote, readText, writeFileAtomic } from '../platform/files.ts';
import { configCandidates, expandHome } from '../platform/paths.ts';
import type { Context } from './context.ts';
import { isWithin, placeWarnings, STATE_DIRECTORY, serviceUnit, TIMER_UNIT, unfitFile } from './units.ts';

/** Unit files are for everybody to read; they hold no secrets. */
const UNIT_MODE = 0o644;

export async function execute(context: Context): Promise<number> {
  const { flags, words, note } = context;
  const given = words[0] ?? flags.value('config');
  const config =
    given === undefined ? configCandidates(context)[0]! : resolve(context.cwd, expandHome(given, context.home));
  const systemd = flags.value('systemd');
  if (systemd !== undefined) return writeUnits(context, { directory: systemd, config });
  write(config, { text: exampleConfig(), mode: PRIVATE_MODE, force: flags.has('force') });
  note(`Written: ${config}`);
  note(`Next: fill in what you use, then: busybody${given === undefined ? '' : ` --config ${quote(config)}`} check`);
  return EXIT.ok;
}

function writeUnits(context: Context, { directory, config }: { directory: string; config: string }): number {
  const { executable } = context;
  const { store, metrics, secrets } = configured(context, config);
  const [storeElsewhere, metricsElsewhere] = [store, metrics].map((path) =>
    path === null || isWithin(path, STATE_DIRECTORY) ? null : path,
  );
  const writable = [storeElsewhere, metricsElsewhere].filter((path) => typeof path === 'string');
  const unfit = unfitFile({ passed: [config, ...secrets], other: [executable, ...writable] });
  if (unfit !== null)
    throw new UsageError('E_UNIT_FILE', `Cannot write units: ${unfit}`, { hints: ['Rename it, also in the config'] });
  const user = storeElsewhere ? ownerOf(storeElsewhere) : 'dynamic';
  const group = metricsElsewhere ? writingGroup(metricsElsewhere) : null;
  if (metricsElsewhere && exists(metricsElsewhere) && group === null && !mayWrite(metricsElsewhere, user))
    context.warn(
      `warning: the service may not write the metrics: chgrp GROUP ${quote(metricsElsewhere)} && chmod g+w ${quote(metricsElsewhere)}, then write the units anew`,
    );
  const service = serviceUnit({ executable, config, secrets, writable, user, group });
  for (const line of placeWarnings({ executable, config, store })) context.warn(`warning: ${line}`);
  if (directory === '-') {
    context.out(`# busybody.service\n${service}\n# busybody.timer\n${TIMER_UNIT}`);
    return EXIT.ok;
  }
  const folder = resolve(context.cwd, expandHome(directory, context.home));
  const files = [
    { path: join(folder, 'busybody.service'), text: service },
    { path: join(folder, 'busybody.timer'), text: TIMER_UNIT },
  ];
  const force = context.flags.has('force');
  // All or none: half a pair of units is worse than none.
  for (const { path } of files) refuseExisting(path, force);
  for (const { path, text } of files) write(path, { text, mode: UNIT_MODE, force });
  for (const { path } of files) context.note(`Written: ${path}`);
  context.note('Next: systemctl daemon-reload && systemctl enable --now busybody.timer');
  return EXIT.ok;
}

interface Configured {
  /** Directory of the store; null where the config says nothing of it, or is yet to be written. */
  readonly store: string | null;
  /** Directory of the metrics, in the same way. */
  readonly metrics: string | null;
  /** Files it names for secrets. */
  readonly secrets: readonly string[];
}

function configured(context: Context, config: string): Configured {
  if (!exists(config)) {
    context.warn(`warning: there is no config yet: ${config}`);
    return { store: null, metrics: null, secrets: [] };
  }
  const text = readText(config, { what: 'config' });
  const store = storeDirectory(text, context);
  if (store !== null && !exists(store))
    context.warn(`warning: make the store's directory first: mkdir -p ${quote(store)}`);
  const secrets = namedFiles(text, { ...context, directory: dirname(config) });
  for (const path of secrets)
    if (!exists(path)) context.warn(`warning: the config names a file that is not there: ${path}`);
  const metrics = metricsDirectory(text, context);
  if (metrics !== null && !exists(metrics))
    context.warn(`warning: make the directory of the metrics first: mkdir -p ${quote(metrics)}`);
  return { store, metrics, secrets };
}

type User = 'dynamic' | { readonly uid: number; readonly gid: number } | null;

/** null for root, and where there is no such directory. */
function ownerOf(directory: string): User {
  const found = statSync(directory, { throwIfNoEntry: false });
  return found && found.uid !== 0 ? { uid: found.uid, gid: found.gid } : null;
}

/** The group, none of root's, that may write there; null where there is none. */
function writingGroup(directory: string): number | null {
  const found = statSync(directory, { throwIfNoEntry: false });
  return found && found.gid !== 0 && (found.mode & 0o020) !== 0 ? found.gid : null;
}

/** Whether it is the user's own; everybody's, such as /tmp, is hidden from the service. */
function mayWrite(directory: string, user: User): boolean {
  const { uid } = statSync(directory);
  return user !== 'dynamic' && uid === (user?.uid ?? 0);
}

function write(path: string, { text, mode, force }: { text: string; mode: number; force: boolean }): void {
  refuseExisting(path, force);
  try {
    mkdirSync(dirname(path), { recursive: true });
  } catch (error) {
    throw new BusybodyError('E_FILE_WRITE', `Cannot make directory: ${errorText(error)}: ${dirname(path)}`, {
      hints: [`ls -ld ${quote(dirname(dirname(path)))}`],
      cause: error,
    });
  }
  writeFileAtomic(path, text, { mode });
  // The umask may have taken away what others may read.
  chmodSync(path, mode);
}

function refuseExisting(path: string, force: boolean): void {
  if (force || !exists(path)) return;
  throw new BusybodyError('E_FILE_EXISTS', `Cannot write file: it is there already: ${path}`, {
    hints: ['busybody init --force replaces it'],
  });
}
