// Opens what geo knows with: the configured databases, the embedded data behind them, and the kinds of network.
// Asking never throws: a record that is broken or missing falls back to the embedded data and is counted.

import { type Enrichment, type NetworkKind, UNKNOWN_ENRICHMENT } from '../domain/enrichment.ts';
import { UsageError } from '../platform/errors.ts';
import { type Address, type Lookup, parseAddress } from './address.ts';
import { recentCache } from './cache.ts';
import type { Database, Geo } from './contract.ts';
import { countryPlace } from './countries.ts';
import { type EmbeddedData, openEmbedded } from './embedded/embedded.ts';
import { type DatabaseKind, databaseKind, type Facts, factsOf } from './facts.ts';
import { type Mmdb, openMmdb } from './mmdb.ts';
import { ownerKinds } from './networks/kind.ts';
import { type NetworkLists, networkOverride } from './networks/override.ts';

export interface GeoOptions {
  /** Files in mmdb format; a key not given falls back to the embedded data, or to nothing known. */
  readonly cityDb?: string;
  readonly asnDb?: string;
  readonly ispDb?: string;
  readonly anonymousDb?: string;
  readonly connectionDb?: string;
  /** Networks the config names itself; they win over every database. */
  readonly networks?: NetworkLists;
}

/** What was asked and how it ended, since opening. Each address counts once while it is remembered. */
export interface GeoCounts {
  readonly public: number;
  readonly private: number;
  readonly reserved: number;
  readonly malformed: number;
  readonly absent: number;
  /** IPv6 among the public ones. */
  readonly ipv6: number;
  /** Public, and placed down to the city. */
  readonly cities: number;
  /** Public, but no database knows a place. */
  readonly unplaced: number;
  /** Public, but no database knows an owner. */
  readonly unowned: number;
  /** Lookups that found a database corrupt. */
  readonly corrupt: number;
}

export interface OpenGeo extends Geo {
  counts(): GeoCounts;
}

type Role = 'city' | 'asn' | 'isp' | 'anonymous' | 'connection';

const SETTINGS: Record<Role, { option: keyof GeoOptions; setting: string; kinds: readonly DatabaseKind[] }> = {
  city: { option: 'cityDb', setting: 'analysis.geoip.city_db', kinds: ['city', 'enterprise', 'country', 'ipinfo'] },
  isp: { option: 'ispDb', setting: 'analysis.geoip.isp_db', kinds: ['isp', 'asn', 'enterprise', 'ipinfo'] },
  asn: { option: 'asnDb', setting: 'analysis.geoip.asn_db', kinds: ['asn', 'isp', 'enterprise', 'ipinfo'] },
  anonymous: { option: 'anonymousDb', setting: 'analysis.geoip.anonymous_db', kinds: ['anonymous', 'ipinfo'] },
  connection: {
    option: 'connectionDb',
    setting: 'analysis.geoip.connection_db',
    kinds: ['connection', 'enterprise', 'isp', 'ipinfo'],
  },
};
const REMEMBERED = 50_000;
/** For records with coordinates but no radius (DB-IP, ip-location-db): a town and what is around it. */
const CITY_ACCURACY_KM = 50;
const COUNTRY_ACCURACY_KM = 1000;

/**
 * Opens the databases. Without any, the embedded data gives country and owner; with some, it fills what they do not know.
 * @throws BusybodyError E_GEO_MISSING, E_GEO_UNREADABLE, E_GEO_CORRUPT; UsageError E_GEO_KIND for a database under the
 * wrong key (an ASN database as `city_db`), E_GEO_NETWORKS for an entry that is no network.
 */
export function openGeo(options: GeoOptions = {}): OpenGeo {
  const overrideOf = networkOverride(options.networks ?? {});
  const files = openFiles(options);
  const embedded = openEmbedded();
  const kindOf = ownerKinds();
  const counts = {
    public: 0,
    private: 0,
    reserved: 0,
    malformed: 0,
    absent: 0,
    ipv6: 0,
    cities: 0,
    unplaced: 0,
    unowned: 0,
    corrupt: 0,
  };
  const remembered = recentCache<Enrichment>(REMEMBERED);

  /** The record's facts, or null where the file has none or is broken there. */
  const factsIn = (file: Mmdb | undefined, address: Lookup): Facts | null => {
    if (!file) return null;
    try {
      const record = file.lookup(address);
      return record === null || record === undefined ? null : factsOf(record);
    } catch {
      counts.corrupt += 1;
      return null;
    }
  };

  const enrichPublic = (address: Address, lookup: Lookup): Enrichment => {
    const facts = Object.fromEntries(
      (Object.keys(SETTINGS) as Role[]).map((role) => [role, factsIn(files.get(role), lookup)]),
    ) as Record<Role, Facts | null>;
    const place = placeOf(facts.city, embedded, lookup);
    const owner = ownerOf([facts.isp, facts.asn, facts.city], embedded, lookup);
    const networkKind =
      overrideOf({ ip: address.ip, ...owner }) ??
      networkKindOf(kindOf(owner), [facts.anonymous, facts.connection, facts.isp, facts.city, facts.asn]);
    if (lookup.family === 6) counts.ipv6 += 1;
    if (place.precision === 'none') counts.unplaced += 1;
    if (place.precision === 'city') counts.cities += 1;
    if (owner.asn === null && owner.organization === null) counts.unowned += 1;
    return { addressState: 'public', ip: address.ip, block: address.block, ...place, ...owner, networkKind };
  };

  const enrich = (ip: string | null): Enrichment => {
    const known = ip === null ? undefined : remembered.get(ip);
    if (known) return known;
    const address = parseAddress(ip);
    counts[address.state] += 1;
    const { state, lookup } = address;
    let result: Enrichment;
    if (lookup) result = enrichPublic(address, lookup);
    else if (address.ip === null) result = { ...UNKNOWN_ENRICHMENT, addressState: state };
    else {
      const named = overrideOf({ ip: address.ip, asn: null, organization: null });
      const networkKind = named ?? (state === 'private' ? 'private' : 'unknown');
      result = { ...UNKNOWN_ENRICHMENT, addressState: state, ip: address.ip, block: address.block, networkKind };
    }
    const frozen = Object.freeze(result);
    if (ip !== null && address.ip !== null) remembered.set(ip, frozen);
    return frozen;
  };

  return {
    enrich,
    databases: () => [...files].map(([role, file]) => databaseOf(role, file)).concat(embeddedDatabases(embedded)),
    counts: () => ({ ...counts }),
    [Symbol.dispose]() {
      files.clear();
      remembered.clear();
    },
  };
}

function openFiles(options: GeoOptions): Map<Role, Mmdb> {
  const files = new Map<Role, Mmdb>();
  const opened = new Map<string, Mmdb>();
  for (const [role, { option, setting, kinds }] of Object.entries(SETTINGS) as [Role, (typeof SETTINGS)[Role]][]) {
    const path = options[option];
    if (typeof path !== 'string' || path === '') continue;
    const file = opened.get(path) ?? openMmdb(path, { setting });
    opened.set(path, file);
    const kind = databaseKind(file.type);
    if (kind !== null && !kinds.includes(kind)) {
      const right = (Object.values(SETTINGS) as (typeof SETTINGS)[Role][]).find((other) => other.kinds[0] === kind);
      throw new UsageError('E_GEO_KIND', `Cannot use ${file.type} as ${setting}: it holds something else: ${path}`, {
        hints: right ? [`${right.setting}: ${path}`] : [],
      });
    }
    files.set(role, file);
  }
  return files;
}

function databaseOf(role: Role, file: Mmdb): Database {
  const country = role === 'city' && databaseKind(file.type) === 'country';
  return {
    role: country ? 'country' : role === 'isp' ? 'asn' : role,
    path: file.path,
    type: file.type,
    builtMs: file.builtMs,
  };
}

function embeddedDatabases({ builtMs }: EmbeddedData): readonly Database[] {
  return [
    { role: 'country', path: 'embedded', type: 'IPtoASN country', builtMs },
    { role: 'asn', path: 'embedded', type: 'ip-location-db ASN', builtMs },
  ];
}

type Place = Pick<Enrichment, 'precision' | 'city' | 'region' | 'country' | 'latitude' | 'longitude' | 'accuracyKm'>;

/** The city's place where the record has one, else the country's middle and radius, else nothing. */
function placeOf(facts: Facts | null, embedded: EmbeddedData, lookup: Lookup): Place {
  const region = facts?.region ?? null;
  const country = facts?.country ?? embedded.country(lookup);
  if (facts?.city && facts.latitude !== null && facts.longitude !== null) {
    const { city, latitude, longitude } = facts;
    return {
      precision: 'city',
      city,
      region,
      country,
      latitude,
      longitude,
      accuracyKm: facts.accuracyKm ?? CITY_ACCURACY_KM,
    };
  }
  const middle = country === null ? null : countryPlace(country);
  if (middle) {
    const { latitude, longitude, radiusKm } = middle;
    return { precision: 'country', city: null, region, country, latitude, longitude, accuracyKm: radiusKm };
  }
  if (facts && facts.latitude !== null && facts.longitude !== null) {
    const { latitude, longitude } = facts;
    const accuracyKm = Math.max(COUNTRY_ACCURACY_KM, facts.accuracyKm ?? 0);
    return { precision: 'country', city: null, region, country, latitude, longitude, accuracyKm };
  }
  return { precision: 'none', city: null, region, country, latitude: null, longitude: null, accuracyKm: null };
}

/** Number and name from the first record that has either; a missing name is looked up by the number. */
function ownerOf(
  records: readonly (Facts | null)[],
  embedded: EmbeddedData,
  lookup: Lookup,
): { asn: number | null; organization: string | null } {
  const facts = records.find((record) => record !== null && (record.asn !== null || record.organization !== null));
  if (!facts) return embedded.owner(lookup) ?? { asn: null, organization: null };
  const organization = facts.organization ?? (facts.asn === null ? null : embedded.organization(facts.asn));
  return { asn: facts.asn, organization };
}

/**
 * What databases say of the address itself corrects what is known of its owner: an anonymiser or a mobile line wins,
 * a home line wins over `hosting` (providers that do both), and `business` fills in only where the owner says nothing
 * (connection databases call servers `Corporate` too).
 */
function networkKindOf(owner: NetworkKind, records: readonly (Facts | null)[]): NetworkKind {
  const flagged = records.find((record) => record?.flagged)?.flagged;
  if (flagged === 'vpn' || flagged === 'relay') return flagged;
  if (owner === 'vpn' || owner === 'relay') return owner;
  if (flagged) return flagged;
  const usage = records.find((record) => record?.usage)?.usage;
  if (!usage) return owner;
  if (usage === 'business') return owner === 'unknown' || owner === 'isp' ? 'business' : owner;
  if (usage === 'isp') return owner === 'education' || owner === 'mobile' ? owner : 'isp';
  return usage;
}
