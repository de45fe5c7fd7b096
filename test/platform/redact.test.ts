import { afterEach, expect, test } from 'bun:test';
import { forgetSecrets, MASK, redact, registerSecret } from '../../src/platform/redact.ts';

afterEach(forgetSecrets);

test('redact() masks a registered secret, also as JSON and in a URL', () => {
  registerSecret('p"a ss/wörd+1');
  for (const text of [
    'x p"a ss/wörd+1 y',
    JSON.stringify({ t: 'p"a ss/wörd+1' }),
    `?t=${encodeURIComponent('p"a ss/wörd+1')}`,
  ]) {
    expect(redact(text)).toContain(MASK);
    expect(redact(text)).not.toMatch(/ss|rd\+1|rd%2B1/);
  }
});

test('redact() masks the longer of two secrets of which one begins the other', () => {
  registerSecret('abcdef');
  registerSecret('abcdef-ghijkl');
  expect(redact('token abcdef-ghijkl.')).toBe(`token ${MASK}.`);
});

test('redact() masks each line of a secret of several lines', () => {
  registerSecret('first-line\n  second-line\n');
  expect(redact('only second-line here')).toBe(`only ${MASK} here`);
});

test.each([
  ['base64', (secret: string) => Buffer.from(secret).toString('base64')],
  ['base64 behind one byte', (secret: string) => Buffer.from(`u${secret}`).toString('base64')],
  ['base64 behind two bytes', (secret: string) => Buffer.from(`u:${secret}:x`).toString('base64')],
  ['base64url', (secret: string) => Buffer.from(`ada:${secret}`).toString('base64url')],
  ['a form', (secret: string) => new URLSearchParams({ a: secret }).toString()],
  ['its first half', (secret: string) => secret.slice(0, 14)],
  ['its second half', (secret: string) => secret.slice(12)],
  ['its middle', (secret: string) => secret.slice(6, 20)],
])('redact() masks a secret as %s', (_, write) => {
  const secret = '~Qk7+w?Tz!93*hf-Ab/5_Lm8Xy';
  registerSecret(secret);
  const shown = redact(`before ${write(secret)} after`);
  expect(shown).toStartWith('before ');
  expect(shown).toEndWith(' after');
  const whole = write(secret);
  for (let at = 4; at + 8 <= whole.length - 4; at++) expect(shown).not.toContain(whole.slice(at, at + 8));
});

test('redact() costs one pass, however many secrets are known', () => {
  for (let i = 0; i < 200; i++) registerSecret(Bun.hash(`secret ${i}`).toString(36).repeat(4));
  const start = performance.now();
  redact('an ordinary line of a log '.repeat(40_000));
  expect(performance.now() - start).toBeLessThan(1500);
});

test('redact() leaves ordinary words alone, though somebody chose one as a secret', () => {
  registerSecret('on');
  registerSecret('');
  expect(redact('based on a config')).toBe('based on a config');
});

test.each([
  ['Slack user token', 'xoxp-1234567890-abcdef'],
  ['Slack configuration token', 'xoxe.xoxp-1-Mi0yLTEyMzQ1Njc4OTA'],
  ['Slack app token', 'xapp-1-A012345-678-abcdef'],
  ['JSON web token', 'eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJhYmMifQ.c2lnbmF0dXJl'],
  ['bearer header', 'Bearer abcdefgh12345678'],
  ['private key', '-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBg\n-----END PRIVATE KEY-----'],
])('redact() knows the shape of a %s', (_, secret) => {
  const shown = redact(`before ${secret} after`);
  expect(shown).toStartWith('before ');
  expect(shown).toEndWith(' after');
  expect(shown).toContain(MASK);
  expect(shown).not.toContain(secret.slice(-8));
});

test('redact() keeps the host of a URL with a password', () => {
  expect(redact('https://user:pass@proxy.example/x?y=a@b')).toBe(`https://${MASK}@proxy.example/x?y=a@b`);
});

test('redact() keeps the host of a webhook', () => {
  expect(redact('https://hooks.slack.com/services/T000/B000/abcdef')).toBe(`https://hooks.slack.com/services/${MASK}`);
});

test('redact() takes linear time on hostile text', () => {
  const start = performance.now();
  redact(`${'ey'.repeat(100_000)}${'Bearer '.repeat(50_000)}${'-----BEGIN PRIVATE KEY-----'.repeat(5000)}`);
  expect(performance.now() - start).toBeLessThan(1500);
});
