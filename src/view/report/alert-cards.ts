// The alerts of a report: each with who, when, where, why, what was usual, its verdict, and what to type next.

import { alertNextSteps, severityText } from '../../domain/alert-wording.ts';
import type { Report, ReportSignIn, Standing } from '../../domain/report.ts';
import { formatIso } from '../../domain/time.ts';
import { travelText } from '../../domain/travel.ts';
import {
  countText,
  deviceText,
  networkText,
  placeText,
  pluralText,
  scoreAndLimitText,
  scoreText,
  timeText,
} from '../../domain/wording.ts';
import { shortTime } from '../alerts.ts';
import { dataTable } from './data-table.ts';
import { anchorOf, type NumberedAlert } from './marks.ts';
import { html, type Markup, named, short, timeTag } from './markup.ts';

/** Told in full; the others are lines of a table. */
const MOST_CARDS = 60;
const MOST_REASONS = 8;

export function alertSection({ alerts, scope }: Report, shown: readonly NumberedAlert[]): Markup {
  if (alerts.all === 0) return html`<p class="good">No alert in this time.</p>`;
  const open = shown.filter(({ standing }) => standing === 'open').slice(0, MOST_CARDS);
  const answered = shown.filter(({ standing }) => standing !== 'open').slice(0, MOST_CARDS);
  const cards = new Set([...open, ...answered]);
  const others = shown.filter((one) => !cards.has(one));
  const hidden = alerts.all - shown.length;
  return html`${open.length === 0 && html`<p class="good">No open alert: all of them are answered.</p>`}
${open.map(openCard)}
${answered.length > 0 && html`<h3>Answered or muted</h3>${answered.map(answeredCard)}`}
${others.length > 0 && html`<h3>More alerts</h3>${alertTable(others)}`}
${hidden > 0 && html`<p class="more">and ${countText(hidden)} more: <code>busybody alerts --status all${scope.user === null ? '' : ' --user U'}</code></p>`}`;
}

function openCard(one: NumberedAlert): Markup {
  return html`<article class="card open" id="${anchorOf(one)}" tabindex="-1" aria-label="Alert ${one.number}"><header>${heading(one)}</header>${story(one)}</article>`;
}

/** An answered alert needs no room of its own until somebody asks. */
function answeredCard(one: NumberedAlert): Markup {
  return html`<details class="card closed ${one.standing}" id="${anchorOf(one)}"><summary>${heading(one)}</summary>${story(one)}</details>`;
}

function heading({ alert, number, standing }: NumberedAlert): Markup {
  return html`<span class="no">${number}</span> <strong class="who">${named(alert.user)}</strong> <span class="tag ${standing}">${STANDING_TEXT[standing]}</span> <span class="tag plain">${severityText(alert.severity)}</span>${alert.kind === 'campaign' && html` <span class="tag plain">campaign</span>`}${alert.history && html` <span class="tag plain">found in history</span>`} <span class="when">${timeText(alert.firstMs, { seconds: false })}</span> <span class="id">${short(alert.id)}</span>`;
}

function story(one: NumberedAlert): Markup {
  const { alert, raised, signIns, usual } = one;
  return html`${gauge(alert.score, alert.threshold)}
<div class="columns"><div><h4>Why</h4><ul class="why">${alert.reasons.slice(0, MOST_REASONS).map(({ text }) => html`<li>${named(text, 400)}</li>`)}</ul>
${usual.length > 0 && html`<h4>What was usual</h4><ul class="why">${usual.slice(0, 6).map((text) => html`<li>${named(text, 300)}</li>`)}</ul>`}</div>
<div><h4>What was seen</h4><dl class="facts">${verdict(one)}<dt>When</dt><dd>${episode(one)}</dd>${raised !== null && facts(raised)}</dl></div></div>
${signIns.length > 1 && html`<details><summary>${pluralText(alert.signIns, 'sign-in')} of this alert</summary>${memberTable(one)}</details>`}
${one.standing === 'open' && nextSteps(one)}`;
}

const STANDING_TEXT: Readonly<Record<Standing, string>> = {
  open: 'open',
  confirmed: 'confirmed: a takeover',
  dismissed: 'dismissed: the user after all',
  muted: 'muted: expected',
};

/** Score as a bar with the limit on it. */
function gauge(score: number, limit: number): Markup {
  const at = (value: number) => Math.round(Math.min(1, Math.max(0, value)) * 3000) / 10;
  return html`<svg class="gauge" viewBox="0 0 352 26" role="img" aria-label="Score ${scoreAndLimitText(score, limit)}"><rect class="track" y="9" width="300" height="8" rx="4"/><rect class="fill over" y="9" width="${at(score)}" height="8" rx="4"/><path class="ink" d="M${at(limit)} 4v18"/><text x="308" y="18">${scoreText(score)}</text></svg>`;
}

function episode({ alert }: NumberedAlert): Markup {
  const first = timeTag(formatIso(alert.firstMs), timeText(alert.firstMs, { seconds: false }));
  if (alert.lastMs === alert.firstMs) return first;
  const last = timeTag(formatIso(alert.lastMs), timeText(alert.lastMs, { seconds: false }));
  return html`${first} to ${last}, ${pluralText(alert.signIns, 'sign-in')}`;
}

function facts({ signIn, enrichment, device, travel }: ReportSignIn): Markup {
  const row = (label: string, text: string | null) =>
    text !== null && html`<dt>${label}</dt><dd>${named(text, 240)}</dd>`;
  return html`${row('App', `${signIn.source}, ${signIn.event}`)}${row('Where', placeText(enrichment))}${row('Way', travel === null ? null : `${travelText(travel)} since the sign-in before`)}${row('Network', networkText(enrichment))}${row('Address', signIn.ip ?? 'none recorded')}${row('Device', deviceText(device, signIn.userAgent))}${row('Warning', signIn.warning === null ? null : `the app itself says ${signIn.warning}`)}`;
}

function verdict({ alert }: NumberedAlert): Markup | null {
  const given = alert.verdict;
  if (given === null) return alert.muted === null ? null : muted(alert.muted);
  return html`<dt>Verdict</dt><dd>${given.status} on ${timeTag(formatIso(given.timeMs), timeText(given.timeMs, { seconds: false }))}${given.by !== null && html` by ${named(given.by, 60)}`}${given.reason !== null && html`: ${named(given.reason, 400)}`}</dd>`;
}

function muted({ allowanceId, note }: NonNullable<NumberedAlert['alert']['muted']>): Markup {
  return html`<dt>Muted</dt><dd>by ${short(allowanceId)}${note !== null && html`: ${named(note, 400)}`}</dd>`;
}

function nextSteps({ alert }: NumberedAlert): Markup {
  const steps = alertNextSteps({ alertId: alert.id, user: alert.user }).map((step) =>
    /^(.*?): (busybody .*)$/.exec(step),
  );
  return html`<details><summary>What to type</summary><ul class="why">${steps.map((match) => match !== null && html`<li>${match[1]!}: <code>${match[2]!}</code></li>`)}</ul></details>`;
}

function memberTable({ alert, signIns, number }: NumberedAlert): Markup {
  return dataTable({
    caption: `Sign-ins of alert ${number}`,
    columns: [
      { title: 'When (UTC)', cell: ({ signIn }) => shortTime(signIn.timeMs), whole: true },
      { title: 'User', cell: ({ signIn }) => named(signIn.user, 60) },
      { title: 'App', cell: ({ signIn }) => named(`${signIn.source} ${signIn.outcome}`, 40) },
      { title: 'Place', cell: ({ enrichment }) => named(placeText(enrichment), 60) },
      { title: 'Network', cell: ({ enrichment }) => named(networkText(enrichment), 60) },
      { title: 'Score', cell: ({ score }) => scoreText(score?.score ?? null), number: true },
    ],
    rows: signIns,
    all: alert.signIns,
    rest: `busybody alerts show ${short(alert.id)}`,
  });
}

function alertTable(alerts: readonly NumberedAlert[]): Markup {
  return dataTable({
    caption: 'Further alerts',
    columns: [
      { title: 'No.', cell: (one) => html`<span id="${anchorOf(one)}">${one.number}</span>`, number: true },
      { title: 'Alert', cell: ({ alert }) => short(alert.id), whole: true },
      { title: 'When (UTC)', cell: ({ alert }) => shortTime(alert.firstMs), whole: true },
      { title: 'User', cell: ({ alert }) => named(alert.user, 60) },
      { title: 'Status', cell: ({ standing }) => standing },
      { title: 'Severity', cell: ({ alert }) => severityText(alert.severity) },
      { title: 'Score', cell: ({ alert }) => scoreText(alert.score), number: true },
      { title: 'Why', cell: ({ alert }) => named(alert.reasons[0]?.text ?? '', 200), text: true },
    ],
    rows: alerts,
  });
}
