// The command line: what passes, what is refused, and what the refusal says.

import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
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

  test.each([
    [['analyze', '--user', '007'], '007'],
    [['analyze', '--user=007'], '007'],
    [['analyze', '-u', '007'], '007'],
    [['analyze', '-u007'], '007'],
    [['analyze', '-u=007'], '007'],
    [['-u', '007', 'analyze'], '007'],
    [['analyze', '--user', '1e3'], '1e3'],
    [['analyze', '--user', '0x10'], '0x10'],
    [['analyze', '--user', ' '], ' '],
    [['analyze', '--user', 'true'], 'true'],
    [['analyze', '--user=false'], 'false'],
    [['analyze', '--user', '-'], '-'],
    [['analyze', '--user=-1'], '-1'],
    [['analyze', '--user=--'], '--'],
    [['analyze', '--user=a=b'], 'a=b'],
    [['analyze', '--user', 'poll'], 'poll'],
    [['analyze', '--all', '--user', 'analyze'], 'analyze'],
    [['analyze', '--user', '__proto__'], '__proto__'],
  ])('reads %j with the user %j', (argv, user) => {
    const { command, words, flags } = readArguments(argv, TABLE);
    expect([command, words, flags.value('user')]).toEqual(['analyze', [], user]);
  });

  test.each([
    [
      ['alerts', 'show', '007'],
      ['show', '007'],
    ],
    [
      ['alerts', '-v', 'show', '007'],
      ['show', '007'],
    ],
    [
      ['-v', 'alerts', '-q', 'show', '1e3'],
      ['show', '1e3'],
    ],
    [
      ['import', 'true', 'false', '1.0', ''],
      ['true', 'false', '1.0', ''],
    ],
    [
      ['import', '-q', 'true', '-'],
      ['true', '-'],
    ],
    [
      ['import', '-', '--', '-', '--', '007'],
      ['-', '-', '--', '007'],
    ],
    [
      ['import', 'import', 'poll'],
      ['import', 'poll'],
    ],
    [
      ['import', '--source', 'poll', 'a.b', 'constructor'],
      ['a.b', 'constructor'],
    ],
  ])('reads %j with the words %j', (argv, words) => {
    expect(readArguments(argv, TABLE).words).toEqual(words);
  });

  test('gives back any text at all as it was typed, as a value and as a word', () => {
    // A command line cannot hold NUL.
    const text = fc.string({ unit: 'binary', minLength: 1 }).filter((one) => !one.includes('\0'));
    fc.assert(
      fc.property(text, (typed) => {
        expect(readArguments(['-v', 'analyze', `--user=${typed}`, '--all'], TABLE).flags.value('user')).toBe(typed);
        expect(readArguments(['import', 'a', '--', typed], TABLE).words).toEqual(['a', typed]);
        if (typed.length > 1 && typed.startsWith('-')) return;
        expect(readArguments(['-q', 'import', '-v', typed, '-s', typed], TABLE)).toMatchObject({ words: [typed] });
        expect(readArguments(['analyze', '--user', typed], TABLE).flags.value('user')).toBe(typed);
      }),
    );
  });

  test('takes a flag before its command, whatever other commands make of it', () => {
    const { command, words, flags } = read('--force init demo');
    expect([command, words, flags.has('force')]).toEqual(['init', ['demo'], true]);
    expect(read('--all --fail-on-alert analyze').flags.has('fail-on-alert')).toBe(true);
    expect(read('--since 30d analyze').flags.value('since')).toBe('30d');
  });

  test('counts switches, in one word or several', () => {
    for (const line of ['-vv', '-v -v', '-qvv', '--verbose -v', '-v poll --verbose', 'poll -vv']) {
      expect(read(line).flags.count('verbose')).toBe(2);
    }
    expect(read('poll').flags.count('verbose')).toBe(0);
    expect(read('-vvf LOG').flags.value('log-file')).toBe('LOG');
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
    ['--no-all analyze', /Unknown flag of analyze: --no-all/, 'busybody analyze --help'],
    ['-no-all analyze', /Unknown flag of analyze: -n/, 'busybody analyze --help'],
    ['--no-verbose', /Unknown flag of run: --no-verbose/, '--verbose'],
    ['analyze --all.x', /Unknown flag of analyze: --all\.x/, 'busybody analyze --help'],
    ['analyze --failOnAlert', /Unknown flag of analyze: --failOnAlert/, '--fail-on-alert'],
    ['analyze --__proto__=1', /Unknown flag of analyze: --__proto__/, 'busybody analyze --help'],
    ['analyze --prototype', /Unknown flag of analyze: --prototype/, 'busybody analyze --help'],
    ['analyze --to-string', /Unknown flag of analyze: --to-string/, 'busybody analyze --help'],
    ['analyze --u ada', /Unknown flag of analyze: --u$/, 'busybody analyze --help'],
    ['analyze -user ada', /takes no words: current one is ada/, 'busybody analyze'],
    ['analyze ---all', /Unknown flag of analyze: ---all/, '--all'],
    ['analyze -5', /Unknown flag of analyze: -5/, 'busybody analyze --help'],
    ['--all poll', /--all belongs to analyze/, 'busybody analyze --all'],
    ['!', /Unknown command: !/, 'busybody --help'],
    ['-- poll', /Unknown command: poll/, 'busybody poll'],
    ['007', /Unknown command: 007/, 'busybody --help'],
    ['-v anlyze', /Unknown command: anlyze/, 'busybody analyze'],
    ['analyze --user', /--user needs a value/, '--user U'],
    ['analyze --user --', /--user needs a value/, '--user=-- if it is meant as the value'],
    ['analyze -vu --all', /-u needs a value/, '-u U'],
    ['analyze -u -5', /-5 looks like a flag/, '--user=-5 if it is meant as the value'],
    ['analyze --all=true', /--all takes no value: current value is true/, '--all'],
    ['analyze --all=', /--all takes no value/, '--all'],
    ['analyze --all=on', /--all takes no value: current value is on/, '--all'],
    ['-f a --file b', /--log-file may be given once: current values are a and b/, '--log-file FILE'],
    ['--file a poll --log-file b', /--log-file may be given once: current values are a and b/, '--log-file FILE'],
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
