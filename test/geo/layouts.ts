// One record of each layout that is sold or given away, with the same facts: Lyon in France, AS3215.

import type { MmdbValue } from './mmdb-writer.ts';

/** A public address for the records below; documentation addresses are never looked up. */
export const NETWORK = '90.0.0.0/24';
export const IP = '90.0.0.7';

export const MAXMIND_CITY: MmdbValue = {
  city: { geoname_id: 2996944, names: { en: 'Lyon', fr: 'Lyon' } },
  continent: { code: 'EU', names: { en: 'Europe' } },
  country: { geoname_id: 3017382, is_in_european_union: true, iso_code: 'FR', names: { en: 'France' } },
  location: { accuracy_radius: 20, latitude: 45.748, longitude: 4.85, time_zone: 'Europe/Paris' },
  postal: { code: '69001' },
  registered_country: { iso_code: 'FR', names: { en: 'France' } },
  subdivisions: [
    { iso_code: 'ARA', names: { en: 'Auvergne-Rhone-Alpes' } },
    { iso_code: '69', names: { en: 'Rhone' } },
  ],
};

export const CITIES: readonly (readonly [type: string, data: MmdbValue, accuracyKm: number, region: string])[] = [
  ['GeoLite2-City', MAXMIND_CITY, 20, 'ARA'],
  ['GeoIP2-Enterprise', { ...MAXMIND_CITY, traits: { user_type: 'residential' } }, 20, 'ARA'],
  [
    'DBIP-City-Lite',
    {
      city: { names: { en: 'Lyon' } },
      country: { iso_code: 'FR', names: { en: 'France' } },
      location: { latitude: 45.748, longitude: 4.85 },
      subdivisions: [{ names: { en: 'Auvergne-Rhone-Alpes' } }],
    },
    50,
    'Auvergne-Rhone-Alpes',
  ],
  [
    'dbip-city ipvAll',
    {
      city: 'Lyon',
      country_code: 'FR',
      latitude: 45.748,
      longitude: 4.85,
      state1: 'Auvergne-Rhone-Alpes',
      state2: 'Rhone',
    },
    50,
    'Auvergne-Rhone-Alpes',
  ],
  [
    'ipinfo standard_location.mmdb',
    { city: 'Lyon', region: 'Auvergne-Rhone-Alpes', country: 'FR', lat: '45.748', lng: '4.85', radius: '50' },
    50,
    'Auvergne-Rhone-Alpes',
  ],
];

export const COUNTRIES: readonly (readonly [type: string, data: MmdbValue])[] = [
  ['GeoLite2-Country', { country: { iso_code: 'FR', names: { en: 'France' } } }],
  [
    'GeoLite2-City',
    {
      registered_country: { iso_code: 'FR' },
      location: { latitude: 48.8582, longitude: 2.3387, accuracy_radius: 500 },
    },
  ],
  ['DBIP-Country-Lite', { country: { iso_code: 'FR' } }],
  ['country ipvAll', { country_code: 'FR' }],
  [
    'ipinfo generic_lite.mmdb',
    {
      country: 'France',
      country_code: 'FR',
      continent: 'Europe',
      continent_code: 'EU',
      asn: 'AS3215',
      as_name: 'Orange',
    },
  ],
  [
    'ipinfo country_asn.mmdb',
    { country: 'FR', country_name: 'France', continent: 'EU', asn: 'AS3215', as_name: 'Orange' },
  ],
];

export const OWNERS: readonly (readonly [type: string, data: MmdbValue])[] = [
  ['GeoLite2-ASN', { autonomous_system_number: 64500, autonomous_system_organization: 'Example Telecom' }],
  [
    'GeoIP2-ISP',
    {
      autonomous_system_number: 64500,
      autonomous_system_organization: 'Example Telecom',
      isp: 'Example',
      organization: 'Customer',
    },
  ],
  [
    'DBIP-ASN-Lite (compat=GeoLite2-ASN)',
    { autonomous_system_number: 64500, autonomous_system_organization: 'Example Telecom' },
  ],
  ['asn ipvAll', { autonomous_system_number: 64500, autonomous_system_organization: 'Example Telecom' }],
  [
    'ipinfo lite',
    { asn: 'AS64500', as_name: 'Example Telecom', as_domain: 'example.net', country: 'France', country_code: 'FR' },
  ],
  ['ipinfo old', { org: 'AS64500 Example Telecom' }],
];
