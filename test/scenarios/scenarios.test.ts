// The corpus against the detector: what must alert does, what must not does not, and what cannot yet is said to.

import { afterAll, describe, expect, test } from 'bun:test';
import { readFileSync } from 'node:fs';
import { CORPUS, KNOWN_LIMITS } from './corpus.ts';
import { marginOf, playScenario } from './evaluate.ts';
import { PAGE, scenariosPage } from './page.ts';
import { everydayOutcome, removeStages } from './stage.ts';

afterAll(removeStages);

const limits = new Set(KNOWN_LIMITS.map((one) => one.name));
const named = (kind: string) =>
  CORPUS.filter((one) => one.expect.kind === kind && !limits.has(one.name)).map((one) => [one.name, one] as const);

describe('must alert', () => {
  test.each(named('alert'))('%s', async (_name, scenario) => {
    expect((await playScenario(scenario)).wrong).toEqual([]);
  });
});

describe('must not alert', () => {
  test.each(named('quiet'))('%s', async (_name, scenario) => {
    expect((await playScenario(scenario)).wrong).toEqual([]);
  });
});

describe('must score the same', () => {
  test.each(named('equal'))('%s', async (_name, scenario) => {
    expect((await playScenario(scenario)).wrong).toEqual([]);
  });
});

describe('must hold', () => {
  const timeoutMs = 30_000;
  test.each(named('property'))(
    '%s',
    async (_name, scenario) => {
      expect((await playScenario(scenario)).wrong).toEqual([]);
    },
    timeoutMs,
  );
});

describe('known limits: a scenario that fails here has begun to hold, take it off KNOWN_LIMITS', () => {
  test.each(KNOWN_LIMITS.map((one) => [one.name, one] as const))('%s', async (name, { wavers = false }) => {
    const scenario = CORPUS.find((one) => one.name === name)!;
    const { wrong, outcome } = await playScenario(scenario);
    if (wavers) expect(Math.abs(marginOf(scenario, outcome!))).toBeLessThan(0.1);
    else expect(wrong).not.toEqual([]);
  });
});

test('names are unique, and every known limit is a scenario', () => {
  const names = CORPUS.map((one) => one.name);
  expect(new Set(names).size).toBe(names.length);
  for (const name of limits) expect(names).toContain(name);
});

test('everyday life has what the scenarios build on', () => {
  const of = (name: string) => everydayOutcome.judged.filter(({ draft }) => draft.account.startsWith(`${name}@`));
  expect(of('wim')).toHaveLength(8);
  expect(of('backup').length).toBeGreaterThan(1000);
  expect(Math.max(...of('xenia').map(({ draft }) => draft.timeMs))).toBeLessThan(
    Date.UTC(2026, 2, 10) - 90 * 86_400_000,
  );
});

test('docs/SCENARIOS.md is fresh: bun test/scenarios/page.ts --write', () => {
  expect(readFileSync(PAGE, 'utf8')).toBe(scenariosPage());
});
