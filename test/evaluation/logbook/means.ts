// What an attacker comes with: a way into the internet, and a device more or less like the victim's.

import type { City } from '../../../src/simulation/pools/cities.ts';
import { chance, pick, whole } from '../factorial/draw.ts';
import type { DeviceClass, NetworkClass } from './attackers.ts';
import type { Company } from './company.ts';
import { type Device, newDevice, otherBrowser } from './devices.ts';
import { cityAbroad, type Line } from './lines.ts';
import type { Person } from './people.ts';

export function lineOf(company: Company, of: { victim: Person; network: NetworkClass; city: City }): Line {
  const { random, access } = company;
  const { victim, network, city } = of;
  switch (network) {
    case 'residential':
      return access.home(city);
    case 'mobile':
      return access.carrier(city);
    case 'business':
      return chance(random, 0.5) ? access.office(city) : access.visit(city);
    case 'same':
      return chance(random, 0.7)
        ? access.home(victim.home, victim.homeLine.net)
        : access.carrier(victim.home, victim.carrier.net);
    case 'inside':
      return pick(random, [
        victim.office?.line ?? victim.homeLine,
        company.proxy?.still ? company.proxy.line : pick(random, company.offices).line,
      ]);
    default:
      return access.hosted(network, city, network === 'hosting' ? whole(random, [1, 3]) : 1);
  }
}

export function returnBy(
  company: Company,
  of: { line: Line; victim: Person; network: NetworkClass; city: City; back: string },
): Line {
  const { random, access } = company;
  const { line, victim, network, city, back } = of;
  if (network === 'inside' || back === 'kind') return lineOf(company, { victim, network, city });
  if (back === 'owner') return access.altered(line, {});
  const other = pick(random, ['hosting', 'vpn', 'residential', 'mobile'] as const);
  return lineOf(company, { victim, network: other, city: chance(random, 0.5) ? city : cityAbroad(random, '') });
}

export function deviceOf(company: Company, of: { victim: Person; deviceClass: DeviceClass }): Device {
  const { random } = company;
  const { victim, deviceClass } = of;
  const own = victim.phone && chance(random, 0.25) ? victim.phone : victim.desk;
  switch (deviceClass) {
    case 'exact':
      return own;
    case 'version':
      return {
        ...own,
        lag: own.lag > 2 ? 0 : own.lag + whole(random, [1, 12]),
        systemVersion: (own.systemVersion + 1) % 3,
      };
    case 'relative':
      return chance(random, 0.6)
        ? otherBrowser(random, own)
        : { ...own, full: !own.full, extra: own.extra === '' ? '; Managed' : '' };
    case 'common':
      return {
        ...newDevice(random, { win: 6, mac: 1 }),
        browser: 'chrome',
        full: false,
        extra: '',
        lag: whole(random, [0, 3]),
      };
    case 'phone':
      return newDevice(random, { ios: 1, android: 1.5 });
    case 'odd':
      return newDevice(random, { linux: 3, cros: 1, ipad: 1 });
    default:
      return newDevice(random, { win: 3, mac: 2, linux: 2 });
  }
}
