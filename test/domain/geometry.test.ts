import { expect, test } from 'bun:test';
import fc from 'fast-check';
import { distanceKm, toPoint } from '../../src/domain/geometry.ts';

const CITIES = {
  Lyon: [45.764, 4.8357],
  Paris: [48.8566, 2.3522],
  London: [51.5074, -0.1278],
  'New York': [40.7128, -74.006],
  Sydney: [-33.8688, 151.2093],
  Santiago: [-33.4489, -70.6693],
  Tokyo: [35.6762, 139.6503],
  Anchorage: [61.2181, -149.9003],
  Quito: [-0.1807, -78.4678],
  Singapore: [1.3521, 103.8198],
} as const;

const at = ([latitude, longitude]: readonly [number, number]) => toPoint(latitude, longitude);

test.each([
  ['Lyon', 'Paris', 392],
  ['London', 'New York', 5570],
  ['London', 'Paris', 344],
  ['Sydney', 'Santiago', 11_340],
  ['Tokyo', 'Anchorage', 5570],
  ['Quito', 'Singapore', 19_740],
] as const)('%s to %s is about %d km', (from, to, km) => {
  const distance = distanceKm(at(CITIES[from]), at(CITIES[to]));
  expect(Math.abs(distance / km - 1)).toBeLessThan(0.005);
});

test.each([
  ['a point to itself', [45.7, 4.8], [45.7, 4.8], 0],
  ['pole to pole', [90, 0], [-90, 0], 20_015.09],
  ['antipodes on the equator', [0, 0], [0, 180], 20_015.09],
  ['the same pole under another longitude', [90, 10], [90, -130], 0],
  ['both sides of the date line', [0, 179.5], [0, -179.5], 111.19],
  ['180 east and 180 west', [12, 180], [12, -180], 0],
  ['a quarter of the Earth', [0, 0], [90, 0], 10_007.54],
] as const)('distanceKm() of %s', (_, from, to, km) => {
  expect(distanceKm(at(from), at(to))).toBeCloseTo(km, 2);
});

test('toPoint() puts the axes where they belong', () => {
  expect([...toPoint(0, 0)]).toEqual([1, 0, 0]);
  const rounded = (latitude: number, longitude: number) =>
    toPoint(latitude, longitude).map((v) => Math.round(v * 1e9) / 1e9 + 0);
  expect(rounded(0, 90)).toEqual([0, 1, 0]);
  expect(rounded(90, 77)).toEqual([0, 0, 1]);
  expect(rounded(0, 180)).toEqual([-1, 0, 0]);
});

const latitude = fc.double({ min: -90, max: 90, noNaN: true });
const longitude = fc.double({ min: -180, max: 180, noNaN: true });

test('distanceKm() is the haversine distance, symmetric, and points lie on the unit sphere', () => {
  const haversine = (a: readonly [number, number], b: readonly [number, number]): number => {
    const rad = Math.PI / 180;
    const h =
      Math.sin(((b[0] - a[0]) * rad) / 2) ** 2 +
      Math.cos(a[0] * rad) * Math.cos(b[0] * rad) * Math.sin(((b[1] - a[1]) * rad) / 2) ** 2;
    return 2 * 6371 * Math.asin(Math.min(1, Math.sqrt(h)));
  };
  fc.assert(
    fc.property(fc.tuple(latitude, longitude), fc.tuple(latitude, longitude), (a, b) => {
      const from = toPoint(...a);
      const to = toPoint(...b);
      expect(Math.abs(Math.hypot(...from) - 1)).toBeLessThan(1e-10);
      const km = distanceKm(from, to);
      expect(km).toBe(distanceKm(to, from));
      expect(km).toBeLessThanOrEqual(20_015.1);
      expect(Math.abs(km - haversine(a, b))).toBeLessThan(0.01);
    }),
    { numRuns: 500 },
  );
});
