// Where commands meet the analysis: one function for each thing a command asks of it, in the shapes the views take.

import { shippedDetector } from '../detector/shipped.ts';
import type { Alert } from '../domain/alert.ts';
import type { NewAllowance } from '../domain/allowance.ts';
import type { Backtest } from '../domain/backtest.ts';
import { describeDevice } from '../domain/describe-device.ts';
import type { Report } from '../domain/report.ts';
import type { StoredSignIn } from '../domain/sign-in.ts';
import { type Allowed, allow as allowNow, type Sightings, sightingsOf as sightings } from '../pipeline/allow.ts';
import type { AnalyzeOptions, AnalyzeSummary, AnalysisGround as Ground } from '../pipeline/analysis.ts';
import { analyze } from '../pipeline/analyze.ts';
import { type BacktestOptions, backtest } from '../pipeline/backtest.ts';
import { habitsOf } from '../pipeline/habits.ts';
import { explain, usualBefore } from '../pipeline/investigate.ts';
import { gatherReport, type ReportGround, type ReportRequest } from '../pipeline/report.ts';
import { type GivenVerdict, heldBefore, giveVerdicts as record, standing } from '../pipeline/verdict.ts';
import type { ExplainInput } from '../view/explain.ts';
import type { PortraitInput } from '../view/portrait.ts';
import { judged } from './shown.ts';

export type { AnalyzeSummary };
export { heldBefore, standing };

/** What analysis reads and writes, and how it is set; the detector is the shipped one. */
export type AnalysisGround = Omit<Ground, 'detector'>;
export type AnalyzeRequest = Omit<AnalyzeOptions, 'detector'>;

function complete<T extends object>(ground: T): T & Pick<Ground, 'detector'> {
  return { ...ground, detector: shippedDetector() };
}

export function analyzeNew(request: AnalyzeRequest): Promise<AnalyzeSummary> {
  return analyze(complete(request));
}

/** What would have alerted; writes nothing. */
export function rehearse(request: Omit<BacktestOptions, 'detector'>): Promise<Backtest> {
  return backtest(complete(request));
}

/** What a report says of a window; writes nothing. */
export function gather(ground: Omit<ReportGround, 'detector'>, request: ReportRequest): Report {
  return gatherReport(complete(ground), request);
}

/** What is usual for a user, from all of their judged sign-ins. */
export function portraitOf(ground: AnalysisGround, user: string): PortraitInput {
  return habitsOf(complete(ground), user);
}

/** What was usual for the user of an alert before it began: its own sign-ins are not what is usual. */
export function usualOf(ground: AnalysisGround, alert: Alert): readonly string[] {
  const first = ground.store.signInsOfAlert(alert.id).find((one) => one.signIn.user === alert.user);
  return first === undefined ? [] : usualBefore(complete(ground), first.signIn);
}

export function explainSignIn(ground: AnalysisGround, signIn: StoredSignIn): ExplainInput {
  const { store } = ground;
  const explanation = explain(complete(ground), signIn);
  const score = store.signIn(signIn.seq)?.score ?? null;
  const alertId = score?.alertId ?? null;
  const alert = alertId === null ? null : store.alert(alertId);
  const { before, alike, passage } = explanation.relatives;
  const mutes = alertId === null ? [] : store.mutes({ alertId }).filter(({ seq }) => seq === signIn.seq);
  const mute = mutes.at(-1);
  return {
    signIn,
    score: score === null || score.reasons.length > 0 ? score : { ...score, reasons: explanation.reasons },
    enrichment: explanation.place,
    device: describeDevice(signIn.userAgent),
    passage,
    alertStatus: alert?.status ?? null,
    muted: mute === undefined || mute.allowanceId === null ? null : { allowanceId: mute.allowanceId, note: mute.note },
    columns: explanation.signals,
    usual: explanation.usual,
    counterfactuals: explanation.counterfactuals,
    org: explanation.organisation,
    known: explanation.known,
    before: before === null ? null : judged(before, ground.enrich),
    alike: alike.map(({ row, same, differs }) => ({ judged: judged(row, ground.enrich), same, differs })),
    again: explanation.score,
    verdicts: alertId === null ? [] : store.verdicts(alertId),
    mutes,
  };
}

/** Records verdicts, all or none, and lets the model learn from them at the next analysis. */
export function giveVerdicts(ground: AnalysisGround, given: readonly GivenVerdict[]): void {
  record(complete(ground), given);
}

/** Keeps what somebody says is expected; hides the open alerts it covers. */
export function allow(ground: AnalysisGround, given: NewAllowance): Allowed {
  return allowNow(complete(ground), given);
}

/** What stored sign-ins say of it. */
export function sightingsOf(ground: AnalysisGround, given: NewAllowance): Sightings {
  return sightings(complete(ground), given);
}
