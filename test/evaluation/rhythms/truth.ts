// In what an intruder's sign-in differs from everything its victim had truly done before.

import type { Component } from '../../../src/domain/score.ts';
import { citiesApartKm } from './atlas.ts';
import { DAY_MS, HOUR_MS } from './firm.ts';
import type { Row } from './living.ts';

const NEAR_KM = 150;
const FASTEST_KMH = 900;

export interface Past {
  readonly cities: Set<Row['seat']['city']>;
  readonly owners: Set<number>;
  readonly blocks: Set<string>;
  readonly shapes: Set<string>;
  readonly hours: number[];
  count: number;
  last: Row | null;
}

export function openPast(): Past {
  return {
    cities: new Set(),
    owners: new Set(),
    blocks: new Set(),
    shapes: new Set(),
    hours: new Array<number>(24).fill(0),
    count: 0,
    last: null,
  };
}

export function learn(past: Past, row: Row): void {
  past.cities.add(row.seat.city);
  past.owners.add(row.seat.owner.id);
  past.blocks.add(row.seat.block);
  if (row.agent !== null) past.shapes.add(shapeOf(row.agent));
  past.hours[hourOf(row.timeMs)]! += 1;
  past.count += 1;
  past.last = row;
}

/**
 * Components that are new: a place over 150 km from every earlier one, a block or owner never used, a device of another
 * shape, or a time that is hardly used, impossible to have travelled in, or after thirty days of silence.
 */
export function changes(past: Past, row: Row): Component[] {
  const changed: Component[] = [];
  const { city, owner, block } = row.seat;
  if (![...past.cities].some((one) => citiesApartKm(one, city) <= NEAR_KM)) changed.push('location');
  if (!past.owners.has(owner.id) || !past.blocks.has(block)) changed.push('network');
  if (row.agent !== null && !past.shapes.has(shapeOf(row.agent))) changed.push('device');
  if (past.last !== null && oddTime(past, { row, last: past.last })) changed.push('time');
  return changed;
}

function oddTime(past: Past, of: { row: Row; last: Row }): boolean {
  const { row, last } = of;
  const silentMs = row.timeMs - last.timeMs;
  if (silentMs > 30 * DAY_MS) return true;
  const apartKm = citiesApartKm(last.seat.city, row.seat.city);
  if (apartKm > NEAR_KM && apartKm > (FASTEST_KMH * silentMs) / HOUR_MS) return true;
  const hour = hourOf(row.timeMs);
  let around = 0;
  for (let step = -1; step <= 1; step++) around += past.hours[(hour + step + 24) % 24]!;
  return past.count > 12 && around < 0.03 * past.count;
}

/** The text without its versions. */
function shapeOf(agent: string): string {
  return agent.replace(/\d[\d._]*/g, '');
}

function hourOf(timeMs: number): number {
  return Math.floor(timeMs / HOUR_MS) % 24;
}
