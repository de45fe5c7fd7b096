// Health as a step of a run: judged after poll and analysis, before what it has to tell is sent.

import { healthHeadline } from '../domain/health-wording.ts';
import { printable } from '../domain/text.ts';
import { timeText } from '../domain/wording.ts';
import { assessHealth } from '../pipeline/health.ts';
import { type OpenProblem, problemName } from '../pipeline/operations.ts';
import { BusybodyError, EXIT } from '../platform/errors.ts';
import { redact } from '../platform/redact.ts';
import type { Context } from './context.ts';
import type { Recorded } from './record.ts';

export interface HealthStepOptions {
  /** Problems that a step of this same run has named as its own error. */
  readonly named: readonly OpenProblem['problem'][];
}

/** Exit code 1 as long as there is a problem; it is told when it begins and when it is over, and named as long as it lasts. */
export function healthStep(
  context: Context,
  { workspace, operations }: Recorded,
  { named }: HealthStepOptions,
): number {
  const { config, store } = workspace;
  const { raised, recovered } = assessHealth(operations, {
    store,
    polled: config.pollers.map(({ name }) => name),
    notifiers: config.notifiers.map(({ name }) => name),
    nowMs: context.clock(),
  });
  const fresh = new Set(raised.map(problemName));
  for (const [name, problem] of operations.problems) {
    if (named.includes(problem.problem)) continue;
    const headline = healthHeadline({ ...problem, state: 'raised' });
    if (!fresh.has(name)) context.warn(stillOpen(headline, problem));
    else {
      const text = [headline, ...problem.reasons].join(': ');
      context.report(new BusybodyError('E_HEALTH', text, { hints: problem.hints }));
    }
  }
  for (const problem of recovered) context.done(healthHeadline({ ...problem, state: 'recovered' }));
  return operations.problems.size > 0 ? EXIT.failed : EXIT.ok;
}

/** One line: what was told in full when it began, and what can be done about it. */
function stillOpen(headline: string, { sinceMs, hints }: OpenProblem): string {
  const since = `since ${timeText(sinceMs, { seconds: false })}`;
  const hint = hints[0] === undefined ? '' : `; hint: ${hints[0]}`;
  return printable(redact(`busybody: still open, ${since}: ${headline}${hint}`));
}
