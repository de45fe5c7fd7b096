// Looking closer at what analysis said: one sign-in explained with the state just before it, one user's habits. Changes nothing.

import type { Apart } from '../alerting/allowance.ts';
import { type Judgement, judge } from '../detector/detector.ts';
import { explainReasons } from '../detector/reasons.ts';
import { topShares, usualSentences } from '../detector/usual.ts';
import type { Enrichment } from '../domain/enrichment.ts';
import { COMPONENTS, type Component, type Reason } from '../domain/score.ts';
import type { StoredSignIn } from '../domain/sign-in.ts';
import { countText, kmText } from '../domain/wording.ts';
import type { Baseline } from '../features/baseline.ts';
import { SIGNALS } from '../features/catalogue.ts';
import { openFailures } from '../features/failures.ts';
import { type Observation, observe } from '../features/observation.ts';
import { openOrganisation } from '../features/organisation.ts';
import { type Counts, computeSignals } from '../features/signals.ts';
import type { ScoredSignIn } from '../store/contract.ts';
import type { AnalysisGround } from './analysis.ts';
import { type Known, knownSentences, knownToColleagues } from './colleagues.ts';
import { scoreWithout } from './counterfactual.ts';
import { type Relatives, relativesOf } from './relatives.ts';
import { apartFrom, type ReplayContext, type UserState, whyNot } from './replay.ts';
import { decodeState } from './state-bytes.ts';
import { rebuild } from './states.ts';
import { decodeTrace } from './trace.ts';

const DAY_MS = 86_400_000;

/** One signal with its share of the score. */
export interface ExplainedSignal {
  readonly component: Component;
  readonly name: string;
  readonly meaning: string;
  readonly value: string;
  readonly usual: string;
  readonly share: number;
}

export interface Explanation {
  readonly place: Enrichment;
  readonly signals: readonly ExplainedSignal[];
  readonly reasons: readonly Reason[];
  readonly usual: readonly string[];
  /** The score had one component been as usual. */
  readonly counterfactuals: readonly { component: Component; score: number }[];
  readonly organisation: readonly string[];
  readonly known: readonly Known[];
  readonly relatives: Relatives;
  /** The score found again; null where the sign-in is not judged. */
  readonly score: number | null;
}

/** Judges a sign-in anew, with the state as it was just before it, and says what each signal did. */
export function explain(ground: AnalysisGround, signIn: StoredSignIn): Explanation {
  const stored = ground.store.signIn(signIn.seq);
  const place = decodeTrace(stored?.features ?? null)?.place ?? ground.enrich(signIn.ip);
  const context = readingContext(ground, signIn);
  const state = rebuild({ store: ground.store, context, enrich: ground.enrich }, signIn.user, signIn);
  const seen = observe(signIn, place);
  const signals = computeSignals(seen, {
    user: signIn.user,
    baseline: state.baseline,
    organisation: context.organisation,
    failures: context.failures,
  });
  const usual = usualSentences(state.baseline);
  const known = knownToColleagues(ground.store, { seen, counts: signals.counts, user: signIn.user });
  const organisation = knownSentences(known);
  const relatives = relativesOf(ground, signIn, seen);
  const around = { usual, known, organisation, relatives };
  if (whyNot(signIn) !== null) return { place, signals: [], reasons: [], counterfactuals: [], score: null, ...around };
  const judgement = judge(ground.detector, state.forest, { signals: signals.values, point: seen.point });
  return {
    place,
    signals: explainedSignals({
      seen,
      counts: signals.counts,
      baseline: state.baseline,
      judgement,
      values: signals.values,
    }),
    reasons: explainReasons({
      who: signIn.user.split('@')[0] || signIn.user,
      seen,
      place,
      counts: signals.counts,
      components: judgement.components,
      score: judgement.score,
      warning: signIn.warning,
    }),
    counterfactuals: COMPONENTS.map((component) => ({
      component,
      score: scoreWithout(ground.detector, { state, values: signals.values, seen, components: [component] }),
    })),
    score: judgement.score,
    ...around,
  };
}

/** What was usual for the user just before this sign-in, a plain sentence each. */
export function usualBefore(ground: AnalysisGround, signIn: StoredSignIn): readonly string[] {
  const context = readingContext(ground, signIn);
  return usualSentences(rebuild({ store: ground.store, context, enrich: ground.enrich }, signIn.user, signIn).baseline);
}

/** What a stored sign-in is apart from its place, with the state as it was just before it; null where it cannot be judged. */
export function apartOf(ground: AnalysisGround, { signIn, features }: ScoredSignIn): Apart | null {
  if (whyNot(signIn) !== null) return null;
  const context = readingContext(ground, signIn);
  const state = rebuild({ store: ground.store, context, enrich: ground.enrich }, signIn.user, signIn);
  const seen = observe(signIn, decodeTrace(features)?.place ?? ground.enrich(signIn.ip));
  const { organisation, failures } = context;
  const signals = computeSignals(seen, { user: signIn.user, baseline: state.baseline, organisation, failures });
  return apartFrom(ground.detector, { state, seen, signals });
}

/** The organisation and the failures as they were; nothing said to them is stored. */
function readingContext(ground: AnalysisGround, signIn: StoredSignIn): ReplayContext {
  const failures = openFailures();
  const day = { fromMs: signIn.timeMs - DAY_MS, toMs: signIn.timeMs };
  for (const one of ground.store.window({ ...day, sources: ground.sources })) {
    if (one.signIn.outcome !== 'failure') continue;
    failures.add(observe(one.signIn, ground.enrich(one.signIn.ip)).keys.block, one.signIn.timeMs, one.signIn.user);
  }
  return {
    detector: ground.detector,
    organisation: openOrganisation((kind, key) => ground.store.orgFacts(kind, key)),
    failures,
    threshold: () => 2,
    nameAlert: () => '',
    historyLimitMs: ground.historyLimitMs,
  };
}

const LEAST_SHARE = 0.005;

function explainedSignals(input: {
  seen: Observation;
  counts: Counts;
  baseline: Baseline;
  judgement: Judgement;
  values: Float64Array;
}): readonly ExplainedSignal[] {
  const { seen, counts, baseline, judgement, values } = input;
  const shares = judgement.bySignal();
  const explained: ExplainedSignal[] = [];
  SIGNALS.forEach((signal, index) => {
    const parts: readonly Component[] = signal.parts;
    for (const component of parts) {
      const share = shares[index]! / parts.length;
      if (share < LEAST_SHARE) continue;
      explained.push({
        component,
        name: signal.name,
        meaning: signal.meaning,
        value: seenText(signal.name, { seen, counts, value: values[index]! }),
        usual: usualText(signal.name, baseline),
        share,
      });
    }
  });
  return explained.sort((a, b) => b.share - a.share);
}

function seenText(name: string, input: { seen: Observation; counts: Counts; value: number }): string {
  const { seen, counts, value } = input;
  const level = value.toFixed(2);
  const of = (label: string | null, own: number | null): string =>
    label === null ? `level ${level}` : `${label}, ${timesText(own ?? 0)} before, level ${level}`;
  switch (name) {
    case 'owner':
      return of(seen.names.owner, counts.own.owner);
    case 'block':
      return of(seen.keys.block, counts.own.block);
    case 'address':
      return of(seen.keys.address, counts.own.address);
    case 'country':
      return of(seen.keys.country, counts.own.country);
    case 'city':
      return of(seen.names.city, counts.own.city);
    case 'shape':
    case 'family':
      return of(seen.names.family, counts.own[name]);
    case 'distance':
      return counts.distanceKm === null ? `level ${level}` : `${kmText(counts.distanceKm)}, level ${level}`;
    case 'speed':
      return `${countText(Math.round(counts.speedKmh))} km/h, level ${level}`;
    case 'gap':
      return `${counts.gapDays.toFixed(1)} days, level ${level}`;
    default:
      return `level ${level}`;
  }
}

function timesText(count: number): string {
  return count === 0 ? 'never' : count === 1 ? 'once' : `${countText(count)} times`;
}

function usualText(name: string, baseline: Baseline): string {
  const kinds: Readonly<Record<string, keyof Baseline['facts']>> = {
    owner: 'owner',
    ownerShape: 'owner',
    block: 'block',
    address: 'address',
    country: 'country',
    city: 'city',
    distance: 'city',
    shape: 'family',
    family: 'family',
  };
  const kind = kinds[name];
  if (kind === undefined) return '';
  return topShares(baseline.facts[kind], baseline.totals[kind], { most: 2 })
    .map((item) => `${item.name} (${Math.round(item.share * 100)} %)`)
    .join(', ');
}

/** The user's state as it stands now. */
export function stateOf(ground: AnalysisGround, user: string): UserState {
  const bytes = ground.store.baseline(user);
  const state = bytes === null ? null : decodeState(bytes, { user, detector: ground.detector });
  if (state !== null) return state;
  const context: ReplayContext = {
    detector: ground.detector,
    organisation: openOrganisation((kind, key) => ground.store.orgFacts(kind, key)),
    failures: openFailures(),
    threshold: () => 2,
    nameAlert: () => '',
    historyLimitMs: ground.historyLimitMs,
  };
  return rebuild({ store: ground.store, context, enrich: ground.enrich }, user, null);
}
