// `busybody backtest`: what would have alerted at several budgets, over the stored history; with --inject also how many invented
// takeovers would have been caught. Writes nothing to the store.

import { printable } from '../domain/text.ts';
import { EXIT, UsageError } from '../platform/errors.ts';
import { startProgress } from '../platform/progress.ts';
import { backtestText } from '../view/backtest.ts';
import { backtestCsvLines, backtestJsonLines } from '../view/backtest-lines.ts';
import { rehearse } from './analysis-adapter.ts';
import type { Context } from './context.ts';
import { timeFlag, wholeNumber } from './flag-values.ts';
import { nextStep } from './next-step.ts';
import { viewOptions } from './shown.ts';
import { openGround, openWorkspace } from './workspace.ts';

const BUDGETS = [0.5, 1, 2, 5];
const MOST_BUDGETS = 12;

export async function execute(context: Context): Promise<number> {
  const { flags } = context;
  const sinceMs = timeFlag(context, 'since') ?? Number.MIN_SAFE_INTEGER;
  const untilMs = timeFlag(context, 'until') ?? Number.MAX_SAFE_INTEGER;
  if (sinceMs >= untilMs) throw usage('--since must lie before --until', '--since 30d --until 7d');
  const seed = wholeNumber(context, { name: 'seed', least: 0, most: 4_294_967_295 });
  const inject = flags.has('inject');
  if (seed !== undefined && !inject) throw usage('--seed is for --inject', `busybody backtest --inject --seed ${seed}`);
  const asked = budgetsFlag(context);
  using workspace = openWorkspace(context, { optional: true, looks: true });
  using ground = openGround(context, workspace);
  const configured = ground.alertBudget;
  using progress = startProgress({
    label: 'Replaying',
    unit: 'sign-ins',
    total: null,
    stream: context.stderr,
    // It may take minutes: without a bar a line now and then says that it goes on.
    log: context.note,
  });
  const result = await context.cancellable((signal) =>
    rehearse({
      ...ground,
      budgets: asked ?? [...BUDGETS, configured],
      sinceMs,
      untilMs,
      drill: inject ? { seed: seed ?? 1 } : null,
      signal,
      onProgress: (done, total) => {
        progress.setTotal(total);
        progress.update(done);
      },
    }),
  );
  progress.clear();
  const format = flags.value('format') ?? 'table';
  if (format === 'jsonl') for (const line of backtestJsonLines(result, { configured })) context.out(line);
  else if (format === 'csv') for (const line of backtestCsvLines(result)) context.out(line);
  else if (result.replayed === 0)
    context.note(
      workspace.store.sources().length === 0
        ? nextStep(workspace)!
        : 'No sign-ins to replay of this time: busybody backtest',
    );
  else context.out(backtestText(result, { ...viewOptions(context), configured }));
  return EXIT.ok;
}

/** `--budget 0.5,1,2`; null where it is not given. @throws UsageError E_USAGE */
function budgetsFlag({ flags }: Context): readonly number[] | null {
  const text = flags.value('budget');
  if (text === undefined) return null;
  const budgets = text
    .split(',')
    .map((part) => (/^\d{1,4}(\.\d{1,6})?$/.test(part.trim()) ? Number(part) : Number.NaN));
  if (budgets.length <= MOST_BUDGETS && budgets.every((budget) => budget > 0 && budget <= 1000)) return budgets;
  const rule = `--budget must be up to ${MOST_BUDGETS} numbers above 0, at most 1000, with commas`;
  throw usage(`${rule}: current value is ${printable(text, { max: 60 })}`, '--budget 0.5,1,2');
}

function usage(message: string, hint: string): UsageError {
  return new UsageError('E_USAGE', `Cannot read the command line: ${message}`, { hints: [hint] });
}
