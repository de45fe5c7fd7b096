// Every hostile string in every field of every source, and from there in every output: taken or refused with a reason,
// carried whole, readable, and none acts.

import { describe, expect, test } from 'bun:test';
import { basename, join, win32 } from 'node:path';
import { storable } from '../../src/sources/values.ts';
import { isLogSource } from '../../src/store/flatfile/log-names.ts';
import { FIELDS } from './fields.ts';
import { OUTPUTS } from './outputs.ts';
import { activeCharacter, activeSlackText, armedCell, badJsonLine, csvRecords } from './predicates.ts';
import { HARMFUL, HOSTILE } from './strings.ts';

test('the corpus is large, names each string once, and holds nothing that harms where a shell runs it', () => {
  expect(HOSTILE.length).toBeGreaterThanOrEqual(150);
  expect(new Set(HOSTILE.map(({ name }) => name)).size).toBe(HOSTILE.length);
  for (const { value } of HOSTILE) expect(value.slice(0, 2000)).not.toMatch(HARMFUL);
});

describe.each(FIELDS)('$name', ({ take, at }) => {
  test('becomes sign-ins that carry the text, or is refused in words of ours', () => {
    for (const { name, value } of HOSTILE) {
      const taken = take(value);
      if (typeof taken === 'string') {
        expect([name, activeCharacter(taken), taken.length < 300]).toEqual([name, null, true]);
        continue;
      }
      expect([name, taken.length > 0]).toEqual([name, true]);
      for (const signIn of taken) {
        for (const text of [
          signIn.account,
          signIn.id,
          signIn.event,
          signIn.source,
          signIn.ip ?? '',
          signIn.userAgent ?? '',
        ]) {
          expect([name, text.isWellFormed(), text.includes('\0'), text.length <= 4200]).toEqual([
            name,
            true,
            false,
            true,
          ]);
        }
        expect(() => JSON.parse(signIn.raw)).not.toThrow();
      }
      if (at === null) continue;
      const trimmed = at === 'userAgent' || at === 'id' ? value : value.trim();
      // What is empty is absent, and has its own word; a long id becomes a digest, a long text its beginning.
      if (trimmed === '' || (at === 'id' && value.length > 512)) continue;
      if (trimmed.length <= 4096) expect([name, taken[0]![at]]).toEqual([name, storable(trimmed)]);
      else expect([name, taken[0]![at]!.slice(0, 3900)]).toEqual([name, trimmed.slice(0, 3900)]);
    }
  });
});

describe.each(OUTPUTS)('$name', ({ print, acts }) => {
  test('lets nothing act', () => {
    for (const { name, value } of HOSTILE) expect([name, acts(print(value))]).toEqual([name, null]);
  });

  test('is bounded or linear: a megabyte costs under a second', () => {
    const startMs = performance.now();
    for (const { value } of HOSTILE.filter((one) => one.value.length >= 1_000_000)) print(value);
    expect(performance.now() - startMs).toBeLessThan(4000);
  });
});

test('a source can be a log only where its name is a file of that directory, on every system', () => {
  for (const { value } of HOSTILE.filter((one) => isLogSource(one.value))) {
    expect(basename(join('/logs', `${value}.log`))).toBe(`${value}.log`);
    expect(win32.basename(win32.join('C:\\logs', `${value}.log`))).toBe(`${value}.log`);
  }
  for (const name of ['CON', 'nul.log', 'com1', '..', '.', '', 'a/b', 'a\\b', '/etc/x', 'a\0b', 'a:b', '-x'])
    expect([name, isLogSource(name)]).toEqual([name, false]);
  for (const name of ['slack', 'console', 'company.vpn', 'nullable']) expect(isLogSource(name)).toBe(true);
});

describe('the questions themselves', () => {
  test.each([
    ['an escape', () => activeCharacter('a\u001b[31m')],
    ['a C1 control', () => activeCharacter('a\u009b')],
    ['an override', () => activeCharacter('a\u202e')],
    ['a lone surrogate', () => activeCharacter('a\ud800')],
    ['a tag', () => activeCharacter('a\u{e0041}')],
    ['a raw control in JSON', () => badJsonLine('"\u007f"\n')],
    ['a lone surrogate as an escape', () => badJsonLine('"\\ud800"\n')],
    ['two lines', () => badJsonLine('1\n2\n')],
    ['an armed cell', () => armedCell(csvRecords('a,=1\r\n'))],
    ['an armed cell in quotes', () => armedCell(csvRecords('a," =1,"\r\n'))],
    ['a full-width formula', () => armedCell([['\uff1d1']])],
    ['a mention', () => activeSlackText('<!channel>')],
    ['a bare mention', () => activeSlackText('@here')],
    ['a bare ampersand', () => activeSlackText('a & b')],
    ['a link', () => activeSlackText('https://evil.example')],
  ])('find %s', (_, ask) => {
    expect(ask()).not.toBeNull();
  });

  test('let plain things pass', () => {
    expect(activeCharacter('ada 日本 🔥️ é\n')).toBeNull();
    expect(badJsonLine('{"a":"\\u001b\\ud83d\\ude00"}\n')).toBeNull();
    expect(armedCell(csvRecords(`-1.5,ada,"'=1, ""x"""\r\n`))).toBeNull();
    expect(activeSlackText('ada &amp; &lt;bob&gt; ada@example.com https[:]//x')).toBeNull();
    expect(() => csvRecords('a"b\r\n')).toThrow();
  });
});
