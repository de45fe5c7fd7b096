// What a simulated company is: sign-ins with the truth about each. For `demo`, `backtest --inject` and the evaluation.

import type { Enrichment } from '../domain/enrichment.ts';
import type { Component } from '../domain/score.ts';
import type { SignIn } from '../domain/sign-in.ts';

/** The truth about one sign-in. */
export interface Label {
  /** Name of the takeover this sign-in belongs to (`inc-007`), unique in the company; null if benign. */
  readonly incident: string | null;
  /** Kind of takeover (`hosting-stuffing`, `stolen-session`, …) or, if benign, the hard case it stems from (`trip`, `new-phone`, `vpn`, …); null for everyday use. */
  readonly kind: string | null;
  /** Components in which the attacker differs from the victim; empty if benign. */
  readonly changed: readonly Component[];
}

export interface SimulatedSignIn {
  readonly signIn: SignIn;
  /** The person, as `account` resolves; equal to `signIn.account` here. */
  readonly user: string;
  readonly label: Label;
}

export interface SimulationOptions {
  /** Same options, same company, byte for byte, on every platform. */
  readonly seed: number;
  readonly users?: number;
  readonly days?: number;
  /** First day, epoch milliseconds of a UTC midnight. */
  readonly startMs?: number;
}

export interface Simulation {
  /** In event-time order. */
  readonly signIns: readonly SimulatedSignIn[];
  /** What a city-level database would say of an address, with its usual errors and radii; for runs without one, geo is asked instead. */
  enrich(ip: string | null): Enrichment;
}
