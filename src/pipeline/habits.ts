// One user's habits: places, networks, devices, apps and hours of all judged sign-ins that let somebody in.

import type { Alert } from '../domain/alert.ts';
import { type Allowance, allowanceState } from '../domain/allowance.ts';
import { type LocalTime, localTime } from '../domain/local-time.ts';
import { observe } from '../features/observation.ts';
import type { AnalysisGround } from './analysis.ts';
import { stateOf } from './investigate.ts';
import { LEARNING, whyNot } from './replay.ts';
import { decodeTrace } from './trace.ts';

export interface Habit {
  readonly name: string;
  readonly signIns: number;
  /** Of all sign-ins of the user that have such a thing, 0..1. */
  readonly share: number;
  readonly lastMs: number;
}

export interface Habits {
  readonly user: string;
  readonly signIns: number;
  readonly firstMs: number | null;
  readonly lastMs: number | null;
  readonly places: readonly Habit[];
  readonly networks: readonly Habit[];
  readonly devices: readonly Habit[];
  readonly sources: readonly Habit[];
  /** Sign-ins by hour of the UTC day, 24 numbers. */
  readonly hours: readonly number[];
  readonly zone: string;
  /** The local time of where most sign-ins come from; null where that is not one time. */
  readonly local: LocalTime | null;
  readonly training: string;
  /** Of `signIns`, those that failed or were challenged. */
  readonly failed: number;
  /** Names in the apps, where they are not the user's. */
  readonly accounts: readonly { readonly source: string; readonly account: string }[];
  /** Newest first. */
  readonly alerts: readonly Alert[];
  /** What holds or will hold for this user, or for everybody, at this time. */
  readonly allowances: readonly Allowance[];
}

type Tally = Map<string, { signIns: number; lastMs: number }>;

/** Sign-ins of unanswered or confirmed alerts are left out: they are not habits. */
export function habitsOf(ground: AnalysisGround, user: string): Habits {
  const { store } = ground;
  const alerts = store.alerts({ user });
  const dismissed = new Set(alerts.filter(({ status }) => status === 'dismissed').map(({ id }) => id));
  const isDoubtful = (alertId: string | null): boolean =>
    alertId !== null && !dismissed.has(alertId) && store.alert(alertId)?.status !== 'dismissed';
  const places: Tally = new Map();
  const networks: Tally = new Map();
  const devices: Tally = new Map();
  const sources: Tally = new Map();
  const hours = new Array<number>(24).fill(0);
  const countries: Tally = new Map();
  let signIns = 0;
  let failed = 0;
  let firstMs: number | null = null;
  let lastMs: number | null = null;
  for (const { signIn, score, features } of ground.store.window({
    fromMs: Number.MIN_SAFE_INTEGER,
    toMs: Number.MAX_SAFE_INTEGER,
    user,
  })) {
    signIns += 1;
    if (signIn.outcome !== 'success') failed += 1;
    firstMs ??= signIn.timeMs;
    lastMs = signIn.timeMs;
    const trace = decodeTrace(features);
    if (score === null || trace === null || isDoubtful(score.alertId) || whyNot(signIn) !== null) continue;
    const { names } = observe(signIn, trace.place);
    note(places, names.city, signIn.timeMs);
    note(countries, trace.place.country, signIn.timeMs);
    note(networks, names.owner, signIn.timeMs);
    note(devices, names.family, signIn.timeMs);
    note(sources, signIn.source, signIn.timeMs);
    const hour = new Date(signIn.timeMs).getUTCHours();
    hours[hour] = (hours[hour] ?? 0) + 1;
  }
  return {
    user,
    signIns,
    firstMs,
    lastMs,
    places: ranked(places),
    networks: ranked(networks),
    devices: ranked(devices),
    sources: ranked(sources),
    hours,
    zone: 'UTC',
    local: localTime(ranked(countries), lastMs),
    failed,
    accounts: store.accounts(user).filter(({ account }) => account !== user),
    alerts: [...alerts].sort((a, b) => b.lastMs - a.lastMs),
    allowances: store
      .allowances()
      .filter((one) => one.user === null || one.user === user)
      .filter((one) => ['standing', 'to come'].includes(allowanceState(one, ground.clock()))),
    training: trainingText(ground, user),
  };
}

function trainingText(ground: AnalysisGround, user: string): string {
  const { baseline, forest } = stateOf(ground, user);
  const { settled } = baseline;
  if (settled.count < LEARNING.signIns || settled.days < LEARNING.days) {
    const back = settled.count < baseline.count ? ', after a long silence' : '';
    return `learning${back}: ${settled.count} of ${LEARNING.signIns} sign-ins, ${settled.days} of ${LEARNING.days} days`;
  }
  return `trained on ${baseline.count} sign-ins on ${baseline.days} days; the forest holds the last ${forest.held}`;
}

function note(tally: Tally, name: string | null, timeMs: number): void {
  if (name === null) return;
  const known = tally.get(name);
  if (known) {
    known.signIns += 1;
    known.lastMs = Math.max(known.lastMs, timeMs);
  } else tally.set(name, { signIns: 1, lastMs: timeMs });
}

function ranked(tally: Tally): readonly Habit[] {
  let total = 0;
  for (const one of tally.values()) total += one.signIns;
  return [...tally]
    .map(([name, { signIns, lastMs }]) => ({ name, signIns, share: signIns / total, lastMs }))
    .sort((a, b) => b.signIns - a.signIns || (a.name < b.name ? -1 : 1));
}
