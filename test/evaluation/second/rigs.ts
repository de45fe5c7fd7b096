// What attackers of the second simulator work with: networks, browsers, the app they enter, their timing.

import { type Browser, browserAgent, drawMachine, type Machine } from './agents.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from './calendar.ts';
import { type App, citiesOf, drawAbroad, drawCity, drawProvider } from './company.ts';
import type { Dice } from './dice.ts';
import { fixedLine, type Line, shiftingLine } from './lines.ts';
import { homeOn } from './people.ts';
import { dayOf, type Scene, type Target } from './targets.ts';

/** Where an attacker sits and what they say they are. */
export interface Rig {
  readonly line: Line;
  agent(timeMs: number): string;
}

export type Nest = 'hosting' | 'proxy-abroad' | 'proxy-home' | 'next-door';

export function drawLine(scene: Scene, target: Target, nest: Nest): Line {
  const { company, dice } = scene;
  const { world } = company;
  const home = homeOn(target.victim, dayOf(company, target.startMs)).line;
  const salt = dice.salt();
  if (nest === 'hosting') {
    const near = dice.chance(0.35);
    const all = world.networks(dice.chance(0.72) ? 'hosting' : 'vpn');
    const local = all.filter((network) => network.countries.includes(home.city.country));
    const network = dice.pick(near && local.length > 0 ? local : all);
    const country =
      network.countries.includes(home.city.country) && near ? home.city.country : dice.pick(network.countries);
    const city = citiesOf(country)[dice.whole(0, Math.min(2, citiesOf(country).length - 1))]!;
    return dice.chance(0.6)
      ? fixedLine(world, { asn: network.asn, city, salt, addresses: dice.whole(1, 3) })
      : shiftingLine(world, { asn: network.asn, city, salt, stickMs: dice.whole(1, 30) * HOUR_MS, blocks: 50 });
  }
  const proxied = {
    salt,
    stickMs: dice.whole(2, 90) * 10 * MINUTE_MS,
    blocks: 5000,
    v6Share: dice.chance(0.15) ? 0.5 : 0,
  };
  if (nest === 'next-door') {
    const mobile = dice.chance(0.2);
    return mobile
      ? { ...target.victim.carrier, at: (timeMs, device) => target.victim.carrier.at(timeMs + 9 * DAY_MS, device + 1) }
      : shiftingLine(world, { ...proxied, asn: home.asn, city: home.city, stickMs: 4 * DAY_MS });
  }
  const city = nest === 'proxy-abroad' ? drawAbroad(dice, [home.city.country]) : drawCity(dice, home.city.country);
  const carriers = world.carriers(city.country);
  const asn = dice.chance(0.2) ? dice.pick(carriers).asn : drawProvider(world, dice, city.country);
  return shiftingLine(world, { ...proxied, asn, city });
}

/** A browser as attackers have it: mostly the commonest there is, at times dressed up as the victim's. */
export function drawAgent(scene: Scene, target: Target, likeness: number): Rig['agent'] {
  const { dice } = scene;
  const computer = target.victim.machines.find((machine) => !['iphone', 'android', 'ipad'].includes(machine.platform));
  let machine: Machine;
  let browser: Browser;
  if (computer && dice.chance(likeness)) {
    machine = { ...computer, lagMs: dice.between(0, 30) * DAY_MS, frozenMs: null };
    browser = computer.browsers[0]!;
  } else {
    const [platform, drawn] = dice.weighted([
      [['windows', 'chrome'] as const, 50],
      [['mac', 'chrome'] as const, 13],
      [['windows', 'firefox'] as const, 9],
      [['windows', 'edge'] as const, 8],
      [['linux', 'chrome'] as const, 6],
      [['linux', 'firefox'] as const, 4],
      [['android', 'chrome'] as const, 6],
      [['iphone', 'safari'] as const, 4],
    ]);
    machine = drawMachine(dice, { platform });
    machine = {
      ...machine,
      lagMs: (dice.chance(0.7) ? dice.between(0, 20) : dice.between(20, 400)) * DAY_MS,
      frozenMs: null,
    };
    browser = drawn;
  }
  return (timeMs) => browserAgent(machine, browser, timeMs);
}

export function drawApp(scene: Scene, wish: { agents?: number; failures?: boolean }): App {
  const { company, dice } = scene;
  const apps = company.apps.filter((app) => !wish.failures || app.failures);
  const spoken = apps.filter((app) => app.agents);
  const pool = spoken.length > 0 && dice.chance(wish.agents ?? 0) ? spoken : apps;
  return dice.weighted(pool.map((app) => [app, app.weight] as const));
}

/** When the intruder comes: a burst, a day's work, or returns over days. */
export function drawTimes(
  dice: Dice,
  startMs: number,
  plan: { low: number; high: number; spread?: 'minutes' | 'hours' | 'days' },
): number[] {
  const spread =
    plan.spread ??
    dice.weighted([
      ['minutes', 50],
      ['hours', 32],
      ['days', 18],
    ] as const);
  const times = [startMs];
  for (let count = dice.whole(plan.low, plan.high); count > 1; count -= 1) {
    const gap =
      spread === 'minutes'
        ? dice.between(0.4, 25) * MINUTE_MS
        : spread === 'hours'
          ? dice.between(0.3, 8) * HOUR_MS
          : dice.between(1.6, 6.3) * DAY_MS;
    times.push(Math.floor(times.at(-1)! + gap));
  }
  return times;
}

export function drawNest(dice: Dice): Nest {
  return dice.weighted([
    ['hosting', 42],
    ['proxy-abroad', 24],
    ['proxy-home', 34],
  ] as const);
}
