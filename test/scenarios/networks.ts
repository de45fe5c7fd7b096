// The networks of the scenarios and what a database says of their addresses. Addresses are `240.network.block.host` and
// `2001:db8:…`: ranges that belong to nobody, so that no real database could know better.

import { type Enrichment, type NetworkKind, UNKNOWN_ENRICHMENT } from '../../src/domain/enrichment.ts';

interface Place {
  readonly city: string;
  readonly region: string;
  readonly country: string;
  readonly latitude: number;
  readonly longitude: number;
}

const place = (city: string, region: string, country: string, point: readonly [number, number]): Place => ({
  city,
  region,
  country,
  latitude: point[0],
  longitude: point[1],
});

const LYON = place('Lyon', 'ARA', 'FR', [45.76, 4.84]);
const GRENOBLE = place('Grenoble', 'ARA', 'FR', [45.19, 5.72]);
const PARIS = place('Paris', 'IDF', 'FR', [48.86, 2.35]);
const MARSEILLE = place('Marseille', 'PAC', 'FR', [43.3, 5.38]);
const ROUBAIX = place('Roubaix', 'HDF', 'FR', [50.69, 3.18]);
const BERLIN = place('Berlin', 'BE', 'DE', [52.52, 13.4]);
const FRANKFURT = place('Frankfurt', 'HE', 'DE', [50.11, 8.68]);
const LISBON = place('Lisbon', '11', 'PT', [38.72, -9.14]);
const MADRID = place('Madrid', 'MD', 'ES', [40.42, -3.7]);
const BARCELONA = place('Barcelona', 'CT', 'ES', [41.39, 2.17]);
const AMSTERDAM = place('Amsterdam', 'NH', 'NL', [52.37, 4.9]);
const STOCKHOLM = place('Stockholm', 'AB', 'SE', [59.33, 18.07]);
const ZURICH = place('Zurich', 'ZH', 'CH', [47.38, 8.54]);
const BUCHAREST = place('Bucharest', 'B', 'RO', [44.43, 26.1]);
const SINGAPORE = place('Singapore', '01', 'SG', [1.35, 103.82]);
const SAO_PAULO = place('São Paulo', 'SP', 'BR', [-23.55, -46.63]);
const HANOI = place('Hanoi', 'HN', 'VN', [21.03, 105.85]);
const CHICAGO = place('Chicago', 'IL', 'US', [41.88, -87.63]);
const ASHBURN = place('Ashburn', 'VA', 'US', [39.04, -77.49]);
const LAKE_FOREST = place('Lake Forest', 'CA', 'US', [33.65, -117.69]);

export interface Network {
  readonly owner: string;
  readonly kind: NetworkKind;
  readonly place: Place;
  readonly accuracyKm: number;
}

const network = (owner: string, kind: NetworkKind, where: Place, accuracyKm = 20): Network => ({
  owner,
  kind,
  place: where,
  accuracyKm,
});

export const NETWORKS = {
  office: network('Colt Technology Services', 'business', LYON, 5),
  newOffice: network('Completel SAS', 'business', LYON, 5),
  berlinOffice: network('Plusnet GmbH', 'business', BERLIN, 5),
  orange: network('Orange', 'isp', LYON),
  free: network('Free SAS', 'isp', LYON),
  sfr: network('SFR', 'isp', LYON),
  bouygues: network('Bouygues Telecom', 'isp', GRENOBLE),
  telekom: network('Deutsche Telekom AG', 'isp', BERLIN),
  orangeMobile: network('Orange Mobile', 'mobile', PARIS, 200),
  orangeMobileSouth: network('Orange Mobile', 'mobile', MARSEILLE, 200),
  telekomMobile: network('Telekom Mobile', 'mobile', FRANKFURT, 200),
  lisbonMobile: network('MEO Movel', 'mobile', LISBON, 200),
  lisbonHotel: network('NOS Comunicacoes', 'isp', LISBON),
  madridHotel: network('Telefonica de Espana', 'isp', MADRID),
  barcelonaHotel: network('Vodafone Espana', 'isp', BARCELONA),
  zurichHotel: network('Swisscom', 'isp', ZURICH),
  inFlight: network('Panasonic Avionics', 'isp', LAKE_FOREST, 500),
  corporateVpn: network('Zscaler', 'vpn', FRANKFURT, 50),
  mullvadStockholm: network('31173 Services AB', 'vpn', STOCKHOLM, 50),
  mullvadZurich: network('31173 Services AB', 'vpn', ZURICH, 50),
  mullvadAmsterdam: network('31173 Services AB', 'vpn', AMSTERDAM, 50),
  relayLyon: network('iCloud Private Relay', 'relay', LYON, 100),
  relayParis: network('iCloud Private Relay', 'relay', PARIS, 100),
  relayMarseille: network('iCloud Private Relay', 'relay', MARSEILLE, 100),
  awsParis: network('Amazon.com', 'hosting', PARIS, 50),
  awsAshburn: network('Amazon.com', 'hosting', ASHBURN, 50),
  digitalOcean: network('DigitalOcean, LLC', 'hosting', AMSTERDAM, 50),
  vultr: network('The Constant Company', 'hosting', SINGAPORE, 50),
  m247: network('M247 Europe SRL', 'hosting', BUCHAREST, 50),
  ovh: network('OVH SAS', 'hosting', ROUBAIX, 50),
  vivo: network('Telefonica Brasil', 'isp', SAO_PAULO, 50),
  viettel: network('Viettel Group', 'isp', HANOI, 50),
  comcast: network('Comcast Cable', 'isp', CHICAGO, 50),
} as const satisfies Readonly<Record<string, Network>>;
export type NetworkName = keyof typeof NETWORKS;

const NAMES = Object.keys(NETWORKS) as NetworkName[];

/** An IPv4 address of a network; blocks are /24. */
export function address(name: NetworkName, block = 1, host = 20): string {
  return `240.${NAMES.indexOf(name)}.${block}.${host}`;
}

/** An IPv6 address of a network; blocks are /48, hosts below them random as privacy extensions make them. */
export function address6(name: NetworkName, block = 1, host = 1): string {
  return `2001:db8:${(NAMES.indexOf(name) * 256 + block).toString(16)}:1:${(host * 2654435761).toString(16).slice(-4)}:${host.toString(16)}:${(host * 7).toString(16)}:1`;
}

/** What the scenarios' database knows of an address. */
export function enrich(ip: string | null): Enrichment {
  if (ip === null) return UNKNOWN_ENRICHMENT;
  const v4 = /^(\d+)\.(\d+)\.(\d+)\.\d+$/.exec(ip);
  if (v4 !== null) {
    const [, first, second, third] = v4;
    const block = `${first}.${second}.${third}.0/24`;
    if (first === '10') return { ...UNKNOWN_ENRICHMENT, addressState: 'private', ip, block, networkKind: 'private' };
    const name = first === '240' ? NAMES[Number(second)] : undefined;
    return describe(name, { ip, block });
  }
  const v6 = /^2001:db8:([0-9a-f]+):/.exec(ip);
  if (v6 === null) return { ...UNKNOWN_ENRICHMENT, addressState: 'malformed' };
  return describe(NAMES[Number.parseInt(v6[1]!, 16) >> 8], { ip, block: `2001:db8:${v6[1]}::/48` });
}

function describe(name: NetworkName | undefined, at: { ip: string; block: string }): Enrichment {
  if (name === undefined) return { ...UNKNOWN_ENRICHMENT, addressState: 'public', ...at };
  const { owner, kind, place: where, accuracyKm } = NETWORKS[name];
  return {
    addressState: 'public',
    ...at,
    precision: 'city',
    ...where,
    accuracyKm,
    asn: 64_512 + NAMES.findIndex((one) => NETWORKS[one].owner === owner),
    organization: owner,
    networkKind: kind,
  };
}
