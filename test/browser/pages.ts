// The reports that the browser is shown: a small company judged for real, one of its users, ten thousand sign-ins, and a page in
// which every hostile string stands in every place text from outside can.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Cut, Report, ReportSignIn } from '../../src/domain/report.ts';
import { analyze } from '../../src/pipeline/analyze.ts';
import { gatherReport } from '../../src/pipeline/report.ts';
import { simulateCompany } from '../../src/simulation/company.ts';
import type { ScoredSignIn, Store } from '../../src/store/contract.ts';
import { reportPage } from '../../src/view/report/page.ts';
import { HOSTILE } from '../hostile/strings.ts';
import { nowMs, openBench, signIns } from '../pipeline/company.ts';
import { sampleReport } from '../view/report-sample.ts';
import { score } from '../view/sample.ts';

export interface Pages extends Disposable {
  readonly company: string;
  readonly user: string;
  readonly many: string;
  readonly hostile: string;
  /** The same two with short tables, for what looks at every cell. */
  readonly briefCompany: string;
  readonly briefUser: string;
  /** Writes another page beside them. */
  write(name: string, text: string): string;
}

export async function makePages(): Promise<Pages> {
  const directory = mkdtempSync(join(tmpdir(), 'busybody-report-'));
  const write = (name: string, text: string): string => {
    const path = join(directory, `${name}.html`);
    writeFileSync(path, text);
    return path;
  };
  using bench = openBench();
  bench.add(signIns);
  await analyze({ ...bench.ground, shard: null });
  const ground = { ...bench.ground, databases: [] };
  const scope = { user: null, fromMs: 0, toMs: nowMs };
  const { user } = bench.store.alerts({})[0]!;
  const everybody = gatherReport(ground, { scope });
  const one = gatherReport(ground, { scope: { ...scope, user } });
  return {
    company: write('company', page(everybody)),
    user: write('user', page(one)),
    briefCompany: write('brief-company', page(brief(everybody))),
    briefUser: write('brief-user', page(brief(one))),
    many: write('many', page(manySignIns(bench.store))),
    hostile: write('hostile', page(hostileReport())),
    write,
    [Symbol.dispose]: () => rmSync(directory, { recursive: true, force: true }),
  };
}

function brief(report: Report): Report {
  const few = <T>({ shown, all }: Cut<T>): Cut<T> => ({ shown: shown.slice(0, 12), all });
  const { signIns: listed, people, places, trips } = report;
  return { ...report, signIns: few(listed), people: few(people), places: few(places), trips: few(trips), ways: [] };
}

export function page(report: Report): string {
  return reportPage({ report, backtest: null, configured: 1, version: '2.0.0' });
}

export const MANY = 10_000;

/** Real places and people; scores are invented, since judging is not what is looked at. */
function manySignIns(empty: Store): Report {
  const large = simulateCompany({ seed: 3, users: 150, days: 60 });
  const some = large.signIns.slice(-MANY).map((one) => one.signIn);
  const endMs = some.at(-1)!.timeMs + 1;
  function* window(): Generator<ScoredSignIn> {
    for (const [index, one] of some.entries()) {
      const value = 0.3 + ((index * 7919) % 1000) / 2500;
      const judged = score({ seq: index + 1, score: value, reasons: [{ component: 'network', text: 'seldom used' }] });
      yield { signIn: { ...one, seq: index + 1, user: one.account }, score: judged, features: null };
    }
  }
  const bench = openBench({ enrich: (ip) => large.enrich(ip), clock: () => endMs });
  using _bench = bench;
  const store = { ...empty, window };
  return gatherReport({ ...bench.ground, store, databases: [] }, { scope: { user: null, fromMs: 0, toMs: endMs } });
}

/** Each string in a row of its own of every table, and in an alert of its own. */
export function hostileReport(): Report {
  const reports = HOSTILE.map(({ value }) => sampleReport(value));
  const all = <T>(pick: (report: Report) => readonly T[]) => {
    const shown = reports.flatMap((report) => pick(report));
    return { shown, all: shown.length };
  };
  const spread = <T extends { latitude: number; longitude: number }>(places: readonly T[]): T[] =>
    places.map((place, i) => ({ ...place, latitude: ((i * 7) % 110) - 40, longitude: ((i * 13) % 340) - 170 }));
  // Open, dismissed and muted ones in turn.
  const alerts = reports.map((report, i) => report.alerts.shown[i % report.alerts.shown.length]!);
  const places = spread(all((report) => report.places.shown.slice(0, 1)).shown);
  return {
    ...sampleReport('hostile'),
    alerts: { shown: alerts, all: alerts.length },
    places: { shown: places, all: places.length },
    trips: all((report) => report.trips.shown),
    people: all((report) => report.people.shown),
    signIns: all<ReportSignIn>((report) => report.signIns.shown.slice(0, 1)),
    sources: all((report) => report.sources).shown,
    databases: all((report) => report.databases).shown,
    allowances: all((report) => report.allowances.shown),
  };
}
