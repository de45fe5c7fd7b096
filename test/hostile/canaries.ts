// Secrets to look for: whether a text holds one, or enough of one, in any form a program or a server might give it.

const FORMS: readonly ((secret: string) => string)[] = [
  (secret) => secret,
  (secret) => encodeURIComponent(secret),
  (secret) => JSON.stringify(secret).slice(1, -1),
  // The ends of base64 depend on neighbours, so they are left out.
  ...[0, 1, 2].flatMap((before) => [
    (secret: string) =>
      Buffer.from('x'.repeat(before) + secret)
        .toString('base64')
        .slice(4, -4),
    (secret: string) =>
      Buffer.from('x'.repeat(before) + secret)
        .toString('base64url')
        .slice(4, -4),
  ]),
  (secret) => Buffer.from(secret).toString('hex'),
  (secret) => [...secret].reverse().join(''),
];

/** So many characters of a secret in a row are a leak; fewer happen by chance. */
const ENOUGH = 10;

export interface Canary {
  readonly name: string;
  readonly value: string;
}

const known = new Map<string, ReadonlySet<string>>();

/** Every run of so many characters in every form of the secret. */
function partsOf(secret: string): ReadonlySet<string> {
  const found = known.get(secret);
  if (found) return found;
  const parts = new Set<string>();
  for (const line of secret.split('\n').filter((part) => part.length >= ENOUGH && !part.startsWith('-----'))) {
    for (const form of FORMS) {
      const whole = form(line);
      for (let at = 0; at + ENOUGH <= whole.length; at++) parts.add(whole.slice(at, at + ENOUGH));
    }
  }
  known.set(secret, parts);
  return parts;
}

/** `name: the part found` for the first secret that shows in the text; null where none does. */
export function leakIn(text: string, canaries: readonly Canary[]): string | null {
  const all = canaries.map(({ name, value }) => ({ name, parts: partsOf(value) }));
  for (let at = 0; at + ENOUGH <= text.length; at++) {
    const part = text.slice(at, at + ENOUGH);
    const leak = all.find(({ parts }) => parts.has(part));
    if (leak) return `${leak.name}: ${part}`;
  }
  return null;
}

/** Without the shape of a known kind of token: only who was told that it is secret can know. */
export const CANARIES = {
  poller: { name: 'token of the poller', value: 'Qk7vR2mZ9tXw4LpB8sNd3HfJ6' },
  notifier: { name: 'token of the notifier', value: 'Zy1cU5gT0eKa7OqV4iWb2MxS8' },
  access: { name: 'access token', value: 'Fh3nD6jR9wPz1YtC5kGu8EaL0' },
  proxy: { name: 'password of the proxy', value: 'Jb8sX4dN7mQv2HrT6yWf' },
  gateway: { name: 'password in a URL', value: 'Lp9zK3cV6bAq1UgE5xSn' },
} as const satisfies Record<string, Canary>;
