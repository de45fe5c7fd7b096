// Help pages made from the table: one for busybody, one a command.

import type { CommandSpec, FlagSpec, Table } from './specs.ts';

const WIDTH = 100;

export function generalHelp(table: Table, version: string): string {
  const names = table.commands.map(({ name, summary }) => [name, summary] as const);
  return sections([
    `busybody ${version}: neighbourhood watch for a company's SaaS accounts`,
    'Usage: busybody [COMMAND] [FLAG…]\n       busybody COMMAND --help',
    `Commands (without one: ${table.fallback}):\n${columns(names)}`,
    `Flags of every command:\n${flagLines(table.globals)}`,
    'Exit codes: 0 fine; 1 something failed and is named; 2 command line or config; 3 alerts were raised (analyze --fail-on-alert)',
    `First steps:\n${columns([
      ['busybody demo', 'see it work on an invented company'],
      ['busybody init', 'write a config to fill in'],
      ['busybody check', 'verify it'],
      ['busybody', 'poll, analyze, notify'],
    ])}`,
  ]);
}

export function commandHelp(command: CommandSpec, table: Table): string {
  const usage = [`busybody ${command.name}`, command.arguments.usage, '[FLAG…]'].filter(Boolean).join(' ');
  return sections([
    `busybody ${command.name}: ${command.summary}`,
    `Usage: ${usage}`,
    ...command.details.map((paragraph) => wrap(paragraph, { indent: '' })),
    command.flags.length > 0 ? `Flags:\n${flagLines(command.flags)}` : '',
    `Flags of every command:\n${flagLines(table.globals)}`,
    `Examples:\n${command.examples.map(([line, what]) => `  # ${what}\n  ${line}`).join('\n')}`,
  ]);
}

function flagLines(flags: readonly FlagSpec[]): string {
  return columns(
    flags.map((flag) => {
      const short = flag.short ? `-${flag.short}, ` : '    ';
      return [
        `${short}--${flag.name}${flag.value ? ` ${flag.choices?.join('|') ?? flag.value}` : ''}`,
        flag.help,
      ] as const;
    }),
  );
}

function columns(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows
    .map(([left, right]) => `  ${left.padEnd(width)}  ${wrap(right, { indent: ' '.repeat(width + 4) })}`)
    .join('\n');
}

function wrap(text: string, { indent }: { indent: string }): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && indent.length + line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].join(`\n${indent}`);
}

function sections(parts: readonly string[]): string {
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}
