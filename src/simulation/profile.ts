// What kind of company a seed is: every share and rate is drawn, widely, so that nothing learnt on a few companies can lean
// on one habit. Rates are per person and year unless named otherwise.

import type { Client, DeviceHabits, Platform } from './agents.ts';
import type { DatabaseQuality } from './city-database.ts';
import type { Draw } from './draw.ts';
import { CITIES_BY_COUNTRY, type City } from './pools/cities.ts';

export type SourceName = 'slack' | 'gsuite' | 'okta';

export const ATTACK_KINDS = [
  'stuffing',
  'residential-abroad',
  'residential-same-country',
  'stolen-session',
  'targeted',
  'phish-kit',
  'new-hire',
  'dormant',
  'slow-return',
  'campaign',
  'during-trip',
  'api-script',
  'contaminated',
] as const;
export type AttackKind = (typeof ATTACK_KINDS)[number];

export interface Profile {
  /** Where people without an office live and hire from. */
  readonly countries: readonly (readonly [weight: number, country: string])[];
  readonly officeCities: readonly City[];
  readonly remoteShare: number;
  /** Of the days of people with an office, at home. */
  readonly homeOfficeShare: number;
  readonly mobileShare: number;
  readonly phoneShare: number;
  readonly tetherShare: number;
  readonly cafeShare: number;
  readonly homePcShare: number;
  readonly secondHomeShare: number;
  readonly ipv6Share: number;
  readonly carrierNatShare: number;
  readonly meanLeaseDays: number;
  readonly corporateVpn: 'none' | 'gateway' | 'hosting' | 'office';
  readonly corporateVpnUsers: number;
  readonly corporateVpnUse: number;
  /** Share of the time at which all get it; 0 means it was always there. */
  readonly corporateVpnFrom: number;
  readonly privateVpnShare: number;
  readonly serviceShare: number;
  readonly sharedShare: number;
  readonly nightShare: number;
  readonly hireShare: number;
  readonly leaverShare: number;
  readonly leaveShare: number;
  readonly tripsPerYear: number;
  readonly abroadShare: number;
  readonly newDeviceTripShare: number;
  readonly holidaysPerYear: number;
  readonly holidayActivity: number;
  readonly conferencesPerYear: number;
  readonly officeMoves: boolean;
  readonly newLaptopPerYear: number;
  /** Share of the time at which nearly all laptops are replaced within three weeks; 0: not. */
  readonly laptopRefreshAt: number;
  /** One browser for all from a day on. */
  readonly browserRollout: { readonly at: number; readonly client: Client } | null;
  readonly scriptUserShare: number;
  readonly newPhonePerYear: number;
  readonly browserSwitchPerYear: number;
  readonly newIspPerYear: number;
  readonly homeMovePerYear: number;
  readonly inFlightShare: number;
  readonly sources: readonly (readonly [weight: number, source: SourceName])[];
  readonly meanSignInsPerDay: number;
  readonly weekendShare: number;
  readonly eveningShare: number;
  readonly failureShare: number;
  readonly challengeShare: number;
  readonly sprayBursts: number;
  readonly missingAgentShare: number;
  readonly missingAddressShare: number;
  readonly habits: DeviceHabits;
  readonly database: DatabaseQuality;
  /** Takeovers per 20,000 person-days. */
  readonly incidentRate: number;
  readonly attackMix: readonly (readonly [weight: number, kind: AttackKind])[];
  /** How well attackers imitate, 0..1, on average. */
  readonly attackerCare: number;
}

const HEADQUARTERS: readonly (readonly [number, string])[] = [
  [9, 'US'],
  [5, 'GB'],
  [5, 'DE'],
  [4, 'FR'],
  [3, 'NL'],
  [3, 'PL'],
  [3, 'IN'],
  [3, 'BR'],
  [3, 'CA'],
  [3, 'AU'],
  [3, 'JP'],
  [2, 'ES'],
  [2, 'IT'],
  [2, 'SE'],
  [1, 'DK'],
  [1, 'NO'],
  [1, 'FI'],
  [1, 'IE'],
  [1, 'BE'],
  [1, 'CH'],
  [1, 'AT'],
  [1, 'CZ'],
  [1, 'RO'],
  [1, 'PT'],
  [1, 'TR'],
  [1, 'UA'],
  [1, 'IL'],
  [1, 'AE'],
  [1, 'SG'],
  [1, 'ZA'],
  [1, 'MX'],
  [1, 'AR'],
  [1, 'CO'],
  [1, 'KR'],
  [1, 'NZ'],
  [1, 'PH'],
  [1, 'ID'],
  [1, 'NG'],
  [1, 'KE'],
];

export function drawProfile(draw: Draw): Profile {
  const home = draw.weighted(HEADQUARTERS);
  const abroad = draw.shuffle([...CITIES_BY_COUNTRY.keys()].filter((country) => country !== home)).slice(0, 6);
  const spread = draw.logBetween(0.02, 1.5);
  const countries: [number, string][] = [
    [1, home],
    ...abroad.slice(0, draw.int(0, 6)).map((country): [number, string] => [(spread * draw.next()) / 3, country]),
  ];
  const offices = draw.int(0, 4);
  const officeCities: City[] = [];
  for (let i = 0; i < offices; i++) {
    const cities = CITIES_BY_COUNTRY.get(i === 0 ? home : draw.weighted(countries))!;
    const city = draw.weighted(cities.map((c) => [c.weight, c] as const));
    if (!officeCities.includes(city)) officeCities.push(city);
  }
  const windows = draw.between(0, 1);
  const vpn = draw.weighted([
    [4, 'none'],
    [3, 'gateway'],
    [2, 'hosting'],
    [offices > 0 ? 2 : 0, 'office'],
  ] as const);
  return {
    countries,
    officeCities,
    remoteShare: offices === 0 ? 1 : draw.between(0.05, 0.7),
    homeOfficeShare: draw.between(0.05, 0.7),
    mobileShare: draw.between(0.15, 0.7),
    phoneShare: draw.between(0.08, 0.45),
    tetherShare: draw.logBetween(0.001, 0.04),
    cafeShare: draw.logBetween(0.002, 0.04),
    homePcShare: draw.between(0, 0.4),
    secondHomeShare: draw.between(0, 0.2),
    ipv6Share: draw.between(0, 0.7),
    carrierNatShare: draw.between(0, 0.3),
    meanLeaseDays: draw.logBetween(4, 200),
    corporateVpn: vpn,
    corporateVpnUsers: draw.between(0.1, 1),
    corporateVpnUse: draw.between(0.1, 0.9),
    corporateVpnFrom: draw.chance(0.5) ? 0 : draw.between(0.25, 0.8),
    privateVpnShare: draw.logBetween(0.005, 0.08),
    serviceShare: draw.between(0.005, 0.03),
    sharedShare: draw.between(0, 0.02),
    nightShare: draw.chance(0.5) ? draw.between(0.01, 0.08) : 0.005,
    hireShare: draw.between(0.02, 0.2),
    leaverShare: draw.between(0.01, 0.1),
    leaveShare: draw.between(0.01, 0.05),
    tripsPerYear: draw.logBetween(0.2, 3.5),
    abroadShare: draw.between(0.2, 0.8),
    newDeviceTripShare: draw.between(0.02, 0.12),
    holidaysPerYear: draw.between(0.5, 2.5),
    holidayActivity: draw.between(0.05, 0.4),
    conferencesPerYear: draw.between(1, 8),
    officeMoves: offices > 0 && draw.chance(0.4),
    newLaptopPerYear: draw.between(0.15, 0.6),
    laptopRefreshAt: draw.chance(0.08) ? draw.between(0.3, 0.8) : 0,
    browserRollout: draw.chance(0.12)
      ? { at: draw.between(0.3, 0.8), client: draw.pick(['chrome', 'edge', 'firefox'] as const) }
      : null,
    scriptUserShare: draw.logBetween(0.003, 0.08),
    newPhonePerYear: draw.between(0.2, 0.7),
    browserSwitchPerYear: draw.between(0.05, 0.5),
    newIspPerYear: draw.between(0.05, 0.3),
    homeMovePerYear: draw.between(0.03, 0.2),
    inFlightShare: draw.between(0.02, 0.2),
    sources: drawSources(draw),
    meanSignInsPerDay: draw.between(1.6, 4),
    weekendShare: draw.logBetween(0.03, 0.5),
    eveningShare: draw.between(0.05, 0.35),
    failureShare: draw.between(0.01, 0.08),
    challengeShare: draw.between(0, 0.08),
    sprayBursts: draw.int(0, 6),
    missingAgentShare: draw.chance(0.5) ? 0 : draw.logBetween(0.002, 0.05),
    missingAddressShare: draw.chance(0.5) ? 0 : draw.logBetween(0.0005, 0.01),
    habits: drawHabits(draw, windows),
    database: {
      wrongCity: draw.between(0.05, 0.15),
      wrongCountry: draw.between(0.002, 0.015),
      countryOnly: draw.between(0.01, 0.12),
      unknown: draw.logBetween(0.0005, 0.01),
      wrongKind: draw.between(0.01, 0.1),
    },
    incidentRate: draw.between(16, 40),
    attackMix: ATTACK_KINDS.map((kind) => [draw.between(0.3, 1.7), kind] as const),
    attackerCare: draw.between(0.15, 0.7),
  };
}

function drawSources(draw: Draw): Profile['sources'] {
  const slack = draw.between(0.4, 1);
  const gsuite = draw.between(0.1, 0.6);
  const okta = draw.between(0.1, 0.6);
  return draw.weighted([
    [
      11,
      [
        [slack, 'slack'],
        [gsuite, 'gsuite'],
      ],
    ],
    [
      4,
      [
        [slack, 'slack'],
        [gsuite, 'gsuite'],
        [okta, 'okta'],
      ],
    ],
    [
      2,
      [
        [slack, 'slack'],
        [okta, 'okta'],
      ],
    ],
    [2, [[1, 'slack']]],
    [1, [[1, 'gsuite']]],
  ] as const);
}

function drawHabits(draw: Draw, windows: number): DeviceHabits {
  const desktops: [number, Platform][] = [
    [windows, 'windows'],
    [1 - windows, 'macos'],
    [draw.between(0, 0.15), 'linux'],
  ];
  const iphone = draw.between(0.15, 0.85);
  const others = (): [number, Client][] => [
    [draw.between(2, 8), 'chrome'],
    [draw.between(0.2, 2), 'firefox'],
  ];
  return {
    desktops,
    phones: [
      [iphone, 'iphone'],
      [1 - iphone, 'android'],
    ],
    windowsBrowsers: [...others(), [draw.between(0.5, 5), 'edge']],
    macBrowsers: [...others(), [draw.between(0.5, 4), 'safari']],
    slackAppShare: draw.between(0.2, 0.95),
    relayShare: draw.logBetween(0.02, 0.3),
    laggardShare: draw.between(0, 0.1),
    meanLagDays: draw.between(1, 8),
  };
}
