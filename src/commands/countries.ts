// Countries as people type them: ISO codes or English names, several with commas.

import { editDistance } from '../domain/near.ts';
import { printable } from '../domain/text.ts';
import { countryText } from '../domain/wording.ts';
import { countryCodes } from '../geo/countries.ts';
import { UsageError } from '../platform/errors.ts';

/** Names in use that Intl does not list. */
const ALSO: Readonly<Record<string, string>> = {
  uk: 'GB',
  'great britain': 'GB',
  england: 'GB',
  usa: 'US',
  america: 'US',
  'czech republic': 'CZ',
  holland: 'NL',
  turkey: 'TR',
  uae: 'AE',
  'south korea': 'KR',
  'north korea': 'KP',
  'ivory coast': 'CI',
  burma: 'MM',
};

const MOST = 60;

/** ISO codes, each once, sorted. @throws UsageError E_USAGE naming each that is none, with the nearest. */
export function countriesFlag(name: string, text: string): readonly string[] {
  const parts = text.length > 4000 ? [text] : text.split(',').map((part) => part.trim());
  const named = parts.filter((part) => part !== '');
  if (named.length === 0 || named.length > MOST)
    throw wrong(name, { shown: text, near: null, rule: `must name 1 to ${MOST} countries, with commas` });
  const codes = named.map((part) => {
    const code = countryCode(part);
    if (code !== null) return code;
    throw wrong(name, { shown: part, near: nearestCountry(part), rule: 'must be a country, by its code or name' });
  });
  return [...new Set(codes)].sort();
}

/** `FR`, `fr`, `France` give `FR`; null for what is none. */
export function countryCode(text: string): string | null {
  const upper = text.trim().toUpperCase();
  const codes = countryCodes();
  if (codes.includes(upper)) return upper;
  const folded = fold(text);
  if (Object.hasOwn(ALSO, folded)) return ALSO[folded]!;
  return codes.find((code) => fold(countryText(code)) === folded) ?? null;
}

/** Name and code of the country that is meant by a mistyped name; null where none is near. */
function nearestCountry(text: string): string | null {
  const folded = fold(text);
  if (folded.length < 3 || folded.length > 60) return null;
  const limit = Math.max(1, Math.floor(folded.length / 3));
  let best: { code: string; distance: number } | null = null;
  for (const code of countryCodes()) {
    const distance = editDistance(folded, fold(countryText(code)), limit);
    if (distance <= limit && distance < (best?.distance ?? Number.POSITIVE_INFINITY)) best = { code, distance };
  }
  return best === null ? null : `${best.code} (${countryText(best.code)})`;
}

function fold(text: string): string {
  return text
    .slice(0, 100)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/&/g, 'and')
    .replace(/[^\p{L}]+/gu, ' ')
    .trim();
}

function wrong(name: string, { shown, near, rule }: { shown: string; near: string | null; rule: string }): UsageError {
  const value = printable(shown, { max: 60 });
  const hint = near === null ? `--${name} FR,IT` : `--${name} ${near.slice(0, 2)} if ${near.slice(4, -1)} is meant`;
  return new UsageError('E_USAGE', `Cannot read the command line: --${name} ${rule}: current value is ${value}`, {
    hints: [hint],
  });
}
