// Many cases against every parser: `bun test/fuzz/run.ts --cases 100000 --seed 1 [--from N] [--target NAME]`.
// Case N of a seed is the same as long as targets and samples are. A child does the work, so that one that hangs or eats memory costs itself alone; a
// failing case is made small and printed with its number: `--from N --cases 1` runs it again, `--from N` goes on behind it.

import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BusybodyError } from '../../src/platform/errors.ts';
import { seededRandom } from '../../src/platform/random.ts';
import { minimised, mutated } from './mutate.ts';
import { openTargets, type Target } from './targets.ts';

export interface Failure {
  readonly target: string;
  readonly index: number;
  readonly why: string;
  readonly bytes: Uint8Array;
}

const LONGEST_MS = 1000;
const HANG_MS = 20_000;
const MOST_RSS = 1.5e9;
const MOST_FAILURES = 10;

/** Why these bytes are a finding; null where all is well. */
async function finding(target: Target, bytes: Uint8Array): Promise<string | null> {
  let ms = 0;
  // What takes long once may have met the compiler or the collector at work.
  for (let tries = 0; tries < 2; tries++) {
    const before = process.cpuUsage();
    try {
      await target.run(bytes.slice());
    } catch (error) {
      if (!(error instanceof BusybodyError))
        return error instanceof Error ? (error.stack ?? error.message) : String(error);
    }
    const used = process.cpuUsage(before);
    ms = (used.user + used.system) / 1000;
    if (ms <= LONGEST_MS) return null;
  }
  return `it took ${Math.round(ms)} ms of processor time`;
}

/** The target and the bytes of a case. */
function caseOf(targets: readonly Target[], { seed, index }: { seed: number; index: number }) {
  const own = (Math.imul(seed, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b)) >>> 0;
  // Each target as often as its weight says.
  const tickets = targets.flatMap((target) => Array.from({ length: target.weight }, () => target));
  const target = tickets[Math.floor(seededRandom(own)() * tickets.length)]!;
  return { target, bytes: mutated(target.samples, own ^ 0x5bd1e995) };
}

export interface FuzzOptions {
  readonly seed: number;
  readonly from: number;
  readonly cases: number;
  /** Only this one. */
  readonly target?: string;
  readonly onCase?: (index: number) => void;
}

/** Runs the cases here and gives back what was found, made small, and how many each target had. */
export async function fuzz(options: FuzzOptions): Promise<{ failures: Failure[]; counts: Map<string, number> }> {
  const { seed, from, cases } = options;
  using opened = await openTargets();
  const targets = opened.list.filter(({ name }) => options.target === undefined || name === options.target);
  if (targets.length === 0) throw new Error(`no such target: ${opened.list.map(({ name }) => name).join(', ')}`);
  const failures: Failure[] = [];
  const counts = new Map<string, number>();
  for (let index = from; index < from + cases && failures.length < MOST_FAILURES; index++) {
    options.onCase?.(index);
    const { target, bytes } = caseOf(targets, { seed, index });
    counts.set(target.name, (counts.get(target.name) ?? 0) + 1);
    const why = await finding(target, bytes);
    const rss = index % 500 === 0 ? process.memoryUsage.rss() : 0;
    if (rss > MOST_RSS)
      failures.push({ target: target.name, index, why: `memory: ${Math.round(rss / 1e6)} MB`, bytes });
    if (why === null) continue;
    const first = (text: string) => text.split('\n')[0]!.replaceAll(/\d+/g, 'N');
    const fails = async (shorter: Uint8Array) => {
      const again = await finding(target, shorter);
      return again !== null && first(again) === first(why);
    };
    failures.push({ target: target.name, index, why, bytes: await minimised(bytes, { fails }) });
  }
  return { failures, counts };
}

function tell({ target, index, why, bytes }: Failure, seed: number): void {
  const shown = bytes.length > 600 ? `${bytes.length} bytes, the first of them` : `${bytes.length} bytes`;
  process.stdout.write(
    `\nFAIL ${target}: seed ${seed}, case ${index}\n${why.split('\n').slice(0, 6).join('\n')}\n${shown}: ${JSON.stringify(Buffer.from(bytes.subarray(0, 600)).toString('latin1'))}\nbase64: ${Buffer.from(bytes.subarray(0, 3000)).toString('base64')}\nagain: bun test/fuzz/run.ts --seed ${seed} --from ${index} --cases 1\n`,
  );
}

function number(name: string, otherwise: number): number {
  const at = process.argv.indexOf(`--${name}`);
  const value = at < 0 ? otherwise : Number(process.argv[at + 1]);
  if (!Number.isSafeInteger(value)) throw new Error(`--${name} needs a whole number`);
  return value;
}

function word(name: string): string | undefined {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? undefined : process.argv[at + 1];
}

/** As a child: cases in this process, the number of the one at hand in a file that the parent watches. */
async function child(mark: string): Promise<void> {
  const fd = openSync(mark, 'r+');
  const seed = number('seed', 1);
  const onCase = (index: number) => void writeSync(fd, String(index).padEnd(16), 0);
  const target = word('target');
  const { failures, counts } = await fuzz({
    seed,
    from: number('from', 0),
    cases: number('cases', 0),
    onCase,
    ...(target === undefined ? {} : { target }),
  });
  for (const failure of failures) tell(failure, seed);
  process.stdout.write(`counts ${JSON.stringify([...counts])}\n`);
  process.exit(failures.length > 0 ? 1 : 0);
}

const CHUNK = 5000;

async function parent(): Promise<number> {
  const [seed, cases, begin] = [number('seed', 1), number('cases', 100_000), number('from', 0)];
  const target = word('target');
  const mark = join(tmpdir(), `busybody-fuzz.${process.pid}`);
  const totals = new Map<string, number>();
  let bad = 0;
  try {
    for (let from = begin; from < begin + cases; ) {
      const size = Math.min(CHUNK, begin + cases - from);
      await Bun.write(mark, ''.padEnd(16));
      const own = ['--child', mark, '--seed', String(seed), '--from', String(from), '--cases', String(size)];
      const run = Bun.spawn(
        [process.execPath, import.meta.path, ...own, ...(target === undefined ? [] : ['--target', target])],
        {
          stdio: ['ignore', 'pipe', 'inherit'],
        },
      );
      const output = run.stdout.text();
      const hung = await watch(run, mark);
      const text = await output;
      for (const [name, count] of JSON.parse(/^counts (.*)$/m.exec(text)?.[1] ?? '[]') as [string, number][])
        totals.set(name, (totals.get(name) ?? 0) + count);
      process.stdout.write(text.replace(/^counts .*\n/m, ''));
      const code = await run.exited;
      if (hung !== null)
        process.stdout.write(
          `\nFAIL: seed ${seed}, case ${hung} hangs\nagain: bun test/fuzz/run.ts --seed ${seed} --from ${hung} --cases 1\n`,
        );
      else if (code > 1)
        process.stdout.write(
          `\nFAIL: seed ${seed}: the process ended with ${code} at case ${await Bun.file(mark).text()}\n`,
        );
      if (hung !== null || code !== 0) bad++;
      from = hung === null ? from + size : hung + 1;
      process.stdout.write(`seed ${seed}: ${from - begin} of ${cases} cases, go on with --from ${from}\n`);
    }
  } finally {
    await Bun.file(mark).delete();
  }
  const lines = [...totals].sort().map(([name, count]) => `  ${name}: ${count}`);
  process.stdout.write(`${lines.join('\n')}\n${bad === 0 ? 'nothing found' : `${bad} chunks with findings`}\n`);
  return bad === 0 ? 0 : 1;
}

/** The case the child hangs at, once it is ended; null where it ended by itself. */
async function watch(run: Bun.Subprocess, mark: string): Promise<number | null> {
  let last = '';
  let sinceMs = performance.now();
  for (;;) {
    if (await Promise.race([run.exited.then(() => true), Bun.sleep(1000).then(() => false)])) return null;
    const now = readMark(mark);
    if (now !== last) [last, sinceMs] = [now, performance.now()];
    // To open the targets takes a while; making a case small runs it many times.
    const patience = last.trim() === '' ? 5 * HANG_MS : 10 * HANG_MS;
    if (performance.now() - sinceMs < patience) continue;
    run.kill('SIGKILL');
    await run.exited;
    return Number(last);
  }
}

function readMark(path: string): string {
  const fd = openSync(path, 'r');
  const bytes = Buffer.alloc(16);
  readSync(fd, bytes, 0, 16, 0);
  closeSync(fd);
  return bytes.toString();
}

if (import.meta.main) {
  const mark = word('child');
  if (mark === undefined) process.exitCode = await parent();
  else await child(mark);
}
