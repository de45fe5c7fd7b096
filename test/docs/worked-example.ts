// The worked example of docs/TUNING.md, as the program gives it: the demo's company imported, judged and replayed with a fire
// drill. Run: bun test/docs/worked-example.ts [--write], after bun run build. The tests hold the page to it.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { BINARY } from '../binary/binary.ts';

export const PAGE = join(import.meta.dir, '../../docs/TUNING.md');
const BETWEEN = /(<!-- worked:begin [^\n]*-->\n)[\s\S]*?(<!-- worked:end -->)/;

const STEPS = [
  'busybody demo --users 20 --days 45 --out company',
  'busybody import company/sign-ins.jsonl',
  'busybody analyze',
  'busybody backtest --inject --budget 0.5,1,2',
] as const;

/** What is between the marks of the page. */
export function writtenExample(): string {
  return BETWEEN.exec(readFileSync(PAGE, 'utf8'))?.[0] ?? '';
}

/** The same, made anew. */
export function workedExample(): string {
  const home = mkdtempSync(join(tmpdir(), 'busybody-worked-'));
  try {
    let last = '';
    for (const step of STEPS) {
      const result = Bun.spawnSync(['bash', '-c', step], {
        cwd: home,
        env: { HOME: home, STATE_DIRECTORY: join(home, 'state'), PATH: `${dirname(BINARY)}:${process.env.PATH}` },
        stdin: 'ignore',
      });
      if (result.exitCode !== 0) throw new Error(`${step}: ${result.stderr}`);
      last = result.stdout.toString();
    }
    const tables = [block(last, 'Budget '), block(last, 'Caught at budget')];
    const shell = `\`\`\`sh\n${STEPS.join('\n')}\n\`\`\``;
    return `<!-- worked:begin (made by test/docs/worked-example.ts --write) -->\n${shell}\n\n\`\`\`\n${tables.join('\n\n')}\n\`\`\`\n<!-- worked:end -->`;
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/** The table that begins so. */
function block(text: string, start: string): string {
  const found = text.split('\n\n').find((part) => part.startsWith(start));
  if (found === undefined) throw new Error(`no table begins with ${start}`);
  return found.trimEnd();
}

if (import.meta.main) {
  const example = workedExample();
  if (process.argv.includes('--write'))
    writeFileSync(
      PAGE,
      readFileSync(PAGE, 'utf8').replace(BETWEEN, () => example),
    );
  else process.stdout.write(`${example}\n`);
}
