// What busybody knows of its own running: polls of each source, runs, what was judged, problems that were told. One record in
// the store's meta, read and written by whoever holds the run lock; health is judged by it, metrics are made of it.

import { type Lateness, PUNCTUAL } from '../alerting/lateness.ts';
import { NO_PLACES, type Places } from '../alerting/places.ts';
import type { Habit } from '../alerting/silence.ts';
import type { HealthProblem } from '../domain/alert.ts';
import type { Store } from '../store/contract.ts';

export interface SourceRecord {
  /** End of the last poll that came to its end; null before the first. */
  lastSuccessMs: number | null;
  /** Of all polls together. */
  fetched: number;
  refused: number;
  /** Polls in a row that failed; null while it works. */
  failing: Failing | null;
  lateness: Lateness;
  habit: { readonly madeMs: number; readonly habit: Habit | null } | null;
}

/** Failures in a row: how many, since when, and the last one. */
export interface Failing {
  readonly times: number;
  readonly sinceMs: number;
  readonly error: string;
  readonly hints: readonly string[];
  /** False where only a person can help. */
  readonly retryable: boolean;
}

export interface RunRecord {
  readonly endedMs: number;
  readonly seconds: number;
  readonly success: boolean;
  readonly lastSuccessMs: number | null;
}

export interface OpenProblem {
  readonly problem: HealthProblem;
  readonly source: string | null;
  readonly sinceMs: number;
  /** When it was told. */
  readonly toldMs: number;
  readonly reasons: readonly string[];
  readonly hints: readonly string[];
}

export interface DatabaseRecord {
  readonly role: string;
  readonly type: string;
  readonly path: string;
  readonly builtMs: number | null;
  readonly tooOld: boolean;
}

export interface Operations {
  readonly sources: Map<string, SourceRecord>;
  /** By command. */
  readonly runs: Map<string, RunRecord>;
  readonly analyzed: { judged: number; learning: number; unscored: number };
  places: Places;
  /** In use when analysis last ran. */
  databases: readonly DatabaseRecord[];
  /** Why the last analysis failed; null where it did not. */
  analysisFailure: Failing | null;
  /** By name, see {@link problemName}. */
  readonly problems: Map<string, OpenProblem>;
}

const KEY = 'operations';
const VERSION = 1;

/** Of one thing there is at most one problem of a kind. */
export function problemName({ problem, source }: Pick<OpenProblem, 'problem' | 'source'>): string {
  return source === null ? problem : `${problem}/${source}`;
}

export function newSourceRecord(): SourceRecord {
  return { lastSuccessMs: null, fetched: 0, refused: 0, failing: null, lateness: PUNCTUAL, habit: null };
}

/** The record of a source, made where there is none yet. */
export function sourceRecord(operations: Operations, source: string): SourceRecord {
  const known = operations.sources.get(source) ?? newSourceRecord();
  operations.sources.set(source, known);
  return known;
}

/** What the store knows; a fresh record where it knows nothing, or only what another version wrote. */
export function readOperations(store: Pick<Store, 'meta'>): Operations {
  const kept = parse(store.meta(KEY));
  return {
    sources: new Map(kept?.sources ?? []),
    runs: new Map(kept?.runs ?? []),
    analyzed: kept?.analyzed ?? { judged: 0, learning: 0, unscored: 0 },
    places: kept?.places ?? NO_PLACES,
    databases: kept?.databases ?? [],
    analysisFailure: kept?.analysisFailure ?? null,
    problems: new Map(kept?.problems ?? []),
  };
}

/** As an entry of meta, so that it can be written with what follows from it. */
export function operationsEntry(operations: Operations): readonly [string, string] {
  const { sources, runs, problems, ...others } = operations;
  // Lists, not objects: names come from outside.
  return [
    KEY,
    JSON.stringify({ version: VERSION, ...others, sources: [...sources], runs: [...runs], problems: [...problems] }),
  ];
}

interface Kept extends Omit<Operations, 'sources' | 'runs' | 'problems'> {
  readonly sources: [string, SourceRecord][];
  readonly runs: [string, RunRecord][];
  readonly problems: [string, OpenProblem][];
}

function parse(text: string | null): Kept | null {
  if (text === null) return null;
  try {
    const kept = JSON.parse(text) as Kept & { version?: unknown };
    const lists = [kept.sources, kept.runs, kept.problems, kept.databases];
    return kept.version === VERSION && lists.every(Array.isArray) ? kept : null;
  } catch {
    return null;
  }
}
