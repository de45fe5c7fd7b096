// Sign-ins as `analyze` prints them: a table, JSON lines or CSV, with the way from each user's sign-in before, and what mutes them.

import type { AlertStatus } from '../domain/alert.ts';
import type { MutedBy } from '../domain/allowance.ts';
import { type Journey, openJourney } from '../domain/journey.ts';
import type { ScoredSignIn, Store } from '../store/contract.ts';
import { signInCsvHeader, signInCsvLine } from '../view/csv.ts';
import { signInJsonLine } from '../view/json-lines.ts';
import type { JudgedSignIn } from '../view/judged.ts';
import { timeline } from '../view/timeline.ts';
import type { Context } from './context.ts';
import { judged, viewOptions } from './shown.ts';
import type { Ground } from './workspace.ts';

/** Most rows a table holds at once to find its widths; a longer one is told to be read as lines. */
const TABLE_ROWS = 20_000;

export interface PrintRequest {
  /** In the order of time. */
  readonly rows: Iterable<ScoredSignIn>;
  /** Those before are read for the way from them, and not printed. */
  readonly fromMs: number;
  readonly ground: Ground;
  /** Every row, not only those that alert. */
  readonly everything: boolean;
  /** Rows are of several users. */
  readonly users: boolean;
  /** Everyday sign-ins of one user are taken together in a table. */
  readonly fold: boolean;
}

export interface Printed {
  readonly rows: number;
  readonly alerts: number;
  readonly pending: number;
}

/** Prints row by row where the format allows it. */
export function printSignIns(context: Context, request: PrintRequest): Printed {
  const { ground, everything, users, fold } = request;
  const format = context.flags.value('format') ?? 'table';
  const journeys = new Map<string, Journey>();
  const statusOf = alertStatuses(ground.store);
  const held: JudgedSignIn[] = [];
  const counts = { rows: 0, alerts: 0, pending: 0 };
  let more = 0;
  if (format === 'csv') context.out(signInCsvHeader());
  for (const row of request.rows) {
    const { user } = row.signIn;
    const plain = judged(row, ground.enrich);
    // A table of several people has no ways between their sign-ins.
    const passage = users && format === 'table' ? undefined : journeyOf(journeys, user).next(plain);
    if (row.signIn.timeMs < request.fromMs) continue;
    const { muted, told } = muteOf(ground, row);
    if (row.score === null) counts.pending += 1;
    if (told) counts.alerts += 1;
    else if (!everything && !row.score?.alert) continue;
    counts.rows += 1;
    const shown = {
      ...plain,
      muted,
      alertStatus: statusOf(row.score?.alertId ?? null),
      ...(passage === undefined ? {} : { passage }),
    };
    if (format === 'jsonl') context.out(signInJsonLine(shown));
    else if (format === 'csv') context.out(signInCsvLine(shown));
    else if (held.length < TABLE_ROWS) held.push(shown);
    else more += 1;
  }
  if (more > 0)
    context.note(`${more} more rows than a table holds: --format csv or --format jsonl has them all, --since 7d fewer`);
  if (held.length > 0) context.out(timeline(held, { ...viewOptions(context), users, fold }));
  return counts;
}

function journeyOf(journeys: Map<string, Journey>, user: string): Journey {
  let journey = journeys.get(user);
  if (journey === undefined) {
    journey = openJourney();
    journeys.set(user, journey);
  }
  return journey;
}

/** How alerts stand, each asked for once. */
function alertStatuses(store: Pick<Store, 'alert'>): (alertId: string | null) => AlertStatus | null {
  const known = new Map<string, AlertStatus | null>();
  return (alertId) => {
    if (alertId === null) return null;
    let status = known.get(alertId);
    if (status === undefined) {
      status = store.alert(alertId)?.status ?? null;
      known.set(alertId, status);
    }
    return status;
  };
}

/** What mutes a sign-in, and whether it alerts: one that is hidden does not, one that made a hidden alert heard does. */
function muteOf({ store }: Ground, { signIn, score }: ScoredSignIn): { muted: MutedBy | null; told: boolean } {
  const mute = score === null || score.alertId === null ? undefined : store.mutes({ seq: signIn.seq }).at(-1);
  if (mute === undefined) return { muted: null, told: score?.alert ?? false };
  const { allowanceId, note } = mute;
  return { muted: allowanceId === null ? null : { allowanceId, note }, told: allowanceId === null };
}
