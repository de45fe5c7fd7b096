// The sector companies: the same seed gives the same company, in order, with labels and places that hold.

import { expect, test } from 'bun:test';
import { COMPONENTS } from '../../../src/domain/score.ts';
import { compareSignIns } from '../../../src/domain/sign-in.ts';
import { simulateSector } from './simulate.ts';

const SIZE = { users: 40, days: 45 };

test('simulateSector: the same seed gives the same company, another seed another', () => {
  const text = (seed: number) => {
    const { signIns, enrich } = simulateSector({ seed, ...SIZE });
    return JSON.stringify(signIns.slice(0, 800).map((one) => [one, enrich(one.signIn.ip)]));
  };
  expect(text(3)).toBe(text(3));
  expect(text(3)).not.toBe(text(13));
});

test('simulateSector: every sector is in event order, within its days, with labels and places that hold', () => {
  for (let seed = 0; seed < 10; seed += 1) {
    const startMs = Date.UTC(2026, 3, 1);
    const { signIns, enrich } = simulateSector({ seed, startMs, ...SIZE });
    expect(signIns.length).toBeGreaterThan(500);
    const victims = new Map<string, string>();
    const blocks = new Map<string, string>();
    for (const [i, { signIn, user, label }] of signIns.entries()) {
      if (i > 0) expect(compareSignIns(signIns[i - 1]!.signIn, signIn)).toBeLessThan(0);
      expect(Math.abs(signIn.timeMs - startMs)).toBeLessThan((SIZE.days + 2) * 86_400_000);
      expect(signIn.userAgent === null).toBe(signIn.source === 'gsuite');
      expect(label.changed.every((one) => label.incident !== null && COMPONENTS.includes(one))).toBe(true);
      if (label.incident !== null) {
        expect(victims.get(label.incident) ?? user).toBe(user);
        victims.set(label.incident, user);
      }
      const place = enrich(signIn.ip);
      const { ip, ...rest } = place;
      expect(ip).toBe(signIn.ip);
      expect(place.block).not.toBeNull();
      expect(blocks.get(place.block!) ?? JSON.stringify(rest)).toBe(JSON.stringify(rest));
      blocks.set(place.block!, JSON.stringify(rest));
    }
    expect(victims.size).toBeGreaterThanOrEqual(1);
  }
});
