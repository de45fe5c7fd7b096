// Journeys and moves that must not alert: people go elsewhere and take what they have with them.

import { agent, updated } from '../agents.ts';
import { usualDay } from '../everyday.ts';
import { address, type NetworkName } from '../networks.ts';
import { PEOPLE, personNamed } from '../people.ts';
import type { Scenario } from '../scenario.ts';
import { at, type Draft, onMobile, phoneOf, signIn } from '../sign-ins.ts';

const quiet = { kind: 'quiet' } as const;

/** Days at a hotel with the laptop: mornings and evenings. */
function stay(name: string, hotel: NetworkName, days: { from: number; to: number; block?: number }): Draft[] {
  const signIns: Draft[] = [];
  for (let day = days.from; day < days.to; day++)
    for (const clock of ['08:30', '19:00'])
      signIns.push(signIn(name, at(day, clock), { ip: address(hotel, days.block ?? 40, 30) }));
  return signIns;
}

const officeWorkers = PEOPLE.filter((one) => one.life === 'office' && one.office === 'office' && one.days[0] === -60);

export const JOURNEYS: readonly Scenario[] = [
  {
    name: 'trip with the known laptop',
    story: 'Ada flies to Lisbon for three days, with her laptop, to a hotel nobody here knows.',
    signIns: [...usualDay('ada', 0), ...stay('ada', 'lisbonHotel', { from: 1, to: 4 })],
    expect: quiet,
  },
  {
    name: 'trip within the neighbouring country’s known city',
    story: 'Emma visits the Berlin office for two days with her laptop.',
    signIns: [
      ...usualDay('emma', 0),
      ...[1, 2].map((day) => signIn('emma', at(day, '10:00'), { ip: address('berlinOffice', 1, 9) })),
    ],
    expect: quiet,
  },
  {
    name: 'trip with the known phone, roaming',
    story: 'Hugo’s phone roams in Portugal on a foreign carrier for two days.',
    signIns: [
      ...usualDay('hugo', 0),
      ...[1, 2].flatMap((day) =>
        ['10:00', '18:00'].map((clock) =>
          signIn('hugo', at(day, clock), {
            ip: address('lisbonMobile', 2, 40 + day),
            userAgent: phoneOf(personNamed('hugo')),
          }),
        ),
      ),
    ],
    expect: quiet,
  },
  {
    name: 'trip, then home again',
    story: 'Marc spends three days in Zurich and is back at home and at work, as ever.',
    signIns: [
      ...usualDay('marc', 0),
      ...stay('marc', 'zurichHotel', { from: 1, to: 4 }),
      ...usualDay('marc', 6),
      ...usualDay('marc', 7),
    ],
    expect: quiet,
  },
  {
    name: 'frequent traveller in a new country',
    story: 'Tessa travels every other week; this time to Chicago, where she never was.',
    signIns: [...usualDay('tessa', 0), ...stay('tessa', 'comcast', { from: 1, to: 4 })],
    expect: quiet,
  },
  {
    name: 'moved home',
    story: 'Iris moved: a new provider at home, the devices she always had.',
    signIns: [0, 1, 2].flatMap((day) => [
      signIn('iris', at(day, '07:50'), { ip: address('free', 70, 14) }),
      signIn('iris', at(day, '20:40'), { ip: address('free', 70, 14), userAgent: phoneOf(personNamed('iris')) }),
    ]),
    expect: quiet,
  },
  {
    name: 'new address from the provider',
    story: 'Orange gives Ada’s home another address in another block, as it does every few months.',
    signIns: [0, 1].map((day) => signIn('ada', at(day, '08:10'), { ip: address('orange', 140 + day, 77) })),
    expect: quiet,
  },
  {
    name: 'office move of half the company',
    story: 'Seven people sign in from a new office with a new provider on the same morning.',
    signIns: officeWorkers
      .slice(0, 7)
      .flatMap(({ name }, i) =>
        [0, 1].map((day) => signIn(name, at(day, '08:50') + i * 240_000, { ip: address('newOffice', 1, 9) })),
      ),
    expect: quiet,
  },
  {
    name: 'new corporate VPN for everybody',
    story: 'From today everybody’s laptop goes through a VPN that comes out in Frankfurt.',
    signIns: officeWorkers.flatMap(({ name }, i) =>
      [0, 1, 2].map((day) =>
        signIn(name, at(day, '08:50') + i * 180_000, { ip: address('corporateVpn', 1 + (i % 3), 5) }),
      ),
    ),
    expect: { kind: 'quiet', messages: 3 },
  },
  {
    name: 'conference of six colleagues',
    story: 'Six colleagues are at one hotel in Barcelona for two days with the laptops they have.',
    signIns: officeWorkers
      .slice(2, 8)
      .flatMap(({ name }, i) => [
        ...usualDay(name, 0),
        ...[1, 2].map((day) => signIn(name, at(day, '08:30') + i * 300_000, { ip: address('barcelonaHotel', 50, 30) })),
      ]),
    expect: quiet,
  },
  {
    name: 'café',
    story: 'David works an afternoon in a café around the corner, on a provider he never had.',
    signIns: [...usualDay('david', 0), signIn('david', at(0, '17:30'), { ip: address('sfr', 180, 50) })],
    expect: quiet,
  },
  {
    name: 'in-flight network',
    story: 'Lena opens her laptop above the Atlantic: the network is a satellite operator’s in California.',
    signIns: [...usualDay('lena', 0), signIn('lena', at(1, '10:00'), { ip: address('inFlight', 2, 50) })],
    expect: quiet,
  },
  {
    name: 'back from leave of sixty days',
    story: 'Yann was away for two months and returns to his laptop at home and the office.',
    signIns: [
      signIn('yann', at(0, '08:10')),
      signIn('yann', at(0, '09:30'), { ip: address('office', 1, 9) }),
      signIn('yann', at(1, '09:00'), { ip: address('office', 1, 9) }),
    ],
    expect: quiet,
  },
  {
    name: 'mobile gateway in a far city',
    story: 'The carrier routes Gina’s phone through Marseille in place of Paris.',
    signIns: [
      ...usualDay('gina', 0),
      signIn('gina', at(0, '18:10'), {
        ip: address('orangeMobileSouth', 2, 61),
        userAgent: phoneOf(personNamed('gina')),
      }),
      signIn('gina', at(0, '18:40'), { ip: onMobile(personNamed('gina'), 0), userAgent: phoneOf(personNamed('gina')) }),
    ],
    expect: quiet,
  },
  {
    name: 'laptop on the phone’s connection',
    story: 'The laptop goes online through the phone: a mobile carrier it never used.',
    signIns: [...usualDay('ben', 0), signIn('ben', at(0, '17:10'), { ip: onMobile(personNamed('ben'), 0) })],
    expect: quiet,
  },
  {
    name: 'private VPN user on another exit',
    story: 'Ugo’s VPN comes out in Amsterdam today, with the provider he always has.',
    signIns: [
      ...usualDay('ugo', 0),
      ...[1, 2].map((day) => signIn('ugo', at(day, '09:00'), { ip: address('mullvadAmsterdam', day, 9) })),
    ],
    expect: quiet,
  },
  {
    name: 'privacy relay on another egress',
    story: 'Vera’s relay comes out in Marseille for the first time.',
    signIns: [
      ...usualDay('vera', 0),
      signIn('vera', at(0, '17:30'), { ip: address('relayMarseille', 3, 44) }),
      signIn('vera', at(0, '21:00'), { ip: address('relayMarseille', 4, 44), userAgent: agent('iphoneSafari') }),
    ],
    expect: quiet,
  },
  {
    name: 'trip with a laptop updated on the way',
    story: 'Jules is in Madrid with the laptop he has; its browser updates itself in the hotel.',
    signIns: [
      ...usualDay('jules', 0),
      ...stay('jules', 'madridHotel', { from: 1, to: 2 }),
      signIn('jules', at(2, '08:30'), { ip: address('madridHotel', 40, 30), userAgent: updated('windowsEdge') }),
    ],
    expect: quiet,
  },
  {
    name: 'trip with a new phone beside the known laptop',
    story: 'Gina is in Madrid with her Mac; her new Android phone signs in from the same hotel the day after.',
    signIns: [
      ...usualDay('gina', 0),
      ...stay('gina', 'madridHotel', { from: 1, to: 3 }),
      signIn('gina', at(2, '20:10'), { ip: address('madridHotel', 40, 31), userAgent: agent('androidSlack') }),
    ],
    expect: quiet,
  },
  {
    name: 'trip seen by the laptop, then by an app that names no device',
    story:
      'Emma’s laptop signs in to Slack from a Lisbon hotel, then to Google Workspace, which says nothing of devices.',
    signIns: [
      ...usualDay('emma', 0),
      signIn('emma', at(1, '08:30'), { ip: address('lisbonHotel', 40, 30) }),
      signIn('emma', at(1, '09:00'), { ip: address('lisbonHotel', 40, 30), source: 'gsuite' }),
    ],
    expect: quiet,
  },
  {
    name: 'trip seen by an app that names no device',
    story: 'Emma is in a Lisbon hotel; Google Workspace sees her first, and says nothing of devices.',
    signIns: [
      ...usualDay('emma', 0),
      signIn('emma', at(1, '08:30'), { ip: address('lisbonHotel', 40, 30), source: 'gsuite' }),
      signIn('emma', at(1, '09:00'), { ip: address('lisbonHotel', 40, 30) }),
    ],
    expect: quiet,
  },
  {
    name: 'three weeks in the south',
    story: 'Felix works for three weeks from a flat in Barcelona, with laptop and phone.',
    signIns: [
      ...usualDay('felix', 0),
      ...Array.from({ length: 21 }, (_, i) => [
        signIn('felix', at(i + 1, '08:40'), { ip: address('barcelonaHotel', 60, 14) }),
        signIn('felix', at(i + 1, '20:40'), {
          ip: address('barcelonaHotel', 60, 14),
          userAgent: phoneOf(personNamed('felix')),
        }),
      ]).flat(),
    ],
    expect: quiet,
  },
  {
    name: 'VPN of the hotel guest',
    story: 'Ugo is in Zurich, and his private VPN comes out in Stockholm as at home.',
    signIns: [
      ...usualDay('ugo', 0),
      signIn('ugo', at(1, '08:30'), { ip: address('zurichHotel', 44, 30) }),
      signIn('ugo', at(1, '08:50'), { ip: address('mullvadStockholm', 2, 9) }),
    ],
    expect: quiet,
  },
];
