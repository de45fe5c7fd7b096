// One pass over a company: the product as it runs (own limit, episodes, campaigns, quarantine), and every other detector on
// the same stream. What the product alerts is judged by its own alerts, the scores of all by ranking (metrics.ts).

import { campaignOf, type Raise, rememberRaise } from '../../../src/alerting/campaign.ts';
import { alertName } from '../../../src/alerting/episode.ts';
import { limitAt, noteScore, openThreshold, START_LIMITS, startLimit } from '../../../src/alerting/threshold.ts';
import type { Detector } from '../../../src/detector/detector.ts';
import { COMPONENTS, type Component } from '../../../src/domain/score.ts';
import type { Judged } from '../../../src/pipeline/replay.ts';
import type { SimulatedSignIn, Simulation } from '../../../src/simulation/contract.ts';
import { type Places, replay } from '../companies.ts';
import type { Scored } from '../metrics.ts';
import { type Contestant, SILENT } from './contestant.ts';

export interface PassOptions {
  readonly detector: Detector;
  readonly places: Places;
  /** False alerts asked for per 1,000 sign-ins: sets the product's own limit. */
  readonly budget: number;
  readonly contestants: ReadonlyMap<string, Contestant>;
}

export interface Pass {
  readonly scored: ReadonlyMap<string, readonly Scored[]>;
  /** Of detectors with a limit of their own: score 1 where they alert, SILENT where not. */
  readonly fires: ReadonlyMap<string, readonly Scored[]>;
  readonly own: OwnLimit;
  /** What the strongest sign-in of each incident had in common with its victim's past, as the log and the databases show it. */
  readonly traits: ReadonlyMap<string, readonly Trait[]>;
}

export const TRAITS = [
  'a user agent the victim has (versions aside)',
  'a network owner the victim has used',
  'a city the victim has been in',
  'all three of these',
  'no user agent in the log',
  'a victim still being learnt',
] as const;
export type Trait = (typeof TRAITS)[number];

/** What a person would have been told by the product at its own limit. */
export interface OwnLimit {
  readonly budget: number;
  readonly benign: number;
  /** Benign sign-ins and false alerts from the fifth week on, when the limit is the company's own. */
  readonly settledBenign: number;
  readonly settledFalse: number;
  /** Alerts (episodes, or campaigns of several users) without any attacker in them. */
  readonly falseAlerts: readonly { user: string; timeMs: number; kind: string | null }[];
  readonly incidents: readonly FoundIncident[];
}

export interface FoundIncident {
  readonly name: string;
  readonly kind: string;
  /** On which of its sign-ins it was found, from 1; null where it was missed. */
  readonly position: number | null;
  /** Strongest component of that sign-in, and those in which it really differs. */
  readonly top: Component | null;
  readonly changed: readonly Component[];
}

const DAY_MS = 86_400_000;
const SETTLED_DAYS = 28;

export function runPass(company: Simulation, options: PassOptions): Pass {
  const start = startLimit(START_LIMITS, options.budget);
  const limits = openThreshold(start);
  const scored = new Map<string, Scored[]>([...options.contestants.keys()].map((name) => [name, []]));
  const fires = new Map<string, Scored[]>();
  const tally = openTally(company, options.budget);
  replay(company, {
    detector: options.detector,
    places: options.places,
    threshold: ({ signIn }) => limitAt(limits, { timeMs: signIn.timeMs, budget: options.budget, start }),
    each: (one, judged) => {
      if (judged.judgement === null) return;
      noteScore(limits, { timeMs: one.signIn.timeMs, user: one.user, score: judged.judgement.score });
      tally.note(one, judged);
      for (const [name, contestant] of options.contestants) {
        const said = contestant({ one, judged });
        scored.get(name)!.push({ one, score: said.score });
        if (said.fires === undefined) continue;
        if (!fires.has(name)) fires.set(name, []);
        fires.get(name)!.push({ one, score: said.fires ? 1 : SILENT });
      }
    },
  });
  return { scored, fires, own: tally.result(), traits: tally.traits() };
}

interface Told {
  readonly user: string;
  readonly timeMs: number;
  readonly kind: string | null;
  attack: boolean;
}

function openTally(company: Simulation, budget: number) {
  const settledMs = (company.signIns[0]?.signIn.timeMs ?? 0) + SETTLED_DAYS * DAY_MS;
  const alerts = new Map<string, Told>();
  /** Alert of an episode to the campaign it became part of. */
  const campaigns = new Map<string, string>();
  const incidents = new Map<string, { kind: string; seen: number; found: FoundIncident | null }>();
  const strongest = new Map<string, { score: number; traits: Trait[] }>();
  let raises: Raise[] = [];
  let benign = 0;
  let settledBenign = 0;

  const nameOf = (one: SimulatedSignIn, judged: Judged): string | null => {
    if (judged.episode === null) return null;
    const { alertId, novel } = judged.episode;
    if (judged.decision.action !== 'raise') return campaigns.get(alertId) ?? alertId;
    const rented = judged.seen.kind === 'hosting' || judged.seen.kind === 'vpn';
    const keys = novel.filter((key) => /^(address|block):/.test(key) || (rented && key.startsWith('owner:')));
    const { timeMs } = one.signIn;
    const campaign = campaignOf(raises, { timeMs, user: one.user, keys });
    const name =
      campaign === null ? alertId : (campaign.alertId ?? alertName(['campaign', campaign.key, campaign.firstAlertId]));
    campaigns.set(alertId, name);
    raises = rememberRaise(raises, { timeMs, user: one.user, alertId: name, campaign: campaign?.key ?? null, keys });
    return name;
  };

  return {
    note(one: SimulatedSignIn, judged: Judged): void {
      const { incident, kind, changed } = one.label;
      const name = nameOf(one, judged);
      if (name !== null) {
        const alert = alerts.get(name) ?? { user: one.user, timeMs: one.signIn.timeMs, kind, attack: false };
        alerts.set(name, alert);
        if (incident !== null) alert.attack = true;
      }
      if (incident === null) {
        benign += 1;
        if (one.signIn.timeMs >= settledMs) settledBenign += 1;
        return;
      }
      const known = incidents.get(incident) ?? { kind: kind ?? 'unknown', seen: 0, found: null };
      incidents.set(incident, known);
      known.seen += 1;
      const { score, components } = judged.judgement!;
      if (score > (strongest.get(incident)?.score ?? -1)) strongest.set(incident, { score, traits: traitsOf(judged) });
      if (known.found !== null || name === null || score < judged.threshold) return;
      const top = COMPONENTS.reduce((a, b) => (components[b] > components[a] ? b : a));
      known.found = { name: incident, kind: known.kind, position: known.seen, top, changed };
    },
    traits(): Map<string, Trait[]> {
      return new Map([...strongest].map(([incident, { traits }]) => [incident, traits]));
    },
    result(): OwnLimit {
      const falseAlerts = [...alerts.values()].filter((one) => !one.attack);
      return {
        budget,
        benign,
        settledBenign,
        settledFalse: falseAlerts.filter((one) => one.timeMs >= settledMs).length,
        falseAlerts,
        incidents: [...incidents].map(
          ([name, { kind, found }]) => found ?? { name, kind, position: null, top: null, changed: [] },
        ),
      };
    },
  };
}

function traitsOf({ signals, seen, state }: Judged): Trait[] {
  const { own } = signals!.counts;
  const same = [own.shape, own.owner, own.city].map((count) => (count ?? 0) > 0);
  const has = [...same, same.every((one) => one), seen.agent === null, state === 'learning'];
  return TRAITS.filter((_, index) => has[index]);
}
