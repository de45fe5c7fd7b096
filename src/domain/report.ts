// What a report says of a window of sign-ins: plain data, of bounded size however many sign-ins there are.
// Text in it is as it came from outside; who prints it escapes it.

import type { Alert } from './alert.ts';
import type { Allowance, AllowanceState } from './allowance.ts';
import type { Device } from './device.ts';
import type { Enrichment } from './enrichment.ts';
import type { Score } from './score.ts';
import type { StoredSignIn } from './sign-in.ts';
import type { Travel } from './travel.ts';

export interface ReportScope {
  /** null: everybody. */
  readonly user: string | null;
  readonly fromMs: number;
  readonly toMs: number;
}

/** A sign-in with what is known of it; its raw record is left out, and giant texts are cut. */
export interface ReportSignIn {
  readonly signIn: StoredSignIn;
  readonly score: Score | null;
  readonly enrichment: Enrichment;
  readonly device: Device;
  /** From the sign-in of the same user before it, where that can be said. */
  readonly travel: Travel | null;
}

export interface ReportTotals {
  readonly signIns: number;
  /** Those that failed or were challenged. */
  readonly failed: number;
  readonly users: number;
  /** Users still being learnt at their last sign-in. */
  readonly learningUsers: number;
  readonly judged: number;
  /** Judged while learning. */
  readonly learning: number;
  readonly pending: number;
  /** First and last sign-in of the window; null where there is none. */
  readonly firstMs: number | null;
  readonly lastMs: number | null;
}

/** A point on the map: a city, or the middle of a country where no more is known. */
export interface ReportPlace {
  readonly enrichment: Enrichment;
  readonly latitude: number;
  readonly longitude: number;
  /** Sign-ins that let somebody in, and those that did not. */
  readonly signIns: number;
  readonly failed: number;
  readonly users: number;
  readonly lastMs: number;
}

/** How often somebody went from one place to another, by index into the places; in either direction. */
export interface ReportWay {
  readonly a: number;
  readonly b: number;
  readonly times: number;
}

export interface ReportTrip extends Travel {
  readonly user: string;
  readonly from: Enrichment;
  readonly to: Enrichment;
  readonly timeMs: number;
  readonly alertId: string | null;
}

/** Sign-ins by hour of the day and by day, or by several days where there are many. */
export interface ReportHours {
  /** Midnight (UTC) of the first column. */
  readonly startMs: number;
  readonly daysPerColumn: number;
  /** 24 numbers a column. */
  readonly columns: readonly (readonly number[])[];
}

/** How many sign-ins scored how high, and when. */
export interface ReportScores {
  readonly fromMs: number;
  readonly toMs: number;
  readonly columns: number;
  /** From score 0 upwards. */
  readonly rows: number;
  /** Row by row: `cells[row * columns + column]`. */
  readonly cells: Uint32Array;
  /** The highest limit in each column; null where nothing was judged. */
  readonly limits: readonly (number | null)[];
}

export interface ReportPerson {
  readonly user: string;
  readonly signIns: number;
  readonly failed: number;
  readonly alerts: number;
  readonly learning: boolean;
  /** Highest score; null where none was judged. */
  readonly strangest: number | null;
  readonly lastMs: number;
  readonly lastPlace: Enrichment;
}

export interface ReportAlert {
  readonly alert: Alert;
  /** The sign-in that raised it; null where it is no longer stored. */
  readonly raised: ReportSignIn | null;
  /** Where the user was seen before it, in the window; null where nowhere. */
  readonly before: Enrichment | null;
  /** Its sign-ins in the window, the first ones. */
  readonly signIns: readonly ReportSignIn[];
  /** What was usual for the user before it; empty where it is one of very many. */
  readonly usual: readonly string[];
}

/** An allowance that held in the window, or hid something of it. */
export interface ReportAllowance {
  readonly allowance: Allowance;
  /** At the time of the report. */
  readonly state: AllowanceState;
  /** What it hid in the window. */
  readonly alerts: number;
  readonly signIns: number;
  readonly lastMs: number | null;
}

export interface ReportSource {
  readonly source: string;
  /** In the window. */
  readonly signIns: number;
  readonly failed: number;
  readonly withoutAddress: number;
  /** Private, reserved and malformed addresses. */
  readonly offTheMap: number;
  /** Public addresses no database has a place for. */
  readonly unresolved: number;
  readonly countryOnly: number;
  readonly withoutAgent: number;
  readonly warned: number;
  /** Of everything stored. */
  readonly newestMs: number | null;
  readonly lastPolledMs: number | null;
  readonly pending: number;
  readonly analysed: boolean;
}

export interface ReportDatabase {
  readonly text: string;
  readonly warning: string | null;
  readonly attribution: string | null;
}

/** The one user's habits, of all that is stored. */
export interface ReportHabits {
  readonly places: readonly ReportHabit[];
  readonly networks: readonly ReportHabit[];
  readonly devices: readonly ReportHabit[];
  readonly sources: readonly ReportHabit[];
  /** Sign-ins by hour of the UTC day, 24 numbers. */
  readonly hours: readonly number[];
  readonly training: string;
  readonly signIns: number;
  readonly firstMs: number | null;
}

export interface ReportHabit {
  readonly name: string;
  readonly signIns: number;
  /** 0..1. */
  readonly share: number;
  readonly lastMs: number;
}

/** What became of an alert: its verdict, or an allowance that hides it while it has none. */
export const STANDINGS = ['open', 'confirmed', 'dismissed', 'muted'] as const;
export type Standing = (typeof STANDINGS)[number];

export function standingOf({ status, muted }: Pick<Alert, 'status' | 'muted'>): Standing {
  return status === 'open' && muted !== null ? 'muted' : status;
}

/** A list that may be cut, and how many there are in all. */
export interface Cut<T> {
  readonly shown: readonly T[];
  readonly all: number;
}

export interface Report {
  readonly scope: ReportScope;
  readonly madeMs: number;
  readonly totals: ReportTotals;
  /** Open ones first, then answered and muted ones, each newest first. */
  readonly alerts: Cut<ReportAlert>;
  readonly verdicts: Readonly<Record<Standing, number>>;
  /** Those that hid the most first. */
  readonly allowances: Cut<ReportAllowance>;
  readonly places: Cut<ReportPlace>;
  readonly ways: readonly ReportWay[];
  /** Fastest first. */
  readonly trips: Cut<ReportTrip>;
  readonly hours: ReportHours;
  readonly scores: ReportScores;
  readonly people: Cut<ReportPerson>;
  /** Of everybody the strangest first; of one user the newest first. */
  readonly signIns: Cut<ReportSignIn>;
  readonly sources: readonly ReportSource[];
  readonly databases: readonly ReportDatabase[];
  readonly habits: ReportHabits | null;
}
