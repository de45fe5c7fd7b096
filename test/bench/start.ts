// How soon does it start? `dist/busybody --version` against a compiled Bun program that does nothing, in turns, on the same
// machine. Run after `bun run build`: bun test/bench/start.ts [RUNS]. Prints a JSON line.

import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const RUNS = Number(process.argv[2] ?? 40);
const TARGET = 1.6;
const busybody = join(import.meta.dir, '../../dist/busybody');
const directory = mkdtempSync(join(tmpdir(), 'busybody-bench-'));

async function compileEmpty(): Promise<string> {
  const source = join(directory, 'empty.ts');
  const outfile = join(directory, 'empty');
  writeFileSync(source, '');
  const built = await Bun.build({
    entrypoints: [source],
    target: 'bun',
    minify: true,
    compile: { outfile, autoloadDotenv: false, autoloadBunfig: false },
  });
  if (!built.success) throw new AggregateError(built.logs, 'Cannot build the empty program');
  return outfile;
}

function runMs(command: string[]): number {
  const start = performance.now();
  const { exitCode } = Bun.spawnSync(command, { cwd: directory, stdin: 'ignore', stdout: 'ignore', stderr: 'ignore' });
  if (exitCode !== 0) throw new Error(`${command.join(' ')} ended with ${exitCode}`);
  return performance.now() - start;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}

try {
  if (!existsSync(busybody)) throw new Error('No dist/busybody: run `bun run build` first');
  const empty = await compileEmpty();
  const ours: number[] = [];
  const bare: number[] = [];
  for (let run = -5; run < RUNS; run++) {
    const first = run % 2 === 0;
    const before = first ? runMs([empty]) : 0;
    const busy = runMs([busybody, '--version']);
    const nothing = first ? before : runMs([empty]);
    // The first runs bring both files into memory.
    if (run < 0) continue;
    ours.push(busy);
    bare.push(nothing);
  }
  const ratio = median(ours.map((ms, run) => ms / bare[run]!));
  const line = {
    what: 'start',
    runs: RUNS,
    busybodyMs: Number(median(ours).toFixed(1)),
    emptyMs: Number(median(bare).toFixed(1)),
    ratio: Number(ratio.toFixed(2)),
    target: TARGET,
    ok: ratio <= TARGET,
  };
  process.stdout.write(`${JSON.stringify(line)}\n`);
} finally {
  rmSync(directory, { recursive: true, force: true });
}
