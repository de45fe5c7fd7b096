// A long time line: what is everyday is taken together, what is not stays, silences and bursts are marked.

import { expect, test } from 'bun:test';
import { displayWidth } from '../../src/domain/text.ts';
import { markedBar } from '../../src/view/bar.ts';
import type { JudgedSignIn } from '../../src/view/judged.ts';
import { timeline } from '../../src/view/timeline.ts';
import { HOME, LAGOS, PLAIN, score, signIn, TAKEOVER } from './sample.ts';

const DAY = 86_400_000;
const T0 = Date.UTC(2026, 1, 1, 8);
const WIDE = { ...PLAIN, width: 140 };

function home(seq: number, more: { timeMs?: number; failed?: boolean; score?: number } = {}): JudgedSignIn {
  const { timeMs = T0 + seq * 3_600_000, failed = false, score: value = 0.3 } = more;
  const why = failed ? 'failed: nobody came in' : null;
  return {
    ...HOME,
    signIn: signIn({ seq, timeMs, outcome: failed ? 'failure' : 'success' }),
    score: failed
      ? score({ seq, state: 'unscored', score: null, threshold: null, components: null, why })
      : score({ seq, score: value }),
  };
}

const many = (count: number, from = 1) => Array.from({ length: count }, (_, index) => home(from + index));

test('everyday sign-ins are taken together, the first and the newest shown; --all shows each', () => {
  const page = timeline(many(40), { ...WIDE, fold: true });
  expect(page.split('\n')).toHaveLength(5);
  expect(page).toContain('⋮ 38 more like these until 2026-02-02 23:00, scores 0.30\n');
  expect(page).toContain('e000040');
  expect(timeline(many(40), WIDE).split('\n')).toHaveLength(42);
  expect(timeline(many(12), { ...WIDE, fold: true }).split('\n')).toHaveLength(14);
});

test('what is new, near the limit, in an alert, muted or warned of by the app is always shown, and what came before it', () => {
  const rows = many(60);
  rows[30] = home(31, { score: 0.6 });
  const attack = { ...TAKEOVER, signIn: { ...TAKEOVER.signIn, seq: 46, timeMs: rows[45]!.signIn.timeMs } };
  rows[45] = attack;
  rows[52] = { ...rows[52]!, muted: { allowanceId: 'ok-3', note: 'a trial' } };
  for (let at = 33; at < 39; at++) rows[at] = { ...rows[at]!, score: { ...rows[at]!.score!, alertId: 'a-7f3k' } };
  const page = timeline(rows, { ...WIDE, fold: true });
  expect(page.match(/ in a-7f3k$/gm)).toHaveLength(6);
  for (const name of ['e000030', 'e000031', 'e000045', 'e000046', 'e000053']) expect(page).toContain(name);
  expect(page).toContain('Muted by ok-3: a trial');
  expect(page).not.toContain('e000020');
  const warned = rows.map((row, index) =>
    index === 20 ? { ...row, signIn: { ...row.signIn, warning: 'is_suspicious' } } : row,
  );
  expect(timeline(warned, { ...WIDE, fold: true })).toContain('e000021');
});

test('nothing is lost: shown and folded add up', () => {
  const rows = many(300).map((row, index) => (index % 37 === 0 ? { ...row, enrichment: LAGOS } : row));
  const page = timeline(rows, { ...WIDE, fold: true });
  const shown = page.split('\n').filter((line) => /^e\d{6}/.test(line)).length;
  const folded = [...page.matchAll(/⋮ (\d+) more/g)].reduce((sum, match) => sum + Number(match[1]), 0);
  expect(shown + folded).toBe(300);
});

test('a silence, a burst and failures before a success are marked', () => {
  const after = T0 + 12 * DAY;
  const burst = Array.from({ length: 14 }, (_, index) =>
    home(2 + index, { timeMs: after + index * 14_000, failed: index < 12 }),
  );
  const guessed = [0, 1, 2].map((index) => home(20 + index, { timeMs: after + DAY + index * 300_000, failed: true }));
  const page = timeline(
    [home(1, { timeMs: T0 }), ...burst, ...guessed, home(30, { timeMs: after + DAY + 900_000 })],
    WIDE,
  );
  expect(page).toContain(
    '\n— 12 days of silence —\n— 14 sign-ins in 3 min, 12 of them failed before a success —\ne000002',
  );
  expect(page).toContain('\n— after 3 failed attempts within an hour —\ne000030');
  expect(timeline([home(1, { timeMs: T0 }), ...burst], { ...WIDE, ascii: true })).toContain(
    '\n-- 12 days of silence --\n',
  );
});

test('a service that signs in every minute all day is no burst', () => {
  const steady = Array.from({ length: 200 }, (_, index) => home(index + 1, { timeMs: T0 + index * 60_000 }));
  expect(timeline(steady, WIDE)).not.toContain(' in ');
});

test.each([40, 60, 80, 100, 120, 200])('fits %p columns, folded or not', (width) => {
  for (const fold of [true, false]) {
    const page = timeline([...many(30), TAKEOVER], { ...PLAIN, width, fold });
    expect(Math.max(...page.split('\n').map(displayWidth))).toBeLessThanOrEqual(width);
  }
});

test('a verdict stands with its alert', () => {
  expect(timeline([{ ...TAKEOVER, alertStatus: 'dismissed' }], WIDE)).toContain('alert a-7f3k, dismissed\n');
});

test.each([
  [0.8, 0.6, '███│█·'],
  [0.6, 0.6, '███│█·'],
  [0.59, 0.6, '███│··'],
  [0, 0.6, '···│··'],
  [1, 1, '████│█'],
  [0.99, 1, '████│·'],
  [0.5, null, '███···'],
] as const)('markedBar(%p) with the limit %p is %p', (value, limit, text) => {
  expect(markedBar(value, { limit, cells: 5 })).toBe(text);
});
