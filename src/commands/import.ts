// `busybody import FILE…`: reads sign-ins from files or standard input into the store.

import { createReadStream, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { printable } from '../domain/text.ts';
import { pluralText } from '../domain/wording.ts';
import { importFiles } from '../pipeline/import.ts';
import { expandHome } from '../platform/paths.ts';
import { startProgress } from '../platform/progress.ts';
import { STANDARD_INPUT } from '../sources/files/bytes.ts';
import type { ImportFormat } from '../sources/files/formats.ts';
import type { ImportInput } from '../sources/files/read.ts';
import type { Context } from './context.ts';
import { firstAnalysis } from './next-step.ts';
import { tellResults } from './tell-results.ts';
import { openWorkspace } from './workspace.ts';

/** So many refused lines are shown one by one; all are counted. */
const SHOWN = 20;
const MB = 1e6;

export async function execute(context: Context): Promise<number> {
  const { flags, warn } = context;
  using workspace = openWorkspace(context, { optional: true, writes: true });
  const inputs = context.words.map((word) => openInput(context, word));
  const source = flags.value('source');
  using progress = startProgress({ label: 'Importing', unit: 'MB', total: totalMb(context), stream: context.stderr });
  let shown = 0;
  const results = await context.cancellable((signal) =>
    importFiles({
      store: workspace.store,
      inputs,
      format: (flags.value('format') ?? 'auto') as ImportFormat,
      ...(source === undefined ? {} : { source }),
      resolveUser: workspace.resolveUser,
      clock: context.clock,
      signal,
      onRefused: (file, { line, reason }) => {
        if (++shown > SHOWN) return;
        progress.clear();
        warn(printable(`${file}:${line}: ${reason}`, { max: 500 }));
      },
      onProgress: (bytes) => progress.update(bytes / MB),
    }),
  );
  progress.clear();
  const listed = shown <= SHOWN;
  if (!listed) warn(`and ${pluralText(shown - SHOWN, 'more line')} refused, counted by reason below`);
  const code = tellResults(
    context,
    results.map((result) => ({ ...result, listed })),
  );
  const next = results.some(({ added }) => added > 0) ? firstAnalysis(workspace) : null;
  if (next !== null) context.note(next);
  return code;
}

function openInput({ cwd, home }: Context, word: string): ImportInput {
  if (word === '-') return { name: STANDARD_INPUT, stream: Bun.stdin.stream() };
  const path = resolve(cwd, expandHome(word, home));
  // Bun waits for a device to become readable, which /dev/null never does.
  const device = statSync(path, { throwIfNoEntry: false })?.isCharacterDevice() ?? false;
  return { name: word, stream: device ? createReadStream(path) : Bun.file(path).stream() };
}

/** Size of all files, or null where one of them has none, such as standard input. */
function totalMb({ words, cwd, home }: Context): number | null {
  let bytes = 0;
  for (const word of words) {
    const size =
      word === '-' ? undefined : statSync(resolve(cwd, expandHome(word, home)), { throwIfNoEntry: false })?.size;
    if (!size) return null;
    bytes += size;
  }
  return bytes / MB;
}
