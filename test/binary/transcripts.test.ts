// Runs every transcript of test/commands against the compiled executable.

import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { BINARY } from './binary.ts';
import { difference, parseTranscript } from './transcript.ts';

const FOLDER = join(import.meta.dir, '../commands');

for (const name of [...new Bun.Glob('*.txt').scanSync({ cwd: FOLDER })].sort()) {
  describe(name, () => {
    let home = '';
    beforeAll(() => {
      home = mkdtempSync(join(tmpdir(), 'busybody-transcript-'));
    });
    afterAll(() => rmSync(home, { recursive: true, force: true }));
    for (const step of parseTranscript(readFileSync(join(FOLDER, name), 'utf8'))) {
      test(`${step.line}: ${step.command.split('\n')[0]}`, () => {
        const result = Bun.spawnSync(['bash', '-c', step.command], {
          cwd: home,
          env: {
            HOME: home,
            PATH: `${dirname(BINARY)}:${process.env.PATH}`,
            // Root's default store is a system directory.
            STATE_DIRECTORY: join(home, 'state'),
            TZ: 'UTC',
            LC_ALL: 'C.UTF-8',
          },
          stdin: 'ignore',
        });
        const replaced = (bytes: Buffer) => bytes.toString().replaceAll(home, '~');
        expect(difference(step.stdout, replaced(result.stdout))).toBeNull();
        expect(difference(step.stderr, replaced(result.stderr))).toBeNull();
        expect(result.exitCode).toBe(step.exit);
      });
    }
  });
}

test('a transcript that does not hold is told', () => {
  expect(difference(['a', '...', 'b[..]d'], 'a\nx\ny\nb c d\n')).toBeNull();
  expect(difference(['a', '...', 'b[..]d'], 'a\nx\nb c e\n')).toContain('b c e');
  expect(difference([], 'more\n')).toContain('more');
  expect(difference(['more'], '')).toContain('more');
  expect(parseTranscript('$ one\nout\n! err\nexit 3\n\n$ two\n')).toMatchObject([
    { command: 'one', stdout: ['out'], stderr: ['err'], exit: 3 },
    { command: 'two', stdout: [], stderr: [], exit: 0 },
  ]);
});
