// The fire drill: invented takeovers of real users, for a copy of their history in memory. Who, when and how is drawn by a seed;
// addresses are of real networks and are looked up in the databases in use, so that these decide what a takeover looks like.
// Each user is a victim at most once a round; a small company is played in several rounds, so that one takeover does not hide another.

import { DRILL_KINDS, type DrillIncident, type DrillKind } from '../domain/backtest.ts';
import type { Enrichment } from '../domain/enrichment.ts';
import type { StoredSignIn } from '../domain/sign-in.ts';
import { createDraw, type Draw } from '../simulation/draw.ts';
import type { Store } from '../store/contract.ts';
import { type Means, meansFor, type Victim, victimOf } from './fire-drill-means.ts';
import { whyNot } from './replay.ts';

export interface PlannedIncident extends Omit<DrillIncident, 'signIns' | 'failures'> {
  /** In order of time, with negative places: they are in no store. */
  readonly signIns: readonly StoredSignIn[];
}

export interface DrillPlan {
  readonly seed: number;
  /** Nothing is invented before this. */
  readonly cutMs: number;
  /** Part of the history's time from there on, 0..1. */
  readonly share: number;
  readonly rounds: readonly (readonly PlannedIncident[])[];
  readonly without: readonly DrillKind[];
}

export interface DrillGround {
  readonly store: Pick<Store, 'window'>;
  readonly sources: readonly string[];
  readonly enrich: (ip: string | null) => Enrichment;
  readonly seed: number;
  /** First and last sign-in that is judged. */
  readonly oldestMs: number;
  readonly newestMs: number;
  /** Takeovers lie in the last third of the history, and not before this. */
  readonly sinceMs: number;
}

interface Person {
  signIns: number;
  readonly firstMs: number;
  lastMs: number;
  /** The longest silence of 25 days or more. */
  silence: readonly [fromMs: number, toMs: number] | null;
}

export interface DrillSurvey {
  note(signIn: StoredSignIn): void;
  readonly people: ReadonlyMap<string, Person>;
  /** Sources that record failed sign-ins, with the name they give them. */
  readonly failureEvents: ReadonlyMap<string, string>;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
const SILENCE_MS = 25 * DAY_MS;
const WANTED = 24;
const MOST_ROUNDS = 8;
const CAMPAIGN_VICTIMS = 4;
const TRIES = 30;
/** A past is looked at this far back, must hold so many sign-ins, and have gone on until lately. */
const PAST_MS = 90 * DAY_MS;
const ENOUGH = 20;
const LATELY_MS = 10 * DAY_MS;

export function openDrillSurvey(): DrillSurvey {
  const people = new Map<string, Person>();
  const failureEvents = new Map<string, string>();
  return {
    people,
    failureEvents,
    note(signIn) {
      if (signIn.outcome === 'failure') failureEvents.set(signIn.source, signIn.event);
      if (whyNot(signIn) !== null) return;
      const { user, timeMs } = signIn;
      const person = people.get(user);
      if (!person) {
        people.set(user, { signIns: 1, firstMs: timeMs, lastMs: timeMs, silence: null });
        return;
      }
      const before = person.silence === null ? SILENCE_MS : person.silence[1] - person.silence[0];
      if (timeMs - person.lastMs > before) person.silence = [person.lastMs, timeMs];
      person.signIns += 1;
      person.lastMs = timeMs;
    },
  };
}

interface Planning {
  readonly ground: DrillGround;
  readonly survey: DrillSurvey;
  readonly draw: Draw;
  readonly fromMs: number;
  /** Users by name, and how often each is a victim already. */
  readonly users: readonly string[];
  readonly taken: Map<string, number>;
  /** Network owners used already: takeovers by one of them would look like one campaign. */
  readonly owners: Set<string>;
  readonly most: number;
  invented: number;
}

/** About two dozen takeovers, fewer where there are too few people; the same seed and history give the same. */
export function planDrill(survey: DrillSurvey, ground: DrillGround): DrillPlan {
  const { seed, oldestMs, newestMs, sinceMs } = ground;
  const spanMs = newestMs - oldestMs;
  const fromMs = Math.min(newestMs, Math.max(newestMs - spanMs / 3, sinceMs));
  const users = [...survey.people].filter(([, one]) => one.signIns >= 5).map(([user]) => user);
  const planning: Planning = {
    ground,
    survey,
    draw: createDraw(seed).fork('fire-drill'),
    fromMs,
    users: users.sort(),
    taken: new Map(),
    owners: new Set(),
    most: Math.max(CAMPAIGN_VICTIMS, Math.floor(users.length / 2)),
    invented: 0,
  };
  const rounds: PlannedIncident[][] = [];
  const failed = new Set<DrillKind>();
  const played = new Set<DrillKind>();
  const wanted = newestMs - fromMs < DAY_MS ? 0 : WANTED;
  for (let n = 0; n < wanted; n++) {
    const kind = DRILL_KINDS[n % DRILL_KINDS.length]!;
    if (failed.has(kind)) continue;
    // Each in its own part of the time, in an order that mixes the kinds.
    const place = (n * 7) % WANTED;
    const timeMs = fromMs + ((place + planning.draw.next()) / WANTED) * (newestMs - fromMs);
    const name = `drill-${String(n + 1).padStart(2, '0')}`;
    const incident =
      kind === 'campaign' ? campaign(planning, { name, timeMs }) : single(planning, { name, kind, timeMs });
    if (incident === null || !seat(rounds, incident, planning.most)) {
      if (!played.has(kind)) failed.add(kind);
      continue;
    }
    played.add(kind);
    for (const user of incident.users) planning.taken.set(user, (planning.taken.get(user) ?? 0) + 1);
    if (incident.place.organization !== null) planning.owners.add(incident.place.organization);
  }
  const cutMs = Math.floor(fromMs);
  return { seed, cutMs, share: spanMs > 0 ? (newestMs - cutMs) / spanMs : 0, rounds, without: [...failed] };
}

/** Puts it into the first round that has a place for it. */
function seat(rounds: PlannedIncident[][], incident: PlannedIncident, most: number): boolean {
  const free = rounds.find((round) => {
    const victims = round.flatMap(({ users }) => users);
    return victims.length + incident.users.length <= most && !incident.users.some((user) => victims.includes(user));
  });
  if (free) free.push(incident);
  else if (rounds.length < MOST_ROUNDS) rounds.push([incident]);
  else return false;
  return true;
}

/** Victims in a drawn order, those taken least often first. */
function candidates({ draw, users, taken }: Planning, fits: (user: string) => boolean = () => true): string[] {
  const drawn = draw.shuffle(users.filter(fits));
  return drawn.sort((a, b) => (taken.get(a) ?? 0) - (taken.get(b) ?? 0)).slice(0, TRIES);
}

function single(
  planning: Planning,
  { name, kind, timeMs }: { name: string; kind: DrillKind; timeMs: number },
): PlannedIncident | null {
  const { survey, draw } = planning;
  const part = draw.next();
  const moment = (user: string): number | null => momentFor(planning, { kind, user, timeMs, part });
  for (const user of candidates(planning, (one) => moment(one) !== null)) {
    const wanted = moment(user)!;
    const victim = readVictim(planning, { kind, user, timeMs: wanted });
    if (victim === null) continue;
    const atMs = kind === 'stolen-session' ? victim.past.at(-1)!.signIn.timeMs + draw.between(1, 60) * 60_000 : wanted;
    if (atMs < planning.fromMs || atMs >= planning.ground.newestMs) continue;
    const means = meansFor(kind, { draw, victim, enrich: planning.ground.enrich, owners: planning.owners });
    if (means === null) continue;
    const failures = kind === 'stuffing' && survey.failureEvents.size > 0 ? draw.int(3, 8) : 0;
    const signIns = carryOut(planning, { name, victim, means, atMs, failures, most: 4 });
    return described({ name, kind, victims: [victim], means, signIns });
  }
  return null;
}

/** One address and device at several people within a day. */
function campaign(planning: Planning, { name, timeMs }: { name: string; timeMs: number }): PlannedIncident | null {
  const { draw, ground } = planning;
  const victims: Victim[] = [];
  for (const user of candidates(planning)) {
    const victim = readVictim(planning, { kind: 'campaign', user, timeMs });
    if (victim !== null) victims.push(victim);
    if (victims.length === CAMPAIGN_VICTIMS) break;
  }
  if (victims.length < CAMPAIGN_VICTIMS) return null;
  const means = meansFor('campaign', { draw, victim: victims[0]!, enrich: ground.enrich, owners: planning.owners });
  if (means === null) return null;
  const signIns = victims.flatMap((victim) => {
    const atMs = Math.min(ground.newestMs - 1, timeMs + draw.between(0, 18) * HOUR_MS);
    return carryOut(planning, { name, victim, means, atMs, failures: 0, most: 2 });
  });
  signIns.sort((a, b) => a.timeMs - b.timeMs || b.seq - a.seq);
  return described({ name, kind: 'campaign', victims, means, signIns });
}

/** When a kind can happen to a user, at this part of the time there is for it; null where it cannot. */
function momentFor(
  planning: Planning,
  one: { kind: DrillKind; user: string; timeMs: number; part: number },
): number | null {
  const { survey, fromMs, ground } = planning;
  const person = survey.people.get(one.user)!;
  const within = (lowMs: number, highMs: number): number | null =>
    highMs - lowMs < HOUR_MS ? null : lowMs + one.part * (highMs - lowMs);
  switch (one.kind) {
    case 'new-hire': {
      if (person.firstMs < ground.oldestMs + 5 * DAY_MS) return null;
      return within(
        Math.max(fromMs, person.firstMs + DAY_MS),
        Math.min(person.firstMs + 14 * DAY_MS, person.lastMs, ground.newestMs),
      );
    }
    case 'dormant': {
      const [sinceMs, untilMs] = person.silence ?? [person.lastMs, ground.newestMs];
      return within(Math.max(fromMs, sinceMs + SILENCE_MS), Math.min(untilMs, ground.newestMs));
    }
    default:
      return person.firstMs < one.timeMs && person.lastMs > one.timeMs - LATELY_MS ? one.timeMs : null;
  }
}

function readVictim(
  { ground }: Planning,
  { kind, user, timeMs }: { kind: DrillKind; user: string; timeMs: number },
): Victim | null {
  const { store, sources, enrich } = ground;
  const reach = kind === 'dormant' ? Number.MAX_SAFE_INTEGER : PAST_MS;
  const past: StoredSignIn[] = [];
  for (const { signIn } of store.window({
    fromMs: Math.max(ground.oldestMs, timeMs - reach),
    toMs: timeMs,
    sources,
    user,
  }))
    if (whyNot(signIn) === null) past.push(signIn);
  const last = past.at(-1);
  if (!last || past.length < (kind === 'new-hire' ? 3 : ENOUGH)) return null;
  if (kind !== 'dormant' && last.timeMs < timeMs - LATELY_MS) return null;
  return victimOf(user, past.slice(-500), enrich);
}

interface Deed {
  readonly name: string;
  readonly victim: Victim;
  readonly means: Means;
  readonly atMs: number;
  readonly failures: number;
  readonly most: number;
}

function carryOut(planning: Planning, { name, victim, means, atMs, failures, most }: Deed): StoredSignIn[] {
  const { draw, survey, ground } = planning;
  const source = sourceOf(planning, { victim, means, failures });
  const like = victim.past.findLast(({ signIn }) => signIn.source === source)!.signIn;
  const agent = victim.agentSources.has(source) ? means.agent(atMs, source) : null;
  const made: StoredSignIn[] = [];
  const put = (timeMs: number, outcome: 'success' | 'failure'): void => {
    planning.invented += 1;
    made.push({
      seq: -planning.invented,
      user: victim.user,
      source,
      id: `fire-drill/${name}/${planning.invented}`,
      timeMs: Math.floor(timeMs),
      account: like.account,
      ip: means.ip,
      userAgent: agent,
      outcome,
      event: outcome === 'success' ? like.event : survey.failureEvents.get(source)!,
      warning: null,
      raw: '{}',
    });
  };
  if (survey.failureEvents.has(source))
    for (let k = failures; k > 0; k--)
      put(Math.max(planning.fromMs, atMs - k * draw.between(4_000, 90_000)), 'failure');
  const times = draw.int(1, most);
  let timeMs = atMs;
  for (let k = 0; k < times && timeMs < ground.newestMs; k++) {
    put(timeMs, 'success');
    timeMs += draw.logBetween(0.05, 30) * HOUR_MS;
  }
  return made.sort((a, b) => a.timeMs - b.timeMs || b.seq - a.seq);
}

/** An app of the victim's that can show what the kind is about: failures, or a device. */
function sourceOf(
  { draw, survey }: Planning,
  { victim, means, failures }: Pick<Deed, 'victim' | 'means' | 'failures'>,
): string {
  const all = victim.past.map(({ signIn }) => signIn.source);
  const showing = all.filter((source) =>
    failures > 0 ? survey.failureEvents.has(source) : !means.device || victim.agentSources.has(source),
  );
  return draw.pick(showing.length > 0 ? showing : all);
}

function described(one: {
  name: string;
  kind: DrillKind;
  victims: readonly Victim[];
  means: Means;
  signIns: readonly StoredSignIn[];
}): PlannedIncident {
  const first = one.signIns.find(({ outcome }) => outcome === 'success')!;
  return {
    name: one.name,
    kind: one.kind,
    users: one.victims.map(({ user }) => user),
    firstMs: first.timeMs,
    source: first.source,
    place: one.means.place,
    userAgent: first.userAgent,
    signIns: one.signIns,
  };
}
