// What a poll or an import brought, a line for each source: new, already known, refused with reasons, failed.

import { printable } from '../domain/text.ts';
import { countText, pluralText } from '../domain/wording.ts';
import { hintLines, statusLine } from './check.ts';
import type { ViewOptions } from './style.ts';

export interface PollResult {
  /** Name of the source, or the file. */
  readonly source: string;
  readonly added: number;
  readonly known: number;
  /** How many records were refused, by reason. */
  readonly refused: ReadonlyMap<string, number>;
  /** True where every refused record was told by itself already: they are only counted then. */
  readonly listed?: boolean;
  /** What stopped it; null where it went through. */
  readonly error: string | null;
  readonly hints: readonly string[];
}

const MOST_REASONS = 12;

/** `ok   slack: 12 new sign-ins, 340 already known`, reasons of refusals and hints below; refusals and errors make it `FAIL`. */
export function pollText(results: readonly PollResult[], options: Pick<ViewOptions, 'colour'>): string {
  return results.map((result) => pollLines(result, options)).join('');
}

function pollLines(result: PollResult, options: Pick<ViewOptions, 'colour'>): string {
  const refused = [...result.refused.values()].reduce((sum, count) => sum + count, 0);
  const parts = [pluralText(result.added, 'new sign-in')];
  if (result.known > 0) parts.push(`${countText(result.known)} already known`);
  if (refused > 0) parts.push(`${countText(refused)} refused`);
  const text = `${result.source}: ${parts.join(', ')}${result.error === null ? '' : `; ${result.error}`}`;
  const ok = result.error === null && refused === 0;
  return statusLine({ ok, text }, options) + (result.listed ? '' : refusals(result.refused)) + hintLines(result.hints);
}

function refusals(refused: ReadonlyMap<string, number>): string {
  const sorted = [...refused].sort((a, b) => b[1] - a[1]);
  const lines = sorted.slice(0, MOST_REASONS).map(([reason, count]) => `${countText(count)} refused: ${reason}`);
  if (sorted.length > MOST_REASONS) lines.push(`and ${pluralText(sorted.length - MOST_REASONS, 'more reason')}`);
  return lines.map((line) => `     ${printable(line, { max: 400 })}\n`).join('');
}
