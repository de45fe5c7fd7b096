// What a rehearsal of the stored history says: alerts that would have fired at each budget, and what became of the
// takeovers a fire drill put into a copy of it. Says nothing of which alerts are false: that only a person knows.

import type { AlertKind, Severity } from './alert.ts';
import type { Allowance, MutedBy } from './allowance.ts';
import type { Enrichment } from './enrichment.ts';
import type { Component, Reason } from './score.ts';

/** What is known of an alert that would have fired: the verdict of the stored alert it shares a sign-in with; `new`: there is none. */
export const KNOWN = ['confirmed', 'dismissed', 'open', 'new'] as const;
export type Known = (typeof KNOWN)[number];

export interface WouldAlert {
  readonly id: string;
  readonly kind: AlertKind;
  readonly user: string;
  readonly severity: Severity;
  readonly firstMs: number;
  readonly lastMs: number;
  readonly score: number;
  readonly threshold: number;
  /** The one that carries most of the score. */
  readonly component: Component;
  readonly reasons: readonly Reason[];
  readonly signIns: number;
  readonly known: Known;
  /** The stored alert it shares a sign-in with; null where there is none. */
  readonly storedId: string | null;
  /** The allowance that would hide it; null where a person would be told. */
  readonly muted: MutedBy | null;
}

export interface BudgetOutcome {
  readonly budget: number;
  /** In order of time. */
  readonly alerts: readonly WouldAlert[];
  /** The limit that would hold now. */
  readonly limit: number | null;
  /** Confirmed takeovers that would not have been told. */
  readonly missedConfirmed: readonly string[];
}

/** Stored alerts of the window by what people said of them. */
export interface KnownAlerts {
  readonly confirmed: number;
  readonly dismissed: number;
  readonly open: number;
}

export interface Backtest {
  /** First and last judged sign-in that counts; null where there is none. */
  readonly fromMs: number | null;
  readonly toMs: number | null;
  /** Judged sign-ins that count, those of them judged while learning, and whose they are. */
  readonly signIns: number;
  readonly learning: number;
  readonly users: number;
  /** All sign-ins replayed, those before the window and those that are not judged among them. */
  readonly replayed: number;
  readonly known: KnownAlerts;
  /** What is allowed, by which alerts may be hidden; in the order it was added. */
  readonly allowances: readonly Allowance[];
  /** By rising budget. */
  readonly budgets: readonly BudgetOutcome[];
  readonly drill: Drill | null;
}

export const DRILL_KINDS = [
  'hosting-abroad',
  'stuffing',
  'residential-abroad',
  'residential-same-country',
  'stolen-session',
  'phish-kit',
  'api-script',
  'targeted',
  'dormant',
  'new-hire',
  'campaign',
] as const;
export type DrillKind = (typeof DRILL_KINDS)[number];

/** One invented takeover. */
export interface DrillIncident {
  readonly name: string;
  readonly kind: DrillKind;
  /** One, or those of a campaign. */
  readonly users: readonly string[];
  /** Its first successful sign-in. */
  readonly firstMs: number;
  /** Successful sign-ins, and failed ones before them. */
  readonly signIns: number;
  readonly failures: number;
  readonly source: string;
  readonly place: Enrichment;
  readonly userAgent: string | null;
}

/**
 * `joined`: raised nothing of its own, but fell into an alert that was open already. `muted`: what it raised is hidden by what
 * somebody allowed.
 */
export type DrillResult = 'caught' | 'joined' | 'muted' | 'missed';

export interface DrillOutcome {
  readonly incident: string;
  readonly result: DrillResult;
  readonly alertId: string | null;
  /** The allowance that hides it; null unless muted. */
  readonly mutedBy: string | null;
  /** Which successful sign-in told it, from 1, and how long after the first; null unless caught. */
  readonly afterSignIns: number | null;
  readonly afterMs: number | null;
  /** Highest score of its sign-ins, the limit there, and what carries most of it. */
  readonly score: number | null;
  readonly threshold: number | null;
  readonly component: Component | null;
}

export interface Drill {
  readonly seed: number;
  readonly incidents: readonly DrillIncident[];
  /** Kinds nobody in this company could be the victim of. */
  readonly without: readonly DrillKind[];
  /** Outcomes in the order of the incidents, by rising budget. */
  readonly budgets: readonly { readonly budget: number; readonly outcomes: readonly DrillOutcome[] }[];
}
