// A third family of companies to train on: people as processes that move between contexts at rates of their company, and
// gangs that draw every trait on their own. Never reported on as a result; the same seed gives the same company.

import type { SimulatedSignIn, Simulation, SimulationOptions } from '../../../src/simulation/contract.ts';
import { openFirm } from './firm.ts';
import { breakIn } from './intruders.ts';
import { liveThrough, type Row, type Trace } from './living.ts';
import { hirePeople, type Person } from './people.ts';
import { runRobots } from './robots.ts';
import { changes, learn, openPast, type Past } from './truth.ts';

const START_MS = Date.UTC(2025, 8, 1);
/** Share of takeovers that may differ from their victim in nothing at all. */
const UNSEEN_SHARE = 0.06;

/** 15 to 400 people over 50 to 120 days, with 15 to 45 takeovers. */
export function simulateRhythms(options: SimulationOptions): Simulation {
  const { seed, users, days, startMs = START_MS } = options;
  const firm = openFirm(seed, { users, days, startMs });
  const people = hirePeople(firm);
  const lives = new Map<Person, readonly Trace[]>(people.map((person) => [person, liveThrough(firm, person)]));
  const rows: Row[] = [];
  for (const traces of lives.values()) for (const one of traces) rows.push(one.row);
  rows.push(...runRobots(firm, people), ...breakIn(firm, lives));
  rows.sort((a, b) => a.timeMs - b.timeMs || (a.app.name < b.app.name ? -1 : a.app.name > b.app.name ? 1 : 0));
  return { signIns: written(rows), enrich: firm.atlas.enrich };
}

function written(rows: readonly Row[]): SimulatedSignIn[] {
  const pasts = new Map<string, Past>();
  const changed = rows.map((row) => {
    const past = pasts.get(row.person.account) ?? openPast();
    pasts.set(row.person.account, past);
    if (row.incident !== null) return changes(past, row);
    if (row.outcome === 'success') learn(past, row);
    return [];
  });
  const unseen = tooAlike(rows, changed);
  return rows.flatMap((row, index): SimulatedSignIn[] => {
    if (row.incident !== null && unseen.has(row.incident)) return [];
    const { account } = row.person;
    const { app, outcome, timeMs, agent } = row;
    const signIn = {
      source: app.name,
      id: `${app.name}-${String(index).padStart(7, '0')}`,
      timeMs,
      account,
      ip: row.seat.ip,
      userAgent: agent,
      outcome,
      event: outcome === 'success' ? app.success : outcome === 'failure' ? app.failure! : `${app.success}_challenge`,
      warning: null,
      raw: '{}',
    };
    return [{ signIn, user: account, label: { incident: row.incident, kind: row.kind, changed: changed[index]! } }];
  });
}

/** Takeovers nothing tells from their victim, beyond the few that a company may have. */
function tooAlike(rows: readonly Row[], changed: readonly (readonly string[])[]): ReadonlySet<string> {
  const most = new Map<string, number>();
  for (const [index, row] of rows.entries())
    if (row.incident !== null && row.outcome === 'success')
      most.set(row.incident, Math.max(most.get(row.incident) ?? 0, changed[index]!.length));
  const alike = [...most].filter(([, count]) => count === 0).map(([incident]) => incident);
  return new Set(alike.slice(Math.floor(UNSEEN_SHARE * most.size)));
}
