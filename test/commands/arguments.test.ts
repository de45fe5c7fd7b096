// The command line: what passes, what is refused, and what the refusal says.

import { describe, expect, test } from 'bun:test';
import { readArguments } from '../../src/commands/arguments.ts';
import { TABLE } from '../../src/commands/table.ts';
import { UsageError } from '../../src/platform/errors.ts';

const read = (line: string) => readArguments(line.split(' ').filter(Boolean), TABLE);

function refusal(line: string): { message: string; hints: readonly string[] } {
  try {
    read(line);
  } catch (error) {
    if (error instanceof UsageError) return { message: error.message, hints: error.hints };
  }
  throw new Error(`not refused: ${line}`);
}

describe('readArguments()', () => {
  test('runs `run` where nothing is named', () => {
    expect(read('')).toMatchObject({ command: 'run', named: false, words: [] });
  });

  test('keeps values the text they are', () => {
    expect(read('analyze --user 007').flags.value('user')).toBe('007');
    expect(read('analyze --user=1e3').flags.value('user')).toBe('1e3');
    expect(read('explain 0123').words).toEqual(['0123']);
    expect(read('alerts --status open show 007').words).toEqual(['show', '007']);
    expect(read('analyze --user=--all').flags.value('user')).toBe('--all');
  });

  test('reads version 1 lines', () => {
    const { command, flags } = read('-c F -f LOG -vv');
    expect([command, flags.value('config'), flags.value('log-file'), flags.count('verbose')]).toEqual([
      'run',
      'F',
      'LOG',
      2,
    ]);
    expect(read('--file LOG -m analyze').flags.value('log-file')).toBe('LOG');
    expect(read('-m poll').flags.value('mode')).toBe('poll');
  });

  test('takes global flags before and after the command', () => {
    expect(read('-v -c F poll slack').words).toEqual(['slack']);
    expect(read('poll slack -c F -v').flags.value('config')).toBe('F');
  });

  test('takes what follows -- as words', () => {
    expect(read('import -- --odd.jsonl -x').words).toEqual(['--odd.jsonl', '-x']);
    expect(read('import -').words).toEqual(['-']);
  });

  test.each([
    ['anlyze', /Unknown command: anlyze/, 'busybody analyze'],
    ['zzzzzzzz', /Unknown command/, 'busybody --help'],
    ['__proto__', /Unknown command/, 'busybody --help'],
    ['analyze --sinec 3d', /Unknown flag of analyze: --sinec/, '--since'],
    ['poll --user x', /--user belongs to analyze, alerts/, 'busybody analyze --user'],
    ['poll -x', /Unknown flag of poll: -x/, 'busybody poll --help'],
    ['analyze --constructor', /Unknown flag/, 'busybody analyze --help'],
    ['analyze --no-all', /Unknown flag of analyze: --no-all/, 'busybody analyze --help'],
    ['analyze --user', /--user needs a value/, '--user U'],
    ['analyze --user --all', /--all looks like a flag/, '--user=--all if it is meant as the value'],
    ['analyze --user=', /--user needs a value/, '--user U'],
    ['analyze --all=yes', /--all takes no value/, '--all'],
    ['analyze --format json', /must be one of table, jsonl, csv: current value is json/, '--format jsonl'],
    ['analyze --user a --user b', /may be given once: current values are a and b/, '--user U'],
    ['-c a poll -c b', /--config may be given once/, '--config FILE'],
    ['analyze ada', /analyze takes no words: current one is ada/, 'busybody analyze'],
    ['explain', /explain needs ID/, 'busybody explain ID'],
    ['explain a b', /Too many words: b/, 'busybody explain ID'],
    ['import', /import needs FILE/, 'busybody import FILE…'],
    ['-m serve', /must be one of poll, analyze/, undefined],
  ])('refuses `%s`', (line, message, hint) => {
    const refused = refusal(line);
    expect(refused.message).toMatch(message);
    expect(refused.hints[0]).toBe(hint as string);
  });

  test('prints what was typed without its terminal escapes', () => {
    expect(refusal('\u001b[31mred').message).toBe('Unknown command: \\u{1b}[31mred');
  });

  test('lets --help pass without the words a command needs', () => {
    expect(read('explain --help')).toMatchObject({ command: 'explain', named: true });
  });

  test('has one meaning for each flag in every command, since flags may stand before the command', () => {
    const kinds = new Map<string, Set<boolean>>();
    for (const flag of [...TABLE.globals, ...TABLE.commands.flatMap((command) => command.flags)]) {
      for (const name of [flag.name, flag.short ?? flag.name]) {
        kinds.set(name, (kinds.get(name) ?? new Set()).add(flag.value !== undefined));
      }
    }
    expect([...kinds].filter(([, kind]) => kind.size > 1)).toEqual([]);
  });
});
