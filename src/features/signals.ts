// Baseline + organisation + sign-in → signals: one number in [0, 1] for every name in the catalogue,
// computed only from what happened before the sign-in.

import { ln } from '../domain/exact-math.ts';
import type { Point } from '../domain/geometry.ts';
import { type Baseline, FIRM, hourIndex, isGateway, known, type Recent } from './baseline.ts';
import { SIGNAL_COUNT, SIGNAL_INDEX, type SignalName } from './catalogue.ts';
import type { FactKind, Observation, OrgKind } from './observation.ts';
import type { Organisation } from './organisation.ts';
import { rarity, surprise } from './surprise.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const EARTH_RADIUS_KM = 6371;

/** The bare counts behind the signals, for the sentences a person reads. */
export interface Counts {
  /** Own sign-ins with the key; null where the sign-in has no such key. */
  readonly own: Readonly<Record<Exclude<FactKind, 'vouched'>, number | null>>;
  /** Colleagues who had the key before. */
  readonly others: Readonly<Record<OrgKind, number>>;
  readonly colleagues: number;
  readonly history: number;
  /** Own sign-ins that named a device. */
  readonly agents: number;
  /** Whether this app names the device for this user as a rule. */
  readonly agentUsual: boolean;
  /** Share of own sign-ins within two hours of this hour of day, 0..1. */
  readonly nearHours: number;
  /** Distance in km (chord) to the nearest known place less radii; null where unknown. */
  readonly distanceKm: number | null;
  readonly speedKmh: number;
  readonly elsewhereMinutes: number | null;
  readonly failures: number;
  readonly failedAccounts: number;
  readonly accountFailures: number;
  readonly newOnAddress: number;
  readonly newOnBlock: number;
  readonly gapDays: number;
}

export interface Signals {
  /** SIGNAL_COUNT values in catalogue order. */
  readonly values: Float64Array;
  readonly counts: Counts;
}

/** Failed sign-ins of the whole organisation within the last day, by block. */
export interface FailureWindow {
  /** Failures from the block in [sinceMs, untilMs) and how many other accounts they were tried on. */
  count(
    block: string | null,
    options: { sinceMs: number; untilMs: number; except: string },
  ): { failures: number; accounts: number };
}

export interface SignalContext {
  readonly user: string;
  readonly baseline: Baseline;
  readonly organisation: Organisation;
  readonly failures: FailureWindow;
}

/** Chord length through the Earth in km: grows with the distance and needs no trigonometry. */
function chordKm(a: Point, b: Point): number {
  const dx = a[0] - b[0];
  const dy = a[1] - b[1];
  const dz = a[2] - b[2];
  return EARTH_RADIUS_KM * Math.sqrt(dx * dx + dy * dy + dz * dz);
}

/** @returns signals of `seen`; every value is finite and in [0, 1], also for an empty baseline. */
export function computeSignals(seen: Observation, context: SignalContext): Signals {
  const { user, baseline, organisation } = context;
  const { keys, timeMs } = seen;
  const values = new Float64Array(SIGNAL_COUNT);
  const set = (name: SignalName, value: number): void => {
    values[SIGNAL_INDEX[name]] = value < 0 || Number.isNaN(value) ? 0 : Math.min(value, 1);
  };
  const asOf = { asOfMs: timeMs, except: user };
  const networkUsers = organisation.others('any', 'network', asOf);
  const placeUsers = organisation.others('any', 'place', asOf);
  const deviceUsers = organisation.others('any', 'device', asOf);
  const colleaguesFor: Record<OrgKind, number> = {
    owner: networkUsers,
    block: networkUsers,
    address: networkUsers,
    country: placeUsers,
    city: placeUsers,
    shape: deviceUsers,
    family: deviceUsers,
    pair: Math.min(networkUsers, deviceUsers),
    placePair: Math.min(placeUsers, deviceUsers),
  };
  const own = {} as Record<Exclude<FactKind, 'vouched'>, number | null>;
  for (const kind of Object.keys(keys) as Exclude<FactKind, 'vouched'>[]) {
    const key = keys[kind];
    own[kind] = key === null ? null : (baseline.facts[kind].get(key)?.count ?? 0);
  }
  const others = {} as Record<OrgKind, number>;
  for (const kind of Object.keys(colleaguesFor) as OrgKind[])
    others[kind] = organisation.others(kind, keys[kind], asOf);

  /** Surprise of a key the organisation also counts; 0 where the sign-in has none. */
  const surpriseOf = (kind: OrgKind): number =>
    own[kind] === null
      ? 0
      : surprise({
          own: own[kind],
          ownTotal: baseline.totals[kind],
          others: others[kind],
          othersTotal: colleaguesFor[kind],
        });
  /** The same without the organisation's opinion: against a flat expectation. */
  const surpriseAlone = (kind: 'kind' | 'system' | 'source', expected: number): number =>
    own[kind] === null ? 0 : Math.min(1, -ln((own[kind] + 3 * expected) / (baseline.totals[kind] + 3)) / 8);
  const shareOfKind = (name: string): number =>
    baseline.totals.kind === 0 ? 0 : (baseline.facts.kind.get(name)?.count ?? 0) / baseline.totals.kind;

  // Network.
  const owner = surpriseOf('owner');
  const block = surpriseOf('block');
  set('owner', owner);
  set('block', block);
  set('address', surpriseOf('address'));
  set('kind', surpriseAlone('kind', 0.1));
  set('ownerWords', unseenShare(seen.ownerWords, baseline.ownerWords, baseline.totals.owner));
  set('ownerRare', own.owner === null ? 0 : rarity(others.owner, networkUsers));
  set('blockRare', own.block === null ? 0 : rarity(others.block, networkUsers));
  set('addressRare', own.address === null ? 0 : rarity(others.address, networkUsers));
  const hosting = seen.kind === 'hosting' ? 1 - shareOfKind('hosting') : 0;
  const anonymous = seen.kind === 'vpn' || seen.kind === 'relay' ? 1 - shareOfKind('vpn') - shareOfKind('relay') : 0;
  set('hosting', hosting);
  set('anonymous', anonymous);
  set('mobile', seen.kind === 'mobile' ? 1 : 0);
  const today = { ...asOf, sinceMs: timeMs - DAY_MS };
  const newOnAddress = own.address === 0 ? organisation.others('seen-address', keys.address, today) : 0;
  const newOnBlock = own.block === 0 ? organisation.others('seen-block', keys.block, today) : 0;
  // A device the user is firmly known by has moved with colleagues (an office, a new VPN); an intruder's has not.
  const moved = known(baseline, 'shape', keys.shape, FIRM) ? 0.25 : 1;
  set('addressShared', (moved * newOnAddress) / (newOnAddress + 2));
  set('blockShared', (moved * newOnBlock) / (newOnBlock + 2));
  const failed = context.failures.count(keys.block, { sinceMs: timeMs - DAY_MS, untilMs: timeMs, except: user });
  set('addressFailures', failed.failures / (failed.failures + 3));
  set('addressTargets', failed.accounts / (failed.accounts + 2));

  // Location.
  const country = surpriseOf('country');
  const city = surpriseOf('city');
  const distanceKm = nearestPlaceKm(seen, baseline);
  const travelled = lastMoveKm(seen, baseline);
  set('country', country);
  set('city', city);
  set('distance', distanceKm === null ? 0 : distanceKm / (distanceKm + 150));
  set('countryRare', own.country === null ? 0 : rarity(others.country, placeUsers));
  set('cityRare', own.city === null ? 0 : rarity(others.city, placeUsers));
  set('placeless', seen.placeless);
  set('moved', travelled / (travelled + 500));

  // Device.
  const shape = surpriseOf('shape');
  set('shape', shape);
  set('family', surpriseOf('family'));
  set('system', surpriseAlone('system', 0.15));
  set(
    'agentWords',
    seen.agent === null ? 0 : unseenShare(seen.agent.words, baseline.agentWords, baseline.totals.shape),
  );
  const scripted = seen.agent?.script
    ? 1 - (own.shape === null || baseline.totals.shape === 0 ? 0 : own.shape / baseline.totals.shape)
    : 0;
  set('script', scripted);
  const newest = keys.shape === null ? undefined : baseline.versions.get(keys.shape);
  set('downgrade', newest !== undefined && seen.agent !== null && seen.agent.version < newest ? 1 : 0);
  set('shapeRare', own.shape === null ? 0 : rarity(others.shape, deviceUsers));
  set('familyRare', own.family === null ? 0 : rarity(others.family, deviceUsers));
  const agents = baseline.agentsBySource.get(seen.source);
  const newDevices = own.shape === 0 ? organisation.others('seen-shape', keys.shape, today) : 0;
  set('shapeShared', (newDevices / (newDevices + 2)) * rarity(others.shape, deviceUsers));
  set('agentMissing', seen.agent === null && agents !== undefined ? agents[0] / (agents[1] + 2) : 0);
  set('deviceUnknown', seen.agent === null ? 1 : 0);
  const firm = own.shape ?? 0;
  set('deviceFirm', firm / (firm + 5));

  // Time and travel.
  const { atHour, nearHour } = hourShares(baseline, timeMs);
  const hour = Math.min(1, -ln((atHour * baseline.count + 3 / 24) / (baseline.count + 3)) / 7);
  set('hour', hour);
  set('hourShare', baseline.count === 0 ? 0.5 : 1 - nearHour);
  const speedKmh = fastestKmh(seen, baseline);
  const speed = speedKmh / (speedKmh + 900);
  set('speed', speed);
  const elsewhereMinutes = activeElsewhere(seen, baseline);
  const elsewhere = elsewhereMinutes === null ? 0 : 1 - elsewhereMinutes / 120;
  set('elsewhere', elsewhere);
  const sinceMs = baseline.lastMs === Number.NEGATIVE_INFINITY ? 0 : Math.max(0, timeMs - baseline.lastMs);
  const gapDays = sinceMs / DAY_MS;
  const gap = gapDays / (gapDays + 30);
  set('gap', gap);
  set('recency', baseline.count === 0 ? 0 : 60 / (60 + sinceMs / 60_000));
  const accountFailures = baseline.failures.filter(
    (one) => one.timeMs > timeMs - DAY_MS && one.timeMs < timeMs && !known(baseline, 'block', one.block),
  ).length;
  set('accountFailures', accountFailures / (accountFailures + 2));
  set('source', surpriseAlone('source', 0.2));

  // Context: weighs the others, never strange by itself.
  set('history', baseline.count / (baseline.count + 50));
  const ageDays = baseline.count === 0 ? 0 : Math.max(0, (timeMs - baseline.firstMs) / DAY_MS);
  set('age', ageDays / (ageDays + 30));
  set('roams', baseline.roams);
  set('travels', baseline.travels);
  set('switches', baseline.switches);
  const system = keys.system;
  set('phone', system === 'ios' || system === 'ipados' || system === 'android' ? 1 : 0);
  set('relay', seen.kind === 'relay' ? 1 : 0);
  set('residential', seen.kind === 'isp' ? 1 : 0);
  const awayHours = hoursAway(seen, baseline);
  set('away', awayHours / (awayHours + 24));
  set('countryHome', baseline.totals.country === 0 ? 0 : (own.country ?? 0) / baseline.totals.country);
  set('familyShare', baseline.totals.family === 0 ? 0 : (own.family ?? 0) / baseline.totals.family);
  const unfamiliar = baseline.recent.filter((one) => !one.familiar && one.timeMs > timeMs - DAY_MS).length;
  set('unsettled', unfamiliar / (unfamiliar + 2));
  set('vouched', vouched(seen, baseline) ? 1 : 0);

  const firmly = (kind: Exclude<FactKind, 'vouched'>): number => (own[kind] ?? 0) / ((own[kind] ?? 0) + 3);
  set('ownerFirm', firmly('owner'));
  set('blockFirm', firmly('block'));
  set('kindFirm', firmly('kind'));
  set('countryFirm', firmly('country'));
  set('cityFirm', firmly('city'));
  set('familyFirm', firmly('family'));
  set('pairFirm', firmly('pair'));

  // Coincidences.
  set('pair', surpriseOf('pair'));
  set('placePair', surpriseOf('placePair'));
  set('blockShape', Math.min(block, shape));
  set('ownerShape', Math.min(owner, shape));
  set('countryShape', Math.min(country, shape));
  set('ownerHour', Math.min(owner, hour));
  set('hostingTravel', Math.min(Math.max(hosting, anonymous * 0.7), Math.max(speed, elsewhere)));
  const failures = Math.max(accountFailures / (accountFailures + 2), failed.failures / (failed.failures + 3));
  set('failuresBlock', Math.min(block, failures));
  set('gapBlock', Math.min(block, gapDays >= 30 ? gap * 1.5 : 0));

  return {
    values,
    counts: {
      own,
      others,
      colleagues: networkUsers,
      history: baseline.count,
      agents: baseline.totals.shape,
      agentUsual: agents !== undefined && agents[0] > agents[1] / 2,
      nearHours: shareNearHour(baseline, timeMs),
      distanceKm,
      speedKmh,
      elsewhereMinutes,
      failures: failed.failures,
      failedAccounts: failed.accounts,
      accountFailures,
      newOnAddress,
      newOnBlock,
      gapDays,
    },
  };
}

/** Share of the tf-idf norm that lies on words never seen, in [0, 1]; idf = ln((1+n)/(1+df)) + 1. No past: 0. */
function unseenShare(words: readonly string[], seen: ReadonlyMap<string, number>, total: number): number {
  if (words.length === 0 || total === 0) return 0;
  let all = 0;
  let unseen = 0;
  for (const word of words) {
    const times = seen.get(word) ?? 0;
    const idf = ln((1 + total) / (1 + Math.min(times, total))) + 1;
    all += idf * idf;
    if (times === 0) unseen += idf * idf;
  }
  return Math.sqrt(unseen / all);
}

function nearestPlaceKm(seen: Observation, baseline: Baseline): number | null {
  if (seen.point === null || baseline.places.length === 0) return null;
  let nearest = Number.POSITIVE_INFINITY;
  for (const place of baseline.places) {
    const km = place.key === seen.keys.city ? 0 : chordKm(seen.point, place.point) - seen.accuracyKm - place.accuracyKm;
    if (km < nearest) nearest = km;
  }
  return Math.max(nearest, 0);
}

function lastMoveKm(seen: Observation, baseline: Baseline): number {
  const last = baseline.recent.at(-1);
  if (!last || last.point === null || seen.point === null || last.city === seen.keys.city) return 0;
  return Math.max(0, chordKm(seen.point, last.point) - seen.accuracyKm - last.accuracyKm);
}

/**
 * Highest speed in km/h needed from any sign-in of the last day, in whatever app, after subtracting both accuracy radii.
 * 0 in a place the user is firmly known by (a person at home has not travelled; what came from elsewhere has), and behind a
 * gateway the user is known by. Under a minute counts as one.
 */
function fastestKmh(seen: Observation, baseline: Baseline): number {
  if (seen.point === null) return 0;
  if (known(baseline, 'city', seen.keys.city, FIRM + 2)) return 0;
  if (isGateway(seen.kind) && known(baseline, 'owner', seen.keys.owner)) return 0;
  let fastest = 0;
  for (const one of baseline.recent) {
    const elapsedMs = seen.timeMs - one.timeMs;
    if (one.point === null || elapsedMs < 0 || elapsedMs > DAY_MS || one.city === seen.keys.city) continue;
    const km = chordKm(seen.point, one.point) - seen.accuracyKm - one.accuracyKm;
    if (km <= 50) continue;
    fastest = Math.max(fastest, km / (Math.max(elapsedMs, 60_000) / HOUR_MS));
  }
  return fastest;
}

/** Minutes since a familiar sign-in in another block while this block is not firmly known; null beyond two hours. */
function activeElsewhere(seen: Observation, baseline: Baseline): number | null {
  if (known(baseline, 'block', seen.keys.block, FIRM)) return null;
  let latest: Recent | null = null;
  for (const one of baseline.recent)
    if (one.familiar && one.block !== seen.keys.block && one.timeMs <= seen.timeMs) latest = one;
  if (latest === null) return null;
  const minutes = (seen.timeMs - latest.timeMs) / 60_000;
  return minutes < 120 ? minutes : null;
}

/** Hours since the last familiar sign-in in another block, up to a month; a trip leaves time for the way, an intruder does not. */
function hoursAway(seen: Observation, baseline: Baseline): number {
  const { lastFamiliarMs } = baseline;
  if (lastFamiliarMs === null) return 720;
  return Math.min(720, Math.max(0, (seen.timeMs - lastFamiliarMs) / HOUR_MS));
}

/** A firmly known device was in this city or block within 14 days. */
function vouched(seen: Observation, baseline: Baseline): boolean {
  const recently = (key: string): boolean => {
    const fact = baseline.facts.vouched.get(key);
    return fact !== undefined && seen.timeMs - fact.lastMs < 14 * DAY_MS;
  };
  const { block, city } = seen.keys;
  return (block !== null && recently(`b:${block}`)) || (city !== null && recently(`c:${city}`));
}

/** Share of earlier sign-ins within two hours of this hour of day, any day. */
function shareNearHour(baseline: Baseline, timeMs: number): number {
  if (baseline.count === 0) return 0;
  const hour = hourIndex(timeMs) % 24;
  let near = 0;
  for (let away = -2; away <= 2; away++) {
    const slot = (hour + away + 24) % 24;
    near += baseline.hours[slot]! + baseline.hours[24 + slot]!;
  }
  return near / baseline.count;
}

/** Share of the user's sign-ins at this hour (neighbours count half) and within about 1.5 hours, same part of the week first. */
function hourShares(baseline: Baseline, timeMs: number): { atHour: number; nearHour: number } {
  if (baseline.count === 0) return { atHour: 1 / 24, nearHour: 3 / 24 };
  const index = hourIndex(timeMs);
  const base = index < 24 ? 0 : 24;
  const hour = index - base;
  const other = 24 - base;
  let at = 0;
  let near = 0;
  for (let step = -2; step <= 2; step++) {
    const slot = (hour + step + 24) % 24;
    const both = baseline.hours[base + slot]! + 0.5 * baseline.hours[other + slot]!;
    at += both * (step === 0 ? 0.5 : Math.abs(step) === 1 ? 0.25 : 0);
    near += both * (Math.abs(step) <= 1 ? 1 : 0.5);
  }
  let total = 0;
  for (let slot = 0; slot < 24; slot++) total += baseline.hours[base + slot]! + 0.5 * baseline.hours[other + slot]!;
  return total === 0 ? { atHour: 0, nearHour: 0 } : { atHour: at / total, nearHour: near / total };
}
