// Plays a scenario and says what does not hold.

import { COMPONENTS } from '../../src/domain/score.ts';
import { quietFaults } from './quiet.ts';
import type { MustAlert, Scenario } from './scenario.ts';
import { type Outcome, openStage } from './stage.ts';

export interface Played {
  /** Empty where the expectation holds. */
  readonly wrong: readonly string[];
  readonly outcome: Outcome | null;
}

export async function playScenario(scenario: Scenario): Promise<Played> {
  const { expect } = scenario;
  using stage = openStage();
  if (expect.kind === 'property') return { wrong: await expect.check(stage), outcome: null };
  const outcome = await stage.run(scenario.signIns, { geo: scenario.geo });
  if (expect.kind === 'alert') return { wrong: alertFaults(expect, outcome), outcome };
  if (expect.kind === 'quiet') return { wrong: quietFaults(outcome, expect.messages ?? 0), outcome };
  using other = openStage();
  const score = outcome.judged.at(-1)!.score.score;
  const wanted = (await other.run(expect.to)).judged.at(-1)!.score.score;
  return { wrong: score === wanted && score !== null ? [] : [`scores ${score}, not ${wanted}`], outcome };
}

function alertFaults(expect: MustAlert, outcome: Outcome): string[] {
  const { judged, alerts, messages } = outcome;
  const wrong: string[] = [];
  const intrusions = judged.filter(({ draft }) => draft.intruder);
  for (const { draft, score } of judged)
    if (!draft.intruder && score.alertId !== null) wrong.push(`a sign-in of ${draft.account}’s own is in the alert`);
  const first = intrusions.findIndex(({ score }) => score.alert);
  const by = expect.by ?? 1;
  if (first < 0 || first >= by) {
    const told = intrusions.map(({ score }) => `${score.score!.toFixed(3)} of ${score.threshold!.toFixed(3)}`);
    return [...wrong, `not told by the intruder's sign-in ${by}: ${told.join(', ')}`];
  }
  const alert = expect.campaign === undefined ? alerts[0] : alerts.find((one) => one.kind === 'campaign');
  if (alert === undefined) return [...wrong, `no campaign among ${alerts.length} alerts`];
  if (expect.campaign === undefined && alerts.length > 1) wrong.push(`${alerts.length} alerts in place of one`);
  if (expect.campaign !== undefined && alerts.filter((one) => one.kind === 'campaign').length !== 1)
    wrong.push('more than one campaign');
  if (expect.campaign !== undefined && !alert.reasons[0]?.text.includes(`on ${expect.campaign} accounts`))
    wrong.push(`the campaign counts other users: ${alert.reasons[0]?.text}`);
  const lead = [...COMPONENTS].sort((a, b) => alert.components[b] - alert.components[a])[0]!;
  if (!expect.leads.includes(lead)) {
    const shares = COMPONENTS.map((one) => `${one} ${alert.components[one].toFixed(2)}`);
    wrong.push(`${lead} leads, not ${expect.leads.join(' or ')}: ${shares.join(', ')}`);
  }
  const [reason] = alert.reasons;
  if (!expect.says.test(reason?.text ?? '')) wrong.push(`the first reason names something else: ${reason?.text}`);
  const told = messages.flatMap((one) =>
    one.type === 'alert' ? [...one.reasons.map(({ text }) => text), ...one.usual] : [],
  );
  if (!told.some((text) => expect.usual.test(text))) wrong.push(`nothing usual is named: ${told.join(' | ')}`);
  if (!messages.some((one) => one.type === 'alert' && one.usual.length > 0))
    wrong.push('the message lacks what is usual');
  return wrong;
}

/** How far the strangest sign-in is over its limit: the intruder's where there is one. */
export function marginOf(scenario: Scenario, { judged }: Outcome): number {
  const told = judged.filter(
    ({ draft, score }) => score.score !== null && draft.intruder === (scenario.expect.kind === 'alert'),
  );
  return Math.max(...told.map(({ score }) => score.score! - score.threshold!));
}
