// One person's everyday sign-ins from the first day to the last, each bent by the rules the stories have put on the person.

import { chance, poisson, whole } from '../factorial/draw.ts';
import { agentAt, appOf, type Book, DAY_MS, type Happening, HOUR_MS, type Moment, type Person } from './book.ts';

export function liveEveryday(book: Book, person: Person): Happening[] {
  const { random } = book;
  const lived: Happening[] = [];
  const offsetMs = person.city.utcOffsetHours * HOUR_MS;
  const days = Math.round((book.endMs - book.startMs) / DAY_MS);
  for (let day = 0; day < days; day++) {
    const midnightMs = book.startMs + day * DAY_MS - offsetMs;
    if (midnightMs + DAY_MS < person.fromMs || midnightMs > person.toMs) continue;
    const weekday = (Math.floor(book.startMs / DAY_MS) + day + 4) % 7;
    const free = (weekday === 0 || weekday === 6) && person.role !== 'service';
    if (free && !chance(random, person.weekend)) continue;
    const atOffice = !free && person.office !== null && chance(random, person.officeShare);
    for (let left = poisson(random, person.rate * (free ? 0.6 : 1.3)); left > 0; left--) {
      const odd = chance(random, person.oddHours);
      const hour = odd ? random() * 24 : person.startHour + ((random() + random()) / 2) * person.spanHours;
      const timeMs = Math.floor(midnightMs + hour * HOUR_MS);
      if (timeMs < person.fromMs || timeMs >= person.toMs) continue;
      const onPhone = chance(random, odd || free ? Math.min(1, person.phoneShare * 2) : person.phoneShare);
      const wired = atOffice && !odd ? person.office! : person.home;
      const moment: Moment = {
        timeMs,
        line: onPhone && chance(random, 0.5) ? person.mobile : wired,
        device: onPhone ? person.phone : person.desk,
        onPhone,
        kind: null,
        skip: false,
      };
      for (const rule of person.rules) rule(moment);
      if (!moment.skip) signIn(book, person, { moment, lived });
    }
  }
  return lived;
}

function signIn(book: Book, person: Person, of: { moment: Moment; lived: Happening[] }): void {
  const { random } = book;
  const { timeMs, line, device, kind } = of.moment;
  const app = appOf(random, person);
  const ip = line.at(timeMs);
  const agent = agentAt(book, device, { app, timeMs });
  const base = { person, app, ip, line, agent, kind, incident: null };
  if (app.failure !== null && chance(random, person.typos))
    for (let i = whole(random, [1, 2]); i > 0; i--)
      of.lived.push({ ...base, timeMs: timeMs - i * whole(random, [6, 40]) * 1000, outcome: 'failure' });
  of.lived.push({ ...base, timeMs, outcome: 'success' });
}
