// Allowing something: kept with who and until when, and felt at once by the open alerts it covers. What is covered was decided
// sign-in by sign-in when it was judged; here the same is asked of what is stored.

import { conditionsOf, type OpenAllowances, openAllowances } from '../alerting/allowance.ts';
import { type News, newsOf } from '../alerting/episode.ts';
import type { Alert } from '../domain/alert.ts';
import type { Allowance, NewAllowance } from '../domain/allowance.ts';
import type { NetworkKind } from '../domain/enrichment.ts';
import { nearest } from '../domain/near.ts';
import { observe } from '../features/observation.ts';
import type { NewMute, ScoredSignIn } from '../store/contract.ts';
import type { AnalysisGround } from './analysis.ts';
import { apartOf } from './investigate.ts';
import { subjectOf } from './muting.ts';
import { decodeTrace } from './trace.ts';

/** What stored sign-ins say of an allowance before it is made. */
export interface Sightings {
  /** How many were looked at. */
  readonly looked: number;
  /** Of those, the ones it would cover by its conditions, and of how many people. */
  readonly signIns: number;
  readonly users: number;
  /** Kinds of network those came from. */
  readonly kinds: ReadonlySet<NetworkKind>;
  /** Where the owner it names was seen nowhere: the one with the nearest name. */
  readonly nearest: string | null;
}

const RECENT_MS = 90 * 86_400_000;
const MOST_LOOKED = 20_000;

/** Looks at what its conditions cover among the sign-ins of the last 90 days of event time, as far as that is quick. */
export function sightingsOf(ground: AnalysisGround, given: NewAllowance): Sightings {
  const { store, sources, enrich } = ground;
  const newestMs = store.newestMs(sources);
  const users = new Set<string>();
  const kinds = new Set<NetworkKind>();
  const owners = new Set<string>();
  let looked = 0;
  let signIns = 0;
  const fromMs = (newestMs ?? 0) - RECENT_MS;
  const matches = conditionsOf(given);
  for (const { signIn } of store.window({ fromMs, toMs: Number.MAX_SAFE_INTEGER, sources })) {
    if (looked === MOST_LOOKED) break;
    looked += 1;
    const place = enrich(signIn.ip);
    if (place.organization !== null) owners.add(place.organization);
    if (!matches(subjectOf(signIn, place, observe(signIn, place)))) continue;
    signIns += 1;
    users.add(signIn.user);
    kinds.add(place.networkKind);
  }
  const near = given.owner === null || signIns > 0 ? null : nearest(given.owner, beginnings(owners, given.owner));
  return { looked, signIns, users: users.size, kinds, nearest: near };
}

/** Names, and as many of their first words as were typed. */
function* beginnings(owners: Iterable<string>, typed: string): Generator<string> {
  const words = typed.trim().split(/\s+/).length;
  for (const owner of owners) {
    yield owner;
    yield owner
      .split(/[\s,;]+/)
      .slice(0, words)
      .join(' ');
  }
}

export interface Allowed {
  readonly allowance: Allowance;
  /** Open alerts it hides from now on. */
  readonly alertIds: readonly string[];
}

/** Adds what somebody says is expected, and hides the open alerts that it and what stood before cover wholly. */
export function allow(ground: AnalysisGround, given: NewAllowance): Allowed {
  const { store } = ground;
  const candidate: Allowance = { ...given, id: 'new', removed: null };
  // First in line: where several cover a sign-in, the new one takes it.
  const allowances = openAllowances([candidate, ...store.allowances()]);
  const covered = store
    .alerts({ status: 'open', muted: false })
    .flatMap((alert) => coveredSignIns(ground, { alert, allowances, candidate }));
  const allowance = store.addAllowance(given, covered);
  return { allowance, alertIds: [...new Set(covered.map(({ alertId }) => alertId))] };
}

type Covered = Pick<NewMute, 'alertId' | 'seq' | 'timeMs'>;

/** Sign-ins of an alert that the candidate covers; none where something over the limit is covered by nothing. */
function coveredSignIns(
  ground: AnalysisGround,
  { alert, allowances, candidate }: { alert: Alert; allowances: OpenAllowances; candidate: Allowance },
): readonly Covered[] {
  const rows = ground.store.signInsOfAlert(alert.id);
  if (candidate.user !== null && !rows.some(({ signIn }) => signIn.user === candidate.user)) return [];
  const covered: Covered[] = [];
  const told = new Map<string, Told>();
  for (const row of rows) {
    if (!mattered(row)) continue;
    const { signIn } = row;
    const before = told.get(signIn.user) ?? null;
    const news = before === null ? null : newsOf(before, toldOf(row, null));
    told.set(signIn.user, toldOf(row, before));
    const by = coveringOf(ground, { row, news, allowances });
    if (by === null) return [];
    if (by.id === candidate.id) covered.push({ alertId: alert.id, seq: signIn.seq, timeMs: signIn.timeMs });
  }
  return covered;
}

/** A person was told of it, or would have been had nothing come before. */
function mattered({ score }: ScoredSignIn): boolean {
  if (score === null || score.score === null || score.threshold === null) return false;
  return score.alert || score.score >= score.threshold;
}

type Told = Parameters<typeof newsOf>[0];

/** The strangest so far, of one person's part of an alert. */
function toldOf({ signIn, score }: ScoredSignIn, before: Told | null): Told {
  const own = { score: score!.score!, components: score!.components!, warned: signIn.warning !== null };
  if (before === null) return { ...own, told: own.score };
  const strangest = own.score > before.score ? own : before;
  const { components } = strangest;
  return {
    score: strangest.score,
    components,
    told: Math.max(before.told, own.score),
    warned: before.warned || own.warned,
  };
}

function coveringOf(
  ground: AnalysisGround,
  { row, news, allowances }: { row: ScoredSignIn; news: News | null; allowances: OpenAllowances },
): Allowance | null {
  const { signIn, score, features } = row;
  const place = decodeTrace(features)?.place ?? ground.enrich(signIn.ip);
  return allowances.covering(subjectOf(signIn, place, observe(signIn, place)), {
    news,
    warned: signIn.warning !== null,
    threshold: score!.threshold!,
    apart: () => apartOf(ground, row),
  });
}
