// JSON that parses everywhere, holds what it was given and does nothing on a terminal.

import { expect, test } from 'bun:test';
import { inertJson } from '../../src/domain/inert-json.ts';
import { activeCharacter } from '../hostile/predicates.ts';
import { HOSTILE } from '../hostile/strings.ts';

test('inertJson() gives every hostile string back, lone surrogates replaced', () => {
  for (const { value } of HOSTILE) {
    const text = inertJson({ value, list: [value] });
    expect(text.includes('\n')).toBe(false);
    expect(activeCharacter(text)).toBeNull();
    expect(JSON.parse(text)).toEqual({ value: value.toWellFormed(), list: [value.toWellFormed()] });
  }
});

test('inertJson() cuts at `longest` without breaking a character', () => {
  expect(inertJson({ a: 'abcdef', n: 1, x: null }, { longest: 3 })).toBe('{"a":"abc…","n":1,"x":null}');
  expect(JSON.parse(inertJson('ab🔥c', { longest: 3 }))).toBe('ab\ufffd…');
});
