// The diamond that stands for an alert on every chart, linked to the alert's story below.

import { type ReportAlert, type Standing, standingOf } from '../../domain/report.ts';
import { printable } from '../../domain/text.ts';
import { countText, scoreText, timeText } from '../../domain/wording.ts';
import { html, type Markup } from './markup.ts';

/** An alert with the number it carries on charts and above its story. */
export interface NumberedAlert extends ReportAlert {
  readonly number: number;
  readonly standing: Standing;
}

export function numbered(alerts: readonly ReportAlert[]): readonly NumberedAlert[] {
  return alerts.map((alert, index) => ({ ...alert, number: index + 1, standing: standingOf(alert.alert) }));
}

/** Where the story of the alert stands in the page. */
export function anchorOf({ number }: NumberedAlert): string {
  return `alert-${number}`;
}

/** One diamond for an alert, or for several in the same spot; the link leads to the first. */
export function alertMark(
  members: readonly NumberedAlert[],
  { x, y, size = 9 }: { x: number; y: number; size?: number },
): Markup {
  const [first] = members;
  if (first === undefined) return html``;
  const words = members.slice(0, 4).map(describe);
  if (members.length > 4) words.push(`and ${members.length - 4} more`);
  const text = members.length > 1 ? `×${countText(members.length)}` : String(first.number);
  const at = (dx: number, dy: number) => `${Math.round((x + dx) * 10) / 10} ${Math.round((y + dy) * 10) / 10}`;
  const half = size + 2.5 * (text.length - 1);
  const path = `M${at(0, -half)}L${at(half, 0)}L${at(0, half)}L${at(-half, 0)}Z`;
  return html`<a href="#${anchorOf(first)}" aria-label="${words.join('; ')}"><title>${words.join('; ')}</title><path class="mark ${first.standing}" d="${path}"/>${size > 7 && html`<text class="on-mark" x="${Math.round(x * 10) / 10}" y="${Math.round((y + 4) * 10) / 10}">${text}</text>`}</a>`;
}

function describe({ alert, number, standing }: NumberedAlert): string {
  const user = printable(alert.user, { max: 60 });
  return `Alert ${number}: ${user}, ${timeText(alert.firstMs, { seconds: false })}, score ${scoreText(alert.score)}, ${standing}`;
}
