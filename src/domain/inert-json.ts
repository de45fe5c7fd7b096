// JSON text on one line that is valid everywhere and does nothing on a terminal.
// Lone surrogates become U+FFFD; controls, bidi and invisible characters are written as \u escapes, so nothing else is lost.

/** What JSON.stringify leaves as it is, although a terminal may act on it or a reader cannot see it. */
const ACTIVE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

export interface InertJsonOptions {
  /** Longest text kept, in UTF-16 units; longer ones end in `…`. Unlimited if absent. */
  readonly longest?: number;
}

/** `inertJson({a: 'x\u009b31m'})` is `{"a":"x\\u009b31m"}`. Give it plain data: objects, arrays, strings, finite numbers. */
export function inertJson(value: unknown, options: InertJsonOptions = {}): string {
  const { longest = Number.POSITIVE_INFINITY } = options;
  const text = JSON.stringify(value, (_key, item: unknown) => {
    if (typeof item !== 'string') return item;
    return (item.length > longest ? `${item.slice(0, longest)}…` : item).toWellFormed();
  });
  return text.replace(ACTIVE, (char) => {
    let escaped = '';
    for (let index = 0; index < char.length; index += 1) {
      escaped += `\\u${char.charCodeAt(index).toString(16).padStart(4, '0')}`;
    }
    return escaped;
  });
}
