// Everyday changes that must not alert: devices, addresses, hours, odd records, accounts with a life of their own.

import { agent, updated } from '../agents.ts';
import { usualDay } from '../everyday.ts';
import { address, address6 } from '../networks.ts';
import { PEOPLE, personNamed } from '../people.ts';
import type { Scenario } from '../scenario.ts';
import { at, atOffice, failures, phoneOf, signIn } from '../sign-ins.ts';

const quiet = { kind: 'quiet' } as const;

export const HABITS: readonly Scenario[] = [
  {
    name: 'new phone at home',
    story: 'Ada changes from an iPhone to an Android phone and signs in at home.',
    signIns: [...usualDay('ada', 0), signIn('ada', at(0, '20:10'), { userAgent: agent('androidSlack') })],
    expect: quiet,
  },
  {
    name: 'new laptop at the office',
    story: 'Hugo gets a Mac in place of his Windows machine and first signs in at his desk.',
    signIns: [
      signIn('hugo', at(0, '09:00'), { ip: atOffice(personNamed('hugo')), userAgent: agent('macChrome') }),
      signIn('hugo', at(0, '14:00'), { ip: atOffice(personNamed('hugo')), userAgent: agent('macChrome') }),
      signIn('hugo', at(0, '20:00'), { userAgent: agent('macChrome') }),
    ],
    expect: quiet,
  },
  {
    name: 'new browser at home',
    story: 'Iris tries Firefox on her Mac.',
    signIns: [...usualDay('iris', 0), signIn('iris', at(0, '19:30'), { userAgent: agent('macFirefox') })],
    expect: quiet,
  },
  {
    name: 'browser update',
    story: 'Emma’s Chrome moves from one main version to the next: exactly the score of the sign-in without it.',
    signIns: [...usualDay('emma', 0), signIn('emma', at(1, '08:30'), { userAgent: updated('macChrome') })],
    expect: { kind: 'equal', to: [...usualDay('emma', 0), signIn('emma', at(1, '08:30'))] },
  },
  {
    name: 'operating system update',
    story: 'Gina’s iPhone moves to the next iOS: exactly the score of the sign-in without it.',
    signIns: [
      ...usualDay('gina', 0),
      signIn('gina', at(1, '20:30'), {
        userAgent: agent('iphoneSlack').replace('iOS 18.3', 'iOS 26.1'),
      }),
    ],
    expect: {
      kind: 'equal',
      to: [...usualDay('gina', 0), signIn('gina', at(1, '20:30'), { userAgent: agent('iphoneSlack') })],
    },
  },
  {
    name: 'browser update on a trip',
    story: 'The update changes nothing on an odd sign-in either.',
    signIns: [
      ...usualDay('marc', 0),
      signIn('marc', at(1, '08:30'), { ip: address('lisbonHotel', 40, 30), userAgent: updated('macChrome', 3) }),
    ],
    expect: {
      kind: 'equal',
      to: [...usualDay('marc', 0), signIn('marc', at(1, '08:30'), { ip: address('lisbonHotel', 40, 30) })],
    },
  },
  {
    name: 'IPv6 privacy addresses',
    story: 'Felix’s provider turns on IPv6: his machine takes another address every day, in one block.',
    signIns: [0, 1, 2, 3, 6].map((day) =>
      signIn('felix', at(day, '08:40'), { ip: address6('sfr', 3, 1000 + day * 37) }),
    ),
    expect: quiet,
  },
  {
    name: 'no user agent now and then',
    story: 'The third app names Ben’s browser most of the time; today it does not.',
    signIns: [
      ...usualDay('ben', 0),
      signIn('ben', at(0, '17:00'), { source: 'okta', userAgent: null }),
      signIn('ben', at(1, '09:30'), { source: 'okta', userAgent: null }),
    ],
    expect: quiet,
  },
  {
    name: 'service account that never varies',
    story: 'The backup robot signs in every hour for six more weeks: a thousand equal sign-ins.',
    signIns: Array.from({ length: 42 }, (_, day) => usualDay('backup', day)).flat(),
    expect: quiet,
  },
  {
    name: 'account that never varies',
    story: 'The kiosk signs in thrice a day from one address with one browser, for four more weeks.',
    signIns: Array.from({ length: 28 }, (_, day) => usualDay('kiosk', day)).flat(),
    expect: quiet,
  },
  {
    name: 'night worker at night',
    story: 'Samir signs in at ten in the evening and at five in the morning, as always.',
    signIns: [0, 1, 2, 3].flatMap((day) => usualDay('samir', day)),
    expect: quiet,
  },
  {
    name: 'weekend work',
    story: 'Carla, who never works at weekends, signs in on a Saturday and a Sunday with her laptop at home.',
    signIns: [
      ...usualDay('carla', 0),
      ...[4, 5].flatMap((day) => ['10:10', '16:30'].map((clock) => signIn('carla', at(day, clock)))),
    ],
    expect: quiet,
  },
  {
    name: 'late evening at home',
    story: 'Karim finishes something at half past midnight, at home, on his laptop.',
    signIns: [...usualDay('karim', 0), signIn('karim', at(1, '00:30'))],
    expect: quiet,
  },
  {
    name: 'clocks go forward',
    story: 'Summer time begins: everybody’s day moves by an hour.',
    signIns: PEOPLE.filter((one) => one.days[1] === 0 && one.life === 'office').flatMap(({ name }) =>
      [0, 1].flatMap((day) => usualDay(name, day).map((one) => ({ ...one, timeMs: one.timeMs - 3_600_000 }))),
    ),
    expect: quiet,
  },
  {
    name: 'new hire’s first weeks from home',
    story: 'Wim, a few days here, works from home, then the office, then gets a phone.',
    signIns: [
      ...[0, 1, 2, 3].flatMap((day) => usualDay('wim', day)),
      ...[6, 7, 8].map((day) => signIn('wim', at(day, '08:50'), { ip: atOffice(personNamed('wim')) })),
      signIn('wim', at(8, '20:10'), { userAgent: agent('iphoneSlack') }),
    ],
    expect: quiet,
  },
  {
    name: 'typing errors, then in',
    story: 'Nina mistypes her password three times at home, then gets in.',
    signIns: [...failures('nina', at(0, '08:30'), { times: 3 }), signIn('nina', at(0, '08:33'))],
    expect: quiet,
  },
  {
    name: 'password spray that fails',
    story: 'Sixty failures on twenty accounts from a hosting provider; nobody comes in, everybody goes on as usual.',
    signIns: [
      ...PEOPLE.slice(0, 20).flatMap(({ name }, i) =>
        failures(name, at(0, '03:00') + i * 60_000, {
          times: 3,
          ip: address('m247', 5, 5),
          userAgent: agent('windowsChrome'),
        }),
      ),
      ...['ada', 'ben', 'emma', 'paula'].flatMap((name) => usualDay(name, 0)),
    ],
    expect: quiet,
  },
  {
    name: 'account shared by two',
    story:
      'Two people use the front desk’s account at the same time: one at the office, one at home, each with a device of their own.',
    signIns: [
      ...usualDay('frontdesk', 0),
      signIn('frontdesk', at(1, '09:00'), { ip: atOffice(personNamed('frontdesk')) }),
      signIn('frontdesk', at(1, '09:02'), { ip: address('free', 60, 12), userAgent: agent('macSafari') }),
      signIn('frontdesk', at(1, '09:04'), { ip: atOffice(personNamed('frontdesk')) }),
    ],
    expect: quiet,
  },
  {
    name: 'second factor asked for',
    story: 'A challenge, then the sign-in, at the usual desk.',
    signIns: [
      signIn('paula', at(0, '09:00'), { outcome: 'challenge', event: 'login_challenge', source: 'gsuite' }),
      signIn('paula', at(0, '09:01'), { source: 'gsuite' }),
    ],
    expect: quiet,
  },
  {
    name: 'logouts',
    story: 'Logging out is no sign-in, wherever it happens.',
    signIns: [
      ...usualDay('oskar', 0),
      signIn('oskar', at(0, '18:00'), { source: 'gsuite', event: 'logout', ip: address('vultr', 3, 66) }),
    ],
    expect: quiet,
  },
  {
    name: 'geo database update',
    story: 'The new database calls Lyon Villeurbanne, thirty kilometres off: nobody has travelled.',
    signIns: ['ada', 'emma', 'marc'].flatMap((name) => [...usualDay(name, 0), ...usualDay(name, 1)]),
    geo: (place) =>
      place.city === 'Lyon' ? { ...place, city: 'Villeurbanne', latitude: 45.95, longitude: 5.1 } : place,
    expect: quiet,
  },
  {
    name: 'geo database loses the city',
    story: 'The new database knows the country only.',
    signIns: ['ada', 'emma', 'marc'].flatMap((name) => [...usualDay(name, 0), ...usualDay(name, 1)]),
    geo: (place) =>
      place.country === 'FR'
        ? { ...place, precision: 'country', city: null, region: null, latitude: 46.2, longitude: 2.2, accuracyKm: 500 }
        : place,
    expect: quiet,
  },
  {
    name: 'private address',
    story: 'A proxy in the office passes on an inner address.',
    signIns: [...usualDay('rosa', 0), signIn('rosa', at(0, '16:00'), { ip: '10.1.2.3' })],
    expect: quiet,
  },
  {
    name: 'address no database knows',
    story: 'The laptop as ever, from an address that is in no database.',
    signIns: [...usualDay('quirin', 0), signIn('quirin', at(0, '16:00'), { ip: '192.0.2.44' })],
    expect: quiet,
  },
  {
    name: 'no address',
    story: 'The record carries no address at all.',
    signIns: [...usualDay('david', 0), signIn('david', at(0, '16:00'), { ip: null })],
    expect: quiet,
  },
  {
    name: 'second app for the first time',
    story: 'Jules uses the third app for the first time, at his desk with his laptop.',
    signIns: [
      ...usualDay('jules', 0),
      signIn('jules', at(0, '16:30'), { source: 'okta', ip: atOffice(personNamed('jules')) }),
    ],
    expect: quiet,
  },
  {
    name: 'burst of sign-ins by day',
    story: 'A session that will not hold: forty sign-ins within twenty minutes at the usual desk.',
    signIns: Array.from({ length: 40 }, (_, i) =>
      signIn('lena', at(0, '14:00') + i * 30_000, { ip: atOffice(personNamed('lena')) }),
    ),
    expect: quiet,
  },
  {
    name: 'scripts of one who scripts',
    story: 'Devi’s curl runs from home today in place of the office.',
    signIns: [...usualDay('devi', 0), signIn('devi', at(0, '20:00'), { userAgent: agent('curl') })],
    expect: quiet,
  },
  {
    name: 'phone and laptop at the same minute',
    story: 'Ada’s laptop is at home, her phone comes through the carrier’s gateway in Paris, in the same minute.',
    signIns: [
      signIn('ada', at(0, '08:00')),
      signIn('ada', at(0, '08:00') + 20_000, {
        ip: address('orangeMobile', 2, 33),
        userAgent: phoneOf(personNamed('ada')),
      }),
      signIn('ada', at(0, '08:01')),
    ],
    expect: quiet,
  },
  {
    name: 'new laptops for a department',
    story: 'Eight people get a Windows machine with Edge on one morning and sign in at their desks.',
    signIns: PEOPLE.slice(0, 8).flatMap((person, i) => [
      signIn(person.name, at(0, '09:00') + i * 120_000, { ip: atOffice(person), userAgent: agent('windowsEdge') }),
      signIn(person.name, at(0, '20:00') + i * 120_000, { userAgent: agent('windowsEdge') }),
    ]),
    expect: quiet,
  },
  {
    name: 'app that changes its user agent',
    story: 'The phone app’s new version calls itself something else, for everybody on the same day.',
    signIns: PEOPLE.filter((one) => one.phone === 'iphoneSlack').flatMap(({ name }, i) =>
      [0, 1].map((day) =>
        signIn(name, at(day, '18:30') + i * 60_000, { userAgent: 'Slack-iOS/26.03.20 (iPhone17,2; iOS 26.1)' }),
      ),
    ),
    expect: quiet,
  },
  {
    name: 'everybody signs in anew',
    story: 'After an outage everybody at the office signs in within five minutes, after a failure each.',
    signIns: PEOPLE.slice(0, 14).flatMap((person, i) => [
      ...failures(person.name, at(0, '10:30') + i * 15_000, { times: 1, ip: atOffice(person) }),
      signIn(person.name, at(0, '10:34') + i * 15_000, { ip: atOffice(person) }),
    ]),
    expect: quiet,
  },
  {
    name: 'new app for everybody',
    story: 'The company connects a third app: everybody uses it for the first time on one day, at the usual desk.',
    signIns: PEOPLE.slice(0, 14).map((person, i) =>
      signIn(person.name, at(0, '10:30') + i * 90_000, { source: 'okta', ip: atOffice(person) }),
    ),
    expect: quiet,
  },
];
