// A second family of companies to train on, written apart from the product's own simulator: ten sectors whose people live
// day by day, and attackers as agents. Never reported on as a result; the same seed gives the same company.

import { distanceKm, type Point, toPoint } from '../../../src/domain/geometry.ts';
import type { Component } from '../../../src/domain/score.ts';
import { DAY_MS, HOUR_MS } from '../../../src/domain/time.ts';
import type { Label, SimulatedSignIn, Simulation, SimulationOptions } from '../../../src/simulation/contract.ts';
import { attack } from './attackers.ts';
import { openCompany } from './company.ts';
import { liveDays, type Row } from './days.ts';

const START_MS = Date.UTC(2026, 0, 5);
const EVENTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  slack: { success: 'access' },
  gsuite: { success: 'login_success', failure: 'login_failure', challenge: 'login_challenge' },
  okta: { success: 'user.session.start', failure: 'user.session.start', challenge: 'user.authentication.auth_via_mfa' },
};

/** What the victim really did before, against which an attacker differs. */
interface Past {
  readonly owners: Set<number>;
  readonly builds: Set<string>;
  readonly places: Map<number, Point>;
  /** Sign-ins by half-hour of the UTC day. */
  readonly hours: number[];
  count: number;
}

function openPast(): Past {
  return { owners: new Set(), builds: new Set(), places: new Map(), hours: new Array<number>(48).fill(0), count: 0 };
}

const slotOf = (timeMs: number) => Math.floor((timeMs % DAY_MS) / (HOUR_MS / 2));

function changedFrom(past: Past, row: Row): Component[] {
  const { city, network } = row.seat.block;
  const changed: Component[] = [];
  const here = toPoint(city.latitude, city.longitude);
  if (![...past.places.values()].some((one) => distanceKm(one, here) < 100)) changed.push('location');
  if (!past.owners.has(network.asn)) changed.push('network');
  if (row.agent !== null && !past.builds.has(row.build)) changed.push('device');
  let near = 0;
  for (let i = -3; i <= 3; i += 1) near += past.hours[(slotOf(row.timeMs) + i + 48) % 48]!;
  if (near < 0.03 * past.count) changed.push('time');
  return changed;
}

function learn(past: Past, row: Row): void {
  const { city, network } = row.seat.block;
  past.owners.add(network.asn);
  past.builds.add(row.build);
  if (!past.places.has(city.index)) past.places.set(city.index, toPoint(city.latitude, city.longitude));
  past.hours[slotOf(row.timeMs)]! += 1;
  past.count += 1;
}

/** One company of the sector that the seed names (`seed % 10`), with its takeovers. */
export function simulateSector(options: SimulationOptions): Simulation {
  const company = openCompany({ ...options, startMs: options.startMs ?? START_MS });
  const rows = company.people.flatMap((person) => liveDays(company, person));
  rows.push(...attack(company).rows);
  rows.sort((a, b) => a.timeMs - b.timeMs || (a.source < b.source ? -1 : a.source > b.source ? 1 : 0));
  const pasts = new Map<string, Past>();
  const signIns = rows.map((row, index): SimulatedSignIn => {
    const { timeMs, user, source, agent, outcome, incident, kind } = row;
    let past = pasts.get(user);
    if (!past) {
      past = openPast();
      pasts.set(user, past);
    }
    const label: Label = { incident, kind, changed: incident === null ? [] : changedFrom(past, row) };
    if (incident === null && outcome !== 'failure') learn(past, row);
    const id = `${source}-${String(index).padStart(7, '0')}`;
    const event = EVENTS[source]![outcome]!;
    const signIn = {
      source,
      id,
      timeMs,
      account: user,
      ip: row.seat.ip,
      userAgent: agent,
      outcome,
      event,
      warning: null,
      raw: '{}',
    };
    return { signIn, user, label };
  });
  return { signIns, enrich: company.world.enrich };
}
