// The map of a report: where sign-ins came from, ways people went, and alerts, each a link to its story. One picture of the world,
// and a close-up where most of it is crowded into one region.

import { distanceKm, toPoint } from '../../domain/geometry.ts';
import type { Report, ReportPlace } from '../../domain/report.ts';
import { printable } from '../../domain/text.ts';
import { countryText, countText, percentText, pluralText, shortPlaceText, timeText } from '../../domain/wording.ts';
import { type Box, placeLabels } from './labels.ts';
import { alertMark, type NumberedAlert } from './marks.ts';
import { html, type Markup } from './markup.ts';
import { closeFrame, type Frame, worldFrame } from './world.ts';

/** Spots nearer than this are drawn as one. */
const MERGE = 5;
const MERGE_MARKS = 16;
const MOST_LABELS = 14;
const CLOSE_SIZE = { width: 960, height: 520 };
/** Around the commonest place. */
const CLOSE_KM = 900;
/** A region this wide on the map of the world is crowded, and is shown closer where it holds so much of it all. */
const CROWDED = 90;
const CLOSE_SHARE = 0.4;

export function mapFigures(report: Report, alerts: readonly NumberedAlert[]): Markup {
  const world = worldFrame();
  const near = crowdedRegion(report.places.shown, world);
  const legend = mapLegend(report, alerts);
  const whole = html`<figure><div class="wide" tabindex="0" role="region" aria-label="Map of the world">${mapSvg(report, { alerts, frame: world, labels: 'Map of the world with sign-ins and alerts', inset: near })}</div><figcaption>${legend}</figcaption></figure>`;
  if (near === null) return whole;
  const close = mapSvg(report, {
    alerts,
    frame: near,
    labels: 'Close-up of the region with the most sign-ins',
    inset: null,
  });
  return html`${whole}<figure><div class="wide" tabindex="0" role="region" aria-label="Close-up">${close}</div><figcaption>Close-up of the dashed frame, where ${percentText(shareWithin(report.places.shown, near))} of the placed sign-ins are.</figcaption></figure>`;
}

/** The frame of a close-up; null where the map of the world shows it well enough. */
function crowdedRegion(places: readonly ReportPlace[], world: Frame): Frame | null {
  const [home] = places;
  if (home === undefined || home.signIns === 0) return null;
  const middle = toPoint(home.latitude, home.longitude);
  const near = places.filter(
    ({ latitude, longitude, enrichment }) =>
      enrichment.precision === 'city' && distanceKm(middle, toPoint(latitude, longitude)) <= CLOSE_KM,
  );
  if (near.length < 3) return null;
  const total = places.reduce((sum, { signIns }) => sum + signIns, 0);
  const share = near.reduce((sum, { signIns }) => sum + signIns, 0) / total;
  // What is rare may lie aside, so that it does not make the picture small.
  const least = total * 0.002;
  const points = near.filter(({ signIns }) => signIns >= least).map(lonLat);
  const xs = points.flatMap(([longitude, latitude]) => world.point(longitude, latitude)?.[0] ?? []);
  if (share < CLOSE_SHARE || points.length < 3 || Math.max(...xs) - Math.min(...xs) > CROWDED) return null;
  return closeFrame(points, CLOSE_SIZE);
}

function shareWithin(places: readonly ReportPlace[], frame: Frame): number {
  let inside = 0;
  let all = 0;
  for (const place of places) {
    all += place.signIns;
    if (isWithin(place, frame)) inside += place.signIns;
  }
  return all === 0 ? 0 : inside / all;
}

interface Picture {
  readonly alerts: readonly NumberedAlert[];
  readonly frame: Frame;
  readonly labels: string;
  /** The region of the close-up, framed. */
  readonly inset: Frame | null;
}

function mapSvg(report: Report, { alerts, frame, labels, inset }: Picture): Markup {
  const spots = mergedSpots(report.places.shown, frame);
  const most = Math.max(1, ...spots.map(({ signIns }) => signIns));
  const marks = mergedMarks(alerts, frame);
  const taken: Box[] = marks.map(({ x, y }) => ({ x: x - 11, y: y - 11, width: 22, height: 22 }));
  const named = placeLabels(
    spots
      .filter((spot) => spot.signIns > 0 && !(inset !== null && isWithin(spot.places[0]!, inset)))
      .map((spot) => ({ x: spot.x, y: spot.y, radius: radiusOf(spot, most), text: labelOf(spot.places[0]!) })),
    { ...frame, taken: [...taken, ...spots.slice(0, 30).map((spot) => boxOf(spot, most))], most: MOST_LABELS },
  );
  return html`<svg viewBox="0 0 ${frame.width} ${frame.height}" role="group" aria-label="${labels}">${frame.ground}
${ways(report, frame)}
${spots.map((spot) => spotMark(spot, most))}
${leaps(alerts, frame)}
${inset !== null && insetFrame(inset, frame)}
${named.map(({ x, y, anchor, text }) => html`<text class="label" x="${round(x)}" y="${round(y)}" text-anchor="${anchor}">${text}</text>`)}
${marks.map(({ x, y, members }) => alertMark(members, { x, y }))}</svg>`;
}

/** What the close-up names need no name on the map of the world. */
function isWithin(place: ReportPlace, frame: Frame): boolean {
  return frame.point(...lonLat(place)) !== null;
}

interface Spot {
  readonly x: number;
  readonly y: number;
  /** The greatest first. */
  readonly places: ReportPlace[];
  signIns: number;
  failed: number;
}

/** Places as spots, greatest first; what would cover one another is one spot. */
function mergedSpots(places: readonly ReportPlace[], frame: Frame): readonly Spot[] {
  const spots: Spot[] = [];
  for (const place of places) {
    const point = frame.point(...lonLat(place));
    if (point === null) continue;
    const [x, y] = point;
    const near = spots.find(
      (spot) =>
        Math.hypot(spot.x - x, spot.y - y) < MERGE &&
        spot.places[0]!.enrichment.precision === place.enrichment.precision,
    );
    if (near) {
      near.places.push(place);
      near.signIns += place.signIns;
      near.failed += place.failed;
    } else spots.push({ x, y, places: [place], signIns: place.signIns, failed: place.failed });
  }
  return spots.sort((a, b) => b.signIns - a.signIns);
}

function radiusOf({ signIns }: Spot, most: number): number {
  return signIns === 0 ? 3 : 2.5 + 11.5 * Math.sqrt(signIns / most);
}

function boxOf(spot: Spot, most: number): Box {
  const radius = radiusOf(spot, most) * 0.7;
  return { x: spot.x - radius, y: spot.y - radius, width: 2 * radius, height: 2 * radius };
}

function spotMark(spot: Spot, most: number): Markup {
  const vague = spot.places[0]!.enrichment.precision === 'country';
  const kind = spot.signIns === 0 ? 'spot failed' : vague ? 'spot vague' : 'spot';
  return html`<circle class="${kind}" cx="${round(spot.x)}" cy="${round(spot.y)}" r="${round(radiusOf(spot, most))}"><title>${spotTitle(spot)}</title></circle>`;
}

function spotTitle({ places, signIns, failed }: Spot): string {
  const [first] = places;
  const name = shortPlaceText(first!.enrichment);
  const others = places.length > 1 ? ` and ${places.length - 1} near it` : '';
  const vague = first!.enrichment.precision === 'country' ? ' (country only)' : '';
  const failures = failed > 0 ? `, ${countText(failed)} failed` : '';
  const last = Math.max(...places.map(({ lastMs }) => lastMs));
  return `${name}${others}${vague}: ${pluralText(signIns, 'sign-in')}${failures}, last ${timeText(last, { seconds: false })}`;
}

function labelOf({ enrichment }: ReportPlace): string {
  const { precision, city, country } = enrichment;
  const name = precision === 'city' && city !== null ? city : country === null ? '' : countryText(country);
  return printable(name, { max: 22 });
}

function ways({ places, ways: all }: Report, frame: Frame): Markup {
  const most = Math.max(1, ...all.map(({ times }) => times));
  const drawn = all.map(({ a, b, times }) => {
    const line = frame.way(lonLat(places.shown[a]!), lonLat(places.shown[b]!));
    return line === ''
      ? null
      : html`<path class="way" d="${line}" stroke-width="${round(0.6 + 2.4 * Math.sqrt(times / most))}"/>`;
  });
  return html`<g>${drawn}</g>`;
}

/** From where the user was to where the alert was raised; dismissed and muted ones were the user after all. */
function leaps(alerts: readonly NumberedAlert[], frame: Frame): Markup {
  const drawn = alerts.map(({ standing, before, raised }) => {
    const from = placed(before);
    const to = placed(raised?.enrichment ?? null);
    if (standing === 'dismissed' || standing === 'muted' || from === null || to === null) return null;
    const line = frame.way(from, to);
    return line === '' ? null : html`<path class="leap" d="${line}"/>`;
  });
  return html`<g>${drawn}</g>`;
}

interface MarkGroup {
  readonly x: number;
  readonly y: number;
  readonly members: NumberedAlert[];
}

function mergedMarks(alerts: readonly NumberedAlert[], frame: Frame): readonly MarkGroup[] {
  const groups: MarkGroup[] = [];
  for (const one of alerts) {
    const at = placed(one.raised?.enrichment ?? null);
    const point = at === null ? null : frame.point(...at);
    if (point === null) continue;
    const [x, y] = point;
    const near = groups.find((group) => Math.hypot(group.x - x, group.y - y) < MERGE_MARKS);
    if (near) near.members.push(one);
    else groups.push({ x, y, members: [one] });
  }
  return groups;
}

/** The close-up's corners on the map of the world. */
function insetFrame(inset: Frame, frame: Frame): Markup | null {
  const corners = inset.corners.flatMap((corner) => {
    const point = corner === null ? null : frame.point(...corner);
    return point === null ? [] : [point];
  });
  if (corners.length < 4) return null;
  const xs = corners.map(([x]) => x);
  const ys = corners.map(([, y]) => y);
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return html`<rect class="frame" x="${round(x)}" y="${round(y)}" width="${round(Math.max(...xs) - x)}" height="${round(Math.max(...ys) - y)}"/>`;
}

function mapLegend({ places, totals }: Report, alerts: readonly NumberedAlert[]): Markup {
  const shown = places.shown.reduce((sum, { signIns }) => sum + signIns, 0);
  const vague = places.shown.some(({ enrichment }) => enrichment.precision === 'country');
  const off = totals.signIns - totals.failed - shown;
  return html`<ul class="legend"><li><svg width="16" height="16" aria-hidden="true"><circle class="spot" cx="8" cy="8" r="6"/></svg>sign-ins, by area</li>
${vague && html`<li><svg width="16" height="16" aria-hidden="true"><circle class="spot vague" cx="8" cy="8" r="6"/></svg>only the country is known</li>`}
<li><svg width="28" height="12" aria-hidden="true"><path class="way" d="M2 9Q14 0 26 9" stroke-width="2"/></svg>people on the way</li>
${alerts.length > 0 && html`<li><svg width="18" height="18" aria-hidden="true"><path class="mark" d="M9 1L17 9L9 17L1 9Z"/></svg>alert, with its number below</li><li><svg width="28" height="12" aria-hidden="true"><path class="leap" d="M2 9Q14 0 26 9"/></svg>from where the account was last seen</li>`}
${off > 0 && html`<li>${pluralText(off, 'sign-in')} with no place on the map</li>`}</ul>`;
}

function lonLat({ longitude, latitude }: { longitude: number; latitude: number }): [number, number] {
  return [longitude, latitude];
}

function placed(
  enrichment: { longitude: number | null; latitude: number | null; precision: string } | null,
): [number, number] | null {
  if (enrichment === null || enrichment.precision === 'none') return null;
  const { longitude, latitude } = enrichment;
  return longitude === null || latitude === null ? null : [longitude, latitude];
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
