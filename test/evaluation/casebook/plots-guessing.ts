// Takeovers by trying: lists of passwords from one block, from a seller's proxies, from a botnet's routers; patience.

import { CITIES } from '../../../src/simulation/pools/cities.ts';
import { chance, pick, whole, wide } from '../factorial/draw.ts';
import {
  crewMachine,
  enter,
  farAway,
  later,
  nearVictim,
  type Plot,
  proxy,
  rented,
  type Scene,
  script,
  stay,
} from './case.ts';
import type { Line } from './lines.ts';
import { noise } from './noise.ts';

function tries(
  one: Scene,
  of: { count: number; spanHours: number; line: () => Line; device: Parameters<typeof noise>[1]['device'] },
): void {
  const toMs = one.atMs;
  noise(one.book, { ...of, fromMs: toMs - Math.round(of.spanHours * 3_600_000), toMs, kind: 'others-tried' });
}

export const GUESSING_PLOTS: readonly Plot[] = [
  {
    name: 'list-from-one-block',
    weight: 3,
    twins: ['password-forgotten', 'hotel-forgot'],
    victims: [1, 3],
    gear: (one) => {
      const { random, net } = one.book;
      const first = rented(one);
      const line = net.shared('list', first.owner, first.city);
      const device = chance(random, 0.5) ? script(one) : crewMachine(one);
      tries(one, {
        count: Math.round(wide(random, [1, 300])),
        spanHours: wide(random, [0.1, 30]),
        line: () => line,
        device,
      });
      return { line, device };
    },
    run: (one) => {
      const step = { timeMs: one.atMs, ...one.crew! };
      enter(one, { ...step, timeMs: one.atMs - 4000, outcome: 'failure' });
      enter(one, step);
      stay(one, step, { most: 2, hours: [0.1, 20] });
    },
  },
  {
    name: 'list-through-proxies',
    weight: 2,
    twins: ['trip-known-laptop', 'borrowed-computer'],
    run: (one) => {
      const { random } = one.book;
      const device = crewMachine(one);
      const line = () => proxy(one, farAway(one));
      tries(one, { count: Math.round(wide(random, [1, 80])), spanHours: wide(random, [1, 100]), line, device });
      enter(one, { timeMs: one.atMs, line: line(), device });
      for (let i = whole(random, [0, 4]); i > 0; i--)
        enter(one, { timeMs: later(one, one.atMs, [0.05, 60]), line: line(), device });
    },
  },
  {
    name: 'botnet-of-routers',
    weight: 2,
    twins: ['sofa-tablet', 'new-provider'],
    run: (one) => {
      const { random, net } = one.book;
      const towns = Array.from({ length: 20 }, () => pick(random, CITIES));
      const device = chance(random, 0.4) ? script(one) : crewMachine(one);
      const line = () => net.home(pick(random, towns));
      tries(one, { count: Math.round(wide(random, [3, 90])), spanHours: wide(random, [4, 200]), line, device });
      enter(one, { timeMs: one.atMs, line: line(), device });
      if (chance(random, 0.6))
        enter(one, { timeMs: later(one, one.atMs, [1, 90]), line: rented(one), device: crewMachine(one) });
    },
  },
  {
    name: 'one-account-hammered',
    weight: 1.5,
    twins: ['password-forgotten', 'hotel-forgot', 'long-leave'],
    run: (one) => {
      const { random } = one.book;
      const line = chance(random, 0.5) ? proxy(one, nearVictim(one)) : rented(one);
      const device = crewMachine(one);
      for (let i = whole(random, [3, 25]); i > 0; i--)
        enter(one, { timeMs: one.atMs - i * whole(random, [5, 200]) * 1000, line, device, outcome: 'failure' });
      enter(one, { timeMs: one.atMs, line, device });
      stay(one, { timeMs: one.atMs, line, device }, { most: 3, hours: [0.3, 20] });
    },
  },
  {
    name: 'sleeper-woken',
    weight: 2,
    twins: ['long-leave', 'contractor-proxy'],
    victim: 'dormant',
    run: (one) => {
      const line = chance(one.book.random, 0.7) ? rented(one) : proxy(one, farAway(one));
      const step = { timeMs: one.atMs, line, device: chance(one.book.random, 0.3) ? script(one) : crewMachine(one) };
      enter(one, step);
      stay(one, step, { most: 5, hours: [0.5, 60] });
    },
  },
  {
    name: 'once-a-week',
    weight: 2,
    twins: ['dual-sim', 'parents-house', 'tunnel-habit'],
    run: (one) => {
      const { random, net } = one.book;
      const city = chance(random, 0.5) ? nearVictim(one) : farAway(one);
      const device = crewMachine(one);
      let timeMs = one.atMs;
      let line = net.home(city);
      for (let i = whole(random, [2, 8]); i > 0; i--) {
        enter(one, { timeMs, line, device });
        timeMs = later(one, timeMs, [100, 230]);
        if (chance(random, 0.6)) line = net.home(city);
      }
    },
  },
  {
    name: 'guess-over-same-carrier',
    weight: 1.5,
    twins: ['new-phone', 'tethering', 'friends-wifi-new-phone'],
    run: (one) => {
      const { random, net } = one.book;
      const line = net.carrier(chance(random, 0.5) ? one.victim.city : nearVictim(one), one.victim.mobile.owner);
      const step = { timeMs: later(one, one.atMs, [0.5, 20]), line, device: crewMachine(one) };
      for (let i = whole(random, [0, 5]); i > 0; i--)
        enter(one, { ...step, timeMs: step.timeMs - i * 15_000, outcome: 'failure' });
      enter(one, step);
      stay(one, step, { most: 4, hours: [1, 40] });
    },
  },
  {
    name: 'old-protocol',
    weight: 1.5,
    twins: ['integration-connected', 'roaming-foreign'],
    run: (one) => {
      const { random, net } = one.book;
      const device = pick(random, ['BAV2ROPC', 'CBAInPROD', 'python-imap/3.9', null]);
      const line = chance(random, 0.5) ? net.home(farAway(one)) : rented(one);
      for (let i = whole(random, [0, 9]); i > 0; i--)
        enter(one, { timeMs: one.atMs - i * 7_300_000, line, device, outcome: 'failure' });
      enter(one, { timeMs: one.atMs, line, device });
      stay(one, { timeMs: one.atMs, line, device }, { most: 8, hours: [0.2, 12] });
    },
  },
];
