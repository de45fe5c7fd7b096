// Failures from outside that take nothing over: a hosting network tries old passwords on many accounts, as happens everywhere.

import type { Band } from './attackers.ts';
import { DAY_MS } from './calendar.ts';
import type { Event } from './days.ts';
import type { Draw } from './draw.ts';
import { exitLine, type World } from './lines.ts';
import type { Person } from './people.ts';
import { CITIES } from './pools/cities.ts';
import { networksOf } from './pools/networks.ts';

export function sprayNoise(
  world: World,
  people: readonly Person[],
  options: { draw: Draw; days: number; startMs: number; bands: readonly Band[] },
): Event[] {
  const { draw, days, startMs } = options;
  const sources = world.profile.sources.map(([, source]) => source).filter((source) => source !== 'slack');
  const source = sources[0];
  if (source === undefined) return [];
  const events: Event[] = [];
  for (let burst = 0; burst < world.profile.sprayBursts; burst++) {
    const network = draw.pick(networksOf(draw.chance(0.8) ? 'hosting' : 'vpn'));
    const line = draw.chance(0.3)
      ? draw.pick(draw.pick(options.bands).servers)
      : exitLine(world, draw, { network, city: draw.pick(CITIES), exits: draw.int(1, 6) });
    const startOfBurst = startMs + draw.between(0, days - 1) * DAY_MS;
    const share = draw.logBetween(0.03, 0.5);
    for (const person of people) {
      if (!draw.chance(share)) continue;
      for (let tries = draw.int(1, 3); tries > 0; tries--) {
        const timeMs = Math.floor(startOfBurst + draw.between(0, 0.4) * DAY_MS);
        events.push({
          timeMs,
          account: person.account,
          source,
          ip: line.address(timeMs, draw),
          agent: source === 'gsuite' ? null : 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36',
          outcome: 'failure',
          kind: 'spray-noise',
          city: line.city,
          asn: line.network.asn,
          device: null,
        });
      }
    }
  }
  return events;
}
