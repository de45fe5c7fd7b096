// The noise of the second simulator: guessing from outside that never gets in.

import { browserAgent, drawMachine, scriptAgent } from './agents.ts';
import { DAY_MS, HOUR_MS } from './calendar.ts';
import { type App, type Company, citiesOf } from './company.ts';
import type { Draft } from './days.ts';
import { diceOf } from './dice.ts';
import { type Line, shiftingLine } from './lines.ts';
import type { Person } from './people.ts';

/** Guessing that never gets in: waves against many accounts, and a trickle all the time. */
export function spray(company: Company, people: readonly Person[]): Draft[] {
  const dice = diceOf(company.seed, 606);
  const { world, days, startMs } = company;
  const apps = company.apps.filter((app) => app.failures);
  const drafts: Draft[] = [];
  const fail = (line: Line, account: string, attempt: { timeMs: number; app: App; agent: string }): void => {
    const { timeMs, app, agent } = attempt;
    if (timeMs >= startMs + days * DAY_MS) return;
    drafts.push({
      source: app.source,
      timeMs,
      account,
      ip: line.at(timeMs, 0),
      userAgent: app.agents ? agent : null,
      outcome: 'failure',
      kind: 'spray-noise',
      incident: null,
      warned: false,
    });
  };
  const nest = (): Line => {
    const network = dice.pick(world.networks(dice.chance(0.7) ? 'hosting' : 'vpn'));
    const city = citiesOf(dice.pick(network.countries))[0]!;
    return shiftingLine(world, {
      asn: network.asn,
      city,
      salt: dice.salt(),
      stickMs: dice.whole(1, 24) * HOUR_MS,
      blocks: 20,
    });
  };
  const browser = (timeMs: number): string =>
    dice.chance(0.3)
      ? scriptAgent(dice.salt())
      : browserAgent(drawMachine(dice, { platform: 'windows' }), 'chrome', timeMs);
  for (let day = dice.whole(0, 6); day < days; day += dice.whole(4, 12)) {
    const line = nest();
    const app = dice.pick(apps);
    const fromMs = startMs + day * DAY_MS + dice.whole(0, 12 * HOUR_MS);
    const lengthMs = dice.whole(1, 11) * HOUR_MS;
    const share = dice.between(0.03, 0.3);
    const agent = browser(fromMs);
    for (const person of people) {
      if (!dice.chance(share)) continue;
      for (let count = dice.whole(1, 2); count > 0; count -= 1)
        fail(line, person.account, { timeMs: fromMs + dice.whole(0, lengthMs), app, agent });
    }
  }
  for (let day = 0; day < days; day += 1) {
    for (let count = dice.count(company.size / 220); count > 0; count -= 1) {
      const timeMs = startMs + day * DAY_MS + dice.whole(0, DAY_MS - 1);
      fail(nest(), dice.pick(people).account, { timeMs, app: dice.pick(apps), agent: browser(timeMs) });
    }
  }
  return drafts;
}
