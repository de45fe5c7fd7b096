// The logbook training simulator: repeatable, in order, truthfully labelled, and each app in its own manner.

import { expect, test } from 'bun:test';
import { simulateLogbook } from './simulate.ts';

const company = simulateLogbook({ seed: 5, users: 60, days: 60 });

test('simulateLogbook gives the same company for the same seed and another for another', () => {
  const again = simulateLogbook({ seed: 5, users: 60, days: 60 });
  expect(again.signIns).toEqual(company.signIns);
  for (const one of again.signIns) expect(again.enrich(one.signIn.ip)).toEqual(company.enrich(one.signIn.ip));
  expect(simulateLogbook({ seed: 6, users: 60, days: 60 }).signIns[0]).not.toEqual(company.signIns[0]);
});

test('simulateLogbook gives sign-ins in event-time order with unique ids and known addresses', () => {
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

test('simulateLogbook labels every takeover by name and kind and nothing harmless as changed', () => {
  const incidents = new Map<string, boolean>();
  for (const { label, signIn } of company.signIns) {
    if (label.incident === null) expect(label.changed).toEqual([]);
    else {
      expect(label.kind).toMatch(/^\w+\/\w+-\w+\/\w+$/);
      incidents.set(label.incident, (incidents.get(label.incident) ?? false) || signIn.outcome === 'success');
    }
  }
  expect(incidents.size).toBeGreaterThanOrEqual(15);
  expect(incidents.size).toBeLessThanOrEqual(45);
  expect([...incidents.values()]).not.toContain(false);
});

test('simulateLogbook leaves little of a takeover that differs in nothing, over several companies', () => {
  const seen = new Map<string, boolean>();
  for (const seed of [11, 12, 13])
    for (const { label, signIn } of simulateLogbook({ seed, users: 50, days: 50 }).signIns)
      if (label.incident !== null && signIn.outcome === 'success') {
        const key = `${seed}/${label.incident}`;
        seen.set(key, (seen.get(key) ?? false) || label.changed.length > 0);
      }
  const hidden = [...seen.values()].filter((differs) => !differs).length;
  expect(hidden / seen.size).toBeLessThan(0.08);
});

test('simulateLogbook names no device in the log that has none', () => {
  const logs = Array.from(
    { length: 6 },
    (_, i) => simulateLogbook({ seed: 20 + i, users: 20, days: 50 }).signIns,
  ).flat();
  const google = logs.filter((one) => one.signIn.source === 'gsuite');
  expect(google.length).toBeGreaterThan(0);
  expect(google.every((one) => one.signIn.userAgent === null)).toBe(true);
  expect(logs.filter((one) => one.signIn.source === 'slack').every((one) => one.signIn.outcome === 'success')).toBe(
    true,
  );
});
