// What stands between the sign-ins of a time line: silences, bursts, failures before a success.

import { LEAST_BURST, type Passage, RUN_GAP_MS } from '../domain/journey.ts';
import { DAY_MS, formatDuration, HOUR_MS } from '../domain/time.ts';
import { pluralText } from '../domain/wording.ts';
import type { JudgedSignIn } from './judged.ts';

/** A silence as long as this is marked. */
const SILENCE_MS = 7 * DAY_MS;
/** A run that goes on for longer is how this account works, and no burst. */
const LONGEST_BURST_MS = HOUR_MS;
/** Who mistypes a password does it once or twice. */
const TELLING_FAILURES = 3;

export interface Marked extends JudgedSignIn {
  readonly passage: Passage;
}

/** Marks above each sign-in, in the same order; most have none. */
export function marksOf(steps: readonly Marked[], options: { ascii: boolean }): readonly (readonly string[])[] {
  const dash = options.ascii ? '--' : '—';
  const marks: string[][] = steps.map(({ passage: { gapMs } }) =>
    gapMs !== null && gapMs >= SILENCE_MS ? [`${dash} ${formatDuration(gapMs)} of silence ${dash}`] : [],
  );
  for (let first = 0; first < steps.length; ) {
    let end = first + 1;
    while (end < steps.length && (steps[end]!.passage.gapMs ?? Number.POSITIVE_INFINITY) <= RUN_GAP_MS) end += 1;
    const text = burstText(steps.slice(first, end));
    if (text !== null) marks[first]!.push(`${dash} ${text} ${dash}`);
    else guessing(steps.slice(first, end), (at, told) => marks[first + at]!.push(`${dash} ${told} ${dash}`));
    first = end;
  }
  return marks;
}

/** `14 sign-ins in 3 min, 12 of them failed, then a success`. */
function burstText(run: readonly Marked[]): string | null {
  const durationMs = run.at(-1)!.signIn.timeMs - run[0]!.signIn.timeMs;
  if (run.length < LEAST_BURST || durationMs > LONGEST_BURST_MS) return null;
  const failed = run.filter(({ signIn }) => signIn.outcome !== 'success').length;
  const success = run.some(({ passage, signIn }) => signIn.outcome === 'success' && passage.failuresBefore > 0);
  const failures = failed === 0 ? '' : `, ${failed === run.length ? 'all' : failed} of them failed`;
  const time = durationMs === 0 ? 'at the same moment' : `in ${formatDuration(durationMs)}`;
  return `${pluralText(run.length, 'sign-in')} ${time}${failures}${success ? ' before a success' : ''}`;
}

function guessing(run: readonly Marked[], tell: (at: number, text: string) => void): void {
  run.forEach(({ signIn, passage }, at) => {
    if (signIn.outcome === 'success' && passage.failuresBefore >= TELLING_FAILURES)
      tell(at, `after ${pluralText(passage.failuresBefore, 'failed attempt')} within an hour`);
  });
}
