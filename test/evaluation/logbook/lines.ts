// Ways into the internet and which address each has at a moment: leases, carrier-grade NAT, IPv6 privacy and rotating
// prefixes, dual stack, far carrier gateways, proxies that change their point of presence, relays, cloud desktops.

import type { Random } from '../../../src/platform/random.ts';
import { CITIES, type City } from '../../../src/simulation/pools/cities.ts';
import { chance, choose, hashed, pick, weighted, whole, wide } from '../factorial/draw.ts';
import { addressIn, type Block, citiesOf, type Net, openWorld, type World } from './world.ts';

const DAY_MS = 86_400_000;
const FOR_EVER = 1e14;

export interface Line {
  readonly id: number;
  readonly net: Net;
  readonly city: City;
  readonly four: readonly Block[];
  readonly six: readonly Block[];
  /** Share of connections over IPv6. */
  readonly sixShare: number;
  /** How long an address lasts; 0: a new one for each connection. */
  readonly keepMs: number;
  /** Share of leases that come with another block. */
  readonly blockLuck: number;
  /** How many addresses are in use at once. */
  readonly width: number;
}

export interface Spot {
  readonly ip: string;
  readonly block: Block;
}

export interface Access {
  readonly world: World;
  readonly home: (city: City, net?: Net) => Line;
  readonly carrier: (city: City, net?: Net) => Line;
  readonly office: (city: City, net?: Net) => Line;
  /** Café, hotel, client, airport: small owners, or a provider's business line. */
  readonly visit: (city: City) => Line;
  readonly hosted: (kind: 'hosting' | 'vpn' | 'relay' | 'gateway' | 'satellite', city: City, width?: number) => Line;
  /** The same line as the database has it wrong, or after its owner's name changed. */
  readonly altered: (line: Line, how: { lost?: boolean; net?: Net }) => Line;
  /** One of a few points of presence, the first the usual one. */
  readonly cloudBlocks: (net: Net, cities: readonly City[], each: number) => Line;
}

export function openAccess(random: Random, seed: number): Access {
  const world = openWorld(random, seed);
  const pools = new Map<string, Block[]>();
  const sixWorld = wide(random, [0.02, 0.9]);
  const gateways = wide(random, [1, 5]);
  const carrierBlocks = wide(random, [2, 50]);
  const churn = wide(random, [0.2, 60]);
  let lines = 0;

  const blocksOf = (net: Net, city: City, want: { count: number; size: number; six?: boolean }): Block[] => {
    const key = `${net.index}/${city.index}/${want.six ? 6 : 4}`;
    const found = pools.get(key) ?? [];
    pools.set(key, found);
    return Array.from({ length: want.count }, () => {
      const at = Math.floor(random() * want.size);
      if (at < found.length) return found[at]!;
      const block = world.block(net, city, { six: want.six === true });
      found.push(block);
      return block;
    });
  };
  const line = (net: Net, city: City, rest: Partial<Line>): Line => {
    lines += 1;
    const usual = { four: [], six: [], sixShare: 0, keepMs: FOR_EVER, blockLuck: 0.1, width: 1 };
    return { ...usual, ...rest, id: lines, net, city };
  };
  const regional = new Map<string, Net[]>();
  const small = wide(random, [0.1, 0.6]);
  /** One of the country's big providers, or of the small ones no list has. */
  const localNet = (kind: string, country: string): Net => {
    if (!chance(random, small)) return pick(random, world.nets(kind, country));
    const found = regional.get(`${kind}/${country}`) ?? [];
    regional.set(`${kind}/${country}`, found);
    const at = Math.floor(random() * 12);
    if (at < found.length) return found[at]!;
    const net = world.smallNet(kind, country);
    found.push(net);
    return net;
  };

  return {
    world,
    home: (city, given) => {
      const net = given ?? localNet('isp', city.country);
      const way = choose(random, { fixed: 3, lease: 4, nat: 1, rotating: 1 });
      const count = way === 'fixed' ? 1 : way === 'nat' ? whole(random, [2, 25]) : whole(random, [1, 6]);
      const dual = net.v6.length > 0 && chance(random, sixWorld);
      return line(net, city, {
        four: blocksOf(net, city, { count, size: 60 }),
        six: dual ? blocksOf(net, city, { count: way === 'rotating' ? 30 : 1, size: 4000, six: true }) : [],
        sixShare: dual ? pick(random, [0.1, 0.5, 0.9]) : 0,
        keepMs: way === 'fixed' ? FOR_EVER : way === 'nat' ? 0 : wide(random, [0.3, 40]) * DAY_MS * (churn / 8 + 0.3),
        blockLuck: way === 'nat' || way === 'rotating' ? 1 : wide(random, [0.03, 1]),
      });
    },
    carrier: (city, given) => {
      const net = given ?? pick(random, world.nets('mobile', city.country));
      const all = citiesOf(city.country);
      // The same few gateways for everybody: seldom in the phone's own city.
      const sites = Math.min(all.length, 1 + Math.floor(gateways * hashed(seed, net.index, 41)));
      const sitesOf = Array.from({ length: sites }, (_, i) =>
        i === 0 && hashed(seed, net.index, 42) < 0.5
          ? city
          : all[Math.floor(hashed(seed, net.index, 43 + i) * all.length)]!,
      );
      const each = Math.max(1, Math.round((carrierBlocks * (0.5 + random())) / sites));
      const dual = net.v6.length > 0 && chance(random, sixWorld);
      const many = (six: boolean) =>
        sitesOf.flatMap((site) => blocksOf(net, site, { count: each, size: 3 * each, six }));
      return line(net, city, {
        four: many(false),
        six: dual ? many(true) : [],
        sixShare: dual ? pick(random, [0.2, 0.6, 0.95]) : 0,
        keepMs: pick(random, [0, 0, 3_600_000, DAY_MS]),
        blockLuck: 1,
      });
    },
    office: (city, given) => {
      const net = given ?? localNet(chance(random, 0.5) ? 'business' : 'isp', city.country);
      const count = chance(random, 0.7) ? 1 : 2;
      return line(net, city, {
        four: blocksOf(net, city, { count, size: 1e6 }),
        width: whole(random, [1, 4]),
        blockLuck: 1,
      });
    },
    visit: (city) => {
      const net = chance(random, 0.5) ? world.smallNet('business', city.country) : localNet('isp', city.country);
      return line(net, city, { four: blocksOf(net, city, { count: 1, size: 60 }) });
    },
    hosted: (kind, city, width = 1) => {
      const odd = kind === 'hosting' && chance(random, 0.25);
      const net = odd ? world.smallNet('hosting', city.country) : pick(random, world.nets(kind, city.country));
      const loose = kind !== 'hosting';
      const count = loose ? whole(random, [1, kind === 'relay' ? 40 : 6]) : 1 + Math.floor(width / 8);
      const four = blocksOf(net, city, { count, size: loose ? 40 : 4000 });
      return line(net, city, { four, width, keepMs: loose ? 0 : FOR_EVER, blockLuck: 1 });
    },
    altered: (old, how) => {
      const net = how.net ?? old.net;
      const four = [world.block(net, old.city, { lost: how.lost === true })];
      return line(net, old.city, { ...old, four, sixShare: how.lost ? 0 : old.sixShare });
    },
    cloudBlocks: (net, cities, each) =>
      line(net, cities[0]!, {
        four: cities.flatMap((city) => blocksOf(net, city, { count: each, size: 2 * each })),
        keepMs: 0,
        blockLuck: 1,
      }),
  };
}

/** The address of a line for one connection; `salt` tells connections apart where each has its own. */
export function spotOn(line: Line, timeMs: number, salt: number): Spot {
  const six = line.six.length > 0 && hashed(line.id, salt, 1) < line.sixShare;
  const blocks = six ? line.six : line.four;
  const lease = line.keepMs === 0 ? salt : Math.floor(timeMs / line.keepMs + hashed(line.id, 2));
  const slot = Math.floor(hashed(line.id, salt, 3) * line.width);
  const moved = hashed(line.id, lease, 4 + 7 * slot) < line.blockLuck;
  const at = moved ? Math.floor(hashed(line.id, lease, 5 + 7 * slot) * blocks.length) : 0;
  const block = blocks[at]!;
  // IPv6 privacy: the interface part changes daily at the latest, the subnet not.
  const turn = six ? Math.floor(timeMs / DAY_MS) : lease;
  const host = [
    hashed(line.id, turn, 6 + 7 * slot),
    hashed(line.id, turn, 8 + 7 * slot),
    hashed(line.id, at, 9),
  ] as const;
  return { ip: addressIn(block, host), block };
}

/** Some city of the world by size, of another country than given. */
export function cityAbroad(random: Random, country: string): City {
  for (let i = 0; i < 20; i++) {
    const city = weighted(random, CITIES, (one) => one.weight);
    if (city.country !== country) return city;
  }
  return pick(random, CITIES);
}

/** A city of the same country, by size. */
export function cityInland(random: Random, country: string): City {
  return weighted(random, citiesOf(country), (one) => one.weight);
}
