// The kinds of company: how its people work, move and what they carry. Shares of 0..1 unless said otherwise.

export interface Sector {
  readonly name: string;
  readonly users: readonly [number, number];
  readonly days: readonly [number, number];
  /** Weights of a working day's whereabouts. */
  readonly office: number;
  readonly home: number;
  readonly client: number;
  readonly cafe: number;
  /** Trips of a person in 100 days, and the share of them that leaves the country. */
  readonly trips: number;
  readonly abroad: number;
  /** Sessions on a working day. */
  readonly rate: number;
  readonly phone: number;
  readonly tablet: number;
  readonly ownComputer: number;
  /** Work is done on machines of the site, not on one's own. */
  readonly shared: number;
  readonly nights: number;
  readonly sites: readonly [number, number];
  readonly siteKind: 'business' | 'education' | 'isp' | 'mobile';
  readonly privateVpn: number;
  readonly corporateVpn: number;
  readonly relay: number;
  readonly cloudDesktop: number;
  readonly scripts: number;
  readonly services: number;
  readonly turnover: number;
  readonly borrow: number;
  readonly mac: number;
  readonly countries: number;
}

const PLAIN: Sector = {
  name: '',
  users: [100, 220],
  days: [70, 110],
  office: 5,
  home: 3,
  client: 0.2,
  cafe: 0.2,
  trips: 0.7,
  abroad: 0.4,
  rate: 1.7,
  phone: 0.7,
  tablet: 0.1,
  ownComputer: 0.15,
  shared: 0,
  nights: 0,
  sites: [1, 2],
  siteKind: 'business',
  privateVpn: 0.06,
  corporateVpn: 0.2,
  relay: 0.06,
  cloudDesktop: 0,
  scripts: 0.01,
  services: 0.02,
  turnover: 0.12,
  borrow: 0.004,
  mac: 0.35,
  countries: 1,
};

export const SECTORS: readonly Sector[] = [
  {
    ...PLAIN,
    name: 'startup',
    users: [60, 180],
    office: 1.5,
    home: 6,
    cafe: 0.8,
    trips: 1.2,
    rate: 2.2,
    privateVpn: 0.3,
    relay: 0.12,
    cloudDesktop: 0.15,
    scripts: 0.2,
    services: 0.05,
    mac: 0.75,
    countries: 5,
  },
  {
    ...PLAIN,
    name: 'consultancy',
    users: [100, 250],
    office: 1.5,
    home: 2,
    client: 4,
    trips: 6,
    abroad: 0.35,
    rate: 2,
    corporateVpn: 0.6,
    borrow: 0.006,
    countries: 3,
  },
  {
    ...PLAIN,
    name: 'hospital',
    users: [150, 300],
    office: 7,
    home: 0.5,
    trips: 0.25,
    rate: 1.3,
    phone: 0.45,
    shared: 0.85,
    nights: 0.4,
    corporateVpn: 0.05,
    mac: 0.1,
  },
  {
    ...PLAIN,
    name: 'school',
    users: [180, 300],
    office: 5,
    home: 2.5,
    rate: 1.2,
    trips: 0.3,
    phone: 0.9,
    tablet: 0.3,
    ownComputer: 0.45,
    shared: 0.2,
    siteKind: 'education',
    corporateVpn: 0,
    privateVpn: 0.12,
    borrow: 0.015,
    mac: 0.3,
    turnover: 0.05,
  },
  {
    ...PLAIN,
    name: 'factory',
    users: [60, 120],
    office: 8,
    home: 0.7,
    rate: 1.4,
    trips: 0.3,
    phone: 0.4,
    shared: 0.5,
    nights: 0.3,
    sites: [1, 1],
    services: 0.2,
    scripts: 0.03,
    mac: 0.03,
  },
  {
    ...PLAIN,
    name: 'retail',
    users: [150, 300],
    office: 6,
    home: 0.6,
    rate: 1.2,
    trips: 0.3,
    phone: 0.6,
    tablet: 0.3,
    shared: 0.7,
    sites: [12, 40],
    siteKind: 'isp',
    turnover: 0.3,
    corporateVpn: 0.05,
    mac: 0.15,
  },
  {
    ...PLAIN,
    name: 'news',
    users: [80, 200],
    office: 2.5,
    home: 2,
    cafe: 1,
    client: 1,
    trips: 4,
    abroad: 0.75,
    rate: 2.4,
    privateVpn: 0.3,
    relay: 0.22,
    nights: 0.1,
    borrow: 0.012,
    mac: 0.6,
    countries: 4,
  },
  {
    ...PLAIN,
    name: 'callcentre',
    users: [150, 300],
    office: 9,
    home: 0.8,
    trips: 0.15,
    rate: 1.2,
    phone: 0.3,
    shared: 0.8,
    nights: 0.35,
    sites: [1, 1],
    turnover: 0.6,
    corporateVpn: 0.05,
    mac: 0,
  },
  {
    ...PLAIN,
    name: 'charity',
    users: [60, 140],
    office: 1.5,
    home: 4,
    cafe: 1.2,
    client: 0.8,
    trips: 1.2,
    abroad: 0.5,
    rate: 1.5,
    ownComputer: 0.75,
    corporateVpn: 0,
    borrow: 0.03,
    mac: 0.45,
    countries: 3,
  },
  { ...PLAIN, name: 'holding', users: [140, 280], rate: 1.5, corporateVpn: 0.4, countries: 2, sites: [2, 4] },
];
