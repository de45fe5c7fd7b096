// The report as one HTML file that needs nothing else: no network, no other file, no script to be readable. Its policy names the
// style and the script by their hashes, so that nothing put into it from outside could run even if it got in.

import type { Backtest } from '../../domain/backtest.ts';
import type { Report } from '../../domain/report.ts';
import { formatIso } from '../../domain/time.ts';
import { countText, pluralText, scoreText, timeText } from '../../domain/wording.ts';
import { alertSection } from './alert-cards.ts';
import { mapFigures } from './map.ts';
import { type NumberedAlert, numbered } from './marks.ts';
import { html, type Markup, named, ownText, timeTag } from './markup.ts';
import { mutedSection } from './muted.ts';
import { qualitySection } from './quality.ts';
import { backtestSection } from './rehearsal.ts';
import { SCRIPT } from './script.ts';
import { hoursFigure, scoresFigure } from './strips.ts';
import { STYLES } from './styles.ts';
import { peopleTable, placesTable, portraitSection, signInsTable, tripsTable } from './tables.ts';

export interface ReportPage {
  readonly report: Report;
  readonly backtest: Backtest | null;
  /** The budget in force. */
  readonly configured: number;
  readonly version: string;
}

interface Section {
  readonly id: string;
  readonly title: string;
  readonly body: Markup;
}

/** The whole file. */
export function reportPage(page: ReportPage): string {
  const { report } = page;
  const alerts = numbered(report.alerts.shown);
  const sections = sectionsOf(page, alerts);
  const title = report.scope.user === null ? 'Sign-ins of everybody' : 'Sign-ins of one user';
  return html`${ownText('<!doctype html>')}
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${ownText(policy())}">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer"><meta name="robots" content="noindex"><meta name="generator" content="busybody ${page.version}">
<title>busybody: ${title}, ${windowText(report)}</title>
<style>${ownText(STYLES)}</style></head>
<body><a class="skip" href="#alerts">To the alerts</a>
<header><p class="kicker">busybody report</p><h1>${report.scope.user === null ? 'Sign-ins of everybody' : named(report.scope.user, 160)}</h1>
<p class="window">${windowTags(report)}, all times UTC. Made ${timeTag(formatIso(report.madeMs), timeText(report.madeMs, { seconds: false }))}.</p>
${lead(report, alerts)}
${figures(report)}
<nav aria-label="Parts of the report"><ul>${sections.map(({ id, title: name }) => html`<li><a href="#${id}">${name}</a></li>`)}</ul></nav></header>
<main>${sections.map(({ id, title: name, body }) => html`<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${name}</h2>\n${body}</section>\n`)}</main>
<footer>${footer(page)}</footer>
<script>${ownText(SCRIPT)}</script></body></html>
`.markup;
}

function policy(): string {
  return [
    "default-src 'none'",
    `style-src '${hashOf(STYLES)}'`,
    `script-src '${hashOf(SCRIPT)}'`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
}

function hashOf(text: string): string {
  return `sha256-${new Bun.CryptoHasher('sha256').update(text).digest('base64')}`;
}

function sectionsOf(
  { report, backtest, configured }: ReportPage,
  alerts: readonly NumberedAlert[],
): readonly Section[] {
  const { totals, habits } = report;
  const sections: Section[] = [];
  const add = (id: string, title: string, body: Markup) => sections.push({ id, title, body });
  const any = totals.signIns > 0;
  if (any) add('map', 'Map', mapFigures(report, alerts));
  add('alerts', 'Alerts', alertSection(report, alerts));
  if (any) {
    if (habits !== null) add('usual', 'What is usual', portraitSection(habits));
    add('time', 'When', hoursFigure(report, alerts));
    add('scores', 'Scores', html`${scoresFigure(report, alerts)}${signInsTable(report)}`);
    add('places', 'Places', html`${placesTable(report)}${tripsTable(report)}`);
    if (report.scope.user === null) add('people', 'People', peopleTable(report));
  }
  if (any || report.allowances.all > 0) add('muted', 'Muted', mutedSection(report));
  add('data', 'Quality of the data', qualitySection(report));
  if (backtest !== null) add('backtest', 'Backtest', backtestSection(backtest, configured));
  return sections;
}

function windowText({ scope, totals }: Report): string {
  const from = Math.max(scope.fromMs, Math.min(scope.fromMs, totals.firstMs ?? scope.fromMs));
  return `${dateText(from < -8e15 ? (totals.firstMs ?? 0) : from)} to ${dateText(scope.toMs)}`;
}

function windowTags(report: Report): Markup {
  const { scope, totals } = report;
  const fromMs = scope.fromMs < -8e15 ? (totals.firstMs ?? 0) : scope.fromMs;
  return html`${timeTag(formatIso(fromMs), dateText(fromMs))} to ${timeTag(formatIso(scope.toMs), dateText(scope.toMs))}`;
}

const DATE = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });

function dateText(timeMs: number): string {
  return Number.isNaN(new Date(timeMs).getTime()) ? 'ever' : DATE.format(timeMs);
}

/** The one sentence somebody in a hurry reads. */
function lead({ verdicts, totals, scope }: Report, alerts: readonly NumberedAlert[]): Markup {
  if (totals.signIns === 0) return html`<p class="lead">No sign-in is stored of this time.</p>`;
  const open = alerts.filter(({ standing }) => standing === 'open');
  if (verdicts.open === 0)
    return html`<p class="lead">Nothing is open${scope.user === null ? '' : ' about this account'}: ${verdicts.confirmed + verdicts.dismissed + verdicts.muted === 0 ? 'no alert was raised' : 'every alert has its answer'}.</p>`;
  const waiting = html`<strong>${pluralText(verdicts.open, 'alert')} ${verdicts.open === 1 ? 'waits' : 'wait'} for an answer.</strong>`;
  const [worst] = open.toSorted((a, b) => b.alert.score - a.alert.score);
  if (worst === undefined) return html`<p class="lead">${waiting}</p>`;
  const why = worst.alert.reasons[0]?.text ?? '';
  return html`<p class="lead">${waiting} The strangest is <a href="#alert-${worst.number}">number ${worst.number}</a>, ${named(worst.alert.user, 60)} with score ${scoreText(worst.alert.score)}${why !== '' && html`: ${named(why, 240)}`}</p>`;
}

function figures({ totals, verdicts, scope }: Report): Markup {
  const figure = (count: number, name: string, hot = false) =>
    html`<li class="${hot ? 'hot' : ''}"><b>${countText(count)}</b><span>${name}</span></li>`;
  return html`<ul class="figures">${figure(totals.signIns, totals.failed > 0 ? `sign-ins, ${countText(totals.failed)} failed` : 'sign-ins')}${scope.user === null && figure(totals.users, totals.learningUsers > 0 ? `people, ${countText(totals.learningUsers)} still learning` : 'people')}${figure(verdicts.open, 'alerts open', verdicts.open > 0)}${figure(verdicts.confirmed, 'confirmed')}${figure(verdicts.dismissed, 'dismissed')}${figure(verdicts.muted, 'muted')}</ul>`;
}

function footer({ report, version }: ReportPage): Markup {
  const sources = [...new Set(report.databases.flatMap(({ attribution }) => attribution ?? []))];
  return html`<p>Made by busybody ${version}. A score lies between 0 and 1, higher is stranger; an alert is raised over the limit, and says what to look at, not that somebody did wrong. This file tells who signed in from where: keep it as you keep your logs.</p>
<p>Map: Natural Earth, public domain.${sources.map((text) => html` ${named(text, 200)}.`)}</p>`;
}
