// The JSON of one record, or why it cannot be had. Texts nested a hundred thousand deep can be parsed but not written
// again, and finding that out costs a second each: they are refused by counting brackets.

export type Parsed = { readonly value: unknown } | { readonly reason: string };

const DEEPEST = 1000;
/** Shorter texts cannot nest deeper than the platform can write. */
const SURELY_SHALLOW = 8000;
const QUOTE = 34;
const BACKSLASH = 92;

export function parseJson(text: string): Parsed {
  if (text.length >= SURELY_SHALLOW && tooDeep(text)) return { reason: 'it is nested too deeply' };
  try {
    return { value: JSON.parse(text) };
  } catch {
    return { reason: whyNot(text) };
  }
}

function whyNot(text: string): string {
  if (/[\u0000-\u001f]/.test(text)) return 'it is not JSON: it holds control characters';
  return /^[{[]/.test(text) ? 'it is not JSON: it is broken or cut off' : 'it is not JSON';
}

function tooDeep(text: string): boolean {
  let depth = 0;
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (inString) {
      if (c === BACKSLASH) i += 1;
      else if (c === QUOTE) inString = false;
    } else if (c === QUOTE) inString = true;
    else if (c === 91 || c === 123) {
      depth += 1;
      if (depth > DEEPEST) return true;
    } else if (c === 93 || c === 125) depth -= 1;
  }
  return false;
}
