// Simulates a company: staff, their days, noise and takeovers, as sign-ins with the truth about each. One seed, one company,
// the same on every platform; two seeds are two kinds of company (profile.ts).

import type { SignIn } from '../domain/sign-in.ts';
import { createAddressPlan } from './address-plan.ts';
import { createBands } from './attackers.ts';
import { type AttackEvent, createAttacks } from './attacks.ts';
import { DAY_MS } from './calendar.ts';
import { createCityDatabase } from './city-database.ts';
import type { SimulatedSignIn, Simulation, SimulationOptions } from './contract.ts';
import { type Event, livePerson } from './days.ts';
import { createDraw, hash32 } from './draw.ts';
import type { World } from './lines.ts';
import { sprayNoise } from './noise.ts';
import { createStaff } from './people.ts';
import { drawProfile } from './profile.ts';

/** A Monday. */
const DEFAULT_START_MS = Date.UTC(2026, 0, 5);

/**
 * A company's sign-ins with labels.
 * @param options `users` defaults to 60, `days` to 60, the first day to Monday, 5 January 2026.
 */
export function simulateCompany(options: SimulationOptions): Simulation {
  const users = Math.max(1, Math.floor(options.users ?? 60));
  const days = Math.max(1, Math.floor(options.days ?? 60));
  const startMs = Math.floor((options.startMs ?? DEFAULT_START_MS) / DAY_MS) * DAY_MS;
  const draw = createDraw(hash32('company', options.seed));
  const profile = drawProfile(draw.fork('profile'));
  const seed = hash32('plan', options.seed);
  const plan = createAddressPlan(seed);
  const world: World = { plan, profile };
  const { people } = createStaff(world, draw.fork('staff'), { users, days, startMs });
  const past = new Map<string, Event[]>();
  const endMs = startMs + days * DAY_MS;
  const inside = (event: Event) => event.timeMs >= startMs && event.timeMs < endMs;
  for (const person of people) {
    const events = livePerson(world, person, { draw: draw.fork(`life ${person.index}`), days, startMs });
    past.set(
      person.account,
      events.filter(inside).sort((a, b) => a.timeMs - b.timeMs),
    );
  }
  const bands = createBands(world, draw.fork('bands'));
  const noise = sprayNoise(world, people, { draw: draw.fork('noise'), days, startMs, bands });
  const attacks = createAttacks(world, people, { draw: draw.fork('attacks'), days, startMs, bands, past });
  const all = [...[...past.values()].flat(), ...noise.filter(inside), ...attacks];
  return {
    signIns: finish(all),
    enrich: createCityDatabase(plan, { seed, quality: profile.database }),
  };
}

/** Event-time order, and ids that keep it and tell nothing. */
function finish(events: readonly (Event | AttackEvent)[]): SimulatedSignIn[] {
  const order = events.map((event, index) => ({ event, index }));
  order.sort((a, b) => {
    if (a.event.timeMs !== b.event.timeMs) return a.event.timeMs - b.event.timeMs;
    if (a.event.source !== b.event.source) return a.event.source < b.event.source ? -1 : 1;
    return a.index - b.index;
  });
  return order.map(({ event }, index) => {
    const signIn: SignIn = {
      source: event.source,
      id: `sim-${String(index + 1).padStart(7, '0')}`,
      timeMs: event.timeMs,
      account: event.account,
      ip: event.ip,
      userAgent: event.agent,
      outcome: event.outcome,
      event: eventName(event),
      warning: null,
      raw: JSON.stringify({ user: event.account, ip: event.ip, user_agent: event.agent, time: event.timeMs }),
    };
    const attack = 'incident' in event;
    return {
      signIn,
      user: event.account,
      label: {
        incident: attack ? event.incident : null,
        kind: event.kind,
        changed: attack ? event.changed : [],
      },
    };
  });
}

function eventName(event: Event): string {
  if (event.source === 'slack') return 'access';
  if (event.source === 'okta') return 'user.session.start';
  return event.outcome === 'challenge' ? 'login_challenge' : `login_${event.outcome}`;
}
