// The long spells of a life: a trip, a visit to family, a conference, an illness, a leave. Clocks of all kinds run side by
// side, and the first to ring decides what comes next.

import type { Random } from '../../../src/platform/random.ts';
import type { City } from '../../../src/simulation/pools/cities.ts';
import { chance, choose, hashed, pick, wide } from '../factorial/draw.ts';
import { citiesIn, type Line } from './atlas.ts';
import { DAY_MS, type Firm, personal } from './firm.ts';

export type SpellKind = 'trip' | 'abroad' | 'family' | 'holiday' | 'conference' | 'sick' | 'leave';

export interface Spell {
  readonly kind: SpellKind;
  readonly fromMs: number;
  readonly toMs: number;
  readonly city: City;
  /** The line where they sleep, and another one they work at. */
  readonly lines: readonly Line[];
  /** Carrier while away: their own roaming home, or one of the country. */
  readonly mobile: Line | null;
  readonly activity: number;
  readonly phoneShare: number;
}

export interface Home {
  readonly fromMs: number;
  readonly city: City;
  readonly line: Line;
}

/** A carrier's line: where its traffic comes out is the carrier's own affair. */
export function carrier(firm: Firm, of: { ownerId: number; owner: Line['owner']; city: City }): Line {
  const { regime, atlas } = firm;
  const cities = firm.gateways(of.ownerId, of.city);
  const pooled = hashed(firm.seed, of.ownerId, 62) < regime.carrierPool + 0.4;
  return atlas.line({
    owner: of.owner,
    cities,
    manner: pooled ? 'session' : 'leased',
    exits: 1,
    roamMs: hashed(firm.seed, of.ownerId, 63) * 5 * DAY_MS + 3_600_000,
  });
}

export function spellsOf(
  random: Random,
  of: { firm: Firm; homes: readonly Home[]; joinedMs: number; leftMs: number; mobile: Line },
): Spell[] {
  const { firm, homes, mobile } = of;
  const { regime, atlas } = firm;
  const spells: Spell[] = [];
  const city = homes[0]!.city;
  const relatives: { city: City; line: Line }[] = [];
  const rates: Record<SpellKind, number> = {
    trip: personal(random, regime.tripHome),
    abroad: personal(random, regime.tripAbroad),
    family: personal(random, regime.family),
    holiday: personal(random, regime.holiday),
    sick: personal(random, regime.sick),
    leave: personal(random, regime.leave),
    conference: 0,
  };
  const stay = (kind: SpellKind, fromMs: number): Spell => {
    const daysLong = {
      trip: [0.6, 5],
      abroad: [1.5, 14],
      family: [1.5, 8],
      holiday: [4, 21],
      sick: [1, 12],
      leave: [28, 100],
      conference: [1, 4],
    } as const;
    const toMs = fromMs + wide(random, daysLong[kind]) * DAY_MS;
    const away = kind === 'abroad' || (kind === 'holiday' && chance(random, 0.35));
    const offices = firm.offices.filter((one) => one.city !== city);
    const target = offices.length > 0 && chance(random, 0.25) ? pick(random, offices) : null;
    let there = city;
    if (kind === 'family') {
      if (relatives.length === 0 || chance(random, 0.15)) {
        const where = chance(random, 0.85) ? pick(random, citiesIn(city.country)) : elsewhere(random, firm);
        const owner = atlas.owner('isp', where.country);
        const line = atlas.line({
          owner,
          cities: [where],
          manner: chance(random, 0.5) ? 'fixed' : 'leased',
          household: true,
        });
        relatives.push({ city: where, line });
      }
      const kin = pick(random, relatives);
      return { kind, fromMs, toMs, city: kin.city, lines: [kin.line], mobile: null, activity: 0.4, phoneShare: 0.4 };
    }
    if (kind === 'trip') there = target?.city ?? pick(random, citiesIn(city.country));
    else if (away) there = target?.city ?? elsewhere(random, firm);
    else if (kind === 'holiday') there = chance(random, 0.5) ? city : pick(random, citiesIn(city.country));
    const lines = there === city ? [] : [firm.guestLine(there)];
    if (lines.length > 0 && target) lines.push(pick(random, target.lines));
    else if (lines.length > 0 && chance(random, 0.5)) lines.push(firm.guestLine(there));
    const local = there.country !== city.country && chance(random, 0.4) ? atlas.owner('mobile', there.country) : null;
    return {
      kind,
      fromMs,
      toMs,
      city: there,
      lines,
      mobile: local ? carrier(firm, { ownerId: local.id, owner: local, city: there }) : mobile,
      activity: { trip: 0.9, abroad: 0.8, holiday: 0.15, sick: 0.12, leave: 0, family: 0.4, conference: 0.7 }[kind],
      phoneShare: kind === 'holiday' ? 0.8 : 0.3,
    };
  };
  let total = 0;
  for (const rate of Object.values(rates)) total += rate;
  for (let atMs = of.joinedMs + wide(random, [0.2, 10]) * DAY_MS; atMs < of.leftMs; ) {
    const wait = (wide(random, [0.15, 3]) * 365) / total;
    const spell = stay(choose(random, rates), atMs + wait * DAY_MS);
    spells.push(spell);
    atMs = spell.toMs;
  }
  for (const one of firm.gatherings) {
    if (!chance(random, one.share) || one.city === city) continue;
    const { fromMs, toMs } = one;
    if (spells.some((other) => other.fromMs < toMs && other.toMs > fromMs)) continue;
    const lines = [one.line, firm.guestLine(one.city)];
    spells.push({ kind: 'conference', fromMs, toMs, city: one.city, lines, mobile, activity: 0.7, phoneShare: 0.5 });
  }
  return spells;
}

function elsewhere(random: Random, firm: Firm): City {
  return chance(random, 0.4) ? pick(random, firm.cities) : pick(random, citiesIn(pick(random, WORLD)));
}

const WORLD = [
  'US',
  'GB',
  'DE',
  'FR',
  'ES',
  'IT',
  'NL',
  'JP',
  'IN',
  'BR',
  'AE',
  'SG',
  'PL',
  'TR',
  'TH',
  'AU',
  'MX',
  'PT',
];
