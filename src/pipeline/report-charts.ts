// Sign-ins counted over time: by hour of the day, and by score. Of bounded size whatever the window.

import type { ReportHours, ReportScores } from '../domain/report.ts';
import type { Score } from '../domain/score.ts';
import { DAY_MS, HOUR_MS } from '../domain/time.ts';

const MOST_DAYS = 92;
const SCORE_COLUMNS = 240;
const SCORE_ROWS = 50;

export interface HoursTally {
  add(timeMs: number): void;
  result(): ReportHours;
}

/** Whole UTC days from `fromMs` to `toMs`; where they are many, several days share a column. */
export function openHours({ fromMs, toMs }: { fromMs: number; toMs: number }): HoursTally {
  const startMs = Math.floor(fromMs / DAY_MS) * DAY_MS;
  const days = Math.max(1, Math.ceil((toMs - startMs) / DAY_MS));
  const daysPerColumn = Math.ceil(days / MOST_DAYS);
  const columns = Array.from({ length: Math.ceil(days / daysPerColumn) }, () => new Array<number>(24).fill(0));
  return {
    add(timeMs) {
      const column = columns[Math.floor((timeMs - startMs) / (daysPerColumn * DAY_MS))];
      if (column === undefined) return;
      column[Math.floor((timeMs % DAY_MS) / HOUR_MS)]! += 1;
    },
    result: () => ({ startMs, daysPerColumn, columns }),
  };
}

export interface ScoresTally {
  add(timeMs: number, score: Score): void;
  result(): ReportScores;
}

export function openScores({ fromMs, toMs }: { fromMs: number; toMs: number }): ScoresTally {
  const cells = new Uint32Array(SCORE_COLUMNS * SCORE_ROWS);
  const limits = new Array<number | null>(SCORE_COLUMNS).fill(null);
  const spanMs = Math.max(1, toMs - fromMs);
  return {
    add(timeMs, { score, threshold }) {
      if (score === null) return;
      const column = Math.min(SCORE_COLUMNS - 1, Math.max(0, Math.floor(((timeMs - fromMs) / spanMs) * SCORE_COLUMNS)));
      const row = Math.min(SCORE_ROWS - 1, Math.max(0, Math.floor(score * SCORE_ROWS)));
      cells[row * SCORE_COLUMNS + column]! += 1;
      if (threshold !== null) limits[column] = Math.max(limits[column] ?? 0, threshold);
    },
    result: () => ({ fromMs, toMs, columns: SCORE_COLUMNS, rows: SCORE_ROWS, cells, limits }),
  };
}
