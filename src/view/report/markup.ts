// HTML and SVG as text that cannot be got wrong: html`…` escapes every value put into it, and only what it made itself passes as
// it is. Signs that cannot be seen or turn the writing direction are written out first, as everywhere (domain/text.ts).

import { printable } from '../../domain/text.ts';

declare const SAFE: unique symbol;
/** Text that is markup already. Only {@link html} and {@link joined} make it, and {@link ownText} of text of our own. */
export interface Markup {
  readonly [SAFE]: true;
  readonly markup: string;
}

/** What may stand in html`…`: text is escaped, lists are joined, null and false are nothing. */
export type Part = Markup | string | number | null | false | readonly Part[];

/** For text and for attributes in double quotes, in HTML and SVG alike; for nothing else (no script, no style, no URL). */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Markup {
  let text = strings[0]!;
  for (let i = 0; i < parts.length; i++) text += render(parts[i]!) + strings[i + 1]!;
  return ownText(text);
}

function render(part: Part): string {
  if (part === null || part === false) return '';
  if (typeof part === 'number') return Number.isFinite(part) ? String(part) : '';
  if (typeof part === 'string') return escapeText(part);
  return 'markup' in part ? part.markup : part.map(render).join('');
}

/** Takes text of this program as markup. Never give it anything that came from outside. */
export function ownText(markup: string): Markup {
  return { markup } as unknown as Markup;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
};

export function escapeText(text: string): string {
  return printable(text).replace(/[&<>"'`]/g, (sign) => ENTITIES[sign]!);
}

/** A name from outside, cut at `max` columns and kept from turning what stands around it to the left. */
export function named(text: string, max = 120): Markup {
  return html`<bdi>${printable(text, { max })}</bdi>`;
}

/** A name of ours (an alert, an allowance): short, unless somebody wrote into the store. */
export function short(id: string): string {
  return printable(id, { max: 40 });
}

/** A time for people and for programs. */
export function timeTag(iso: string, text: string): Markup {
  return html`<time datetime="${iso}">${text}</time>`;
}
