// One copy of a text that thousands of users share (a network owner, a city, a user agent): memory, nothing else.

let known = new Map<string, string>();
const BOUND = 50_000;

/** The same text, always the same copy while it is remembered. */
export function intern(text: string): string {
  const copy = known.get(text);
  if (copy !== undefined) return copy;
  if (known.size >= BOUND) known = new Map();
  known.set(text, text);
  return text;
}
