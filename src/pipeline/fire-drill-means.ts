// What an invented attacker brings: an address of a real network, chosen by what the databases in use say of it, and a device,
// both in relation to what the victim has.

import type { DrillKind } from '../domain/backtest.ts';
import { describeDevice } from '../domain/describe-device.ts';
import type { Enrichment } from '../domain/enrichment.ts';
import type { StoredSignIn } from '../domain/sign-in.ts';
import { address4 } from '../simulation/address-plan.ts';
import { chromeMajor } from '../simulation/agents.ts';
import type { Draw } from '../simulation/draw.ts';
import { type Network, networksOf } from '../simulation/pools/networks.ts';

export interface Means {
  readonly ip: string;
  readonly place: Enrichment;
  /** What the device says of itself at a time, to an app. */
  readonly agent: (timeMs: number, source: string) => string;
  /** The device is what the kind is about: to be shown by an app that records devices. */
  readonly device: boolean;
}

export interface Victim {
  readonly user: string;
  /** Oldest first, at least one. */
  readonly past: readonly { readonly signIn: StoredSignIn; readonly place: Enrichment }[];
  /** Where most sign-ins come from; null where no database says. */
  readonly country: string | null;
  readonly countries: ReadonlySet<string>;
  readonly owners: ReadonlySet<string>;
  /** Systems with browsers, `Chrome on Windows`. */
  readonly devices: ReadonlySet<string>;
  /** Apps that record devices. */
  readonly agentSources: ReadonlySet<string>;
}

export function victimOf(
  user: string,
  signIns: readonly StoredSignIn[],
  enrich: (ip: string | null) => Enrichment,
): Victim {
  const past = signIns.map((signIn) => ({ signIn, place: enrich(signIn.ip) }));
  const counts = new Map<string, number>();
  for (const { place } of past)
    if (place.country !== null) counts.set(place.country, (counts.get(place.country) ?? 0) + 1);
  const agents = signIns.filter(({ userAgent }) => userAgent !== null);
  return {
    user,
    past,
    country: [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0] ?? null,
    countries: new Set(counts.keys()),
    owners: new Set(past.flatMap(({ place }) => place.organization ?? [])),
    devices: new Set(agents.map(({ userAgent }) => deviceName(userAgent!))),
    agentSources: new Set(agents.map(({ source }) => source)),
  };
}

function deviceName(agent: string): string {
  const { client, os } = describeDevice(agent);
  return `${client} on ${os}`;
}

interface MeansGround {
  readonly draw: Draw;
  readonly victim: Victim;
  readonly enrich: (ip: string | null) => Enrichment;
  /** Network owners to keep away from where others will do. */
  readonly owners: ReadonlySet<string>;
}

/** @returns null where no network fits this victim. */
export function meansFor(kind: DrillKind, ground: MeansGround): Means | null {
  const { draw, victim } = ground;
  const { country, owners } = victim;
  const abroad = (place: Enrichment): boolean => place.country !== null && !victim.countries.has(place.country);
  const strange = (place: Enrichment): boolean => place.organization !== null && !owners.has(place.organization);
  const atHome = (place: Enrichment): boolean => place.country === country && strange(place);
  const rented = [...networksOf('hosting'), ...networksOf('vpn')];
  const household = (): Place | null => findAddress(ground, { networks: networksOf('isp'), fits: abroad });
  const server = (): Place | null => findAddress(ground, { networks: networksOf('hosting'), fits: abroad });
  /** What the victim's own browser said last to an app. */
  const own = (timeMs: number, source: string): string =>
    victim.past.findLast(({ signIn }) => signIn.source === source && signIn.userAgent !== null)?.signIn.userAgent ??
    commonAgent(timeMs);
  switch (kind) {
    case 'hosting-abroad':
      return means(server(), commonAgent, true);
    case 'stuffing':
    case 'campaign':
      return means(server(), commonAgent);
    case 'residential-abroad':
      return means(household(), commonAgent);
    case 'dormant':
    case 'new-hire':
      return means(draw.chance(0.5) ? server() : household(), commonAgent);
    case 'residential-same-country':
      if (country === null) return null;
      return means(findAddress(ground, { networks: networksOf('isp', country), fits: atHome }), commonAgent);
    case 'stolen-session':
      return means(findAddress(ground, { networks: rented, fits: strange }), own, true);
    case 'phish-kit': {
      if (country === null) return null;
      const near = rented.filter((network) => network.country === null || network.country === country);
      return means(
        findAddress(ground, { networks: near, fits: atHome }),
        (timeMs, source) => nextVersion(own(timeMs, source)),
        true,
      );
    }
    case 'api-script': {
      const script = draw.pick(SCRIPTS);
      return means(findAddress(ground, { networks: networksOf('hosting'), fits: strange }), () => script, true);
    }
    case 'targeted': {
      const agent = OTHER_DEVICES.find((one) => !victim.devices.has(deviceName(one(0))));
      return agent === undefined ? null : means(nextDoor(ground), agent, true);
    }
  }
}

interface Place {
  readonly ip: string;
  readonly place: Enrichment;
}

function means(found: Place | null, agent: Means['agent'], device = false): Means | null {
  return found === null ? null : { ...found, agent, device };
}

const TRIES = 120;

/** An address of one of the networks of which the databases in use say what is wanted. */
function findAddress(
  { draw, enrich, owners }: MeansGround,
  { networks, fits }: { networks: readonly Network[]; fits: (place: Enrichment) => boolean },
): Place | null {
  const usable = networks.filter(({ v4 }) => v4.length > 0);
  let second: Place | null = null;
  for (let i = 0; usable.length > 0 && i < TRIES; i++) {
    const range = draw.pick(draw.pick(usable).v4);
    const ip = address4(range.start + draw.int(0, range.count - 1), draw.int(2, 253));
    const place = enrich(ip);
    if (place.addressState !== 'public' || !fits(place)) continue;
    if (place.organization === null || !owners.has(place.organization)) return { ip, place };
    second ??= { ip, place };
  }
  return second;
}

/** Another block of the provider that serves the victim most, as near to their own as possible. */
function nextDoor({ draw, victim, enrich }: MeansGround): Place | null {
  const known = new Set(victim.past.map(({ place }) => place.block));
  const counts = new Map<number, number>();
  for (const { place } of victim.past)
    if (place.asn !== null && place.country === victim.country) counts.set(place.asn, (counts.get(place.asn) ?? 0) + 1);
  const [asn] = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0] ?? [];
  const home = victim.past.findLast(({ place }) => place.asn === asn && place.ip?.includes('.'));
  if (asn === undefined || home?.place.ip == null) return null;
  const [a, b, c] = home.place.ip.split('.').map(Number) as [number, number, number, number];
  const own = (a * 256 + b) * 256 + c;
  for (let step = 1; step <= 1024; step++) {
    for (const block of [own + step, own - step]) {
      if (block <= 0 || block >= 0xe00000) continue;
      const ip = address4(block, draw.int(2, 253));
      const place = enrich(ip);
      if (place.asn === asn && place.country === home.place.country && !known.has(place.block)) return { ip, place };
    }
  }
  return null;
}

function commonAgent(timeMs: number): string {
  return `Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${chromeOf(timeMs)} Safari/537.36`;
}

function chromeOf(timeMs: number): string {
  return `${Math.max(100, chromeMajor(timeMs))}.0.0.0`;
}

const OTHER_DEVICES: readonly ((timeMs: number) => string)[] = [
  commonAgent,
  (timeMs) => `Mozilla/5.0 (X11; Linux x86_64; rv:${chromeOf(timeMs)}) Gecko/20100101 Firefox/${chromeOf(timeMs)}`,
  (timeMs) =>
    `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${chromeOf(timeMs)} Safari/537.36`,
];

const SCRIPTS = ['python-requests/2.32.3', 'curl/8.5.0', 'Go-http-client/2.0', 'axios/1.7.2'] as const;

/** The same browser, one version further. */
function nextVersion(agent: string): string {
  return agent.replace(
    /\b(Chrome|Firefox|Version|Edg)\/(\d{1,4})/g,
    (_all, name: string, major: string) => `${name}/${Number(major) + 1}`,
  );
}
