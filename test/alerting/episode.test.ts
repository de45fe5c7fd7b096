import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import {
  alertName,
  decide,
  EPISODE_GAP_MS,
  type Episode,
  extend,
  type Finding,
  openEpisode,
} from '../../src/alerting/episode.ts';
import { COMPONENTS, type Component } from '../../src/domain/score.ts';

const DAY_MS = 86_400_000;
const START_MS = Date.UTC(2026, 0, 5, 9);

type Shares = Readonly<Record<Component, number>>;
const shares = (over: Partial<Shares>): Shares => ({ location: 0, network: 0, device: 0, time: 0, ...over });

function finding(change: Partial<Finding> & { days?: number } = {}): Finding {
  const { days = 0, ...rest } = change;
  return {
    timeMs: START_MS + days * DAY_MS,
    score: 0.7,
    threshold: 0.6,
    warned: false,
    components: shares({ network: 0.5, device: 0.2 }),
    keys: ['block:new', 'owner:new', 'city:home', 'shape:known'],
    novel: ['block:new', 'owner:new'],
    ...rest,
  };
}

const ELSEWHERE = { keys: ['block:other', 'owner:other', 'shape:known'], novel: ['block:other', 'owner:other'] };
const FIRST = openEpisode('a-first', finding());

describe('decide()', () => {
  test.each<[string, string, Partial<Finding> & { days?: number }]>([
    ['the same again', 'join', { days: 1 }],
    ['the same, no longer over the limit', 'join', { days: 1, score: 0.2 }],
    ['one shared key', 'join', { days: 1, keys: ['block:new'], novel: [] }],
    ['a little higher', 'join', { days: 1, score: 0.75 }],
    ['clearly higher', 'raise-again', { days: 1, score: 0.77 }],
    ['clearly higher, yet under its own limit', 'join', { days: 1, score: 0.77, threshold: 0.8 }],
    ['another component', 'raise-again', { score: 0.71, components: shares({ network: 0.4, location: 0.31 }) }],
    ['another component, but lower', 'join', { score: 0.69, components: shares({ network: 0.35, location: 0.34 }) }],
    ['the app itself beginning to warn', 'raise-again', { score: 0.65, warned: true }],
    ['more of the same component', 'join', { score: 0.71, components: shares({ network: 0.1, device: 0.61 }) }],
    ['something else within a day', 'raise', { days: 0.9, ...ELSEWHERE }],
    ['something else within a day, as usual', 'none', { days: 0.9, ...ELSEWHERE, score: 0.2 }],
    ['something else two days later', 'raise', { days: 2, ...ELSEWHERE }],
    ['only what was known before', 'raise', { days: 2, keys: ['city:home', 'shape:known'], novel: [] }],
    ['the same on the seventh day', 'join', { days: 6.99 }],
    ['the same after seven days', 'raise', { days: 7 }],
    ['the same after seven days, as usual', 'none', { days: 7, score: 0.2 }],
    ['at the very limit, elsewhere', 'raise', { days: 3, ...ELSEWHERE, score: 0.6 }],
    ['just under the limit, elsewhere', 'none', { days: 3, ...ELSEWHERE, score: 0.599 }],
    ['the same, late, from the day before', 'join', { days: -1 }],
    ['the same, late, from long before', 'raise', { days: -8 }],
  ])('%s is to %s', (_, action, change) => {
    const decision = decide([FIRST], finding(change));
    expect(decision.action).toBe(action as typeof decision.action);
    if ('episode' in decision) expect(decision.episode).toBe(FIRST);
  });

  test('raises without any episode, and says nothing of the ordinary', () => {
    expect(decide([], finding())).toEqual({ action: 'raise' });
    expect(decide([], finding({ score: 0.1 }))).toEqual({ action: 'none' });
  });

  test('goes on while its context comes back within seven days, however long in all', () => {
    const episode = openEpisode('a-long', finding());
    for (let days = 6; days <= 60; days += 6) {
      const next = finding({ days });
      expect(decide([episode], next).action).toBe('join');
      extend(episode, next, false);
    }
    expect(decide([episode], finding({ days: 60 + EPISODE_GAP_MS / DAY_MS })).action).toBe('raise');
  });

  test('tells an episode three times at most', () => {
    const episode = openEpisode('a-loud', finding({ score: 0.61 }));
    let told = 1;
    for (let score = 0.65; score < 1; score += 0.07) {
      const next = finding({ score });
      const again = decide([episode], next).action === 'raise-again';
      if (again) told += 1;
      extend(episode, next, again);
    }
    expect(told).toBe(3);
    expect(episode.parts).toBe(3);
  });

  test('takes the episode that shares what was new, not the newest', () => {
    const other = openEpisode('a-other', finding({ days: 2, ...ELSEWHERE }));
    expect(decide([FIRST, other], finding({ days: 2.5 }))).toMatchObject({ action: 'join', episode: FIRST });
    expect(decide([FIRST, other], finding({ days: 2.5, ...ELSEWHERE }))).toMatchObject({
      action: 'join',
      episode: other,
    });
  });

  test('changes nothing, raises only over the limit, and never opens a second episode for the same context within the gap', () => {
    const component = fc.double({ min: 0, max: 1, noNaN: true });
    const some = fc.record({
      days: fc.double({ min: 0, max: 20, noNaN: true }),
      score: component,
      threshold: fc.constantFrom(0.5, 0.6),
      components: fc.record({ location: component, network: component, device: component, time: component }),
      keys: fc.subarray(['block:a', 'block:b', 'owner:a', 'city:x'], { minLength: 1 }),
    });
    fc.assert(
      fc.property(fc.array(some, { maxLength: 25 }), (all) => {
        const episodes: Episode[] = [];
        for (const one of all.sort((a, b) => a.days - b.days)) {
          const next = finding({ ...one, novel: one.keys });
          const before = structuredClone(episodes);
          const decision = decide(episodes, next);
          expect(episodes).toEqual(before);
          if (decision.action !== 'join' && decision.action !== 'none')
            expect(next.score).toBeGreaterThanOrEqual(next.threshold);
          const shared = episodes.some(
            (e) => next.timeMs - e.lastMs < EPISODE_GAP_MS && e.novel.some((key) => next.keys.includes(key)),
          );
          if (shared) expect(['join', 'raise-again']).toContain(decision.action);
          if (decision.action === 'raise') episodes.push(openEpisode(`a-${episodes.length}`, next));
          else if (decision.action !== 'none') extend(decision.episode, next, decision.action === 'raise-again');
        }
        for (const episode of episodes) expect(episode.parts).toBeLessThanOrEqual(3);
      }),
      { numRuns: 150 },
    );
  });
});

describe('extend()', () => {
  test('keeps the strangest, the newest and the count', () => {
    const episode = openEpisode('a-one', finding());
    extend(
      episode,
      finding({ days: 2, score: 0.9, components: shares({ location: 0.9 }), novel: ['block:new', 'city:far'] }),
      true,
    );
    extend(episode, finding({ days: 1, score: 0.3, novel: [] }), false);
    expect(episode).toEqual({
      alertId: 'a-one',
      firstMs: START_MS,
      lastMs: START_MS + 2 * DAY_MS,
      score: 0.9,
      told: 0.9,
      warned: false,
      threshold: 0.6,
      components: shares({ location: 0.9 }),
      novel: ['block:new', 'owner:new', 'city:far'],
      signIns: 3,
      parts: 2,
    });
  });

  test('stays small however much is new, and leaves the finding alone', () => {
    const first = finding();
    const episode = openEpisode('a-many', first);
    for (let n = 0; n < 500; n++) extend(episode, finding({ novel: [`block:${n}`] }), false);
    expect(episode.novel).toHaveLength(64);
    expect(episode.signIns).toBe(501);
    expect(first.novel).toEqual(['block:new', 'owner:new']);
  });

  test('an episode is plain data: the same after JSON', () => {
    const episode = openEpisode('a-json', finding());
    expect(JSON.parse(JSON.stringify(episode))).toEqual(episode);
    expect(Object.keys(episode.components).sort()).toEqual([...COMPONENTS].sort());
  });
});

describe('alertName()', () => {
  test('is short, sayable and the same for the same parts', () => {
    const name = alertName(['slack', 'U1/203.0.113.7']);
    expect(name).toMatch(/^a-[2-9a-hjkmnp-z]{6}$/);
    expect(alertName(['slack', 'U1/203.0.113.7'])).toBe(name);
    expect(name).toMatchInlineSnapshot(`"a-pc8489"`);
  });

  test('differs where the parts differ, also in where they are cut', () => {
    expect(alertName(['ab', 'c'])).not.toBe(alertName(['a', 'bc']));
    const names = new Set(Array.from({ length: 5000 }, (_, n) => alertName(['slack', `id-${n}`])));
    expect(names.size).toBe(5000);
  });

  test('takes any parts', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), (parts) => {
        expect(alertName(parts)).toMatch(/^a-[2-9a-hjkmnp-z]{6}$/);
      }),
    );
  });
});
