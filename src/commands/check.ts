// `busybody check`: one line for each thing that must be right, as it becomes known. Exit code 1 where anything fails.

import { type Config, isAnalysed } from '../config/config.ts';
import { checkOpen, failed } from '../pipeline/check.ts';
import { EXIT } from '../platform/errors.ts';
import { quote, readableByOthers } from '../platform/files.ts';
import { redact } from '../platform/redact.ts';
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
    context.out(redact(checkText([line], { colour: context.stdout.color })));
  };
  // Without a config there is nothing else to verify: main.ts tells every mistake of it at once.
  const config = openConfig(context, { optional: true });
  for (const line of configLines(config)) tell(line);
  using store = attempt('store', () => openConfiguredStore(config), tell);
  using geo = attempt('databases', () => openConfiguredGeo(config), tell);
  const sources = config.pollers.flatMap(
    (poller) => attempt(`poller ${poller.name}`, () => named('poller', createSource(poller, context)), tell) ?? [],
  );
  const notifiers = config.notifiers.flatMap(
    (notifier) =>
      attempt(`notifier ${notifier.name}`, () => named('notifier', createNotifier(notifier, context)), tell) ?? [],
  );
  const lines = checkOpen({
    clock: context.clock,
    store,
    databases: geo?.databases() ?? null,
    sources,
    notifiers,
    isAnalysed: (source) => isAnalysed(config, source),
  });
  const unheard = store?.sources().flatMap(({ source }) => (isAnalysed(config, source) ? [] : [`${source}: `])) ?? [];
  for await (const line of lines) {
    // Only the lines of stored sign-ins begin with the name of a source alone.
    const note = line.ok && unheard.some((start) => line.text.startsWith(start));
    tell(note ? { ...line, text: `note: ${line.text}` } : line);
  }
  return bad > 0 ? EXIT.failed : EXIT.ok;
}

/** The config itself: where it is, and who else may read its tokens. */
function configLines({ file }: Config): CheckLine[] {
  if (file === null) return [{ ok: true, text: 'config: none found, defaults hold', hints: ['busybody init'] }];
  if (!readableByOthers(file)) return [{ ok: true, text: `config: ${file}`, hints: [] }];
  return [{ ok: false, text: `config: others can read it: ${file}`, hints: [`chmod 600 ${quote(file)}`] }];
}

/** A poller and a notifier of one app have the same name: every line says which of them it is of. */
function named<T extends { readonly name: string; check(): Promise<readonly CheckLine[]> }>(kind: string, part: T): T {
  const begin = `${part.name}: `;
  const check = async () =>
    (await part.check()).map((line) => {
      const text = line.text.startsWith(begin) ? line.text : `${begin}${line.text}`;
      return { ...line, text: `${kind} ${text}` };
    });
  return { ...part, name: `${kind} ${part.name}`, check };
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
