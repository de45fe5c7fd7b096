// One kind of table for the whole report: caption, columns, rows; sortable by the script, said to be cut where it is.

import { countText } from '../../domain/wording.ts';
import { html, type Markup, type Part } from './markup.ts';

export interface DataColumn<Row> {
  readonly title: string;
  readonly cell: (row: Row) => Part;
  /** Value to sort by, where the text does not sort. */
  readonly sort?: (row: Row) => string | number;
  /** A number: to the right. */
  readonly number?: true;
  /** Long text, which needs room. */
  readonly text?: true;
  /** Never broken: a time, a name of ours. */
  readonly whole?: true;
}

export interface DataTable<Row> {
  readonly caption: string;
  readonly columns: readonly DataColumn<Row>[];
  readonly rows: readonly Row[];
  /** How many rows there are, those not shown among them. */
  readonly all?: number;
  /** Where the rest is found. */
  readonly rest?: string;
  readonly hot?: (row: Row) => boolean;
}

/** Nothing where there are no rows. */
export function dataTable<Row>({ caption, columns, rows, all, rest, hot }: DataTable<Row>): Markup {
  if (rows.length === 0) return html``;
  const more = (all ?? rows.length) - rows.length;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}"><table data-sort><caption>${caption}</caption>
<thead><tr>${columns.map((column) => html`<th scope="col" class="${kind(column)}">${column.title}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr class="${hot?.(row) ? 'hot' : ''}">${columns.map((column) => cellOf(column, row))}</tr>\n`)}</tbody></table></div>
${more > 0 && html`<p class="more">and ${countText(more)} more${rest === undefined ? '' : html`: <code>${rest}</code>`}</p>`}`;
}

function cellOf<Row>(column: DataColumn<Row>, row: Row): Markup {
  const sort = column.sort?.(row);
  const value = sort === undefined ? null : html` data-v="${sort}"`;
  return html`<td class="${kind(column)}"${value}>${column.cell(row)}</td>`;
}

function kind({ number, text, whole }: DataColumn<never>): string {
  return number ? 'n' : text ? 'wrap' : whole ? 't' : '';
}
