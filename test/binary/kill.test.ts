// A dozen kills of the whole run; `bun run check:faults` makes over two hundred.

import { expect, test } from 'bun:test';
import { killRuns } from '../faults/kill.ts';

test('a run killed anywhere loses nothing, doubles nothing, judges and tells the same', async () => {
  const report = await killRuns({ seed: 5, users: 6, perDay: 4, kills: 12, module: 'sqlite' });
  expect(report.kills).toBe(12);
  expect(report.signIns).toBeGreaterThan(600);
  expect(report.alerts).toBeGreaterThan(3);
  const { lost, doubled, unjudged, misjudged, alertsWrong, untold, postedTwice, unsound } = report;
  const nothing = { lost: [], doubled: [], unjudged: [], misjudged: [], alertsWrong: [], untold: [], postedTwice: [] };
  expect({ lost, doubled, unjudged, misjudged, alertsWrong, untold, postedTwice }).toEqual(nothing);
  expect(unsound).toEqual([]);
}, 120_000);
