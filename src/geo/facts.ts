// What a database record says, whatever its layout: MaxMind's and DB-IP's nested one, the flat one of ip-location-db,
// IPinfo's. Every value is hostile until it has passed here: wrong types, NaN and places off the map become null.

import type { NetworkKind } from '../domain/enrichment.ts';

export interface Facts {
  readonly country: string | null;
  readonly region: string | null;
  readonly city: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly accuracyKm: number | null;
  readonly asn: number | null;
  readonly organization: string | null;
  /** What the record calls the address outright: an anonymiser or a data centre. */
  readonly flagged: 'vpn' | 'relay' | 'hosting' | null;
  /** What the line is used for: connection type, user type, mobile codes. */
  readonly usage: NetworkKind | null;
}

/** What a kind of database can tell. */
export type DatabaseKind = 'city' | 'enterprise' | 'country' | 'asn' | 'isp' | 'anonymous' | 'connection' | 'ipinfo';

const NAME_MAX = 120;
const ACCURACY_MAX_KM = 10_000;

/**
 * The kind of a database by its own name, `GeoLite2-City`, `DBIP-ASN-Lite`, `ipinfo standard_lite.mmdb`.
 * @returns null for a name that says nothing: its records are then read by their keys.
 */
export function databaseKind(type: string): DatabaseKind | null {
  if (/^ipinfo/i.test(type)) return 'ipinfo';
  if (!/^(geolite2?|geoip2?|dbip|db-ip)[-_ ]/i.test(type)) return null;
  if (/anonymous|anonymizer/i.test(type)) return 'anonymous';
  if (/connection/i.test(type)) return 'connection';
  // Enterprise and Location-ISP hold place and owner both; `(compat=…)` says which layout DB-IP imitates.
  if (/enterprise|location-isp/i.test(type)) return 'enterprise';
  if (/city|location/i.test(type)) return 'city';
  if (/isp/i.test(type)) return 'isp';
  if (/asn/i.test(type)) return 'asn';
  return /country/i.test(type) ? 'country' : null;
}

/**
 * Reads a record of any known layout. Unknown keys are passed over; a value of the wrong type counts as absent.
 * A city comes only with its coordinates; latitude and longitude both 0 count as absent.
 */
export function factsOf(record: unknown): Facts {
  const root = asMap(record);
  const location = asMap(root.location);
  const traits = asMap(root.traits);
  const latitude = degrees(location.latitude ?? root.latitude ?? root.lat, 90);
  const longitude = degrees(location.longitude ?? root.longitude ?? root.lng, 180);
  const placed = latitude !== null && longitude !== null && !(latitude === 0 && longitude === 0);
  const [asn, organization] = ownerOf(root, traits);
  return {
    country: countryOf(root),
    region: regionOf(root),
    city: placed ? nameOf(root.city) : null,
    latitude: placed ? latitude : null,
    longitude: placed ? longitude : null,
    accuracyKm: accuracyOf(location.accuracy_radius ?? root.accuracy_radius ?? root.radius),
    asn,
    organization,
    flagged: flagOf(root, traits),
    usage: usageOf(root, traits),
  };
}

/**
 * Text fit to show and to count by: control and format characters become blanks, blanks are joined, ends trimmed, length bounded.
 * @returns null for what is no text or blank.
 */
export function cleanText(value: unknown, max = NAME_MAX): string | null {
  if (typeof value !== 'string') return null;
  const clean = value
    .slice(0, max * 4)
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\s]+/gu, ' ')
    .trim();
  return clean === '' ? null : [...clean].slice(0, max).join('').trimEnd();
}

type Fields = Readonly<Record<string, unknown>>;
const NOTHING: Fields = Object.freeze(Object.create(null));

/** The value's own keys, without a prototype that a record named `__proto__` could set. */
function asMap(value: unknown): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return NOTHING;
  return Object.assign(Object.create(null), value);
}

function first(value: unknown): unknown {
  return Array.isArray(value) ? value[0] : undefined;
}

/** A name given as text, or as MaxMind gives it: `{names: {en: 'Lyon', fr: 'Lyon'}}`. */
function nameOf(value: unknown): string | null {
  if (typeof value === 'string') return cleanText(value);
  const names = asMap(asMap(value).names);
  const english = cleanText(names.en);
  if (english !== null) return english;
  for (const other of Object.values(names)) {
    const text = cleanText(other);
    if (text !== null) return text;
  }
  return null;
}

function countryOf(root: Fields): string | null {
  return (
    codeOf(asMap(root.country).iso_code) ??
    codeOf(root.country_code) ??
    codeOf(root.country) ??
    codeOf(asMap(root.registered_country).iso_code)
  );
}

function codeOf(value: unknown): string | null {
  if (typeof value !== 'string' || !/^[A-Za-z]{2}$/.test(value)) return null;
  const code = value.toUpperCase();
  return code === 'ZZ' || code === 'EU' || code === 'AP' ? null : code;
}

/** ISO 3166-2 code where the record has one, else the region's name. */
function regionOf(root: Fields): string | null {
  const subdivision = first(root.subdivisions);
  const code = asMap(subdivision).iso_code;
  if (typeof code === 'string' && /^[A-Za-z0-9]{1,3}$/.test(code)) return code.toUpperCase();
  return nameOf(subdivision) ?? cleanText(root.region_code) ?? cleanText(root.state1) ?? cleanText(root.region);
}

function numberOf(value: unknown): number | null {
  const number = typeof value === 'string' && /^-?\d{1,20}(\.\d{1,20})?$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

function degrees(value: unknown, limit: number): number | null {
  const number = numberOf(value);
  return number !== null && Math.abs(number) <= limit ? number : null;
}

function accuracyOf(value: unknown): number | null {
  const km = numberOf(value);
  return km !== null && km > 0 && km <= ACCURACY_MAX_KM ? Math.max(1, km) : null;
}

function ownerOf(root: Fields, traits: Fields): [number | null, string | null] {
  const org = typeof root.org === 'string' ? /^AS(\d{1,10})\s+(.+)$/s.exec(root.org) : null;
  const asn =
    asnOf(root.autonomous_system_number) ??
    asnOf(traits.autonomous_system_number) ??
    asnOf(root.asn) ??
    asnOf(org?.[1]);
  const organization =
    cleanText(root.autonomous_system_organization) ??
    cleanText(traits.autonomous_system_organization) ??
    cleanText(root.as_name) ??
    cleanText(org?.[2]) ??
    cleanText(root.isp) ??
    cleanText(traits.isp) ??
    cleanText(root.organization) ??
    cleanText(traits.organization);
  return [asn, organization];
}

/** `13335`, `'13335'` or `'AS13335'`. */
function asnOf(value: unknown): number | null {
  const number = typeof value === 'string' ? numberOf(value.replace(/^AS/i, '')) : numberOf(value);
  return number !== null && Number.isInteger(number) && number > 0 && number < 4_294_967_295 ? number : null;
}

function isTrue(value: unknown): boolean {
  return value === true || value === 'true' || value === 1;
}

function flagOf(root: Fields, traits: Fields): Facts['flagged'] {
  const has = (key: string): boolean => isTrue(root[key]) || isTrue(traits[key]);
  if (has('relay')) return 'relay';
  if (
    ['is_anonymous_vpn', 'is_tor_exit_node', 'is_public_proxy', 'is_residential_proxy', 'vpn', 'tor', 'proxy'].some(has)
  )
    return 'vpn';
  if (has('is_hosting_provider') || has('hosting')) return 'hosting';
  return has('is_anonymous') || has('is_anonymous_proxy') ? 'vpn' : null;
}

const USER_TYPES: ReadonlyMap<string, NetworkKind> = new Map([
  ['business', 'business'],
  ['government', 'business'],
  ['military', 'business'],
  ['consumer_privacy_network', 'vpn'],
  ['content_delivery_network', 'hosting'],
  ['hosting', 'hosting'],
  ['search_engine_spider', 'hosting'],
  ['college', 'education'],
  ['library', 'education'],
  ['school', 'education'],
  ['cellular', 'mobile'],
  ['cafe', 'isp'],
  ['dialup', 'isp'],
  ['residential', 'isp'],
  ['router', 'isp'],
  ['traveler', 'isp'],
]);

const CONNECTION_TYPES: ReadonlyMap<string, NetworkKind> = new Map([
  ['cellular', 'mobile'],
  ['cable/dsl', 'isp'],
  ['dialup', 'isp'],
  ['satellite', 'isp'],
  ['corporate', 'business'],
]);

function usageOf(root: Fields, traits: Fields): NetworkKind | null {
  const connection = lower(root.connection_type) ?? lower(traits.connection_type);
  const user = lower(traits.user_type) ?? lower(root.user_type);
  const mobileCode = cleanText(root.mobile_country_code) ?? cleanText(traits.mobile_country_code);
  if (connection === 'cellular' || mobileCode !== null) return 'mobile';
  return USER_TYPES.get(user ?? '') ?? CONNECTION_TYPES.get(connection ?? '') ?? null;
}

function lower(value: unknown): string | null {
  return cleanText(value, 40)?.toLowerCase() ?? null;
}
