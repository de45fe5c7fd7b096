// The columns of the forest and their weight in the draw of splits: evidence first, then the coincidences,
// then every component by itself with small weight.

import { SIGNAL_INDEX, type SignalName } from '../features/catalogue.ts';
import type { Observation } from '../features/observation.ts';
import { SCALE } from '../forest/box-forest.ts';

interface Column {
  readonly name: 'evidence' | 'x' | 'y' | 'z' | SignalName;
  readonly weight: number;
}

/** Order matters: rows are stored in it. */
export const COLUMNS: readonly Column[] = [
  { name: 'evidence', weight: 100 },
  { name: 'blockShape', weight: 2 },
  { name: 'ownerShape', weight: 1 },
  { name: 'countryShape', weight: 1 },
  { name: 'ownerHour', weight: 0.5 },
  { name: 'hostingTravel', weight: 1 },
  { name: 'failuresBlock', weight: 1 },
  { name: 'gapBlock', weight: 0.5 },
  { name: 'pair', weight: 0.5 },
  { name: 'owner', weight: 0.5 },
  { name: 'block', weight: 0.25 },
  { name: 'ownerWords', weight: 0.25 },
  { name: 'hosting', weight: 0.5 },
  { name: 'country', weight: 0.5 },
  { name: 'city', weight: 0.25 },
  { name: 'distance', weight: 0.25 },
  { name: 'x', weight: 0.1 },
  { name: 'y', weight: 0.1 },
  { name: 'z', weight: 0.1 },
  { name: 'shape', weight: 0.5 },
  { name: 'agentWords', weight: 0.25 },
  { name: 'hour', weight: 0.25 },
  { name: 'speed', weight: 0.5 },
  { name: 'elsewhere', weight: 0.25 },
];

/** Log-odds that fill the evidence column from 0 to 1. */
const EVIDENCE_RANGE = { from: -12, to: 12 } as const;

const SOURCES = COLUMNS.map(({ name }) =>
  name === 'evidence' || name === 'x' || name === 'y' || name === 'z' ? -1 : SIGNAL_INDEX[name],
);

/** The signal each column speaks for; raw coordinates speak for the distance, evidence (column 0) for all by what they add. */
export const COLUMN_SIGNAL: readonly number[] = SOURCES.map((source) => (source < 0 ? SIGNAL_INDEX.distance : source));

/** One row of the forest: COLUMNS.length values in 0..65535. A sign-in without a place has x, y, z in the middle. */
export function toRow(signals: ArrayLike<number>, logOdds: number, point: Observation['point']): Uint16Array {
  const row = new Uint16Array(COLUMNS.length);
  for (let i = 0; i < row.length; i++) {
    const source = SOURCES[i]!;
    if (source >= 0) row[i] = Math.round(signals[source]! * SCALE);
  }
  const level = (logOdds - EVIDENCE_RANGE.from) / (EVIDENCE_RANGE.to - EVIDENCE_RANGE.from);
  row[0] = Math.round(Math.min(1, Math.max(0, level)) * SCALE);
  for (let axis = 0; axis < 3; axis++) row[16 + axis] = Math.round((((point?.[axis] ?? 0) + 1) / 2) * SCALE);
  return row;
}
