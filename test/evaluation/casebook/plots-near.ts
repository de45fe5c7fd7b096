// Takeovers by those who are near or patient: colleagues, suppliers, travellers on the same route, the guest who came first.

import { chance, pick, whole } from '../factorial/draw.ts';
import { somebody } from './book.ts';
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
  stay,
} from './case.ts';
import { newDevice } from './devices.ts';

export const NEAR_PLOTS: readonly Plot[] = [
  {
    name: 'colleague-at-office',
    weight: 1,
    twins: ['assistant', 'kiosk', 'loaner', 'shared-new-member'],
    victim: 'office',
    run: (one) => {
      const { random } = one.book;
      const colleague = somebody(one.book, { atMs: one.atMs });
      const sort = pick(random, ['win', 'mac', 'linux', 'android', 'iphone'] as const);
      const own = colleague !== null && colleague !== one.victim && chance(random, 0.5) ? colleague.desk : null;
      const device = own && own.platform !== one.victim.desk.platform ? own : newDevice(random, sort);
      const step = { timeMs: atWork(one), line: one.victim.office ?? one.victim.home, device };
      enter(one, step);
      stay(one, step, { most: 3, hours: [2, 60] });
    },
  },
  {
    name: 'colleague-at-home',
    weight: 1.5,
    twins: ['borrowed-computer', 'assistant', 'sofa-tablet'],
    run: (one) => {
      const colleague = somebody(one.book, { atMs: one.atMs });
      const line = colleague !== null && colleague !== one.victim ? colleague.home : one.book.net.home(one.victim.city);
      const timeMs = chance(one.book.random, 0.6) ? atNight(one) : atWork(one);
      const step = { timeMs, line, device: crewMachine(one) };
      enter(one, step);
      stay(one, step, { most: 4, hours: [3, 90] });
    },
  },
  {
    name: 'supplier-turned',
    weight: 1,
    twins: ['contractor-proxy', 'office-moved', 'merger'],
    run: (one) => {
      const { net, random } = one.book;
      const city = nearVictim(one);
      const line = net.shared('supplier', net.market('business', city.country), city);
      const step = { timeMs: atWork(one), line, device: newDevice(random, one.victim.desk.platform) };
      enter(one, step);
      stay(one, step, { most: 5, hours: [3, 60] });
    },
  },
  {
    name: 'hotel-wifi-thief',
    weight: 1,
    twins: ['hotel-forgot', 'conference', 'borrowed-computer'],
    victim: 'travelling',
    run: (one) => {
      const last = one.life.findLast((lived) => lived.timeMs <= one.atMs);
      const step = {
        timeMs: later(one, one.atMs, [0.1, 8]),
        line: last?.line ?? proxy(one, farAway(one)),
        device: crewMachine(one),
      };
      enter(one, step);
      if (chance(one.book.random, 0.6))
        enter(one, { ...step, timeMs: later(one, step.timeMs, [2, 80]), line: exitNode(one) });
    },
  },
  {
    name: 'there-before-the-log',
    weight: 2,
    twins: ['script-to-cloud', 'tunnel-habit', 'dual-sim'],
    victim: 'early',
    run: (one) => {
      const { random } = one.book;
      const line = chance(random, 0.4) ? rented(one) : proxy(one, farAway(one));
      const device = crewMachine(one);
      let timeMs = one.atMs;
      for (let i = whole(random, [2, 9]); i > 0; i--) {
        enter(one, { timeMs, line, device });
        timeMs = later(one, timeMs, [5, 150]);
      }
    },
  },
  {
    name: 'slow-return',
    weight: 1.5,
    twins: ['trip-known-laptop', 'nomad'],
    run: (one) => {
      const city = farAway(one);
      const device = crewMachine(one);
      enter(one, { timeMs: one.atMs, line: proxy(one, city), device });
      enter(one, { timeMs: later(one, one.atMs, [300, 900]), line: proxy(one, city), device });
    },
  },
  {
    name: 'copy-of-everything',
    weight: 0.5,
    twins: ['new-provider', 'renumbered-far', 'new-laptop'],
    run: (one) => {
      const { net } = one.book;
      const timeMs = atWork(one);
      const line = net.home(one.victim.city, one.victim.home.owner);
      const step = {
        timeMs,
        line,
        device: chance(one.book.random, 0.3)
          ? ownAgent(one, timeMs)
          : newDevice(one.book.random, one.victim.desk.platform),
      };
      enter(one, step);
      stay(one, step, { most: 4, hours: [1, 40] });
    },
  },
  {
    name: 'night-shift-abroad',
    weight: 2,
    twins: ['on-call-night', 'roaming-home-gateway', 'night-deadline'],
    run: (one) => {
      const step = { timeMs: atNight(one), line: proxy(one, nearVictim(one)), device: crewMachine(one) };
      enter(one, step);
      stay(one, step, { most: 5, hours: [0.3, 30] });
    },
  },
  {
    name: 'service-key-leaked',
    weight: 1,
    twins: ['service-migrated', 'integration-connected'],
    run: (one) => {
      const service = somebody(one.book, { roles: ['service'], atMs: one.atMs });
      const stolen = service ? { ...one, victim: service, app: service.apps[0]!.app } : one;
      const device = chance(one.book.random, 0.5)
        ? newDevice(one.book.random, 'script')
        : (service?.desk ?? crewMachine(one));
      const step = { timeMs: one.atMs, line: chance(one.book.random, 0.6) ? exitNode(one) : rented(one), device };
      enter(stolen, step);
      stay(stolen, step, { most: 6, hours: [0.1, 30] });
    },
  },
];
