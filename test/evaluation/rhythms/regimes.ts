// What kind of company it is: how often its people change from one context to another, as ranges drawn anew per company.
// A company may also be a cross of two kinds.

import type { Random } from '../../../src/platform/random.ts';
import { chance, factor, pick, wide } from '../factorial/draw.ts';

type Range = readonly [low: number, high: number];

/** Rates are per person and year, shares per person or per day, unless said otherwise. */
const USUAL = {
  size: [40, 250] as Range,
  /** Sign-ins per person and working day. */
  perDay: [0.5, 2.2] as Range,
  uneven: [0.4, 1.3] as Range,
  cities: [1, 4] as Range,
  countries: [1, 1.6] as Range,
  /** Share of working days in the office. */
  office: [0.2, 0.95] as Range,
  remote: [0.05, 0.5] as Range,
  cafe: [0.005, 0.12] as Range,
  outdoors: [0.05, 0.7] as Range,
  evening: [0.05, 0.6] as Range,
  tripHome: [0.5, 5] as Range,
  tripAbroad: [0.2, 2.5] as Range,
  family: [0.5, 5] as Range,
  holiday: [1, 4] as Range,
  sick: [0.5, 3] as Range,
  leave: [0.05, 0.35] as Range,
  moving: [0.05, 0.35] as Range,
  provider: [0.05, 0.5] as Range,
  /** Conferences in the whole period. */
  gatherings: [0.2, 3] as Range,
  onCall: [0.005, 0.1] as Range,
  shifts: [0.002, 0.05] as Range,
  kiosk: [0.001, 0.02] as Range,
  desktopCloud: [0.001, 0.02] as Range,
  vpnLovers: [0.005, 0.12] as Range,
  relay: [0.01, 0.2] as Range,
  tunnel: [0.1, 0.6] as Range,
  proxyGateway: [0.02, 0.3] as Range,
  farGateway: [0.03, 0.6] as Range,
  carrierPool: [0.03, 0.5] as Range,
  newDevice: [0.1, 0.9] as Range,
  curiosity: [0.1, 1.2] as Range,
  waveDays: [2, 45] as Range,
  robots: [0.01, 0.08] as Range,
  ownScripts: [0.005, 0.06] as Range,
  shared: [0.002, 0.04] as Range,
  slips: [0.004, 0.06] as Range,
  turnover: [0.05, 0.4] as Range,
  schooling: [0, 0.0001] as Range,
};

type Knob = keyof typeof USUAL;
export type Regime = Readonly<Record<Knob, number>> & { readonly kind: string };

const KINDS: Readonly<Record<string, Partial<Readonly<Record<Knob, Range>>>>> = {
  accountancy: {
    size: [15, 90],
    perDay: [0.4, 1.2],
    office: [0.7, 0.98],
    remote: [0.01, 0.1],
    tripAbroad: [0.02, 0.4],
    tripHome: [0.1, 1],
    vpnLovers: [0.001, 0.02],
    robots: [0.005, 0.02],
    waveDays: [1, 10],
    curiosity: [0.03, 0.2],
  },
  consultancy: {
    size: [60, 300],
    office: [0.05, 0.3],
    tripHome: [12, 45],
    tripAbroad: [2, 15],
    cafe: [0.05, 0.3],
    outdoors: [0.3, 1.2],
    tunnel: [0.5, 1],
    countries: [1, 4],
  },
  nomads: {
    size: [20, 200],
    office: [0.001, 0.05],
    remote: [0.9, 1],
    countries: [6, 20],
    cities: [10, 30],
    vpnLovers: [0.15, 0.6],
    relay: [0.1, 0.4],
    cafe: [0.1, 0.4],
    tripAbroad: [2, 12],
    ownScripts: [0.05, 0.25],
    curiosity: [0.5, 3],
  },
  factory: {
    size: [120, 400],
    perDay: [0.3, 1],
    kiosk: [0.3, 0.8],
    shifts: [0.4, 0.9],
    office: [0.9, 1],
    remote: [0.005, 0.05],
    evening: [0.01, 0.1],
    turnover: [0.3, 0.9],
    shared: [0.02, 0.15],
  },
  school: {
    size: [80, 400],
    office: [0.6, 0.95],
    schooling: [0.7, 1],
    relay: [0.05, 0.3],
    kiosk: [0.05, 0.3],
    evening: [0.4, 1.5],
    slips: [0.02, 0.12],
    tripAbroad: [0.05, 0.5],
  },
  startup: {
    size: [15, 40],
    perDay: [1, 6],
    ownScripts: [0.1, 0.4],
    robots: [0.1, 0.4],
    curiosity: [0.5, 3],
    cafe: [0.1, 0.4],
    onCall: [0.05, 0.3],
    newDevice: [0.4, 1.5],
    waveDays: [1, 12],
  },
  support: {
    size: [200, 400],
    perDay: [0.8, 2.5],
    desktopCloud: [0.6, 1],
    shifts: [0.3, 0.9],
    turnover: [0.4, 1.5],
    remote: [0.3, 0.95],
    tripAbroad: [0.02, 0.3],
    slips: [0.02, 0.1],
  },
  roaming: {
    farGateway: [0.8, 1],
    carrierPool: [0.4, 0.95],
    outdoors: [0.7, 2.5],
    cafe: [0.05, 0.2],
    tripHome: [3, 14],
    office: [0.05, 0.5],
  },
  hospital: {
    size: [120, 400],
    kiosk: [0.4, 0.9],
    shifts: [0.5, 0.9],
    outdoors: [0.4, 1.5],
    onCall: [0.05, 0.3],
    leave: [0.2, 0.7],
    proxyGateway: [0.3, 0.9],
  },
  agency: {
    size: [25, 120],
    turnover: [0.6, 2],
    remote: [0.4, 0.9],
    shared: [0.05, 0.3],
    cafe: [0.1, 0.4],
    moving: [0.3, 1.2],
    vpnLovers: [0.05, 0.3],
    countries: [1, 5],
  },
  shops: {
    size: [60, 300],
    cities: [8, 25],
    perDay: [0.3, 1.2],
    kiosk: [0.2, 0.6],
    office: [0.8, 1],
    provider: [0.3, 1.5],
    carrierPool: [0.2, 0.7],
  },
};

export function drawRegime(random: Random): Regime {
  const names = Object.keys(KINDS);
  const first = pick(random, names);
  const second = chance(random, 0.3) ? pick(random, names) : first;
  const drawn: Record<string, number> = {};
  for (const knob of Object.keys(USUAL) as Knob[]) {
    const range = KINDS[chance(random, 0.5) ? first : second]![knob] ?? USUAL[knob];
    const value = wide(random, [Math.max(1e-5, range[0]), range[1]]);
    drawn[knob] = knob === 'size' ? Math.round(value) : value * factor(random, 0.25);
  }
  return { ...(drawn as Record<Knob, number>), kind: first === second ? first : `${first}+${second}` };
}
