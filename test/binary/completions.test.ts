// Completions in real shells, each in a terminal: what a Tab puts on the line is taken by the shell for the words it stands for,
// however hostile the names in the store are. A shell that is not installed is said and left out, unless SHELL_TESTS=required.

import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BINARY } from './binary.ts';
import { openShell } from './shell.ts';

const HOSTILE = [
  ...['$(touch acted)', '`touch acted`', 'semi; touch acted', 'amp & touch acted', 'pipe | touch acted'],
  ...['ada lovelace', "apos'trophe", 'quo"te', 'back\\slash', 'star*', 'colon:name', 'tilde~', 'brace{a,b}', 'hash #x'],
];
/** Would fool whoever reads them, or cannot be typed: never offered. */
const UNTOLD = ['new\nline', 'esc\u001b[31mred', 'right\u202eleft', '-dash', '~home'];
const GOOD = ['ada@example.com', 'bob@example.com', 'bobby@example.com'];

const home = mkdtempSync(join(tmpdir(), 'busybody-completions-'));
const bin = join(home, 'bin');
const env = {
  HOME: home,
  PATH: `${bin}:${process.env.PATH}`,
  STATE_DIRECTORY: join(home, 'state'),
  LC_ALL: 'C.UTF-8',
  REAL: BINARY,
};

function busybody(words: readonly string[], more: Record<string, string> = {}) {
  const result = Bun.spawnSync([BINARY, ...words], { cwd: home, env: { ...env, ...more }, stdin: 'ignore' });
  return { code: result.exitCode, out: result.stdout.toString(), err: result.stderr.toString() };
}

/** What is offered for the last word, without what it means. */
function offered(words: readonly string[], more: Record<string, string> = {}): string[] {
  const { code, out, err } = busybody(['complete', '--', ...words], more);
  expect([code, err]).toEqual([0, '']);
  return out
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t')[0]!);
}

beforeAll(() => {
  mkdirSync(bin);
  // Stands for busybody on the line: shows its words, one by one, as the shell understood them.
  writeFileSync(
    join(bin, 'busybody'),
    `#!/bin/sh\n[ "$1" = complete ] && exec "$REAL" "$@"\nfor word; do printf '<%s>' "$word"; done\necho ' END'\n`,
  );
  chmodSync(join(bin, 'busybody'), 0o755);
  const records = [...HOSTILE, ...UNTOLD, ...GOOD].map((user, index) =>
    JSON.stringify({ time: 1_772_000_000 + index * 60, user, ip: '203.0.113.7', source: 'vpn' }),
  );
  writeFileSync(join(home, 'sign-ins.jsonl'), `${records.join('\n')}\n`);
  expect(busybody(['import', 'sign-ins.jsonl']).code).toBe(0);
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

describe('busybody complete', () => {
  test('offers commands, subcommands, flags and choices of the table', () => {
    expect(offered(['re'])).toEqual(['report']);
    expect(offered(['alerts', 'd'])).toEqual(['dismiss']);
    expect(offered(['alerts', 'list', '--st'])).toEqual(['--status']);
    expect(offered(['alerts', '--status', ''])).toEqual(['open', 'dismissed', 'confirmed', 'all']);
    expect(offered(['alerts', '--status=c'])).toEqual(['--status=confirmed']);
    expect(offered(['analyze', '--all', '--a'])).toEqual([]);
    expect(offered(['-vvc', 'x.yml', 'completions', ''])).toEqual(['bash', 'zsh', 'fish']);
    expect(offered(['poll', '--', '--co'])).toEqual([]);
    expect(busybody(['complete', '--', 'import', '']).out).toBe('files\n');
    expect(busybody(['complete', '--', 'demo', '--out', '']).out).toBe('directories\n');
  });

  test('offers names of the store that can be typed, and no others', () => {
    expect(offered(['analyze', '--user', '']).toSorted()).toEqual([...HOSTILE, ...GOOD].toSorted());
    expect(offered(['report', '--user=bob'])).toEqual(['--user=bob@example.com', '--user=bobby@example.com']);
    expect(offered(['trip', 'add', 'ada@'])).toEqual(['ada@example.com']);
    expect(offered(['import', '--source', ''])).toEqual(['vpn']);
  });

  test('writes nothing and says nothing, whatever is amiss', () => {
    const before = readdirSync(env.STATE_DIRECTORY).map((name) => [
      name,
      readFileSync(join(env.STATE_DIRECTORY, name)),
    ]);
    offered(['analyze', '--user', '']);
    const after = readdirSync(env.STATE_DIRECTORY).map((name) => [name, readFileSync(join(env.STATE_DIRECTORY, name))]);
    expect(after).toEqual(before);
    const empty = join(home, 'nowhere');
    expect(offered(['analyze', '--user', ''], { STATE_DIRECTORY: empty })).toEqual([]);
    expect(existsSync(empty)).toBe(false);
    expect(offered(['-c', 'missing.yml', 'analyze', '--user', ''])).toEqual([]);
    expect(offered(['nonsense', ''])).toEqual([]);
    writeFileSync(join(home, 'broken.yml'), 'pollers: [');
    expect(offered(['-c', 'broken.yml', 'poll', ''])).toEqual([]);
    expect(busybody(['complete'])).toMatchObject({ code: 0, err: '' });
  });

  test('offers at most a few hundred, quickly, of two thousand', () => {
    const records = Array.from({ length: 2_000 }, (_, n) =>
      JSON.stringify({ time: 1_772_000_000 + n, user: `user${n}@example.com`, ip: '203.0.113.7', source: 'vpn' }),
    );
    writeFileSync(join(home, 'many.jsonl'), records.join('\n'));
    const many = { STATE_DIRECTORY: join(home, 'many') };
    expect(busybody(['import', 'many.jsonl'], many).code).toBe(0);
    expect(offered(['analyze', '--user', 'user'], many)).toHaveLength(300);
    expect(offered(['analyze', '--user', 'user1999'], many)).toEqual(['user1999@example.com']);
    const startMs = performance.now();
    offered(['analyze', '--user', 'user1'], many);
    expect(performance.now() - startMs).toBeLessThan(1000);
  });
});

interface Case {
  readonly shell: string;
  /** Its words, given what sets it up. */
  readonly command: (setUp: string) => readonly string[];
  readonly setUp: string;
}

const CASES: readonly Case[] = [
  {
    shell: 'bash',
    command: () => ['bash', '--norc', '--noprofile', '-i'],
    setUp:
      'PS1="READY> "; bind "set bell-style none"; bind "set enable-bracketed-paste off"; source <("$REAL" completions bash)',
  },
  {
    shell: 'zsh',
    command: () => ['zsh', '-f', '-i'],
    setUp:
      'PS1="READY> "; unsetopt zle_bracketed_paste beep; autoload -Uz compinit; compinit -D -u; source <("$REAL" completions zsh)',
  },
  {
    shell: 'fish',
    command: (setUp) => ['fish', '--no-config', '-i', '-C', setUp],
    setUp: 'set -g fish_greeting; function fish_prompt; echo -n "READY> "; end; "$REAL" completions fish | source',
  },
];

for (const { shell, command, setUp } of CASES) {
  const missing = Bun.which(shell) === null && process.env.SHELL_TESTS !== 'required';
  if (missing)
    process.stderr.write(`completions of ${shell} skipped: there is no ${shell} here: apt-get install ${shell}\n`);
  describe.skipIf(missing)(shell, () => {
    async function typed(lines: readonly string[]): Promise<string[]> {
      const prepared = setUp.replace('"$REAL"', `"${BINARY}"`);
      await using terminal = await openShell(command(prepared), { env, cwd: home, ready: /[$%#>] \r?$/ });
      if (shell !== 'fish') await terminal.type(`${prepared}; echo UP\r`, /^UP[\s\S]*READY> /m);
      const results: string[] = [];
      for (const line of lines) {
        const shown = await terminal.type(`${line}\r`, / END\r?\n[\s\S]*READY> /);
        results.push(/((?:<[^\r\n]*>)) END/.exec(shown)?.[1] ?? shown);
      }
      return results;
    }

    test('completes commands, flags, choices and addresses', async () => {
      expect(
        await typed([
          'busybody rep\t',
          'busybody alerts --stat\tdism\t',
          'busybody analyze --user ada@\t',
          'busybody analyze --user=ada@ex\t',
        ]),
      ).toEqual([
        '<report>',
        '<alerts><--status><dismissed>',
        '<analyze><--user><ada@example.com>',
        '<analyze><--user=ada@example.com>',
      ]);
    }, 30_000);

    test('completes files and directories where those are wanted', async () => {
      const words = await typed([
        'busybody import sign\t',
        'busybody report --out=sign\t',
        'busybody -c sign\t',
        'busybody demo --out bi\t',
      ]);
      // Zsh takes the slash away again at the end of a line.
      expect(words.map((line) => line.replace('/>', '>'))).toEqual([
        '<import><sign-ins.jsonl>',
        '<report><--out=sign-ins.jsonl>',
        '<-c><sign-ins.jsonl>',
        '<demo><--out><bin>',
      ]);
    }, 30_000);

    test('puts hostile names on the line as words that do nothing', async () => {
      const begun: Record<string, string> = {
        ...{ '$(touch acted)': '\\$', '`touch acted`': '\\`', 'semi; touch acted': 'sem', 'amp & touch acted': 'am' },
        ...{ 'pipe | touch acted': 'pip', 'ada lovelace': 'ada\\ ', "apos'trophe": 'apo', 'quo"te': 'quo' },
        ...{
          'back\\slash': 'bac',
          'star*': 'sta',
          'colon:name': 'col',
          'tilde~': 'til',
          'brace{a,b}': 'bra',
          'hash #x': 'has',
        },
      };
      expect(Object.keys(begun).toSorted()).toEqual(HOSTILE.toSorted());
      expect(await typed(Object.values(begun).map((start) => `busybody analyze --user ${start}\t`))).toEqual(
        Object.keys(begun).map((name) => `<analyze><--user><${name}>`),
      );
      expect(existsSync(join(home, 'acted'))).toBe(false);
    }, 60_000);
  });
}
