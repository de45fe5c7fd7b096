// The product's own columns without what makes it the product: in a plain forest, and in its box forest without the evidence.

import { COLUMNS } from '../../../src/detector/columns.ts';
import type { Detector } from '../../../src/detector/detector.ts';
import { forestBase, learnRow, openUserForest, type UserForest } from '../../../src/detector/user-forest.ts';
import { drawForest, isolation, SCALE } from '../../../src/forest/box-forest.ts';
import { type Contestant, SILENT } from './contestant.ts';
import { openDailyForest } from './daily-forest.ts';

/** Data-range splits, refitted daily on the past: as blind to what is new as the columns let it be. */
export function openPlainForest(): Contestant {
  const score = openDailyForest<Uint16Array>({
    vectors: () => ({
      columns: COLUMNS.length,
      write(row, into, offset) {
        for (let i = 0; i < row.length; i++) into[offset + i] = row[i]! / SCALE;
      },
    }),
    limits: false,
  });
  return ({ one: { user, signIn }, judged: { judgement, state } }) => {
    const said = score(user, { timeMs: signIn.timeMs, event: judgement!.row });
    return { score: said === null || state === 'learning' ? SILENT : said.score };
  };
}

/** The product's forest, its trees never splitting on the learnt evidence. */
export function openBoxWithoutEvidence(detector: Detector): Contestant {
  const { forest, population } = detector.base;
  const weights = COLUMNS.map((one) => (one.name === 'evidence' ? 0 : one.weight));
  const base = forestBase(
    drawForest({ trees: forest.trees, depth: forest.depth, weights, seed: detector.seed }),
    population,
  );
  const users = new Map<string, UserForest>();
  const shares = new Float64Array(COLUMNS.length);
  return ({ one: { user }, judged: { judgement } }) => {
    const mine = users.get(user) ?? openUserForest(base);
    users.set(user, mine);
    const score = isolation(base.forest, mine.counts, judgement!.row, shares);
    learnRow(base, mine, judgement!.row);
    return { score };
  };
}
