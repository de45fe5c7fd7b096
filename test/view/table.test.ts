// Tables fit their width and keep what matters; bars and strips show what they should; small views say it plainly.

import { describe, expect, test } from 'bun:test';
import { displayWidth } from '../../src/domain/text.ts';
import { travelBetween, travelText } from '../../src/domain/travel.ts';
import { bar, strip } from '../../src/view/bar.ts';
import { checkText } from '../../src/view/check.ts';
import { counterfactualText } from '../../src/view/explain.ts';
import { judgementText } from '../../src/view/judged.ts';
import { pollText } from '../../src/view/poll.ts';
import { table } from '../../src/view/table.ts';
import { timeline } from '../../src/view/timeline.ts';
import { HOME, PLAIN, score, signIn, TAKEOVER } from './sample.ts';

interface Row {
  readonly name: string;
  readonly count: number;
  readonly note: string;
}

const ROWS: readonly Row[] = [
  { name: 'ada', count: 7, note: 'a rather long note that can be cut' },
  { name: '日本語', count: 1234, note: 'short' },
];

const COLUMNS = [
  { title: 'Name', text: (row: Row) => row.name, min: 4 },
  { title: 'Count', text: (row: Row) => String(row.count), right: true, min: 5 },
  { title: 'Note', text: (row: Row) => row.note, min: 8, drop: 1 },
];

describe('table()', () => {
  test('aligns by columns of the screen, numbers to the right', () => {
    expect(table(COLUMNS, ROWS, PLAIN)).toBe(
      ['Name    Count  Note', 'ada         7  a rather long note that can be cut', '日本語   1234  short', ''].join(
        '\n',
      ),
    );
  });

  test('cuts the widest column first', () => {
    expect(table(COLUMNS, ROWS, { ...PLAIN, width: 30 })).toBe(
      ['Name    Count  Note', 'ada         7  a rather long …', '日本語   1234  short', ''].join('\n'),
    );
  });

  test('drops the least important column where cutting is not enough', () => {
    expect(table(COLUMNS, ROWS, { ...PLAIN, width: 15 })).toBe(
      ['Name    Count', 'ada         7', '日本語   1234', ''].join('\n'),
    );
  });

  test('never cuts what must be copied, and cuts a name only where no other column can give way', () => {
    const columns = [
      { title: 'Id', text: () => 'a-92a4b7c1', whole: 'always' as const },
      { title: 'User', text: () => 'valentina.redding@example.com', min: 12, whole: 'longest' as const },
      { title: 'Note', text: (row: Row) => row.note, min: 8 },
      { title: 'More', text: (row: Row) => row.note, min: 8, drop: 1 },
    ];
    const at = (width: number) => table(columns, ROWS.slice(0, 1), { ...PLAIN, width }).split('\n')[1];
    expect(at(60)).toBe('a-92a4b7c1  valentina.redding@example.com  a rather long no…');
    expect(at(40)).toStartWith('a-92a4b7c1  valentina.');
    expect(at(20)).toStartWith('a-92a4b7c1  ');
  });

  test('cuts nothing into a pipe', () => {
    const note = 'why '.repeat(300).trim();
    expect(table(COLUMNS, [{ name: 'ada', count: 1, note }], { ...PLAIN, width: Number.POSITIVE_INFINITY })).toContain(
      note,
    );
  });

  test('never exceeds its width, down to one column each', () => {
    for (let width = 8; width < 80; width += 1) {
      for (const line of table(COLUMNS, ROWS, { ...PLAIN, width }).split('\n')) {
        expect(displayWidth(line)).toBeLessThanOrEqual(width);
      }
    }
  });

  test('is nothing without rows, and has no colour unless asked for', () => {
    expect(table(COLUMNS, [], PLAIN)).toBe('');
    expect(table(COLUMNS, ROWS, PLAIN)).not.toContain('\u001b');
    expect(table(COLUMNS, ROWS, { ...PLAIN, colour: true })).toContain('\u001b[1mName  \u001b[22m');
  });

  test('colour does not move anything', () => {
    const painted = timeline([HOME, TAKEOVER], { ...PLAIN, colour: true });
    expect(painted).toContain('\u001b[31malert a-7f3k\u001b[39m');
    expect(Bun.stripANSI(painted).replaceAll(/ +\n/g, '\n')).toBe(timeline([HOME, TAKEOVER], PLAIN));
  });
});

test.each([
  [0, '····'],
  [0.001, '█···'],
  [0.5, '██··'],
  [1, '████'],
  [7, '████'],
  [-1, '····'],
  [Number.NaN, '····'],
])('bar(%p)', (value, text) => {
  expect(bar(value, { cells: 4 })).toBe(text);
});

test('strip() scales to the greatest and shows everything above nothing', () => {
  expect(strip([0, 1, 2])).toBe(' ▄█');
  expect(strip([0, 1, 1000, Number.NaN, -5])).toBe(' ▁█  ');
  expect(strip([0, 1, 2], { ascii: true })).toBe(' =@');
  expect(strip([0, 0])).toBe('  ');
});

describe('travelBetween()', () => {
  test('takes both radii off and names the speed', () => {
    const travel = travelBetween(HOME, TAKEOVER)!;
    expect(travel.km).toBeGreaterThan(4200);
    expect(travel.km).toBeLessThan(4372);
    expect(travelText(travel)).toBe('at least 4,302 km in 35 min (7,375 km/h)');
  });

  test('says nothing of gateways, unknown places and short ways', () => {
    for (const networkKind of ['vpn', 'hosting', 'relay', 'mobile'] as const) {
      expect(travelBetween(HOME, { ...TAKEOVER, enrichment: { ...TAKEOVER.enrichment, networkKind } })).toBeNull();
    }
    const nowhere = { ...TAKEOVER.enrichment, precision: 'none', latitude: null, longitude: null } as const;
    expect(travelBetween(HOME, { ...TAKEOVER, enrichment: nowhere })).toBeNull();
    expect(travelBetween(HOME, HOME)).toBeNull();
    const vague = { ...TAKEOVER.enrichment, accuracyKm: 5000 };
    expect(travelBetween(HOME, { ...TAKEOVER, enrichment: vague })).toBeNull();
  });

  test('at the same moment there is no speed, and absurd speeds are only called so', () => {
    const same = { ...TAKEOVER, signIn: signIn({ timeMs: HOME.signIn.timeMs }) };
    expect(travelText(travelBetween(HOME, same)!)).toBe('at least 4,302 km at the same moment');
    const next = { ...TAKEOVER, signIn: signIn({ timeMs: HOME.signIn.timeMs + 1000 }) };
    expect(travelText(travelBetween(HOME, next)!)).toBe('at least 4,302 km in 1 s (over 10,000 km/h)');
  });
});

test.each([
  [score(), '0.12, limit 0.64: within the limit'],
  [score({ score: 0.9 }), '0.90, limit 0.64: over the limit'],
  [score({ score: 0.9, alertId: 'a-1' }), '0.90, limit 0.64: over the limit, part of alert a-1'],
  [score({ score: 0.9, alertId: 'a-1', alert: true }), '0.90, limit 0.64: alert a-1'],
  [score({ state: 'learning', score: 0.4 }), '0.40: still learning this account'],
  [score({ state: 'unscored', why: 'no time', score: null }), 'not judged: no time'],
  [null, 'not analysed yet: busybody analyze'],
])('judgementText() %#', (judgement, text) => {
  expect(judgementText(judgement)).toBe(text);
});

test.each([
  [{ component: 'network', score: 0.41 }, 'From a usual network this would have scored 0.41, limit 0.64: under it'],
  [{ component: 'device', score: 0.69 }, 'With a usual device this would have scored 0.69, limit 0.64: still over it'],
] as const)('counterfactualText() %#', (other, text) => {
  expect(counterfactualText(other, TAKEOVER)).toBe(text);
  expect(counterfactualText(other, { score: null })).toBe(text.split(',')[0]!);
});

test('checkText() says ok and FAIL, or ticks where there is colour', () => {
  const lines = [
    { ok: true, text: 'config: fine', hints: [] },
    { ok: false, text: 'store: newer than this program', hints: ['busybody --version'] },
  ];
  expect(checkText(lines, PLAIN)).toBe(
    'ok   config: fine\nFAIL store: newer than this program\n     hint: busybody --version\n',
  );
  expect(Bun.stripANSI(checkText(lines, { colour: true }))).toBe(
    '✓ config: fine\n✗ store: newer than this program\n     hint: busybody --version\n',
  );
});

test('pollText() counts what is new, known and refused, with the reasons', () => {
  const refused = new Map([...'abcdefghijklm'].map((reason, index) => [reason, index + 1]));
  const text = pollText(
    [
      { source: 'slack', added: 12, known: 1340, refused: new Map(), error: null, hints: [] },
      { source: 'logs.jsonl', added: 1, known: 0, refused, error: null, hints: [] },
      {
        source: 'gsuite',
        added: 0,
        known: 0,
        refused: new Map(),
        error: 'Cannot list: token expired',
        hints: ['busybody check'],
      },
    ],
    PLAIN,
  );
  expect(text).toBe(`\
ok   slack: 12 new sign-ins, 1,340 already known
FAIL logs.jsonl: 1 new sign-in, 91 refused
     13 refused: m
     12 refused: l
     11 refused: k
     10 refused: j
     9 refused: i
     8 refused: h
     7 refused: g
     6 refused: f
     5 refused: e
     4 refused: d
     3 refused: c
     2 refused: b
     and 1 more reason
FAIL gsuite: 0 new sign-ins; Cannot list: token expired
     hint: busybody check
`);
});

test('pollText() only counts what was listed already', () => {
  const refused = new Map([['it is not JSON', 2]]);
  const result = { source: 'a.jsonl', added: 1, known: 0, refused, listed: true, error: null, hints: [] };
  expect(pollText([result], PLAIN)).toBe('FAIL a.jsonl: 1 new sign-in, 2 refused\n');
});

test('timeline() says once what the app itself says, and why a sign-in was not judged', () => {
  const text = 'Google Workspace itself marked this sign-in suspicious, so less than the usual limit was enough.';
  const told = { ...TAKEOVER, score: { ...TAKEOVER.score!, reasons: [{ component: 'provider' as const, text }] } };
  const page = timeline([told], PLAIN);
  expect(page).toContain('Google Workspace itself marked');
  expect(page).not.toContain('the app itself says');
  const why = 'failed: nobody came in';
  const failed = { ...HOME, score: score({ state: 'unscored', score: null, threshold: null, components: null, why }) };
  expect(timeline([failed], PLAIN)).toContain('    not judged: failed: nobody came in\n');
  expect(timeline([failed], { ...PLAIN, width: Number.POSITIVE_INFINITY })).toContain(
    '  not judged: failed: nobody came in\n',
  );
});
