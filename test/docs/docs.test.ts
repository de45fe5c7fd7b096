// The docs against the program: commands that exist, sections that are there, links that lead somewhere, records of every dependency.

import { describe, expect, test } from 'bun:test';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import packageJson from '../../package.json' with { type: 'json' };
import { readArguments } from '../../src/commands/arguments.ts';
import { commandHelp, generalHelp } from '../../src/commands/help.ts';
import { TABLE } from '../../src/commands/table.ts';

const ROOT = join(import.meta.dir, '../..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const PAGES = [
  'README.md',
  'CHANGELOG.md',
  'SECURITY.md',
  ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

/** Lines of shell blocks and crontab lines, without sudo, pipes and comments. */
function shellLines(page: string): string[] {
  const blocks = [...page.matchAll(/```(?:sh)?\n([\s\S]*?)```/g)].map((match) => match[1]!);
  const quoted = [...page.matchAll(/`(busybody [^`\n]*)`/g)].map((match) => match[1]!);
  return [...blocks.flatMap((block) => block.split('\n')), ...quoted]
    .flatMap((line) => line.split(/\s*(?:&&|\|)\s*/))
    .map((line) =>
      line
        .replace(/^\s*(?:[*/0-9]+\s+)*(?:sudo\s+)?/, '')
        .replace(/\s+#.*$/, '')
        .replace(/\s>>?\s\S+$/, '')
        .trim(),
    );
}

function words(line: string): string[] {
  return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map((match) => match[1] ?? match[2]!);
}

describe.each(PAGES)('%s', (name) => {
  const page = read(name);

  test('names only commands and flags there are', () => {
    for (const line of shellLines(page).filter((line) => /^busybody( |$)/.test(line))) {
      const typed = words(line)
        .slice(1)
        .map((word) => word.replace(/[[\]]/g, ''));
      if (typed.some((word) => /^[A-Z]+$|…/.test(word)) && /COMMAND/.test(line)) continue;
      expect(() => readArguments(typed, TABLE)).not.toThrow();
    }
  });

  test('names only scripts there are', () => {
    for (const match of page.matchAll(/npx -y (\S+) run (\w+)/g)) {
      expect(match[1]).toBe(packageJson.packageManager);
      expect(Object.keys(packageJson.scripts)).toContain(match[2]!);
    }
  });

  test('links only to what is there', () => {
    for (const match of page.matchAll(/\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)/g)) {
      expect([match[1], existsSync(join(ROOT, dirname(name), match[1]!))]).toEqual([match[1], true]);
    }
  });
});

describe('commands', () => {
  test.each(TABLE.commands.map((command) => [command.name, command] as const))(
    '%s has help and a section',
    (name, command) => {
      expect(read('docs/OPERATIONS.md')).toContain(`\n### ${name}\n`);
      const help = commandHelp(command, TABLE);
      for (const flag of [...command.flags, ...TABLE.globals]) expect(help).toContain(`--${flag.name}`);
      expect(command.examples.length).toBeGreaterThan(0);
      expect(Math.max(...help.split('\n').map((line) => line.length))).toBeLessThanOrEqual(120);
    },
  );

  test.each(TABLE.commands.flatMap(({ examples }) => examples.map(([line]) => line)))(
    'the example `%s` is understood',
    (line) => {
      const own = line
        .split('|')
        .map((part) => part.trim())
        .map((part) => part.replace(/^source <\((.*)\)$/, '$1').replace(/ > .*$/, ''))
        .find((part) => part.startsWith('busybody'))!;
      expect(() => readArguments(words(own).slice(1), TABLE)).not.toThrow();
    },
  );

  test('the general help names every command', () => {
    const help = generalHelp(TABLE, '2.0.0');
    for (const { name, summary } of TABLE.commands)
      expect(help).toMatch(new RegExp(`^  ${name} +${summary.slice(0, 20)}`, 'm'));
  });

  test('every flag of a command is told in OPERATIONS', () => {
    const page = read('docs/OPERATIONS.md');
    for (const { flags } of TABLE.commands)
      for (const { name } of flags) expect(page).toMatch(new RegExp(`--${name}\\b|-${name[0]}\\b`));
  });
});

describe('records', () => {
  test.each(Object.entries({ ...packageJson.dependencies, ...packageJson.devDependencies }))(
    '%s %s has a decision record',
    (name, version) => {
      const records = readdirSync(join(ROOT, 'docs/adr'))
        .map((file) => read(`docs/adr/${file}`))
        .join('\n');
      expect(records).toContain(`\`${name}`);
      if (!name.startsWith('@ip-location-db/')) expect(records).toContain(`${version}`);
      expect(version).toMatch(/^\d/);
    },
  );

  test('CHANGELOG has the version of package.json', () => {
    expect(read('CHANGELOG.md')).toContain(`## [${packageJson.version}]`);
  });
});
