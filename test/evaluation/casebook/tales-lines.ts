// Harmless stories of new lines: houses, providers, tunnels, gateways. The device is the known one, and the new line stays.

import { chance, pick, whole } from '../factorial/draw.ts';
import { type Book, during, HOUR_MS, type Person, say, several, silence } from './book.ts';
import type { Line } from './lines.ts';
import { arrive, days, hours, server, type Tale, townElsewhere, tunnel } from './tale.ts';

/** Whatever went over the one line goes over the other from then on. */
function swap(
  book: Book,
  person: Person,
  of: { kind: string; from: Line; to: Line; fromMs: number; toMs?: number },
): void {
  const { kind, fromMs, toMs } = of;
  during(book, person, { kind, fromMs, ...(toMs === undefined ? {} : { toMs }) }, (moment) => {
    if (moment.line === of.from) moment.line = of.to;
  });
}

export const LINE_TALES: readonly Tale[] = [
  {
    name: 'moved-house',
    weight: 2.5,
    tell: (book, person, atMs) => {
      const to = book.net.home(chance(book.random, 0.6) ? person.city : townElsewhere(book, person.city));
      silence(person, atMs - days(book, 0.3, 3), atMs);
      swap(book, person, { kind: 'moved-house', from: person.home, to, fromMs: atMs });
    },
  },
  {
    name: 'new-provider',
    weight: 2.5,
    tell: (book, person, atMs) =>
      swap(book, person, { kind: 'new-provider', from: person.home, to: book.net.home(person.city), fromMs: atMs }),
  },
  {
    name: 'renumbered-far',
    weight: 1.5,
    tell: (book, person, atMs) => {
      const mapped = book.net.home(townElsewhere(book, person.city), person.home.owner);
      swap(book, person, {
        kind: 'renumbered-far',
        from: person.home,
        to: { ...mapped, city: person.city },
        fromMs: atMs,
      });
    },
  },
  {
    name: 'provider-renamed',
    weight: 0.8,
    once: true,
    tell: (book, person, atMs) => {
      const owner = book.net.renamed(person.home.owner);
      for (const customer of book.people.filter((one) => one.home.owner === person.home.owner))
        swap(book, customer, {
          kind: 'provider-renamed',
          from: customer.home,
          to: book.net.home(customer.city, owner),
          fromMs: atMs + hours(book, 1, 400),
        });
    },
  },
  {
    name: 'gateway-moved',
    weight: 0.8,
    once: true,
    tell: (book, person, atMs) => {
      for (const customer of book.people.filter((one) => one.mobile.owner === person.mobile.owner)) {
        const far = book.net.carrier(townElsewhere(book, customer.city), customer.mobile.owner);
        swap(book, customer, {
          kind: 'gateway-moved',
          from: customer.mobile,
          to: { ...far, city: customer.city },
          fromMs: atMs,
        });
      }
    },
  },
  {
    name: 'tunnel-habit',
    weight: 4,
    tell: (book, person, atMs) => {
      const exits = Array.from({ length: whole(book.random, [1, 4]) }, () => tunnel(book, person.city));
      const share = 0.15 + book.random() * 0.85;
      const only = chance(book.random, 0.7) ? ('desk' as const) : undefined;
      during(book, person, { kind: 'tunnel-habit', fromMs: atMs, share, ...(only ? { only } : {}) }, (moment) => {
        if (moment.line !== person.office) moment.line = pick(book.random, exits);
      });
    },
  },
  {
    name: 'tunnel-once',
    weight: 2.5,
    tell: (book, person, atMs) => {
      const exit = tunnel(book, person.city);
      during(book, person, { kind: 'tunnel-once', fromMs: atMs, toMs: atMs + hours(book, 2, 40) }, (moment) => {
        moment.line = exit;
      });
      say(book, person, { timeMs: atMs + HOUR_MS, line: exit, device: person.desk, kind: 'tunnel-once' });
    },
  },
  {
    name: 'relay-on',
    weight: 2,
    tell: (book, person, atMs) => {
      const exits = Array.from({ length: whole(book.random, [1, 3]) }, (_, i) =>
        book.net.shared(`relay ${i}`, book.net.market('relay', ''), person.city),
      );
      during(book, person, { kind: 'relay-on', fromMs: atMs, share: 0.3 + book.random() * 0.6 }, (moment) => {
        if (['iphone', 'ipad', 'mac'].includes(moment.device.platform)) moment.line = pick(book.random, exits);
      });
    },
  },
  {
    name: 'tethering',
    weight: 2,
    tell: (book, person, atMs) => {
      const span = { kind: 'tethering', fromMs: atMs, toMs: atMs + days(book, 0.3, 8), only: 'desk' as const };
      during(book, person, { ...span, share: 0.7 }, (moment) => {
        moment.line = person.mobile;
      });
      say(book, person, { timeMs: atMs, line: person.mobile, device: person.desk, kind: 'tethering' });
    },
  },
  {
    name: 'coworking',
    weight: 2,
    tell: (book, person, atMs) => {
      const desk = book.net.shared('coworking', book.net.market('guest', person.city.country), person.city);
      const span = { kind: 'coworking', fromMs: atMs, toMs: atMs + days(book, 2, 60) };
      during(book, person, { ...span, share: 0.5 }, (moment) =>
        arrive(book, moment, { fixed: desk, mobile: person.mobile }),
      );
    },
  },
  {
    name: 'snow',
    weight: 0.7,
    once: true,
    tell: (book, person, atMs) => {
      const toMs = atMs + days(book, 1, 5);
      for (const one of book.people.filter((other) => other.office !== null && other.city === person.city)) {
        const home = chance(book.random, 0.85) ? one.home : book.net.home(one.city);
        during(book, one, { kind: 'snow', fromMs: atMs, toMs }, (moment) => {
          if (moment.line === one.office) moment.line = home;
        });
      }
    },
  },
  {
    name: 'own-server-tunnel',
    weight: 1,
    tell: (book, person, atMs) => {
      const exit = server(book);
      during(book, person, { kind: 'own-server-tunnel', fromMs: atMs, share: 0.5, only: 'desk' }, (moment) => {
        moment.line = exit;
      });
    },
  },
  {
    name: 'tunnel-rollout',
    weight: 1.2,
    once: true,
    tell: (book, person, atMs) => {
      const gateway = chance(book.random, 0.4);
      const owner = gateway ? book.net.market('gateway', '') : pick(book.random, book.slots.hosters);
      const exits = Array.from({ length: whole(book.random, [1, 3]) }, () =>
        book.net.shared(
          'corporate',
          owner,
          chance(book.random, 0.5) ? person.city : pick(book.random, book.slots.cloudCities),
        ),
      );
      const waveMs = hours(book, 20, 300);
      const share = 0.5 + book.random() * 0.5;
      for (const one of several(book, 500, (other) => other.role !== 'service' && chance(book.random, 0.7))) {
        const fromMs = atMs + whole(book.random, [0, 3]) * waveMs + hours(book, 1, 20);
        during(book, one, { kind: 'tunnel-rollout', fromMs, share, only: 'desk' }, (moment) => {
          moment.line = pick(book.random, exits);
        });
      }
    },
  },
  {
    name: 'office-moved',
    weight: 0.7,
    once: true,
    tell: (book, person, atMs) => {
      const old = person.office;
      if (!old) return;
      const { net, random } = book;
      const city = chance(random, 0.85) ? old.city : townElsewhere(book, old.city);
      const to = net.shared('office new', net.market(chance(random, 0.5) ? 'business' : 'isp', city.country), city);
      for (const one of book.people.filter((other) => other.office === old))
        swap(book, one, { kind: 'office-moved', from: old, to, fromMs: atMs + hours(book, 0.5, 40) });
    },
  },
  {
    name: 'office-failover',
    weight: 0.7,
    tell: (book, person, atMs) => {
      const old = person.office;
      if (!old) return;
      const spare = book.net.carrier(old.city);
      const toMs = atMs + hours(book, 2, 60);
      for (const one of book.people.filter((other) => other.office === old))
        swap(book, one, { kind: 'office-failover', from: old, to: spare, fromMs: atMs, toMs });
    },
  },
];
