// Labelled lines: aligned, wrapped, nothing lost.

import { expect, test } from 'bun:test';
import { labelLines, wrap } from '../../src/domain/label-lines.ts';
import { displayWidth } from '../../src/domain/text.ts';

test('labelLines() writes a repeated label once and aligns what is wrapped', () => {
  const lines = [
    { label: 'Who', text: 'ada' },
    { label: 'Why', text: 'one two three four five six seven' },
    { label: 'Why', text: 'eight' },
    { label: '日本', text: 'x' },
  ];
  expect(labelLines(lines, { width: 28 })).toBe(
    ['  Who   ada', '  Why   one two three four', '        five six seven', '        eight', '  日本  x'].join('\n'),
  );
});

test('labelLines() paints labels without moving the text', () => {
  const painted = labelLines([{ label: 'a', text: 'x' }], { paint: (label) => `<${label}>`, indent: 0 });
  expect(painted).toBe('<a>  x');
});

test.each([
  ['a bc', 2, ['a', 'bc']],
  ['abcdef', 4, ['abcd', 'ef']],
  ['日本語', 4, ['日本', '語']],
  ['', 5, ['']],
  ['abc', undefined, ['abc']],
] as const)('wrap(%p, %p)', (text, width, lines) => {
  expect(wrap(text, width)).toEqual([...lines]);
});

test('wrap() keeps every word and stays within the width', () => {
  const text = Array.from({ length: 200 }, (_, index) => 'x'.repeat(index % 37)).join(' ');
  const lines = wrap(text, 20);
  for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(20);
  expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
});
