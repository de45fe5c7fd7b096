// The executable's entry. It answers `--version` without loading anything else, and hands everything else to src/commands.

import { writeSync } from 'node:fs';
import { version } from '../package.json';

const words = process.argv.slice(2);
if (words.length === 1 && (words[0] === '--version' || words[0] === '-V')) {
  writeSync(1, `busybody ${version}\n`);
} else {
  const { start } = await import('./commands/start.ts');
  await start(words);
}
