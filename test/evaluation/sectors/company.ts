// One company of a sector: its sites, its remote access, its people with their homes, machines, habits and leaves.

import { CITIES_BY_COUNTRY, type City } from '../../../src/simulation/pools/cities.ts';
import { appOf, type Build, type Device, desktopBuild, phoneBuild } from './devices.ts';
import { type Dice, dice } from './dice.ts';
import { type Maker, type Place, placeMaker } from './places.ts';
import { SECTORS, type Sector } from './sectors.ts';
import { COUNTRIES, openWorld, owners, type World } from './world.ts';

export interface Site {
  readonly before: Place;
  /** Where it is after the office move, if any. */
  readonly after: Place;
  readonly machines: readonly Device[];
}

export interface Trip {
  readonly from: number;
  readonly to: number;
  readonly city: City;
  readonly kind: 'client-trip' | 'conference' | 'holiday' | 'posting';
  readonly bed: Place;
  readonly desk: Place;
  /** What the phone uses there: the home carrier's roaming, or a carrier of the country. */
  readonly phone: Place;
}

export interface Person {
  readonly name: string;
  readonly index: number;
  readonly service: boolean;
  readonly home: Place;
  readonly second: Place;
  readonly carrier: Place;
  readonly site: Site;
  readonly client: Place;
  readonly cafe: Place;
  readonly vpn: Place;
  readonly vpnShare: number;
  readonly relay: Place | null;
  readonly cloud: Place | null;
  readonly script: {
    readonly place: Place;
    readonly device: Device;
    readonly hour: number;
    readonly every: number;
  } | null;
  readonly corporateShare: number;
  readonly computers: Device[];
  readonly phones: Device[];
  readonly tablet: Device | null;
  readonly privateComputer: Device | null;
  /** Local hour at which a day begins, and its length. */
  readonly starts: number;
  readonly hours: number;
  readonly night: boolean;
  readonly rate: number;
  readonly slackApp: number;
  readonly officeShare: number;
  hireDay: number;
  leaveDay: number;
  /** Away from work altogether. */
  readonly leave: readonly [from: number, to: number] | null;
  readonly trips: readonly Trip[];
}

export interface Company {
  readonly sector: Sector;
  readonly seed: number;
  readonly days: number;
  readonly startMs: number;
  readonly world: World;
  readonly maker: Maker;
  readonly country: string;
  readonly people: readonly Person[];
  /** Corporate exit before and after its day. */
  readonly corporate: readonly [Place, Place];
  readonly corporateDay: number;
  readonly forAllDay: number;
  readonly moveDay: number;
  readonly okta: number;
  readonly gsuite: number;
  newDevice(build: Build, options: { own: Dice; from?: number }): Device;
}

const FAR = 1e6;

function cityOf(country: string, own: Dice): City {
  return own.weighted(CITIES_BY_COUNTRY.get(country)!, (city) => city.weight);
}

export function openCompany(options: { seed: number; users?: number; days?: number; startMs: number }): Company {
  const { seed, startMs } = options;
  const own = dice(seed, 1);
  const sector = SECTORS[seed % SECTORS.length]!;
  const users = options.users ?? sector.users[0] + own.int(sector.users[1] - sector.users[0] + 1);
  const days = options.days ?? sector.days[0] + own.int(sector.days[1] - sector.days[0] + 1);
  const world = openWorld(seed);
  const maker = placeMaker(seed);
  let machines = 0;
  const newDevice = (build: Build, { own: luck, from = -FAR }: { own: Dice; from?: number }): Device => {
    machines += 1;
    const lag = luck.chance(0.15) ? luck.int(150) : luck.int(25);
    return { id: machines, build, lag, trait: luck.int(1000), fromDay: from, toDay: FAR };
  };
  const country = own.weighted(COUNTRIES, (one) => (/US|GB|DE|FR|IN|NL|CA|AU|BR|ES/.test(one) ? 4 : 1));
  const countries = [country, ...Array.from({ length: sector.countries - 1 }, () => own.pick(COUNTRIES))];
  const apple = own.between(0.25, 0.8);
  const moveDay = own.chance(0.25) ? own.int(days) : FAR;
  const siteCount = sector.sites[0] + own.int(sector.sites[1] - sector.sites[0] + 1);
  const sites: Site[] = Array.from({ length: siteCount }, (_, i) => {
    const city = i === 0 ? cityOf(country, own) : cityOf(own.pick(countries), own);
    const before = maker.place(own, { city, kind: i > 0 && own.chance(0.3) ? 'isp' : sector.siteKind });
    const after = own.chance(0.6) ? maker.place(own, { city, kind: own.pick(['business', 'isp']) }) : before;
    const count = sector.shared > 0 ? 2 + Math.ceil((users * 0.25) / siteCount) : 0;
    const fleet = Array.from({ length: count }, () =>
      newDevice(sector.tablet > 0.2 && own.chance(0.4) ? 'ipad-safari' : own.chance(0.7) ? 'win-chrome' : 'win-edge', {
        own,
      }),
    );
    return { before, after, machines: fleet };
  });
  const hub = sites[0]!.before.city;
  const exitKind = () => own.pick(['gateway', 'hosting', 'business', 'vpn'] as const);
  const first = maker.place(own, { city: hub, kind: exitKind() });
  const second = maker.place(own, { city: own.chance(0.6) ? hub : cityOf(own.pick(COUNTRIES), own), kind: exitKind() });
  const forAllDay = own.chance(sector.name === 'holding' ? 0.7 : 0.12) ? 15 + own.int(days) : FAR;
  const corporateDay = own.chance(0.25) ? own.int(days) : FAR;
  const acquiredDay = sector.name === 'holding' ? 20 + own.int(Math.max(1, days - 35)) : FAR;
  const people = Array.from({ length: users }, (_, index) => {
    const luck = dice(seed, 2, index);
    const acquired = acquiredDay < FAR && index >= users / 2;
    const site =
      acquired && sites.length > 1
        ? luck.pick(sites.slice(1))
        : luck.weighted(sites, (one) => (one === sites[0] ? 4 : 1));
    const remote = luck.chance(sector.home / (sector.home + sector.office) / 2);
    const city = remote ? cityOf(luck.pick(countries), luck) : site.before.city;
    const home = maker.place(luck, { city, kind: 'home' });
    const alike = luck.chance(0.5) ? home.exits[0]!.network : undefined;
    const carrier = maker.place(luck, { city, kind: 'mobile' });
    const service = index < users * sector.services;
    const hireDay = acquired ? acquiredDay + luck.int(6) : luck.chance(sector.turnover * 0.6) ? luck.int(days) : -FAR;
    const leaveDay = luck.chance(sector.turnover * 0.5) ? Math.max(hireDay + 5, luck.int(days)) : FAR;
    const gone = luck.chance(0.05) ? luck.int(Math.max(1, days - 30)) : -1;
    const computers = [newDevice(desktopBuild(luck, sector.mac), { own: luck })];
    if (luck.chance(0.15)) computers.push(newDevice(desktopBuild(luck, sector.mac), { own: luck }));
    const phones = luck.chance(sector.phone) ? [newDevice(phoneBuild(luck, apple), { own: luck })] : [];
    const changes = luck.count(days / 220);
    for (let i = 0; i < changes; i += 1) {
      const day = luck.int(days);
      const list = luck.chance(0.5) && phones.length > 0 ? phones : computers;
      list.at(-1)!.toDay = day;
      const build = luck.chance(0.5)
        ? list.at(-1)!.build
        : list === phones
          ? phoneBuild(luck, apple)
          : desktopBuild(luck, sector.mac);
      list.push(newDevice(build, { own: luck, from: day }));
    }
    const isApple = phones.some((one) => one.build.startsWith('ios')) || computers[0]!.build === 'mac-safari';
    const cloud = luck.chance(sector.cloudDesktop)
      ? maker.place(luck, { city: cityOf(luck.pick(['US', 'DE', 'GB', country]), luck), kind: 'hosting' })
      : null;
    const scripted = service || luck.chance(sector.scripts);
    const night = luck.chance(sector.nights);
    const person: Person = {
      name: `${service ? 'svc' : 'p'}${String(index).padStart(3, '0')}@${sector.name}.example`,
      index,
      service,
      home,
      second: maker.place(luck, {
        city: luck.chance(0.6) ? city : cityOf(city.country, luck),
        kind: 'home',
        network: alike,
      }),
      carrier,
      site,
      client: maker.place(luck, { city: luck.chance(0.6) ? city : cityOf(city.country, luck), kind: 'business' }),
      cafe: maker.place(luck, { city, kind: luck.pick(['isp', 'education', 'hotel']) }),
      vpn: maker.place(luck, { city: luck.chance(0.5) ? city : cityOf(luck.pick(COUNTRIES), luck), kind: 'vpn' }),
      vpnShare: luck.chance(sector.privateVpn) ? luck.between(0.05, 0.9) : 0,
      relay: isApple && luck.chance(sector.relay * 2) ? maker.place(luck, { city, kind: 'relay' }) : null,
      cloud,
      script: scripted
        ? {
            place:
              service && luck.chance(0.4)
                ? site.before
                : maker.place(luck, { city: cityOf(luck.pick(['US', 'DE', country]), luck), kind: 'hosting' }),
            device: newDevice(luck.pick(['python', 'go', 'node', 'curl'] as const), { own: luck }),
            hour: luck.int(24),
            every: service ? 1 : 1 + luck.int(7),
          }
        : null,
      corporateShare: luck.chance(sector.corporateVpn) ? luck.between(0.2, 1) : 0,
      computers,
      phones,
      tablet: luck.chance(sector.tablet)
        ? newDevice(luck.chance(0.7) ? 'ipad-safari' : 'tab-chrome', { own: luck })
        : null,
      privateComputer: luck.chance(sector.ownComputer) ? newDevice(desktopBuild(luck, 0.4), { own: luck }) : null,
      starts: night ? luck.between(19, 23) : 8.5 + luck.normal(),
      hours: luck.between(7, 10),
      night,
      rate: sector.rate * luck.spread(0.7),
      slackApp: luck.chance(0.6) ? luck.between(0.4, 1) : 0,
      officeShare: remote ? 0.05 : luck.spread(0.6),
      hireDay,
      leaveDay,
      leave: gone < 0 ? null : [gone, gone + 20 + luck.int(80)],
      trips: [],
    };
    return { ...person, trips: tripsOf(person, luck) };
  });
  function tripsOf(person: Person, luck: Dice): Trip[] {
    const found: Trip[] = [];
    let day = 0;
    for (let left = luck.count((sector.trips * days) / 100); left > 0; left -= 1) {
      day += luck.int(Math.ceil((1.5 * days) / (left + 1)));
      if (day >= days) break;
      const kind = luck.weighted(['client-trip', 'conference', 'holiday', 'posting'] as const, (one) =>
        one === 'posting' ? 0.3 : one === 'holiday' ? 3 : one === 'client-trip' ? 1 + sector.client : 1,
      );
      const city = cityOf(luck.chance(sector.abroad) ? luck.pick(COUNTRIES) : person.home.city.country, luck);
      const to =
        day + (kind === 'posting' ? 15 + luck.int(25) : kind === 'holiday' ? 4 + luck.int(12) : 1 + luck.int(4));
      const bed = maker.place(luck, { city, kind: luck.pick(['hotel', 'home', 'hotel']) });
      const phone =
        city.country === person.home.city.country || luck.chance(0.5)
          ? person.carrier
          : maker.place(luck, { city, kind: 'mobile', network: luck.pick(owners('mobile', city.country)) });
      found.push({ from: day, to, city, kind, bed, desk: maker.place(luck, { city, kind: 'business' }), phone });
      if (luck.chance(0.04)) {
        // Broken or stolen on the way.
        const list = luck.chance(0.5) && person.phones.length > 0 ? person.phones : person.computers;
        list.at(-1)!.toDay = day + 1;
        list.push(
          newDevice(list.at(-1)!.build.replace('win-chrome', 'win-edge') as Build, { own: luck, from: day + 1 }),
        );
      }
      day = to + 1;
    }
    return found;
  }
  const okta = own.chance(0.3) ? own.between(0.1, 0.4) : 0;
  const gsuite = own.between(0.2, 0.6);
  return {
    sector,
    seed,
    days,
    startMs,
    world,
    maker,
    country,
    people,
    corporate: [first, second],
    corporateDay,
    forAllDay,
    moveDay,
    okta,
    gsuite,
    newDevice,
  };
}

/** The program a person signs in with on a machine: its browser, or now and then Slack's own app. */
export function programOn(device: Device, options: { share: number; own: Dice }): Build {
  return options.share > 0 && options.own.chance(options.share) ? appOf(device.build) : device.build;
}
