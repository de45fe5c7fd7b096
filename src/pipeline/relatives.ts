// What of a user's past a sign-in is held against by eye: the last one before it, and those most like it.

import { openJourney, type Passage } from '../domain/journey.ts';
import { compareSignIns, type StoredSignIn } from '../domain/sign-in.ts';
import { type Observation, observe } from '../features/observation.ts';
import type { ScoredSignIn } from '../store/contract.ts';
import type { AnalysisGround } from './analysis.ts';
import { whyNot } from './replay.ts';
import { decodeTrace } from './trace.ts';

/** In what two sign-ins may be the same, most telling first. */
export const TRAITS = ['network', 'address', 'place', 'device', 'app', 'hour'] as const;
export type Trait = (typeof TRAITS)[number];

export interface Relative {
  readonly row: ScoredSignIn;
  readonly same: readonly Trait[];
  readonly differs: readonly Trait[];
}

export interface Relatives {
  /** The user's sign-in before, in any app, failed ones too; null where it is the first. */
  readonly before: ScoredSignIn | null;
  /** Likest first, one of each kind, its newest. Only those that let somebody in. */
  readonly alike: readonly Relative[];
  readonly passage: Passage;
}

const MOST = 3;
const WEIGHTS: Readonly<Record<Trait, number>> = { network: 3, address: 2, place: 3, device: 3, app: 1, hour: 1 };
const NEAR_HOURS = 2;

export function relativesOf(ground: AnalysisGround, signIn: StoredSignIn, seen: Observation): Relatives {
  const journey = openJourney();
  let before: ScoredSignIn | null = null;
  const best = new Map<string, Relative & { weight: number }>();
  const past = { fromMs: Number.MIN_SAFE_INTEGER, toMs: signIn.timeMs + 1, user: signIn.user };
  for (const row of ground.store.window(past)) {
    if (compareSignIns(row.signIn, signIn) >= 0) continue;
    before = row;
    const enrichment = ground.enrich(row.signIn.ip);
    journey.next({ signIn: row.signIn, enrichment });
    if (row.score === null || whyNot(row.signIn) !== null) continue;
    const other = observe(row.signIn, decodeTrace(row.features)?.place ?? enrichment);
    const relative = compare(row, seen, other);
    // The newest of a kind stands for it.
    if (relative.weight > 0) best.set(relative.kind, relative);
  }
  const alike = [...best.values()]
    .sort((a, b) => b.weight - a.weight || compareSignIns(b.row.signIn, a.row.signIn))
    .slice(0, MOST)
    .map(({ row, same, differs }) => ({ row, same, differs }));
  return { before, alike, passage: journey.next({ signIn, enrichment: ground.enrich(signIn.ip) }) };
}

function compare(row: ScoredSignIn, seen: Observation, other: Observation) {
  // null: neither says, so that it speaks neither way.
  const equal: Readonly<Record<Trait, boolean | null>> = {
    network: isSame(seen.keys.owner, other.keys.owner),
    address: isSame(seen.keys.block, other.keys.block),
    place: isSame(seen.keys.city, other.keys.city),
    device: isSame(seen.keys.shape, other.keys.shape) || isSame(seen.keys.family, other.keys.family),
    app: seen.source === other.source,
    hour: hoursApart(seen.timeMs, other.timeMs) <= NEAR_HOURS,
  };
  const same = TRAITS.filter((trait) => equal[trait] === true);
  const differs = TRAITS.filter((trait) => equal[trait] === false);
  const weight = same.reduce((sum, trait) => sum + WEIGHTS[trait], 0);
  const { owner, city, family } = other.keys;
  return { row, same, differs, weight, kind: [owner, city, family, other.source].join('\0') };
}

function isSame(a: string | null, b: string | null): boolean | null {
  return a === null && b === null ? null : a === b;
}

/** On the clock of the day, 0..12. */
function hoursApart(a: number, b: number): number {
  const hours = Math.abs(((a - b) / 3_600_000) % 24);
  return Math.min(hours, 24 - hours);
}
