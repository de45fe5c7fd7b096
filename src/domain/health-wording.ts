// The wording of a message about busybody's own health: what it does not see, or sees again.

import type { HealthMessage, HealthProblem } from './alert.ts';
import { printable } from './text.ts';
import { formatDuration } from './time.ts';
import { timeText } from './wording.ts';
import { sentences, type Wording, type WordingLine } from './wording-lines.ts';

const MOST_SENTENCES = 8;

const RAISED: Readonly<Record<HealthProblem, (name: string) => string>> = {
  failing: (name) => `Watch is off: ${name} cannot be read`,
  silent: (name) => `Watch may be off: ${name} is silent longer than ever`,
  late: (name) => `Watch is late: sign-ins of ${name} arrive later than usual`,
  places: () => 'Watch is dim: addresses have lost their places',
  database: (name) => `Watch is dim: the address database ${name} is too old`,
  analysis: () => 'Watch is off: sign-ins are not judged',
};

const RECOVERED: Readonly<Record<HealthProblem, (name: string) => string>> = {
  failing: (name) => `Recovered: ${name} is read again`,
  silent: (name) => `Recovered: ${name} has sign-ins again`,
  late: (name) => `Recovered: sign-ins of ${name} arrive in time again`,
  places: () => 'Recovered: addresses have places again',
  database: (name) => `Recovered: the address database ${name} is new enough`,
  analysis: () => 'Recovered: sign-ins are judged again',
};

/** `Watch is off: slack cannot be read`; one line, at most 140 columns. */
export function healthHeadline({
  state,
  problem,
  source,
}: Pick<HealthMessage, 'state' | 'problem' | 'source'>): string {
  const name = source === null ? 'a source' : printable(source, { max: 60 });
  return (state === 'raised' ? RAISED : RECOVERED)[problem](name);
}

export function healthWording(message: HealthMessage): Wording {
  const lines: WordingLine[] = [];
  if (message.source !== null)
    lines.push({ group: 'fact', label: 'About', text: printable(message.source, { max: 120 }) });
  lines.push({ group: 'fact', label: 'Since', text: timeText(message.sinceMs, { seconds: false }) });
  if (message.state === 'recovered')
    lines.push({ group: 'fact', label: 'Lasted', text: formatDuration(message.timeMs - message.sinceMs) });
  lines.push(
    ...sentences('reason', 'Why', { texts: message.reasons, most: MOST_SENTENCES }),
    ...sentences('next', 'Next', { texts: message.nextSteps, most: MOST_SENTENCES }),
  );
  return { headline: healthHeadline(message), lines };
}
