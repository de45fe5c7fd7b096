// `busybody check`: one line for each thing that must be right, as it becomes known. Exit code 1 where anything fails.

import { type Config, isAnalysed } from '../config/config.ts';
import { checkOpen, failed } from '../pipeline/check.ts';
import { EXIT } from '../platform/errors.ts';
import { quote, readableByOthers } from '../platform/files.ts';
import type { CheckLine } from '../sources/contract.ts';
import { checkText } from '../view/check.ts';
import type { Context } from './context.ts';
import { createNotifier } from './notify.ts';
import { createSource } from './poll.ts';
import { openConfig, openConfiguredGeo, openConfiguredStore } from './workspace.ts';

export async function execute(context: Context): Promise<number> {
  let bad = 0;
  const tell = (line: CheckLine) => {
    if (!line.ok) bad++;
    context.out(checkText([line], { colour: context.stdout.color }));
  };
  // Without a config there is nothing else to verify: main.ts tells every mistake of it at once.
  const config = openConfig(context, { optional: true });
  for (const line of configLines(config)) tell(line);
  using store = attempt('store', () => openConfiguredStore(config), tell);
  using geo = attempt('databases', () => openConfiguredGeo(config), tell);
  const sources = config.pollers.flatMap(
    (poller) => attempt(poller.name, () => createSource(poller, context), tell) ?? [],
  );
  const notifiers = config.notifiers.flatMap(
    (notifier) => attempt(notifier.name, () => createNotifier(notifier, context), tell) ?? [],
  );
  const lines = checkOpen({
    clock: context.clock,
    store,
    databases: geo?.databases() ?? null,
    sources,
    notifiers,
    isAnalysed: (source) => isAnalysed(config, source),
  });
  for await (const line of lines) tell(line);
  return bad > 0 ? EXIT.failed : EXIT.ok;
}

/** The config itself: where it is, and who else may read its tokens. */
function configLines({ file }: Config): CheckLine[] {
  if (file === null) return [{ ok: true, text: 'config: none found, defaults hold', hints: ['busybody init'] }];
  if (!readableByOthers(file)) return [{ ok: true, text: `config: ${file}`, hints: [] }];
  return [{ ok: false, text: `config: others can read it: ${file}`, hints: [`chmod 600 ${quote(file)}`] }];
}

/** What cannot be opened becomes a line, and null. */
function attempt<T>(name: string, open: () => T, tell: (line: CheckLine) => void): T | null {
  try {
    return open();
  } catch (error) {
    tell(failed(name, error));
    return null;
  }
}
