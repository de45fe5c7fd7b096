// `busybody demo`: an invented company with known takeovers, judged in a throw-away store; says what was caught and missed.

import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { formatIso } from '../domain/time.ts';
import { BusybodyError, EXIT, errorText } from '../platform/errors.ts';
import { quote, writeFileAtomic } from '../platform/files.ts';
import { expandHome } from '../platform/paths.ts';
import { startProgress } from '../platform/progress.ts';
import { simulateCompany } from '../simulation/company.ts';
import type { SimulatedSignIn, Simulation } from '../simulation/contract.ts';
import { openStore } from '../store/open.ts';
import { analyzeNew } from './analysis-adapter.ts';
import type { Context } from './context.ts';
import { demoReport } from './demo-report.ts';
import { wholeNumber } from './flag-values.ts';
import { viewOptions } from './shown.ts';

const HOUR_MS = 3_600_000;
const BATCH = 2000;
/** The report is for people even where it is piped on. */
const PAGE_COLUMNS = 120;

export async function execute(context: Context): Promise<number> {
  const seed = wholeNumber(context, { name: 'seed', least: 0, most: 4_294_967_295 }) ?? 1;
  const users = wholeNumber(context, { name: 'users', least: 2, most: 2000 });
  const days = wholeNumber(context, { name: 'days', least: 14, most: 365 });
  const company = simulateCompany({ seed, ...(users ? { users } : {}), ...(days ? { days } : {}) });
  const out = context.flags.value('out');
  if (out !== undefined) writeCompany(company, resolve(context.cwd, expandHome(out, context.home)));
  const directory = mkdtempSync(join(tmpdir(), 'busybody-demo-'));
  try {
    using store = openStore({ module: 'sqlite', path: join(directory, 'demo.db') });
    const newestMs = company.signIns.at(-1)?.signIn.timeMs ?? 0;
    const nowMs = newestMs + HOUR_MS;
    const signIns = company.signIns.map(({ signIn }) => signIn);
    for (let i = 0; i < signIns.length; i += BATCH) {
      store.addSignIns(signIns.slice(i, i + BATCH), { resolveUser: (_, account) => account, nowMs });
    }
    using progress = startProgress({
      label: 'Judging sign-ins',
      unit: 'sign-ins',
      total: signIns.length,
      stream: context.stderr,
    });
    await analyzeNew({
      store,
      enrich: (ip) => company.enrich(ip),
      clock: () => nowMs,
      sources: [...new Set(signIns.map(({ source }) => source))],
      historyLimitMs: null,
      alertBudget: 1,
      notifiers: [],
      shard: null,
      onProgress: (done) => progress.update(done),
    });
    progress.clear();
    const view = viewOptions(context);
    context.out(demoReport({ company, store }, { ...view, width: Math.min(view.width, PAGE_COLUMNS) }));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
  if (out !== undefined) context.note(`Written: ${quote(join(out, 'sign-ins.jsonl'))} and labels.jsonl`);
  return EXIT.ok;
}

/** `sign-ins.jsonl` as `import` takes it, `labels.jsonl` with the truth about each; a record without address is no sign-in there. */
function writeCompany(company: Simulation, directory: string): void {
  const signIns = company.signIns.filter(({ signIn }) => signIn.ip !== null);
  try {
    mkdirSync(directory, { recursive: true });
  } catch (error) {
    throw new BusybodyError('E_FILE_WRITE', `Cannot make directory: ${errorText(error)}: ${directory}`, {
      cause: error,
    });
  }
  writeFileAtomic(join(directory, 'sign-ins.jsonl'), signIns.map(recordLine).join(''));
  writeFileAtomic(join(directory, 'labels.jsonl'), signIns.map(labelLine).join(''));
}

function recordLine({ signIn }: SimulatedSignIn): string {
  const { source, id, timeMs, account, ip, userAgent, outcome, event, warning } = signIn;
  return `${JSON.stringify({
    time: formatIso(timeMs),
    user: account,
    ip,
    user_agent: userAgent,
    outcome,
    event,
    source,
    id,
    ...(warning === null ? {} : { warning }),
  })}\n`;
}

function labelLine({ signIn, user, label }: SimulatedSignIn): string {
  const { source, id } = signIn;
  return `${JSON.stringify({ source, id, user, ...label })}\n`;
}
