// The floors check must fail on each thing it forbids, and the tree must pass it.

import { describe, expect, test } from 'bun:test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkFloors, readSources, withFreshTable } from './floors.ts';
import { scan } from './source-text.ts';

function check(files: Record<string, string>): string[] {
  return checkFloors(new Map(Object.entries(files))).map(({ file, line, text }) => `${file}:${line}: ${text}`);
}

describe('checkFloors()', () => {
  test.each([
    [
      'an import upwards',
      { 'domain/a.ts': "\nimport { b } from '../store/b.ts';" },
      /domain\/a\.ts:2: imports store\/b\.ts, up/,
    ],
    [
      'an import sideways',
      { 'geo/a.ts': "import { b } from '../store/b.ts';" },
      /geo\/a\.ts:1: imports store\/b\.ts, sideways/,
    ],
    [
      'an import past permission',
      { 'view/a.ts': "import type { S } from '../store/s.ts';" },
      /view\/a\.ts:1: .*past its permission/,
    ],
    ['a lazy import', { 'domain/a.ts': "const b = await import('../view/b.ts');" }, /imports view\/b\.ts, up/],
    ['an import for effect', { 'domain/a.ts': "import '../view/b.ts';" }, /imports view\/b\.ts, up/],
    [
      'a re-export upwards',
      { 'domain/a.ts': "const x = 1;\nexport { b } from '../view/b.ts';" },
      /a\.ts:2: imports view\/b/,
    ],
    [
      'an import spread over lines',
      { 'geo/a.ts': "import {\n  b,\n} from '../store/b.ts';" },
      /geo\/a\.ts:3: imports store\/b/,
    ],
    ['an import out of src', { 'domain/a.ts': "import { x } from '../../test/x.ts';" }, /outside src/],
    ['a room nobody planned', { 'utils/a.ts': '' }, /utils is no room/],
    [
      'a file of config beyond the registries',
      { 'config/a.ts': "import { b } from '../sources/slack/b.ts';" },
      /past its permission/,
    ],
    [
      'a barrel file',
      { 'geo/index.ts': "// All.\nexport * from './a.ts';\nexport { b } from './b.ts';" },
      /index\.ts:1: only re-exports/,
    ],
    ['a barrel of imported names', { 'geo/i.ts': "import { a } from './a.ts';\nexport { a };" }, /only re-exports/],
    ['Date.now', { 'store/a.ts': '\nconst t = Date.now();' }, /store\/a\.ts:2: uses Date\.now/],
    ['new Date()', { 'store/a.ts': 'const t = new Date();' }, /uses new Date\(\)/],
    ['Math.random', { 'store/a.ts': 'const t = Math.random();' }, /uses Math\.random/],
    ['fetch', { 'sources/a.ts': 'await fetch(url);' }, /uses fetch\(/],
    ['fetch of the global object', { 'sources/a.ts': 'await globalThis.fetch(url);' }, /uses fetch\(/],
    ['process.env', { 'commands/a.ts': 'process.env.HOME' }, /uses process\.env/],
    ['console', { 'commands/a.ts': '`#{`#{console.log(1)}`}`'.replaceAll('#', '$') }, /uses console\./],
  ])('names %s with file and line', (_name, files, expected) => {
    expect(check(files as Record<string, string>).join('\n')).toMatch(expected as RegExp);
  });

  test('names a circle once, with its whole way', () => {
    const found = check({
      'geo/a.ts': "import { b } from './b.ts';\nexport const a = b;",
      'geo/b.ts': "import { c } from './c.ts';\nexport const b = c;",
      'geo/c.ts': "import { a } from './a.ts';\nexport const c = a;",
    });
    expect(found).toEqual(['geo/a.ts:1: imports in a circle: geo/a.ts → geo/b.ts → geo/c.ts → geo/a.ts']);
  });

  test('allows what the house allows, and words in comments, strings and patterns', () => {
    const found = check({
      'geo/a.ts':
        "// Date.now, from '../view/x.ts'\nimport { b } from '../domain/b.ts';\nconst s = 'Math.random';\nconst r = /console.log[/'\"]/;",
      'config/a.ts': "import { r } from '../sources/registry.ts';\nexport const c = client.fetch(r);",
      'platform/a.ts': 'export const now = () => Date.now();',
      'main.ts': "import { x } from './commands/x.ts';\nconsole.log(process.env.X);",
      'sources/a.ts': 'const fetch = limitedFetch({}); fetch(url);',
      'store/a.ts': "import { x } from './b.ts';\nexport { x };\nexport const y = 1;",
    });
    expect(found).toEqual([]);
  });

  test('passes the tree as it is', () => {
    expect(checkFloors(readSources())).toEqual([]);
  });
});

test('scan() keeps every position', () => {
  const dollars = (text: string) => text.replaceAll('#', '$');
  const text = dollars("a // 'x\n`b#{ {c: `d`} }e` + /[/]'/ /* \n */ + 'f\\'g'");
  const { code, uncommented } = scan(text);
  expect(code.length).toBe(text.length);
  expect(code).toBe(dollars("a      \n` #{ {c: ` `} } ` + /    /    \n    + '    '"));
  expect(uncommented).toContain(dollars("`b#{ {c: `d`} }e` + /[/]'/"));
});

test('docs/ARCHITECTURE.md holds the table of the house', () => {
  const page = readFileSync(join(import.meta.dir, '../../docs/ARCHITECTURE.md'), 'utf8');
  expect(withFreshTable(page)).toBe(page);
});
