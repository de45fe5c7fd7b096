// The second simulator: companies and takeovers made up independently of the product's own simulation, for reporting
// only. Nothing is ever tuned on what it makes. Limits: one time zone a city, no app-specific quirks of row order.

import type { Component } from '../../../src/domain/score.ts';
import { compareSignIns } from '../../../src/domain/sign-in.ts';
import type { SimulatedSignIn, Simulation, SimulationOptions } from '../../../src/simulation/contract.ts';
import { type AttackDraft, attack } from './attacks.ts';
import { drawCompany } from './company.ts';
import { type Draft, live } from './days.ts';
import { hashOf } from './dice.ts';
import { drawPeople } from './people.ts';
import { spray } from './spray.ts';
import { buildWorld } from './world.ts';

const START_MS = Date.UTC(2026, 0, 5);
const EVENTS = {
  gsuite: { success: 'login_success', failure: 'login_failure', challenge: 'login_challenge' },
  slack: { success: 'access', failure: 'access', challenge: 'access' },
  other: { success: 'login', failure: 'login', challenge: 'login' },
} as const;

function finished(
  draft: Draft,
  options: { number: number; seed: number; changed: readonly Component[] },
): SimulatedSignIn {
  const { source, timeMs, account, ip, userAgent, outcome } = draft;
  const words = source === 'gsuite' ? EVENTS.gsuite : source === 'slack' ? EVENTS.slack : EVENTS.other;
  const event = words[outcome];
  const id = `${hashOf(options.seed, options.number, 9).toString(16).padStart(8, '0')}${options.number.toString(36)}`;
  const warning = draft.warned && source === 'gsuite' ? 'is_suspicious' : null;
  const raw = JSON.stringify({
    id,
    time: new Date(timeMs).toISOString(),
    user: account,
    ip,
    user_agent: userAgent,
    outcome,
    event,
  });
  return {
    signIn: { source, id, timeMs, account, ip, userAgent, outcome, event, warning, raw },
    user: account,
    label: { incident: draft.incident, kind: draft.kind, changed: options.changed },
  };
}

/**
 * A company of 80 to 400 people over 90 to 120 days (or as `options` say) with some 20 to 35 takeovers among its
 * sign-ins. Companies shorter than 33 days have only takeovers that contaminate the history.
 */
export function simulateSecond(options: SimulationOptions): Simulation {
  const { seed, users, days, startMs = START_MS } = options;
  const world = buildWorld(seed);
  const company = drawCompany(world, { seed, users, days, startMs });
  const people = drawPeople(company);
  const histories = new Map<string, readonly Draft[]>();
  const benign: Draft[] = [];
  const endMs = startMs + company.days * 86_400_000;
  for (const person of people) {
    const drafts = live(company, person).filter((draft) => draft.timeMs >= startMs && draft.timeMs < endMs);
    benign.push(...drafts);
    const own = drafts.filter((draft) => draft.outcome === 'success').sort((a, b) => a.timeMs - b.timeMs);
    histories.set(person.account, own);
  }
  const noise = spray(company, people);
  const attacks: readonly AttackDraft[] = attack(company, people, histories);
  const quiet = [...benign, ...noise].map((draft, index) => finished(draft, { number: index, seed, changed: [] }));
  const loud = attacks.map((draft, index) =>
    finished(draft, { number: quiet.length + index, seed, changed: draft.changed }),
  );
  return {
    signIns: [...quiet, ...loud].sort((a, b) => compareSignIns(a.signIn, b.signIn)),
    enrich: world.enrich,
  };
}
