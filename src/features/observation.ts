// An observation: a sign-in with its enrichment, cut down to the keys the model counts.

import type { Enrichment, NetworkKind } from '../domain/enrichment.ts';
import { type Point, toPoint } from '../domain/geometry.ts';
import type { SignIn } from '../domain/sign-in.ts';
import { intern } from './intern.ts';
import { type AgentTokens, agentTokens, familyName } from './user-agent.ts';

/** What is counted per user. Pairs are joined by a tab, which no key contains. */
export const FACT_KINDS = [
  'owner',
  'block',
  'address',
  'kind',
  'country',
  'city',
  'shape',
  'family',
  'system',
  'pair',
  'placePair',
  'source',
  'vouched',
] as const;
export type FactKind = (typeof FACT_KINDS)[number];

/** What is counted over the organisation's users. */
export const ORG_KINDS = [
  'owner',
  'block',
  'address',
  'country',
  'city',
  'shape',
  'family',
  'pair',
  'placePair',
] as const;
export type OrgKind = (typeof ORG_KINDS)[number];

export interface Observation {
  readonly timeMs: number;
  readonly source: string;
  readonly keys: Readonly<Record<Exclude<FactKind, 'vouched'>, string | null>>;
  readonly kind: NetworkKind;
  readonly point: Point | null;
  readonly accuracyKm: number;
  readonly placeless: number;
  readonly ownerWords: readonly string[];
  /** How to name owner, place and device to a person. */
  readonly names: { readonly owner: string | null; readonly city: string | null; readonly family: string | null };
  readonly agent: AgentTokens | null;
}

/** Everything the model will ever look at in this sign-in. */
export function observe(signIn: SignIn, place: Enrichment): Observation {
  const agent = signIn.userAgent === null || signIn.userAgent.trim() === '' ? null : agentTokens(signIn.userAgent);
  const ownerName = place.organization ?? (place.asn === null ? null : `as${place.asn}`);
  const owner = ownerName === null ? (place.addressState === 'private' ? 'private' : null) : clean(ownerName);
  const country = place.country;
  const city = country === null ? null : place.city === null ? country : intern(`${country}/${clean(place.city)}`);
  const family = agent?.family ?? null;
  const known = place.latitude !== null && place.longitude !== null;
  return {
    timeMs: signIn.timeMs,
    source: signIn.source,
    keys: {
      owner,
      block: place.block,
      address: place.ip,
      kind: place.networkKind === 'unknown' ? null : place.networkKind,
      country,
      city,
      shape: agent?.shape ?? null,
      family,
      system: agent?.os ?? null,
      pair: owner === null || family === null ? null : intern(`${owner}\t${family}`),
      placePair: country === null || family === null ? null : intern(`${country}\t${family}`),
      source: signIn.source,
    },
    kind: place.networkKind,
    point: known ? toPoint(place.latitude!, place.longitude!) : null,
    accuracyKm: place.accuracyKm ?? 50,
    placeless: place.precision === 'none' ? 1 : place.precision === 'country' ? 0.5 : 0,
    ownerWords: owner === null ? [] : words(owner),
    names: {
      owner: ownerName === null ? (owner === null ? null : 'a private network') : ownerName.slice(0, 120),
      city: country === null ? null : place.city === null ? country : `${place.city.slice(0, 120)}, ${country}`,
      family: agent === null ? null : familyName(agent),
    },
    agent,
  };
}

function clean(text: string): string {
  return intern(
    text
      .slice(0, 120)
      .toLowerCase()
      .replace(/[\s\p{Cc}]+/gu, ' ')
      .trim(),
  );
}

const wordsOf = new Map<string, readonly string[]>();
const WORDS_KEPT = 20_000;

function words(owner: string): readonly string[] {
  let list = wordsOf.get(owner);
  if (!list) {
    const all = owner.split(/[^\p{L}\p{N}]+/u).filter((word) => word.length > 1);
    list = [...new Set(all)].slice(0, 12).map(intern);
    if (wordsOf.size >= WORDS_KEPT) wordsOf.clear();
    wordsOf.set(owner, list);
  }
  return list;
}
