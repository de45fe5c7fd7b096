// A company to learn from: independent factors drawn from wide ranges, so that whatever is learnt has seen every combination.
// For training only; nothing is reported on it. Deterministic: same options, same company.

import type { Component } from '../../../src/domain/score.ts';
import { seededRandom } from '../../../src/platform/random.ts';
import type { SimulatedSignIn, Simulation, SimulationOptions } from '../../../src/simulation/contract.ts';
import { addAttacks } from './attacks.ts';
import { DAY_MS, HOUR_MS, liveDays, openCompany, type Raw, type User } from './company.ts';
import { addNovelties } from './novelties.ts';

const START_MS = 1_767_225_600_000;

/** 40 to 300 users over 60 to 110 days, with 15 to 45 takeovers. */
export function simulateFactorial(options: SimulationOptions): Simulation {
  const random = seededRandom(Math.imul(options.seed, 0x9e3779b1) ^ 0x5bd1e995);
  const company = openCompany(random, { ...options, startMs: options.startMs ?? START_MS });
  addNovelties(company);
  const lives = new Map<User, Raw[]>(company.users.map((user) => [user, liveDays(company, user)]));
  const endMs = company.startMs + company.days * DAY_MS;
  const attacks = addAttacks(company, lives).filter((one) => one.timeMs >= company.startMs && one.timeMs < endMs);
  const all = [...[...lives.values()].flat(), ...attacks].filter(
    (one) => one.timeMs >= company.startMs && one.timeMs < endMs,
  );
  const ranked = all.map((raw, order) => ({ raw, order }));
  ranked.sort((a, b) => a.raw.timeMs - b.raw.timeMs || a.order - b.order);
  const pasts = new Map<User, Past>();
  const signIns = ranked.map(({ raw }, index) => written(raw, index, pasts));
  return { signIns, enrich: company.world.enrich };
}

/** What a user truly did so far. */
interface Past {
  readonly cities: Set<number>;
  readonly blocks: Set<string>;
  readonly agents: Set<string>;
  readonly hours: number[];
  count: number;
  lastMs: number;
  lastCity: number;
}

function written(raw: Raw, index: number, pasts: Map<User, Past>): SimulatedSignIn {
  let past = pasts.get(raw.user);
  if (!past) {
    past = {
      cities: new Set(),
      blocks: new Set(),
      agents: new Set(),
      hours: new Array(24).fill(0),
      count: 0,
      lastMs: 0,
      lastCity: -1,
    };
    pasts.set(raw.user, past);
  }
  const changed = raw.attack ? changes(raw, past) : [];
  if (!raw.attack && raw.success) learn(raw, past);
  const { account } = raw.user;
  const id = `f${String(index + 1).padStart(6, '0')}`;
  const event = raw.success ? raw.app.success : (raw.app.failure ?? raw.app.success);
  return {
    signIn: {
      source: raw.app.name,
      id,
      timeMs: raw.timeMs,
      account,
      ip: raw.ip,
      userAgent: raw.agent,
      outcome: raw.success ? 'success' : 'failure',
      event,
      warning: null,
      raw: '{}',
    },
    user: account,
    label: { incident: raw.incident, kind: raw.kind, changed },
  };
}

function hourOf(timeMs: number): number {
  return Math.floor(timeMs / HOUR_MS) % 24;
}

function blockOf(ip: string): string {
  return ip.includes(':') ? ip.split(':').slice(0, 3).join(':') : ip.slice(0, ip.lastIndexOf('.'));
}

function learn(raw: Raw, past: Past): void {
  past.cities.add(raw.access.city.index);
  past.blocks.add(blockOf(raw.ip));
  if (raw.agent !== null) past.agents.add(shapeOf(raw.agent));
  past.hours[hourOf(raw.timeMs)]! += 1;
  past.count++;
  past.lastMs = raw.timeMs;
  past.lastCity = raw.access.city.index;
}

function shapeOf(agent: string): string {
  return agent.replace(/[\d._]+/g, '');
}

function changes(raw: Raw, past: Past): Component[] {
  const changed: Component[] = [];
  const city = raw.access.city.index;
  if (!past.cities.has(city)) changed.push('location');
  if (!past.blocks.has(blockOf(raw.ip))) changed.push('network');
  if (raw.agent !== null && !past.agents.has(shapeOf(raw.agent))) changed.push('device');
  const hour = hourOf(raw.timeMs);
  const around = [23, 0, 1].reduce((sum, step) => sum + past.hours[(hour + step) % 24]!, 0);
  const rushed = raw.timeMs - past.lastMs < 2 * HOUR_MS && city !== past.lastCity;
  if (rushed || (past.count > 10 && around < 0.03 * past.count) || raw.timeMs - past.lastMs > 30 * DAY_MS)
    changed.push('time');
  return changed;
}
