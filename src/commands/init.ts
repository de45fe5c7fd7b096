// `busybody init`: writes a starter config that only its owner can read, and units for systemd. Never replaces a file unasked.

import { chmodSync, mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { exampleConfig } from '../config/example.ts';
import { storeDirectory } from '../config/store-directory.ts';
import { BusybodyError, EXIT, errorText } from '../platform/errors.ts';
import { exists, PRIVATE_MODE, quote, readText, writeFileAtomic } from '../platform/files.ts';
import { configCandidates, expandHome } from '../platform/paths.ts';
import type { Context } from './context.ts';
import { isWithin, placeWarnings, STATE_DIRECTORY, serviceUnit, TIMER_UNIT } from './units.ts';

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
  const store = configuredStore(context, config);
  const writable = store === null || isWithin(store, STATE_DIRECTORY) ? [] : [store];
  const service = serviceUnit({ executable: context.executable, config, writable });
  for (const line of placeWarnings({ executable: context.executable, config, store })) context.warn(`warning: ${line}`);
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

/** Where the config keeps the store; null where it says nothing of it, or is yet to be written. */
function configuredStore(context: Context, config: string): string | null {
  if (!exists(config)) {
    context.warn(`warning: there is no config yet: ${config}`);
    return null;
  }
  const store = storeDirectory(readText(config, { what: 'config' }), context);
  if (store !== null && !exists(store))
    context.warn(`warning: make the store's directory first: mkdir -p ${quote(store)}`);
  return store;
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
