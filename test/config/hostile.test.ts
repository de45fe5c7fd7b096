// Seeded: the gate must not depend on luck; longer hunts take another seed and more runs.
// Configs as slips of the hand and ill will make them: always loaded or refused in words, and no secret in the words.

import { afterEach, expect, test } from 'bun:test';
import fc from 'fast-check';
import { UsageError } from '../../src/platform/errors.ts';
import { forgetSecrets } from '../../src/platform/redact.ts';
import { load, refusal } from './helpers.ts';

afterEach(forgetSecrets);

const SECRET = 'q7Wz0Lr5Tn2Xc8Vb4Mk9Jh3Gf6Ds1PaYeUi4Ot7Rw';

const CONFIG = `persistence:
  module: sqlite
pollers:
  slack:
    api_token: ${SECRET}
    api_url: https://slack.com/api/
  gsuite: {admin_email: admin@example.com, credential_file: /etc/g.json}
analysis:
  alert_budget: 1
  slack:
    user_map:
      ada: ada@example.com
notifiers:
  slack: {api_token: ${SECRET}, channel: general}
`;

function outcome(text: string): string {
  // The secret must not be known from a run before.
  forgetSecrets();
  try {
    load(text);
    return '';
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return `${error.message}\n${error.hints.join('\n')}\n${String(error.cause ?? '')}`;
  }
}

/** True where eight letters of the secret in a row can be read. */
function leaks(message: string): boolean {
  for (let at = 0; at + 8 <= SECRET.length; at++) if (message.includes(SECRET.slice(at, at + 8))) return true;
  return false;
}

type Slip = { kind: number; at: number; text: string };

const slip: fc.Arbitrary<Slip> = fc.record({
  kind: fc.nat(4),
  at: fc.nat(CONFIG.length),
  text: fc.constantFrom(
    ':',
    ' ',
    '\n',
    '\t',
    '"',
    "'",
    '{',
    '}',
    '[',
    ']',
    '#',
    '&',
    '*',
    '!',
    '|',
    '-',
    ',',
    'x',
    '\u0000',
    '\u001b',
    '日',
  ),
});

/** Puts in, takes away, replaces, deletes a line, or doubles one. */
function slipped(text: string, { kind, at, text: added }: Slip): string {
  if (kind === 0) return text.slice(0, at) + added + text.slice(at);
  if (kind === 1) return text.slice(0, at) + text.slice(at + 1);
  if (kind === 2) return text.slice(0, at) + added + text.slice(at + 1);
  const lines = text.split('\n');
  const line = text.slice(0, at).split('\n').length - 1;
  return (kind === 3 ? lines.toSpliced(line, 1) : lines.toSpliced(line, 0, lines[line] ?? '')).join('\n');
}

test('parseConfig() of a config with slips throws nothing but UsageErrors, and prints no secret', () => {
  fc.assert(
    fc.property(fc.array(slip, { minLength: 1, maxLength: 2 }), (slips) => {
      const text = slips.reduce(slipped, CONFIG);
      const message = outcome(text);
      expect(leaks(message), `${text}\n--- gives ---\n${message}`).toBe(false);
    }),
    { numRuns: 800, seed: 20260301 },
  );
});

test('parseConfig() of any text throws nothing but UsageErrors', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc
      .array(
        fc.constantFrom(
          'pollers',
          'slack',
          'analysis',
          ':',
          ' ',
          '\n',
          '- ',
          '{',
          '}',
          '[',
          ']',
          '&a',
          '*a',
          '"',
          '|',
          '? ',
          `\${X}`,
          '0',
          '__proto__',
        ),
        { maxLength: 30 },
      )
      .map((words) => words.join('')),
  );
  fc.assert(
    fc.property(text, (words) => typeof outcome(words) === 'string'),
    { numRuns: 120, seed: 20260301 },
  );
});

test('parseConfig() of any values under known keys throws nothing but UsageErrors', () => {
  const value = fc.jsonValue({ maxDepth: 3 });
  const section = fc.dictionary(
    fc.constantFrom(
      'slack',
      'gsuite',
      'stdout',
      'geoip',
      'networks',
      'module',
      'path',
      'alert_budget',
      'history_limit',
      'user_map',
      'enabled',
      '__proto__',
    ),
    fc.oneof(
      value,
      fc.dictionary(
        fc.constantFrom('api_token', 'channel', 'enabled', 'user_map', 'user_domain', 'city_db', 'vpn'),
        value,
      ),
    ),
  );
  const config = fc.dictionary(
    fc.constantFrom('pollers', 'persistence', 'analysis', 'notifiers', 'history_limit'),
    section,
  );
  fc.assert(
    fc.property(config, (data) => typeof outcome(JSON.stringify(data)) === 'string'),
    { numRuns: 400, seed: 20260301 },
  );
});

test.each([
  ['under a mistyped key', `pollers:\n  slack:\n    api_tokn: ${SECRET}\n`],
  ['under a mistyped section', `poller:\n  slack:\n    api_token: ${SECRET}\n`],
  ['as a key', `pollers:\n  slack:\n    ${SECRET}: api_token\n`],
  ['as a key, shortened', `pollers:\n  slack:\n    ${SECRET.slice(20)}: x\n`],
  ['as a module', `pollers:\n  slack: ${SECRET}\n`],
  ['as a list item', `pollers:\n  slack:\n    - ${SECRET}\n`],
  ['as an alias', `pollers:\n  slack:\n    api_token: *${SECRET}\n`],
  ['as an anchor', `pollers:\n  slack:\n    api_token: &${SECRET}\n`],
  ['behind a comma', `pollers: {slack: {api_token: a,${SECRET.slice(8)}}}\n`],
  ['as a tag', `pollers:\n  slack:\n    api_token: !${SECRET} x\n`],
  ['behind a reserved character', `pollers:\n  slack:\n    api_token: @${SECRET}\n`],
  ['with a wrong type', `pollers:\n  slack:\n    api_token: [${SECRET}]\n`],
  ['as the file of a reference that is missing', `pollers:\n  slack:\n    api_token: "\${NO ${SECRET}}"\n`],
  ['in an open quote', `pollers:\n  slack:\n    api_token: "${SECRET}\n`],
  ['on the line after its key', `pollers:\n  slack:\n    api_token: |\n    ${SECRET}\n`],
  ['in a comment on the line', `pollers:\n  slack:\n    nope: 1 # was ${SECRET}\n`],
  ['beside the mistake', `notifiers: {slack: {api_token: ${SECRET}, chanel: x}}\n`],
  ['given twice', `pollers:\n  slack:\n    api_token: a\n    api_token: ${SECRET}\n`],
  ['in brackets that do not close', `pollers: {slack: {api_token: ${SECRET}\n`],
  ['without a blank behind the colon', `pollers:\n  slack:\n    api_token:${SECRET}\n`],
  ['without a colon', `pollers:\n  slack:\n    api_token ${SECRET}\n    nope: x\n`],
  ['in an analysed part', `analysis:\n  secret_sauce: ${SECRET}\n`],
  ['in a URL', `pollers:\n  slack:\n    api_token: a\n    api_url: ftp://u:${SECRET}@h/\n`],
])('parseConfig() prints no secret that stands %s', (_, text) => {
  const message = refusal(text);
  expect(leaks(message), message).toBe(false);
});

test('parseConfig() does not print the rest of a secret that a comma cut in two, however it looks', () => {
  expect(refusal('pollers: {slack: {api_token: first,plainrest}}\n')).not.toContain('plainrest');
});

test('parseConfig() masks a token by its shape wherever it stands', () => {
  const message = refusal('notifiers: {slack: {api_token: abcdefgh, channel: [xoxb-1234567890-abcdefgh]}}\n');
  expect(message).toContain('********');
  expect(message).not.toContain('1234567890');
});
