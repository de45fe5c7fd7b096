// Sign-ins on one time line across apps: when, which app, where, network, device, score, state, way since the last, why.

import type { Score } from '../domain/score.ts';
import { signInName } from '../domain/sign-in.ts';
import { travelBetween, travelText } from '../domain/travel.ts';
import { deviceText, ownerText, scoreText, shortPlaceText } from '../domain/wording.ts';
import { scoreBar, shortTime } from './alerts.ts';
import { isWarningTold, type JudgedSignIn, stateText } from './judged.ts';
import type { Style, ViewOptions } from './style.ts';
import { type Column, table } from './table.ts';

const MOST_REASONS = 4;

interface Step extends JudgedSignIn {
  readonly way: string;
}

export interface TimelineOptions extends ViewOptions {
  /** Shows the user and leaves out the way between sign-ins: for lists of several people. */
  readonly users?: boolean;
}

/**
 * One line a sign-in, in the order given (oldest first, newest last); the empty text where there are none.
 * Reasons and ways stand below their sign-in on a terminal, and in columns of their own where the width is unlimited.
 */
export function timeline(signIns: readonly JudgedSignIn[], options: TimelineOptions): string {
  const users = options.users === true;
  const steps = signIns.map((judged, index) => ({ ...judged, way: users ? '' : wayTo(judged, signIns[index - 1]) }));
  const columns: Column<Step>[] = [
    { title: 'Sign-in', text: ({ signIn }) => signInName(signIn.seq), whole: 'always', drop: 2 },
    { title: 'Time (UTC)', text: ({ signIn }) => shortTime(signIn.timeMs), min: 16 },
    { title: 'App', text: appText, min: 6 },
    { title: 'Place', text: ({ enrichment }) => shortPlaceText(enrichment), min: 10, drop: 1 },
    { title: 'Network', text: ({ enrichment }) => ownerText(enrichment) ?? '-', min: 10, drop: 4 },
    { title: 'Device', text: ({ device, signIn }) => deviceText(device, signIn.userAgent), min: 10, drop: 3 },
    { title: 'Score', text: ({ score }) => scoreText(score?.score ?? null), right: true, min: 5 },
    { title: '', text: ({ score }) => scoreBar(score?.score ?? null, options), min: 6, drop: 5 },
    { title: 'State', text: stateText, whole: 'always', style: stateStyle },
  ];
  if (users) columns.splice(2, 0, { title: 'User', text: ({ signIn }) => signIn.user, min: 12, whole: 'longest' });
  if (Number.isFinite(options.width)) return table(columns, steps, { ...options, below: remarks });
  if (!users) columns.push({ title: 'Way', text: ({ way }) => way });
  columns.push({ title: 'Why', text: (step) => reasonsOf(step).join('; ') });
  return table(columns, steps, options);
}

function remarks(step: Step): readonly string[] {
  return [...(step.way === '' ? [] : [`${step.way} since the sign-in before`]), ...reasonsOf(step)];
}

/** Reasons of what stands out; an ordinary sign-in needs none here, `explain` has them. */
function reasonsOf({ score, signIn }: Step): readonly string[] {
  const told = score !== null && (score.alert || score.alertId !== null || isOver(score));
  const shown = told ? score.reasons.slice(0, MOST_REASONS) : [];
  const reasons = shown.map((reason) => reason.text);
  if (score?.state === 'unscored' && score.why !== null) reasons.push(`not judged: ${score.why}`);
  const warning = signIn.warning === null || isWarningTold(shown) ? [] : [`the app itself says ${signIn.warning}`];
  return [...reasons, ...warning];
}

function isOver({ score, threshold }: Score): boolean {
  return score !== null && threshold !== null && score >= threshold;
}

function wayTo(judged: JudgedSignIn, before: JudgedSignIn | undefined): string {
  const travel = before === undefined ? null : travelBetween(before, judged);
  return travel === null ? '' : travelText(travel);
}

/** `slack`, and the outcome where it was no success: `gsuite failure`. */
function appText({ signIn }: JudgedSignIn): string {
  return signIn.outcome === 'success' ? signIn.source : `${signIn.source} ${signIn.outcome}`;
}

function stateStyle({ score, muted = null }: JudgedSignIn): Style | null {
  if (muted !== null) return 'dim';
  if (score === null || score.state !== 'scored') return 'dim';
  return score.alertId === null && !score.alert ? null : 'red';
}
