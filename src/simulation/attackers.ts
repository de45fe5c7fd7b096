// What attackers bring: a network and a device, chosen with more or less care for what the victim has.

import { agentText, type Client, type Device, deviceOf, type Platform, SCRIPT_AGENTS } from './agents.ts';
import type { Draw } from './draw.ts';
import {
  carrierLine,
  carrierNetwork,
  exitLine,
  fixedLine,
  homeNetwork,
  type Line,
  leasedLine,
  rotatingLine,
  type World,
} from './lines.ts';
import { CITIES, CITIES_BY_COUNTRY, type City } from './pools/cities.ts';
import { networksOf } from './pools/networks.ts';
import type { SourceName } from './profile.ts';

export interface AttackerDevice {
  /** What it says of itself at a time, to a source. */
  agent(timeMs: number, source: SourceName): string;
}

/** A band with servers and habits of its own; its takeovers look alike. */
export interface Band {
  readonly servers: readonly Line[];
  readonly device: AttackerDevice;
}

const POOR: readonly (readonly [number, string])[] = [
  [4, 'NG'],
  [4, 'US'],
  [3, 'RU'],
  [3, 'BR'],
  [3, 'ID'],
  [3, 'VN'],
  [2, 'IN'],
  [2, 'TR'],
  [2, 'UA'],
  [2, 'PK'],
  [2, 'ZA'],
  [2, 'GB'],
  [1, 'CN'],
  [1, 'RO'],
  [1, 'PH'],
  [1, 'MA'],
  [1, 'MX'],
  [1, 'NL'],
  [1, 'DE'],
  [1, 'CO'],
];

export function createBands(world: World, draw: Draw): Band[] {
  return Array.from({ length: draw.int(1, 4) }, () => ({
    servers: Array.from({ length: draw.int(1, 3) }, () => serverLine(world, draw)),
    device: commonDevice(world, draw),
  }));
}

export function serverLine(world: World, draw: Draw, near?: City): Line {
  const network = draw.pick(
    networksOf(
      draw.weighted([
        [60, 'hosting'],
        [33, 'vpn'],
        [7, 'relay'],
      ] as const),
    ),
  );
  const city = near ?? draw.pick(CITIES);
  return draw.chance(0.6)
    ? fixedLine(world, draw, { network, city: world.plan.nearest(network, city), addresses: draw.int(1, 2) })
    : exitLine(world, draw, { network, city, exits: draw.int(1, 3) });
}

/** A server in the victim's own country, where any provider has one there. */
export function serverInCountry(world: World, draw: Draw, city: City): Line {
  const networks = draw.shuffle([...networksOf('hosting'), ...networksOf('vpn')]);
  for (const network of networks) {
    const place = world.plan.nearest(network, city);
    if (place.country === city.country)
      return fixedLine(world, draw, { network, city: place, addresses: draw.int(1, 2) });
  }
  return serverLine(world, draw, city);
}

export function residentialAbroad(world: World, draw: Draw, victim: City): Line {
  if (draw.chance(0.15))
    return rotatingLine(
      Array.from({ length: draw.int(2, 4) }, () => household(world, draw, victim)),
      draw,
    );
  return household(world, draw, victim);
}

function household(world: World, draw: Draw, victim: City): Line {
  let country = draw.weighted(POOR);
  if (country === victim.country) country = draw.pick(CITIES).country;
  const city = draw.pick(CITIES_BY_COUNTRY.get(country)!);
  if (draw.chance(0.15)) return carrierLine(world, draw, { network: carrierNetwork(world, draw, city), city });
  return leasedLine(world, draw, {
    network: homeNetwork(world, draw, city),
    city,
    leaseDays: draw.logBetween(0.05, 10),
  });
}

export function residentialSameCountry(world: World, draw: Draw, victim: City): Line {
  const cities = CITIES_BY_COUNTRY.get(victim.country)!;
  const city = draw.chance(0.25) ? victim : draw.weighted(cities.map((c) => [c.weight, c] as const));
  return leasedLine(world, draw, {
    network: homeNetwork(world, draw, city),
    city,
    leaseDays: draw.logBetween(0.05, 10),
  });
}

/** Another household of the victim's own provider and city. */
export function nextDoor(world: World, draw: Draw, home: Line): Line {
  return leasedLine(world, draw, { network: home.network, city: home.city, leaseDays: 20 });
}

export function scriptDevice(draw: Draw): AttackerDevice {
  const agent = draw.pick(SCRIPT_AGENTS);
  return { agent: () => agent };
}

/** The browser an attacker happens to use: mostly the commonest one. */
export function commonDevice(world: World, draw: Draw): AttackerDevice {
  const [platform, client] = draw.weighted<readonly [Platform, Client]>([
    [52, ['windows', 'chrome']],
    [12, ['macos', 'chrome']],
    [8, ['linux', 'chrome']],
    [7, ['windows', 'edge']],
    [6, ['windows', 'firefox']],
    [4, ['linux', 'firefox']],
    [5, ['android', 'chrome']],
    [4, ['iphone', 'safari']],
    [2, ['macos', 'safari']],
  ]);
  const device = deviceOf(draw, world.profile.habits, { platform, nowMs: 0 });
  const headless = platform === 'linux' && client === 'chrome' && draw.chance(0.3);
  const own = { ...device, lagDays: draw.exponential(12), osUpdateMs: Number.POSITIVE_INFINITY };
  return madeOf(own, { client, headless, app: draw.chance(0.08) });
}

/** The victim's system and browser, of a version of its own. */
export function alikeDevice(draw: Draw, victim: Device): AttackerDevice {
  const own = { ...victim, lagDays: draw.exponential(15), osVersion: draw.int(0, 2) };
  return madeOf(own, { client: victim.browser, headless: false, app: victim.hasSlackApp && draw.chance(0.35) });
}

function madeOf(device: Device, options: { client: Client; headless: boolean; app: boolean }): AttackerDevice {
  return {
    agent: (timeMs, source) => {
      const text = agentText(device, options.app && source === 'slack' ? 'slack' : options.client, timeMs);
      return options.headless ? text.replace(' Chrome/', ' HeadlessChrome/') : text;
    },
  };
}
