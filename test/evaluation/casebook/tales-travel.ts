// Harmless stories of people on the move: what an attacker from abroad looks like, but for the device that is known.

import { chance, pick, whole, wide } from '../factorial/draw.ts';
import { type Book, DAY_MS, during, HOUR_MS, type Person, say, several, silence } from './book.ts';
import { newDevice } from './devices.ts';
import { arrive, days, elsewhere, hotel, hours, newPhone, type Tale, townElsewhere, tunnel } from './tale.ts';

interface Journey {
  readonly kind: string;
  readonly fromMs: number;
  readonly toMs: number;
}

/** There and back again, with silence on the way. */
function journey(book: Book, person: Person, of: Journey): void {
  silence(person, of.fromMs - hours(book, 2, 18), of.fromMs);
  silence(person, of.toMs, of.toMs + hours(book, 2, 18));
}

function trip(book: Book, person: Person, of: Journey & { abroad?: boolean; newPhone?: boolean }): void {
  const city = of.abroad === false ? townElsewhere(book, person.city) : elsewhere(book, person.city);
  journey(book, person, of);
  const beds = { fixed: hotel(book, city), mobile: book.net.carrier(city) };
  const phone = of.newPhone ? newPhone(book, person.phone) : null;
  during(book, person, of, (moment) => arrive(book, moment, beds));
  if (phone) {
    const boughtMs = of.fromMs + Math.floor(book.random() * DAY_MS * 2);
    during(book, person, { kind: of.kind, fromMs: boughtMs, only: 'phone' }, (moment) => {
      moment.device = phone;
    });
    say(book, person, { timeMs: boughtMs, line: beds.mobile, device: phone, kind: of.kind });
  }
}

export const TRAVEL_TALES: readonly Tale[] = [
  {
    name: 'trip-known-laptop',
    weight: 4,
    tell: (book, person, atMs) =>
      trip(book, person, { kind: 'trip-known-laptop', fromMs: atMs, toMs: atMs + days(book, 1, 12) }),
  },
  {
    name: 'trip-at-home',
    weight: 3,
    tell: (book, person, atMs) =>
      trip(book, person, { kind: 'trip-at-home', fromMs: atMs, toMs: atMs + days(book, 0.4, 6), abroad: false }),
  },
  {
    name: 'trip-phone-bought',
    weight: 1,
    tell: (book, person, atMs) =>
      trip(book, person, { kind: 'trip-phone-bought', fromMs: atMs, toMs: atMs + days(book, 3, 15), newPhone: true }),
  },
  {
    name: 'conference',
    weight: 0.7,
    tell: (book, person, atMs) => {
      const city = elsewhere(book, person.city);
      const hall = hotel(book, city);
      const endMs = atMs + days(book, 2, 5);
      for (const guest of several(book, whole(book.random, [3, 20]), (one) => one.role !== 'service')) {
        const span = { kind: 'conference', fromMs: atMs + hours(book, 1, 20), toMs: endMs };
        journey(book, guest, span);
        const mobile = chance(book.random, 0.5) ? guest.mobile : book.net.carrier(city);
        during(book, guest, span, (moment) => arrive(book, moment, { fixed: hall, mobile }));
      }
    },
  },
  {
    name: 'parents-house',
    weight: 3,
    tell: (book, person, atMs) => {
      const line = book.net.home(
        chance(book.random, 0.8) ? townElsewhere(book, person.city) : elsewhere(book, person.city),
      );
      const tablet = chance(book.random, 0.4) ? newDevice(book.random, 'ipad') : null;
      const span = { kind: 'parents-house', fromMs: atMs, toMs: atMs + days(book, 1, 16) };
      journey(book, person, span);
      during(book, person, span, (moment) => {
        arrive(book, moment, { fixed: line, mobile: person.mobile });
        if (tablet && chance(book.random, 0.4)) moment.device = tablet;
      });
    },
  },
  {
    name: 'train-borders',
    weight: 1.5,
    tell: (book, person, atMs) => {
      let timeMs = atMs;
      for (let stop = whole(book.random, [2, 5]); stop > 0; stop--) {
        const city = chance(book.random, 0.4) ? townElsewhere(book, person.city) : elsewhere(book, person.city);
        const line = book.net.carrier(city);
        for (let i = whole(book.random, [1, 2]); i > 0; i--)
          say(book, person, { timeMs: timeMs + i * 600_000, line, device: person.phone, kind: 'train-borders' });
        timeMs += hours(book, 1, 6);
      }
      silence(person, atMs, timeMs);
    },
  },
  {
    name: 'roaming-home-gateway',
    weight: 1,
    tell: (book, person, atMs) => {
      const shiftMs = pick(book.random, [-9, -7, -5, 5, 7, 9]) * HOUR_MS;
      const toMs = atMs + days(book, 3, 14);
      silence(person, atMs, toMs);
      for (let at = atMs; at < toMs; at += hours(book, 5, 30))
        say(book, person, {
          timeMs: at + shiftMs,
          line: person.mobile,
          device: person.phone,
          kind: 'roaming-home-gateway',
        });
    },
  },
  {
    name: 'roaming-foreign',
    weight: 2,
    tell: (book, person, atMs) => {
      const line = book.net.carrier(elsewhere(book, person.city));
      const span = { kind: 'roaming-foreign', fromMs: atMs, toMs: atMs + days(book, 1, 12) };
      silence(person, atMs - hours(book, 3, 12), atMs);
      during(book, person, { ...span, only: 'desk' }, (moment) => {
        moment.skip = true;
      });
      for (let at = atMs; at < span.toMs; at += hours(book, 4, 40))
        say(book, person, { timeMs: at, line, device: person.phone, kind: span.kind });
      during(book, person, { ...span, only: 'phone' }, (moment) => {
        moment.line = line;
      });
    },
  },
  {
    name: 'nomad',
    weight: 0.7,
    tell: (book, person, atMs) => {
      let fromMs = atMs;
      for (let leg = whole(book.random, [2, 6]); leg > 0; leg--) {
        const toMs = fromMs + days(book, 4, 25);
        const city = elsewhere(book, person.city);
        const legs = {
          fixed: chance(book.random, 0.5) ? hotel(book, city) : book.net.home(city),
          mobile: book.net.carrier(city),
        };
        silence(person, fromMs, fromMs + 14 * HOUR_MS);
        during(book, person, { kind: 'nomad', fromMs, toMs }, (moment) => arrive(book, moment, legs));
        fromMs = toMs;
      }
    },
  },
  {
    name: 'dual-sim',
    weight: 1,
    tell: (book, person, atMs) => {
      const line = book.net.carrier(chance(book.random, 0.5) ? person.city : elsewhere(book, person.city));
      during(
        book,
        person,
        { kind: 'dual-sim', fromMs: atMs, only: 'phone', share: 0.1 + book.random() * 0.5 },
        (moment) => {
          moment.line = line;
        },
      );
      say(book, person, { timeMs: atMs, line, device: person.phone, kind: 'dual-sim' });
    },
  },
  {
    name: 'hotel-forgot',
    weight: 1.5,
    tell: (book, person, atMs) => {
      const city = elsewhere(book, person.city);
      const span = { kind: 'hotel-forgot', fromMs: atMs, toMs: atMs + days(book, 1, 5) };
      const line = hotel(book, city);
      journey(book, person, span);
      during(book, person, span, (moment) => arrive(book, moment, { fixed: line, mobile: person.mobile }));
      const failures = whole(book.random, [3, 14]);
      say(book, person, { timeMs: atMs + 60_000, line, device: person.desk, kind: 'hotel-forgot', failures });
    },
  },
  {
    name: 'satellite-home',
    weight: 0.7,
    tell: (book, person, atMs) => {
      const exit = chance(book.random, 0.6) ? townElsewhere(book, person.city) : elsewhere(book, person.city);
      const line = book.net.carrier(exit, book.net.market('satellite', ''));
      during(book, person, { kind: 'satellite-home', fromMs: atMs }, (moment) => {
        if (moment.line === person.home) moment.line = line;
      });
      say(book, person, { timeMs: atMs, line, device: person.desk, kind: 'satellite-home' });
    },
  },
  {
    name: 'in-flight',
    weight: 1,
    tell: (book, person, atMs) => {
      const line = book.net.shared('plane', book.net.market('satellite', ''), elsewhere(book, person.city));
      silence(person, atMs - 3 * HOUR_MS, atMs + 9 * HOUR_MS);
      for (let i = whole(book.random, [1, 4]); i > 0; i--)
        say(book, person, {
          timeMs: atMs + Math.floor(wide(book.random, [0.2, 5]) * HOUR_MS),
          line,
          device: chance(book.random, 0.7) ? person.desk : person.phone,
          kind: 'in-flight',
        });
    },
  },
  {
    name: 'emigration',
    weight: 0.7,
    tell: (book, person, atMs) => {
      const city = elsewhere(book, person.city);
      const flat = { fixed: book.net.home(city), mobile: book.net.carrier(city) };
      silence(person, atMs - days(book, 0.5, 6), atMs);
      during(book, person, { kind: 'emigration', fromMs: atMs }, (moment) => arrive(book, moment, flat));
    },
  },
  {
    name: 'trip-with-tunnel',
    weight: 1.5,
    tell: (book, person, atMs) => {
      const city = elsewhere(book, person.city);
      const ways = { fixed: hotel(book, city), mobile: book.net.carrier(city) };
      const exit = tunnel(book, person.city);
      const span = { kind: 'trip-with-tunnel', fromMs: atMs, toMs: atMs + days(book, 2, 12) };
      journey(book, person, span);
      during(book, person, span, (moment) => arrive(book, moment, ways));
      during(book, person, { ...span, only: 'desk', share: 0.6 }, (moment) => {
        moment.line = exit;
      });
    },
  },
];
