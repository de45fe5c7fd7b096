// Text in SQLite's order: by code point. JavaScript's own `<` differs beyond U+FFFF.

export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
