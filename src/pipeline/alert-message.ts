// From a judged sign-in to what a person is told: the alert as kept, and the message as sent.

import type { Campaign } from '../alerting/campaign.ts';
import type { Alert, AlertMessage, HistoryMessage, Severity } from '../domain/alert.ts';
import { describeDevice } from '../domain/describe-device.ts';
import type { Enrichment } from '../domain/enrichment.ts';
import type { Reason } from '../domain/score.ts';
import type { StoredSignIn } from '../domain/sign-in.ts';
import type { Telling } from './muting.ts';
import type { Judged } from './replay.ts';

export interface AlertInput {
  readonly signIn: StoredSignIn;
  readonly judged: Judged;
  readonly reasons: readonly Reason[];
  readonly history: boolean;
  /** The campaign it belongs to; null for an alert on one user. */
  readonly campaign: Campaign | null;
  /** What becomes of it. */
  readonly telling: Telling;
}

/** A new alert, open. @param input `judged.episode` must be the one it raised. */
export function newAlert({ signIn, judged, reasons, history, campaign, telling }: AlertInput): Alert {
  const episode = judged.episode!;
  const judgement = judged.judgement!;
  return {
    id: episode.alertId,
    kind: campaign === null ? 'sign-in' : 'campaign',
    user: signIn.user,
    severity: severityOf(judgement.score, judged.threshold, signIn.warning !== null),
    status: 'open',
    firstMs: episode.firstMs,
    lastMs: episode.lastMs,
    score: judgement.score,
    threshold: judged.threshold,
    components: judgement.components,
    reasons: campaign === null ? reasons : [campaignReason(campaign), ...reasons],
    seq: signIn.seq,
    signIns: episode.signIns,
    history,
    verdict: null,
    muted: telling.told === 'hidden' ? { allowanceId: telling.by.id, note: telling.by.note } : null,
  };
}

function campaignReason({ key, users }: Campaign): Reason {
  const [kind = '', ...name] = key.split(':');
  const what = kind === 'owner' ? 'network owner' : kind === 'block' ? 'network block' : 'address';
  return {
    component: 'network',
    text: `The same new ${what} ${name.join(':')} raised alerts on ${users.length} accounts within a day: ${users.join(', ')}.`,
  };
}

/** The same alert after another sign-in joined it; told again, it takes over what the stranger sign-in says. */
export function grownAlert(alert: Alert, { signIn, judged, reasons, campaign, telling }: AlertInput): Alert {
  const episode = judged.episode!;
  const judgement = judged.judgement!;
  const wave = campaign === null ? [] : [campaignReason(campaign)];
  const grown: Alert = {
    ...alert,
    firstMs: Math.min(alert.firstMs, signIn.timeMs),
    lastMs: Math.max(alert.lastMs, episode.lastMs),
    signIns: alert.signIns + 1,
    reasons: campaign === null ? alert.reasons : [...wave, ...alert.reasons.slice(1)],
  };
  const heard = telling.told === 'yes' && telling.heard;
  if (judged.decision.action !== 'raise-again' && !heard) return grown;
  return {
    ...grown,
    muted: heard ? null : alert.muted,
    severity: severityOf(judgement.score, judged.threshold, signIn.warning !== null),
    score: Math.max(alert.score, judgement.score),
    components: judgement.components,
    reasons: [...wave, ...reasons],
    seq: signIn.seq,
  };
}

/** About the highest score there is: a sign-in that is strange in every respect. */
const STRANGEST = 0.88;

const SEVERITIES: readonly Severity[] = ['low', 'medium', 'high', 'critical'];

/**
 * By how far the score lies on its way from the limit to the strangest: over a quarter medium, half high, three quarters
 * critical; a grade more where the app itself warns.
 */
export function severityOf(score: number, threshold: number, warned = false): Severity {
  const share = threshold >= STRANGEST ? 0 : (score - threshold) / (STRANGEST - threshold);
  const grade = Math.floor(Math.min(0.99, Math.max(0, share)) * 4) + (warned ? 1 : 0);
  return SEVERITIES[Math.min(grade, SEVERITIES.length - 1)]!;
}

export function alertMessage(
  alert: Alert,
  input: { signIn: StoredSignIn; place: Enrichment; usual: readonly string[]; part: number },
): AlertMessage {
  const { signIn, place, usual, part } = input;
  return {
    type: 'alert',
    alertId: alert.id,
    part,
    kind: alert.kind,
    severity: alert.severity,
    user: alert.user,
    source: signIn.source,
    event: signIn.event,
    timeMs: signIn.timeMs,
    ip: signIn.ip,
    userAgent: signIn.userAgent,
    location: place,
    device: describeDevice(signIn.userAgent),
    score: alert.score,
    threshold: alert.threshold,
    reasons: alert.reasons,
    usual,
    nextSteps: [],
  };
}

const MOST_LISTED = 15;

/** One message about all old findings of a first run, strangest first. */
export function historyMessage(
  alerts: readonly Alert[],
  input: { fromMs: number; toMs: number; signIns: number; users: number },
): HistoryMessage {
  const ordered = [...alerts].sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
  return {
    type: 'history',
    ...input,
    alerts: ordered.slice(0, MOST_LISTED).map((alert) => ({
      alertId: alert.id,
      user: alert.user,
      timeMs: alert.firstMs,
      score: alert.score,
      headline: alert.reasons[0]?.text ?? '',
    })),
    more: Math.max(0, ordered.length - MOST_LISTED),
    nextSteps: [
      `The whole story of one: busybody alerts show ${ordered[0]?.id ?? 'ID'}`,
      'All of them: busybody alerts',
      'Say which were expected and which were not: busybody alerts dismiss ID, busybody alerts confirm ID',
    ],
  };
}
