// The kinds of takeover, each a lean on independent draws: from what network, how far off, with what device, at what
// hour, at what pace. Every combination can occur; the weights differ from company to company.

import type { Random } from '../../../src/platform/random.ts';
import { choose, factor } from '../factorial/draw.ts';

export const NETWORKS = ['hosting', 'vpn', 'proxy', 'mobile', 'kin', 'inside', 'relay', 'guest'] as const;
export const DISTANCES = ['city', 'region', 'country', 'neighbour', 'world'] as const;
export const DEVICES = ['exact', 'drift', 'cousin', 'popular', 'kit', 'script', 'phone', 'odd'] as const;
export const HOURS = ['active', 'usual', 'workday', 'night', 'any'] as const;
export const PACES = ['single', 'burst', 'hours', 'days', 'weeks'] as const;
/** When in the victim's life. */
export const MOMENTS = ['whenever', 'dormant', 'rookie', 'travel', 'early'] as const;

export interface Draw {
  readonly network: (typeof NETWORKS)[number];
  readonly distance: (typeof DISTANCES)[number];
  readonly device: (typeof DEVICES)[number];
  readonly hour: (typeof HOURS)[number];
  readonly pace: (typeof PACES)[number];
  readonly moment: (typeof MOMENTS)[number];
}

type Lean = { readonly [Axis in keyof Draw]?: Partial<Readonly<Record<Draw[Axis], number>>> };

/** Weights where the tale says nothing. */
const BASE: { readonly [Axis in keyof Draw]: Readonly<Record<Draw[Axis], number>> } = {
  network: { hosting: 3, vpn: 2, proxy: 4, mobile: 1, kin: 0.5, inside: 0.12, relay: 0.3, guest: 0.5 },
  distance: { city: 1, region: 1.2, country: 2, neighbour: 1.5, world: 3 },
  device: { exact: 1.2, drift: 0.8, cousin: 1, popular: 4, kit: 1.5, script: 1, phone: 0.8, odd: 0.8 },
  hour: { active: 1, usual: 3, workday: 2.5, night: 1, any: 2 },
  pace: { single: 3, burst: 2, hours: 1.5, days: 1.5, weeks: 0.7 },
  moment: { whenever: 10, dormant: 0.3, rookie: 0.4, travel: 0.8, early: 0.5 },
};

interface Tale {
  readonly weight: number;
  readonly lean: Lean;
  /** Mean failures before the first success. */
  readonly failures: number;
  /** How many colleagues the same gang visits. */
  readonly victims: readonly [low: number, high: number];
  /** Probability that guesses at other accounts go before. */
  readonly spraying: number;
  /** Probability that a script follows, for rules and exports. */
  readonly script: number;
}

const tale = (weight: number, lean: Lean, more: Partial<Tale> = {}): Tale => ({
  weight,
  lean,
  failures: 0.1,
  victims: [1, 1],
  spraying: 0.02,
  script: 0.08,
  ...more,
});

export const TALES: Readonly<Record<string, Tale>> = {
  stuffing: tale(
    2,
    { network: { hosting: 4, proxy: 3 }, device: { popular: 3, kit: 3, script: 3, exact: 0.02, drift: 0.1 } },
    { failures: 3, spraying: 0.5 },
  ),
  'slow-stuffing': tale(
    1,
    { network: { proxy: 5 }, device: { exact: 0.02, popular: 3 }, pace: { weeks: 3, days: 2 } },
    { failures: 1.5, spraying: 0.25 },
  ),
  spray: tale(
    0.8,
    { network: { hosting: 2, proxy: 4, vpn: 2 }, device: { exact: 0.01, drift: 0.1, kit: 2 } },
    { failures: 1, spraying: 1 },
  ),
  'phishing-proxy': tale(
    2.5,
    {
      network: { hosting: 5, proxy: 2, guest: 1.5 },
      distance: { region: 2, country: 3, neighbour: 3 },
      device: { exact: 5, popular: 3, kit: 1, script: 0.1 },
      hour: { usual: 4, active: 2, night: 0.2 },
    },
    { script: 0.3 },
  ),
  infostealer: tale(1.8, {
    network: { vpn: 5, proxy: 3, hosting: 1 },
    distance: { city: 3, region: 2, country: 3, world: 0.7 },
    device: { exact: 12, drift: 2, popular: 0.5, script: 0.1 },
  }),
  'live-theft': tale(1.3, { hour: { active: 20 }, device: { exact: 6, drift: 1 }, distance: { world: 2 } }),
  targeted: tale(1.2, {
    network: { kin: 6, proxy: 3, mobile: 3, guest: 2, hosting: 0.3 },
    distance: { city: 8, region: 3, world: 0.05, neighbour: 0.1 },
    device: { exact: 0.1, popular: 2, cousin: 3 },
    hour: { usual: 2 },
  }),
  twin: tale(0.8, { device: { drift: 15, cousin: 6, exact: 0.2 } }),
  insider: tale(0.6, {
    network: { inside: 60 },
    device: { exact: 0, drift: 0.3, script: 2 },
    hour: { night: 2, any: 2 },
  }),
  returner: tale(1, { pace: { weeks: 15, days: 5, single: 0.05 } }),
  sleeper: tale(0.6, { moment: { dormant: 60 } }),
  rookie: tale(0.6, { moment: { rookie: 60 } }),
  traveller: tale(0.9, { moment: { travel: 60 } }),
  campaign: tale(0.35, { network: { vpn: 4, hosting: 2 } }, { victims: [5, 20], failures: 0.3, spraying: 0.3 }),
  ring: tale(0.4, { network: { proxy: 3, vpn: 2 } }, { victims: [2, 4] }),
  'sim-swap': tale(0.6, {
    network: { mobile: 40, proxy: 0.3 },
    distance: { city: 2, region: 3, country: 4, world: 0.1, neighbour: 0.2 },
    device: { phone: 8, exact: 0.05, script: 0.1 },
  }),
  foreigner: tale(1.6, {
    network: { proxy: 8, mobile: 2 },
    distance: { world: 8, neighbour: 2, city: 0, region: 0, country: 0 },
  }),
  early: tale(0.5, { moment: { early: 60 } }),
};

/** This company's own weights over tales and draws. */
export interface Threats {
  readonly tale: (random: Random) => string;
  readonly draw: (random: Random, tale: string) => Draw;
}

export function openThreats(random: Random): Threats {
  const tales: Record<string, number> = {};
  for (const [name, one] of Object.entries(TALES)) tales[name] = one.weight * factor(random, 0.9);
  const bent = Object.fromEntries(
    Object.entries(BASE).map(([axis, table]) => [
      axis,
      Object.fromEntries(Object.entries(table).map(([key, weight]) => [key, weight * factor(random, 0.6)])),
    ]),
  ) as Readonly<Record<keyof Draw, Readonly<Record<string, number>>>>;
  return {
    tale: (luck) => choose(luck, tales),
    draw: (luck, name) => {
      const drawn: Record<string, string> = {};
      for (const axis of Object.keys(BASE) as (keyof Draw)[]) {
        const lean = TALES[name]!.lean[axis] as Readonly<Record<string, number>> | undefined;
        const weights: Record<string, number> = {};
        for (const [key, weight] of Object.entries(bent[axis])) weights[key] = weight * (lean?.[key] ?? 1);
        drawn[axis] = choose(luck, weights);
      }
      return drawn as unknown as Draw;
    },
  };
}
