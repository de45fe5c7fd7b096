// Companies told from a casebook: plain days, and stories in pairs, an attack and a harmless one that looks almost the same.
// For training only; nothing is reported on it. Deterministic: same options, same company.

import { seededRandom } from '../../../src/platform/random.ts';
import type { SimulatedSignIn, Simulation, SimulationOptions } from '../../../src/simulation/contract.ts';
import type { Happening, Person } from './book.ts';
import { openCompany } from './company.ts';
import { liveEveryday } from './everyday.ts';
import { addNoise } from './noise.ts';
import { planStories, runPlots, tellTales } from './plan.ts';
import { changes, learn, openPast, type Past } from './truth.ts';

const START_MS = Date.UTC(2026, 1, 2);

/** 15 to 400 users over 50 to 120 days, with up to 45 takeovers. */
export function simulateCasebook(options: SimulationOptions): Simulation {
  const random = seededRandom(Math.imul(options.seed + 0x1b873593, 0xcc9e2d51) ^ 0x38b34ae5);
  const { users, days, startMs = START_MS } = options;
  const book = openCompany(random, { users, days, startMs });
  const plan = planStories(book);
  tellTales(book, plan);
  const told = book.happened.splice(0);
  const lives = new Map<Person, Happening[]>(book.people.map((person) => [person, liveEveryday(book, person)]));
  for (const one of told) lives.get(one.person)!.push(one);
  for (const life of lives.values()) life.sort((a, b) => a.timeMs - b.timeMs);
  runPlots(book, plan, lives);
  addNoise(book);
  const all = [...[...lives.values()].flat(), ...book.happened].filter(
    ({ timeMs }) => timeMs >= startMs && timeMs < book.endMs,
  );
  all.sort((a, b) => a.timeMs - b.timeMs);
  const pasts = new Map<Person, Past>(book.people.map((person) => [person, openPast()]));
  return { signIns: all.map((one, index) => written(one, index, pasts.get(one.person)!)), enrich: book.net.enrich };
}

function written(one: Happening, index: number, past: Past): SimulatedSignIn {
  const changed = one.incident === null ? [] : changes(past, one);
  if (one.incident === null && one.outcome === 'success') learn(past, one);
  const { app, agent, outcome, timeMs, ip } = one;
  const { account } = one.person;
  return {
    signIn: {
      source: app.name,
      id: `c${String(index + 1).padStart(6, '0')}`,
      timeMs,
      account,
      ip,
      userAgent: agent,
      outcome,
      event: outcome === 'success' ? app.success : (app.failure ?? app.success),
      warning: null,
      raw: '{}',
    },
    user: account,
    label: { incident: one.incident, kind: one.kind, changed },
  };
}
