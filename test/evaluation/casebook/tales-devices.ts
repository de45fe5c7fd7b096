// Harmless stories of new devices: what an attacker's machine looks like, but for the line it is on, which is known.

import { chance, pick, whole } from '../factorial/draw.ts';
import { type Book, during, type Person, say, several } from './book.ts';
import { type Device, newDevice, reinstalled } from './devices.ts';
import { days, hotel, hours, newDesk, newPhone, type Tale, townElsewhere } from './tale.ts';

interface Replacement {
  readonly kind: string;
  readonly device: Device;
  readonly only: 'phone' | 'desk';
  readonly fromMs: number;
  readonly toMs?: number;
  readonly share?: number;
}

function replace(book: Book, person: Person, of: Replacement): void {
  during(book, person, of, (moment) => {
    moment.device = of.device;
  });
}

export const DEVICE_TALES: readonly Tale[] = [
  {
    name: 'phone-from-shop',
    weight: 2.5,
    tell: (book, person, atMs) => {
      const device = newPhone(book, person.phone);
      const wifi = book.net.shared('shop', book.net.market('guest', person.city.country), person.city);
      say(book, person, {
        timeMs: atMs,
        line: wifi,
        device,
        kind: 'phone-from-shop',
        failures: whole(book.random, [0, 3]),
      });
      replace(book, person, { kind: 'phone-from-shop', device, only: 'phone', fromMs: atMs });
    },
  },
  {
    name: 'new-phone',
    weight: 2.5,
    tell: (book, person, atMs) =>
      replace(book, person, { kind: 'new-phone', device: newPhone(book, person.phone), only: 'phone', fromMs: atMs }),
  },
  {
    name: 'new-laptop',
    weight: 2.5,
    tell: (book, person, atMs) =>
      replace(book, person, { kind: 'new-laptop', device: newDesk(book, person.desk), only: 'desk', fromMs: atMs }),
  },
  {
    name: 'system-reinstalled',
    weight: 2,
    tell: (book, person, atMs) => {
      const device = reinstalled(book.random, person.desk);
      replace(book, person, { kind: 'system-reinstalled', device, only: 'desk', fromMs: atMs });
    },
  },
  {
    name: 'browser-switched',
    weight: 2.5,
    tell: (book, person, atMs) => {
      const other = newDevice(book.random, person.desk.platform);
      const device = { ...person.desk, programs: other.programs };
      const share = 0.3 + book.random() * 0.7;
      replace(book, person, { kind: 'browser-switched', device, only: 'desk', fromMs: atMs, share });
    },
  },
  {
    name: 'loaner',
    weight: 2,
    tell: (book, person, atMs) => {
      const device = newDevice(book.random, pick(book.random, ['win', 'win', 'mac', 'cros'] as const));
      replace(book, person, { kind: 'loaner', device, only: 'desk', fromMs: atMs, toMs: atMs + days(book, 1, 14) });
    },
  },
  {
    name: 'sofa-tablet',
    weight: 2,
    tell: (book, person, atMs) => {
      const device = newDevice(book.random, chance(book.random, 0.7) ? 'ipad' : 'android');
      const timeMs = atMs + hours(book, 1, 10);
      say(book, person, { timeMs, line: person.home, device, kind: 'sofa-tablet' });
      replace(book, person, { kind: 'sofa-tablet', device, only: 'phone', fromMs: atMs, share: 0.4 });
    },
  },
  {
    name: 'borrowed-computer',
    weight: 2,
    tell: (book, person, atMs) => {
      const device = newDevice(book.random, chance(book.random, 0.8) ? 'win' : 'mac');
      const near = chance(book.random, 0.7);
      const line = near ? book.net.home(person.city) : hotel(book, townElsewhere(book, person.city));
      for (let i = whole(book.random, [1, 3]); i > 0; i--)
        say(book, person, { timeMs: atMs + i * 1_200_000, line, device, kind: 'borrowed-computer' });
    },
  },
  {
    name: 'friends-wifi-new-phone',
    weight: 1,
    tell: (book, person, atMs) => {
      const device = newPhone(book, person.phone);
      say(book, person, { timeMs: atMs, line: book.net.home(person.city), device, kind: 'friends-wifi-new-phone' });
      say(book, person, {
        timeMs: atMs + hours(book, 1, 9),
        line: person.mobile,
        device,
        kind: 'friends-wifi-new-phone',
      });
      replace(book, person, { kind: 'friends-wifi-new-phone', device, only: 'phone', fromMs: atMs });
    },
  },
  {
    name: 'agents-frozen',
    weight: 0.4,
    once: true,
    tell: (book, _person, atMs) => {
      for (const person of book.people.filter((one) => one.role !== 'service')) {
        const device = { ...person.desk, lagDays: 0, programs: newDevice(book.random, person.desk.platform).programs };
        const fromMs = atMs + hours(book, 1, 300);
        if (chance(book.random, 0.5)) replace(book, person, { kind: 'agents-frozen', device, only: 'desk', fromMs });
      }
    },
  },
  {
    name: 'browser-mandated',
    weight: 0.4,
    once: true,
    tell: (book, _person, atMs) => {
      const models = new Map<string, Device>();
      for (const person of several(book, 300, (one) => one.role !== 'service' && chance(book.random, 0.6))) {
        const { platform } = person.desk;
        const model = models.get(platform) ?? newDevice(book.random, platform);
        models.set(platform, model);
        const device = { ...person.desk, programs: model.programs, lagDays: 0 };
        replace(book, person, { kind: 'browser-mandated', device, only: 'desk', fromMs: atMs + hours(book, 1, 200) });
      }
    },
  },
  {
    name: 'kiosk',
    weight: 1,
    tell: (book, person, atMs) => {
      const device = newDevice(book.random, pick(book.random, ['win', 'cros', 'ipad'] as const));
      const line =
        person.office ?? book.net.shared('depot', book.net.market('business', person.city.country), person.city);
      for (const one of several(book, whole(book.random, [3, 14]), (other) => other.city === person.city))
        during(
          book,
          one,
          { kind: 'kiosk', fromMs: atMs + hours(book, 1, 200), only: 'desk', share: 0.25 },
          (moment) => {
            moment.device = device;
            moment.line = line;
          },
        );
    },
  },
  {
    name: 'password-forgotten',
    weight: 3,
    tell: (book, person, atMs) => {
      const onPhone = chance(book.random, 0.35);
      const line = onPhone && chance(book.random, 0.5) ? person.mobile : person.home;
      const device = onPhone ? person.phone : person.desk;
      const failures = whole(book.random, [2, 12]);
      say(book, person, { timeMs: atMs, line, device, kind: 'password-forgotten', failures });
    },
  },
];
