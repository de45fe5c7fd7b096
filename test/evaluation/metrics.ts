// How well scores separate takeovers from everyday use: incidents found at a budget of grouped false alerts.

import type { Component } from '../../src/domain/score.ts';
import type { SimulatedSignIn } from '../../src/simulation/contract.ts';

const DAY_MS = 86_400_000;

export interface Scored {
  readonly one: SimulatedSignIn;
  readonly score: number;
}

export interface Incident {
  readonly name: string;
  readonly kind: string;
  /** Highest score of its sign-ins and of its first. */
  readonly best: number;
  readonly first: number;
  /** Scores of its sign-ins in order. */
  readonly scores: readonly number[];
  /** Components in which its first sign-in differs from the victim's past. */
  readonly changed: readonly Component[];
}

export interface Ranking {
  readonly incidents: readonly Incident[];
  /** Scores of benign alert groups (one user within 24 h), highest first, with the hard case they stem from. */
  readonly benign: readonly { score: number; kind: string | null; user: string; timeMs: number }[];
  /** Benign sign-ins judged. */
  readonly judged: number;
}

/**
 * Groups as a person is told: benign findings of one user within 24 h count once, by their highest score.
 * A group is opened by its highest score, so grouping does not depend on a threshold.
 */
export function rank(scored: readonly Scored[]): Ranking {
  const incidents = new Map<string, Incident>();
  const byUser = new Map<string, Scored[]>();
  let judged = 0;
  for (const entry of scored) {
    const { label } = entry.one;
    if (label.incident !== null) {
      const known = incidents.get(label.incident);
      incidents.set(label.incident, {
        name: label.incident,
        kind: label.kind ?? 'unknown',
        best: Math.max(known?.best ?? Number.NEGATIVE_INFINITY, entry.score),
        first: known?.first ?? entry.score,
        scores: [...(known?.scores ?? []), entry.score],
        changed: known?.changed ?? label.changed,
      });
      continue;
    }
    judged += 1;
    const list = byUser.get(entry.one.user) ?? [];
    list.push(entry);
    byUser.set(entry.one.user, list);
  }
  const benign: { score: number; kind: string | null; user: string; timeMs: number }[] = [];
  for (const [user, list] of byUser) {
    const taken: number[] = [];
    for (const entry of [...list].sort((a, b) => b.score - a.score)) {
      const timeMs = entry.one.signIn.timeMs;
      if (taken.some((other) => Math.abs(other - timeMs) < DAY_MS)) continue;
      taken.push(timeMs);
      benign.push({ score: entry.score, kind: entry.one.label.kind, user, timeMs });
    }
  }
  benign.sort((a, b) => b.score - a.score);
  return { incidents: [...incidents.values()], benign, judged };
}

/** The lowest limit that keeps grouped false alerts within `budget` per 1,000 benign sign-ins. */
export function limitAt(ranking: Ranking, budget: number): number {
  const allowed = Math.floor((budget * ranking.judged) / 1000);
  const next = ranking.benign[allowed];
  return next === undefined ? Number.NEGATIVE_INFINITY : next.score;
}

/** Share of incidents found above the limit of a budget. */
export function recallAt(ranking: Ranking, budget: number, kind?: string): number {
  const limit = limitAt(ranking, budget);
  const all = ranking.incidents.filter((one) => kind === undefined || one.kind === kind);
  return all.length === 0 ? Number.NaN : all.filter((one) => one.best > limit).length / all.length;
}

/** What is found where alerts are cut at a budget: everything over `limit`, and `share` of what stands exactly at it. */
export interface Cut {
  readonly limit: number;
  /** Expected share of a tie that fits the budget when it is thinned at random; 0 where nothing ties. */
  readonly share: number;
}

/** The cut of a budget. Scores that tie at the limit (a rule knows only yes and no) are thinned at random, as an expected value. */
export function cutAt(ranking: Ranking, budget: number): Cut {
  const limit = limitAt(ranking, budget);
  if (limit === Number.NEGATIVE_INFINITY) return { limit, share: 0 };
  let over = 0;
  let tied = 0;
  for (const { score } of ranking.benign) {
    if (score > limit) over += 1;
    else if (score === limit) tied += 1;
  }
  return { limit, share: (Math.floor((budget * ranking.judged) / 1000) - over) / tied };
}

/** How much of an incident a cut finds, in [0, 1]: 1 over the limit, the tie's share at it (none at -Infinity, which never alerts). */
export function foundAt(incident: Pick<Incident, 'best'>, cut: Cut): number {
  return incident.best > cut.limit ? 1 : incident.best === cut.limit ? cut.share : 0;
}

/** Expected share of incidents found at a budget; equals {@link recallAt} where no score ties. NaN without incidents. */
export function expectedRecallAt(ranking: Ranking, budget: number): number {
  const cut = cutAt(ranking, budget);
  return mean(ranking.incidents.map((one) => foundAt(one, cut)));
}

/**
 * Average precision over incidents (by their best score) and benign alert groups: the area under the precision-recall curve,
 * in steps. Of equal scores the benign come first, so a tie never flatters. NaN without incidents.
 */
export function averagePrecision(ranking: Ranking): number {
  const best = ranking.incidents.map((one) => one.best).sort((a, b) => b - a);
  let sum = 0;
  let benign = 0;
  for (const [index, score] of best.entries()) {
    if (score === Number.NEGATIVE_INFINITY) break;
    while (benign < ranking.benign.length && ranking.benign[benign]!.score >= score) benign += 1;
    sum += (index + 1) / (index + 1 + benign);
  }
  return best.length === 0 ? Number.NaN : sum / best.length;
}

/** On which of its sign-ins (1 is the first) an incident first went over a limit; null where it never did. */
export function positionOf(incident: Incident, limit: number): number | null {
  const at = incident.scores.findIndex((score) => score > limit);
  return at < 0 ? null : at + 1;
}

/** Most false alerts any one user got within any seven days. */
export function worstUserWeek(alerts: readonly { readonly user: string; readonly timeMs: number }[]): number {
  const byUser = Map.groupBy(alerts, (one) => one.user);
  let worst = 0;
  for (const list of byUser.values()) {
    const times = list.map((one) => one.timeMs).sort((a, b) => a - b);
    for (let from = 0, to = 0; to < times.length; to++) {
      while (times[to]! - times[from]! >= 7 * DAY_MS) from += 1;
      worst = Math.max(worst, to - from + 1);
    }
  }
  return worst;
}

/** NaN of nothing; NaN members are left out. */
export function mean(values: readonly number[]): number {
  const real = values.filter((value) => !Number.isNaN(value));
  return real.length === 0 ? Number.NaN : real.reduce((sum, value) => sum + value, 0) / real.length;
}

/** The middle value, the lower of two; NaN of nothing. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN;
}
