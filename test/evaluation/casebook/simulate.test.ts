// The casebook training simulator: repeatable, in order, truthfully labelled, every story able to be told.

import { expect, test } from 'bun:test';
import { PLOTS, TALES } from './plan.ts';
import { simulateCasebook } from './simulate.ts';

const company = simulateCasebook({ seed: 5, users: 40, days: 60 });

test('simulateCasebook gives the same company for the same seed and another for another', () => {
  const again = simulateCasebook({ seed: 5, users: 40, days: 60 });
  expect(again.signIns).toEqual(company.signIns);
  for (const one of again.signIns) expect(again.enrich(one.signIn.ip)).toEqual(company.enrich(one.signIn.ip));
  expect(simulateCasebook({ seed: 6, users: 40, days: 60 }).signIns[0]).not.toEqual(company.signIns[0]);
});

test('simulateCasebook gives sign-ins in event-time order with unique ids and known addresses', () => {
  let last = 0;
  for (const { signIn } of company.signIns) {
    expect(signIn.timeMs).toBeGreaterThanOrEqual(last);
    expect(Number.isInteger(signIn.timeMs)).toBe(true);
    last = signIn.timeMs;
    const place = company.enrich(signIn.ip);
    expect(place.organization).not.toBeNull();
    expect(place.ip).toBe(signIn.ip);
  }
  expect(new Set(company.signIns.map((one) => one.signIn.id)).size).toBe(company.signIns.length);
});

test('simulateCasebook labels every takeover by the story it is of, and nothing harmless as changed', () => {
  const plots = new Set(PLOTS.map((one) => one.name));
  const incidents = new Map<string, string>();
  for (const { label, signIn, user } of company.signIns) {
    if (label.incident === null) expect(label.changed).toEqual([]);
    else {
      expect(plots.has(label.kind!)).toBe(true);
      expect(incidents.get(label.incident) ?? user).toBe(user);
      if (signIn.outcome === 'success') incidents.set(label.incident, user);
    }
  }
  expect(incidents.size).toBeGreaterThanOrEqual(12);
  expect(incidents.size).toBeLessThanOrEqual(45);
});

test('every attack of the casebook has twins that exist', () => {
  const tales = new Set(TALES.map((one) => one.name));
  expect(PLOTS.length).toBeGreaterThanOrEqual(25);
  expect(tales.size).toBe(TALES.length);
  for (const plot of PLOTS) for (const twin of plot.twins) expect(tales.has(twin)).toBe(true);
});
