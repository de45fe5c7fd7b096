// The factorial training simulator: repeatable, in order, truthfully labelled.

import { expect, test } from 'bun:test';
import { simulateFactorial } from './simulate.ts';

const company = simulateFactorial({ seed: 5, users: 40, days: 60 });

test('simulateFactorial gives the same company for the same seed and another for another', () => {
  const again = simulateFactorial({ seed: 5, users: 40, days: 60 });
  expect(again.signIns).toEqual(company.signIns);
  for (const one of again.signIns) expect(again.enrich(one.signIn.ip)).toEqual(company.enrich(one.signIn.ip));
  expect(simulateFactorial({ seed: 6, users: 40, days: 60 }).signIns[0]).not.toEqual(company.signIns[0]);
});

test('simulateFactorial gives sign-ins in event-time order with unique ids and known addresses', () => {
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

test('simulateFactorial labels every takeover by name and kind and nothing harmless as changed', () => {
  const incidents = new Set<string>();
  for (const { label, signIn } of company.signIns) {
    if (label.incident === null) expect(label.changed).toEqual([]);
    else {
      expect(label.kind).toContain('/');
      if (signIn.outcome === 'success') incidents.add(label.incident);
    }
  }
  expect(incidents.size).toBeGreaterThanOrEqual(12);
  expect(incidents.size).toBeLessThanOrEqual(45);
});
