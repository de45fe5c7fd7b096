// How far and how fast it is from one sign-in to the next, where that can be said honestly.
// Both accuracy radii are taken off; gateways (hosting, VPN, relay, mobile) say nothing of where a person is.

import type { Enrichment, NetworkKind } from './enrichment.ts';
import { distanceKm, toPoint } from './geometry.ts';
import { formatDuration, HOUR_MS } from './time.ts';
import { countText, kmText } from './wording.ts';

/** When somebody was where. */
export interface Stay {
  readonly signIn: { readonly timeMs: number };
  readonly enrichment: Enrichment;
}

export interface Travel {
  /** At least this far, km. */
  readonly km: number;
  readonly durationMs: number;
  /** km an hour; null where both happened at the same moment. */
  readonly speedKmh: number | null;
}

/** Below this two places may as well be one. */
const LEAST_KM = 50;
const GATEWAYS: ReadonlySet<NetworkKind> = new Set<NetworkKind>(['hosting', 'vpn', 'relay', 'mobile', 'private']);

/** Whether it says where a person is: a point, and no gateway before it. */
export function isPlaced({ networkKind, precision, latitude, longitude }: Enrichment): boolean {
  return !GATEWAYS.has(networkKind) && precision !== 'none' && latitude !== null && longitude !== null;
}

/** null where a place is unknown, the way is short, or a gateway stands between. */
export function travelBetween(from: Stay, to: Stay): Travel | null {
  const a = from.enrichment;
  const b = to.enrichment;
  if (!isPlaced(a) || !isPlaced(b)) return null;
  const whole = distanceKm(toPoint(a.latitude!, a.longitude!), toPoint(b.latitude!, b.longitude!));
  const km = whole - (a.accuracyKm ?? 0) - (b.accuracyKm ?? 0);
  if (!(km >= LEAST_KM)) return null;
  const durationMs = Math.abs(to.signIn.timeMs - from.signIn.timeMs);
  return { km, durationMs, speedKmh: durationMs > 0 ? km / (durationMs / HOUR_MS) : null };
}

/** `at least 1,240 km in 35 min (2,126 km/h)`; speeds beyond ten times an airliner's are only called so. */
export function travelText(travel: Travel): string {
  const { km, durationMs, speedKmh } = travel;
  if (speedKmh === null) return `at least ${kmText(km)} at the same moment`;
  const speed = speedKmh > 10_000 ? 'over 10,000 km/h' : `${countText(Math.round(speedKmh))} km/h`;
  return `at least ${kmText(km)} in ${formatDuration(durationMs)} (${speed})`;
}
