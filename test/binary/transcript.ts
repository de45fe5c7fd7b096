// Transcripts: what a person types and sees, as text files in test/commands. `$ ` starts a shell line in an empty home
// directory (`> ` goes on with it); then come standard output as it is, standard error after `! `, and `exit N` where it
// is not 0. `[..]` stands for anything in a line, `...` alone for any lines. `# ` after an empty line starts a comment.

export interface Step {
  readonly line: number;
  readonly command: string;
  readonly stdout: string[];
  readonly stderr: string[];
  exit: number;
}

export function parseTranscript(text: string): Step[] {
  const steps: Step[] = [];
  for (const [i, line] of text.split('\n').entries()) {
    const step = steps.at(-1);
    if (line.startsWith('$ ')) steps.push({ line: i + 1, command: line.slice(2), stdout: [], stderr: [], exit: 0 });
    else if (line.startsWith('# ') && (!step || step.stdout.at(-1) === '')) continue;
    else if (!step) {
      if (line.trim() !== '') throw new Error(`line ${i + 1}: output before any command: ${line}`);
    } else if (line.startsWith('> '))
      steps[steps.length - 1] = { ...step, command: `${step.command}\n${line.slice(2)}` };
    else if (line === '!' || line.startsWith('! ')) step.stderr.push(line.slice(2));
    else if (/^exit \d+$/.test(line)) step.exit = Number(line.slice(5));
    else step.stdout.push(line);
  }
  // The empty lines before the next command belong to nobody.
  for (const step of steps) while (step.stdout.at(-1) === '') step.stdout.pop();
  return steps;
}

/** Null where the output is as expected; else a few lines that show both. */
export function difference(expected: readonly string[], actual: string): string | null {
  const lines = actual === '' ? [] : actual.replace(/\n+$/, '').split('\n');
  if (matches(expected, lines)) return null;
  return `expected:\n${expected.map((line) => `  ${line}`).join('\n')}\ngot:\n${lines.map((line) => `  ${line}`).join('\n')}`;
}

function matches(expected: readonly string[], lines: readonly string[]): boolean {
  const [first, ...rest] = expected;
  if (first === undefined) return lines.length === 0;
  if (first === '...') {
    for (let skip = 0; skip <= lines.length; skip++) if (matches(rest, lines.slice(skip))) return true;
    return false;
  }
  return lines.length > 0 && lineMatches(first, lines[0]!) && matches(rest, lines.slice(1));
}

function lineMatches(expected: string, line: string): boolean {
  const pattern = expected.split('[..]').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${pattern.join('.*')}$`, 'u').test(line);
}
