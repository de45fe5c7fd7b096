// Harmless stories of work: nights on call, scripts and services, assistants, shared accounts, mergers, long leaves.

import { CITIES } from '../../../src/simulation/pools/cities.ts';
import { chance, pick, whole } from '../factorial/draw.ts';
import { DAY_MS, during, localHour, type Person, say, several, silence, somebody } from './book.ts';
import { newDevice } from './devices.ts';
import { arrive, days, elsewhere, hours, newDesk, newPhone, server, type Tale, townElsewhere } from './tale.ts';

function staff(one: Person): boolean {
  return one.role !== 'service' && one.role !== 'shared';
}

export const WORK_TALES: readonly Tale[] = [
  {
    name: 'on-call-night',
    weight: 3,
    tell: (book, person, atMs) => {
      const nights = whole(book.random, [1, 6]);
      for (let night = 0; night < nights; night++) {
        const timeMs = localHour(person, atMs + night * DAY_MS, 1 + book.random() * 4);
        const onPhone = chance(book.random, 0.4);
        const device = onPhone ? person.phone : person.desk;
        say(book, person, { timeMs, line: onPhone ? person.mobile : person.home, device, kind: 'on-call-night' });
      }
    },
  },
  {
    name: 'script-to-cloud',
    weight: 2,
    tell: (book, person, atMs) => {
      const owner = somebody(book, { roles: ['developer', 'contractor'], atMs }) ?? person;
      const device = newDevice(book.random, 'script');
      const tried = whole(book.random, [1, 4]);
      for (let i = tried; i > 0; i--)
        say(book, owner, {
          timeMs: atMs - i * hours(book, 0.2, 20),
          line: owner.home,
          device,
          kind: 'script-to-cloud',
        });
      const line = server(book);
      const everyMs = hours(book, 4, 72);
      for (let timeMs = atMs; timeMs < book.endMs && timeMs < owner.toMs; timeMs += everyMs)
        say(book, owner, { timeMs, line, device, kind: timeMs < atMs + 14 * DAY_MS ? 'script-to-cloud' : null });
    },
  },
  {
    name: 'service-migrated',
    weight: 1.5,
    tell: (book, _person, atMs) => {
      const service = somebody(book, { roles: ['service'], atMs });
      if (!service) return;
      const line = server(book, chance(book.random, 0.5) ? service.city : pick(book.random, CITIES));
      const rebuilt = chance(book.random, 0.4) ? newDevice(book.random, 'script') : service.desk;
      during(book, service, { kind: 'service-migrated', fromMs: atMs }, (moment) => {
        moment.line = line;
        moment.device = rebuilt;
      });
    },
  },
  {
    name: 'integration-connected',
    weight: 1.5,
    tell: (book, person, atMs) => {
      const device = newDevice(book.random, 'script');
      const lines = Array.from({ length: whole(book.random, [1, 3]) }, () => server(book));
      say(book, person, { timeMs: atMs - 180_000, line: person.home, device: person.desk, kind: null });
      for (let timeMs = atMs; timeMs < book.endMs; timeMs += hours(book, 12, 120))
        say(book, person, { timeMs, line: pick(book.random, lines), device, kind: 'integration-connected' });
    },
  },
  {
    name: 'cloud-desktop',
    weight: 1.2,
    tell: (book, _person, atMs) => {
      const owner = pick(book.random, book.slots.hosters);
      const line = book.net.shared('desktops', owner, pick(book.random, book.slots.cloudCities));
      const device = newDevice(book.random, 'win');
      const share = 0.2 + book.random() * 0.7;
      for (const one of several(book, whole(book.random, [2, 15]), staff))
        during(
          book,
          one,
          { kind: 'cloud-desktop', fromMs: atMs + hours(book, 1, 150), only: 'desk', share },
          (moment) => {
            moment.line = line;
            moment.device = { ...device, seed: device.seed };
          },
        );
    },
  },
  {
    name: 'assistant',
    weight: 1.5,
    tell: (book, person, atMs) => {
      const boss = somebody(book, { roles: ['boss'], atMs });
      if (!boss || boss === person) return;
      const endMs = atMs + days(book, 3, 80);
      for (let timeMs = atMs; timeMs < endMs; timeMs += hours(book, 5, 60)) {
        const at = localHour(person, timeMs, person.startHour + book.random() * person.spanHours);
        const line = person.office !== null && chance(book.random, 0.7) ? person.office : person.home;
        say(book, boss, { timeMs: at, line, device: person.desk, kind: 'assistant' });
      }
    },
  },
  {
    name: 'shared-new-member',
    weight: 1.5,
    tell: (book, person, atMs) => {
      const team = somebody(book, { roles: ['shared'], atMs });
      if (!team) return;
      const endMs = atMs + days(book, 10, 80);
      for (let timeMs = atMs; timeMs < endMs; timeMs += hours(book, 6, 70)) {
        const onPhone = chance(book.random, 0.3);
        const line = onPhone ? person.mobile : (person.office ?? person.home);
        say(book, team, { timeMs, line, device: onPhone ? person.phone : person.desk, kind: 'shared-new-member' });
      }
    },
  },
  {
    name: 'long-leave',
    weight: 2,
    tell: (book, person, atMs) => {
      const backMs = atMs + days(book, 20, 80);
      silence(person, atMs, backMs);
      const device = chance(book.random, 0.5) ? newDesk(book, person.desk) : person.desk;
      const phone = chance(book.random, 0.4) ? newPhone(book, person.phone) : person.phone;
      const home = chance(book.random, 0.35) ? book.net.home(townElsewhere(book, person.city)) : person.home;
      during(book, person, { kind: 'long-leave', fromMs: backMs }, (moment) => {
        moment.device = moment.onPhone ? phone : device;
        if (moment.line === person.home) moment.line = home;
      });
      const failures = chance(book.random, 0.5) ? whole(book.random, [1, 5]) : 0;
      say(book, person, { timeMs: localHour(person, backMs, 9.5), line: home, device, kind: 'long-leave', failures });
    },
  },
  {
    name: 'contractor-proxy',
    weight: 1,
    tell: (book, _person, atMs) => {
      const one = somebody(book, { roles: ['contractor'], atMs });
      if (!one) return;
      const owner = book.net.market(chance(book.random, 0.5) ? 'gateway' : 'business', one.city.country);
      const exit = book.net.shared('employer', owner, chance(book.random, 0.5) ? one.city : elsewhere(book, one.city));
      during(book, one, { kind: 'contractor-proxy', fromMs: atMs, only: 'desk', share: 0.7 }, (moment) => {
        moment.line = exit;
      });
    },
  },
  {
    name: 'merger',
    weight: 0.5,
    once: true,
    tell: (book, person, atMs) => {
      const city = elsewhere(book, person.city);
      const owner = book.net.market('business', city.country);
      const hall = book.net.shared('merged', owner, city);
      const carrier = book.net.market('mobile', city.country);
      for (const one of several(book, whole(book.random, [3, 25]), staff)) {
        const fromMs = atMs + hours(book, 1, 500);
        const device = newDesk(book, one.desk, 0.3);
        const lines = {
          fixed: chance(book.random, 0.6) ? hall : book.net.home(city),
          mobile: book.net.carrier(city, carrier),
        };
        silence(one, fromMs - 20 * 3_600_000, fromMs);
        during(book, one, { kind: 'merger', fromMs }, (moment) => {
          arrive(book, moment, lines);
          if (!moment.onPhone) moment.device = device;
        });
      }
    },
  },
  {
    name: 'night-deadline',
    weight: 2,
    tell: (book, person, atMs) => {
      const line = chance(book.random, 0.5) ? (person.office ?? person.home) : person.home;
      for (let i = whole(book.random, [1, 5]); i > 0; i--) {
        const timeMs = localHour(person, atMs + whole(book.random, [0, 3]) * DAY_MS, 20 + book.random() * 6);
        say(book, person, { timeMs, line, device: person.desk, kind: 'night-deadline' });
      }
    },
  },
];
