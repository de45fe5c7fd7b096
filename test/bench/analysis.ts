// What analysis costs: time and memory of the executable on simulated histories, beside scikit-learn and beside itself on less.
// Run after `bun run build`: bun test/bench/analysis.ts [PART…], parts being `peer` (two minutes), `linear` (one) and `million`
// (four). Without a part all are run. Prints JSON lines. The peer needs Python with scikit-learn.

import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const BINARY = process.env.BUSYBODY ?? join(import.meta.dir, '../../dist/busybody');
const PYTHON = 'python3';
const ROUNDS = 3;
const MB = 1e6;
const PARTS: Readonly<Record<string, () => void>> = { peer, linear, million };

interface Cost {
  readonly wallMs: number;
  /** Processor time, which other work on the machine disturbs less. */
  readonly cpuMs: number;
  readonly peakMB: number;
}

const directory = mkdtempSync(join(tmpdir(), 'busybody-bench-'));

/** Runs to its end; everything it has to say is only looked at where it fails. */
function run(command: readonly string[], stdin?: string): { cost: Cost; stdout: string } {
  const start = performance.now();
  const child = Bun.spawnSync([...command], {
    cwd: directory,
    env: { HOME: directory, PATH: process.env.PATH ?? '' },
    stdin: stdin === undefined ? 'ignore' : Bun.file(stdin),
    stdout: 'pipe',
    stderr: 'pipe',
  });
  const wallMs = performance.now() - start;
  if (child.exitCode !== 0) throw new Error(`${command.join(' ')} ended with ${child.exitCode}: ${child.stderr}`);
  const { cpuTime, maxRSS } = child.resourceUsage;
  return { cost: { wallMs, cpuMs: Number(cpuTime.total) / 1000, peakMB: maxRSS / MB }, stdout: `${child.stdout}` };
}

interface History {
  readonly file: string;
  /** The same rows inserted without more. */
  readonly bare: Pick<Cost, 'wallMs' | 'cpuMs'> | null;
}

/** Made by another process: what a child of ours needs is counted from what we need ourselves. */
function history(users: number, signIns: number, options: readonly string[] = []): History {
  const file = join(directory, `${users}-${signIns}.jsonl`);
  const script = join(import.meta.dir, 'history.ts');
  const { stdout } = run([process.execPath, script, file, String(users), String(signIns), ...options]);
  return { file, ...(JSON.parse(stdout) as Pick<History, 'bare'>) };
}

interface Ground {
  readonly database: string;
  import(file: string): Cost;
  /** Imports `count` lines of the file from line `from` on, counted from 0. */
  importLines(file: string, from: number, count: number): void;
  analyze(): Cost;
  /** Analysis, health, notifiers, retention and metrics: all of a timer's run but the network. */
  run(): Cost;
}

/** An empty store with a config. */
function ground(name: string): Ground {
  const config = join(directory, `${name}.yml`);
  const database = join(directory, `${name}.db`);
  writeFileSync(
    config,
    `persistence: {module: sqlite, path: ${database}, retention: 4000d}
notifiers: {stdout: {enabled: true}}
metrics: {textfile: ${join(directory, name)}.prom}
`,
    { mode: 0o600 },
  );
  const busybody = (...words: string[]): Cost => run([BINARY, ...words, '--config', config]).cost;
  return {
    database,
    import: (file) => busybody('import', file),
    importLines(file, from, count) {
      const script = 'tail -n +"$1" "$2" | head -n "$3" | "$4" import - --config "$5"';
      run(['sh', '-c', script, 'sh', String(from + 1), file, String(count), BINARY, config]);
    },
    analyze: () => busybody('analyze'),
    run: () => busybody('run'),
  };
}

/** Analyses of a file from empty, the store made anew each time. */
function analyses(file: string, rounds: number): Cost[] {
  return Array.from({ length: rounds }, (_, round) => {
    const fresh = ground(`round${round}`);
    fresh.import(file);
    const cost = fresh.analyze();
    rmSync(fresh.database);
    return cost;
  });
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

function middle(costs: readonly Cost[]): Cost {
  const of = (name: keyof Cost): number => median(costs.map((cost) => cost[name]));
  return { wallMs: of('wallMs'), cpuMs: of('cpuMs'), peakMB: of('peakMB') };
}

function told(cost: Cost, signIns: number): object {
  return {
    signIns,
    wallS: round(cost.wallMs / 1000),
    cpuS: round(cost.cpuMs / 1000),
    perSecond: Math.round(signIns / (cost.wallMs / 1000)),
    peakMB: Math.round(cost.peakMB),
  };
}

function round(value: number): number {
  return Number(value.toFixed(2));
}

function print(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

/** Both ratios; the one of processor time decides. */
function ratios(pairs: readonly { over: Pick<Cost, 'wallMs' | 'cpuMs'>; under: Pick<Cost, 'wallMs' | 'cpuMs'> }[]): {
  wallRatio: number;
  ratio: number;
} {
  const of = (name: 'wallMs' | 'cpuMs'): number => median(pairs.map(({ over, under }) => over[name] / under[name]));
  return { wallRatio: round(of('wallMs')), ratio: round(of('cpuMs')) };
}

/** 35,000 sign-ins from empty, against one forest of scikit-learn a user on the features of version 1, in turns. */
function peer(): void {
  const signIns = 35_000;
  const { file } = history(200, signIns, ['--peer']);
  const has = Bun.spawnSync([PYTHON, '-c', 'import sklearn'], { stdout: 'ignore', stderr: 'ignore' }).exitCode === 0;
  const ours: Cost[] = [];
  const theirs: Pick<Cost, 'wallMs' | 'cpuMs'>[] = [];
  for (let turn = 0; turn < ROUNDS; turn++) {
    ours.push(...analyses(file, 1));
    if (!has) continue;
    const { stdout } = run([PYTHON, join(import.meta.dir, 'scikit_learn.py')], `${file}.peer`);
    const { forestsMs, forestsCpuMs } = JSON.parse(stdout) as { forestsMs: number; forestsCpuMs: number };
    theirs.push({ wallMs: forestsMs, cpuMs: forestsCpuMs });
  }
  print({ what: 'analyze', users: 200, ...told(middle(ours), signIns) });
  const { stdout } = run([process.execPath, join(import.meta.dir, 'replay.ts'), file]);
  const { firstMs, warmMs } = JSON.parse(stdout) as { firstMs: number; warmMs: number };
  print({ what: 'judging alone', signIns, firstCpuS: round(firstMs / 1000), warmCpuS: round(warmMs / 1000) });
  if (!has) {
    print({
      what: 'scikit-learn',
      skipped: 'not installed: apt-get install python3-sklearn or pip install scikit-learn',
    });
    return;
  }
  const compared = ratios(theirs.map((over, turn) => ({ over, under: ours[turn]! })));
  const peerMs = median(theirs.map((one) => one.cpuMs));
  print({
    what: 'scikit-learn to analyze',
    signIns,
    peerCpuS: round(peerMs / 1000),
    toJudgingFirst: round(peerMs / firstMs),
    toJudgingWarm: round(peerMs / warmMs),
    ...compared,
    target: 10,
    ok: compared.ratio >= 10,
  });
}

/** 133,000 sign-ins of 1,000 users cost as much more as they are more, and little else. */
function linear(): void {
  const few = history(200, 35_000);
  const many = history(1000, 133_000);
  const turns = Array.from({ length: ROUNDS }, () => ({
    under: analyses(few.file, 1)[0]!,
    over: analyses(many.file, 1)[0]!,
  }));
  const compared = ratios(turns);
  print({ what: 'analyze', users: 1000, ...told(middle(turns.map((turn) => turn.over)), 133_000) });
  print({ what: '133,000 to 35,000 sign-ins', ...compared, target: 4.5, ok: compared.ratio <= 4.5 });
}

/** A million sign-ins: import beside a bare insert of the same rows, analysis within its memory, then what a few new ones cost. */
function million(): void {
  const signIns = 1_000_000;
  const { file, bare } = history(1000, signIns, ['--bare', '--next', String(NEW * TURNS)]);
  const large = ground('large');
  const imported = large.import(file);
  const compared = ratios([{ over: imported, under: bare! }]);
  print({
    what: 'import',
    ...told(imported, signIns),
    fileMB: Math.round(statSync(large.database).size / MB),
    bareS: round(bare!.wallMs / 1000),
    ...compared,
    target: 4,
    ok: compared.ratio <= 4,
  });
  const cost = large.analyze();
  print({ what: 'analyze', users: 1000, ...told(cost, signIns), targetMB: 400, ok: cost.peakMB <= 400 });
  growth({ large, file });
}

const NEW = 500;
const TURNS = 5;

/** A run of 500 new sign-ins with 100,000 stored and with a million, of the same users, in turns. */
function growth({ large, file }: { large: Ground; file: string }): void {
  const stored = 100_000;
  const small = ground('small');
  small.importLines(file, 0, stored);
  small.analyze();
  // Once a day the store is read through before it is written to: not part of a run every five minutes.
  for (const one of [small, large]) one.run();
  const turns = Array.from({ length: TURNS }, (_, turn) => ({
    under: newOnes(small, cut(file, stored + turn * NEW)),
    over: newOnes(large, cut(`${file}.next`, turn * NEW)),
  }));
  const compared = ratios(turns);
  const of = (part: 'over' | 'under', name: 'cpuMs' | 'wallMs') =>
    Math.round(median(turns.map((turn) => turn[part][name])));
  print({
    what: `import and run of ${NEW} new`,
    ...{ smallMs: of('under', 'cpuMs'), largeMs: of('over', 'cpuMs') },
    ...{ smallWallMs: of('under', 'wallMs'), largeWallMs: of('over', 'wallMs') },
    ...compared,
    target: 2,
    ok: compared.ratio <= 2,
  });
}

/** What the next sign-ins cost, from the file they come in to the metrics. */
function newOnes(ground: Ground, file: string): Cost {
  const [read, ran] = [ground.import(file), ground.run()];
  return {
    wallMs: read.wallMs + ran.wallMs,
    cpuMs: read.cpuMs + ran.cpuMs,
    peakMB: Math.max(read.peakMB, ran.peakMB),
  };
}

/** NEW lines of a file from line `from` on, counted from 0, in a file of their own. */
function cut(file: string, from: number): string {
  const part = join(directory, 'part.jsonl');
  run(['sh', '-c', 'tail -n +"$1" "$2" | head -n "$3" > "$4"', 'sh', String(from + 1), file, String(NEW), part]);
  return part;
}

try {
  if (!existsSync(BINARY)) throw new Error('No dist/busybody: run `bun run build` first');
  const wanted = process.argv.slice(2);
  for (const name of wanted.length > 0 ? wanted : Object.keys(PARTS)) {
    const part = PARTS[name];
    if (!part) throw new Error(`No part ${name}: there are ${Object.keys(PARTS).join(', ')}`);
    part();
  }
} finally {
  rmSync(directory, { recursive: true, force: true });
}
