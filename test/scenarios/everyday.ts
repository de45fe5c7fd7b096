// Sixty days of everyday life of the company, the same every time: what every scenario builds on.

import { agent } from './agents.ts';
import { address } from './networks.ts';
import { PEOPLE, type Person, personNamed } from './people.ts';
import { at, atHome, atOffice, type Draft, dice, intruder, onMobile, phoneOf, signIn } from './sign-ins.ts';

const TRIPS = ['lisbonHotel', 'madridHotel', 'zurichHotel', 'barcelonaHotel'] as const;

/** All sign-ins of everybody before day 0. */
export function everydayLife(): Draft[] {
  const life: Draft[] = [];
  for (const person of PEOPLE) {
    const mine: Draft[] = [];
    for (let day = person.days[0]; day < person.days[1]; day++) mine.push(...usualDay(person.name, day));
    life.push(...(person.name === 'wim' ? mine.slice(0, 8) : mine));
  }
  return life;
}

/** What a person does on a day as always. Day 0 is a Tuesday. */
export function usualDay(name: string, day: number): Draft[] {
  const person = personNamed(name);
  const weekday = ((day % 7) + 8) % 7;
  const weekend = weekday > 4;
  switch (person.life) {
    case 'service':
      return Array.from({ length: 24 }, (_, hour) =>
        signIn(name, at(day, `${hour}:05`), { ip: address('awsParis', 7, 77), userAgent: agent('pythonRequests') }),
      );
    case 'one-network':
      return ['08:00', '12:00', '16:00'].map((clock) =>
        signIn(name, at(day, clock), { ip: atOffice(person), userAgent: agent('windowsEdge') }),
      );
    case 'night':
      return weekend && dice(name, day, 'free') < 0.7
        ? []
        : ['22:05', '25:40', '29:10'].map((clock) => signIn(name, at(day, clock) + jitter(name, day, clock)));
    default:
      return weekend ? weekendDay(person, day) : workday(person, day);
  }
}

function weekendDay(person: Person, day: number): Draft[] {
  if (person.phone === null || dice(person.name, day, 'weekend') > 0.4) return [];
  return [signIn(person.name, at(day, '13:00') + jitter(person.name, day, 'w', 480), phoneAtHome(person, day))];
}

function phoneAtHome(person: Person, day: number): { ip: string; userAgent: string } {
  const ip = person.life === 'relay' ? relayEgress(person, day, 'phone') : atHome(person);
  return { ip, userAgent: phoneOf(person, day) };
}

function workday(person: Person, day: number): Draft[] {
  const { name } = person;
  const ip = deskAddress(person, day);
  const work: Draft[] = [
    signIn(name, at(day, '08:50') + jitter(name, day, 'a', 90), { ip }),
    signIn(name, at(day, '09:10') + jitter(name, day, 'b'), { ip, source: 'gsuite' }),
  ];
  if (dice(name, day, 'afternoon') < 0.45)
    work.push(signIn(name, at(day, '15:45') + jitter(name, day, 'c', 330), { ip }));
  if (person.phone !== null) {
    const phone = phoneOf(person, day);
    if (dice(name, day, 'lunch') < 0.5)
      work.push(
        signIn(name, at(day, '12:40') + jitter(name, day, 'd'), { ip: onMobile(person, day), userAgent: phone }),
      );
    if (dice(name, day, 'evening') < 0.4)
      work.push(signIn(name, at(day, '20:30') + jitter(name, day, 'e', 240), phoneAtHome(person, day)));
  }
  return [...work, ...special(person, day)];
}

/** Where the laptop is: at the office, at home on two days a week, or wherever this life leads. */
function deskAddress(person: Person, day: number): string {
  const { name, life } = person;
  if (life === 'relay') return relayEgress(person, day, 'laptop');
  if (life === 'vpn')
    return address(
      dice(name, day, 'exit') < 0.5 ? 'mullvadStockholm' : 'mullvadZurich',
      1 + Math.floor(dice(name, day, 'block') * 4),
      9,
    );
  const week = Math.floor((day + 60) / 7);
  if (life === 'traveller' && week % 2 === 1) {
    const hotel = TRIPS[Math.floor(week / 2) % TRIPS.length]!;
    return address(hotel, 1 + week, 30);
  }
  return dice(name, day, 'desk') < 0.6 ? atOffice(person) : atHome(person);
}

export function relayEgress(person: Person, day: number, device: string): string {
  const egress = dice(person.name, day, device) < 0.6 ? 'relayLyon' : 'relayParis';
  return address(
    egress,
    1 + Math.floor(dice(person.name, day, device, 'block') * 8),
    1 + Math.floor(dice(person.name, day, device, 'host') * 200),
  );
}

function special(person: Person, day: number): Draft[] {
  const { name, life } = person;
  if (life === 'scripts')
    return [
      signIn(name, at(day, '10:30') + jitter(name, day, 's'), { ip: atOffice(person), userAgent: agent('curl') }),
    ];
  if (life === 'shared')
    return [
      signIn(name, at(day, '14:00') + jitter(name, day, 's'), {
        ip: address('free', 60, 12),
        userAgent: agent('macSafari', day),
      }),
    ];
  if (life === 'taken-over-before' && day >= -55 && day < -45)
    return [
      intruder(name, at(day, '10:20') + jitter(name, day, 's'), {
        ip: address('m247', 3, 66),
        userAgent: agent('windowsChrome', day),
      }),
    ];
  if ((name === 'ben' || name === 'carla') && dice(name, day, 'okta') < 0.6)
    return [
      signIn(name, at(day, '09:30') + jitter(name, day, 'o'), {
        source: 'okta',
        ip: deskAddress(person, day),
        ...(dice(name, day, 'agent') < 0.4 ? { userAgent: null } : {}),
      }),
    ];
  return [];
}

/** Up to half of so many minutes, either side. */
function jitter(name: string, day: number, what: string, minutes = 30): number {
  return Math.round((dice(name, day, what, 'jitter') - 0.5) * minutes * 60_000);
}
