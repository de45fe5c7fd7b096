// The heart of analysis: one sign-in after the other in event time; judge, decide, then learn.
// Knows no store and no files: state comes in, changes go out. The same sign-ins give the same judgements however they are cut.

import type { Apart } from '../alerting/allowance.ts';
import {
  type Decision,
  decide,
  EPISODE_GAP_MS,
  type Episode,
  extend,
  type Finding,
  openEpisode,
} from '../alerting/episode.ts';
import { type Detector, type Judgement, judge } from '../detector/detector.ts';
import { learnRow, openUserForest, type UserForest } from '../detector/user-forest.ts';
import type { Enrichment } from '../domain/enrichment.ts';
import { isSignInEvent } from '../domain/event-kind.ts';
import type { Component, State } from '../domain/score.ts';
import type { SignIn } from '../domain/sign-in.ts';
import {
  type Baseline,
  emptyBaseline,
  FIRM,
  forgetBefore,
  known,
  learn,
  noteFailure,
  noteSeen,
  SILENCE_MS,
} from '../features/baseline.ts';
import { SIGNAL_INDEX } from '../features/catalogue.ts';
import { type Observation, ORG_KINDS, observe } from '../features/observation.ts';
import type { Organisation } from '../features/organisation.ts';
import { computeSignals, type FailureWindow, type Signals } from '../features/signals.ts';
import { scoreWithout } from './counterfactual.ts';

/**
 * A sign-in of an unanswered alert: its user's own past has it (so that one trip does not alert twenty times), but it makes
 * nothing familiar to the organisation and vouches for nothing until somebody vouches for its episode.
 */
export interface Quarantined {
  readonly alertId: string;
  readonly seen: Observation;
}

/** Everything remembered of one user. */
export interface UserState {
  readonly user: string;
  readonly baseline: Baseline;
  readonly forest: UserForest;
  episodes: Episode[];
  quarantine: Quarantined[];
}

export interface Judged {
  readonly state: State;
  readonly why: string | null;
  readonly seen: Observation;
  readonly judgement: Judgement | null;
  readonly signals: Signals | null;
  readonly threshold: number;
  readonly decision: Decision;
  /** The episode it belongs to, after the decision was carried out. */
  readonly episode: Episode | null;
  /** What it is apart from its place; null where nobody asks. */
  readonly apart: Apart | null;
}

export interface ReplayContext {
  readonly detector: Detector;
  readonly organisation: Organisation;
  readonly failures: FailureWindow;
  /** Limit in force at this time. */
  readonly threshold: (timeMs: number) => number;
  /** Names the alert of a finding; users whose findings get the same name share one alert. */
  readonly nameAlert: (raised: { signIn: SignIn; user: string; seen: Observation; novel: readonly string[] }) => string;
  /** Habits older than this age out; null keeps them. */
  readonly historyLimitMs: number | null;
  /** Whether a trip may explain what this user does, so that it matters what a finding is apart from its place; no if absent. */
  readonly mayTravel?: (user: string, timeMs: number) => boolean;
}

/** A sign-in judged before, as the store has it: enough to learn from it again. */
export interface Remembered {
  readonly signIn: SignIn;
  readonly place: Enrichment;
  readonly row: Uint16Array | null;
  readonly score: number;
  readonly threshold: number;
  readonly components: Readonly<Record<Component, number>> | null;
  readonly alert: boolean;
  readonly alertId: string | null;
  readonly verdict: 'dismissed' | 'confirmed' | null;
}

/** Below either, since new or since a long silence, a user is still being learnt. */
export const LEARNING = { signIns: 10, days: 5 } as const;
const HELD_BACK = 64;
const DAY_MS = 86_400_000;

export function openUserState(detector: Detector, user: string): UserState {
  return { user, baseline: emptyBaseline(), forest: openUserForest(detector.base), episodes: [], quarantine: [] };
}

/** Why a record is not judged; null for a sign-in that let somebody in. */
export function whyNot(signIn: SignIn): string | null {
  if (!isSignInEvent(signIn.event)) return `${signIn.event} is not a sign-in`;
  if (signIn.outcome === 'failure') return 'failed: nobody came in; it counts as evidence for the sign-ins that follow';
  if (signIn.outcome === 'challenge') return 'a challenge, not yet a sign-in';
  return null;
}

/** Judges one sign-in, decides what it means and learns from it. `state` must hold exactly what preceded it. */
export function step(context: ReplayContext, state: UserState, input: { signIn: SignIn; place: Enrichment }): Judged {
  const { signIn, place } = input;
  const seen = observe(signIn, place);
  const why = whyNot(signIn);
  if (why !== null) {
    if (signIn.outcome === 'failure') noteFailure(state.baseline, seen);
    return {
      state: 'unscored',
      why,
      seen,
      judgement: null,
      signals: null,
      threshold: 1,
      decision: { action: 'none' },
      episode: null,
      apart: null,
    };
  }
  ageOut(context, state, seen.timeMs);
  const judged = assess(context, state, { signIn, seen });
  settle(context, state, {
    seen,
    row: judged.judgement!.row,
    calm: judged.judgement!.score < judged.threshold,
    episode: judged.episode,
    times: 1,
  });
  return judged;
}

/** Learns a sign-in judged before, exactly as it was learnt then, but for verdicts given since: a confirmed takeover teaches nothing. */
export function restep(context: ReplayContext, state: UserState, past: Remembered): void {
  const seen = observe(past.signIn, past.place);
  if (whyNot(past.signIn) !== null) {
    if (past.signIn.outcome === 'failure') noteFailure(state.baseline, seen);
    return;
  }
  if (past.row === null || past.components === null) return;
  ageOut(context, state, seen.timeMs);
  if (past.verdict === 'confirmed') return;
  let episode: Episode | null = null;
  if (past.alertId !== null && past.verdict !== 'dismissed') {
    const finding = toFinding(state, {
      seen,
      score: past.score,
      components: past.components,
      threshold: past.threshold,
      warned: past.signIn.warning !== null,
    });
    episode = state.episodes.find((one) => one.alertId === past.alertId) ?? null;
    if (episode === null) {
      episode = openEpisode(past.alertId, finding);
      keepEpisode(state, episode);
    } else extend(episode, finding, past.alert);
  }
  const times = past.verdict === 'dismissed' ? FIRM : 1;
  settle(context, state, { seen, row: past.row, calm: past.score < past.threshold, episode, times });
}

/** Once a UTC day of event time, so that it does not depend on how runs are cut. */
function ageOut(context: ReplayContext, state: UserState, timeMs: number): void {
  if (context.historyLimitMs === null) return;
  const day = Math.floor(timeMs / DAY_MS);
  if (day > state.baseline.lastDay) forgetBefore(state.baseline, day * DAY_MS - context.historyLimitMs);
}

/** Whether too little is known of a user at this time: new, or back from a long silence. */
export function isLearning({ settled, lastMs }: Baseline, timeMs: number): boolean {
  return settled.count < LEARNING.signIns || settled.days < LEARNING.days || timeMs - lastMs >= SILENCE_MS;
}

/** Judges and decides; changes only the user's list of episodes. */
function assess(context: ReplayContext, state: UserState, input: { signIn: SignIn; seen: Observation }): Judged {
  const { signIn, seen } = input;
  const { baseline } = state;
  const { organisation, failures } = context;
  const signals = computeSignals(seen, { user: state.user, baseline, organisation, failures });
  const judgement = judge(context.detector, state.forest, { signals: signals.values, point: seen.point });
  const limit = context.threshold(seen.timeMs);
  const threshold = signIn.warning === null ? limit : limit * WARNED;
  const learning = isLearning(baseline, seen.timeMs);
  const { score, components } = judgement;
  const finding = toFinding(state, { seen, score, components, threshold, warned: signIn.warning !== null });
  const decision = decide(state.episodes, finding);
  const asked = score >= threshold && context.mayTravel?.(state.user, seen.timeMs) === true;
  const apart = asked ? apartFrom(context.detector, { state, seen, signals }) : null;
  let episode: Episode | null = null;
  if (decision.action === 'raise') {
    const raised = { signIn, user: state.user, seen, novel: finding.novel };
    episode = openEpisode(context.nameAlert(raised), finding);
    keepEpisode(state, episode);
  } else if (decision.action !== 'none') {
    episode = decision.episode;
    extend(episode, finding, decision.action === 'raise-again');
  }
  return {
    state: learning ? 'learning' : 'scored',
    why: null,
    seen,
    judgement,
    signals,
    threshold,
    decision,
    episode,
    apart,
  };
}

/** Apart from its place, with the state as it was just before: what is part of an open episode is not known. */
export function apartFrom(detector: Detector, input: { state: UserState; seen: Observation; signals: Signals }): Apart {
  const { state, seen, signals } = input;
  const { values, counts } = signals;
  const open = state.episodes.filter((one) => seen.timeMs - one.lastMs < EPISODE_GAP_MS);
  const own = (kind: 'shape' | 'owner'): boolean => {
    const key = seen.keys[kind];
    return known(state.baseline, kind, key) && !open.some((one) => one.novel.includes(`${kind}:${key}`));
  };
  return {
    score: scoreWithout(detector, { state, values, seen, components: ['location'] }),
    deviceKnown: seen.keys.shape === null ? values[SIGNAL_INDEX.agentMissing]! < USUALLY_MISSING : own('shape'),
    rented: (seen.kind === 'hosting' || seen.kind === 'vpn') && !own('owner'),
    speedKmh: counts.speedKmh,
  };
}

/** Below, an app that gives no user agent gives none of this user's other sign-ins either. */
const USUALLY_MISSING = 0.5;

/** Where the app itself warns of the sign-in, this share of the limit is enough. */
const WARNED = 0.85;

function keepEpisode(state: UserState, episode: Episode): void {
  state.episodes = [...state.episodes.filter((one) => episode.firstMs - one.lastMs < EPISODE_GAP_MS), episode];
  const open = new Set(state.episodes.map((one) => one.alertId));
  state.quarantine = state.quarantine.filter((one) => open.has(one.alertId));
}

/** Prefixed keys of a sign-in, and which of them are new to the user. */
function toFinding(
  state: UserState,
  input: Pick<Finding, 'score' | 'components' | 'threshold' | 'warned'> & { readonly seen: Observation },
): Finding {
  const { seen, score, components, threshold, warned } = input;
  const keys: string[] = [];
  const novel: string[] = [];
  for (const kind of ['address', 'block', 'owner', 'city', 'country', 'shape'] as const) {
    const key = seen.keys[kind];
    if (key === null) continue;
    const prefixed = `${kind}:${key}`;
    keys.push(prefixed);
    if (!known(state.baseline, kind, key)) novel.push(prefixed);
  }
  return { timeMs: seen.timeMs, score, threshold, warned, components, keys, novel };
}

interface Settled {
  readonly seen: Observation;
  readonly row: Uint16Array;
  /** Unsuspicious by itself. */
  readonly calm: boolean;
  readonly episode: Episode | null;
  /** How often it counts: somebody's word that it was expected makes it firmly known at once. */
  readonly times: number;
}

/** Learns the sign-in, tells the organisation or holds it back with its episode; releases what has been vouched for. */
function settle(context: ReplayContext, state: UserState, settled: Settled): void {
  const { seen, row, episode } = settled;
  for (const kind of ['address', 'block', 'shape'] as const) {
    const key = seen.keys[kind];
    if (key !== null) context.organisation.add(`seen-${kind}`, key, state.user, seen.timeMs);
  }
  const released = vouchedFor(state, settled);
  if (released !== null) release(context, state, { alertId: released, atMs: seen.timeMs });
  const held = episode !== null && episode.alertId !== released;
  noteSeen(state.baseline, seen);
  learn(state.baseline, seen, { vouches: !held, times: settled.times });
  learnRow(context.detector.base, state.forest, row);
  if (held) state.quarantine = [...state.quarantine.slice(-(HELD_BACK - 1)), { alertId: episode.alertId, seen }];
  else tellOrganisation(context, state, { seen, atMs: seen.timeMs });
}

function tellOrganisation(context: ReplayContext, state: UserState, told: { seen: Observation; atMs: number }): void {
  const { organisation } = context;
  const { seen, atMs } = told;
  for (const kind of ORG_KINDS) {
    const key = seen.keys[kind];
    if (key !== null) organisation.add(kind, key, state.user, atMs);
  }
  if (seen.keys.owner !== null) organisation.add('any', 'network', state.user, atMs);
  if (seen.keys.country !== null) organisation.add('any', 'place', state.user, atMs);
  if (seen.keys.shape !== null) organisation.add('any', 'device', state.user, atMs);
}

/**
 * An episode is vouched for when one of its devices comes from a network the user is firmly known by, or when another
 * firmly known device comes, unsuspicious by itself, from its network.
 * @returns the alert vouched for, if any.
 */
function vouchedFor(state: UserState, settled: Settled): string | null {
  const { keys } = settled.seen;
  if (keys.shape === null || state.quarantine.length === 0 || !settled.calm) return null;
  if (settled.episode !== null) {
    const { alertId } = settled.episode;
    const mine = state.quarantine.filter((one) => one.alertId === alertId);
    const another = mine.length > 0 && mine.every((one) => one.seen.keys.shape !== keys.shape);
    return another && known(state.baseline, 'shape', keys.shape, FIRM) ? alertId : null;
  }
  if (!known(state.baseline, 'block', keys.block, FIRM + 1)) return null;
  const same = state.quarantine.find((one) => one.seen.keys.shape === keys.shape && one.seen.keys.block !== keys.block);
  return same?.alertId ?? null;
}

/** Makes what was held back with an alert known to the organisation, from now on and not before, and closes its episode. */
function release(context: ReplayContext, state: UserState, vouched: { alertId: string; atMs: number }): void {
  const { alertId, atMs } = vouched;
  const held = state.quarantine.filter((one) => one.alertId === alertId);
  state.quarantine = state.quarantine.filter((one) => one.alertId !== alertId);
  state.episodes = state.episodes.filter((one) => one.alertId !== alertId);
  for (const { seen } of held) tellOrganisation(context, state, { seen, atMs });
}
