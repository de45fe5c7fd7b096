// One alert on a page: what was found, every sign-in that belongs to it, what is usual, the verdict, what to type next.

import type { Alert, VerdictStep } from '../domain/alert.ts';
import { alertHeadline, alertNextSteps } from '../domain/alert-wording.ts';
import { inertJson } from '../domain/inert-json.ts';
import type { LabelledText } from '../domain/label-lines.ts';
import { signInName } from '../domain/sign-in.ts';
import { printable } from '../domain/text.ts';
import { formatIso } from '../domain/time.ts';
import { pluralText, scoreAndLimitText, shellWord, timeText } from '../domain/wording.ts';
import { sentences } from '../domain/wording-lines.ts';
import { block } from './alert-text.ts';
import { alertObject } from './alerts.ts';
import { signInObject } from './json-lines.ts';
import { type JudgedSignIn, signInFacts } from './judged.ts';
import { title, type ViewOptions } from './style.ts';
import { timeline } from './timeline.ts';

export interface AlertPageInput {
  readonly alert: Alert;
  /** All sign-ins of the alert, oldest first. */
  readonly signIns: readonly JudgedSignIn[];
  /** What is usual for the user, a plain sentence each. */
  readonly usual: readonly string[];
  /** Everything ever said of it, oldest first. */
  readonly verdicts?: readonly VerdictStep[];
  /** What allowances hid of it, in that order. */
  readonly mutes?: readonly PageMute[];
  /** False where no command can follow, since its store will be gone. */
  readonly next?: boolean;
}

/** A sign-in of the alert that nobody is told of; without an allowance one that was told after all. */
export interface PageMute {
  readonly seq: number;
  readonly allowanceId: string | null;
  readonly note: string | null;
  readonly recordedMs: number;
  /** Whether the alert was there before the allowance. */
  readonly later: boolean;
}

/** For people; ends with a line feed. */
export function alertPage(input: AlertPageInput, options: ViewOptions): string {
  const { alert, signIns, usual } = input;
  const raising = signIns.find((judged) => judged.signIn.seq === alert.seq);
  const lines: LabelledText[] = [
    { label: 'Alert', text: `${printable(alert.id, { max: 40 })}, ${statusText(alert)}` },
    { label: 'Episode', text: episodeText(alert) },
  ];
  if (raising !== undefined) lines.push(...signInFacts(raising).filter((line) => line.label !== 'Score'));
  lines.push({ label: 'Score', text: scoreAndLimitText(alert.score, alert.threshold) });
  lines.push(...sentences('reason', 'Why', { texts: alert.reasons.map((reason) => reason.text), most: 12 }));
  lines.push(...sentences('usual', 'Usual', { texts: usual, most: 12 }));
  lines.push(...sentences('fact', 'Said', { texts: (input.verdicts ?? []).map(stepText), most: MOST_STEPS }));
  lines.push(...sentences('fact', 'Muted', { texts: (input.mutes ?? []).map(muteText), most: MOST_STEPS }));
  const parts = [title(alertHeadline({ ...alert, part: 1 }), options) + block(lines, options)];
  if (signIns.length > 0) {
    const several = new Set(signIns.map((judged) => judged.signIn.user)).size > 1;
    parts.push(title('Sign-ins', options) + timeline(signIns, { ...options, users: several }));
  }
  if (input.next !== false) parts.push(block(sentences('next', 'Next', { texts: nextSteps(alert), most: 8 }), options));
  return parts.join('\n');
}

/** The alert with its sign-ins as one line of JSON with its line feed. */
export function alertPageJson(input: AlertPageInput): string {
  const signIns = input.signIns.map(signInObject);
  const alert = alertObject(input.alert);
  return `${inertJson({ ...alert, usual: input.usual, sign_in_list: signIns, ...historyObject(input) })}\n`;
}

/** What was said and what was hidden, as plain data. */
export function historyObject({ verdicts = [], mutes = [] }: Pick<AlertPageInput, 'verdicts' | 'mutes'>) {
  return {
    verdicts: verdicts.map(({ action, timeMs, by, reason, after }) => ({
      action,
      time: formatIso(timeMs),
      by,
      reason,
      status: after?.status ?? 'open',
    })),
    mutes: mutes.map(({ seq, allowanceId, note, recordedMs, later }) => ({
      sign_in: signInName(seq),
      allowance: allowanceId,
      note,
      time: formatIso(recordedMs),
      later,
    })),
  };
}

const MOST_STEPS = 20;

/** `2026-03-01 09:12 UTC dismissed by grace: a script of hers`. */
export function stepText({ action, timeMs, by, reason, after }: VerdictStep): string {
  const who = by === null ? '' : ` by ${printable(by, { max: 60 })}`;
  const why = reason === null ? '' : `: ${printable(reason, { max: 300 })}`;
  const held = action === 'undone' ? ` (${after?.status ?? 'open'} again)` : '';
  return `${timeText(timeMs, { seconds: false })} ${action}${who}${held}${why}`;
}

/** `2026-03-01 09:12 UTC e000123 hidden by ok-3: a trial`. */
export function muteText({ seq, allowanceId, note, recordedMs, later }: PageMute): string {
  const what = `${timeText(recordedMs, { seconds: false })} ${signInName(seq)}`;
  if (allowanceId === null) return `${what} is covered by nothing: told`;
  const why = note === null ? '' : `: ${printable(note, { max: 200 })}`;
  return `${what} ${later ? 'hidden afterwards' : 'hidden'} by ${allowanceId}${why}`;
}

function statusText(alert: Alert): string {
  const muted = alert.muted === null ? '' : `, muted by ${alert.muted.allowanceId}`;
  const history = `${alert.history ? ', found in the history of a first run' : ''}${muted}`;
  const { verdict } = alert;
  if (verdict === null) return `${alert.status}${history}`;
  const by = verdict.by === null ? '' : ` by ${printable(verdict.by, { max: 60 })}`;
  const reason = verdict.reason === null ? '' : `: ${printable(verdict.reason, { max: 300 })}`;
  return `${verdict.status}${by} on ${timeText(verdict.timeMs, { seconds: false })}${reason}${history}`;
}

function episodeText(alert: Alert): string {
  const count = pluralText(alert.signIns, 'sign-in');
  if (alert.firstMs === alert.lastMs) return `${count} at ${timeText(alert.firstMs, { seconds: false })}`;
  return `${count} from ${timeText(alert.firstMs, { seconds: false })} to ${timeText(alert.lastMs, { seconds: false })}`;
}

function nextSteps(alert: Alert): readonly string[] {
  if (alert.verdict === null) return alertNextSteps({ alertId: alert.id, user: alert.user });
  return [
    `Why this score: busybody explain ${signInName(alert.seq)}`,
    `Take that back: busybody alerts undo ${shellWord(alert.id) ?? 'ID'}`,
  ];
}
