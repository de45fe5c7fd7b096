// The people of a company: their lines, devices and pace, and the long spells of their lives (a trip, a leave, a new
// flat), drawn from clocks that run side by side.

import { type Random, seededRandom } from '../../../src/platform/random.ts';
import type { City } from '../../../src/simulation/pools/cities.ts';
import { chance, choose, factor, hashed, normal, pick, weighted, whole, wide } from '../factorial/draw.ts';
import { citiesIn, type Line } from './atlas.ts';
import { type App, type Device, newDevice, ofMake } from './devices.ts';
import { DAY_MS, type Firm, type Office, personal } from './firm.ts';
import { carrier, type Home, type Spell, spellsOf } from './spells.ts';

export interface Owned {
  readonly device: Device;
  readonly use: 'work' | 'private' | 'phone';
  readonly fromMs: number;
  readonly toMs: number;
}

export interface Person {
  readonly index: number;
  readonly account: string;
  readonly random: Random;
  readonly joinedMs: number;
  readonly leftMs: number;
  readonly homes: readonly Home[];
  readonly office: Office | null;
  readonly officeShare: number;
  readonly mobile: Line;
  readonly haunts: readonly Line[];
  readonly owned: Owned[];
  readonly spells: readonly Spell[];
  readonly apps: readonly { readonly app: App; readonly weight: number }[];
  readonly perDay: number;
  readonly startHour: number;
  readonly spanHours: number;
  readonly loose: number;
  readonly weekend: number;
  readonly cafe: number;
  readonly outdoors: number;
  readonly evening: number;
  readonly onCall: number;
  readonly shifts: boolean;
  readonly kiosk: number;
  readonly cloud: boolean;
  readonly vpn: { readonly share: number; readonly exits: readonly Line[] } | null;
  readonly relay: boolean;
  readonly tunnelFromMs: number;
  readonly slips: number;
  readonly pupil: boolean;
  readonly newcomer: string | null;
}

export function hirePeople(firm: Firm): Person[] {
  const people: Person[] = [];
  for (let index = 0; index < firm.size; index++) people.push(hire(firm, index));
  return people;
}

function hire(firm: Firm, index: number): Person {
  const random = seededRandom(Math.floor(hashed(firm.seed, index, 701) * 4_294_967_296));
  const { regime, startMs, endMs, days, atlas } = firm;
  const moment = () => startMs + random() * (endMs - startMs);
  const span = days / 365;
  const merged = firm.merger !== null && index >= firm.size - firm.merger.people;
  const joins = merged || chance(random, regime.turnover * span);
  const joinedMs = merged ? firm.merger!.fromMs : joins ? moment() - 3 * DAY_MS : startMs;
  const leftMs =
    !merged && chance(random, regime.turnover * span * 0.7) ? Math.max(joinedMs + DAY_MS, moment()) : endMs;

  const remote = !merged && chance(random, regime.remote);
  const city = merged
    ? firm.merger!.city
    : remote
      ? pick(random, citiesIn(pick(random, firm.countries)))
      : pick(random, firm.offices).city;
  const office = merged ? firm.merger!.office : remote ? null : nearOffice(random, { firm, city, joinedMs });
  const homes = dwellings(random, { firm, city, joinedMs });
  const provider = atlas.owner('mobile', city.country);
  const mobile = carrier(firm, { ownerId: provider.id, owner: provider, city });
  const waveDays = regime.waveDays * (merged ? 2 : 1);
  const owned = belongings(random, { firm, joinedMs, waveDays });
  return {
    index,
    account: `${'abcdefghklmnprst'[index % 16]}.${(index * 7919 + 101).toString(36)}@${merged ? 'bought' : 'rhythms'}.example`,
    random,
    joinedMs,
    leftMs,
    homes,
    office,
    officeShare: office ? Math.min(1, personal(random, regime.office)) : 0,
    mobile,
    haunts: Array.from({ length: whole(random, [1, 4]) }, () => firm.guestLine(city)),
    owned,
    spells: spellsOf(random, { firm, homes, joinedMs, leftMs, mobile }),
    apps: firm.apps.map((app) => ({ app, weight: app.weight * factor(random, 0.9) })),
    perDay: Math.min(40, Math.max(0.12, regime.perDay * factor(random, Math.min(1.4, regime.uneven)))),
    startHour: 8.5 + 0.9 * normal(random) + (chance(random, 0.1) ? whole(random, [-3, 5]) : 0),
    spanHours: wide(random, [3, 12]),
    loose: wide(random, [0.15, 2.5]),
    weekend: wide(random, [0.01, 0.8]),
    cafe: personal(random, regime.cafe),
    outdoors: personal(random, regime.outdoors),
    evening: personal(random, regime.evening),
    onCall: chance(random, 0.2) ? regime.onCall * 5 : 0,
    shifts: chance(random, regime.shifts),
    kiosk: chance(random, regime.kiosk) ? random() : 0,
    cloud: chance(random, regime.desktopCloud),
    vpn: chance(random, regime.vpnLovers) ? hideaways(random, { firm, city }) : null,
    relay: chance(random, regime.relay),
    tunnelFromMs: chance(random, firm.tunnel.share)
      ? firm.tunnel.fromMs + (firm.tunnel.fromMs > startMs ? wide(random, [0.01, 20]) * DAY_MS : 0)
      : Number.MAX_VALUE,
    slips: Math.min(0.4, personal(random, regime.slips)),
    pupil: chance(random, regime.schooling),
    newcomer: merged ? 'merger' : joins ? 'new-hire' : null,
  };
}

function nearOffice(random: Random, at: { firm: Firm; city: City; joinedMs: number }): Office {
  const here = at.firm.offices.filter((one) => one.city === at.city && one.fromMs <= at.joinedMs);
  return pick(random, here.length > 0 ? here : at.firm.offices);
}

/** Homes one after the other: a new provider or another flat, here or elsewhere in the country. */
function dwellings(random: Random, of: { firm: Firm; city: City; joinedMs: number }): Home[] {
  const { firm } = of;
  const { regime, atlas, startMs, days } = firm;
  const settle = (city: City, fromMs: number): Home => {
    const pooled = chance(random, regime.carrierPool * 0.5);
    const wireless = chance(random, 0.06);
    const medium = wireless ? pick(random, ['mobile', 'satellite'] as const) : 'isp';
    const owner = atlas.owner(medium, city.country);
    const manner = pooled ? 'session' : chance(random, 0.5) ? 'fixed' : 'leased';
    return { fromMs, city, line: atlas.line({ owner, cities: [city], manner, household: !pooled }) };
  };
  const homes = [settle(of.city, of.joinedMs)];
  const change = ((regime.moving + regime.provider) * days) / 365;
  if (chance(random, change)) {
    const moves = chance(random, regime.moving / (regime.moving + regime.provider));
    const far = moves && chance(random, 0.35);
    const city = far ? pick(random, citiesIn(of.city.country)) : of.city;
    homes.push(settle(city, startMs + (0.08 + 0.9 * random()) * days * DAY_MS));
  }
  return homes;
}

function belongings(random: Random, of: { firm: Firm; joinedMs: number; waveDays: number }): Owned[] {
  const { firm, joinedMs, waveDays } = of;
  const { regime, startMs, days } = firm;
  const owned: Owned[] = [];
  const own = (device: Device, use: Owned['use'], fromMs = joinedMs) => {
    for (let i = 0; i < owned.length; i++) {
      const old = owned[i]!;
      // The old one stays in use for a while, or for good.
      if (old.use === use && old.toMs > fromMs && use !== 'private' && chance(random, 0.8))
        owned[i] = { ...old, toMs: fromMs + wide(random, [0.1, 15]) * DAY_MS };
    }
    owned.push({ device, use, fromMs, toMs: Number.MAX_VALUE });
  };
  own(newDevice(random, { forms: ['computer'], waveDays }), 'work');
  if (chance(random, 0.85)) own(newDevice(random, { forms: ['phone'], waveDays: waveDays * 2 }), 'phone');
  if (chance(random, 0.35))
    own(newDevice(random, { forms: ['computer', 'tablet'], waveDays: waveDays * 2 }), 'private');
  const later = () => startMs + (0.05 + 0.94 * random()) * days * DAY_MS;
  const { laptops, fashion } = firm;
  if (laptops && chance(random, laptops.share))
    own(
      ofMake(random, { make: laptops.make, waveDays: 3 }),
      'work',
      laptops.fromMs + random() * laptops.overDays * DAY_MS,
    );
  if (fashion && chance(random, fashion.share))
    own(
      ofMake(random, { make: fashion.make, waveDays: 10 }),
      'private',
      fashion.fromMs + wide(random, [0.1, 30]) * DAY_MS,
    );
  if (chance(random, (regime.newDevice * days) / 365)) {
    const use = choose(random, { phone: 3, work: 2, private: 1 });
    own(newDevice(random, { forms: use === 'phone' ? ['phone'] : ['computer'], waveDays: 5 }), use, later());
  }
  // Curiosity: another browser on the same system, tried for some days.
  if (chance(random, (regime.curiosity * days) / 365)) {
    const { system } = owned[0]!.device.make;
    const fromMs = later();
    const device = newDevice(random, { forms: ['computer'], like: (one) => one.system === system, waveDays });
    owned.push({ device, use: 'private', fromMs, toMs: fromMs + wide(random, [0.2, 60]) * DAY_MS });
  }
  return owned.map((one) => (one.fromMs < joinedMs ? { ...one, fromMs: joinedMs } : one));
}

function hideaways(random: Random, of: { firm: Firm; city: City }): Person['vpn'] {
  const { atlas } = of.firm;
  const owners = Array.from({ length: whole(random, [1, 2]) }, () => atlas.owner('vpn', ''));
  const exits = Array.from({ length: Math.ceil(wide(random, [0.7, 9])) }, (_, index) => {
    const near = index === 0 ? chance(random, 0.6) : chance(random, 0.35);
    const city = near ? pick(random, citiesIn(of.city.country)) : weighted(random, of.firm.cities, () => 1);
    const there =
      near || chance(random, 0.4) ? city : pick(random, citiesIn(pick(random, ['NL', 'US', 'CH', 'SE', 'SG', 'GB'])));
    return atlas.line({
      owner: pick(random, owners),
      cities: [there],
      manner: 'session',
      exits: whole(random, [1, 6]),
    });
  });
  return { share: wide(random, [0.02, 0.95]), exits };
}
