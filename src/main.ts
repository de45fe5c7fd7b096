// The executable's entry. It answers `--version` without loading anything else, and hands everything else to src/commands.

import { writeSync } from 'node:fs';
import { version } from '../package.json';

const words = process.argv.slice(2);
if (!(words.length === 1 && (words[0] === '--version' || words[0] === '-V') && answered())) {
  const { start } = await import('./commands/start.ts');
  await start(words);
}

/** False where it could not be written: then it is tried with all that belongs to an error. */
function answered(): boolean {
  const line = `busybody ${version}\n`;
  try {
    return writeSync(1, line) === line.length;
  } catch {
    return false;
  }
}
