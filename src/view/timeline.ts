// Sign-ins on one time line across apps: when, which app, where, network, device, score against its limit, state, way since the
// last, why; silences and bursts between them, and what is everyday taken together.

import { NO_PASSAGE, openJourney } from '../domain/journey.ts';
import type { Score } from '../domain/score.ts';
import { signInName } from '../domain/sign-in.ts';
import { travelText } from '../domain/travel.ts';
import { deviceText, ownerText, scoreText, shortPlaceText } from '../domain/wording.ts';
import { shortTime } from './alerts.ts';
import { markedBar } from './bar.ts';
import { fold, foldedText, type Shown } from './fold.ts';
import { isWarningTold, type JudgedSignIn, plainStateText, stateText } from './judged.ts';
import type { Style, ViewOptions } from './style.ts';
import { type Column, table } from './table.ts';
import { type Marked, marksOf } from './timeline-marks.ts';

const MOST_REASONS = 4;
/** Narrower, network and device stand below their sign-in instead of beside it. */
const BESIDE = 116;

interface Step extends Marked {
  readonly way: string;
  readonly marks: readonly string[];
  readonly remark?: string;
}

export interface TimelineOptions extends ViewOptions {
  /** Shows the user and leaves out what is between sign-ins: for lists of several people. */
  readonly users?: boolean;
  /** Takes everyday sign-ins together. */
  readonly fold?: boolean;
  /** A sentence to stand below a sign-in. */
  readonly remark?: (judged: JudgedSignIn) => string;
}

/**
 * In the order given (oldest first, newest last); the empty text where there are none. Reasons and ways stand below their sign-in
 * on a terminal, and in columns of their own where the width is unlimited.
 */
export function timeline(signIns: readonly JudgedSignIn[], options: TimelineOptions): string {
  const users = options.users === true;
  const steps: readonly Step[] = users
    ? signIns.map((judged) => ({ ...judged, passage: NO_PASSAGE, way: '', marks: [] }))
    : walk(signIns, options);
  const { remark } = options;
  const remarked =
    remark === undefined ? steps : steps.map((step, index) => ({ ...step, remark: remark(signIns[index]!) }));
  const rows = options.fold === true ? fold(remarked) : remarked.map((row) => ({ row, folded: [] }));
  const above = ({ row }: Shown<Step>) => row.marks;
  if (Number.isFinite(options.width)) {
    const stacked = !users && options.width < BESIDE;
    const below = (shown: Shown<Step>) => remarks(shown, { stacked, ascii: options.ascii === true });
    return table(columnsOf(options, { users, stacked }), rows, { ...options, above, below });
  }
  const columns = columnsOf(options, { users, stacked: false });
  if (!users) columns.push({ title: 'Way', text: ({ row }) => row.way });
  if (remark !== undefined) columns.push({ title: 'Remark', text: ({ row }) => row.remark ?? '' });
  columns.push({ title: 'Why', text: ({ row }) => reasonsOf(row).join('; ') });
  const more = ({ folded }: Shown<Step>) => (folded.length > 0 ? [foldedLine(folded, options)] : []);
  return table(columns, rows, { ...options, above, below: more });
}

function walk(signIns: readonly JudgedSignIn[], options: ViewOptions): readonly Step[] {
  const journey = openJourney();
  const steps = signIns.map((judged) => {
    const passage = journey.next(judged);
    return { ...judged, passage: judged.passage ?? passage };
  });
  const marks = marksOf(steps, { ascii: options.ascii === true });
  return steps.map((step, index) => ({ ...step, way: wayOf(step, steps[index - 1]), marks: marks[index]! }));
}

/** Told once where several sign-ins follow from the same place. */
function wayOf({ passage, enrichment }: Marked, before: Marked | undefined): string {
  const { travel, from } = passage;
  if (travel === null || from === null) return '';
  const told = before !== undefined && before.passage.from?.seq === from.seq && before.passage.travel !== null;
  if (told && shortPlaceText(before.enrichment) === shortPlaceText(enrichment)) return '';
  return `${travelText(travel)} from ${shortPlaceText(from.enrichment)}, ${signInName(from.seq)}`;
}

function columnsOf(
  options: ViewOptions,
  { users, stacked }: { users: boolean; stacked: boolean },
): Column<Shown<Step>>[] {
  const columns: (Column<Shown<Step>> | null)[] = [
    stacked ? null : { title: 'Sign-in', text: ({ row }) => signInName(row.signIn.seq), whole: 'always', drop: 2 },
    { title: 'Time (UTC)', text: ({ row }) => shortTime(row.signIn.timeMs), min: 16 },
    users ? { title: 'User', text: ({ row }) => row.signIn.user, min: 12, whole: 'longest' } : null,
    { title: 'App', text: ({ row }) => row.signIn.source, min: 6 },
    { title: 'Place', text: ({ row }) => shortPlaceText(row.enrichment), min: 10, drop: 1 },
    stacked ? null : { title: 'Network', text: ({ row }) => ownerText(row.enrichment) ?? '-', min: 10, drop: 4 },
    stacked
      ? null
      : { title: 'Device', text: ({ row }) => deviceText(row.device, row.signIn.userAgent), min: 10, drop: 3 },
    { title: 'Score', text: ({ row }) => scoreText(row.score?.score ?? null), right: true, min: 5 },
    { title: '', text: ({ row }) => barOf(row, options), min: BAR + 1, drop: 5 },
    {
      title: 'State',
      text: ({ row }) => (Number.isFinite(options.width) ? plainStateText(row) : stateText(row)),
      whole: 'always',
      style: ({ row }) => stateStyle(row),
    },
  ];
  return columns.filter((column) => column !== null);
}

const BAR = 10;

function barOf({ score }: Step, { ascii = false }: ViewOptions): string {
  return score === null || score.score === null
    ? ''
    : markedBar(score.score, { limit: score.threshold, cells: BAR, ascii });
}

function remarks({ row, folded }: Shown<Step>, options: { stacked: boolean; ascii: boolean }): readonly string[] {
  const lines: string[] = [];
  if (options.stacked) lines.push(stackedLine(row));
  if (row.remark !== undefined) lines.push(row.remark);
  if (row.way !== '') lines.push(row.way);
  const muted = row.muted ?? null;
  if (muted !== null) lines.push(`Muted by ${muted.allowanceId}${muted.note === null ? '' : `: ${muted.note}`}`);
  lines.push(...reasonsOf(row));
  if (folded.length > 0) lines.push(foldedLine(folded, options));
  return lines;
}

function stackedLine({ signIn, enrichment, device }: Step): string {
  const owner = ownerText(enrichment) ?? 'unknown network';
  return `${signInName(signIn.seq)}  ${owner}, ${deviceText(device, signIn.userAgent)}`;
}

function foldedLine(folded: readonly Step[], { ascii = false }: { ascii?: boolean }): string {
  return `${ascii ? '...' : '⋮'} ${foldedText(folded)}`;
}

/** Reasons of what stands out; an ordinary sign-in needs none here, `explain` has them. */
function reasonsOf({ score, signIn }: Step): readonly string[] {
  const told = score !== null && (score.alert || score.alertId !== null || isOver(score));
  const shown = told ? score.reasons.slice(0, MOST_REASONS) : [];
  const reasons = shown.map((reason) => reason.text);
  // That nobody came in stands in the state already.
  if (score?.state === 'unscored' && score.why !== null && signIn.outcome === 'success')
    reasons.push(`not judged: ${score.why}`);
  const warning = signIn.warning === null || isWarningTold(shown) ? [] : [`the app itself says ${signIn.warning}`];
  return [...reasons, ...warning];
}

function isOver({ score, threshold }: Score): boolean {
  return score !== null && threshold !== null && score >= threshold;
}

function stateStyle({ score, muted = null }: JudgedSignIn): Style | null {
  if (muted !== null) return 'dim';
  if (score === null || score.state !== 'scored') return 'dim';
  return score.alertId === null && !score.alert ? null : 'red';
}
