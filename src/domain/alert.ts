// An alert: an episode of findings, what a person is told; and the message that tells it.

import type { MutedBy } from './allowance.ts';
import type { Device } from './device.ts';
import type { Enrichment } from './enrichment.ts';
import type { Component, Reason } from './score.ts';
import type { Outcome } from './sign-in.ts';

export type AlertStatus = 'open' | 'dismissed' | 'confirmed';
/** `campaign`: several users share the same new address or network within a day. */
export type AlertKind = 'sign-in' | 'campaign';
export type Severity = 'low' | 'medium' | 'high' | 'critical';

export interface Alert {
  /** Short, stable name: `a-7f3k`; derived from the first sign-in, so equal input gives equal names. */
  readonly id: string;
  readonly kind: AlertKind;
  readonly user: string;
  readonly severity: Severity;
  readonly status: AlertStatus;
  /** Event time of the first and the last sign-in that belong to it, epoch milliseconds. */
  readonly firstMs: number;
  readonly lastMs: number;
  /** Highest score so far and the limit it passed. */
  readonly score: number;
  readonly threshold: number;
  readonly components: Readonly<Record<Component, number>>;
  readonly reasons: readonly Reason[];
  /** The sign-in that raised it, by its place in the store. */
  readonly seq: number;
  /** How many sign-ins belong to it. */
  readonly signIns: number;
  /** True where the finding was old when it was made (history of a first run): listed, not sent one by one. */
  readonly history: boolean;
  /** Who gave the verdict, when and why; null while open. */
  readonly verdict: Verdict | null;
  /** The allowance that hides it: nobody was told, or nobody need look any more. null for all others. */
  readonly muted: MutedBy | null;
}

export interface Verdict {
  readonly status: 'dismissed' | 'confirmed';
  readonly timeMs: number;
  readonly by: string | null;
  readonly reason: string | null;
}

/** `undone`: what held before the last of the others holds again. */
export type VerdictAction = 'dismissed' | 'confirmed' | 'reopened' | 'undone';

/** One thing a person said of an alert. Steps are only ever added. */
export interface VerdictStep {
  /** Counts all steps of the store, from 1. */
  readonly id: number;
  readonly alertId: string;
  readonly action: VerdictAction;
  readonly timeMs: number;
  readonly by: string | null;
  readonly reason: string | null;
  /** The verdict that held from then on; null: open. */
  readonly after: Verdict | null;
}

/** Everything a notifier needs to tell a person of one alert. All text from outside is raw: the notifier escapes it. */
export interface AlertMessage {
  readonly type: 'alert';
  readonly alertId: string;
  /** 1 for the first message of an alert, 2 where it was raised again, … */
  readonly part: number;
  readonly kind: AlertKind;
  readonly severity: Severity;
  readonly user: string;
  readonly source: string;
  readonly event: string;
  /** Whether the sign-in succeeded; absent where the message does not know. */
  readonly outcome?: Outcome;
  readonly timeMs: number;
  readonly ip: string | null;
  readonly userAgent: string | null;
  readonly location: Enrichment;
  readonly device: Device;
  readonly score: number;
  readonly threshold: number;
  readonly reasons: readonly Reason[];
  /** What is usual for this user, one plain sentence a line. */
  readonly usual: readonly string[];
  /** What to do next, one step a line, with the commands to type. */
  readonly nextSteps: readonly string[];
}

/** Old findings of a first run, told in one message. */
export interface HistoryMessage {
  readonly type: 'history';
  readonly fromMs: number;
  readonly toMs: number;
  readonly signIns: number;
  readonly users: number;
  readonly alerts: readonly { alertId: string; user: string; timeMs: number; score: number; headline: string }[];
  /** How many alerts there are beyond those listed. */
  readonly more: number;
  readonly nextSteps: readonly string[];
}

/**
 * `failing`: a source cannot be read; `silent`: it is read and says nothing, longer than it ever paused; `late`: its sign-ins
 * arrive later than usual; `places`: addresses have lost their places; `database`: an address database is too old;
 * `analysis`: sign-ins are not judged.
 */
export const HEALTH_PROBLEMS = ['failing', 'silent', 'late', 'places', 'database', 'analysis'] as const;
export type HealthProblem = (typeof HEALTH_PROBLEMS)[number];

/** That busybody itself does not see what it should, or sees it again. Told once each. */
export interface HealthMessage {
  readonly type: 'health';
  readonly state: 'raised' | 'recovered';
  readonly problem: HealthProblem;
  /** The source, or the database, it is about; null where it is about all. */
  readonly source: string | null;
  readonly sinceMs: number;
  /** When it was noticed. */
  readonly timeMs: number;
  readonly reasons: readonly string[];
  readonly nextSteps: readonly string[];
}

export type Message = AlertMessage | HistoryMessage | HealthMessage;
