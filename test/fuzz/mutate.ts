// Spoils bytes by a seed: small slips, lengths, numbers at their limits, pieces of other samples, words of the formats.
// The same seed gives the same bytes for ever, so a failing case is named by two numbers.

import { seededRandom } from '../../src/platform/random.ts';

const MOST_BYTES = 200_000;

const WORDS = [
  ...['{', '}', '[', ']', '"', ':', ',', '\\', '\n', '\r\n', '\0', '\t', ' ', '\u001b[2J', '\u202e', '\ud83d\ude00'],
  ...['null', 'true', '-0', '1e999', '-1e-999', '9007199254740993', '18446744073709551616', '0x10', 'NaN', '1.', '.5'],
  ...[
    '"__proto__":',
    '"constructor":',
    '"toString":',
    '"length":',
    '"toJSON":',
    '"then":',
    '\\ud800',
    '\\u0000',
    '\\"',
  ],
  ...['"items":[', '"logins":[', '"activities":[', '"signins":[', '"id":{"time":', '"events":[', '"parameters":['],
  ...['"time":', '"user":', '"ip":', '"source":', '"date_first":', '"date_last":', '"user_id":', '"nextPageToken":'],
  ...[
    '2026-02-30T24:60:61Z',
    '0000-00-00',
    '9999-12-31T23:59:60.999999999+14:00',
    '1969-12-31T23:59:59Z',
    'P1Y',
    '30d',
  ],
  ...[
    '&a',
    '*a',
    '!!binary ',
    '<<: ',
    '? ',
    '| ',
    '> ',
    '- ',
    '---\n',
    '...\n',
    '%YAML 9.9\n',
    '# ',
    '!<tag:x> ',
    '"\\x"',
  ],
  ...['::ffff:1.2.3.4', '[::1]:99999', 'fe80::1%', '256.1.1.1', '1.2.3.4:', '0x7f.1', '::', '1::2::3', '127.1'],
  ...[`\${X}`, '${', 'file:', 'file:///dev/null', '~', '--', '--config=', '-c', '-vvvv', '--no-x', '--a.b', '=', '-'],
  ...['Mozilla/5.0 (', ') AppleWebKit/', 'Chrome/99999999999999999999.', ' Version/', ';;;;', '((((', 'curl/'],
].map((word) => Buffer.from(word));

/** One sample with up to a dozen changes. */
export function mutated(samples: readonly Uint8Array[], seed: number): Uint8Array {
  const random = seededRandom(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  const one = <Item>(list: readonly Item[]) => list[below(list.length)]!;
  let bytes = Buffer.from(one(samples));
  // One in sixteen stays as it is: samples must be taken as they are, too.
  const changes = below(16) === 0 ? 0 : 1 + below(random() < 0.8 ? 4 : 12);
  for (let change = 0; change < changes; change++) {
    const at = below(bytes.length + 1);
    const length = Math.min(bytes.length - at, 1 + below(one([1, 2, 4, 16, 256])));
    const [before, piece, after] = [
      bytes.subarray(0, at),
      bytes.subarray(at, at + length),
      bytes.subarray(at + length),
    ];
    switch (below(12)) {
      case 0:
        if (at < bytes.length) bytes[at]! ^= 1 << below(8);
        break;
      case 1:
        if (at < bytes.length) bytes[at] = one([0, 1, 0x7f, 0x80, 0xc0, 0xed, 0xf4, 0xff, below(256)]);
        break;
      case 2:
        bytes = Buffer.concat([before, one(WORDS), bytes.subarray(at)]);
        break;
      case 3:
        bytes = Buffer.concat([before, one(WORDS), after]);
        break;
      case 4:
        bytes = Buffer.concat([before, after]);
        break;
      case 5:
        bytes = Buffer.concat([before, piece, piece, after]);
        break;
      case 6:
        bytes = Buffer.from(before);
        break;
      case 7: {
        const other = one(samples);
        const from = below(other.length);
        bytes = Buffer.concat([before, other.subarray(from, from + 1 + below(400)), after]);
        break;
      }
      case 8: {
        const times = Math.min(one([2, 10, 100, 2000]), Math.floor(MOST_BYTES / (length + 1)));
        bytes = Buffer.concat([before, ...Array.from({ length: times }, () => piece), after]);
        break;
      }
      case 9:
        bytes = Buffer.from(
          bytes.toString('latin1').replace(/\d+/, () => one(NUMBERS)),
          'latin1',
        );
        break;
      case 10: {
        const word = one(WORDS);
        const times = Math.min(one([3, 50, 3000]), Math.floor(MOST_BYTES / word.length));
        bytes = Buffer.concat([before, ...Array.from({ length: times }, () => word), bytes.subarray(at)]);
        break;
      }
      case 11:
        if (at + 4 <= bytes.length) bytes.writeUInt32LE(one([0, 1, 0x7fffffff, 0x80000000, 0xffffffff, 0xffff]), at);
        break;
    }
    if (bytes.length > MOST_BYTES) bytes = bytes.subarray(0, MOST_BYTES);
  }
  return new Uint8Array(bytes);
}

const NUMBERS = ['0', '-1', '1e999', '9007199254740993', '4294967296', '99999999999999999999999', '1.5', '00', '-0'];

/** The shortest case found that still fails, by cutting ever smaller pieces out. */
export async function minimised(
  bytes: Uint8Array,
  {
    fails,
    most = 400,
    longestMs = 30_000,
  }: { fails: (bytes: Uint8Array) => Promise<boolean>; most?: number; longestMs?: number },
): Promise<Uint8Array> {
  let best = bytes;
  const endMs = performance.now() + longestMs;
  let tries = 0;
  for (let size = Math.ceil(best.length / 2); size >= 1 && tries < most; size = Math.floor(size / 2)) {
    for (let at = 0; at < best.length && tries < most && performance.now() < endMs; ) {
      tries++;
      const shorter = new Uint8Array(Buffer.concat([best.subarray(0, at), best.subarray(at + size)]));
      if (await fails(shorter)) best = shorter;
      else at += size;
    }
  }
  return best;
}
