import { expect, test } from 'bun:test';
import fc from 'fast-check';
import { displayWidth, pad, padEnd, printable, truncate } from '../../src/domain/text.ts';

test.each([
  ['escape sequence', 'a\u001b[31mred', 'a\\u{1b}[31mred'],
  ['line breaks and tab', 'a\r\nb\tc', 'a\\u{d}\\u{a}b\\u{9}c'],
  ['NUL and DEL', '\u0000\u007f', '\\u{0}\\u{7f}'],
  ['C1 control', 'x\u009b31m', 'x\\u{9b}31m'],
  ['bidi override and isolate', 'a\u202egnp.exe\u2066', 'a\\u{202e}gnp.exe\\u{2066}'],
  ['zero width and byte order mark', 'pay\u200bpal\ufeff', 'pay\\u{200b}pal\\u{feff}'],
  ['line separator', 'a\u2028b', 'a\\u{2028}b'],
  ['lone surrogate', 'a\ud800b', 'a\\u{d800}b'],
  ['tag character outside the first plane', 'a\u{e0041}', 'a\\u{e0041}'],
  ['invisible filler', 'a\u3164b', 'a\\u{3164}b'],
  ['harmless text', 'Zoë 日本 ❤️ 😀 <b>&', 'Zoë 日本 ❤️ 😀 <b>&'],
])('printable() writes out what cannot be seen: %s', (_, text, expected) => {
  expect(printable(text)).toBe(expected);
});

test('printable() keeps line feeds only where asked', () => {
  expect(printable('a\nb\rc', { lines: true })).toBe('a\nb\\u{d}c');
});

test.each([
  ['abcdef', 6, 'abcdef'],
  ['abcdef', 5, 'abcd…'],
  ['日本語', 5, '日本…'],
  ['abc', 0, ''],
  ['\u0007\u0007', 7, '\\u{7}\\…'],
])('printable(%j, max %d) cuts by columns', (text, max, expected) => {
  expect(printable(text, { max })).toBe(expected);
});

test('printable() of a giant value costs only what is shown', () => {
  const text = '\u001b'.repeat(10_000_000);
  const start = performance.now();
  expect(printable(text, { max: 12 })).toBe('\\u{1b}\\u{1b…');
  expect(performance.now() - start).toBeLessThan(200);
});

test('printable() never lets a control, a format character or too wide a text through', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 0, max: 40 }), (text, max) => {
      const shown = printable(text, { max });
      expect(shown).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      expect(shown.isWellFormed()).toBe(true);
      expect(displayWidth(shown)).toBeLessThanOrEqual(max);
    }),
    { numRuns: 300 },
  );
});

test('truncate() does not cut inside what a reader sees as one character', () => {
  expect(truncate('e\u0301e\u0301e\u0301', 2)).toBe('e\u0301…');
  expect(truncate('😀😀', 3)).toBe('😀…');
});

test('pad() fills by columns, on either side', () => {
  expect(padEnd('日', 4)).toBe('日  ');
  expect(pad('7', 3, { align: 'start' })).toBe('  7');
  expect(padEnd('long', 2)).toBe('long');
});
