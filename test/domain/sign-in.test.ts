import { expect, test } from 'bun:test';
import fc from 'fast-check';
import { compareSignIns, parseSignInName, type SignIn, signInName } from '../../src/domain/sign-in.ts';

test.each([
  [1, 'e000001'],
  [123, 'e000123'],
  [1_234_567, 'e1234567'],
])('signInName(%d) is %s', (seq, name) => {
  expect(signInName(seq)).toBe(name);
});

test('parseSignInName() is the inverse of signInName()', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 999_999_999_999_999 }), (seq) => {
      expect(parseSignInName(signInName(seq))).toBe(seq);
      expect(parseSignInName(String(seq))).toBe(seq);
    }),
  );
});

test.each([
  [' e000123\n', 123],
  ['0007', 7],
  ['e7', 7],
  ['', null],
  ['e', null],
  ['0', null],
  ['e000000', null],
  ['-1', null],
  ['1.5', null],
  ['1e5', null],
  ['a-7f3k2m', null],
  ['E000123', null],
  ['e12x', null],
  ['１２', null],
  ['9'.repeat(16), null],
  [`e${'0'.repeat(100_000)}`, null],
])('parseSignInName(%j) is %p', (text, seq) => {
  expect(parseSignInName(text)).toBe(seq);
});

function signIn(timeMs: number, source: string, id: string): SignIn {
  const rest = {
    account: 'ada',
    ip: null,
    userAgent: null,
    outcome: 'success',
    event: 'login',
    warning: null,
    raw: '{}',
  } as const;
  return { timeMs, source, id, ...rest };
}

test('compareSignIns() orders by time, then source, then id', () => {
  const ordered = [
    signIn(-5, 'z', 'z'),
    signIn(0, 'gsuite', 'b'),
    signIn(0, 'slack', 'B'),
    signIn(0, 'slack', 'a'),
    signIn(1, 'a', 'a'),
  ];
  expect([...ordered].reverse().sort(compareSignIns)).toEqual(ordered);
});

test('compareSignIns() is a total order', () => {
  const some = fc
    .tuple(fc.integer({ min: 0, max: 2 }), fc.constantFrom('a', 'b'), fc.constantFrom('', 'x', 'é', '𝒳'))
    .map(([timeMs, source, id]) => signIn(timeMs, source, id));
  fc.assert(
    fc.property(some, some, some, (a, b, c) => {
      const same = a.timeMs === b.timeMs && a.source === b.source && a.id === b.id;
      expect(compareSignIns(a, b) === 0).toBe(same);
      expect(Math.sign(compareSignIns(a, b)) + Math.sign(compareSignIns(b, a))).toBe(0);
      if (compareSignIns(a, b) <= 0 && compareSignIns(b, c) <= 0) expect(compareSignIns(a, c)).toBeLessThanOrEqual(0);
    }),
  );
});
