// What makes the executable must not have looked into the directories it is going to bundle: Bun remembers listings.

import { expect, test } from 'bun:test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

test('build.ts imports nothing of src/, so that the bundler sees geo.bin that was made just before', () => {
  const { imports } = new Bun.Transpiler({ loader: 'ts' }).scan(readFileSync(join(import.meta.dir, '../../build.ts')));
  expect(imports.length).toBeGreaterThan(0);
  expect(imports.map(({ path }) => path).filter((path) => !path.startsWith('node:'))).toEqual([]);
});
