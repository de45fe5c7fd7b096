// Enrichment: what is known of an address from local databases, and how well it is known.

export const NETWORK_KINDS = [
  'isp',
  'mobile',
  'business',
  'education',
  'hosting',
  'vpn',
  'relay',
  'private',
  'unknown',
] as const;
export type NetworkKind = (typeof NETWORK_KINDS)[number];

/** `private` and `reserved` addresses are nowhere on the map; `malformed` is no address at all; `absent` is no value. */
export type AddressState = 'public' | 'private' | 'reserved' | 'malformed' | 'absent';

/** How fine the location is: `none` where no database knows the address. */
export type Precision = 'city' | 'country' | 'none';

export interface Enrichment {
  readonly addressState: AddressState;
  /** Canonical text of the address (IPv4-mapped IPv6 as IPv4, zone dropped); null unless public, private or reserved. */
  readonly ip: string | null;
  /** The network block used as back-off below the owner: `203.0.113.0/24`, or `2001:db8:7::/48`; null without address. */
  readonly block: string | null;
  readonly precision: Precision;
  readonly city: string | null;
  /** ISO 3166-2 subdivision without the country, such as `ARA`. */
  readonly region: string | null;
  /** ISO 3166-1 alpha-2. */
  readonly country: string | null;
  /** Degrees; of the country's middle where precision is `country`; null where precision is `none`. */
  readonly latitude: number | null;
  readonly longitude: number | null;
  /** Radius in km around the point; a country's own radius where precision is `country`. */
  readonly accuracyKm: number | null;
  readonly asn: number | null;
  /** Network owner as the database writes it. */
  readonly organization: string | null;
  readonly networkKind: NetworkKind;
}

/** What is known of an address nobody knows: also the value for absent and malformed ones. */
export const UNKNOWN_ENRICHMENT: Enrichment = Object.freeze({
  addressState: 'absent',
  ip: null,
  block: null,
  precision: 'none',
  city: null,
  region: null,
  country: null,
  latitude: null,
  longitude: null,
  accuracyKm: null,
  asn: null,
  organization: null,
  networkKind: 'unknown',
});
