// An observation: a sign-in with its enrichment, cut down to the keys the model counts.

import type { Enrichment, NetworkKind } from '../domain/enrichment.ts';
import { type Point, toPoint } from '../domain/geometry.ts';
import type { SignIn } from '../domain/sign-in.ts';
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
  const city = country === null ? null : place.city === null ? country : `${country}/${clean(place.city)}`;
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
      shape: agent === null ? null : shorten(agent.shape),
      family,
      system: agent?.os ?? null,
      pair: owner === null || family === null ? null : `${owner}\t${family}`,
      placePair: country === null || family === null ? null : `${country}\t${family}`,
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
  return text
    .slice(0, 120)
    .toLowerCase()
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
}

function words(text: string): readonly string[] {
  return [...new Set(text.split(/[^\p{L}\p{N}]+/u).filter((word) => word.length > 1))].slice(0, 12);
}

/** Long shapes are kept by their beginning and a fingerprint of the whole, so that a key stays small. */
function shorten(shape: string): string {
  if (shape.length <= 96) return shape;
  let a = 0x811c9dc5;
  let b = 0x9e3779b1;
  for (let i = 0; i < shape.length; i++) {
    const code = shape.charCodeAt(i);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ code, 0x85ebca6b) ^ (b >>> 15);
  }
  return `${shape.slice(0, 64)}#${(a >>> 0).toString(36)}${(b >>> 0).toString(36)}`;
}
