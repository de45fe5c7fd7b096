// The truth in a label: in which components a takeover's sign-in differs from all its victim had done before.

import { COMPONENTS, type Component } from '../domain/score.ts';
import { citiesApartKm } from './address-plan.ts';
import { agentFamily } from './agents.ts';
import { HOUR_MS } from './calendar.ts';
import type { Event } from './days.ts';
import type { AttackKind } from './profile.ts';

/** Components in which a sign-in differs from what the victim had done before; what the kind is about where none shows. */
export function differences(event: Event, past: readonly Event[], kind: AttackKind): Component[] {
  const found = new Set<Component>();
  let nearest = Number.POSITIVE_INFINITY;
  let owner = false;
  let device = event.agent === null;
  let sameHour = 0;
  let before = 0;
  let last: Event | null = null;
  const family = event.agent === null ? null : agentFamily(event.agent);
  const hour = hourOf(event.timeMs);
  for (const earlier of past) {
    if (earlier.timeMs >= event.timeMs) break;
    if (earlier.city === null || event.city === null) continue;
    before++;
    nearest = Math.min(nearest, citiesApartKm(earlier.city, event.city));
    owner ||= earlier.asn === event.asn;
    device ||= earlier.agent !== null && agentFamily(earlier.agent) === family;
    const apart = Math.abs(hourOf(earlier.timeMs) - hour);
    if (Math.min(apart, 24 - apart) < 1.5) sameHour++;
    last = earlier;
  }
  if (nearest > 150) found.add('location');
  if (!owner) found.add('network');
  if (!device) found.add('device');
  if (before > 0 && sameHour / before < 0.02) found.add('time');
  if (last?.city && event.city) {
    const hours = (event.timeMs - last.timeMs) / HOUR_MS;
    if (citiesApartKm(last.city, event.city) > 300 + 900 * hours) found.add('time');
  }
  if (found.size === 0) found.add(kind === 'stolen-session' ? 'network' : 'device');
  return COMPONENTS.filter((component) => found.has(component));
}

function hourOf(timeMs: number): number {
  return (timeMs / HOUR_MS) % 24;
}
