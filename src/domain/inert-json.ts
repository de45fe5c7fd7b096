// JSON text on one line that is valid everywhere and does nothing on a terminal.
// Lone surrogates become U+FFFD; controls, bidi and invisible characters are written as \u escapes, so nothing else is lost.

/** What JSON.stringify leaves as it is, although a terminal may act on it or a reader cannot see it. */
const ACTIVE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** `inertJson({a: 'x\u009b31m'})` is `{"a":"x\\u009b31m"}`. Give it plain data: objects, arrays, strings, finite numbers. */
export function inertJson(value: unknown): string {
  const text = JSON.stringify(value, (_key, item: unknown) => (typeof item === 'string' ? item.toWellFormed() : item));
  return text.replace(ACTIVE, (char) => {
    let escaped = '';
    for (let index = 0; index < char.length; index += 1) {
      escaped += `\\u${char.charCodeAt(index).toString(16).padStart(4, '0')}`;
    }
    return escaped;
  });
}
