// What a scenario is: a story, its sign-ins after the company's everyday life, and what must come of it.

import type { Enrichment } from '../../src/domain/enrichment.ts';
import type { Component } from '../../src/domain/score.ts';
import type { Draft } from './sign-ins.ts';
import type { Stage } from './stage.ts';

export interface MustAlert {
  readonly kind: 'alert';
  /** One of these must have the largest share of the alert's score. */
  readonly leads: readonly Component[];
  /** What the first reason must name as new. */
  readonly says: RegExp;
  /** What else must be said in the message: what is as usual, or usual for the person. */
  readonly usual: RegExp;
  /** Which of the intruder's successful sign-ins must raise it at the latest, from 1. */
  readonly by?: number;
  /** Users of the one campaign alert it must become. */
  readonly campaign?: number;
}

export interface MustNotAlert {
  readonly kind: 'quiet';
  /** Messages that may be sent all the same; 0 unless said. */
  readonly messages?: number;
}

/** The last sign-in must score exactly as the last one of these. */
export interface MustEqual {
  readonly kind: 'equal';
  readonly to: readonly Draft[];
}

export interface MustHold {
  readonly kind: 'property';
  readonly text: string;
  /** @returns what does not hold; empty where all does. */
  readonly check: (stage: Stage) => Promise<readonly string[]>;
}

export interface Scenario {
  readonly name: string;
  readonly story: string;
  readonly signIns: readonly Draft[];
  /** What the database says from day 0 on, made of what it said before. */
  readonly geo?: (place: Enrichment) => Enrichment;
  readonly expect: MustAlert | MustNotAlert | MustEqual | MustHold;
}

/** A scenario that the detector does not pass yet, and why. */
export interface KnownLimit {
  readonly name: string;
  readonly why: string;
  /** Close to the limit: it holds with some trainings and not with others. The test asserts that it stays close. */
  readonly wavers?: true;
}
