// What is kept of one company: figures of every detector, small enough to be printed as JSON and added up over seeds.

import {
  averagePrecision,
  cutAt,
  expectedRecallAt,
  foundAt,
  mean,
  positionOf,
  type Ranking,
  rank,
  worstUserWeek,
} from '../metrics.ts';
import type { OwnLimit, Pass } from './pass.ts';

export const BUDGETS = [0.5, 1, 2, 5] as const;
/** Where one budget is looked at closely: kinds, false alarms, positions, the worst week. */
export const CLOSE_BUDGET = 1;

export interface DetectorSummary {
  /** Share of incidents found at each of BUDGETS. */
  readonly recall: readonly number[];
  readonly averagePrecision: number;
  /** At CLOSE_BUDGET: found (expected number) and all incidents of each kind. */
  readonly kinds: Readonly<Record<string, readonly [found: number, all: number]>>;
  /** The same by what the attacker's first sign-in changed: `network + device`, `nothing`. */
  readonly changes: Readonly<Record<string, readonly [found: number, all: number]>>;
  /** At CLOSE_BUDGET: false alerts of each benign case. */
  readonly falseAlarms: Readonly<Record<string, number>>;
  /** At CLOSE_BUDGET: which of its sign-ins gave each found incident away, from 1. */
  readonly positions: readonly number[];
  /** At CLOSE_BUDGET: most false alerts of one user in seven days. */
  readonly worstUserWeek: number;
  /** At the detector's own limit, where it has one. */
  readonly own: { readonly falsePer1000: number; readonly recall: number } | null;
}

/** The product at its own limit, with its own episodes and campaigns. */
export interface OwnSummary {
  readonly budget: number;
  readonly falseAlerts: number;
  readonly falsePer1000: number;
  readonly realisedOverAsked: number;
  /** The same from the fifth week on. */
  readonly settledRealisedOverAsked: number;
  readonly recall: number;
  readonly kinds: Readonly<Record<string, readonly [found: number, all: number]>>;
  readonly positions: readonly number[];
  /** Found incidents whose strongest component is one in which the attacker differs, of those where any is. */
  readonly topRight: number;
  readonly topJudged: number;
  readonly worstUserWeek: number;
  readonly falseAlarms: Readonly<Record<string, number>>;
}

export interface CompanySummary {
  readonly simulator: string;
  readonly seed: number;
  readonly places: string;
  /** Version and fingerprint of the learnt data that judged. */
  readonly data: string;
  readonly signIns: number;
  readonly users: number;
  readonly benign: number;
  readonly incidents: number;
  readonly detectors: Readonly<Record<string, DetectorSummary>>;
  /** Of the product at CLOSE_BUDGET: found and all incidents of each trait, `any` for all of them. */
  readonly traits: DetectorSummary['kinds'];
  /** One for each budget asked for. */
  readonly own: readonly OwnSummary[];
}

export function summarise(
  pass: Pass & { readonly furtherOwn: readonly OwnLimit[] },
  about: Pick<CompanySummary, 'simulator' | 'seed' | 'places' | 'data' | 'signIns' | 'users'>,
): CompanySummary {
  const detectors: Record<string, DetectorSummary> = {};
  for (const [name, scored] of pass.scored) {
    const fires = pass.fires.get(name);
    detectors[name] = {
      ...summariseRanking(rank(scored)),
      own: fires === undefined ? null : summariseFiring(rank(fires)),
    };
  }
  const { benign, incidents } = pass.own;
  const own = [pass.own, ...pass.furtherOwn].map(summariseOwn);
  return { ...about, benign, incidents: incidents.length, detectors, traits: summariseTraits(pass), own };
}

function summariseTraits({ scored, traits }: Pass): DetectorSummary['kinds'] {
  const ranking = rank(scored.get('product') ?? []);
  const cut = cutAt(ranking, CLOSE_BUDGET);
  return countFound(
    ranking.incidents.flatMap((one) =>
      ['any', ...(traits.get(one.name) ?? [])].map((trait) => [trait, foundAt(one, cut)] as const),
    ),
  );
}

function summariseRanking(ranking: Ranking): Omit<DetectorSummary, 'own'> {
  const cut = cutAt(ranking, CLOSE_BUDGET);
  const alarms = ranking.benign.filter((one) => one.score > cut.limit);
  return {
    recall: BUDGETS.map((budget) => expectedRecallAt(ranking, budget)),
    averagePrecision: averagePrecision(ranking),
    kinds: countFound(ranking.incidents.map((one) => [one.kind, foundAt(one, cut)])),
    changes: countFound(ranking.incidents.map((one) => [one.changed.join(' + ') || 'nothing', foundAt(one, cut)])),
    falseAlarms: countCases(alarms),
    positions: ranking.incidents.map((one) => positionOf(one, cut.limit)).filter((at) => at !== null),
    worstUserWeek: worstUserWeek(alarms),
  };
}

function summariseFiring(ranking: Ranking): DetectorSummary['own'] {
  const alerts = ranking.benign.filter((one) => one.score === 1).length;
  return {
    falsePer1000: (alerts * 1000) / ranking.judged,
    recall: mean(ranking.incidents.map((one) => (one.best === 1 ? 1 : 0))),
  };
}

function summariseOwn(own: OwnLimit): OwnSummary {
  const found = own.incidents.filter((one) => one.position !== null);
  const judged = found.filter((one) => one.changed.length > 0);
  const falsePer1000 = (own.falseAlerts.length * 1000) / own.benign;
  return {
    budget: own.budget,
    falseAlerts: own.falseAlerts.length,
    falsePer1000,
    realisedOverAsked: falsePer1000 / own.budget,
    settledRealisedOverAsked: (own.settledFalse * 1000) / own.settledBenign / own.budget,
    recall: own.incidents.length === 0 ? Number.NaN : found.length / own.incidents.length,
    kinds: countFound(own.incidents.map((one) => [one.kind, one.position === null ? 0 : 1])),
    positions: found.map((one) => one.position!),
    topRight: judged.filter((one) => one.top !== null && one.changed.includes(one.top)).length,
    topJudged: judged.length,
    worstUserWeek: worstUserWeek(own.falseAlerts),
    falseAlarms: countCases(own.falseAlerts),
  };
}

function countFound(incidents: readonly (readonly [name: string, found: number])[]): Record<string, [number, number]> {
  const counts: Record<string, [number, number]> = {};
  for (const [name, found] of incidents) {
    const [before, all] = counts[name] ?? [0, 0];
    counts[name] = [before + found, all + 1];
  }
  return counts;
}

function countCases(alarms: readonly { kind: string | null }[]): Record<string, number> {
  const cases: Record<string, number> = {};
  for (const { kind } of alarms) cases[kind ?? 'everyday'] = (cases[kind ?? 'everyday'] ?? 0) + 1;
  return cases;
}
