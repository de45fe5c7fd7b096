// Where people go and what they take along: business trips, conferences, holidays.

import { type Device, makeDevice } from './agents.ts';
import { current, DAY_MS } from './calendar.ts';
import type { Draw } from './draw.ts';
import {
  carrierLine,
  carrierNetwork,
  exitLine,
  fixedLine,
  type Line,
  type Office,
  venueNetwork,
  type World,
} from './lines.ts';
import { CITIES, CITIES_BY_COUNTRY, type City } from './pools/cities.ts';
import { networksOf } from './pools/networks.ts';

export interface Trip {
  readonly fromDay: number;
  readonly toDay: number;
  readonly city: City;
  readonly kind: 'trip' | 'trip-new-device' | 'holiday-roaming' | 'conference';
  readonly hotel: Line;
  /** Roaming abroad: the carrier of home (routed through home) or one of there. */
  readonly carrier: Line;
  readonly device: Device | null;
  readonly flight: Line | null;
  /** Share of a day's usual sign-ins. */
  readonly activity: number;
}

/** Several colleagues at one hotel. */
export interface Conference {
  readonly city: City;
  readonly fromDay: number;
  readonly toDay: number;
  readonly hotel: Line;
  /** Of the staff that goes. */
  readonly share: number;
}

export interface TripOptions {
  readonly days: number;
  readonly startMs: number;
  readonly city: City;
  readonly carrier: Line;
  readonly offices: readonly Office[];
  readonly conferences: readonly Conference[];
}

export function createTrips(world: World, draw: Draw, options: TripOptions): Trip[] {
  const { profile } = world;
  const { days, city } = options;
  const trips: Trip[] = [];
  const free = (from: number, to: number) => trips.every((trip) => to < trip.fromDay || from > trip.toDay);
  const lines = (place: City, hotel?: Line) => ({
    hotel:
      hotel ??
      fixedLine(world, draw, { network: venueNetwork(world, draw, place), city: place, addresses: draw.int(1, 3) }),
    carrier:
      place.country === city.country || draw.chance(0.45)
        ? options.carrier
        : carrierLine(world, draw, { network: carrierNetwork(world, draw, place), city: place }),
    flight: draw.chance(profile.inFlightShare)
      ? exitLine(world, draw, { network: draw.pick(networksOf('satellite')), city: place, exits: 2 })
      : null,
  });
  for (const meeting of options.conferences)
    if (draw.chance(meeting.share) && free(meeting.fromDay, meeting.toDay))
      trips.push({ ...meeting, kind: 'conference', device: null, activity: 1, ...lines(meeting.city, meeting.hotel) });
  const appetite = draw.logBetween(0.2, 3);
  const count = draw.count((profile.tripsPerYear * appetite * days) / 365);
  for (let i = 0; i < count; i++) {
    const fromDay = draw.int(2, Math.max(3, days - 3));
    const toDay = fromDay + Math.floor(1 + draw.exponential(3.5));
    if (!free(fromDay, toDay)) continue;
    const abroad = draw.chance(profile.abroadShare);
    const near = CITIES_BY_COUNTRY.get(city.country)!.filter((c) => c !== city);
    const colleague = draw.chance(0.35) ? draw.pick(options.offices.length > 0 ? options.offices : [null]) : null;
    const place = colleague?.city ?? (abroad || near.length === 0 ? draw.pick(CITIES) : draw.pick(near));
    if (place === city) continue;
    const other = draw.chance(profile.newDeviceTripShare);
    trips.push({
      fromDay,
      toDay,
      city: place,
      kind: other ? 'trip-new-device' : 'trip',
      device: other
        ? makeDevice(draw, profile.habits, { kind: 'desktop', nowMs: options.startMs + fromDay * DAY_MS })
        : null,
      activity: 1,
      ...lines(place, colleague ? current(colleague.lines, fromDay).value : undefined),
    });
  }
  const holidays = draw.count((profile.holidaysPerYear * days) / 365);
  for (let i = 0; i < holidays; i++) {
    const fromDay = draw.int(2, Math.max(3, days - 5));
    const toDay = fromDay + draw.int(4, 16);
    const place = draw.pick(CITIES);
    if (!free(fromDay, toDay) || place === city) continue;
    trips.push({
      fromDay,
      toDay,
      city: place,
      kind: 'holiday-roaming',
      device: null,
      activity: profile.holidayActivity,
      ...lines(place),
    });
  }
  return trips.sort((a, b) => a.fromDay - b.fromDay);
}
