// Replays a simulated company in memory: what the product would say of every sign-in, beside the truth.

import { alertName } from '../../src/alerting/episode.ts';
import type { Detector } from '../../src/detector/detector.ts';
import type { Enrichment } from '../../src/domain/enrichment.ts';
import { openFailures } from '../../src/features/failures.ts';
import { observe } from '../../src/features/observation.ts';
import { openOrganisation } from '../../src/features/organisation.ts';
import type { FailureWindow } from '../../src/features/signals.ts';
import type { Geo } from '../../src/geo/contract.ts';
import { openGeo } from '../../src/geo/open.ts';
import { type Judged, openUserState, type ReplayContext, step, type UserState } from '../../src/pipeline/replay.ts';
import type { SimulatedSignIn, Simulation } from '../../src/simulation/contract.ts';

/** `country` cuts the simulator's answers down to countries; `embedded` asks the data compiled into the executable. */
export type Places = 'city' | 'country' | 'embedded';

let opened: Geo | null = null;

function embedded(): Geo {
  opened ??= openGeo({});
  return opened;
}

export interface ReplayOptions {
  readonly detector: Detector;
  /** Limit in force; training holds back by label instead. */
  readonly threshold: (one: SimulatedSignIn) => number;
  readonly places: Places;
  readonly each: (one: SimulatedSignIn, judged: Judged, state: UserState) => void;
}

/** What a country-level database says: centre unknown here, so the city's country stands at its first-seen point. */
export function coarse(place: Enrichment, centres: Map<string, { latitude: number; longitude: number }>): Enrichment {
  if (place.precision !== 'city' || place.country === null) return place;
  let centre = centres.get(place.country);
  if (!centre) {
    centre = { latitude: Math.round(place.latitude!), longitude: Math.round(place.longitude!) };
    centres.set(place.country, centre);
  }
  return { ...place, precision: 'country', city: null, region: null, ...centre, accuracyKm: 400 };
}

export function replay(company: Simulation, options: ReplayOptions): void {
  const organisation = openOrganisation(() => []);
  const failures = openFailures();
  const states = new Map<string, UserState>();
  const centres = new Map<string, { latitude: number; longitude: number }>();
  const places = new Map<string, Enrichment>();
  let current = company.signIns[0]!;
  const context: ReplayContext = {
    detector: options.detector,
    organisation,
    failures: failures as FailureWindow,
    threshold: () => options.threshold(current),
    historyLimitMs: null,
    nameAlert: ({ signIn, user }) => alertName([user, signIn.source, signIn.id]),
  };
  for (const one of company.signIns) {
    current = one;
    const address = one.signIn.ip ?? '';
    let place = places.get(address);
    if (!place) {
      place = options.places === 'embedded' ? embedded().enrich(one.signIn.ip) : company.enrich(one.signIn.ip);
      if (options.places === 'country') place = coarse(place, centres);
      places.set(address, place);
    }
    let state = states.get(one.user);
    if (!state) {
      state = openUserState(options.detector, one.user);
      states.set(one.user, state);
    }
    if (one.signIn.outcome === 'failure')
      failures.add(observe(one.signIn, place).keys.block, one.signIn.timeMs, one.user);
    const judged = step(context, state, { signIn: one.signIn, place });
    options.each(one, judged, state);
  }
}
