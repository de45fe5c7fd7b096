// In what a thief's sign-in truly differs from all its victim had done before. From what happened, never from a database.

import { distanceKm, type Point, toPoint } from '../../../src/domain/geometry.ts';
import type { Component } from '../../../src/domain/score.ts';
import { CITIES } from '../../../src/simulation/pools/cities.ts';
import { DAY_MS, type Happening, HOUR_MS } from './book.ts';

/** What one person has truly done so far. */
export interface Past {
  readonly cities: Set<number>;
  readonly owners: Set<number>;
  readonly blocks: Set<string>;
  readonly shapes: Set<string>;
  readonly hours: number[];
  count: number;
  last: Happening | null;
}

const POINTS: readonly Point[] = CITIES.map((city) => toPoint(city.latitude, city.longitude));

export function openPast(): Past {
  const hours = new Array<number>(24).fill(0);
  return { cities: new Set(), owners: new Set(), blocks: new Set(), shapes: new Set(), hours, count: 0, last: null };
}

function blockOf(ip: string): string {
  return ip.includes(':') ? ip.split(':').slice(0, 3).join(':') : ip.slice(0, ip.lastIndexOf('.'));
}

/** The user agent without its versions and models. */
function shapeOf(agent: string): string {
  return agent.replace(/[\w.-]*\d[\w.-]*/g, '');
}

function hourOf(timeMs: number): number {
  return Math.floor(timeMs / HOUR_MS) % 24;
}

export function learn(past: Past, lived: Happening): void {
  past.cities.add(lived.line.city.index);
  past.owners.add(lived.line.owner.key);
  past.blocks.add(blockOf(lived.ip));
  if (lived.agent !== null) past.shapes.add(shapeOf(lived.agent));
  past.hours[hourOf(lived.timeMs)]! += 1;
  past.count++;
  past.last = lived;
}

/** Over 150 km from every place; owner or block never used; user agent of a shape never written; an hour, pace or silence unlike before. */
export function changes(past: Past, stolen: Happening): Component[] {
  const changed: Component[] = [];
  const here = stolen.line.city.index;
  const near = (city: number) => city === here || distanceKm(POINTS[city]!, POINTS[here]!) < 150;
  if (![...past.cities].some(near)) changed.push('location');
  if (!past.owners.has(stolen.line.owner.key) || !past.blocks.has(blockOf(stolen.ip))) changed.push('network');
  if (stolen.agent !== null && !past.shapes.has(shapeOf(stolen.agent))) changed.push('device');
  const hour = hourOf(stolen.timeMs);
  const around = [23, 0, 1].reduce((sum, step) => sum + past.hours[(hour + step) % 24]!, 0);
  const unusual = past.count > 10 && around < 0.03 * past.count;
  if (unusual || (past.last !== null && (rushed(past.last, stolen) || stolen.timeMs - past.last.timeMs > 30 * DAY_MS)))
    changed.push('time');
  return changed;
}

/** Faster than 900 km/h since the last true sign-in. */
function rushed(last: Happening, now: Happening): boolean {
  const km = distanceKm(POINTS[last.line.city.index]!, POINTS[now.line.city.index]!);
  return km > 150 && km > (900 * (now.timeMs - last.timeMs)) / HOUR_MS;
}
