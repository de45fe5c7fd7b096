import { expect, test } from 'bun:test';
import { describeStream, surroundings } from '../../src/platform/env.ts';
import { progressText, startProgress } from '../../src/platform/progress.ts';

function run(options: { color: boolean; columns?: number; total?: number | null }) {
  let nowMs = 0;
  const written: string[] = [];
  const logged: string[] = [];
  const progress = startProgress({
    label: 'Reading',
    unit: 'records',
    total: options.total === undefined ? 1000 : options.total,
    stream: { isTerminal: options.color, color: options.color, columns: options.columns ?? 120 },
    clock: () => nowMs,
    write: (text) => written.push(text),
    log: (text) => logged.push(text),
  });
  const at = (ms: number, done: number) => {
    nowMs = ms;
    progress.update(done);
  };
  return { progress, at, written, logged };
}

test('startProgress() shows nothing for what ends within two seconds', () => {
  const { progress, at, written, logged } = run({ color: true });
  at(500, 300);
  at(1999, 1000);
  progress[Symbol.dispose]();
  expect([written, logged]).toEqual([[], []]);
});

test('startProgress() draws a bar with rate and time left, and wipes it at the end', () => {
  const { progress, at, written, logged } = run({ color: true });
  at(2000, 250);
  expect(written).toEqual([
    '\r\u001b[2KReading [######..................] 250 of 1,000 records (25%), 125/s, 0:06 left',
  ]);
  at(2050, 260);
  expect(written).toHaveLength(1);
  progress[Symbol.dispose]();
  expect(written.at(-1)).toBe('\r\u001b[2K');
  expect(logged).toEqual([]);
});

test('startProgress() never writes beyond the width of the terminal', () => {
  const { at, written } = run({ color: true, columns: 30 });
  at(3000, 250);
  expect(written[0]!.replace('\r\u001b[2K', '').length).toBeLessThan(30);
});

test('startProgress() without colour draws no bar but logs now and then', () => {
  const { progress, at, written, logged } = run({ color: false });
  for (let second = 0; second <= 61; second++) at(second * 1000, second * 10);
  progress[Symbol.dispose]();
  expect(written).toEqual([]);
  expect(logged).toEqual([
    'Reading: 20 of 1,000 records (2%), 10/s, 1:38 left',
    'Reading: 320 of 1,000 records (32%), 10/s, 1:08 left',
  ]);
});

test.each([
  [{ done: 5, total: null, elapsedMs: 10_000 }, '5 records, 0.5/s'],
  [{ done: 0, total: 10, elapsedMs: 5000 }, '0 of 10 records (0%)'],
  [{ done: 10, total: 10, elapsedMs: 5000 }, '10 of 10 records (100%), 2/s'],
  [{ done: 12, total: 10, elapsedMs: 4000 }, '12 of 10 records (100%), 3/s'],
  [{ done: 10, total: 100_000, elapsedMs: 10_000 }, '10 of 100,000 records (0%), 1/s, 27:46:30 left'],
])('progressText(%j)', ({ done, total, elapsedMs }, expected) => {
  expect(progressText(done, { total, unit: 'records', elapsedMs })).toBe(expected);
});

test.each([
  [{ isTTY: true, columns: 120 }, {}, { isTerminal: true, color: true, columns: 120 }],
  [{ isTTY: true, columns: 120 }, { NO_COLOR: '1' }, { isTerminal: true, color: false, columns: 120 }],
  [{ isTTY: true }, { NO_COLOR: '' }, { isTerminal: true, color: true, columns: 80 }],
  [{ isTTY: true }, { TERM: 'dumb' }, { isTerminal: true, color: false, columns: 80 }],
  [{}, {}, { isTerminal: false, color: false, columns: 80 }],
])('describeStream(%j, %j)', (stream, env, expected) => {
  expect(describeStream(stream, env)).toEqual(expected);
});

test('surroundings() are a snapshot of this process', () => {
  const found = surroundings();
  expect(found.cwd).toBe(process.cwd());
  expect(found.home).not.toBe('');
  expect(found.env).not.toBe(process.env);
});
