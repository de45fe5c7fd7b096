// The rhythms companies: repeatable, in order, known addresses, and labels that hold.

import { expect, test } from 'bun:test';
import { COMPONENTS } from '../../../src/domain/score.ts';
import { compareSignIns } from '../../../src/domain/sign-in.ts';
import { simulateRhythms } from './simulate.ts';

const START_MS = Date.UTC(2026, 2, 2);
const SIZE = { users: 40, days: 50, startMs: START_MS };

test('simulateRhythms: the same seed gives the same company, another seed another', () => {
  const text = (seed: number) => {
    const { signIns, enrich } = simulateRhythms({ seed, ...SIZE });
    return JSON.stringify(signIns.map((one) => [one, enrich(one.signIn.ip)]));
  };
  const first = text(3);
  expect(text(4)).not.toBe(first);
  expect(text(3)).toBe(first);
});

test('simulateRhythms: sign-ins are in event order and within the days, from addresses with one answer a block', () => {
  for (let seed = 10; seed < 16; seed += 1) {
    const { signIns, enrich } = simulateRhythms({ seed, ...SIZE });
    expect(signIns.length).toBeGreaterThan(300);
    const blocks = new Map<string, string>();
    for (const [i, { signIn }] of signIns.entries()) {
      if (i > 0) expect(compareSignIns(signIns[i - 1]!.signIn, signIn)).toBeLessThan(0);
      expect(Number.isInteger(signIn.timeMs)).toBe(true);
      expect(signIn.timeMs).toBeGreaterThanOrEqual(START_MS);
      expect(signIn.timeMs).toBeLessThan(START_MS + SIZE.days * 86_400_000);
      const { ip, ...rest } = enrich(signIn.ip);
      expect(ip).toBe(signIn.ip);
      expect(rest.organization).not.toBeNull();
      expect(blocks.get(rest.block!) ?? JSON.stringify(rest)).toBe(JSON.stringify(rest));
      blocks.set(rest.block!, JSON.stringify(rest));
    }
  }
});

test('simulateRhythms: a takeover has one victim and says what changed; hardly any changes nothing', () => {
  // By its draws alone, company 179 has two of 19 that nothing tells from their victims.
  for (const seed of [20, 21, 22, 179]) {
    const most = new Map<string, number>();
    const victims = new Map<string, string>();
    for (const { signIn, user, label } of simulateRhythms({ seed, ...SIZE }).signIns) {
      if (label.incident === null) {
        expect(label.changed).toEqual([]);
        continue;
      }
      expect(label.kind).not.toBeNull();
      expect(label.changed.every((one) => COMPONENTS.includes(one))).toBe(true);
      expect(victims.get(label.incident) ?? user).toBe(user);
      victims.set(label.incident, user);
      if (signIn.outcome === 'success')
        most.set(label.incident, Math.max(most.get(label.incident) ?? 0, label.changed.length));
    }
    expect(most.size).toBe(victims.size);
    expect(most.size).toBeGreaterThanOrEqual(12);
    expect(most.size).toBeLessThanOrEqual(45);
    const unseen = [...most.values()].filter((count) => count === 0).length;
    expect(unseen / most.size).toBeLessThan(0.08);
  }
});
