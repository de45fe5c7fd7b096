// How fast are the forests? Fits and scores the same rows with ours and with the isolation-forest package, in turns, and learns
// and judges sign-ins with the forest the detector uses. Run: bun test/bench/forest.ts [ROWS] [COLUMNS]. Prints JSON lines.

import { IsolationForest } from 'isolation-forest';
import { addRow, drawForest, emptyCounts, isolation, WINDOW } from '../../src/forest/box-forest.ts';
import { fitForest, scoreForest } from '../../src/forest/data-range-forest.ts';
import { evenNumbers } from '../forest/rows.ts';

const ROWS = Number(process.argv[2] ?? 1000);
const COLUMNS = Number(process.argv[3] ?? 40);
const TREES = 100;
const SAMPLE = 256;
/** Rounds that count, before them rounds that warm the compiler up for both, and our turns a round (the peer's is long). */
const ROUNDS = 15;
const WARM_UP = 4;
const TURNS = 7;
const TARGET = 20;

const next = evenNumbers(1);
const list = Array.from({ length: ROWS }, () => Array.from({ length: COLUMNS }, next));
const flat = Float64Array.from(list.flat());

function timed<T>(work: () => T): { ms: number; result: T } {
  const start = performance.now();
  const result = work();
  return { ms: performance.now() - start, result };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}

function print(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

/** As the package's types ask for them, and as rows of numbers usually lie about; it is slower with the latter. */
const PEER_ROWS = {
  'named fields': list.map((row) => Object.fromEntries(row.map((value, column) => [`c${column}`, value]))),
  'numbered fields': list.map((row) => Object.fromEntries(row.map((value, column) => [String(column), value]))),
};

for (const [fields, records] of Object.entries(PEER_ROWS)) {
  const ours: { fit: number[]; score: number[] } = { fit: [], score: [] };
  const theirs: { fit: number[]; score: number[] } = { fit: [], score: [] };
  for (let round = -WARM_UP; round < ROUNDS; round++) {
    const fits: number[] = [];
    const scores: number[] = [];
    for (let turn = 0; turn < TURNS; turn++) {
      const fit = timed(() =>
        fitForest({ rows: flat, columns: COLUMNS, trees: TREES, sampleSize: SAMPLE, seed: turn }),
      );
      fits.push(fit.ms);
      scores.push(timed(() => scoreForest(fit.result, flat)).ms);
    }
    const peer = new IsolationForest(TREES, SAMPLE);
    const peerFit = timed(() => peer.fit(records));
    const peerScore = timed(() => peer.predict(records));
    if (round < 0) continue;
    ours.fit.push(median(fits));
    ours.score.push(median(scores));
    theirs.fit.push(peerFit.ms);
    theirs.score.push(peerScore.ms);
  }
  for (const what of ['fit', 'score'] as const) {
    const ratio = median(theirs[what].map((ms, round) => ms / ours[what][round]!));
    print({
      what,
      fields,
      rows: ROWS,
      columns: COLUMNS,
      oursMs: Number(median(ours[what]).toFixed(2)),
      peerMs: Number(median(theirs[what]).toFixed(1)),
      ratio: Number(ratio.toFixed(1)),
      target: TARGET,
      ok: ratio >= TARGET,
    });
  }
}

const box = drawForest({ trees: TREES, depth: 8, weights: list[0]!.map(() => 1), seed: 1 });
const rows = list.slice(0, WINDOW).map((row) => Uint16Array.from(row, (value) => value * 65535));
const counts = emptyCounts(box);
const shares = new Float64Array(COLUMNS);
for (const row of rows) addRow(box, counts, row, 1);
const perRow = Array.from({ length: ROUNDS }, () => {
  const { ms } = timed(() => {
    for (const row of rows) {
      isolation(box, counts, row, shares);
      addRow(box, counts, row, -1);
      addRow(box, counts, row, 1);
    }
  });
  return (1000 * ms) / rows.length;
});
print({
  what: 'box forest: judge a row, drop the oldest, add the new',
  trees: TREES,
  microseconds: Number(median(perRow).toFixed(1)),
});
