// Everyday sign-ins of a long time line taken together: what a person has seen already on this page needs no line of its own.

import { countText, deviceText, ownerText, scoreText, shortPlaceText } from '../domain/wording.ts';
import { shortTime } from './alerts.ts';
import { plainStateText } from './judged.ts';
import type { Marked } from './timeline-marks.ts';

/** Fewer than so many are shown as they are. */
const LEAST = 3;
/** A page as short as this is not folded. */
const SHORT = 15;
/** This near the limit a sign-in is shown. */
const NEAR = 0.08;
/** Faster than this a way is shown, however well known its ends are. */
const FAST_KMH = 500;

export interface Shown<Row> {
  readonly row: Row;
  /** Everyday sign-ins after it that are not shown. */
  readonly folded: readonly Row[];
}

/** Each sign-in worth a line, with those folded behind it. First, last, and what is new, marked or strange is always shown. */
export function fold<Row extends Marked & { readonly marks: readonly string[] }>(
  rows: readonly Row[],
): readonly Shown<Row>[] {
  const seen = new Set<string>();
  const worth = rows.map((row, index) => {
    const kind = kindOf(row);
    const isNew = !seen.has(kind);
    seen.add(kind);
    const next = rows[index + 1];
    // What comes just before a strange one is what it is held against.
    const before = next !== undefined && !isEveryday(next) && isEveryday(row);
    return isNew || before || next === undefined || row.marks.length > 0 || !isEveryday(row);
  });
  const shown: { row: Row; folded: Row[] }[] = [];
  for (let index = 0; index < rows.length; index += 1) {
    const last = shown.at(-1);
    let end = index;
    while (end < rows.length && !worth[end]) end += 1;
    if (last !== undefined && rows.length > SHORT && end - index >= LEAST) {
      last.folded.push(...rows.slice(index, end));
      index = end - 1;
    } else shown.push({ row: rows[index]!, folded: [] });
  }
  return shown;
}

/** `37 more like these until 2026-01-19 13:30, scores 0.37 to 0.49, 2 of them failed`. */
export function foldedText(folded: readonly Marked[]): string {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  let failed = 0;
  for (const { score, signIn } of folded) {
    if (signIn.outcome !== 'success') failed += 1;
    if (score === null || score.score === null) continue;
    least = Math.min(least, score.score);
    most = Math.max(most, score.score);
  }
  const low = scoreText(least);
  const scores = most < least ? '' : `, scores ${low}${scoreText(most) === low ? '' : ` to ${scoreText(most)}`}`;
  const failures = failed === 0 ? '' : `, ${failed === folded.length ? 'all' : countText(failed)} of them failed`;
  return `${countText(folded.length)} more like these until ${shortTime(folded.at(-1)!.signIn.timeMs)}${scores}${failures}`;
}

/** What makes two sign-ins the same to a person. */
function kindOf({ signIn, score, enrichment, device, muted = null }: Marked): string {
  const state = plainStateText({ signIn, score });
  return [
    signIn.source,
    signIn.outcome,
    state,
    muted?.allowanceId ?? '',
    shortPlaceText(enrichment),
    ownerText(enrichment) ?? '',
    deviceText(device, signIn.userAgent),
  ].join('\0');
}

function isEveryday({ score, signIn, passage, muted = null }: Marked): boolean {
  const speed = passage.travel === null ? 0 : (passage.travel.speedKmh ?? Number.POSITIVE_INFINITY);
  if (speed > FAST_KMH || signIn.warning !== null || muted !== null) return false;
  if (score === null) return true;
  if (score.alert || score.alertId !== null) return false;
  return score.score === null || score.threshold === null || score.score < score.threshold - NEAR;
}
