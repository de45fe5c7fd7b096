// What happens to harmless people and to the company: journeys, new phones, mergers of providers, databases gone wrong.
// Each becomes an episode with the name of the hard case.

import { DAY_MS } from '../../../src/domain/time.ts';
import type { City } from '../../../src/simulation/pools/cities.ts';
import { chance, choose, factor, pick, poisson, whole, wide } from '../factorial/draw.ts';
import type { Company } from './company.ts';
import { type Device, newDevice, otherBrowser } from './devices.ts';
import { cityAbroad, cityInland, type Line } from './lines.ts';
import type { Episode, Person } from './people.ts';

const EVER = Number.POSITIVE_INFINITY;

export function changeLives(company: Company, people: readonly Person[]): void {
  const { random } = company;
  const upsets = { ...UPSETS };
  for (const kind of Object.keys(upsets) as Upset[]) upsets[kind] *= factor(random, 0.8);
  for (const person of people) {
    if (person.role === 'service') {
      deployments(company, person);
      continue;
    }
    for (let n = poisson(random, tripsOf(company, person)); n > 0; n--) journey(company, person);
    for (let n = poisson(random, 0.55 * company.upheaval * (company.days / 90)); n > 0; n--)
      upset(company, person, choose(random, upsets));
    if (person.role === 'executive' || (person.role === 'shared' && chance(random, 0.7))) helper(company, person);
    if (person.role === 'contractor') for (let n = whole(random, [1, 3]); n > 0; n--) otherEmployer(company, person);
  }
  forAll(company, people);
}

function at(company: Company): number {
  return company.startMs + company.random() * company.days * DAY_MS;
}

function tripsOf(company: Company, person: Person): number {
  const usual =
    { traveller: 6, nomad: 4, executive: 2, field: 1.5, kiosk: 0, breakglass: 0 }[person.role as string] ?? 0.25;
  return (usual * company.travel * company.days) / 90;
}

function journey(company: Company, person: Person): void {
  const { random, access } = company;
  const fromMs = at(company);
  const office = pick(random, company.offices);
  const kind = pick(random, ['trip', 'trip', 'trip', 'office-visit', 'conference']);
  const city =
    kind === 'office-visit'
      ? office.city
      : chance(random, 0.5)
        ? cityInland(random, person.home.country)
        : cityAbroad(random, person.home.country);
  const lines: Line[] = [access.visit(city)];
  if (chance(random, 0.6)) lines.push(access.visit(city));
  // Roaming phones come out at home, some by the visited carrier.
  lines.push(chance(random, 0.5) ? person.carrier : access.carrier(city));
  if (kind === 'office-visit') lines.push(office.line, office.line);
  if (chance(random, 0.15)) lines.push(access.hosted('vpn', chance(random, 0.7) ? person.home : city));
  const toMs = fromMs + wide(random, [0.6, 25]) * DAY_MS;
  const spare = chance(random, 0.1) ? { devices: [newDevice(random, { mac: 1, win: 1, ipad: 1 })] } : {};
  person.episodes.push({ kind, fromMs, toMs, share: wide(random, [0.5, 1]), lines, city, ...spare });
  if (!chance(random, 0.15)) return;
  const plane = [access.hosted('satellite', cityAbroad(random, ''))];
  person.episodes.push({ kind: 'in-flight', fromMs: fromMs - DAY_MS / 3, toMs: fromMs, share: 1, lines: plane });
}

const UPSETS = {
  'new-phone': 3,
  'new-laptop': 2,
  browser: 2,
  provider: 2,
  move: 0.7,
  'lost-block': 1,
  vpn: 0.7,
  relay: 0.7,
  borrowed: 0.7,
  'second-device': 2,
  cafe: 2,
  'cloud-desktop': 0.3,
  hotspot: 2,
  'family-visit': 2,
  'old-laptop': 1,
  'second-carrier': 0.7,
};
type Upset = keyof typeof UPSETS;

function upset(company: Company, person: Person, kind: Upset): void {
  const { random, access } = company;
  const fromMs = at(company);
  const add = (rest: Partial<Episode>) => person.episodes.push({ kind, fromMs, toMs: EVER, share: 1, ...rest });
  const short = () => fromMs + wide(random, [0.1, 12]) * DAY_MS;
  const { home, homeLine, carrier, phone, desk } = person;
  switch (kind) {
    case 'new-phone':
      if (phone) replace(person, { kind, fromMs, old: phone, device: newDevice(random, { ios: 1, android: 1 }) });
      break;
    case 'new-laptop':
      replace(person, { kind, fromMs, old: desk, device: newDevice(random, company.systems.desk) });
      break;
    case 'browser':
      replace(person, {
        kind,
        fromMs,
        old: desk,
        device: otherBrowser(random, desk),
        share: wide(random, [0.2, 1]),
      });
      break;
    case 'provider':
      add({ lines: [access.home(home)], instead: homeLine });
      break;
    case 'move': {
      const to = cityInland(random, home.country);
      add({ lines: [access.home(to)], instead: homeLine });
      add({ lines: [access.carrier(to, carrier.net)], instead: carrier });
      break;
    }
    case 'lost-block':
      add({
        lines: [access.altered(homeLine, { lost: true })],
        instead: homeLine,
        toMs: fromMs + wide(random, [2, 40]) * DAY_MS,
      });
      break;
    case 'vpn': {
      const city: City = chance(random, 0.5) ? home : cityAbroad(random, home.country);
      const lines = [
        access.hosted('vpn', city),
        access.hosted('vpn', chance(random, 0.5) ? city : cityAbroad(random, '')),
      ];
      add({ lines, share: wide(random, [0.05, 0.9]), toMs: chance(random, 0.4) ? EVER : short() });
      break;
    }
    case 'relay':
      add({ lines: [access.hosted('relay', home)], share: wide(random, [0.05, 0.6]) });
      break;
    case 'borrowed':
      add({
        devices: [newDevice(random, { win: 4, mac: 3, linux: 1, android: 2 })],
        share: wide(random, [0.1, 1]),
        toMs: fromMs + wide(random, [0.05, 2]) * DAY_MS,
      });
      break;
    case 'second-device':
      add({
        devices: [newDevice(random, { ipad: 2, mac: 1, win: 1, linux: 1, android: 1 })],
        share: wide(random, [0.02, 0.5]),
      });
      break;
    case 'cafe':
      add({ lines: [access.visit(home)], share: wide(random, [0.1, 1]), toMs: short() });
      break;
    case 'cloud-desktop': {
      const devices = [newDevice(random, { win: 4, linux: 1 })];
      const lines = [access.hosted('hosting', chance(random, 0.6) ? home : cityAbroad(random, ''))];
      add({ lines, devices, share: wide(random, [0.05, 0.8]) });
      break;
    }
    case 'hotspot':
      add({ lines: [carrier], instead: homeLine, toMs: short() });
      break;
    case 'family-visit': {
      const city = chance(random, 0.2) ? cityAbroad(random, home.country) : cityInland(random, home.country);
      add({ lines: [access.home(city)], toMs: short(), share: wide(random, [0.3, 1]) });
      break;
    }
    case 'old-laptop':
      add({
        devices: [newDevice(random, { mac: 1, win: 1, linux: 1 })],
        lines: [homeLine],
        share: wide(random, [0.02, 0.2]),
      });
      break;
    case 'second-carrier':
      add({ lines: [access.carrier(home)], instead: carrier });
  }
}

/** From then on the new device wherever the old one was used. */
function replace(
  person: Person,
  how: { kind: string; fromMs: number; old: Device; device: Device; share?: number },
): void {
  const { kind, fromMs, old, device, share = 1 } = how;
  person.episodes.push({ kind, fromMs, toMs: EVER, share, swap: [old, device] });
}

/** An assistant in another town, or a colleague of a shared account, uses it too. */
function helper(company: Company, person: Person): void {
  const { random, access } = company;
  for (let n = person.role === 'shared' ? whole(random, [1, 4]) : 1; n > 0; n--) {
    const city = chance(random, 0.6) ? cityInland(random, person.home.country) : pick(random, company.offices).city;
    person.episodes.push({
      kind: 'helper',
      fromMs: chance(random, 0.6) ? company.startMs : at(company),
      toMs: chance(random, 0.8) ? EVER : at(company),
      share: wide(random, [0.03, 0.5]),
      lines: [access.home(city), pick(random, company.offices).line],
      devices: [newDevice(random, company.systems.desk)],
    });
  }
}

function otherEmployer(company: Company, person: Person): void {
  const { random, access } = company;
  const city = chance(random, 0.7) ? person.home : cityInland(random, person.home.country);
  const devices = chance(random, 0.4) ? { devices: [newDevice(random, { win: 3, mac: 1 })] } : {};
  const line = chance(random, 0.3) ? access.hosted('gateway', city) : access.office(city);
  const fromMs = chance(random, 0.5) ? company.startMs : at(company);
  person.episodes.push({
    kind: 'other-employer',
    fromMs,
    toMs: EVER,
    share: wide(random, [0.03, 0.5]),
    lines: [line],
    ...devices,
  });
}

function deployments(company: Company, person: Person): void {
  const { random, access } = company;
  for (let n = poisson(random, 1); n > 0; n--) {
    const city = chance(random, 0.6) ? person.home : cityAbroad(random, '');
    const lines = [access.hosted('hosting', city, whole(random, [1, 40]))];
    person.episodes.push({ kind: 'deployment', fromMs: at(company), toMs: EVER, share: 1, lines });
  }
}

/** What meets many on one day: a new way out of the office, a provider bought by another, wrong data for a week. */
function forAll(company: Company, people: readonly Person[]): void {
  const { random, access } = company;
  for (const office of company.offices) {
    if (!chance(random, 0.3)) continue;
    const kind = chance(random, 0.5) ? 'office-egress' : 'office-lost';
    const lines = [kind === 'office-lost' ? access.altered(office.line, { lost: true }) : access.office(office.city)];
    const fromMs = at(company);
    const toMs = kind === 'office-lost' ? fromMs + wide(random, [2, 20]) * DAY_MS : EVER;
    for (const { episodes } of people) episodes.push({ kind, fromMs, toMs, share: 1, lines, instead: office.line });
  }
  if (!chance(random, 0.25)) return;
  const { net } = pick(random, people).homeLine;
  const merged = access.world.renamed(net);
  const fromMs = at(company);
  for (const { homeLine, episodes } of people)
    if (homeLine.net === net) {
      const lines = [access.altered(homeLine, { net: merged })];
      episodes.push({ kind: 'merger', fromMs, toMs: EVER, share: 1, lines, instead: homeLine });
    }
}
