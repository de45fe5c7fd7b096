// Takeovers that begin with a lie: kits in the middle, tired approvers, a friendly help desk, a mail to the new colleague.

import { CITIES } from '../../../src/simulation/pools/cities.ts';
import { chance, pick, whole } from '../factorial/draw.ts';
import {
  atNight,
  atWork,
  crewMachine,
  enter,
  exitNode,
  farAway,
  later,
  nearVictim,
  ownAgent,
  type Plot,
  proxy,
  rented,
  script,
  stay,
} from './case.ts';
import { newDevice } from './devices.ts';

const CREW_TOWNS = CITIES.filter((one) =>
  ['Lagos', 'Bucharest', 'Manila', 'Cluj-Napoca', 'Abuja', 'Karachi'].includes(one.name),
);

export const PHISHING_PLOTS: readonly Plot[] = [
  {
    name: 'kit-then-proxy',
    weight: 3,
    twins: ['tunnel-once', 'trip-at-home'],
    run: (one) => {
      const timeMs = atWork(one);
      enter(one, { timeMs, line: rented(one, one.victim.city.country), device: ownAgent(one, timeMs) });
      const step = {
        timeMs: later(one, timeMs, [0.05, 8]),
        line: proxy(one, nearVictim(one)),
        device: crewMachine(one),
      };
      enter(one, step);
      stay(one, step, { most: 4, hours: [1, 40] });
    },
  },
  {
    name: 'kit-mimics-and-stays',
    weight: 2,
    twins: ['tunnel-rollout', 'own-server-tunnel', 'cloud-desktop'],
    run: (one) => {
      const timeMs = atWork(one);
      const step = { timeMs, line: rented(one), device: ownAgent(one, timeMs) };
      enter(one, step);
      stay(one, step, { most: 6, hours: [0.3, 50] });
    },
  },
  {
    name: 'kit-own-browser',
    weight: 2,
    twins: ['cloud-desktop', 'borrowed-computer'],
    run: (one) => {
      const step = { timeMs: atWork(one), line: rented(one), device: newDevice(one.book.random, 'linux') };
      enter(one, step);
      const next = { timeMs: later(one, step.timeMs, [0.1, 30]), line: exitNode(one), device: crewMachine(one) };
      enter(one, next);
      stay(one, next, { most: 3, hours: [1, 30] });
    },
  },
  {
    name: 'consent-then-script',
    weight: 2,
    twins: ['script-to-cloud', 'integration-connected'],
    run: (one) => {
      const timeMs = chance(one.book.random, 0.6) ? atWork(one) : atNight(one);
      enter(one, { timeMs, line: exitNode(one), device: crewMachine(one) });
      const step = { timeMs: later(one, timeMs, [0.1, 20]), line: rented(one), device: script(one) };
      enter(one, step);
      stay(one, step, { most: 8, hours: [0.5, 30] });
    },
  },
  {
    name: 'mail-fraud-crew',
    weight: 3,
    twins: ['trip-known-laptop', 'emigration', 'merger'],
    run: (one) => {
      const { random, net } = one.book;
      const city = pick(random, CREW_TOWNS);
      const step = { timeMs: later(one, one.atMs, [1, 12]), line: net.home(city), device: newDevice(random, 'win') };
      enter(one, step);
      stay(one, step, { most: 5, hours: [4, 60] });
      if (chance(random, 0.5))
        stay(
          one,
          { ...step, line: net.carrier(city), device: newDevice(random, 'android') },
          { most: 4, hours: [2, 60] },
        );
    },
  },
  {
    name: 'approver-worn-down',
    weight: 2,
    twins: ['on-call-night', 'password-forgotten', 'hotel-forgot'],
    run: (one) => {
      const { random } = one.book;
      const line = chance(random, 0.5) ? rented(one) : proxy(one, farAway(one));
      const device = crewMachine(one);
      let timeMs = atNight(one);
      for (let i = whole(random, [2, 14]); i > 0; i--) {
        enter(one, { timeMs, line, device, outcome: 'challenge' });
        timeMs += whole(random, [20, 400]) * 1000;
      }
      enter(one, { timeMs, line, device });
      stay(one, { timeMs, line, device }, { most: 3, hours: [0.5, 20] });
    },
  },
  {
    name: 'help-desk-fooled',
    weight: 2,
    twins: ['phone-from-shop', 'new-phone', 'long-leave'],
    run: (one) => {
      const { random, net } = one.book;
      const city = chance(random, 0.6) ? nearVictim(one) : farAway(one);
      const phone = newDevice(random, chance(random, 0.5) ? 'iphone' : 'android');
      const timeMs = atWork(one);
      enter(one, { timeMs, line: net.carrier(city), device: phone });
      const step = { timeMs: later(one, timeMs, [0.1, 5]), line: proxy(one, city), device: crewMachine(one) };
      enter(one, step);
      stay(one, step, { most: 5, hours: [0.5, 40] });
    },
  },
  {
    name: 'new-hire-lured',
    weight: 1.5,
    twins: ['new-laptop', 'moved-house'],
    victim: 'new',
    run: (one) => {
      const near = chance(one.book.random, 0.5);
      const line = near ? proxy(one, nearVictim(one)) : rented(one);
      const step = { timeMs: atWork(one), line, device: crewMachine(one) };
      enter(one, step);
      stay(one, step, { most: 4, hours: [1, 40] });
    },
  },
  {
    name: 'code-on-poster',
    weight: 1.5,
    twins: ['phone-from-shop', 'train-borders'],
    run: (one) => {
      const timeMs = atWork(one);
      const line = rented(one, chance(one.book.random, 0.5) ? one.victim.city.country : undefined);
      enter(one, { timeMs, line, device: ownAgent(one, timeMs, true) });
      const step = { timeMs: later(one, timeMs, [0.2, 40]), line: proxy(one, farAway(one)), device: crewMachine(one) };
      enter(one, step);
      stay(one, step, { most: 3, hours: [1, 60] });
    },
  },
  {
    name: 'one-exit-many-victims',
    weight: 0.6,
    twins: ['tunnel-rollout', 'conference', 'kiosk'],
    victims: [5, 20],
    gear: (one) => ({ line: exitNode(one), device: crewMachine(one) }),
    run: (one) => {
      const step = { timeMs: one.atMs, ...one.crew! };
      enter(one, step);
      stay(one, step, { most: 2, hours: [1, 30] });
    },
  },
  {
    name: 'kit-against-team',
    weight: 1,
    twins: ['tunnel-rollout', 'cloud-desktop', 'conference'],
    victims: [2, 6],
    gear: (one) => ({ line: rented(one, one.victim.city.country), device: crewMachine(one) }),
    run: (one) => {
      const timeMs = atWork(one);
      const { line, device } = one.crew!;
      enter(one, { timeMs, line, device: ownAgent(one, timeMs) });
      if (chance(one.book.random, 0.5))
        enter(one, { timeMs: later(one, timeMs, [0.1, 30]), line: exitNode(one), device });
    },
  },
];
