// `busybody analyze --user U`: what is usual for one user, then the time line of the window.

import { printable } from '../domain/text.ts';
import { pluralText, timeText } from '../domain/wording.ts';
import { portrait, portraitJson } from '../view/portrait.ts';
import { portraitOf } from './analysis-adapter.ts';
import type { Context } from './context.ts';
import { type Printed, printSignIns } from './print-sign-ins.ts';
import { viewOptions } from './shown.ts';
import type { Ground } from './workspace.ts';

export interface Look {
  readonly ground: Ground;
  readonly user: string;
  readonly scope: { readonly fromMs: number; readonly toMs: number };
}

export function lookAtUser(context: Context, { ground, user, scope }: Look): Printed {
  const { flags, out, note } = context;
  const seen = portraitOf(ground, user);
  const only = flags.has('portrait');
  const format = flags.value('format') ?? 'table';
  if (only && format === 'jsonl') out(portraitJson(seen));
  else if (format === 'table') out(`${portrait(seen, viewOptions(context))}${only ? '' : '\n'}`);
  if (only) return { rows: 0, alerts: 0, pending: 0 };
  // Read from the beginning: the first of the window has a way from what was before it.
  const rows = ground.store.window({ fromMs: Number.MIN_SAFE_INTEGER, toMs: scope.toMs, user });
  const { fromMs } = scope;
  const printed = printSignIns(context, {
    rows,
    fromMs,
    ground,
    everything: true,
    users: false,
    fold: !flags.has('all'),
  });
  if (printed.rows === 0) note(emptyText(user, seen.lastMs));
  if (printed.pending > 0)
    note(
      `${pluralText(printed.pending, 'sign-in')} of these ${printed.pending === 1 ? 'is' : 'are'} not analysed yet: busybody analyze`,
    );
  return printed;
}

function emptyText(user: string, lastMs: number | null): string {
  const last = lastMs === null ? '' : `; the last one was ${timeText(lastMs, { seconds: false })}`;
  return `No sign-in of ${printable(user, { max: 80 })} in this time${last}`;
}
