// Health as a step of a run: judged after poll and analysis, before what it has to tell is sent.

import { healthHeadline } from '../domain/health-wording.ts';
import { assessHealth } from '../pipeline/health.ts';
import type { OpenProblem } from '../pipeline/operations.ts';
import { BusybodyError, EXIT } from '../platform/errors.ts';
import type { Context } from './context.ts';
import type { Recorded } from './record.ts';

/** Told by the step that failed, as its own error. */
const TOLD_ALREADY: readonly OpenProblem['problem'][] = ['failing', 'analysis'];

/** Exit code 1 as long as there is a problem; it is told when it begins and when it is over. */
export function healthStep(context: Context, { workspace, operations }: Recorded): number {
  const { config, store } = workspace;
  const { raised, recovered } = assessHealth(operations, {
    store,
    polled: config.pollers.map(({ name }) => name),
    notifiers: config.notifiers.map(({ name }) => name),
    nowMs: context.clock(),
  });
  for (const problem of raised) {
    if (TOLD_ALREADY.includes(problem.problem)) continue;
    const text = [healthHeadline({ ...problem, state: 'raised' }), ...problem.reasons].join(': ');
    context.report(new BusybodyError('E_HEALTH', text, { hints: problem.hints }));
  }
  for (const problem of recovered) context.done(healthHeadline({ ...problem, state: 'recovered' }));
  return operations.problems.size > 0 ? EXIT.failed : EXIT.ok;
}
