// The executable as a user who may not look everywhere: what is said is about the place that is closed, not about another.

import { afterAll, beforeAll, expect, test } from 'bun:test';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BINARY } from './binary.ts';

const NOBODY = 65_534;
const isRoot = process.getuid?.() === 0;
const possible = process.platform === 'linux' && (!isRoot || Bun.which('setpriv') !== null);
const become = isRoot ? ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups'] : [];
const home = mkdtempSync(join(tmpdir(), 'busybody-other-'));
const own = join(home, 'own');
const closed = join(home, 'closed');
const binary = join(home, 'busybody');

function busybody(...words: string[]) {
  const run = Bun.spawnSync([...become, binary, '-c', 'config.yml', ...words], {
    cwd: own,
    env: { ...process.env, HOME: own },
  });
  return { code: run.exitCode, err: run.stderr.toString() };
}

beforeAll(() => {
  copyFileSync(BINARY, binary);
  for (const directory of [own, closed]) mkdirSync(directory);
  chmodSync(binary, 0o755);
  chmodSync(home, 0o755);
  chmodSync(closed, 0o000);
  chmodSync(own, 0o777);
  const line = '{"time":"2026-03-01T09:12:00Z","user":"ada","ip":"81.2.69.14","source":"vpn"}\n';
  writeFileSync(join(own, 'one.jsonl'), line, { mode: 0o644 });
  const config = `persistence: {path: b.db}\nmetrics: {textfile: ${join(closed, 'x.prom')}}\n`;
  writeFileSync(join(own, 'config.yml'), config, { mode: 0o644 });
  // The umask of whoever runs the tests may have taken something away.
  for (const name of ['one.jsonl', 'config.yml']) chmodSync(join(own, name), 0o644);
  busybody('import', 'one.jsonl');
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

test.skipIf(!possible)(
  'a place that is closed is named as what it is',
  () => {
    for (const to of [join(closed, 'copy'), join(closed, 'below', 'copy'), join(home, 'copy')]) {
      if (!isRoot && to === join(home, 'copy')) continue;
      const { code, err } = busybody('backup', to);
      expect([to, code, err]).toEqual([to, 1, expect.stringContaining('busybody: error: Cannot write backup: ')]);
      expect(err).not.toContain('Cannot use store');
      expect(err).toContain('hint: ls -ld ');
    }
    const report = busybody('report', '--out', join(closed, 'r.html'));
    expect([report.code, report.err]).toEqual([1, expect.stringContaining('Cannot write file: EACCES')]);
    const analyze = busybody('analyze', '-q');
    expect([analyze.code, analyze.err]).toEqual([1, expect.stringContaining('Cannot write file: EACCES')]);
  },
  30_000,
);
