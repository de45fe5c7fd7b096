// How well scores separate takeovers from everyday use: incidents found at a budget of grouped false alerts.

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
