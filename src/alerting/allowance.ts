// Does a finding fall under what somebody allowed? Pure, and read by event time, so that it does not depend on how runs are cut.
// An allowance hides what is all it names; a trip hides only what being there explains: with another device, on an impossible
// journey, or where the rest would be over the limit anyway, a person is told all the same.

import { type AddressRange, parseAddressRange } from '../domain/address-range.ts';
import type { Allowance, NewAllowance } from '../domain/allowance.ts';
import type { Component } from '../domain/score.ts';
import type { News } from './episode.ts';

/** What conditions are held against. */
export interface Subject {
  readonly user: string;
  readonly timeMs: number;
  /** Canonical, as enrichment writes it. */
  readonly ip: string | null;
  readonly asn: number | null;
  readonly organization: string | null;
  readonly country: string | null;
  /** Everything that is shown of the device, in one text. */
  readonly device: string;
}

/** What decides beyond the conditions. */
export interface Circumstances {
  /** What is new beside the alert it joins; null where it begins one. */
  readonly news: News | null;
  /** Whether the app itself warns of it. */
  readonly warned: boolean;
  readonly threshold: number;
  /** Asked for trips only; null where it is not known, and then no trip explains anything. */
  readonly apart: () => Apart | null;
}

/** What a sign-in is apart from its place. */
export interface Apart {
  /** The score had its place been as usual. */
  readonly score: number;
  /** Whether the user was known with this device before what is being told now. */
  readonly deviceKnown: boolean;
  /** Whether it comes from a hosting or VPN network that was not the user's before: nobody travels into one. */
  readonly rented: boolean;
  /** Speed of the journey from an earlier sign-in. */
  readonly speedKmh: number;
}

/** A journey nobody makes, in km/h. */
const IMPOSSIBLE_KMH = 900;

export interface OpenAllowances {
  /** Whether a trip of this user may apply at this time, so that {@link Apart} is worth knowing. */
  readonly hasTrip: (user: string, timeMs: number) => boolean;
  /** The first added that covers it; null where a person is to be told. */
  readonly covering: (subject: Subject, circumstances: Circumstances) => Allowance | null;
}

/** Allowances ready to be asked; removed ones are left out. */
export function openAllowances(allowances: readonly Allowance[]): OpenAllowances {
  const ofUser = new Map<string | null, Compiled<Allowance>[]>();
  for (const allowance of allowances) {
    if (allowance.removed !== null) continue;
    const list = ofUser.get(allowance.user) ?? [];
    ofUser.set(allowance.user, list);
    list.push(compile(allowance));
  }
  const some = (user: string): readonly Compiled<Allowance>[] => [
    ...(ofUser.get(user) ?? []),
    ...(ofUser.get(null) ?? []),
  ];
  const rank = new Map(allowances.map(({ id }, index) => [id, index]));
  return {
    hasTrip: (user, timeMs) =>
      (ofUser.get(user) ?? []).some(({ allowance }) => allowance.kind === 'trip' && holdsAt(allowance, timeMs)),
    covering(subject, circumstances) {
      if (ofUser.size === 0) return null;
      const found = some(subject.user).filter((one) => covers(one, subject, circumstances));
      return found.map(({ allowance }) => allowance).sort((a, b) => rank.get(a.id)! - rank.get(b.id)!)[0] ?? null;
    },
  };
}

/** Whether a sign-in is what an allowance names, whenever it was and whatever else it is. */
export function conditionsOf(allowance: NewAllowance): (subject: Subject) => boolean {
  const one = compile(allowance);
  return (subject) => matches(one, subject);
}

interface Compiled<Kind extends NewAllowance> {
  readonly allowance: Kind;
  readonly range: AddressRange | null;
  readonly ownerWords: readonly string[];
  readonly deviceWords: readonly string[];
}

function compile<Kind extends NewAllowance>(allowance: Kind): Compiled<Kind> {
  return {
    allowance,
    range: allowance.address === null ? null : parseAddressRange(allowance.address),
    ownerWords: wordsOf(allowance.owner ?? ''),
    deviceWords: deviceWords(allowance.device ?? ''),
  };
}

function holdsAt({ fromMs, untilMs }: NewAllowance, timeMs: number): boolean {
  return timeMs <= untilMs && (fromMs === null || timeMs >= fromMs);
}

function covers(one: Compiled<NewAllowance>, subject: Subject, circumstances: Circumstances): boolean {
  const { allowance } = one;
  if (!holdsAt(allowance, subject.timeMs) || !matches(one, subject)) return false;
  return allowance.kind === 'trip' ? tripExplains(circumstances) : speaksOf(allowance, circumstances.news);
}

/** Every condition that is named holds. */
function matches(
  { allowance, range, ownerWords, deviceWords: wanted }: Compiled<NewAllowance>,
  subject: Subject,
): boolean {
  const { user, asn, owner, address, countries, device } = allowance;
  if (user !== null && user !== subject.user) return false;
  if (asn !== null && asn !== subject.asn) return false;
  if (owner !== null && !begins(wordsOf(subject.organization ?? ''), ownerWords)) return false;
  if (address !== null && (subject.ip === null || !(range?.holds(subject.ip) ?? false))) return false;
  if (countries.length > 0 && !countries.includes(subject.country ?? '')) return false;
  if (device === null) return true;
  const shown = new Set(deviceWords(subject.device));
  return wanted.length > 0 && wanted.every((word) => shown.has(word));
}

/** `M247` and `M247 Europe` name `M247 Europe SRL`; `Orange` names neither `Orangecom` nor `La Orange`. */
function begins(name: readonly string[], wanted: readonly string[]): boolean {
  return wanted.length > 0 && wanted.every((word, index) => name[index] === word);
}

function wordsOf(text: string): string[] {
  return text
    .slice(0, 400)
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

/** Words that tell devices apart: `Chrome on macOS` gives `chrome` and `macos`. */
export function deviceWords(text: string): readonly string[] {
  return wordsOf(text).filter((word) => word !== 'on');
}

function tripExplains(circumstances: Circumstances): boolean {
  const { warned, threshold } = circumstances;
  const apart = warned ? null : circumstances.apart();
  if (apart === null || !apart.deviceKnown || apart.rented) return false;
  return apart.speedKmh < IMPOSSIBLE_KMH && apart.score < threshold;
}

/** What is new about something muted must be what the allowance speaks of; one that names nobody but a person speaks of all. */
function speaksOf(allowance: NewAllowance, news: News | null): boolean {
  if (news === null) return true;
  if (news.warned) return false;
  const { asn, owner, address, countries, device } = allowance;
  const spoken = new Set<Component>();
  if (asn !== null || owner !== null || address !== null) spoken.add('network').add('location');
  if (countries.length > 0) spoken.add('location');
  if (device !== null) spoken.add('device');
  return spoken.size === 0 || news.components.every((component) => spoken.has(component));
}
