// Harmless novelties as random combinations: place x network x program x duration x company x hour x journey.

import type { City } from '../../../src/simulation/pools/cities.ts';
import { type Client, newClient, otherVariant } from './clients.ts';
import { type Company, DAY_MS, type Episode, HOUR_MS, signInHour, type User } from './company.ts';
import { chance, choose, factor, pick, poisson, weighted, whole, wide } from './draw.ts';
import { type Access, anyCity, anyNet } from './world.ts';

const NETWORKS = {
  none: 8,
  block: 5,
  isp: 6,
  mobile: 3,
  hotel: 3,
  business: 1.5,
  hosting: 1,
  vpn: 1.2,
  relay: 0.6,
  satellite: 0.3,
  education: 0.7,
};
const PLACES = { none: 10, city: 3, country: 3.5, abroad: 2.5 };
const DEVICES = { none: 15, version: 2, variant: 2.5, family: 3, phone: 2.5, borrowed: 0.7, script: 0.4 };

export function addNovelties(company: Company): void {
  const { random } = company;
  for (const user of company.users) {
    const days = (user.toMs - user.fromMs) / DAY_MS;
    const perDay = user.personas.reduce((sum, one) => sum + one.rate, 0);
    for (let n = poisson(random, company.novelty * (days * Math.sqrt(perDay)) * factor(random, 0.7)); n > 0; n--) {
      const together = choose(random, { alone: 20, colleagues: 2, team: 0.7 });
      const others =
        together === 'alone' ? 0 : together === 'colleagues' ? whole(random, [1, 3]) : whole(random, [4, 15]);
      add(company, [user, ...Array.from({ length: others }, () => pick(random, company.users))]);
    }
  }
  // The whole company: a new line, a new way out, a new browser for all.
  for (let n = poisson(random, 0.8); n > 0; n--)
    add(
      company,
      company.users.filter(() => chance(random, 0.7)),
      true,
    );
}

function add(company: Company, users: readonly User[], all = false): void {
  const { random } = company;
  const first = users[0];
  if (!first) return;
  const place = all ? 'none' : choose(random, PLACES);
  let network = all ? choose(random, { isp: 2, business: 2, hosting: 2, none: 2 }) : choose(random, NETWORKS);
  const device =
    all && network !== 'none' ? 'none' : all ? pick(random, ['family', 'version'] as const) : choose(random, DEVICES);
  if (place === 'none' && network === 'none' && device === 'none') network = 'block';
  const fromMs = first.fromMs + random() * Math.max(DAY_MS, first.toMs - first.fromMs);
  const duration = all ? 'ever' : choose(random, { once: 5, session: 3, day: 3, days: 4, weeks: 1.5, ever: 3 });
  const lastsMs = {
    once: 60_000,
    session: 3 * HOUR_MS,
    day: DAY_MS,
    days: wide(random, [1.5, 8]) * DAY_MS,
    weeks: wide(random, [8, 30]) * DAY_MS,
    ever: 1e12,
  }[duration];
  const home = first.personas[0]!.home;
  const city = placeFor(company, place, home);
  const shared = users.length > 1 ? openAccess(company, { user: first, city, network, place }) : null;
  const share = duration === 'ever' || duration === 'weeks' ? wide(random, [0.1, 1]) : 0.5 + 0.5 * random();
  for (const user of users) {
    const persona = user.personas[0]!;
    const odd = chance(random, 0.2);
    const dayMs = company.startMs + Math.floor((fromMs - company.startMs) / DAY_MS) * DAY_MS;
    const hour = odd ? 24 * random() : signInHour(random, persona);
    const atMs = Math.floor(dayMs + hour * HOUR_MS);
    const access = shared ?? openAccess(company, { user, city, network, place });
    const episode: Episode = {
      fromMs: atMs,
      toMs: atMs + lastsMs,
      access,
      client: programFor(company, device, user),
      share,
      journeyMs:
        (place === 'abroad' || place === 'country') && chance(random, 0.75) ? wide(random, [3, 20]) * HOUR_MS : 0,
      kind: `new-${place === 'none' ? '' : `${place}+`}${network === 'none' ? '' : `${network}+`}${device}`.replace(
        /\+none$/,
        '',
      ),
      moves: place === 'country' || place === 'abroad',
    };
    user.episodes.push(episode);
    if (chance(random, duration === 'once' ? 1 : 0.6))
      user.extra.push(atMs + 1 + Math.floor(random() * Math.min(lastsMs - 2, HOUR_MS)));
  }
}

function placeFor(company: Company, place: string, home: City): City {
  if (place === 'abroad') return anyCity(company.random, [home.country]);
  if (place === 'country')
    return weighted(company.random, company.world.citiesOf(home.country), (city) =>
      city === home ? 0.01 : city.weight,
    );
  return home;
}

/** The way in; null where nothing of it is new. */
function openAccess(company: Company, of: { user: User; city: City; network: string; place: string }): Access | null {
  const { random, world } = company;
  const { network, place, city } = of;
  const persona = of.user.personas[0]!;
  if (network === 'none' && (place === 'none' || chance(random, 0.3))) return place === 'none' ? null : persona.mobile;
  const known = pick(random, pick(random, persona.places).accesses).net;
  const usable = known.country === '' || known.country === city.country;
  const keptMs = chance(random, 0.5) ? 1e13 : wide(random, [60_000, 5 * DAY_MS]);
  if (network === 'none' || network === 'block')
    return world.access(usable ? known : anyNet(random, { world, kind: 'isp', city }), city, { keptMs });
  return world.access(
    anyNet(random, { world, kind: network, city }),
    city,
    network === 'mobile' || network === 'relay' ? {} : { keptMs },
  );
}

function programFor(company: Company, device: string, user: User): Client | null {
  const { random } = company;
  const own = user.personas[0]!.clients;
  const names = own.map((one) => one.name);
  switch (device) {
    case 'version':
      return { ...own[0]!, lag: own[0]!.lag - whole(random, [1, 3]) };
    case 'variant':
      return otherVariant(random, pick(random, own));
    case 'family':
      return newClient(random, { kinds: ['desktop', 'tablet', 'app'], not: names });
    case 'phone':
      return newClient(random, { kinds: ['phone'], not: names });
    case 'borrowed':
      return newClient(random, { kinds: ['desktop'], common: true });
    case 'script':
      return newClient(random, { kinds: ['script'] });
    default:
      return null;
  }
}
