// The alert and the explanation in docs/HOW_IT_DECIDES.md, made by the program of a small invented company.
// `bun test/docs/how-it-decides.ts --write` refreshes them, such as after the model was learnt anew.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { explainSignIn, usualOf } from '../../src/commands/analysis-adapter.ts';
import { judged } from '../../src/commands/shown.ts';
import { analyze } from '../../src/pipeline/analyze.ts';
import { simulateCompany } from '../../src/simulation/company.ts';
import { alertPage } from '../../src/view/alert-page.ts';
import { explainText } from '../../src/view/explain.ts';
import { openBench } from '../pipeline/company.ts';

export const PAGE = join(import.meta.dir, '../../docs/HOW_IT_DECIDES.md');
const VIEW = { width: 96, colour: false };
const HOUR_MS = 3_600_000;

/** The page with its pictures as the program prints them today. */
export async function freshPage(page: string): Promise<string> {
  const company = simulateCompany({ seed: 1, users: 30, days: 45 });
  const nowMs = company.signIns.at(-1)!.signIn.timeMs + HOUR_MS;
  using bench = openBench({ enrich: (ip) => company.enrich(ip), clock: () => nowMs });
  bench.add(company.signIns.map(({ signIn }) => signIn));
  await analyze({ ...bench.ground, shard: null });
  const { store, ground } = bench;
  const incidents = new Set(
    company.signIns.filter(({ label }) => label.incident !== null).map(({ signIn }) => `${signIn.source}/${signIn.id}`),
  );
  const told = store
    .alerts({})
    .filter(({ kind }) => kind === 'sign-in')
    .map((alert) => ({ alert, signIn: store.signIn(alert.seq)!.signIn }))
    .filter(({ signIn }) => incidents.has(`${signIn.source}/${signIn.id}`) && signIn.userAgent !== null);
  const { alert, signIn } = told.at(-1)!;
  const signIns = store.signInsOfAlert(alert.id).map((row) => judged(row, ground.enrich));
  const shown = alertPage({ alert, signIns, usual: usualOf(ground, alert) }, VIEW);
  const explained = explainText(explainSignIn(ground, signIn), VIEW);
  return filled(filled(page, 'alert', shown), 'explain', explained);
}

function filled(page: string, name: string, text: string): string {
  const begin = `<!-- ${name}:begin (made by test/docs/how-it-decides.ts --write) -->\n`;
  const end = `<!-- ${name}:end -->`;
  const from = page.indexOf(begin) + begin.length;
  const to = page.indexOf(end);
  if (from < begin.length || to < from) throw new Error(`docs/HOW_IT_DECIDES.md has no place for ${name}`);
  return `${page.slice(0, from)}\`\`\`\n${text}\`\`\`\n${page.slice(to)}`;
}

if (import.meta.main && process.argv.includes('--write'))
  writeFileSync(PAGE, await freshPage(readFileSync(PAGE, 'utf8')));
