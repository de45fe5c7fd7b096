// Charts over time: sign-ins by day and hour, scores with their limit, a user's hours. Counts are drawn as one path a shade, so
// that a million sign-ins make no larger page than a thousand.

import type { Report, ReportHours, ReportScores } from '../../domain/report.ts';
import { DAY_MS, formatIso, HOUR_MS } from '../../domain/time.ts';
import { countText, pluralText } from '../../domain/wording.ts';
import { dataTable } from './data-table.ts';
import { alertMark, type NumberedAlert } from './marks.ts';
import { html, type Markup } from './markup.ts';

const WIDTH = 960;
const LEFT = 46;
const RIGHT = 12;
const SHADES = 5;

/** Days across, hours down. */
export function hoursFigure({ hours }: Report, alerts: readonly NumberedAlert[]): Markup {
  const { columns, startMs, daysPerColumn } = hours;
  const step = (WIDTH - LEFT - RIGHT) / columns.length;
  const row = 13;
  const top = 8;
  const bottom = top + 24 * row;
  const most = Math.max(1, ...columns.flat());
  const shades = Array.from({ length: SHADES + 1 }, () => '');
  columns.forEach((column, x) => {
    column.forEach((count, hour) => {
      const shade = shadeOf(count, most);
      shades[shade] += cell(LEFT + x * step, { y: top + hour * row, width: step, height: row });
    });
  });
  const marks = alerts.flatMap((one) => {
    const timeMs = one.raised?.signIn.timeMs ?? one.alert.firstMs;
    const x = Math.floor((timeMs - startMs) / (daysPerColumn * DAY_MS));
    if (x < 0 || x >= columns.length) return [];
    const hour = Math.floor((timeMs - Math.floor(timeMs / DAY_MS) * DAY_MS) / HOUR_MS);
    return { x: LEFT + (x + 0.5) * step, y: top + (hour + 0.5) * row, one };
  });
  return html`<figure><div class="wide" tabindex="0" role="region" aria-label="Sign-ins by day and hour"><svg viewBox="0 0 ${WIDTH} ${bottom + 30}" role="group" aria-label="Sign-ins by day and hour, with alerts">
${shades.map((path, shade) => path !== '' && html`<path class="c${shade}" d="${path}"/>`)}
${[0, 6, 12, 18].map((hour) => html`<text class="end" x="${LEFT - 8}" y="${top + hour * row + 11}">${String(hour).padStart(2, '0')}:00</text>`)}
${dayLabels(hours, { step, y: bottom + 18 })}
${groupMarks(marks).map(({ x, y, members }) => alertMark(members, { x, y }))}</svg></div>
<figcaption><ul class="legend"><li>${shadeLegend(most)}</li>${alertLegend(alerts)}<li>Hours are UTC${daysPerColumn > 1 ? `; a column is ${daysPerColumn} days` : ''}</li></ul></figcaption></figure>
<details><summary>The same in numbers</summary>${dayTable(hours)}</details>`;
}

function dayTable({ columns, startMs, daysPerColumn }: ReportHours): Markup {
  const rows = columns.map((column, index) => ({
    fromMs: startMs + index * daysPerColumn * DAY_MS,
    signIns: column.reduce((sum, count) => sum + count, 0),
    busiest: column.indexOf(Math.max(...column)),
    night: column.slice(0, 6).reduce((sum, count) => sum + count, 0),
  }));
  return dataTable({
    caption: daysPerColumn === 1 ? 'Sign-ins by day (UTC)' : `Sign-ins by ${daysPerColumn} days (UTC)`,
    columns: [
      {
        title: daysPerColumn === 1 ? 'Day' : 'From',
        cell: ({ fromMs }) => formatIso(fromMs).slice(0, 10),
        whole: true,
      },
      { title: 'Sign-ins', cell: ({ signIns }) => countText(signIns), sort: ({ signIns }) => signIns, number: true },
      {
        title: 'Busiest hour',
        cell: ({ busiest, signIns }) => (signIns === 0 ? '' : `${String(busiest).padStart(2, '0')}:00`),
        number: true,
      },
      { title: 'Before 06:00', cell: ({ night }) => countText(night), sort: ({ night }) => night, number: true },
    ],
    rows,
  });
}

function cell(x: number, { y, width, height }: { y: number; width: number; height: number }): string {
  const gap = width > 5 ? 1.5 : 0.5;
  return `M${round(x)} ${round(y)}h${round(width - gap)}v${round(height - 1.5)}h${round(gap - width)}z`;
}

/** 0 for none, then 1 to 5 by the square root, so that little still shows beside much. */
function shadeOf(count: number, most: number): number {
  return count === 0 ? 0 : Math.max(1, Math.min(SHADES, Math.ceil(Math.sqrt(count / most) * SHADES)));
}

/** The counts at which each shade ends. */
function shadeLegend(most: number): Markup {
  const ends = Array.from({ length: SHADES }, (_, i) => Math.floor(most * ((i + 1) / SHADES) ** 2));
  return html`<svg width="96" height="14" role="img" aria-label="From few to many"><path class="c0" d="M0 1h14v12h-14z"/>${ends.map((_, i) => html`<path class="c${i + 1}" d="M${16 + i * 16} 1h14v12h-14z"/>`)}</svg>none to ${pluralText(most, 'sign-in')} an hour`;
}

function dayLabels({ columns, startMs, daysPerColumn }: ReportHours, { step, y }: { step: number; y: number }): Markup {
  // A label is some 50 wide; Mondays where they fit.
  const every = Math.ceil(62 / step);
  const week = daysPerColumn === 1 && every <= 7 && columns.length > 15 ? 7 : every;
  const texts: Markup[] = [];
  for (let x = 0; x < columns.length; x++) {
    const dayMs = startMs + x * daysPerColumn * DAY_MS;
    const shown = week === 7 ? new Date(dayMs).getUTCDay() === 1 : x % week === 0;
    if (!shown || LEFT + x * step > WIDTH - 56) continue;
    texts.push(html`<text x="${round(LEFT + x * step)}" y="${y}">${dayText(dayMs)}</text>`);
  }
  return html`${texts}`;
}

const DAY_FORMAT = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });

export function dayText(timeMs: number): string {
  return Number.isNaN(new Date(timeMs).getTime()) ? formatIso(timeMs) : DAY_FORMAT.format(timeMs);
}

/** Scores as shades, the limit as a line, alerts as diamonds; one user's sign-ins as dots where they are few. */
export function scoresFigure({ scores, scope, signIns }: Report, alerts: readonly NumberedAlert[]): Markup {
  const height = 240;
  const top = 12;
  const across = WIDTH - LEFT - RIGHT;
  const x = (timeMs: number): number =>
    LEFT + (Math.min(1, Math.max(0, (timeMs - scores.fromMs) / (scores.toMs - scores.fromMs))) || 0) * across;
  const y = (score: number): number => top + (1 - Math.min(1, Math.max(0, score))) * height;
  const marks = alerts.map((one) => ({
    x: x(one.raised?.signIn.timeMs ?? one.alert.firstMs),
    y: y(one.raised?.score?.score ?? one.alert.score),
    one,
  }));
  const dots = scope.user !== null && signIns.shown.length === signIns.all;
  const body = dots
    ? html`${signIns.shown.map(({ signIn, score }) => score !== null && score.score !== null && html`<circle class="dot${score.state === 'learning' ? ' learning' : ''}" cx="${round(x(signIn.timeMs))}" cy="${round(y(score.score))}" r="3.2"/>`)}`
    : shadedScores(scores, { across, top, height });
  return html`<figure><div class="wide" tabindex="0" role="region" aria-label="Scores over time"><svg viewBox="0 0 ${WIDTH} ${top + height + 30}" role="group" aria-label="Scores over time with the limit and alerts">
${[0, 0.25, 0.5, 0.75, 1].map((score) => html`<path class="axis" d="M${LEFT} ${y(score)}h${across}"/><text class="end" x="${LEFT - 8}" y="${y(score) + 4}">${score.toFixed(2)}</text>`)}
${body}
<path class="limit" d="${limitPath(scores, { across, y })}"/>
${timeLabels(scores, { across, y: top + height + 20 })}
${groupMarks(marks).map((group) => alertMark(group.members, group))}</svg></div>
<figcaption><ul class="legend"><li>${dots ? html`<svg width="14" height="14" aria-hidden="true"><circle class="dot" cx="7" cy="7" r="3.5"/></svg>a sign-in (hollow: while learning)` : html`<svg width="30" height="14" aria-hidden="true"><path class="c1" d="M0 1h14v12h-14z"/><path class="c5" d="M16 1h14v12h-14z"/></svg>few and many sign-ins`}</li><li><svg width="26" height="10" aria-hidden="true"><path class="limit" d="M1 5h24"/></svg>limit</li>${alertLegend(alerts)}<li>Higher is stranger</li></ul></figcaption></figure>`;
}

function shadedScores(
  { cells, columns, rows }: ReportScores,
  { across, top, height }: { across: number; top: number; height: number },
): Markup {
  let most = 1;
  for (const count of cells) if (count > most) most = count;
  const shades = Array.from({ length: SHADES + 1 }, () => '');
  const [width, tall] = [across / columns, height / rows];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const count = cells[row * columns + column]!;
      if (count === 0) continue;
      const box = { y: top + height - (row + 1) * tall, width: width + 0.4, height: tall + 1.3 };
      shades[shadeOf(count, most)] += cell(LEFT + column * width, box);
    }
  }
  return html`${shades.map((path, shade) => path !== '' && html`<path class="c${shade}" d="${path}"/>`)}`;
}

/** A step a column; columns without a judged sign-in keep the last limit. */
function limitPath(
  { limits, columns }: ReportScores,
  { across, y }: { across: number; y: (score: number) => number },
): string {
  let path = '';
  let last: number | null = null;
  limits.forEach((limit, column) => {
    const level = limit ?? last;
    if (level === null) return;
    const [from, to] = [LEFT + (column / columns) * across, LEFT + ((column + 1) / columns) * across];
    if (last === null) path += `M${round(from)} ${round(y(level))}`;
    else if (level !== last) path += `V${round(y(level))}`;
    path += `H${round(to)}`;
    last = level;
  });
  return path;
}

function timeLabels({ fromMs, toMs }: ReportScores, { across, y }: { across: number; y: number }): Markup {
  const count = 7;
  const texts = Array.from({ length: count }, (_, i) => {
    const timeMs = fromMs + ((toMs - fromMs) * i) / count;
    return html`<text x="${round(LEFT + (across * i) / count)}" y="${y}">${dayText(timeMs)}</text>`;
  });
  return toMs > fromMs ? html`${texts}` : html``;
}

function alertLegend(alerts: readonly NumberedAlert[]): Markup | false {
  return (
    alerts.length > 0 &&
    html`<li><svg width="18" height="18" aria-hidden="true"><path class="mark" d="M9 1L17 9L9 17L1 9Z"/></svg>alert</li>`
  );
}

interface Mark {
  readonly x: number;
  readonly y: number;
  readonly one: NumberedAlert;
}

/** Marks that would cover one another become one with their number. */
function groupMarks(marks: readonly Mark[]): readonly { x: number; y: number; members: NumberedAlert[] }[] {
  const groups: { x: number; y: number; members: NumberedAlert[] }[] = [];
  for (const { x, y, one } of marks) {
    const near = groups.find((group) => Math.hypot(group.x - x, group.y - y) < 16);
    if (near) near.members.push(one);
    else groups.push({ x, y, members: [one] });
  }
  return groups;
}

/** One user's hours of the day as bars. */
export function dayHours(hours: readonly number[]): Markup {
  const most = Math.max(1, ...hours);
  const bars = hours.map((count, hour) => {
    const tall = count === 0 ? 1 : 4 + (count / most) * 52;
    return html`<rect class="${count === 0 ? 'track' : 'fill'}" x="${hour * 20 + 2}" y="${round(62 - tall)}" width="16" height="${round(tall)}"><title>${String(hour).padStart(2, '0')}:00, ${pluralText(count, 'sign-in')}</title></rect>`;
  });
  return html`<div class="hours"><svg viewBox="0 0 480 82" role="img" aria-label="Sign-ins by hour of the day, UTC">${bars}${[0, 6, 12, 18].map((hour) => html`<text x="${hour * 20 + 2}" y="78">${String(hour).padStart(2, '0')}:00</text>`)}</svg></div>`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
