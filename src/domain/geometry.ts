// Points on the Earth as points on the unit sphere, and how far apart they are.

import { sinCosDegrees } from './exact-math.ts';

const EARTH_RADIUS_KM = 6371;

/** x, y, z on the unit sphere. */
export type Point = readonly [x: number, y: number, z: number];

/** Latitude and longitude in degrees to the unit sphere. `toPoint(0, 0)` is [1, 0, 0]. */
export function toPoint(latitude: number, longitude: number): Point {
  const lat = sinCosDegrees(latitude);
  const lon = sinCosDegrees(longitude);
  return [lat.cos * lon.cos, lat.cos * lon.sin, lat.sin];
}

/** Great-circle distance in km, 0..20015. Lyon to Paris is about 392. */
export function distanceKm(a: Point, b: Point): number {
  const dx = a[0] - b[0];
  const dy = a[1] - b[1];
  const dz = a[2] - b[2];
  const half = Math.min(1, Math.sqrt(dx * dx + dy * dy + dz * dz) / 2);
  return 2 * EARTH_RADIUS_KM * arcsine(half);
}

/** Arcsine on [0, 1] by + - * / and square root (correctly rounded everywhere): halve the angle until the series is short. */
function arcsine(x: number): number {
  let s = x;
  let factor = 1;
  while (s > 0.1) {
    s /= Math.sqrt(2 * (1 + Math.sqrt(1 - s * s)));
    factor *= 2;
  }
  const q = s * s;
  return factor * s * (1 + q * (1 / 6 + q * (3 / 40 + q * (15 / 336 + (q * 105) / 3456))));
}
