// In which components a takeover differs from its victim's past, as far as the log and a city-level database show it.

import type { Component } from '../../../src/domain/score.ts';
import { familyOf } from './agents.ts';
import { MINUTE_MS } from './calendar.ts';
import type { Draft } from './days.ts';
import type { Scene } from './targets.ts';

/** What of a sign-in the victim's own past does not hold, as the log and a database show it. */
export function changesOf(scene: Scene, draft: Draft, past: readonly Draft[]): Component[] {
  const { enrich } = scene.company.world;
  const here = enrich(draft.ip);
  const known = past.map((other) => enrich(other.ip));
  const changed: Component[] = [];
  const near = known.some((other) => {
    if (here.precision !== 'city' || other.precision !== 'city') return other.country === here.country;
    const north = Math.abs(here.latitude! - other.latitude!);
    const east = Math.abs(here.longitude! - other.longitude!);
    return north < 0.9 && east < 1.4;
  });
  if (!near) changed.push('location');
  if (!known.some((other) => other.asn === here.asn)) changed.push('network');
  if (draft.userAgent !== null) {
    const family = familyOf(draft.userAgent);
    if (!past.some((other) => other.userAgent !== null && familyOf(other.userAgent) === family)) changed.push('device');
  }
  const minute = (draft.timeMs / MINUTE_MS) % 1440;
  const alike = past.filter((other) => {
    const apart = Math.abs(((other.timeMs / MINUTE_MS) % 1440) - minute);
    return Math.min(apart, 1440 - apart) < 90;
  });
  if (past.length >= 10 && alike.length < past.length * 0.02) changed.push('time');
  return changed;
}
