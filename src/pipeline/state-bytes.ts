// A user's state as bytes for the store and back. Written and read only here; another version is rebuilt from the scored sign-ins.

import type { Episode } from '../alerting/episode.ts';
import type { Detector } from '../detector/detector.ts';
import { OWN_ROWS, openUserForest } from '../detector/user-forest.ts';
import {
  type Baseline,
  emptyBaseline,
  type Fact,
  type Failure,
  type Place,
  type Recent,
} from '../features/baseline.ts';
import { intern } from '../features/intern.ts';
import { FACT_KINDS, type FactKind } from '../features/observation.ts';
import type { Quarantined, UserState } from './replay.ts';
import { isWrittenState } from './state-shape.ts';

const VERSION = 2;

type FactEntry = [key: string, count: number, lastMs: number, name?: string];

interface Written {
  readonly version: number;
  readonly model: string;
  readonly columns: number;
  readonly rows: number;
  readonly next: number;
  readonly plain: Pick<
    Baseline,
    'count' | 'firstMs' | 'lastFamiliarMs' | 'days' | 'lastDay' | 'settled' | 'roams' | 'travels' | 'switches'
  > & {
    readonly lastMs: number | null;
  };
  readonly facts: Record<FactKind, FactEntry[]>;
  readonly totals: Record<FactKind, number>;
  readonly ownerWords: [string, number][];
  readonly agentWords: [string, number][];
  readonly versions: [string, number][];
  readonly agentsBySource: [string, [number, number]][];
  readonly places: Place[];
  readonly recent: Recent[];
  readonly failures: Failure[];
  readonly hours: number[];
  readonly episodes: Episode[];
  readonly quarantine: Quarantined[];
}

/** Length of the JSON (4 bytes, little endian), the JSON, then the forest's rows as 16-bit numbers. */
export function encodeState(state: UserState, detector: Detector): Uint8Array {
  const { baseline, forest } = state;
  const { count, firstMs, lastMs, lastFamiliarMs, days, lastDay, settled, roams, travels, switches } = baseline;
  const facts = {} as Record<FactKind, FactEntry[]>;
  for (const kind of FACT_KINDS) {
    facts[kind] = [...baseline.facts[kind]].map(([key, fact]) =>
      fact.name === undefined ? [key, fact.count, fact.lastMs] : [key, fact.count, fact.lastMs, fact.name],
    );
  }
  const columns = detector.base.forest.columns;
  const written: Written = {
    version: VERSION,
    model: detector.version,
    columns,
    rows: forest.held,
    next: forest.next,
    plain: {
      count,
      firstMs,
      lastMs: Number.isFinite(lastMs) ? lastMs : null,
      lastFamiliarMs,
      days,
      lastDay,
      settled,
      roams,
      travels,
      switches,
    },
    facts,
    totals: baseline.totals,
    ownerWords: [...baseline.ownerWords],
    agentWords: [...baseline.agentWords],
    versions: [...baseline.versions],
    agentsBySource: [...baseline.agentsBySource],
    places: baseline.places,
    recent: baseline.recent,
    failures: baseline.failures,
    hours: [...baseline.hours],
    episodes: state.episodes,
    quarantine: state.quarantine,
  };
  const text = new TextEncoder().encode(JSON.stringify(written));
  const bytes = new Uint8Array(4 + text.length + forest.held * columns * 2);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, text.length, true);
  bytes.set(text, 4);
  for (let i = 0, at = 4 + text.length; i < forest.held * columns; i++, at += 2)
    view.setUint16(at, forest.rows[i]!, true);
  return bytes;
}

/** @returns null where the bytes are of another version or model, or no state at all: it is then learnt anew. */
export function decodeState(bytes: Uint8Array, input: { user: string; detector: Detector }): UserState | null {
  const { user, detector } = input;
  if (bytes.byteLength < 4) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = view.getUint32(0, true);
  const written = readWritten(bytes.subarray(4, 4 + length));
  const { columns } = detector.base.forest;
  if (written?.version !== VERSION || written.model !== detector.version || written.columns !== columns) return null;
  // Asked before anything of that size is made.
  const count = written.rows * columns;
  if (written.rows > OWN_ROWS || written.next >= OWN_ROWS || bytes.byteLength !== 4 + length + count * 2) return null;
  const rows = new Uint16Array(count);
  for (let i = 0, at = 4 + length; i < rows.length; i++, at += 2) rows[i] = view.getUint16(at, true);
  const baseline = emptyBaseline();
  Object.assign(baseline, written.plain, { lastMs: written.plain.lastMs ?? Number.NEGATIVE_INFINITY });
  for (const kind of FACT_KINDS) {
    baseline.totals[kind] = written.totals[kind];
    for (const entry of written.facts[kind]) baseline.facts[kind].set(intern(entry[0]), toFact(entry));
  }
  for (const [word, times] of written.ownerWords) baseline.ownerWords.set(intern(word), times);
  for (const [word, times] of written.agentWords) baseline.agentWords.set(intern(word), times);
  for (const [shape, version] of written.versions) baseline.versions.set(shape, version);
  for (const [source, pair] of written.agentsBySource) baseline.agentsBySource.set(source, pair);
  baseline.places = written.places;
  baseline.recent = written.recent;
  baseline.failures = written.failures;
  baseline.hours.set(written.hours);
  return {
    user,
    baseline,
    forest: openUserForest(detector.base, rows, written.next),
    episodes: written.episodes,
    quarantine: written.quarantine,
  };
}

function readWritten(bytes: Uint8Array): Written | null {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return isWrittenState(value) ? (value as Written) : null;
  } catch {
    return null;
  }
}

function toFact([, count, lastMs, name]: FactEntry): Fact {
  return name === undefined ? { count, lastMs } : { count, lastMs, name: intern(name) };
}
