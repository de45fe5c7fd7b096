// Gathers a report: one pass over the sign-ins of a window in event-time order, counting as it goes, so that a million of them
// need no more memory than their users and places. Changes nothing.

import { describeDevice } from '../domain/describe-device.ts';
import { keepBest } from '../domain/keep-best.ts';
import type { Report, ReportHabits, ReportScope, ReportSignIn } from '../domain/report.ts';
import type { StoredSignIn } from '../domain/sign-in.ts';
import type { Travel } from '../domain/travel.ts';
import type { Database } from '../geo/contract.ts';
import { describeDatabases } from '../geo/databases.ts';
import type { ScoredSignIn } from '../store/contract.ts';
import type { AnalysisGround } from './analysis.ts';
import { habitsOf } from './habits.ts';
import { alertsOfWindow, countVerdicts, describeAlerts, openAlerts } from './report-alerts.ts';
import { allowancesOfWindow } from './report-allowances.ts';
import { openHours, openScores } from './report-charts.ts';
import { openPeople } from './report-people.ts';
import { openPlaces } from './report-places.ts';
import { openSources } from './report-sources.ts';
import { decodeTrace } from './trace.ts';

export interface ReportGround extends AnalysisGround {
  readonly databases: readonly Database[];
}

export interface ReportRequest {
  readonly scope: ReportScope;
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number) => void;
}

const MOST_STRANGE = 100;
const MOST_OF_USER = 500;
/** Text of a record that is shown; what is longer is cut here, so that giants are not held. */
const TEXT_MAX = 600;
const PROGRESS_EVERY = 2000;

/** @throws BusybodyError of the store. Ended by the signal, it returns what it has so far. */
export function gatherReport(ground: ReportGround, { scope, signal, onProgress }: ReportRequest): Report {
  const { store, clock } = ground;
  const { user, fromMs, toMs } = scope;
  const madeMs = clock();
  const places = openPlaces();
  const people = openPeople();
  const sources = openSources();
  const alerts = openAlerts();
  const strangest = keepBest<ReportSignIn>(
    user === null ? MOST_STRANGE : MOST_OF_USER,
    user === null ? byScore : byTimeBackwards,
  );
  let charts: { hours: ReturnType<typeof openHours>; scores: ReturnType<typeof openScores> } | null = null;
  const endMs = Math.min(toMs, madeMs);
  const counts = { signIns: 0, failed: 0, judged: 0, learning: 0, pending: 0 };
  let firstMs: number | null = null;
  let lastMs: number | null = null;

  for (const row of store.window({ fromMs, toMs, ...(user === null ? {} : { user }) })) {
    const { signIn, score } = row;
    if (charts === null) {
      firstMs = signIn.timeMs;
      const axis = { fromMs: signIn.timeMs, toMs: Math.max(endMs, signIn.timeMs + 1) };
      charts = { hours: openHours(axis), scores: openScores(axis) };
    }
    const enrichment = decodeTrace(row.features)?.place ?? ground.enrich(signIn.ip);
    counts.signIns += 1;
    if (signIn.outcome !== 'success') counts.failed += 1;
    else charts.hours.add(signIn.timeMs);
    if (score === null) counts.pending += 1;
    else if (score.state !== 'unscored') {
      counts.judged += 1;
      if (score.state === 'learning') counts.learning += 1;
      charts.scores.add(signIn.timeMs, score);
    }
    lastMs = signIn.timeMs;
    const { travel, before } = places.add(row, enrichment);
    people.add(row, enrichment);
    sources.add(signIn, enrichment);
    const light: ReportSignIn = { signIn, score, enrichment, device: NO_DEVICE, travel };
    const member = score !== null && score.alertId !== null;
    const wanted = (user !== null || isJudged(row)) && strangest.wants(light);
    const shown = member || wanted ? showSignIn(row, { enrichment, travel }) : light;
    if (member) alerts.add(shown, before);
    if (user !== null || isJudged(row)) strangest.add(shown);
    if (counts.signIns % PROGRESS_EVERY === 0) {
      onProgress?.(counts.signIns);
      if (signal?.aborted) break;
    }
  }

  const found = alertsOfWindow(ground, scope, alerts.met);
  const alertsOf = new Map<string, number>();
  for (const alert of found) alertsOf.set(alert.user, (alertsOf.get(alert.user) ?? 0) + 1);
  const who = people.result(alertsOf);
  const axis = { fromMs: Math.min(fromMs, endMs), toMs: endMs };
  return {
    scope,
    madeMs,
    totals: { ...counts, users: who.users, learningUsers: who.learning, firstMs, lastMs },
    alerts: describeAlerts(ground, {
      alerts: found,
      met: alerts.met,
      show: (row) => {
        const enrichment = decodeTrace(row.features)?.place ?? ground.enrich(row.signIn.ip);
        return showSignIn(row, { enrichment, travel: null });
      },
    }),
    verdicts: countVerdicts(found),
    allowances: allowancesOfWindow(store, { scope, nowMs: madeMs, alerts: new Set(found.map(({ id }) => id)) }),
    ...places.result(),
    hours: (charts?.hours ?? openHours({ ...axis, fromMs: endMs })).result(),
    scores: (charts?.scores ?? openScores({ ...axis, fromMs: endMs })).result(),
    people: who.people,
    signIns: strangest.cut(),
    sources: sources.result(store.counts(), ground.sources),
    databases: describeDatabases(ground.databases, { nowMs: madeMs }),
    habits: user === null ? null : habitsFor(ground, user),
  };
}

const NO_DEVICE = { os: null, client: null, kind: 'unknown' } as const;

function isJudged({ score }: ScoredSignIn): boolean {
  return score !== null && score.state !== 'unscored';
}

function byScore(a: ReportSignIn, b: ReportSignIn): number {
  return (b.score?.score ?? -1) - (a.score?.score ?? -1);
}

function byTimeBackwards(a: ReportSignIn, b: ReportSignIn): number {
  return b.signIn.timeMs - a.signIn.timeMs || b.signIn.seq - a.signIn.seq;
}

function showSignIn(
  { signIn, score }: ScoredSignIn,
  { enrichment, travel }: { enrichment: ReportSignIn['enrichment']; travel: Travel | null },
): ReportSignIn {
  return { signIn: bounded(signIn), score, enrichment, device: describeDevice(signIn.userAgent), travel };
}

function bounded(signIn: StoredSignIn): StoredSignIn {
  return {
    ...signIn,
    raw: '',
    ip: cutText(signIn.ip),
    userAgent: cutText(signIn.userAgent),
    event: cutText(signIn.event),
    warning: cutText(signIn.warning),
  };
}

function cutText<T extends string | null>(text: T): T {
  return text !== null && text.length > TEXT_MAX ? (text.slice(0, TEXT_MAX) as T) : text;
}

function habitsFor(ground: AnalysisGround, user: string): ReportHabits {
  const { places, networks, devices, sources, hours, training, signIns, firstMs } = habitsOf(ground, user);
  return { places, networks, devices, sources, hours, training, signIns, firstMs };
}
