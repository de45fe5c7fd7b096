// Takeovers with what was stolen: sessions, cookies, telephone numbers, laptops, routers. Much of it looks like the owner.

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

export const STOLEN_PLOTS: readonly Plot[] = [
  {
    name: 'cookie-over-tunnel',
    weight: 3,
    twins: ['tunnel-habit', 'tunnel-once', 'relay-on'],
    run: (one) => {
      const timeMs = atWork(one);
      const step = { timeMs, line: exitNode(one), device: ownAgent(one, timeMs) };
      enter(one, step);
      stay(one, step, { most: 3, hours: [0.1, 6] });
    },
  },
  {
    name: 'sold-to-buyer',
    weight: 2.5,
    twins: ['tunnel-habit', 'trip-phone-bought', 'nomad'],
    run: (one) => {
      const timeMs = atWork(one);
      enter(one, { timeMs, line: exitNode(one), device: ownAgent(one, timeMs) });
      const city = farAway(one);
      const step = { timeMs: later(one, timeMs, [100, 480]), line: one.book.net.home(city), device: crewMachine(one) };
      enter(one, step);
      stay(one, step, { most: 5, hours: [1, 50] });
    },
  },
  {
    name: 'replay-next-door',
    weight: 1,
    twins: ['moved-house', 'new-provider', 'coworking'],
    run: (one) => {
      const timeMs = chance(one.book.random, 0.7) ? atWork(one) : atNight(one);
      const step = { timeMs, line: proxy(one, one.victim.city), device: ownAgent(one, timeMs) };
      enter(one, step);
      stay(one, step, { most: 4, hours: [0.2, 10] });
    },
  },
  {
    name: 'replay-other-country',
    weight: 2,
    twins: ['trip-known-laptop', 'roaming-foreign', 'satellite-home'],
    run: (one) => {
      const timeMs = atWork(one);
      const step = { timeMs, line: proxy(one, farAway(one)), device: ownAgent(one, timeMs) };
      enter(one, step);
      stay(one, step, { most: 5, hours: [0.2, 30] });
    },
  },
  {
    name: 'many-exits-one-session',
    weight: 2,
    twins: ['relay-on', 'train-borders'],
    run: (one) => {
      let timeMs = atWork(one);
      const device = ownAgent(one, timeMs);
      for (let i = whole(one.book.random, [2, 7]); i > 0; i--) {
        enter(one, { timeMs, line: rented(one), device });
        timeMs += whole(one.book.random, [1, 30]) * 60_000;
      }
    },
  },
  {
    name: 'through-home-router',
    weight: 1.5,
    twins: ['script-to-cloud', 'on-call-night', 'sofa-tablet'],
    run: (one) => {
      const step = { timeMs: atNight(one), line: one.victim.home, device: script(one) };
      enter(one, step);
      stay(one, step, { most: 6, hours: [0.5, 30] });
    },
  },
  {
    name: 'number-ported',
    weight: 2,
    twins: ['phone-from-shop', 'new-phone', 'dual-sim'],
    run: (one) => {
      const { random, net } = one.book;
      const city = nearVictim(one);
      const line = chance(random, 0.5) ? net.carrier(city, one.victim.mobile.owner) : net.carrier(city);
      const timeMs = chance(random, 0.5) ? atNight(one) : atWork(one);
      const step = { timeMs, line, device: newDevice(random, chance(random, 0.5) ? 'iphone' : 'android') };
      for (let i = whole(random, [0, 3]); i > 0; i--)
        enter(one, { ...step, timeMs: timeMs - i * 50_000, outcome: 'failure' });
      enter(one, step);
      stay(one, step, { most: 4, hours: [0.2, 12] });
    },
  },
  {
    name: 'laptop-taken',
    weight: 0.5,
    twins: ['moved-house', 'parents-house', 'loaner'],
    run: (one) => {
      const timeMs = atNight(one);
      const step = { timeMs, line: one.book.net.home(nearVictim(one)), device: ownAgent(one, timeMs) };
      enter(one, step);
      stay(one, step, { most: 5, hours: [0.5, 20] });
    },
  },
  {
    name: 'token-in-script',
    weight: 2,
    twins: ['integration-connected', 'service-migrated', 'script-to-cloud'],
    run: (one) => {
      const step = { timeMs: later(one, one.atMs, [0.1, 20]), line: rented(one), device: script(one) };
      enter(one, step);
      stay(one, step, { most: 10, hours: [0.1, 24] });
    },
  },
  {
    name: 'cloud-desktop-of-thief',
    weight: 1,
    twins: ['cloud-desktop', 'tunnel-rollout'],
    run: (one) => {
      const { random, net, slots } = one.book;
      const line = net.server(pick(random, slots.cloudCities), pick(random, slots.hosters));
      const step = { timeMs: atWork(one), line, device: newDevice(random, 'win') };
      enter(one, step);
      stay(one, step, { most: 5, hours: [1, 30] });
    },
  },
  {
    name: 'buyer-on-trip-route',
    weight: 1.5,
    twins: ['trip-known-laptop', 'hotel-forgot', 'roaming-foreign'],
    victim: 'travelling',
    run: (one) => {
      const city = CITIES.find((place) => place === one.life.findLast((lived) => lived.timeMs <= one.atMs)?.line.city);
      const line = proxy(one, city ?? farAway(one));
      const step = { timeMs: later(one, one.atMs, [0.5, 30]), line, device: crewMachine(one) };
      enter(one, step);
      stay(one, step, { most: 3, hours: [0.5, 20] });
    },
  },
];
