// Companies to train on as real logs show them: every app writes in its own manner, so what is new is everyday news in one and
// rare in another, and histories hold 15 records or 4,000. For training only; same options, same company.

import { distanceKm, type Point, toPoint } from '../../../src/domain/geometry.ts';
import type { Component } from '../../../src/domain/score.ts';
import { DAY_MS, HOUR_MS } from '../../../src/domain/time.ts';
import { seededRandom } from '../../../src/platform/random.ts';
import type { SimulatedSignIn, Simulation, SimulationOptions } from '../../../src/simulation/contract.ts';
import { attack } from './attackers.ts';
import { changeLives } from './changes.ts';
import { openCompany } from './company.ts';
import { live } from './life.ts';
import { logOf, type Row } from './logs.ts';
import { hire, type Person } from './people.ts';

/** 15 to 400 users over 50 to 120 days unless given, with up to 45 takeovers. */
export function simulateLogbook(options: SimulationOptions): Simulation {
  const random = seededRandom(Math.imul(options.seed ^ 0x6c6f6762, 0x85ebca6b));
  const company = openCompany(random, options);
  const people = hire(company);
  changeLives(company, people);
  const { startMs, endMs, access } = company;
  const lives = new Map<Person, Row[]>();
  for (const person of people) {
    const rows = logOf(company, person, live(company, person)).filter(
      (row) => row.timeMs >= startMs && row.timeMs < endMs,
    );
    rows.sort((a, b) => a.timeMs - b.timeMs);
    lives.set(person, rows);
  }
  const attacks = attack(company, lives);
  const ranked = [...[...lives.values()].flat(), ...attacks].map((row, order) => ({ row, order }));
  ranked.sort((a, b) => a.row.timeMs - b.row.timeMs || a.order - b.order);
  const pasts = new Map<Person, Past>();
  const signIns = ranked.map(({ row }, index) => {
    const past = pasts.get(row.person) ?? openPast();
    pasts.set(row.person, past);
    return written(row, index, past);
  });
  return { signIns, enrich: access.world.enrich };
}

/** What a user truly did so far: failures and intruders left out. */
interface Past {
  readonly places: Map<number, Point>;
  readonly blocks: Set<string>;
  readonly owners: Set<string>;
  readonly agents: Set<string>;
  readonly hours: number[];
  count: number;
  lastMs: number;
  lastPlace: Point | null;
}

function openPast(): Past {
  return {
    places: new Map(),
    blocks: new Set(),
    owners: new Set(),
    agents: new Set(),
    hours: new Array<number>(24).fill(0),
    count: 0,
    lastMs: 0,
    lastPlace: null,
  };
}

function written(row: Row, index: number, past: Past): SimulatedSignIn {
  const { account } = row.person;
  const changed = row.incident === null ? [] : changes(row, past);
  if (row.incident === null && row.outcome === 'success') learn(row, past);
  return {
    signIn: {
      source: row.app,
      id: `l${String(index + 1).padStart(6, '0')}`,
      timeMs: row.timeMs,
      account,
      ip: row.spot.ip,
      userAgent: row.agent,
      outcome: row.outcome,
      event: row.event,
      warning: row.warning,
      raw: '{}',
    },
    user: account,
    label: { incident: row.incident, kind: row.kind, changed },
  };
}

/** A user agent without its versions. */
function shapeOf(agent: string): string {
  return agent.replace(/[\d._]+/g, '');
}

function hourOf(timeMs: number): number {
  return Math.floor(timeMs / HOUR_MS) % 24;
}

function learn(row: Row, past: Past): void {
  const { city, key, net } = row.spot.block;
  const point = past.places.get(city.index) ?? toPoint(city.latitude, city.longitude);
  past.places.set(city.index, point);
  past.blocks.add(key);
  past.owners.add(net.organization);
  if (row.agent !== null) past.agents.add(shapeOf(row.agent));
  past.hours[hourOf(row.timeMs)]! += 1;
  past.count += 1;
  past.lastMs = row.timeMs;
  past.lastPlace = point;
}

function changes(row: Row, past: Past): Component[] {
  const { city, key, net } = row.spot.block;
  const here = toPoint(city.latitude, city.longitude);
  const changed: Component[] = [];
  if (![...past.places.values()].some((place) => distanceKm(place, here) <= 150)) changed.push('location');
  if (!past.owners.has(net.organization) || !past.blocks.has(key)) changed.push('network');
  if (row.agent !== null && !past.agents.has(shapeOf(row.agent))) changed.push('device');
  const hour = hourOf(row.timeMs);
  const around = [23, 0, 1].reduce((sum, step) => sum + past.hours[(hour + step) % 24]!, 0);
  const sinceMs = row.timeMs - past.lastMs;
  const km = past.lastPlace === null ? 0 : distanceKm(past.lastPlace, here);
  const rushed = km > 150 && km / Math.max(0.1, sinceMs / HOUR_MS) > 900;
  const silent = past.count > 0 && sinceMs > 30 * DAY_MS;
  if (rushed || silent || (past.count > 10 && around < 0.03 * past.count)) changed.push('time');
  return changed;
}
