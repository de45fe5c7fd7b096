// Every view, given every hostile string in every place text can come from outside: shown, and none acts.

import { describe, expect, test } from 'bun:test';
import type { Alert } from '../../src/domain/alert.ts';
import { displayWidth } from '../../src/domain/text.ts';
import { alertPage, alertPageJson } from '../../src/view/alert-page.ts';
import { messageText } from '../../src/view/alert-text.ts';
import { alertCsvLine, alertJsonLine, alertsTable } from '../../src/view/alerts.ts';
import { checkText } from '../../src/view/check.ts';
import { signInCsvLine } from '../../src/view/csv.ts';
import { type ExplainInput, explainJson, explainText } from '../../src/view/explain.ts';
import { signInJsonLine } from '../../src/view/json-lines.ts';
import type { JudgedSignIn } from '../../src/view/judged.ts';
import { pollText } from '../../src/view/poll.ts';
import { type PortraitInput, portrait, portraitJson } from '../../src/view/portrait.ts';
import { timeline } from '../../src/view/timeline.ts';
import { activeCharacter } from '../hostile/predicates.ts';
import { HOSTILE } from '../hostile/strings.ts';
import { hostileAlert, hostileHistory } from '../notifiers/sample.ts';
import { ALERT, EXPLAIN, LAGOS, PLAIN, PORTRAIT, score, signIn } from './sample.ts';

function judged(text: string): JudgedSignIn {
  return {
    signIn: signIn({
      user: text,
      account: text,
      source: text,
      id: text,
      ip: text,
      userAgent: text,
      event: text,
      warning: text,
    }),
    score: score({ why: text, reasons: [{ component: 'network', text }], alert: true, alertId: text, model: text }),
    enrichment: { ...LAGOS, city: text, region: text, country: text, organization: text },
    device: { os: text, client: text, kind: 'unknown' },
  };
}

function everyday(text: string): JudgedSignIn {
  const one = judged(text);
  return { ...one, score: null, signIn: { ...one.signIn, warning: null } };
}

function alert(text: string): Alert {
  const verdict = { status: 'dismissed', timeMs: 0, by: text, reason: text } as const;
  return { ...ALERT, user: text, reasons: [{ component: 'time', text }], status: 'dismissed', verdict };
}

function explained(text: string): ExplainInput {
  const column = { ...EXPLAIN.columns[0]!, name: text, meaning: text, value: text, usual: text };
  const other = { judged: judged(text), same: [text], differs: [text] };
  const mutes = [{ seq: 1, allowanceId: text, note: text, recordedMs: 0, later: false }];
  const known = [{ what: text, name: text, users: [{ user: text, sinceMs: 0 }], of: 1, alsoNewOn: [] }];
  const past = { before: judged(text), alike: [other], mutes, known };
  return { ...EXPLAIN, ...judged(text), columns: [column], usual: [text], org: [text], ...past };
}

function drawn(text: string): PortraitInput {
  const habits = [{ ...PORTRAIT.places[0]!, name: text }];
  return {
    ...PORTRAIT,
    user: text,
    places: habits,
    networks: habits,
    devices: habits,
    sources: habits,
    zone: text,
    training: text,
    accounts: [{ source: text, account: text }],
    alerts: [alert(text)],
    local: { zone: text, country: text, offsetMinutes: 60 },
  };
}

const TEXTS: readonly (readonly [string, (text: string, width: number) => string])[] = [
  ['timeline', (text, width) => timeline([judged(text)], { ...PLAIN, width })],
  ['timeline folded', (text, width) => timeline(Array(16).fill(everyday(text)), { ...PLAIN, width, fold: true })],
  ['timeline of users', (text, width) => timeline([judged(text)], { ...PLAIN, width, users: true })],
  ['alertsTable', (text, width) => alertsTable([alert(text)], { ...PLAIN, width })],
  [
    'alertPage',
    (text, width) => alertPage({ alert: alert(text), signIns: [judged(text)], usual: [text] }, { ...PLAIN, width }),
  ],
  ['explainText', (text, width) => explainText(explained(text), { ...PLAIN, width })],
  ['portrait', (text, width) => portrait(drawn(text), { ...PLAIN, width })],
];

const FREE_TEXTS: readonly (readonly [string, (text: string) => string])[] = [
  ['messageText', (text) => messageText(hostileAlert(text), PLAIN) + messageText(hostileHistory(text), PLAIN)],
  ['checkText', (text) => checkText([{ ok: false, text, hints: [text] }], PLAIN)],
  [
    'pollText',
    (text) =>
      pollText(
        [{ source: text, added: 1, known: 1, refused: new Map([[text, 1]]), error: text, hints: [text] }],
        PLAIN,
      ),
  ],
];

const JSONS: readonly (readonly [string, (text: string) => string])[] = [
  ['signInJsonLine', (text) => signInJsonLine(judged(text))],
  ['alertJsonLine', (text) => alertJsonLine(alert(text))],
  ['alertPageJson', (text) => alertPageJson({ alert: alert(text), signIns: [judged(text)], usual: [text] })],
  ['explainJson', (text) => explainJson(explained(text))],
  ['portraitJson', (text) => portraitJson(drawn(text))],
];

describe.each(TEXTS)('%s', (_, render) => {
  test.each([40, 80, 120])('lets nothing act and fits %p columns', (width) => {
    for (const { name, value } of HOSTILE) {
      const text = render(value, width);
      expect([name, activeCharacter(text)]).toEqual([name, null]);
      expect(text).not.toContain('\r');
      expect(text.endsWith('\n')).toBe(true);
      const widest = Math.max(...text.split('\n').map(displayWidth));
      expect([name, widest <= width]).toEqual([name, true]);
    }
  });

  test('is bounded where the width is not', () => {
    for (const { value } of HOSTILE) {
      const text = render(value, Number.POSITIVE_INFINITY);
      expect(activeCharacter(text)).toBeNull();
      expect(text.length).toBeLessThan(60_000);
    }
  });
});

test.each(FREE_TEXTS)('%s lets nothing act', (_, render) => {
  for (const { value } of HOSTILE) {
    const text = render(value);
    expect(activeCharacter(text)).toBeNull();
    expect(text).not.toContain('\r');
    expect(text.length).toBeLessThan(100_000);
  }
});

test('a name cannot forge a line of its own', () => {
  const lines = (text: string): number => text.split('\n').length;
  const forged = 'x\nScore: 0.00, limit 1.00';
  for (const [, render] of TEXTS) expect(lines(render(forged, 500))).toBe(lines(render('x', 500)));
});

test.each(JSONS)('%s is one line of valid JSON with the values as they are', (_, render) => {
  for (const { value } of HOSTILE) {
    const line = render(value);
    expect(line.indexOf('\n')).toBe(line.length - 1);
    expect(activeCharacter(line)).toBeNull();
    expect(JSON.parse(line).user).toBe(value.toWellFormed());
  }
  expect(Object.getPrototypeOf(JSON.parse(render('__proto__')))).toBe(Object.prototype);
});

test('CSV cells are never formulas and never more records or fields', () => {
  for (const { name, value } of HOSTILE) {
    for (const line of [signInCsvLine(judged(value)), alertCsvLine(alert(value))]) {
      expect([name, activeCharacter(line)]).toEqual([name, null]);
      expect(line.indexOf('\r\n')).toBe(line.length - 2);
      const cells = parseRecord(line.slice(0, -2));
      expect([name, cells.length]).toEqual([name, line.startsWith('a-') ? 22 : 43]);
      for (const cell of cells) expect(cell).not.toMatch(/^\s*[=+@\uff1d\uff0b\uff0d\uff20]|^\s*-(?![\d.]+$)/);
      for (const cell of cells) expect(cell.length).toBeLessThanOrEqual(350_000);
    }
  }
});

/** One record of RFC 4180, read the slow and plain way. */
function parseRecord(line: string): readonly string[] {
  const cells: string[] = [];
  let rest = line;
  for (;;) {
    const match = /^(?:"((?:[^"]|"")*)"|([^",]*))(,|$)/.exec(rest);
    if (match === null) throw new Error(`no CSV: ${rest.slice(0, 80)}`);
    cells.push(match[1] === undefined ? match[2]! : match[1].replaceAll('""', '"'));
    rest = rest.slice(match[0].length);
    if (match[3] === '') return cells;
  }
}
