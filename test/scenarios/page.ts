// The page docs/SCENARIOS.md, made of the corpus: `bun test/scenarios/page.ts --write`.
// Without a flag: every scenario's score, limit and shares, to see how close to failing it is.

import { join } from 'node:path';
import { COMPONENTS } from '../../src/domain/score.ts';
import { CORPUS, KNOWN_LIMITS } from './corpus.ts';
import { playScenario } from './evaluate.ts';
import type { MustAlert, Scenario } from './scenario.ts';
import { type Outcome, removeStages } from './stage.ts';

export const PAGE = join(import.meta.dir, '../../docs/SCENARIOS.md');

const SECTIONS: readonly (readonly [Scenario['expect']['kind'], string, string])[] = [
  [
    'alert',
    'Must alert',
    'Somebody else is on the account. The alert comes from the sign-in named, its first reason names what is new, and what is usual stands in the message too.',
  ],
  [
    'quiet',
    'Must not alert',
    'Life goes on. No sign-in of these alerts and no message is sent, unless said otherwise.',
  ],
  ['equal', 'Must score the same', 'The last sign-in scores exactly as it would without the change.'],
  ['property', 'Must hold', 'Verdicts, episodes, first runs and broken records.'],
];

/** The whole page. */
export function scenariosPage(): string {
  const limits = new Map(KNOWN_LIMITS.map((one) => [one.name, `${one.why}${one.wavers ? ' (wavers)' : ''}`]));
  const lines = [
    '# Scenarios',
    '',
    `What the detector is held to: ${CORPUS.length} short stories, each played through the real analysis on a real store, after sixty days of everyday life of a company of thirty accounts in Lyon and Berlin, with the limit that every company starts with. \`test/scenarios/\` has them; this page is made from there (\`bun test/scenarios/page.ts --write\`) and a test keeps it fresh.`,
    '',
  ];
  for (const [kind, title, text] of SECTIONS) {
    const mine = CORPUS.filter((one) => one.expect.kind === kind && !limits.has(one.name));
    lines.push(`## ${title}`, '', text, '', '| scenario | story | expected |', '|---|---|---|');
    for (const one of mine) lines.push(`| ${one.name} | ${one.story} | ${expectationText(one)} |`);
    lines.push('');
  }
  lines.push(
    '## Known limits',
    '',
    'What should hold and does not yet. A test asserts that each still fails, so that an improvement is noticed; those marked as wavering are so close to the limit that some trainings pass and others do not.',
    '',
    '| scenario | story | should | why it does not |',
    '|---|---|---|---|',
  );
  for (const one of CORPUS.filter(({ name }) => limits.has(name)))
    lines.push(`| ${one.name} | ${one.story} | ${expectationText(one)} | ${limits.get(one.name)} |`);
  return `${lines.join('\n')}\n`;
}

function expectationText({ expect }: Scenario): string {
  switch (expect.kind) {
    case 'alert':
      return alertText(expect);
    case 'quiet':
      return expect.messages === undefined ? 'no alert' : `at most ${expect.messages} messages over all`;
    case 'equal':
      return 'exactly the same score';
    case 'property':
      return expect.text;
  }
}

function alertText({ leads, by = 1, campaign }: MustAlert): string {
  const components = leads.length === 1 ? leads[0] : `${leads.slice(0, -1).join(', ')} or ${leads.at(-1)}`;
  if (campaign !== undefined) return `one campaign alert on ${campaign} users; led by ${components}`;
  return `alert${by === 1 ? '' : ` by the intruder’s sign-in ${by}`}; led by ${components}`;
}

/** One line a scenario: how far from the limit, and the shares of the sign-in that decides. */
function marginText(scenario: Scenario, played: { wrong: readonly string[]; outcome: Outcome | null }): string {
  const { wrong, outcome } = played;
  const limit = KNOWN_LIMITS.find((one) => one.name === scenario.name);
  const good = limit === undefined ? 'holds' : limit.wavers ? 'wavers' : 'NOW HOLDS';
  const state = wrong.length === 0 ? good : limit ? 'limit' : 'FAILS';
  const intrusions = scenario.expect.kind === 'alert';
  const judged = (outcome?.judged ?? []).filter(
    ({ draft, score }) => score.score !== null && draft.intruder === intrusions,
  );
  const top = judged.sort((a, b) => b.score.score! - a.score.score!)[0]?.score;
  const numbers =
    top === undefined
      ? ''
      : `${top.score!.toFixed(3)} limit ${top.threshold!.toFixed(3)} ${COMPONENTS.map((one) => `${one} ${top.components![one].toFixed(2)}`).join(' ')}`;
  return [`${state.padEnd(9)} ${scenario.name.padEnd(58)} ${numbers}`, ...wrong.map((one) => `          ${one}`)].join(
    '\n',
  );
}

if (import.meta.main) {
  if (process.argv.includes('--write')) await Bun.write(PAGE, scenariosPage());
  else for (const one of CORPUS) await Bun.write(Bun.stdout, `${marginText(one, await playScenario(one))}\n`);
  removeStages();
}
