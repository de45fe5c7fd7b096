// Secrets this process knows, and their masking in everything it prints: log lines, errors, offending config lines.
// Also masks texts that have the well-known shapes of tokens, known or not. The one piece of shared state in platform/.

export const MASK = '********';

/** Shorter values are not masked everywhere: they would blank out ordinary words. */
const SHORTEST = 6;

const known = new Set<string>();
let ordered: readonly string[] = [];

/** Bounded quantifiers only, so that hostile text costs linear time. */
const SHAPES: readonly (readonly [RegExp, string])[] = [
  [/\bxox[a-z](?:\.[a-z]{1,8})?-[\w-]{6,400}/g, MASK],
  [/\bxapp-[\w-]{6,400}/g, MASK],
  [/(hooks\.slack\.com\/\w{1,20}\/)[\w/-]{6,200}/g, `$1${MASK}`],
  [/(:\/\/)[^\s/?#@]{1,400}@/g, `$1${MASK}@`],
  [/\bey[\w-]{10,4000}\.[\w-]{10,8000}\.[\w-]{5,4000}/g, MASK],
  [/\bya29\.[\w-]{10,4000}/g, MASK],
  [/\b(Bearer|Basic)\s{1,4}[\w.~+/=-]{8,8000}/gi, `$1 ${MASK}`],
  [/-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[^-]{0,20000}(?:-----END [A-Z ]{0,30}PRIVATE KEY-----)?/g, MASK],
];

/** From now on {@link redact} masks this value, also as it looks inside JSON, a URL, or one line of a longer secret. */
export function registerSecret(value: string): void {
  const trimmed = value.trim();
  const parts = trimmed.includes('\n') ? [trimmed, ...trimmed.split(/\s*\n\s*/)] : [trimmed];
  for (const part of parts) {
    // The frame of a PEM key is no secret.
    if (part.length < SHORTEST || /^-----(?:BEGIN|END)[^-]{0,40}-----$/.test(part)) continue;
    known.add(part);
    known.add(JSON.stringify(part).slice(1, -1));
    known.add(encodeURIComponent(part.toWellFormed()));
  }
  ordered = [...known].sort((a, b) => b.length - a.length);
}

/** The text with every registered secret, and everything that looks like a token, replaced by `********`. */
export function redact(text: string): string {
  let safe = text;
  for (const secret of ordered) if (safe.includes(secret)) safe = safe.replaceAll(secret, MASK);
  for (const [shape, mask] of SHAPES) safe = safe.replace(shape, mask);
  return safe;
}

/** For tests only: what was registered is known no more. */
export function forgetSecrets(): void {
  known.clear();
  ordered = [];
}
