// What to type next where a command has nothing to show because nothing is there yet: the first hours with busybody.

import { isAnalysed } from '../config/config.ts';
import { pluralText } from '../domain/wording.ts';
import { type Operations, readOperations } from '../pipeline/operations.ts';
import type { Workspace } from './workspace.ts';

/** One line; null where everything was done and there is simply nothing. `operations`: as a run has them that is not over yet. */
export function nextStep(
  { config, store }: Pick<Workspace, 'config' | 'store'>,
  operations?: Operations,
): string | null {
  const stored = store.sources().filter(({ newestMs }) => newestMs !== null);
  if (stored.length === 0) return emptyStore(config);
  const heard = stored.map(({ source }) => source).filter((source) => isAnalysed(config, source));
  if (heard.length === 0) return 'No app with stored sign-ins is listed under analysis: busybody check names them';
  const { count } = store.pendingCount(heard);
  if (count > 0) return `${pluralText(count, 'sign-in')} not judged yet: busybody analyze`;
  const { judged, learning } = (operations ?? readOperations(store)).analyzed;
  // Where nothing was recorded, an older version judged, and nothing can be said.
  if (judged > 0 && judged === learning)
    return 'Nobody is known well enough yet, which takes some 10 sign-ins on 5 days: let it run on; busybody analyze --all shows what is learnt';
  return null;
}

function emptyStore({ file, pollers }: Workspace['config']): string {
  if (pollers.length > 0) return 'No sign-in is stored yet: busybody check, then busybody poll';
  const polling = file === null ? 'busybody init to poll apps' : `name an app in ${file}`;
  return `No sign-in is stored yet: ${polling}, or busybody import FILE; busybody demo shows what comes of it`;
}

/** After an import: null once anything was ever judged, since whoever imports then knows how to go on. */
export function firstAnalysis(workspace: Pick<Workspace, 'config' | 'store'>): string | null {
  return readOperations(workspace.store).analyzed.judged > 0 ? null : nextStep(workspace);
}
