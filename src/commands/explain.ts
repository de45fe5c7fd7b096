// `busybody explain ID`: why a sign-in, or the sign-in that raised an alert, scored as it did.

import { parseSignInName } from '../domain/sign-in.ts';
import { printable } from '../domain/text.ts';
import { BusybodyError, EXIT } from '../platform/errors.ts';
import { explainJson, explainText } from '../view/explain.ts';
import { explainSignIn } from './analysis-adapter.ts';
import type { Context } from './context.ts';
import { findAlert } from './find-alerts.ts';
import { viewOptions } from './shown.ts';
import { openGround, openWorkspace } from './workspace.ts';

export async function execute(context: Context): Promise<number> {
  using workspace = openWorkspace(context, { optional: true, looks: true });
  const id = context.words[0]!;
  const seq = parseSignInName(id) ?? findAlert(workspace, id).seq;
  const row = workspace.store.signIn(seq);
  if (!row) {
    throw new BusybodyError('E_SIGN_IN_UNKNOWN', `Cannot find sign-in: ${printable(id, { max: 60 })}`, {
      hints: ['busybody analyze --all --since 7d lists sign-ins with their IDs'],
    });
  }
  using ground = openGround(context, workspace);
  const input = explainSignIn(ground, row.signIn);
  context.out(
    context.flags.value('format') === 'jsonl' ? explainJson(input) : explainText(input, viewOptions(context)),
  );
  return EXIT.ok;
}
