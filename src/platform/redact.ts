// Secrets this process knows, and their masking in everything it prints: log lines, errors, offending config lines.
// Also masks texts that have the well-known shapes of tokens, known or not. The one piece of shared state in platform/.

export const MASK = '********';

/** Shorter values are not masked everywhere: they would blank out ordinary words. */
const SHORTEST = 6;

/** So many characters in a row are nobody's but the secret's. */
const PIECE = 10;

/** Longer ones are known by their beginning. */
const LONGEST = 8192;

const registered = new Set<string>();
const pending: string[] = [];
/** Those of several lines. */
const whole: string[] = [];
/** Those shorter than a piece. */
const short = new Set<string>();
/** All runs of {@link PIECE} characters of the longer ones. */
const pieces = new Set<string>();

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

/**
 * From now on {@link redact} masks this value, also as it looks inside JSON, a URL, a form or base64 (at any offset, so
 * also in the middle of `Basic …`), one line of a longer secret, and what of it is left where somebody cut it.
 */
export function registerSecret(value: string): void {
  const trimmed = value.trim();
  if (registered.has(trimmed) || trimmed.length < SHORTEST) return;
  registered.add(trimmed);
  pending.push(trimmed);
}

/** Learns what was registered since: only who prints pays for it. */
function learn(secret: string): void {
  const lines = secret.split(/\s*\n\s*/);
  if (lines.length > 1) whole.push(secret, JSON.stringify(secret).slice(1, -1));
  for (const line of lines) {
    // The frame of a PEM key is no secret.
    if (line.length < SHORTEST || /^-----(?:BEGIN|END)[^-]{0,40}-----$/.test(line)) continue;
    for (const form of formsOf(line.slice(0, LONGEST).toWellFormed())) {
      if (form.length < PIECE) short.add(form);
      else for (let at = 0; at + PIECE <= form.length; at++) pieces.add(form.slice(at, at + PIECE));
    }
  }
}

function formsOf(secret: string): readonly string[] {
  const plain = [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)];
  const form = new URLSearchParams([['', secret]]).toString().slice(1);
  // What stands before it decides how its bytes are grouped: three ways. Characters shared with a neighbour are left out.
  const packed = [0, 1, 2].map((before) => {
    const bytes = Buffer.from('\0'.repeat(before) + secret);
    const text = bytes.toString('base64').replace(/=+$/, '');
    return text.slice(before === 0 ? 0 : before + 1, bytes.length % 3 === 0 ? undefined : -1);
  });
  const longEnough = packed.filter((text) => text.length >= SHORTEST);
  return [...plain, form, ...longEnough, ...longEnough.map((text) => text.replaceAll('+', '-').replaceAll('/', '_'))];
}

/** The text with every registered secret, and everything that looks like a token, replaced by `********`. */
export function redact(text: string): string {
  for (const secret of pending.splice(0)) learn(secret);
  let safe = text;
  for (const secret of whole) if (safe.includes(secret)) safe = safe.replaceAll(secret, MASK);
  if (pieces.size > 0) safe = withoutPieces(safe);
  for (const secret of short) if (safe.includes(secret)) safe = safe.replaceAll(secret, MASK);
  for (const [shape, mask] of SHAPES) safe = safe.replace(shape, mask);
  return safe;
}

/** Masks every run of characters that is part of a secret. One pass, however many secrets there are. */
function withoutPieces(text: string): string {
  let safe = '';
  let copied = 0;
  for (let at = 0; at + PIECE <= text.length; ) {
    if (!pieces.has(text.slice(at, at + PIECE))) {
      at++;
      continue;
    }
    let end = at + PIECE;
    while (end < text.length && pieces.has(text.slice(end - PIECE + 1, end + 1))) end++;
    safe += text.slice(copied, at) + MASK;
    copied = at = end;
  }
  return safe + text.slice(copied);
}

/** For tests only: what was registered is known no more. */
export function forgetSecrets(): void {
  for (const set of [registered, short, pieces]) set.clear();
  for (const list of [pending, whole]) list.length = 0;
}
