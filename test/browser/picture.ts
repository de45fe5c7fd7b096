// The pictures of the README, made by the program itself of the company that `busybody demo` invents: docs/images/report.png, the
// top of its report in a real Chromium, and docs/images/alert.svg, one alert as a terminal shows it.
// Run: bun test/browser/picture.ts [--write]. Without --write it only says how large they would be.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { version } from '../../package.json';
import { analyzeNew, gather, usualOf } from '../../src/commands/analysis-adapter.ts';
import { judged } from '../../src/commands/shown.ts';
import { DAY_MS } from '../../src/domain/time.ts';
import { simulateCompany } from '../../src/simulation/company.ts';
import { openStore } from '../../src/store/open.ts';
import { alertPage } from '../../src/view/alert-page.ts';
import { reportPage } from '../../src/view/report/page.ts';
import { findChromium, startChromium } from './chromium.ts';
import { terminalSvg } from './terminal.ts';
import { openFile, picture } from './view.ts';

const IMAGES = join(import.meta.dir, '../../docs/images');
const SIZE = { width: 1120, height: 1100 };
const MOST_BYTES = 300_000;

const chromium = findChromium();
if (chromium === null) throw new Error('There is no Chromium here: apt-get install chromium');
const directory = mkdtempSync(join(tmpdir(), 'busybody-picture-'));
try {
  const company = simulateCompany({ seed: 1 });
  const signIns = company.signIns.map((one) => one.signIn);
  const nowMs = signIns.at(-1)!.timeMs + 3_600_000;
  using store = openStore({ module: 'sqlite', path: join(directory, 'demo.db') });
  store.addSignIns(signIns, { resolveUser: (_, account) => account, nowMs });
  const ground = {
    ...{ store, clock: () => nowMs, enrich: (ip: string | null) => company.enrich(ip), notifiers: [], databases: [] },
    ...{ sources: [...new Set(signIns.map(({ source }) => source))], historyLimitMs: null, alertBudget: 1 },
  };
  await analyzeNew({ ...ground, shard: null });

  const report = gather(ground, { scope: { user: null, fromMs: nowMs - 30 * DAY_MS, toMs: nowMs } });
  const path = join(directory, 'report.html');
  writeFileSync(path, reportPage({ report, backtest: null, configured: 1, version }));
  await using browser = await startChromium(chromium);
  const page = await openFile(browser, { path, look: SIZE });
  const image = await picture(page);
  if (image.length > MOST_BYTES) throw new Error(`The picture is too large: ${image.length} bytes`);
  write('report.png', image);

  const alert = report.alerts.shown.map((one) => one.alert).toSorted((a, b) => b.score - a.score)[0]!;
  const members = store.signInsOfAlert(alert.id).map((row) => judged(row, ground.enrich));
  const text = alertPage({ alert, signIns: members, usual: usualOf(ground, alert) }, { width: 104, colour: true });
  write('alert.svg', terminalSvg(text, { prompt: `busybody alerts show ${alert.id}` }));
} finally {
  rmSync(directory, { recursive: true, force: true });
}

function write(name: string, data: string | Uint8Array): void {
  process.stdout.write(`docs/images/${name} ${data.length} bytes\n`);
  if (!process.argv.includes('--write')) return;
  mkdirSync(IMAGES, { recursive: true });
  writeFileSync(join(IMAGES, name), data);
}
