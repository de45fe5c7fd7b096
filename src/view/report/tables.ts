// The tables behind the pictures: people, places, fast trips, sign-ins.

import type { Report, ReportHabit, ReportHabits, ReportSignIn } from '../../domain/report.ts';
import { travelText } from '../../domain/travel.ts';
import {
  countText,
  deviceText,
  networkText,
  ownerText,
  percentText,
  placeText,
  pluralText,
  scoreText,
  shellWord,
  shortPlaceText,
  timeText,
} from '../../domain/wording.ts';
import { shortTime } from '../alerts.ts';
import { stateText } from '../judged.ts';
import { dataTable } from './data-table.ts';
import { html, type Markup, named, short } from './markup.ts';
import { dayHours } from './strips.ts';

const MOST_PLACES = 60;
const MOST_REASONS = 3;

export function peopleTable({ people }: Report): Markup {
  return dataTable({
    caption: 'People, those with alerts first, then the strangest',
    columns: [
      { title: 'User', cell: ({ user }) => named(user, 80) },
      {
        title: 'Alerts',
        cell: ({ alerts }) => (alerts === 0 ? '' : countText(alerts)),
        sort: ({ alerts }) => alerts,
        number: true,
      },
      {
        title: 'Strangest',
        cell: ({ strangest }) => scoreText(strangest),
        sort: ({ strangest }) => strangest ?? -1,
        number: true,
      },
      { title: 'Sign-ins', cell: ({ signIns }) => countText(signIns), sort: ({ signIns }) => signIns, number: true },
      {
        title: 'Failed',
        cell: ({ failed }) => (failed === 0 ? '' : countText(failed)),
        sort: ({ failed }) => failed,
        number: true,
      },
      { title: 'Last (UTC)', cell: ({ lastMs }) => shortTime(lastMs), whole: true },
      { title: 'Last place', cell: ({ lastPlace }) => named(shortPlaceText(lastPlace), 40) },
      { title: 'State', cell: ({ learning }) => (learning ? 'still learning' : ''), whole: true },
    ],
    rows: people.shown,
    all: people.all,
    rest: 'busybody analyze --all --format csv --since 30d',
    hot: ({ alerts }) => alerts > 0,
  });
}

export function placesTable({ places, totals }: Report): Markup {
  const rows = places.shown.slice(0, MOST_PLACES);
  const entered = Math.max(1, totals.signIns - totals.failed);
  return dataTable({
    caption: 'Places',
    columns: [
      { title: 'Place', cell: ({ enrichment }) => named(placeText(enrichment), 80) },
      { title: 'Sign-ins', cell: ({ signIns }) => countText(signIns), sort: ({ signIns }) => signIns, number: true },
      {
        title: 'Share',
        cell: ({ signIns }) => percentText(signIns / entered),
        sort: ({ signIns }) => signIns,
        number: true,
      },
      { title: 'People', cell: ({ users }) => countText(users), sort: ({ users }) => users, number: true },
      {
        title: 'Failed',
        cell: ({ failed }) => (failed === 0 ? '' : countText(failed)),
        sort: ({ failed }) => failed,
        number: true,
      },
      { title: 'Last (UTC)', cell: ({ lastMs }) => shortTime(lastMs), whole: true },
    ],
    rows,
    all: places.all,
  });
}

export function tripsTable({ trips, scope }: Report): Markup {
  return dataTable({
    caption: 'Fastest trips, at least as far as the data can tell',
    columns: [
      ...(scope.user === null ? [{ title: 'User', cell: ({ user }: { user: string }) => named(user, 60) }] : []),
      { title: 'From', cell: ({ from }) => named(shortPlaceText(from), 40) },
      { title: 'To', cell: ({ to }) => named(shortPlaceText(to), 40) },
      {
        title: 'Way',
        cell: (trip) => travelText(trip),
        sort: ({ speedKmh }) => Math.round(speedKmh ?? 1e9),
        whole: true,
      },
      { title: 'Arrived (UTC)', cell: ({ timeMs }) => shortTime(timeMs), whole: true },
      { title: 'Alert', cell: ({ alertId }) => short(alertId ?? ''), whole: true },
    ],
    rows: trips.shown,
    all: trips.all,
    hot: ({ alertId }) => alertId !== null,
  });
}

export function signInsTable({ signIns, scope }: Report): Markup {
  const one = scope.user !== null;
  return dataTable<ReportSignIn>({
    caption: one ? 'Sign-ins, newest first' : 'The strangest sign-ins',
    columns: [
      { title: 'When (UTC)', cell: ({ signIn }) => shortTime(signIn.timeMs), whole: true },
      ...(one ? [] : [{ title: 'User', cell: ({ signIn }: ReportSignIn) => named(signIn.user, 60) }]),
      {
        title: 'App',
        cell: ({ signIn }) =>
          named(signIn.outcome === 'success' ? signIn.source : `${signIn.source} ${signIn.outcome}`, 40),
      },
      { title: 'Place', cell: ({ enrichment }) => named(shortPlaceText(enrichment), 40) },
      { title: 'Network', cell: ({ enrichment }) => named(ownerText(enrichment) ?? networkText(enrichment), 50) },
      { title: 'Device', cell: ({ device, signIn }) => named(deviceText(device, signIn.userAgent), 50) },
      {
        title: 'Score',
        cell: ({ score }) => scoreText(score?.score ?? null),
        sort: ({ score }) => score?.score ?? -1,
        number: true,
      },
      {
        title: 'Limit',
        cell: ({ score }) => scoreText(score?.threshold ?? null),
        sort: ({ score }) => score?.threshold ?? -1,
        number: true,
      },
      { title: 'State', cell: (one) => short(stateText(one)), whole: true },
      { title: 'Why', cell: whyOf, text: true },
    ],
    rows: signIns.shown,
    all: signIns.all,
    rest: restCommand(scope.user),
    hot: ({ score }) => score !== null && score.alertId !== null,
  });
}

function restCommand(user: string | null): string {
  if (user === null) return 'busybody analyze --all --since 30d --format csv';
  const word = shellWord(user);
  return word === null ? 'busybody analyze --user U' : `busybody analyze --user=${word}`;
}

function whyOf({ score, signIn, travel }: ReportSignIn): Markup {
  const texts = (score?.reasons ?? []).slice(0, MOST_REASONS).map(({ text }) => text);
  if (score?.state === 'unscored' && score.why !== null) texts.push(`not judged: ${score.why}`);
  if (signIn.warning !== null) texts.push(`the app itself says ${signIn.warning}`);
  if (travel !== null) texts.push(`${travelText(travel)} since the sign-in before`);
  return html`${texts.map((text, i) => html`${i > 0 && html`<br>`}${named(text, 240)}`)}`;
}

/** What is usual for the one user, of everything stored. */
export function portraitSection(habits: ReportHabits): Markup {
  const since = habits.firstMs === null ? '' : ` since ${timeText(habits.firstMs, { seconds: false })}`;
  return html`<p class="note">Of all ${pluralText(habits.signIns, 'sign-in')} stored${since}; those of alerts that are open or confirmed are left out. Model: ${named(habits.training, 120)}.</p>
<div class="columns habits">${habitTable('Usual places', habits.places)}${habitTable('Usual networks', habits.networks)}${habitTable('Usual devices', habits.devices)}${habitTable('Apps', habits.sources)}</div>
<h3>Usual hours (UTC)</h3>${dayHours(habits.hours)}`;
}

function habitTable(caption: string, habits: readonly ReportHabit[]): Markup {
  const table = dataTable({
    caption,
    columns: [
      { title: 'Name', cell: ({ name }) => named(name, 60) },
      {
        title: 'Share',
        cell: ({ share }) =>
          html`<svg class="share" viewBox="0 0 88 8" aria-hidden="true"><rect class="track" width="88" height="8" rx="4"/><rect class="fill" width="${Math.max(2, Math.round(share * 88))}" height="8" rx="4"/></svg><span class="percent">${percentText(share)}</span>`,
        sort: ({ share }) => share,
        number: true,
      },
      { title: 'Last seen (UTC)', cell: ({ lastMs }) => shortTime(lastMs), whole: true },
    ],
    rows: habits.slice(0, 8),
    all: habits.length,
  });
  return html`<div>${table}</div>`;
}
