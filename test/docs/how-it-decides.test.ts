// What the page for analysts shows is what the program prints, and what it says of it is there to be seen.

import { expect, test } from 'bun:test';
import { readFileSync } from 'node:fs';
import { EPISODE_GAP_MS } from '../../src/alerting/episode.ts';
import { COMPONENTS } from '../../src/domain/score.ts';
import { LEARNING } from '../../src/pipeline/replay.ts';
import { freshPage, PAGE } from './how-it-decides.ts';

const page = readFileSync(PAGE, 'utf8');

test('docs/HOW_IT_DECIDES.md shows what the program prints: bun test/docs/how-it-decides.ts --write', async () => {
  expect(await freshPage(page)).toBe(page);
}, 60_000);

test('docs/HOW_IT_DECIDES.md names every component, every state, and the numbers the program has', () => {
  for (const component of COMPONENTS) expect(page).toContain(`| ${component} |`);
  for (const state of ['scored', 'learning', 'unscored']) expect(page).toContain(`\`${state}\``);
  expect(page).toContain(`${LEARNING.signIns} sign-ins on ${LEARNING.days} days`);
  expect(EPISODE_GAP_MS).toBe(7 * 86_400_000);
  expect(page).toContain('within seven days');
});
