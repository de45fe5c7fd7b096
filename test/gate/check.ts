// The gate: everything that must hold before a change lands, each with its time. Ends non-zero naming what failed, and
// with the line `N passed, N failed` of all tests. `bun run check` installs first; this file needs nothing but Bun.

import { join } from 'node:path';
import { findChromium } from '../browser/chromium.ts';

const ROOT = join(import.meta.dir, '../..');
const BUN = process.execPath;

interface Gate {
  readonly name: string;
  readonly command: readonly string[];
  /** Why it cannot be asked here; the gate then says so and goes on. */
  readonly skip?: string | null;
}

const GATES: readonly Gate[] = [
  { name: 'geo data', command: [BUN, 'src/geo/embedded/build-data.ts'] },
  { name: 'format and lint', command: [BUN, 'x', 'biome', 'check', '--error-on-warnings', '.'] },
  { name: 'types', command: [BUN, 'x', 'tsc', '--noEmit'] },
  { name: 'floors', command: [BUN, 'test/gate/floors.ts'] },
  { name: 'build', command: [BUN, 'run', 'build.ts'] },
  { name: 'tests', command: testCommand('test/!(docs|binary|browser)/**/*.test.ts') },
  { name: 'docs', command: testCommand('test/docs/**/*.test.ts') },
  { name: 'browser', command: testCommand('test/browser/**/*.test.ts'), skip: noBrowser() },
  { name: 'executable', command: testCommand('test/binary/**/*.test.ts') },
];

/** Where CI says that there must be one, its lack is a failure of the tests, which is told by them. */
function noBrowser(): string | null {
  if (findChromium() !== null || process.env.BROWSER_TESTS === 'required') return null;
  return 'no Chromium here: apt-get install chromium, or CHROMIUM=/path/to/it';
}

/** Two files at a time, each in a world of its own; only failures are shown. */
function testCommand(pattern: string): string[] {
  const files = [...new Bun.Glob(pattern).scanSync({ cwd: ROOT })].sort().map((file) => `./${file}`);
  if (files.length === 0) throw new Error(`no test file: ${pattern}`);
  return [BUN, 'test', '--only-failures', '--parallel=2', '--timeout=30000', ...files];
}

interface Counts {
  passed: number;
  failed: number;
}

async function run(gate: Gate, counts: Counts): Promise<boolean> {
  if (gate.skip) {
    process.stdout.write(`skip ${gate.name.padEnd(16)} ${gate.skip}\n`);
    return true;
  }
  const startMs = performance.now();
  const child = Bun.spawn([...gate.command], { cwd: ROOT, stdin: 'ignore', stdout: 'pipe', stderr: 'pipe' });
  const [out, err] = await Promise.all([child.stdout.text(), child.stderr.text()]);
  const code = await child.exited;
  const tests = gate.command.includes('test') ? countTests(`${out}\n${err}`) : null;
  // A runner that ran nothing has not passed.
  const ok = code === 0 && (tests === null || tests.passed > 0);
  if (tests) {
    counts.passed += tests.passed;
    counts.failed += tests.failed;
    if (!ok && tests.failed === 0) counts.failed++;
  }
  const seconds = ((performance.now() - startMs) / 1000).toFixed(1);
  const detail = tests ? `  ${tests.passed} passed, ${tests.failed} failed` : '';
  if (!ok) process.stdout.write(`${out}${err}`);
  process.stdout.write(`${ok ? 'ok  ' : 'FAIL'} ${gate.name.padEnd(16)} ${seconds.padStart(6)} s${detail}\n`);
  return ok;
}

function countTests(output: string): Counts {
  const last = (pattern: RegExp) => Number([...output.matchAll(pattern)].at(-1)?.[1] ?? 0);
  return { passed: last(/^\s*(\d+) pass$/gm), failed: last(/^\s*(\d+) fail$/gm) };
}

const counts: Counts = { passed: 0, failed: 0 };
const failed: string[] = [];
for (const gate of GATES) if (!(await run(gate, counts))) failed.push(gate.name);
if (failed.length > 0) process.stdout.write(`\nfailed: ${failed.join(', ')}\n`);
process.stdout.write(`${counts.passed} passed, ${counts.failed} failed\n`);
process.exitCode = failed.length > 0 ? 1 : 0;
