// Finding → alert: findings that share what was new about them are one episode, and a person is told once.
// Pure; episodes are plain data that live with the user's state.

import { COMPONENTS, type Component } from '../domain/score.ts';

export interface Episode {
  readonly alertId: string;
  readonly firstMs: number;
  lastMs: number;
  /** Highest score so far, and the highest a person was told of. */
  score: number;
  told: number;
  /** Whether the app itself warned of one of its sign-ins. */
  warned: boolean;
  readonly threshold: number;
  components: Readonly<Record<Component, number>>;
  /** What was new to the user when it began: addresses, blocks, owners, places, devices (prefixed keys). */
  novel: string[];
  signIns: number;
  /** Messages sent for it: 1 after the first. */
  parts: number;
}

export interface Finding {
  readonly timeMs: number;
  readonly score: number;
  readonly threshold: number;
  /** Whether the app itself warns of it. */
  readonly warned: boolean;
  readonly components: Readonly<Record<Component, number>>;
  /** All keys of the sign-in, prefixed, and those of them that are new to the user. */
  readonly keys: readonly string[];
  readonly novel: readonly string[];
}

export type Decision =
  | { readonly action: 'none' }
  /** Belongs to an episode already told. */
  | { readonly action: 'join'; readonly episode: Episode; readonly news: News }
  /** Told again: the score rose clearly, another component joined, or the app itself began to warn. */
  | { readonly action: 'raise-again'; readonly episode: Episode; readonly news: News }
  | { readonly action: 'raise' };

/** What a finding adds to its episode. */
export interface News {
  /** Components that carry it and carried none of the episode so far. */
  readonly components: readonly Component[];
  /** Whether the app itself begins to warn. */
  readonly warned: boolean;
  /** Whether the score rose clearly over what was told. */
  readonly rose: boolean;
}

const DAY_MS = 86_400_000;
/** An episode goes on while its context comes back within this time. */
export const EPISODE_GAP_MS = 7 * DAY_MS;
const CLEAR_RISE = 0.06;
const MOST_PARTS = 3;
/** A component carries a finding from this share of its score on. */
const CARRIES = 0.3;

/** Decides what a sign-in means for its user; changes nothing. One that shares nothing new with an open episode is a matter of its own. */
export function decide(episodes: readonly Episode[], finding: Finding): Decision {
  const over = finding.score >= finding.threshold;
  const open = episodes.filter(
    (one) => finding.timeMs - one.lastMs < EPISODE_GAP_MS && finding.timeMs >= one.firstMs - EPISODE_GAP_MS,
  );
  const keys = new Set(finding.keys);
  const episode = open.findLast((one) => one.novel.some((key) => keys.has(key)));
  if (!episode) return over ? { action: 'raise' } : { action: 'none' };
  const news = newsOf(episode, finding);
  const tell = news.rose || news.warned || news.components.length > 0;
  if (over && episode.parts < MOST_PARTS && tell) return { action: 'raise-again', episode, news };
  return { action: 'join', episode, news };
}

/** What a finding would add to an episode, before it does. */
export function newsOf(
  episode: Pick<Episode, 'score' | 'told' | 'warned' | 'components'>,
  finding: Pick<Finding, 'score' | 'components' | 'warned'>,
): News {
  return {
    components: joining(episode, finding),
    warned: finding.warned && !episode.warned,
    rose: finding.score > episode.told + CLEAR_RISE,
  };
}

/** Components that carry this finding and carried none of the episode so far. */
function joining(
  episode: Pick<Episode, 'score' | 'components'>,
  finding: Pick<Finding, 'score' | 'components'>,
): readonly Component[] {
  if (finding.score < episode.score) return [];
  return COMPONENTS.filter(
    (one) =>
      finding.components[one] >= CARRIES * finding.score && episode.components[one] < (CARRIES / 2) * episode.score,
  );
}

/** Adds a sign-in to its episode. */
export function extend(episode: Episode, finding: Finding, told: boolean): void {
  episode.lastMs = Math.max(episode.lastMs, finding.timeMs);
  episode.signIns += 1;
  if (told && finding.warned) episode.warned = true;
  if (told) {
    episode.parts += 1;
    episode.told = Math.max(episode.told, finding.score);
  }
  if (finding.score > episode.score) {
    episode.score = finding.score;
    episode.components = finding.components;
  }
  for (const key of finding.novel)
    if (episode.novel.length < 64 && !episode.novel.includes(key)) episode.novel.push(key);
}

export function openEpisode(alertId: string, finding: Finding): Episode {
  return {
    alertId,
    firstMs: finding.timeMs,
    lastMs: finding.timeMs,
    score: finding.score,
    told: finding.score,
    warned: finding.warned,
    threshold: finding.threshold,
    components: finding.components,
    novel: [...finding.novel],
    signIns: 1,
    parts: 1,
  };
}

/** Short stable name of an alert from the sign-in that raised it: `a-` and six characters without look-alikes. */
export function alertName(parts: readonly string[]): string {
  const alphabet = '23456789abcdefghjkmnpqrstuvwxyz';
  let a = 0x811c9dc5;
  let b = 0x9e3779b1;
  const text = parts.join('\u0000');
  for (let i = 0; i < text.length; i++) {
    a = Math.imul(a ^ text.charCodeAt(i), 0x01000193);
    b = Math.imul(b ^ text.charCodeAt(i), 0x85ebca6b);
    b ^= b >>> 13;
  }
  let name = 'a-';
  let value = (a >>> 0) * 2 ** 21 + ((b >>> 0) % 2 ** 21);
  for (let i = 0; i < 6; i++) {
    name += alphabet[value % alphabet.length];
    value = Math.floor(value / alphabet.length);
  }
  return name;
}
