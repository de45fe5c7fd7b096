// Each user in a line: how much, how strange, whether still being learnt, where last.

import type { Enrichment } from '../domain/enrichment.ts';
import { keepBest } from '../domain/keep-best.ts';
import type { Cut, ReportPerson } from '../domain/report.ts';
import type { ScoredSignIn } from '../store/contract.ts';

const MOST_PEOPLE = 200;

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

export interface PeopleTally {
  add(row: ScoredSignIn, enrichment: Enrichment): void;
  /** `alertsOf`: alerts a user has in the window. */
  result(alertsOf: ReadonlyMap<string, number>): { people: Cut<ReportPerson>; users: number; learning: number };
}

export function openPeople(): PeopleTally {
  const people = new Map<string, Mutable<ReportPerson>>();
  return {
    add({ signIn, score }, enrichment) {
      let person = people.get(signIn.user);
      if (person === undefined) {
        person = {
          user: signIn.user,
          signIns: 0,
          failed: 0,
          alerts: 0,
          learning: false,
          strangest: null,
          lastMs: 0,
          lastPlace: enrichment,
        };
        people.set(signIn.user, person);
      }
      person.signIns += 1;
      if (signIn.outcome !== 'success') person.failed += 1;
      if (score !== null && score.state !== 'unscored') {
        person.learning = score.state === 'learning';
        if (score.score !== null) person.strangest = Math.max(person.strangest ?? 0, score.score);
      }
      person.lastMs = signIn.timeMs;
      if (enrichment.precision !== 'none') person.lastPlace = enrichment;
    },
    result(alertsOf) {
      const best = keepBest<ReportPerson>(
        MOST_PEOPLE,
        (a, b) => b.alerts - a.alerts || (b.strangest ?? -1) - (a.strangest ?? -1) || (a.user < b.user ? -1 : 1),
      );
      let learning = 0;
      for (const person of people.values()) {
        if (person.learning) learning += 1;
        person.alerts = alertsOf.get(person.user) ?? 0;
        best.add(person);
      }
      return { people: best.cut(), users: people.size, learning };
    },
  };
}
