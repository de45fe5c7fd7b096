// The report as a file: its policy and hashes, what it says and leaves out, names on maps that keep off one another, its size.

import { describe, expect, test } from 'bun:test';
import { array, assert, integer, property, record, string } from 'fast-check';
import type { Report } from '../../src/domain/report.ts';
import { displayWidth } from '../../src/domain/text.ts';
import { type LabelRequest, placeLabels } from '../../src/view/report/labels.ts';
import { html, named, ownText } from '../../src/view/report/markup.ts';
import { reportPage } from '../../src/view/report/page.ts';
import { closeFrame, worldFrame } from '../../src/view/report/world.ts';
import { samplePage, sampleReport, withAlerts } from './report-sample.ts';
import { ALERT } from './sample.ts';

const page = (report: Report) => reportPage({ report, backtest: null, configured: 1, version: '2.0.0' });

describe('html`…`', () => {
  test('escapes whatever is put into it, for text and quoted attributes', () => {
    assert(
      property(string({ unit: 'binary', maxLength: 40 }), (text) => {
        const { markup } = html`<a title="${text}">${text}</a>`;
        const match = /^<a title="([^"<>]*)">([^<>]*)<\/a>$/s.exec(markup);
        expect(match).not.toBeNull();
        expect(match![1]!.replaceAll(/&(?:amp|lt|gt|quot|#39|#96);/g, '')).not.toMatch(/[&<>"'`\u0000-\u001f\u202e]/);
      }),
    );
  });

  test('passes its own markup, joins lists, and leaves out what is nothing', () => {
    const list = ['a<', 1, null, false, html`<b>${'&'}</b>`, [ownText('<i>')]] as const;
    expect(html`${list}`.markup).toBe('a&lt;1<b>&amp;</b><i>');
    expect(html`${Number.NaN}${Number.POSITIVE_INFINITY}`.markup).toBe('');
  });

  test('named() isolates the writing direction and shows what turns it', () => {
    expect(named('user\u202egnp').markup).toBe('<bdi>user\\u{202e}gnp</bdi>');
    expect(named('x'.repeat(500), 10).markup).toBe(`<bdi>${'x'.repeat(9)}…</bdi>`);
  });
});

describe('the policy', () => {
  const text = page(sampleReport());

  test('names style and script by the hash of what stands in the file, and nothing else', () => {
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(text)![1]!;
    const hash = (part: string) => `'sha256-${new Bun.CryptoHasher('sha256').update(part).digest('base64')}'`;
    const styles = [...text.matchAll(/<style>([\s\S]*?)<\/style>/g)];
    const scripts = [...text.matchAll(/<script>([\s\S]*?)<\/script>/g)];
    expect([styles.length, scripts.length]).toEqual([1, 1]);
    expect(policy).toContain(`style-src ${hash(styles[0]![1]!)};`);
    expect(policy).toContain(`script-src ${hash(scripts[0]![1]!)};`);
    expect(policy.startsWith("default-src 'none';")).toBe(true);
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
  });

  test('nothing in the file asks for anything, runs from an attribute, or styles itself', () => {
    expect(text).not.toMatch(/\s(?:src|srcset|action|formaction|background|data|poster)=/i);
    expect(text).not.toMatch(/\son\w+=|\sstyle=|javascript:|<(?:link|iframe|object|embed|img|base|form|use|image)\b/i);
    for (const [, target] of text.matchAll(/href="([^"]*)"/g)) expect(target).toMatch(/^#[\w-]+$/);
  });

  test('every link leads to something in the file, and no name is given twice', () => {
    const ids = [...text.matchAll(/\sid="([^"]*)"/g)].map((match) => match[1]!);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, target] of text.matchAll(/href="#([^"]*)"/g)) expect(ids).toContain(target!);
  });
});

describe('reportPage()', () => {
  test('says first what waits for an answer', () => {
    const text = page(sampleReport());
    expect(text).toContain('<strong>1 alert waits for an answer.</strong>');
    expect(text).toMatch(/<b>1<\/b><span>muted<\/span>/);
    expect(text).toContain('dismissed: the user after all');
    expect(text).toContain('by ok-3: <bdi>the office</bdi>');
  });

  test('says so where there is nothing', () => {
    const report = sampleReport();
    const none = { shown: [], all: 0 };
    const totals = { signIns: 0, failed: 0, users: 0, learningUsers: 0, judged: 0, learning: 0, pending: 0 };
    const text = page({
      ...{
        ...report,
        alerts: none,
        allowances: none,
        places: none,
        ways: [],
        trips: none,
        people: none,
        signIns: none,
      },
      ...{
        totals: { ...totals, firstMs: null, lastMs: null },
        verdicts: { open: 0, confirmed: 0, dismissed: 0, muted: 0 },
      },
      sources: [],
    });
    expect(text).toContain('No sign-in is stored of this time.');
    expect(text.split('<script>')[0]).not.toContain('NaN');
    expect(text).not.toContain('id="map"');
  });

  test('tells very many alerts in a table, and how many are left out', () => {
    const text = page(withAlerts(sampleReport(), 300));
    expect(text.match(/<article class="card/g)?.length).toBe(60);
    expect(text).toContain('and 5 more: <code>busybody alerts --status all');
    expect(text).toContain('id="alert-300"');
  });

  test('one user gets a portrait and no list of people', () => {
    const report = sampleReport();
    const text = page({ ...report, scope: { ...report.scope, user: 'ada@example.com' } });
    expect(text).toContain('id="usual"');
    expect(text).not.toContain('id="people"');
    expect(text).toContain('<h1><bdi>ada@example.com</bdi></h1>');
  });

  test('charts do not grow with the number of sign-ins', () => {
    const report = sampleReport();
    const cells = new Uint32Array(report.scores.cells.length).fill(1_000_000);
    expect(page({ ...report, scores: { ...report.scores, cells } }).length).toBeLessThan(900_000);
  });
});

describe('placeLabels()', () => {
  test('no name covers another, what is taken, or the edge', () => {
    const request = record({
      x: integer({ min: 0, max: 400 }),
      y: integer({ min: 0, max: 300 }),
      radius: integer({ min: 1, max: 14 }),
      text: string({ minLength: 1, maxLength: 20 }),
    });
    assert(
      property(array(request, { maxLength: 30 }), (requests: LabelRequest[]) => {
        const taken = [{ x: 100, y: 100, width: 60, height: 60 }];
        const placed = placeLabels(requests, { width: 400, height: 300, taken, most: 12 });
        expect(placed.length).toBeLessThanOrEqual(12);
        const boxes = placed.map(({ x, y, anchor, text }) => {
          const width = Math.ceil(displayWidth(text) * 12 * 0.58);
          return {
            x: anchor === 'start' ? x : anchor === 'end' ? x - width : x - width / 2,
            y: y - 12,
            width,
            height: 15,
          };
        });
        [...taken, ...boxes].forEach((a, i, all) => {
          for (const b of all.slice(i + 1))
            expect(a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height).toBe(
              false,
            );
        });
        for (const { x, y, width, height } of boxes)
          expect(x >= 0 && y >= 0 && x + width <= 400 && y + height <= 300).toBe(true);
      }),
    );
  });

  test('a name alone stands to the right of its point', () => {
    const placed = placeLabels([{ x: 50, y: 50, radius: 5, text: 'Lyon' }], {
      width: 400,
      height: 300,
      taken: [],
      most: 9,
    });
    expect(placed).toEqual([{ x: 59, y: 54, anchor: 'start', text: 'Lyon' }]);
  });
});

describe('worldFrame() and closeFrame()', () => {
  test('put cities where they are', () => {
    const world = worldFrame();
    const at = (longitude: number, latitude: number) => world.point(longitude, latitude)!;
    const [lyon, lagos, tokyo, sydney, lima] = [
      at(4.85, 45.75),
      at(3.4, 6.45),
      at(139.7, 35.7),
      at(151.2, -33.9),
      at(-77, -12),
    ];
    expect(lyon[1]).toBeLessThan(lagos[1]);
    expect(tokyo[0]).toBeGreaterThan(lyon[0]);
    expect(sydney[1]).toBeGreaterThan(tokyo[1]);
    expect(lima[0]).toBeLessThan(lagos[0]);
    expect(world.point(0, -85)).toBeNull();
    expect(world.ground.markup.length).toBeLessThan(150_000);
  });

  test('a close-up holds its points, also where they are one', () => {
    const size = { width: 960, height: 520 };
    const points = [
      [4.85, 45.75],
      [2.35, 48.85],
      [-1.5, 47.2],
    ] as const;
    const frame = closeFrame(points, size);
    for (const [longitude, latitude] of points) expect(frame.point(longitude, latitude)).not.toBeNull();
    expect(frame.point(139.7, 35.7)).toBeNull();
    const [x, y] = closeFrame(
      [
        [4.85, 45.75],
        [4.85, 45.75],
      ],
      size,
    ).point(4.85, 45.75)!;
    expect([Math.round(x), Math.round(y)]).toEqual([480, 260]);
  });

  test('a way over the edge of the map does not cross all of it', () => {
    expect(worldFrame().way([170, 60], [-165, 60]).match(/M/g)?.length ?? 0).toBeGreaterThanOrEqual(1);
    expect(worldFrame().way([4.85, 45.75], [3.4, 6.45])).toMatch(/^M[\d.,L-]+$/);
  });
});

test('the sample with a backtest says what would have fired', () => {
  const { allowance } = sampleReport().allowances.shown[0]!;
  const { verdict: _, status: _status, history: _history, seq: _seq, components: _components, ...told } = ALERT;
  const muted = { allowanceId: allowance.id, note: null };
  const alert = { ...told, muted, component: 'network', known: 'new', storedId: null } as const;
  const outcome = { budget: 1, limit: 0.6, missedConfirmed: ['a-1'], alerts: [alert] };
  const known = { confirmed: 1, dismissed: 0, open: 0 };
  const text = reportPage(
    samplePage(undefined, {
      ...{
        fromMs: 0,
        toMs: 7 * 86_400_000,
        signIns: 1000,
        learning: 0,
        users: 2,
        replayed: 1000,
        known,
        allowances: [allowance],
      },
      ...{ budgets: [outcome], drill: { seed: 1, incidents: [], without: [], budgets: [] } },
    }),
  );
  expect(text).toContain('1 (config)');
  expect(text).toContain('At budget 1 the confirmed a-1 would not have been told.');
  expect(text).toContain('No takeover could be invented');
  expect(text).toMatch(/<td class="t">ok-3<\/td><td class="n">1<\/td>/);
});
