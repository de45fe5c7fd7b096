// Network owners: the real ones of the product's pools, and invented small ones, so that no country lacks any kind.

import { CITIES_BY_COUNTRY } from '../../../src/simulation/pools/cities.ts';
import { type BlockRange, NETWORKS, type PoolKind } from '../../../src/simulation/pools/networks.ts';
import { hashed } from '../factorial/draw.ts';

/** `guest`: what hotels, cafés and shared offices offer their visitors. */
export type Medium = PoolKind | 'guest';

export interface Owner {
  readonly id: number;
  readonly asn: number;
  readonly organization: string;
  readonly medium: Medium;
  /** Empty where it works all over the world. */
  readonly country: string;
  readonly small: boolean;
  readonly v4: readonly BlockRange[];
  readonly v6: readonly BlockRange[];
}

const STEMS = ['Aral', 'Bexley', 'Corda', 'Dunmor', 'Elvira', 'Fossa', 'Grenk', 'Halden', 'Isola', 'Jorvik', 'Kestrel'];
const ENDS = ['tel', 'net', 'link', 'wave', 'com', 'line', 'span'];
const SUFFIXES: Readonly<Partial<Record<Medium, string>>> = {
  isp: 'Broadband',
  mobile: 'Cellular',
  business: 'Enterprise Access',
  guest: 'Guest Services',
  education: 'Academic Network',
  hosting: 'Servers',
  vpn: 'Privacy Ltd',
};
const PER_COUNTRY: readonly (readonly [Medium, number])[] = [
  ['isp', 7],
  ['mobile', 1],
  ['business', 3],
  ['guest', 6],
  ['education', 1],
];
const WORLDWIDE: readonly (readonly [Medium, number])[] = [
  ['hosting', 30],
  ['vpn', 5],
];

/** Their addresses come out of 102.0.0.0/8 and 2c0f:f000::/20: 32 blocks each. */
function invented(): Owner[] {
  const made: Owner[] = [];
  const add = (medium: Medium, country: string) => {
    const nth = made.length;
    const stem = STEMS[Math.floor(hashed(nth, 1) * STEMS.length)]! + ENDS[Math.floor(hashed(nth, 2) * ENDS.length)]!;
    made.push({
      id: NETWORKS.length + nth,
      asn: 328_000 + nth,
      organization: `${stem} ${SUFFIXES[medium]}${country === '' ? '' : ` (${country})`}`,
      medium,
      country,
      small: true,
      v4: [{ start: (102 << 16) + nth * 32, count: 32 }],
      v6: nth % 3 === 0 ? [{ start: 0x2c0f * 4_294_967_296 + 0xf000 * 65_536 + nth * 32 + 1, count: 31 }] : [],
    });
  };
  for (const country of CITIES_BY_COUNTRY.keys())
    for (const [medium, count] of PER_COUNTRY) for (let n = count; n > 0; n--) add(medium, country);
  for (const [medium, count] of WORLDWIDE) for (let n = count; n > 0; n--) add(medium, '');
  return made;
}

const OWNERS: readonly Owner[] = [
  ...NETWORKS.filter((one) => one.v4.length > 0).map((one) => ({
    id: one.index,
    asn: one.asn,
    organization: one.organization,
    medium: one.kind,
    country: one.country ?? '',
    small: false,
    v4: one.v4,
    v6: one.v6,
  })),
  ...invented(),
];

const BY_MEDIUM = Map.groupBy(OWNERS, (one) => `${one.medium}/${one.country}`);

/** Owners of a kind that work in the country; never empty. */
export function ownersOf(medium: Medium, country: string): readonly Owner[] {
  return BY_MEDIUM.get(`${medium}/${country}`) ?? BY_MEDIUM.get(`${medium}/`) ?? BY_MEDIUM.get(`isp/${country}`)!;
}
