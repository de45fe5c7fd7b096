// Takeovers of the second simulator. Attackers see what real ones see: the victim's country and browser if they
// phished them, nothing if they bought a password.

import type { Component } from '../../../src/domain/score.ts';
import { scriptAgent } from './agents.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from './calendar.ts';
import { changesOf } from './changes.ts';
import { type App, type Company, citiesOf, drawCity, drawProvider } from './company.ts';
import type { Draft } from './days.ts';
import { diceOf } from './dice.ts';
import { fixedLine, type Line, shiftingLine } from './lines.ts';
import type { Person } from './people.ts';
import { drawAgent, drawApp, drawLine, drawNest, drawTimes, type Nest, type Rig } from './rigs.ts';
import {
  before,
  cityOf,
  dayOf,
  drawNewcomer,
  drawSleeper,
  drawTarget,
  drawTraveller,
  type Histories,
  QUIET_DAYS,
  type Scene,
  type Target,
} from './targets.ts';

export const ATTACK_KINDS = [
  'stuffing-hosting',
  'residential-proxy-abroad',
  'residential-proxy-same-country',
  'stolen-session',
  'targeted',
  'new-hire',
  'dormant',
  'slow-return',
  'campaign',
  'during-trip',
  'phish-kit',
  'api-script',
  'contaminated',
] as const;
export type AttackKind = (typeof ATTACK_KINDS)[number];

export interface AttackDraft extends Draft {
  readonly incident: string;
  readonly changed: readonly Component[];
}

interface Course {
  readonly kind: AttackKind;
  readonly rig: Rig;
  readonly app: App;
  readonly failures: number;
  readonly times: readonly number[];
}

const SHARES: readonly (readonly [AttackKind, number])[] = [
  ['stuffing-hosting', 3],
  ['residential-proxy-abroad', 3],
  ['residential-proxy-same-country', 3],
  ['stolen-session', 3],
  ['targeted', 2],
  ['new-hire', 2],
  ['dormant', 2],
  ['slow-return', 2],
  ['campaign', 1],
  ['during-trip', 2],
  ['phish-kit', 3],
  ['api-script', 2],
  ['contaminated', 2],
];

/** A session cookie from the victim's own browser, used minutes to days later. */
function stolenSession(scene: Scene): { target: Target; agent: string; app: App } | null {
  const { company, dice } = scene;
  for (let attempt = 0; attempt < 30; attempt += 1) {
    const target = drawTarget(scene, { from: QUIET_DAYS, until: company.days - 2 });
    if (!target) return null;
    const spoken = before(scene, target.victim.account, target.startMs)
      .filter((draft) => draft.userAgent !== null)
      .slice(-12);
    if (spoken.length === 0) continue;
    const source = dice.pick(spoken);
    const app = company.apps.find((each) => each.source === source.source)!;
    const active = dice.chance(0.5);
    const next = (scene.histories.get(target.victim.account) ?? []).find((draft) => draft.timeMs >= target.startMs);
    const startMs = active && next ? Math.floor(next.timeMs + dice.between(1, 40) * MINUTE_MS) : target.startMs;
    return { target: { ...target, startMs }, agent: source.userAgent!, app };
  }
  return null;
}

function plan(scene: Scene, kind: AttackKind): { target: Target; course: Course } | null {
  const { company, dice } = scene;
  const whole = { from: QUIET_DAYS, until: company.days - 2 };
  const course = (
    target: Target,
    nest: Nest,
    rest: {
      likeness?: number;
      app?: App;
      failures?: number;
      times?: readonly number[];
      agent?: Rig['agent'];
      line?: Line;
    },
  ) => ({
    target,
    course: {
      kind,
      rig: {
        line: rest.line ?? drawLine(scene, target, nest),
        agent: rest.agent ?? drawAgent(scene, target, rest.likeness ?? 0.22),
      },
      app: rest.app ?? drawApp(scene, { agents: 0.4 }),
      failures: rest.failures ?? 0,
      times: rest.times ?? drawTimes(dice, target.startMs, { low: 1, high: 6 }),
    },
  });
  if (kind === 'new-hire' || kind === 'dormant') {
    const target = kind === 'new-hire' ? drawNewcomer(scene) : drawSleeper(scene);
    return target && course(target, drawNest(dice), { failures: dice.chance(0.3) ? dice.whole(1, 4) : 0 });
  }
  if (kind === 'during-trip') {
    const target = drawTraveller(scene);
    if (!target) return null;
    const nest = dice.weighted([
      ['hosting', 35],
      ['proxy-home', 30],
      ['proxy-abroad', 35],
    ] as const);
    if (nest !== 'proxy-abroad') return course(target, nest, { likeness: 0.3 });
    const { city } = target;
    const asn = drawProvider(company.world, dice, city.country);
    return course(target, nest, {
      line: shiftingLine(company.world, { asn, city, salt: dice.salt(), stickMs: 3 * HOUR_MS, blocks: 5000 }),
      likeness: 0.3,
    });
  }
  if (kind === 'stolen-session') {
    const stolen = stolenSession(scene);
    if (!stolen) return null;
    const { target, app, agent } = stolen;
    return course(target, drawNest(dice), {
      app,
      agent: () => agent,
      times: drawTimes(dice, target.startMs, { low: 1, high: 8 }),
    });
  }
  if (kind === 'contaminated') {
    const target = drawTarget(scene, { from: 1, until: 24 });
    const spread = dice.weighted([
      ['hours', 1],
      ['days', 2],
    ] as const);
    return (
      target &&
      course(target, drawNest(dice), {
        likeness: 0.3,
        times: drawTimes(dice, target.startMs, { low: 3, high: 10, spread }),
      })
    );
  }
  const target = drawTarget(scene, whole);
  if (!target) return null;
  if (kind === 'stuffing-hosting') {
    return course(target, 'hosting', {
      app: drawApp(scene, { failures: true, agents: 0.5 }),
      failures: dice.whole(1, 8),
      likeness: 0.05,
    });
  }
  if (kind === 'targeted') {
    const times = drawTimes(dice, target.startMs, { low: 1, high: 6 });
    return course(target, 'next-door', { app: drawApp(scene, { agents: 0.85 }), likeness: 0.3, times });
  }
  if (kind === 'slow-return') {
    return course(target, drawNest(dice), {
      times: drawTimes(dice, target.startMs, { low: 4, high: 12, spread: 'days' }),
      likeness: 0.3,
    });
  }
  if (kind === 'phish-kit') {
    const city = cityOf(company, target.victim, target.startMs);
    const local = company.world.networks('hosting', city.country);
    const network = dice.pick(local.length > 0 ? local : company.world.networks('hosting'));
    const place = network.countries.includes(city.country)
      ? citiesOf(city.country)[0]!
      : drawCity(dice, network.countries[0]!);
    const line = fixedLine(company.world, { asn: network.asn, city: place, salt: dice.salt() });
    return course(target, 'hosting', { line, likeness: 0.85, app: drawApp(scene, { agents: 0.6 }) });
  }
  if (kind === 'api-script') {
    const salt = dice.chance(0.65) ? 1 : dice.salt();
    const times = drawTimes(dice, target.startMs, { low: 2, high: 12 });
    return course(target, 'hosting', { agent: () => scriptAgent(salt), app: drawApp(scene, { agents: 1 }), times });
  }
  const nest = kind === 'residential-proxy-abroad' ? 'proxy-abroad' : 'proxy-home';
  return course(target, nest, { likeness: 0.25, failures: dice.chance(0.25) ? dice.whole(1, 3) : 0 });
}

function act(scene: Scene, name: string, attack: { target: Target; course: Course }): AttackDraft[] {
  const { company, dice } = scene;
  const { victim, startMs } = attack.target;
  const { kind, rig, app, failures, times } = attack.course;
  const endMs = company.startMs + company.days * DAY_MS;
  const loud = drawApp(scene, { failures: true });
  const drafts: Draft[] = [];
  const add = (timeMs: number, where: App, outcome: Draft['outcome']): void => {
    const userAgent = where.agents ? rig.agent(timeMs) : null;
    const warned = outcome === 'success' && !where.agents && dice.chance(0.1);
    drafts.push({
      source: where.source,
      timeMs,
      account: victim.account,
      ip: rig.line.at(timeMs, 0),
      userAgent,
      outcome,
      kind,
      incident: name,
      warned,
    });
  };
  for (let count = failures; count > 0; count -= 1) {
    add(startMs - Math.floor(count * dice.between(3, 240)) * 1000, app.failures ? app : loud, 'failure');
  }
  times.forEach((timeMs, index) => {
    // Once inside, intruders look round the other apps; a cookie or token opens only its own.
    const bound = kind === 'stolen-session' || kind === 'api-script' || index === 0;
    const where = bound || dice.chance(0.7) ? app : drawApp(scene, {});
    if (index === 0 && where.failures && dice.chance(0.12)) add(timeMs - dice.whole(5, 60) * 1000, where, 'challenge');
    add(timeMs, where, 'success');
  });
  const openMs = company.startMs + (kind === 'contaminated' ? 0 : QUIET_DAYS * DAY_MS);
  const kept = drafts.filter((draft) => draft.timeMs >= openMs && draft.timeMs < endMs);
  if (!kept.some((draft) => draft.outcome === 'success')) return [];
  const past = before(scene, victim.account, Math.min(...kept.map((draft) => draft.timeMs)));
  const changes = kept.map((draft) => changesOf(scene, draft, past));
  const all = [...new Set(changes.flat())];
  // Nothing to be seen from outside: the truth is still another machine, or another line.
  const hidden: Component[] = all.length > 0 ? all : [kind === 'targeted' ? 'device' : 'network'];
  return kept.map((draft, index) => ({
    ...draft,
    incident: name,
    changed: changes[index]!.length > 0 ? changes[index]! : hidden,
  }));
}

function campaign(scene: Scene): { target: Target; course: Course }[] {
  const { company, dice } = scene;
  const first = drawTarget(scene, { from: QUIET_DAYS, until: company.days - 2 });
  if (!first) return [];
  const nest = dice.weighted([
    ['hosting', 55],
    ['proxy-home', 25],
    ['proxy-abroad', 20],
  ] as const);
  const line = drawLine(scene, first, nest);
  const agent = drawAgent(scene, first, 0.1);
  const app = drawApp(scene, { agents: 0.5 });
  const size = Math.min(dice.whole(3, 8), Math.max(3, Math.floor(company.size / 10)));
  const found: { target: Target; course: Course }[] = [];
  for (let attempt = 0; attempt < 80 && found.length < size; attempt += 1) {
    const day = dayOf(company, first.startMs);
    const drawn = found.length === 0 ? first : drawTarget(scene, { from: day, until: day });
    if (!drawn || scene.taken.has(drawn.victim.account)) continue;
    scene.taken.add(drawn.victim.account);
    const startMs = first.startMs + (found.length === 0 ? 0 : dice.whole(60_000, 20 * HOUR_MS));
    const times = drawTimes(dice, startMs, { low: 1, high: 4, spread: 'minutes' });
    const failures = app.failures && dice.chance(0.3) ? dice.whole(1, 2) : 0;
    found.push({
      target: { ...drawn, startMs },
      course: { kind: 'campaign', rig: { line, agent }, app, failures, times },
    });
  }
  return found;
}

/** All takeovers of a company; none but the contaminating ones in the first 30 days. */
export function attack(company: Company, people: readonly Person[], histories: Histories): AttackDraft[] {
  const dice = diceOf(company.seed, 505);
  const scene: Scene = { company, dice, people, histories, taken: new Set() };
  const wanted = Math.floor(dice.between(20, 36) * Math.min(1, Math.max(0.4, company.size / 80)));
  // One of each kind first, so that small companies are as varied as large ones.
  const more = SHARES.flatMap(([kind, share]) => Array.from({ length: share - 1 }, () => kind));
  const kinds = [...dice.shuffled(ATTACK_KINDS), ...dice.shuffled(more)];
  for (let extra = 0; extra < 30; extra += 1) kinds.push(dice.weighted(SHARES));
  const found: AttackDraft[] = [];
  let number = 0;
  for (const kind of kinds) {
    if (number >= wanted) break;
    if (company.days <= QUIET_DAYS + 2 && kind !== 'contaminated') continue;
    const single = kind === 'campaign' ? null : plan(scene, kind);
    for (const each of kind === 'campaign' ? campaign(scene) : single ? [single] : []) {
      const drafts = act(scene, `inc-${String(number + 1).padStart(3, '0')}`, each);
      if (drafts.length === 0) continue;
      scene.taken.add(each.target.victim.account);
      number += 1;
      found.push(...drafts);
    }
  }
  return found;
}
