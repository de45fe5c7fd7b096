// What an uneventful run must look like.

import type { Outcome } from './stage.ts';

/** Alerts and messages that should not be, and numbers that are none. */
export function quietFaults({ judged, messages }: Outcome, allowed: number): string[] {
  const wrong: string[] = [];
  for (const { draft, score } of judged) {
    if (score.score !== null && !(score.score >= 0 && score.score <= 1))
      wrong.push(`score ${score.score} of ${draft.account}`);
    if (score.score === null && !score.why) wrong.push(`unscored without a reason: ${draft.account}`);
    if (allowed === 0 && score.alert)
      wrong.push(`${draft.account} alerts with ${score.score!.toFixed(3)}, limit ${score.threshold!.toFixed(3)}`);
  }
  if (messages.length > allowed) wrong.push(`${messages.length} messages, at most ${allowed} wished for`);
  return wrong;
}
