// Where sign-ins came from, and who went from where to where: places, ways between them, the fastest trips.

import type { Enrichment } from '../domain/enrichment.ts';
import { keepBest } from '../domain/keep-best.ts';
import type { Cut, ReportPlace, ReportTrip, ReportWay } from '../domain/report.ts';
import { type Stay, type Travel, travelBetween } from '../domain/travel.ts';
import type { ScoredSignIn } from '../store/contract.ts';

const MOST_PLACES = 1000;
const MOST_WAYS = 300;
const MOST_TRIPS = 25;
/** What a person may drive or fly around a corner is no trip to tell. */
const LEAST_TRIP_KM = 100;

interface Spot {
  readonly key: string;
  readonly enrichment: Enrichment;
  signIns: number;
  failed: number;
  lastMs: number;
  readonly users: Set<string>;
}

export interface PlacesTally {
  /** In event-time order. Gives back how the user came here, and where the user was before. */
  add(row: ScoredSignIn, enrichment: Enrichment): { travel: Travel | null; before: Enrichment | null };
  result(): { places: Cut<ReportPlace>; ways: readonly ReportWay[]; trips: Cut<ReportTrip> };
}

export function openPlaces(): PlacesTally {
  const spots = new Map<string, Spot>();
  const stays = new Map<string, Stay>();
  const ways = new Map<string, { a: string; b: string; times: number }>();
  const trips = keepBest<ReportTrip>(MOST_TRIPS, (x, y) => speed(y) - speed(x) || y.timeMs - x.timeMs);

  function spotOf(enrichment: Enrichment): Spot | null {
    const key = placeKey(enrichment);
    if (key === null) return null;
    const known = spots.get(key);
    if (known) return known;
    const spot = { key, enrichment, signIns: 0, failed: 0, lastMs: 0, users: new Set<string>() };
    spots.set(key, spot);
    return spot;
  }
  function noteWay(from: Enrichment, to: Enrichment): void {
    const [a, b] = [placeKey(from)!, placeKey(to)!].sort() as [string, string];
    const key = `${a}\0${b}`;
    const way = ways.get(key);
    if (way) way.times += 1;
    else ways.set(key, { a, b, times: 1 });
  }

  return {
    add({ signIn, score }, enrichment) {
      const spot = spotOf(enrichment);
      const last = stays.get(signIn.user) ?? null;
      const before = last?.enrichment ?? null;
      if (spot === null) return { travel: null, before };
      spot.lastMs = Math.max(spot.lastMs, signIn.timeMs);
      if (signIn.outcome !== 'success') {
        spot.failed += 1;
        return { travel: null, before };
      }
      spot.signIns += 1;
      spot.users.add(signIn.user);
      const stay: Stay = { signIn: { timeMs: signIn.timeMs }, enrichment };
      const travel = last === null ? null : travelBetween(last, stay);
      const alertId = score?.alertId ?? null;
      if (travel !== null && last !== null) {
        if (alertId === null) noteWay(last.enrichment, enrichment);
        if (travel.km >= LEAST_TRIP_KM)
          trips.add({
            ...travel,
            user: signIn.user,
            from: last.enrichment,
            to: enrichment,
            timeMs: signIn.timeMs,
            alertId,
          });
      }
      // Whoever raised an alert was perhaps not the user: the way goes on from where the user was before.
      if (alertId === null) stays.set(signIn.user, stay);
      return { travel, before };
    },
    result() {
      const sorted = [...spots.values()].sort((x, y) => y.signIns - x.signIns || (x.key < y.key ? -1 : 1));
      const shown = sorted.slice(0, MOST_PLACES);
      const index = new Map(shown.map((spot, i) => [spot.key, i]));
      const drawn = [...ways.values()]
        .sort((x, y) => y.times - x.times || (x.a + x.b < y.a + y.b ? -1 : 1))
        .flatMap(({ a, b, times }) => {
          const [from, to] = [index.get(a), index.get(b)];
          return from === undefined || to === undefined ? [] : [{ a: from, b: to, times }];
        })
        .slice(0, MOST_WAYS);
      return { places: { shown: shown.map(placeOf), all: sorted.length }, ways: drawn, trips: trips.cut() };
    },
  };
}

function placeOf({ enrichment, signIns, failed, lastMs, users }: Spot): ReportPlace {
  const { latitude, longitude } = enrichment;
  return {
    enrichment,
    latitude: latitude!,
    longitude: longitude!,
    signIns,
    failed,
    users: users.size,
    lastMs,
  };
}

/** The same for all addresses of a town, or of a country where no more is known; null off the map. */
function placeKey({ precision, country, city, latitude, longitude }: Enrichment): string | null {
  if (precision === 'none' || !isDegree(latitude, 90) || !isDegree(longitude, 180)) return null;
  if (precision === 'country') return `${country}`;
  return `${country}/${city}/${latitude.toFixed(1)}/${longitude.toFixed(1)}`;
}

function isDegree(value: number | null, most: number): value is number {
  return value !== null && Math.abs(value) <= most;
}

function speed({ speedKmh }: Travel): number {
  return speedKmh ?? Number.POSITIVE_INFINITY;
}
