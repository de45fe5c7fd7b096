// A sign-in with all that is known of it, as the views take it; and the phrases several of them share.

import type { AlertStatus } from '../domain/alert.ts';
import type { MutedBy } from '../domain/allowance.ts';
import type { Device } from '../domain/device.ts';
import type { Enrichment } from '../domain/enrichment.ts';
import type { Passage } from '../domain/journey.ts';
import type { LabelledText } from '../domain/label-lines.ts';
import type { Reason, Score } from '../domain/score.ts';
import type { StoredSignIn } from '../domain/sign-in.ts';
import { printable } from '../domain/text.ts';
import {
  deviceText,
  nameText,
  networkText,
  placeText,
  scoreAndLimitText,
  scoreText,
  timeText,
} from '../domain/wording.ts';

export interface JudgedSignIn {
  readonly signIn: StoredSignIn;
  /** null while it is not analysed yet. */
  readonly score: Score | null;
  readonly enrichment: Enrichment;
  readonly device: Device;
  /** The allowance by which nobody is told of it; absent or null where there is none. */
  readonly muted?: MutedBy | null;
  /** How the alert it belongs to stands; absent or null where it belongs to none. */
  readonly alertStatus?: AlertStatus | null;
  /** The way from the user's sign-in before; absent where that is not known. */
  readonly passage?: Passage;
}

/** `0.71, limit 0.64: alert a-7f3k`, `0.30, limit 0.64: within the limit`, `0.55: still learning …`, `not judged: …`. */
export function judgementText(score: Score | null): string {
  if (score === null) return 'not analysed yet: busybody analyze';
  if (score.state === 'unscored') return `not judged: ${printable(score.why ?? 'no reason recorded', { max: 200 })}`;
  const member = score.alertId === null ? null : printable(score.alertId, { max: 40 });
  const belongs = member === null ? '' : `, part of alert ${member}`;
  if (score.alert) return `${scoreAndLimitText(score.score, score.threshold)}: alert ${member ?? 'raised'}`;
  if (score.state === 'learning') return `${scoreText(score.score)}: still learning this account${belongs}`;
  const over = score.score !== null && score.threshold !== null && score.score >= score.threshold;
  return `${scoreAndLimitText(score.score, score.threshold)}: ${over ? 'over' : 'within'} the limit${belongs}`;
}

/**
 * One word or two for a table: `alert a-7f3k`, `in a-7f3k`, `learning`, `failed`, `challenge`, `unscored`, `pending`, the verdict,
 * and what mutes it; empty for what is ordinary.
 */
export function stateText(judged: StateInput & Pick<JudgedSignIn, 'muted'>): string {
  const state = plainStateText(judged);
  const { muted = null } = judged;
  return muted === null ? state : `${state}, muted by ${muted.allowanceId}`;
}

type StateInput = Pick<JudgedSignIn, 'score' | 'signIn' | 'alertStatus'>;

/** The same without what mutes it. */
export function plainStateText({ score, signIn, alertStatus = null }: StateInput): string {
  if (score === null) return 'pending';
  const verdict = alertStatus === null || alertStatus === 'open' ? '' : `, ${alertStatus}`;
  if (score.alert) return score.alertId === null ? 'alert' : `alert ${score.alertId}${verdict}`;
  if (score.alertId !== null) return `in ${score.alertId}${verdict}`;
  if (score.state !== 'unscored') return score.state === 'scored' ? '' : score.state;
  return signIn.outcome === 'success' ? 'unscored' : signIn.outcome === 'failure' ? 'failed' : 'challenge';
}

/** Whether one of the reasons says already what the app itself says. */
export function isWarningTold(reasons: readonly Reason[] = []): boolean {
  return reasons.some(({ component }) => component === 'provider');
}

/** Who, when, app, where, network, address, device, agent, warning, score: labelled and printable. */
export function signInFacts(judged: JudgedSignIn): readonly LabelledText[] {
  const { signIn, score, enrichment, device } = judged;
  const lines: LabelledText[] = [
    { label: 'Who', text: nameText(signIn.user) },
    { label: 'When', text: timeText(signIn.timeMs) },
    {
      label: 'App',
      text: [signIn.source, signIn.event, signIn.outcome].map((word) => printable(word, { max: 60 })).join(', '),
    },
    { label: 'Where', text: placeText(enrichment) },
    { label: 'Network', text: networkText(enrichment) },
    { label: 'Address', text: signIn.ip === null ? 'none recorded' : printable(signIn.ip, { max: 60 }) },
    { label: 'Device', text: deviceText(device, signIn.userAgent) },
  ];
  if (signIn.userAgent !== null) lines.push({ label: 'Agent', text: printable(signIn.userAgent, { max: 240 }) });
  if (signIn.warning !== null && !isWarningTold(score?.reasons))
    lines.push({ label: 'Warning', text: `the app itself says ${printable(signIn.warning, { max: 120 })}` });
  lines.push({ label: 'Score', text: judgementText(score) });
  return lines;
}
