// Internet lines of a casebook company: what address somebody has who uses a line at a time. Blocks belong to one owner
// in one town for good; a line keeps its address for its lease, picks among a few exits, or has one for ever.

import { type Enrichment, UNKNOWN_ENRICHMENT } from '../../../src/domain/enrichment.ts';
import type { Random } from '../../../src/platform/random.ts';
import type { City } from '../../../src/simulation/pools/cities.ts';
import { chance, hashed, pick, whole, wide } from '../factorial/draw.ts';
import { type Answer, openAtlas, townOf } from './atlas.ts';
import { type Market, type Owner, openMarket, type Sort } from './owners.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export interface Line {
  readonly owner: Owner;
  /** Where whoever uses it truly is, or where it comes out, for servers and tunnels. */
  readonly city: City;
  readonly at: (timeMs: number) => string;
}

export interface Network {
  readonly market: Market;
  /** A household's line: one block or a few, an address kept for a day or for ever. */
  readonly home: (city: City, owner?: Owner) => Line;
  /** A phone's line through the carrier's gateways, wherever in the country those are. */
  readonly carrier: (city: City, owner?: Owner) => Line;
  /** A few addresses for many people: an office, a hotel, a tunnel's exit. The same for everybody who asks for it by name. */
  readonly shared: (name: string, owner: Owner, city: City) => Line;
  /** One address for ever, nobody else's. */
  readonly server: (city: City, owner?: Owner) => Line;
  /** The same customer after the owner has taken another name and renumbered. */
  readonly renamed: (owner: Owner) => Owner;
  readonly enrich: (ip: string | null) => Enrichment;
}

export function openNetwork(random: Random): Network {
  const market = openMarket(random);
  const atlas = openAtlas(random);
  const sixShare = wide(random, [0.01, 0.6]);
  const answers = new Map<string, Answer>();
  const pools = new Map<string, string[]>();
  const gateways = new Map<string, { cities: City[]; leaseMs: number }>();
  const known = new Map<string, Line>();
  let lines = 0;
  let names = 0;

  const allocate = (owner: Owner, city: City): string => {
    const six = owner.six.length > 0 && chance(random, sixShare);
    const ranges = six ? owner.six : owner.four;
    let key = '';
    for (let attempt = 0; attempt < 50; attempt++) {
      const at = 2 * Math.floor((random() * ranges.length) / 2);
      key = textOf(ranges[at]! + Math.floor(random() * ranges[at + 1]!), six);
      if (key !== '' && !answers.has(key)) break;
    }
    if (key === '') return allocate({ ...owner, six: [] }, city);
    if (!answers.has(key)) answers.set(key, atlas(six ? `${key}::/48` : `${key}.0/24`, owner, city));
    return key;
  };
  const blocksOf = (owner: Owner, city: City): string[] => {
    const name = `${owner.key}/${city.index}`;
    let pool = pools.get(name);
    if (!pool) {
      const most = owner.sort === 'mobile' ? wide(random, [3, 40]) : wide(random, [2, 25]);
      pool = Array.from({ length: Math.ceil(most) }, () => allocate(owner, city));
      pools.set(name, pool);
    }
    return pool;
  };
  const gatewaysOf = (owner: Owner, country: string) => {
    const name = `${owner.key}/${country}`;
    let found = gateways.get(name);
    if (!found) {
      const cities = Array.from({ length: whole(random, [1, 4]) }, () => townOf(random, country));
      found = { cities, leaseMs: wide(random, [0.1, 30]) * HOUR_MS };
      gateways.set(name, found);
    }
    return found;
  };
  const sortIn = (sort: Sort, city: City) => market(sort, city.country);

  return {
    market,
    home: (city, owner = sortIn('isp', city)) => {
      const id = ++lines;
      const pool = blocksOf(owner, city);
      const blocks = Array.from({ length: chance(random, 0.6) ? 1 : whole(random, [2, 5]) }, () => pick(random, pool));
      const leaseMs = chance(random, 0.4) ? 1e13 : wide(random, [0.5, 60]) * DAY_MS;
      const phase = Math.floor(random() * leaseMs);
      const at = (timeMs: number) => {
        const lease = Math.floor((timeMs + phase) / leaseMs);
        const block = blocks[Math.floor(hashed(id, Math.floor(lease / 4), 5) * blocks.length)]!;
        return addressIn(block, id * 4096 + (lease % 4096), Math.floor(timeMs / DAY_MS));
      };
      return { owner, city, at };
    },
    carrier: (city, owner = sortIn('mobile', city)) => {
      const id = ++lines;
      const { cities, leaseMs } = gatewaysOf(owner, city.country);
      const steady = chance(random, 0.5) ? pick(random, cities) : null;
      const at = (timeMs: number) => {
        const lease = Math.floor(timeMs / leaseMs);
        const gateway = steady ?? cities[Math.floor(hashed(id, Math.floor(lease / 3), 6) * cities.length)]!;
        const pool = blocksOf(owner, gateway);
        return addressIn(pool[Math.floor(hashed(id, lease, 7) * pool.length)]!, id * 4096 + (lease % 4096), lease);
      };
      return { owner, city, at };
    },
    shared: (name, owner, city) => {
      const key = `${name}/${owner.key}/${city.index}`;
      let line = known.get(key);
      if (!line) {
        const pool = blocksOf(owner, city);
        const blocks = Array.from({ length: whole(random, [1, 2]) }, () => pick(random, pool));
        const exits = Array.from({ length: Math.ceil(wide(random, [1, 8])) }, (_, i) =>
          addressIn(pick(random, blocks), ++lines * 4096 + i, 0),
        );
        line = { owner, city, at: () => pick(random, exits) };
        known.set(key, line);
      }
      return line;
    },
    server: (city, owner = sortIn('hosting', city)) => {
      const address = addressIn(pick(random, blocksOf(owner, city)), ++lines * 4096, 0);
      return { owner, city, at: () => address };
    },
    renamed: (owner) => {
      names++;
      const first = owner.name.split(' ')[0]!;
      return { ...owner, key: owner.key + 1_000_000 * names, name: `${first} ${names % 2 ? 'Nova' : 'One'} Networks` };
    },
    enrich: (ip) => {
      if (ip === null) return UNKNOWN_ENRICHMENT;
      const key = ip.includes(':') ? ip.split(':').slice(0, 3).join(':') : ip.slice(0, ip.lastIndexOf('.'));
      const answer = answers.get(key);
      return answer ? { ...answer, ip } : { ...UNKNOWN_ENRICHMENT, addressState: 'public', ip };
    },
  };
}

/** `203.0.113` or `2001:db8:7`; empty for a /48 whose canonical text would be shortened. */
function textOf(number: number, six: boolean): string {
  if (!six) return `${(number >>> 16) & 255}.${(number >>> 8) & 255}.${number & 255}`;
  const groups = [Math.floor(number / 4_294_967_296), Math.floor(number / 65_536) % 65_536, number % 65_536];
  return groups.includes(0) ? '' : groups.map((group) => group.toString(16)).join(':');
}

/** The host within a block: `who` decides the customer, `when` the part that changes by itself in IPv6. */
function addressIn(block: string, who: number, when: number): string {
  if (!block.includes(':')) return `${block}.${1 + Math.floor(hashed(who, 1) * 254)}`;
  const group = (a: number, salt: number) => (1 + Math.floor(hashed(who, a, salt) * 65_534)).toString(16);
  return `${block}:${group(0, 2)}:${group(when, 3)}:${group(when, 4)}:${group(when, 5)}:${group(when, 6)}`;
}
