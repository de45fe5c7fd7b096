// A small report for the views: Ada at home in Lyon and somebody in Lagos, with one text in every place text from outside can stand.

import type { Backtest } from '../../src/domain/backtest.ts';
import { type Report, type ReportAlert, type ReportSignIn, standingOf } from '../../src/domain/report.ts';
import type { ReportPage } from '../../src/view/report/page.ts';
import { ALERT, HOME, LAGOS, LYON, TAKEOVER } from './sample.ts';

export const MADE_MS = Date.UTC(2026, 2, 2, 12);
const FROM_MS = Date.UTC(2026, 1, 1);

/** Without a text: the story as it is. */
export function sampleReport(text?: string): Report {
  const or = (own: string): string => text ?? own;
  const place = (enrichment: typeof LYON) => ({
    ...enrichment,
    ...(text === undefined ? {} : { city: text, region: text, country: text, organization: text, ip: text }),
  });
  const shown = (judged: typeof HOME): ReportSignIn => ({
    ...judged,
    signIn: {
      ...judged.signIn,
      user: or(judged.signIn.user),
      source: or(judged.signIn.source),
      event: or(judged.signIn.event),
      ip: or(judged.signIn.ip ?? ''),
      userAgent: or(judged.signIn.userAgent ?? ''),
      warning: or(judged.signIn.warning ?? 'suspicious'),
    },
    score: {
      ...judged.score!,
      why: or('none'),
      alertId: text === undefined ? judged.score!.alertId : text,
      reasons: [{ component: 'network', text: or(judged.score!.reasons[0]?.text ?? 'as usual') }],
    },
    enrichment: place(judged.enrichment),
    device: { os: or('macOS'), client: or('Chrome'), kind: 'desktop' },
    travel: { km: 4302, durationMs: 2_100_000, speedKmh: 7375 },
  });
  const home = shown(HOME);
  const takeover = shown(TAKEOVER);
  const alert = { ...ALERT, id: or(ALERT.id), user: or(ALERT.user), reasons: takeover.score!.reasons };
  const verdict = { status: 'dismissed', timeMs: MADE_MS, by: or('bob'), reason: or('asked her') } as const;
  const told = (one: Partial<typeof ALERT>): ReportAlert => ({
    alert: { ...alert, ...one },
    raised: takeover,
    before: place(LYON),
    signIns: [takeover, home],
    usual: [or('Places: Lyon, FR (97 %)')],
  });
  const alerts = [
    told({}),
    told({ status: 'dismissed', verdict }),
    told({ muted: { allowanceId: or('ok-3'), note: or('the office') } }),
  ];
  const habits = [{ name: or('Lyon, FR'), signIns: 400, share: 0.97, lastMs: MADE_MS }];
  const hours = Array.from({ length: 24 }, (_, hour) => (hour > 7 && hour < 18 ? hour : 0));
  const cells = new Uint32Array(240 * 50);
  cells[6 * 240 + 200] = 3;
  cells[35 * 240 + 210] = 1;
  const lastMs = HOME.signIn.timeMs;
  return {
    scope: { user: null, fromMs: FROM_MS, toMs: MADE_MS },
    madeMs: MADE_MS,
    totals: {
      ...{ signIns: 413, failed: 3, users: 2, learningUsers: 1, judged: 409, learning: 12, pending: 1 },
      ...{ firstMs: FROM_MS, lastMs },
    },
    alerts: { shown: alerts, all: 3 },
    verdicts: { open: 1, confirmed: 0, dismissed: 1, muted: 1 },
    allowances: {
      shown: [
        {
          allowance: {
            ...{ id: or('ok-3'), kind: 'allow', user: or('ada@example.com'), asn: 3215, owner: or('Orange') },
            ...{ address: or('203.0.113.0/24'), countries: [or('FR')], device: or('Chrome'), fromMs: FROM_MS },
            ...{ untilMs: MADE_MS, note: or('the office'), by: or('bob'), addedMs: FROM_MS, removed: null },
          },
          ...{ state: 'standing', alerts: 1, signIns: 2, lastMs },
        },
      ],
      all: 1,
    },
    places: {
      shown: [
        { enrichment: place(LYON), latitude: 45.75, longitude: 4.85, signIns: 400, failed: 1, users: 2, lastMs },
        { enrichment: place(LAGOS), latitude: 6.45, longitude: 3.4, signIns: 1, failed: 0, users: 1, lastMs },
      ],
      all: 2,
    },
    ways: [{ a: 0, b: 1, times: 2 }],
    trips: {
      shown: [
        {
          ...{ km: 4302, durationMs: 2_100_000, speedKmh: 7375, user: or('ada@example.com') },
          ...{ from: place(LYON), to: place(LAGOS), timeMs: lastMs, alertId: or('a-7f3k') },
        },
      ],
      all: 1,
    },
    hours: { startMs: FROM_MS, daysPerColumn: 1, columns: Array.from({ length: 30 }, () => hours) },
    scores: { ...{ fromMs: FROM_MS, toMs: MADE_MS, columns: 240, rows: 50, cells }, limits: new Array(240).fill(0.64) },
    people: {
      shown: [
        {
          ...{ user: or('ada@example.com'), signIns: 413, failed: 3, alerts: 3, learning: true, strangest: 0.71 },
          ...{ lastMs, lastPlace: place(LYON) },
        },
      ],
      all: 1,
    },
    signIns: { shown: [takeover, home], all: 409 },
    sources: [
      {
        ...{ source: or('slack'), signIns: 413, failed: 3, withoutAddress: 60, offTheMap: 1, unresolved: 80 },
        ...{ countryOnly: 2, withoutAgent: 200, warned: 1, newestMs: lastMs, lastPolledMs: FROM_MS, pending: 1 },
        analysed: false,
      },
    ],
    databases: [{ text: or('city: GeoLite2-City, built 2026-02-18'), warning: or('old'), attribution: or('MaxMind') }],
    habits: {
      ...{ places: habits, networks: habits, devices: habits, sources: habits, hours, training: or('trained') },
      ...{ signIns: 412, firstMs: FROM_MS },
    },
  };
}

export function samplePage(text?: string, backtest: Backtest | null = null): ReportPage {
  return { report: sampleReport(text), backtest, configured: 1, version: '2.0.0' };
}

/** So many open alerts, for what happens where there are many. */
export function withAlerts(report: Report, count: number): Report {
  const [first] = report.alerts.shown;
  const shown = Array.from({ length: count }, (_, i) => ({ ...first!, alert: { ...first!.alert, id: `a-${i}` } }));
  const verdicts = { open: 0, confirmed: 0, dismissed: 0, muted: 0 };
  for (const { alert } of shown) verdicts[standingOf(alert)] += 1;
  return { ...report, alerts: { shown, all: count + 5 }, verdicts };
}
